"""Names as a question wraps them, colleagues' names for a person, catchwords, everyday words: what is no name of elsewhere."""

from __future__ import annotations

import pytest

from rag.embed.words import load_words
from rag.ground.judgement.mismatch import not_of_kind, unexplained, unranked
from rag.ground.sentences.enumerating import enumerations
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.subjects import foreign_names, other_ordinal
from rag.ground.sentences.unknown import unknown_words
from rag.text.fold import fold, fold_text
from rag.text.nicknames import in_full
from rag.types import Article
from rag.understand.keywords import completed
from rag.understand.question import understand

ARTICLE = fold_text("岚泽高新区近日集中开工6个项目。岚泽区域创新中心由青禾建工承建，项目工程师沈明远说，难点是主缆吊装。首批专项投入9亿元。")


def sentence_of(text: str) -> Sentence:
    return Sentence(Article.from_text("a", text, date="2023-05-18"), 1, 0, len(text), 0, fold(text))


@pytest.mark.parametrize(
    "question",
    ["负责施工岚泽区域创新中心的企业是哪家?", "今年3月起岚泽高新区推出了哪些举措?", "一句话概括岚泽高新区的开工情况", "替青禾管岚泽基地筹建的是谁?"],
)
def test_what_a_question_puts_before_a_name_makes_no_other_name(question: str) -> None:
    assert foreign_names(question, ARTICLE) == ()


def test_another_place_stays_another_place() -> None:
    assert foreign_names("海宁高新区集中开工了几个项目?", ARTICLE) == ("海宁高新区",)


def test_the_first_batch_has_two_names() -> None:
    assert not other_ordinal("第一批专项投入多少?第一批的标准有几项?", f"{ARTICLE}第二批专项占41.3%。")
    assert other_ordinal("第三批专项投入多少?", f"{ARTICLE}第二批专项占41.3%。")


def test_everyday_words_are_no_names() -> None:
    words = load_words()
    assert unknown_words("园区的选址为何扎堆?帮我概括一下", ARTICLE, words) == ()
    assert unknown_words("阔羿跋的选址在哪?", ARTICLE, words) == ("阔羿跋",)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("沈工说最难的是什么?", "沈明远说最难的是什么?"),
        ("说主缆难装的沈工是哪家单位的?", "说主缆难装的沈明远是哪家单位的?"),
        ("老沈怎么看?", "沈明远怎么看?"),
        ("王总说了什么?", "王总说了什么?"),  # nobody of that name
        ("沈主任说了什么?", "沈主任说了什么?"),  # no such post
        ("沈明远说了什么?", "沈明远说了什么?"),
    ],
)
def test_a_colleagues_call_becomes_the_name_that_it_can_only_mean(asked: str, named: str) -> None:
    assert in_full(asked, [ARTICLE]) == named


def test_a_call_that_fits_two_people_stays() -> None:
    assert in_full("沈工说了什么?", [ARTICLE, "记者沈小满表示，项目进展顺利。"]) == "沈工说了什么?"


def test_the_members_of_a_catchword_are_asked_of_a_text_that_spells_them_out() -> None:
    question = understand("“三比三看”具体是比什么、看什么?")
    assert unexplained(question, sentence_of("岚泽做实“三比三看”活动，坚持抓开工。")) == ("三比三看的内容",)
    assert unexplained(question, sentence_of("岚泽开展“三比三看”（比进度、比质量、比服务）活动。")) == ()
    assert unexplained(understand("“三比三看”是谁提出的?"), sentence_of("岚泽做实“三比三看”活动。")) == ()


def test_the_hardest_part_is_what_the_text_calls_the_difficulty() -> None:
    question = understand("岚泽创新中心最头疼的是哪道工序?")
    assert unranked(question, sentence_of("岚泽创新中心的难点是主缆吊装。")) == ()
    assert unranked(question, sentence_of("岚泽创新中心是省内最大的中心。")) != ()


def test_a_price_for_one_is_told_for_one() -> None:
    question = understand("青禾的股票现在多少钱一股?")
    assert not_of_kind(question, "20亿元", "总投资", "的项目") == ("单价",)
    assert not_of_kind(question, "20元", "每股", "") == ()


def test_keywords_that_qualify_one_another_are_one_phrase() -> None:
    assert completed("岚泽高新区 实际使用外资 同比 增幅") == "岚泽高新区实际使用外资同比增幅是多少？"
    assert completed("青禾公司 成立时间") == "青禾公司 成立时间是什么时候？"


def test_what_one_quotation_enumerates() -> None:
    found = enumerations(sentence_of("要发扬‘团结、务实、争先’的岚泽精神。"))
    assert ["团结", "务实", "争先"] in [[item.text for item in items] for items in found]
