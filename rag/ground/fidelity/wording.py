"""Where a statement's wording leaves its source: what was put in another's place, inserted, or cut out.

The statement is laid over the source by greedy longest common runs (at least three characters). What lies between two
runs is an island; the source between the same two runs says what it stands for. A restatement may drop clauses, move
them and add connectives; it may not put other content where the source has content, nor change a single character
inside a name, nor lose a negation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rag.text.fold import fold
from rag.text.lexicon import EQUAL_CHARACTERS, FUNCTION_CHARACTERS, FUNCTION_WORDS
from rag.text.names import is_transliteration

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Departure:
    """``statement[start:end]`` is not what the source says there; ``instead`` is, empty where the source has nothing."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class Line:
    """A text reduced to what is compared: folded, no spaces and quotation marks, one comma for any run of punctuation.

    It begins and ends with a comma. starts, ends: the original span of each character, ascending.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def locate(self, start: int, end: int) -> Span:
        """The line's characters that lie in the original ``[start, end)``."""
        return bisect_left(self.starts, start, 1), bisect_left(self.starts, end, 1)


def reduce(text: str) -> Line:
    """The line of ``text``."""
    folded = fold(text)
    chars, spans = [","], [(-1, 0)]
    for i, char in enumerate(folded.text):
        if char in _DROPPED:
            continue
        in_number = char == "." and folded.text[i - 1 : i].isdigit() and folded.text[i + 1 : i + 2].isdigit()
        if not (char.isalnum() or char in "%·+" or in_number):
            if chars[-1] == ",":
                continue
            char = ","
        chars.append(char)
        spans.append(folded.span(i, i + 1))
    if chars[-1] != ",":
        chars.append(",")
        spans.append((len(text), len(text)))
    return Line("".join(chars), tuple(start for start, _ in spans), tuple(end for _, end in spans))


def departures(line: Line, quotes: Sequence[str], checked: Sequence[Span]) -> Iterator[Departure]:
    """Where the statement leaves the reduced ``quotes``; its spans ``checked`` (numbers, dates) are not judged here."""
    source = _Source("\n".join(quotes))
    skipped: set[int] = set()
    for start, end in checked:
        skipped.update(range(*line.locate(start, end)))
    edges = [(0, 0), *source.runs(line.text), (len(line.text), len(line.text))]
    for before, run, after in zip(edges, edges[1:], edges[2:], strict=False):
        if before[1] == run[0] and run[1] == after[0] and before[0] < before[1] and after[0] < after[1]:
            instead = source.replaced(line.text, run, skipped)
            if instead:
                yield Departure(max(line.starts[run[0]], 0), line.ends[run[1] - 1], instead)
        if before[1] == run[0] and before[0] < before[1] and "," not in line.text[run[0] - 1 : run[0] + 1]:
            parted = source.continued(line.text, line.text[run[0] - _RUN : run[0]], run)
            if parted is not None:
                yield Departure(line.starts[parted], line.ends[parted], "")
    for (left, start), (end, right) in pairwise(edges):
        for first, last, instead in _Island(line.text, start, end, left, right, source, skipped).judge():
            yield Departure(max(line.starts[first], 0), line.ends[last - 1], instead)


def is_known(text: str, sources: Sequence[str]) -> bool:
    """Whether every character of a reduced text belongs to a function word or to a pair that a source has."""
    pairs = (text[max(i - 1, 0) : i + 1] for i in _content(text, 0, len(text)))
    return all(len(pair) == 2 and any(pair in source for source in sources) for pair in pairs)


def longest_unknown(text: str, sources: Sequence[str]) -> int:
    """Most consecutive content characters of a reduced text of which no source has a pair: a new word, or a new name."""
    longest, run, last = 0, 0, -2
    for i in _content(text, 0, len(text)):
        pairs = (text[max(i - 1, 0) : i + 1], text[i : i + 2])
        if text[i].isdigit() or any(len(pair) == 2 and pair in source for pair in pairs for source in sources):
            continue
        run = run + 1 if i == last + 1 else 1
        longest, last = max(longest, run), i
    return longest


_DROPPED = frozenset(" \"'《》[]\t")
_RUN = 3  # characters: two common ones side by side happen by chance
_NEAR = 12  # characters by which the source may be longer than what replaces it
_PLACES = 24  # occurrences of one run that are looked at: bounds the work on repetitive texts
_NEGATION = re.compile("[没否]|未(?!来)|不(?![断仅但同久少过管论止足])")


