"""A task reckoned: its operands found among the figures of what was retrieved, then the arithmetic of ``compute``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from rag.embed.words import load_words
from rag.ground.arithmetic.among import bounded_members, counted, members, other_of_two
from rag.ground.arithmetic.among_named import above
from rag.ground.arithmetic.facts import Fact, facts_of, letters_of, weighted
from rag.ground.arithmetic.measured import BOUND, measure, takes
from rag.ground.arithmetic.operand import Find, Look, Operand, are_means, are_theirs, called, group_of, in_their_periods
from rag.ground.arithmetic.operation import places_asked
from rag.ground.arithmetic.outcome import Result, listed, plain, result, round_to, share_of, table
from rag.ground.arithmetic.plan import Plan
from rag.ground.arithmetic.task import Q, Task
from rag.ground.arithmetic.weigh import AHEAD, TOLD, choose, options_of
from rag.ground.draft import Draft
from rag.ground.sentences.adjacent import bound, content, is_no_difference, near_enough, says
from rag.ground.sentences.figures import Figure, figures_of, name_of
from rag.text.numbers import format_quantity
from rag.text.units import unit_table

LIKE = 0.5  # similarity of two words from which one is said with the other

BOUND_SET = re.compile(
    r"[上超过达逾][一两二三四五六七八九十百千\d.]*[亿万]"
    r"|(?:[两三四五六七八九]|\d+)(?:个|家|项).*(?:以上|大)|^.{0,6}以上|^(?:[两三四五六七八九])个大?$|大$"
)


def operands_of(task: Task, look: Look, find: Find) -> list[Operand]:
    """The operands of the task in the order that ``compute`` takes them; empty when one is not found."""
    facts = facts_of(look, task.dates)
    if task.operation == "whole":
        return _part_and_share(task, facts)
    if task.operation == "rest":
        return _complement(task, facts)
    if task.operation == "each":
        return _total_and_number(task, facts)
    if (task.operation in ("order", "extreme", "table") and not task.things) or task.top:
        return members(task, facts) or members(task, facts_of(find(task.text), task.dates))
    if task.operation == "other":
        return other_of_two(task, facts) or other_of_two(task, facts_of(find(task.things[0]), task.dates))
    if task.operation == "remainder":
        return _whole_and_parts(task, facts)
    if task.operation == "sum" and len(task.things) == 1:
        return bounded_members(task, facts)
    if task.operation == "share" and BOUND_SET.search(task.things[0]):
        whole = options_of(replace(task, things=task.things[1:]), [f for f in facts if f.figure.kind != "count"])[0]
        return _taken_off(whole[0][1].figure, _beside(whole[0][1].figure, facts)) if whole else []
    if task.operation == "share" and _states_share(task, facts):
        return []
    if figures := choose(task, facts):
        return _named(task, figures)
    missing = [i for i, options in enumerate(options_of(task, facts)) if not options]
    for i in missing or range(len(task.things)):
        seen = {(f.figure.sentence.article.id, f.figure.start) for f in facts}
        asked = "是什么时候" if task.dates else "是多少"
        noun = task.nouns[i] if i < len(task.nouns) else ""
        found = facts_of(find(f"{task.things[i]}{noun}{asked}?"), task.dates)
        facts += [f for f in found if (f.figure.sentence.article.id, f.figure.start) not in seen]
    if figures := choose(task, facts) or _by_contrast(task, facts):
        return _named(task, figures)
    return _named(task, figures) if (apart := _by_noun(task)) and (figures := choose(apart, facts)) else []


_OVER = {"difference": "比较", "which": "比较", "times": "比较", "order": "排序", "above": "比较", "sum": "合计", "share": "计算"}


_COMPARES = ("which", "difference", "times")
_FIGURE_ASKED = re.compile(rf"(?:{Q})钱?$")
_TOUCHED = 8  # sentences, best first, in which names may touch their figures
_BY_RATE = re.compile("[增涨降跌]速|[增涨降跌]幅|[增涨]长?得[更最较]?[快慢多]")
_RATE_ASKED = re.compile(f"{_BY_RATE.pattern}|增长|[涨降跌增]了?(?:得|多少)|[涨增]得|[更最较]?[快慢](?:[一些]|$|[?？])")
_GROWN_BY = re.compile(r"(?:同比|环比|比[^,;。]{1,8}|较[^,;。]{1,8})[^,;。]{0,6}$")


def lacking(task: Task, look: Look, find: Find) -> str:
    """Why nothing is reckoned, in Chinese: of which things the sources give no such figure; empty when they give one of each or of none."""
    if len(task.things) < 2 or task.operation not in _OVER:
        return ""
    facts = facts_of(look, task.dates)
    asked = "是什么时候" if task.dates else "是多少"
    for i, options in enumerate(options_of(task, facts)):
        facts += facts_of(find(f"{task.things[i]}{task.nouns[i] if i < len(task.nouns) else ''}{asked}?"), task.dates) if not options else []
    missing = [i for i, options in enumerate(options_of(task, facts)) if not options]
    if not 0 < len(missing) < len(task.things):
        return ""
    names = "、".join(f"“{task.labels[i]}”" for i in missing)
    noun = "时间" if task.dates else next((task.nouns[i] for i in missing if i < len(task.nouns) and task.nouns[i]), "") or "相应数字"
    noun = "" if all(task.labels[i].endswith(noun) for i in missing) else f"的{noun}"
    return f"资料没有给出{names}{noun}，因此无法{_OVER[task.operation]}。"


def _by_contrast(task: Task, facts: Sequence[Fact]) -> list[Figure]:
    """Of 合同外资 beside 真正用到的 the other 外资 that its sentence gives, if one word of the description is told of it, or one like it."""
    options = options_of(task, facts)
    missing = [i for i, each in enumerate(options) if not each]
    if len(options) != 2 or len(missing) != 1 or not (noun := task.nouns[missing[0]] if task.nouns else ""):
        return []
    i, words = missing[0], [w for w in load_words().segment(task.things[missing[0]]) if len(w) > 1]
    anchor = options[1 - i][0][1].figure
    found = []
    for fact in facts:
        figure = fact.figure
        if figure.sentence != anchor.sentence or figure.start == anchor.start or group_of(figure) != group_of(anchor) or noun[-2:] not in figure.left:
            continue
        mine = [w for run in re.findall(r"[㐀-鿿]+", re.split("[,;]", figure.left)[-1]) for w in load_words().segment(run) if len(w) > 1 and w != noun]
        if any(w in figure.left for w in words) or (words and mine and float(load_words().alike(words, mine).max()) >= LIKE):
            found.append(figure)
    if len({figure.value for figure in found}) != 1:
        return []
    return [found[0], anchor] if i == 0 else [anchor, found[0]]


def _by_noun(task: Task) -> Task | None:
    """某平台授信 beside 放款: the second is the platform's too, so both are told by what is measured; None of others."""
    if len(task.things) == len(task.nouns) == 2 and task.things[0] == task.things[1] and all(task.nouns) and task.nouns[0] != task.nouns[1]:
        return replace(task, things=task.nouns, lead=task.things[0])  # 甲的年营业额 and 甲的总投资
    if len(task.things) != 2 or len(task.nouns) != 2 or not all(task.nouns) or task.things[1] != task.nouns[1] or task.things[0] == task.nouns[0] or task.lead:
        return None
    return replace(task, things=task.nouns, lead=task.things[0])


