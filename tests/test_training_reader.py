"""The reader's training on a tiny slice made here: forward passes agree, questions fit answers, a run resumes."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.read.calibration import Calibration
from rag.read.features import Vocabulary, common_runs, encode
from rag.read.network import forward
from rag.read.reader import FOLDER, SpanReader
from rag.read.windows import Source, cut_windows
from training.questions import QuestionMaker, stream
from training.reader_calibration import Case, calibrate, fit
from training.reader_eval import auc, calibration_error, exact_and_f1, fit_temperature, honest_error
from training.squad import Example, load_examples, make_item
from training.twists import KINDS, Twister, Words
from training.written import FILE, FOR_REFUSAL, digest, written

TEXTS = [
    "青山园区建于1988年，现有企业3600家。2018年园区实现营业收入1,819亿元，同比增长12.3%。“速度要快。”主任李平表示。",
    "星河公司总经理王小明表示，公司将投资30亿元在东湖市建设新基地。新基地预计2025年10月投产，旨在解决电池供应不足的问题。",
    "《城市之光》由北方出版社出版，共印刷5000册。作者赵大海介绍，书名来自他在南山县的经历。读者已经超过20万人。",
]
QUESTIONS = [
    ("青山园区建于哪一年？", 0, "1988年"),
    ("公司将投资多少钱？", 1, "30亿元"),
    ("《城市之光》的作者是谁？", 2, "赵大海"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder of the usual form, with three questions and three articles."""
    rows: list[dict[str, Any]] = [
        {
            "id": f"q{i}:{number}", "question": question, "answers": [answer], "context": TEXTS[text], "split": split,
            "answer_start": [TEXTS[text].index(answer)], "answerable": True, "title": "", "doc": f"{split}{text}",
        }
        for i, (question, text, answer) in enumerate(QUESTIONS)
        for number, split in enumerate(("train", "train", "dev"))
    ]
    with gzip.open(tmp_path / "cmrc2018.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    with gzip.open(tmp_path / "news.txt.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"2023-08-16\t{text * 2}\n" for text in TEXTS)
    return tmp_path


