"""A run and its reports: the JSON round-trips, the page needs nothing else, the comparison names what changed."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.compare import compare
from eval.gold import Evidence, Item, load_gold, write_gold
from eval.judge import Verdict
from eval.metrics import reliability, risk_coverage
from eval.page import html
from eval.report import KINDS, LABELS, keep_section, line, markdown, show_signature
from eval.run import Result, Run, evaluate, figures_of, latencies, signature
from eval.svg import bars, curve, diagram
from rag import Engine
from rag.errors import InputError


def result(number: int, right: bool = True, *, answered: bool = True, answerable: bool = True, **changes: object) -> Result:
    item = Item(
        id=f"dev-{number}", question=f"第{number}个问题<b>？", kind="number" if answerable else "unanswerable", half="dev",
        fact=f"f{number}", answers=("6个",) if answerable else (), answerable=answerable,
        evidence=(Evidence("a", 1, "共有6个项目"),) if answerable else (),
    )  # fmt: skip
    cited = right if answerable and answered else None
    verdict = Verdict(
        item.id, right, "" if right else "应为6个，答了8个", answered, 0.9 if right else 0.4, cited=cited,
        paragraph_precision=None if cited is None else float(cited), verbatim=True if answered else None,
    )  # fmt: skip
    base = Result(
        item=item, verdict=verdict, short="6个" if right else "8个", text="共有6个项目。[1]", reason="", searched=item.question,
        citations=(("a", 1, "共有6个项目"),), ranked=(("a", 1), ("b", 2)), ms={"read": 2.0, "total": 10.0 * number},
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


RESULTS = (
    result(1), result(2), result(3, right=False), result(4, answered=False, right=False),
    result(5, answerable=False, answered=False), result(6, answerable=False, right=False),
)  # fmt: skip
RUN = Run({"n": "6", "half": "dev", "k": "8"}, RESULTS)


def test_figures_count_what_they_say() -> None:
    found = {f.name: f for f in figures_of(RESULTS)}
    assert (found["right"].value, found["right"].n) == (0.5, 6)
    assert (found["right_refusal"].value, found["right_refusal"].n) == (0.5, 2)
    assert (found["false_refusal"].value, found["false_refusal"].n) == (0.25, 4)
    assert (found["cited"].value, found["cited"].n) == (0.5, 4)  # a refusal cites nothing
    assert (found["paragraph_precision"].value, found["paragraph_precision"].n) == (pytest.approx(2 / 3), 3)
    assert (found["recall@1"].value, found["mrr"].value) == (1.0, 1.0)
    assert "em" not in found
    assert set(found) <= set(LABELS)
    assert latencies(RESULTS) == {"read": (2.0, 2.0), "total": (35.0, 57.5)}


def test_a_run_round_trips(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text(RUN.to_json(), encoding="utf-8")
    assert Run.load(file) == RUN


@pytest.mark.parametrize("text", ["", "[]", '{"signature": {}, "results": [{}]}'])
def test_what_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.json 不是评测结果"):
        Run.load(tmp_path / "x.json")


def test_every_figure_carries_n_interval_and_signature() -> None:
    text = markdown(RUN)
    assert "`n:6|half:dev|k:8`" in text
    assert "| 答对（全部） | 50.0 % [16.7, 83.3] | 6 |" in text
    assert "| 数量金额 |" in text
    assert "| 合计 | 35.0 | 57.5 |" in text
    assert line(RUN).startswith("6题  答对（全部） 50.0 %")


class Page(HTMLParser):
    """Collects tags, checks that they close, and keeps what would be fetched."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]


def test_the_page_stands_alone_and_shows_every_wrong_answer() -> None:
    text = html(RUN)
    page = Page(text)
    assert page.tags.count("svg") == 5
    assert not page.fetched
    assert "script" not in page.tags
    assert not re.search(r"url\(|@import|https?:", text)
    assert text.count("<div class=card>") == 3
    assert "第3个问题&lt;b&gt;？" in text  # what documents and questions say is text, not markup
    assert "<b>？" not in text
    for shown in ("应为6个，答了8个", "<b>应答</b><p>6个</p>", "a 第1段：共有6个项目", "简答：8个", "AURC 25.0 % [", "n:6|half:dev"):
        assert shown in text
    assert "第1个问题" not in text


