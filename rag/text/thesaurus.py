"""Words that say nearly the same, as people speak and as newspapers print: 夸 and 表扬, 花钱 and 投资, 名次 and 位次.

Looser than ``lexicon.SYNONYMS``, whose groups are events that did or did not happen: here a word is told, more or less, by any
other of its group.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from rag.text.lexicon import SYNONYMS

FOLDER = Path(__file__).parent.parent / "builtin" / "words"


_PARTS = 4  # words that a word of the tables may have been cut into
LONE = frozenset("卖买赚亏盖沉吊焊租夸骂搬赢输砸挪")
"""Verbs of one character that are spoken of what newspapers print with two: a word of the question even where they stand alone."""


def synonyms(word: str) -> frozenset[str]:
    """The other words of the group of ``lexicon.SYNONYMS`` that ``word`` belongs to; empty when it belongs to none."""
    return _groups().get(word, frozenset())


def reworded(text: str) -> frozenset[str]:
    """Synonyms of the words that stand in ``text`` (gdp: 生产总值)."""
    return frozenset(other for word, others in _groups().items() if word in text for other in others)


def kindred(word: str) -> frozenset[str]:
    """The words that say nearly what ``word`` says, its synonyms among them; empty when no table knows it."""
    return _kindred().get(word, frozenset())


def printed_as(word: str) -> frozenset[str]:
    """The words with which newspapers may say what one says aloud, its kindred words among them; wider than those, so that
    it helps to find and decides no claim."""
    return _printed().get(word) or kindred(word)


def rejoined(words: Sequence[str]) -> list[str]:
    """Words as they were cut, with those made one that a table knows together: 厂|子 as 厂子, 手头|紧 as 手头紧."""
    found: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in range(min(_PARTS, len(words) - at), 1, -1) if _is_known("".join(words[at : at + n]))), 1)
        found.append("".join(words[at : at + size]))
        at += size
    return found


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for line in SYNONYMS.strip().splitlines():
        group = frozenset(line.split())
        for word in group:
            groups[word] = groups.get(word, frozenset()) | group - {word}
    return groups


@cache
def _kindred() -> dict[str, frozenset[str]]:
    """A line is what its first word may be told by; of the other words each may be told by the first. Synonyms all tell each other."""
    table = dict(_groups())
    for first, *others in _lines("kindred.txt"):
        table[first] = table.get(first, frozenset()) | frozenset(others)
        for other in others:
            table[other] = table.get(other, frozenset()) | {first}
    return table


@cache
def _printed() -> dict[str, frozenset[str]]:
    """What each spoken word is printed as, its kindred words among them."""
    return {first: frozenset(others) | kindred(first) for first, *others in _lines("spoken.txt")}


def _is_known(word: str) -> bool:
    return word in _kindred() or word in _printed()


@cache
def _lines(name: str) -> list[list[str]]:
    return [line.split() for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


@cache
def everyday() -> frozenset[str]:
    """Every word of the tables."""
    return frozenset(word for name in ("kindred.txt", "spoken.txt") for line in _lines(name) for word in line)
