"""Fit the two rankings: which sentence tells the answer, and which span in it is the brief answer.

    python -m training.ranking --data FOLDER [--gold FILE=CORPUS …] [--out rag/builtin/ranking.json]

Conditional logistic regression: the weights under which a softmax over all sentences (spans) of a question puts most on
those that hold (are) a gold answer. A dozen weights each; sets that may only measure and tune are used for just that.
The sentence weights are scaled so that coverage, local and context weigh 3.3 together, the scale other stages' margins
are given in.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from eval.gold import load_gold
from eval.match import char_f1, contains
from rag.engine import Engine
from rag.ground.sentences import evidence
from rag.ground.sentences.weights import FILE
from rag.ground.spans import candidates
from rag.ingest import load_articles
from rag.looking import Look
from rag.settings import Settings
from rag.text.fold import fold_text
from training.cases import every_set

GROUPS = ("quantity", "typed", "open")
GOLD_WEIGHT = 4.0
SCALE = 3.3  # what coverage, local and context weigh together
SPANS = frozenset({"number", "share", "rank", "date", "person", "organisation", "place", "what"})
SEED = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """One question: the features (n, F) of what can be chosen, which of them are right, and how much it counts."""

    group: str
    doc: str
    features: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]
    weight: float


def choices_of(look: Look, answers: Sequence[str], doc: str, weight: float, places: Sequence[tuple[str, int, int]] = ()) -> Iterator[Choice]:
    """Sentences and candidates of one look; none where nothing or everything is right.

    places: (article, start, end) of the gold evidence; without them a sentence is right that holds an answer.
    """
    folded = [fold_text(answer) for answer in answers]

    def told(scored: evidence.Scored) -> bool:
        s = scored.sentence
        if places and not any(s.article.id == a and s.start < e and b < s.end for a, b, e in places):
            return False
        return not folded or any(answer in s.folded.text for answer in folded) or bool(places and not answers)

    sentences = [told(scored) for scored in look.evidence.scored]
    if any(sentences) and not all(sentences):
        rows = np.array([scored.features for scored in look.evidence.scored])
        yield Choice("sentence", doc, rows, np.array(sentences), weight)
    found = [c for c in look.candidates if len(c.text) <= 40]
    right = [
        told(c.scored) and any((contains(c.text, a) and char_f1(c.text, [a]) >= 0.7) or char_f1(c.text, [a]) >= 0.85 for a in answers)
        for c in found
    ]
    if any(right) and not all(right):
        yield Choice(candidates.group_of(look.question), doc, np.array([c.features for c in found]), np.array(right), weight)


def public_choices(data: Path, limit: int) -> Iterator[Choice]:
    """Of the public sets' and the written answerable questions, each in a collection of its neighbours."""
    rng = random.Random(SEED)
    for name, cases in every_set(data, limit, rng):
        for case in cases:
            if case.answers:
                look = Engine.from_articles(case.articles, Settings()).look(case.question)
                yield from choices_of(look, case.answers, case.doc, 1.0)
        print(f"{name}: read", flush=True)


def gold_choices(gold: Path, corpus: Path, weight: float = GOLD_WEIGHT) -> Iterator[Choice]:
    """Of gold questions that have a brief answer, over their own collection."""
    engine = Engine.from_articles(load_articles(corpus), Settings())
    for item in load_gold(gold):
        if not item.answerable or item.history or item.kind not in SPANS:
            continue
        places = []
        for e in item.evidence:
            article = engine.article(e.article)
            start = article.paragraphs[e.paragraph - 1][0] + article.paragraph(e.paragraph).index(e.quote)
            places.append((e.article, start, start + len(e.quote)))
        yield from choices_of(engine.look(item.question), item.answers, item.fact, weight, places)


def fit(choices: Sequence[Choice], ridge: float = 0.02) -> npt.NDArray[np.float64]:
    """(F,) weights: the smallest mean negative log-share of what is right, with a little ridge."""
    width = max(len(choice.right) for choice in choices)
    n, f = len(choices), choices[0].features.shape[1]
    x, right, real = np.zeros((n, width, f)), np.zeros((n, width), bool), np.zeros((n, width), bool)
    for row, choice in enumerate(choices):
        k = len(choice.right)
        x[row, :k], right[row, :k], real[row, :k] = choice.features, choice.right, True
    tensors = [torch.from_numpy(value) for value in (x, right, real, np.array([c.weight for c in choices]))]
    features, is_right, is_real, importance = tensors
    weights = torch.zeros(f, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        scores = (features @ weights).masked_fill(~is_real, -1e9)
        told = scores.masked_fill(~is_right, -1e9).logsumexp(1)
        loss = ((scores.logsumexp(1) - told) * importance).sum() / importance.sum() + ridge * (weights**2).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return np.asarray(weights.detach().numpy())


def top_right(choices: Iterable[Choice], weights: npt.NDArray[np.float64]) -> float:
    """The share of questions whose highest score is right."""
    return float(np.mean([choice.right[(choice.features @ weights).argmax()] for choice in choices]))


def report(name: str, choices: Sequence[Choice], now: Sequence[float]) -> npt.NDArray[np.float64]:
    """Fit, and print how often the first is right: with the weights in use, fitted, and fitted on the other half of documents."""
    folds = np.array([sum(map(ord, choice.doc)) % 2 for choice in choices])
    parts = [[c for c, fold in zip(choices, folds, strict=True) if fold == side] for side in (0, 1)]
    crossed = [top_right(parts[side], fit(parts[1 - side])) for side in (0, 1)]
    weights = fit(choices)
    share = np.average(crossed, weights=[len(part) for part in parts])
    print(f"{name:9} n {len(choices):5}  in use {top_right(choices, np.array(now)):.3f}  "
          f"fitted {top_right(choices, weights):.3f}  other half {share:.3f}")
    return weights


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", nargs="*", default=["eval/gold/dev.jsonl=corpus"], help="questions=collection")
    parser.add_argument("--out", type=Path, default=Path("rag/builtin/ranking.json"))
    parser.add_argument("--limit", type=int, default=300, help="questions a public set")
    options = parser.parse_args(argv)
    in_use = json.loads(FILE.read_text(encoding="utf-8"))
    public = list(public_choices(options.data, options.limit)) if options.limit else []
    gold = [c for pair in options.gold for c in gold_choices(Path(pair.partition("=")[0]), Path(pair.partition("=")[2]))]
    written = {}
    for name, names in (("sentence", evidence.FEATURES), *((group, candidates.FEATURES) for group in GROUPS)):
        chosen = [choice for choice in [*public, *gold] if choice.group == name]
        weights = report(name, chosen, list(in_use[name].values()))
        if name == "sentence":
            weights = weights * SCALE / weights[:3].sum()
        written[name] = dict(zip(names, (round(float(w), 3) for w in weights), strict=True))
    options.out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
