"""An English question over Chinese passages: its words as the passages' own words, by the built-in embedder.

Retrieval needs none of this, its space holds both languages; but what reads, counts and checks goes by characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.embed.words import Words
from rag.question import Question
from rag.text.fold import fold_text
from rag.types import Hit

NEAR = 0.35  # cosine from which a passage's word is taken for an English one
_ASKS = {
    "amount": "是多少钱",
    "count": "有多少个",
    "share": "占百分之多少",
    "date": "是什么时候",
    "person": "是谁",
    "place": "在哪里",
    "organisation": "是哪家单位",
    "list": "有哪些",
    "why": "是为什么",
    "how": "是怎样做的",
    "rank": "排第几",
    "multiple": "是多少倍",
}
_HAN = re.compile(r"[㐀-鿿]{2,}")


def gloss(question: Question, hits: Sequence[Hit], titles: Sequence[str], words: Words) -> Question:
    """The question with its English terms replaced by the likest words of the hits; figures and names as they are."""
    text = fold_text("\n".join([*(hit.text for hit in hits), *titles]))
    vocabulary = sorted({word for word in words.segment(text) if _HAN.fullmatch(word)})
    terms = [term for term in question.terms if (term.isascii() and term.isalpha()) or "-" in term]
    if not vocabulary or not terms:
        return question
    alike = words.alike(terms, vocabulary)
    best = {term: vocabulary[int(row.argmax())] for term, row in zip(terms, alike, strict=True) if row.max() >= NEAR}
    glossed = tuple(dict.fromkeys(best.get(term, term) for term in question.terms))
    asked = "".join(dict.fromkeys(best.values())) + _ASKS.get(question.kind, "是什么") + "?"
    return replace(question, terms=glossed, folded=asked)
