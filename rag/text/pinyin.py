"""Names in pinyin and the Chinese they spell: Dongzhou is 东州, Li Ping is 李平.

Readings come from pypinyin (MIT), which is loaded with the first name that is looked for.
"""

from __future__ import annotations

import re
from functools import lru_cache

_HAN = re.compile(r"[㐀-鿿]{2,}")
_LONGEST = 6  # characters of a name


@lru_cache(maxsize=64)
def spelt(name: str, text: str) -> str:
    """The first piece of ``text``, two to six characters, that ``name`` spells; empty when none does.

    name: lower-case letters; spaces, apostrophes and hyphens between syllables do not count, tones are not written.
    """
    letters = re.sub(r"[\s'’-]", "", name).replace("ü", "v")
    if not letters.isascii() or not letters.isalpha():
        return ""
    for run in _HAN.finditer(text):
        piece = run.group()
        for start in range(len(piece) - 1):
            if found := _spelt_from(letters, piece[start : start + _LONGEST]):
                return found
    return ""


def _spelt_from(letters: str, piece: str) -> str:
    """The head of ``piece`` that ``letters`` spell to the end; empty when there is none."""
    reached = {0}
    for length, char in enumerate(piece, start=1):
        reached = {at + len(sound) for at in reached for sound in readings(char) if letters.startswith(sound, at)}
        if not reached:
            return ""
        if length > 1 and len(letters) in reached:
            return piece[:length]
    return ""


@lru_cache(maxsize=8192)
def readings(char: str) -> frozenset[str]:
    """The syllables, without tones, that ``char`` is read as; 绿 is lv and lu, as names are written both ways."""
    from pypinyin import Style, pinyin

    each = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    sounds = {sound for syllables in each for sound in syllables}
    return frozenset(sounds | {sound.replace("v", "u") for sound in sounds})


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[str, ...]:
    """The syllables of Han characters as they are read side by side (长 of 增长 is zhang), without tones."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))


@lru_cache(maxsize=4096)
def toned(char: str) -> str:
    """The commonest syllable of a character with its tone: yuan2."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(char, style=Style.TONE3))
