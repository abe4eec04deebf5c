"""Two runs side by side: what changed, figure by figure and question by question."""

from __future__ import annotations

from collections.abc import Sequence

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
    p = paired_p([x.verdict.right for x, _ in pairs], [y.verdict.right for _, y in pairs])
    rows = [
        (LABELS[name], first[name].percent(), f.percent(), f"{100 * (f.value - first[name].value):+.1f}")
        for name, f in second.items()
        if name in first
    ]
    wrong = [(x, y) for x, y in pairs if not x.verdict.right and not y.verdict.right]
    return "\n".join([
        f"{len(pairs)}题相同。设置的不同：{signs or '无'}。答对的差别：p = {p:.3f}（随机化检验，双侧）。",
        "",
        table(("指标", "旧", "新", "差"), rows),
        "",
        *_flips("变对", [(x, y) for x, y in pairs if y.verdict.right > x.verdict.right]),
        *_flips("变错", [(x, y) for x, y in pairs if y.verdict.right < x.verdict.right]),
        *_flips("仍错但回答变了", [(x, y) for x, y in wrong if x.text != y.text]),
    ])


def _flips(title: str, pairs: Sequence[Pair]) -> list[str]:
    if not pairs:
        return []
    lines = [f"- {y.item.id} {y.item.question}\n    旧：{_brief(x)}\n    新：{_brief(y)}" for x, y in pairs]
    return [f"{title}（{len(pairs)}题）", *lines, ""]


def _brief(result: Result) -> str:
    said = result.short or result.text.split("\n")[0] if result.verdict.answered else f"（拒答）{result.reason}"
    return said[:80] + (f"　〔{result.verdict.why}〕" if result.verdict.why else "")
