"""The built-in embedder against the standard class, any other model through the standard class, and damaged files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.embed import load_embedder
from rag.embed.static import BUILTIN_FOLDER, StaticEmbedder
from rag.errors import ModelProblem
from rag.settings import Settings

TEXTS = [
    "国务院批复同意建设国家自主创新示范区。",
    "國務院批復同意建設國家自主創新示範區。",
    "The State Council approved a national innovation zone.",
    "ＡＢＣ　１２３",
    "投资约１.５亿元，占地25亩；㎡",
    "😀",
    "",
    " \n",
    "𠮷野家",
    "Café Zürich",
    "a" * 3000,
    "高新区" * 2000,
]


@pytest.fixture(scope="module")
def builtin():
    return load_embedder(Settings())


def cosine(builtin, first: str, second: str) -> float:
    a, b = builtin.embed_passages([first, second])
    return float(a @ b)


def test_rows_are_unit_or_zero(builtin):
    rows = builtin.embed_passages(TEXTS)
    assert rows.shape == (len(TEXTS), builtin.dim)
    assert rows.dtype == np.float32
    expected = [0.0 if text.strip() in ("", "😀") else 1.0 for text in TEXTS]
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), expected, atol=1e-5)


def test_the_standard_class_gives_the_same_vectors(builtin):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(BUILTIN_FOLDER), device="cpu")
    standard = np.asarray(model.encode(TEXTS, show_progress_bar=False), dtype=np.float32)
    ours = builtin.embed_passages(TEXTS)
    known = np.linalg.norm(ours, axis=1) > 0
    cosines = (standard * ours).sum(axis=1)[known] / np.linalg.norm(standard[known], axis=1)
    assert cosines.min() > 0.999999
    assert not standard[~known].any()


def test_no_text_at_all_gives_no_row(builtin):
    assert builtin.embed_passages([]).shape == (0, builtin.dim)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("國家高新技術產業開發區發展", "国家高新技术产业开发区发展"),
        ("ＧＤＰ增长１２％", "gdp增长12%"),
        ("CAFÉ", "cafe"),
        ("中\u200b国", "中国"),
    ],
)
def test_folding_is_inside_the_tokenizer(builtin, first, second):
    assert cosine(builtin, first, second) == pytest.approx(1.0, abs=1e-6)


def test_it_finds_the_passage_in_either_script_and_in_english(builtin):
    passages = [
        "本届奥运会共有二百多个国家和地区的运动员参加，游泳比赛打破多项世界纪录。",
        "医院为患者实施了心脏移植手术，医生说手术非常成功。",
        "央行宣布下调存款准备金率，银行贷款利率随之下降。",
        "科学家在火星表面发现了水存在的证据。",
    ]
    questions = {
        "哪些选手打破了游泳世界纪录？": 0,
        "哪家醫院做了心臟移植手術？": 1,
        "Why did bank loan interest rates fall?": 2,
        "Did scientists find water on Mars?": 3,
    }
    scores = builtin.embed_questions(list(questions)) @ builtin.embed_passages(passages).T
    assert scores.argmax(axis=1).tolist() == list(questions.values())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("中文新聞发展ａb1。，　 \n𠮷😀é\u0301\u200d\x00", max_size=30), min_size=1, max_size=12))
def test_a_vector_does_not_depend_on_its_neighbours_in_the_batch(texts):
    builtin = load_embedder(Settings())
    alone = np.concatenate([builtin.embed_passages([text]) for text in texts])
    np.testing.assert_array_equal(builtin.embed_passages(texts), alone)


def test_the_same_vectors_in_another_process_and_in_threads(builtin):
    script = (
        "import json, sys; from rag.embed import load_embedder; from rag.settings import Settings;"
        "e = load_embedder(Settings()); rows = e.embed_passages(json.load(sys.stdin));"
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules;"
        "print(e.fingerprint, rows.tobytes().hex())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(TEXTS), capture_output=True, text=True, check=True
    )
    expected = f"{builtin.fingerprint} {builtin.embed_passages(TEXTS).tobytes().hex()}"
    assert done.stdout.strip() == expected
    results: list[str] = []
    threads = [
        threading.Thread(target=lambda: results.append(builtin.embed_passages(TEXTS).tobytes().hex())) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected.split()[1]] * 8


def test_loading_and_ten_passages_are_quick():
    start = time.perf_counter()
    embedder = StaticEmbedder.load(BUILTIN_FOLDER, "builtin")
    loaded = time.perf_counter()
    embedder.embed_passages(["国家高新区的发展与创新" * 5] * 10)
    done = time.perf_counter()
    assert loaded - start < 1.5  # about 0.1 s; generous, as tests run beside other work
    assert done - loaded < 0.5  # about 0.5 ms


@pytest.fixture
def copy(tmp_path) -> Path:
    return Path(shutil.copytree(BUILTIN_FOLDER, tmp_path / "embedder"))


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"])
def test_a_cut_or_altered_file_is_refused_by_name(copy, file):
    path = copy / file
    data = bytearray(path.read_bytes())
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelProblem, match=rf"已损坏：.*{file}.*请重新安装"):
        StaticEmbedder.load(copy, "builtin")
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelProblem, match=rf"已损坏：.*{file}.*请重新安装"):
        StaticEmbedder.load(copy, "builtin")
    path.unlink()
    with pytest.raises(ModelProblem, match=rf"缺少文件 .*{file}.*请重新安装"):
        StaticEmbedder.load(copy, "builtin")


def test_another_prompt_is_another_fingerprint(builtin):
    other = load_embedder(Settings(query_prompt="问题："))
    assert len(builtin.fingerprint) == 16
    assert other.fingerprint != builtin.fingerprint
    np.testing.assert_array_equal(other.embed_questions(["谁？"]), builtin.embed_passages(["问题：谁？"]))


# --- any other model ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bert(tmp_path_factory) -> Path:
    """A two-layer BERT with random weights and prompts of its own, saved as a Sentence Transformers folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("bert")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"高新区发展创新投资问题文章：。？"]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "base")
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "base")
    transformer = Transformer(str(folder / "base"))
    model = SentenceTransformer(modules=[transformer, Pooling(32)], prompts={"query": "问题：", "document": "文章："})
    model.save(str(folder / "model"))
    return folder / "model"


