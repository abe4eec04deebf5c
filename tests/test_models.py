"""Any other model by configuration, end to end through the real loading classes; the models are made here."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tiny_models
from attacks import ARTICLES

from rag import Engine
from rag.engine import build
from rag.errors import IndexMismatch, ModelProblem
from rag.hub import pick_device
from rag.rerank import load_reranker
from rag.settings import Settings
from rag.types import Hit, Passage

QUESTION = "云桥机械厂新厂区总投资多少？"
LONG = "云桥机械厂新厂区总投资3.2亿元。" * 40  # longer than these models can see


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Setting -> folder of a model for it."""
    root = tmp_path_factory.mktemp("models")
    return {
        kind: str(getattr(tiny_models, kind)(root / kind)) for kind in ("embedder", "reader", "reranker")
    }


def hits(*texts: str) -> list[Hit]:
    return [Hit(Passage(f"a{i}", 1, 0, len(text), text), 1 - i / 100) for i, text in enumerate(texts)]


def test_a_reranker_gives_what_its_own_class_gives(models: dict[str, str]) -> None:
    from sentence_transformers import CrossEncoder

    rerank = load_reranker(Settings(reranker=models["reranker"]))
    assert rerank is not None
    texts = [paragraph for article in ARTICLES for paragraph in article.text.splitlines()]
    standard = CrossEncoder(models["reranker"], device="cpu", max_length=tiny_models.POSITIONS)
    expected = standard.predict([(QUESTION, text) for text in texts], show_progress_bar=False)
    found = rerank(QUESTION, hits(*texts))
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert len(set(found)) > 1
    assert len(rerank(QUESTION, hits(LONG, "开工。"))) == 2
    assert rerank(QUESTION, []) == []


def test_all_of_them_answer_together_and_the_reranker_decides_the_order(models: dict[str, str]) -> None:
    engine = Engine.from_articles(ARTICLES, Settings(**models))
    plain = Engine.from_articles(ARTICLES, Settings())
    found = engine.retrieve(QUESTION)
    rerank = load_reranker(Settings(reranker=models["reranker"]))
    assert rerank is not None
    assert [hit.score for hit in found] == sorted((pytest.approx(s) for s in rerank(QUESTION, found)), key=lambda a: -a.expected)
    assert {hit.text for hit in found} == {hit.text for hit in plain.retrieve(QUESTION)}
    answer = engine.ask(QUESTION)
    for c in answer.citations:
        assert engine.article(c.article_id).text[c.start : c.end] == c.quote
    assert answer.trace["reader"] != plain.ask(QUESTION).trace["reader"]
    assert answer.trace["embedder"] == engine.embedder.fingerprint != plain.embedder.fingerprint


def test_texts_longer_than_the_model_are_embedded_and_read(models: dict[str, str]) -> None:
    engine = Engine.from_articles(ARTICLES, Settings(embedder=models["embedder"], reader=models["reader"]))
    assert np.isfinite(engine.embedder.embed_passages([LONG])).all()
    reading = engine.reader.read(LONG, [LONG, "开工。"] * 9)
    assert all(0 <= span.start < span.end <= len(LONG) for span in reading.spans)
    assert len(reading.sentences) == 18


@pytest.mark.parametrize("change", ["another model", "another prompt", "other weights in the same folder"])
def test_the_index_notices_the_change(change: str, models: dict[str, str], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models["embedder"], tmp_path / "embedder"))
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text("---\ntitle: 开工\n---\n\n云桥机械厂新厂区总投资3.2亿元。\n", encoding="utf-8")
    settings = Settings(corpus=str(corpus), index=str(tmp_path / "index"), embedder=str(folder))
    build(settings)
    assert Engine.open(settings=settings).retrieve(QUESTION)
    if change == "another model":
        changed = replace(settings, embedder="builtin")
    elif change == "another prompt":
        changed = replace(settings, query_prompt="问：")
    else:
        changed = replace(settings, embedder=str(tiny_models.embedder(tmp_path / "other", seed=1)))
    with pytest.raises(IndexMismatch, match="rag index"):
        Engine.open(settings=changed)
    build(changed)
    assert Engine.open(settings=changed).retrieve(QUESTION)


def test_what_is_no_model_of_the_kind_is_refused(models: dict[str, str], tmp_path: Path) -> None:
    bare = str(tiny_models.plain_bert(tmp_path / "bare"))
    with pytest.raises(ModelProblem, match="不是重排模型"):
        load_reranker(Settings(reranker=bare))
    with pytest.raises(ModelProblem, match="不是重排模型"):
        load_reranker(Settings(reranker=str(tiny_models.reranker(tmp_path / "three", labels=3))))
    with pytest.raises(ModelProblem, match="不是抽取式问答模型"):
        Engine.from_articles(ARTICLES, Settings(reader=bare))
    (tmp_path / "empty").mkdir()
    for kind, what in (("embedder", "向量模型"), ("reader", "阅读模型"), ("reranker", "重排模型")):
        with pytest.raises(ModelProblem, match=f"{what}.*无法载入.*请检查"):
            Engine.from_articles(ARTICLES, Settings(**{kind: str(tmp_path / "empty")})).retrieve(QUESTION)


