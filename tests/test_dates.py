"""Dates as news means them, never more precise than the article's own date."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.dates import annotate, date_overlaps, find_dates, show_date

GOLDEN = Path(__file__).parent / "golden" / "dates.tsv"


def golden() -> list[list[str]]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return [["" if cell == "-" else cell for cell in line.split("\t")] for line in lines if not line.startswith("#")]


def test_the_golden_table_is_long_enough() -> None:
    assert len(golden()) >= 80


@pytest.mark.parametrize(("text", "published", "words", "value", "display"), golden())
def test_the_golden_table(text: str, published: str, words: str, value: str, display: str) -> None:
    mentions = {mention.text: mention for mention in find_dates(text, published)}
    assert words in mentions, f"not found; found {list(mentions)}"
    assert (mentions[words].value, mentions[words].note) == (value, display)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2020年5月签约，8月开工", ["2020-05", "2020-08"]),
        ("2020年5月签约。8月开工", ["2020-05", "2021-08"]),
        ("较2019年上升，5月13日揭牌", ["2019", "2021-05-13"]),
        ("5月13日至15日", ["2021-05-13", "2021-05-15"]),
        ("2020年投产，次年3月达产", ["2020", "2021-03"]),
        ("次年3月达产", [""]),
        ("2019年立项，同年12月开工", ["2019", "2019-12"]),
        ("从2019年9月至2022年5月", ["2019-09", "2022-05"]),
    ],
)
def test_a_mention_leans_on_the_one_before(text: str, values: list[str]) -> None:
    assert [mention.value for mention in find_dates(text, "2021")] == values


@pytest.mark.parametrize(
    "text",
    "证明年轻人 经过去年画 以上年龄 两年级 一周年庆 三年内不得 明天津 3个月 1.5月球 2020人 每年五月".split(),  # noqa: SIM905
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, "2021-05-13") == []


@pytest.mark.parametrize(
    ("text", "published", "shown"),
    [
        ("去年11月，公司成立", "2021", "去年11月（2020年11月），公司成立"),
        ("预计明年6月底竣工", "2021-05", "预计明年6月底（2022年6月底）竣工"),
        ("2019年12月出台", "2021", "2019年12月出台"),
        ("近日，本月举行", "2021", "近日，本月举行"),
        ("《今年的工作》今年发布", "2021", "《今年的工作》今年（2021年）发布"),
        ("去年11月成立", "", "去年11月成立"),
        ("", "2021", ""),
    ],
)
def test_annotate_shows_what_relative_words_mean(text: str, published: str, shown: str) -> None:
    assert annotate(text, published) == shown
    assert annotate(shown, published) == shown


@pytest.mark.parametrize(
    ("a", "b", "overlap"),
    [
        ("2020-11", "2020", True), ("2020", "2020-11-30", True), ("2020-11", "2020-12", False),
        ("2021-Q1", "2021-03", True), ("2021-Q1", "2021-04", False), ("2021-H1", "2021-Q2", True),
        ("2021-H2", "2021-Q2", False), ("2021/2025", "2023", True), ("2021-01/2021-05", "2021-06", False),
        ("2021-05-13", "2021-05-13", True), ("2021-05-10/2021-05-16", "2021-05-13", True),
        ("2020-02", "2020-02-29", True), ("", "2021", False), ("", "", False),
    ],
)  # fmt: skip
def test_values_overlap_when_they_share_a_day(a: str, b: str, overlap: bool) -> None:
    assert date_overlaps(a, b) is overlap
    assert date_overlaps(b, a) is overlap


def test_values_are_shown_in_chinese() -> None:
    values = ["2020", "2020-11", "2021-05-13", "2021-Q4", "2021-H2", "2019/2021", "2021-01/2021-05"]
    shown = "2020年 2020年11月 2021年5月13日 2021年第四季度 2021年下半年 2019年至2021年 2021年1月至5月"
    assert " ".join(map(show_date, values)) == shown


WORDS = st.sampled_from(
    ["今年", "去年", "明年", "本月", "昨日", "上周五", "5月", "13日", "2020年", "一季度", "年底", "至", "，", "。ａ㎡"]
)
PUBLISHED = st.sampled_from(["", "2021", "2021-05", "2021-05-13", "?", "2021-13", "2021-00", "2021-02-30", "0001-01-01", "9999-12-31"])


@given(st.lists(WORDS, max_size=12).map("".join), PUBLISHED)
@settings(max_examples=300, deadline=None)
def test_mentions_are_slices_in_order_and_annotation_is_stable(text: str, published: str) -> None:
    end = 0
    for mention in find_dates(text, published):
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert mention.value or not mention.note
        end = mention.end


@given(st.lists(WORDS, max_size=8).map("".join), st.sampled_from(["2021", "2021-05"]))
@settings(max_examples=200, deadline=None)
def test_no_day_is_known_from_words_that_count_days_when_the_article_has_none(text: str, published: str) -> None:
    for mention in find_dates(text, published):
        if mention.text in ("昨日", "上周五", "本月") and published == "2021":
            assert mention.value == ""
        if mention.text in ("昨日", "上周五"):
            assert mention.value == ""


@pytest.mark.parametrize("unit", ["9", "年", "1月", "十", "（", "2020-", "今年", "a", "上周", "近", "2020年", "。"])
def test_a_hundred_thousand_times_the_same_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    find_dates(text, "2021-05-13")
    assert time.process_time() - started < 8  # quadratic work would take minutes
