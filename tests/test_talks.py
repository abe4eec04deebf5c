"""Conversations of ten turns over invented articles; they stand in golden/talks.txt."""

from __future__ import annotations

from functools import cache

import pytest

from rag import Engine
from rag.settings import Settings
from tests.test_judging import GOLDEN, read_golden


def read_talks() -> dict[str, list[tuple[str, str]]]:
    talks: dict[str, list[tuple[str, str]]] = {}
    for line in (GOLDEN / "talks.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            turns = talks.setdefault(line[1:].strip(), [])
        elif line.startswith(">"):
            question, words = line[1:].split("|")
            turns.append((question.strip(), words.strip()))
    return talks


@cache
def _engine() -> Engine:
    articles = [article for name in ("judging.txt", "conflicts.txt") for article in read_golden(name)[0]]
    return Engine.from_articles(articles, Settings())


@pytest.mark.parametrize("turns", read_talks().values(), ids=read_talks())
def test_ten_turns_stay_right(turns: list[tuple[str, str]]) -> None:
    assert len(turns) >= 10
    history: list[tuple[str, str]] = []
    for question, words in turns:
        answer = _engine().ask(question, history)
        if words == "拒":
            assert not answer.answered, f"{question} -> {answer.searched}: {answer.text}"
        else:
            for word in words.split():
                assert word in answer.text, f"{question} -> {answer.searched}: {answer.text}"
            assert answer.answered, f"{question} -> {answer.searched}: {answer.reason}"
        history.append((question, answer.text))
