"""The reader in torch: a compact Chinese encoder (pre-LN Transformer over characters) and its heads.

``rag/read/network.py`` computes the same from what ``training/reader_export.py`` writes (a test compares them).
A sequence is ``[cls] question [sep] window``: B sequences of T positions, the rest of a shorter one is padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from rag.read.features import BODY, CLS, MATCHES, PASSAGE_FEATURES, QUESTION_FEATURES, SEP, Encoded
from training.squad import Item

NEVER = -1e4  # a logit that no softmax sees
STEP = 32  # T is a multiple of it: few shapes, little padding


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes. max_span: longest answer in characters; inner: width of the feed-forward layers."""

    characters: int
    buckets: int = 1 << 17
    dim: int = 384
    pair_dim: int = 64
    layers: int = 5
    heads: int = 6
    inner: int = 1152
    rank: int = 48
    max_span: int = 64

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Batch:
    """B windows of I items, in item order.

    chars, pairs, before, kinds, matches: (B, T) rows of the tables (``before`` is the pair that ends here; match is
    the length of the run shared with the other text). features: (B, T, PASSAGE_FEATURES), zero outside windows;
    asked: (B, T, QUESTION_FEATURES), zero outside questions. item: (B,) whose window it is. targets: (A, 3) of window,
    first and last position. right: (B, T) inside a sentence that tells the answer.
    """

    chars: Tensor
    pairs: Tensor
    before: Tensor
    kinds: Tensor
    matches: Tensor
    features: Tensor
    asked: Tensor
    item: Tensor
    targets: Tensor
    right: Tensor
    items: int

    def to(self, device: str) -> Batch:
        values: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        values |= {k: v.to(device, non_blocking=True) for k, v in values.items() if isinstance(v, Tensor)}
        return Batch(**values)


def collate(encoded: Sequence[Encoded], items: Sequence[Item] = ()) -> Batch:
    """Pad the windows of all items to one length. ``items``: give the targets; none when only reading."""
    longest = max(int(code.lengths.max()) + len(code.q_chars) + 2 for code in encoded)
    shape = sum(len(code.lengths) for code in encoded), -(-longest // STEP) * STEP
    ints = {name: np.zeros(shape, dtype=np.int64) for name in ("chars", "pairs", "before", "kinds", "matches")}
    features = np.zeros((*shape, PASSAGE_FEATURES), dtype=np.float32)
    asked = np.zeros((*shape, QUESTION_FEATURES), dtype=np.float32)
    right = np.zeros(shape, dtype=bool)
    owner, targets, row = np.zeros(shape[0], dtype=np.int64), [], 0
    for number, code in enumerate(encoded):
        for window in range(len(code.lengths)):
            sequence = code.sequence(window)
            end = len(sequence.chars)
            for name, values in ints.items():
                values[row, :end] = getattr(sequence, name)
            features[row, sequence.start : end] = sequence.features
            asked[row, 1 : sequence.start - 1] = code.q_features
            owner[row] = number
            for w, a, b in items[number].targets if items else ():
                if w == window:
                    targets.append((row, sequence.start + a, sequence.start + b - 1))
                    for _, s, e in (r for r in code.sentences.tolist() if r[0] == window and r[1] <= a < r[2]):
                        right[row, sequence.start + s : sequence.start + e] = True
            row += 1
    chars, pairs, before, kinds, matches = map(torch.from_numpy, ints.values())
    return Batch(
        chars, pairs, before, kinds, matches, torch.from_numpy(features), torch.from_numpy(asked), torch.from_numpy(owner),
        targets=torch.tensor(targets, dtype=torch.int64).reshape(-1, 3), right=torch.from_numpy(right),
        items=len(encoded),
    )


class Block(nn.Module):
    """x + attention(norm(x)), then x + feed-forward(norm(x)); rotary positions (Su et al. 2021)."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        d = shape.dim
        self.heads, self.dropout = shape.heads, nn.Dropout(dropout)
        self.norm1, self.qkv, self.out = nn.LayerNorm(d), nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.norm2, self.inner, self.outer = nn.LayerNorm(d), nn.Linear(d, shape.inner), nn.Linear(shape.inner, d)
        for layer in (self.out, self.outer):
            nn.init.normal_(layer.weight, std=0.02 / (2 * shape.layers) ** 0.5)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor | None) -> Tensor:
        b, t, d = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(rotate(q, cos, sin), rotate(k, cos, sin), v, attn_mask=mask)
        x = x + self.dropout(self.out(seen.transpose(1, 2).reshape(b, t, d)))
        y: Tensor = x + self.dropout(self.outer(F.relu(self.inner(self.norm2(x)))))
        return y


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn each pair (x[i], x[i + half]) of the last axis by its position's angle."""
    first, second = x.chunk(2, -1)
    cos, sin = cos.to(x.dtype), sin.to(x.dtype)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)


