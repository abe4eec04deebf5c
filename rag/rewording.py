"""A question in the words of the passages found, for the reader: 盖的厂子 as 建设的生产基地, where they say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.embed.words import Words
from rag.ground.sentences.said import light_words
from rag.text.fold import fold_text
from rag.text.thesaurus import LONE, printed_as, rejoined

_SPOKEN = (
    (re.compile("干嘛(?=[对要非不这那给把来去总老])|为啥"), "为什么"), (re.compile("干[啥嘛]"), "做什么"),
    (re.compile("咋(?![舌呼])"), "怎么"), (re.compile("啥"), "什么"),
)  # fmt: skip
_ASKS = re.compile("什么|怎|如何|为何|谁|哪|几|多[少大长高久]|是否|有没有")


def in_their_words(question: str, passages: Sequence[str], words: Words) -> str:
    """The question, each word that no passage says exchanged for the first of its thesaurus that one does."""
    text = fold_text("\n".join(passages))
    for spoken, written in _SPOKEN:
        question = spoken.sub(written, question)
    cut = rejoined(words.segment(question))
    alone = [len(word) > 1 or len(before) > 1 for before, word in pairwise(["", *cut])]  # 吊 of 塔|吊|司机 is no word
    return "".join(_said(word, text) if by_itself else word for word, by_itself in zip(cut, alone, strict=True))


def _said(word: str, text: str) -> str:
    if (len(word) < 2 and word not in LONE) or word in text or word in light_words() or _ASKS.search(word):
        return word
    told = [other for other in printed_as(word) if len(other) > 1 and other in text]
    return min(told, key=lambda other: (text.find(other), -len(other), other), default=word)
