"""The fidelity gate: every number, unit, date and name of a statement must stand in what it cites.

Decided here, and tested:

- A number needs an equal one in the quotes: same value after conversion (1亿元, 10000万元), same unit, same kind. 个 does
  not replace another measure word. It must also not stand where the quotes have another number (4个专项 for 11个专项).
- Precision must not be claimed that the source lacks: 约, 近, 超, 多, 不足 may be dropped or exchanged only for their
  equals (超/多/余, 不足/近); 约 may be added to a bare number, nothing else may.
- A date needs an equal or a more precise one in the quotes, as resolved against ``published``: 2020年11月 or
  去年11月（2020年11月） for 去年11月 in an article of 2021. A date that the article's date does not settle must stand word
  for word.
- A name needs to stand whole in the quotes or in ``allowed``, or to shorten one name there (青山自创区 for 青山国家自主创新示范区).
- Wording between these may be cut at clauses, moved, and joined by connectives, but not replaced (see ``wording``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rag.ground.fidelity.wording import Line, departures, is_known, reduce
from rag.text.dates import DateMention, date_overlaps, date_within, find_dates
from rag.text.names import Name, find_names
from rag.text.numbers import Quantity, find_quantities

Span = tuple[int, int]
_Item = TypeVar("_Item", DateMention, Quantity, Name)


@dataclass(frozen=True, slots=True)
class Violation:
    """``statement[start:end]`` is not supported; kind: number, date, name or wording; message: Chinese, for people."""

    start: int
    end: int
    text: str
    kind: str
    message: str


def check_statement(
    statement: str, quotes: Sequence[str], *, published: str = "", allowed: Sequence[str] = ()
) -> list[Violation]:
    """What in ``statement`` the ``quotes`` do not support, in order; empty when it is faithful.

    published: the date of the quotes' article, as precise as known. allowed: further texts whose names and words (not
    numbers, not dates) may be used, such as the article's title. Linear time in the length of all texts.
    """
    gate = _Gate(statement, quotes, published, allowed)
    return sorted(gate.violations(), key=lambda violation: (violation.start, violation.end))


class _Gate:
    """One statement held against its quotes."""

    def __init__(self, statement: str, quotes: Sequence[str], published: str, allowed: Sequence[str]) -> None:
        self.statement = statement
        self.published = published
        self.line = reduce(statement)
        self.source = _Source([(quote, reduce(quote)) for quote in quotes], published)
        self.texts = [*self.source.texts, *(reduce(text).text for text in allowed)]
        self.names = {*self.source.names, *(_reduced(name.text) for text in allowed for name in find_names(text))}

    def violations(self) -> Iterator[Violation]:
        checked: list[Span] = []
        found: list[Violation] = []
        dated: set[int] = set()
        for mention in find_dates(self.statement, self.published):
            if not _is_vague(mention):
                checked.append((mention.start, mention.end))
                dated.update(range(mention.start, mention.end))
                if message := self._wrong_date(mention):
                    found.append(_violation(mention, "date", message))
        named: set[int] = set()
        for name in find_names(self.statement):
            if message := self._wrong_name(name):
                found.append(_violation(name, "name", message))
            else:
                named.update(range(name.start, name.end))
                if not self._stands(name):
                    checked.append((name.start, name.end))
        markers = 0  # of a list that the statement itself makes: 1. 2. 3.
        for quantity in find_quantities(self.statement):
            if dated.issuperset(range(quantity.start, quantity.end)):
                continue
            checked.append((quantity.start, quantity.end))
            if quantity.high == markers + 1 and self._is_marker(quantity):
                markers += 1
                continue
            own = quantity.start in named and quantity.kind in ("ordinal", "number")  # 第一 of 第一中学
            if not own and (message := self._wrong_number(quantity)):
                found.append(_violation(quantity, "number", message))
        yield from found
        blamed = {i for violation in found for i in range(violation.start, violation.end)}
        for departure in departures(self.line, self.texts, checked):
            if blamed.isdisjoint(range(departure.start, departure.end)):
                text = self.statement[departure.start : departure.end]
                message = f"来源此处是“{departure.instead}”" if departure.instead else f"来源没有“{text}”这一说法"
                yield Violation(departure.start, departure.end, text, "wording", message)

    def _is_marker(self, quantity: Quantity) -> bool:
        """Whether the number stands like that of a list's item: 1. 2、 （3）."""
        before = self.statement[: quantity.start].rstrip(" （(")[-1:]
        behind = self.statement[quantity.end : quantity.end + 1]
        return quantity.kind == "number" and before in ("", *"\n；;。：:") and behind in (*".．、)）",)

    def _wrong_date(self, mention: DateMention) -> str:
        """Why the date may not stand where it stands; empty when it may."""
        if not self.source.has_date(mention):
            return f"来源没有说“{mention.text}”这个时间"
        words = _reduced(mention.text)
        return self._displaces(mention, "time", lambda at: at[0] == words or date_overlaps(at[1], mention.value))

    def _wrong_number(self, quantity: Quantity) -> str:
        """Why the number may not stand where it stands; empty when it may."""
        value = _value(quantity)
        known = self.source.numbers.get(value)
        if known is None:
            return "" if self.source.spells(quantity, self.line) else f"来源没有“{quantity.text}”"
        if not any(_as_precise(quantity.qualifier, other.qualifier) for other in known):
            return f"来源写作“{known[0].text}”"
        return self._displaces(quantity, "number", lambda other: other == value)

    def _wrong_name(self, name: Name) -> str:
        """Why the name may not stand where it stands; empty when it may."""
        text = _reduced(name.text)
        if not self._stands(name):
            shortened = name.kind in ("organisation", "place") and self._is_short_form(text)
            return "" if shortened else f"来源没有“{name.text}”"
        return self._displaces(name, "name", lambda other: other in text or text in other)

    def _stands(self, name: Name) -> bool:
        text = _reduced(name.text)
        return any(text in source for source in self.texts)

    def _displaces(self, item: DateMention | Quantity | Name, kind: str, same: Callable[[Any], bool]) -> str:
        """Says so when the characters beside the item stand in the source beside others of its kind only.

        The longest surroundings that the source knows decide, on each side.
        """
        for side in (0, 1):
            for beside in _beside(self.line, item, side):
                rivals = self.source.at.get((kind, side, beside))
                if rivals is None:
                    continue
                if not any(map(same, rivals)) and not self.source.is_near(kind, side, beside, same):
                    return f"来源此处是“{next(iter(rivals.values()))}”"
                break
        return ""

    def _is_short_form(self, text: str) -> bool:
        """Whether the name shortens one of the source, or is one of them with other known words before it."""
        if any(len(known) > len(text) and known[0] == text[0] and _is_within(text, known) for known in self.names):
            return True
        return any(text[i:] in self.names and is_known(text[:i], self.texts) for i in range(1, len(text) - 2))


