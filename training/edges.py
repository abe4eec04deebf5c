"""Train ``rag/builtin/edges/odds.json``: was this short line cut from a paragraph, or is it a head line?

    python -m training.edges DATA/news.txt.gz rag/builtin/edges/odds.json

From news whose first words are their title (原标题：…): a head line is a title or half of one, followed by the start of
a sentence; a cut is a sentence broken at any place after 4 to 40 characters. Three log-odds a character (does it open a
sentence rather than stand inside one; end a title; open a title rather than a sentence) and the count of commas go
into a logistic regression. One article in five is held out; the figures printed are theirs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np

from rag.ingest.edges import FEATURES, Edges, symbol

_TITLED = re.compile(r"原标题：\s*([^\s。]{6,34}(?: [^\s。]{4,20})?)\s+(\S.{100,})$")
_KEPT = 900  # characters a table keeps, the most frequent ones; the rest count 0
_SMOOTHING = 3.0

Pair = tuple[str, str]


def read_news(path: Path) -> list[tuple[str, list[str]]]:
    """(title, sentences) of every titled article."""
    articles = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if match := _TITLED.match(line.rstrip("\n").partition("\t")[2]):
                sentences = [s.strip() for s in re.split(r"(?<=[。！？])", match[2])]
                articles.append((match[1], [s for s in sentences[1:] if len(s) >= 12]))  # the first may hold more title
    return articles


def log_odds(yes: Counter[str], no: Counter[str]) -> dict[str, float]:
    """How much more a character occurs in ``yes`` than in ``no``, natural logarithm, clipped to ±5."""
    all_yes, all_no = sum(yes.values()), sum(no.values())
    kept = [char for char, _ in (yes + no).most_common(_KEPT)]
    odds = {
        char: math.log((yes[char] + _SMOOTHING) / (all_yes + _SMOOTHING * _KEPT))
        - math.log((no[char] + _SMOOTHING) / (all_no + _SMOOTHING * _KEPT))
        for char in kept
    }
    return {char: round(max(-5.0, min(5.0, value)), 1) for char, value in sorted(odds.items())}


def make_tables(articles: list[tuple[str, list[str]]]) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    opens: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    title_opens: Counter[str] = Counter()
    title_ends: Counter[str] = Counter()
    for title, sentences in articles:
        for part in dict.fromkeys([title, *title.split()]):
            title_opens[symbol(part[0])] += 1
            title_ends[symbol(part[-1])] += 1
        for sentence in sentences:
            opens[symbol(sentence[0])] += 1
            inside.update(map(symbol, sentence[1:-1]))
    return log_odds(opens, inside), log_odds(title_ends, inside), log_odds(title_opens, opens)


def make_pairs(articles: list[tuple[str, list[str]]], rng: random.Random) -> tuple[list[Pair], list[Pair]]:
    """(cuts, heads): the line in question and the block below it."""
    cuts, heads = [], []
    titles = [part for title, _ in articles for part in dict.fromkeys([title, *title.split()]) if 4 <= len(part) <= 40]
    for _, sentences in articles:
        long = [s for s in sentences if len(s) > 24]
        for sentence in rng.sample(long, min(3, len(long))):
            at = rng.randint(4, min(40, len(sentence) - 4))
            if sentence[at - 1] not in "，。、；：！？,;:" and sentence[at] not in "，。、；：！？”’）》」』,;:":
                cuts.append((sentence[:at], sentence[at:]))
                heads.append((rng.choice(titles), rng.choice(sentences)))
    return cuts, heads


def fit(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method; a little ridge keeps it finite."""
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (labels - p) - 0.1 * weights
        hessian = (rows * (p * (1 - p))[:, None]).T @ rows + 0.1 * np.eye(rows.shape[1])
        weights = weights + np.linalg.solve(hessian, gradient)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("output", type=Path)
    args = parser.parse_args()
    rng = random.Random(7)
    articles = read_news(args.news)
    rng.shuffle(articles)
    held, kept = articles[: len(articles) // 5], articles[len(articles) // 5 :]
    edges = Edges(*make_tables(kept), weights=(0.0,) * len(FEATURES))

    def rows(pairs: tuple[list[Pair], list[Pair]]) -> tuple[np.ndarray, np.ndarray]:
        features = [edges.features(*pair) for group in pairs for pair in group]
        return np.array(features), np.repeat([1.0, 0.0], [len(pairs[0]), len(pairs[1])])

    weights = fit(*rows(make_pairs(kept, rng)))
    test, labels = rows(make_pairs(held, rng))
    p = 1 / (1 + np.exp(-test @ weights))
    print(f"{len(kept)} articles, held out {len(held)}: {int(labels.sum())} cuts, as many head lines")
    for threshold in (0.3, 0.5, 0.7, 0.9):
        print(f"  p > {threshold}: cuts found {np.mean(p[labels == 1] > threshold):.3f}, "
              f"head lines taken for cuts {np.mean(p[labels == 0] > threshold):.3f}")
    data = {"opens": edges.opens, "title_ends": edges.title_ends, "title_opens": edges.title_opens,
            "weights": [round(float(weight), 3) for weight in weights]}
    args.output.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
