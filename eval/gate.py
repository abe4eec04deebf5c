"""Whether a run fell below the one that was kept: question by question, and by more than noise.

``eval/kept.json`` holds what each question of the development half scored; ``rag eval --gate`` compares with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from eval.metrics import paired_p, reciprocal_rank
from eval.run import Result, Run
from rag.errors import InputError

KEPT = Path(__file__).parent / "kept.json"
LEVEL = 0.05
Values = Mapping[str, Mapping[str, float]]


def _rank(result: Result) -> float | None:
    relevant = {(e.article, e.paragraph) for e in result.item.evidence}
    return reciprocal_rank(result.ranked, relevant) if relevant else None


MEASURES: dict[str, tuple[str, Callable[[Result], float | bool | None]]] = {
    "right": ("答对", lambda r: r.verdict.right),
    "cited": ("引用了正确段落", lambda r: bool(r.verdict.cited) if r.item.evidence else None),
    "verbatim": ("引文逐字相符", lambda r: r.verdict.verbatim),
    "faithful": ("数字忠实", lambda r: r.verdict.faithful),
    "refusal": ("该拒的拒答、该答的回答", lambda r: r.verdict.answered == r.item.answerable),
    "rank": ("检索 MRR", _rank),
}


def values_of(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """measure -> question id -> what it scored, in [0, 1]; questions without such a thing are left out."""
    return {
        name: {r.item.id: float(value) for r in results if (value := measure(r)) is not None}
        for name, (_, measure) in MEASURES.items()
    }


def keep(run: Run, path: Path = KEPT) -> None:
    """Write what later runs are compared with."""
    data = {"signature": run.signature, "values": values_of(run.results)}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def load_kept(path: Path = KEPT) -> Values:
    try:
        values: Values = json.loads(path.read_text(encoding="utf-8"))["values"]
    except (OSError, KeyError, TypeError, ValueError) as exc:
        raise InputError(f"{path} 不能用作比较的基准：{exc}。请用 rag eval --keep 重新写。") from exc
    return values


def falls(kept: Values, results: Sequence[Result], level: float = LEVEL) -> list[str]:
    """What fell by more than its noise, in Chinese; empty when nothing did.

    A measure fell when its mean over the questions of both runs is lower and the paired randomisation test says that
    chance alone does so with p < ``level``. Verbatim citations have no noise: any fall counts.
    """
    found = []
    for name, new in values_of(results).items():
        old = kept.get(name, {})
        shared = [id for id in new if id in old]
        before, after = [old[id] for id in shared], [new[id] for id in shared]
        if sum(after) >= sum(before):
            continue
        p = paired_p(before, after)
        if p < level or name == "verbatim":
            n = len(shared)
            shares = f"{100 * sum(before) / n:.1f} % → {100 * sum(after) / n:.1f} %"
            found.append(f"{MEASURES[name][0]}下降：{shares}（n = {n}，p = {p:.4f}）")
    return found
