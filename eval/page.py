"""A run as an HTML page that needs nothing else: figures, plots, and every wrong answer beside its gold and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.metrics import Figure, reliability, risk_coverage
from eval.report import KINDS, LABELS, STAGES, STYLES, gold_answer, groups, show_signature
from eval.run import Result, Run, figures_of, latencies
from eval.svg import bars, curve, diagram, spans

TILES = ("right", "cited", "paragraph_precision", "right_refusal", "false_refusal")
_STYLE = """
:root{color-scheme:light dark;--ink:#222;--paper:#fff;--grey:#666;--rule:#ddd;--wash:#f6f5f2;--red:#a5321f}
@media(prefers-color-scheme:dark){:root{--ink:#ddd;--paper:#17161a;--grey:#a09889;--rule:#38353a;--wash:#222127;--red:#e8836d}}
body{font:15px/1.65 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:var(--ink);background:var(--paper);
margin:2em auto;max-width:70em;padding:0 1em}
h1,h2{line-height:1.3;margin:1.4em 0 .5em}h1{margin-top:0}code{font-size:.8em;color:var(--grey);overflow-wrap:anywhere}
.tiles,.plots,.sides{display:grid;gap:1em}.tiles{grid-template-columns:repeat(auto-fit,minmax(9em,1fr));margin:1.2em 0}
.tile{background:var(--wash);border-radius:8px;padding:.7em 1em}.tile b{display:block;font-size:1.7em;line-height:1.3}
.tile small,figcaption small,.meta{color:var(--grey);font-size:.85em}
.plots{grid-template-columns:repeat(auto-fit,minmax(min(28em,100%),1fr));gap:1.5em 2em;align-items:start}
figure{margin:0}figcaption{font-weight:600;border-bottom:1px solid var(--rule);padding-bottom:.2em;margin-bottom:.6em}
figcaption small{font-weight:400;margin-left:.6em}svg{max-width:100%;height:auto;display:block}svg text{font-size:12px;fill:currentColor}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
td,th{border-bottom:1px solid var(--rule);padding:.25em .5em;text-align:left}td:last-child,th:last-child{text-align:right}
.card{border:1px solid var(--rule);border-radius:8px;padding:.8em 1.1em;margin:1em 0}.card h3{margin:0;font-size:1.05em;line-height:1.5}
.why{color:var(--red)}.sides{grid-template-columns:repeat(auto-fit,minmax(min(22em,100%),1fr));margin-top:.6em}
.side{background:var(--wash);border-radius:6px;padding:.6em .9em}.side p{margin:.1em 0;white-space:pre-line}
.side ul{margin:.4em 0 0;padding:0;list-style:none;color:var(--grey);font-size:.9em}.side li+li{margin-top:.3em}
@media print{.card{break-inside:avoid}}
"""


def html(run: Run) -> str:
    """The whole page; no script, no font, nothing fetched."""
    figures = {f.name: f for f in figures_of(run.results)}
    wrong = [r for r in run.results if not r.verdict.right]
    rows = "".join(f"<tr><td>{LABELS[f.name]}<td>{escape(f.percent())}<td>{f.n}" for f in figures.values())
    table = f"<table><tr><th>指标<th>值 [95 % 区间]<th>n{rows}</table>"
    tiles = "".join(_tile(figures[name]) for name in TILES if name in figures)
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>报问评测</title><style>{_STYLE}</style><h1>报问评测</h1>"
        f"<p><code>{escape(show_signature(run.signature))}</code></p><div class=tiles>{tiles}</div>"
        f"<div class=plots>{_figure('全部指标', f'{len(run.results)}题', table)}{_plots(run.results, figures)}</div>"
        f"<h2>答错的{len(wrong)}题</h2>{''.join(map(_card, wrong))}</html>\n"
    )


def _tile(figure: Figure) -> str:
    interval = escape(figure.percent()).partition(" [")[2]
    return (
        f"<div class=tile>{LABELS[figure.name]}<b>{100 * figure.value:.1f} %</b>"
        f"<small>[{interval}　n = {figure.n}</small></div>"
    )


def _plots(results: Sequence[Result], figures: dict[str, Figure]) -> str:
    answered = [r.verdict for r in results if r.verdict.answered]
    confidence, right = [v.confidence for v in answered], [float(v.right) for v in answered]
    stages = [(STAGES.get(stage, stage), p50, p95) for stage, (p50, p95) in latencies(results).items()]

    def noted(name: str, short: str) -> str:
        return f"{short} {figures[name].percent()}，n = {figures[name].n}" if name in figures else ""

    count = f"n = {len(results)}"
    return "".join((
        _figure("各类问题答对的比例", f"括号里是题数，横线是 95 % 区间，{count}", bars(groups(results, lambda r: r.item.kind, KINDS))),
        _figure("各种写法答对的比例", count, bars(groups(results, lambda r: r.item.style, STYLES))),
        _figure("风险与覆盖：只答最有把握的", noted("aurc", "AURC"), curve(risk_coverage(confidence, right), "覆盖（回答的）", "风险（答错的）")),
        _figure("置信度可信吗", noted("ece", "ECE"), diagram(reliability(confidence, right))),
        _figure("用时（毫秒）", f"条为 p50，线到 p95，{count}", spans(stages)),
    ))  # fmt: skip


def _figure(title: str, note: str, body: str) -> str:
    return f"<figure><figcaption>{title}<small>{escape(note)}</small></figcaption>{body}</figure>"


def _card(result: Result) -> str:
    """A wrong answer: what was asked and why it is wrong; then the gold with its evidence beside what was said and cited."""
    item, verdict = result.item, result.verdict
    asked = [
        ("对话", " / ".join(f"问：{q} 答：{a}" for q, a in item.history)),
        ("检索的问题", result.searched if result.searched != item.question else ""),
    ]
    context = "".join(f"<div class=meta>{name}：{escape(text)}</div>" for name, text in asked if text)
    said = [f"简答：{result.short}" if result.short else "", result.text or result.reason, f"置信度：{verdict.confidence:.2f}"]
    return (
        f"<div class=card><h3>{escape(item.question)}</h3>"
        f"<div class=meta>{escape(item.id)}　{KINDS.get(item.kind, item.kind)}　{STYLES.get(item.style, item.style)}</div>{context}"
        f"<div class=why>错在：{escape(verdict.why)}</div><div class=sides>"
        f"{_side('应答', [gold_answer(item)], [(e.article, e.paragraph, e.quote) for e in item.evidence])}"
        f"{_side('答的', said if verdict.answered else ['（拒答）', *said], result.citations)}</div></div>"
    )


def _side(title: str, lines: Sequence[str], quotes: Sequence[tuple[str, int, str]]) -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    listed = "".join(f"<li>{escape(f'{article} 第{paragraph}段：{quote}')}</li>" for article, paragraph, quote in quotes)
    return f"<div class=side><b>{title}</b>{body}{f'<ul>{listed}</ul>' if listed else ''}</div>"
