"""Follow-ups in loose wording: the earlier subject stays, the new attribute takes the place of the old one."""

from __future__ import annotations

import pytest

from rag.followup.conversation import Talk
from rag.followup.rewrite import rewrite
from rag.followup.weighing import of_both
from tests.test_judging import engine_of

# Earlier questions, the follow-up, what the complete question must hold, what it must not.
CASES = [
    (["鹤汀科创港2号楼什么时候封顶？"], "那5号楼呢？", "鹤汀科创港5号楼什么时候封顶", "2号楼"),
    (["雪柏食品这次新增了几家门店？"], "现在一共有多少家？", "雪柏食品现在门店总数是多少家", "新增"),
    (["雪柏食品6月末有多少家门店？"], "对比年初多了多少家？", "对比年初增加多少家", "多了"),
    (["白石口岸在哪个州？", "我问的是青云口岸。"], "那地方是通哪个国家的？", "青云口岸", "白石口岸"),
    (["东岚州现代渔业类和乡村旅游类有几个项目？"], "那其中投资最多的一个呢，投了多少？", "投资最多的是哪个", "一个呢"),
    (["东岚州有几家企业签了协议？"], "那农产品加工类的项目有几个？", "东岚州农产品加工类的项目有几个", "协议"),
    (["鹤汀科创港2号楼什么时候封顶？", "那5号楼呢？"], "为什么？", "鹤汀科创港5号楼为什么封顶", "什么时候"),
    (["鹤汀科创港2号楼高多少米？", "5号楼呢？"], "相差多少？", "鹤汀科创港2号楼和5号楼高相差多少", "呢"),
    (["雪柏食品6月末有多少家门店？"], "真的吗？", "雪柏食品6月末有多少家门店", "真的"),
    (["东岚州有几家企业签了协议？", "这是什么时候的事？", "总投资呢？"], "还有吗？", "东岚州", "什么时候"),
    (["白石口岸在哪个州？", "那里什么时候开放的？"], "雪柏食品的门店有多少家？", "雪柏食品的门店有多少家？", "白石"),
    (["宁可为哪年拿的学士学位？"], "博士呢？", "宁可为哪年拿的博士学位", "学士"),
    (["东岚州一季度实施了多少现代渔业项目？"], "具体是哪些？", "东岚州一季度实施了哪些现代渔业项目", "多少"),
    (["东岚州一季度签约了多少个项目？"], "分哪几类？", "东岚州一季度签约的项目分哪几类", "多少"),
    (["白石口岸是对哪个国家开放的？"], "后来呢？", "白石口岸后来怎么样", "开放"),
    (["穗丰生物公司的董事长是谁？"], "公司在哪里推广益生菌？", "穗丰生物公司", "董事长"),
]


@pytest.mark.parametrize(("earlier", "question", "holds", "lacks"), CASES)
def test_the_complete_question(earlier: list[str], question: str, holds: str, lacks: str) -> None:
    answerer = engine_of("claims.txt")._answerer
    complete = rewrite(
        question, [(each, "") for each in earlier], answerer._known, answerer._telling, answerer._together
    )
    assert holds in complete, complete
    assert lacks not in complete, complete


@pytest.mark.parametrize(
    ("earlier", "answer", "question", "words"),
    [
        ("雪柏食品在城区共有多少家门店？", "1840家。", "对比年初多了多少家？", "126家"),
        ("东岚州的签约项目中，投资最少的是哪类？", "乡村旅游类。", "那现代渔业类的项目有几个？", "5个"),
        ("白石口岸是对哪个国家开放的？", "不丹。", "那青云口岸呢？", "尼泊尔"),
    ],
)
def test_the_answer(earlier: str, answer: str, question: str, words: str) -> None:
    assert words in engine_of("claims.txt").ask(question, [(earlier, answer)]).text


def test_what_was_answered_in_tons_is_asked_in_tons() -> None:
    talk = [("雪柏食品今年汤圆卖了多少？", "3万吨。")]
    assert rewrite("青云食品水饺卖了多少呢？", talk, lambda text: text in "青云食品水饺", lambda text: text in "青云食品") == "青云食品水饺卖了多少吨呢？"


def test_what_was_exchanged_is_what_one_goes_on_about() -> None:
    talk = Talk(anchor="雪柏食品汤圆").asked("雪柏食品今年水饺卖了多少？", pair=("水饺", "汤圆"))
    assert talk.anchor == "雪柏食品水饺"


