"""Dates as news means them: 去年11月 in an article of 2021 is 2020-11; nothing is more precise than the article's date.

A value is an ISO prefix (``2020``, ``2020-11``, ``2021-05-13``), a quarter or half (``2021-Q1``, ``2021-H1``), two of
them as an interval (``2019/2021``), or empty where it stays vague (近日) or cannot be known (本月 in an article of
which only the year is known).
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.text.date_rules import DateReader
from rag.text.fold import fold


@dataclass(frozen=True, slots=True)
class DateMention:
    """``text[start:end]`` of the text it was found in.

    value: see the module. relative: it needs the article's date to be understood. note: the resolution in Chinese
    (2020年11月), empty when the words say it already or it stays vague.
    """

    start: int
    end: int
    text: str
    value: str
    relative: bool
    note: str


def find_dates(text: str, published: str = "") -> list[DateMention]:
    """All temporal expressions in order, resolved against ``published`` (``2021``, ``2021-05``, ``2021-05-13``, '')."""
    folded = fold(text)
    mentions = []
    for (first, last), found in DateReader(folded.text, published).read():
        start, end = folded.span(first, last)
        note = show_date(found.value) + found.part if found.relative and found.value else ""
        mentions.append(DateMention(start, end, text[start:end], found.value, found.relative, note))
    return mentions


def annotate(text: str, published: str) -> str:
    """去年11月 -> 去年11月（2020年11月）; what is absolute, vague, explained already or part of a 《title》 stays."""
    pieces, last = [], 0
    for mention in find_dates(text, published):
        explained = (f"（{mention.note}）", f"({mention.note})")
        in_title = text.rfind("《", last, mention.start) > text.rfind("》", last, mention.start)
        if mention.note and not in_title and not text.startswith(explained, mention.end):
            pieces += [text[last : mention.end], explained[0]]
            last = mention.end
    return "".join([*pieces, text[last:]])


def date_overlaps(a: str, b: str) -> bool:
    """Whether two values share a day: 2020-11 and 2020 do; an empty value shares none."""
    if not a or not b:
        return False
    (a_first, a_last), (b_first, b_last) = _bounds(a), _bounds(b)
    return a_first <= b_last and b_first <= a_last


def date_within(inner: str, outer: str) -> bool:
    """Whether every day of ``inner`` is one of ``outer``: 2020-11 is within 2020; an empty value is within none."""
    if not inner or not outer:
        return False
    (inner_first, inner_last), (outer_first, outer_last) = _bounds(inner), _bounds(outer)
    return outer_first <= inner_first and inner_last <= outer_last


def show_date(value: str) -> str:
    """A value in Chinese: 2020-11 -> 2020年11月, 2021-Q1 -> 2021年第一季度, 2021-01/2021-05 -> 2021年1月至5月."""
    first, _, last = value.partition("/")
    if last:
        return f"{show_date(first)}至{show_date(last).removeprefix(f'{first[:4]}年')}"
    year, _, rest = first.partition("-")
    if rest[:1] == "Q":
        return f"{year}年第{'一二三四'[int(rest[1]) - 1]}季度"
    if rest[:1] == "H":
        return f"{year}年{'上下'[int(rest[1]) - 1]}半年"
    month, _, day = rest.partition("-")
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def _bounds(value: str) -> tuple[str, str]:
    """First and last day as strings that compare (the 31st stands for the end of every month)."""
    first, _, last = value.partition("/")
    if last:
        return _bounds(first)[0], _bounds(last)[1]
    year, _, rest = first.partition("-")
    if rest[:1] in ("Q", "H"):
        length = 3 if rest[0] == "Q" else 6
        months = (int(rest[1]) * length - length + 1, int(rest[1]) * length)
        return f"{year}-{months[0]:02}-01", f"{year}-{months[1]:02}-31"
    return (first + "-01-01")[:10] if not rest else (first + "-01")[:10], (first + ("-31" if rest else "-12-31"))[:10]
