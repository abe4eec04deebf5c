"""The phrases of Chinese texts as a dictionary: which of them says an English phrase best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.embed.static import unit
from rag.embed.words import Words
from rag.text.glossary import usual

LONGEST = 3  # words of a phrase, in either language
_WIDTH = 4  # a Chinese phrase may also be four lone characters, as names are cut
USUAL = 0.85  # likeness of a kept translation
# What a phrase gains that goes on where the one before it ended (东州|高新区), and loses for a lone character at an edge,
# where words are cut apart,
# and for a word in it that no English one is related to; how much the sum of its characters counts for a word that the embedder keeps whole.
_GOES_ON, _LONE, _STRANGER, _CHARACTERS = 0.08, 0.02, 0.05, 0.6
_RELATED = 0.15  # likeness under which a word of a phrase says nothing of the English one
_OTHER = 0.25  # what a phrase loses that stands for a term whose kept translations the text does not have
_HAN = re.compile(r"[㐀-鿿]+")
_EDGE = frozenset("的了着是在和与及或被把将从对等为由向有这那其也都就而但并以于之所个")


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Every phrase of one to three words, or of four characters cut apart, of ``text``, two to eight characters long.

    number: phrase -> its row. members: (phrases, 4) numbers of its words, -1 where there are fewer. whole, characters:
    unit vectors of the phrases by their pieces and by their characters. vectors: of the words, and one more row of zeros.
    edges: how many lone characters stand at its ends. lone: whether a word is one character.
    """

    text: str
    home: str
    number: dict[str, int]
    members: NDArray[np.int64]
    whole: NDArray[np.float32]
    characters: NDArray[np.float32]
    vectors: NDArray[np.float32]
    edges: NDArray[np.float32]
    lone: NDArray[np.bool_]

    @classmethod
    def of(cls, text: str, words: Words) -> Phrases:
        """``text``: folded."""
        numbers: dict[str, int] = {}
        found: dict[str, tuple[int, ...]] = {}
        run: list[str] = []
        for word in [*words.segment(text), ""]:
            if _HAN.fullmatch(word):
                run.append(word)
                continue
            for start, first in enumerate(run):
                for end in range(start + 1, min(start + _WIDTH, len(run)) + 1):
                    phrase = "".join(run[start:end])
                    if end - start == _WIDTH < len(phrase):
                        continue
                    if 2 <= len(phrase) <= 8 and not {first, run[end - 1]} & _EDGE:
                        found[phrase] = tuple(numbers.setdefault(word, len(numbers)) for word in run[start:end])
            run = []
        characters = {char: n for n, char in enumerate(dict.fromkeys("".join(numbers)))}
        singles = words.sums(list(characters))
        spelled = [singles[[characters[char] for char in word]].sum(axis=0) for word in numbers]
        nothing = np.zeros((1, singles.shape[1]), np.float32)
        sums, spelling = np.vstack([words.sums(list(numbers)), nothing]), np.vstack([*spelled, nothing])
        members = np.full((len(found), _WIDTH), -1, np.int64)
        for row, key in zip(members, found.values(), strict=True):
            row[: len(key)] = key
        lone = np.array([len(word) == 1 for word in numbers] + [False])
        last = members[np.arange(len(found)), (members >= 0).sum(axis=1) - 1]
        edges = (lone[members[:, 0]].astype(np.float32) + lone[last]) if len(found) else np.zeros(0, np.float32)
        number = {phrase: n for n, phrase in enumerate(found)}
        whole, spelt = unit(sums[members].sum(axis=1)), unit(spelling[members].sum(axis=1))
        return cls(text, "", number, members, whole, spelt, unit(sums), edges, lone)

    def _kept(self, chinese: Sequence[str], before: str) -> str:
        """The first of kept translations that the home line has, else what stands first in the text, before all where it goes on from
        what was ``before``; empty when it has none."""
        going = [one for one in chinese if before and before + one in self.text] or chinese
        found = [(place, one) for one in going if (place := self.text.find(one)) >= 0]
        return next((one for one in going if one in self.home), min(found)[1] if found else "")

    def likest(self, english: Sequence[str], before: str, words: Words) -> tuple[float, str]:
        """The phrase that says ``english`` best, and how well, about 0 to 1.

        A phrase is as like as it is as a whole, and as each of its words is to one of the English ones and the other way round.
        before: the Chinese that the words just before became, or empty.
        """
        phrase = " ".join(english)
        known = usual(phrase)
        longer = [chinese for chinese in known if len(chinese) > 1] or list(known)  # one character is part of many words
        if kept := self._kept(longer, before):
            return USUAL, kept
        if not self.number:
            return 0.0, ""
        asked = unit(words.sums([phrase]))[0]
        alike = np.maximum(self.whole @ asked, _CHARACTERS * (self.characters @ asked))
        each = self.vectors @ unit(words.sums(list(english))).T  # (words + 1, len(english))
        there = self.members >= 0
        pairs = np.where(there[:, :, None], each[self.members], -1.0)  # (phrases, 4, len(english))
        used = pairs.max(axis=2)
        if len(english) > 1:
            mean = np.where(there, used, 0.0).sum(axis=1) / there.sum(axis=1)
            by_words = np.minimum(pairs.max(axis=1).mean(axis=1), mean)
            alike = (alike + by_words) / 2
        strangers = (there & (used < _RELATED) & ~self.lone[self.members]).sum(axis=1)
        alike = alike - _STRANGER * strangers * (self.members[:, 1] >= 0)
        alike = alike - _LONE * self.edges
        if before:
            onward = np.zeros(len(self.number), np.float32)
            for found in re.finditer(re.escape(before), self.text):
                tail = self.text[found.end() : found.end() + 8]
                for n in {self.number[tail[:end]] for end in range(2, 9) if tail[:end] in self.number}:
                    onward[n] = _GOES_ON
            alike = alike + onward
        if longer:
            alike = alike - _OTHER  # it has a usual Chinese, and the text has none of it
        best = int(alike.argmax())
        return float(alike[best]), next(phrase for phrase, n in self.number.items() if n == best)

