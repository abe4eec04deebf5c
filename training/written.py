"""Questions written for training over the news of the data folder, each with the characters that answer it, many with a twist.

``news_questions.tsv`` is for the reader; ``refusal_questions.tsv``, over other articles, for what ranks and refuses what it reads. They hold no text
of the articles: a line is the sha1 of an article (12 digits), how many of its characters the writer saw, (start, end) of the answer in
them, the question, and a question nearly alike that those characters do not answer (or nothing). ``english_questions.tsv`` is for the
embedder: the sha1 of a passage or article, and an English question that it answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from rag.read.windows import Source
from rag.text.fold import fold_text
from training.squad import Example, held_back, locate

FILE = Path(__file__).parent / "news_questions.tsv"
FOR_REFUSAL = Path(__file__).parent / "refusal_questions.tsv"
ENGLISH = Path(__file__).parent / "english_questions.tsv"
HELD_BACK = 0.1  # of the articles
_DIGITS = 12
_QUESTION = 4  # the column of a question that has its answer beside it


def digest(text: str) -> str:
    """What an article is known by."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:_DIGITS]


def written(news: Sequence[str], *, kept: bool, file: Path = FILE) -> list[Example]:
    """The questions whose article is among ``news``: those to train on, or (``kept``) those held back by article."""
    if not file.is_file():
        return []
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    wanted = {row[0] for row in rows}
    articles = {name: text for text in news if (name := digest(text)) in wanted}
    sources: dict[tuple[str, int], Source] = {}
    examples = []
    for number, (name, shown, start, end, question, twist) in enumerate(rows):
        if name not in articles or held_back(name, HELD_BACK) != kept:
            continue
        raw = articles[name][: int(shown)]
        source = sources.setdefault((name, int(shown)), Source.of(raw))
        answer = raw[int(start) : int(end)]
        if spans := locate(raw, source.folded.text, [answer], [int(start)]):
            examples.append(
                Example(
                    f"written:{number}", name, fold_text(question).strip(), "", raw, source, spans, (answer,), twist=fold_text(twist).strip()
                )
            )
    return examples


def asked_of(texts: Sequence[str], file: Path) -> list[tuple[str, int]]:
    """(question, number of the text among ``texts`` that answers it); those held back by article are left out."""
    if not file.is_file():
        return []
    numbers = {digest(text): number for number, text in enumerate(texts)}
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return [
        (row[_QUESTION] if len(row) > _QUESTION else row[-1], numbers[row[0]])
        for row in rows
        if row[0] in numbers and not held_back(row[0], HELD_BACK)
    ]