def _per(task: Task, operands: Sequence[Operand]) -> Result:
    """The mean in the unit that is asked for: 400万元 a 亩, not a 平方米."""
    total, number = (operand.figure for operand in operands)
    unit = unit_table().get(task.per)
    size = number.value / unit.convert(Decimal(1)) if unit and unit.kind == "measure" else number.value
    mean, sign = round_to(total.value / size, total.unit)
    about = "约" if sign == "≈" or total.qualifier or number.qualifier else ""
    shown = format_quantity(mean, total.unit)
    counted = f"{plain(size.quantize(Decimal('0.01'))):f}{task.per if unit and unit.kind == 'measure' else number.unit}"
    return Result(about + shown, f"平均每{task.per}{about}{shown}", f"{format_quantity(total.value, total.unit)} ÷ {counted} {sign} {shown}")


def plan_of(task: Task) -> Plan:
    return Plan(
        task.operation, task.things, "".join(task.nouns[:1]), least=task.least, dates=task.dates, measure=task.measure, chooses=task.chooses,
        places=places_asked(task.text),
    )  # fmt: skip


def _named(task: Task, figures: Sequence[Figure]) -> list[Operand]:
    return [Operand(called(label, figure), figure) for label, figure in zip(task.labels, figures, strict=True)]


def _states_share(task: Task, facts: Sequence[Fact]) -> bool:
    """Whether the sources say themselves what share the part is."""
    wanted = [(letter, 1.0) for letter in letters_of(task.things[0])]
    shares = [fact for fact in facts if takes(replace(task, operation="rest", unit="%", text=""), fact.figure)]
    return any(("占" in fact.figure.left or fact.figure.modifies) and fact.share(wanted) >= TOLD for fact in shares)


