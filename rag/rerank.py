"""An optional cross-encoder reorders the hits: any Sentence Transformers CrossEncoder, by hub id or folder."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from rag.errors import ModelProblem
from rag.retrieve import Rerank
from rag.settings import Settings
from rag.types import Hit


def load_reranker(settings: Settings) -> Rerank | None:
    """A function (question, hits) -> one score a hit, or None when no reranker is configured.

    Raises ModelProblem when the model is neither a usable folder nor to be had.
    """
    if not settings.reranker:
        return None
    from rag.embed.sentence_transformer import find_model

    folder = find_model(settings.reranker)
    try:
        from sentence_transformers import CrossEncoder

        model = CrossEncoder(str(folder))
    except Exception as exc:  # the class raises whatever the file readers below it raise
        raise ModelProblem(
            f"重排模型 {settings.reranker} 无法载入（{folder}）：{exc}。请检查该文件夹是否为完整的 CrossEncoder 模型。"
        ) from exc
    lock = threading.Lock()  # fast tokenizers refuse to be used by two threads at once

    def rerank(question: str, hits: Sequence[Hit]) -> list[float]:
        with lock:
            return [float(s) for s in model.predict([(question, hit.text) for hit in hits], show_progress_bar=False)]

    return rerank
