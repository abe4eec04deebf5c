"""Comparison and aggregation: each operand found by its own sub-question, then exact decimal arithmetic.

The table cites a source for every cell; what is computed is marked so and shows its formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rag.ground.candidates import Candidate
from rag.ground.draft import Builder, Draft
from rag.ground.lists import Item
from rag.ground.sentence import Sentence
from rag.question import MONEY
from rag.text.numbers import Quantity, find_quantities, format_quantity

_JOIN = re.compile(
    r"(?<!总)和|与|跟|、|是(?=.{1,24}(?:几|多少)倍)|还是|以及|或者?|相?比(?=[^例重如较分])|\band\b|\bor\b|\bthan\b"
)
_COMPARING = re.compile(
    r"(哪(一)?(个|家|边|项|里)|谁|哪个?园区)|的?(更|比较|最)(大|多|高|早|晚|少|小|低|快|长|重)|相差(了)?|差(了)?多少|(多|少|高|低|大|小)(出|了)?多少|差额|差距"
    r"|(是)?(的)?(几|多少)倍(于)?|加起来|合计|之和|总和|加在一起|累加|平均|(按|从).{1,14}(排序|排列|排名|排个序|排一下|到低|到高|到小|到大)|对比|比较(一下)?|相比"
    r"|一共|总共|共(有|计)?|分别|各自?|是?多少(亿|万)?(美?元|钱|个|家|项)?|(大|多|高|早|快|长|少|小|低)[?。!]*$|[?。!]"
)


@dataclass(frozen=True, slots=True)
class Operand:
    """One thing that is compared or added: its name, its quantity as the source writes it, the sentence that says so."""

    name: str
    quantity: Quantity
    text: str
    sentence: Sentence


Find = Callable[[str], Candidate | None]


def sub_questions(folded: str, known: Callable[[str], bool]) -> list[tuple[str, str]]:
    """(name, sub-question) of each thing that a question compares or adds; fewer than two: it lists none.

    The parallel things end alike (甲高新区和乙高新区…), which tells where the last one ends and what is asked
    begins; where they do not, the last one is as much as the collection knows. known: whether it contains a string.
    """
    folded = re.sub(r"^(请|麻烦)?(你)?(帮我)?(把|将|对|对比|比较)(一下)?", "", folded)
    if ":" in folded or "," in folded:  # 在…里,甲和乙谁更高: the parallel things stand in the part that joins them
        folded = max(re.split(r"[,:]", folded), key=lambda part: len(_JOIN.findall(part)))
    pieces = [piece.strip(" 的,") for piece in _JOIN.split(folded)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return []
    *firsts, last = pieces
    first = _COMPARING.sub("", firsts[0])
    attribute = ""
    bare = _COMPARING.sub("", last).strip(" 的")
    measured = bool(re.search(r"比|是.{1,24}倍", folded))  # one thing is measured by the other: 甲的…比乙…
    tail = next((first[-n:] for n in range(min(len(first), 8), 1, -1) if first[-n:] in last), "")
    if tail:
        end = last.index(tail) + len(tail)
        last, attribute = last[:end], last[end:]
    elif measured and "的" in first and "的" not in bare:
        first, attribute = first.split("的", 1)
        firsts[0] = first
    elif shared := next((bare[-n:] for n in range(min(len(bare), 8), 1, -1) if bare[-n:] in first[:-1]), ""):
        end = first.index(shared) + len(shared)  # 甲高新区总投资是乙高新区的几倍
        firsts[0], attribute, last = first[:end], first[end:], bare
    elif "的" not in first:
        end = next((n for n in range(len(bare), 1, -1) if known(bare[:n])), len(bare))
        last, attribute = bare[:end], bare[end:]
    attribute = _COMPARING.sub("", attribute).strip(" 的,是有")
    names = [_COMPARING.sub("", name).strip(" 的,") for name in (*firsts, last)]
    return [(name, f"{name}{attribute}是多少?") for name in dict.fromkeys(names) if len(name) >= 2]


def find_operands(asked: Sequence[tuple[str, str]], find: Find) -> list[Operand]:
    """The value of each (name, sub-question); those with no quantity are left out."""
    found = []
    for name, question in asked:
        candidate = find(question)
        quantities = find_quantities(candidate.text) if candidate else []
        if candidate and quantities:
            found.append(Operand(name, quantities[0], candidate.text, candidate.scored.sentence))
    return found


def listed_operands(items: Sequence[Item], unit: str) -> list[Operand]:
    """The items of an enumeration that state a quantity of ``unit`` (总投资50亿元的某项目), as operands."""
    found = []
    for item in items:
        for quantity in find_quantities(item.text):
            if quantity.unit == unit or (unit == MONEY and quantity.kind == "amount"):
                name = (item.text[: quantity.start] + item.text[quantity.end :]).strip("的 ")
                name = re.sub(r"^(总?投资|产值|金额|规模|面积)(额|约|达|为)?的?", "", name) or item.text
                found.append(Operand(name, quantity, quantity.text, item.sentence))
                break
    return found


def compute(folded: str, operands: Sequence[Operand]) -> Draft | None:
    """The table of operands, then the comparison, difference, ratio, sum, mean or order that was asked.

    None with fewer than two operands or when their units differ.
    """
    if len(operands) < 2 or len({operand.quantity.unit for operand in operands}) != 1:
        return None
    unit = operands[0].quantity.unit
    values = [operand.quantity.low for operand in operands]
    builder = Builder()
    citations = []
    for operand in operands:
        citation = builder.cite(operand.sentence.article, operand.sentence.start, operand.sentence.end)
        citations.append(citation)
        builder.say(operand.text, [citation], shown=f"{operand.name}：{operand.text}")
    result, formula = _result(folded, operands, values, unit)
    builder.say(f"{result}（计算得出：{formula}）", citations, computed=True)
    return builder.build(result)


def _result(folded: str, operands: Sequence[Operand], values: list[Decimal], unit: str) -> tuple[str, str]:
    def show(value: Decimal) -> str:
        return format_quantity(value, unit)

    names = [operand.name for operand in operands]
    order = sorted(range(len(values)), key=lambda i: (-values[i], i))
    if re.search(r"加起来|合计|之和|总和|加在一起|累加|总共|一共|total|sum", folded):
        return f"合计{show(sum(values, Decimal(0)))}", " + ".join(
            map(show, values)
        ) + f" = {show(sum(values, Decimal(0)))}"
    if "平均" in folded:
        mean = sum(values, Decimal(0)) / len(values)
        return f"平均{show(_round(mean))}", f"({' + '.join(map(show, values))}) ÷ {len(values)} = {show(_round(mean))}"
    high, low = order[0], order[-1]
    if "倍" in folded and values[low]:
        first, second = (0, 1) if values[0] >= values[1] or re.search(r"是.{1,24}的(几|多少)倍", folded) else (1, 0)
        ratio = _round(values[first] / values[second]) if values[second] else Decimal(0)
        return f"约{ratio}倍", f"{show(values[first])} ÷ {show(values[second])} ≈ {ratio}"
    if re.search(r"排序|排名|排列|排个序|到(低|高|大|小)", folded):
        if re.search(r"从(低|小|少)|由(低|小|少)|升序", folded):
            order.reverse()
        return "、".join(names[i] for i in order), (" < " if values[order[0]] < values[order[-1]] else " > ").join(
            show(values[i]) for i in order
        )
    difference = abs(values[high] - values[low])
    formula = f"{show(values[high])} − {show(values[low])} = {show(difference)}"
    if re.search(r"相差|差(了)?多少|差额|差距|(多|少|高|低|大|小)(出|了)?多少", folded):
        return f"相差{show(difference)}", formula
    if not difference:
        return f"{names[high]}与{names[low]}相同", f"{show(values[high])} = {show(values[low])}"
    smaller = re.search(r"(更|最|比较)(少|小|低|早)", folded)
    chosen = low if smaller else high
    word = (
        smaller.group(2)
        if smaller
        else (m.group(2) if (m := re.search(r"(更|最|比较)(大|多|高|晚|快|长|重)", folded)) else "大")
    )
    return f"{names[chosen]}更{word}" if len(names) == 2 else f"{names[chosen]}最{word}", formula


def _round(value: Decimal) -> Decimal:
    """Two decimals at most, trailing zeros gone."""
    rounded = value.quantize(Decimal("0.01")).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded
