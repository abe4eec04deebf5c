"""Fit the refusal: when is the best evidence good enough to answer?

    python -m training.refusal --data FOLDER [--gold eval/gold/dev.jsonl] [--out rag/builtin/refusal.json]

Each question is asked of a small collection in memory: its own passage among the nearest others (answerable), or the
nearest others alone (a near-miss: right topic, absent fact). The label is whether the best evidence holds the answer, so
that a confident wrong answer counts as a refusal missed. A logistic model over ``rag.ground.judge.FEATURES`` is fitted on
one half of the documents; the threshold is read from the other half: the highest sum of right answers kept and
unanswerable questions refused, with false refusals held under the wanted rate. No weight of the fit is a weight of a
language or reading model; sets that may only measure and tune thresholds are used for just that.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rag.answering import Look
from rag.engine import Engine
from rag.ground.judge import FEATURES
from rag.index.lexical import LexicalIndex
from rag.ingest import load_articles
from rag.settings import Settings
from rag.text.fold import fold_text
from rag.types import Article

SETS = ("cmrc2018:dev", "antiterror_news", "drcd", "chinese_squad2_dev", "dureader_robust", "dureader_checklist")
NEIGHBOURS = 8
SEED = 7
GOLD_WEIGHT = 4.0  # the page's own questions hold the near-misses that the public sets lack
# Public questions hardly ever name another year or another place than their passage has; these weights are bounded, not learned.
AT_MOST = {"undated": -3.0, "elsewhere": -2.5}


@dataclass(frozen=True, slots=True)
class Case:
    """One question over one small collection; ``answers`` is empty when the collection does not say."""

    source: str
    doc: str
    question: str
    articles: tuple[Article, ...]
    answers: tuple[str, ...]


def read_set(data: Path, name: str) -> list[dict[str, Any]]:
    """The rows of one set (``name`` or ``name:split``) that have a context."""
    file, _, split = name.partition(":")
    with gzip.open(data / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if row.get("context") and (not split or row["split"] == split)]


def cases_of(rows: Sequence[dict[str, Any]], limit: int, rng: random.Random) -> Iterator[Case]:
    """Answerable, near-miss and truly unanswerable cases in about equal parts."""
    contexts = list(dict.fromkeys(row["context"] for row in rows))
    index = LexicalIndex.build(contexts)
    for row in rng.sample(list(rows), min(limit, len(rows))):
        ids, _ = index.search(row["question"], NEIGHBOURS + 1)
        others = [contexts[i] for i in ids if contexts[i] != row["context"]][:NEIGHBOURS]
        answers = tuple(a for a in row["answers"] if a)
        folded = [fold_text(a) for a in answers]
        near_miss = rng.random() < 0.4
        if near_miss or not row.get("answerable"):
            others = [c for c in others if not any(a in fold_text(c) for a in folded)]
        texts = others if near_miss else [row["context"], *others[: NEIGHBOURS - 1]]
        rng.shuffle(texts)
        articles = tuple(Article.from_text(f"a{n}", text) for n, text in enumerate(texts))
        yield Case(
            row["source"],
            row.get("doc") or row["id"],
            row["question"],
            articles,
            () if near_miss or not row.get("answerable") else answers,
        )


def observe(look: Look, answers: Sequence[str]) -> tuple[tuple[float, ...], int]:
    """The features of what was found, and whether its best sentence holds the answer."""
    if look.evidence.best is None:
        return (0.0,) * len(FEATURES), 0
    scored = look.candidates[0].scored if look.candidates else look.evidence.scored[0]
    text = scored.sentence.folded.text
    return look.judgement.features, int(any(fold_text(a) in text for a in answers))


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("rag/builtin/refusal.json"))
    parser.add_argument("--gold", type=Path, help="the development half of the gold set, over --corpus")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--limit", type=int, default=500, help="questions a set")
    parser.add_argument(
        "--false-refusals", type=float, default=0.05, help="share of answerable questions that may be refused"
    )
    args = parser.parse_args(argv)
    rng = random.Random(SEED)
    features, labels, docs, sources = [], [], [], []
    for name in SETS:
        for case in cases_of(read_set(args.data, name), args.limit, rng):
            look = Engine.from_articles(case.articles, Settings()).look(case.question)
            x, y = observe(look, case.answers)
            if case.answers and not y:
                continue  # the answer is there and the evidence is wrong: no matter of refusal
            features.append(x)
            labels.append(y)
            docs.append(case.doc)
            sources.append(case.source)
        print(f"{name}: {len(labels)} cases so far", flush=True)
    if args.gold:
        engine = Engine.from_articles(load_articles(args.corpus), Settings())
        for item in map(json.loads, args.gold.read_text(encoding="utf-8").splitlines()):
            if item["kind"] in ("chat", "instruction", "summary", "comparison", "aggregation") or item.get("history"):
                continue
            look = engine.look(item["question"])
            answerable = item.get("answerable", True)
            answers = [a for a in item.get("answers", []) if len(a) > 1] or [
                e["quote"] for e in item.get("evidence", [])
            ]
            x, y = observe(look, answers if answerable else ())
            features.append(x)
            labels.append(int(answerable) if item["kind"] in ("yesno", "why", "how", "list", "definition") else y)
            docs.append(item["fact"])
            sources.append("gold:dev")
    fit(np.array(features), np.array(labels), docs, sources, args.out, args.false_refusals)


def fit(
    x: np.ndarray, y: np.ndarray, docs: Sequence[str], sources: Sequence[str], out: Path, false_refusals: float
) -> None:
    """Fit on half of the documents, read threshold and curve from the other half, write both."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    held = np.array([sum(map(ord, doc)) % 2 == 0 for doc in docs])
    importance = np.where([source.startswith("gold") for source in sources], GOLD_WEIGHT, 1.0)
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=2000)
    model.fit(x[~held], y[~held], sample_weight=importance[~held])
    for name, most in AT_MOST.items():
        at = FEATURES.index(name)
        model.coef_[0, at] = min(model.coef_[0, at], most)
    p = model.predict_proba(x[held])[:, 1]
    truth = y[held]
    curve = []
    for threshold in np.linspace(0.05, 0.95, 91):
        kept, refused = (p[truth == 1] >= threshold).mean(), (p[truth == 0] < threshold).mean()
        curve.append((round(float(threshold), 3), round(float(1 - kept), 4), round(float(refused), 4)))
    allowed = [point for point in curve if point[1] <= false_refusals]
    threshold = max(allowed, key=lambda point: point[2])[0] if allowed else 0.5
    print(f"AUC {roc_auc_score(truth, p):.3f}  n {len(truth)}  threshold {threshold}")
    for source in sorted(set(sources)):
        of = np.array([s == source for s in sources])[held]
        for name, part in (("answerable", truth == 1), ("not", truth == 0)):
            if (chosen := of & part).any():
                print(f"  {source:24s} {name:10s} n {chosen.sum():4d}  refused {(p[chosen] < threshold).mean():.3f}")
    out.write_text(
        json.dumps(
            {
                "bias": float(model.intercept_[0]),
                "threshold": threshold,
                "weights": dict(zip(FEATURES, map(float, model.coef_[0]), strict=True)),
                "fitted": {
                    "n": len(y),
                    "held_back": int(held.sum()),
                    "curve (threshold, false refusals, right refusals)": curve,
                },
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
