"""Folding: one search form for all ways to write the same, and a map back to the characters as published."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.fold import Folded, fold, fold_text

CASES = [
    # as written, as searched
    ("海口高新區總投資約１億元", "海口高新区总投资约1亿元"),
    ("臺灣的說法與説法", "台湾的说法与说法"),
    ("五萬餘戶、兩週後、裏面、三點鐘", "五万余户、两周后、里面、三点钟"),
    ("ＡＢＣ　Straße", "abc strasse"),
    ("５Ｇ／占比超９０％，同比（增长）", "5g/占比超90%,同比(增长)"),
    ("「第一日资高地」『内』“外”„低‟«法»", '"第一日资高地""内""外""低""法"'),
    ("‘团结’ it’s", "'团结' it's"),
    ("2019—2021年，2–3亿，4～5，6〜7，−8，北京──上海", "2019-2021年,2-3亿,4~5,6~7,-8,北京--上海"),
    ("阿兰·梅里埃 阿兰・梅里埃 阿兰•梅里埃", "阿兰·梅里埃 阿兰·梅里埃 阿兰·梅里埃"),
    ("新\u200b华\u2060社\ufeff \u202e覆盖\u202c \U000e0041\u00ad葛\U000e0100飾️", "新华社 覆盖 葛饰"),
    ("一行\r\n二行\t三\x00\x07\u2028四", "一行\n二行\t三\n四"),
    ("㈱ 25㎡ ½ ① ﬁ ⼀…", "(株) 25m2 1/2 1 fi 一..."),
    ("【快讯】〔2021〕5号", "[快讯][2021]5号"),
    ("𠮷野家😀。、《》", "𠮷野家😀。、《》"),  # what has one form stays
    ("a\u00a0b\u3000c\u2003d", "a b c d"),
    ("\ud800", "\ufffd"),
]


@pytest.mark.parametrize(("written", "searched"), CASES)
def test_every_way_of_writing_has_one_search_form(written: str, searched: str) -> None:
    assert fold_text(written) == searched


def test_folding_every_character_twice_changes_nothing_more() -> None:
    everything = "".join(map(chr, [*range(0x33480), *range(0xE0000, 0xE0200), 0xF0000, 0x10FFFD]))
    once = fold_text(everything)
    assert fold_text(once) == once


def test_half_of_a_wide_character_is_the_whole_of_it() -> None:
    folded = fold("占地25㎡左右")
    assert folded.text == "占地25m2左右"
    start = folded.text.index("2左")
    assert folded.span(start, start + 1) == (4, 5)


def test_a_span_reaches_over_invisible_characters_inside_it_only() -> None:
    folded = fold("，新\u200b华社\u200b。")
    assert folded.text == ",新华社。"
    assert folded.span(1, 4) == (1, 5)
    assert folded.span(4, 4) == (6, 6)


texts = st.text(st.characters(codec=None) | st.sampled_from("中文說億㎡㈱½①“”「」—～\u200b\u3000Ａａ1,.%"), max_size=60)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_offsets_lead_every_folded_character_back_to_its_original(text: str) -> None:
    folded = fold(text)
    assert folded.text == fold_text(text) == fold_text(folded.text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert list(folded.offsets) == sorted(folded.offsets)
    for i, char in enumerate(folded.text):
        start, end = folded.span(i, i + 1)
        assert end == start + 1
        assert char in fold_text(text[start:end])


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_folding_is_the_same_everywhere_in_a_text(left: str, right: str) -> None:
    assert fold_text(left + right) == fold_text(left) + fold_text(right)


def test_nothing_in_nothing_out() -> None:
    assert fold("") == Folded("", (0,))


def test_a_megabyte_takes_less_than_a_fifth_of_a_second() -> None:
    text = "5月13日，海口高新區總投資約１億元（約１５００萬美元）。" * 12_000  # 1 MB of UTF-8
    fold_text(text)
    best = min(_seconds(text) for _ in range(3))
    assert best < 0.2


def _seconds(text: str) -> float:
    started = time.process_time()
    fold_text(text)
    return time.process_time() - started
