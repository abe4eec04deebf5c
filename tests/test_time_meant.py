"""What a word of time means in its article, asked of the word itself; invented articles."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.settings import Settings
from rag.types import Article

OLD = Article.from_text(
    "old",
    "青屿高新区去年9月成立了青屿科技服务公司。\n远舟船闸闸室主体完工,预计明年4月投入使用。\n“南馆今年年底封顶。”项目经理陆明说。",
    title="青屿高新区服务企业",
    date="2021-05-13",
)
UNDATED = Article.from_text("undated", "岭东高新区去年3月揭牌。", title="岭东高新区")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([OLD, UNDATED], Settings())


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("青屿科技服务公司，稿子里写的是“去年9月”成立，落到年份上是哪年哪月？", "去年9月（2020年9月）"),
        ("远舟船闸说“明年4月”能用，这个“明年”是指哪一年？", "明年4月（2022年4月）"),
        ("陆明讲南馆“今年年底”封顶，这个今年是哪一年？", "今年年底（2021年底）"),
        ("文中的去年9月指的是哪一年？", "去年9月（2020年9月）"),
    ],
)
def test_a_word_of_time_is_told_by_the_date_of_its_article(engine: Engine, question: str, short: str) -> None:
    answer = engine.ask(question)
    assert answer.short == short
    assert [c.article_id for c in answer.citations] == ["old"] * len(answer.citations)


@pytest.mark.parametrize("question", ["岭东高新区揭牌的“去年3月”是指哪一年？", "文中的“大前年”是指哪一年？"])
def test_what_cannot_be_known_is_not_told(engine: Engine, question: str) -> None:
    assert "（20" not in engine.ask(question).short


def test_what_happened_then_is_another_question(engine: Engine) -> None:
    assert engine.ask("去年9月青屿高新区成立的是哪家公司？").short == "青屿科技服务公司"
