"""BM25 over folded characters, character pairs, and whole Latin words and numbers.

Robertson and Zaragoza 2009 with the idf of Lucene, ln(1 + (n - df + 0.5) / (df + 0.5)), which is never negative.
Characters need no segmenter, so question and corpus cannot be cut differently. All state is five arrays, which can be
memory-mapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from rag.text.fold import fold_text

# Recall@1 over 1,500 questions each to passages of 120 characters, CMRC 2018 / terrorism news / DRCD / Chinese SQuAD:
#   k1 1.2, b 0.75    71.6 69.7 86.4 60.2       k1 0.9, b 0.4 (as in Anserini)   73.1 70.1 86.4 61.0  (titles at 0.3)
#   titles unsearched 67.9 69.3 85.1 60.1       titles at 0.3 / 0.5 / 1          news 69.8 / 69.7 / 69.0, others rise
#   asking words at 1 75.3 70.3 87.1 61.3       at 0.3                           77.1 70.7 87.1 62.9
#   trigrams as well  -2.4 -0.3 -2.5 -3.8       numbers joined to what follows   +0.4 +0.4 +0.3 +0.3
K1, B = 0.9, 0.4
CONTEXT = 0.5
ASKING = 0.3

# A token's code: a character, 18 bits of a pair's first and 18 of its second, or a word's hash behind the flag.
_CHAR_BITS, _WORD_FLAG = 18, 1 << 36
# While building, a token, its passage and whether it is context share one integer, which sorts in one go.
_DOC_BITS = 26
_WORD = re.compile(r"[a-z0-9]+(?:(?:[.+\-/]|,(?=[0-9]{3}(?![0-9])))[a-z0-9]+)*")
# What a question has because it asks; a small collection cannot tell by its idf.
_ASKING_CHARS = (
    "谁哪几多少什何怎呢吗吧嘛么的了是在有为和与及或被把将对于由其这那此并而也又还都就才中里时以到个之所来去给让使会能可要"
)
_ASKING_PAIRS = (
    "什么多少 哪些 哪个 哪里 怎么 如何 为何 何时 哪年 几个 的是什 么的 是谁 是多 是哪 是否 哪一 了什 有什 有哪 请问"
)

Codes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Postings of every token, with BM25 weights worked out.

    terms: (t,) uint64 token codes, ascending. indptr: (t + 1,) int64, term i has the postings indptr[i]:indptr[i + 1].
    docs: (p,) int32 passage numbers, ascending within a term. impacts: (p,) float32, what the term adds to the score.
    lengths: (n,) float32, tokens of each passage; those of its context count ``CONTEXT`` each.
    """

    terms: Codes
    indptr: NDArray[np.int64]
    docs: NDArray[np.int32]
    impacts: NDArray[np.float32]
    lengths: NDArray[np.float32]

    @classmethod
    def build(cls, texts: Sequence[str], contexts: Sequence[str] = ()) -> LexicalIndex:
        """Index ``texts``; ``contexts[i]`` (title, heading) is searched with ``texts[i]`` at a lower weight.

        Twenty thousand texts of 250 characters take about two seconds, ten take one millisecond.
        """
        n = len(texts)
        if contexts and len(contexts) != n:
            raise ValueError(f"{len(contexts)} contexts for {n} texts")
        keys = np.sort(np.concatenate([_keys(texts, 0), _keys(contexts, 1)]))
        first = _run_starts(keys)
        counts = np.diff(first, append=len(keys)) * np.where(keys[first] & 1, np.float32(CONTEXT), np.float32(1))
        keys = keys[first] >> np.uint64(1)
        first = _run_starts(keys)
        tf = np.add.reduceat(counts, first) if len(keys) else counts
        keys = keys[first]
        docs = (keys & np.uint64((1 << _DOC_BITS) - 1)).astype(np.int32)
        codes = keys >> np.uint64(_DOC_BITS)
        first = _run_starts(codes)
        df = np.diff(first, append=len(codes))
        lengths = np.bincount(docs, weights=tf, minlength=n).astype(np.float32)
        norms = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if n else 0.0, 1.0))
        impacts = np.repeat(_idf(df, n), df) * tf * (K1 + 1) / (tf + norms[docs])
        return cls(codes[first], np.append(first, len(codes)), docs, impacts.astype(np.float32), lengths)

    def search(self, question: str, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(ids, scores) of the best ``k`` passages that share a token, best first, ties by id.

        Scores are BM25 over what it could be at most, so they are in (0, 1]: how much of the question is there.
        """
        codes = np.unique(_tokens([question])[0])
        weights = np.where(np.isin(codes, _asking()), np.float32(ASKING), np.float32(1))
        terms, known = self._find(codes)
        df = np.zeros(len(codes), np.int64)
        df[known] = self.indptr[terms + 1] - self.indptr[terms]
        greatest = (weights * _idf(df, len(self.lengths))).sum() * (K1 + 1)
        scores = np.zeros(len(self.lengths), np.float32)
        for term, weight in zip(terms, weights[known] / np.float32(greatest or 1), strict=True):
            postings = slice(self.indptr[term], self.indptr[term + 1])
            scores[self.docs[postings]] += weight * self.impacts[postings]
        found = np.flatnonzero(scores)
        if 0 < k < len(found):
            found = found[scores[found] >= np.partition(scores[found], -k)[-k]]
        found = found[np.argsort(-scores[found], kind="stable")][: max(k, 0)]
        return found, scores[found]

    def idf(self, gram: str, prior: int = 0) -> float:
        """Weight of a word or character n-gram: of its rarest token; the greatest where no passage has that.

        prior: as if so many passages of elsewhere, one of which has the token, were in the collection too: among five
        passages a word that all have is not yet a common word.
        """
        codes = _tokens([gram])[0]
        terms, _ = self._find(codes)
        n = len(self.lengths)
        df = self.indptr[terms + 1] - self.indptr[terms]
        rarest = df.min(initial=n, keepdims=True) if len(terms) == len(codes) else np.zeros(1, np.int64)
        return _idf(rarest + (prior > 0), n + prior).item()

    def has(self, gram: str) -> bool:
        """Whether every token of the string stands somewhere; of two characters, whether they stand side by side."""
        codes = _tokens([gram])[0]
        return len(self._find(codes)[0]) == len(codes)

    def beside(self, char: str, *, behind: bool) -> list[str]:
        """Every character that stands right behind (or before) ``char`` somewhere, in the order of code points."""
        code, low = ord(fold_text(char)), (1 << _CHAR_BITS) - 1
        pairs = self.terms[(self.terms > low) & (self.terms < _WORD_FLAG)]
        first, second = pairs >> np.uint64(_CHAR_BITS), pairs & np.uint64(low)
        return [chr(other) for other in (second[first == code] if behind else first[second == code]).tolist()]

    def problems(self) -> Iterator[str]:
        """What is wrong with the arrays, in Chinese; nothing when they fit each other."""
        sizes = {field.name: len(getattr(self, field.name)) for field in fields(self)}
        if sizes["indptr"] != sizes["terms"] + 1 or sizes["docs"] != sizes["impacts"]:
            yield f"词语索引的数组长度互不相符：{sizes}"
        elif self.indptr[0] != 0 or self.indptr[-1] != sizes["docs"] or (np.diff(self.indptr) <= 0).any():
            yield "词语索引的 indptr 不是从 0 递增到倒排表的长度"
        elif (self.terms[1:] <= self.terms[:-1]).any():
            yield "词语索引的词表没有按升序排列"
        elif sizes["docs"] and not (self.docs.min() >= 0 and self.docs.max() < sizes["lengths"]):
            yield f"词语索引指向不存在的段落：最大编号 {self.docs.max()}，共有 {sizes['lengths']} 段"
        elif not np.isfinite(self.impacts).all():
            yield "词语索引的权重不是有限的数"

    def _find(self, codes: Codes) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Term numbers of the codes that are there, and which those are."""
        places = np.searchsorted(self.terms, codes)
        known = places < len(self.terms)
        known[known] = self.terms[places[known]] == codes[known]
        return places[known], known


def _idf(df: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    return np.log1p((n - df + 0.5) / (df + 0.5))


def _run_starts(values: Codes) -> NDArray[np.int64]:
    """Where runs of equal values begin."""
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]])[: len(values)])


