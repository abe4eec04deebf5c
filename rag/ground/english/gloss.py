"""An English question over Chinese passages, put into a Chinese question in the passages' own words.

Retrieval needs none of this, its space holds both languages; but what reads, counts and checks goes by characters. The hits
are the dictionary (``translate``), the order is that of Chinese (``chinese_order``), and what asks is asked as Chinese does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.embed.words import Words
from rag.ground.english.chinese_order import Piece, arranged, claimed, is_date
from rag.ground.english.compared import compared
from rag.ground.english.phrases import Phrases
from rag.ground.english.translate import measured, translate
from rag.text.english_idioms import plain
from rag.text.fold import fold_text
from rag.text.lexicon import EVENTS
from rag.types import Hit
from rag.understand.account import account_of
from rag.understand.question import Question, asked_words, understand

_ASKS = {
    "amount": "{}是多少", "count": "有多少个{}", "share": "占百分之多少", "date": "是什么时候", "person": "是谁", "place": "在哪里",
    "organisation": "是哪家{}", "list": "有哪些{}", "why": "是为什么", "how": "是怎样的", "rank": "排第几", "multiple": "是多少倍",
    "duration": "多长时间", "aggregation": "一共是多少{}", "definition": "是什么", "role": "是谁",
}  # fmt: skip
_ASKED_NOUN = {"person": "是哪位{}", "place": "在哪个{}"}
_OWN = {  # what of a question only says its kind
    "rank": r"\brank(?:s|ed|ing)?\b|(?<=[a-z] )(?:stand|place|finish|sit|come)(?= |\?|$)",
    "share": r"\b(?:by )?(?:what|which) (?:share|proportion|percentage|fraction|per ?cent)(?: of)?\b|\bin percentage terms\b",
    "how": r"\bin (?:what|which) ways?\b|\bby what means\b|\bwhat (?:steps|ways|means)\b", "why": r"\bwhat (?:made|makes)\b|\breasons?\b",
    "place": r"\bwhereabouts\b", "list": r"^(?:please )?(?:list|name|identify)\b", "person": r"^(?:please )?(?:name|identify)\b",
}  # fmt: skip
_DIMENSIONS = {
    "面积": r"how (?:large|big|spacious)\b(?: an? (?:plot|site|area|space|piece of land))?", "重量": r"how heavy\b", "高度": r"how (?:tall|high)\b",
    "长度": r"how long\b", "宽度": r"how (?:wide|broad)\b", "深度": r"how deep\b", "距离": r"how far\b", "年龄": r"how old\b",
}  # fmt: skip
_MEASURED = frozenset(["占地", "占", "占用", "用地"])
_SAID_BY = re.compile(
    r"^who (?P<verb>said|says|stated|noted|remarked|mentioned|claimed|announced|revealed|explained|told|pointed out|stressed|added|believes|thinks)\b(?! to\b)"
)
_WHOLE = frozenset(["yesno", "count"])
_BY_TEXT = frozenset(["what", "place", "person", "organisation"])  # kinds whose wanted type is told by the Chinese words
_GROWS = re.compile("[增减升降涨跌]")
_SHARE_OF = re.compile(
    r"(?i)\bwhat (?:share|proportion|percentage|fraction|per ?cent) of (?P<whole>.+?) "
    r"(?:is|are|was|were|goes|go|went|comes?|came|does|do|did) (?P<part>.+?)\?*$"
)
_DONE_BY = re.compile(r"^who (?!(?:is|are|was|were|has|have|had|will|would|can|could|else|s)\b)(?P<verb>[a-z]+)")
_WHAT_WAS = re.compile(r"what (?:was|were|is|are|has been|have been|had been) (?:[a-z]+ed|[㐀-鿿]{2,})$")


def gloss(question: Question, hits: Sequence[Hit], titles: Sequence[str], words: Words, further: Sequence[Hit] = ()) -> Question:
    """The question in Chinese, its English phrases the likest of the hits; as it is when none of them says anything of it.

    further: more hits, whose words are taken where the first have none.
    """
    text = fold_text("\n".join([*(hit.text for hit in hits), *titles, *(hit.text for hit in further if hit not in hits)]))
    phrases = Phrases.of(text, words)
    question = replace(question, text=plain(question.text))

    def say(english: str) -> str:
        return "".join(piece.chinese or piece.english for piece in arranged(translate(english, text, words, phrases)))

    chinese = ""
    if question.kind in ("comparison", "aggregation"):
        chinese = compared(question.text, say)
    elif question.kind == "share" and (found := _SHARE_OF.search(question.text)):
        chinese = f"{say(found['whole'])}中{say(found['part'])}的占百分之多少?"
    if chinese:
        return _restated(question, chinese)
    pieces = measured(translate(_told(question), text, words, phrases), text)
    if not any(piece.chinese for piece in pieces):
        return question
    if question.kind in _WHOLE and all(piece.chinese and (not piece.guessed or question.kind == "yesno") for piece in pieces):
        return _restated(question, _asked(question, pieces))
    kept = [piece for piece in pieces if not piece.guessed or question.kind == "yesno" or _is_asked(piece, question)]
    restated = _restated(question, _asked(question, kept))
    said = restated.text if question.kind in _BY_TEXT else question.text
    return replace(restated, english=True, text=said, terms=tuple(dict.fromkeys(map(_term, pieces))))


def _term(piece: Piece) -> str:
    """What evidence must speak of; of what the sources do not say, events in Chinese, so that it is seen whether they are told in other words."""
    return piece.chinese if piece.chinese and (not piece.guessed or piece.chinese in EVENTS.split()) else piece.english


def _is_asked(piece: Piece, question: Question) -> bool:
    """Whether a piece is of what is asked for by name: which *industrial park*."""
    return f" {piece.english} " in f" {asked_words(question.folded)} "


def _restated(question: Question, chinese: str) -> Question:
    restated = understand(chinese)
    return replace(restated, kind=question.kind, unit=question.unit or restated.unit)


def _told(question: Question) -> str:
    """The question without what only says its kind."""
    kind, asked = question.kind, account_of(question.text) if question.kind == "summary" else question.text
    asked = re.sub(_OWN[kind], " ", asked, flags=re.IGNORECASE) if kind in _OWN else asked
    dimension = _dimension(question)
    return re.sub(_DIMENSIONS[dimension], " ", asked, flags=re.IGNORECASE) if dimension else asked


def _dimension(question: Question) -> str:
    return next((noun for noun, form in _DIMENSIONS.items() if question.kind == "amount" and re.search(form, question.folded)), "")


def _asked(question: Question, pieces: Sequence[Piece]) -> str:
    """What is told, in Chinese order, and what is asked of it behind."""
    kind, dimension = question.kind, _dimension(question)
    pieces = [piece for piece in pieces if piece.chinese or (piece.proper and piece.english.isascii())]  # a name that no source gives stays as it is
    if kind == "yesno":
        return f"{claimed(pieces, question.folded)}吗?"
    pieces = arranged(pieces)
    wanted = [piece for piece in pieces if _is_asked(piece, question)]
    told = [piece.chinese or piece.english for piece in pieces if piece not in wanted]
    thing = "".join(piece.chinese for piece in wanted)
    ask = _ASKED_NOUN.get(kind, "") if thing else ""
    ask = ask or _ASKS.get(kind, "是哪个{}" if thing else "是什么{}")
    done = _DONE_BY.match(question.folded)
    if (said_by := _SAID_BY.match(question.folded)) and len(told) > 1:
        speaks = {piece.chinese for piece in pieces if piece.english == said_by["verb"]}
        told, ask = [one for one in told if one not in speaks], "是谁说的"
    elif done and told and not wanted and pieces[0].english.startswith(done["verb"]) and pieces[0].chinese == told[0]:
        told, ask = told[1:], f"是谁{told[0]}的"  # 码头是谁承建的
    if kind == "what" and len(told) > 1 and not wanted and _WHAT_WAS.match(f"{pieces[0].lead} {pieces[0].english}") and pieces[0].chinese == told[0]:
        told, ask = [*told[1:], told[0]], "了什么"  # 向专家颁发了什么
    if kind == "share" and any(_GROWS.search(one) for one in told):
        ask = "百分之多少"
    if dimension and not any(one in _MEASURED for one in told):
        ask = f"的{dimension}是多少"
    told.sort(key=lambda chinese: not is_date(chinese))  # when it was comes first
    return "".join(dict.fromkeys(told)) + ask.format(thing) + "?"