def _part_and_share(task: Task, facts: Sequence[Fact]) -> list[Operand]:
    """Of 拥有龙头企业20家,占河南省20%: the count (or amount) and the share that is said of it."""
    wanted, whole = (weighted(letters_of(text), facts) for text in (task.things[0], task.shared))
    found = []
    for part, share in pairwise(facts):
        if share.figure.kind != "share" or part.figure.kind not in ("count", "amount") or share.figure.sentence != part.figure.sentence:
            continue
        if "占" not in share.figure.left or not 0 < share.figure.value < 100:
            continue
        of = Fact(share.figure, ((1.0, f"{share.figure.left}{share.figure.right}"),), 0.0)
        if not re.match("按|照|根据|从|由|以", task.text) and of.share([(letter, 1.0) for letter in letters_of(task.shared)]) < TOLD:
            continue  # 占全省的 is no share of 全国
        found.append((part.share(wanted) + of.share(whole), part, share))
    found.sort(key=lambda each: -each[0])
    if not found or found[0][0] < 2 * TOLD + 0.2 or (len(found) > 1 and found[0][0] - found[1][0] < 0.1):
        return []
    _, part, share = found[0]
    return [Operand("部分", part.figure), Operand("占比", share.figure)]


def _complement(task: Task, facts: Sequence[Fact]) -> list[Operand]:
    """Of 65%的高新技术企业 asked for those that are not: all, and the share that is said of them."""
    options = [(score, fact) for score, fact in options_of(task, facts)[0] if fact.figure.value < 100 and (fact.figure.modifies or "占" in fact.figure.left)]
    return [Operand(task.labels[0], options[0][1].figure)] if options and (len(options) < 2 or options[0][0] - options[1][0] >= AHEAD) else []


def _total_and_number(task: Task, facts: Sequence[Fact]) -> list[Operand]:
    """Of 82个重点科技项目,总投资达156亿元: the amount that is said of several, and how many they are."""
    wanted, table = weighted(letters_of(task.things[0]), facts), unit_table()
    unit = table[task.per].name if task.per in table else task.per
    kind = table[task.per].kind if task.per in table else "count"
    given = re.search(r"(\d+)(?:个|家|项|座|所)", task.things[0])
    found = []
    several = [(a, b) for a in facts for b in facts if kind == "measure" and a is not b]
    for first, second in several or pairwise(facts):
        number, total = first.figure, second.figure
        if number.sentence != total.sentence or total.kind == "share" or not takes(task, total) or group_of(number) == group_of(total):
            continue
        if (number.unit != unit if kind == "measure" else number.kind != "count") or number.value <= 1 or total.modifies:
            continue
        if not measure(task.nouns[0] if task.nouns else "", total) or (given and number.value != Decimal(given.group(1))):
            continue
        found.append((first.share(wanted) + 0.5 * second.share(wanted) + 0.3 * bool(given) + 0.2 * ("总" in total.left), number, total))
    found.sort(key=lambda each: -each[0])
    if not found or found[0][0] < 1.5 * TOLD + 0.15 or (len(found) > 1 and found[0][0] - found[1][0] < 0.1 and found[0][2] != found[1][2]):
        return []
    _, number, total = found[0]
    return [Operand(task.things[0], total), Operand("数量", number)]


def _whole_and_parts(task: Task, facts: Sequence[Fact]) -> list[Operand]:
    """What all come to, then each of those that are taken off; without any named: what is done of it already."""
    whole = [(score, f) for score, f in options_of(replace(task, things=task.things[:1]), facts)[0] if "总" in f.figure.left and not f.figure.modifies]
    if not whole:
        return []
    total = whole[0][1].figure
    beside = _beside(total, facts)
    if len(task.things) == 1:
        done = [f.figure for f in beside if f.figure.sentence == total.sentence and re.search(r"年度|今年|当年|本年|完成|已|到位", f.figure.left)]
        return [Operand("全部", total), Operand("其中", done[0])] if len(done) == 1 else []
    if len(task.things) == 2 and BOUND_SET.search(task.things[1]):
        return _taken_off(total, beside)
    taken = choose(replace(task, things=task.things[1:], nouns=task.nouns[1:]), beside)
    if not taken or sum(f.value for f in taken) >= total.value:
        return []
    return [Operand("全部", total), *(Operand(label, f) for label, f in zip(task.labels[1:], taken, strict=True))]


def _beside(total: Figure, facts: Sequence[Fact]) -> list[Fact]:
    """The smaller figures of its group in the article of a whole."""
    article = total.sentence.article.id
    return [f for f in facts if f.figure.sentence.article.id == article and group_of(f.figure) == group_of(total) and f.figure.value < total.value]


def _taken_off(total: Figure, beside: Sequence[Fact]) -> list[Operand]:
    """三个10亿元以上的: the figures of a sentence that counts as many as it gives."""
    by_sentence: dict[int, list[Figure]] = {}
    for fact in beside:
        if not BOUND.match(fact.figure.right) and not BOUND.search(fact.figure.text):
            by_sentence.setdefault(fact.figure.sentence.start, []).append(fact.figure)
    for figures in by_sentence.values():
        if len(figures) > 1 and counted(sorted(figures, key=lambda f: f.start)):
            parts = [Operand(name_of(figure) or figure.text, figure) for figure in sorted(figures, key=lambda f: f.start)]
            return [Operand("全部", total), *parts] if sum(p.figure.value for p in parts) < total.value else []
    return []


def by_touch(task: Task, look: Look) -> Draft | None:
    """The comparison or sum of things whose names touch their figures (高级工程师|81人); None where one does not, or two do."""
    if task.operation not in ("difference", "times", "which", "sum") or not 1 < len(task.things) < 5 or task.dates or task.top or task.rank > 1:
        return None
    if _RATE_ASKED.search(task.text):
        return None  # by how much each grew stands behind what it is
    figures = [f for scored in look.evidence.scored[:_TOUCHED] for f in figures_of(scored.sentence) if takes(task, f) and not _GROWN_BY.search(f.left)]
    nouns = [task.nouns[i] if i < len(task.nouns) else "" for i in range(len(task.things))]
    chosen = bound(task.things, [[f for f in figures if _says_what(noun, task.asked, f)] for noun in nouns])
    if not chosen or not near_enough(task.things, chosen) or (task.operation == "difference" and is_no_difference(chosen)):
        return None
    if not in_their_periods(task.labels, task.text, chosen) or not are_means(task.text, chosen):
        return None
    operands = _named(task, chosen)
    outcome = result(plan_of(task), operands)
    return table(operands, outcome) if outcome else None


