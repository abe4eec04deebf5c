"""Which of the things that the sources list is the most, and what stands beside what was asked of. All texts are invented."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.followup.counterpart import like_word, next_most, other_label, other_of_two, whose
from rag.ground.arithmetic.among import read_among
from rag.ground.arithmetic.rephrased import rephrased
from rag.text.fold import fold_text
from rag.understand.keyed import written_out

LINGDONG = (
    "近日,岭东高新区的米香速冻食品智能工厂和岭东高新区仿制药产业园三期两个项目集中开工,计划总投资9.2亿元。\n"
    "其中,岭东高新区仿制药产业园第三期项目总投资8亿元,计划于2023年10月投产。\n"
    "米香速冻食品智能工厂项目用地约30亩,总投资1.2亿元。项目建成后预计年营业额可达7亿元。"
)
CHENGHU = (
    "澄湖高新区科创中心建设现场一片繁忙。\n"
    "“我们计划3号楼今年年底全部完工,4号楼因为工程量较大,整体竣工日期大概是明年8月底。”澄湖高新区科创中心项目负责人说。"
)
QINGYU = (
    "青屿高新区共有7个重点项目集中开工,总投资120亿元。其中,10亿元以上的项目共有3个,分别为总投资60亿元的远航机器人产业园项目、"
    "总投资25亿元的云桥数据中心项目及总投资12亿元的晨光电池二期项目。\n"
    "今年一季度,青屿高新区共有60个项目签约,其中,产业类签约项目21个,总投资300亿元;9个省级开工项目总投资80亿元;30个科技项目签约落地,总投资达50亿元。"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    told = (("a", LINGDONG, "岭东高新区又有项目开工"), ("b", CHENGHU, "澄湖高新区项目建设提速"), ("c", QINGYU, "青屿高新区集中开工"))
    return Engine.from_articles([Article.from_text(name, text, title=title, date="2021-05") for name, text, title in told])


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("岭东高新区两个开工项目,投资额大的是哪一个?", "仿制药产业园"),
        ("岭东这两个项目里,哪个更花钱?", "仿制药产业园"),
        ("岭东高新区开工的两个项目,投资小的那个叫什么?", "米香速冻食品智能工厂"),
        ("澄湖科创中心的两栋楼,哪一栋先竣工?", "3号楼"),
        ("澄湖科创中心那两栋楼,哪栋更晚完工?", "4号楼"),
        ("澄湖高新区科创中心三号楼同四号楼,谁竣工在前?", "3号楼"),
        ("青屿开工项目里投资第二大的是哪个?", "云桥数据中心"),
        ("青屿那三个超十亿的项目中,投资垫底的是哪一个?", "晨光电池二期"),
        ("青屿最大的两个开工项目加一块投资多少?", "85亿元"),
        ("青屿高新区一季度的三类项目,个数最多的是哪类?", "科技项目"),
        ("除了米香速冻工厂,岭东另一个项目总投资是多少?", "8亿元"),
        ("青屿这批开工项目里排第二的投了多少?", "25亿元"),
        ("青屿开工项目里第三大的项目总投资是多少?", "12亿元"),
        ("青屿开工项目按投资排,第二是谁?", "云桥数据中心"),
        ("青屿开工项目里投资排第二的要花多少?", "25亿元"),
        ("青屿高新区一季度那三类项目各投多少?", "产业类签约项目300亿元、省级开工项目80亿元、科技项目50亿元"),
        ("岭东那两个项目分别投多少钱?", "仿制药产业园"),
    ],
)
def test_one_of_those_that_are_listed_is_named(engine: Engine, question: str, short: str) -> None:
    answer = engine.ask(question)
    assert short in answer.short, answer.short or answer.text
    assert all(statement.citations for statement in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "岭东最大的三个开工项目加一块投资多少?",
        "岭东开工项目里投资第三大的是哪个?",
        "青屿最大的五个开工项目一共投资多少?",
        "澄湖科创中心的三栋楼,哪一栋先竣工?",
        "除了远航机器人,青屿另一个开工项目总投资是多少?",
        "青屿高新区剩下四个没点名的项目叫什么名字?",
        "青屿的两个园区各投资多少?",
    ],
)
def test_what_the_sources_do_not_list_as_a_whole_is_not_ranked(engine: Engine, question: str) -> None:
    assert not engine.ask(question).answered


@pytest.mark.parametrize("question", ["岭东又有哪两个重大项目开工?", "青屿布局哪三大产业?", "岭东第二批项目什么时候开工?"])
def test_what_asks_for_no_size_is_no_such_question(question: str) -> None:
    assert read_among(fold_text(question)) is None


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("岭东高新区 青屿高新区 集中开工 总投资 合计", "岭东高新区和青屿高新区的集中开工项目总投资合计多少"),
        ("岭东州 青屿州 签约项目 合计 个数", "岭东州和青屿州签约项目合计多少个"),
        ("青屿高新区 合同外资 使用外资 增速 哪个快", "青屿高新区合同外资和使用外资,增速哪个快"),
        ("青屿高新区 省级 市级 重点项目 完成投资 哪个多", "青屿高新区省级重点项目和市级重点项目,完成投资哪个多"),
        ("青屿高新区 总投资", ""),
        ("岭东 青屿 哪里 开工", ""),
    ],
)
def test_keywords_are_written_out(typed: str, written: str) -> None:
    assert written_out(fold_text(typed)) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("甲区八十二个科技项目总投资多少", "甲区82个科技项目总投资多少"),
        ("甲区94个项目除去省级的,市级有几个", "甲区94个项目中不是省级的有多少个"),
        ("甲区项目94个,减去产业项目还有几个", "甲区项目94个中不是产业项目的有多少个"),
        ("甲和乙,金额上孰多孰少", "甲和乙,金额上,谁更多"),
        ("甲、乙两地高新区合计投资多少", "甲、乙两地高新区合计投资多少"),
        ("岭东、青屿两地高新区合计投资多少", "岭东高新区和青屿高新区合计投资多少"),
    ],
)
def test_one_wording_stands_for_many(text: str, written: str) -> None:
    assert rephrased(text) == written


def never(text: str) -> bool:
    return False


def test_what_stands_beside_takes_the_earlier_question_over() -> None:
    frame = "青屿高新区开工项目里哪个投资最大"
    assert next_most("那投资排第二的呢", frame) == "青屿高新区开工项目里哪个投资第二大"
    assert next_most("第三大的是哪个", frame) == "青屿高新区开工项目里哪个投资第三大"
    assert next_most("第二批呢", frame) == ""
    assert next_most("最小的呢", frame) == "青屿高新区开工项目里哪个投资最小"
    assert next_most("那第二大的呢", "青屿高新区总投资多少") == ""
    level = "青屿高新区一季度市级重点项目完成投资多少"
    assert other_label("省级的那些完成投资是多少", level) == "青屿高新区一季度省级重点项目完成投资是多少"
    assert other_label("省级的那些完成投资是多少", "青屿高新区总投资多少") == ""
    assert other_label("那省级的呢", level) == ""
    assert like_word("岭东上半年养殖业收入多少", "加工", lambda text: text == "加工业") == "岭东上半年加工业收入多少"
    assert like_word("岭东的创新主体有多少", "平台", lambda text: text in ("创新主体", "创新平台")) == "岭东的创新平台有多少"
    assert other_of_two("另外一个项目呢,投资多少", "甲项目", "甲项目总投资多少", never) == "除了甲项目,另一个项目投资多少?"
    assert other_of_two("另外一个项目呢", "", "总投资多少", never) == ""
    assert other_of_two("另一个呢", "园二期", "甲园二期投资多少", {"甲园一期", "园一期", "三期"}.__contains__) == "甲园一期投资多少?"
    assert whose("青屿高新区党工委") == "青屿高新区"


@pytest.mark.parametrize(
    ("history", "question", "short"),
    [
        ([("青屿高新区开工项目里哪个投资最大?", "远航机器人产业园项目")], "那第二大的呢?", "云桥数据中心"),
        ([("岭东开工的仿制药产业园三期总投资多少?", "8亿元")], "另一个呢,总投资是多少?", "1.2亿元"),
        ([("米香速冻工厂占地多少亩?", "约30亩")], "预计一年能卖多少钱?", "7亿元"),
    ],
)
def test_a_follow_up_is_answered_from_what_stands_beside(engine: Engine, history: list[tuple[str, str]], question: str, short: str) -> None:
    assert short in engine.ask(question, history=history).short
