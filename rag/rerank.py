"""An optional cross-encoder reorders the hits: any Sentence Transformers CrossEncoder, by hub id or folder."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rag.errors import ModelProblem
from rag.retrieve import Rerank
from rag.settings import Settings
from rag.types import Hit

_TRAINED = ("ForSequenceClassification", "ForCausalLM")  # others get a new, untrained layer without a word
_LONGEST = 512  # tokens of question and passage; what such models are fine-tuned on


def load_reranker(settings: Settings) -> Rerank | None:
    """A function (question, hits) -> one score a hit, or None when no reranker is configured.

    Weights must be safetensors, and no code from the model's folder runs.
    Raises ModelProblem when the model is neither a usable folder nor to be had, and later when it fails on a question.
    """
    if not settings.reranker:
        return None
    from rag.hub import find_model, first_line, pick_device

    name, device = settings.reranker, pick_device(settings.device)
    folder = find_model(name, "重排模型", "清空 reranker 不用重排")
    try:
        from sentence_transformers import CrossEncoder

        model = CrossEncoder(
            str(folder),
            device=device,
            max_length=_positions(folder),
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
        probe = np.asarray(model.predict([("问", "答")], show_progress_bar=False))
    except Exception as exc:  # the class raises whatever the file readers below it raise
        raise ModelProblem(
            f"重排模型 {name} 无法载入（{folder}）：{first_line(exc)}。"
            "请检查该文件夹是否为完整的 CrossEncoder 模型，权重是否为 safetensors 格式。"
        ) from exc
    if probe.shape != (1,) or not _is_trained(folder):
        raise ModelProblem(f"{name} 不是重排模型：它对问题和段落给不出一个训练过的分数。请换一个 CrossEncoder 模型。")
    lock = threading.Lock()  # fast tokenizers refuse to be used by two threads at once

    def rerank(question: str, hits: Sequence[Hit]) -> list[float]:
        try:
            with lock:
                scores = model.predict([(question, hit.text) for hit in hits], show_progress_bar=False)
        except Exception as exc:  # out of memory, an operator the device lacks
            raise ModelProblem(f"重排模型 {name} 处理这个问题时出错：{first_line(exc)}。请换一种问法，或清空 reranker。") from exc
        found = [float(score) for score in scores]
        if not np.isfinite(found).all():
            raise ModelProblem(f"重排模型 {name} 给出了无效的数值（NaN 或无穷大）。请换用其他模型或修复权重文件。")
        return found

    return rerank


def _config(folder: Path) -> dict[str, object]:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return config if isinstance(config, dict) else {}


def _positions(folder: Path) -> int:
    """How many tokens the model can take; a tokenizer may not know."""
    positions = _config(folder).get("max_position_embeddings")
    return min(positions, _LONGEST) if isinstance(positions, int) else _LONGEST


def _is_trained(folder: Path) -> bool:
    if (folder / "modules.json").is_file():
        return True
    classes = _config(folder).get("architectures")
    return isinstance(classes, list) and any(str(name).endswith(_TRAINED) for name in classes)
