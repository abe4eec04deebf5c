"""A claimed figure or date against the stated one."""

from __future__ import annotations

import pytest

from rag.ground.sentences.spoken import plain
from rag.ground.sentences.verdict import claimed, dated, doubled, find, holds, singled_out


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
        ("过半", "50%以上", "是"),
        ("过半", "50%", "否"),
        ("过半", "约45%", "否"),
        ("过半", "约49%", "不明"),
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
    assert not singled_out("是全国首个机构", "在全省率先成立,全国唯一的码头开工")


@pytest.mark.parametrize(
    ("claim", "stated", "verdict"),
    [
        ("翻番了", "增长126.5%", "是"), ("翻番了", "增长99%", "否"), ("翻两番", "增长126.5%", "否"), ("翻倍了", "增至2.4倍", "是"),
        ("翻番了", "增至1.4倍", "否"), ("翻番了", "增长1.4倍", "是"), ("翻番了", "下降126%", "否"), ("增长了", "增长126.5%", None),
    ],
)  # fmt: skip
def test_doubling(claim: str, stated: str, verdict: str | None) -> None:
    figure = find(stated)[-1]
    assert doubled(claim, figure, stated[: figure.start]) == verdict


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("甲市比2021年掉了9位", "甲市比2021年下降9位"),
        ("甲市比2021年前进了9个名次", "甲市比2021年上升9个名次"),
        ("全省头一个", "全省首个"),
        ("全国只有甲市这一家", "全国甲市唯一"),
        ("一大半都在甲园手里", "过半甲园拥有"),
        ("研究院引进了36名研究人员", "研究院引进了36名研究人员"),
        ("甲市只有一座车站", "甲市只有一座车站"),
        ("球队掉了3位主力", "球队掉了3位主力"),
    ],
)
def test_spoken_claims_are_written_and_others_left_alone(spoken: str, written: str) -> None:
    assert plain(spoken) == written
