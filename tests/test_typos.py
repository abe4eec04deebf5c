"""Mistyped characters: mended where the collection tells what was meant, left where a name is merely unknown."""

import pytest

from rag.embed.words import load_words
from rag.engine import Engine
from rag.settings import Settings
from rag.text.fold import fold_text
from rag.text.typos import Speller
from rag.types import Article

TEXT = (
    "青阳市今年新建研发机构12家，研发投入强度达到2.5%。粟香其美烘焙基地由青阳市园区建设公司施工。"
    "青阳市委书记李青山说，明年增长会更快。"
)
ARTICLE = Article.from_text("a", TEXT, title="青阳市园区见闻", date="2021-05-13")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([ARTICLE], Settings())


@pytest.fixture(scope="module")
def speller(engine: Engine) -> Speller:
    folded = fold_text(f"{ARTICLE.title}\n{ARTICLE.text}")
    return Speller(engine.index.lexical, lambda text: text in folded, load_words().segment)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("青羊市研发投入强渡是多少？", "青阳市研发投入强度是多少？"),
        ("新建研发机够几家？", "新建研发机构几家？"),
        ("烘焙基地是谁在施功？", "烘焙基地是谁在施工？"),
        ("青陽市的書紀是誰？", "青陽市的書记是誰？"),
        ("粟香齐美是做什么的？", "粟香其美是做什么的？"),
        ("烘焙基地由那家公司施工？", "烘焙基地由哪家公司施工？"),
        ("研发投人强度是多少？", "研发投入强度是多少？"),
    ],
)
def test_a_character_of_the_same_sound_or_look_is_mended(speller: Speller, typed: str, meant: str) -> None:
    assert speller.mend(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "青阳市今年新建了多少家研发机构？",
        "青岩市的研发投入强度是多少？",  # another place: it sounds otherwise
        "王德海在园区里说了什么？",  # nobody of this name
        "那里的园区是哪家公司在建的？",
        "谁给基地的施工花了钱？",
        "烘焙基地是哪个部委管的？",  # 部位 is no 部委, nor does the collection tell
        "那个园区的连廊有多重？",
        "What is the R&D intensity?",
        "",
    ],
)
def test_what_is_no_typo_stays(speller: Speller, question: str) -> None:
    assert speller.mend(question) == question


def test_the_mended_question_is_searched_and_shown(engine: Engine) -> None:
    answer = engine.ask("青羊市研发投入强渡是多少？")
    assert (answer.short, answer.searched) == ("2.5%", "青阳市研发投入强度是多少？")
    assert answer.question == "青羊市研发投入强渡是多少？"
