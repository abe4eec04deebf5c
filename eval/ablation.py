"""What each stage adds: the same questions to an engine whose stages are switched on one after the other.

The product has no such switches; they are put on from outside, here, and taken off again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal
from unittest.mock import patch

from eval.gold import Item
from eval.metrics import paired_p
from eval.report import table
from eval.run import Result, evaluate, figures_of
from rag.engine import Engine
from rag.ground.draft import Draft
from rag.ground.judgement.judge import Judgement
from rag.read import Reader, Reading
from rag.retrieve import Retriever
from rag.types import Hit

Leg = Literal["dense", "lexical"]
DEEP = 100  # both legs together give at most this many


class OneLeg:
    """A retriever that gives what one leg alone would have given, in its order."""

    def __init__(self, retriever: Retriever, leg: Leg) -> None:
        self._retriever, self._leg = retriever, leg

    def search(self, question: str, k: int = 8, queries: Sequence[str] = ()) -> list[Hit]:
        found = self._retriever.search(question, DEEP, queries)
        ranks = [(hit.dense_rank if self._leg == "dense" else hit.lexical_rank, hit) for hit in found]
        ranked = sorted(((rank, hit) for rank, hit in ranks if rank), key=lambda pair: pair[0])
        return [hit for _, hit in ranked][:k]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._retriever, name)


class NoReader:
    """Reads nothing and has no opinion."""

    fingerprint = "none"

    def read(self, question: str, passages: Sequence[str], titles: Sequence[str] = ()) -> Reading:
        return Reading(no_answer=0.5, sentences=tuple(() for _ in passages))


@dataclass(frozen=True)
class OneLegEngine(Engine):
    """An engine that searches by one leg alone."""

    leg: Leg = "dense"

    @cached_property
    def _retriever(self) -> Any:
        return OneLeg(Retriever(self.index, self.embedder, self.settings), self.leg)


@contextmanager
def switched_off(*stages: Literal["threshold", "gate"]) -> Iterator[None]:
    """While this lasts nothing is refused for want of evidence, or no statement is held to what it cites."""

    def unchecked(draft: Draft, article: Callable[[str], Any]) -> Draft:
        return draft

    with ExitStack() as stack:
        if "threshold" in stages:
            stack.enter_context(patch.object(Judgement, "answers", property(lambda judgement: True)))
        if "gate" in stages:
            stack.enter_context(patch("rag.answering.check_draft", unchecked))
        yield


Progress = Callable[[str, int, int], None]
Row = tuple[str, tuple[Result, ...]]


def ablate(engine: Engine, items: Sequence[Item], progress: Progress | None = None) -> list[Row]:
    """(name, results) of each rung, from one leg with nothing behind it to the product; a reranker where one is set."""
    parts = (engine.index, engine.embedder)
    bare: Reader = NoReader()
    plain = replace(engine.settings, reranker="")

    def run(asked: Engine, *off: Literal["threshold", "gate"]) -> tuple[Result, ...]:
        with switched_off(*off):
            return evaluate(asked, items, progress)

    reranked: list[Row] = []
    if engine.settings.reranker:
        reranked = [("＋重排", run(Engine(*parts, bare, engine.settings), "threshold", "gate"))]
    return [
        ("只用向量", run(OneLegEngine(*parts, bare, plain, "dense"), "threshold", "gate")),
        ("只用 BM25", run(OneLegEngine(*parts, bare, plain, "lexical"), "threshold", "gate")),
        ("两路融合", run(Engine(*parts, bare, plain), "threshold", "gate")),
        *reranked,
        ("＋阅读器", run(engine, "threshold", "gate")),
        ("＋忠实核对", run(engine, "threshold")),
        ("＋拒答阈值（产品）", run(engine)),
    ]


COLUMNS = {
    "right": "答对", "cited": "引用了正确段落", "paragraph_precision": "引用精确率（段）",
    "right_refusal": "应拒的拒答", "false_refusal": "误拒", "recall@1": "检索召回@1", "mrr": "检索 MRR",
}  # fmt: skip


def ablation_table(rows: Sequence[Row]) -> str:
    """Markdown: each rung's figures, and p of the difference in right answers from the rung before."""
    lines, before = [], None
    for name, results in rows:
        found = {f.name: f.percent() for f in figures_of(results)}
        right = [float(r.verdict.right) for r in results]
        p = f"{paired_p(before, right):.3f}" if before else "—"
        lines.append((name, *(found.get(column, "—") for column in COLUMNS), p))
        before = right
    n = len(rows[0][1]) if rows else 0
    return table((f"阶段（n = {n}）", *COLUMNS.values(), "与上一行之差的 p"), lines)
