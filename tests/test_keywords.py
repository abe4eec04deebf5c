"""Questions of keywords: what the last one asks for. All texts are invented."""

import pytest

from rag import Article, Engine
from rag.understand.keywords import completed

TEXT = (
    "青泽港集团成立于2004年3月，注册资本32亿元。集团董事长顾长河表示，三期码头投产后，青泽港年吞吐能力将达到680万标箱。"
    "旗下的海澜冷链公司主要生产冷藏集装箱、保温箱和制冷机组。"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([Article.from_text("a", TEXT, title="青泽港三期码头投产", date="2022-08")])


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("青泽港集团 成立时间", "青泽港集团 成立时间是什么时候？"),
        ("青泽港集团 董事长", "青泽港集团 董事长是谁？"),
        ("青泽港集团　注册资本。", "青泽港集团　注册资本是多少？"),
        ("海澜冷链 产品", "海澜冷链 产品有哪些？"),
        ("青澤港 全國排名", "青澤港 全國排名是第几？"),
        ("海澜冷链 机组 建设企业", "海澜冷链 机组 建设企业是哪家？"),
        ("青泽港 三期 目前进度", "青泽港 三期 目前进度怎么样？"),
        ("甲码头 乙码头 投资 谁大", "甲码头和乙码头,投资谁大？"),
    ],
)
def test_the_last_keyword_says_what_is_asked(typed: str, asked: str) -> None:
    assert completed(typed) == asked


@pytest.mark.parametrize(
    "text",
    ["青泽港集团成立时间", "青泽港集团 何时成立", "青泽港集团 哪年成立 总投资", "青泽港 三期码头", "注册资本", "What is the investment", ""],
)
def test_sentences_and_what_asks_for_nothing_stay(text: str) -> None:
    assert completed(text) == text


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("青泽港集团 成立时间", "2004年3月"),
        ("青泽港集团 董事长", "顾长河"),
        ("青泽港集团 注册资本", "32亿元"),
        ("海澜冷链 产品", "冷藏集装箱、保温箱、制冷机组"),
    ],
)
def test_keywords_are_answered_as_briefly_as_questions(engine: Engine, typed: str, short: str) -> None:
    answer = engine.ask(typed)
    assert answer.short == short
    assert answer.question == typed
    assert answer.searched == completed(typed)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("甲码头 vs 乙码头 总投资", "甲码头和乙码头,哪个总投资更大？"),
        ("去年占地面积：甲码头VS乙码头", "甲码头和乙码头,哪个去年占地面积更大？"),
        ("甲码头 PK 乙码头 增速", "甲码头和乙码头,哪个增速更高？"),
        ("甲码头对乙码头：投资谁大", "甲码头和乙码头,投资谁大？"),
    ],
)
def test_what_is_set_against_another_is_compared(typed: str, asked: str) -> None:
    assert completed(typed) == asked


@pytest.mark.parametrize("text", ["甲码头对乙码头有什么影响？", "甲港对外贸易 总额多少", "甲公司应对乙公司：怎么办"])
def test_a_preposition_sets_nothing_against_another(text: str) -> None:
    assert completed(text) == text
