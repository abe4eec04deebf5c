"""When two texts say the same: folded, indifferent to punctuation, and to how a number is spelt.

Also exact match and character F1, as CMRC 2018 defines them, for comparison with published figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.fold import fold_text
from rag.text.numbers import Quantity, find_quantities, same_quantity

_PUNCTUATION = re.compile(r"""[\s"'“”‘’《》〈〉,，。、;；:：!！?？()（）\[\]{}·•…—~|]+""")
_NUMERAL_TAIL = "万亿%"


def squash(text: str) -> str:
    """Folded, without punctuation and space; a space stays between two numbers that punctuation parted."""
    folded = fold_text(text)

    def between(found: re.Match[str]) -> str:
        before, after = folded[: found.start()][-1:], folded[found.end() :][:1]
        return " " if before.isdigit() and after.isdigit() else ""

    return _PUNCTUATION.sub(between, folded)


def contains(text: str, answer: str) -> bool:
    """Whether ``text`` states ``answer``: the same characters, or the same single quantity spelt otherwise.

    A number never matches part of a longer one (1亿元 is not in 11亿元, nor 2.4 in 2.44).
    """
    hay, needle = squash(text), squash(answer)
    if not needle:
        return False
    if any(_whole(hay, found, found + len(needle)) for found in _places(hay, needle)):
        return True
    wanted = as_quantity(answer)
    return wanted is not None and any(same_quantity(wanted, quantity) for quantity in find_quantities(text))


def states(text: str, wanted: str | Sequence[str]) -> bool:
    """``contains`` for one string, or for any of several alternatives."""
    return any(contains(text, one) for one in ([wanted] if isinstance(wanted, str) else wanted))


def as_quantity(text: str) -> Quantity | None:
    """The quantity that is all of ``text`` (but for punctuation), or None."""
    found = find_quantities(text)
    if len(found) == 1 and squash(found[0].text) == squash(text):
        return found[0]
    return None


def _places(hay: str, needle: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(needle)})", hay)]


def _whole(hay: str, start: int, end: int) -> bool:
    """No number is cut by ``hay[start:end]``."""
    before, after = hay[:start][-1:], hay[end:]
    if hay[start].isdigit() and (before.isdigit() or (before == "." and hay[: start - 1][-1:].isdigit())):
        return False
    if not hay[end - 1].isdigit():
        return True
    return not re.match(rf"\d|\.\d|[{_NUMERAL_TAIL}]", after)


_CMRC_IGNORED = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』") | {"……"}
_CMRC_HAN = re.compile(r"[\u4e00-\u9fa5]")
_CMRC_WORD = re.compile(r"[a-z0-9]+(?:[.,'][a-z0-9]+)*|\S")


def exact_match(prediction: str, answers: Sequence[str]) -> float:
    """1.0 when the prediction equals an answer once case and CMRC's punctuation are taken away, else 0.0.

    Source: ymcui/cmrc2018, baseline/cmrc2018_evaluate.py, ``calc_em_score``.
    """
    return float(any(_cmrc_text(prediction) == _cmrc_text(answer) for answer in answers))


def char_f1(prediction: str, answers: Sequence[str]) -> float:
    """The best F1 over the answers; overlap is the longest common run of units, a unit a Han character or a word.

    Source: ymcui/cmrc2018, baseline/cmrc2018_evaluate.py, ``calc_f1_score``. Runs between Han characters are cut
    into words by a pattern instead of NLTK's tokenizer; both agree on digits, decimals and Latin words.
    """
    return max((_f1(_cmrc_units(prediction), _cmrc_units(answer)) for answer in answers), default=0.0)


def _cmrc_text(text: str) -> str:
    return "".join(char for char in text.lower().strip() if char not in _CMRC_IGNORED)


def _cmrc_units(text: str) -> list[str]:
    units: list[str] = []
    rest = ""
    for char in _cmrc_text(text):
        if _CMRC_HAN.match(char):
            units += [*_CMRC_WORD.findall(rest), char]
            rest = ""
        else:
            rest += char
    return units + _CMRC_WORD.findall(rest)


def _f1(prediction: Sequence[str], answer: Sequence[str]) -> float:
    overlap = _longest_common_run(prediction, answer)
    return 2 * overlap / (len(prediction) + len(answer)) if overlap else 0.0


def _longest_common_run(a: Sequence[str], b: Sequence[str]) -> int:
    best, row = 0, [0] * (len(b) + 1)
    for unit in a:
        row = [0, *(row[j] + 1 if unit == other else 0 for j, other in enumerate(b))]
        best = max(best, max(row))
    return best
