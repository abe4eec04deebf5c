"""The built-in extractive reader, and the door to any other."""

from __future__ import annotations

import hashlib
import json
import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from rag.errors import ModelProblem
from rag.read.calibration import Calibration
from rag.read.features import Encoded, Floats, Vocabulary, encode
from rag.read.network import Logits, Network, forward
from rag.read.reading import NO_SPAN, Reader, Reading, SentenceScore, Span
from rag.read.windows import Source, Window, cut_windows
from rag.settings import BUILTIN, Settings
from rag.text.fold import fold_text

FOLDER = Path(__file__).parent.parent / "builtin" / "reader"
FILES, SUMS = ("encoder.onnx", "model.safetensors", "vocab.txt"), "SHA256SUMS"
CANDIDATES = 5
UNLIKELY = 1e-4  # of the best span's probability; what is below is no candidate
MAX_CHARS = 300  # what it was trained on
MAX_WINDOWS = 200  # 60,000 characters; what is beyond is not read


def load_reader(settings: Settings) -> Reader:
    """The reader that ``settings.reader`` names: ``builtin``, a folder, or a hub id. Raises ModelProblem."""
    if settings.reader == BUILTIN:
        return SpanReader.load(FOLDER)
    from rag.read.hub import HubReader

    return HubReader.load(settings.reader, settings.device)


@dataclass(frozen=True, slots=True)
class SpanReader:
    """Reads the passages of a question together: one softmax over all their spans and "no answer".

    temperature: divides every logit. calibration: of the spans' probabilities alone. Both fitted on questions that were not
    trained on.
    """

    network: Network
    vocabulary: Vocabulary
    temperature: float
    fingerprint: str
    calibration: Calibration

    @classmethod
    def load(cls, folder: Path) -> SpanReader:
        """Raises ModelProblem when the folder does not hold a whole reader."""
        from safetensors.numpy import load

        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            sums = dict(line.split("  ")[::-1] for line in (folder / SUMS).read_text(encoding="utf-8").splitlines())
            files = {name: (folder / name).read_bytes() for name in FILES}
            for name, content in files.items():
                if hashlib.sha256(content).hexdigest() != sums.get(name):
                    raise ValueError(f"{name} 的校验和与 {SUMS} 不符")
            characters = "".join(chr(int(code, 16)) for code in files["vocab.txt"].decode("ascii").split())
            raw = load(files["model.safetensors"])
            vocabulary = Vocabulary(characters, raw.pop("idf").astype(np.float32), int(config["buckets"]))
            if len(vocabulary) != len(raw["char.weight"]):
                raise ValueError(f"vocab.txt: {len(vocabulary)}, char.weight: {len(raw['char.weight'])}")
            # The tables stay in bytes, they are looked up only.
            weights = {k: value if value.dtype == np.int8 else value.astype(np.float32) for k, value in raw.items()}
            network, temperature = Network.load(config, weights, files["encoder.onnx"]), float(config["temperature"])
            intercept, slope = map(float, config.get("calibration", (0.0, 1.0)))
            calibration = Calibration(intercept, slope)
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise ModelProblem(f"阅读模型 {folder} 不完整或已损坏：{exc}。请重新安装本程序。") from exc
        except Exception as exc:  # safetensors and ONNX Runtime have their own families of errors
            raise ModelProblem(f"阅读模型 {folder} 的权重无法读取：{exc}。请重新安装本程序。") from exc
        identity = "".join(sums[name] for name in FILES) + json.dumps(config, sort_keys=True)
        fingerprint = f"builtin-reader-{hashlib.sha256(identity.encode()).hexdigest()[:16]}"
        return cls(network, vocabulary, temperature, fingerprint, calibration)

    def read(self, question: str, passages: Sequence[str], titles: Sequence[str] = ()) -> Reading:
        """Raises ValueError when there are titles, but not one for each passage."""
        if titles and len(titles) != len(passages):
            raise ValueError(f"{len(passages)} passages but {len(titles)} titles")
        sources = [Source.of(passage) for passage in passages]
        cut = [
            (number, window)
            for number, source in enumerate(sources)
            for window in cut_windows(source, MAX_CHARS, titles[number] if titles else "")
        ][:MAX_WINDOWS]
        asked = fold_text(question).strip()
        if not cut or not asked:
            return Reading(sentences=tuple(tuple(SentenceScore(*at, 0.0) for at in one.places) for one in sources))
        encoded = encode(asked, [window for _, window in cut], self.vocabulary)
        logits = forward(self.network, encoded)
        return _Result(sources, cut, encoded, logits, self.temperature, self.calibration).reading()


