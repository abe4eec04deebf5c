"""The reader as a torch module; ``rag/read/network.py`` is the same arithmetic in numpy (a test compares them).

All windows of all questions of a batch lie in one flat row of N positions, with empty ones between them
(``rag/read/features.py``), so that nothing is spent on padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from rag.read.features import PASSAGE_FEATURES, QUESTION_FEATURES, Encoded

NEVER = -1e4  # a logit that no softmax sees


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes. max_span: longest answer in characters."""

    characters: int
    buckets: int = 1 << 17
    char_dim: int = 64
    pair_dim: int = 32
    hidden: int = 128
    heads: int = 4
    rank: int = 32
    max_span: int = 64
    question_dilations: tuple[int, ...] = (1, 2, 1)
    lower_dilations: tuple[int, ...] = (1, 2, 4)
    upper_dilations: tuple[int, ...] = (1, 2, 4, 8, 16, 1)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Batch:
    """B questions. sizes: flat positions of each; q_sizes: characters of each question, every one followed by a gap.

    window: (N,) number of the window, -1 in gaps and titles. closeness: per question (positions, Q), log2(1 + run).
    q_at: (B, longest) where each question's characters lie in the flat row of questions; q_inside: which are real.
    """

    sizes: list[int]
    closeness: list[Tensor]
    chars: Tensor
    pairs: Tensor
    features: Tensor
    inside: Tensor
    window: Tensor
    q_chars: Tensor
    q_pairs: Tensor
    q_features: Tensor
    q_at: Tensor
    q_inside: Tensor

    def to(self, device: str) -> Batch:
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        moved = {name: value.to(device) for name, value in values.items() if isinstance(value, Tensor)}
        return Batch(**{**values, **moved, "closeness": [part.to(device) for part in self.closeness]})


def collate(items: Sequence[Encoded], block: int = 64) -> Batch:
    """Lay the items end to end; the last one is followed by emptiness up to a multiple of ``block`` positions."""
    total = sum(len(item.chars) for item in items)
    spare = -total % block
    window, count = [], 0
    for item in items:
        mine = np.full(len(item.chars), -1, dtype=np.int64)
        for offset, length in zip(item.offsets.tolist(), item.lengths.tolist(), strict=True):
            mine[offset : offset + length] = count
            count += 1
        window.append(np.where(item.answerable, mine, -1))
    longest = max(len(item.q_chars) for item in items)
    gap = np.zeros(2, dtype=np.int64)  # the widest dilation that questions are read with
    starts = np.cumsum([2] + [len(item.q_chars) + 2 for item in items[:-1]])
    q_inside = np.array([[at < len(item.q_chars) for at in range(longest)] for item in items])
    q_at = np.where(q_inside, starts[:, None] + np.arange(longest), 0)

    def flat(parts: Sequence[Any], *, width: int = 0) -> Tensor:
        tail = np.zeros((spare, width) if width else spare, dtype=parts[0].dtype)
        return torch.from_numpy(np.concatenate([*parts, tail]))

    def questions(parts: Sequence[Any]) -> Tensor:
        return torch.from_numpy(np.concatenate([gap, *(x for part in parts for x in (part, gap))]).astype(np.int64))

    blank = np.zeros((2, QUESTION_FEATURES), dtype=np.float32)
    chars = flat([item.chars for item in items]).long()
    return Batch(
        sizes=[len(item.chars) for item in items],
        closeness=[torch.from_numpy(np.log2(1 + item.runs.astype(np.float32))) for item in items],
        chars=chars,
        pairs=flat([item.pairs for item in items]).long(),
        features=flat([item.features for item in items], width=PASSAGE_FEATURES),
        inside=(chars > 0)[:, None],
        window=F.pad(torch.from_numpy(np.concatenate(window)), (0, spare), value=-1),
        q_chars=questions([item.q_chars for item in items]),
        q_pairs=questions([item.q_pairs for item in items]),
        q_features=torch.from_numpy(np.concatenate([blank, *(x for item in items for x in (item.q_features, blank))])),
        q_at=torch.from_numpy(q_at),
        q_inside=torch.from_numpy(q_inside),
    )


