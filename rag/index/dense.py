"""Exact nearest passages by embedding: faiss, wrapped so that nothing it answers can be mistaken for a passage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import CorruptIndex, IndexMismatch


@dataclass(frozen=True, slots=True, eq=False)
class DenseIndex:
    """n vectors in the order of their passages.

    flat: a faiss ``IndexFlatIP``; rows have L2 norm 1 (or 0: a text the embedder knows nothing of), so scores are
    cosines in [-1, 1]. They are not comparable with BM25 scores.
    """

    flat: Any

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> DenseIndex:
        """vectors: (n, dim) float32, finite. Raises ValueError otherwise."""
        import faiss

        if vectors.ndim != 2 or not np.isfinite(vectors).all():
            raise ValueError(f"vectors must be finite and two-dimensional, not {vectors.shape}")
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(np.ascontiguousarray(vectors, np.float32))
        return cls(flat)

    @classmethod
    def from_bytes(cls, data: bytes) -> DenseIndex:
        """What ``to_bytes`` gave; raises CorruptIndex for anything else, of whatever size it says it is."""
        import faiss

        try:
            flat = faiss.deserialize_index(np.frombuffer(data, np.uint8))
        except (RuntimeError, MemoryError) as exc:
            raise CorruptIndex(f"不是 faiss 能读的索引（{str(exc).splitlines()[0][:80]}）") from exc
        if not isinstance(flat, faiss.IndexFlatIP):
            raise CorruptIndex(f"索引的类型应为 IndexFlatIP，实际是 {type(flat).__name__}")
        return cls(flat)

    def to_bytes(self) -> bytes:
        import faiss

        data: bytes = faiss.serialize_index(self.flat).tobytes()
        return data

    def __len__(self) -> int:
        return int(self.flat.ntotal)

    @property
    def dim(self) -> int:
        return int(self.flat.d)

    @property
    def vectors(self) -> NDArray[np.float32]:
        """(n, dim) float32, a copy."""
        rows: NDArray[np.float32] = self.flat.reconstruct_n(0, len(self)).reshape(len(self), self.dim)
        return rows

    def search(self, vector: NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(ids, scores) of the ``k`` nearest, or all if there are fewer; best first, ties by id.

        A vector that is zero or not finite is near to nothing. Raises IndexMismatch when its length is not ``dim``.
        """
        if vector.shape != (self.dim,):
            raise IndexMismatch(
                f"问题的向量有 {vector.size} 维，索引的向量有 {self.dim} 维：它由另一个模型建立。请重建索引：rag index"
            )
        k = min(k, len(self))
        if k <= 0 or not np.isfinite(vector).all() or not vector.any():
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        depth = k
        while True:
            # Among equal scores at the cut faiss keeps any; look further until the tie is whole.
            depth = min(depth + 8, len(self))
            with _one_thread():
                scores, ids = self.flat.search(np.ascontiguousarray(vector[None], np.float32), depth)
            if depth == len(self) or scores[0, -1] < scores[0, k - 1]:
                break
            depth *= 2
        order = np.lexsort((ids[0], -scores[0]))[:k]
        return ids[0][order], scores[0][order]


@contextmanager
def _one_thread() -> Iterator[None]:
    """One question is no work for a team: waiting for each other cost 12 ms of 13 when the cores had other work."""
    import faiss

    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)  # of this thread only
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)