def _says_what(noun: str, asked: str, figure: Figure) -> bool:
    """Whether what is measured touches the figure (税收|21亿元), and what else is asked."""
    own = f"{re.split('[,;。]', figure.left)[-1]} {figure.right}"
    if noun and not re.fullmatch("数量?|人数|个数|家数", noun) and not any(says(word, own) for word in content(noun) or [noun]):
        return False
    return all(says(word, own) for part in asked.split() for word in content(part) or [part])


def reckon(task: Task, look: Look, find: Find) -> Draft | None:
    """The table of operands and what follows from it; None when an operand is not found."""
    operands = operands_of(task, look, find)
    if _BY_RATE.search(task.text) and any(operand.figure.unit != "%" for operand in operands):
        return None  # 哪个增速快: no amount tells
    if task.operation == "rest" and operands:
        share = operands[0].figure.value
        left = f"{plain(100 - share):f}%"
        return table(operands, Result(left, f"其余占{left}", f"100% − {plain(share):f}% = {left}"))
    if task.operation == "other":
        return table(operands, Result(operands[0].figure.text, "", "")) if operands else None
    if len(operands) < 2 or (task.operation in ("difference", "times", "which") and not are_means(task.text, [o.figure for o in operands])):
        return None
    if task.operation in _COMPARES and not are_theirs(task.text, task.things, [o.figure for o in operands]):
        return None
    if task.operation in _OVER and task.things and not in_their_periods(task.labels, task.text, [o.figure for o in operands]):
        return None
    if task.operation == "difference" and not task.dates and is_no_difference([o.figure for o in operands]):
        return None
    if task.operation in (*_COMPARES, "sum") and len(task.things) > 1 and not task.dates and not near_enough(task.things, [o.figure for o in operands]):
        return None
    if task.operation == "share" and len(operands) > 2:
        total, *parts = (operand.figure for operand in operands)
        return table(operands, _tenths(task, share_of(sum((part.value for part in parts), Decimal(0)), total.value, total.unit, places_asked(task.text))))
    if task.operation == "table":
        return listed(operands)
    if task.operation == "above":
        return table(operands, counted_above) if (counted_above := above(task, operands)) else None
    if task.rank > 1 and task.things:
        operands = sorted(operands, key=lambda operand: operand.figure.value, reverse=not task.least)
        around = [operand.figure.value for operand in operands[task.rank - 2 : task.rank + 1]]
        if len(set(around)) < len(around):
            return None  # what ties has no rank of its own
    if task.rank > 1:
        return table(operands, _at_rank(task, operands))
    outcome = _per(task, operands) if task.operation == "each" else result(plan_of(task), operands)
    return table(operands, _tenths(task, outcome)) if outcome else None


def _at_rank(task: Task, operands: Sequence[Operand]) -> Result:
    """The name, or its figure, that stands at the rank asked for; the operands are in order."""
    chosen = operands[task.rank - 1]
    formula = (" < " if task.least else " > ").join(format_quantity(o.figure.value, o.figure.unit) for o in operands)
    short = chosen.figure.text if _FIGURE_ASKED.search(task.text) else chosen.name
    return Result(short, f"第{'零一二三四五六七八九'[task.rank]}{'少' if task.least else '多'}的是{chosen.name}，为{chosen.figure.text}", formula)


def _tenths(task: Task, outcome: Result) -> Result:
    """The share with the tenths in front, where 几成 is asked."""
    tenths = outcome.said.partition("即")[2] if task.operation == "share" and "几成" in task.text else ""
    return replace(outcome, short=f"{tenths}（{outcome.short}）") if tenths else outcome
