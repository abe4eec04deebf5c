"""Two runs side by side: what changed, figure by figure and question by question."""

from __future__ import annotations

from collections.abc import Sequence

from eval.gate import values_of
from eval.metrics import paired_p
from eval.report import LABELS, table
from eval.run import Result, Run, figures_of

Pair = tuple[Result, Result]


def compare(old: Run, new: Run) -> str:
    """What changed from ``old`` to ``new`` over the questions both asked, as Markdown."""
    before = {r.item.id: r for r in old.results}
    pairs = [(before[r.item.id], r) for r in new.results if r.item.id in before]
    changed = [key for key in new.signature if old.signature.get(key) != new.signature[key]]
    signs = "；".join(f"{key} {old.signature.get(key, '-')} → {new.signature[key]}" for key in changed)
    first, second = ({f.name: f for f in figures_of(side)} for side in ([x for x, _ in pairs], [y for _, y in pairs]))
    chances = _chances(pairs)
    rows = [
        (LABELS[name], str(f.n), first[name].percent(), f.percent(), f"{100 * (f.value - first[name].value):+.1f}", chances.get(name, "—"))
        for name, f in second.items()
        if name in first
    ]
    wrong = [(x, y) for x, y in pairs if not x.verdict.right and not y.verdict.right]
    return "\n".join([
        f"{len(pairs)}题相同。设置的不同：{signs or '无'}。p：逐题成对的随机化检验，双侧。",
        "",
        table(("指标", "n", "旧", "新", "差", "p"), rows),
        "",
        *_flips("变对", [(x, y) for x, y in pairs if y.verdict.right > x.verdict.right]),
        *_flips("变错", [(x, y) for x, y in pairs if y.verdict.right < x.verdict.right]),
        *_flips("仍错但回答变了", [(x, y) for x, y in wrong if x.text != y.text]),
    ])


def _chances(pairs: Sequence[Pair]) -> dict[str, str]:
    """Figure -> p of its difference, for those that are a mean over questions which both runs scored."""
    old, new = values_of([x for x, _ in pairs]), values_of([y for _, y in pairs])
    found = {}
    for figure, measure in (("right", "right"), ("cited", "cited"), ("verbatim", "verbatim"), ("faithful", "faithful"), ("mrr", "rank")):
        shared = [id for id in new[measure] if id in old[measure]]
        if shared:
            found[figure] = f"{paired_p([old[measure][id] for id in shared], [new[measure][id] for id in shared]):.3f}"
    return found


def _flips(title: str, pairs: Sequence[Pair]) -> list[str]:
    if not pairs:
        return []
    lines = [f"- {y.item.id} {y.item.question}\n    旧：{_brief(x)}\n    新：{_brief(y)}" for x, y in pairs]
    return [f"{title}（{len(pairs)}题）", *lines, ""]


def _brief(result: Result) -> str:
    said = result.short or result.text.split("\n")[0] if result.verdict.answered else f"（拒答）{result.reason}"
    return said[:80] + (f"　〔{result.verdict.why}〕" if result.verdict.why else "")
