"""The embedder's training, end to end on a handful of sentences that the test makes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("sentencepiece", reason='needs the extra "train"')

from rag.embed.static import StaticEmbedder
from training import embedder
from training.embedder_batches import TASKS, Sampler
from training.embedder_data import Ragged, TrainingSet, encode_corpus, read_corpus, train_tokenizer
from training.embedder_eval import Measure, as_table, measures, score
from training.embedder_tokenizer import Sizes
from training.squad import held_back
from training.written import HELD_BACK, digest

PLACES = ["北京", "上海", "广州", "深圳", "成都", "武汉", "西安", "杭州"]
TOPICS = {"医院": "hospital", "学校": "school", "银行": "bank", "工厂": "factory"}
SIZES = Sizes(han=120, latin_parts=60, latin_words=40)


def write_rows(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    passages = {
        (place, topic): f"{place}的{topic}建于{1950 + 7 * i}年。这家{topic}很有名，每天有许多人来。{place}人喜欢它。"
        for i, place in enumerate(PLACES)
        for topic in TOPICS
    }
    rows = [
        {"question": f"{place}的{topic}建于哪一年？", "context": text, "split": split, "title": f"{place}{topic}"}
        for (place, topic), text in passages.items()
        for split in (["dev"] if place == "杭州" else ["train", "train"])
    ]
    write_rows(folder, "cmrc2018", rows)
    write_rows(folder, "drcd", [{"question": "臺北的學校在哪裡？", "context": "臺北的學校在山上。", "split": "train"}])
    write_rows(folder, "zh_en", [
        *({"en": f"the {en} in the city", "zh": f"城市的{zh}", "source": "tatoeba_cmn"} for zh, en in TOPICS.items()),
        {"en": "a sentence that is only for measuring", "zh": "只供测量的句子", "source": "wmt22_en-zh"},
    ])
    write_rows(folder, "zh_en_cedict", [
        {"simp": word, "pinyin": "x", "en": [gloss, f"CL:個|个 {gloss}"]}
        for word, gloss in {**TOPICS, "有名": "to be famous", "喜欢": "to like", "许多": "many"}.items()
    ])
    with gzip.open(folder / "news.txt.gz", "wt", encoding="utf-8") as file:
        for text in passages.values():
            if "杭州" not in text:
                file.write(f"2023-08-01\t{text}\n")
    names = {"北京": "Beijing", "上海": "Shanghai", "广州": "Guangzhou", "深圳": "Shenzhen", "成都": "Chengdu", "武汉": "Wuhan", "西安": "Xi'an"}
    asked = [
        f"{digest(text)}\tWhen was the {TOPICS[topic]} of {names[place]} built?"
        for (place, topic), text in passages.items() if place in names
    ]
    (folder / "english_questions.tsv").write_text("\n".join(asked), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def prepared(data) -> tuple[Any, TrainingSet]:
    corpus = read_corpus(data, english=data / "english_questions.tsv")
    tokenizer = train_tokenizer(corpus, SIZES)
    return tokenizer, encode_corpus(corpus, tokenizer)


def test_what_is_only_for_measuring_is_not_read(data):
    corpus = read_corpus(data, [("famous", ("有名", "著名"))], data / "english_questions.tsv")
    everything = "".join(corpus.documents) + "".join(q for q, _ in corpus.questions) + str(corpus.translations)
    assert "杭州" not in everything  # CMRC dev
    assert "measuring" not in everything  # WMT
    assert "臺北" in everything
    assert corpus.glosses["有名"] == ["famous"]
    assert corpus.glosses["著名"] == ["famous"]
    answered = {corpus.documents[number] for _, number in corpus.english_questions}
    held = sum(held_back(digest(text), HELD_BACK) for text in set(corpus.documents))
    assert len(PLACES[:7]) * len(TOPICS) - held <= len(answered) < len(corpus.documents)


def test_the_tokenizer_folds_and_knows_words_and_years(prepared):
    tokenizer, _ = prepared
    same = {"醫院": "医院", "ＨＯＳＰＩＴＡＬ": "hospital", "Hôspital": "hospital", "医\u200b院": "医院"}
    for text, folded in same.items():
        assert tokenizer.encode(text).ids == tokenizer.encode(folded).ids
    assert tokenizer.encode("医院hospital 2009年").tokens[0] == "医院"
    assert "hospital" in tokenizer.encode("the hospital").tokens
    assert "2009" in tokenizer.encode("2009年").tokens
    assert tokenizer.encode("12009").tokens == ["1", "2009"]
    assert tokenizer.encode("😀，").ids == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(0, 99), max_size=5), min_size=1, max_size=8), st.data())
def test_ragged_rows_come_back(rows, draw):
    ragged = Ragged.of(rows)
    chosen = draw.draw(st.lists(st.integers(0, len(rows) - 1), max_size=6))
    flat, owners = ragged.take(np.asarray(chosen, dtype=np.int64))
    assert [flat[owners == i].tolist() for i in range(len(chosen))] == [rows[i] for i in chosen]


@pytest.mark.parametrize("task", sorted(TASKS))
def test_every_task_gives_pairs_and_each_passage_holds_its_place(prepared, task):
    _, data = prepared
    batch = getattr(Sampler(data, 0), f"_{task}")(32)
    n = len(batch.place)
    assert n > 1
    assert len(batch.a.offsets) == len(batch.b.offsets) == n + 1
    assert ((batch.low <= batch.place) & (batch.place < batch.high)).all()
    assert (np.diff(batch.b.offsets) > 0).all()


def test_a_question_is_paired_with_the_sentence_that_answers_it(prepared):
    tokenizer, data = prepared
    sampler = Sampler(data, 0)
    for i, sentence in enumerate(sampler.question_sentence[:8]):
        assert "建" in tokenizer.decode(data.questions.row(i))
        assert any("19" in token for token in tokenizer.decode(data.sentences.row(sentence)).split())


def test_training_learns_resumes_and_writes_what_the_program_loads(data, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(embedder, "SIZES", SIZES)
    monkeypatch.setattr(embedder, "BATCH", 64)
    monkeypatch.setattr(embedder, "MATRYOSHKA", ((16, 0.2),))
    monkeypatch.setattr(embedder, "entries", lambda: [])
    options = ["--dim", "32", "--data", str(data), "--out", str(tmp_path / "model"), "--work", str(tmp_path / "work")]
    embedder.main([*options, "--minutes", "0.03"])
    first = json.loads((tmp_path / "work" / "checkpoint.json").read_text(encoding="utf-8"))
    embedder.main([*options, "--minutes", "0.05"])
    second = json.loads((tmp_path / "work" / "checkpoint.json").read_text(encoding="utf-8"))
    assert second["step"] > first["step"] > 10
    assert "continuing after" in capsys.readouterr().out
    model = StaticEmbedder.load(tmp_path / "model", "tiny")
    assert model.dim == 32
    questions = [f"{place}的医院建于哪一年？" for place in PLACES[:4]]
    passages = [f"{place}的医院建于1950年。这家医院很有名。" for place in PLACES[:4]]
    result = score(Measure("own", questions, passages, [0, 1, 2, 3]), model.embed_questions, model.embed_passages)
    assert result.at_1 == 1.0
    english = model.embed_questions(["hospital", "school", "bank", "factory"]) @ model.embed_passages(list(TOPICS)).T
    assert english.argmax(axis=1).tolist() == [0, 1, 2, 3]
    longer = ["--dim", "48", "--start", str(tmp_path / "model"), "--work", str(tmp_path / "more"), "--out", str(tmp_path / "longer")]
    embedder.main(["--data", str(data), *longer, "--minutes", "0.02"])
    grown = StaticEmbedder.load(tmp_path / "longer", "tiny")
    assert grown.dim == 48
    step = np.abs(grown.table).max(axis=1, keepdims=True) / 127
    assert (np.abs(grown.table[:, :32] - model.table) <= step).all()  # known numbers stay


def test_recall_counts_ties_against_the_model():
    measure = Measure("m", ["q1", "q2"], ["a", "b"], [0, 1])

    def embed(texts: Sequence[str]) -> np.ndarray:
        return np.ones((len(texts), 2), np.float32)

    same = score(measure, embed, embed)
    assert (same.at_1, same.at_5) == (0.0, 1.0)
    assert as_table([same]).splitlines()[-1] == "| m | 2 | 2 | 0.000 | 1.000 |"


def test_the_measurements_are_made_of_what_the_folder_holds(data):
    names = {m.name: m for m in measures(data)}
    plain = names["CMRC dev: Chinese question, Chinese passage"]
    assert len(plain.queries) == len(TOPICS)
    for query, answer in zip(plain.queries, plain.answers, strict=True):
        assert plain.candidates[answer].startswith(query[:4])
    traditional = names["CMRC dev: traditional question, simplified passage"]
    assert traditional.queries[0] == "杭州的醫院建於哪一年？"
