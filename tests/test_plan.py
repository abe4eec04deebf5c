"""What a question asks to be computed: the operation, the names, the attribute."""

from __future__ import annotations

import pytest

from rag.ground.arithmetic.operation import computes
from rag.ground.arithmetic.plan import Plan, parse

CASES = [
    ("甲山园和乙水园哪个总投资更大?", "which", ("甲山园", "乙水园"), "总投资"),
    ("甲山园的产值大还是乙水园的产值大?", "which", ("甲山园", "乙水园"), "产值"),
    ("总投资更大的是甲山项目还是乙水项目?", "which", ("甲山项目", "乙水项目"), "总投资"),
    ("甲山项目比乙水项目多投多少?", "difference", ("甲山项目", "乙水项目"), "投资"),
    ("甲山园申请的专利比制定的标准多多少?", "difference", ("甲山园申请的专利", "制定的标准"), ""),
    ("甲山园的产值是乙水园的几倍?", "times", ("甲山园", "乙水园"), "产值"),
    ("甲山园、乙水园、丙石园的税收从高到低排一下", "order", ("甲山园", "乙水园", "丙石园"), "税收"),
    ("甲山园和乙水园的产值加起来是多少?", "sum", ("甲山园", "乙水园"), "产值"),
    ("甲山园年度计划投资占总投资的比例是多少?", "share", ("甲山园年度计划投资", "总投资"), ""),
    ("30个项目中不是产业项目的有几个?", "rest", ("产业项目", "30个项目"), ""),
    ("7个占35%,总共大约多少个?", "whole", (), ""),
    ("甲山园的总投资比重点园区乙水园多多少?", "difference", ("甲山园", "重点园区乙水园"), "总投资"),
    ("甲山园跟乙水园比,谁的产值大,大了多少?", "difference", ("甲山园", "乙水园"), "产值"),
    ("甲山公司签约的商户里还有多少家没上线?", "rest", ("上线", "甲山公司签约的商户"), ""),
    ("甲山联盟这次扩容之前有多少家成员?", "before", (), ""),
    ("甲山芯片的通道数比原先多了多少个?", "change", (), ""),
    ("甲山公司去年亏了多少钱?", "stated", (), "亏损"),
    ("这14个地块总用地多少亩?", "groups", (), "总用地"),
    ("哪个项目投资最多?", "extreme", (), "投资"),
    ("甲山项目和乙水项目谁先开工?", "which", ("甲山项目", "乙水项目"), "开工"),
    ("which is larger, the north park or the south park?", "which", ("north park", "south park"), ""),
]


@pytest.mark.parametrize(("question", "operation", "names", "attribute"), CASES, ids=[case[0] for case in CASES])
def test_plan(question: str, operation: str, names: tuple[str, ...], attribute: str) -> None:
    plan = parse(question, lambda text: False)
    assert (plan.operation, plan.names, plan.attribute) == (operation, names, attribute)


def test_what_is_said_of_all_goes_into_every_sub_question() -> None:
    plan = parse("甲山高新区和乙水高新区开工项目的总投资合计多少?", lambda text: False)
    assert [plan.question(name) for name in plan.names] == [
        "甲山高新区开工项目总投资是多少?",
        "乙水高新区开工项目总投资是多少?",
    ]


def test_who_has_more_and_by_how_much_asks_for_both() -> None:
    both = parse("甲山园和乙水园,谁投资更多,多多少?", lambda text: False)
    assert (both.operation, both.chooses) == ("difference", True)
    assert not parse("甲山园比乙水园多投资多少?", lambda text: False).chooses


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("甲山公司被罚了多少?", True),
        ("甲山公司的14个地块总用地多少亩?", True),
        ("甲山公司投资平均每年增长多少?", True),
        ("甲山公司签约的商户里还有多少家没上线?", True),
        ("甲山公司有多少家门店?", False),
        ("甲山公司投资多少?", False),
    ],
)
def test_what_is_computed_although_asked_plainly(question: str, wanted: bool) -> None:
    assert computes(question) is wanted


def test_dates_are_asked_for_as_dates() -> None:
    plan = parse("甲山项目和乙水项目哪个更早竣工?", lambda text: False)
    assert isinstance(plan, Plan)
    assert (plan.dates, plan.least) == (True, True)
    assert plan.question("甲山项目") == "甲山项目竣工是什么时候?"
