"""Rank, order and bound over three or more things that the question names: 甲、乙、丙里投资排第二的是哪个, 把甲、乙、丙按投资从大到小排, 有几个超过10亿元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.ground.arithmetic.described import common_of, joined_in, of_one_kind, over
from rag.ground.arithmetic.operand import COUNT, Operand
from rag.ground.arithmetic.outcome import Result
from rag.ground.arithmetic.task import ADJ, WHO, Task
from rag.ground.sentences.coordination import NUMERALS, Known
from rag.text.numbers import Quantity, find_quantities, number_of
from rag.understand.question import MONEY

RANK = rf"(?:排名?|居|列|位居|位列|名列)(?:在|到|,)?第(?P<n>[{NUMERALS}]+)(?!次|批|期|届|季|条|方)"
RANK += rf"|第(?P<m>[{NUMERALS}]+)(?:位|名)?(?P<adj>大|多|高|小|少|低|贵)"
_RANK, _MEDIAN = re.compile(RANK), re.compile(r"(?:排(?:在)?|居|处于?|位于|(?<=排),)(?:正?中间|居中|中游)|(?:大小|多少|高低)?居中")
_ORDER = re.compile(rf"(?:从|由)(?P<adj>{ADJ})(?:到|至|往)(?:{ADJ})|排(?:个)?(?:序|名次|列|一下|一排)|怎么排|如何排")
_ASKED = re.compile(rf"{WHO}|什么")
_MORE, _LESS = "超过?|高于|多于|大于|达到?|突破|不低于|不少于|不止|上|过|满|在", "低于|少于|小于|不到|不足|没到|没有?超过|未超过|未达到?"
_BOUND = f"(?:{_MORE}|{_LESS})?"
_OVER, _UNDER = re.compile(f"(?:{_MORE})$"), re.compile(f"(?:{_LESS})$")
_BESIDE = re.compile("[摆放列排搁]在?一(?:起|块儿?)(?:比|看)?|(?:报道|文章|文中|稿子|资料)[里中]?的?|[最较]?(?:高|大|多|低|小|少)?的(?=是|有)")
_BY = re.compile("(?:按照?|依照?)(?=[^,]{2,10}(?: |,|$))|(?<= )排(?=[,的 ]|$)")
_HOW_MANY = re.compile(r"(?:有|是)?(?:多少|几|哪几?|哪些)(?:个|家|项|座|所|类|处|款|种)|(?:有|是)(?:哪些|谁)")
_FRONT = re.compile(r"^(?:在|从|把|将|拿|给|请|按|对)+")
_LEAST = re.compile("小|少|低|短|慢|近|便宜|倒数")


def read_among_named(text: str, known: Known) -> Task | None:
    """The task of a plain question over three or more named things; None where it is none of the three forms."""
    rank, median, order = _RANK.search(text), _MEDIAN.search(text), _ORDER.search(text)
    bound = bound_asked(text) if _HOW_MANY.search(text) else None
    if (rank or median) and _ASKED.search(text) and not bound:
        cut = (rank or median).start()  # type: ignore[union-attr]
    elif order and not rank and not median:
        cut = len(text)
    elif bound:
        cut = bound[0].start
    else:
        return None
    front = re.sub(rf"(?:按照?|依照?|论|就)[^,、]{{2,10}}?(?={_ORDER.pattern}|排?,?$)", "", text[:cut]) if order or median else text[:cut]
    joined = joined_in(front, known)
    things, common = of_one_kind(*common_of([_FRONT.sub("", thing) for thing in joined]), known)
    things = [re.sub(r"(?<=..)(?:里面?|[当之]?中|之间|[这那]?[两三四五六]个?)$", "", thing) for thing in things]
    if not 2 < len(things) < 8 or any(re.search("[,多少几哪谁]", thing) for thing in things):
        return None
    tail = f"{common} {text[text.find(joined[-1]) + len(joined[-1]) :]}"
    for said in (_RANK, _MEDIAN, _ORDER, _BY, _BESIDE, *([re.compile(f"{_BOUND}{re.escape(bound[0].text)}(?:以[上下])?")] if bound else ())):
        tail = said.sub(" ", tail)
    task = over("above" if bound else "order" if order and not rank and not median else "which", text, things[0], things[1:], tail, known=known)
    if bound:
        return replace(task, unit=_unit_of(bound[0]), count=len(things))
    adjective = (order["adj"] if order else None) or (rank["adj"] if rank else None) or ""
    place = (number_of(rank["n"] or rank["m"]) if rank else (len(things) + 1) // 2 if median else 1) or 1
    if place > len(things):
        return None
    return replace(task, least=bool(_LEAST.search(adjective)) or "倒数" in text, rank=place, top=0)


def bound_asked(text: str) -> tuple[Quantity, bool] | None:
    """The bound that a question speaks of (超过100亿元, 60%以上), and whether what lies above it is meant; None: it speaks of none."""
    for quantity in find_quantities(text):
        before, behind = text[: quantity.start], text[quantity.end :]
        own = quantity.text
        if _UNDER.search(before) or re.match("以下", behind) or re.search("以下|不足|不到", own):
            return quantity, False
        if _OVER.search(before) or re.match("以上", behind) or re.search("以上|超|上", own):
            return quantity, True
    return None


def above(task: Task, operands: Sequence[Operand]) -> Result | None:
    """How many of the things lie above (or below) the bound, by name; None where a figure is no quantity of its kind."""
    bound = bound_asked(task.text)
    if bound is None or any(operand.figure.unit != bound[0].unit and operand.figure.kind != bound[0].kind for operand in operands):
        return None
    limit, over_it = bound
    inside = [o for o in operands if (o.figure.value > limit.low if over_it else o.figure.value < limit.low)]
    said_bound = re.sub(r"^\D+|以[上下]$", "", limit.text)
    names = "、".join(operand.name for operand in inside)
    counter = task.measure or "个"
    said = f"{len(inside)}{counter}{f'（{names}）' if inside else ''}"
    formula = "；".join(f"{o.figure.text} {'>' if o.figure.value > limit.low else '<' if o.figure.value < limit.low else '='} {said_bound}" for o in operands)
    return Result(said, f"{'高于' if over_it else '低于'}{said_bound}的有{said}", formula)


def _unit_of(bound: Quantity) -> str:
    """The unit in which the things are measured, by the bound."""
    return MONEY if bound.kind == "amount" else f"{COUNT}{bound.unit}" if bound.kind == "count" else bound.unit
