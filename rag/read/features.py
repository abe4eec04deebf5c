"""What the reader sees: characters, hashed character pairs, and how the passages overlap with the question.

Everything here is plain counting, the same for training and for reading; the learned part is ``network.py``.
Passages of one question are laid end to end ("flat") with ``GAP`` empty positions around each, so that counts over
a neighbourhood never look into a neighbour; the network is shown one window at a time (``Encoded.sequence``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rag.read.windows import Window

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

PAD, UNKNOWN, MASK = 0, 1, 2
SPECIALS = 3  # the first character of the vocabulary has this number
GAP = 16
MAX_QUESTION = 96
RUN_LEVELS = 10  # common runs of nine characters and more count alike
WINDOWS = (3, 7, 15, 31, 63)
CLASSES = 12
PASSAGE_FEATURES = 4 + len(WINDOWS) + 10 + 5 + CLASSES
QUESTION_FEATURES = 4
MATCHES = RUN_LEVELS  # levels of "how long a run of the other text passes through here"
CLS, SEP, QUESTION, TITLE, BODY = range(5)  # what a position of a sequence is; only the last three match anything

_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿兆半几数多")
_TABLE = 0x30000


def char_class(char: str) -> int:
    """0 to CLASSES - 1: han, numeral, digit, latin, other letter, comma, end, opening, closing, space, mark, rest."""
    if char in _NUMERALS:
        return 1
    if "\u3400" <= char <= "\u9fff" or char >= "\U00020000":
        return 0
    category = unicodedata.category(char)
    if category == "Nd":
        return 2
    if category[0] == "L":
        return 3 if char < "\u0250" else 4
    if char in ",、":
        return 5
    if char in "。!?;…":
        return 6
    if category in ("Ps", "Pi") or char in "《「『":
        return 7
    if category in ("Pe", "Pf") or char in "》」』":
        return 8
    if category[0] in "ZC":
        return 9
    return 10 if category[0] in "PS" else 11


class Vocabulary:
    """The characters the reader knows, with their inverse document frequencies.

    characters: most frequent first; idf: (len(characters),) float32, natural logarithm.
    buckets: rows of the character-pair table; bucket 0 stands for "no pair".
    """

    def __init__(self, characters: str, idf: Floats, buckets: int) -> None:
        if len(idf) != len(characters):
            raise ValueError(f"{len(characters)} characters but {len(idf)} idf values")
        self.characters, self.buckets = characters, buckets
        codes = np.frombuffer(characters.encode("utf-32-le"), dtype=np.uint32)
        self._number = np.full(_TABLE, UNKNOWN, dtype=np.int32)
        self._number[codes] = np.arange(SPECIALS, SPECIALS + len(codes), dtype=np.int32)
        rarest = float(idf.max(initial=1.0))
        self.idf = np.concatenate([np.array([0, rarest, 0], dtype=np.float32), idf]).astype(np.float32)
        self.classes = np.array([9, 11, 11, *map(char_class, characters)], dtype=np.int32)

    def __len__(self) -> int:
        return SPECIALS + len(self.characters)

    def numbers(self, codes: Ints) -> Ints:
        """Row of the character table for each code point; code point 0 is PAD."""
        found = self._number[np.minimum(codes, _TABLE - 1)]
        return np.where(codes == 0, PAD, found).astype(np.int32)

    def pairs(self, codes: Ints) -> Ints:
        """Bucket of the pair (this character, the next one); 0 where either is missing."""
        a = codes.astype(np.uint32)
        b = np.append(a[1:], np.uint32(0))
        mixed = a * np.uint32(0x9E3779B1) + b * np.uint32(0x85EBCA77)
        mixed ^= mixed >> np.uint32(15)
        mixed *= np.uint32(0x2C1B3C6D)
        mixed ^= mixed >> np.uint32(13)
        bucket = 1 + mixed % np.uint32(self.buckets - 1)
        return np.where((a == 0) | (b == 0), 0, bucket).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Encoded:
    """One question with its passages, flat (N positions including gaps).

    chars, pairs: (N,) rows of the tables. features: (N, PASSAGE_FEATURES). runs: (N, Q), at position t and question
    position j the length of the common run through both, below RUN_LEVELS. answerable: (N,) outside gap and title.
    q_chars, q_pairs: (Q,); q_features: (Q, QUESTION_FEATURES).
    offsets: where each window starts in the flat order. sentences: (S, 3) of window, start, end in the window.
    """

    chars: Ints
    pairs: Ints
    features: Floats
    runs: npt.NDArray[np.uint8]
    answerable: npt.NDArray[np.bool_]
    q_chars: Ints
    q_pairs: Ints
    q_features: Floats
    offsets: Ints
    lengths: Ints
    sentences: Ints

    def sequence(self, window: int) -> ReaderInput:
        """``[cls] question [sep] window``, as the network reads it."""
        at, size, q = int(self.offsets[window]), int(self.lengths[window]), len(self.q_chars)
        here = slice(at, at + size)
        runs = self.runs[here]
        edge = np.zeros(1, dtype=np.int32)
        body = self.answerable[here]
        kinds = np.concatenate([[CLS], np.full(q, QUESTION), [SEP], np.where(body, BODY, TITLE)])
        q_runs = runs.max(axis=0, initial=0)
        return ReaderInput(
            chars=np.concatenate([edge, self.q_chars, edge, self.chars[here]]),
            pairs=np.concatenate([edge, self.q_pairs, edge, self.pairs[here]]),
            before=np.concatenate([edge, edge, self.q_pairs[:-1], edge, edge, self.pairs[at : at + size - 1]])[: size + q + 2],
            kinds=kinds.astype(np.int32),
            matches=np.concatenate([edge, q_runs.astype(np.int32) + MATCHES, edge, runs.max(axis=1, initial=0)]).astype(np.int32),
            features=self.features[here],
            start=q + 2,
        )


@dataclass(frozen=True, slots=True)
class ReaderInput:
    """One window as the network reads it, T positions. start: where the window begins (after the question and [sep]).

    chars, pairs: (T,) rows of the tables; before: the pair that ends at a position. kinds: CLS to BODY.
    matches: (T,) how long a run of the other text passes here; a question's own are MATCHES higher.
    features: (T - start, PASSAGE_FEATURES).
    """

    chars: Ints
    pairs: Ints
    before: Ints
    kinds: Ints
    matches: Ints
    features: Floats
    start: int


def code_points(text: str) -> Ints:
    """(len(text),) int32. A lone surrogate counts as U+FFFD."""
    raw = text.encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(raw, dtype=np.int32).copy()
    codes[(codes >= 0xD800) & (codes < 0xE000)] = 0xFFFD
    return codes


def common_runs(passage: Ints, question: Ints) -> npt.NDArray[np.uint8]:
    """(Q, N): length of the longest common run of both that matches question[j] with passage[t]; 0 if unequal."""
    equal = question[:, None] == passage[None, :]
    q, n = equal.shape
    ahead = np.zeros((q + 1, n + 1), dtype=np.uint8)
    back = np.zeros((q + 1, n + 1), dtype=np.uint8)
    for j in range(q):
        np.multiply(ahead[j, :-1] + np.uint8(1), equal[j], out=ahead[j + 1, 1:])
    for j in range(q - 1, -1, -1):
        np.multiply(back[j + 1, 1:] + np.uint8(1), equal[j], out=back[j, :-1])
    return np.where(equal, ahead[1:, 1:] + back[:-1, :-1] - np.uint8(1), np.uint8(0)).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things lie in the flat order. starts: every segment (gap, title, sentence); bodies: which are sentences."""

    codes: Ints
    offsets: Ints
    lengths: Ints
    origin: Ints
    in_title: npt.NDArray[np.bool_]
    inside: npt.NDArray[np.bool_]
    starts: npt.NDArray[np.int64]
    bodies: npt.NDArray[np.int64]
    sentences: Ints


