"""A language model drafts, code decides: true statements are cited, false ones dropped, a dead server replaced in time."""

from __future__ import annotations

import time
from dataclasses import replace

from llm_server import LLMServer, dies, says, silent, status

from rag import Answer, Article, Engine
from rag.settings import Settings

ARTICLES = [
    Article.from_text(
        "a",
        "甲公司新厂区近日开工，总投资3亿元，占地25亩。\n项目由王小明负责，计划于2023年12月竣工。",
        title="甲公司新厂区开工",
        date="2021-05",
    )
]
QUESTION = "甲公司新厂区总投资多少？"


def ask(server: LLMServer, deadline: float = 5.0) -> Answer:
    settings = replace(Settings(), llm=server.url, llm_model="m", deadline=deadline)
    return Engine.from_articles(ARTICLES, settings).ask(QUESTION)


def test_a_true_draft_is_tied_to_its_source() -> None:
    with LLMServer(says("甲公司新厂区总投资3亿元。[1]")) as server:
        answer = ask(server)
    assert answer.trace["mode"] == "draft"
    assert answer.text == "甲公司新厂区总投资3亿元。[1]"
    assert "总投资3亿元" in answer.citations[0].quote


def test_a_false_statement_is_dropped_and_reported() -> None:
    with LLMServer(says("甲公司新厂区总投资3亿元。[1]新厂区占地52亩。[1]")) as server:
        answer = ask(server)
    assert "52" not in answer.text
    assert answer.trace["dropped"] == ["新厂区占地52亩。"]


def test_a_draft_that_is_false_throughout_gives_the_labelled_extract() -> None:
    with LLMServer(says("甲公司新厂区总投资8亿元。[1]")) as server:
        answer = ask(server)
    assert answer.text.startswith("（语言模型的草稿没有通过核对")
    assert answer.short == "3亿元"
    assert "8亿" not in answer.text


def test_a_server_that_fails_is_replaced_within_the_deadline() -> None:
    for behaviour in (silent, dies(), status(500)):
        with LLMServer(behaviour) as server:
            began = time.monotonic()
            answer = ask(server, deadline=1.0)
            assert time.monotonic() - began < 4
        assert answer.trace["mode"] == "extract"
        assert "以下是原文摘录" in answer.text
        assert answer.short == "3亿元"
