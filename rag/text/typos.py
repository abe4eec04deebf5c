"""Characters mistyped for others that sound the same, mended by what the collection says: 青洋市 where it has 青阳市.

Touched is only a content character that belongs to no word, beside a neighbour that belongs to none either and that the
collection never has there; it becomes one of the same sound that makes a word of the collection with that neighbour, or stands
among the same three others there. A name that is merely unknown stays, so that it can be missed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from rag.text.fold import fold
from rag.text.lexicon import FUNCTION_CHARACTERS
from rag.text.pinyin import syllables

_HAN = re.compile(r"[㐀-鿿]{2,}")
_FREE = frozenset("".join(FUNCTION_CHARACTERS.split()) + "哪几多少谁什么怎何不没无个家项年月日里中上下前后大小新老办能会可要有用时")
_WINDOW = 4  # characters, the mended one among them, that the collection must have where they make no word


class Pairs(Protocol):
    """The character pairs of a collection."""

    def has(self, gram: str) -> bool:
        """Whether the two characters stand side by side anywhere."""
        ...

    def beside(self, char: str, *, behind: bool) -> Iterable[str]:
        """Every character that stands right behind (or before) ``char`` somewhere."""
        ...


@dataclass(frozen=True, slots=True)
class Speller:
    """Mends questions put to one collection.

    said: whether the collection has a folded string. segment: cuts a folded string into dictionary words.
    """

    pairs: Pairs
    said: Callable[[str], bool]
    segment: Callable[[str], list[str]]

    def mend(self, text: str) -> str:
        """``text`` with its mistyped characters replaced, as many characters as before; ``text`` itself where nothing is wrong."""
        folded = fold(text)
        mends = {run.start() + at: char for run in _HAN.finditer(folded.text) for at, char in self._mends(run.group())}
        for at in sorted(mends, reverse=True):
            start, end = folded.span(at, at + 1)
            text = text[:start] + mends[at] + text[end:]
        return text

    def _mends(self, run: str) -> Iterator[tuple[int, str]]:
        """(place, character) of what is to be replaced in a run of Han characters."""
        alone = [len(word) == 1 for word in self.segment(run) for _ in word]
        mended = run
        for at, char in enumerate(run):
            around = [side for side in (at - 1, at + 1) if 0 <= side < len(run)]
            known = any(self.pairs.has(mended[min(at, side) : max(at, side) + 1]) for side in around)
            if not alone[at] or char in _FREE or known:
                continue
            found = {
                other
                for side in around
                if alone[side] and mended[side] not in _FREE
                for other in self.pairs.beside(mended[side], behind=side < at)
                if other != char and self._fits(mended, at, side, other)
            }
            if len(found) == 1:
                (other,) = found
                mended = mended[:at] + other + mended[at + 1 :]
                yield at, other

    def _fits(self, run: str, at: int, side: int, other: str) -> bool:
        line = run[:at] + other + run[at + 1 :]
        first = min(at, side)
        word = line[first : first + 2]
        if self.segment(word) == [word]:
            return syllables(word)[at - first] == syllables(run[at])[0]
        starts = range(max(at - _WINDOW + 1, 0), min(at, len(line) - _WINDOW) + 1)
        return syllables(other) == syllables(run[at]) and any(self.said(line[i : i + _WINDOW]) for i in starts)
