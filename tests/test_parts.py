"""Questions that ask several things: how they are taken apart, and what is answered of each; cases in golden/parts.txt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from eval.match import squash
from rag import Answer, Article, Engine
from rag.ground.draft import Draft
from rag.ground.forms.parts import Part, parts, together
from rag.settings import Settings
from rag.understand.question import understand

GOLDEN = (Path(__file__).parent / "golden" / "parts.txt").read_text(encoding="utf-8").splitlines()


def cases(sign: str) -> list[tuple[str, str]]:
    """(question, what is expected) of the lines that begin with ``sign``."""
    return [tuple(map(str.strip, line[1:].rsplit("|", 1))) for line in GOLDEN if line.startswith(sign)]  # type: ignore[misc]


@cache
def invented() -> Engine:
    articles = []
    for block in "\n".join(line for line in GOLDEN if line[:1] not in ("?", "=", "#")).split("@ ")[1:]:
        head, text = block.split("\n", 1)
        id, date, title = head.split(" ", 2)
        articles.append(Article.from_text(id, text.strip(), title=title, date=date))
    return Engine.from_articles(articles, Settings())


def ask(question: str, history: list[tuple[str, str]] | None = None) -> Answer:
    return invented().ask(question, history=history or [])


@pytest.mark.parametrize(("question", "expected"), cases("="), ids=[case[0] for case in cases("=")])
def test_taken_apart(question: str, expected: str) -> None:
    found = [part.question for part in parts(understand(question), lambda text: False)]
    assert found == ([] if expected == "一" else expected.split("/"))


@pytest.mark.parametrize(("question", "expected"), cases("?"), ids=[case[0] for case in cases("?")])
def test_answered(question: str, expected: str) -> None:
    answer = ask(question)
    if expected == "拒":
        assert not answer.answered, answer.text
        assert answer.reason
        return
    assert [squash(one) for one in answer.short.split("；")] == [squash(one) for one in expected.split("；")], answer.text
    spans = [(c.article_id, c.start, c.end) for c in answer.citations]
    assert len(set(spans)) == len(spans)  # one number a span
    assert [c.marker for c in answer.citations] == list(range(1, len(spans) + 1))
    for statement in answer.statements:
        if statement.text != "资料没有说。":
            assert any(statement.text.rstrip("。") in c.quote for c in statement.citations), statement.text


def test_a_name_is_shown_as_it_is_written() -> None:
    found = parts(understand("ABC公司和XYZ公司的净利润分别是多少？"), lambda text: False)
    assert [part.name for part in found] == ["ABC公司", "XYZ公司"]


def test_a_name_that_holds_a_join_stays_whole_where_the_collection_writes_it_so() -> None:
    question = understand("石油和化工协会的会长和秘书长分别是谁？")
    assert [p.name for p in parts(question, lambda text: text in "石油和化工协会")] == ["会长", "秘书长"]
    assert not parts(question, lambda text: False)  # where one name ends cannot be told


def test_one_figure_is_not_given_to_two_names() -> None:
    answer = ask("博澜科技的员工有多少人？")
    found = Draft(answer.statements, tuple(s.text for s in answer.statements), answer.short)
    both = together((Part("甲?", "博澜科技"), Part("乙?", "恒瑞达重工")), [found, found])
    assert both is not None
    assert both.short == "博澜科技：860人；恒瑞达重工：资料没有说"


def test_a_clause_of_the_conversation_is_not_answered_again() -> None:
    answer = ask("总投资呢？", [("白鹭湾大桥项目由哪家公司承建？", "中岳路桥集团。")])
    assert answer.short == "17.8亿元"
