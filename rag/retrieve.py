"""Question -> hits: by words and by meaning, fused, reprints counted once, reranked if there is a reranker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rag.embed import Embedder
from rag.index import Index
from rag.index.build import encodable
from rag.settings import Settings
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.text.reporting import reports
from rag.text.sentences import split_sentences
from rag.types import Hit

POOL = 100  # passages each leg gives; the same for every k, so that a smaller k gives a prefix
RERANKED = 32  # passages a reranker looks at, and the most that are given after it
ALIKE, NEAR = 2, 0.6  # near copies that come first; share of character pairs that makes one. By reasoning, not tuned
OTHER_WORDING = 0.5  # untested: it is the user's own, shorter one, and says less than the rewritten question

# What meaning may add, before it is scaled down by the share of the question that words found. Recall@1 in percent, up
# to 1,500 questions each to passages of 120 characters with titles: CMRC dev, terrorism news, DRCD dev, Chinese SQuAD,
# XQuAD in Chinese, XQuAD asked in English.
#   words alone           80.6  70.7  91.5  62.9  79.6   5.9
#   meaning alone         63.1  42.4  89.4  44.0  66.0  41.1
#   RRF, meaning at 0.1   80.4  65.3  91.7  63.5  80.0  22.2   (at 1: 73.3  55.7  90.7  57.0  74.5  26.3)
#   this, 0.2 and 4       80.9  70.4  91.7  64.3  79.3  43.3   (0.1, not scaled: 80.1  68.1  91.8  64.5  79.4  43.7)
MEANING, POWER = 0.2, 4

Ranking = Sequence[tuple[int, float]]
Rerank = Callable[[str, Sequence[Hit]], Sequence[float]]
"""(question, hits) -> one score a hit, higher is better."""

_FIGURE = re.compile(r"\d+")
_DATELINE = re.compile(r"\A.{0,20}?(?:讯|电)(?=[\s(]|记者)\s*(?:\([^)]{0,40}\))?")


class Retriever:
    """Searches one index; holds no state between questions, so threads may share it."""

    def __init__(self, index: Index, embedder: Embedder, settings: Settings, rerank: Rerank | None = None) -> None:
        self._index, self._embedder, self._settings, self._rerank = index, embedder, settings, rerank

    def search(self, question: str, k: int | None = None, queries: Sequence[str] = ()) -> list[Hit]:
        """The ``k`` best passages (default: the setting's), best first, none a reprint of another.

        queries: other wordings of the question, searched as well. The same question on the same index gives the same
        hits. Each leg's rank is the best over all wordings; scores are those of ``fuse``, or the reranker's.
        """
        k = self._settings.k if k is None else k
        wordings = list(dict.fromkeys(map(encodable, (question, *queries))))
        total: dict[int, float] = {}
        ranks: tuple[dict[int, int], dict[int, int]] = {}, {}
        for number, vector in enumerate(self._embedder.embed_questions(wordings)):
            legs = [
                list(zip(ids.tolist(), scores.tolist(), strict=True))
                for ids, scores in (
                    self._index.dense.search(vector, POOL), self._index.lexical.search(wordings[number], POOL)
                )
            ]
            for i, score in fuse(*legs):
                total[i] = total.get(i, 0.0) + score * (OTHER_WORDING if number else 1)
            for best, leg in zip(ranks, legs, strict=True):
                for rank, (i, _) in enumerate(leg, start=1):
                    best[i] = min(rank, best.get(i, rank))
        order = sorted(total.items(), key=lambda item: (-item[1], item[0]))
        every = (Hit(self._index.passages[i], score, ranks[0].get(i), ranks[1].get(i)) for i, score in order)
        hits = reporting(every, question)
        if self._rerank is None:
            return distinct(hits, k)
        found = distinct(hits, RERANKED)
        scored = [replace(hit, score=score) for hit, score in zip(found, self._rerank(question, found), strict=True)]
        return sorted(scored, key=lambda hit: -hit.score)[: max(k, 0)]

    def weight(self, gram: str, prior: int = 0) -> float:
        """How rare a word or character n-gram is in the collection (its idf), with ``prior`` passages of elsewhere."""
        return self._index.lexical.idf(gram, prior)


def fuse(dense: Ranking, lexical: Ranking) -> list[tuple[int, float]]:
    """(id, score), best first, ties by id, from two rankings of (id, score), each best first.

    A convex combination with per-question scaling, which keeps what rank fusion throws away (Bruch, Gai, Ingber, "An
    analysis of fusion functions for hybrid retrieval", 2023). ``lexical`` scores are shares of the question and stay;
    of ``dense`` only differences count, so the scale of an embedder's cosines changes nothing. The better the words
    of the question are found, the less its meaning adds.
    """
    scores = dict(lexical)
    if dense:
        weight = MEANING * (1 - min(lexical[0][1] if lexical else 0.0, 1.0)) ** POWER
        best, least = dense[0][1], dense[-1][1]
        for i, score in dense:
            scores[i] = scores.get(i, 0.0) + weight * ((score - least) / (best - least) if best > least else 1.0)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def reporting(hits: Iterable[Hit], question: str) -> Iterator[Hit]:
    """The hits of which a sentence reports something, or all when none does: a flood of orders pushes no report out."""
    others: list[Hit] = []
    found = False
    for hit in hits:
        if any(reports(hit.text[start:end], question) for start, end in split_sentences(hit.text)):
            found = True
            yield hit
        else:
            others.append(hit)
    if not found:
        yield from others


def distinct(hits: Iterable[Hit], k: int) -> list[Hit]:
    """The first ``k`` hits, leaving out those that repeat one before.

    Of texts that say nearly the same of the same names with the same figures two come first and the others last of all,
    so that many copies of one claim leave room for the report that denies it.
    """
    kept: list[Hit] = []
    others: list[Hit] = []
    keys: list[tuple[str, _Print]] = []
    for hit in hits:
        if len(kept) >= k:
            break
        key = _letters(hit.text)
        if any(_repeats(key, earlier) for earlier, _ in keys):
            continue
        marks = _Print.of(key, hit.text)
        (kept if sum(marks.alike(earlier) for _, earlier in keys) < ALIKE else others).append(hit)
        keys.append((key, marks))
    return [*kept, *others][: max(k, 0)]


@dataclass(frozen=True, slots=True)
class _Print:
    """What tells near copies: the character pairs of a text, its figures, and the text for its names."""

    pairs: frozenset[str]
    figures: frozenset[str]
    text: str

    @classmethod
    def of(cls, letters: str, text: str) -> _Print:
        return cls(frozenset(map("".join, pairwise(letters))), frozenset(_FIGURE.findall(letters)), text)

    def alike(self, other: _Print) -> bool:
        """Whether most of either is in the other, no figure differs, and neither names somebody or something else instead."""
        shared = len(self.pairs & other.pairs)
        if self.figures != other.figures or not shared >= NEAR * len(self.pairs | other.pairs) > 0:
            return False
        mine, others = _names(self.text), _names(other.text)
        return mine <= others or others <= mine


@lru_cache(maxsize=256)  # near copies are held against one another many times
def _names(text: str) -> frozenset[str]:
    return frozenset(fold_text(name.text) for name in find_names(_DATELINE.sub("", text)))


def _letters(text: str) -> str:
    """What of a text must be the same in a reprint: letters and digits, folded, without the dateline."""
    return "".join(filter(str.isalnum, _DATELINE.sub("", fold_text(text))))


def _repeats(a: str, b: str) -> bool:
    """Whether one is a piece of the other and at least half of it.

    Nothing inside may differ: a changed figure or name makes another report, which may contradict and must be seen.
    """
    short, long = sorted((a, b), key=len)
    return 2 * len(short) >= len(long) and short in long
