"""Any Sentence Transformers model, by hub id or folder, through the real class."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelProblem
from rag.hub import find_model, first_line, folder_digest, pick_device


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
    def load(
        cls, name: str, query_prompt: str = "", passage_prompt: str = "", device: str = "auto"
    ) -> SentenceTransformerEmbedder:
        """Weights must be safetensors, and no code from the model's folder runs.

        Raises ModelProblem when ``name`` is neither a usable folder nor a model at hand nor one to be fetched.
        """
        device = pick_device(device)
        folder = find_model(name, "向量模型", "设为 builtin 使用内置模型")
        try:
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(
                str(folder), device=device, local_files_only=True, model_kwargs={"use_safetensors": True}
            )
            dim = int(model.encode(["。"], show_progress_bar=False).shape[1])
        except Exception as exc:  # the class raises whatever the file readers below it raise
            raise ModelProblem(
                f"向量模型 {name} 无法载入（{folder}）：{first_line(exc)}。"
                "请检查该文件夹是否为完整的 Sentence Transformers 模型，权重是否为 safetensors 格式。"
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
        try:
            with self._lock:
                rows = encode(list(texts), prompt=prompt or None, normalize_embeddings=True, show_progress_bar=False)
        except Exception as exc:  # out of memory, an operator the device lacks
            raise ModelProblem(f"向量模型 {self.name} 计算时出错：{first_line(exc)}。请换一种问法，或换用其他模型。") from exc
        rows = np.asarray(rows, dtype=np.float32)
        if not np.isfinite(rows).all():
            raise ModelProblem(f"向量模型 {self.name} 给出了无效的数值（NaN 或无穷大）。请换用其他模型或修复权重文件。")
        return rows

