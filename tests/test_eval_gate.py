"""The gate notices planted faults and lets chance pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.ablation import NoReader, OneLegEngine, switched_off
from eval.gate import falls, keep, load_kept, values_of
from eval.gold import Item, load_gold, write_gold
from eval.run import Result, Run, evaluate
from rag import Answer, Article, Engine, Hit
from rag.errors import InputError
from rag.types import History

DEV = load_gold(half="dev")
ANSWERABLE = [item for item in DEV if item.answerable and not item.history and item.style == "plain"]
ABSENT = [item for item in DEV if not item.answerable]


@pytest.fixture(scope="module")
def bare(engine: Engine) -> Engine:
    """The engine without its reader: faster, and the faults planted here are in other stages."""
    return Engine(engine.index, engine.embedder, NoReader(), engine.settings)


def fallen(before: Sequence[Result], after: Sequence[Result]) -> str:
    return "\n".join(falls(values_of(before), after))


@dataclass(frozen=True)
class Shifted:
    """An engine whose citations are off by one character."""

    engine: Engine

    def ask(self, question: str, history: History = ()) -> Answer:
        answer = self.engine.ask(question, history)
        moved = tuple(replace(c, start=c.start + 1, end=c.end + 1) for c in answer.citations)
        return replace(answer, citations=moved)

    def retrieve(self, question: str, k: int | None = None) -> list[Hit]:
        return self.engine.retrieve(question, k)

    def article(self, id: str) -> Article:
        return self.engine.article(id)


def test_nothing_falls_when_nothing_changed(bare: Engine) -> None:
    items = [*ANSWERABLE[:10], *ABSENT[:10]]
    assert falls(values_of(evaluate(bare, items)), evaluate(bare, items)) == []


def test_dropping_the_lexical_leg_is_noticed(bare: Engine) -> None:
    one_leg = OneLegEngine(bare.index, bare.embedder, bare.reader, bare.settings, "dense")
    assert "检索 MRR下降" in fallen(evaluate(bare, ANSWERABLE), evaluate(one_leg, ANSWERABLE))


def test_shifting_offsets_by_one_is_noticed(bare: Engine) -> None:
    with switched_off("threshold"):
        before, after = evaluate(bare, ANSWERABLE[:8]), evaluate(Shifted(bare), ANSWERABLE[:8])
    assert "引文逐字相符下降：100.0 % → 0.0 %" in fallen(before, after)


def test_taking_the_threshold_away_is_noticed(bare: Engine) -> None:
    before = evaluate(bare, ABSENT)
    with switched_off("threshold"):
        after = evaluate(bare, ABSENT)
    assert "该拒的拒答、该答的回答下降" in fallen(before, after)
    assert fallen(before, evaluate(bare, ABSENT)) == ""  # the switch is back on


def test_the_command_fails_where_a_fault_was_planted(
    tmp_path: Path, index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_gold(ABSENT, tmp_path / "few.jsonl")
    options = [str(tmp_path / "few.jsonl"), "--index", str(index_folder), "--kept", str(tmp_path / "kept.json")]
    assert main([*options, "--keep"]) == 0
    assert main([*options, "--gate"]) == 0
    with switched_off("threshold"):
        assert main([*options, "--gate"]) == 1
    assert "该拒的拒答、该答的回答下降" in capsys.readouterr().err


def verdicts(right: Sequence[bool]) -> tuple[Result, ...]:
    from test_eval_report import result

    return tuple(result(number, right=flag) for number, flag in enumerate(right))


def test_what_chance_alone_does_is_no_fall() -> None:
    kept = values_of(verdicts([True] * 40 + [False] * 10))
    assert falls(kept, verdicts([True] * 38 + [False] * 12)) == []
    assert any("答对下降：80.0 % → 60.0 %（n = 50，p = 0.00" in one for one in falls(kept, verdicts([True] * 30 + [False] * 20)))
    assert falls(kept, verdicts([True] * 50)) == []


def test_questions_that_are_new_do_not_count(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    keep(Run({"n": "5"}, verdicts([True] * 5)), file)
    assert falls(load_kept(file), verdicts([True] * 5 + [False] * 30)) == []
    with pytest.raises(InputError, match="不能用作比较的基准"):
        load_kept(tmp_path / "none.json")


def test_items_are_enough_to_see_a_fall() -> None:
    assert len(ANSWERABLE) > 100
    assert all(isinstance(item, Item) for item in DEV)


def test_the_development_half_did_not_fall(engine: Engine) -> None:
    """Compared with eval/kept.json; after a real gain: ``rag eval --keep``."""
    assert falls(load_kept(), evaluate(engine, DEV)) == []
