"""The gold questions are proved against the corpus, and the prover finds what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from eval.gold import KINDS, Evidence, Item, check_gold, evaluate, load_gold, write_gold
from rag import Article
from rag.errors import InputError

TEXT = "某区去年11月成立了招商公司。\n共有6个项目开工,总投资96.6亿元,其中产业项目总投资10亿元。"
ARTICLE = Article.from_text("a", TEXT, title="某区", date="2021")


def item(**changes: object) -> Item:
    base = Item(
        id="1", question="总投资多少？", kind="number", half="dev", fact="total", answers=("96.6亿元",),
        evidence=(Evidence("a", 2, "总投资96.6亿元"),),
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def test_every_gold_question_is_proved(articles: list[Article]) -> None:
    assert check_gold(load_gold(), articles) == []


def test_the_gold_set_has_all_kinds_in_both_halves_and_enough_questions() -> None:
    items = load_gold()
    assert len(items) >= 260
    halves = Counter(item.half for item in items)
    assert min(halves.values()) >= 0.4 * len(items)
    for half in halves:
        kinds = {item.kind for item in items if item.half == half}
        assert set(KINDS) - kinds <= {"definition", "conflict"}, half
        assert 20 <= sum(not item.answerable for item in items if item.half == half) <= 50
    assert {item.style for item in items} == {"plain", "keywords", "traditional", "english", "typo"}


def test_a_sound_item_has_no_problems() -> None:
    assert check_gold([item()], [ARTICLE]) == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"evidence": (Evidence("a", 1, "总投资96.6亿元"),)}, "引文不在a第1段"),
        ({"evidence": (Evidence("a", 9, "总投资96.6亿元"),)}, "没有第9段"),
        ({"evidence": (Evidence("b", 1, "总投资96.6亿元"),)}, "没有文章b"),
        ({"answers": ("6.6亿元",)}, "依据中没有：6.6亿元"),
        ({"must": (("7个", "8个"),)}, "依据中没有：7个/8个"),
        ({"answers": ()}, "没有答案"),
        ({"kind": "riddle"}, "不认识的问题类型riddle"),
        ({"answers": ("9.66倍",), "formula": "96.6 / 10"}, "公式中的数不在引文里：10"),
        ({"answers": ("86.6亿元", "96.6亿元"), "formula": "96.6 - 20"}, "不在引文里：20"),
        ({"kind": "unanswerable", "answerable": False, "answers": ()}, "不可回答的没有"),
    ],
)
def test_the_prover_finds(wrong: dict[str, object], problem: str) -> None:
    assert any(problem in found for found in check_gold([item(**wrong)], [ARTICLE]))


def test_numbers_may_be_spelt_otherwise_and_dates_resolved() -> None:
    spelt = item(answers=("966000万元",))
    dated = item(id="2", question="何时成立？", answers=("2020年11月",), evidence=(Evidence("a", 1, "去年11月"),))
    assert check_gold([spelt, dated], [ARTICLE]) == []
    wrong_year = replace(dated, answers=("2021年11月",))
    assert any("依据中没有：2021年11月" in found for found in check_gold([wrong_year], [ARTICLE]))


def test_computed_answers_follow_from_cited_operands() -> None:
    both = (Evidence("a", 2, "总投资96.6亿元"), Evidence("a", 2, "产业项目总投资10亿元"))
    assert check_gold([item(answers=("9.66倍", "9.7倍"), formula="96.6 / 10", evidence=both)], [ARTICLE]) == []
    assert check_gold([item(answers=("9.6倍",), formula="96.6 / 10", evidence=both)], [ARTICLE]) != []


def test_halves_share_no_fact_and_ids_are_unique() -> None:
    other = item(id="2", question="投资总额？", half="test", fact="x+total")
    assert check_gold([item(), other], [ARTICLE]) == ["2：事实total同时出现在两半中"]
    assert "1：编号重复" in check_gold([item(), item(question="投资总额？")], [ARTICLE])
    assert "2：问题与1相同" in check_gold([item(), item(id="2")], [ARTICLE])


def test_formulas_are_exact_and_nothing_else() -> None:
    assert evaluate("0.1 + 0.2") == Decimal("0.3")
    assert evaluate("round(7 / 38.9 * 100, 0)") == 18
    with pytest.raises(ValueError, match="not a formula"):
        evaluate("__import__('os')")


def test_gold_round_trips(tmp_path: Path) -> None:
    items = [item(), item(id="2", must=("6个", ("a", "b")), history=(("问", "答"),), answerable=False)]
    write_gold(items, tmp_path / "x.jsonl")
    assert load_gold(tmp_path) == items


def test_a_csv_is_enough_to_start(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("﻿问题,答案\n总投资多少？,96.6亿元|96.6亿\n院长是谁？,\n", encoding="utf-8")
    first, second = load_gold(file)
    assert (first.answers, first.answerable) == (("96.6亿元", "96.6亿"), True)
    assert (second.kind, second.answerable) == ("unanswerable", False)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.jsonl", '{"id": "1"}\n', "x.jsonl 第1行不是一条金标准问题"),
        ("x.jsonl", "{\n", "x.jsonl 第1行"),
        ("x.csv", "question,answer\n,a\n", "x.csv 第2行没有问题"),
    ],
)
def test_bad_gold_names_file_and_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_gold(tmp_path / name)


def test_missing_gold_is_said() -> None:
    with pytest.raises(InputError, match="找不到金标准问题：nowhere"):
        load_gold("nowhere")
