"""Yes or no, with the fact that decides it; a false premise is corrected by the cited truth.

The claim in the question is held against the best sentence: quantities and dates of the same kind must agree, negation
must agree, and every content word must be known to the article. What cannot be decided is left to the refusal.
"""

from __future__ import annotations

import re
from typing import Literal

from rag.ground.candidates import Candidate, closeness
from rag.ground.draft import Builder, Draft
from rag.ground.evidence import Evidence, Scored
from rag.ground.sentence import dates_in
from rag.text.dates import annotate, date_overlaps
from rag.text.numbers import Quantity, find_quantities, same_quantity

Verdict = Literal["是", "否", "不明"]
_NEGATION = re.compile(r"没有(?!吗)|尚未|并未|未能|未曾|并非|不再|不是(?!吗)|无法|未(?=[^来])|不会|不能")
_UNKNOWN = 0.9  # a claim with a word this telling that the article has nothing of is not decided by it
_ASKS_NEGATION = re.compile(r"是不是|[了]没有[?。]*$|有没有|能不能|会不会|对不对|没有[?？]?$")


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
        builder.say(
            f"否，应为{correction}。", [citation], shown=f"否，应为{annotate(correction, sentence.article.date)}。"
        )
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
    if best.worst > _UNKNOWN or best.elsewhere > _UNKNOWN:
        return "不明", ""
    stated = find_quantities(sentence.text)
    for asked in _claimed(claim):
        rivals = [q for q in stated if _same_kind(asked, q)]
        if not rivals:
            if asked.kind in ("amount", "share", "multiple", "measure"):
                return "不明", ""
            continue
        spans = [(sentence.start + q.start, sentence.start + q.end) for q in rivals]
        nearest = rivals[max(range(len(rivals)), key=lambda i: closeness(evidence, best, *spans[i], spans))]
        if not _holds(asked, nearest, claim):
            return "否", nearest.text
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


def _holds(asked: Quantity, stated: Quantity, claim: str) -> bool:
    """Whether the stated quantity makes the claim true: equal, or on the claimed side of a bound."""
    before = claim[max(0, asked.start - 4) : asked.start] + asked.text
    if re.search(r"不到|不足|低于|少于|小于|不超过|以下|以内", before):
        return stated.high < asked.low or (stated.high == asked.low and stated.qualifier in ("近", "不足"))
    if re.search(r"超过|超|多于|高于|大于|不止|以上", before):
        return stated.low > asked.high or (stated.low == asked.high and stated.qualifier in ("超", "多", "余", "以上"))
    return same_quantity(asked, stated)


def _clause(evidence: Evidence, best: Scored) -> str:
    """The clause of the sentence that shares most with the question."""
    clauses = re.split(r"[,，;；]", best.sentence.folded.text)
    return max(clauses, key=lambda clause: sum(w for gram, w in evidence.grams.items() if gram in clause))