def test_plots_hold_their_numbers() -> None:
    points = risk_coverage([0.9, 0.4], [1, 0])
    assert curve(points, "横", "纵").count("L") == 1
    assert diagram(reliability([0.9, 0.9, 0.1], [1, 1, 0])).count("<circle") == 2
    assert "50 %" in bars([("数量", figures_of(RESULTS)[0])])
    assert curve([], "横", "纵").startswith("<svg")


def test_sections_are_kept_apart(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    keep_section(file, "a", "甲", "一")
    keep_section(file, "b", "乙", r"二 \1")
    keep_section(file, "a", "甲", "三")
    text = file.read_text(encoding="utf-8")
    assert [text.count(word) for word in ("一", "三", r"二 \1", "## 甲", "## 乙")] == [0, 1, 1, 1, 1]
    assert text.index("甲") < text.index("乙")


def test_the_comparison_names_each_question_that_changed() -> None:
    better = replace(RESULTS[2], verdict=replace(RESULTS[2].verdict, right=True, why=""), short="6个")
    worse = replace(RESULTS[0], verdict=replace(RESULTS[0].verdict, right=False, why="应为6个，答了9个"), short="9个")
    text = compare(RUN, Run({**RUN.signature, "k": "4"}, (worse, RESULTS[1], better)))
    assert "3题相同。设置的不同：k 8 → 4" in text
    assert re.search(r"变对（1题）\n- dev-3 .*\n    旧：8个.*\n    新：6个", text)
    assert re.search(r"变错（1题）\n- dev-1 .*\n    旧：6个\n    新：9个　〔应为6个，答了9个〕", text)
    assert re.search(r"\| 答对（全部） \| 3 \| 66\.7 % \[.*\] \| 66\.7 % \[.*\] \| \+0\.0 \| 1\.000 \|", text)


def test_every_kind_of_gold_has_a_name() -> None:
    assert {item.kind for item in load_gold()} <= set(KINDS)


# ---- the real engine


def test_real_answers_are_judged_and_signed(engine: Engine) -> None:
    items = [item for item in load_gold(half="dev") if item.kind in ("number", "chitchat")][:6]
    seen: list[tuple[int, int]] = []
    results = evaluate(engine, items, lambda question, done, total: seen.append((done, total)))
    assert seen == [(n, 6) for n in range(1, 7)]
    assert all(r.verdict.verbatim in (True, None) for r in results)
    assert all(r.ms["total"] > 0 for r in results)
    assert all(r.ranked for r in results)
    again = evaluate(engine, items)
    assert [r.text for r in again] == [r.text for r in results]
    signed = show_signature(signature(engine, items, "dev"))
    assert re.fullmatch(r"n:6\|half:dev\|gold:\w{8}\|corpus:\w{8}\|embedder:builtin:\w+\|reader:builtin:\w+\|.*\|commit:\S+", signed)


def test_the_program_writes_all_three_reports(
    tmp_path: Path, index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_gold(load_gold(half="dev")[:3], tmp_path / "few.jsonl")
    files = {name: tmp_path / f"run.{name}" for name in ("json", "html", "md")}
    options = [part for name, file in files.items() for part in (f"--{name}", str(file))]
    assert main([str(tmp_path / "few.jsonl"), "--index", str(index_folder), *options]) == 0
    assert capsys.readouterr().out.startswith("3题  答对")
    assert len(Run.load(files["json"]).results) == 3
    assert "<!-- begin few-dev -->" in files["md"].read_text(encoding="utf-8")
    assert main(["--compare", str(files["json"]), str(files["json"])]) == 0
    assert "3题相同。设置的不同：无" in capsys.readouterr().out


def test_questions_about_other_articles_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("---\nid: a\ntitle: 别的\n---\n\n某厂共有6个项目。\n", encoding="utf-8")
    assert main(["--corpus", str(tmp_path / "corpus")]) == 2
    assert "另一批文章" in capsys.readouterr().err
    here, elsewhere = result(1).item, replace(result(2).item, evidence=(Evidence("b", 1, "共有6个项目"),))
    write_gold([here, elsewhere], tmp_path / "two.jsonl")
    assert main([str(tmp_path / "two.jsonl"), "--corpus", str(tmp_path / "corpus")]) == 0
    assert "索引里没有依据所在的文章：b。" in capsys.readouterr().err


def test_bad_use_is_said_in_chinese(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([str(tmp_path / "nowhere.jsonl")]) == 2
    assert "错误：找不到金标准问题" in capsys.readouterr().err