class _Source:
    """What the quotes state.

    numbers: value -> the quantities that state it. dates: (words, value). names: reduced.
    at: (kind, side, characters on that side) -> what stands beside them: its value -> its words.
    reach: (kind, side) -> value -> longer surroundings of it, up to the next of its kind.
    """

    def __init__(self, quotes: Sequence[tuple[str, Line]], published: str) -> None:
        self.texts = [line.text for _, line in quotes]
        self.numbers: dict[Hashable, list[Quantity]] = {}
        self.dates: set[tuple[str, str]] = set()
        self.names: set[str] = set()
        self.at: dict[tuple[str, int, str], dict[Hashable, str]] = {}
        self.reach: dict[tuple[str, int], dict[Hashable, list[str]]] = {}
        for quote, line in quotes:
            mentions, quantities, names = find_dates(quote, published), find_quantities(quote), find_names(quote)
            self.dates |= {(_reduced(mention.text), mention.value) for mention in mentions}
            self.names |= {_reduced(name.text) for name in names}
            for quantity in quantities:
                self.numbers.setdefault(_value(quantity), []).append(quantity)
            self._place(line, mentions, lambda mention: ("time", (_reduced(mention.text), mention.value)))
            self._place(line, quantities, lambda quantity: ("number", _value(quantity)))
            self._place(line, names, lambda name: ("name", _reduced(name.text)))

    def _place(self, line: Line, items: Sequence[_Item], describe: Callable[[_Item], tuple[str, Hashable]]) -> None:
        """Note what stands beside each item, and in its reach."""
        spans: list[Span] = [line.locate(item.start, item.end) for item in items]
        edges = [0, *(edge for span in spans for edge in span), len(line.text)]
        for i, item in enumerate(items):
            kind, value = describe(item)
            (start, end), left, right = spans[i], edges[2 * i], edges[2 * i + 3]
            reaches = (line.text[max(left, start - _REACH) : start], line.text[end : min(right, end + _REACH)])
            for side, reach in enumerate(reaches):
                self.reach.setdefault((kind, side), {}).setdefault(value, []).append(reach)
                for beside in _beside(line, item, side):
                    self.at.setdefault((kind, side, beside), {})[value] = item.text

    def is_near(self, kind: str, side: int, beside: str, same: Callable[[Any], bool]) -> bool:
        """Whether the characters stand in the reach of a value that is the same."""
        known = self.reach.get((kind, side), {})
        return any(beside in reach for value, reaches in known.items() if same(value) for reach in reaches)

    def has_date(self, mention: DateMention) -> bool:
        """Whether the same words or value are there, or a more precise date; unsettled words must be there."""
        words = _reduced(mention.text)
        if mention.relative and any(known == words for known, _ in self.dates):
            return True
        if not mention.value:
            return any(known.endswith(words) for known, _ in self.dates)
        return any(
            (value == mention.value or ("/" not in mention.value and date_within(value, mention.value)))
            and (not mention.relative or words in known)
            for known, value in self.dates
        )

    def spells(self, quantity: Quantity, line: Line) -> bool:
        """Whether the number stands there in its own characters with the same one behind it.

        A cut may change how a number is read: 第一 of 第一届.
        """
        start, end = line.locate(quantity.start, quantity.end)
        words = re.compile(rf"(?<![{_NUMERALS}]){re.escape(line.text[start : end + 1])}")
        return any(words.search(text) for text in self.texts)


