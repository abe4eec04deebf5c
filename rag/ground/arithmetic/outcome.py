"""What follows from the operands of a comparison or a sum: exact decimal arithmetic, with its formula, and how it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise

from rag.ground.arithmetic.earlier import apart
from rag.ground.arithmetic.operand import Operand
from rag.ground.arithmetic.plan import Plan
from rag.ground.draft import Builder, Draft
from rag.ground.sentences.figures import Figure
from rag.text.fold import fold_text
from rag.text.numbers import find_quantities, format_quantity
from rag.text.units import unit_table

_RANGE = re.compile(r"\d[^\d]{0,4}[~—–-]\d")  # 43~45
_SCALED = re.compile("[万亿]")
_LEADING = re.compile(r"^\D+")  # 约 of 约5000亩; areas are shown as written, 6000亩 and not 4平方公里


@dataclass(frozen=True, slots=True)
class Result:
    """short: the brief answer. said: it in a clause. formula: how it follows from the operands."""

    short: str
    said: str
    formula: str


def table(operands: Sequence[Operand], result: Result) -> Draft:
    builder = Builder()
    say(builder, operands, result)
    return builder.build(result.short)


def listed(operands: Sequence[Operand]) -> Draft:
    """The operands with their figures, and nothing that follows from them."""
    return table(operands, Result("、".join(f"{operand.name}{operand.figure.text}" for operand in operands), "", ""))


def say(builder: Builder, operands: Sequence[Operand], result: Result) -> None:
    citations = []
    for operand in operands:
        sentence = operand.figure.sentence
        citation = builder.cite(sentence.article, sentence.start, sentence.end)
        citations.append(citation)
        builder.say(operand.figure.text, [citation], shown=f"{operand.name}：{operand.figure.text}")
    if result.said:
        builder.say(f"{result.said}（计算得出：{result.formula}）", citations, computed=True)


def result(plan: Plan, operands: Sequence[Operand]) -> Result | None:
    figures = [operand.figure for operand in operands]
    values = [figure.value for figure in figures]
    if plan.dates:
        return _earlier(plan, operands)
    if any(_RANGE.search(fold_text(figure.text)) for figure in figures):
        return _beyond(plan, operands) if plan.operation == "which" and len(operands) == 2 else None  # no exact sum of 43~45, nor a difference
    unit = _unit(figures, plan.measure)
    about = "约" if any(figure.qualifier for figure in figures) else ""

    written = _written(figures)

    def show(value: Decimal, unit: str = unit) -> str:
        if written and unit == figures[0].unit:
            return in_unit(value, written)
        shown = format_quantity(value, unit)
        whole = figures[0].kind in ("count", "amount") and not any(_SCALED.search(figure.text) for figure in figures)
        return f"{plain(value):f}{unit}" if whole and re.search(r"\.\d{3}", shown) else shown  # 13998元 as its operands are written, not 1.3998万元

    if plan.operation == "rest":
        left = show(values[1] - values[0], figures[0].unit)
        return Result(about + left, f"其余{about}{left}", f"{figures[1].text} − {figures[0].text} = {left}")
    if plan.operation == "remainder":
        left = show(values[0] - sum(values[1:], Decimal(0)))
        return Result(about + left, f"其余{about}{left}", f"{' − '.join(map(show, values))} = {left}")
    if plan.operation == "back":
        return _back(operands)
    if plan.operation in ("change", "before"):
        return _changed(plan, operands)
    if plan.operation == "whole":
        whole = values[0] * 100 / values[1]
        whole = whole.quantize(Decimal(1), ROUND_HALF_UP) if figures[0].kind == "count" else _round(whole)
        shown = show(whole, figures[0].unit)
        return Result(
            f"约{shown}", f"总共约{shown}", f"{show(values[0], figures[0].unit)} ÷ {_percent(values[1])} ≈ {shown}"
        )
    if plan.operation == "each":
        mean, sign = round_to(values[0] / values[1], figures[0].unit)
        shown = show(mean, figures[0].unit)
        formula = f"{show(values[0], figures[0].unit)} ÷ {show(values[1], figures[1].unit)} {sign} {shown}"
        return Result(roughly(about, sign) + shown, f"平均每{figures[1].unit}{shown}", formula)
    if plan.operation == "share":
        return share_of(values[0], values[1], unit, plan.places) if values[1] > values[0] else None
    if plan.operation in ("sum", "groups"):
        total = show(sum(values, Decimal(0)))
        each = [_LEADING.sub("", f.text) if f.kind == "measure" else show(f.value) for f in figures]
        return Result(about + total, f"合计{about}{total}", f"{' + '.join(each)} = {total}")
    if plan.operation == "mean":
        mean, sign = round_to(sum(values, Decimal(0)) / len(values), unit)
        shown = show(mean)
        formula = f"({' + '.join(map(show, values))}) ÷ {len(values)} {sign} {shown}"
        return Result(roughly(about, sign) + shown, f"平均{about}{shown}", formula)
    if plan.operation == "times":
        if not values[1] or not values[0]:
            return None
        ratio = values[0] / values[1]
        places = Decimal("0.1") if ratio >= 10 else Decimal("0.01")
        rounded = plain(ratio.quantize(places, ROUND_HALF_UP))
        sign = "=" if rounded == ratio else "≈"
        text = f"{roughly(about, sign)}{rounded:f}倍"
        return Result(
            text,
            f"{operands[0].name}是{operands[1].name}的{text}",
            f"{show(values[0])} ÷ {show(values[1])} {sign} {rounded:f}",
        )
    return _compared(plan, operands, values, unit, about, show)


def _beyond(plan: Plan, operands: Sequence[Operand]) -> Result | None:
    """Which of two is more where one is a range (43~45) that the other lies wholly beyond; None where they meet."""
    spans = []
    for operand in operands:
        quantity = next(iter(find_quantities(operand.figure.text)), None)
        if quantity is None:
            return None
        spans.append((quantity.low, quantity.high, operand))
    less, more = sorted(spans, key=lambda span: span[0])
    if less[1] >= more[0]:
        return None
    chosen, word = (less[2], "更少") if plan.least else (more[2], "更多")
    formula = f"{less[2].figure.text} < {more[2].figure.text}"
    return Result(chosen.name, f"{chosen.name}{word}，为{chosen.figure.text}", formula)


def _back(operands: Sequence[Operand]) -> Result | None:
    """第44位 before a rise by 7 to the 37th; None where no rank comes out."""
    rank, moved = operands[0].figure.value, operands[1].figure.value
    rose = operands[1].name[0] in "上提前跃攀进升"
    before = rank + moved if rose else rank - moved
    shown = f"第{plain(before):f}位"
    formula = f"{plain(rank):f} {'+' if rose else '−'} {plain(moved):f} = {plain(before):f}"
    return Result(shown, f"此前为{shown}", formula) if before >= 1 else None


def _changed(plan: Plan, operands: Sequence[Operand]) -> Result:
    """By how much a figure moved (change: first, last), or what it was before something was added (added, total)."""
    first, last = (operand.figure for operand in operands)
    high, low = sorted((first.value, last.value), reverse=True)
    unit = first.unit if first.unit == last.unit else plan.measure or last.unit
    points = "百分点" if unit == "%" and plan.operation == "change" else unit
    moved = format_quantity(high - low, points).replace("百分点", "个百分点")
    said = f"{'增加' if last.value > first.value else '减少'}{moved}" if plan.operation == "change" else f"此前{moved}"
    return Result(moved, said, f"{format_quantity(high, unit)} − {format_quantity(low, unit)} = {moved}")


def _written(figures: Sequence[Figure]) -> str:
    """The unit in which all the measures are written (亩, not 平方米); empty when there is no such unit."""
    table, names = unit_table(), set()
    for figure in figures:
        name = re.sub(r"^.*?[\d万亿千百]+(?=[^\d万亿千百]+$)", "", figure.text)
        names.add(name if figure.kind == "measure" and name in table and table[name].name == figure.unit else "")
    return names.pop() if len(names) == 1 else ""


def in_unit(value: Decimal, name: str) -> str:
    number = value / unit_table()[name].convert(Decimal(1))
    step, word = next(((step, word) for step, word in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")) if number >= step), (Decimal(1), ""))
    return f"{plain((number / step).quantize(Decimal('0.0001'))):f}{word}{name}"


def _compared(plan: Plan, operands: Sequence[Operand], values: Sequence[Decimal], unit: str, about: str, show: Callable[[Decimal], str]) -> Result:
    """Difference, order, and which is more."""
    names = [operand.name for operand in operands]
    order = sorted(range(len(values)), key=lambda i: (-values[i], i))
    if plan.operation == "order":
        order = order[::-1] if plan.least else order
        signs = ["=" if values[a] == values[b] else "<" if plan.least else ">" for a, b in pairwise(order)]
        formula = show(values[order[0]]) + "".join(
            f" {sign} {show(values[i])}" for sign, i in zip(signs, order[1:], strict=True)
        )
        said = "、".join(f"{names[i]}（{operands[i].figure.text}）" for i in order)
        return Result(
            "、".join(names[i] for i in order), f"{'从低到高' if plan.least else '从高到低'}：{said}", formula
        )
    high, low = order[0], order[-1]
    apart = values[high] - values[low]
    difference = format_quantity(apart, "百分点").replace("百分点", "个百分点") if unit == "%" else show(apart)
    formula = f"{show(values[high])} − {show(values[low])} = {difference}"
    if plan.operation == "difference":
        if plan.chooses and values[high] != values[low]:
            more, word = (names[low], "少") if plan.least else (names[high], "多")
            return Result(f"{more}，{word}{about}{difference}", f"{more}{word}{about}{difference}", formula)
        return Result(about + difference, f"{names[high]}比{names[low]}多{about}{difference}", formula)
    chosen, other = (low, order[-2]) if plan.least else (high, order[1])
    if values[chosen] == values[other]:
        same = "、".join(names[i] for i in range(len(values)) if values[i] == values[chosen])
        return Result(
            same if len(names) > 2 else f"相同，均为{operands[chosen].figure.text}", f"{same}相同", f"{show(values[chosen])} = {show(values[other])}"
        )
    if len(names) > 2:
        sign = " < " if plan.least else " > "
        formula = sign.join(show(values[i]) for i in (order[::-1] if plan.least else order))
    word = "少" if plan.least else "多"
    word = {"%": "低" if plan.least else "高"}.get(unit, word)
    said = f"{names[chosen]}{'更' if len(names) == 2 else '最'}{word}，为{operands[chosen].figure.text}"
    return Result(names[chosen], said, formula)


def _earlier(plan: Plan, operands: Sequence[Operand]) -> Result | None:
    """Which date comes first, or the order of all, or how far apart two are."""
    order = sorted(range(len(operands)), key=lambda i: (operands[i].figure.value, i))
    first, last = operands[order[0]], operands[order[-1]]
    formula = " < ".join(operands[i].figure.unit for i in order)
    if plan.operation == "difference":
        between = apart(first.figure.unit, last.figure.unit)
        short = f"{first.name}，早{between}" if plan.chooses else between
        return Result(short, f"{first.name}比{last.name}早{between}", formula) if between else None
    if plan.operation == "order":
        names = [operands[i].name for i in (order if plan.least or len(order) < 2 else order[::-1])]
        return Result("、".join(names), "、".join(names), formula)
    chosen, other = (first, operands[order[1]]) if plan.least else (last, operands[order[-2]])
    if chosen.figure.unit.startswith(other.figure.unit) or other.figure.unit.startswith(chosen.figure.unit):
        return None  # 2021 and 2021-05: which is earlier is not said
    word = ("更" if len(operands) == 2 else "最") + ("早" if plan.least else "晚")
    return Result(chosen.name, f"{chosen.name}{word}，为{chosen.figure.text}", formula)


def share_of(part: Decimal, whole: Decimal, unit: str, places: int = 1) -> Result:
    """The share to so many decimals, more where it is so small that these would not tell it; its formula has two at least."""
    share = part * 100 / whole
    places = max(places, 2) if share < 1 or 99 < share < 100 else places
    rounded, exacter = (plain(share.quantize(Decimal(1).scaleb(-n), ROUND_HALF_UP)) for n in (places, max(places, 2)))
    text = f"{'' if rounded == share else '约'}{_percent(rounded)}"
    formula = f"{format_quantity(part, unit)} ÷ {format_quantity(whole, unit)} {'=' if exacter == share else '≈'} {_percent(exacter)}"
    tenths = in_tenths(rounded)
    return Result(text, f"占{text}，即{tenths}" if tenths else f"占{text}", formula)


def in_tenths(percent: Decimal) -> str:
    """六成多 of 61.6, 近七成 of 69.2, 三成 of 30; empty below one tenth and above all."""
    whole, rest = divmod(percent, 10)
    if not 10 <= percent < 100:
        return ""
    digits = "零一二三四五六七八九十"
    if rest >= Decimal("8.5"):
        return f"近{digits[int(whole) + 1]}成"
    return f"{digits[int(whole)]}成{'多' if rest >= 1 else ''}"


def _unit(figures: Sequence[Figure], measure: str) -> str:
    """The unit of what is computed: that of all operands, else the measure word asked for, else none."""
    units = {figure.unit for figure in figures}
    return units.pop() if len(units) == 1 else measure


def roughly(about: str, sign: str) -> str:
    return about or ("约" if sign == "≈" else "")


def round_to(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """The value to two decimals of the unit it is shown in, and = or ≈."""
    if unit in ("克", "米", "平方米", "瓦"):  # shown in units of many sizes: four digits
        rounded = Context(prec=4, rounding=ROUND_HALF_UP).plus(value)
        return plain(rounded), "=" if rounded == value else "≈"
    step = Decimal(1)
    if unit not in ("%", "倍"):
        step = Decimal(10**8) if value >= 10**8 else Decimal(10**4) if value >= 10**4 else Decimal(1)
    rounded = plain((value / step).quantize(Decimal("0.01"), ROUND_HALF_UP)) * step
    return rounded, "=" if rounded == value else "≈"


def _round(value: Decimal) -> Decimal:
    return round_to(value, "")[0]


def _percent(value: Decimal) -> str:
    return f"{plain(value):f}%"


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