# Earlier turns with their answers, the follow-up, what the complete question must hold, what it must not.
WEIGHED = [
    ([("东岚州这批开工项目有几个？", "7个。")], "花钱最多的是哪个？", "东岚州这批开工项目中，投资最多的是哪个", "花钱"),
    ([("东岚州这批开工项目有几个？", "7个。")], "最小的那个呢？", "东岚州这批开工项目中，投资最少的是哪个", "那个"),
    ([("东岚州这批开工项目有几个？", "7个。")], "最大的难处是什么？", "难处", "投资最多"),
    ([("东岚州7个开工项目总投资多少？", "30亿元。")], "其中渔业类的占几成？", "东岚州渔业类项目总投资占7个开工项目总投资的百分之几", "几成"),
    ([("东岚州7个开工项目总投资多少？", "30亿元。")], "跟西岭区那两个项目比，多出多少？", "东岚州7个开工项目总投资比西岭区那两个项目总投资多多少", "跟"),
    ([("东岚州一季度省级重点项目完成投资多少？", "3亿元。")], "市级的也这么多吗？", "东岚州一季度市级重点项目完成投资多少", "省级"),
    ([("东岚州一季度省级重点项目完成投资多少？", "3亿元。")], "市级的也开工了吗？", "市级", "完成投资多少"),
    ([("东岚州一季度实施了多少省、市级重点项目？", "40个。")], "15个省级的都动工了没有？", "东岚州一季度15个省级重点项目都动工了没有", "多少"),
    ([("东岚州这次开工的是哪两个项目？", "青禾果蔬加工基地和远舟渔业产业园二期。")], "那个基地投了多少钱？", "青禾果蔬加工基地投了多少钱", "产业园"),
    ([("东岚州这次开工的是哪两个项目？", "青禾果蔬加工基地和远舟渔业产业园二期。")], "大头是哪个？", "两个项目中，投资最多的是哪个", "大头"),
    ([("东岚州工程最大的难点是什么？", "钢梁。")], "这东西有多重？", "钢梁有多重", "东西"),
    ([("东岚州渔业研究院聘了几位专家？", "9位。")], "他们讨论了什么？", "东岚州渔业研究院的专家讨论了什么", "他们"),
]


@pytest.mark.parametrize(("earlier", "question", "holds", "lacks"), WEIGHED)
def test_what_is_weighed(earlier: list[tuple[str, str]], question: str, holds: str, lacks: str) -> None:
    answerer = engine_of("claims.txt")._answerer
    complete = rewrite(question, earlier, answerer._known, answerer._telling, answerer._together)
    assert holds in complete, complete
    assert lacks not in complete, complete


@pytest.mark.parametrize(
    ("asked", "complete"),
    [
        ("哪个增得更快", "东岚州水产出口额和果蔬出口额增速哪个更快？"),
        ("谁跌得更猛", "东岚州水产出口额和果蔬出口额降幅哪个更大？"),
        ("两者哪个更多", "东岚州水产出口额和果蔬出口额哪个更多？"),
        ("相差多少", "东岚州水产出口额和果蔬出口额相差多少？"),
    ],
)
def test_what_is_asked_of_both(asked: str, complete: str) -> None:
    talk = Talk(pair=("东岚州果蔬出口额是多少？", "果蔬出口额", "水产出口额"))
    assert of_both(asked, talk) == complete


@pytest.mark.parametrize(
    ("earlier", "question", "complete"),
    [
        ([("青屿港一季度出口额多少？", "40亿元"), ("进口额呢？", "25亿元")], "两个差多少？", "青屿港一季度出口额和进口额相差多少？"),
        ([("青屿港一季度出口额多少？", "40亿元"), ("进口额呢？", "25亿元")], "增速哪个快？", "青屿港一季度出口额和进口额增速哪个更快？"),
        ([("青屿有多少个省级项目？", "30个"), ("青屿有多少个市级项目？", "12个")], "加起来呢？", "青屿省级项目和市级项目一共多少个？"),
        ([("青屿厂的年产值比总投资多多少？", "多6亿元")], "是几倍？", "青屿厂的年产值是总投资的几倍？"),
        ([("青屿区的总投资和年度计划投资差多少？", "83亿元")], "那年度计划占多少？", "年度计划投资占青屿区的总投资的百分之几？"),
        ([("青屿厂总投资多少？", "2亿元")], "年产值是它的几倍？", "青屿厂年产值是青屿厂总投资的几倍？"),
        ([("青屿那三类项目各投多少？", "甲类3亿元")], "哪类最多？", "青屿那三类项目哪类投资最多？"),
        ([("青屿区管委会主任是谁？", "李远山"), ("他说要建什么？", "港口")], "周明川呢？", "周明川说要建什么"),
        ([("青屿港一季度出口额多少？", "40亿元"), ("青屿港在哪个省？", "江陵省")], "两个差多少？", "青屿港两个差多少"),  # no two figures
    ],
)
def test_two_figures_are_weighed(earlier: list[tuple[str, str]], question: str, complete: str) -> None:
    assert rewrite(question, earlier, lambda text: True, lambda text: False, lambda a, b: True).rstrip("？?") == complete.rstrip("？?")
