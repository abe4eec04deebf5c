"""What asks for an account, what it is asked of, and which sentences tell it."""

from __future__ import annotations

import re

import pytest

from rag import Article, Engine
from rag.understand.account import ASKED, account_of
from rag.understand.question import understand

ARTICLE = (
    "近日,青丘高新区举行集中开工仪式,共有8个重点项目开工,总投资52亿元。仪式由管委会主任主持。\n"
    "岚泽电池项目位于园区北部,总投资9亿元。目前,该项目一期厂房已经封顶,二期厂房正在施工,预计明年6月投产。\n"
    "企业服务中心每天安排专人跟踪审批进度。青丘高新区实施龙头企业、科研平台“双提升”行动,效果明显。\n"
    "去年,园区企业申请专利120件,研发投入增长15%,获得省级奖励3项。\n"
    "未来,青丘高新区将继续优化营商环境。"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles(
        [
            Article.from_text("a1", ARTICLE, title="青丘高新区8个重点项目开工", date="2022-03"),
            Article.from_text("a2", "东禾市图书馆新馆开放,藏书30万册。新馆设有儿童阅览室。", title="东禾市图书馆新馆开放", date="2022-03"),
        ]
    )


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("青丘高新区开工新闻的要点?", "青丘高新区开工"),
        ("一句话概括青丘高新区首季招商成绩", "青丘高新区首季招商"),
        ("青丘那则消息主要是什么事?", "青丘"),
        ("岚泽在青丘的项目讲个大概", "岚泽在青丘的项目"),
        ("领导马上要开会,青丘高新区这条消息的要点是什么?", "青丘高新区"),
        ("青丘高新区的绿化情况,简要说说", "青丘高新区的绿化"),
        ("用两三句话说说青丘高新区的食品项目", "青丘高新区的食品项目"),
    ],
)
def test_a_request_is_known_and_leaves_its_subject(question: str, subject: str) -> None:
    folded = understand(question).folded
    assert re.search(ASKED, folded)
    assert account_of(folded).strip(" ,?。") == subject
    assert understand(question).kind == "summary"


@pytest.mark.parametrize("question", ["青丘高新区今年的重点项目有几个?", "谁介绍了开工情况?", "发布会上谁讲了什么原因?", "这项成果是哪年取得的?"])
def test_what_asks_for_one_fact_asks_for_no_account(question: str) -> None:
    assert understand(question).kind != "summary"


@pytest.mark.parametrize("question", ["青丘高新区开工新闻的要点?", "青丘高新区那条消息说的是什么事", "What is the report on 青丘高新区 about?"])
def test_an_account_of_an_article_has_its_lead(engine: Engine, question: str) -> None:
    assert "总投资52亿元" in engine.ask(question).text


def test_how_far_a_thing_has_come_is_told_by_what_is_said_of_each_of_its_parts(engine: Engine) -> None:
    answer = engine.ask("岚泽电池项目现在进展如何?")
    assert "一期厂房已经封顶" in answer.text
    assert "二期厂房正在施工" in answer.text
    assert "52亿元" not in answer.text


def test_a_matter_inside_an_article_is_told_by_its_own_sentences(engine: Engine) -> None:
    answer = engine.ask("岚泽电池项目讲个大概")
    assert "总投资9亿元" in answer.text
    assert "52亿元" not in answer.text
    assert all(engine.article(c.article_id).text[c.start : c.end] == c.quote for c in answer.citations)


@pytest.mark.parametrize(
    "question",
    ["西泠高新区的新闻要点?", "青丘高新区的房价情况,概括一下", "一句话概括西泠高新区首季招商成绩", "海蓝科技在青丘的项目讲个大概", "青丘高新区的足球队成绩怎么样?"],
)
def test_what_the_collection_does_not_touch_is_refused(engine: Engine, question: str) -> None:
    assert not engine.ask(question).answered


def test_a_coined_term_is_told_by_what_stands_before_it(engine: Engine) -> None:
    assert "龙头企业、科研平台" in engine.ask("“双提升”指的是什么?").text
    assert not engine.ask("“三城联动”指的是什么联动?").answered
