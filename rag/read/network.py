"""The reader's forward pass in numpy; ``training/reader_model.py`` is the same in torch (a test compares them).

Shapes: N flat positions of all windows (``features.py``), Q question characters, h hidden size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from rag.read.features import Encoded, Floats

NEVER = -1e4  # a logit that no softmax sees


@dataclass(frozen=True, slots=True)
class Shape:
    """What of config.json the arithmetic needs."""

    heads: int
    rank: int
    max_span: int
    question_dilations: tuple[int, ...]
    lower_dilations: tuple[int, ...]
    upper_dilations: tuple[int, ...]

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Shape:
        """Raises KeyError when a field is missing."""
        numbers = (int(config[name]) for name in ("heads", "rank", "max_span"))
        layers = (tuple(config[f"{name}_dilations"]) for name in ("question", "lower", "upper"))
        return cls(*numbers, *layers)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Logits:
    """spans: (N, max_span), column c of row i is the span from i to i + c, inclusive; NEVER where none may be.

    nothing: that there is no answer. evidence: (N,) that the answer is told here; NEVER in gaps and titles.
    """

    spans: Floats
    nothing: float
    evidence: Floats


def forward(weights: Mapping[str, Floats], shape: Shape, encoded: Encoded) -> Logits:
    """All logits of one question. ``weights``: float32; ``char.weight``, ``pair.weight`` may be of any float type."""
    linear, block = partial(_linear, weights), partial(_block, weights)
    attend = partial(_attend, weights, shape.heads)
    question = linear("question_in", _embed(weights, encoded.q_chars, encoded.q_pairs, encoded.q_features))
    nowhere = np.ones((len(question), 1), dtype=np.float32)
    for number, dilation in enumerate(shape.question_dilations):
        question = block(f"question_blocks.{number}", question, nowhere, dilation)
    question = _norm(weights, "question_norm", question)
    whole = _softmax(linear("pool", question)[:, 0]) @ question  # (h,)

    inside = (encoded.chars > 0).astype(np.float32)[:, None]
    close = np.log2(1 + encoded.runs.astype(np.float32))  # (N, Q)
    x = linear("passage_in", _embed(weights, encoded.chars, encoded.pairs, encoded.features))
    x = attend("first", x + linear("condition", whole), question, close)
    for number, dilation in enumerate(shape.lower_dilations):
        x = block(f"lower.{number}", x, inside, dilation)
    x = attend("second", x, question, close)
    for number, dilation in enumerate(shape.upper_dilations):
        x = block(f"upper.{number}", x, inside, dilation)
    x = _norm(weights, "norm", x)

    asked = linear("asked", whole).reshape(3, -1) * np.float32(x.shape[1] ** -0.5)
    start, end, evidence = (linear("edges", x) + x @ asked.T).T
    hidden = np.maximum(linear("nothing.0", whole), 0)
    return Logits(
        spans=_spans(linear("start", x), linear("end", x), start, end, weights["length"], shape, encoded),
        nothing=float(linear("nothing.2", hidden)[0]),
        evidence=np.where(encoded.answerable, evidence, np.float32(NEVER)),
    )


def _spans(a: Floats, b: Floats, start: Floats, end: Floats, length: Floats, shape: Shape, encoded: Encoded) -> Floats:
    """(N, max_span): start + end + a · b / √rank + length, window by window."""
    m = shape.max_span
    spans = np.full((len(start), m), NEVER, dtype=np.float32)
    scaled = a * np.float32(shape.rank**-0.5)
    for offset, size in zip(encoded.offsets.tolist(), encoded.lengths.tolist(), strict=True):
        here = np.flatnonzero(encoded.answerable[offset : offset + size])
        if not len(here):
            continue
        first, last = offset + int(here[0]), offset + size  # only the title in front is not answerable
        n = last - first
        both = np.full((n, n + m), NEVER, dtype=np.float32)
        both[:, :n] = scaled[first:last] @ b[first:last].T + end[first:last]
        step = both.strides
        band = np.lib.stride_tricks.as_strided(both, (n, m), (step[0] + step[1], step[1]), writeable=False)
        spans[first:last] = np.maximum(band + start[first:last, None] + length, NEVER)
        spans[first:last][band <= NEVER] = NEVER
    return spans


def _embed(weights: Mapping[str, Floats], chars: Any, pairs: Any, features: Floats) -> Floats:
    pair = weights["pair.weight"][pairs].astype(np.float32)
    before = np.concatenate([weights["pair.weight"][:1].astype(np.float32), pair[:-1]])  # row 0: no pair
    return np.concatenate([weights["char.weight"][chars].astype(np.float32), pair, before, features], axis=1)


def _linear(weights: Mapping[str, Floats], name: str, x: Floats) -> Floats:
    y: Floats = x @ weights[f"{name}.weight"].T
    bias = weights.get(f"{name}.bias")
    return y if bias is None else y + bias


def _norm(weights: Mapping[str, Floats], name: str, x: Floats) -> Floats:
    centred: Floats = x - x.mean(axis=-1, keepdims=True)
    variance = np.einsum("nh,nh->n", centred, centred)[:, None] / np.float32(x.shape[-1])
    centred /= np.sqrt(variance + np.float32(1e-5))
    centred *= weights[f"{name}.weight"]
    centred += weights[f"{name}.bias"]
    return centred


def _block(weights: Mapping[str, Floats], name: str, x: Floats, inside: Floats, dilation: int) -> Floats:
    """x + a * sigmoid(b), where a and b are dilated convolutions of width 3 over the normalised x."""
    n, h = x.shape
    padded = np.zeros((n + 2 * dilation, h), dtype=np.float32)
    np.multiply(_norm(weights, f"{name}.norm", x), inside, out=padded[dilation : dilation + n])
    kernel = weights[f"{name}.conv.weight"]
    y = padded[:n] @ kernel[:, :h].T
    y += padded[dilation : dilation + n] @ kernel[:, h : 2 * h].T
    y += padded[2 * dilation :] @ kernel[:, 2 * h :].T
    y += weights[f"{name}.conv.bias"]
    gate = y[:, h:]
    np.negative(gate, out=gate)
    np.exp(np.minimum(gate, 80.0, out=gate), out=gate)
    gate += 1
    return x + y[:, :h] / gate


def _attend(weights: Mapping[str, Floats], heads: int, name: str, x: Floats, question: Floats, close: Floats) -> Floats:
    """Every position looks at the question, or nowhere; ``close`` (N, Q) biases where."""
    n, h = x.shape
    size = h // heads
    queries = _linear(weights, f"{name}.query", _norm(weights, f"{name}.norm", x)).reshape(n, heads, size)
    keys = _linear(weights, f"{name}.key", question).reshape(-1, heads, size) * np.float32(size**-0.5)
    values = _linear(weights, f"{name}.value", question).reshape(-1, heads, size)
    seen = np.empty_like(x)
    for head in range(heads):
        logits = np.empty((n, len(question) + 1), dtype=np.float32)
        logits[:, :-1] = queries[:, head] @ keys[:, head].T + weights[f"{name}.near"][head] * close
        logits[:, -1] = weights[f"{name}.nowhere"][head]
        seen[:, head * size : (head + 1) * size] = _softmax(logits)[:, :-1] @ values[:, head]
    return x + _linear(weights, f"{name}.out", seen)


def _softmax(x: Floats) -> Floats:
    y: Floats = np.exp(x - x.max(axis=-1, keepdims=True))
    y /= y.sum(axis=-1, keepdims=True)
    return y
