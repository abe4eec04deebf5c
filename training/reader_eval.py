"""How good a reader is: spans, sentences, refusals, honest probabilities; each with its number of questions."""

from __future__ import annotations

import argparse
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np

from rag.read.features import encode
from rag.read.network import NEVER, forward
from rag.read.reader import MAX_CHARS, SpanReader
from rag.read.reading import Reading
from rag.read.windows import cut_windows
from training.questions import load_news
from training.squad import Example, held_back, load_examples
from training.written import written

_MARKS = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")  # those of the official evaluation
_PIECE = re.compile(r"[a-z0-9.,]+|\S")


def normalise(answer: str) -> str:
    """As the official CMRC 2018 evaluation does: lower case, without its list of marks."""
    return "".join(char for char in answer.lower().strip() if char not in _MARKS)


def exact_and_f1(prediction: str, answers: Sequence[str]) -> tuple[float, float]:
    """Best over the answers of exact match and character F1 (longest common substring, as CMRC 2018 measures)."""
    exact = max(float(normalise(prediction) == normalise(answer)) for answer in answers)
    return exact, max(_f1(_pieces(prediction), _pieces(answer)) for answer in answers)


def _pieces(text: str) -> list[str]:
    """Chinese characters one by one, Latin words whole."""
    return _PIECE.findall(normalise(text))


