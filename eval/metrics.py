"""Figures from lists of numbers: ranking, calibration, selective answering, intervals, significance.

Every function is pure and seeded; the definition's source stands in its docstring.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean (or another statistic) over ``n`` questions with its 95 % interval; all in the unit of ``value``."""

    name: str
    value: float
    low: float
    high: float
    n: int

    def percent(self) -> str:
        """``87.5 % [84.1, 90.6]``, or a dash without questions."""
        return f"{100 * self.value:.1f} % [{100 * self.low:.1f}, {100 * self.high:.1f}]" if self.n else "—"


def figure(name: str, values: Sequence[float]) -> Figure:
    """The mean of ``values`` with a bootstrap interval."""
    array = np.asarray(values, dtype=float)
    if not len(array):
        return Figure(name, 0.0, 0.0, 0.0, 0)
    low, high = bootstrap(len(array), lambda rows: float(array[rows].mean()))
    return Figure(name, float(array.mean()), low, high, len(array))


def statistic_figure(name: str, n: int, statistic: Callable[[Sequence[int]], float]) -> Figure:
    """``statistic(rows)`` over all of ``n`` questions, with a bootstrap interval; for what is no mean."""
    if not n:
        return Figure(name, 0.0, 0.0, 0.0, 0)
    low, high = bootstrap(n, lambda rows: statistic(rows.tolist()))
    return Figure(name, statistic(range(n)), low, high, n)


# ---- intervals and significance


def bootstrap(n: int, statistic: Callable[[np.ndarray], float], seed: int = 0) -> tuple[float, float]:
    """95 % percentile interval of ``statistic(rows)`` over ``n`` questions drawn with replacement.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13; for test sets Koehn (2004).
    """
    rng = np.random.default_rng(seed)
    drawn = [statistic(rng.integers(0, n, n)) for _ in range(RESAMPLES)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def paired_p(a: Sequence[float], b: Sequence[float], seed: int = 0, rounds: int = 10_000) -> float:
    """Two-sided p of the mean difference between two runs over the same questions, by approximate randomisation.

    Source: Noreen, Computer-Intensive Methods for Testing Hypotheses (1989); each pair is swapped with probability
    1/2, and p = (at least as extreme + 1) / (rounds + 1).
    """
    difference = np.asarray(a, dtype=float) - np.asarray(b, dtype=float)
    changed = difference[difference != 0]
    if not len(changed):
        return 1.0
    rng = np.random.default_rng(seed)
    signs = rng.choice([-1.0, 1.0], size=(rounds, len(changed)))
    extreme = np.abs(signs @ changed) >= abs(changed.sum()) - 1e-9
    return float((extreme.sum() + 1) / (rounds + 1))


# ---- ranking, with binary relevance


def recall_at(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int) -> float:
    """The share of the relevant ones among the first ``k``. Source: trec_eval ``recall``."""
    return len(set(ranked[:k]) & set(relevant)) / len(set(relevant)) if relevant else 0.0


def reciprocal_rank(ranked: Sequence[Hashable], relevant: Collection[Hashable]) -> float:
    """1 / rank of the first relevant one, 0 when there is none. Source: trec_eval ``recip_rank``; the mean is MRR."""
    return next((1 / rank for rank, one in enumerate(ranked, start=1) if one in relevant), 0.0)


def ndcg_at(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int = 10) -> float:
    """Discounted gain of the first ``k``, gain 1, discount log2(rank + 1), over the best possible one.

    Source: Järvelin and Kekäläinen (2002), as in trec_eval ``ndcg_cut``.
    """
    gain = sum(1 / math.log2(rank + 1) for rank, one in enumerate(ranked[:k], start=1) if one in relevant)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(set(relevant))) + 1))
    return gain / best if best else 0.0


# ---- confidence


def risk_coverage(confidence: Sequence[float], right: Sequence[float]) -> list[tuple[float, float]]:
    """(coverage, risk) as the most confident answers are taken first; equal confidences enter together.

    Risk is the share of wrong ones among those taken. Source: El-Yaniv and Wiener (2010); Geifman and El-Yaniv (2017).
    """
    order = sorted(range(len(confidence)), key=lambda i: -confidence[i])
    points, wrong = [], 0.0
    for taken, i in enumerate(order, start=1):
        wrong += 1 - right[i]
        if taken == len(order) or confidence[order[taken]] != confidence[i]:
            points.append((taken / len(order), wrong / taken))
    return points


def area_under_risk(points: Sequence[tuple[float, float]]) -> float:
    """Area under the risk-coverage curve (AURC), steps; 0 is best. Source: Geifman, Uziel and El-Yaniv (2019)."""
    area = last = 0.0
    for coverage, risk in points:
        area += (coverage - last) * risk
        last = coverage
    return area


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a reliability diagram: mean confidence, share right, how many."""

    confidence: float
    right: float
    n: int


def reliability(confidence: Sequence[float], right: Sequence[float], bins: int = 15) -> list[Bin]:
    """Equal-width bins of (0, 1] that hold anything. Source: Guo et al., On Calibration (2017)."""
    which = [min(bins - 1, max(0, math.ceil(c * bins) - 1)) for c in confidence]
    found = []
    for number in sorted(set(which)):
        rows = [i for i, b in enumerate(which) if b == number]
        n = len(rows)
        found.append(Bin(sum(confidence[i] for i in rows) / n, sum(right[i] for i in rows) / n, n))
    return found


def calibration_error(confidence: Sequence[float], right: Sequence[float], bins: int = 15) -> float:
    """Expected calibration error: |confidence - share right| of each bin, weighted by its size (Guo et al. 2017)."""
    return sum(b.n * abs(b.confidence - b.right) for b in reliability(confidence, right, bins)) / (len(confidence) or 1)


def auc(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """Probability that a positive scores above a negative, ties half (Mann-Whitney); 0.5 when one class is empty."""
    values, flags = np.asarray(scores, dtype=float), np.asarray(positive, dtype=bool)
    good, bad = values[flags], np.sort(values[~flags])
    if not len(good) or not len(bad):
        return 0.5
    below = np.searchsorted(bad, good, "left")
    upto = np.searchsorted(bad, good, "right")
    return float((below + upto).sum() / (2 * len(good) * len(bad)))


def percentile(values: Sequence[float], q: float) -> float:
    """The ``q``-th percentile, linear between order statistics; 0 without values."""
    return float(np.percentile(values, q)) if len(values) else 0.0
