"""A stretch of days told as one (3月1日至5日) is the answer to when something was; its first day is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.spans.candidates import Candidate
from rag.understand.question import Question

_AMONG = 6  # candidates that may be the whole of the best one
_ON = re.compile(r"\s*(?:至|到|—|–|-|~|～)")
_BEGINS = re.compile(r"开始|开幕|起|启动|启幕|开[工业放通]|成立|\b(?:beg[aiu]n|start|open|launch|found)", re.IGNORECASE)


def whole_first(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """``ranked`` with the stretch of days first of which the best candidate is the first day, unless a beginning is asked for."""
    found = list(ranked)
    if not found or question.kind != "date" or _BEGINS.search(f"{question.folded} {question.text}"):
        return found
    best = found[0]
    article = best.scored.sentence.article
    if not _ON.match(article.text[best.end :]):
        return found
    for at, one in enumerate(found[1:_AMONG], 1):
        if one.typed and one.scored.sentence.article.id == article.id and one.start == best.start and one.end > best.end:
            return [one, *found[:at], *found[at + 1 :]]
    return found
