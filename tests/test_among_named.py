"""Rank, order, bound, means, durations and shares over things that a question names in wordings of many speakers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rag import Article, Engine
from rag.ground.arithmetic.operation import places_asked
from rag.ground.arithmetic.outcome import share_of
from rag.ground.arithmetic.rephrased import its_own
from rag.ground.arithmetic.shared_out import read_mean
from rag.text.fold import fold_text

ARTICLES = [
    Article.from_text(
        "a1",
        "近日，临海高新区举行二季度集中开工仪式，共有8个项目集中开工，总投资64亿元，年度计划投资9.6亿元。其中，5亿元以上的项目有3个，分别为总投资20亿元的云帆储能电池产业园项目、"
        "总投资12亿元的北斗芯片测试中心项目及总投资8亿元的青禾种业基地项目。其余5个为民生项目。\n北斗芯片测试中心预计2024年10月投产，青禾种业基地预计2025年3月投产。",
        title="临海高新区8个项目集中开工",
        date="2023-05",
    ),
    Article.from_text(
        "a2",
        "一季度，安远高新区实施省、市级重点项目60个，总投资150亿元，其中，工业项目45个，占比75%。12个省级重点项目完成投资6亿元，市级重点项目完成投资14亿元。\n"
        "园区现有院士工作站18个，引进甲州大学、乙州大学、丙州大学等建立新型研发机构9家。",
        title="安远高新区一季度项目提速",
        date="2023-04",
    ),
    Article.from_text(
        "a3",
        "平江高新区的味丰预制菜加工基地和瑞康新药产业园两个项目参加集中开工，计划总投资10亿元。其中，瑞康新药产业园项目总投资7.5亿元，计划2024年12月竣工。"
        "味丰预制菜加工基地用地约50亩，总投资约2.5亿元，预计年产值15亿元。\n一季度，平江高新区实际使用外资3亿美元，同比增长50%，新增合同外资4.2亿美元，同比增长20%。",
        title="平江高新区两个项目开工",
        date="2023-05",
    ),
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles(ARTICLES)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("临海、安远、平江三个高新区，项目总投资超过50亿元的有几个？", "2个"),
        ("临海、安远、平江三个高新区里，总投资排第二的是哪个？", "临海"),
        ("把云帆储能、北斗芯片、青禾种业三个项目按投资额从小到大排一下", "青禾"),
        ("临海高新区这次开工的项目平均每个投资多少亿元？", "8亿元"),
        ("平均下来，安远的重点项目一个要投多少钱？", "2.5亿元"),
        ("平江两个开工项目的平均投资额是多少？", "5亿元"),
        ("味丰基地占平江两个项目总投资的百分之几？", "25%"),
        ("北斗芯片测试中心在临海这批项目总投资里占了多大比重？", "18.8%"),
        ("北斗芯片测试中心和青禾种业基地的投产时间差几个月？", "5个月"),
        ("安远的院士工作站比新型研发机构多几个？", "9个"),
        ("安远 省级重点项目12个，市级有几个？", "48个"),
        ("安远市级重点项目有多少个？", "48个"),
        ("味丰基地预计年产值是其总投资的几倍？", "6倍"),
        ("拿项目总投资来说，临海高新区和安远高新区哪个更大？", "安远"),
        ("平江高新区一季度实际使用外资涨了五成，那么去年同期是多少亿美元？", "2亿美元"),
        ("谁投资大，云帆储能产业园还是瑞康新药园？", "云帆"),
        ("临海安远谁的项目总投资多？", "安远"),
        ("安远非工业项目有几个？", "15个"),
    ],
)
def test_what_is_told_is_reckoned(engine: Engine, question: str, short: str) -> None:
    answer = engine.ask(question)
    assert answer.answered
    assert short in answer.short


@pytest.mark.parametrize(
    "question",
    [
        "平江高新区今年和临海高新区的年度计划投资差多少？",
        "味丰基地比瑞康新药园多占多少亩地？",
        "安远平均每个工业项目投资多少？",
        "平江高新区平均每个项目创造多少就业岗位？",
        "临海高新区实际使用外资是平江的几倍？",
        "云帆储能、北斗芯片两个项目加起来有没有超过安远的总投资？",
    ],
)
def test_what_is_not_told_is_refused(engine: Engine, question: str) -> None:
    assert not engine.ask(question).answered


@pytest.mark.parametrize(
    ("question", "subject", "per"),
    [
        ("甲园6个项目平均每个投资多少亿元?", "甲园6个项目", "个"),
        ("平均下来,甲园的项目每个要投多少钱?", "甲园的项目", "个"),
        ("甲园项目单个平均投资额是多少?", "甲园项目", "个"),
        ("甲园每个项目的平均投资是多少?", "甲园", "个"),
    ],
)
def test_a_mean_is_read_in_any_order(question: str, subject: str, per: str) -> None:
    mean = read_mean(fold_text(question))
    assert mean is not None
    assert (mean.subject, mean.per) == (subject, per)


@pytest.mark.parametrize("question", ["甲园平均每年增长多少?", "甲园和乙园谁的平均投资高?", "甲园平均每天出货多少桶?"])
def test_what_is_no_mean_to_reckon(question: str) -> None:
    assert read_mean(question) is None


def test_shares_have_one_decimal_unless_asked() -> None:
    assert places_asked("占多少(保留两位小数)") == 2
    assert share_of(Decimal(1), Decimal(7), "元").short == "约14.3%"
    assert share_of(Decimal(1), Decimal(7), "元", 2).short == "约14.29%"
    assert share_of(Decimal(1), Decimal(400), "元").short == "0.25%"


def test_what_its_stands_for() -> None:
    assert its_own("甲园年产值是其总投资的几倍") == "甲园年产值是甲园总投资的几倍"
    assert its_own("甲园年产值是乙园总投资的几倍") == "甲园年产值是乙园总投资的几倍"
