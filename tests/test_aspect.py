"""What facet an open question asks for, and which sentence states it."""

from __future__ import annotations

import pytest

import rag
from rag.understand.aspect import asked_aspect, asks_for_clauses, search_words, states, without_aspect
from rag.understand.question import understand


@pytest.mark.parametrize(
    ("question", "aspect", "clauses"),
    [
        ("青禾渔场接下来打算做什么", "plan", True),
        ("青禾渔场以后有什么打算?", "plan", True),
        ("青禾渔场打算哪天开业?", "plan", False),
        ("这条索道修起来难在哪儿?", "difficulty", True),
        ("修索道最难啃的是哪一段?", "difficulty", True),
        ("村里的水站是用来干什么的?", "purpose", True),
        ("水站建成对村民有什么作用?", "purpose", True),
        ("入选的村子能得到哪些好处?", "benefit", True),
        ("入选的村子靠哪种茶拿到了奖励?", "", False),
        ("这台插秧机厉害在哪里?", "merit", True),
        ("二期鱼塘到什么程度了?", "progress", True),
        ("镇里为留住年轻人做了哪些事?", "measure", True),
        ("渔场的目标是什么?", "goal", False),
        ("渔场有多少口鱼塘?", "", False),
    ],
)
def test_what_is_asked_for(question: str, aspect: str, clauses: bool) -> None:
    assert asked_aspect(question) == aspect
    assert asks_for_clauses(question) is clauses


def test_the_words_of_the_sentence_say_how_surely_it_states_the_facet() -> None:
    assert states("plan", "下一步,渔场还要扩建两口鱼塘") == 1.0
    assert states("plan", "渔场将旧塘改成了码头") == 0.5
    assert states("plan", "渔场有两口鱼塘") == 0.0
    assert states("", "下一步,渔场还要扩建两口鱼塘") == 0.0


def test_the_facet_is_no_content_and_adds_words_to_search_with() -> None:
    assert without_aspect("入选的村子能得到哪些好处?") == "入选的村子能得到 ?"
    terms = "".join(understand("这台插秧机厉害在哪里?").terms)
    assert "插秧机" in terms
    assert "厉害" not in terms
    assert "倾斜" in search_words("benefit")
    assert search_words("") == ""


def test_what_is_told_in_clauses_is_no_list_and_no_place() -> None:
    assert understand("青禾渔场以后有什么打算?").kind == "what"
    assert understand("这台插秧机厉害在哪儿?").kind == "what"
    assert understand("入选的村子能得到哪些好处?").kind == "list"


ARTICLE = (
    "青禾渔场建成投用\n"
    "青禾渔场位于白鹭湾，三年来养出鲈鱼六十吨，带动周边村民增收，成为全县水产养殖的样板。\n"
    "青禾渔场不断完善制度，围绕品质建设冷库，打造白鹭湾水产品牌。\n"
    "未来，渔场还要引进循环水设备，把鱼苗送到邻县的水库。\n"
)


def test_a_plan_is_found_that_shares_no_word_with_the_question() -> None:
    engine = rag.Engine.from_articles([rag.Article.from_text("a1", ARTICLE)])
    answer = engine.ask("青禾渔场以后有什么打算？")
    assert answer.answered
    assert "循环水设备" in answer.text
    assert "冷库" not in answer.text


def test_a_summary_has_as_many_sentences_as_are_asked_for() -> None:
    assert understand("渔场那篇讲了个什么事?两句话说说").limit == 2
    engine = rag.Engine.from_articles([rag.Article.from_text("a1", ARTICLE)])
    assert len(engine.ask("用一句话概括青禾渔场那篇报道。").statements) == 1
    assert len(engine.ask("概括青禾渔场那篇报道。").statements) > 1