def test_an_encoder_and_a_reader_train_export_resume_and_measure(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import torch

    from training import encoder
    from training.reader import Material, train
    from training.reader_eval import evaluate
    from training.reader_export import restore
    from training.reader_mix import FURTHER, Recipe
    from training.reader_model import Shape

    torch.set_num_threads(1)
    out, small = data / "out", Shape(0, 512, dim=32, pair_dim=8, layers=2, heads=2, inner=48, rank=8)
    material = Material.read(data)
    material = replace(material, vocabulary=Vocabulary(material.vocabulary.characters, material.vocabulary.idf[3:], 512))
    codes = encoder.codes_of(TEXTS)
    pretraining = encoder.Recipe(minutes=0.01, crops=2, length=64)
    encoder.pretrain(material.vocabulary, codes, out, pretraining, "cpu", shape=small, compiled=False)
    recipe = Recipe(minutes=0.01, items=4)
    train(material, out, recipe, shape=small, encoder=out)
    first = SpanReader.load(out)
    train(material, out, replace(recipe, minutes=0.02), shape=small, encoder=out)
    assert SpanReader.load(out).fingerprint != first.fingerprint
    steps = [int(line.split()[0]) for line in capsys.readouterr().out.splitlines() if "steps of" in line]
    assert 0 < steps[0] < steps[1]
    table = evaluate(data, out)
    assert table.splitlines()[1].split()[:2] == ["cmrc2018", "3"]
    trained, _ = restore(out)
    further = train(material, data / "further", replace(FURTHER, minutes=0.05, items=2), shape=small, initial=trained)
    before = trained.state_dict()
    changed = {name for name, value in further.state_dict().items() if not torch.equal(value, before[name])}
    assert "encoder.blocks.0.qkv.weight" in changed
    assert not changed & {"encoder.char.weight", "encoder.pair.weight"}
    average = torch.load(data / "further" / "reader.pt", weights_only=True)["average"]
    name = "encoder.blocks.0.qkv.weight"
    torch.testing.assert_close(further.state_dict()[name], average[name].lerp(before[name], FURTHER.kept))


def test_a_calibration_is_fitted_written_and_read_and_leaves_the_logits(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    shutil.copytree(FOLDER, folder)
    report = calibrate(data, folder).splitlines()
    after = SpanReader.load(folder)
    written = json.loads((folder / "config.json").read_text(encoding="utf-8"))["calibration"]
    assert report[0].startswith(f"calibration {written[0]}, {written[1]}, fitted on ")
    assert sorted(row.split()[0] for row in report[2:]) == ["cmrc2018", "cmrc2018"]
    assert written == [after.calibration.intercept, after.calibration.slope]
    before = SpanReader.load(FOLDER)
    assert before.fingerprint != after.fingerprint
    question = "星河公司的总经理是谁？"
    old, new = before.read(question, TEXTS), after.read(question, TEXTS)
    assert [(s.passage, s.start, s.end) for s in old.spans] == [(s.passage, s.start, s.end) for s in new.spans]
    plain = replace(after, calibration=Calibration()).read(question, TEXTS)
    case = Case("", True, plain.spans[0].probability, plain.no_answer, 1.0)
    assert new.spans[0].probability == pytest.approx(case.probability(after.calibration), abs=1e-6)
    assert new.spans[0].probability != old.spans[0].probability
    assert (old.no_answer, old.no_answer_logit, old.answers) == (new.no_answer, new.no_answer_logit, new.answers)
    place = (old.spans[0].passage, old.spans[0].start, old.spans[0].end)
    assert old.span_logit(*place) == new.span_logit(*place)


def test_a_new_temperature_forgets_the_calibration(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    shutil.copytree(FOLDER, folder)
    fit_temperature(folder, load_examples(data, "cmrc2018", ["dev"])[:1])
    assert "calibration" not in json.loads((folder / "config.json").read_text(encoding="utf-8"))


def test_the_fit_finds_the_numbers_that_made_the_answers() -> None:
    rng = Random(5)
    cases = []
    for _ in range(6000):
        share = rng.random()
        chance = 1 / (1 + ((1 - share) / share) ** 0.6 * np.exp(0.3))
        cases.append(Case("made", True, share, 0.0, float(rng.random() < chance)))
    found = fit(cases)
    assert found.slope == pytest.approx(0.6, abs=0.05)
    assert found.intercept == pytest.approx(-0.3, abs=0.1)
    probabilities, right = [case.probability(found) for case in cases], [case.right for case in cases]
    assert calibration_error(probabilities, right) < honest_error(probabilities)[1]
    assert calibration_error([case.share for case in cases], right) > 2 * honest_error(probabilities)[1]


def test_every_set_weighs_the_same_in_the_fit() -> None:
    few = [Case("few", True, 0.5, 0.0, float(i < 8)) for i in range(10)]
    many = [Case("many", True, 0.5, 0.0, float(i < 20)) for i in range(100)]
    assert fit(few + many).probability(0.5) == pytest.approx(0.5, abs=0.01)


def test_no_question_to_calibrate_on_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no answerable question to fit on"):
        calibrate(tmp_path, FOLDER)


def test_what_ships_is_taken_up_again_and_written_as_it_was(tmp_path: Path) -> None:
    from training.reader_export import export, restore

    model, vocabulary = restore(FOLDER)
    export(model, vocabulary, tmp_path)
    for name in ("encoder.onnx", "model.safetensors", "vocab.txt"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def _written(tmp_path: Path) -> tuple[Path, str]:
    """Three written questions over two articles, one with a twist; the name of the first article."""
    lines = []
    for text, question, answer, twist in (
        (TEXTS[0], "园区去年挣了多少？", "1,819亿元", "园区前年挣了多少？"),
        (TEXTS[0], "谁说要快？", "李平", ""),
        (TEXTS[2], "印了几册？", "5000册", ""),
    ):
        start = text.index(answer)
        lines.append("\t".join((digest(text * 2), str(len(text)), str(start), str(start + len(answer)), question, twist)))
    file = tmp_path / "questions.tsv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file, digest(TEXTS[0] * 2)


def test_written_questions_find_their_articles_and_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, first = _written(tmp_path)
    monkeypatch.setattr("training.written.held_back", lambda doc, share: doc != first)
    news = [text * 2 for text in TEXTS]
    found = written(news, kept=False, file=file)
    assert [(e.doc, e.question, e.twist) for e in found] == [(first, "园区去年挣了多少?", "园区前年挣了多少?"), (first, "谁说要快?", "")]
    assert [e.source.folded.text[slice(*e.spans[0])] for e in found] == ["1,819亿元", "李平"]
    assert {e.raw for e in found} == {TEXTS[0]}
    assert [e.question for e in written(news, kept=True, file=file)] == ["印了几册?"]
    assert written(news[:1], kept=True, file=file) == []
    assert written(news, kept=False, file=tmp_path / "none.tsv") == []


def test_a_written_twist_shares_the_windows_of_its_question(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from training.reader_mix import FURTHER, Mixer

    file, _ = _written(tmp_path)
    monkeypatch.setattr("training.written.held_back", lambda doc, share: False)
    examples = load_examples(data, "cmrc2018", ["train"])
    own = written([text * 2 for text in TEXTS], kept=False, file=file)
    mixer = Mixer(examples, TEXTS, np.zeros((len(TEXTS), 1), dtype=np.int32), data, replace(FURTHER, written=1.0), 1, own)
    items = [item for _ in range(4) for item in mixer.items(0.5)]
    twisted = [i for i, item in enumerate(items) if "前年" in item.question]
    assert twisted
    assert all(items[i].windows == items[i - 1].windows and items[i - 1].targets and not items[i].targets for i in twisted)


@pytest.mark.parametrize(("file", "least"), [(FILE, 5000), (FOR_REFUSAL, 1500)])
def test_every_written_question_is_whole(file: Path, least: int) -> None:
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > least
    assert all(len(row) == 6 and 0 <= int(row[2]) < int(row[3]) <= int(row[1]) and row[4].strip() and row[4] != row[5] for row in rows)
    assert len({(row[0], row[4]) for row in rows}) == len(rows)


@pytest.mark.parametrize(("exact", "near"), [(True, 2e-4), (False, 0.15)])
def test_torch_and_what_ships_give_the_same_logits(tmp_path: Path, exact: bool, near: float) -> None:
    """exact: matrices in float32; else in bytes, as they ship. The tables are in bytes, heads in float16, in both."""
    import torch

    from training.reader_export import export
    from training.reader_mix import build_vocabulary
    from training.reader_model import ReaderModel, Shape, collate

    torch.manual_seed(0)
    vocabulary = build_vocabulary(TEXTS, 200, 512)
    model = ReaderModel(Shape(len(vocabulary), 512, dim=64, pair_dim=16, layers=3, heads=4, inner=96, rank=16)).eval()
    with torch.no_grad():
        for name, value in model.named_parameters():
            if name in ("encoder.char.weight", "encoder.pair.weight"):
                scale = value.abs().amax(1, keepdim=True) / 127
                value.copy_((value / scale).round() * scale)
            elif not name.startswith("encoder.blocks") and not name.startswith("encoder.norm"):
                value.copy_(value.half().float())
    export(model, vocabulary, tmp_path, exact=exact)
    reader = SpanReader.load(tmp_path)
    windows = [window for text in TEXTS for window in cut_windows(Source.of(text), 40, "标题")]
    encoded = [
        encode("公司将投资多少钱?", windows, reader.vocabulary),
        encode("谁", cut_windows(Source.of(TEXTS[2]), 300), reader.vocabulary),
    ]
    with torch.no_grad():
        theirs = model(collate(encoded))
    row = 0
    for number, code in enumerate(encoded):
        mine = forward(reader.network, code)
        assert mine.nothing == pytest.approx(theirs.nothing[number].item(), abs=near)
        for window, (offset, size) in enumerate(zip(code.offsets.tolist(), code.lengths.tolist(), strict=True)):
            start = code.sequence(window).start
            assert mine.answers[window] == pytest.approx(theirs.answers[row].item(), abs=near)
            told = theirs.evidence[row, start : start + size].numpy()
            np.testing.assert_allclose(mine.evidence[offset : offset + size], told, atol=near)
            spans = theirs.spans[row, start : start + size, start : start + size].numpy()
            for i in range(size):
                columns = min(size - i, reader.network.shape.max_span)
                np.testing.assert_allclose(mine.spans[offset + i, :columns], spans[i, i : i + columns], atol=near)
            row += 1
        assert (mine.spans > -1e4).sum() > len(code.chars)


def test_a_window_reads_the_same_in_any_company(tmp_path: Path) -> None:
    """But for the counts that hold it against the best of all windows, nothing depends on what else is read."""
    reader = SpanReader.load(FOLDER)
    windows = [window for text in TEXTS for window in cut_windows(Source.of(text), 300)]
    encoded = encode("公司将投资多少钱?", windows, reader.vocabulary)
    first, again = forward(reader.network, encoded), forward(reader.network, encoded)
    np.testing.assert_array_equal(first.spans, again.spans)
    assert first.answers.argmax() == 1


def test_made_questions_ask_for_what_the_text_says() -> None:
    made = stream(TEXTS, QuestionMaker(frozenset({"实现", "建于", "投资", "表示"}), Random(1)))
    answers = set()
    for _ in range(300):
        example = next(made)
        ((start, end),) = example.spans
        answer = example.source.folded.text[start:end]
        assert answer
        assert answer not in example.question or not example.answerable or len(answer) == 1
        answers.add(answer)
    assert {"1988年", "3600家", "30亿元", "12.3%", "王小明"} <= answers


WORDS = Words([
    ("青山", 9, "ns"), ("园区", 90, "n"), ("公司", 90, "n"), ("基地", 90, "n"), ("投资", 90, "v"), ("印刷", 40, "v"), ("作者", 40, "n"),
    ("读者", 40, "n"), ("企业", 60, "n"), ("实现", 60, "v"), ("多少", 90, "r"), ("的", 900, "uj"), ("总部", 20, "n"),
])


def _twister(seed: int = 1) -> Twister:
    maker = QuestionMaker(frozenset({"建于", "投资", "位于", "印刷"}), Random(seed))
    return Twister(maker, WORDS, ["星河公司的总部位于哪里?", "《城市之光》的作者是谁?"], TEXTS)


def _example(question: str, text: int, answer: str) -> Example:
    source = Source.of(TEXTS[text])
    at = source.folded.text.index(answer)
    return Example("q", "q", question, "", TEXTS[text], source, ((at, at + len(answer)),))


def test_words_are_cut_by_the_likeliest_sequence() -> None:
    text = "青山园区的企业投资多少"
    assert [(text[a:b], group) for a, b, group in WORDS.cut(text)] == [("青山", "ns"), ("园区", "n"), ("企业", "n"), ("投资", "v")]


@pytest.mark.parametrize(
    ("kind", "question", "text", "answer"),
    [
        ("number", "2018年园区实现营业收入多少?", 0, "1,819亿元"),
        ("opposite", "青山园区同比增长多少?", 0, "12.3%"),
        ("negation", "星河公司将投资多少钱?", 1, "30亿元"),
        ("word", "青山园区现有企业多少家?", 0, "3600家"),
        ("asked", "青山园区的营业收入是多少?", 0, "1,819亿元"),
    ],
)
def test_a_twisted_question_differs_and_still_asks(
    kind: str, question: str, text: int, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in set(KINDS) - {kind}:
        monkeypatch.delitem(KINDS, other)
    example, twister = _example(question, text, answer), _twister()
    twists = {twister.twist(example, TEXTS[1]) for _ in range(40)} - {None}
    assert twists
    assert question not in twists
    asking = ("总部位于哪里", "作者是谁") if kind == "asked" else ("多少",)
    assert all(twist and any(words in twist for words in asking) for twist in twists)
    told = {"number": "2018年", "opposite": "增长", "asked": "营业收入"}.get(kind)
    assert all(twist and told not in twist for twist in twists) if told else True


def test_a_question_with_nothing_to_twist_is_left() -> None:
    assert _twister().twist(_example("谁?", 1, "王小明")) is None


def test_a_twin_is_never_the_question_itself() -> None:
    maker = QuestionMaker(frozenset(), Random(4))
    for text in TEXTS * 20:
        maker.make("t", text, Source.of(text))
    for question, _, _ in QUESTIONS:
        assert question not in {maker.twin(question, company) for company in ("", TEXTS[1]) for _ in range(40)}


def test_pairs_share_their_windows_and_only_the_first_is_answered(data: Path) -> None:
    from training.reader_mix import FURTHER, Mixer

    examples = load_examples(data, "cmrc2018", ["train"])
    texts = sorted({example.raw for example in examples})
    mixer = Mixer(examples, texts, np.zeros((len(texts), 1), dtype=np.int32), data, replace(FURTHER, twisted=1.0), 1)
    items = list(mixer.items(1.0))
    assert len(items) >= FURTHER.items
    for plain, twisted in zip(items[::2], items[1::2], strict=True):
        assert plain.windows == twisted.windows
        assert plain.targets
        assert not twisted.targets
        assert plain.question != twisted.question


def test_items_keep_targets_in_their_windows(data: Path) -> None:
    examples = load_examples(data, "cmrc2018", ["train"])
    assert len(examples) == 6
    rng, others = Random(3), [Source.of(text) for text in TEXTS]
    withheld = 0
    for _ in range(200):
        example = rng.choice(examples)
        item = make_item(example, others, rng, max_chars=50, negatives=2, withhold=0.3)
        assert item
        a, b = example.spans[0]
        for window, start, end in item.targets:
            assert item.windows[window].text[start:end] == example.source.folded.text[a:b]
        withheld += not item.targets
    assert 30 < withheld < 90


def test_unanswerable_examples_have_no_target(data: Path) -> None:
    example = load_examples(data, "cmrc2018", ["train"])[0]
    twin = Example(**{name: getattr(example, name) for name in Example.__slots__} | {"answerable": False})
    item = make_item(twin, [], Random(1), max_chars=300, negatives=1, withhold=0.0)
    assert item
    assert item.targets == ()
    assert any("1988年" in window.text for window in item.windows)


@settings(max_examples=100, deadline=None)
@given(st.text("甲乙丙丁", max_size=12), st.text("甲乙丙丁", min_size=1, max_size=8))
def test_common_runs_are_the_longest_through_both(passage: str, question: str) -> None:
    codes = [np.array([ord(c) for c in text], dtype=np.int32) for text in (passage, question)]
    runs = common_runs(codes[0], codes[1])
    for j in range(len(question)):
        for t in range(len(passage)):
            longest = 0
            for back in range(min(j, t) + 1):
                for ahead in range(1, min(len(question) - j, len(passage) - t) + 1):
                    if question[j - back : j + ahead] == passage[t - back : t + ahead]:
                        longest = max(longest, back + ahead)
            assert runs[j, t] == longest


def test_a_vocabulary_must_fit_its_frequencies() -> None:
    with pytest.raises(ValueError, match="2 characters but 1 idf values"):
        Vocabulary("甲乙", np.ones(1, dtype=np.float32), 16)


def test_measures_by_hand() -> None:
    assert exact_and_f1("《甲》", ["甲", "乙丙"]) == (1.0, 1.0)
    assert exact_and_f1("甲乙丙", ["乙丙丁"]) == (0.0, pytest.approx(2 * 2 / 6))
    assert auc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)
    assert calibration_error([0.9, 0.9, 0.1], [1.0, 0.0, 0.0]) == pytest.approx((2 * 0.4 + 0.1) / 3)
    assert honest_error([1.0, 0.0]) == (0.0, 0.0)
    assert honest_error([0.5])[0] == 0.5  # a single question is half wrong either way


def test_the_reader_and_what_judges_it_are_trained_on_different_articles() -> None:
    readers, judges = ({line.split("\t")[0] for line in file.read_text(encoding="utf-8").splitlines()} for file in (FILE, FOR_REFUSAL))
    assert not readers & judges