def angles(length: int, size: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines, each (length, size / 2), of position × 10000^(-2i / size)."""
    rates = 10000.0 ** (-torch.arange(0, size, 2, dtype=torch.float64) / size)
    turned = torch.arange(length, dtype=torch.float64)[:, None] * rates
    return turned.cos().float(), turned.sin().float()


class Encoder(nn.Module):
    """Characters and hashed character pairs in, one vector a position out."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.char = nn.Embedding(shape.characters, shape.dim)
        self.pair = nn.Embedding(shape.buckets, shape.pair_dim)
        self.kind = nn.Embedding(5, shape.dim)
        self.pair_in = nn.Linear(2 * shape.pair_dim, shape.dim, bias=False)
        self.blocks = nn.ModuleList(Block(shape, dropout) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.dim)
        self.dropout = nn.Dropout(dropout)
        for table, std in ((self.char, 0.05), (self.pair, 0.05), (self.kind, 0.02)):
            nn.init.normal_(table.weight, std=std)
        cos, sin = angles(1024, shape.dim // shape.heads)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)

    def embed(self, chars: Tensor, pairs: Tensor, before: Tensor, kinds: Tensor) -> Tensor:
        both = torch.cat([self.pair(pairs), self.pair(before)], -1)
        x: Tensor = self.char(chars) + self.kind(kinds) + self.pair_in(both)
        return x

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        x, t = self.dropout(x), x.shape[1]
        cos, sin = self.get_buffer("cos")[:t], self.get_buffer("sin")[:t]
        for block in self.blocks:
            x = block(x, cos, sin, mask)
        y: Tensor = self.norm(x)
        return y


@dataclass(frozen=True, slots=True)
class Logits:
    """spans: (B, T, T) of first and last position, NEVER where none may be; answers: (B,) that the window answers;
    evidence: (B, T) that the answer is told here; nothing: (items,) that no window answers."""

    spans: Tensor
    answers: Tensor
    evidence: Tensor
    nothing: Tensor


class ReaderModel(nn.Module):
    """The encoder and what it tells of a window: spans, whether it answers, which sentence does."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.features = nn.Linear(PASSAGE_FEATURES, shape.dim, bias=False)
        self.asked = nn.Linear(QUESTION_FEATURES, shape.dim, bias=False)
        self.match = nn.Embedding(2 * MATCHES, shape.dim)
        for extra in (self.features, self.asked, self.match):
            nn.init.normal_(extra.weight, std=0.02)
        self.start, self.end = nn.Linear(shape.dim, shape.rank), nn.Linear(shape.dim, shape.rank)
        self.edges = nn.Linear(shape.dim, 3)
        self.length = nn.Parameter(torch.zeros(shape.max_span))
        self.answers = nn.Sequential(nn.Linear(shape.dim, 128), nn.ReLU(), nn.Linear(128, 1))
        self.nothing = nn.Parameter(torch.zeros(1))

    def forward(self, batch: Batch) -> Logits:
        x = self.encoder.embed(batch.chars, batch.pairs, batch.before, batch.kinds)
        x = x + self.features(batch.features) + self.asked(batch.asked)
        x = x + self.match(batch.matches) * (batch.kinds > SEP)[..., None]
        real = (batch.kinds != CLS) | (torch.arange(x.shape[1], device=x.device) == 0)
        h = self.encoder(x, real[:, None, None, :])
        start, end, evidence = self.edges(h).float().unbind(-1)
        body = batch.kinds == BODY
        m = self.shape.max_span
        spans = (self.start(h) @ self.end(h).transpose(1, 2)).float() * self.shape.rank**-0.5
        place = torch.arange(h.shape[1], device=h.device)
        offset = place[None, :] - place[:, None]
        spans = spans + start[:, :, None] + end[:, None, :] + self.length[offset.clamp(0, m - 1)].float()
        ok = (offset >= 0) & (offset < m) & body[:, :, None] & body[:, None, :]
        answers = self.answers(h[:, 0])[:, 0].float()
        best = torch.full((batch.items,), NEVER, device=h.device).scatter_reduce(0, batch.item, answers, "amax")
        return Logits(
            spans=spans.masked_fill(~ok, NEVER), answers=answers,
            evidence=evidence.masked_fill(~body, NEVER), nothing=self.nothing.float() - best,
        )


def by_item(values: Tensor, item: Tensor, items: int) -> Tensor:
    """(items,) log-sum-exp of the values (B,) of each item's windows."""
    top = torch.full((items,), NEVER, device=values.device).scatter_reduce(0, item, values.detach(), "amax")
    sums = torch.zeros(items, device=values.device).index_add(0, item, (values - top[item]).exp())
    return top + sums.clamp_min(1e-30).log()


def losses(logits: Logits, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Means of the negative log-likelihoods of (the answer's span or "nothing", the answer's sentence, which windows answer).

    Every span of every window of an item and its "nothing" compete in one softmax (Clark and Gardner 2018).
    """
    total = torch.logaddexp(by_item(logits.spans.flatten(1).logsumexp(1), batch.item, batch.items), logits.nothing)
    window, first, last = batch.targets.unbind(1)
    found = by_item(logits.spans[window, first, last], batch.item[window], batch.items)
    has = torch.zeros(batch.items, dtype=torch.bool, device=found.device)
    has[batch.item[window]] = True
    span = (total - torch.where(has, found, logits.nothing)).mean()
    told = by_item(logits.evidence.masked_fill(~batch.right, NEVER).logsumexp(1), batch.item, batch.items)
    every = by_item(logits.evidence.logsumexp(1), batch.item, batch.items)
    sentence = ((every - told) * has).sum() / has.sum().clamp_min(1)
    wanted = torch.zeros_like(logits.answers)
    wanted[window] = 1.0
    return span, sentence, F.binary_cross_entropy_with_logits(logits.answers, wanted)
