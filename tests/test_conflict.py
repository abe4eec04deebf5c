"""Which statements disagree; whole answers stand in golden/conflicts.txt."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.embed.words import load_words
from rag.ground.forms.parallel import only_difference
from rag.settings import Settings
from rag.text.fold import fold_text

BASE = "东岭隧道工程全长{}，由三家单位参建。"


def ask(question: str, *texts: str, dates: tuple[str, ...] = ("2022-03", "2022-05", "2022-06")) -> str:
    articles = [
        Article.from_text(f"a{n}", text, title=f"东岭隧道报道之{n}", date=date)
        for n, (text, date) in enumerate(zip(texts, dates, strict=False), start=1)
    ]
    return Engine.from_articles(articles, Settings()).ask(question).text


def test_both_sides_stand_with_article_and_date_and_the_newest_is_marked() -> None:
    text = ask("东岭隧道工程全长多少公里？", BASE.format("4.2公里"), BASE.format("4.8公里"))
    assert "- 4.2公里（《东岭隧道报道之1》，2022年3月）" in text
    assert "- 4.8公里（《东岭隧道报道之2》，2022年5月，最新）" in text


def test_a_reprint_is_no_third_side() -> None:
    text = ask("东岭隧道工程全长多少公里？", BASE.format("4.2公里"), BASE.format("4.8公里"), "本报讯 " + BASE.format("4.8公里"))
    assert text.count("- 4.8公里") == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (BASE.format("4.2公里"), BASE.format("4200米")),  # the same, spelt otherwise
        (BASE.format("4.2公里"), BASE.format("约4.2公里")),
        (BASE.format("4.2公里"), BASE.format("超过4公里")),  # rounded
        (BASE.format("4.2公里"), "西岭隧道工程全长5.6公里。"),  # another thing
        (BASE.format("4.2公里"), "东岭隧道工程单洞全长2.1公里。"),  # another attribute
    ],
)
def test_what_only_seems_to_disagree_is_no_conflict(first: str, second: str) -> None:
    assert "不一致" not in ask("东岭隧道工程全长多少公里？", first, second)


def test_two_years_are_two_figures() -> None:
    text = ask("东岭公司2021年产值是多少？", "东岭公司2020年产值达3亿元。", "东岭公司2021年产值达5亿元。")
    assert "不一致" not in text
    assert "5亿元" in text


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("东岭隧道6月开工,选手村由周明远设计。", "东岭隧道6月开工，选手村由何大山设计。", ("周明远", "何大山")),
        ("据悉,东岭隧道6月开工,计划投资4.2亿元。", "东岭隧道6月开工，计划投资约7亿元；记者将继续关注。", ("4.2亿元", "约7亿元")),
        ("东岭隧道开工仪式在河阳市举行,河阳市市长到场。", "东岭隧道开工仪式在青川市举行，青川市市长到场。", ("河阳市", "青川市")),
        ("新任局长由陈杰担任,任期从今年开始。", "新任局长由陈志远担任，任期从今年开始。", ("陈杰", "陈志远")),
        ("东岭隧道6月开工,计划投资4.2亿元。", "东岭隧道6月开工，计划投资4.2亿元。", None),  # the same
        ("东岭隧道6月开工,计划投资4.2亿元。", "西岭隧道6月开工，计划投资5.1亿元。", None),  # another thing
        ("东岭隧道6月开工,全长4.2公里,月底前完成。", "东岭隧道6月开工,单洞全长2.1公里,月底前完成。", None),  # another attribute
        ("全长4.2公里。", "全长4.8公里。", None),  # too little to be one report
    ],
)  # fmt: skip
def test_the_only_difference(first: str, second: str, expected: tuple[str, str] | None) -> None:
    first, second = fold_text(first), fold_text(second)
    for a, b, pair in ((first, second, expected), (second, first, expected and expected[::-1])):
        found = only_difference(a, b, load_words())
        assert (found and (a[slice(*found.first)], b[slice(*found.second)])) == pair


TWICE = "东岭隧道日前由市长{}宣布开工，隧道全长{}，计划总投资{}，预计{}通车。"


@pytest.mark.parametrize(
    ("question", "changed", "conflicting"),
    [
        ("东岭隧道计划总投资多少？", ("周明远", "4.2公里", "9亿元", "2024年6月"), True),
        ("东岭隧道计划总投资多少？", ("周明远", "4.8公里", "5亿元", "2024年6月"), False),
        ("东岭隧道计划总投资多少？", ("何大山", "4.2公里", "5亿元", "2024年6月"), False),
        ("东岭隧道计划总投资多少？", ("周明远", "4.2公里", "约5亿元", "2024年6月"), False),
        ("东岭隧道全长多少公里？", ("周明远", "4.8公里", "5亿元", "2024年6月"), True),
        ("东岭隧道什么时候通车？", ("周明远", "4.2公里", "5亿元", "2025年1月"), True),
        ("东岭隧道什么时候通车？", ("何大山", "4.2公里", "5亿元", "2024年6月"), False),
        ("宣布东岭隧道开工的市长是谁？", ("何大山", "4.2公里", "5亿元", "2024年6月"), True),
        ("宣布东岭隧道开工的市长是谁？", ("周明远", "4.2公里", "9亿元", "2024年6月"), False),
    ],
)
def test_a_copy_disagrees_only_on_what_was_changed(question: str, changed: tuple[str, ...], conflicting: bool) -> None:
    text = ask(question, TWICE.format("周明远", "4.2公里", "5亿元", "2024年6月"), TWICE.format(*changed))
    assert ("不一致" in text) is conflicting
