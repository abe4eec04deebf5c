"""Fit the reader's calibration into its config.json: ``python -m training.reader_calibration --data FOLDER --model FOLDER``.

Two numbers (``rag/read/calibration.py``) turn the best span's share of the softmax into the chance that exactly this span is
the answer. They are fitted on half of the documents of the sets that measure spans, every set with the same weight: sets differ
in where their answers begin and end, and none shall decide alone. The other half says how honest they are; so does the first
half, by numbers fitted on the other. No weight of the network is touched.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from rag.read.calibration import Calibration
from rag.read.reader import SpanReader
from training.reader_eval import calibration_error, evaluation_sets, for_temperature, honest_error, measure

NOT_FITTED = "chinese_squad2_dev"  # machine-translated, 27 documents; only measured
EDGE = 1e-9


@dataclass(frozen=True, slots=True)
class Case:
    """The best span of one answerable question. share: of the softmax, uncalibrated. right: an exact match. fits: its half."""

    source: str
    fits: bool
    share: float
    no_answer: float
    right: float

    def probability(self, calibration: Calibration) -> float:
        """As ``Calibration.calibrated`` gives it."""
        return min(calibration.probability(self.share), 1 - self.no_answer)


def observe(data: Path, folder: Path, limit: int = 0) -> list[Case]:
    """Read the questions never trained on, at most ``limit`` a set (0: all), drawn with a fixed seed."""
    reader = replace(SpanReader.load(folder), calibration=Calibration())
    cases = []
    for name, examples in evaluation_sets(data).items():
        answerable = [example for example in examples if example.answerable]
        Random(1).shuffle(answerable)
        for example in answerable[: limit or None]:
            seen = measure(reader, example)
            cases.append(Case(name, for_temperature(example.doc), seen.probability, seen.no_answer, seen.exact))
    return cases


def fit(cases: Sequence[Case]) -> Calibration:
    """Smallest log-loss by Newton's method, a thousand questions' weight a set and a ridge of 0.1 towards changing nothing."""
    share = np.clip([case.share for case in cases], EDGE, 1 - EDGE)
    right = np.array([case.right for case in cases])
    sources = [case.source for case in cases]
    weight = np.array([1000 / sources.count(source) for source in sources])
    rows: npt.NDArray[np.float64] = np.stack([np.ones(len(share)), np.log(share / (1 - share))], axis=1)
    start = np.array([0.0, 1.0])
    found = start.copy()
    for _ in range(30):
        p = 1 / (1 + np.exp(-rows @ found))
        gradient = rows.T @ (weight * (p - right)) + 0.1 * (found - start)
        found -= np.linalg.solve((rows.T * (weight * p * (1 - p))) @ rows + 0.1 * np.eye(2), gradient)
    return Calibration(round(float(found[0]), 3), round(float(found[1]), 3))


def calibrate(data: Path, folder: Path, limit: int = 0) -> str:
    """Write ``calibration`` into config.json. A table of calibration errors (15 bins), before and after, one line a set and half.

    chance: the error that true probabilities would show on as many questions, mean and 97.5th percentile.
    """
    cases = observe(data, folder, limit)
    fitted = {half: [case for case in cases if case.fits is half and case.source != NOT_FITTED] for half in (True, False)}
    if not fitted[True]:
        raise ValueError(f"{data}: no answerable question to fit on")
    first = fit(fitted[True])
    second = fit(fitted[False]) if fitted[False] else Calibration()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    text = json.dumps({**config, "calibration": [first.intercept, first.slope]}, ensure_ascii=False, indent=2) + "\n"
    (folder / "config.json").write_text(text, encoding="utf-8")
    lines = [
        f"calibration {first.intercept}, {first.slope}, fitted on {len(fitted[True])} questions"
        f" (the other half alone, {len(fitted[False])}: {second.intercept}, {second.slope})",
        f"{'set':20} half            n  before  after  chance",
    ]
    for name in dict.fromkeys(case.source for case in cases):
        for half, calibration, label in ((False, first, "not fitted on"), (True, second, "swapped")):
            chosen = [case for case in cases if case.source == name and case.fits is half]
            if chosen:
                lines.append(f"{name:20} {label:13} {_errors(chosen, calibration)}")
    return "\n".join(lines)


def _errors(cases: Sequence[Case], calibration: Calibration) -> str:
    right, after = [case.right for case in cases], [case.probability(calibration) for case in cases]
    before = calibration_error([case.share for case in cases], right)
    mean, most = honest_error(after)
    return f"{len(cases):4}   {before:.3f}  {calibration_error(after, right):.3f}  {mean:.3f} (to {most:.3f})"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="its config.json is rewritten")
    parser.add_argument("--limit", type=int, default=0, help="questions a set (0: all)")
    options = parser.parse_args(arguments)
    print(calibrate(options.data, options.model, options.limit))


if __name__ == "__main__":
    main()
