"""English questions over Chinese articles: their words, names, kinds, and what is refused. All texts are invented."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.embed.words import load_words
from rag.ground.english.chinese_order import Piece, claimed
from rag.ground.english.translate import translate
from rag.text.english_idioms import idioms_in_chinese
from rag.text.fold import fold_text
from rag.text.glossary import usual
from rag.text.pinyin import spelt
from rag.understand.question import asked_words, understand

TEXTS = {
    "青泽高新区集中开工": "本报讯 3月6日，青泽高新区举行集中开工仪式，7个重点项目开工，总投资83.5亿元。其中，澜沧食品生产基地位于青泽高新区松岭工业园，占地60亩。管委会主任周文清表示，项目全部投产后可新增就业岗位约1500个。",
    "云桥市图书馆开放": "本报讯 云桥市图书馆新馆于2019年5月18日正式开放，馆长李若兰介绍，新馆藏书120万册，每周一闭馆。",
    "南屿区外资增长": "本报讯 今年一季度，南屿区实际使用外资3.2亿美元，同比增长45%，新增合同外资4.6亿美元。",
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([Article.from_text(f"a{n}", text, title=title) for n, (title, text) in enumerate(TEXTS.items())])


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many key projects started construction in Qingze High-tech Zone?", "7个"),
        ("Which industrial park is the Lancang food production base in?", "松岭工业园"),
        ("Where is the Lancang (澜沧) food production base located?", "松岭工业园"),
        ("When did the new library of Yunqiao officially open?", "2019年5月18日"),
        ("Did all 7 key projects start construction on March 6?", "是"),
        ("Did more than 50 key projects start construction in Qingze High-tech Zone?", "否"),
        ("How much did the foreign capital of Nanyu District grow in the first quarter?", "45%"),
        ("How much foreign capital did Nanyu District actually use in the first quarter?", "3.2亿美元"),
    ],
)
def test_an_english_question_is_answered_from_chinese(engine: Engine, question: str, short: str) -> None:
    answer = engine.ask(question)
    assert answer.answered, answer.reason
    assert short in answer.short


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Canada?",
        "When was the Brandenburg Gate built?",
        "How do I apply for a driving licence?",
        "Who won the match last night?",
        "What is the weather like in Lisbon tomorrow?",
        "How many bridges does Hongshan County have?",
    ],
)
def test_what_no_article_says_is_refused(engine: Engine, question: str) -> None:
    assert not engine.ask(question).answered


@pytest.mark.parametrize(
    ("name", "text", "chinese"),
    [
        ("qingze", "在青泽高新区", "青泽"),
        ("zhou wenqing", "主任周文清表示", "周文清"),
        ("xi'an", "来自西安的客人", "西安"),
        ("lüshan", "绿山公司", "绿山"),
        ("lushan", "绿山公司", "绿山"),
        ("qingzhe", "在青泽高新区", ""),
        ("qing", "在青泽高新区", ""),
        ("123", "在青泽高新区", ""),
    ],
)
def test_pinyin_spells_two_characters_or_more_to_the_end(name: str, text: str, chinese: str) -> None:
    assert spelt(name, text) == chinese


def test_phrases_go_before_words_and_lower_case_words_are_no_names() -> None:
    text = fold_text("\n".join(TEXTS.values()) + "我们改革，嫦娥奔月。")
    found = {piece.english: piece.chinese for piece in translate("How many key projects of Qingze women change?", text, load_words())}
    assert found["key projects"] == "重点项目"
    assert found["qingze"] == "青泽"
    assert found.get("women") != "我们"
    assert found.get("change") != "嫦娥"


@pytest.mark.parametrize("form", ["launch", "launches", "launched", "launching"])
def test_a_kept_term_is_found_in_every_regular_form(form: str) -> None:
    assert "启动" in usual(form)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which manager spoke at the opening?", "person"),
        ("Which industrial park hosts the base?", "place"),
        ("Which company makes the pumps?", "organisation"),
        ("What did the university win in 2015?", "what"),
        ("Which universities opened institutes?", "list"),
        ("How many square kilometres does it cover?", "amount"),
        ("How many years did it take?", "duration"),
        ("How many workers were hired?", "count"),
        ("How tall is the tower?", "amount"),
        ("What is the name of the lake?", "what"),
        ("What is graphene?", "definition"),
    ],
)
def test_the_kind_of_an_english_question(question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Where is the Lancang (澜沧) base?", True),
        ("和Simba Trading Ltd签协议的企业是哪家？", False),
        ("iPhone 15 Pro Max 哪年上市", False),
        ("how many projects", True),
    ],
)
def test_names_in_chinese_leave_a_question_english(question: str, english: bool) -> None:
    assert understand(question).english is english


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("how many key projects started construction?", "key projects"),
        ("which industrial park will host it?", "industrial park"),
        ("when did it open?", ""),
    ],
)
def test_what_is_asked_for_by_name(question: str, noun: str) -> None:
    assert asked_words(question) == noun


@pytest.mark.parametrize(
    ("question", "verdict", "told"),
    [
        ("Is Zhou Wenqing the director of the administrative committee of Qingze High-tech Zone?", "是", "周文清"),
        ("Was the new library of Yunqiao opened in June 2019?", "否", "5月18日"),
        ("Did 9 key projects start construction in Qingze High-tech Zone?", "否", "7个"),
    ],
)
def test_an_english_claim_is_judged_as_a_chinese_one(engine: Engine, question: str, verdict: str, told: str) -> None:
    answer = engine.ask(question)
    assert answer.short == verdict
    assert told in answer.text


def test_a_name_that_no_source_gives_is_not_left_out_of_a_claim(engine: Engine) -> None:
    assert engine.ask("Did Brandenburg's foreign capital grow by more than 90 percent in the first quarter?").short != "否"


def test_what_of_hangs_on_goes_before_and_a_date_before_the_verb() -> None:
    pieces = [
        Piece("li", "李兰", "is"), Piece("director", "主任", "the"), Piece("museum", "博物馆", "of the"),
    ]  # fmt: skip
    assert claimed(pieces, "is li the director of the museum?") == "李兰是博物馆主任"
    pieces = [Piece("museum", "博物馆", "was the"), Piece("opened", "开放"), Piece("nanhe", "南河", "in", proper=True), Piece("3月", "3月", "in")]
    assert claimed(pieces, "was the museum opened in nanhe in march?") == "博物馆在南河3月开放"


@pytest.mark.parametrize(
    ("asked", "text", "chinese"),
    [
        ("When was the bridge topped out?", "大桥封顶", "When was the bridge 封顶 ?"),
        ("Is it true that the plant was put into operation this year?", "今年启用", "the plant was 启用 今年 ?"),
        ("When did Camel River Group (骆河集团) go public?", "", "When did 骆河集团 上市 ?"),
        ("How long is the bridge (the new one)?", "", "How long is the bridge?"),
    ],
)
def test_idioms_become_the_chinese_of_the_text(asked: str, text: str, chinese: str) -> None:
    assert idioms_in_chinese(asked, text) == chinese


def test_the_embedder_is_a_dictionary_of_words_and_of_names_by_their_letters() -> None:
    words = load_words()
    assert words.dictionary("lawsuit") == "诉讼"
    assert words.dictionary("beijing", lambda word: bool(spelt("beijing", word))) == "北京"
    assert words.dictionary("qwzrtk") == ""
    assert not words.dictionary("yunqiao", lambda word: bool(spelt("yunqiao", word)))


def test_the_first_day_of_several_is_not_when_it_was() -> None:
    text = "4月2日至6日，云桥市经贸代表团访问青泽市，开展项目对接。"
    engine = Engine.from_articles([Article.from_text("a", text, title="云桥代表团访问青泽", date="2022-04-07")])
    assert "6日" in engine.ask("When did the Yunqiao trade delegation visit Qingze?").short


def test_when_something_will_be_is_no_day_gone_by() -> None:
    text = "本报讯 5月3日，青泽高新区介绍，云岭电池产业园将落户园区。"
    engine = Engine.from_articles([Article.from_text("a", text, title="云岭电池产业园将落户青泽", date="2022-05-06")])
    assert not engine.ask("When will construction of the Yunling battery park in Qingze start?").answered


def test_greater_in_a_name_compares_nothing() -> None:
    assert understand("In which district of the Greater Bay Area was it opened?").kind == "place"
    assert understand("Which of the two is greater?").kind == "comparison"
    assert understand("What was shown when the hall opened?").kind == "what"
    assert understand("How many plants were built in total?").kind == "count"