def test_a_transformer_goes_through_the_standard_class_with_its_own_prompts(bert):
    from sentence_transformers import SentenceTransformer

    embedder = load_embedder(Settings(embedder=str(bert)))
    texts = ["高新区发展", "创新投资。"]
    standard = SentenceTransformer(str(bert), device="cpu")
    assert (embedder.name, embedder.dim) == (str(bert), 32)
    assert embedder.embed_passages([]).shape == (0, 32)
    for ours, prompt in ((embedder.embed_questions(texts), "问题："), (embedder.embed_passages(texts), "文章：")):
        theirs = standard.encode([prompt + text for text in texts], normalize_embeddings=True)
        np.testing.assert_allclose(ours, theirs, atol=1e-5)
        np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
    other = load_embedder(Settings(embedder=str(bert), query_prompt="投资："))
    theirs = standard.encode(["投资：" + text for text in texts], normalize_embeddings=True)
    np.testing.assert_allclose(other.embed_questions(texts), theirs, atol=1e-5)
    assert other.fingerprint != embedder.fingerprint


def test_other_weights_are_another_fingerprint(bert, tmp_path):
    from rag.hub import folder_digest

    changed = Path(shutil.copytree(bert, tmp_path / "changed"))
    assert folder_digest(changed) == folder_digest(bert)
    weights = changed / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    assert folder_digest(changed) != folder_digest(bert)


def test_a_folder_without_a_model_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("不是模型", encoding="utf-8")
    with pytest.raises(ModelProblem, match=r"无法载入.*完整的 Sentence Transformers 模型"):
        load_embedder(Settings(embedder=str(tmp_path)))


def test_a_hub_id_that_is_not_here_fails_fast_without_a_network(tmp_path):
    script = (
        "from rag.embed import load_embedder; from rag.settings import Settings; from rag.errors import ModelProblem\n"
        "try: load_embedder(Settings(embedder='nobody/no-such-model'))\n"
        "except ModelProblem as problem: print(problem)"
    )
    start = time.monotonic()
    environment = {"HF_HOME": str(tmp_path), "HF_ENDPOINT": "http://127.0.0.1:9", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    assert "找不到向量模型 nobody/no-such-model" in done.stdout
    assert "builtin" in done.stdout
    assert time.monotonic() - start < 20
