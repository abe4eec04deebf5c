"""What a question asks for; the cases stand in golden/questions.tsv."""

from pathlib import Path

import pytest

from rag.understand.question import content_terms, understand

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "golden" / "questions.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("question", "kind", "unit"), CASES, ids=[case[0] for case in CASES])
def test_kind_and_unit(question: str, kind: str, unit: str) -> None:
    understood = understand(question)
    assert (understood.kind, understood.unit) == (kind, unit)


def test_terms_leave_out_what_asks_and_keep_what_is_asked_about() -> None:
    assert content_terms("请问甲乙项目的总投资是多少?") == ("甲乙项目", "总投资")


def test_dates_are_named_not_searched_as_words() -> None:
    understood = understand("2020年11月成立了什么公司？")
    assert understood.dates == ("2020-11",)
    assert not any("2020" in term for term in understood.terms)


def test_measure_and_what_it_counts() -> None:
    understood = understand("一共有多少家研发机构？")
    assert (understood.measure, understood.noun) == ("家", "研发机构")
