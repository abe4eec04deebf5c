"""The reader's forward pass: tables in numpy, the Transformer in ONNX Runtime; ``training/reader_model.py`` is the same in torch.

Shapes: N flat positions of all windows (``features.py``), T positions of one sequence, d width. Every window is run by itself, so
that what it gives never depends on the length of its neighbours; one thread each, so nothing waits for another within a product.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from rag.read.features import Encoded, Floats, ReaderInput

NEVER = -1e4  # a logit that no softmax sees
THREADS = min(os.cpu_count() or 1, 4)  # windows run side by side; a question has about eight


@dataclass(frozen=True, slots=True)
class Shape:
    """What of config.json the arithmetic needs."""

    dim: int
    rank: int
    max_span: int

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Shape:
        """Raises KeyError when a field is missing."""
        return cls(int(config["dim"]), int(config["rank"]), int(config["max_span"]))


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """weights: tables and heads. session: ``states`` (1, T, d) of ``x`` (1, T, d); pool: where windows are run."""

    shape: Shape
    weights: dict[str, Any]
    session: Any
    pool: ThreadPoolExecutor

    @classmethod
    def load(cls, config: Mapping[str, Any], weights: dict[str, Any], graph: bytes) -> Network:
        """Raises KeyError, ValueError, or what ONNX Runtime raises for a graph that it cannot read."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        return cls(Shape.from_config(config), weights, session, ThreadPoolExecutor(THREADS, "reader"))

    def embed(self, sequence: ReaderInput, q_features: Floats) -> Floats:
        """(T, d) one sequence as the Transformer takes it."""
        w = self.weights
        both = np.concatenate([_rows(w, "pair", sequence.pairs), _rows(w, "pair", sequence.before)], axis=1)
        x: Floats = _rows(w, "char", sequence.chars) + w["kind.weight"][sequence.kinds] + both @ w["pair_in.weight"].T
        matching = np.arange(len(x)) >= 1
        matching[sequence.start - 1] = False
        x[matching] += w["match.weight"][sequence.matches[matching]]
        x[1 : sequence.start - 1] += q_features @ w["asked.weight"].T
        x[sequence.start :] += sequence.features @ w["features.weight"].T
        return x

    def states(self, x: Floats) -> Floats:
        """(T, d) what the Transformer makes of one sequence."""
        states: Floats = self.session.run(["states"], {"x": x[None]})[0][0]
        return states


@dataclass(frozen=True, slots=True)
class Logits:
    """spans: (N, max_span), column c of row i is the span from i to i + c, inclusive; NEVER where none may be.

    nothing: that there is no answer. evidence: (N,) that the answer is told here; NEVER in gaps and titles.
    answers: of each window, that it answers at all.
    """

    spans: Floats
    nothing: float
    evidence: Floats
    answers: Floats


def forward(network: Network, encoded: Encoded) -> Logits:
    """All logits of one question."""
    w, shape = network.weights, network.shape
    n = len(encoded.chars)
    states = np.zeros((n, shape.dim), dtype=np.float32)
    answers = np.empty(len(encoded.lengths), dtype=np.float32)
    sequences = [encoded.sequence(window) for window in range(len(encoded.lengths))]
    read = network.pool.map(network.states, [network.embed(sequence, encoded.q_features) for sequence in sequences])
    for window, (sequence, out) in enumerate(zip(sequences, read, strict=True)):
        offset, size = int(encoded.offsets[window]), int(encoded.lengths[window])
        states[offset : offset + size] = out[sequence.start :]
        hidden = np.maximum(_linear(w, "answers.0", out[0]), 0)
        answers[window] = _linear(w, "answers.2", hidden)[0]
    start, end, evidence = _linear(w, "edges", states).T
    spans = _spans(_linear(w, "start", states), _linear(w, "end", states), start, end, w["length"], shape, encoded)
    return Logits(
        spans=spans,
        nothing=float(w["nothing"][0] - answers.max()),
        evidence=np.where(encoded.answerable, evidence, np.float32(NEVER)),
        answers=answers,
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


def _rows(weights: Mapping[str, Any], name: str, rows: Any) -> Floats:
    """Rows of a table kept in bytes, each with its scale."""
    values: Floats = weights[f"{name}.weight"][rows].astype(np.float32)
    values *= weights[f"{name}.scale"][rows][:, None]
    return values


def _linear(weights: Mapping[str, Any], name: str, x: Floats) -> Floats:
    y: Floats = x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return y
