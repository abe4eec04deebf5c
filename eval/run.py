"""Asking the gold questions: engine and items in, one record of everything a report needs out."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Protocol

from eval.gold import Item, item_from_dict
from eval.judge import Verdict, judge
from eval.metrics import (
    Figure,
    area_under_risk,
    auc,
    calibration_error,
    figure,
    ndcg_at,
    percentile,
    recall_at,
    reciprocal_rank,
    risk_coverage,
    statistic_figure,
)  # fmt: skip
from rag.errors import InputError
from rag.types import Answer, Article, History, Hit

DEPTH = 10
Paragraph = tuple[str, int]


class Askable(Protocol):
    """What is evaluated: the engine, an ablation of it, or a rival's method."""

    def ask(self, question: str, history: History = ()) -> Answer: ...
    def retrieve(self, question: str, k: int | None = None) -> list[Hit]: ...
    def article(self, id: str) -> Article: ...


@dataclass(frozen=True, slots=True)
class Result:
    """One question, its answer in short, and the verdict.

    citations: (article, paragraph, quote). ranked: the paragraphs retrieved for the question as it was searched, best
    first, each once. ms: milliseconds by stage.
    """

    item: Item
    verdict: Verdict
    short: str
    text: str
    reason: str
    searched: str
    citations: tuple[tuple[str, int, str], ...]
    ranked: tuple[Paragraph, ...]
    ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Run:
    """All results under one signature: every choice that can change a figure."""

    signature: Mapping[str, str]
    results: tuple[Result, ...]

    def to_json(self) -> str:
        rows = [{**asdict(r), "item": r.item.to_dict(), "verdict": asdict(r.verdict)} for r in self.results]
        figures = [asdict(f) for f in figures_of(self.results)]
        data = {"signature": self.signature, "figures": figures, "results": rows}
        return json.dumps(data, ensure_ascii=False, indent=1)

    @classmethod
    def load(cls, path: Path) -> Run:
        """A run as ``to_json`` wrote it; raises InputError for anything else."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(data["signature"], tuple(_result(row) for row in data["results"]))
        except (OSError, KeyError, TypeError, ValueError) as exc:
            raise InputError(f"{path} 不是评测结果：{exc}。请给出 rag eval --json 写的文件。") from exc


def _result(row: Mapping[str, Any]) -> Result:
    values = dict(row)
    values["item"], values["verdict"] = item_from_dict(row["item"]), Verdict(**row["verdict"])
    values["citations"] = tuple((a, p, q) for a, p, q in row["citations"])
    values["ranked"] = tuple((a, p) for a, p in row["ranked"])
    return Result(**{field.name: values[field.name] for field in fields(Result)})


def evaluate(
    engine: Askable, items: Sequence[Item], progress: Callable[[str, int, int], None] | None = None
) -> tuple[Result, ...]:
    """Ask every question once. ``progress(question, done, total)`` is told after each."""
    results = []
    for done, item in enumerate(items, start=1):
        results.append(_ask(engine, item))
        if progress:
            progress(item.question, done, len(items))
    return tuple(results)


def _ask(engine: Askable, item: Item) -> Result:
    answer = engine.ask(item.question, history=item.history)
    searched = answer.searched or item.question
    ranked = dict.fromkeys((h.article_id, h.paragraph) for h in engine.retrieve(searched, 2 * DEPTH))
    return Result(
        item=item, verdict=judge(item, answer, engine.article), short=answer.short, text=answer.text,
        reason=answer.reason, searched=searched, ranked=tuple(ranked)[:DEPTH], ms=dict(answer.trace.get("ms", {})),
        citations=tuple((c.article_id, c.paragraph, c.quote) for c in answer.citations),
    )  # fmt: skip


# ---- figures


def figures_of(results: Sequence[Result]) -> list[Figure]:
    """Every figure, each with n and interval; those without questions are left out."""
    asked = [r for r in results if r.item.answerable]
    absent = [r for r in results if not r.item.answerable]
    sourced = [r for r in asked if r.item.evidence]
    verdicts = [r.verdict for r in results if r.verdict.answered]
    cited = [r.verdict for r in sourced if r.verdict.answered]
    relevant = [(r.ranked, {(e.article, e.paragraph) for e in r.item.evidence}) for r in sourced]
    found = [
        figure("right", [r.verdict.right for r in results]),
        figure("answerable_right", [r.verdict.right for r in asked]),
        figure("right_refusal", [not r.verdict.answered for r in absent]),
        figure("false_refusal", [not r.verdict.answered for r in asked]),
        figure("contained", [bool(r.verdict.contained) for r in asked if r.item.answers and r.item.kind != "yesno"]),
        figure("em", _known(r.verdict.em for r in asked)),
        figure("f1", _known(r.verdict.f1 for r in asked)),
        figure("list_precision", _known(r.verdict.list_precision for r in asked)),
        figure("list_recall", _known(r.verdict.list_recall for r in asked)),
        figure("cited", [bool(r.verdict.cited) for r in sourced]),
        figure("paragraph_precision", _known(v.paragraph_precision for v in cited)),
        figure("paragraph_recall", _known(v.paragraph_recall for v in cited)),
        figure("char_precision", _known(v.char_precision for v in cited)),
        figure("char_recall", _known(v.char_recall for v in cited)),
        figure("verbatim", _known(v.verbatim for v in verdicts)),
        figure("faithful", _known(v.faithful for v in verdicts)),
        *(figure(f"recall@{k}", [recall_at(ranked, wanted, k) for ranked, wanted in relevant]) for k in (1, 5, 8)),
        figure("mrr", [reciprocal_rank(ranked, wanted) for ranked, wanted in relevant]),
        figure("ndcg@10", [ndcg_at(ranked, wanted) for ranked, wanted in relevant]),
        *_confidence(verdicts, results),
    ]
    return [one for one in found if one.n]


def _confidence(verdicts: Sequence[Verdict], results: Sequence[Result]) -> list[Figure]:
    """Of what was answered: calibration and risk; of all: how well confidence parts answerable from not."""
    confidence, right = [v.confidence for v in verdicts], [float(v.right) for v in verdicts]
    scores, flags = [r.verdict.confidence for r in results], [r.item.answerable for r in results]

    def calibration(rows: Sequence[int]) -> float:
        return calibration_error([confidence[i] for i in rows], [right[i] for i in rows])

    def risk(rows: Sequence[int]) -> float:
        return area_under_risk(risk_coverage([confidence[i] for i in rows], [right[i] for i in rows]))

    def parting(rows: Sequence[int]) -> float:
        return auc([scores[i] for i in rows], [flags[i] for i in rows])

    return [
        statistic_figure("ece", len(verdicts), calibration),
        statistic_figure("aurc", len(verdicts), risk),
        statistic_figure("refusal_auc", len(results), parting),
    ]


def _known(values: Iterable[float | bool | None]) -> list[float]:
    return [float(value) for value in values if value is not None]


def latencies(results: Sequence[Result]) -> dict[str, tuple[float, float]]:
    """stage -> (p50, p95) in ms, over the questions that went through it; ``total`` last."""
    stages = dict.fromkeys(stage for r in results for stage in r.ms)
    times = {stage: [r.ms[stage] for r in results if stage in r.ms] for stage in stages}
    ordered = sorted(times, key=lambda stage: stage == "total")
    return {stage: (percentile(times[stage], 50), percentile(times[stage], 95)) for stage in ordered}


# ---- signature


def signature(engine: Any, items: Sequence[Item], half: str) -> dict[str, str]:
    """Every choice that can change a figure, in fixed order; equal signatures mean comparable figures."""
    gold = hashlib.sha256(json.dumps([item.to_dict() for item in items], ensure_ascii=False).encode()).hexdigest()
    settings, index = engine.settings, engine.index
    return {
        "n": str(len(items)), "half": half, "gold": gold[:8], "corpus": index.corpus_sha256[:8],
        "embedder": f"{settings.embedder}:{index.embedder_fingerprint[-8:]}",
        "reader": f"{settings.reader}:{engine.reader.fingerprint[-8:]}",
        "reranker": settings.reranker or "-", "llm": settings.llm or "-",
        "k": str(settings.k), "max_chars": str(settings.max_chars), "commit": commit(),
    }  # fmt: skip


def commit() -> str:
    """The short id of the checked-out commit, ``+`` when files differ from it; ``-`` outside a repository."""
    def git(*arguments: str) -> str:
        command = ["git", "-C", str(Path(__file__).parent), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    try:
        changed = git("status", "--porcelain", "--untracked-files=no")
        return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "-"
