"""A part of a whole in free wording, what an enumeration names, and what is no operand; over invented articles."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.ground.arithmetic.portion import read_portion
from rag.ground.arithmetic.rephrased import rephrased
from rag.ground.arithmetic.tally import read_tally
from rag.settings import Settings
from rag.text.fold import fold_text

_HEQING = (
    "一季度,河清高新区实施省、市级重点项目76个,总投资180亿元,年度计划投资45亿元,其中,制造业项目61个。16个省级重点项目一季度全部开工。\n\n"
    "河清高新区共签约项目40个,其中,1亿元以上项目共14个,松商投资项目占62.5%。河清体育馆配有车位320个(其中地面80个)。\n\n"
    "河清高新区为企业推出了包括河易贷、清科贷、育才贷等在内的金融服务。河清面点厂将建设馒头、花卷、烧麦等生产线,日产面点30万只。\n\n"
    "一季度,河清高新区实际使用外资3.2亿美元,同比增长40%,新增合同外资4.1亿美元,同比增长25%。\n\n"
    "在2023年创新园区榜单中,河清高新区居全国第21位,较2022年上升5个位次。河清书店上半年销售额36亿元,较上年同期的24亿元增长50%。"
)
_LANTIAN = "兰田高新区二期工程总投资9亿元,占地300亩。上半年,兰田高新区签约项目25个,总投资52亿元。"


@pytest.fixture(scope="module")
def invented() -> Engine:
    return Engine.from_articles(
        [
            Article.from_text("h", _HEQING, title="河清高新区项目建设提速", date="2024-04"),
            Article.from_text("l", _LANTIAN, title="兰田高新区二期动工", date="2024-07"),
        ],
        Settings(),
    )


@pytest.mark.parametrize(
    ("question", "asks", "whole", "part"),
    [
        ("甲区76个项目中有几个不是制造业项目？", "rest", "甲区76个项目", "制造业项目"),
        ("甲区的76个项目里，制造业以外的还有多少个？", "rest", "甲区的76个项目", "制造业"),
        ("甲平台的授信里还有多少没有放款？", "rest", "甲平台的授信", "放款"),
        ("甲区40个项目，不足1亿元的有几个？", "bound", "甲区40个项目", "不足1亿元"),
        ("甲区76个省市级项目里市级的该是几个？", "side", "甲区76个省市级项目", "市级"),
        ("甲区40个项目里，松商的占几成？", "ratio", "甲区40个项目", "松商"),
        ("甲区年度计划投资相当于总投资的百分之几？", "ratio", "总投资", "甲区年度计划投资"),
    ],
)
def test_a_portion_is_read(question: str, asks: str, whole: str, part: str) -> None:
    portion = read_portion(fold_text(question), lambda _: False)
    assert portion is not None
    assert (portion.asks, portion.whole, portion.part) == (asks, whole, part)


@pytest.mark.parametrize("question", ["甲区有多少个项目？", "甲校去年招了多少人？", "甲区的项目比乙区多几个？", "甲港的货轮是客轮的几倍？"])
def test_what_takes_no_part_of_a_whole_is_no_portion(question: str) -> None:
    portion = read_portion(fold_text(question), lambda _: False)
    assert portion is None or portion.asks == "side"


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("河清高新区一季度的重点项目中有几个不是制造业项目？", "15个"),
        ("河清高新区76个重点项目里，市级的应该有几个？", "60个"),
        ("河清高新区签约的40个项目里，不到1亿元的有几个？", "26个"),
        ("河清高新区签约的40个项目里松商投资的大概有几个？", "25个"),
        ("河清体育馆地下有几个车位？", "240个"),
        ("河清高新区76个重点项目里，制造业项目以外的占百分之几？", "约19.7%"),
        ("河清高新区签约的40个项目里非松商投资的占百分之几？", "37.5%"),
        ("河清高新区重点项目的年度计划投资相当于总投资的百分之几？", "25%"),
        ("河清高新区76个重点项目里，省级的占多大比例？", "约21.1%"),
        ("照现在的名次往回算，河清高新区2022年在创新园区榜上排第几？", "第26位"),
        ("河清书店上半年销售额比去年同期多了多少？", "12亿元"),
        ("河清高新区一季度合同外资比实际到账的多出多少亿美元？", "9000万美元"),
        ("河清高新区为企业推出的金融服务，报道点出名字的有几种？", "3种"),
        ("河清面点厂要上几种生产线？", "至少3种"),
    ],
)
def test_the_portion_is_computed(invented: Engine, question: str, short: str) -> None:
    answer = invented.ask(question)
    assert answer.short == short
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "河清高新区76个重点项目中没开工的有几个？",  # 16 of them all started; of the others nothing is said
        "兰田高新区76个重点项目里不是制造业项目的有几个？",
        "河清高新区二季度重点项目总投资和一季度比，哪个多？",
        "河清高新区签约的40个项目里外省的占几成？",
        "兰田高新区项目的平均投资比河清高新区的平均投资高多少？",
    ],
)
def test_without_its_operands_no_portion_is_computed(invented: Engine, question: str) -> None:
    assert not invented.ask(question).answered


def test_more_or_less_is_a_comparison() -> None:
    assert rephrased(fold_text("甲区的项目比乙区多还是少？")) == "甲区的项目和乙区,哪个更多"
    assert rephrased(fold_text("甲区的项目比去年多还是少？")) == "甲区的项目比去年多还是少"


@pytest.mark.parametrize(
    ("question", "asked"),
    [("甲区推出的贷款，报道点出名字的有几种？", "甲区推出的贷款有哪些?"), ("甲厂要上几种生产线？", "甲厂要上哪些生产线?"), ("部里点名表扬了几个地方？", ""), ("甲区有几所学校？", "")],
)
def test_what_is_to_be_counted_is_read(question: str, asked: str) -> None:
    tally = read_tally(fold_text(question))
    assert (tally.question if tally else "") == asked


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("按云州的入选数和占比倒推，第三批科技专项全省一共入选多少个项目？", "约40个"),
        ("云州市入选项目占全省入选总数的多少？", "22.5%"),  # nothing is reckoned backwards
        ("柏溪区今年计划投的钱，占这批项目总投资的百分之几？", "15%"),
    ],
)
def test_the_whole_behind_a_share(question: str, short: str) -> None:
    told = "江陵省第三批科技专项公布，云州市9个项目入选，占全省入选总数的22.5%；青川市入选项目4个。"
    opened = "柏溪区6个重点项目集中开工，总投资84亿元，年度计划投资12.6亿元。其中，总投资30亿元的海岳风电项目落户北园。"
    engine = Engine.from_articles([Article.from_text("a", told, date="2023-06"), Article.from_text("b", opened, title="柏溪区开工", date="2023-06")])
    assert engine.ask(question).short == short


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("第三批科技专项全省一共入选了多少个项目？", "约40个"),
        ("江陵省第三批科技专项入选总数是多少个？", "约40个"),
        ("云州市第三批科技专项有多少个项目入选？", "9个"),
        ("江陵省有多少家瞪羚企业？", "约50家"),
        ("云州高新区有多少家瞪羚企业？", "10家"),
        ("云州市的专精特新企业有多少在高新区？", "70%"),
        ("江陵省有多少家专精特新企业？", ""),  # the city's share of its own is nothing of the province's
    ],
)
def test_a_part_is_not_the_whole(question: str, short: str) -> None:
    told = "江陵省第三批科技专项公布，云州市9个项目入选，占全省入选总数的22.5%；青川市入选项目4个。云州高新区拥有瞪羚企业10家，占江陵省20%。"
    zone = "云州高新区集聚了云州市70%的专精特新企业，是全市的创新高地。"
    engine = Engine.from_articles([Article.from_text("a", told, date="2023-06"), Article.from_text("b", zone, date="2023-06")])
    assert engine.ask(question).short == short


@pytest.mark.parametrize("question", ["云州高新区瞪羚企业占全省几分之几？", "云州高新区的瞪羚企业占江陵省的多少分之几？"])
def test_a_fraction_is_a_share(question: str) -> None:
    engine = Engine.from_articles([Article.from_text("a", "云州高新区拥有瞪羚企业10家，占江陵省20%。", date="2023-06")])
    assert engine.ask(question).short == "20%"
