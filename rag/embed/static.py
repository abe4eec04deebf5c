"""The built-in embedder: a text's vector is the mean of its pieces' vectors.

It reads the same folder as ``SentenceTransformer(folder)`` and gives the same vectors, with neither torch nor
a second of importing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelProblem

BUILTIN_FOLDER = Path(__file__).parents[1] / "builtin" / "embedder"
TOKENIZER, WEIGHTS, SUMS = "tokenizer.json", "model.safetensors", "SHA256SUMS"
_SHARE = 500  # texts that a thread adds up at a time
_FEW = 8  # up to here one thread is faster than handing the texts to the tokenizer's pool


@dataclass(frozen=True, slots=True, eq=False)
class StaticEmbedder:
    """See ``Embedder``. The same text gives the same bits in any batch, thread and process.

    table: (pieces, dim) float32, one row a piece of ``tokenizer``.
    """

    name: str
    fingerprint: str
    tokenizer: Any
    table: NDArray[np.float32]
    query_prompt: str = ""
    passage_prompt: str = ""

    @classmethod
    def load(cls, folder: Path, name: str, query_prompt: str = "", passage_prompt: str = "") -> StaticEmbedder:
        """Raises ModelProblem when a file is missing or differs from the folder's list of checksums."""
        from safetensors import SafetensorError
        from tokenizers import Tokenizer

        sums = dict(_read_sums(folder / SUMS))
        content = {file: _read(folder / file) for file in (TOKENIZER, WEIGHTS)}
        for file, data in content.items():
            if hashlib.sha256(data).hexdigest() != sums.get(file):
                raise _damaged(folder / file, f"校验和与 {SUMS} 不符")
        try:
            tokenizer = Tokenizer.from_buffer(content[TOKENIZER])
            table = _read_table(content[WEIGHTS])
        except (SafetensorError, KeyError, ValueError) as exc:
            raise _damaged(folder, str(exc)) from exc
        identity = "\n".join([sums[TOKENIZER], sums[WEIGHTS], query_prompt, passage_prompt, str(table.shape[1])])
        fingerprint = hashlib.sha256(identity.encode("utf-8")).hexdigest()[:16]
        return cls(name, fingerprint, tokenizer, table, query_prompt, passage_prompt)

    @property
    def dim(self) -> int:
        return int(self.table.shape[1])

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed([self.passage_prompt + text for text in texts])

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed([self.query_prompt + text for text in texts])

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        if len(texts) <= _FEW:
            encodings = [self.tokenizer.encode(text, add_special_tokens=False) for text in texts]
        else:
            encodings = self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)

        def add_up(first: int) -> None:
            # Text by text, so that a vector never depends on its neighbours in the batch.
            for row, encoding in zip(rows[first : first + _SHARE], encodings[first : first + _SHARE], strict=True):
                np.add.reduce(self.table.take(encoding.ids, axis=0), axis=0, out=row)

        if len(texts) <= _SHARE:
            add_up(0)
        else:
            with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
                list(pool.map(add_up, range(0, len(texts), _SHARE)))
        return unit(rows)


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows at length 1; a row of zeros stays."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0)
    return scaled


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise ModelProblem(f"内置向量模型缺少文件 {path}（{exc.strerror}）。请重新安装本程序。") from exc


def _read_table(data: bytes) -> NDArray[np.float32]:
    """(pieces, dim) float32 from a safetensors file: a byte a number, and the size of one step of each row."""
    from safetensors.numpy import load

    tensors = load(data)
    table: NDArray[np.float32] = tensors["embeddings"].astype(np.float32)
    table *= tensors["weights"][:, None]
    return table


def _read_sums(path: Path) -> list[tuple[str, str]]:
    """(file, sha256) of each line that ``sha256sum`` wrote."""
    lines = _read(path).decode("utf-8", errors="replace").splitlines()
    return [(file, digest) for digest, _, file in (line.partition("  ") for line in lines)]


def _damaged(path: Path, why: str) -> ModelProblem:
    return ModelProblem(f"内置向量模型的文件已损坏：{path}（{why}）。请重新安装本程序，或从版本库恢复该文件。")
