"""Follow-ups that point back: to one of a list, to what was asked for earlier, to a figure, to what a turn put right; in English too."""

from __future__ import annotations

import pytest

from rag.followup.rewrite import rewrite
from rag.text.fold import fold_text
from rag.text.language import is_english

SAID = fold_text(
    "青梧县高新区一季度共有40个项目集中开工和签约，总投资80亿元，其中产业类项目25个，科技类项目15个。松塔集团创始人何砚秋寄来贺信。"
    "松塔集团投资建设智能农机生产基地，一期投资3亿元，预计2024年达产。白鹭湾大桥引桥长320米，主桥长540米。青梧县高新区管委会主任陆闻溪表示，要做好服务。"
    "青梧县高新区实际使用外资2亿美元，新增合同外资3亿美元。开工的10亿元以上项目有云帆电池产业园、灯塔数据中心、石桥冷链物流园。"
    "出台《关于加快青梧县产业发展的意见》。玉带湖文旅基金设立。嘉禾县高新区开工项目12个。"
)
LIST = ("青梧县开工的10亿元以上项目有哪些？", "云帆电池产业园、灯塔数据中心、石桥冷链物流园")
LETTER = ("哪家农机企业给青梧县寄来贺信？", "松塔集团")
COUNT = ("青梧县高新区一季度签约了几个项目？", "40个")
CAPITAL = ("青梧县高新区一季度实际使用外资多少？", "2亿美元")
PAPER = ("青梧县出台了什么文件？", "《关于加快青梧县产业发展的意见》")
BASE = ("松塔集团在青梧县建什么？", "智能农机生产基地")
HEAD = ("青梧县高新区管委会主任是谁？", "陆闻溪，一位年轻干部")
RANKED = ("竞争力指数里长沙排第几？", "第37位")
ENGLISH = ("How many projects started in Qingwu High-tech Zone?", "40")

