"""Of figures in a series the one told of what the question names; follow-ups on another of a series; accounts and sums in other wordings."""

from __future__ import annotations

import pytest

from rag import Article, Engine
from rag.followup.counterpart import other_of_two
from rag.followup.replacing import of_series
from rag.ground.arithmetic.rephrased import rephrased

TRADE = (
    "今年一季度,青浦湾园区共有90个项目集中签约,总投资达500亿元。其中,制造类签约项目40个,总投资300亿元;30个重点科研项目签约落地,总投资达120亿元。\n"
    "上半年,冷鲜肉产品生产量80万吨,销售量70万吨;速冻面点生产量60万吨,销售量65万吨。"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_articles([Article.from_text("a1", TRADE, title="青浦湾园区一季度签约", date="2022-05")])


def test_another_of_a_series_keeps_what_was_asked(engine: Engine) -> None:
    answer = engine.ask("科研类的呢？", history=[("青浦湾园区一季度制造类签约项目总投资多少？", "300亿元")])
    assert answer.short == "120亿元"


def test_the_figure_of_what_was_done(engine: Engine) -> None:
    assert engine.ask("上半年速冻面点销了多少吨？").short == "65万吨"


def test_what_a_place_stands_in_for() -> None:
    assert of_series("远舟公司在德国卖了多少?", "在法国", lambda text: True) == "远舟公司在法国卖了多少?"
    assert of_series("远舟公司总投资多少?", "总投资", lambda text: True) == ""


def test_the_other_numbered_one_where_there_are_two() -> None:
    assert other_of_two("另一栋呢", "远舟大厦1号楼", "远舟大厦1号楼何时完工", lambda text: text == "2号楼") == "远舟大厦2号楼何时完工?"
    assert "2号楼" not in other_of_two("另一栋呢", "远舟大厦1号楼", "远舟大厦1号楼何时完工", lambda text: text in ("2号楼", "3号楼"))


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("远舟公司在中美两国的收入加起来多少", "远舟公司在中国和美国的收入合计多少"),
        ("青湾学校不算地面的,还有多少个车位", "青湾学校的车位里不是地面的有多少个"),
        ("青湾 80个重点项目 市级个数是多少", "青湾80个重点项目里市级的有多少个"),
    ],
)
def test_sums_in_the_wording_that_is_read(asked: str, read: str) -> None:
    assert rephrased(asked).replace("加起来", "合计") == read


def test_a_product_is_worked_out() -> None:
    text = "位于青浦湾的远舟水电站装机容量4×30兆瓦,水电资源丰富,通过河运企业可节约运价。"
    answer = Engine.from_articles([Article.from_text("a1", text, title="远舟水电站", date="2022-05")]).ask("远舟水电站的总装机容量是多少兆瓦？")
    assert answer.short == "120兆瓦"
    assert "计算得出" in answer.text
