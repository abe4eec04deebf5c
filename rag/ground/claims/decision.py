"""A decision on a claim: its verdict and draft; of what denies the claim, of several claims joined, of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rag.ground.draft import Builder, Draft
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.verdict import Verdict
from rag.text.dates import annotate
from rag.types import Statement


@dataclass(frozen=True, slots=True)
class Decision:
    """verdict: 不明 when the sources do not decide. sure: it stands by itself, however likely the evidence was judged.

    confidence: of the question behind the claim, where that decided; else 0.
    """

    verdict: Verdict
    draft: Draft | None = None
    sure: bool = False
    confidence: float = 0.0


def denied(decision: Decision) -> Decision:
    """The decision on what a claim denies as one on the claim: 园区还没有封顶 is 否 where 园区封顶 is 是."""
    if decision.draft is None:
        return decision
    verdict: Verdict = "否" if decision.verdict == "是" else "是"
    statements, shown = decision.draft.statements, decision.draft.shown
    said = Statement(f"{verdict}。", statements[0].citations)
    return replace(decision, verdict=verdict, draft=Draft((said, *statements[1:]), (said.text, *shown[1:]), verdict))


def by_comparison(verdict: Verdict, computed: Draft, confidence: float) -> Decision:
    """The decision by the comparison behind the claim, which is shown below it."""
    builder = Builder()
    builder.say(f"{verdict}。", computed.citations)
    builder.take(computed)
    return Decision(verdict, builder.build(verdict), True, confidence)


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


def verdict_draft(verdict: Verdict, sentence: Sentence, correction: str = "", also: Sentence | None = None) -> Draft:
    """The verdict, what it should be instead where that is told, the sentence that decides and what it does not say itself."""
    builder = Builder()
    citation = builder.cite(sentence.article, sentence.start, sentence.end)
    if verdict == "否" and correction:
        shown = annotate(correction, sentence.article.date)
        builder.say(f"否，应为{correction}。", [citation], shown=f"否，应为{shown}。")
    else:
        builder.say(f"{verdict}。", [citation])
    builder.quote(sentence)
    if also:
        builder.quote(also)
    return builder.build(verdict)
