"""A claim of one figure or date is decided by the answer to the question behind it."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.ground.claims.asked_back import asked_back
from rag.ground.claims.compared_back import compared_back
from rag.settings import Settings
from rag.types import Article

ARTICLES = (
    Article.from_text(
        "a",
        "青禾食品生产基地项目用地约36亩，总投资约2亿元，建成后预计年营业额可达30亿元。岚泽高新区一季度共有130个项目集中开工和签约；"
        "19个全省集中开工项目总投资94.3亿元，74个科技项目签约落地。",
        title="岚泽高新区一季度项目开工",
        date="2021-05-13",
    ),
    Article.from_text("b", "“1号楼计划今年年底完工，2号楼因为工程量较大，整体竣工日期大概是明年9月底。”工程师说。", title="岚泽创新中心加快施工", date="2021-05-13"),
)


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("青禾的年营业额能到30亿元", "青禾的年营业额多少钱?"),
        ("一季度有74个科技项目签约落地", "一季度多少个科技项目签约落地?"),
        ("基地的用地不到40亩", "基地的用地多少亩?"),
        ("岚泽在全省排第二", "岚泽在全省排第几?"),
        ("岚泽的外资翻了一番", "岚泽的外资增长了百分之多少?"),
        ("2号楼今年年底完工", "2号楼什么时候完工?"),
    ],
)
def test_the_question_behind_a_claim(claim: str, question: str) -> None:
    back = asked_back(claim)
    assert back is not None
    assert back.question.replace("是多少", "多少") == question


@pytest.mark.parametrize("claim", ["这6个项目都完工了", "那20个省级项目里还有没动工的", "岚泽高新区比青禾大", "这批项目个个都在10亿元以上", "甲投资3亿元、乙投资2亿元"])
def test_a_count_that_only_says_of_which_things_is_not_asked_back(claim: str) -> None:
    assert asked_back(claim) is None


@pytest.mark.parametrize(
    ("question", "verdict", "told"),
    [
        ("青禾食品基地的年营业额预计能到30亿元吗？", "是", "30亿元"),
        ("青禾食品基地的总投资是30亿元吗？", "否", "2亿元"),
        ("青禾食品基地用地不到40亩，对吗？", "是", "36亩"),
        ("岚泽高新区一季度有74个科技项目签约落地吗？", "是", "74个"),
        ("岚泽创新中心2号楼今年年底完工吗？", "否", "明年9月底"),
        ("岚泽创新中心1号楼今年年底完工吗？", "是", "年底"),
    ],
)
def test_claims_of_a_figure_or_date(question: str, verdict: str, told: str) -> None:
    answer = Engine.from_articles(ARTICLES, Settings()).ask(question)
    assert answer.short == verdict
    assert told in answer.text


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("青禾基地的投资比松浦园还高", "青禾基地和松浦园的投资哪个更高?"),
        ("2号楼比1号楼先完工", "2号楼和1号楼哪个先完工?"),
        ("专利比标准多", "专利和标准哪个更多?"),
    ],
)
def test_the_comparison_behind_a_claim(claim: str, question: str) -> None:
    compared = compared_back(claim)
    assert compared is not None
    assert compared.question == question


@pytest.mark.parametrize("claim", ["合同外资不比实际外资少", "今年比去年多", "研发投入占比高", "青禾投资3亿元"])
def test_what_makes_no_comparison_of_two_things(claim: str) -> None:
    assert compared_back(claim) is None


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("岚泽创新中心2号楼比1号楼先完工吗？", "否"), ("岚泽创新中心1号楼比2号楼先完工，对吗？", "是")],
)
def test_claims_that_compare_are_computed(question: str, verdict: str) -> None:
    answer = Engine.from_articles(ARTICLES, Settings()).ask(question)
    assert answer.short == verdict
    assert any(statement.computed for statement in answer.statements)
