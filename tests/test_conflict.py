"""Which statements disagree; whole answers stand in golden/conflicts.txt."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.settings import Settings

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
