"""Other names that an article itself gives to what it names: （以下简称“…”）, 东州高新区(青丘区), 青山自创区.

Whoever asks for one of them is also looking for the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.text.fold import fold
from rag.text.lexicon import COUNTRIES, TRADES
from rag.text.names import Name, find_names

Pair = tuple[int, int, int, int]
"""Where a name and another name of the same thing stand: start, end, start, end in the folded text."""

_DEFINED = re.compile(
    r"\((?:以下|下文|下|均|并|也|又|亦)?(?:简称|统称|合称|称为?|别称|俗称|原名|曾用名|缩写)"
    r"[为是:,]?[\"《]?([^()\",。;《》]{2,20})[\"》]?\)"
)
_BRACKETED = re.compile(r"\(([^()]{2,14})\)")
_ACRONYM = re.compile(r"[a-z][a-z0-9-]{1,9}")
_CLAUSE = re.compile(r"[,。;:、!?\"'()\n]")
_WIDE = re.compile(r"[省市州国]$")
_RANKS = frozenset(["国家", "国家级", "省级", "市级", "有限", "股份", "有限责任"])
_STATES = (*COUNTRIES.split(), "国家", "全国")
_TRADE = re.compile("|".join(TRADES.split()))
_LONG, _HEAD = 9, 6  # characters of a name that people shorten to its head, at least, and of that head, at most
_ALIKE = 40  # names of one beginning and end that are compared: bounds the work
_SHORT = 6  # characters of a name that begins with a region, at most: 东州高新区


def find_aliases(text: str) -> dict[str, set[str]]:
    """Each name of an article -> its other names, both ways, as published.

    Defined ones, names in brackets behind a name, short forms that drop characters of a longer name of the same
    article, and what stands before the trade in a long name.
    """
    folded = fold(text)
    names = [name for name in find_names(folded.text) if name.kind in ("organisation", "place")]
    aliases: dict[str, set[str]] = {}
    s = folded.text
    for a, b, c, d in (*_defined(s, names), *_bracketed(s, names), *_shortened(names), *_heads(s, names)):
        first, second = (text[slice(*folded.span(*span))] for span in ((a, b), (c, d)))
        if first != second:
            aliases.setdefault(first, set()).add(second)
            aliases.setdefault(second, set()).add(first)
    return aliases


def _defined(s: str, names: Sequence[Name]) -> Iterator[Pair]:
    """全名（以下简称“短名”）: the full name ends at the bracket and begins where the short one's characters fit."""
    starts = {name.end: name.start for name in names}
    for match in _DEFINED.finditer(s):
        end = match.start() - (s[match.start() - 1 : match.start()] in ('"', "》"))
        floor = max((m.end() for m in _CLAUSE.finditer(s, max(0, end - 40), end)), default=max(0, end - 40))
        fitting = (i for i in range(end - 2, floor - 1, -1) if _is_within(match.group(1), s[i:end]))
        start = min(next(fitting, end), starts.get(end, end))
        if s.startswith("》", end):
            start = s.rfind("《", floor, end) + 1 or start
        while start in starts:  # 中国 stands before 证券监督管理委员会
            start = starts[start]
        if start < end:
            yield start, end, *match.span(1)


def _bracketed(s: str, names: Sequence[Name]) -> Iterator[Pair]:
    """东州高新区(青丘区), 证券监督管理委员会(CSRC); not a region that merely holds the place: …学院(江苏省)."""
    ending = {name.end: name for name in names}
    for match in _BRACKETED.finditer(s):
        before = ending.get(match.start()) or ending.get(match.end())  # the brackets may have been read as part of it
        other = match.group(1)
        if before and before.start < match.start() and (_ACRONYM.fullmatch(other) or _is_local(other)):
            yield before.start, match.start(), *match.span(1)


def _is_local(text: str) -> bool:
    whole = (name.end - name.start == len(text) and name.kind in ("organisation", "place") for name in find_names(text))
    return any(whole) and not _WIDE.search(text)


def _shortened(names: Sequence[Name]) -> Iterator[Pair]:
    """青山自创区 and 青山国家自主创新示范区: first and last character the same, the others in order."""
    first: dict[str, Name] = {}
    for name in names:
        first.setdefault(name.text, name)
    by_ends: dict[tuple[str, str], list[Name]] = {}
    for name in first.values():
        by_ends.setdefault((name.text[:2], name.text[-1]), []).append(name)
    for group in by_ends.values():
        for long in group[:_ALIKE]:
            for short in group[:_ALIKE]:
                if 3 <= len(short.text) <= len(long.text) - 2 and _drops_inside(short.text, long.text):
                    yield long.start, long.end, short.start, short.end


def _drops_inside(short: str, long: str) -> bool:
    """Whether ``short`` abbreviates ``long``; leaving out one piece names something else, a rank excepted."""
    if not _is_within(short, long) or short[:-1] in long[:-1]:
        return False
    shared = next(i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b)
    rest = len(short) - shared
    return not long.endswith(short[shared:]) or long[shared : len(long) - rest] in _RANKS


def _heads(s: str, names: Sequence[Name]) -> Iterator[Pair]:
    """What stands before the trade, and with it: 宏远, 宏远电源 of 东州宏远电源科技有限公司."""
    regions = {name.text[:2] for name in names if _WIDE.search(name.text) or len(name.text) <= _SHORT}
    for name in {name.text: name for name in reversed(names)}.values():
        begin = 2 if name.text[:2] in regions else 0
        trade = _TRADE.search(name.text, begin + 2)
        if len(name.text) < _LONG or trade is None or not 2 <= trade.start() - begin <= _HEAD:
            continue
        for end in (trade.start(), trade.end()):
            head = name.text[begin:end]
            own = begin == 0 and end == trade.start() and not head.startswith(_STATES)
            if len(head) > 2 and (own or s.count(head) > s.count(name.text)):
                yield name.start, name.end, name.start + begin, name.start + end


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)
