"""Names by rules: the golden sentences, slices, and what must not be taken for a name."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.names import find_names, is_transliteration

GOLDEN = Path(__file__).parent / "golden" / "names.txt"
KINDS = {"人": "person", "机构": "organisation", "地": "place", "书": "work", "引": "quoted"}
MARK = re.compile(r"\[(\S+) ([^\]]+)\]")


def golden() -> list[str]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("line", golden())
def test_the_golden_sentences(line: str) -> None:
    expected = [(KINDS[kind], text) for kind, text in MARK.findall(line)]
    sentence = MARK.sub(r"\2", line)
    outermost: list[tuple[str, str]] = []
    end = 0
    for name in find_names(sentence):
        if name.start >= end:
            outermost.append((name.kind, name.text))
            end = name.end
    assert outermost == expected


@pytest.mark.parametrize(
    "text",
    ["记者了解到，城市里的道路很宽", "项目获得认可", "布局合理，全部完成", "强化责任担当", "社区和园区", "（周三）"],
)
def test_common_words_are_no_names(text: str) -> None:
    assert find_names(text) == []


def test_traditional_and_wide_characters_are_found_at_their_own_offsets() -> None:
    (name,) = find_names("（㎡）董事長　張紅軍，")
    assert (name.start, name.end, name.text, name.kind) == (7, 10, "張紅軍", "person")


def test_transliterations_are_recognised() -> None:
    assert is_transliteration("梅里埃")
    assert is_transliteration("特朗普")
    assert not is_transliteration("粮全其美")
    assert not is_transliteration("特")


PIECES = st.sampled_from([*"董事长记者尹辉区市公司大学（）《》“”，。的(a)㎡", "苏州高新区", "表示"])


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=200, deadline=None)
def test_names_are_slices_in_order(text: str) -> None:
    names = find_names(text)
    assert all(text[name.start : name.end] == name.text for name in names)
    assert [name.start for name in names] == sorted(name.start for name in names)
    plain = [name for name in names if name.kind not in ("work", "quoted")]
    assert all(a.end <= b.start for a, b in pairwise(plain))


@pytest.mark.parametrize("unit", ["（", "区", "“", "《", "(a", "记者", "王", "公司", "阿·", "％", "市区", "中国", "李说"])
def test_a_hundred_thousand_times_the_same_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    find_names(text)
    assert time.process_time() - started < 8  # quadratic work would take minutes
