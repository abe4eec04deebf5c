"""Claims of what excludes what the source says: another kind, an earlier time, a lower rank, one of two. Invented names."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.ground.opposed import says_only, undecided
from rag.ground.polar import affirmed, claim_of

LANTING = (
    "兰汀区与清河大学合作，将云溪幼儿园办成清河大学附属云溪幼儿园。幼儿园性质为公办幼儿园，2022年9月开办。\n"
    "重新回归线下的兰汀区第十二届花博会5月6日在星湖体育馆开幕，共设30个展区。\n"
    "兰汀港是东陵省第二大内河港，岭南口岸是东陵省唯一对海川国开放的口岸，石浦口岸是东陵省唯一对北原国开放的口岸。"
)
MINGKE = (
    "近日，青陵市的明珂速食工厂和云澜新药园两个项目集中开工，计划总投资9.3亿元。\n"
    "明珂集团今年上半年实现营业收入80亿元，归属于股东的净利润6.2亿元。\n"
    "去年，明珂速食工厂落成投产，预计今年9月，6条生产线将全面投产。"
)
COLD = (
    "北汀冷链园位于石浦区，占地60亩。\n"
    "目前，北汀冷链园一期厂房主体已经完工，正在进行内部水电安装，预计明年5月可投入使用。"
)
SUGAR = (
    "澄江化学所首次实现了多种稀有糖的人工合成。该技术攻关历时两年，澄江化学所与白沙大学合作，设计了新的转化途径。"
    "但目前，稀有糖的人工合成距离规模化生产还有很长的路要走。\n"
    "澄江经贸团访问海川国、北原国两国，考察了当地的工业园。"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    told = (("a", LANTING, "兰汀区要闻", "2023-05-08"), ("b", MINGKE, "青陵市项目建设提速", "2023-08-06"), ("d", COLD, "北汀冷链园建设忙", "2023-06-01"), ("c", SUGAR, "澄江科技与经贸", "2023-07-02"))
    return Engine.from_articles([Article.from_text(name, text, title=title, date=date) for name, text, title, date in told])


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("清河大学附属云溪幼儿园是民办的吗?", "否，应为幼儿园性质为公办"),
        ("兰汀区花博会今年是搬到网上办的吗?", "否，应为重新回归线下"),
        ("兰汀区花博会今年是线下办的吗?", "是"),
        ("兰汀区花博会这是头一回办吗?", "否，应为第十二届"),
        ("兰汀港是东陵省最大的内河港吗?", "否，应为兰汀港是东陵省第二大内河港"),
        ("东陵省唯一对北原国开放的口岸是岭南口岸,对吗?", "否，应为石浦口岸"),
        ("青陵市两个项目的9.3亿元是不是全归云澜新药园?", "否，应为两个项目集中开工"),
        ("明珂集团上半年是亏损的吗?", "否，应为归属于股东的净利润6.2亿元"),
        ("明珂集团上半年赚钱了吗?", "是"),
        ("明珂速食工厂的6条生产线已经全面投产了吗?", "否，应为6条生产线将全面投产"),
        ("北汀冷链园一期厂房已经投产了吗?", "否，应为正在进行内部水电安装"),
        ("稀有糖的人工合成现在已经能规模化生产了吗?", "否，应为距离规模化生产还有很长的路"),
        ("澄江经贸团这次只访问了海川国,没访问北原国,对吗?", "否"),
        ("稀有糖的这项技术攻关是独家完成的吗?", "否，应为澄江化学所与白沙大学合作"),
    ],
)
def test_what_excludes_the_claim_decides_it(engine: Engine, question: str, verdict: str) -> None:
    answer = engine.ask(question)
    assert answer.answered
    assert answer.text.startswith(verdict)


@pytest.mark.parametrize(
    "question",
    [
        "明珂集团是国有企业吗?",
        "明珂集团是今年才做锂电池的吗?",
        "明珂速食工厂是烧天然气的吗?",
        "兰汀区花博会是免费的吗?",
        "北汀冷链园只租不卖,对吗?",
        "澄江经贸团这次只访问了海川国,没访问石浦国,对吗?",
    ],
)
def test_what_no_source_excludes_is_refused(engine: Engine, question: str) -> None:
    assert not engine.ask(question).answered


def test_one_of_two_is_one_claim() -> None:
    claim = claim_of("甲团只去了海川国,没去北原国,对吗?")
    assert says_only(claim)
    assert undecided(claim)
    assert affirmed(claim) == ""
    assert not undecided("六个项目都属于产业转型类")
    assert undecided("两个项目的9亿元全归乙园")
