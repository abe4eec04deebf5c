"""What a computed answer is computed from: every operand a figure of a sentence that retrieval and reading brought.

The question's own look often holds all of them in one sentence; what it lacks is looked for by a sub-question each. Figures are
chosen together: of one unit, each fitting what tells its name from the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.ground.candidates import Candidate
from rag.ground.evidence import Evidence, Scored
from rag.ground.figures import (
    BEFORE,
    Figure,
    all_figures,
    fit,
    known_share,
    letters,
    name_of,
    own_share,
    pairs,
    paragraph_before,
    says,
)
from rag.ground.judge import Judgement
from rag.ground.plan import Plan
from rag.question import MONEY
from rag.text.fold import fold_text
from rag.text.numbers import find_quantities

SENTENCES = 8  # of a look, best first, that are searched for figures
# Fits (see ``fit``) from which a figure is taken for an operand: in a look that the judge lets answer, and in the question's
# own look, where the operands have to be told apart without a question each. By reasoning, and the golden questions.
ANSWERED, TOGETHER = 0.5, 0.7
SURE = 0.78  # and, with its attribute, without being looked for by a question of its own


class Look(Protocol):
    """What a question found; see ``rag.answering.Look``."""

    @property
    def evidence(self) -> Evidence: ...
    @property
    def candidates(self) -> Sequence[Candidate]: ...
    @property
    def judgement(self) -> Judgement: ...


Find = Callable[[str], Look]


@dataclass(frozen=True, slots=True)
class Operand:
    """One thing that is compared or added: what it is called, and the figure that a sentence gives for it."""

    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class _Option:
    figure: Figure
    fit: float
    said: float
    score: float


def find_operands(plan: Plan, unit: str, look: Look, find: Find) -> list[Operand]:
    """The operands in the order of the plan (of ``rest`` and ``share``: part, then whole); empty when some are not found.

    look: what the question itself found. find: looks for a sub-question. unit: canonical, ``MONEY``, or empty for any.
    """
    if plan.operation == "rest":
        return _part_and_whole(plan, look, find)
    if plan.operation == "whole":
        return _part_and_share(plan, look)
    if plan.operation in ("each", "mean") and not plan.names:
        return _total_and_count(plan, unit, look, find) if plan.operation == "each" else _listed(plan, unit, look, find)
    if len(plan.names) < 2:
        return _listed(plan, unit, look, find)
    return _named(plan, unit, look, find)


def _figures(look: Look, plan: Plan, unit: str, limit: int = SENTENCES) -> list[tuple[Scored, Figure]]:
    return [
        (scored, figure)
        for scored in look.evidence.scored[:limit]
        for figure in all_figures([scored.sentence], plan.dates)
        if plan.dates or _is_of(figure, unit)
    ]


COUNT = "计数"  # of ``unit``: counts of anything
# What these ask for is told by its unit alone, whatever word the source has for it (长度: 全长).
_MEASURED = re.compile(r"(?:比例|占比|比重|集聚度|份额|面积|占地|用地|长度|里程|高度|重量)$")


def _is_of(figure: Figure, unit: str) -> bool:
    if unit == COUNT:
        return figure.kind == "count"
    if unit == MONEY:
        return figure.kind == "amount"
    if unit:
        return figure.unit == unit
    return figure.kind in ("amount", "share", "measure", "count")


def _group(figure: Figure) -> str:
    """Figures of one group can be compared: counts of different things can, money of two currencies cannot."""
    return figure.kind if figure.kind in ("count", "day") else figure.unit


def _named(plan: Plan, unit: str, look: Look, find: Find) -> list[Operand]:
    if plan.english:
        return _english(plan, unit, find)
    names = [name.removeprefix(plan.scope).removeprefix("的") or name for name in plan.names]
    own = [letters(name) for name in names]
    telling = [
        letters(name, set().union(*(pairs(other) for j, other in enumerate(names) if j != i))) or own[i]
        for i, name in enumerate(names)
    ]
    attribute = [] if _MEASURED.search(plan.attribute) else letters(plan.attribute)
    shared = letters(plan.attribute) + letters(plan.common) + letters(plan.scope)

    def options_of(found: Look, i: int) -> list[_Option]:
        best = found.evidence.best.score if found.evidence.best else 0.0
        ranks = {(c.scored.sentence.article.id, c.start): n for n, c in enumerate(found.candidates)}
        options = []
        for scored, figure in _figures(found, plan, unit):
            around = paragraph_before(figure)
            mine = fit(telling[i], figure, around)
            if _is_one_of(names[i], figure):
                mine *= 0.5
            others = max((fit(other, figure) for j, other in enumerate(telling) if j != i), default=0.0)
            rank = ranks.get((figure.sentence.article.id, figure.start), 9)
            score = 2 * mine + 0.7 * fit(own[i], figure, around) + 0.9 * fit(shared, figure, around) - 0.8 * others
            score += 0.6 * own_share(attribute, figure)
            score += (
                0.3 * max(scored.score - best, -3.0)
                - 0.05 * min(rank, 6)
                + _plurality(plan.names[i] + plan.common, figure)
            )
            score -= 0.8 * _specific(plan.names[i] + plan.common + plan.attribute + plan.scope, figure)
            options.append(_Option(figure, mine, own_share(attribute, figure), float(score)))
        if plan.operation == "share" and i:
            options = _whole_of(options, next(iter(options_of(look, 0)), None))
        said = max((option.said for option in options if option.fit >= ANSWERED), default=0.0)
        return sorted((option for option in options if option.said > said / 2), key=lambda option: -option.score)

    def looked_for(i: int, name: str) -> list[_Option]:
        found = find(plan.question(name))
        enough = ANSWERED if found.judgement.answers else TOGETHER
        return [option for option in options_of(found, i) if option.fit >= enough and option.said >= 0.5]

    here = [options_of(look, i) for i in range(len(own))]
    chosen = _choose([[o for o in each if o.fit >= TOGETHER] for each in here], one_sentence=True)
    if not chosen:
        sure = [[o for o in each if o.fit >= SURE and o.said >= SURE] for each in here]
        pools = [pool or looked_for(i, name) for i, (pool, name) in enumerate(zip(sure, plan.names, strict=True))]
        chosen = _choose(pools)
    return [Operand(name, figure) for name, figure in zip(plan.names, chosen, strict=True)] if chosen else []


def _whole_of(options: Sequence[_Option], part: _Option | None) -> list[_Option]:
    """Of what the part's article calls as the whole is called, the most: 教师 are 3260人 of whom 2282人 are 女教师."""
    if part is None:
        return []
    fitting = [
        option
        for option in options
        if option.fit >= TOGETHER
        and option.figure.sentence.article.id == part.figure.sentence.article.id
        and _group(option.figure) == _group(part.figure)
    ]
    most = max((option.figure.value for option in fitting), default=0)
    return [option for option in fitting if option.figure.value == most]


