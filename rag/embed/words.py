"""The built-in embedder as a dictionary: the words of a text, how much each says, how alike two are.

Its pieces stay inside dictionary words, and training on mean vectors makes common words short and telling ones long, so
the length of a word's vector is a background weight that no small collection can give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.embed import load_embedder
from rag.embed.static import StaticEmbedder, unit
from rag.settings import Settings

MEANING = 384  # numbers of a vector that say what a word means; those after them tell words apart that mean much the same

_ENTRY = re.compile("▁?[㐀-鿿]{2,5}")
_AMONG, _SAME, _SPELT = 8, 0.6, 0.4  # entries looked at; likeness from which one is the word itself, and the name it spells


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words by a tokenizer and its (pieces, MEANING) table; ``usual`` is the median length of the table's vectors."""

    tokenizer: Any
    table: NDArray[np.float32]
    usual: float

    def segment(self, text: str) -> list[str]:
        """``text`` cut into words, in order, nothing lost."""
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        cuts = sorted({0, len(text), *(start for start, _ in encoding.offsets)})
        return [text[a:b] for a, b in pairwise(cuts)]

    def salience(self, word: str) -> float:
        """How much the word says: the length of its vector by the usual length, held between 0.2 and 1.5."""
        ids = self.tokenizer.encode(word, add_special_tokens=False).ids
        if not ids:
            return 1.0
        lengths = np.linalg.norm(self.table[ids], axis=1)
        return float(np.clip(lengths.mean() / self.usual, 0.2, 1.5))

    def sums(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(len(texts), dim) sums of the vectors of each text's pieces: those of parts add up to that of the whole."""
        rows = np.zeros((len(texts), self.table.shape[1]), np.float32)
        for row, text in zip(rows, texts, strict=True):
            self.table[self.tokenizer.encode(text, add_special_tokens=False).ids].sum(axis=0, out=row)
        return rows

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(len(texts), dim) the sums at length 1; a text without known pieces gives a zero row."""
        return unit(self.sums(texts))

    def alike(self, words: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """(len(words), len(others)) cosines."""
        return self.vectors(words) @ self.vectors(others).T

    def dictionary(self, english: str, fits: Callable[[str], bool] | None = None) -> str:
        """The Han word of the embedder's own vocabulary that says a folded English word best; empty when none does.

        fits: what a name has to be besides alike (spelt by its letters); a word that fits needs less likeness.
        """
        entries, rows = _vocabulary(self)
        asked = self.sums([english])[0]
        length = float(np.linalg.norm(asked))
        if not entries or not length:
            return ""
        alike = rows @ (asked / length)
        best = [int(n) for n in np.argsort(-alike)[:_AMONG]]
        found = next((n for n in best if fits is None or fits(entries[n])), None)
        return entries[found] if found is not None and alike[found] >= (_SAME if fits is None else _SPELT) else ""

    def similarity(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """(len(texts),) cosine of the question to each text."""
        cosines: NDArray[np.float32] = self.vectors(texts) @ self.vectors([question])[0]
        return cosines


@lru_cache(maxsize=2)
def _vocabulary(words: Words) -> tuple[list[str], NDArray[np.float32]]:
    """The Han words of two characters or more of the embedder's vocabulary, and their vectors at length 1."""
    entries = {piece.lstrip("▁"): row for piece, row in words.tokenizer.get_vocab().items() if _ENTRY.fullmatch(piece)}
    return sorted(entries, key=lambda entry: entries[entry]), unit(words.table[sorted(entries.values())])


@cache
def load_words() -> Words:
    """The dictionary of the built-in embedder, whatever embedder searches. Loaded once a process."""
    embedder = load_embedder(Settings())
    if not isinstance(embedder, StaticEmbedder):  # Settings() names the built-in one
        raise TypeError(type(embedder))
    table = embedder.table[:, :MEANING]
    return Words(embedder.tokenizer, table, float(np.median(np.linalg.norm(table, axis=1))))