@pytest.mark.parametrize("kind", ["embedder", "reader", "reranker"])
def test_pickled_weights_and_code_are_never_run(kind: str, models: dict[str, str], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models[kind], tmp_path / "model"))
    (folder / "model.safetensors").unlink()
    import torch

    torch.save({}, folder / "pytorch_model.bin")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", encoding="utf-8")
    for changed in (config, config | {"model_type": "evil", "auto_map": {"AutoConfig": "evil.C", "AutoModel": "evil.M"}}):
        (folder / "config.json").write_text(json.dumps(changed), encoding="utf-8")
        with pytest.raises(ModelProblem, match="无法载入"):
            Engine.from_articles(ARTICLES, Settings(**{kind: str(folder)})).retrieve(QUESTION)
    assert not (tmp_path / "ran").exists()


@contextmanager
def mute_server() -> Iterator[str]:
    """Takes connections and never answers: the worst network there is."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        kept: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    kept.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        for connection in kept:
            connection.close()


def test_a_hub_that_never_answers_is_a_message_within_seconds(tmp_path: Path) -> None:
    program = "\n".join(
        [
            "import threading, time, torch, huggingface_hub",
            "from rag.embed import load_embedder",
            "from rag.errors import ModelProblem",
            "from rag.generate import load_drafter",
            "from rag.read import load_reader",
            "from rag.rerank import load_reranker",
            "from rag.settings import Settings",
            "def run(load, kind):",
            "    began = time.monotonic()",
            "    try:",
            "        load(Settings(**{kind: 'nobody/no-such-model'}))",
            "    except ModelProblem as problem:",
            "        print(f'{time.monotonic() - began:.1f} {problem}\\n', end='')",
            "for load, kind in ((load_embedder, 'embedder'), (load_reader, 'reader'), (load_reranker, 'reranker'), (load_drafter, 'llm')):",
            "    threading.Thread(target=run, args=(load, kind)).start()",
        ]
    )
    with mute_server() as url:
        environment = {
            "HF_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8", "HF_ENDPOINT": url,
            "PYTHONPATH": str(Path(__file__).parent.parent),
        }
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True, env=environment, timeout=90
        )
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    for what in ("向量模型", "阅读模型", "重排模型", "语言模型"):
        (line,) = (line for line in lines if what in line.split("：")[0])
        assert float(line.split()[0]) < 12  # 5 alone
        assert "nobody/no-such-model" in line
        assert "builtin" in line or "清空" in line


def test_the_device_is_a_setting(models: dict[str, str]) -> None:
    assert pick_device("auto") in ("cpu", "cuda")
    engine = Engine.from_articles(ARTICLES, Settings(**models, device="cpu"))
    assert engine.embedder.model.device.type == engine.reader.model.device.type == "cpu"  # type: ignore[attr-defined]
    for wrong in ("cuda:99", "显卡"):
        for kind, folder in models.items():
            with pytest.raises(ModelProblem, match=f"device={wrong} 用不了"):
                Engine.from_articles(ARTICLES, Settings(**{kind: folder}, device=wrong)).retrieve(QUESTION)


def test_one_poison_question_fails_alone(models: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    from sentence_transformers import CrossEncoder, SentenceTransformer

    engine = Engine.from_articles(ARTICLES, Settings(embedder=models["embedder"], reranker=models["reranker"]))
    before = engine.retrieve(QUESTION)
    encode, predict = SentenceTransformer.encode_query, CrossEncoder.predict

    def poisoned_encode(self, texts, **options):
        if any("毒" in text for text in texts):
            raise RuntimeError("device-side assert")
        return encode(self, texts, **options)

    def poisoned_predict(self, pairs, **options):
        if any("砒" in question for question, _ in pairs):
            raise MemoryError
        return predict(self, pairs, **options)

    monkeypatch.setattr(SentenceTransformer, "encode_query", poisoned_encode)
    monkeypatch.setattr(CrossEncoder, "predict", poisoned_predict)
    for poison, what in (("毒药总投资多少？", "向量模型"), ("砒霜总投资多少？", "重排模型")):
        with pytest.raises(ModelProblem, match=f"{what}.*出错"):
            engine.ask(poison)
        assert engine.retrieve(QUESTION) == before