@dataclass(frozen=True, slots=True)
class _Result:
    """Logits of one question, and the way back from flat positions to the passages."""

    sources: Sequence[Source]
    cut: Sequence[tuple[int, Window]]
    encoded: Encoded
    logits: Logits
    temperature: float
    calibration: Calibration

    def reading(self) -> Reading:
        spans, nothing = self.logits.spans / self.temperature, self.logits.nothing / self.temperature
        top = max(float(spans.max()), nothing)
        shares = np.exp(spans - top)
        total = float(shares.sum(dtype=np.float64)) + float(np.exp(nothing - top))
        no_answer = float(np.exp(nothing - top)) / total
        return Reading(
            spans=self.calibration.calibrated(self._best(shares / total), no_answer),
            no_answer=no_answer,
            sentences=self._sentences(),
            no_answer_logit=nothing,
            answers=self._answers(),
            logit=partial(_span_logit, self),
        )

    def _best(self, shares: Floats) -> list[Span]:
        """The likeliest spans, each overlapping none that is likelier."""
        flat = shares.ravel()
        likely = np.flatnonzero(flat >= flat.max() * UNLIKELY)
        found: list[Span] = []
        for place in likely[np.lexsort((likely, -flat[likely]))].tolist():
            row, column = divmod(place, shares.shape[1])
            if len(found) == CANDIDATES:
                break
            passage, start, end = self._original(row, row + column + 1)
            if all(span.passage != passage or span.end <= start or end <= span.start for span in found):
                found.append(Span(passage, start, end, float(flat[place])))
        return found

    def _original(self, first: int, last: int) -> tuple[int, int, int]:
        """Flat positions [first, last) of one window -> (passage, start, end) in the passage as given."""
        number = int(np.searchsorted(self.encoded.offsets, first, side="right")) - 1
        passage, window = self.cut[number]
        shift = window.start - window.title - int(self.encoded.offsets[number])
        start, end = self.sources[passage].folded.span(first + shift, last + shift)
        return passage, start, end

    def _answers(self) -> tuple[float, ...]:
        """Of each passage, the highest of its windows' probabilities that they answer; 0 for one of spaces."""
        found = [0.0] * len(self.sources)
        for (passage, _), logit in zip(self.cut, self.logits.answers.tolist(), strict=True):
            found[passage] = max(found[passage], 1 / (1 + math.exp(-max(min(logit, 30.0), -30.0))))
        return tuple(found)

    def _sentences(self) -> tuple[tuple[SentenceScore, ...], ...]:
        evidence = self.logits.evidence
        shares = np.exp(evidence - evidence.max())
        sums = np.concatenate([[0.0], np.cumsum(shares / shares.sum(dtype=np.float64), dtype=np.float64)])
        mass = [np.zeros(len(source.sentences)) for source in self.sources]
        for (passage, window), offset in zip(self.cut, self.encoded.offsets.tolist(), strict=True):
            for number, start, end in window.sentences:
                mass[passage][number] += sums[offset + end] - sums[offset + start]
        return tuple(
            tuple(SentenceScore(*at, float(share)) for at, share in zip(source.places, shares, strict=True))
            for source, shares in zip(self.sources, mass, strict=True)
        )


def _span_logit(result: _Result, passage: int, start: int, end: int) -> float:
    offsets = result.sources[passage].folded.offsets
    first, last = bisect_left(offsets, start), bisect_left(offsets, end)
    for (number, window), offset in zip(result.cut, result.encoded.offsets.tolist(), strict=True):
        body = len(window.text) - window.title
        if number == passage and window.start <= first < last <= window.start + body:
            row, column = offset + window.title + first - window.start, last - first - 1
            if column < result.logits.spans.shape[1]:
                return float(result.logits.spans[row, column]) / result.temperature
    return NO_SPAN
