"""The built-in reader: offsets, probabilities that add up, odd texts; and any other reader by configuration."""

from __future__ import annotations

import json
import shutil
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import ModelProblem
from rag.read import Reader, load_reader
from rag.read.calibration import Calibration
from rag.read.reader import FOLDER, SpanReader
from rag.read.reading import Span
from rag.settings import Settings
from rag.text.sentences import split_sentences

NEWS = [
    "二〇一八年，青山园区实现营业收入1,819亿元，同比增长12.3%。园区现有企业3600家。",
    "星河公司董事长王小明表示，公司将投資30億元建設新基地，预计2025年投产。“这是我们最大的项目。”",
]
TITLES = ["青山园区的一年", "星河公司扩建"]


@pytest.fixture(scope="module")
def reader() -> SpanReader:
    return SpanReader.load(FOLDER)


def best(reader: Reader, question: str, passages: list[str] = NEWS, titles: list[str] = TITLES) -> str:
    span = reader.read(question, passages, titles).spans[0]
    return passages[span.passage][span.start : span.end]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("青山园区的营业收入是多少？", "1,819亿元"),
        ("星河公司的董事长是谁？", "王小明"),
        ("星河公司將投資多少錢？", "30億元"),
        ("新基地什么时候投产？", "2025年"),
        ("园区现有多少家企业？", "3600家"),
    ],
)
def test_answers_are_characters_of_the_passage_as_given(reader: SpanReader, question: str, answer: str) -> None:
    assert best(reader, question) == answer


def test_a_question_about_something_else_has_no_answer(reader: SpanReader) -> None:
    assert reader.read("美国总统的妻子叫什么名字？", NEWS, TITLES).no_answer > 0.8
    assert reader.read("星河公司的董事长是谁？", NEWS, TITLES).no_answer < 0.3


def test_the_sentence_that_answers_is_scored_highest(reader: SpanReader) -> None:
    scores = [score for row in reader.read("园区有多少企业？", NEWS, TITLES).sentences for score in row]
    top = max(scores, key=lambda score: score.probability)
    assert NEWS[0][top.start : top.end] == "园区现有企业3600家。"


def test_probabilities_add_up_over_all_passages(reader: SpanReader) -> None:
    reading = reader.read("新基地什么时候投产？", NEWS, TITLES)
    assert sum(span.probability for span in reading.spans) + reading.no_answer <= 1.0 + 1e-6
    assert sum(score.probability for row in reading.sentences for score in row) == pytest.approx(1.0, abs=1e-5)
    assert [span.probability for span in reading.spans] == sorted((s.probability for s in reading.spans), reverse=True)


@given(
    st.lists(st.floats(0.0, 1.0), max_size=5), st.floats(0.0, 1.0), st.floats(-3, 3), st.floats(0.05, 4),
)
def test_calibrated_probabilities_keep_their_order_and_leave_room_for_no_answer(
    shares: list[float], no_answer: float, intercept: float, slope: float
) -> None:
    total = sum(shares) + no_answer
    shares, no_answer = ([share / total for share in shares], no_answer / total) if total > 0 else ([], 1.0)
    spans = [Span(0, i, i + 1, share) for i, share in enumerate(sorted(shares, reverse=True))]
    found = Calibration(intercept, slope).calibrated(spans, no_answer)
    values = [span.probability for span in found]
    assert [span.start for span in found] == [span.start for span in spans]
    assert values == sorted(values, reverse=True)
    assert all(0 <= value <= 1 for value in values)
    assert sum(values) + no_answer <= 1 + 1e-9
    plain = Calibration().calibrated(spans, no_answer)
    assert [s.probability for s in plain] == pytest.approx([s.probability for s in spans], abs=1e-8)


def test_a_calibration_by_hand() -> None:
    spans = [Span(0, 0, 1, 0.8), Span(0, 2, 3, 0.1)]
    milder = Calibration(0.0, 0.5).calibrated(spans, 0.1)  # odds of 4 become 2
    assert [span.probability for span in milder] == pytest.approx([2 / 3, 1 / 12])
    bolder = Calibration(0.0, 1.5).calibrated(spans, 0.1)  # odds of 8; the second has what is left
    assert [span.probability for span in bolder] == pytest.approx([8 / 9, 1 - 0.1 - 8 / 9])
    capped = Calibration(3.0, 1.0).calibrated(spans, 0.1)
    assert [span.probability for span in capped] == pytest.approx([0.9, 0.0])
    with pytest.raises(ValueError, match="slope -1"):
        Calibration(0.0, -1.0)


def test_sentences_are_those_of_the_text(reader: SpanReader) -> None:
    reading = reader.read("新基地什么时候投产？", NEWS)
    assert [[(s.start, s.end) for s in row] for row in reading.sentences] == [split_sentences(text) for text in NEWS]


def test_any_span_has_a_logit_that_compares_with_the_others(reader: SpanReader) -> None:
    reading = reader.read("星河公司的董事长是谁？", NEWS, TITLES)
    name, money = NEWS[1].index("王小明"), NEWS[1].index("30億元")
    assert reading.span_logit(1, name, name + 3) > reading.no_answer_logit > reading.span_logit(1, money, money + 4)
    assert reading.span_logit(1, 0, len(NEWS[1])) > -1e4
    assert reading.span_logit(0, 5, 5) == -1e4


def test_the_title_is_read_but_never_the_answer(reader: SpanReader) -> None:
    reading = reader.read("哪家公司扩建？", ["本报记者报道，扩建工程昨日开始。"], ["星河公司扩建"])
    assert all(0 <= span.start < span.end <= 16 for span in reading.spans)


