"""Plots as inline SVG text: no script, no font, no file besides; colours fit light and dark pages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.metrics import Bin, Figure

WIDTH, HEIGHT, EDGE = 420, 300, 46
_BLUE, _RED, _GREY = "#6f9bc8", "#a5321f", "#999"


def bars(rows: Sequence[tuple[str, Figure]]) -> str:
    """One horizontal bar a row: a share with its interval, ``n`` behind the label."""
    height = 26 * len(rows) + 24
    parts = []
    for number, (label, figure) in enumerate(rows):
        y, width = 8 + 26 * number, 300
        at = [140 + width * value for value in (figure.value, figure.low, figure.high)]
        parts += [
            _text(132, y + 14, f"{label}（{figure.n}）", "end"),
            f'<rect x="140" y="{y}" width="{width * figure.value:.1f}" height="18" fill="{_BLUE}"/>',
            f'<path d="M{at[1]:.1f} {y + 9}H{at[2]:.1f}" stroke="{_RED}" stroke-width="2"/>',
            _text(452, y + 14, f"{100 * figure.value:.0f} %"),
        ]
    return _frame("".join(parts), 500, height)


def curve(points: Sequence[tuple[float, float]], across: str, up: str) -> str:
    """A step-free line through points of the unit square; the upward axis ends at the next tenth above the highest."""
    top = max([0.1, *(y for _, y in points)])
    path = " ".join(f"{'M' if not n else 'L'}{_x(x):.1f} {_y(y / top):.1f}" for n, (x, y) in enumerate(points))
    return _frame(_axes(across, up, top) + f'<path d="{path}" fill="none" stroke="{_BLUE}" stroke-width="2"/>')


def diagram(bins: Sequence[Bin]) -> str:
    """Reliability: share right over mean confidence, a disc a bin, its area the bin's size; the diagonal is perfect."""
    most = max((b.n for b in bins), default=1)
    discs = "".join(
        f'<circle cx="{_x(b.confidence):.1f}" cy="{_y(b.right):.1f}" r="{3 + 11 * (b.n / most) ** 0.5:.1f}" '
        f'fill="{_BLUE}" fill-opacity=".6"><title>{b.n}题</title></circle>'
        for b in bins
    )
    perfect = f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="{_GREY}" stroke-dasharray="4"/>'
    return _frame(_axes("置信度", "答对的比例", 1.0) + perfect + discs)


def spans(rows: Sequence[tuple[str, float, float]]) -> str:
    """p50 (bar) and p95 (line) of each stage in milliseconds."""
    longest = max([1e-9, *(high for _, _, high in rows)])
    parts = []
    for number, (label, middle, high) in enumerate(rows):
        y = 8 + 26 * number
        parts += [
            _text(112, y + 14, label, "end"),
            f'<rect x="120" y="{y}" width="{250 * middle / longest:.1f}" height="18" fill="{_BLUE}"/>',
            f'<path d="M{120 + 250 * middle / longest:.1f} {y + 9}H{120 + 250 * high / longest:.1f}" '
            f'stroke="{_RED}" stroke-width="2"/>',
            _text(380, y + 14, f"{middle:.1f} / {high:.1f}"),
        ]
    return _frame("".join(parts), 500, 26 * len(rows) + 24)


def _axes(across: str, up: str, top: float) -> str:
    box = f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="{_GREY}"/>'
    marks = "".join(
        _text(_x(f), _y(0) + 16, f"{f:g}", "middle") + _text(_x(0) - 6, _y(f) + 4, f"{f * top:.2g}", "end")
        for f in (0, 0.5, 1)
    )
    return box + marks + _text(_x(0.5), HEIGHT - 6, across, "middle") + _text(8, 14, up)


def _x(value: float) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * value


def _y(value: float) -> float:
    return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _frame(body: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    return f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">{body}</svg>'
