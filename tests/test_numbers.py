"""Numbers with their units, in every spelling of the news."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.numbers import Quantity, find_quantities, format_quantity, same_quantity

GOLDEN = Path(__file__).parent / "golden" / "numbers.tsv"


def golden() -> list[tuple[str, str]]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return [(text, expected) for line in lines if not line.startswith("#") for text, expected in [line.split("\t")]]


def describe(quantity: Quantity) -> str:
    def show(value: Decimal) -> str:
        return f"{value:.0f}" if value == value.to_integral_value() else str(round(value, 4).normalize())

    values = show(quantity.low) + (f"..{show(quantity.high)}" if quantity.high != quantity.low else "")
    return f"{quantity.text} = {values} {quantity.unit or '-'} {quantity.kind} {quantity.qualifier or '-'}"


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(("text", "expected"), golden())
def test_the_golden_table(text: str, expected: str) -> None:
    assert ("; ".join(map(describe, find_quantities(text))) or "-") == expected


@pytest.mark.parametrize(
    "spellings",
    [
        "1亿元 一亿元 10000万元 １亿元 壹億元 100,000,000元",
        "60% 百分之六十 六成 60％ 6成 60percent",
        "25亩 二十五亩 廿五亩",
        "3500吨 三千五百吨 3500000公斤 0.35万吨",
        "2021年 二〇二一年 ２０２１年 二零二一年 贰零贰壹年",
        "1天 24小时 1440分钟",
        "15亩 1公顷",
        "14名 14位 十四人",
        "第四期 四期 第4期",
        "1/3 三分之一",
        "20家 二十家 廿家 20个",
    ],
)
def test_one_value_has_many_spellings(spellings: str) -> None:
    quantities = [find_quantities(text)[0] for text in spellings.split()]
    assert all(same_quantity(quantities[0], other) for other in quantities)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("1亿元", "1亿美元"), ("1亿元", "1万元"), ("37位", "第37位"), ("20%", "20个百分点"),
        ("5月", "5个月"), ("5G", "5个"), ("2-3亿元", "3亿元"), ("20家", "20条"), ("5年", "2005年"),
        ("7.3亿元", "73亿元"), ("1+3+N", "1+3+M"),
    ],
)  # fmt: skip
def test_other_values_and_units_are_not_the_same(a: str, b: str) -> None:
    assert not same_quantity(find_quantities(a)[0], find_quantities(b)[0])


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("96600000000", "元", "966亿元"),
        ("7366000000.0", "元", "73.66亿元"),
        ("123456789", "元", "1.23456789亿元"),
        ("1400000000", "克", "1400吨"),
        ("10000", "平方米", "15亩"),
        ("3200000", "平方米", "3.2平方公里"),
        ("259200", "秒", "3天"),
        ("139.40", "%", "139.4%"),
        ("2.5", "倍", "2.5倍"),
        ("150", "个", "150个"),
        ("-5000", "元", "-5000元"),
        ("0", "元", "0元"),
    ],
)
def test_values_are_shown_as_news_writes_them(value: str, unit: str, shown: str) -> None:
    assert format_quantity(Decimal(value), unit) == shown


@given(st.integers(1, 10**13), st.sampled_from(["元", "人", "个", "家", "美元"]))
@settings(max_examples=150, deadline=None)
def test_what_is_shown_is_read_back_exactly(value: int, unit: str) -> None:
    quantity = only(format_quantity(Decimal(value), unit))
    assert (quantity.low, quantity.unit) == (value, unit)


@given(st.text(st.sampled_from("0123456789一二十百千万亿半多余约近第年月日元%个,.，-~至分之点 ａ5gm２㎡"), max_size=40))
@settings(max_examples=300, deadline=None)
def test_quantities_are_slices_in_order(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.low <= quantity.high
        end = quantity.end


@pytest.mark.parametrize("unit", ["9", "％", "（", "一", "万", "1,", "1.", "1-", "a1", "半", "第", "1亿", "5月", "1+"])
def test_a_hundred_thousand_times_the_same_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    find_quantities(text)
    assert time.process_time() - started < 8  # quadratic work would take minutes
