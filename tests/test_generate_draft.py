"""A draft becomes statements: golden cases in golden/drafts.tsv, properties for everything else."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.generate import DraftFailed
from rag.generate.checks import MAX_CHARS, checked, is_loop, visible, without_thoughts
from rag.generate.draft import DraftStatement, split_draft

GOLDEN = [
    line.split("\t")
    for line in (Path(__file__).parent / "golden" / "drafts.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
drafts = st.lists(
    st.sampled_from(
        ["甲投资1亿元", "。", "[1]", "[9]", "【2】", "\n", "- ", "<b>", "<", ">", "![", "](", "http://a.cn/", "|",
         "<think>", "</think>", "```", "`", "**", "[", "]", "(", ")", "信息不足", "“", "”", "1. ", "\u200b", "\u202e", "𠮷"]
    ),
    max_size=40,
).map("".join)


def shown(statement: DraftStatement) -> str:
    return statement.text + "{" + ",".join([*map(str, statement.numbers), *(f"?{n}" for n in statement.unknown)]) + "}"


@pytest.mark.parametrize(("draft", "expected"), GOLDEN)
def test_golden(draft: str, expected: str) -> None:
    assert " / ".join(map(shown, split_draft(draft.replace("\\n", "\n"), 2))) == expected


@settings(max_examples=300, deadline=None)
@given(drafts)
def test_nothing_that_acts_is_left_and_every_number_is_a_source(draft: str) -> None:
    for statement in split_draft(draft, 2):
        assert set(statement.numbers) <= {1, 2}
        assert not set(statement.unknown) & {1, 2}
        assert not re.search(r"<[A-Za-z/!?]|!\[[^\]]*\]\(|https?:|\n|[\u200b\u202e]|\[[1-9]\]", statement.text)
        assert statement.text == statement.text.strip() != ""


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.integers(0, 5))
def test_never_raises(draft: str, n_sources: int) -> None:
    split_draft(draft, n_sources)


@pytest.mark.parametrize(
    "unit", ["[", "<a", "（", "**", "[1]", " ", "\n", "甲。", "<think>", "![", "|", "“", "[1", "<!--", "[](", "[1](("]
)
def test_floods_take_linear_time(unit: str) -> None:
    draft = unit * (4 * MAX_CHARS // len(unit))
    begun = time.perf_counter()
    split_draft(draft, 8)
    assert time.perf_counter() - begun < 1.0


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>甲</think>乙", "乙"),
        ("甲</think>乙", "乙"),
        ("甲<think>乙", "甲"),
        ("甲<think>乙</think>丙", "甲丙"),
        ("<Thinking>甲</THINKING>乙[THINK]丙[/THINK]", "乙"),
        ("甲<b>乙", "甲<b>乙"),
    ],
)
def test_thoughts(text: str, answer: str) -> None:
    assert without_thoughts(text) == answer


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["甲", "<think>", "</think>", "[THINK]", "[1]", "<", "<th", "ink>", "\u200b", ""])))
def test_it_does_not_matter_where_a_stream_is_cut(pieces: list[str]) -> None:
    def answer(stream: list[str]) -> str:
        try:
            return without_thoughts("".join(checked(iter(stream), "", "某处")))
        except DraftFailed as failed:
            return str(failed)

    assert answer(pieces) == answer(["".join(pieces)]) == answer(list("".join(pieces)))


def test_visible_keeps_what_is_written() -> None:
    assert visible("新\u200b华\u202e社\ue000\ud83d𠮷，１2\n\t") == "新华社𠮷，１2\n\t"


@pytest.mark.parametrize(
    ("text", "loop"),
    [
        ("项目总投资约1亿元[1]。\n" * 5, True),
        ("".join(f"{i}. 项目总投资约1亿元，位于高新区[1]。\n" for i in range(1, 9)), True),
        ("的" * 60, True),
        ("\n" * 60, True),
        ("".join(f"{year}年高新技术企业{year - 1900}家[1]。\n" for year in range(2015, 2025)), False),
        ("项目总投资约1亿元[1]。\n" * 3, False),
        ("哈哈哈哈", False),
        ("", False),
    ],
)
def test_a_loop_is_told_from_a_list(text: str, loop: bool) -> None:
    assert is_loop(text) is loop