@pytest.mark.parametrize("passages", [[], [""], ["", " \n "], ["\u200b\u200b"]])
def test_nothing_to_read_is_no_answer(reader: SpanReader, passages: list[str]) -> None:
    reading = reader.read("谁？", passages)
    assert (reading.spans, reading.no_answer, len(reading.sentences)) == ((), 1.0, len(passages))


def test_no_question_is_no_answer(reader: SpanReader) -> None:
    assert reader.read("　", NEWS).no_answer == 1.0


def test_a_long_passage_is_read_to_its_end(reader: SpanReader) -> None:
    text = "今天天气晴朗，大家都很高兴。" * 700 + "星河公司董事长是王小明。" + "明天可能会下雨。" * 10
    began = time.perf_counter()
    reading = reader.read("星河公司董事长是谁？", [text])
    assert text[reading.spans[0].start : reading.spans[0].end] == "王小明"
    assert len(reading.sentences[0]) == 711
    assert time.perf_counter() - began < 20


def test_titles_must_match_passages(reader: SpanReader) -> None:
    with pytest.raises(ValueError, match="2 passages but 1 titles"):
        reader.read("谁？", NEWS, TITLES[:1])


@settings(max_examples=60, deadline=None)
@given(
    st.text("谁多少？a1\n　\U00020000😀\ud800\u200b㎡", max_size=12),
    st.lists(st.text("中文新闻。！？“”　１２ab\n\U00020000😀㈱\u200b\ud800é", max_size=60), max_size=3),
)
def test_spans_lie_in_their_passages(question: str, passages: list[str]) -> None:
    reading = SpanReader.load(FOLDER).read(question, passages)
    for span in reading.spans:
        assert 0 <= span.start < span.end <= len(passages[span.passage])
        assert 0 <= span.probability <= 1
        assert reading.span_logit(span.passage, span.start, span.end) > -1e4
    assert [[(s.start, s.end) for s in row] for row in reading.sentences] == [split_sentences(p) for p in passages]


def test_the_same_question_gives_the_same_reading_in_every_thread(reader: SpanReader) -> None:
    first = reader.read("新基地什么时候投产？", NEWS, TITLES)
    seen = []

    def read() -> None:
        seen.append(reader.read("新基地什么时候投产？", NEWS, TITLES))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [first] * 4


@pytest.mark.parametrize("written", [[0.1], [0.1, 0.7, 3], [0.1, 0], ["a", 1], 5])
def test_a_calibration_that_makes_no_sense_is_refused(tmp_path: Path, written: object) -> None:
    shutil.copytree(FOLDER, tmp_path / "reader")
    config = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "reader" / "config.json").write_text(json.dumps({**config, "calibration": written}), encoding="utf-8")
    with pytest.raises(ModelProblem, match="不完整或已损坏"):
        SpanReader.load(tmp_path / "reader")


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "reader")
    weights = tmp_path / "reader" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:5000])
    with pytest.raises(ModelProblem, match=r"阅读模型 .*model.safetensors 的校验和与 SHA256SUMS 不符"):
        SpanReader.load(tmp_path / "reader")
    (tmp_path / "reader" / "config.json").unlink()
    with pytest.raises(ModelProblem, match="不完整或已损坏"):
        SpanReader.load(tmp_path / "reader")


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A two-layer BERT for question answering, untrained, saved as Transformers saves models."""
    import torch
    from transformers import BertConfig, BertForQuestionAnswering, BertTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    characters = sorted(set("".join(NEWS) + "谁么时候投产？星河公司的董事长是"))
    vocab = folder / "vocab.txt"
    vocab.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]), encoding="utf-8")
    BertTokenizerFast(vocab=str(vocab)).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=5 + len(characters), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=64,
    )
    BertForQuestionAnswering(config).save_pretrained(folder)
    return folder


def test_any_transformers_reader_reads(bert: Path) -> None:
    reader = load_reader(Settings(reader=str(bert)))
    reading = reader.read("新基地什么时候投产？", [NEWS[0], "", NEWS[1] * 3], ["", "", ""])
    assert reading.spans
    for span in reading.spans:
        assert span.passage in (0, 2)
        assert 0 <= span.start < span.end <= len([NEWS[0], "", NEWS[1] * 3][span.passage])
        assert reading.span_logit(span.passage, span.start, span.end) > -1e4
    assert sum(span.probability for span in reading.spans) + reading.no_answer <= 1 + 1e-6
    assert reader.read("谁？", []).no_answer == 1.0
    assert reader.fingerprint == load_reader(Settings(reader=str(bert))).fingerprint


def test_a_model_without_an_answer_layer_is_refused(bert: Path, tmp_path: Path) -> None:
    from transformers import BertConfig, BertModel

    shutil.copytree(bert, tmp_path / "plain")
    (tmp_path / "plain" / "model.safetensors").unlink()
    BertModel(BertConfig.from_pretrained(bert)).save_pretrained(tmp_path / "plain")
    with pytest.raises(ModelProblem, match="不是抽取式问答模型"):
        load_reader(Settings(reader=str(tmp_path / "plain")))


def test_an_unknown_model_is_a_message_not_a_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    began = time.perf_counter()
    with pytest.raises(ModelProblem, match="找不到阅读模型 nobody/no-such-reader"):
        load_reader(Settings(reader="nobody/no-such-reader"))
    assert time.perf_counter() - began < 30
