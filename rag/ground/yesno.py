"""Yes or no, with the fact that decides it; a false premise is corrected by the cited truth.

The claim in the question is held against the best sentence: quantities and dates of the same kind must agree, negation
must agree, and every content word must be known to the article. What cannot be decided is left to the refusal.
"""

from __future__ import annotations

import re
from typing import Literal

from rag.ground.candidates import Candidate
from rag.ground.draft import Builder, Draft
from rag.ground.evidence import Evidence, Scored, dates_in, missing_terms
from rag.text.dates import annotate, date_overlaps
from rag.text.fold import fold_text
from rag.text.numbers import Quantity, find_quantities, same_quantity

Verdict = Literal["是", "否", "不明"]
_NEGATION = re.compile(r"没有(?!吗)|尚未|并未|未能|未曾|并非|不再|不是(?!吗)|无法|未(?=[^来])|不会|不能")
_ASKS_NEGATION = re.compile(r"是不是|有没有|能不能|会不会|对不对|没有[?？]?$")


def yes_or_no(evidence: Evidence, candidates: list[Candidate]) -> tuple[Verdict, Draft | None]:
    """The verdict and its draft; ``("不明", None)`` when the sources do not decide."""
    best = _deciding(evidence)
    if best is None:
        return "不明", None
    claim = _ASKS_NEGATION.sub("", evidence.question.folded)
    verdict, correction = _verdict(evidence, best, claim)
    if verdict == "不明":
        return verdict, None
    sentence = best.sentence
    builder = Builder()
    citation = builder.cite(sentence.article, sentence.start, sentence.end)
    if verdict == "否" and correction:
        builder.say(f"否，应为{correction}。", [citation], shown=f"否，应为{annotate(correction, sentence.article.date)}。")
    else:
        builder.say(f"{verdict}。", [citation])
    builder.quote(sentence)
    return verdict, builder.build(verdict)


def _deciding(evidence: Evidence) -> Scored | None:
    """The best sentence; among near equals the one that states a quantity or date of the kind the claim states."""
    if evidence.best is None:
        return None
    asked = _claimed(evidence.question.folded)
    near = [s for s in evidence.scored[:6] if s.score >= evidence.best.score - 0.35]
    comparable = [s for s in near if any(_same_kind(a, b) for a in asked for b in find_quantities(s.sentence.text))]
    return (comparable or near)[0]


def _verdict(evidence: Evidence, best: Scored, claim: str) -> tuple[Verdict, str]:
    sentence = best.sentence
    if missing_terms(evidence.question, fold_text(f"{sentence.article.title}\n{sentence.article.text}")):
        return "不明", ""
    stated = find_quantities(sentence.text)
    for asked in _claimed(claim):
        if any(same_quantity(asked, quantity) for quantity in stated):
            continue
        rivals = [q for q in stated if _same_kind(asked, q)]
        if rivals:
            return "否", min(rivals, key=lambda q: _distance(evidence, best, q)).text
        return "不明", ""
    mentions = [m for m in dates_in(sentence) if m.value]
    for asked_date in evidence.question.dates:
        if mentions and not any(date_overlaps(m.value, asked_date) for m in mentions):
            return "否", mentions[0].text
    negated = bool(_NEGATION.search(claim)) != bool(_NEGATION.search(_clause(evidence, best)))
    return ("否" if negated else "是"), ""


def _claimed(folded: str) -> list[Quantity]:
    return [q for q in find_quantities(folded) if q.kind != "year" and q.unit not in ("年", "月", "日")]


def _same_kind(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit and a.kind == b.kind


def _distance(evidence: Evidence, best: Scored, quantity: Quantity) -> float:
    text = best.sentence.text
    places = [m.start() for gram in evidence.grams for m in re.finditer(re.escape(gram), text)]
    return sum(min(abs(place - quantity.start), 60) for place in places) / (len(places) or 1)


def _clause(evidence: Evidence, best: Scored) -> str:
    """The clause of the sentence that shares most with the question."""
    clauses = re.split(r"[,，;；]", best.sentence.folded.text)
    return max(clauses, key=lambda clause: sum(w for gram, w in evidence.grams.items() if gram in clause))
