"""From a span's share of the softmax to how often it is right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.read.reading import Span

_EDGE = 1e-9  # of a probability whose log odds are taken


@dataclass(frozen=True, slots=True)
class Calibration:
    """Log odds that the best span is right = intercept + slope · log odds of its share (Platt 1999).

    A slope below 1 takes high shares down and low ones up. The default changes nothing. Raises ValueError when the slope
    is not above 0: a likelier span would be given the lower probability.
    """

    intercept: float = 0.0
    slope: float = 1.0

    def __post_init__(self) -> None:
        if not (self.slope > 0 and math.isfinite(self.slope) and math.isfinite(self.intercept)):
            raise ValueError(f"calibration: intercept {self.intercept}, slope {self.slope}")

    def probability(self, share: float) -> float:
        """That the best span is right, in (0, 1), of its share in [0, 1]."""
        share = min(max(share, _EDGE), 1 - _EDGE)
        return 1 / (1 + math.exp(-self.intercept - self.slope * math.log(share / (1 - share))))

    def calibrated(self, spans: Sequence[Span], no_answer: float) -> tuple[Span, ...]:
        """``spans``, best first, with probabilities in the same order, at most 1 - ``no_answer`` in all.

        The others keep their ratio to the best, or share what it leaves where that is less.
        """
        if not spans or spans[0].probability <= 0:
            return tuple(spans)
        room, share = max(1 - no_answer, 0.0), spans[0].probability
        best = min(self.probability(share), room)
        others = math.fsum(span.probability for span in spans[1:])
        ratio = min(best / share, (room - best) / others) if others > 0 else 0.0
        rest = (replace(span, probability=min(span.probability * ratio, best)) for span in spans[1:])
        return replace(spans[0], probability=best), *rest
