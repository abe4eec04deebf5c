"""Public question sets by path, whatever their format, as the same few records.

SQuAD (also CMRC 2018 and DRCD as published), JSON Lines (gzip or not) with one question and its passage a line, RGB's
JSON Lines, BEIR folders. Nothing is downloaded and nothing is copied: a path is given, a path is read.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from eval.gold import Wanted
from eval.match import states
from rag.errors import InputError
from rag.index.lexical import LexicalIndex
from rag.text.sentences import split_sentences

Titled = tuple[str, str]
"""A passage: (title, text)."""

PIECE = 500  # characters of a passage of an RGB-like trial; RGB's own are 100 to 600


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the passage it was asked over.

    answers: alternatives; empty when the passage does not say. support: sentences of the passage the answer stands on,
    where the set names them.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    context: str
    title: str = ""
    doc: str = ""
    answerable: bool = True
    support: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """A question with passages that say the answer and passages that look as if. wanted: all have to be said."""

    id: str
    question: str
    wanted: tuple[Wanted, ...]
    positive: tuple[Titled, ...]
    negative: tuple[Titled, ...]

    def passages(self, noise: float, count: int = 5) -> tuple[Titled, ...]:
        """``count`` passages of which the share ``noise`` is negative, in an order that depends on the id only.

        Source: Chen et al., Benchmarking LLMs in Retrieval-Augmented Generation (RGB, 2024), ``evalue.py``.
        """
        negatives = self.negative[: round(count * noise)] if noise < 1 else self.negative[:count]
        mixed = [*self.positive[: count - round(count * noise)], *negatives]
        random.Random(self.id).shuffle(mixed)
        return tuple(mixed)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a ``.jsonl`` or ``.jsonl.gz``; raises InputError naming file and line."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as exc:
                    raise InputError(f"{path} 第{number}行不是 JSON：{exc}。") from exc


def load_examples(path: Path) -> list[Example]:
    """Questions with passages: SQuAD JSON, or JSON Lines with question, answers and context."""
    if not path.is_file():
        raise InputError(f"找不到数据集：{path}。")
    try:
        if path.suffix == ".json":
            return list(_squad(json.loads(path.read_text(encoding="utf-8"))))
        return list(_lines(path))
    except (AttributeError, KeyError, TypeError, ValueError) as exc:
        raise InputError(f"{path} 不是 SQuAD 格式，也不是每行一题的 JSONL（{type(exc).__name__}: {exc}）。") from exc


def _lines(path: Path) -> Iterator[Example]:
    for row in read_lines(path):
        if row.get("context") and row.get("question"):
            support = tuple(one for one in row.get("references", ()) if isinstance(one, str))
            yield Example(
                str(row["id"]), row["question"], tuple(row["answers"]), row["context"], row.get("title") or "",
                str(row.get("doc", row["id"])), row.get("answerable") is not False, support,
            )  # fmt: skip


def _squad(data: Any) -> Iterator[Example]:
    for entry in data["data"] if isinstance(data, dict) else data:
        for number, paragraph in enumerate(entry.get("paragraphs", [entry])):
            context = paragraph.get("context") or paragraph["context_text"]
            doc = str(entry.get("id") or entry.get("title") or paragraph.get("context_id") or number)
            for qa in paragraph["qas"]:
                answers = dict.fromkeys(a["text"] if isinstance(a, dict) else a for a in qa["answers"])
                yield Example(
                    str(qa.get("id") or qa["query_id"]), qa.get("question") or qa["query_text"], tuple(answers),
                    context, entry.get("title") or "", doc, not qa.get("is_impossible", False),
                )  # fmt: skip


# ---- RGB


def load_rgb(path: Path) -> list[Trial]:
    """RGB's own files: ``{"query", "answer", "positive", "negative"}`` a line; groups of positives take turns."""
    trials = []
    for number, row in enumerate(read_lines(path)):
        if not {"query", "answer", "positive", "negative"} <= row.keys():
            raise InputError(f"{path} 第{number + 1}行不是 RGB 的格式：要有 query、answer、positive、negative。")
        answer = row["answer"] if isinstance(row["answer"], list) else [row["answer"]]
        wanted = tuple(one if isinstance(one, str) else tuple(one) for one in answer)
        groups = [group if isinstance(group, list) else [group] for group in row["positive"]]
        positive = tuple(("", text) for text in chain.from_iterable(zip_longest(*groups)) if text)
        negative = tuple(("", text) for text in row["negative"])
        trials.append(Trial(str(row.get("id", number)), row["query"], wanted, positive, negative))
    return trials


