"""The reader's training on a tiny slice made here: forward passes agree, questions fit answers, a run resumes."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.read.features import Vocabulary, common_runs, encode
from rag.read.network import forward
from rag.read.reader import FOLDER, SpanReader
from rag.read.windows import Source, cut_windows
from training.questions import QuestionMaker, stream
from training.reader_eval import auc, calibration_error, exact_and_f1
from training.squad import Example, load_examples, make_item

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
    from training.reader_mix import Recipe
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
