"""The contract: names, types and invariants that programs outside rely on."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rag
from rag import Answer, Article, Engine
from rag.text.fold import fold_text
from rag.text.numbers import find_quantities, same_quantity

QUESTIONS = [
    "粮全其美项目总投资多少？",
    "郑州高新区有哪些10亿元以上的项目？",
    "为什么威海天力电源的项目进展顺利？",
    "苏州高新科技招商中心有限公司是什么时候成立的？",
    "張紅軍是誰？",
    "昆山那篇报道讲了什么？",
    "火星上有几个高新区？",
    "你好",
]


def untimed(answer: Answer) -> Answer:
    return replace(answer, trace={**answer.trace, "ms": {}})


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_citation_is_a_slice(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    for citation in [*answer.citations, *(c for s in answer.statements for c in s.citations)]:
        article = engine.article(citation.article_id)
        assert article.text[citation.start : citation.end] == citation.quote
        start, end = article.paragraphs[citation.paragraph - 1]
        assert start <= citation.start < citation.end <= end


@pytest.mark.parametrize("question", QUESTIONS)
def test_markers_in_the_text_are_the_citations(engine: Engine, question: str) -> None:
    import re

    answer = engine.ask(question)
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} == {c.marker for c in answer.citations}
    assert [c.marker for c in answer.citations] == list(range(1, len(answer.citations) + 1))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_number_of_a_statement_stands_in_what_it_cites(engine: Engine, question: str) -> None:
    for statement in engine.ask(question).statements:
        if statement.computed:
            continue
        cited = [q for c in statement.citations for q in find_quantities(c.quote)]
        for quantity in find_quantities(statement.text):
            assert any(same_quantity(quantity, q) for q in cited), (statement.text, quantity.text)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_survives_json(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    assert Answer.from_json(answer.to_json()) == answer
    assert json.loads(answer.to_json())["question"] == question


def test_an_unanswered_question_says_why_and_shows_the_nearest(engine: Engine) -> None:
    answer = engine.ask("郑州高新区的6个项目由哪位设计师设计？")
    assert not answer.answered
    assert answer.reason
    assert not answer.citations
    assert answer.nearest


@pytest.mark.parametrize("bad", ["", "   ", "？！。", "\u200b"])
def test_an_empty_question_is_refused_with_the_way_out(engine: Engine, bad: str) -> None:
    answer = engine.ask(bad)
    assert not answer.answered
    assert "请输入一个问题" in answer.reason


def test_a_long_question_is_refused_by_size(engine: Engine) -> None:
    began = time.perf_counter()
    answer = engine.ask("问" * 10_000)
    assert not answer.answered
    assert "10000字" in answer.reason
    assert "embed" not in answer.trace["ms"]
    assert time.perf_counter() - began < 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_question_gets_an_answer_object(question: str) -> None:
    engine = _small()
    answer = engine.ask(question)
    assert answer.answered or answer.reason
    for c in answer.citations:
        assert engine.article(c.article_id).text[c.start : c.end] == c.quote


def _small() -> Engine:
    return Engine.from_articles(
        [
            Article.from_text(
                "a1", "会议于5月13日在广州举行，共有14名专家参加。\n会议由张三主持。", title="会议举行", date="2021-05"
            )
        ]
    )


def test_in_memory_articles_need_no_title_or_date() -> None:
    answer = Engine.from_articles([Article.from_text("a", "工厂占地25亩，总投资1亿元。")]).ask("工厂总投资多少？")
    assert answer.answered
    assert answer.short == "1亿元"
    assert answer.citations[0].article_id == "a"


def test_an_empty_collection_refuses() -> None:
    answer = Engine.from_articles([]).ask("总投资多少？")
    assert not answer.answered
    assert answer.nearest == ()


def test_stream_ends_with_what_ask_returns(engine: Engine) -> None:
    events = list(engine.stream(QUESTIONS[0]))
    answer = events[-1].answer
    assert answer is not None
    assert untimed(answer) == untimed(engine.ask(QUESTIONS[0]))
    assert "".join(e.text for e in events if e.kind == "delta").strip() == answer.text
    assert [e for e in events if e.kind == "answer"] == [events[-1]]


def test_sixteen_threads_get_the_answers_of_one(engine: Engine) -> None:
    expected = [untimed(engine.ask(q)) for q in QUESTIONS]
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda q: untimed(engine.ask(q)), QUESTIONS * 6))
    assert found == expected * 6


def test_another_process_gives_the_same_answer(index_folder: Path) -> None:
    code = "import sys; from rag import Engine; a = Engine.open(sys.argv[1]).ask(sys.argv[2]); print(a.text, a.short, a.confidence, a.citations)"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(index_folder), QUESTIONS[0]],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_an_index_on_disk_answers_as_the_one_in_memory(engine: Engine, index_folder: Path) -> None:
    opened = Engine.open(index_folder)
    for question in QUESTIONS:
        a, b = opened.ask(question), engine.ask(question)
        assert (a.text, a.short, a.citations, a.answered) == (b.text, b.short, b.citations, b.answered)


def test_records_are_frozen(engine: Engine) -> None:
    answer = engine.ask(QUESTIONS[0])
    with pytest.raises(FrozenInstanceError):
        answer.text = "x"  # type: ignore[misc]


def test_import_is_light() -> None:
    code = "import rag, rag.cli.parser, sys; rag.cli.parser.build_parser(); print([m for m in ('torch', 'transformers', 'faiss', 'gradio', 'numpy') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_asking_never_imports_torch(index_folder: Path) -> None:
    code = "import sys; from rag import Engine; Engine.open(sys.argv[1]).ask('总投资多少？'); print([m for m in ('torch', 'transformers', 'gradio') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code, str(index_folder)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    for name in rag.__all__:
        assert getattr(rag, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = rag.nothing


def test_shown_text_is_never_folded(engine: Engine) -> None:
    answer = engine.ask("粮全其美項目總投資多少？")
    quote = answer.citations[0].quote
    assert quote in engine.article(answer.citations[0].article_id).text
    assert fold_text(quote) != quote or "，" not in quote