_NUMERALS = r"\d.a-z零〇一二三四五六七八九十百千万亿"
_BESIDE = 6  # characters beside a number or name that tell what it belongs to
_REACH = 15  # characters around it in which what it belongs to may stand, other things between
_UNBROKEN, _UNBROKEN_END = re.compile(r"[^,\d]*"), re.compile(r"[^,\d]*$")
_SENSE = {"多": ">", "余": ">", "超": ">", "以上": ">", "近": "<", "不足": "<"}


def _violation(item: DateMention | Quantity | Name, kind: str, message: str) -> Violation:
    return Violation(item.start, item.end, item.text, kind, message)


def _reduced(text: str) -> str:
    return reduce(text).text.strip(",")


def _value(quantity: Quantity) -> Hashable:
    """What two quantities share when they state the same: value, unit and kind; a code's spelling."""
    if quantity.kind == "code":
        return _reduced(quantity.text)
    return quantity.low, quantity.high, quantity.unit, quantity.kind


def _as_precise(stated: str, source: str) -> bool:
    """Whether a statement's qualifier claims no more than the source's."""
    return _SENSE.get(stated, stated) == _SENSE.get(source, source) or (stated == "约" and source == "")


def _beside(line: Line, item: DateMention | Quantity | Name, side: int) -> list[str]:
    """The characters before (side 0) or behind the item, six down to two, as far as no punctuation or digit."""
    start, end = line.locate(item.start, item.end)
    if side == 0:
        near = _UNBROKEN_END.search(line.text[max(start - _BESIDE, 0) : start])
        return [near.group()[-length:] for length in range(len(near.group()), 1, -1)] if near else []
    near = _UNBROKEN.match(line.text[end : end + _BESIDE])
    return [near.group()[:length] for length in range(len(near.group()), 1, -1)] if near else []


def _is_vague(mention: DateMention) -> bool:
    """近日, 目前, 5年来: no date whatever the article's is; a number in them is checked as a number."""
    return not mention.value and not any(item.value for item in find_dates(mention.text, "2000-06-15"))


def _is_within(text: str, known: str) -> bool:
    """Whether the characters of ``text`` stand in ``known`` in this order."""
    rest = iter(known)
    return all(char in rest for char in text)
