"""How many meet a condition: 20亿以上的有6个, where the source counts 4 of 20亿元以上; 8个里20亿以上的占一半, where it counts 4."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.embed.words import Words
from rag.ground.claims.told import RIGHT_PLACE, pieces, tell
from rag.ground.sentences.evidence import Scored
from rag.ground.sentences.swaps import Swap
from rag.ground.sentences.verdict import find, holds
from rag.text.fold import fold_text
from rag.text.numbers import Quantity

_BOUNDS = ("以上", "以下", "以内")
_COUNTED = re.compile("[个家项座条所名位人]$")


def counted(claim: str, scored: Sequence[Scored], words: Words) -> Swap | None:
    """Whether as many as a folded claim says meet its condition; None: no such claim, or no clause counts them."""
    asked = _condition(claim)
    if asked is None:
        return None
    bound, count = asked
    share = next((q for q in find(claim) if q.kind == "share" and q.start > count.end), None)
    wanted = pieces(claim, words)
    for one in scored:
        told = tell(wanted, one, words) if wanted else None
        if told is None or told.share < RIGHT_PLACE or told.untold:
            continue
        for clause in re.finditer(r"[^,，;；。:：“”]+", one.sentence.text):
            stated = _condition(fold_text(clause.group()))
            if stated is None or stated[0] != bound:
                continue
            verdict = holds(share, _share(stated[1], count), claim) if share else holds(count, stated[1], claim)
            if verdict != "不明":
                return Swap(one.sentence, verdict == "是", clause.group().strip())
    return None


def _share(part: Quantity, whole: Quantity) -> Quantity:
    """What share of so many a count is."""
    value = 100 * part.low / whole.low if whole.low else whole.low
    return replace(part, kind="share", unit="%", low=value, high=value)


def _condition(text: str) -> tuple[tuple[str, object], Quantity] | None:
    """((以上, its figure), the count of what meets it) of a folded claim or clause; None when it has no such pair."""
    bounds = [(bound, q) for q in find(text) if q.kind != "count" for bound in _BOUNDS if q.text.endswith(bound) or text.startswith(bound, q.end)]
    counts = [q for q in find(text) if q.kind == "count" and _COUNTED.search(q.text)]
    if len(bounds) != 1 or len(counts) != 1:
        return None
    bound, figure = bounds[0]
    return (bound, figure.low), counts[0]
