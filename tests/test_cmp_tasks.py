"""Comparisons and sums in free wording over invented articles (golden/tasks/): the reading of a question, its operands, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Article, Engine, load_articles
from rag.ground.arithmetic.forms import read_task
from rag.ground.arithmetic.rephrased import rephrased
from rag.settings import Settings
from rag.text.fold import fold_text


@pytest.fixture(scope="module")
def invented() -> Engine:
    return Engine.from_articles(load_articles(Path(__file__).parent / "golden" / "tasks"), Settings())


@pytest.mark.parametrize(
    ("question", "operation", "things"),
    [
        ("甲港的吞吐量是乙港那个码头的几倍？", "times", ("甲港", "乙港那个码头")),
        ("甲镇这批项目，总投资比乙镇那两个项目多出多少？", "difference", ("甲镇这批项目", "乙镇那两个项目")),
        ("做药的和做速食的哪个投得多，多多少？", "difference", ("做药", "做速食")),
        ("除掉甲厂和乙厂，丙市剩下的几个厂合计多少投资？", "remainder", ("丙市", "甲厂", "乙厂")),
        ("按甲校女生的占比算，全校一共有多少人？", "whole", ("甲校女生",)),
        ("从甲桥开工到乙桥通车，中间隔了多久？", "difference", ("甲桥开工", "乙桥通车")),
    ],
)
def test_a_question_is_read_as_a_task(question: str, operation: str, things: tuple[str, ...]) -> None:
    task = read_task(fold_text(question), lambda _: False)
    assert task is not None
    assert (task.operation, task.things) == (operation, things)


@pytest.mark.parametrize("question", ["甲港去年的吞吐量是多少？", "甲校的校长是谁？", "甲馆什么时候开馆？", "甲厂比去年多招了多少人？"])
def test_an_ordinary_question_is_no_task(question: str) -> None:
    assert read_task(fold_text(question), lambda _: False) is None


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("澜石港上半年煤炭码头干的活比粮食码头多多少万吨？", "730万吨"),
        ("煤炭码头和矿石码头加一块，澜石港上半年装卸了多少万吨？", "3670万吨"),
        ("澜石港上半年三个码头里哪个货量最小？", "粮食码头"),
        ("澜石港二期还剩多少钱没投？", "18.4亿元"),
        ("澜石港二期工程今年要投的钱占总投资几成？", "33.3%"),
        ("澜石港二期每亩投资多少钱？", "230万元"),
        ("青禾小学和鹿鸣中学，哪所学校投得多，多多少？", "鹿鸣中学"),
        ("鹿鸣中学的学位是青禾小学的几倍？", "1.67倍"),
        ("除了鹿鸣中学，云屏另外两所新学校总投资一共多少？", "4.6亿元"),
        ("按云屏市18所占的比例算，安岭省一共有多少所省级示范学校？", "150所"),
        ("云屏市没有校园农场的学校占多大比例？", "35%"),
        ("青禾小学的女教师占教师多大比例？", "75%"),
        ("县人民医院和县中医院去年门诊量合计多少？", "139万人次"),
        ("河清市体育中心从开工到竣工隔了多久？", "32个月"),
        ("河清的水稻比松原多种多少万亩？", "6万亩"),
    ],
)
def test_operands_are_found_by_their_description(invented: Engine, question: str, short: str) -> None:
    answer = invented.ask(question)
    assert short in answer.short, answer.short or answer.text
    assert all(statement.citations for statement in answer.statements)


@pytest.mark.parametrize(
    "question",
    ["桐山县妇幼保健院的床位比中医院多多少？", "河清市的小麦面积比松原大多少？", "松原市体育中心和河清市体育中心哪个先竣工？"],
)
def test_without_one_of_its_operands_nothing_is_computed(invented: Engine, question: str) -> None:
    assert not invented.ask(question).answered


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("蓝晶半导体产业园和顺达总部项目，哪个投资大？", "蓝晶半导体产业园"),
        ("顺达西南总部和云汇数据中心二期哪个便宜？", "云汇数据中心二期"),
        ("蓝晶封装园比云汇数据中心多投多少？", "20亿元"),
        ("蓝晶那个项目的投资是云汇二期的几倍？", "2.67倍"),
        ("白岭电池园和智慧口岸哪个人多？", "电池园"),
    ],
)
def test_a_figure_in_front_of_what_it_modifies_is_of_nothing_before_it(invented: Engine, question: str, short: str) -> None:
    assert short in invented.ask(question).short


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("岚川那三个上十亿的大项目合起来多少钱？", "62亿元"),
        ("岚川高新区开工的八个项目里，刨掉上十亿的三个，剩下的一共投多少？", "24.5亿元"),
        ("岚川省、市两级重点项目开年三个月一共完成了多少投资？", "24.6亿元"),
        ("岚川和白岭高新区一季度完成的投资，哪边大？", "岚川高新区"),
        ("岚川高新区首季的产业类签约和科技类签约比，哪类投资额高？", "产业类签约项目"),
        ("青梅园和速冻米面基地，谁花钱少？", "速冻米面基地"),
    ],
)
def test_sets_levels_and_parks_are_read_and_named_in_full(invented: Engine, question: str, short: str) -> None:
    answer = invented.ask(question)
    assert answer.short.startswith(short), answer.short or answer.text


def test_an_operand_that_no_source_speaks_of_is_not_computed_with(invented: Engine) -> None:
    assert not invented.ask("蓝晶产业园和岚川体育馆哪个投资大？").answered


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("首批里，甲市是申请的专利多还是制定的标准多？", "首批里,甲市申请的专利和制定的标准,哪个更多"),
        ("出口增得快些还是进口增得快些？", "出口和进口,哪个增得快"),
        ("哪个更大，甲港还是乙港？", "甲港和乙港,哪个更大"),
        ("甲市、乙市两地的总投资相加是多少？", "甲市、乙市两地的总投资合计是多少"),
        ("94个项目中产业项目以外的有多少？", "94个项目中不是产业项目的有多少"),
        ("甲比乙多还是少？", "甲比乙多还是少"),
        ("甲港有多少条航线？", "甲港有多少条航线"),
    ],
)
def test_a_comparison_is_put_in_the_wording_that_is_read(question: str, read: str) -> None:
    assert rephrased(fold_text(question)) == read


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("河清和松原两地代表团的金牌相加是多少枚？", "107枚"),
        ("岚川高新区是产业类签约项目多还是科技类签约项目多？", "产业类签约项目"),
        ("澜石港煤炭码头和矿石码头，哪个完成的吨数多一些？", "煤炭码头"),
        ("澜石港二期工程今年要投的钱占总投资几成？", "三成多"),
    ],
)
def test_free_wordings_are_computed(invented: Engine, question: str, short: str) -> None:
    assert short in invented.ask(question).short


def test_a_refused_comparison_names_the_thing_without_a_figure(invented: Engine) -> None:
    answer = invented.ask("白岭高新区和青杉高新区，哪个完成投资更多？")
    assert not answer.answered
    assert answer.reason == "资料没有给出“青杉高新区”的完成投资，因此无法比较。"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("甲区的外资两项指标,实际使用的和合同的,谁更大", "甲区实际使用外资和合同外资,谁更大"),
        ("甲桥和乙桥,谁在前头完工", "甲桥和乙桥,谁先完工"),
        ("甲镇的项目中谁的产值排第一", "甲镇的项目中哪个的产值最高"),
        ("甲药在国内卖得和在国外哪个更多", "甲药在国内和在国外哪个卖得更多"),
    ],
)
def test_a_comparison_is_written_in_the_wording_that_is_read(said: str, written: str) -> None:
    assert rephrased(said) == written


ZONES = (
    ("澄江高新区三个项目集中开工", "5月，澄江高新区三个重点项目集中开工，总投资42.5亿元。其中，澄江高新区云帆泵业项目总投资12亿元。"),
    ("绵岭高新区两个项目开工", "5月，绵岭高新区的晨露果汁基地和绵岭高新区星火传感器产业园二期两个项目集中开工，计划总投资8.3亿元。晨露果汁基地项目总投资约1.2亿元。"),
    ("新药半年报", "上半年，清喉片全球销售额30.2亿元，其中中国销售额4.1亿元。\n在美国销售额21.6亿元。另一核心产品是止咳糖浆，上半年在国内市场销售额达到15.4亿元。"),
)


@pytest.fixture(scope="module")
def zones() -> Engine:
    return Engine.from_articles([Article.from_text(f"z{n}", text, title=title, date="2021-05") for n, (title, text) in enumerate(ZONES)])


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("澄江高新区和绵岭高新区集中开工项目的总投资相加是多少亿元？", "50.8亿元"),
        ("澄江、绵岭两家高新区集中开工的项目凑一起是几个？", "5个"),
        ("清喉片上半年在国内和在美国哪个卖得更多？", "美国"),
        ("清喉片和止咳糖浆上半年在中国市场总共卖了多少？", "19.5亿元"),
    ],
)
def test_operands_are_totals_and_of_the_region_that_is_asked(zones: Engine, question: str, short: str) -> None:
    assert zones.ask(question).short == short


def test_an_owner_that_no_article_names_is_not_compared(zones: Engine) -> None:
    assert not zones.ask("成都高新区集中开工项目的总投资比澄江高新区高吗？").answered


THREE_ZONES = (
    (
        "青禾高新区项目集中开工",
        "青禾高新区一季度集中开工8个重点项目,总投资120亿元,年度计划投资36亿元。一季度,青禾高新区实际使用外资3.6亿美元,同比增长20%;新增合同外资5亿美元,同比增长35%。"
        "青禾高新区拥有专精特新企业45家,占临川市30%。",
    ),
    (
        "白石高新区重点项目加速推进",
        "白石高新区一季度实施省、市级重点项目66个,总投资180亿元。产业类项目总投资90亿元,民生类项目总投资50亿元,交通类项目总投资40亿元。"
        "白石高新区聚集了全市55%的科技型企业、62%的高校院所、48%的检测机构。天晟食品白石基地2020年签署入园协议,预计2023年投产,总投资2亿元,预计年营业额可达12亿元。",
    ),
    (
        "柳泉高新区又有两个项目开工",
        "柳泉高新区两个项目参与集中开工,总投资20亿元。其中,柳泉芯片园项目总投资15亿元。柳泉高新区连续五年举办湖畔论坛、三届工匠大赛、两届渔歌节。在建充电站40座,建成充电站25座。",
    ),
)


@pytest.fixture(scope="module")
def three_zones() -> Engine:
    articles = [Article.from_text(f"z{n}", text, title=title, date="2022-04") for n, (title, text) in enumerate(THREE_ZONES)]
    return Engine.from_articles(articles)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("科技型企业、高校院所、检测机构三类里，白石高新区占全市比例最低的是哪一类？", "检测机构"),
        ("工匠大赛和渔歌节，柳泉高新区办的届数较多的是哪项？", "工匠大赛"),
        ("青禾高新区一季度8个项目打算投的钱占它们总投资的几成？请用百分比表示", "30%"),
        ("柳泉高新区两个开工项目里，芯片园的投资占多大比例？", "75%"),
        ("天晟食品白石基地，年营业额能抵得上总投资的几倍？", "6倍"),
        ("用今年的合同外资和增幅倒推一下，青禾高新区去年同期新增合同外资大概多少？", "3.7亿美元"),
        ("按青禾高新区的家数和占比推算，临川市的专精特新企业大约有多少家？", "150家"),
        ("天晟食品白石基地从签协议到预计投产，前后要几年？", "3年"),
        ("白石高新区三类项目（产业类、民生类、交通类）按投资额从低到高排，中间的是哪一类？", "民生类项目"),
        ("青禾、白石、柳泉三个高新区 项目总投资 第二", "青禾高新区"),
        ("青禾高新区到账的外资和合同外资，哪个同比涨得猛？", "合同外资"),
        ("柳泉高新区的充电站，在建的多还是建成的多？", "在建"),
        ("以180亿元计，白石高新区重点项目总投资是柳泉高新区集中开工项目的几倍？", "9倍"),
        ("柳泉高新区两个开工项目里，水厂的投资占多大比例？", ""),
        ("工匠大赛和读书节，柳泉高新区办的届数较多的是哪项？", ""),
        ("青禾高新区一季度实际使用外资同比增长多少？", "20%"),
    ],
)
def test_sums_over_three_zones(three_zones: Engine, question: str, short: str) -> None:
    answer = three_zones.ask(question)
    assert (short in answer.short and answer.answered) if short else not answer.answered, answer.short or answer.reason