def _lay_out(windows: Sequence[Window]) -> _Layout:
    lengths = np.array([len(window.text) for window in windows], dtype=np.int32)
    offsets = (GAP + np.cumsum(lengths + GAP) - lengths - GAP).astype(np.int32)
    total = int((lengths + GAP).sum()) + GAP
    codes, origin = np.zeros(total, dtype=np.int32), np.zeros(total, dtype=np.int32)
    in_title, inside = np.zeros(total, dtype=bool), np.zeros(total, dtype=bool)
    rows: list[tuple[int, int, int]] = []
    starts, bodies = [0], []
    for number, (window, offset) in enumerate(zip(windows, offsets.tolist(), strict=True)):
        end = offset + len(window.text)
        codes[offset:end], inside[offset:end] = code_points(window.text), True
        in_title[offset : offset + window.title] = True
        origin[offset:] = offset
        if window.title:
            starts.append(offset)
        for _, left, right in window.sentences:
            bodies.append(len(starts))
            starts.append(offset + left)
            rows.append((number, left, right))
        starts.append(end)
    return _Layout(
        codes, offsets, lengths, origin, in_title, inside,
        np.array(starts, dtype=np.int64), np.array(bodies, dtype=np.int64),
        np.array(rows, dtype=np.int32).reshape(-1, 3),
    )


