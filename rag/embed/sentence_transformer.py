"""Any Sentence Transformers model, by hub id or folder, through the real class."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelProblem

_PROBE_SECONDS = 5.0
_UNUSED = {"README.md", "onnx", "openvino"}


@dataclass(frozen=True, slots=True, eq=False)
class SentenceTransformerEmbedder:
    """See ``Embedder``. An empty prompt means the model's own ``query`` and ``document`` prompts, where it has them."""

    name: str
    fingerprint: str
    dim: int
    model: Any
    query_prompt: str = ""
    passage_prompt: str = ""
    # The fast tokenizers refuse to be used by two threads at once ("Already borrowed").
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def load(cls, name: str, query_prompt: str = "", passage_prompt: str = "") -> SentenceTransformerEmbedder:
        """Raises ModelProblem when ``name`` is neither a usable folder nor a model at hand nor one to be fetched."""
        folder = find_model(name)
        try:
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(str(folder))
            dim = int(model.encode(["。"], show_progress_bar=False).shape[1])
        except Exception as exc:  # the class raises whatever the file readers below it raise
            raise ModelProblem(
                f"向量模型 {name} 无法载入（{folder}）：{exc}。请检查该文件夹是否为完整的 Sentence Transformers 模型。"
            ) from exc
        identity = "\n".join([folder_digest(folder), query_prompt, passage_prompt, str(dim)])
        fingerprint = hashlib.sha256(identity.encode("utf-8")).hexdigest()[:16]
        return cls(name, fingerprint, dim, model, query_prompt, passage_prompt)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(self.model.encode_document, texts, self.passage_prompt)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(self.model.encode_query, texts, self.query_prompt)

    def _embed(self, encode: Any, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        with self._lock:
            rows = encode(list(texts), prompt=prompt or None, normalize_embeddings=True, show_progress_bar=False)
        rows = np.asarray(rows, dtype=np.float32)
        if not np.isfinite(rows).all():
            raise ModelProblem(f"向量模型 {self.name} 给出了无效的数值（NaN 或无穷大）。请换用其他模型或修复权重文件。")
        return rows


def find_model(name: str) -> Path:
    """The folder of ``name``: itself, or the hub's copy on this machine, fetched when there is none yet.

    Raises ModelProblem within seconds when it is not here and the hub does not answer.
    """
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import HfApi, snapshot_download

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except Exception:  # not here, or no hub id at all: the hub decides
        try:
            HfApi().model_info(name, timeout=_PROBE_SECONDS)
            return Path(snapshot_download(name))
        except Exception as exc:
            raise ModelProblem(
                f"找不到向量模型 {name}：它不是本机的文件夹，本机没有下载过它，"
                f"也无法从模型库取得（{_first_line(exc)}）。"
                "请检查名称和网络，或改用本机的模型文件夹，或设为 builtin 使用内置模型。"
            ) from exc


def folder_digest(folder: Path) -> str:
    """sha256 over every file of a model folder that can change its vectors."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part in _UNUSED or part.startswith(".") for part in name.parts):
            stat = path.stat()
            digest.update(f"{name.as_posix()}\n{_file_digest(path, stat.st_size, stat.st_mtime_ns)}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=256)
def _file_digest(path: Path, size: int, mtime_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _first_line(exc: Exception) -> str:
    return (str(exc).strip().splitlines() or [type(exc).__name__])[0]
