"""How well an embedder finds passages and translations; the table in the model card."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.embedder_data import read_rows

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Measure:
    """queries[i] is answered by candidates[answers[i]]."""

    name: str
    queries: list[str]
    candidates: list[str]
    answers: list[int]


@dataclass(frozen=True, slots=True)
class Score:
    """Recall in [0, 1] over n queries and ``pool`` candidates."""

    name: str
    n: int
    pool: int
    at_1: float
    at_5: float


def _questions(name: str, rows: list[dict[str, object]], contexts: list[str] | None = None) -> Measure:
    pool = list(dict.fromkeys(str(r["context"]) for r in rows)) if contexts is None else list(dict.fromkeys(contexts))
    place = {text: i for i, text in enumerate(pool)}
    own = [str(r["context"]) for r in rows] if contexts is None else contexts
    return Measure(name, [str(r["question"]) for r in rows], pool, [place[text] for text in own])


def measures(folder: Path) -> list[Measure]:
    """The measurements that ``folder`` has the data for; none of it is trained on."""
    from opencc import OpenCC

    found = []
    if cmrc := [r for r in read_rows(folder, "cmrc2018") if r["split"] == "dev"]:
        plain = _questions("CMRC dev: Chinese question, Chinese passage", cmrc)
        convert = OpenCC("s2t").convert
        found += [plain, Measure("CMRC dev: traditional question, simplified passage",
                                 [convert(q) for q in plain.queries], plain.candidates, plain.answers)]
    chinese = {str(r["id"]).rsplit(":", 1)[-1]: r for r in read_rows(folder, "xquad_zh")}
    english = [r for r in read_rows(folder, "xquad_en") if str(r["id"]).rsplit(":", 1)[-1] in chinese]
    if english:
        contexts = [chinese[str(r["id"]).rsplit(":", 1)[-1]]["context"] for r in english]
        found.append(_questions("XQuAD: English question, Chinese passage", english, contexts))
        found.append(_questions("XQuAD: Chinese question, Chinese passage", list(chinese.values())))
        found.append(_questions("XQuAD: English question, English passage", english))
    wmt = [r for r in read_rows(folder, "zh_en") if r["source"].startswith("wmt") and len(r["en"]) > 20]
    pairs = list({r["zh"]: r["en"] for r in wmt}.items())
    random.Random(0).shuffle(pairs)
    if pairs := pairs[:2000]:
        found.append(Measure("WMT news: English sentence, its translation", [en for _, en in pairs],
                             [zh for zh, _ in pairs], list(range(len(pairs)))))
    for name, label in (("antiterror_news", "News MRC"), ("dureader_robust", "DuReader robust")):
        if rows := [r for r in read_rows(folder, name) if r["context"] and r["question"]]:
            found.append(_questions(f"{label}: Chinese question, Chinese passage", rows[:3000]))
    return found


def score(measure: Measure, embed_queries: Embed, embed_candidates: Embed) -> Score:
    """Recall at 1 and 5; a tie counts against the model."""
    similarity = embed_queries(measure.queries) @ embed_candidates(measure.candidates).T
    own = similarity[np.arange(len(measure.queries)), measure.answers]
    rank = (similarity >= own[:, None]).sum(axis=1)
    return Score(measure.name, len(measure.queries), len(measure.candidates),
                 float((rank <= 1).mean()), float((rank <= 5).mean()))


def as_table(scores: Sequence[Score]) -> str:
    """The scores as a Markdown table."""
    lines = ["| task | questions | candidates | recall@1 | recall@5 |", "|---|---|---|---|---|"]
    lines += [f"| {s.name} | {s.n} | {s.pool} | {s.at_1:.3f} | {s.at_5:.3f} |" for s in scores]
    return "\n".join(lines)
