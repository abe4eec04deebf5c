"""Yes or no, with the fact that decides it; a false premise is corrected by the cited truth.

The claim in the question is held against the sentence that can decide it: who and where, quantities and dates of the same
kind, negation, what has happened and what is only planned. What cannot be decided is left to the refusal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.embed.words import Words
from rag.ground.candidates import closeness
from rag.ground.claims import Verdict, claimed, comparable, dated, doubled, find, holds, singled_out
from rag.ground.draft import Builder, Draft
from rag.ground.evidence import Evidence, Scored
from rag.ground.premise import content_words, is_light, said_words, says, synonyms
from rag.ground.sentence import Sentence, dates_in
from rag.ground.swaps import find_swap
from rag.question import Question
from rag.text.dates import annotate, find_dates
from rag.text.fold import fold_text
from rag.text.lexicon import ANTONYMS

_NEGATION = re.compile(r"没有(?!吗)|没(?=[㐀-鿿])(?![收落有])|尚未|并未|未能|未曾|并非|不再|不是(?!吗)|无法|未(?=[^来])|不会|不能|并不|从不")
_UNKNOWN = 0.9  # a claim with a word this telling that the article has nothing of is not decided by it
_NEAR, _DATED = 0.35, 0.4  # scores below the best in which a sentence may decide; what another date costs a score
_ASKING = re.compile(
    r"是不是|是否|有没有|能不能|会不会|(?:的|了)?没有[?。]*$|了?没[?。]*$|,?(?:是|对)吗[?。]*$|,?(?:对不对|是不是|属实吗?|真的吗|是真的吗)[?。]*$"
    r"|[吗么嘛?。!]+$|^(?:请问|难道|听说|据说)"
)
_POLAR = re.compile(r"(?:吗|对不对|是不是|属实|没有)[?。]*$")
_FUTURE = re.compile(r"将(?!于?去)|预计|计划|拟|力争|即将|有望|争取")
_DONE = re.compile(r"了(?:吗|没)|已经?|了没有|完了")
_MODIFIES = re.compile(r"[^,]{1,8}的")  # 两个项目的总投资: the count only says of what
_EVENT = re.compile(r"(?:是|于|在)$")
_BOTH = re.compile(r"^(?P<first>[^,]{2,24}?)(?:和|与|跟|、|及)(?P<last>[^,]{2,40}?)(?P<rest>(?:的[^,都均]{1,12})?)(?:都|均|全都)(?P<claim>.+)$")


@dataclass(frozen=True, slots=True)
class Decision:
    """verdict: 不明 when the sources do not decide. sure: it stands by itself, however likely the evidence was judged."""

    verdict: Verdict
    draft: Draft | None = None
    sure: bool = False


def yes_or_no(evidence: Evidence, words: Words) -> Decision:
    """The verdict on the question's claim, its draft, and whether it stands by itself."""
    claim = claim_of(evidence.question.folded)
    near = [scored.sentence for scored in evidence.scored[:10]]
    if swap := find_swap(claim, near):
        if swap.holds:
            return Decision("是", _draft("是", swap.sentence), True)
        return Decision("否", _draft("否", swap.sentence, swap.instead), True)
    best = _deciding(evidence, claim)
    if best is None:
        return Decision("不明")
    verdict, correction = _verdict(evidence, best, claim, words)
    if verdict == "不明":
        return Decision(verdict)
    sure = bool(correction) and best.context > 0.99 and not best.misplaced
    return Decision(verdict, _draft(verdict, best.sentence, correction), sure)


def is_polar(question: Question) -> bool:
    """Whether yes or no is asked; a claim with figures may call for adding up or comparing besides (加起来不到…,对吗)."""
    if question.kind == "yesno":
        return True
    return question.kind in ("comparison", "aggregation", "amount", "share") and bool(
        _POLAR.search(question.folded) and claimed(question.folded)
    )


def claim_of(folded: str) -> str:
    """What a folded yes/no question claims: the question without what asks."""
    claim, before = folded.strip(), ""
    while claim != before:
        before, claim = claim, _ASKING.sub("", claim).strip(" ,")
    return claim


def both(folded: str) -> tuple[str, ...]:
    """甲和乙都… as one question each; () when the question joins none."""
    found = _BOTH.match(claim_of(folded))
    if found is None:
        return ()
    names = (found["first"], found["last"])
    return tuple(f"{name}{found['rest']}{found['claim']}吗?" for name in names)


def join(decisions: list[tuple[Decision, bool]]) -> Decision:
    """One decision on all: 否 where one is, 是 where all are. Each with whether its evidence was good enough."""
    known = [d for d, good in decisions if d.draft and (good or d.sure)]
    if any(d.verdict == "否" for d in known):
        verdict: Verdict = "否"
        known = [d for d in known if d.verdict == "否"]
    elif len(known) == len(decisions):
        verdict = "是"
    else:
        return Decision("不明")
    statements, shown, short = [], [], verdict
    builder = Builder()
    for decision in known:
        assert decision.draft is not None
        for statement, text in zip(decision.draft.statements, decision.draft.shown, strict=True):
            if statement not in statements:
                statements.append(statement)
                shown.append(text)
    for statement, text in zip(statements, shown, strict=True):
        builder.say(statement.text, statement.citations, shown=text)
    return Decision(verdict, builder.build(short), True)


