"""Other names that an article gives itself: defined, bracketed, shortened."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.aliases import find_aliases


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("青河汽车（北京）有限公司（以下简称“青河公司”）昨日宣布", "青河汽车（北京）有限公司", "青河公司"),
        ("东湖大学科技创新研究院(下称“东创院”)成立", "东湖大学科技创新研究院", "东创院"),
        ("依据《中华人民共和国证券法》（以下简称《证券法》）规定", "中华人民共和国证券法", "证券法"),
        ("苏州高新区(虎丘区)企业很多", "苏州高新区", "虎丘区"),
        ("江南证券监督管理委员会（JSRC）表示", "江南证券监督管理委员会", "JSRC"),
        ("建设洛阳国家自主创新示范区。洛阳自创区成立5年。", "洛阳国家自主创新示范区", "洛阳自创区"),
        ("郑洛新国家自创区获批,郑洛新自创区产业集群", "郑洛新国家自创区", "郑洛新自创区"),
        ("粮全其美速食食品智能生产基地项目用地约25亩", "粮全其美速食食品智能生产基地", "粮全其美"),
        ("威海高新区里,威海天力电源科技有限公司很忙,这在天力电源看来很顺利", "威海天力电源科技有限公司", "天力电源"),
        ("東湖大學科技創新研究院（以下簡稱「東創院」）成立", "東湖大學科技創新研究院", "東創院"),
    ],
)
def test_two_names_of_one_thing_lead_to_each_other(text: str, name: str, other: str) -> None:
    aliases = find_aliases(text)
    assert other in aliases[name]
    assert name in aliases[other]


@pytest.mark.parametrize(
    "text",
    [
        "苏州高新区日资中小企业服务中心与苏州高新区企业服务中心",  # two centres
        "春风学院(江苏省)开学",  # a region that holds it
        "国家(威海)区域创新中心",
        "海口高新区与海口高新区发展控股有限公司",
        "国家网络安全产业基地",
        "增长（约5%）很快",
    ],
)
def test_what_names_something_else_is_no_alias(text: str) -> None:
    assert find_aliases(text) == {}


@given(st.lists(st.sampled_from([*"（）()“”简称《》，。", "苏州高新区", "公司", "虎丘区", "科技", "国家"]), max_size=20))
@settings(max_examples=200, deadline=None)
def test_aliases_are_words_of_the_text_and_mutual(pieces: list[str]) -> None:
    text = "".join(pieces)
    for name, others in find_aliases(text).items():
        assert all(name in text and other in text and other != name for other in others)
        assert all(name in find_aliases(text)[other] for other in others)


@pytest.mark.parametrize("unit", ["（", "(以下简称", "公司", "苏州高新区", "科技公司(a)", "》（简称"])
def test_a_hundred_thousand_characters_take_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    find_aliases(text)
    assert time.process_time() - started < 8  # quadratic work would take minutes
