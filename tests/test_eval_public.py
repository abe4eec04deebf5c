"""Adapters for public sets, on small files in the formats as published."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.measure import measure_reading, measure_retrieval, run_trials
from eval.public import Example, Trial, cut, load_beir, load_examples, load_rgb, ranking_of, rgb_like
from rag.errors import InputError
from rag.settings import Settings

FACTS = {
    "洛阳高新区今年有多少个重点项目开工？": ("12个", "春季集中开工仪式上，洛阳高新区今年有12个重点项目开工，涉及轴承和光伏。"),
    "昆山高新区引进了多少名博士？": ("34名", "人才办介绍，昆山高新区一年来引进了34名博士，多数研究小核酸药物。"),
    "海口高新区的食品项目用地多少亩？": ("25亩", "位于狮子岭的食品项目用地25亩，属海口高新区，将生产手抓饼。"),
    "苏州高新区新增多少家外资企业？": ("56家", "商务局数据显示，苏州高新区上半年新增56家外资企业，日资居首。"),
    "威海高新区的连廊重多少吨？": ("1400吨", "施工方表示，威海高新区两栋楼之间的连廊重1400吨，吊装难度大。"),
    "成都高新区发布了多少条政策？": ("18条", "为扶持中小企业，成都高新区发布了18条政策，当天开始受理。"),
}
EXAMPLES = [
    Example(f"q{n}", question, (answer,), context, doc=f"d{n}")
    for n, (question, (answer, context)) in enumerate(FACTS.items())
]


def quiet(stage: str, done: int, total: int) -> None:
    """No progress bar."""


def write(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_squad_as_cmrc_and_drcd_publish_it(tmp_path: Path) -> None:
    paragraph = {"id": "P0", "context": "甲乙丙", "qas": [
        {"id": "Q0", "question": "谁？", "answers": [{"text": "甲", "answer_start": 0}, {"text": "甲", "answer_start": 0}]},
        {"id": "Q1", "question": "何时？", "answers": [], "is_impossible": True},
    ]}  # fmt: skip
    file = write(tmp_path / "drcd.json", {"version": "1", "data": [{"title": "题", "id": "7", "paragraphs": [paragraph]}]})
    first, second = load_examples(file)
    assert first == Example("Q0", "谁？", ("甲",), "甲乙丙", "题", "7", True)
    assert (second.answers, second.answerable) == ((), False)


def test_cmrc_in_its_first_format(tmp_path: Path) -> None:
    row = {"context_id": "D1", "context_text": "甲乙丙", "qas": [{"query_id": "Q", "query_text": "谁？", "answers": ["甲"]}]}
    (found,) = load_examples(write(tmp_path / "cmrc.json", [row]))
    assert (found.id, found.question, found.answers, found.context) == ("Q", "谁？", ("甲",), "甲乙丙")


def test_json_lines_with_and_without_gzip(tmp_path: Path) -> None:
    row = {"id": 1, "question": "谁？", "answers": ["甲"], "context": "甲乙丙", "answerable": None, "doc": "d"}
    empty = {"id": 2, "question": "谁？", "answers": ["甲"], "context": ""}
    plain = write(tmp_path / "x.jsonl", row, empty)
    packed = tmp_path / "x.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert load_examples(plain) == load_examples(packed) == [Example("1", "谁？", ("甲",), "甲乙丙", "", "d", True)]


def test_rgb_files(tmp_path: Path) -> None:
    plain = {"id": 0, "query": "问", "answer": "甲", "positive": ["p0", "p1", "p2"], "negative": ["n0", "n1", "n2", "n3", "n4"]}
    several = {"id": 1, "query": "问", "answer": [["甲", "A"], ["乙"]], "positive": [["a0", "a1"], ["b0"]], "negative": ["n0"]}
    first, second = load_rgb(write(tmp_path / "zh.json", plain, several))
    assert first.wanted == ("甲",)
    assert second.wanted == (("甲", "A"), ("乙",))
    assert [text for _, text in second.positive] == ["a0", "b0", "a1"]  # one of each group before a second of any


@pytest.mark.parametrize(("noise", "positives", "negatives"), [(0.0, 3, 0), (0.4, 3, 2), (0.8, 1, 4), (1.0, 0, 5)])
def test_noise_is_the_share_of_negatives(noise: float, positives: int, negatives: int) -> None:
    positive, negative = (tuple(("", f"{kind}{i}") for i in range(n)) for kind, n in (("p", 3), ("n", 6)))
    trial = Trial("1", "问", ("甲",), positive, negative)
    mixed = trial.passages(noise)
    assert [sum(text[0] == kind for _, text in mixed) for kind in "pn"] == [positives, negatives]
    assert mixed == trial.passages(noise)


def test_rgb_like_negatives_are_near_and_do_not_answer() -> None:
    trials = rgb_like(EXAMPLES, n=20, negatives=3)
    assert len(trials) == len(EXAMPLES)
    for trial in trials:
        example = next(e for e in EXAMPLES if e.id == trial.id)
        assert [text for _, text in trial.positive] == [example.context]
        assert len(trial.negative) == 3
        assert not any(example.answers[0] in text or text == example.context for _, text in trial.negative)
    assert rgb_like(EXAMPLES, n=20, negatives=3) == trials
    assert rgb_like(EXAMPLES, n=20, negatives=8) == []


def test_pieces_lose_nothing_and_end_with_sentences() -> None:
    text = "。".join("字" * 90 for _ in range(20)) + "。"
    pieces = cut(text)
    assert "".join(pieces) == text
    assert all(len(piece) <= 500 and piece.endswith("。") for piece in pieces)


def test_beir_folders(tmp_path: Path) -> None:
    write(tmp_path / "corpus.jsonl", {"_id": "a", "title": "题", "text": "文"}, {"_id": "b", "text": "别的"})
    write(tmp_path / "queries.jsonl", {"_id": "q", "text": "问"}, {"_id": "unjudged", "text": "问"})
    with pytest.raises(InputError, match=r"缺少：.*test\.tsv"):
        load_beir(tmp_path)
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\nq\tb\t0\n", encoding="utf-8")
    ranking = load_beir(tmp_path)
    assert ranking.passages == {"a": ("题", "文"), "b": ("", "别的")}
    assert (ranking.questions, ranking.relevant) == ({"q": "问"}, {"q": frozenset("a")})


def test_retrieval_finds_each_question_its_passage() -> None:
    figures = {f.name: f for f in measure_retrieval(ranking_of(EXAMPLES), Settings(), 50, 0, quiet)}
    assert (figures["召回@5"].value, figures["召回@5"].n) == (1.0, len(EXAMPLES))
    assert figures["MRR"].value > 0.8


def test_reading_and_refusing_with_the_real_engine() -> None:
    absent = Example("no", "院长的电话号码是多少？", (), EXAMPLES[0].context, doc="x", answerable=False)
    figures = {f.name: f for f in measure_reading([*EXAMPLES[:2], absent], Settings(), quiet)}
    assert (figures["F1"].n, figures["应拒的拒答"].n) == (2, 1)
    assert 0 <= figures["阅读器 F1"].value <= 1
    (outcome,) = run_trials("x", rgb_like(EXAMPLES, 1, negatives=5), 1.0, Settings(), quiet)
    assert outcome.right == (not outcome.answered)


def test_the_command_keeps_its_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": e.id, "question": e.question, "answers": e.answers, "context": e.context, "doc": e.doc} for e in EXAMPLES
    ]
    write(tmp_path / "small.jsonl", *rows)
    md, out = tmp_path / "R.md", tmp_path / "out" / "rows.jsonl"
    data = ["--data", str(tmp_path), "--sets", "small", "--md", str(md)]
    assert main(["public", "retrieval", *data, "--json", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "| 数据集 | 召回@1 | 召回@5 | MRR | nDCG@10 | n / 段落 |" in shown
    assert "| 100.0 % [100.0, 100.0] | " in shown.splitlines()[-1]
    assert shown.splitlines()[-1].endswith("| 6 / 6 |")
    assert "## 公开数据：检索" in md.read_text(encoding="utf-8")
    assert json.loads(out.read_text(encoding="utf-8").splitlines()[0])["set"] == "small"
    assert main(["public", "rgb-like", *data[:2], "--sets", "other", "--md", str(md)]) == 2
    assert "里没有数据集：other。有：small" in capsys.readouterr().err


def test_every_format_is_measured_by_one_command_a_row_a_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contexts = {e.id: e.context for e in EXAMPLES}
    for name in ("one", "two"):
        paragraphs = [
            {"context": e.context, "qas": [{"id": e.id, "question": e.question, "answers": [{"text": e.answers[0]}]}]}
            for e in EXAMPLES
        ]
        write(tmp_path / "squad" / f"{name}.json", {"data": [{"title": "", "paragraphs": paragraphs}]})
        write(tmp_path / "rgb" / f"{name}.json", *[
            {"id": e.id, "query": e.question, "answer": e.answers[0], "positive": [e.context],
             "negative": [other for id, other in contexts.items() if id != e.id]} for e in EXAMPLES
        ])  # fmt: skip
        beir = tmp_path / "beir" / name
        write(beir / "corpus.jsonl", *({"_id": id, "text": text} for id, text in contexts.items()))
        write(beir / "queries.jsonl", *({"_id": e.id, "text": e.question} for e in EXAMPLES))
        (beir / "qrels").mkdir()
        grades = "".join(f"{e.id}\t{e.id}\t1\n" for e in EXAMPLES)
        (beir / "qrels" / "test.tsv").write_text(f"query-id\tcorpus-id\tscore\n{grades}", encoding="utf-8")
    write(tmp_path / "squad" / "no_passages.jsonl", {"id": 1, "question": "谁？", "answers": ["甲"]})
    md = tmp_path / "R.md"
    for what, folder in (("squad", "squad"), ("retrieval", "squad"), ("rgb", "rgb"), ("rgb-like", "squad"), ("beir", "beir")):
        assert main(["public", what, "--data", str(tmp_path / folder), "--n", "2", "--md", str(md)]) == 0
        rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
        assert [row[0] for row in rows[2:]] == ["| one", "| two"], what
        assert {len(row) for row in rows} == {len(rows[0])}
        assert rows[2][-1].startswith("2"), what
    signed = re.findall(r"^`(.*)`$", md.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(signed) == 5
    assert all(re.search(r"embedder:builtin:\w{8}\|reader:builtin:\w{8}.*\|n:2\|seed:0$", line) for line in signed)


@pytest.mark.parametrize(
    ("what", "name", "text", "words"),
    [
        ("squad", "x.json", "[]{", "不是 SQuAD 格式"), ("squad", "x.json", '{"data": 3}', "不是 SQuAD 格式"),
        ("retrieval", "x.jsonl", '{"context": "甲", "question": "谁"}', "不是 SQuAD 格式"),
        ("rgb", "x.json", '{"query": "谁"}', "第1行不是 RGB 的格式"), ("rgb", "nothing.txt", "", "没有 .json"),
    ],
)  # fmt: skip
def test_another_format_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str, name: str, text: str, words: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["public", what, "--data", str(tmp_path), "--md", str(tmp_path / "R.md")]) == 2
    assert words in capsys.readouterr().err


def test_broken_lines_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": 1}\n{\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.jsonl 第2行不是 JSON"):
        load_examples(tmp_path / "x.jsonl")
    with pytest.raises(InputError, match="找不到数据集"):
        load_examples(tmp_path / "none.jsonl")
