from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.sentences import split_clauses, split_sentences

GOLDEN = Path(__file__).parent / "golden" / "sentences.txt"
CASES = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
TEXTS = st.text(alphabet="中文新闻说，。！？…；：“”‘’「」《》（）\"'.,!?3１ab\n 　𠮷😀\u200b", max_size=80)


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("case", CASES)
def test_golden_sentences(case: str) -> None:
    expected = case.split(" | ")
    text = case.replace(" | ", " " if case.isascii() else "")
    assert [text[start:end] for start, end in split_sentences(text)] == expected


@pytest.mark.parametrize("split", [split_sentences, split_clauses])
@given(text=TEXTS)
@settings(max_examples=200, deadline=None)
def test_pieces_ascend_and_lose_nothing(split, text: str) -> None:
    spans = split(text)
    assert without_space("".join(text[start:end] for start, end in spans)) == without_space(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)


@given(text=TEXTS)
@settings(max_examples=100, deadline=None)
def test_every_sentence_end_is_a_clause_end(text: str) -> None:
    assert {end for _, end in split_sentences(text)} <= {end for _, end in split_clauses(text)}


def test_a_line_break_ends_a_sentence_even_inside_a_quotation() -> None:
    text = "“第一段没有引完\n第二段”"
    assert [text[a:b] for a, b in split_sentences(text)] == ["“第一段没有引完", "第二段”"]


def test_marks_far_apart_hold_nothing_together() -> None:
    text = "（" + "甲乙丙丁。" * 50 + "）"
    assert len(split_sentences(text)) > 40


def test_a_long_quotation_keeps_its_speaker_with_its_last_sentence() -> None:
    text = "“" + "项目进展一直很顺利。" * 30 + "”项目经理李某说。"
    spans = split_sentences(text)
    assert len(spans) == 30
    assert text[slice(*spans[-1])] == "项目进展一直很顺利。”项目经理李某说。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一季度,产业项目85个,占比超90%。", ["一季度,", "产业项目85个,", "占比超90%。"]),
        ("共1,819家，时间16:30，网址https://a.cn。", ["共1,819家，", "时间16:30，", "网址https://a.cn。"]),
        ("2019,2020两年", ["2019,", "2020两年"]),
        ("出台《甲，乙：丙》；推进“省时，省力”服务", ["出台《甲，乙：丙》；", "推进“省时，省力”服务"]),
        ("某市（含县，区）共3个、4项", ["某市（含县，区）共3个、4项"]),
        (
            "“我们计划1号楼今年年底全部完工,目前正准备开始穿插幕墙施工,马上就要进场。”他说。",
            ["“我们计划1号楼今年年底全部完工,", "目前正准备开始穿插幕墙施工,", "马上就要进场。”他说。"],
        ),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_clauses(text)] == expected


@pytest.mark.parametrize("unit", ["中", "“", "（", "…", "，", "说“", "1,", "中。”", "“中。", "\"", ". "])
def test_a_million_characters_take_linear_time(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    started = time.perf_counter()
    split_sentences(text)
    split_clauses(text)
    assert time.perf_counter() - started < 3  # 0.3 s alone on one core; a quadratic scan takes minutes


@pytest.mark.parametrize("text", ["", " \n　", "。", "”", "\u200b"])
def test_next_to_nothing(text: str) -> None:
    assert without_space("".join(text[a:b] for a, b in split_sentences(text))) == without_space(text)
