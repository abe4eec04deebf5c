"""Where sources, or one article, disagree: the same thing with two different figures. Both are shown, neither is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rag.ground.draft import Builder, Draft
from rag.ground.evidence import Evidence
from rag.ground.sentence import Sentence
from rag.text.fold import fold_text
from rag.text.numbers import Quantity, find_quantities, same_quantity

SENTENCES = 10  # best sentences that are held against each other
_SAME = 6  # folded characters before a figure that must agree for it to be said of the same thing


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure, what stands right before it (folded), and where."""

    sentence: Sentence
    quantity: Quantity
    before: str


def conflict(evidence: Evidence) -> Draft | None:
    """The two statements that disagree on what the question asks; None when they agree."""
    asked = evidence.question.folded
    said = [item for scored in evidence.scored[:SENTENCES] for item in _figures(scored.sentence)]
    for i, first in enumerate(said):
        if first.before[-4:] not in asked or first.quantity.unit.strip() == "" or first.quantity.unit not in asked:
            continue
        for second in said[i + 1 :]:
            same_thing = second.before == first.before and second.quantity.unit == first.quantity.unit
            if same_thing and not same_quantity(first.quantity, second.quantity):
                return _both(first, second)
    return None


def _figures(sentence: Sentence) -> Iterator[_Said]:
    for quantity in find_quantities(sentence.text):
        before = fold_text(sentence.text[: quantity.start]).removesuffix("第")[-_SAME:]
        if len(before) == _SAME and before.isalnum():
            yield _Said(sentence, quantity, before)


def _both(first: _Said, second: _Said) -> Draft:
    builder = Builder()
    citations = [
        builder.cite(said.sentence.article, said.sentence.start, said.sentence.end) for said in (first, second)
    ]
    short = f"{first.quantity.text}；{second.quantity.text}"
    builder.say(f"{short}。", citations, shown=f"资料的说法不一致：{short}。")
    builder.quote(first.sentence)
    builder.quote(second.sentence)
    return builder.build(short)
