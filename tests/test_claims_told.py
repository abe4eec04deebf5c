"""Stages, speakers, enumerations and bounds: the slots in which a yes/no claim is held against its source. Invented names."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.ground.claims.told import EVERY
from rag.ground.sentences.stages import Stage, claimed_stage, told_stages
from rag.ground.sentences.verdict import claimed, find, holds
from rag.settings import Settings
from rag.types import Article

TEXT = (
    "近日，青陵市集中开工4个项目，总投资58亿元，全部为民生类项目。其中，总投资30亿元的明珂科技园项目、"
    "总投资12亿元的云澜医院项目及总投资8亿元的北汀泵站项目备受关注。\n"
    "目前，云澜医院一期厂房主体已经完工，二期厂房的主体工程目前开始同步施工，预计明年8月投入使用。\n"
    "“下一步，我们计划将明珂科技的研发总部落户青陵。”明珂科技董事长周砚秋说。\n"
    "青陵市住建局局长顾长川表示，全市将树牢“工期就是信用”理念，抓紧推进各项建设。"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([Article.from_text("a", TEXT, title="青陵市4个项目集中开工", date="2023-05-06")], Settings())


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("云澜医院的二期厂房已经盖完了?", "否"),
        ("云澜医院的二期厂房动工了没有?", "是"),
        ("明珂科技有没有把研发总部迁去青陵的打算?", "是"),
        ("“工期就是信用”这话是周砚秋讲的吗?", "否，应为顾长川"),
        ("“工期就是信用”这话是顾长川讲的吗?", "是"),
        ("北汀泵站是不是青陵这批项目里花钱最多的?", "否"),
        ("明珂科技园是不是青陵这批项目里花钱最多的?", "是"),
        ("青陵集中开工的项目是不是个个都属于民生类?", "是"),
        ("云澜医院的投资过了20亿?", "否，应为"),
        ("明珂科技园的投资差不多30亿,没写错吧?", "是"),
    ],
)
def test_decides(engine: Engine, question: str, verdict: str) -> None:
    assert engine.ask(question).text.startswith(verdict)


@pytest.mark.parametrize("question", ["云澜医院的院长是女的吗?", "青陵的项目都贷了款吗?", "周砚秋是青陵本地人吗?", "北汀泵站雇了200人?"])
def test_leaves_open_what_no_source_speaks_of(engine: Engine, question: str) -> None:
    assert not engine.ask(question).text.startswith(("是", "否"))


@pytest.mark.parametrize(
    ("claim", "stage"),
    [("厂房已经盖完了", (Stage.DONE, False)), ("大桥还没封顶", (Stage.DONE, True)), ("隧道动工了", (Stage.BEGUN, False)), ("打算把总部搬来", (Stage.PLANNED, False))],
)
def test_claimed_stage(claim: str, stage: tuple[Stage, bool]) -> None:
    assert claimed_stage(claim) == stage


def test_a_plan_holds_until_a_clause_says_now() -> None:
    told = told_stages(["下一步", "我们计划在此注册", "并适时把总部落户这里", "目前招标已经完成"])
    assert told == [None, Stage.PLANNED, Stage.PLANNED, Stage.DONE]


@pytest.mark.parametrize(
    ("claim", "stated", "verdict"),
    [
        ("重一千多吨", "重达1400多吨", "是"), ("有三十多公里", "长19.5公里", "否"), ("逼近一百亿元", "96.6亿元", "是"),
        ("过了20亿", "10亿元", "否"), ("差不多一半", "约50%", "是"),
    ],
)  # fmt: skip
def test_bounds_of_speech(claim: str, stated: str, verdict: str) -> None:
    assert holds(claimed(claim)[0], find(stated)[0], claim) == verdict


def test_every_is_no_denial() -> None:
    assert EVERY.sub("都", "项目一个不落动工了") == "项目都动工了"
    assert EVERY.sub("都", "全其美的平均值") == "全其美的平均值"