def _keys(texts: Sequence[str], context: int) -> Codes:
    codes, docs = _tokens(texts)
    return (codes << np.uint64(_DOC_BITS + 1)) | (docs.astype(np.uint64) << np.uint64(1)) | np.uint64(context)


def _tokens(texts: Sequence[str]) -> tuple[Codes, NDArray[np.int32]]:
    """Codes of all tokens of ``texts``, and the number of the text of each."""
    text = "\0".join(map(fold_text, texts))  # folding takes NULs away, so none is left within a text
    chars = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    docs = np.cumsum(chars == 0, dtype=np.int32)
    alphabet = np.unique(chars)
    letters = np.zeros(int(alphabet[-1]) + 1 if len(alphabet) else 0, bool)
    letters[alphabet] = [code > 127 and chr(code).isalnum() for code in alphabet.tolist()]
    is_letter = letters[chars]
    pairs = np.flatnonzero(is_letter[:-1] & is_letter[1:])
    words, places = [], []
    for found in _WORD.finditer(text):
        word, end = found.group().replace(",", ""), found.end()
        words.append(_hash(word))
        places.append(found.start())
        if word[-1].isdigit() and end < len(text) and is_letter[end]:  # 25亩, 5月: rarer than either half
            words.append(_hash(word + text[end]))
            places.append(found.start())
    singles, hashes = chars[is_letter].astype(np.uint64), np.array(words, np.uint64)
    doubles = (chars[pairs].astype(np.uint64) << np.uint64(_CHAR_BITS)) | chars[pairs + 1]
    order = np.concatenate([np.flatnonzero(is_letter), pairs, np.array(places, np.int64)])
    return np.concatenate([singles, doubles, hashes]), docs[order]


@lru_cache(maxsize=65536)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest()[:5], "little") % _WORD_FLAG | _WORD_FLAG


@cache
def _asking() -> Codes:
    characters, pairs = _tokens(list(_ASKING_CHARS))[0], _tokens([_ASKING_PAIRS])[0]
    return np.unique(np.concatenate([characters, pairs[pairs >> np.uint64(_CHAR_BITS) > 0]]))