def _specific(asked: str, figure: Figure) -> float:
    """How much of what the figure is said of the question does not ask for, 0 to 1: 甲园 is not 甲园's second bridge."""
    name = letters(fold_text(name_of(figure))) if not figure.is_sum() else []
    return sum(not any(pair in asked for pair in letter) for letter in name) / len(name) if name else 0.0


_SEVERAL = re.compile(r"([^,，。;；]*(?:和|与|及|、)[^,，。;；]{2,40}?)((?:[两二三四五六七八九十]|\d+)(?:个|家|项))")


def _is_one_of(name: str, figure: Figure) -> bool:
    """Whether the figure is that of several things of which the named one is one: 甲和乙两个项目总投资…"""
    if figure.kind == "day" or figure.modifies or re.search(r"(?:[两二三四五六七八九十]|\d+)(?:个|家|项)", name):
        return False
    several = _SEVERAL.search(figure.before)
    if several and re.search(rf"{re.escape(name)}[的有共内将]", several.group(1)):
        return False  # 甲区的乙和丙两个项目: 甲区 has them
    if several is None or not same_number(several.group(2), f"{len(re.split('和|与|及|、', several.group(1)))}个"):
        return False
    wanted = pairs(name)
    return sum(says(pair, several.group(1)) for pair in wanted) > len(wanted) / 2


def _plurality(name: str, figure: Figure) -> float:
    """那两个项目 asks for what is said of two; 这次项目 rather for the sum than for one of them."""
    several = re.search(r"(?:[两二三四五六七八九十]|\d+)(?:个|家|项)", name)
    if several:
        return 1.0 if same_number(several.group(), figure.before) and not figure.modifies else 0.0
    return 0.6 if figure.is_sum() and not figure.modifies and re.search(r"项目", name) else 0.0


def same_number(counted: str, text: str) -> bool:
    """Whether ``text`` counts as many as ``counted`` (两个, 2个), in whatever spelling."""
    wanted = find_quantities(counted)
    return bool(wanted) and any(q.low == wanted[0].low and q.kind == "count" for q in find_quantities(text))