class GatedBlock(nn.Module):
    """x + a * sigmoid(b), where a and b are dilated convolutions of width 3 over the normalised x."""

    def __init__(self, hidden: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation, self.dropout = dilation, dropout
        self.norm = nn.LayerNorm(hidden)
        self.conv = nn.Linear(3 * hidden, 2 * hidden)

    def forward(self, x: Tensor, inside: Tensor) -> Tensor:
        """x: (N, h); inside: (N, 1), 0 in gaps."""
        y, d = self.norm(x) * inside, self.dilation
        padded = F.pad(y, (0, 0, d, d))
        y = F.glu(self.conv(torch.cat([padded[: -2 * d], y, padded[2 * d :]], dim=1)), dim=1)
        out: Tensor = x + drop(y, self.dropout, self.training)
        return out


def drop(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout of whole columns of (N, h): as good for convolutions, and cheaper."""
    if not training or not share:
        return x
    return x * ((torch.rand(1, x.shape[1], device=x.device) >= share) / (1 - share)).to(x.dtype)


class CrossAttention(nn.Module):
    """Every passage position looks at its question; the run of characters both share there biases where it looks."""

    def __init__(self, hidden: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(hidden)
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(hidden, hidden, bias=False)
        self.value = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, hidden)
        self.near = nn.Parameter(torch.linspace(0.5, 2.0, heads))
        self.nowhere = nn.Parameter(torch.ones(heads))

    def forward(self, x: Tensor, question: Tensor, batch: Batch) -> Tensor:
        """x: (N, h); question: (B, Q, h). One question at a time, so that what is worked on stays in the cache."""
        h = x.shape[1]
        queries = self.query(self.norm(x)).view(-1, self.heads, h // self.heads)
        keys = self.key(question).unflatten(-1, (self.heads, -1)) * (h // self.heads) ** -0.5
        values = self.value(question).unflatten(-1, (self.heads, -1))
        seen, at = [], 0
        for number, (size, close) in enumerate(zip(batch.sizes, batch.closeness, strict=True)):
            q = close.shape[1]
            logits = queries[at : at + size].transpose(0, 1) @ keys[number, :q].permute(1, 2, 0)  # (heads, size, q)
            logits = logits + self.near[:, None, None] * close.to(x.dtype)
            nowhere = self.nowhere[:, None, None].expand(-1, size, 1)
            weights = torch.cat([logits, nowhere], dim=-1).softmax(-1)[..., :-1]
            seen.append((weights @ values[number, :q].transpose(0, 1)).transpose(0, 1).reshape(size, h))
            at += size
        out: Tensor = x + self.out(F.pad(torch.cat(seen), (0, 0, 0, len(x) - at)))
        return out


@dataclass(frozen=True, slots=True)
class Logits:
    """spans: (N, 2 * max_span), column c of row i is the span from i to ``i // max_span * max_span + c``, inclusive.

    NEVER where none may be. nothing: (B,). evidence: (N,). states: (N, h), what the heads saw.
    """

    spans: Tensor
    nothing: Tensor
    evidence: Tensor
    states: Tensor


class ReaderModel(nn.Module):
    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        h, both = shape.hidden, shape.char_dim + 2 * shape.pair_dim
        self.char = nn.Embedding(shape.characters, shape.char_dim)
        self.pair = nn.Embedding(shape.buckets, shape.pair_dim, sparse=True)
        nn.init.normal_(self.char.weight, std=0.5)
        nn.init.normal_(self.pair.weight, std=0.1)
        self.passage_in = nn.Linear(both + PASSAGE_FEATURES, h)
        self.question_in = nn.Linear(both + QUESTION_FEATURES, h)
        self.question_blocks = nn.ModuleList(GatedBlock(h, d, dropout) for d in shape.question_dilations)
        self.question_norm = nn.LayerNorm(h)
        self.pool = nn.Linear(h, 1)
        self.condition = nn.Linear(h, h)
        self.first = CrossAttention(h, shape.heads)
        self.lower = nn.ModuleList(GatedBlock(h, d, dropout) for d in shape.lower_dilations)
        self.second = CrossAttention(h, shape.heads)
        self.upper = nn.ModuleList(GatedBlock(h, d, dropout) for d in shape.upper_dilations)
        self.norm = nn.LayerNorm(h)
        self.asked = nn.Linear(h, 3 * h)  # what a start, an end, a piece of evidence look like for this question
        self.start, self.end = nn.Linear(h, shape.rank), nn.Linear(h, shape.rank)
        self.edges = nn.Linear(h, 3)
        self.length = nn.Parameter(torch.zeros(shape.max_span))
        self.nothing = nn.Sequential(nn.Linear(h, 64), nn.ReLU(), nn.Linear(64, 1))
        self.guess = nn.Linear(h, shape.char_dim)  # masked characters; training only

    def embed(self, chars: Tensor, pairs: Tensor, features: Tensor) -> Tensor:
        """(N, char_dim + 2 * pair_dim + features): the character, the pair it opens, the pair it closes, the counts."""
        char, pair = self.char(chars), self.pair(pairs)
        if self.training and self.dropout:
            keep = (torch.rand(2, len(chars), 1, device=char.device) >= self.dropout) / (1 - self.dropout)
            char, pair = char * keep[0], pair * keep[1]
        before = F.pad(pair[:-1], (0, 0, 1, 0))
        return torch.cat([char, pair, before, features], dim=-1).to(self.passage_in.weight.dtype)

    def forward(self, batch: Batch) -> Logits:
        inside = batch.inside.to(self.passage_in.weight.dtype)
        q_real = (batch.q_chars > 0)[:, None].to(inside.dtype)
        question = self.question_in(self.embed(batch.q_chars, batch.q_pairs, batch.q_features)) * q_real
        for block in self.question_blocks:
            question = block(question, q_real)
        question = self.question_norm(question)[batch.q_at]  # (B, Q, h)
        share = self.pool(question)[..., 0].float().masked_fill(~batch.q_inside, NEVER).softmax(-1).to(inside.dtype)
        whole = (share[..., None] * question).sum(1)  # (B, h)
        sizes = torch.tensor([*batch.sizes[:-1], len(batch.chars) - sum(batch.sizes[:-1])], device=inside.device)

        x = self.passage_in(self.embed(batch.chars, batch.pairs, batch.features))
        x = x + self.condition(whole).repeat_interleave(sizes, 0)
        x = self.first(x, question, batch)
        for block in self.lower:
            x = block(x, inside)
        x = self.second(x, question, batch)
        for block in self.upper:
            x = block(x, inside)
        x = self.norm(x)

        asked = self.asked(whole).view(len(whole), 3, -1) * x.shape[-1] ** -0.5
        parts = x.split(sizes.tolist())
        edges = self.edges(x) + torch.cat([part @ mine.T for part, mine in zip(parts, asked, strict=True)])
        start, end, evidence = edges.float().unbind(-1)
        return Logits(
            spans=self._spans(x, start, end, batch.window),
            nothing=self.nothing(whole)[:, 0].float(),
            evidence=evidence.masked_fill(batch.window < 0, NEVER),
            states=x,
        )

    def _spans(self, x: Tensor, start: Tensor, end: Tensor, window: Tensor) -> Tensor:
        m = self.shape.max_span
        ends = F.pad(self.end(x), (0, 0, 0, m)).unfold(0, 2 * m, m)  # (N / m, rank, 2m)
        spans = (self.start(x).unflatten(0, (-1, m)) @ ends).float() * self.shape.rank**-0.5
        offset = torch.arange(2 * m, device=x.device)[None, :] - torch.arange(m, device=x.device)[:, None]
        spans = spans + start.view(-1, m, 1) + F.pad(end, (0, m)).unfold(0, 2 * m, m)[:, None]
        spans = spans + self.length[offset.clamp(0, m - 1)].float()
        other = F.pad(window, (0, m), value=-1).unfold(0, 2 * m, m)[:, None]
        ok = (window.view(-1, m, 1) == other) & (other >= 0) & (offset >= 0) & (offset < m)
        masked: Tensor = spans.masked_fill(~ok, NEVER)
        return masked.flatten(0, 1)
