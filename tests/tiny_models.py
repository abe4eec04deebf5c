"""Models that the tests make themselves: two-layer BERTs with a real tokenizer, saved as their libraries save them."""

from __future__ import annotations

from pathlib import Path

ALPHABET = "云桥机械厂新区总投资亿元占地亩近日在澄湖镇开工图书馆重放藏万册每天接待读者人次多少？。，、：问题文章0123456789."
POSITIONS = 64  # fewer tokens than a passage has characters


def _config() -> dict[str, int]:
    return {
        "vocab_size": 5 + len(dict.fromkeys(ALPHABET)), "hidden_size": 32, "num_hidden_layers": 2,
        "num_attention_heads": 2, "intermediate_size": 64, "max_position_embeddings": POSITIONS,
    }


def _save(folder: Path, kind: str, seed: int, **options: object) -> Path:
    import torch
    import transformers

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(ALPHABET)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    transformers.BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(seed)
    getattr(transformers, kind)(transformers.BertConfig(**_config(), **options)).save_pretrained(folder)
    return folder


def plain_bert(folder: Path, seed: int = 0) -> Path:
    """A BERT without a task: no reader and no reranker."""
    return _save(folder, "BertModel", seed)


def reader(folder: Path, seed: int = 0) -> Path:
    return _save(folder, "BertForQuestionAnswering", seed)


def reranker(folder: Path, seed: int = 0, labels: int = 1) -> Path:
    return _save(folder, "BertForSequenceClassification", seed, num_labels=labels)


def embedder(folder: Path, seed: int = 0) -> Path:
    """A Sentence Transformers folder with prompts of its own."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    modules = [Transformer(str(plain_bert(folder / "base", seed))), Pooling(32)]
    SentenceTransformer(modules=modules, prompts={"query": "问题：", "document": "文章："}).save(str(folder / "model"))
    return folder / "model"