def _choose(options: Sequence[Sequence[_Option]], one_sentence: bool = False) -> list[Figure]:
    """One figure an operand, no figure twice, all of one group; of the groups the one that fits best. Empty: none does."""
    best: tuple[float, list[Figure]] = (0.0, [])
    keys = {(_group(o.figure), o.figure.sentence if one_sentence else None) for each in options for o in each}
    for group, sentence in sorted(keys, key=lambda key: (key[0], key[1].start if key[1] else 0)):
        chosen: list[Figure] = []
        total = 0.0
        fitting = [
            [o for o in each if _group(o.figure) == group and (sentence is None or o.figure.sentence == sentence)]
            for each in options
        ]
        for each in sorted(range(len(fitting)), key=lambda i: -max((o.score for o in fitting[i]), default=-9.0)):
            taken = {(f.sentence.article.id, f.start) for f in chosen}
            option = next(
                (o for o in fitting[each] if (o.figure.sentence.article.id, o.figure.start) not in taken), None
            )
            if option is None:
                break
            chosen.append(option.figure)
            total += option.score
        order = sorted(range(len(fitting)), key=lambda i: -max((o.score for o in fitting[i]), default=-9.0))
        if len(chosen) == len(options) and total > best[0]:
            best = (total, [figure for _, figure in sorted(zip(order, chosen, strict=True), key=lambda pair: pair[0])])
    return best[1]


def _english(plan: Plan, unit: str, find: Find) -> list[Operand]:
    """Operands of an English question: words cannot be compared by their characters, so the reading decides."""
    operands = []
    for name in plan.names:
        found = find(plan.question(name))
        starts = {(f.sentence.article.id, f.start): f for _, f in _figures(found, plan, unit)}
        figure = next(
            (
                starts[c.scored.sentence.article.id, c.start]
                for c in found.candidates[:4]
                if (c.scored.sentence.article.id, c.start) in starts
            ),
            None,
        )
        if figure is None or not found.judgement.answers:
            return []
        operands.append(Operand(name_of(figure) or name, figure))
    return operands if len({_group(o.figure) for o in operands}) == 1 else []


def _listed(plan: Plan, unit: str, look: Look, find: Find) -> list[Operand]:
    """What the sources list: every figure of the attribute with a name of its own, in the sentence or article that fits best."""
    wanted = [] if _MEASURED.search(plan.attribute) else letters(plan.attribute)
    bare = re.sub(r"(?:这|那)?(?:[两二三四五六七八九十]|\d+)(?:个|家|项|座|种|类|所|条|名)", "", plan.scope)
    scope = letters(bare)
    found = [look, find(f"{bare}{plan.noun}{plan.attribute}{'是什么时候' if plan.dates else '是多少'}?")]
    if not any(each.judgement.answers for each in found):
        return []
    count = re.search(r"(?:[两二三四五六七八九十]|\d+)(?:个|家|项|座|种|类|所|条|名)", plan.scope)
    conditions = {quantity.text for quantity in find_quantities(plan.scope)}
    groups: dict[tuple[str, str], dict[str, tuple[float, Figure]]] = {}
    for each in found:
        best = each.evidence.best.score if each.evidence.best else 0.0
        for scored, figure in _figures(each, plan, unit):
            if fold_text(figure.text) in conditions:
                continue  # 10亿元以上的项目: the question's own condition
            name = name_of(figure, plan.noun, plan.attribute)
            if not name or (figure.is_sum(plan.noun) and not figure.modifies):
                continue
            said = own_share(wanted, figure)
            if said < 0.6 or known_share(scope, figure) < 0.6:
                continue
            score = scored.score - best + 0.5 * said
            group = groups.setdefault((figure.sentence.article.id, _group(figure)), {})
            if name not in group or group[name][0] < score:
                group[name] = (score, figure)

    def fitness(group: dict[str, tuple[float, Figure]]) -> float:
        exact = 1.0 if count and same_number(count.group(), f"{len(group)}个") else 0.0
        return max(score for score, _ in group.values()) + 0.1 * min(len(group), 6) + exact

    several = [group for group in groups.values() if len(group) > 1]
    if not several:
        return []
    chosen = max(several, key=fitness)
    if count and plan.operation in ("sum", "mean") and not same_number(count.group(), f"{len(chosen)}个"):
        return []
    ordered = sorted(chosen.items(), key=lambda item: item[1][1].start)
    return [Operand(name, figure) for name, (_, figure) in ordered]


def _part_and_whole(plan: Plan, look: Look, find: Find) -> list[Operand]:
    """Of 94个项目中不是产业项目的有几个: (产业项目, 85个), (项目, 94个); the whole is what the question says or the source counts."""
    if not plan.names or len(plan.names[0]) < 2:
        return []
    stated = [q for q in find_quantities(",".join(plan.names)) if q.kind == "count"]
    part_name, whole_name = (
        re.sub(r"(?:共?有|是|为|共)?\d+[个家项件条名人位种座]", "", name).strip("的中里 ") for name in plan.names
    )
    telling = letters(part_name, pairs(whole_name)) or letters(part_name)
    measure = plan.measure or "个"
    best: tuple[float, list[Operand]] = (0.0, [])
    for found in (look, find(f"{whole_name}{part_name}有多少{measure}?")):
        for _, part in _figures(found, plan, ""):
            if part.kind != "count":
                continue
            mine = own_share(telling, part)
            if mine < TOGETHER:
                continue
            for whole in _earlier(found, part):
                if whole.value <= part.value or whole.kind != "count":
                    continue
                given = any(q.low == whole.value for q in stated)
                if not given and any(q.low > part.value for q in stated):
                    continue
                alike = whole.unit == part.unit or "个" in (whole.unit, part.unit)
                score = 2 * mine + 2 * given + 0.5 * alike + fit(letters(whole_name), whole, paragraph_before(whole))
                if alike and score > best[0]:
                    best = (score, [Operand(part_name, part), Operand(whole_name or name_of(whole) or "总数", whole)])
    return best[1]


