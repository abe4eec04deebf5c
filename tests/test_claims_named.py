"""Place, post, person, portion, condition and time of a yes/no claim against what its source tells. Invented names."""

from __future__ import annotations

import pytest

from rag.embed.words import load_words
from rag.engine import Engine
from rag.ground.claims.conditional import counted
from rag.ground.claims.placed import claimed_place, names_place
from rag.ground.claims.polar import claim_of, is_polar
from rag.ground.claims.told import pieces
from rag.ground.sentences.evidence import Scored
from rag.settings import Settings
from rag.types import Article
from rag.understand.question import understand

TEXT = (
    "近日，岚溪高新区集中开工9个重点项目，总投资84亿元，全部为制造业项目。其中，5亿元以上的项目共有4个，分别属于材料和电子领域。\n"
    "作为此次集中开工项目之一，禾盛食品生产基地项目用地约40亩，位于岚溪市青禾工业园，总投资约2亿元。"
    "“园区派专人帮我们办手续。”禾盛食品项目筹建总监邵一鸣说。\n"
    "6月3日，岚溪海洋法律研究院在岚溪市南浦区揭牌成立，活动现场为首批专家颁发聘书。18名专家进行了研究院第一次集中研讨。\n"
    "去年11月，岚溪高新区成立了岚溪科创服务有限公司。今年1月8日，岚溪高新区政务中心启用。\n"
    "岚溪高新区招商局副局长温若兰介绍，122个直通事项全部直通。"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([Article.from_text("a", TEXT, title="岚溪高新区9个项目集中开工", date="2023-06-08")], Settings())


@pytest.mark.parametrize(
    ("question", "starts", "says"),
    [
        ("禾盛食品基地落在洪泽吗?", "否", "青禾工业园"),
        ("海洋法律研究院是设在洪泽的吧?", "否", "南浦区"),
        ("海洋法律研究院落户岚溪北塘区吗?", "否", "南浦区"),
        ("海洋法律研究院设在南浦区吗?", "是", "南浦区"),
        ("在岚溪介绍情况的温若兰,是管委会主任吗?", "否", "招商局副局长"),
        ("温若兰是招商局副局长吗?", "是", "温若兰"),
        ("邵一鸣是禾盛食品的董事长,对吗?", "否", "筹建总监"),
        ("岚溪高新区这批开工的,5亿以上的有7个吧?", "否", "4个"),
        ("岚溪高新区这批开工的,5亿以上的有4个吧?", "是", "4个"),
        ("岚溪的直通事项只通了一部分,是吗?", "否", "全部直通"),
        ("海洋法律研究院的首次研讨来了50位专家吗?", "否", "18名"),
        ("海洋法律研究院揭牌时发专家聘书了吗?", "是", "聘书"),
        ("稿子写“岚溪高新区政务中心去年11月启用”,没错吧?", "否", "1月8日"),
        ("禾盛食品基地总投资5亿?", "否", "2亿元"),
    ],
)
def test_decides_by_the_slot(engine: Engine, question: str, starts: str, says: str) -> None:
    answer = engine.ask(question)
    assert answer.answered
    assert answer.short == starts
    assert says in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "岚溪高新区9个项目都年底完工吗?",
        "禾盛食品打算上市吗?",
        "禾盛食品在岚溪裁员了吗?",
        "温若兰去了加拿大吗?",
        "政务中心是商务部授牌的吗?",
        "海洋法律研究院的专家有外国人吧?",
        "禾盛食品基地在南方吗?",
    ],
)
def test_leaves_open_what_no_source_names(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    assert not answer.answered


@pytest.mark.parametrize(
    ("claim", "place"),
    [
        ("基地落在洪泽", "洪泽"),
        ("研究院是设在南浦区的", "南浦区"),
        ("公司是在洪泽注册的", "洪泽"),
        ("项目在建设", ""),
        ("平台在全省是最先启动的", ""),
    ],
)
def test_claimed_place(claim: str, place: str) -> None:
    assert claimed_place(claim) == place


def test_a_place_is_named_whole_or_in_pieces() -> None:
    assert names_place("岚溪市", "岚溪的企业")
    assert names_place("岚溪南浦区", "在岚溪市南浦区揭牌")
    assert not names_place("岚溪北塘区", "在岚溪市南浦区揭牌")


def test_no_condition_no_count() -> None:
    none: list[Scored] = []
    assert counted("一共开工9个项目", none, load_words()) is None


@pytest.mark.parametrize(
    ("question", "polar"),
    [("禾盛基地预计2026年达产?", True), ("研究院设在南浦区?", True), ("只有一部分属于制造业?", True), ("岚溪高新区开工新闻的要点?", False), ("禾盛基地总投资?", False)],
)
def test_a_statement_with_a_question_mark_is_a_claim(question: str, polar: bool) -> None:
    assert is_polar(understand(question)) is polar


def test_what_a_paper_is_said_to_write_is_the_claim() -> None:
    assert claim_of('稿子写"政务中心去年11月启用",没错吧?') == "政务中心去年11月启用"


def test_a_claim_of_nothing_but_figures_has_no_words() -> None:
    assert pieces("这个投了6.4亿元", load_words()) == []
