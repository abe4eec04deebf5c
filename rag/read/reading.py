"""What a reader gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

NO_SPAN = -1e4


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate answer: ``passages[passage][start:end]``, in code points of the passage as it was given.

    probability: its share of the softmax over every span of every passage and "no answer"; the built-in reader makes it the
    chance that exactly this span is the answer (``calibration.py``).
    """

    passage: int
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """A sentence of a passage and the probability that it, of all sentences of all passages, tells the answer."""

    start: int
    end: int
    probability: float


def _no_logit(passage: int, start: int, end: int) -> float:
    return NO_SPAN


@dataclass(frozen=True, slots=True)
class Reading:
    """One question read in several passages together, so that scores of different passages compare.

    spans: up to 5, best first, no two of them overlapping; their probabilities and no_answer make at most 1.
    no_answer: probability that no span is the answer.
    sentences: of each passage, in the order of the text. no_answer_logit: comparable with ``span_logit``.
    answers: of each passage, the probability that it answers, read alone; empty when the reader cannot tell.
    """

    spans: tuple[Span, ...] = ()
    no_answer: float = 1.0
    sentences: tuple[tuple[SentenceScore, ...], ...] = ()
    no_answer_logit: float = 0.0
    logit: Callable[[int, int, int], float] = field(default=_no_logit, repr=False, compare=False)
    answers: tuple[float, ...] = ()

    def span_logit(self, passage: int, start: int, end: int) -> float:
        """The logit of any span, also one that is not among ``spans``; -1e4 when the reader cannot answer with it."""
        return self.logit(passage, start, end)


class Reader(Protocol):
    """Deterministic, and safe to call from several threads."""

    @property
    def fingerprint(self) -> str:
        """Changes when the model does."""
        ...

    def read(self, question: str, passages: Sequence[str], titles: Sequence[str] = ()) -> Reading:
        """Read. ``titles``: of the articles the passages are from, one each, or none at all."""
        ...
