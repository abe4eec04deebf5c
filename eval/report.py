"""A run as a terminal line and as a section of RESULTS.md; what both call things."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from eval.gold import Item, Wanted
from eval.metrics import Figure, figure
from eval.run import Result, Run, figures_of, latencies

LABELS = {
    "right": "答对（全部）", "answerable_right": "可回答的答对", "right_refusal": "应拒的拒答", "false_refusal": "误拒",
    "contained": "答案出现在回答中", "em": "简答完全一致（EM）", "f1": "简答字符 F1", "list_precision": "列项精确率",
    "list_recall": "列项召回率", "cited": "引用了正确段落", "paragraph_precision": "引用精确率（段）",
    "paragraph_recall": "引用召回率（段）", "char_precision": "引用精确率（字）", "char_recall": "引用召回率（字）",
    "verbatim": "引文逐字相符", "faithful": "数字忠实", "recall@1": "检索召回@1", "recall@5": "检索召回@5",
    "recall@8": "检索召回@8", "mrr": "检索 MRR", "ndcg@10": "检索 nDCG@10", "ece": "校准误差（ECE）",
    "aurc": "风险覆盖面积（AURC）", "refusal_auc": "置信度区分可答与否（AUC）",
}  # fmt: skip
KINDS = {
    "number": "数量金额", "share": "占比", "rank": "名次", "date": "时间", "person": "人物", "organisation": "机构",
    "place": "地点", "what": "什么", "list": "列举", "why": "为什么", "how": "怎么做", "yesno": "是否",
    "comparison": "比较", "aggregation": "合计推算", "summary": "概括", "definition": "定义",
    "conflict": "矛盾", "followup": "追问", "chitchat": "闲聊", "instruction": "指令", "unanswerable": "资料未说",
}  # fmt: skip
STYLES = {"plain": "普通", "keywords": "关键词", "traditional": "繁体", "english": "英文", "typo": "错别字"}
STAGES = {
    "understand": "理解", "retrieve": "检索", "read": "阅读", "judge": "判断", "ground": "核对", "generate": "生成",
    "total": "合计",
}  # fmt: skip


def line(run: Run) -> str:
    """One line for the terminal."""
    found = {f.name: f for f in figures_of(run.results)}
    wanted = ("right", "cited", "paragraph_precision", "right_refusal", "false_refusal")
    shown = "  ".join(f"{LABELS[name]} {100 * found[name].value:.1f} %" for name in wanted if name in found)
    p50, p95 = latencies(run.results).get("total", (0.0, 0.0))
    return f"{len(run.results)}题  {shown}  p50 {p50:.0f} 毫秒  p95 {p95:.0f} 毫秒"


def show_signature(signature: Mapping[str, str]) -> str:
    return "|".join(f"{key}:{value}" for key, value in signature.items())


def groups(
    results: Sequence[Result], key: Callable[[Result], str], names: Mapping[str, str]
) -> list[tuple[str, Figure]]:
    """(name, share right) of each group in the order of ``names``."""
    return [
        (name, figure(code, [r.verdict.right for r in results if key(r) == code]))
        for code, name in names.items()
        if any(key(r) == code for r in results)
    ]


# ---- Markdown


def markdown(run: Run) -> str:
    """The section of RESULTS.md: signature, every figure with n and interval, kinds, latency, what is wrong."""
    figures, times = figures_of(run.results), latencies(run.results)
    wrong = [r for r in run.results if not r.verdict.right]
    return "\n".join([
        f"`{show_signature(run.signature)}`", "",
        table(("指标", "值 [95 % 区间]", "n"), [(LABELS[f.name], f.percent(), str(f.n)) for f in figures]), "",
        table(("题型", "答对 [95 % 区间]", "n"), _group_rows(groups(run.results, lambda r: r.item.kind, KINDS))), "",
        table(("写法", "答对 [95 % 区间]", "n"), _group_rows(groups(run.results, lambda r: r.item.style, STYLES))), "",
        table(("阶段（毫秒）", "p50", "p95"), [
            (STAGES.get(stage, stage), f"{p50:.1f}", f"{p95:.1f}") for stage, (p50, p95) in times.items()
        ]), "",
        f"答错{len(wrong)}题，逐题见 HTML 报告（`rag eval --html 文件`）。",
    ])  # fmt: skip


def _group_rows(rows: Sequence[tuple[str, Figure]]) -> list[tuple[str, str, str]]:
    return [(name, f.percent(), str(f.n)) for name, f in rows]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; bars in cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" for cells in lines)


def keep_section(path: Path, name: str, title: str, body: str) -> None:
    """Put ``body`` into the section ``name`` of ``path``, replacing an earlier one; the rest of the file stays."""
    section = f"<!-- begin {name} -->\n## {title}\n\n{body}\n<!-- end {name} -->"
    text = path.read_text(encoding="utf-8") if path.is_file() else "# 评测结果\n\n由 `rag eval` 写入；各节各自更新。\n"
    old = re.compile(rf"<!-- begin {re.escape(name)} -->.*?<!-- end {re.escape(name)} -->", re.DOTALL)
    text = old.sub(lambda _: section, text) if old.search(text) else f"{text.rstrip()}\n\n{section}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def gold_answer(item: Item) -> str:
    """What the gold asks for, in a line."""

    def join(wanted: Sequence[Wanted]) -> str:
        return "、".join(one if isinstance(one, str) else one[0] for one in wanted)

    parts = [*item.answers[:1], join(item.items), f"要说到{join(item.must)}" if item.must else ""]
    return "；".join(part for part in parts if part) if item.answerable else "拒答"