def _earlier(found: Look, part: Figure) -> list[Figure]:
    """The figures of the part's paragraph that stand in front of it, in the sentences that were found."""
    sentences = [s.sentence for s in found.evidence.scored if s.sentence.article.id == part.sentence.article.id]
    return [
        figure
        for figure in all_figures(sentences, days=False)
        if figure.sentence.paragraph == part.sentence.paragraph and figure.end <= part.start
    ]


def _part_and_share(plan: Plan, look: Look) -> list[Operand]:
    """Of 7个占38.9%,总共多少: the count (or amount) and the share that one sentence says of it, as the question gives them."""
    asked = find_quantities(plan.scope)
    shares = [q.low for q in asked if q.kind == "share"]
    parts = [q.low for q in asked if q.kind in ("count", "amount")]
    for scored in look.evidence.scored[:SENTENCES]:
        figures = list(all_figures([scored.sentence], days=False))
        for share in figures:
            if share.kind != "share" or share.value not in shares:
                continue
            before = [f for f in figures if f.end <= share.start and f.kind in ("count", "amount")]
            given = [f for f in before if f.value in parts] or ([] if parts else before)
            if given:
                return [Operand("部分", given[-1]), Operand("占比", share)]
    return []


def _total_and_count(plan: Plan, unit: str, look: Look, find: Find) -> list[Operand]:
    """Of 平均每个项目投资多少: the amount that is said of several, and how many they are."""
    counted = re.sub(r"^.*每(?:个|家|名|位|项|座|件|亩|条|所)?", "", plan.scope) or plan.noun
    things = pairs(counted)
    for found in (look, find(f"{plan.scope}{plan.attribute}是多少?")):
        for _, total in _figures(found, plan, unit):
            if total.kind == "count" and not plan.attribute:
                continue
            if plan.attribute and not any(pair in total.left for pair in pairs(plan.attribute)):
                continue
            for count in reversed(_earlier(found, total)):
                beside = (count.right + count.left)[:16]
                if count.kind == "count" and count.value > 1 and (not things or any(pair in beside for pair in things)):
                    return [Operand(plan.attribute or "总数", total), Operand(counted or "数量", count)]
    return []


def stated_sum(plan: Plan, unit: str, look: Look) -> Figure | None:
    """The figure that a sentence itself gives for all of the named things together (两个项目总投资7.3亿元)."""
    count = re.search(r"(?:[两二三四五六七八九十]|\d+)(?:个|家|项)", plan.scope)
    wanted = letters(plan.attribute)
    for scored, figure in _figures(look, plan, unit, 4):
        if not figure.is_sum() or figure.modifies or own_share(wanted, figure) < 0.9:
            continue
        before = fold_text(figure.before)
        named = [sum(pair in before for pair in pairs(name)) / max(len(pairs(name)), 1) for name in plan.names]
        if plan.names and min(named) >= TOGETHER:
            return figure
        if not plan.names and scored.context > 0.8 and (not count or same_number(count.group(), before)):
            return figure
    return None


def speaks_of_all(plan: Plan, look: Look) -> bool:
    """Whether the paragraph of the best evidence names everything that the question does; a fact of one is no comparison."""
    best = look.candidates[0].scored if look.candidates else look.evidence.best
    if best is None or plan.english:
        return best is not None
    article = best.sentence.article
    text = fold_text(article.title + article.paragraph(best.sentence.paragraph))
    wanted = [letters(name.removeprefix(plan.scope)) for name in plan.names]
    shares = [sum(any(says(p, text) for p in letter) for letter in each) / len(each) for each in wanted if each]
    return min(shares, default=1.0) >= TOGETHER


def states_share(plan: Plan, look: Look) -> bool:
    """Whether the best candidate is the share itself, said of the part that is asked (产业项目85个,占比90%)."""
    best = look.candidates[0] if look.candidates else None
    if best is None or not best.typed or not plan.names or not look.judgement.answers:
        return not plan.names
    part = letters(plan.names[0].removeprefix(plan.scope))
    figure = next((f for f in all_figures([best.scored.sentence], days=False) if f.start == best.start), None)
    return figure is not None and (figure.modifies or "占" in figure.left) and fit(part, figure) >= TOGETHER * BEFORE
