"""Fit the refusal: when is the best evidence good enough to answer?

    python -m training.refusal --data FOLDER [--gold FILE=CORPUS …] [--out rag/builtin/refusal.json]

Each question is asked of a small collection in memory: its own passage among the nearest others (answerable), or the
nearest others alone (a near-miss: right topic, absent fact). The label is whether the best evidence holds the answer, so
that a confident wrong answer counts as a refusal missed. A logistic model over ``rag.ground.judgement.judge.FEATURES`` is fitted on
one half of the documents; the threshold is read from the other half: the highest sum of right answers kept and
unanswerable questions refused, with false refusals held under the wanted rate. No weight of the fit is a weight of a
language or reading model; sets that may only measure and tune thresholds are used for just that.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.gold import load_gold
from rag.engine import Engine
from rag.ground.judgement.judge import FEATURES
from rag.ingest import load_articles
from rag.looking import Look
from rag.settings import Settings
from rag.text.fold import fold_text
from training.cases import every_set
from training.questions import QuestionMaker, load_verbs

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

SEED = 7
NOT_JUDGED = ("chitchat", "instruction", "summary", "comparison", "aggregation")
GOLD_WEIGHT = 10.0  # questions written to be asked hold the near-misses that the public sets lack


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
    parser.add_argument("--gold", nargs="*", default=["eval/gold/dev.jsonl=corpus"], help="questions=collection")
    parser.add_argument("--dump", type=Path, help="write the cases' features here (.npz)")
    parser.add_argument("--limit", type=int, default=500, help="questions a set")
    parser.add_argument(
        "--false-refusals", type=float, default=0.05, help="share of answerable questions that may be refused"
    )
    args = parser.parse_args(argv)
    rng = random.Random(SEED)
    maker = QuestionMaker(load_verbs(args.data), rng)
    features, labels, docs, sources = [], [], [], []
    for name, cases in every_set(args.data, args.limit, rng, maker):
        for case in cases:
            look = Engine.from_articles(case.articles, Settings()).look(case.question)
            x, y = observe(look, case.answers)
            if case.answers and not y:
                continue  # the answer is there and the evidence is wrong: no matter of refusal
            features.append(x)
            labels.append(y)
            docs.append(case.doc)
            sources.append(case.source)
        print(f"{name}: {len(labels)} cases so far", flush=True)
    for pair in args.gold:
        gold, _, corpus = pair.partition("=")
        engine = Engine.from_articles(load_articles(corpus), Settings())
        for item in load_gold(gold):
            if item.kind in NOT_JUDGED or item.history:
                continue
            answers = [a for a in item.answers if len(a) > 1] or [e.quote for e in item.evidence]
            x, y = observe(engine.look(item.question), answers if item.answerable else ())
            if item.kind in ("yesno", "why", "how", "list", "definition"):
                y = int(item.answerable)
            elif item.answerable and not y:
                continue
            features.append(x)
            labels.append(y)
            docs.append(item.fact)
            sources.append(f"gold:{Path(gold).name.partition('.')[0]}")
        print(f"{gold}: {len(labels)} cases so far", flush=True)
    if args.dump:
        np.savez(args.dump, x=features, y=labels, docs=docs, sources=sources)
    fit(np.array(features), np.array(labels), docs, sources, args.out, args.false_refusals)


def fit(
    x: np.ndarray, y: np.ndarray, docs: Sequence[str], sources: Sequence[str], out: Path, false_refusals: float
) -> None:
    """Curve and rates by two-fold cross-fitting over documents; weights from all cases; both are written to ``out``.

    The threshold is the one that refuses ``false_refusals`` of the answerable questions of the gold set (of all sets when
    it is not given), each judged by the fold that has not seen its document.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    importance = np.where([source.startswith("gold") for source in sources], GOLD_WEIGHT, 1.0)
    folds = np.array([sum(map(ord, doc)) % 2 for doc in docs])

    def fitted(chosen: np.ndarray) -> Pipeline:
        each, answerable = importance[chosen], y[chosen] == 1
        each = each * np.where(answerable, 1 / each[answerable].sum(), 1 / each[~answerable].sum()) * chosen.sum() / 2
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=3000))
        return model.fit(x[chosen], y[chosen], logisticregression__sample_weight=each)

    p = np.zeros(len(y))
    for fold in (0, 1):
        p[folds == fold] = fitted(folds != fold).predict_proba(x[folds == fold])[:, 1]
    ours = importance > 1 if (importance > 1).any() else np.ones(len(y), dtype=bool)
    threshold = round(float(np.quantile(p[ours & (y == 1)], false_refusals)), 3)
    print(f"AUC {roc_auc_score(y, p):.3f}  n {len(y)}  threshold {threshold}")
    rates = {}
    for source in sorted(set(sources)):
        of = np.array([s == source for s in sources])
        parts = {name: p[of & (y == label)] for name, label in (("answerable", 1), ("not", 0))}
        rates[source] = {f"{name} refused": [round(float((q < threshold).mean()), 3), len(q)] for name, q in parts.items() if len(q)}
        print(f"  {source:24s} {rates[source]}")
    curve = [
        [round(float(t), 2), round(float((p[ours & (y == 1)] < t).mean()), 4), round(float((p[ours & (y == 0)] < t).mean()), 4)]
        for t in np.linspace(0.05, 0.95, 19)
    ]
    scaler, model = (step for _, step in fitted(np.ones(len(y), dtype=bool)).steps)
    slopes = model.coef_[0] / scaler.scale_  # of the features as they are
    weights = dict(zip(FEATURES, (round(float(w), 4) for w in slopes), strict=True))
    data = {"bias": round(float(model.intercept_[0] - slopes @ scaler.mean_), 4), "threshold": threshold, "weights": weights,
            "fitted": {"n": len(y), "rates": rates, "curve: threshold, false refusals, right refusals": curve}}  # fmt: skip
    out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
