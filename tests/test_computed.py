"""Computed answers and lists over invented articles; the cases stand in golden/computed.tsv and golden/lists.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.match import contains, squash
from rag import Answer, Engine, load_articles
from rag.settings import Settings

GOLDEN = Path(__file__).parent / "golden"
COMPUTED, LISTS = (
    [
        line.split("\t")
        for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    for name in ("computed.tsv", "lists.tsv")
)


@pytest.fixture(scope="module")
def invented() -> Engine:
    return Engine.from_articles(load_articles(GOLDEN / "computed"), Settings())


def _states(answer: Answer, wanted: str) -> None:
    for one in wanted.split("|"):
        assert contains(answer.text, one), f"{one} is not in {answer.text}"


@pytest.mark.parametrize(("question", "short", "stated"), COMPUTED, ids=[case[0] for case in COMPUTED])
def test_computed(invented: Engine, question: str, short: str, stated: str) -> None:
    answer = invented.ask(question)
    assert contains(answer.short, short), answer.short or answer.reason
    assert len(answer.short) <= len(short) + 14, answer.short
    _states(answer, stated)


@pytest.mark.parametrize(("question", "items", "stated"), LISTS, ids=[case[0] for case in LISTS])
def test_list(invented: Engine, question: str, items: str, stated: str) -> None:
    answer = invented.ask(question)
    assert [squash(item) for item in answer.short.split("、")] == [squash(item) for item in items.split("、")]
    _states(answer, stated)


@pytest.mark.parametrize(
    "question",
    [
        line
        for line in (GOLDEN / "not_computed.txt").read_text(encoding="utf-8").splitlines()
        if line[:1] not in ("", "#")
    ],
)
def test_what_lacks_an_operand_is_refused(invented: Engine, question: str) -> None:
    answer = invented.ask(question)
    assert not answer.answered, answer.text


def test_every_operand_is_cited_and_only_the_result_is_marked_computed(invented: Engine) -> None:
    answer = invented.ask("松涛园和竹溪园的产值相差多少？")
    *operands, result = answer.statements
    assert [statement.text for statement in operands] == ["320亿元", "275亿元"]
    assert all(statement.text in statement.citations[0].quote for statement in operands)
    assert result.computed
    assert set(result.citations) == {citation for statement in operands for citation in statement.citations}
