"""What is asked for by its role: partners, titles, bounds, stocks, catchwords of so many characters; and what is no answer to it."""

from __future__ import annotations

from functools import cache

import pytest

from rag import Article, Engine
from rag.ground.judgement.posts import other_body
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.wanted import partners, typed_spans
from rag.ground.spans.unnamed import bound_asked
from rag.settings import Settings
from rag.text.fold import fold
from rag.understand.question import understand

BAY = (
    "青溪自贸区8月2日举行专场签约，成功签约项目31个，签约金额60亿元。其中，1亿元以上项目共7个，占签约总额的八成。区里牢固树立“实干为先”理念，做实“三查三看”活动。"
    "会上，云台港务集团与金泽集团签订海外仓协议，青溪粮油公司与远洋商贸公司签订购销协议。历时两年，云台港务集团与博朗泰之间的纠纷也以和解告终。"
    "青溪企业联盟近日再度扩容，新增9家成员单位。目前，青溪企业联盟成员单位总数为52家。项目落地后新增就业岗位约800人。"
)
CLINIC = (
    "白塔药业将在东郊加快引进高钾血症药物“康平宁”新生产线，并完成消化药物“胃舒安”的生产整合。白塔药业董事长陈立群表示，扩产进展顺利，同期落户的丰禾制药也将投产。"
    "白塔市第三幼儿园位于柳河镇南桥路66号。质检处客服组组长王启对材料负责；质检处巡检班班长刘方对数据负责。"
)


@cache
def engine() -> Engine:
    texts = {"青溪自贸区专场签约": BAY, "白塔药业扩产": CLINIC}
    return Engine.from_articles([Article.from_text(f"a{n}", text, title=title, date="2023-08-03") for n, (title, text) in enumerate(texts.items())], Settings())


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("青溪自贸区签下的项目里，过亿元的有几个？", "7个"),
        ("青溪自贸区要树立的理念是哪四个字？", "实干为先"),
        ("云台港务集团跟谁签了海外仓协议？", "金泽集团"),
        ("云台港务集团同哪家企业闹了两年纠纷？", "博朗泰"),
        ("白塔药业哪款消化药要完成生产整合？", "胃舒安"),
        ("白塔药业的康平宁是治什么病的？", "高钾血症"),
        ("白塔市第三幼儿园的门牌地址是？", "柳河镇南桥路66号"),
        ("质检处巡检班班长姓甚名谁？", "刘方"),
    ],
)
def test_what_is_asked_for_by_its_role(question: str, short: str) -> None:
    assert engine().ask(question).short == short


@pytest.mark.parametrize("question", ["丰禾制药的董事长是谁？", "青溪自贸区的签约是谁带的队？", "青溪自贸区签约项目中外资项目有几个？"])
def test_what_another_body_or_nobody_is_told_of_is_refused(question: str) -> None:
    assert not engine().ask(question).answered


@pytest.mark.parametrize(
    ("question", "kind", "noun"),
    [
        ("没多久就捞到鱼的是哪个科考队员？", "person", "科考队员"),
        ("某省贷款增速连着十个月稳在全国前几名？", "rank", ""),
        ("仪式是在哪块工地上办的？", "place", "工地上办"),
        ("农博会在哪个体育馆开的？", "place", "体育馆开"),
        ("通报是哪个机关发的？", "organisation", "机关发"),
        ("实验是在哪台原型机的基础上做的？", "what", "原型机"),
        ("要树牢的理念是哪四个字？", "what", ""),
        ("吸引来的38家里点了谁的名？", "organisation", ""),
        ("给项目供气的清管站叫什么名字？", "what", "清管站"),
        ("这种药是治什么病的？", "what", "病"),
    ],
)
def test_the_noun_behind_what_asks_tells_the_kind(question: str, kind: str, noun: str) -> None:
    asked = understand(question)
    assert (asked.kind, asked.noun) == (kind, noun)


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("甲泽集团跟哪家公司和解了？", "且甲泽集团与博朗泰之间历时三年的纠纷迎来和解", ["博朗泰"]),
        ("江城新扬要推酶制剂，签约伙伴是哪家公司？", "江城新扬生物公司（江城农业集团参股企业）与Orvi Pet公司签订协议", ["Orvi Pet公司"]),
        ("甲泽集团去年投资了哪家公司？", "甲泽集团与博朗泰之间的纠纷迎来和解", []),
    ],
)
def test_a_partner_is_a_body_by_its_place(question: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in partners(understand(question), text)] == found


def test_a_figure_is_counted_by_what_stands_before_it() -> None:
    text = "新增就业岗位约800人"
    article = Article.from_text("a", text)
    spans = typed_spans(understand("能带来多少就业？"), Sentence(article, 1, 0, len(text), 0, fold(text)))
    assert [text[start:end] for start, end in spans] == ["约800人"]


@pytest.mark.parametrize(("text", "least"), [("过亿元的有几个", 1e8), ("10亿元以上项目", 1e9), ("上千万的", 1e7), ("总投资3亿元", 0)])
def test_a_bound_is_read_with_and_without_its_number(text: str, least: float) -> None:
    assert bound_asked(text) == least


@pytest.mark.parametrize(
    ("question", "before", "owner"),
    [
        ("丰禾的董事长是谁", "白塔集团董事长", "丰禾"),
        ("白塔的董事长是谁", "白塔集团党委书记、董事长", ""),
        ("丰禾的董事长是谁", "该公司董事长", ""),
    ],
)
def test_a_post_is_that_of_the_body_before_it(question: str, before: str, owner: str) -> None:
    assert other_body(question, before, "丰禾和白塔集团都来了") == owner
