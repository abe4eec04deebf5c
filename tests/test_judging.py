"""Yes and no, premises, reasons, refusals and conflicts over invented articles; the cases stand in golden/*.txt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rag import Answer, Article, Engine
from rag.settings import Settings

GOLDEN = Path(__file__).parent / "golden"


def read_golden(name: str) -> tuple[list[Article], list[tuple[str, str, str]]]:
    """The articles, and (question, verdict, words) of each case."""
    articles: list[Article] = []
    cases: list[tuple[str, str, str]] = []
    head, lines = "", []
    for line in [*(GOLDEN / name).read_text(encoding="utf-8").splitlines(), "@"]:
        if line[:1] in ("@", "?"):
            if head:
                id, date, title = head.split(" ", 2)
                articles.append(Article.from_text(id, "\n".join(lines), title=title, date=date.strip("-")))
            head, lines = "", []
        if line.startswith("@ "):
            head = line[2:]
        elif line.startswith("?"):
            question, expected = line[1:].rsplit("|", 1)
            verdict, _, words = expected.strip().partition(" ")
            cases.append((question.strip(), verdict, words))
        elif head and line and not line.startswith("#"):
            lines.append(line)
    return articles, cases


@cache
def engine_of(name: str) -> Engine:
    return Engine.from_articles(read_golden(name)[0], Settings())


def check(answer: Answer, verdict: str, words: str) -> None:
    said = answer.text + answer.reason
    for word in words.split():
        assert any(each in said for each in word.split("/")), said
    if verdict == "拒":
        assert not answer.answered, answer.text
        assert answer.reason
        assert answer.nearest
    else:
        assert answer.answered, answer.reason
        assert answer.citations
    if verdict in ("是", "否"):
        assert answer.short == verdict, answer.text
    if verdict == "答":
        assert "不一致" not in answer.text, answer.text
    if verdict == "异":
        assert "不一致" in answer.text, answer.text
        assert len({(c.article_id, c.start) for c in answer.citations}) >= 2


FILES = ("judging.txt", "conflicts.txt", "claims.txt", "premises.txt", "mismatch.txt", "spoken.txt", "unnamed.txt", "asserted.txt", "framed.txt")
CASES = [(name, *case) for name in FILES for case in read_golden(name)[1]]


@pytest.mark.parametrize(("name", "question", "verdict", "words"), CASES, ids=[case[1] for case in CASES])
def test_judging(name: str, question: str, verdict: str, words: str) -> None:
    check(engine_of(name).ask(question), verdict, words)


def test_there_are_enough_cases() -> None:
    assert len(read_golden("judging.txt")[1]) >= 60