def rgb_like(examples: Sequence[Example], n: int, negatives: int = 5, seed: int = 0) -> list[Trial]:
    """Trials made from questions with passages: the passage that says the answer, and its nearest neighbours by BM25.

    Neighbours are of other documents, do not state an answer, and do not repeat the positive one (half of the character
    pairs in common). Questions without ``negatives`` such neighbours are left out. A piece of a document without a title
    is given the document's first sentence for one, else nothing would say what the piece is about.
    """
    pieces = list(dict.fromkeys((e.doc, _title(e), piece) for e in examples for piece in cut(e.context)))
    index = LexicalIndex.build([text for _, _, text in pieces], [title for _, title, _ in pieces])
    chosen = [e for e in examples if e.answerable]
    random.Random(seed).shuffle(chosen)
    trials: list[Trial] = []
    for example in chosen:
        if len(trials) == n:
            break
        positive = _positive(example)
        near = [pieces[i] for i in index.search(example.question, 80)[0].tolist()]
        others = [
            (title, text)
            for doc, title, text in near
            if doc != example.doc and not states(text, example.answers) and _overlap(text, positive) < 0.5
        ]
        if positive and len(others) >= negatives:
            wanted: tuple[Wanted, ...] = (example.answers,) if example.answers else ()
            stated = ((_title(example), positive),)
            trials.append(Trial(example.id, example.question, wanted, stated, tuple(others[:negatives])))
    return trials


def _title(example: Example) -> str:
    first = next(iter(split_sentences(example.context)), (0, 0))
    return example.title or example.context[slice(*first)].strip()[:60]


def _positive(example: Example) -> str:
    """The piece that states an answer and all its support; the nearest to the question where neither is in the text.

    Empty when the support is scattered over several pieces.
    """
    pieces = cut(example.context)
    if example.support:
        return next((piece for piece in pieces if all(sentence in piece for sentence in example.support)), "")
    stating = [piece for piece in pieces if any(answer in piece for answer in example.answers)]
    return max(stating or pieces, key=lambda piece: _overlap(example.question, piece), default="")


def cut(text: str) -> list[str]:
    """Pieces of at most ``PIECE`` characters, cut at sentence ends; a longer sentence stays whole."""
    pieces, start = [], 0
    for first, last in split_sentences(text):
        if last - start > PIECE and first > start:
            pieces.append(text[start:first])
            start = first
    return [piece.strip() for piece in (*pieces, text[start:]) if piece.strip()]


def _overlap(a: str, b: str) -> float:
    """The share of the character pairs of ``a`` that are in ``b`` too."""
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}
    return sum(pair in b for pair in pairs) / (len(pairs) or 1)


# ---- BEIR


@dataclass(frozen=True, slots=True)
class Ranking:
    """A retrieval set: passages by id (title, text), questions by id, relevant passage ids of each question."""

    passages: dict[str, tuple[str, str]]
    questions: dict[str, str]
    relevant: dict[str, frozenset[str]]


def load_beir(folder: Path, split: str = "test") -> Ranking:
    """``corpus.jsonl``, ``queries.jsonl`` and ``qrels/<split>.tsv``; raises InputError for what is missing."""
    files = [folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels" / f"{split}.tsv"]
    if missing := [str(file) for file in files if not file.is_file()]:
        raise InputError(f"不是 BEIR 文件夹，缺少：{'、'.join(missing)}。")
    relevant: dict[str, set[str]] = {}
    for number, row in enumerate(files[2].read_text(encoding="utf-8").splitlines()[1:], start=2):
        try:
            question, passage, grade = row.split("\t")
            if int(grade) > 0:
                relevant.setdefault(question, set()).add(passage)
        except ValueError as exc:
            raise InputError(f"{files[2]} 第{number}行应是：问题编号、段落编号、相关程度，用制表符分开。") from exc
    return Ranking(
        {row["_id"]: (row.get("title", ""), row["text"]) for row in read_lines(files[0])},
        {row["_id"]: row["text"] for row in read_lines(files[1]) if row["_id"] in relevant},
        {question: frozenset(passages) for question, passages in relevant.items()},
    )


def ranking_of(examples: Sequence[Example]) -> Ranking:
    """Each passage once; a question's relevant passage is the one it was asked over."""
    ids = {context: f"p{number}" for number, context in enumerate(dict.fromkeys(e.context for e in examples))}
    titles = {e.context: e.title for e in examples}
    asked = [e for e in examples if e.answerable]
    return Ranking(
        {id: (titles[context], context) for context, id in ids.items()},
        {e.id: e.question for e in asked},
        {e.id: frozenset([ids[e.context]]) for e in asked},
    )
