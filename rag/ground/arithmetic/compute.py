"""Comparison and aggregation: a table of operands, each citing its source, then exact decimal arithmetic.

What is computed is marked so and shows its formula; the brief answer is the name that was asked for, or the number alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rag.ground.arithmetic.described import without_lead
from rag.ground.arithmetic.earlier import per_unit, year_before
from rag.ground.arithmetic.measured import measure
from rag.ground.arithmetic.namesakes import is_of_other_region
from rag.ground.arithmetic.operand import (
    COUNT,
    Find,
    Look,
    Operand,
    are_means,
    are_theirs,
    called,
    in_their_periods,
    is_elsewhere,
    is_one_of,
    mixed,
)
from rag.ground.arithmetic.operands import find_operands
from rag.ground.arithmetic.outcome import Result, listed, plain, result, roughly, round_to, say, table
from rag.ground.arithmetic.plan import Plan
from rag.ground.arithmetic.stated import stated_difference, stated_figure, stated_sum
from rag.ground.arithmetic.task import OF_KIND, bounds_in
from rag.ground.draft import Builder, Draft
from rag.ground.sentences.adjacent import is_no_difference, near_enough
from rag.ground.sentences.coordination import THINGS
from rag.ground.sentences.figures import Figure, figures_of, paragraph_before
from rag.text.fold import fold_text
from rag.text.numbers import format_quantity
from rag.understand.question import unit_of

_NAMING = ("which", "difference", "times", "sum", "order")
_TWO = re.compile("[两二]者|双方")  # which the question does not name


def compute(plan: Plan, unit: str, look: Look, find: Find) -> Draft | None:
    """The table of operands and what follows from it; None with fewer than two operands or when their units differ.

    A sum that a source states itself is answered with that sentence. look: what the question found; find: looks further.
    """
    if plan.also:
        return _twice(plan, unit, look, find)
    if plan.operation == "sum" and (figure := stated_sum(plan, unit, look)):
        return _stated(figure)
    if plan.operation == "sum" and OF_KIND.search(f"{plan.names[-1]}{plan.common}" if plan.names else ""):
        return None
    if plan.operation == "stated":
        figure = stated_figure(plan, unit, look, find)
        return _stated(figure) if figure else None
    if plan.operation == "difference" and (figure := stated_difference(plan, unit, look)):
        return _stated(figure)
    if plan.operation == "difference" and not plan.names and _TWO.search(look.evidence.question.folded):
        return None
    operands = find_operands(plan, unit, look, find)
    if plan.operation == "each" and len(operands) < 2:
        operands = per_unit(look.evidence.question.folded, look, unit)
    if len(operands) < 2 or (plan.operation not in ("each", "table", "back", "before", "whole", "rest") and mixed([o.figure for o in operands])):
        return None
    if unit == COUNT and plan.operation in (*_NAMING, "extreme") and any(o.figure.kind != "count" for o in operands):
        return None  # amounts are no counts
    if plan.operation in _NAMING and len({(o.figure.sentence.article.id, o.figure.start) for o in operands}) < len(operands):
        return None  # one figure is not of two things
    if plan.operation in ("difference", "times", "which") and not are_means(look.evidence.question.folded, [o.figure for o in operands]):
        return None
    compares = plan.operation in ("difference", "times", "which") and not plan.english
    if compares and not are_theirs(look.evidence.question.folded, plan.names, [o.figure for o in operands]):
        return None
    if plan.operation == "difference" and not plan.dates and is_no_difference([o.figure for o in operands]):
        return None
    told_apart = plan.operation in ("difference", "times", "which", "sum") and not plan.english and not plan.dates
    if told_apart and not near_enough(plan.names, [o.figure for o in operands]):
        return None
    if any(is_of_other_region(name, operand.figure, plan.common) for name, operand in zip(plan.names, operands, strict=False)):
        return None  # 全球销售额, where the sales in one country are added
    if not plan.dates and not plan.english and len(plan.names) == len(operands) and not _are_theirs(plan, look, operands):
        return None
    if len(plan.names) > 1 and plan.operation in _NAMING and not in_their_periods(plan.names, look.evidence.question.folded, [o.figure for o in operands]):
        return None
    if "年度" in plan.attribute and not all(measure(plan.attribute, operand.figure) for operand in operands):
        return None
    if plan.operation == "table":
        return listed(operands)
    if not plan.english and plan.operation in _NAMING and len(plan.names) == len(operands) > 1:
        names = without_lead(_with_kind(plan, look.evidence.question.folded))
        operands = [Operand(called(name, operand.figure), operand.figure) for name, operand in zip(names, operands, strict=True)]
    outcome = result(plan, operands)
    return table(operands, outcome) if outcome else None


def _are_theirs(plan: Plan, look: Look, operands: Sequence[Operand]) -> bool:
    """Whether every figure is in an article that names what its name begins with, and told of the size that its name says."""
    titles = {fold_text(scored.sentence.article.title) for scored in look.evidence.scored}
    for name, operand in zip(plan.names, operands, strict=True):
        figure = operand.figure
        if is_one_of(name, figure, paragraph_before(figure)):
            return False
        if is_elsewhere(name, figure, titles) or not bounds_in(name) <= bounds_in(figure.before[max(figure.rivals, default=0) :] + figure.text):
            return False
    return True


def _with_kind(plan: Plan, question: str) -> list[str]:
    """The names, the last with the noun that was cut off as if it were said of all: 速食 of 速食基地."""
    *firsts, last = plan.names
    alone = re.fullmatch(rf"[㐀-鿿]{{0,2}}(?:{THINGS})", plan.common) and f"{last}{plan.common}" in question and firsts[0][-1] != last[-1]
    return [*firsts, f"{last}{plan.common}" if alone else last]


def before(look: Look) -> Draft | None:
    """What something was last year, worked back from what it is now and by how much it has grown; None: cannot be."""
    found = year_before(look.evidence.question.folded, look)
    if found is None:
        return None
    now, grown, value = found
    rounded, sign = round_to(value, now.unit)
    shown = format_quantity(rounded, now.unit)
    less = "−" if value > now.value else "+"
    by = f"(1 {less} {grown.text})" if grown.unit == "%" and now.unit != "%" else grown.text
    formula = f"{now.text} ÷ {by} {sign} {shown}" if by[0] == "(" else f"{now.text} {'+' if less == '−' else '−'} {by} = {shown}"
    about = roughly("约" if now.qualifier else "", sign)
    return table([Operand("现在", now), Operand("变化", grown)], Result(about + shown, f"此前{about}{shown}", formula))


_PRODUCT = re.compile(r"(?P<n>\d+)[×xX*](?P<each>\d+(?:\.\d+)?)(?P<unit>[㐀-鿿a-zA-Z]{1,6})")


def multiplied(look: Look) -> Draft | None:
    """What 4×30兆瓦 comes to, where the total is asked for; None where the best figure is no such product."""
    best = look.candidates[0] if look.candidates else None
    found = _PRODUCT.fullmatch(best.text) if best else None
    if best is None or found is None or not look.judgement.answers or look.gap or not re.search("总|一共|合计|共", look.evidence.question.folded):
        return None
    total = f"{plain(Decimal(found['n']) * Decimal(found['each'])):f}{found['unit']}"
    sentence, builder = best.scored.sentence, Builder()
    citation = builder.cite(sentence.article, sentence.start, sentence.end)
    builder.say(f"{best.text}。", [citation])
    builder.say(f"合计{total}（计算得出：{best.text} = {total}）", [citation], computed=True)
    builder.quote(sentence)
    return builder.build(total)


def _twice(plan: Plan, unit: str, look: Look, find: Find) -> Draft | None:
    """Both sums of 一共多少个、投资多少, the count first; None when one of them cannot be had."""
    counts, amounts = replace(plan, also="", attribute=""), replace(plan, also="", attribute=plan.also, measure="")
    worth = find_operands(amounts, unit_of(plan.also), look, find)
    many = _counted_before(worth, plan.measure) or find_operands(counts, COUNT, look, find)
    results = [result(counts, many), result(amounts, worth)] if min(len(many), len(worth)) > 1 else []
    builder, short = Builder(), []
    for operands, outcome in zip((many, worth), results, strict=False):
        if outcome is None:
            return None
        say(builder, operands, outcome)
        short.append(outcome.short)
    return builder.build("，".join(short)) if short else None


def _counted_before(amounts: Sequence[Operand], measure: str) -> list[Operand]:
    """How many things each of the amounts is said of: 17个项目总投资5亿元; () when one does not say."""
    found = []
    for operand in amounts:
        before = [
            figure
            for figure in figures_of(operand.figure.sentence)
            if figure.kind == "count" and figure.unit == measure and figure.end <= operand.figure.start
        ]
        found += [Operand(operand.name, before[-1])] if before else []
    return found if len(found) == len(amounts) else []


def _stated(figure: Figure) -> Draft:
    builder = Builder()
    citation = builder.cite(figure.sentence.article, figure.sentence.start, figure.sentence.end)
    builder.say(figure.text + "。", [citation])
    builder.quote(figure.sentence)
    return builder.build(figure.text)