def encode(question: str, windows: Sequence[Window], vocabulary: Vocabulary) -> Encoded:
    """Count. ``question`` is folded; only its first MAX_QUESTION characters are read."""
    q_codes = code_points(question or "?")[:MAX_QUESTION]
    layout = _lay_out(windows)
    runs = common_runs(layout.codes, q_codes)
    chars, q_chars = vocabulary.numbers(layout.codes), vocabulary.numbers(q_codes)
    weight = vocabulary.idf[q_chars]
    share = weight / max(float(weight.sum()), 1e-6)
    features = _features(layout, chars, runs, vocabulary.idf, vocabulary.classes, share)
    in_body, in_title = (runs.max(axis=1, where=here, initial=0) for here in (~layout.in_title, layout.in_title))
    q_features = [weight / 8, np.log2(1 + in_body) / 3, np.log2(1 + in_title) / 3, in_body >= 2]
    return Encoded(
        chars=chars,
        pairs=vocabulary.pairs(layout.codes),
        features=features * layout.inside[:, None],
        runs=np.minimum(runs, RUN_LEVELS - 1).T,
        answerable=layout.inside & ~layout.in_title,
        q_chars=q_chars,
        q_pairs=vocabulary.pairs(q_codes),
        q_features=np.stack(q_features, axis=1).astype(np.float32),
        offsets=layout.offsets,
        lengths=layout.lengths,
        sentences=layout.sentences,
    )


def _features(
    layout: _Layout, chars: Ints, runs: npt.NDArray[np.uint8], idf: Floats, classes: Ints, weight: Floats
) -> Floats:
    """(N, PASSAGE_FEATURES). weight: (Q,) the share of each question character in the question's idf mass."""
    total = len(chars)
    position = np.arange(total)
    # Overlap at the position itself and around it.
    longest = runs.max(axis=0)
    columns = [longest >= 1, longest >= 2, np.log2(1 + longest) / 3, idf[chars] / 8]
    sums = np.concatenate([[0.0], np.cumsum(idf[chars] * (longest >= 2))])
    for window in WINDOWS:
        low, high = np.maximum(position - window // 2, 0), np.minimum(position + window // 2 + 1, total)
        columns.append((sums[high] - sums[low]) / (6.0 * window))
    # How much of the question its sentence, the neighbours and its passage say, alone and against the best.
    segment = np.searchsorted(layout.starts, position, side="right") - 1
    cover = np.maximum.reduceat(runs, layout.starts, axis=1)
    said = [weight @ (cover >= level) for level in (1, 2, 3)]
    pairs = said[1]
    best = max(float(pairs[layout.bodies].max(initial=0.0)), 1e-6)
    columns += [part[segment] for part in said]
    columns += [np.append(0.0, pairs)[segment], np.append(pairs, 0.0)[segment + 1]]
    columns += [(pairs / best)[segment], (pairs >= best)[segment]]
    whole, top = np.zeros(total), 1e-6
    for offset, length in zip(layout.offsets.tolist(), layout.lengths.tolist(), strict=True):
        share = float(weight @ (runs[:, offset : offset + length].max(axis=1, initial=0) >= 2))
        whole[offset : offset + length], top = share, max(top, share)
    columns += [whole, whole / top, whole >= top]
    # Where it stands.
    begin, end = layout.starts[segment], np.append(layout.starts[1:], total)[segment]
    columns += [layout.in_title, np.minimum(position - begin, 40) / 40, np.minimum(end - position, 40) / 40]
    columns += [position == begin, np.log2(1 + position - layout.origin) / 8]
    columns += list(np.eye(CLASSES, dtype=np.float32)[classes[chars]].T)
    return np.stack(columns, axis=1).astype(np.float32)
