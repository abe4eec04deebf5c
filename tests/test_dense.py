from __future__ import annotations

import numpy as np
import pytest
from counting import CountingEmbedder

from rag.errors import CorruptIndex, IndexMismatch
from rag.index.dense import DenseIndex

EMBEDDER = CountingEmbedder()


def build(texts: list[str]) -> DenseIndex:
    return DenseIndex.build(EMBEDDER.embed_passages(texts))


def search(index: DenseIndex, text: str, k: int) -> list[tuple[int, float]]:
    ids, scores = index.search(EMBEDDER.embed_questions([text])[0], k)
    return list(zip(ids.tolist(), scores.tolist(), strict=True))


def test_search_orders_by_cosine() -> None:
    found = search(build(["雨球", "财", "雨雨雨雨", "雨雨雨球"]), "雨", 4)
    assert [i for i, _ in found] == [2, 3, 0, 1]
    assert [score for _, score in found] == pytest.approx([1, 3 / 10**0.5, 1 / 2**0.5, 0])


def test_ties_are_ordered_by_id_and_a_smaller_k_is_a_prefix() -> None:
    index = build(["财", *["雨"] * 40, "雨球"])
    whole = [i for i, _ in search(index, "雨", 42)]
    assert whole == [*range(1, 42), 0]
    assert all([i for i, _ in search(index, "雨", k)] == whole[:k] for k in range(43))


def test_no_id_is_ever_minus_one() -> None:
    index = build(["雨", "球"])
    assert [i for i, _ in search(index, "雨球球", 50)] == [1, 0]
    assert search(index, "无关", 5) == []  # a zero vector
    for bad in (np.nan, np.inf):
        assert index.search(np.array([bad, 0, 0, 1], np.float32), 2)[0].size == 0
    assert search(build([]), "雨", 5) == []
    assert search(index, "雨", 0) == search(index, "雨", -1) == []


def test_a_vector_of_another_length_is_refused() -> None:
    with pytest.raises(IndexMismatch, match=r"3 维，索引的向量有 4 维.*rag index"):
        build(["雨"]).search(np.ones(3, np.float32), 1)


@pytest.mark.parametrize("vectors", [np.ones(4, np.float32), np.full((2, 4), np.nan, np.float32)])
def test_vectors_that_are_no_vectors_are_refused(vectors: np.ndarray) -> None:
    with pytest.raises(ValueError, match="finite and two-dimensional"):
        DenseIndex.build(vectors)


def test_bytes_round_trip() -> None:
    index = build(["雨球", "财", "雨雨雨车"])
    again = DenseIndex.from_bytes(index.to_bytes())
    assert (len(again), again.dim) == (3, 4)
    assert np.array_equal(again.vectors, index.vectors)
    assert search(again, "雨", 3) == search(index, "雨", 3)


def test_other_bytes_are_refused() -> None:
    import faiss

    data = build(["雨球", "财"]).to_bytes()
    for damaged in (b"", data[:-1], data[:20], b"nonsense" * 10):
        with pytest.raises(CorruptIndex, match="faiss 能读的索引"):
            DenseIndex.from_bytes(damaged)
    with pytest.raises(CorruptIndex, match="IndexFlatIP，实际是 IndexFlatL2"):
        DenseIndex.from_bytes(faiss.serialize_index(faiss.IndexFlatL2(4)).tobytes())