CASES = [
    ([LIST], "你刚才列的第三个，总投资多少？", "石桥冷链物流园总投资多少"),
    ([LIST, COUNT], "前面说的最后一个在哪儿？", "石桥冷链物流园在哪儿"),
    ([LIST], "头一个比第三个多投多少？", "云帆电池产业园比石桥冷链物流园多投多少？"),
    ([LIST], "这三个项目加起来多少钱？", "云帆电池产业园、灯塔数据中心和石桥冷链物流园加起来多少钱？"),
    ([LIST], "除了这三个，还有没有别的？", LIST[0]),
    ([("青梧县推出哪两种贷款？", "青农贷和青商贷")], "后面那种什么时候推出的？", "青商贷什么时候推出的？"),
    ([LETTER, COUNT], "刚才那家农机企业的创始人是谁？", "松塔集团的创始人是谁？"),
    ([LETTER, COUNT], "再说回那家农机企业，它什么时候达产？", "松塔集团什么时候达产？"),
    ([LETTER], "回到青梧县高新区，签约了几个项目？", "青梧县高新区签约了几个项目"),
    ([COUNT], "你说有40个，其中科技类的几个？", "青梧县高新区科技类的几个"),
    ([PAPER], "为什么要出台这份文件？", "为什么要出台《关于加快青梧县产业发展的意见》？"),
    ([CAPITAL], "新增合同外资比它多多少？", "青梧县高新区一季度新增合同外资比青梧县高新区一季度实际使用外资多多少？"),
    ([("青梧县高新区一季度产业类项目多少个？", "25个")], "科技类的比它少几个？", "青梧县高新区一季度科技类项目比青梧县高新区一季度产业类项目少几个？"),
    ([CAPITAL], "这在全省排第几？", "青梧县高新区一季度实际使用外资在全省排第几"),
    ([CAPITAL], "超过1亿美元了吗？", "青梧县高新区一季度实际使用外资超过1亿美元了吗？"),
    ([CAPITAL], "我问的是新增合同外资。", "青梧县高新区一季度新增合同外资是多少?"),
    ([CAPITAL], "不是实际使用外资，是新增合同外资。", "青梧县高新区一季度新增合同外资多少?"),
    ([CAPITAL], "我问的是实际使用的，不是合同的。", CAPITAL[0]),
    ([("青梧县高新区集聚了全县多少产业类项目？", "62%")], "科技类呢？", "青梧县高新区集聚了全县百分之多少的科技类项目?"),
    ([("青梧县高新区规上企业占全县多少？", "62%")], "那科技企业占多少？", "青梧县高新区科技企业占全县百分之多少?"),
    ([("青梧县高新区有没有智能农机生产基地？", "有")], "它什么时候达产？", "青梧县高新区智能农机生产基地什么时候达产？"),
    ([("青梧县高新区与哪家公司签了约？", "松塔集团")], "哪年的事？", "青梧县高新区与松塔集团签了约，哪年的事？"),
    ([("松塔集团一期厂房建好没有？", "主体完工")], "多大面积？", "松塔集团一期厂房多大面积？"),
    ([("青梧县高新区一季度省级重点项目完成投资多少？", "7亿元")], "和市级的加起来呢？", "青梧县高新区一季度省级和市级重点项目完成投资一共多少？"),
    ([("青梧县高新区一季度省级重点项目完成投资多少？", "7亿元")], "市级的是不是更多？",
     "青梧县高新区一季度市级重点项目完成投资比青梧县高新区一季度省级重点项目完成投资多吗？"),
    ([CAPITAL], "By how much did it grow?", "By how much did 青梧县高新区一季度实际使用外资 grow?"),
    ([COUNT], "总投资？", "青梧县高新区"),
    ([HEAD], "人家是什么时候上任的？", "青梧县高新区管委会主任陆闻溪是什么时候上任的？"),
    ([HEAD], "谁任命他的？", "谁任命青梧县高新区管委会主任陆闻溪的？"),
    ([HEAD], "书记呢？", "青梧县高新区书记是谁？"),
    ([BASE], "什么时候达产？", "松塔集团智能农机生产基地什么时候达产？"),
    ([BASE], "董事长是谁？", "松塔集团"),
    ([RANKED], "合肥排第几？", "竞争力指数里合肥排第几?"),
    ([("白鹭湾大桥是谁设计的？", "某设计院")], "什么时候？", "白鹭湾大桥是什么时候设计的？"),
    ([("白鹭湾大桥引桥有多长？", "320米")], "主桥呢？", "白鹭湾大桥主桥有多长?"),
    ([("青梧县揭牌仪式哪天举行？", "3月8日")], "那天来了多少人？", "青梧县揭牌仪式3月8日来了多少人？"),
    ([("青梧縣出台了什麼文件？", "《關於加快青梧縣產業發展的意見》")], "它是誰起草的？", "《关于加快青梧县产业发展的意见》是谁起草的？"),
    ([ENGLISH], "And in Jiahe High-tech Zone?", "How many projects started in Jiahe High-tech Zone?"),
    ([ENGLISH], "How many of them are industrial?", "How many of projects in Qingwu High-tech Zone are industrial?"),
    ([ENGLISH], "And its total investment?", "What is the total investment of Qingwu High-tech Zone?"),
    ([BASE], "When will it reach full output?", "When will 智能农机生产基地 reach full output?"),
    ([HEAD], "What did he say?", "What did 青梧县高新区管委会主任陆闻溪 say?"),
    ([("青梧县推出哪两种贷款？", "青农贷和青商贷")], "When was the latter launched?", "When was 青商贷 launched?"),
]  # fmt: skip

ALONE = [
    ([LIST], "灯塔数据中心第一期什么时候完工？"),
    ([LETTER], "青梧县高新区一季度集中开工和签约的项目一共有多少个？"),
    ([PAPER], "嘉禾县高新区的这份规划是谁起草的？"),
    ([HEAD], "白鹭湾大桥主桥有多长？"),
    ([ENGLISH], "Who is the chairman of Songta Group?"),
    ([ENGLISH], "Is it true that the bridge is 540 metres long?"),
]


def known(text: str) -> bool:
    return text in SAID


def together(first: str, second: str) -> bool:
    return first in SAID and second in SAID


@pytest.mark.parametrize(("talk", "question", "complete"), CASES)
def test_the_complete_question(talk: list[tuple[str, str]], question: str, complete: str) -> None:
    assert rewrite(question, talk, known, together=together).startswith(complete.rstrip("？?"))


@pytest.mark.parametrize(("talk", "question"), ALONE)
def test_a_complete_question_is_left_alone(talk: list[tuple[str, str]], question: str) -> None:
    assert rewrite(question, talk, known, together=together) == question


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("when will 智能农机生产基地 reach full output?", True),
        ("who chairs 松塔集团?", True),
        ("what is the turnover of songta?", True),
        ("open source 是什么意思?", False),
        ("what 是什么意思?", False),
        ("松塔集团的 app 叫什么?", False),
    ],
)
def test_which_language_is_asked_in(question: str, english: bool) -> None:
    assert is_english(question) is english
