"""English questions: their kinds, the glossary, and the whole Chinese questions that comparisons, sums and shares become. All names are invented."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.ground.english.chinese_order import Piece, arranged
from rag.ground.english.compared import compared
from rag.text.english_figures import figures_in_chinese
from rag.text.english_idioms import plain
from rag.text.fold import fold_text
from rag.text.glossary import is_participle, is_verb, kept_phrase, usual
from rag.understand.english import english_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What's the price tag for the scheme?", "amount"),
        ("What did the bridge cost?", "amount"),
        ("How large a plot does the plant take up?", "amount"),
        ("By what percentage did exports go up?", "share"),
        ("How fast did revenue grow?", "share"),
        ("How much did revenue grow to?", "amount"),
        ("Which executive praised the park?", "person"),
        ("Who is the contractor on the job?", "organisation"),
        ("Which body sent out the circular?", "organisation"),
        ("Whereabouts is the centre being built?", "place"),
        ("In what ways does the firm intend to cooperate with businesses?", "how"),
        ("How come the zone opened a clinic?", "why"),
        ("What prompted the move?", "why"),
        ("Where did the city place nationally?", "rank"),
        ("Which grew faster, exports or imports?", "comparison"),
        ("Which of the projects are worth a billion yuan or more?", "list"),
        ("Are there more than ten?", "yesno"),
        ("How much do A and B total?", "aggregation"),
        ("How did staff help when it was registering its company?", "how"),
        ("What does this seal stand for?", "definition"),
        ("How many firms signed up?", "count"),
    ],
)
def test_the_kind_of_a_question(question: str, kind: str) -> None:
    assert english_kind(fold_text(question)) == kind


@pytest.mark.parametrize(("form", "chinese"), [("broke ground", "开工"), ("commended", "表彰"), ("held", "举行"), ("cities", "城市"), ("planned", "计划")])
def test_a_term_is_found_in_every_form(form: str, chinese: str) -> None:
    assert chinese in usual(form)


def test_phrases_are_kept_whole_and_verbs_known() -> None:
    assert kept_phrase(["broke", "ground", "on", "the", "site"]) >= 2
    assert not kept_phrase(["qwz", "ground"])
    assert is_verb("created")
    assert not is_verb("building")
    assert is_participle("signed")


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("worth a billion yuan or more", "worth 10亿元以上"),
        ("since last November", "since 去年11月"),
        ("more than 50 firms", "超过50 firms"),
    ],
)
def test_figures_and_months_become_chinese(asked: str, written: str) -> None:
    assert figures_in_chinese(asked) == written


def test_what_only_says_that_something_is_to_be_goes() -> None:
    assert plain("The line is due to open when?") == "The line is open when?"


def test_what_hangs_on_a_thing_goes_before_it_and_a_clause_too() -> None:
    pieces = [
        Piece("investment", "总投资", "the"), Piece("projects", "项目", "of the"), Piece("started", "开工", "that"), Piece("dongzhou", "东州", "in", proper=True),
    ]  # fmt: skip
    assert "".join(piece.chinese for piece in arranged(pieces)) == "东州开工项目总投资"
    signed = [Piece("memo", "备忘录", "was the"), Piece("signed", "签署"), Piece("li lan", "李兰", "by", proper=True)]
    assert "".join(piece.chinese for piece in arranged(signed)) == "备忘录李兰签署"


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("Which is costlier: the bridge or the tunnel?", "<bridge>和<tunnel>,哪个投资更高?"),
        ("Which grew faster, exports or imports?", "<exports>和<imports>,哪个增速更快?"),
        ("How much larger was the investment in the port than that in the mine?", "<port>的<investment>比<mine>大多少?"),
        ("By how much did investment in the port exceed that in the mine?", "<port>的<investment>比<mine>多多少?"),
        ("How many times larger is the port than the mine?", "<port>是<mine>的几倍?"),
        ("What is the combined investment of the port and the mine?", "<port>和<mine>的<investment>一共是多少?"),
        ("Adding the port and the mine together, how much was invested?", "<port>和<mine>的<invested>一共是多少?"),
        ("What is the difference between the port and the mine in staff?", ""),
        ("Where is the port?", ""),
    ],
)
def test_comparisons_and_sums_become_chinese_questions(question: str, chinese: str) -> None:
    said = compared(question, lambda english: f"<{english}>")
    assert said == chinese if chinese else "<port>" not in said or "相差" in said


TEXTS = {
    "东州港区项目开工": "本报讯 3月6日，东州港区6个项目开工，总投资96亿元，其中产业项目4个。青岚码头总投资50亿元，白石仓储中心总投资20亿元。",
    "东州外贸": "本报讯 一季度，东州出口32亿元，同比增长45%，进口12亿元，同比增长8%。东州贸易协会会长李若兰说，招商引资是港区的生命线。",
}


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What's the overall price tag for the six schemes that broke ground in Dongzhou?", "96亿元"),
        ("By what percentage did exports from Dongzhou go up in the first three months?", "45%"),
        ("Which cost more, the Qinglan terminal or the Baishi storage centre?", "青岚码头"),
        ("Who said that attracting investment is the lifeblood of the port?", "李若兰"),
    ],
)
def test_questions_in_other_words_are_answered(question: str, short: str) -> None:
    engine = Engine.from_articles([Article.from_text(f"a{n}", text, title=title, date="2021-05-18") for n, (title, text) in enumerate(TEXTS.items())])
    answer = engine.ask(question)
    assert short in answer.short, (answer.searched, answer.text)


@pytest.mark.parametrize("question", ["How many people were sacked at the Qinglan terminal?", "Who founded the Baishi storage centre?"])
def test_what_is_not_told_is_refused(question: str) -> None:
    engine = Engine.from_articles([Article.from_text(f"a{n}", text, title=title, date="2021-05-18") for n, (title, text) in enumerate(TEXTS.items())])
    assert not engine.ask(question).answered
