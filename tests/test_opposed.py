"""Claims of what excludes what the source says: another kind, an earlier time, a lower rank, one of two. Invented names."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.ground.claims.opposed import says_only, undecided
from rag.ground.claims.polar import affirmed, claim_of

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


DAM = (
    "东岚水库大坝加固分三标段推进，其中一标段、二标段已经完工，另有一个标段尚未开工。\n"
    "据湖滨医院介绍，事故中被困的12名矿工全部遇难。送检的8批次酱油均不合格，另外抽检的20批次食醋全部合格。\n"
    "东岚水厂居民老赵表示，门口的遮雨棚是他自行焊接的，物业并未派人。施工方透露，夜间作业不仅限于北岸，南岸也有。"
)
BONDS = (
    "林州7月公告，本期债券仅面向机构投资者发行。南坪公园新开的游泳馆只向本市户籍居民开放。\n"
    "2021年至2022年，海川队进球数远超白石队。去年，林州煤企缩减了动力煤进口量，林州钢企增加了铁矿石进口量。\n"
    "林州电动大巴配备两款磷酸锰铁锂电池，续航400公里。瑞泽公司在林州投资建设宠物食品生产基地，占地50亩。\n"
    "林州野生动物调查显示，数量最多的5种兽类是野兔（320只）、狍子（210只）、野猪（180只）、獾（90只）和猞猁（12只）。\n"
    "瑞泽公司董事长否认了外界认为公司不会投资猫砂业务的错误说法。去年研发的新品种百余，推广近30个。"
)


@pytest.fixture(scope="module")
def reach() -> Engine:
    told = (("a", DAM, "东岚水库加固"), ("b", BONDS, "林州要闻"))
    return Engine.from_articles([Article.from_text(name, text, title=title, date="2023-08-01") for name, text, title in told])


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("东岚水库大坝加固的三个标段都开工了吗？", "否，应为另有一个标段尚未开工"),
        ("被困的矿工里有没有生还的？", "否，应为事故中被困的12名矿工全部遇难"),
        ("送检的8批次酱油里有合格的吗？", "否，应为送检的8批次酱油均不合格"),
        ("老赵家的遮雨棚是物业给焊的吧？", "否"),
        ("夜间作业只在北岸吗？", "否，应为夜间作业不仅限于北岸"),
        ("普通个人能买林州这期债券吗？", "否，应为仅面向机构投资者发行"),
        ("机构能认购林州这期债券吗？", "是"),
        ("外地人可以去南坪公园的游泳馆吗？", "否，应为只向本市户籍居民开放"),
        ("2021到2022年白石队的进球数是不是超过了海川队？", "否，应为海川队进球数远超白石队"),
        ("2021到2022年海川队进球数是不是跑赢了白石队？", "是"),
        ("林州煤企去年是不是在加大进口动力煤？", "否，应为林州煤企缩减了动力煤进口量"),
        ("林州钢企去年增加了铁矿石进口吗？", "是"),
        ("林州电动大巴用的是三元锂电池吗？", "否，应为磷酸锰铁锂电池"),
        ("瑞泽公司在林州的基地是生产药品的吧？", "否，应为宠物食品生产基地"),
        ("林州野生动物里数量第一的是狍子，对吗？", "否，应为野兔"),
        ("林州数量排第二的兽类是狍子吗？", "是"),
        ("瑞泽公司从不投资猫砂业务吗？", "否"),
        ("瑞泽公司去年研发的新品种还不到五十个，对吗？", "否"),
    ],
)
def test_how_far_it_goes_and_which_way_decides_it(reach: Engine, question: str, verdict: str) -> None:
    answer = reach.ask(question)
    assert answer.answered
    assert answer.text.startswith(verdict)


@pytest.mark.parametrize(
    "question",
    [
        "北城水库大坝加固的三个标段都开工了吗？",
        "被困的游客里有没有生还的？",
        "抽检的20批次食醋里有没有甲醛的？",
        "夜间作业只在东岸吗？",
        "外地人可以去南坪公园的图书馆吗？",
        "2019年白石队的进球数是不是超过了海川队？",
        "林州药企去年是不是在加大进口动力煤？",
        "林州电动大巴用的是国产电池吗？",
        "瑞泽公司在江城的基地是生产药品的吧？",
        "林州数量第一的鸟类是大雁吗？",
    ],
)
def test_of_another_thing_nothing_follows(reach: Engine, question: str) -> None:
    assert not reach.ask(question).answered
