"""What the reader is sure of: its odds against the form of a name, the judgement, and an answer without a brief one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.engine import Engine
from rag.ground.draft import Builder
from rag.ground.judgement.judge import Judgement
from rag.ground.judgement.sure import joined_first, read_first, surest, vouched, with_brief
from rag.ground.spans.candidates import Candidate
from rag.settings import Settings
from rag.text.eras import find_eras
from rag.text.fold import fold_text
from rag.types import Article
from rag.understand.question import understand

TEXT = "云蛾主要分布于秘鲁，喜欢在草坡之上活动。翻船造成2名船员和5名乘客受伤。"


@pytest.fixture(scope="module")
def one() -> Candidate:
    engine = Engine.from_articles([Article.from_text("a", TEXT)], Settings())
    return engine.look("云蛾喜欢在哪里活动？").candidates[0]


def at(one: Candidate, text: str, logit: float, typed: bool | None, score: float = 0.0) -> Candidate:
    article = one.scored.sentence.article
    start = article.text.index(text)
    return replace(one, start=start, end=start + len(text), logit=logit, typed=typed, score=score)


def test_what_is_read_goes_before_a_name_of_the_form_only_where_the_reader_much_prefers_it(one: Candidate) -> None:
    country, trees = at(one, "秘鲁", -3.5, True, 1.0), at(one, "草坡之上", 2.1, False)
    question = understand("云蛾喜欢在哪里活动？")
    assert read_first(question, [country, trees]) == [trees, country]
    near = replace(country, logit=0.0)
    assert read_first(question, [near, trees]) == [near, trees]
    doubtful = replace(trees, logit=0.2)
    assert read_first(question, [country, doubtful]) == [country, doubtful]
    assert read_first(understand("云蛾有多少只？"), [country, trees]) == [country, trees]


def test_a_place_with_a_name_in_what_is_read_is_that_name(one: Candidate) -> None:
    spread, country, trees = at(one, "分布于秘鲁", 2.0, False), at(one, "秘鲁", -2.0, True), at(one, "草坡之上", -5.0, True, 1.0)
    assert read_first(understand("云蛾分布在哪里？"), [trees, spread, country])[0] == country


def test_figures_read_together_go_before_one_of_them(one: Candidate) -> None:
    first, other = at(one, "2名", -0.4, True), at(one, "5名", -2.1, True)
    both = at(one, "2名船员和5名乘客", 0.5, False)
    question = understand("翻船造成多少人受伤？")
    assert joined_first(question, [first, other, both])[0] == both
    assert joined_first(question, [first, other, replace(both, logit=-0.6)])[0] == first


def test_the_judgement_passes_only_with_a_decisive_reader_of_span_and_passage(one: Candidate) -> None:
    refused = Judgement(0.1, 0.2, (), ())
    assert vouched(refused, [at(one, "草坡之上", 2.5, False)], 0.8).answers
    assert not vouched(refused, [at(one, "草坡之上", 1.5, False)], 0.8).answers
    assert not vouched(refused, [at(one, "草坡之上", 2.5, False)], 0.5).answers
    assert not vouched(refused, [], 0.9).answers


def test_a_reader_has_no_say_where_a_dated_article_tells_of_another_time(one: Candidate) -> None:
    refused, sure = Judgement(0.1, 0.2, (), ()), at(one, "草坡之上", 2.5, False)
    article = replace(sure.scored.sentence.article, date="2021-05")
    elsewhen = replace(sure, scored=replace(sure.scored, dated=False))
    dated = replace(elsewhen, scored=replace(elsewhen.scored, sentence=replace(elsewhen.scored.sentence, article=article)))
    assert vouched(refused, [elsewhen], 0.8).answers
    assert not vouched(refused, [dated], 0.8).answers


def test_a_brief_answer_brings_its_sentence(one: Candidate) -> None:
    builder = Builder()
    article = one.scored.sentence.article
    builder.say("别的话。", [builder.cite(article, 21, len(article.text))])
    draft = with_brief(builder.build(), [at(one, "草坡之上", 0.5, None)])
    assert draft is not None
    assert draft.short == "草坡之上"
    assert "草坡之上" in draft.statements[0].text
    assert with_brief(builder.build(), [at(one, "草坡之上", -1.5, None)]) == builder.build()
    assert with_brief(None, [one]) is None
    assert surest([]) is None


@pytest.mark.parametrize(
    ("text", "era"),
    [
        ("始建于19世纪末的塔", "19世纪末"),
        ("公元前3世纪中叶灭亡", "公元前3世纪中叶"),
        ("距今约3万年的遗址", "距今约3万年"),
        ("贞观三年重修", "贞观三年"),
        ("民国三十八年迁来", "民国三十八年"),
        ("建于明朝初年", "明朝初年"),
        ("卒于1022年", "1022年"),
        ("9月到翌年2月休渔", "9月到翌年2月"),
    ],
)
def test_eras(text: str, era: str) -> None:
    assert [fold_text(text)[s:e] for s, e in find_eras(fold_text(text))] == [era]


@pytest.mark.parametrize("text", ["1200年历史的古寺", "连续三年增长", "5年前动工", "到2021年5月", "今朝明日", "新一代产品"])
def test_no_eras(text: str) -> None:
    assert find_eras(fold_text(text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("爆炸已造成至少多少人死亡？", "count"),
        ("这则海报的口号是什么？", "what"),
        ("谁是决赛中最有价值的球员？", "person"),
        ("云山事件叫什么名字？", "what"),
        ("比赛还剩多少时间？", "duration"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert understand(text).kind == kind
