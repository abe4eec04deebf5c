"""Any extractive reader of Transformers, by hub id or folder, through the real classes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from rag.errors import ModelProblem
from rag.hub import find_model, first_line, folder_digest, pick_device
from rag.read.features import Floats
from rag.read.reading import NO_SPAN, Reading, SentenceScore, Span
from rag.text.sentences import split_sentences

CANDIDATES = 5
MAX_TOKENS = 48  # of an answer
_WINDOW, _STRIDE = 384, 96  # tokens; what such models are fine-tuned on
_BATCH = 8


@dataclass(frozen=True, slots=True)
class _Window:
    """Some tokens of one passage. places: (T, 2) characters of each. start, end: (T,) logits above "no answer" here."""

    passage: int
    places: Any
    start: Floats
    end: Floats


@dataclass(frozen=True, slots=True, eq=False)
class HubReader:
    """A model fine-tuned for extractive question answering. Windows compare by how far they are above their null."""

    name: str
    fingerprint: str
    model: Any
    tokenizer: Any
    # Fast tokenizers refuse to be used by two threads at once.
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def load(cls, name: str, device: str = "auto") -> HubReader:
        """Raises ModelProblem when ``name`` cannot be found within seconds, or is no extractive reader."""
        device = pick_device(device)
        folder = find_model(name, "阅读模型", "设为 builtin 使用内置模型")
        try:
            from transformers import AutoModelForQuestionAnswering, AutoTokenizer

            tokenizer = AutoTokenizer.from_pretrained(str(folder), trust_remote_code=False)
            model, report = AutoModelForQuestionAnswering.from_pretrained(
                str(folder), trust_remote_code=False, use_safetensors=True, output_loading_info=True
            )
        except Exception as exc:  # OSError, ValueError, KeyError, SafetensorError, ...: no base class
            raise ModelProblem(
                f"阅读模型 {name} 无法载入（{folder}）：{first_line(exc)}。请检查该文件夹是否为完整的 Transformers 抽取式问答模型。"
            ) from exc
        if any("qa_outputs" in key for key in report["missing_keys"]) or not tokenizer.is_fast:
            raise ModelProblem(f"{name} 不是抽取式问答模型（缺少答案层或快速分词器）。请换一个。")
        return cls(name, f"{folder.name}-{folder_digest(folder)[:16]}", model.to(device).eval(), tokenizer)

    def read(self, question: str, passages: Sequence[str], titles: Sequence[str] = ()) -> Reading:
        """See ``Reader.read``. Titles are not shown to the model: such models do not know them."""
        sentences = [split_sentences(passage) for passage in passages]
        full = [number for number, rows in enumerate(sentences) if rows]
        if not full or not question.strip():
            return Reading(sentences=tuple(tuple(SentenceScore(*row, 0.0) for row in rows) for rows in sentences))
        windows = self._windows(question, [passages[number] for number in full], full)
        rows = [(part, i, j, float(part.start[i] + part.end[j])) for part in windows for i, j in _likely(part)]
        top = max([0.0, *(row[3] for row in rows)])
        total = float(np.exp(-top)) + sum(float(np.exp(row[3] - top)) for row in rows)
        spans: list[Span] = []
        mass = [np.zeros(len(row)) for row in sentences]
        for window, i, j, logit in sorted(rows, key=lambda row: -row[3]):
            start, end = int(window.places[i][0]), int(window.places[j][1])
            share = float(np.exp(logit - top)) / total
            at = next((n for n, (_, stop) in enumerate(sentences[window.passage]) if start < stop), 0)
            mass[window.passage][at] += share
            free = all(s.passage != window.passage or s.end <= start or end <= s.start for s in spans)
            if free and len(spans) < CANDIDATES:
                spans.append(Span(window.passage, start, end, share))
        told = sum(float(part.sum()) for part in mass) or 1.0
        scores = tuple(
            tuple(SentenceScore(*place, float(share) / told) for place, share in zip(places, shares, strict=True))
            for places, shares in zip(sentences, mass, strict=True)
        )
        return Reading(tuple(spans), float(np.exp(-top)) / total, scores, 0.0, partial(_span_logit, windows))

    def _windows(self, question: str, passages: Sequence[str], numbers: Sequence[int]) -> list[_Window]:
        import torch

        positions = getattr(self.model.config, "max_position_embeddings", _WINDOW)
        longest = min(self.tokenizer.model_max_length, positions, _WINDOW)
        windows: list[_Window] = []
        with self._lock, torch.inference_mode():
            tokens = self.tokenizer(
                [question[: longest // 4]] * len(passages), list(passages), truncation="only_second", padding=True,
                max_length=longest, stride=min(_STRIDE, longest // 4), return_tensors="pt",
                return_overflowing_tokens=True, return_offsets_mapping=True,
            )
            owners = tokens.pop("overflow_to_sample_mapping").tolist()
            places = tokens.pop("offset_mapping").numpy()
            count = len(owners)
            for low, high in pairwise([*range(0, count, _BATCH), count]):
                out = self.model(**{key: value[low:high].to(self.model.device) for key, value in tokens.items()})
                for row in range(low, high):
                    inside = np.array([part == 1 for part in tokens.sequence_ids(row)])
                    inside &= places[row][:, 1] > places[row][:, 0]
                    start, end = (x[row - low].float().cpu().numpy() for x in (out.start_logits, out.end_logits))
                    start, end = start[inside] - start[0], end[inside] - end[0]
                    windows.append(_Window(numbers[owners[row]], places[row][inside], start, end))
        return [window for window in windows if len(window.start)]


def _likely(window: _Window, count: int = 20) -> list[tuple[int, int]]:
    """First and last token of the likeliest spans."""
    n = len(window.start)
    offset = np.arange(n)[None, :] - np.arange(n)[:, None]
    logits = np.where((offset >= 0) & (offset < MAX_TOKENS), window.start[:, None] + window.end[None, :], NO_SPAN)
    best = np.argsort(-logits, axis=None, kind="stable")[:count]
    return [(i, j) for i, j in zip(*np.unravel_index(best, logits.shape), strict=True) if logits[i, j] > NO_SPAN]


def _span_logit(windows: Sequence[_Window], passage: int, start: int, end: int) -> float:
    best = NO_SPAN
    for window in windows:
        first = np.flatnonzero((window.places[:, 0] <= start) & (window.places[:, 1] > start))
        last = np.flatnonzero((window.places[:, 0] < end) & (window.places[:, 1] >= end))
        if window.passage == passage and len(first) and len(last) and 0 <= last[0] - first[0] < MAX_TOKENS:
            best = max(best, float(window.start[first[0]] + window.end[last[0]]))
    return best
