"""What is looked for: names by their form, dates of no year, money of a named thing, deeds, classes, unsure brief answers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from rag import Article, Engine
from rag.embed.words import load_words
from rag.ground.forms.shapes import fact
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.wanted import called, is_a, lacks_figure, typed_spans, wanted_type
from rag.ground.spans.candidates import is_unsure
from rag.settings import Settings
from rag.text.fold import fold
from rag.text.names import find_names, likely_persons
from rag.understand.question import understand


def found(question: str, text: str, date: str = "") -> list[str]:
    article = Article.from_text("a", text, date=date)
    spans = typed_spans(understand(question), Sentence(article, 1, 0, len(text), 0, fold(text)))
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("董事会收到邓祖平的辞职报告", ["邓祖平"]),
        ("决定任命陈远为市长,免去吴朗的职务", ["陈远", "吴朗"]),
        ("主教练巴雷托赛后哽咽", ["巴雷托"]),
        ("前锋帕尔哈提头球破门", ["帕尔哈提"]),
        ("对鱼类的原真性和完整性保护", []),
        ("全省面积最大的社区养老食堂", []),
    ],
)
def test_persons_by_form_alone(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in likely_persons(text, load_words().segment)] == names


def test_a_foreign_name_behind_a_title_is_whole() -> None:
    assert [name.text for name in find_names("主席冯德莱恩出任秘书长") if name.kind == "person"] == ["冯德莱恩"]


def test_an_organisation_begins_behind_what_is_done_to_it() -> None:
    assert [name.text for name in find_names("注射液获得岚泽药品监督管理局批准")] == ["岚泽药品监督管理局"]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("他是哪一天获奖的？", "7月24日,他在会上获奖", ["7月24日"]),
        ("演唱会带来了多少旅游收入？", "演唱会带动4.16亿元的旅游收入", ["4.16亿元"]),
        ("这批船是谁造的？", "由岚泽船舶公司建造", ["岚泽船舶公司"]),
        ("这批船是谁的？", "由岚泽船舶公司建造", []),
    ],
)
def test_what_is_of_the_wanted_type(question: str, text: str, expected: list[str]) -> None:
    assert found(question, text) == expected


@pytest.mark.parametrize(
    ("question", "wanted"),
    [("图书馆的当家人叫什么？", "person"), ("这家药企的一把手叫什么名字？", "person"), ("这座桥叫什么？", "")],
)
def test_who_is_meant_by_a_name_asked_for(question: str, wanted: str) -> None:
    assert wanted_type(understand(question)) == wanted


def test_money_of_a_named_thing_is_no_lacking_figure() -> None:
    assert not lacks_figure(understand("演唱会带来了多少旅游收入？"), "4.16亿元")
    assert lacks_figure(understand("一共有多少游客？"), "4.16亿元")


@pytest.mark.parametrize(
    ("question", "deed"),
    [
        ("岚泽园区接下来打算做什么？", True),
        ("新中心建成了对园区有什么作用？", True),
        ("这台拖拉机厉害在哪儿？", True),
        ("这家公司是管什么的？", True),
        ("园区有哪些企业？", False),
        ("这座桥叫什么？", False),
        ("园区做什么产品？", False),
    ],
)
def test_deeds_are_told_from_things(question: str, deed: bool) -> None:
    assert understand(question).in_clauses is deed


def test_a_class_goes_by_its_other_names() -> None:
    assert "大学" in called("高校")
    assert called("集群") == ("集群",)
    assert is_a(understand("合作的是哪所高校？"), "江岸大学")
    assert not is_a(understand("合作的是哪所高校？"), "江岸公园")


BRIDGE = (
    "如今,桥头装上了位移监测仪和水位报警器,值班员的手机会收到短信。\n"
    "桥修好了,村里的老人又聚到廊下拉二胡、下象棋、卖山货。\n"
    "接下来,村里将整合周边三座老屋的房源,不断探索民宿与研学结合的路子。"
)


@cache
def village() -> Engine:
    return Engine.from_articles([Article.from_text("b", BRIDGE, title="老桥新生", date="2023-05-02")], Settings())


def test_a_list_that_the_brief_answer_spells_out() -> None:
    assert village().ask("桥头新添了哪些设备？").short == "位移监测仪、水位报警器"


def test_a_deed_is_told_by_its_sentence() -> None:
    answer = village().ask("村里接下来打算做什么？")
    assert answer.short == ""
    assert "整合周边三座老屋的房源" in answer.text


def test_an_unsure_brief_answer_gives_way_to_its_sentence() -> None:
    look = village().look("老人聚到廊下做什么？")
    question, found = understand("村里拿什么吸引人？"), look.candidates[0]
    assert is_unsure(question, replace(found, logit=-2.0, score=-1.0))
    assert not is_unsure(question, replace(found, logit=0.5, score=-1.0))
    assert not is_unsure(question, replace(found, logit=-2.0, score=1.0))
    assert not is_unsure(understand("来了多少人？"), replace(found, logit=-2.0, score=-1.0))
    draft = fact(replace(look.evidence, question=question), [replace(found, logit=-2.0, score=-1.0)])
    assert draft is not None
    assert draft.short == ""
    assert found.scored.sentence.text in draft.text
