from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.chunk import chunk_article, heading_of
from rag.types import Article

GOLDEN = Path(__file__).parent / "golden" / "chunking.txt"
CASES = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
TEXTS = st.text(alphabet="中文新闻说，。！？…；：“”（）3１ab.\n 　𠮷😀e\u0301\u200d\u200b", max_size=150)


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("case", CASES)
def test_golden_chunks(case: str) -> None:
    article = Article.from_text("a", case.replace(" | ", ""))
    assert [passage.text for passage in chunk_article(article, max_chars=12)] == case.split(" | ")


@given(text=TEXTS, max_chars=st.sampled_from([1, 2, 7, 12, 40, 300]))
@settings(max_examples=200, deadline=None)
def test_chunks_are_slices_and_lose_nothing(text: str, max_chars: int) -> None:
    article = Article.from_text("a", text)
    passages = chunk_article(article, max_chars)
    assert all(article.text[p.start : p.end] == p.text for p in passages)
    assert all(0 < len(p.text) <= max_chars and p.text.strip() for p in passages)
    assert all(article.paragraph_at(p.start) == article.paragraph_at(p.end - 1) == p.paragraph for p in passages)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    assert without_space("".join(p.text for p in passages)) == without_space(article.text)


@given(text=st.text(alphabet="中e\u0301👩\u200d🔬🏽🇨🇳한", max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_cut_inside_a_grapheme(text: str) -> None:
    regex = pytest.importorskip("regex")  # transformers brings it; it knows UAX 29
    article = Article.from_text("a", text)
    bounds = {m.start() for m in regex.finditer(r"\X", text)} | {len(text)}
    longest = max((len(g) for g in regex.findall(r"\X", text)), default=1)
    for passage in chunk_article(article, max_chars=max(8, longest)):
        assert passage.start in bounds
        assert passage.end in bounds


def test_a_short_paragraph_is_one_passage() -> None:
    article = Article.from_text("a", "甲。乙！\n丙？")
    assert [(p.paragraph, p.text) for p in chunk_article(article)] == [(1, "甲。乙！"), (2, "丙？")]


def test_pieces_of_a_long_paragraph_are_about_as_long_as_each_other() -> None:
    article = Article.from_text("a", "这句话一共有十个字吗。" * 30)  # 330 characters
    assert [len(p.text) for p in chunk_article(article, 300)] == [165, 165]


def headed() -> Article:
    text = "导语一段。\n第一节\n正文一。\n正文二。\n第二节\n正文三。"
    return replace(Article.from_text("a", text), headings=frozenset({2, 5}))


def test_headings_are_context_and_not_passages() -> None:
    article = headed()
    passages = chunk_article(article)
    assert [p.text for p in passages] == ["导语一段。", "正文一。", "正文二。", "正文三。"]
    assert [p.paragraph for p in passages] == [1, 3, 4, 6]
    assert [heading_of(article, p.paragraph) for p in passages] == ["", "第一节", "第一节", "第二节"]


def test_headings_that_no_text_follows_are_passages() -> None:
    article = replace(headed(), headings=frozenset({2, 5, 6}))
    assert [p.paragraph for p in chunk_article(article)] == [1, 3, 4, 5, 6]
    only = replace(headed(), headings=frozenset(range(1, 7)))
    assert len(chunk_article(only)) == 6


def test_an_empty_article_has_no_passages() -> None:
    assert chunk_article(Article.from_text("a", " \n　\n")) == []


def test_max_chars_must_be_positive() -> None:
    with pytest.raises(ValueError, match="at least 1, not 0"):
        chunk_article(Article.from_text("a", "文"), 0)


@pytest.mark.parametrize("unit", ["中", "中。", "中，", "ab ", "“", "e\u0301", "中\n"])
def test_a_long_text_takes_linear_time(unit: str) -> None:
    article = Article.from_text("a", (unit * 200_000)[:200_000])
    started = time.perf_counter()
    passages = chunk_article(article)
    assert time.perf_counter() - started < 4  # 0.2 to 0.8 s alone on one core; a quadratic scan takes minutes
    assert max(len(p.text) for p in passages) <= 300