def _f1(left: list[str], right: list[str]) -> float:
    best, before = 0, [0] * (len(right) + 1)
    for a in left:
        row = [0] * (len(right) + 1)
        for at, b in enumerate(right):
            if a == b:
                row[at + 1] = before[at] + 1
                best = max(best, row[at + 1])
        before = row
    return 2 * best / (len(left) + len(right)) if best else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What one question gave. sentence: whether the likeliest holds the answer; probability: of the likeliest span."""

    exact: float
    f1: float
    sentence: float
    probability: float
    no_answer: float


def passages_of(example: Example, max_chars: int = MAX_CHARS) -> list[tuple[int, int]]:
    """Where the passages of the text lie, in the text as published."""
    windows = cut_windows(example.source, max_chars)
    return [example.source.folded.span(window.start, window.start + len(window.text)) for window in windows]


def measure(reader: SpanReader, example: Example, *, titles: bool = True) -> Measured:
    """Read the whole text, cut into passages of 300 characters."""
    places = passages_of(example)
    passages = [example.raw[start:end] for start, end in places]
    reading = reader.read(example.question, passages, [example.title] * len(passages) if titles else ())
    exact = f1 = 0.0
    if reading.spans and example.answers:
        best = reading.spans[0]
        exact, f1 = exact_and_f1(passages[best.passage][best.start : best.end], example.answers)
    probability = reading.spans[0].probability if reading.spans else 0.0
    return Measured(exact, f1, _right_sentence(reading, places, example), probability, reading.no_answer)


def _right_sentence(reading: Reading, places: Sequence[tuple[int, int]], example: Example) -> float:
    scored = [
        (score.probability, number, score) for number, row in enumerate(reading.sentences) for score in row
    ]
    if not scored or not example.spans:
        return 0.0
    _, number, best = max(scored, key=lambda row: row[0])
    shift = places[number][0]
    answers = [example.source.folded.span(a, b) for a, b in example.spans]
    return float(any(best.start + shift <= a < best.end + shift for a, _ in answers))


def auc(wanted: Sequence[float], unwanted: Sequence[float]) -> float:
    """The chance that a wanted value is above an unwanted one."""
    values = np.concatenate([wanted, unwanted])
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(1, len(values) + 1)
    for value in np.unique(values):  # equal values share a rank
        same = values == value
        ranks[same] = ranks[same].mean()
    n = len(wanted)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * len(unwanted)))


def calibration_error(probability: Sequence[float], right: Sequence[float], bins: int = 15) -> float:
    """Expected calibration error over equal bins of probability."""
    p, r = np.asarray(probability), np.asarray(right)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[place == b].mean() - r[place == b].mean()) * np.mean(place == b) for b in np.unique(place)))


def honest_error(probability: Sequence[float], rounds: int = 400) -> tuple[float, float]:
    """The calibration error that chance alone gives: mean and 97.5th percentile, were every probability true.

    Above 0, and higher the fewer questions: bins of few questions stray from their means.
    """
    p, rng = np.asarray(probability), np.random.default_rng(0)
    errors = [calibration_error(probability, (rng.random(len(p)) < p).tolist()) for _ in range(rounds)]
    return float(np.mean(errors)), float(np.quantile(errors, 0.975))


def fit_temperature(folder: Path, examples: Sequence[Example]) -> float:
    """Write into config.json the temperature at which the likeliest span's probability is most honest on ``examples``.

    The smallest log-loss of "the likeliest span is an exact match", over temperatures from 0.5 to 3.
    """
    reader = SpanReader.load(folder)
    grid = np.geomspace(0.5, 3.0, 30)
    losses = np.zeros(len(grid))
    for example in examples:
        windows = cut_windows(example.source, MAX_CHARS, example.title)
        logits = forward(reader.network, encode(example.question, windows, reader.vocabulary))
        values = np.append(logits.spans[logits.spans > NEVER].astype(np.float64), logits.nothing)
        top = float(values[:-1].max())
        right = measure(reader, example).exact
        for place, temperature in enumerate(grid):
            p = 1 / float(np.exp((values - top) / temperature).sum())
            losses[place] -= math.log(max(p if right else 1 - p, 1e-9))
    best = float(grid[losses.argmin()])
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config.pop("calibration", None)  # that of another temperature
    text = json.dumps({**config, "temperature": round(best, 3)}, ensure_ascii=False, indent=2) + "\n"
    (folder / "config.json").write_text(text, encoding="utf-8")
    return best


def near_passages(reader: SpanReader, examples: Sequence[Example]) -> tuple[list[float], list[float]]:
    """No-answer probability of (passages of the text that hold no answer, the one that holds it), each read alone."""
    without: list[float] = []
    holding: list[float] = []
    for example in examples:
        for start, end in passages_of(example):
            answers = [example.source.folded.span(a, b) for a, b in example.spans]
            inside = any(start <= a and b <= end for a, b in answers)
            if not inside and any(a < end and b > start for a, b in answers):
                continue
            reading = reader.read(example.question, [example.raw[start:end]], [example.title])
            (holding if inside else without).append(reading.no_answer)
    return without, holding


def for_temperature(doc: str) -> bool:
    """Half of the documents of the sets measured here fit temperature and calibration, the other half says how honest they are."""
    return held_back(f"temperature {doc}", 0.5)


def temperature_examples(data: Path, limit: int = 250) -> list[Example]:
    """At most ``limit`` questions of each set that measures spans."""
    chosen = []
    for name, examples in evaluation_sets(data).items():
        fitting = [example for example in examples if example.answerable and for_temperature(example.doc)]
        Random(2).shuffle(fitting)
        chosen += [] if name == "chinese_squad2_dev" else fitting[:limit]
    return chosen


def evaluation_sets(data: Path) -> dict[str, list[Example]]:
    """Questions never trained on. CMRC dev, what is held back of DRCD and of the written questions, and the sets that only measure.

    A twist of a written question is an unanswerable one.
    """
    sets = {}
    for name, splits in (("cmrc2018", ("dev",)), ("antiterror_news", ()), ("drcd", ()), ("chinese_squad2_dev", ())):
        if (data / f"{name}.jsonl.gz").is_file():
            found = load_examples(data, name, splits)
            sets[name] = [e for e in found if name != "drcd" or held_back(e.doc, 0.25)]
    if (data / "news.txt.gz").is_file() and (kept := written(load_news(data / "news.txt.gz"), kept=True)):
        twists = [replace(e, id=f"{e.id}:twist", question=e.twist, answerable=False) for e in kept if e.twist]
        sets["written"] = kept + twists
    return sets


def evaluate(data: Path, folder: Path, limit: int = 0) -> str:
    """A table, one line a set; at most ``limit`` questions a set, drawn with a fixed seed."""
    reader = SpanReader.load(folder)
    lines = [f"{'set':20} {'n':>5}  EM    F1    sentence  ECE"]
    for name, examples in evaluation_sets(data).items():
        Random(1).shuffle(examples)
        examples = examples[: limit or None]
        found = [measure(reader, example) for example in examples]
        answerable = [m for m, e in zip(found, examples, strict=True) if e.answerable]
        n = len(answerable)
        means = [100 * float(np.mean([getattr(m, key) for m in answerable])) for key in ("exact", "f1", "sentence")]
        honest = [m for m, e in zip(found, examples, strict=True) if not for_temperature(e.doc)]
        probability = [m.probability for m in honest]
        ece, chance = calibration_error(probability, [m.exact for m in honest]), honest_error(probability)[0] if honest else 0.0
        ece_text = f"{ece:.3f} (n = {len(honest)}; {chance:.3f} by chance)"
        lines.append(f"{name:20} {n:5}  {means[0]:4.1f}  {means[1]:4.1f}  {means[2]:4.1f}      {ece_text}")
        if n < len(found):
            not_there = [m.no_answer for m, e in zip(found, examples, strict=True) if not e.answerable]
            value = auc(not_there, [m.no_answer for m in answerable])
            lines.append(f"  no-answer AUC {value:.3f}  n = {len(not_there)} unanswerable, {n} answerable")
        else:
            without, holding = near_passages(reader, examples[:300])
            if without and holding:
                value, sizes = auc(without, holding), f"{len(without)} without, {len(holding)} with"
                lines.append(f"  near passages AUC {value:.3f}  n = {sizes}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=0)
    args = parser.parse_args()
    print(evaluate(args.data, args.model, limit=args.limit))


if __name__ == "__main__":
    main()
