"""Claims decided by the answer to their question, by who did it, by the part of all, by what is counted. Invented names."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.ground.claims.acted import few, led, next_most, share_of_all
from rag.ground.claims.asked_back import asked_back
from rag.ground.claims.basis import is_basis
from rag.ground.claims.named_back import name_asked_back
from rag.ground.claims.polar import claim_of, is_polar
from rag.ground.forms.consistent import consistency_asked
from rag.ground.sentences.sentence import Sentence, sentences_in
from rag.ground.sentences.spoken import plain
from rag.ground.sentences.verdict import doubled, find, holds
from rag.settings import Settings
from rag.text.colloquial import grammatical
from rag.text.dates import find_dates
from rag.text.english_figures import figures_in_chinese
from rag.types import Article
from rag.understand.question import understand

TEXT = (
    "7月8日，青陵市举行澜湾项目签约仪式，市委书记顾长川出席签约仪式并致辞，市长周砚秋主持签约仪式。\n"
    "去年，青陵市以全市2.5%的面积，贡献了全市近1/2的出口额、近1/3的新设企业。\n"
    "澜湾联盟新增9家成员单位，成员单位总数为41家。青陵湖已知鸟类种类由15种增至17种。\n"
    "青陵承担约40%的海水育种国家专项课题，行业内同类先例很少。\n"
    "周砚秋在藻类领域被引用最多，在贝类领域被引用第二多。"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([Article.from_text("a", TEXT, title="青陵市签约澜湾项目", date="2023-07-09")], Settings())


def _sentences() -> list[Sentence]:
    return sentences_in(Article.from_text("a", TEXT, title="青陵市签约澜湾项目", date="2023-07-09"))


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("青陵的签约仪式由市委书记顾长川主持?", "否，应为市长周砚秋"),
        ("青陵的签约仪式由周砚秋主持?", "是"),
        ("青陵去年拿下了全市近一半的出口额?", "是"),
        ("青陵湖已知的鸟类现在还是15种,没变?", "否，应为17种"),
        ("全国的海水育种国家专项课题都由青陵一家包揽,可以这样表述吗?", "否，应为"),
    ],
)
def test_decides(engine: Engine, question: str, verdict: str) -> None:
    assert engine.ask(question).text.startswith(verdict)


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("这4个项目总投资28亿元", "这4个项目总投资是多少钱?"),
        ("这4个项目一次投了28亿元", "这4个项目一次投了多少钱?"),
        ("基地占地没到三十亩", "基地占地多少亩?"),
        ("基地的总投资刚好十二亿", "基地的总投资是多少?"),
        ("它是湖里记录到的第六种鱼", "它是湖里记录到的第几鱼?"),
    ],
)
def test_asks_for_the_figure_as_the_claim_has_it(claim: str, question: str) -> None:
    back = asked_back(claim)
    assert back is not None
    assert back.question == question


def test_a_figure_that_only_says_of_which_thing_is_not_asked() -> None:
    assert asked_back("青陵四周年庆典的主会场在东湖地块上") is None


def test_no_date_of_an_event_is_now() -> None:
    assert asked_back("青陵基地现在达产") is None


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("企业数比去年多了六成以上", "企业数同比增长六成以上"),
        ("增速在全市拔了头筹", "增速在全市位居第一"),
        ("厂房早就盖好了", "厂房已经盖好了"),
        ("园区是在东湖开的园", "园区是在东湖开园的"),
        ("三期从开工算起用了42个月才拿到证书", "三期开工42个月才拿到证书"),
        ("青陵排到37名", "青陵排第37名"),
    ],
)
def test_written_words(spoken: str, written: str) -> None:
    assert plain(spoken) == written


@pytest.mark.parametrize(
    "question", ["有网友讲园区已经封顶,请问属实吗?", "园区已经封顶,我没记岔吧?", "稿件里写园区已经封顶,靠得住吗?", "园区已经封顶,这点没记混吧?"]
)
def test_takes_off_who_tells_it_and_what_asks(question: str) -> None:
    assert claim_of(understand(question).folded) == "园区已经封顶"


def test_still_is_no_or() -> None:
    assert is_polar(understand("湖里的鱼类现在还是5种,没变?"))
    assert not is_polar(understand("增长更快的是甲还是乙?"))


def test_spoken_figures() -> None:
    assert grammatical("今年头三个月开工") == "今年一季度开工"
    assert grammatical("投了五十个亿") == "投了五十亿"
    several, figure = find("三大产业和一倍半")
    assert (several.low, several.unit) == (3, "个")
    assert str(figure.low) == "1.5"
    claim = "同比增长六成多"
    assert [holds(find(claim)[0], find(stated)[0], claim) for stated in ("64.7%", "71%")] == ["是", "否"]
    assert [doubled("翻了两倍", find(stated)[0], "增长") for stated in ("226%", "150%", "90%")] == ["是", "不明", "否"]


def test_english_numbers() -> None:
    assert figures_in_chinese("started ten key projects") == "started 10 key projects"
    assert figures_in_chinese("ranked 47th in the list") == "ranked 第47 in the list"
    assert figures_in_chinese("one of the two of them") == "one of the two of them"


def test_what_growth_is_counted_from_dates_nothing() -> None:
    text = "与2021年同期相比，2023年增长1%"
    assert [is_basis(text, date) for date in find_dates(text)] == [True, False]


def test_one_put_in_anothers_place() -> None:
    sentences = _sentences()
    swaps = [
        led("签约仪式由顾长川主持", sentences),
        share_of_all("海水育种国家专项课题都由青陵包揽", sentences),
        few("青陵的同类先例很多", sentences),
        next_most("周砚秋在贝类领域被引用最多", sentences),
    ]
    assert [swap and swap.holds for swap in swaps] == [False] * 4
    assert led("签约仪式由谁负责", sentences) is None
    assert few("青陵天气很好", sentences) is None
    assert share_of_all("海水育种国家专项课题由青陵承担", sentences) is None
    assert next_most("周砚秋在藻类领域被引用最多", sentences) is None


def test_names_that_differ_in_their_number_are_two() -> None:
    back = name_asked_back("东湖中心是东建三局承建的")
    assert back is not None
    assert [back.verdict(name, "") for name in ("东建五局", "东建三局")] == ["否", "是"]


def test_which_of_several_is_most_is_asked_of_all() -> None:
    back = name_asked_back("这些项目里澜湾投得最多")
    assert back is not None
    assert back.question == "这些项目里投资最多的是哪个?"
    assert back.computed


def test_asks_for_consistency() -> None:
    assert consistency_asked("东湖澜湾产业园的期数,那篇稿子里前后写得一致") == (("东湖澜湾产业园是几期?", "澜湾产业园是几期?"), "否")
    asked = consistency_asked("澜湾产业园的金额前后有矛盾")
    assert asked is not None
    assert asked[1] == "是"
    assert consistency_asked("澜湾产业园前景一片大好") is None
