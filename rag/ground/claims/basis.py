"""When a claim is of: what growth is counted from (与上年同期相比) dates nothing, and what is of another time decides nothing."""

from __future__ import annotations

import re

from rag.ground.sentences.sentence import Sentence, dates_in
from rag.ground.sentences.verdict import dated
from rag.text.dates import DateMention, find_dates

_THAN = re.compile("[与同比较跟和]$")  # before, and behind a date from which growth is counted
_THEN_AS_NOW = re.compile("(?:的?同期|同月|同季度?|末|底)*(?:相比|比较?|[,，]|上升|下降|增长|减少|增加|提高|回落|降低|翻|多|少|高|低)")


def is_basis(text: str, date: DateMention) -> bool:
    """Whether a date is what growth is counted from (与上年同期相比, 较2019年): it dates nothing that is told."""
    return _THAN.search(text[: date.start]) is not None and _THEN_AS_NOW.match(text[date.end :]) is not None


def of_other_times(claim: str, sentence: Sentence) -> bool:
    """Whether a claim has a date that every one of the sentence's contradicts."""
    told = [m.value for m in dates_in(sentence) if m.value and not is_basis(sentence.text, m)]
    asked = [d.value for d in find_dates(claim, sentence.article.date) if d.value and not is_basis(claim, d)]
    return bool(told) and any(all(dated(value, other) == "否" for other in told) for value in asked)
