"""Names that no dictionary has, and no article either: 岚泽 asked of a text that never says it.

The words of the built-in embedder's dictionary stay whole when a text is cut; a name it does not know falls into single
characters. Such a run that stands nowhere in the article is a name, or a rare word, of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from rag.embed.words import Words
from rag.text.lexicon import EVERYDAY, FUNCTION_CHARACTERS, SURNAMES
from rag.text.pinyin import readings
from rag.text.thesaurus import everyday

_LONGEST = 3  # characters of a name without what stands behind it
_NAMELIKE = 0.77  # mean salience of its characters (``Words.salience``) from which a run may be a name: 盘|子, 推|算 are less
_SPREAD = 8  # characters of an article in which it may say what a run of two shortens: 贸…港 of 自由贸易港
_RUN = re.compile(r"[㐀-鿿]{2,}")
_LABEL = re.compile(r"(?<=[\da-z一二三四五六七八九十几哪])号(?:楼|线|院|厅|馆|门|桥|井|机|车|船|岛|炉|地块|厂房)")
_CLAUSE = re.compile(r"(?:^|[,里中内])([㐀-鿿]{3,})")
_VERBS = frozenset("烧记提隔修造买送领算收写念喊聊选挑赶拖捞抓盯使用靠办做搞弄干说讲问看找拿投花砸占涨跌排建盖开起落进出回让给把被会能可想要还只没不")
# Characters that are words of their own wherever they stand alone: grammar, numerals, what asks, light verbs, measures.
OWN = _VERBS | frozenset(
    "".join(FUNCTION_CHARACTERS.split()) + "一二三四五六七八九十两几多少半百千万亿第零年月日号天时哪谁何啥咋未最更很太"
    "先后早晚再总前上下内外中里边头个家项条名位种件座台辆次批届期块栋所款人钱好新老大小高低快慢长短"
)
_DENIES = frozenset("不没未无")
_OWNER = re.compile(r"(?:的|地区|[省市县州区镇])")
_ACTS = re.compile(r"(?:在(?![哪何什])|是|对|给|向|负责|担任|出任|曾|说|谈|表示|介绍|强调|提到|透露)")


def unknown_words(folded: str, article: str, words: Words) -> tuple[str, ...]:
    """Runs of two to four characters of a folded question that are no dictionary words, and that ``article`` (folded)
    has neither as written nor in other characters of the same sound, nor (from three characters) with one mistyped.

    Everyday words that the dictionary happens to lack are made of characters that say little; names mostly are not.
    """
    namelike = (
        run for run in lone_runs(folded, words) if sum(map(words.salience, run)) >= _NAMELIKE * len(run) and not _is_everyday(run)
    )
    return tuple(run for run in _unsaid(namelike, article, words) if not _shortens(run, article))


def unknown_owner(folded: str, article: str, words: Words) -> tuple[str, ...]:
    """Names that a clause opens with as a place or person does (岚泽的…, 岚泽地区…, 郭某龙在…), unknown like ``unknown_words``."""
    openings = [list(_owners(run, words)) for run in _CLAUSE.findall(folded)]
    unsaid = _unsaid(chain.from_iterable(openings), article, words)
    first = (next((name for name in names if name in unsaid), "") for names in openings)
    return tuple(dict.fromkeys(name for name in first if name))


def _owners(clause: str, words: Words) -> Iterator[str]:
    """The names that a clause may open with, shortest first."""
    name, rest = "", clause
    for word in words.segment(clause):
        if len(word) > 1 or len(name) == _LONGEST:
            break
        name, rest = name + word, rest[1:]
        owns = _OWNER.match(rest) or (name[0] in SURNAMES and _ACTS.match(rest))
        if owns and len(name) > 1 and name[0] not in _VERBS and name[0] not in "最更很太未是" and name[-1] not in OWN and not set(name) & set("谁哪几何啥"):
            yield name


def _is_everyday(run: str) -> bool:
    """Whether a run is everyday words with a character beside them at most: 楼|选址, 帮我|概括."""
    at = left = 0
    while at < len(run):
        size = next((size for size in (3, 2) if at + size <= len(run) and run[at : at + size] in _everyday()), 0)
        at, left = at + (size or 1), left + (not size)
    return left < 2


@cache
def _everyday() -> frozenset[str]:
    return frozenset(EVERYDAY.split()) | everyday()


def as_heard(folded: str, article: str, known: Sequence[str], words: Words) -> str:
    """``folded`` with what is no word of its own, no everyday one, nor in the article, written as the ``known`` word that it sounds like:
    批平 is a slip for 批评."""
    for piece in (piece for run in _RUN.findall(folded) for piece in _pieces(run, words)):
        for word in known if len(words.segment(piece)) > 1 else ():
            for at in range(len(piece) - len(word) + 1):
                slip = piece[at : at + len(word)]
                if not set(slip) & _DENIES and slip not in article and slip not in known and slip not in _everyday() and _sounds(slip, word):
                    folded = folded.replace(slip, word)
    return folded


def lone_runs(folded: str, words: Words) -> Iterator[str]:
    """Runs of two to four characters of a folded text that are no dictionary words, cut where one is a word of its own."""
    for run in _RUN.findall(_LABEL.sub(" ", folded)):
        alone = ""
        for word in [*words.segment(run), ""]:
            if len(word) == 1 and word not in OWN:
                alone += word
                continue
            if 2 <= len(alone) <= 4:
                yield alone
            alone = ""


def _pieces(text: str, words: Words) -> list[str]:
    """The words of a text, those of one character that stand side by side joined."""
    pieces: list[str] = []
    joins = False
    for word in words.segment(text):
        if len(word) == 1 and joins:
            pieces[-1] += word
        else:
            pieces.append(word)
        joins = len(word) == 1
    return pieces


def _unsaid(runs: Iterable[str], article: str, words: Words) -> tuple[str, ...]:
    """Those of the runs that the article does not say; it is cut into words only when there is one to look for."""
    asked = tuple(dict.fromkeys(runs))
    said = _pieces(article, words) if asked else []
    return tuple(run for run in asked if not _is_said(run, article, said))


def _is_said(run: str, article: str, said: list[str]) -> bool:
    if run in article or (len(run) > 2 and run[:2] in article):
        return True
    if any(_sounds(run, piece[at : at + len(run)]) for piece in said for at in range(len(piece) - len(run) + 1)):
        return True
    mistyped = (f"{re.escape(run[:at])}.{re.escape(run[at + 1 :])}" for at in range(len(run)))
    return len(run) > 2 and any(re.search(pattern, article) for pattern in mistyped)


def _shortens(run: str, article: str) -> bool:
    """Whether the article has the two characters of a run in this order, in one word or name."""
    return len(run) == 2 and re.search(f"{run[0]}[㐀-鿿]{{1,{_SPREAD - 2}}}{run[1]}", article) is not None


def _sounds(run: str, other: str) -> bool:
    return all(a == b or readings(a) & readings(b) for a, b in zip(run, other, strict=True))
