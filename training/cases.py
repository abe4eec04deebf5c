"""Questions over small collections, to fit what ranks, answers and refuses: public sets, and the gold questions of a collection."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.index.lexical import LexicalIndex
from rag.text.fold import fold_text
from rag.types import Article
from training.questions import QuestionMaker, load_news
from training.written import FOR_REFUSAL, written

WRITTEN = "written"
SETS = ("cmrc2018:dev", "antiterror_news", "drcd", "chinese_squad2_dev", "dureader_robust", "dureader_checklist")
NEIGHBOURS = 8
COMPANY = (0, 4, NEIGHBOURS - 1)  # articles beside the one that a written question is about


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


def cases_of(
    rows: Sequence[dict[str, Any]], limit: int, rng: random.Random, maker: QuestionMaker | None = None
) -> Iterator[Case]:
    """Answerable, near-miss and truly unanswerable cases in about equal parts.

    maker: makes twins too, questions with a name, date or number of a neighbour in the place of their own, which the
    collection does not answer though it holds both (right fact, wrong subject).
    """
    contexts = list(dict.fromkeys(row["context"] for row in rows))
    index = LexicalIndex.build(contexts)
    for row in rng.sample(list(rows), min(limit, len(rows))):
        ids, _ = index.search(row["question"], NEIGHBOURS + 1)
        others = [contexts[i] for i in ids if contexts[i] != row["context"]][:NEIGHBOURS]
        answers = tuple(a for a in row["answers"] if a)
        folded = [fold_text(a) for a in answers]
        twin = None
        if maker and answers and rng.random() < 0.3:
            twin = maker.twin(fold_text(row["question"]), fold_text("".join(other[:300] for other in others[:2])))
        near_miss = twin is None and rng.random() < 0.4
        if near_miss or not row.get("answerable"):
            others = [c for c in others if not any(a in fold_text(c) for a in folded)]
        texts = others if near_miss else [row["context"], *others[: NEIGHBOURS - 1]]
        rng.shuffle(texts)
        articles = tuple(Article.from_text(f"a{n}", text) for n, text in enumerate(texts))
        yield Case(
            row["source"],
            row.get("doc") or row["id"],
            twin or row["question"],
            articles,
            () if near_miss or twin or not row.get("answerable") else answers,
        )


def every_set(
    data: Path, limit: int, rng: random.Random, maker: QuestionMaker | None = None
) -> Iterator[tuple[str, Iterator[Case]]]:
    """The name of each public set and its cases (``cases_of``), last the written questions and theirs."""
    for name in SETS:
        yield name, cases_of(read_set(data, name), limit, rng, maker)
    yield WRITTEN, written_cases(data, limit, rng)


def written_cases(data: Path, limit: int, rng: random.Random) -> Iterator[Case]:
    """Of at most ``limit`` written questions (``training.written``) each, and its twist, over its own article among its neighbours."""
    examples = written(load_news(data / "news.txt.gz"), kept=False, file=FOR_REFUSAL)
    texts = list(dict.fromkeys(example.raw for example in examples))
    index = LexicalIndex.build(texts)
    for example in rng.sample(examples, min(limit, len(examples))):
        ids, _ = index.search(example.question, NEIGHBOURS + 1)
        others = [texts[i] for i in ids if texts[i] != example.raw][: rng.choice(COMPANY)]
        collection = [example.raw, *others]
        rng.shuffle(collection)
        articles = tuple(Article.from_text(f"a{n}", text) for n, text in enumerate(collection))
        yield Case(WRITTEN, example.doc, example.question, articles, example.answers)
        if example.twist:
            yield Case(WRITTEN, example.doc, example.twist, articles, ())
