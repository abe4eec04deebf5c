"""The user's own gold: from a bad answer, a table or a draft to a proved question."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from eval.candidates import accept, load, record, withdraw
from eval.drafting import draft
from eval.gold import Evidence, check_gold, load_gold
from rag import Answer, Article, Citation
from rag.cli import main
from rag.errors import InputError

TEXT = "某区共有6个项目开工，总投资96.6亿元。\n“我们将加快建设。”某区主任张某说。"
ARTICLE = Article.from_text("a", TEXT, title="某区开工", date="2021")
WRONG = Answer(
    "总投资多少？", "6个。[1]", "6个", True, citations=(Citation(1, "a", "某区开工", "2021", 1, 0, 9, TEXT[:9]),)
)  # fmt: skip


def test_a_corrected_answer_becomes_gold_with_the_sentence_that_states_it(tmp_path: Path) -> None:
    record("总投资多少？", WRONG, correction="96.6亿元", folder=tmp_path)
    (candidate,) = load(tmp_path)
    assert (candidate.origin, candidate.said, candidate.item.answers) == ("更正", "6个", ("96.6亿元",))
    item = accept(1, [ARTICLE], tmp_path)
    assert item.evidence == (Evidence("a", 1, "某区共有6个项目开工，总投资96.6亿元。"),)  # not what was cited wrongly
    assert load(tmp_path) == []
    assert load_gold(tmp_path / "own.jsonl") == [item]
    assert check_gold([item], [ARTICLE]) == []


def test_a_bad_answer_waits_for_the_right_one(tmp_path: Path) -> None:
    record("总投资多少？", WRONG, folder=tmp_path, history=[("有几个项目？", "6个。")])
    with pytest.raises(InputError, match="第1条还不能接受：own-001：可回答的问题没有答案"):
        accept(1, [ARTICLE], tmp_path)
    assert main(["gold", "--folder", str(tmp_path), "edit", "1", "--answer", "100亿元"]) == 0
    with pytest.raises(InputError, match=r"依据中没有：100亿元|要有依据"):
        accept(1, [ARTICLE], tmp_path)
    assert main(["gold", "--folder", str(tmp_path), "edit", "1", "--answer", "96.6亿元|966000万元"]) == 0
    assert accept(1, [ARTICLE], tmp_path).history == (("有几个项目？", "6个。"),)


def test_the_same_question_is_kept_once_and_the_last_word_counts(tmp_path: Path) -> None:
    record("总投资多少？", WRONG, folder=tmp_path)
    record("总投资多少？", WRONG, correction="96.6亿元", folder=tmp_path)
    assert [c.origin for c in load(tmp_path)] == ["更正"]


def test_what_should_have_been_refused_is_gold_too(tmp_path: Path) -> None:
    record("院长是谁？", WRONG, folder=tmp_path)
    assert main(["gold", "--folder", str(tmp_path), "edit", "1", "--unanswerable"]) == 0
    item = accept(1, [ARTICLE], tmp_path)
    assert (item.answerable, item.answers, item.evidence) == (False, (), ())


def test_a_good_answer_becomes_gold_as_it_is(tmp_path: Path) -> None:
    right = Answer("有几个项目？", "6个。[1]", "6个", True, citations=WRONG.citations)
    record(right.question, right, mark="good", folder=tmp_path)
    (candidate,) = load(tmp_path)
    assert (candidate.origin, candidate.item.answers, candidate.item.kind) == ("好评", ("6个",), "number")
    assert accept(1, [ARTICLE], tmp_path).evidence == (Evidence("a", 1, TEXT[:9]),)


def test_a_right_refusal_and_a_missed_one_are_gold(tmp_path: Path) -> None:
    refused = Answer("院长是谁？", "资料没有说。", reason="资料没有说。")
    record(refused.question, refused, mark="good", folder=tmp_path)
    record("总投资多少？", WRONG, mark="absent", folder=tmp_path)
    assert [(c.origin, c.item.answerable, c.item.evidence) for c in load(tmp_path)] == [("好评", False, ()), ("更正", False, ())]
    assert [accept(1, [ARTICLE], tmp_path).answerable for _ in range(2)] == [False, False]


def test_a_right_yes_is_gold(tmp_path: Path) -> None:
    yes = Answer("某区有6个项目开工吗？", "是。[1]", "是", True, citations=WRONG.citations)
    record(yes.question, yes, mark="good", folder=tmp_path)
    assert (item := accept(1, [ARTICLE], tmp_path)).kind == "yesno"
    assert item.answers == ("是",)


def test_a_mark_can_be_taken_back(tmp_path: Path) -> None:
    history = [("有几个项目？", "6个。")]
    record("总投资多少？", WRONG, folder=tmp_path, history=history)
    record("总投资多少？", WRONG, folder=tmp_path)
    withdraw("总投资多少？", history, tmp_path)
    withdraw("没有问过？", folder=tmp_path)
    assert [c.item.history for c in load(tmp_path)] == [()]


def test_readers_mark_at_the_same_time(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: record(f"第{n}个问题？", WRONG, folder=tmp_path), range(40)))
    assert {c.item.question for c in load(tmp_path)} == {f"第{n}个问题？" for n in range(40)}
    assert [file.name for file in tmp_path.iterdir()] == ["candidates.jsonl"]


def test_strange_line_separators_break_no_line(tmp_path: Path) -> None:
    record("总投资\u2028多少？\x85\x1c", WRONG, correction="96.6亿元\u2029", folder=tmp_path)
    assert accept(1, [ARTICLE], tmp_path).question == "总投资\u2028多少？\x85\x1c"
    assert [item.question for item in load_gold(tmp_path)] == ["总投资\u2028多少？\x85\x1c"]


def test_the_list_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record("总投资\x1b[2J多少？\n2. [更正] 假的", WRONG, folder=tmp_path)
    assert main(["gold", "--folder", str(tmp_path), "list"]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert shown.count("\n") == 1


def test_the_folder_can_be_asked_while_candidates_wait(tmp_path: Path) -> None:
    record("总投资多少？", WRONG, correction="96.6亿元", folder=tmp_path)
    item = accept(1, [ARTICLE], tmp_path)
    record("院长是谁？", WRONG, folder=tmp_path)
    assert load_gold(tmp_path) == [item]


def test_a_table_is_imported_listed_and_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.csv").write_text("question,answer\n总投资多少？,96.6亿元\n院长是谁？,\n", encoding="utf-8")
    gold = ["gold", "--folder", str(tmp_path)]
    assert main([*gold, "list"]) == 0
    assert main([*gold, "import", str(tmp_path / "mine.csv")]) == 0
    assert main([*gold, "drop", "1"]) == 0
    assert main([*gold, "list"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown == [
        "没有候选问题。", "导入2条。下一步：rag gold list", "已删去：总投资多少？", "1. [导入] 院长是谁？　答案：资料没有说",
    ]  # fmt: skip
    assert main([*gold, "drop", "7"]) == 2
    assert "没有第7条候选，共1条" in capsys.readouterr().err


def test_drafts_are_proved_and_do_not_give_their_answer_away(articles: list[Article], tmp_path: Path) -> None:
    drafted = draft(articles, 60)
    assert len(drafted) == 60
    assert drafted == draft(articles, 60)
    assert {c.item.kind for c in drafted} == {"number", "date", "person"}
    assert all(c.item.question.endswith("？") and c.item.answers[0] not in c.item.question for c in drafted)
    items = [replace(c.item, id=f"d{n}", fact=f"d{n}") for n, c in enumerate({c.item.question: c for c in drafted}.values())]
    assert check_gold(items, articles) == []


def test_drafts_ask_for_figures_dates_and_speakers() -> None:
    text = (
        "某区共有6个项目开工，总投资96.6亿元。\n去年11月，东湖镇成立了白鹭科技有限公司。\n"
        "“我们将加快建设新的厂房。”某区主任张建国说。\n近年来，发展很快。"
    )
    drafted = draft([Article.from_text("a", text, title="某区开工", date="2021")], 99)
    assert {(c.item.question, c.item.answers[0], c.item.kind) for c in drafted} == {
        ("某区共有多少个项目开工？", "6个", "number"),
        ("《某区开工》中，总投资多少亿元？", "96.6亿元", "number"),
        ("什么时候东湖镇成立了白鹭科技有限公司？", "去年11月", "date"),
        ("谁说“我们将加快建设新的厂房”？", "张建国", "person"),
    }


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "candidates.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"candidates\.jsonl 有一行读不懂"):
        load(tmp_path)