class _Source:
    """The source's text, and the places of every run of three characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[str, list[int]] = {}
        for i in range(len(text) - _RUN + 1):
            places = self._places.setdefault(text[i : i + _RUN], [])
            if len(places) < _PLACES:
                places.append(i)
        self.pairs = frozenset(text[i : i + 2] for i in range(len(text) - 1))

    def places(self, run: str) -> list[int]:
        return self._places.get(run, [])

    def runs(self, s: str) -> Iterator[Span]:
        """Greedy longest common runs from left to right, not overlapping; a clause that the source has whole is not torn."""
        i = 0
        while i <= len(s) - _RUN:
            length = max((self._common(s, i, place) for place in self.places(s[i : i + _RUN])), default=0)
            end = s.find(",", i + 1)
            if s[i] == "," and length < end - i and end - i > _RUN and s[i + 1 : end] in self.text:
                i += 1
                continue
            if length:
                yield i, i + length
            i += length or 1

    def _common(self, s: str, i: int, place: int) -> int:
        length = _RUN
        while i + length < len(s) and self.text[place + length : place + length + 1] == s[i + length]:
            length += 1
        return length

    def continued(self, s: str, left: str, run: Span) -> int | None:
        """Where ``run``, read from its nearest place after ``left``, has another number than the statement; None: nowhere.

        外资同比增长64.7% of 外资4.85亿美元,同比增长139.4%,…,同比增长64.7% parts at 64.
        """
        start, end = run
        for place in self.places(left):
            after = place + len(left)
            near = self.text.find(s[start : start + _RUN], after, after + _NEAR + _RUN)
            if near >= 0:
                length = self._common(s, start, near)
                if start + length < end and s[start + length].isdigit():
                    return start + length
                return None
        return None

    def between(self, left: str, right: str, longest: int) -> Iterator[str]:
        """What stands between ``left`` and ``right`` where they follow each other closely in one quote."""
        rights = self.places(right)
        for place in self.places(left):
            after = place + len(left)
            near = bisect_left(rights, after)
            if near < len(rights) and rights[near] - after <= longest:
                yield self.text[after : rights[near]]

    def before(self, right: str, longest: int) -> Iterator[str]:
        """What stands between the start of a clause and ``right``."""
        for place in self.places(right):
            clause = self.text.rfind(",", max(0, place - longest - 1), place)
            if clause >= 0:
                yield self.text[clause + 1 : place]

    def after(self, left: str, longest: int) -> Iterator[str]:
        """What stands between ``left`` and the end of its clause."""
        for place in self.places(left):
            start = place + len(left)
            clause = self.text.find(",", start, start + longest + 1)
            if clause >= 0:
                yield self.text[start:clause]

    def replaced(self, s: str, run: Span, skipped: set[int]) -> str:
        """What the source has where a short run was moved in from elsewhere, its neighbours being as in the source."""
        start, end = run
        text, left, right = s[start:end], s[start - _RUN : start], s[end : end + _RUN]
        if end - start > _NEAR or "," in text or (left[-1] == "," and right[0] == ","):
            return ""
        fillers = list(self.between(left, right, len(text) + _NEAR))
        if left[-1] == ",":
            fillers += self.before(right, len(text) + _NEAR)
        if right[0] == "," and "," + text not in self.text:  # else it is the beginning of a clause
            fillers += self.after(left, len(text) + _NEAR)
        others = [filler for filler in fillers if _is_other(s, *_differ(s, start, end, filler), skipped)]
        return others[0] if others and len(others) == len(fillers) else ""


@dataclass(frozen=True, slots=True)
class _Island:
    """``s[start:end]`` between the run that begins at ``left`` and the one that ends at ``right``."""

    s: str
    start: int
    end: int
    left: int
    right: int
    source: _Source
    skipped: set[int]

    def judge(self) -> Iterator[tuple[int, int, str]]:
        """(start, end, instead) of every departure in the island."""
        if self.start == self.end:
            yield from self._cut()
            return
        start = self.start
        for comma in [i for i in range(self.start, self.end) if self.s[i] == ","] + [self.end]:
            yield from self._piece(start, comma)
            start = comma + 1

    def _piece(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """One piece of the island, between commas or runs."""
        if self.skipped.issuperset(range(start, end)):
            return
        left = self.s[self.start - _RUN : self.start] if start == self.start and self.left < self.start else ""
        right = self.s[self.end : self.end + _RUN] if end == self.end and self.end < self.right else ""
        fillers = self._fillers(left, right, end - start + _NEAR)
        for filler in sorted(fillers, key=len):
            first, last, instead = _differ(self.s, start, end, filler)
            if "\n" not in filler and _is_other(self.s, first, last, instead, self.skipped):
                yield first, max(last, first + 1), instead
                return
        content = [i for i in _content(self.s, start, end) if i not in self.skipped]
        if content and (not (left or right) or is_transliteration(self.s[content[0] : content[-1] + 1])):
            unknown = [i for i in content if self.s[i - 1 : i + 1] not in self.source.pairs]
            unknown = [i for i in unknown if self.s[i : i + 2] not in self.source.pairs]
            if unknown:
                yield unknown[0], unknown[-1] + 1, ""

    def _fillers(self, left: str, right: str, longest: int) -> list[str]:
        fillers: list[str] = []
        if left and right:
            fillers += self.source.between(left, right, longest)
        if right and (not left or left[-1] == ","):
            fillers += self.source.before(right, longest)
        if left and (not right or right[0] == ","):
            fillers += self.source.after(left, longest)
        return fillers

    def _cut(self) -> Iterator[tuple[int, int, str]]:
        """Two runs meet where the source has something between them: a negation, or a character of a word."""
        if not (self.left < self.start and self.end < self.right) or {self.start - 1, self.end} & self.skipped:
            return
        left, right = self.s[self.start - _RUN : self.start], self.s[self.end : self.end + _RUN]
        if self.source.places(left[1:] + right[0]) and self.source.places(left[2:] + right[:2]):
            return
        fillers = list(self.source.between(left, right, _NEAR))
        if not fillers:
            return
        shortest = min(fillers, key=len)
        lost = all(_NEGATION.search(filler) for filler in fillers) and len(shortest) <= 4
        if lost or (len(shortest) == 1 and _content(shortest, 0, 1) and left[-1] != "," and right[0] != ","):
            yield self.start - 1, self.end + 1, shortest


def _is_function(text: str) -> bool:
    return not _content(text, 0, len(text))


def _differ(s: str, start: int, end: int, filler: str) -> tuple[int, int, str]:
    """``s[start:end]`` and ``filler`` without what they begin and end with in common."""
    first = last = 0
    while first < min(end - start, len(filler)) and s[start + first] == filler[first]:
        first += 1
    while last < min(end - start, len(filler)) - first and s[end - 1 - last] == filler[len(filler) - 1 - last]:
        last += 1
    return start + first, end - last, filler[first : len(filler) - last]


def _is_other(s: str, start: int, end: int, source: str, skipped: set[int]) -> bool:
    """Whether ``s[start:end]`` says something else than ``source``, in whose place it stands."""
    stated, source = s[start:end], source.strip(",")
    if (stated and skipped.issuperset(range(start, end))) or not (stated or source):
        return False
    if len(source) <= 4 and _NEGATION.search(source) and not _NEGATION.search(stated):
        return True
    content = [i for i in _content(s, start, end) if i not in skipped]
    if len(content) > 1 and s[content[0] : content[-1] + 1] in source:
        return False  # the same content with other grammar around it
    if max(len(stated), len(source)) <= 1:
        return not _is_grammar(stated, source, at_edge=s[start - 1 : start] == "," or s[end : end + 1] == ",")
    return bool(content and _content(source, 0, len(source)))


def _is_grammar(stated: str, source: str, *, at_edge: bool) -> bool:
    """Whether one character, or none, may stand for another, or none: 在 for 于, and any particle at a clause's edge."""
    groups = EQUAL_CHARACTERS.split()
    if stated and source and not at_edge:
        return any(stated in group and source in group for group in groups)
    return all(_is_function(char) if not (stated and source) else char in EQUAL_CHARACTERS for char in stated + source)


@cache
def _words() -> frozenset[str]:
    return frozenset(FUNCTION_WORDS.split()) | frozenset("".join(FUNCTION_CHARACTERS.split()))


def _content(s: str, start: int, end: int) -> list[int]:
    """The positions in ``s[start:end]`` that no function word covers, words reaching two characters out included."""
    words, longest = _words(), 6
    first, last = max(0, start - 2), min(len(s), end + 2)
    cost = [0] * (last - first + 1)  # fewest uncovered characters of s[first : first + i]
    step = [1] * (last - first + 1)
    for i in range(1, last - first + 1):
        char = s[first + i - 1]
        free = char == "," or char in words
        cost[i], step[i] = cost[i - 1] + (not free), 1
        for length in range(2, min(longest, i) + 1):
            if cost[i - length] < cost[i] and s[first + i - length : first + i] in words:
                cost[i], step[i] = cost[i - length], length
    uncovered = []
    i = last - first
    while i:
        char = s[first + i - 1]
        if step[i] == 1 and char != "," and char not in words and start <= first + i - 1 < end:
            uncovered.append(first + i - 1)
        i -= step[i]
    return uncovered[::-1]
