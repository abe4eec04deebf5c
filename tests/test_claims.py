"""A claimed figure or date against the stated one."""

from __future__ import annotations

import pytest

from rag.ground.claims import claimed, dated, find, holds, singled_out


@pytest.mark.parametrize(
    ("claim", "stated", "verdict"),
    [
        ("不到100亿元", "超过500亿元", "否"),
        ("超过100亿元", "超过500亿元", "是"),
        ("超过600亿元", "超过500亿元", "不明"),
        ("不超过8个", "8个", "是"),
        ("至少8个", "8个", "是"),
        ("超过8个", "8个", "否"),
        ("不到8个", "8个", "否"),
        ("8个以上", "12个", "是"),
        ("1亿元", "10000万元", "是"),
        ("超过30%", "近30%", "否"),
        ("至少20条", "20余条", "是"),
    ],
)
def test_bounds(claim: str, stated: str, verdict: str) -> None:
    assert holds(claimed(claim)[0], find(stated)[0], claim) == verdict


@pytest.mark.parametrize(
    ("asked", "stated", "verdict"),
    [
        ("2020", "2020-11", "是"), ("2020-11", "2020-11", "是"), ("2021-11", "2020-11", "否"),
        ("2020-11-05", "2020-11", "不明"), ("2021-Q1", "2021-02", "是"), ("2021-02", "2021-Q1", "不明"),
    ],
)  # fmt: skip
def test_a_date_is_never_more_precise_than_known(asked: str, stated: str, verdict: str) -> None:
    assert dated(asked, stated) == verdict


def test_first_of_the_country_is_first_of_the_province_but_not_the_other_way() -> None:
    assert singled_out("是全省首个机构", "全国首个机构成立")
    assert not singled_out("是全国首个机构", "全省首个机构成立")
    assert not singled_out("是全国唯一的机构", "全国首个机构成立")