def _draft(verdict: Verdict, sentence: Sentence, correction: str = "") -> Draft:
    builder = Builder()
    citation = builder.cite(sentence.article, sentence.start, sentence.end)
    if verdict == "否" and correction:
        shown = annotate(correction, sentence.article.date)
        builder.say(f"否，应为{correction}。", [citation], shown=f"否，应为{shown}。")
    else:
        builder.say(f"{verdict}。", [citation])
    builder.quote(sentence)
    return builder.build(verdict)


def _deciding(evidence: Evidence, claim: str) -> Scored | None:
    """The best sentence; among near equals the one that states what the claim states: its figures, dates, predicate."""
    ranked = sorted(evidence.scored[:10], key=lambda s: -_undated(s))
    if not ranked:
        return None
    asked = claimed(claim)
    dates = [d for d in find_dates(claim) if d.value]
    near = [s for s in ranked if _undated(s) >= _undated(ranked[0]) - _NEAR]

    def decides(scored: Scored) -> int:
        stated = find(scored.sentence.text)
        figures = sum(any(comparable(a, b) for b in stated) for a in asked)
        return figures + (bool(dates) and any(d.value for d in dates_in(scored.sentence)))

    return max(near, key=lambda s: (decides(s), _undated(s)))


def _undated(scored: Scored) -> float:
    return scored.score + (_DATED if scored.dated is False else 0.0)


def _verdict(evidence: Evidence, best: Scored, claim: str, words: Words) -> tuple[Verdict, str]:
    sentence = best.sentence
    if best.worst > _UNKNOWN or best.elsewhere > _UNKNOWN or not singled_out(claim, sentence.folded.text):
        return "不明", ""
    stated = find(sentence.text)
    if (twice := doubled(claim, [q for q in stated if q.kind == "share"])) is not None:
        return twice, ""
    for asked in claimed(claim):
        rivals = [q for q in stated if comparable(asked, q)]
        if not rivals:
            if asked.kind == "count" and _MODIFIES.match(claim, asked.end):
                continue
            return "不明", ""
        spans = [(sentence.start + q.start, sentence.start + q.end) for q in rivals]
        nearest = rivals[max(range(len(rivals)), key=lambda i: closeness(evidence, best, *spans[i], spans))]
        verdict = holds(asked, nearest, claim)
        if verdict != "是":
            return verdict, nearest.text if verdict == "否" else ""
    verdict, correction = _dates(best, claim)
    if verdict != "是":
        return verdict, correction
    predicate = _predicate(evidence, claim, words)
    clause = _clause(evidence, best, predicate)
    if predicate and predicate not in fold_text(sentence.article.title + sentence.article.text):
        if any(other in clause for other in _antonyms(predicate)):
            return "否", ""
        if not says(predicate, said_words(fold_text(sentence.article.text), words), words):
            return "不明", ""
    if bool(_NEGATION.search(claim)) != bool(_NEGATION.search(clause)):
        return "否", ""
    if _DONE.search(evidence.question.folded) and _FUTURE.search(clause) and not _FUTURE.search(claim):
        return "否", ""
    return "是", ""


def _dates(best: Scored, claim: str) -> tuple[Verdict, str]:
    """The claim's dates against those of the sentence; one that only says when something else holds decides nothing."""
    sentence = best.sentence
    mentions = [m for m in dates_in(sentence) if m.value]
    for asked in (d for d in find_dates(claim) if d.value):
        if not mentions:
            published = sentence.article.date
            if not published or dated(asked.value, published) != "是":
                return "不明", ""
            continue
        verdicts = [dated(asked.value, m.value) for m in mentions]
        if "是" in verdicts:
            continue
        told = bool(_EVENT.search(claim[: asked.start])) or claim.endswith("的") or bool(_FUTURE.search(claim))
        if "不明" in verdicts or claimed(claim) or not told:
            return "不明", ""
        return "否", mentions[0].text
    return "是", ""


def _predicate(evidence: Evidence, claim: str, words: Words) -> str:
    """The last word of the claim that says something: what is said to be so."""
    found = [
        word
        for term in evidence.question.terms
        for word in content_words(term, words)
        if word in claim and not is_light(word)
    ]
    return max(found, key=claim.rfind, default="")


def _clause(evidence: Evidence, best: Scored, predicate: str) -> str:
    """The clause of the sentence with the predicate; else the one that shares most with the question."""
    clauses = re.split(r"[,，;；。]", best.sentence.folded.text)
    meant = {predicate, *synonyms(predicate), *_antonyms(predicate)} if predicate else set()

    def fitness(clause: str) -> tuple[bool, bool, float]:
        shared = sum(w for gram, w in evidence.grams.items() if gram in clause)
        return bool(predicate) and predicate in clause, any(word in clause for word in meant), shared

    return max(clauses, key=fitness)


def _antonyms(word: str) -> set[str]:
    pairs = [line.split("/") for line in ANTONYMS.strip().splitlines()]
    sides = [(a.split(), b.split()) for a, b in pairs]
    return {w for a, b in sides for w in (b if word in a else a if word in b else ())}
