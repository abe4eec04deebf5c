"""Questions as they are spoken: what only speech adds, what they ask for, and what no article tells. All texts are invented."""

from __future__ import annotations

from functools import cache

import pytest

from rag import Article, Engine
from rag.settings import Settings
from rag.text.colloquial import grammatical
from rag.understand.question import understand

ZONE = (
    "近日，在明川远舟科技有限公司巡检机器人产业化项目现场，数十名工人正忙着施工。该项目一期投资3.2亿元，2021年签约，预计2024年投产。如今，厂房主体已经封顶。"
    "\n作为明川机器人产业发展的主阵地，明川高新区每天安排专人跟踪进度，48小时更新一次台账。"
    "\n晨光食品基地位于明川高新区白石工业园，将建设挪威三文鱼、烤饼等生产线，建成后年产1.5亿张烤饼。"
    "\n前不久，明川高新区收到了远舟公司创始人顾长河从海外寄来的贺卡。"
)
PERSON = "顾长河，江东平原人，1985年毕业于南陵大学，现为远舟公司董事长。中建九局国家（东陵）湖泊中心项目责任工程师罗长河说，湖泊中心施工顺利，计划明年10月投用。"


@cache
def engine() -> Engine:
    texts = {"明川高新区项目加速推进": ZONE, "顾长河和他的湖泊中心": PERSON}
    return Engine.from_articles(
        [Article.from_text(f"a{n}", text, title=title, date="2022-09-10") for n, (title, text) in enumerate(texts.items())], Settings()
    )


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("建在哪个园里头?", "建在哪个园里?"),
        ("总共投了几个亿?", "总共投了几亿?"),
        ("怎么把产业链再提一提?", "怎么把产业链再提?"),
        ("花掉了多少经费?", "花了多少经费?"),
        ("远舟那个项目占多少地?", "远舟那个项目占地多少?"),
        ("因为什么挨罚?", "因为什么被罚?"),
    ],
)
def test_what_only_speech_adds_is_left_out(spoken: str, written: str) -> None:
    assert grammatical(spoken) == written


@pytest.mark.parametrize("text", ["里面积有多大?", "在那个园区投产", "层层上报", "掉了多少名次?", "占多少地方?"])
def test_what_means_something_stays(text: str) -> None:
    assert grammatical(text) == text


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("谁家在给湖泊中心施工?", "organisation"),
        ("2号楼怎么比1号楼晚了半年?", "why"),
        ("他们拿什么保证按期交付?", "how"),
        ("“2+4+N”是个什么样的政策体系?", "definition"),
        ("百行是因为犯了什么事被罚的?", "why"),
    ],
)
def test_what_a_spoken_question_asks_for(question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("明川高新区的台账隔多久更新一回？", "48小时"),
        ("做三文鱼和烤饼的厂建在明川高新区的哪个园？", "白石工业园"),
        ("明川机器人产业的主战场是哪里？", "明川高新区"),
        ("远舟的机器人项目啥时候能投产？", "2024年"),
        ("顾长河老家是哪里？", "江东平原"),
        ("谁家在给东陵的湖泊中心施工？", "中建九局"),
        ("晨光食品基地一年能出多少张饼？", "1.5亿张"),
    ],
)
def test_spoken_questions_are_answered(question: str, short: str) -> None:
    answer = engine().ask(question)
    assert short in answer.short, (answer.short, answer.reason)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("顾长河在贺卡上写了什么话？", "写的内容"),
        ("远舟公司的南陵分公司设在哪个区？", "南陵分公司"),
        ("明川高新区这些项目里被取消的是哪一个？", "取消"),
        ("顾长河在会上念的是谁写的诗？", "诗"),
    ],
)
def test_what_no_article_tells_is_refused(question: str, missing: str) -> None:
    answer = engine().ask(question)
    assert not answer.answered
    assert missing in answer.reason


def test_how_far_a_thing_has_come_is_asked_in_spoken_words() -> None:
    answer = engine().ask("现在建到什么份上了？", [("远舟的机器人项目一期投了多少？", "3.2亿元")])
    assert "封顶" in answer.text


def test_what_was_done_together_is_no_part_of_the_subject() -> None:
    talk = [("明川高新区一季度集中开工和签约了多少重大项目？", "90个")]
    assert "和" not in engine().ask("其中产业类签约的有几个？", talk).searched
