"""What a computed answer is computed from: every operand a figure of a sentence that retrieval and reading brought.

The question's own look often holds all of them in one sentence; what it lacks is looked for by a sub-question each. Figures are
chosen together: of one unit, each fitting what tells its name from the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.embed.words import load_words
from rag.ground.arithmetic.chosen import choose_operands, may_be
from rag.ground.arithmetic.members import listed_by_kind
from rag.ground.arithmetic.operand import (
    MEASURED,
    TOGETHER,
    Find,
    Look,
    Operand,
    figures_in,
    group_of,
    is_of_all,
    is_one_of,
    is_other_model,
    is_undone,
    same_number,
    unasked,
)
from rag.ground.arithmetic.plan import Plan
from rag.ground.arithmetic.series import (
    added_and_total,
    counted_parts,
    first_and_last,
    listed,
    part_and_share,
    part_and_whole,
    rank_and_rise,
    total_and_count,
    whole_and_parts,
)
from rag.ground.sentences.coordination import TIME
from rag.ground.sentences.figures import (
    Figure,
    fit,
    is_anothers,
    known_share,
    letters,
    name_of,
    own_share,
    pairs,
    paragraph_before,
)
from rag.text.dates import find_dates

# Fits (see ``fit``) from which a figure is taken for an operand in a look that the judge lets answer, and without being looked
# for by a question of its own (then with its attribute). By reasoning, and the golden questions.
ANSWERED, SURE, KNOWN, LIKE = 0.5, 0.78, 0.3, 0.35


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
        return part_and_whole(plan, look, find)
    if plan.operation == "whole":
        return part_and_share(plan, look)
    if plan.operation == "remainder":
        return whole_and_parts(plan, unit, look, find)
    if plan.operation == "back":
        return rank_and_rise(plan, look)
    if plan.operation == "groups":
        return counted_parts(plan, unit, look)
    if plan.operation == "change":
        return first_and_last(plan, unit, look)
    if plan.operation == "before":
        return added_and_total(plan, look)
    if plan.operation in ("each", "mean") and not plan.names:
        return total_and_count(plan, unit, look, find) if plan.operation == "each" else listed(plan, unit, look, find)
    if len(plan.names) < 2:
        if plan.operation == "sum" and (parts := counted_parts(plan, unit, look)):
            return parts
        return listed_by_kind(plan, unit, look, find) or listed(plan, unit, look, find)
    operands = _named(plan, unit, look, find)
    strange = plan.common and operands and not plan.english and known_share(letters(plan.common), operands[-1].figure) < KNOWN
    return [] if strange else operands  # 体育馆 of 甲体育馆, of which no article says anything


def _named(plan: Plan, unit: str, look: Look, find: Find) -> list[Operand]:
    if plan.english:
        return _english(plan, unit, look.evidence.question.text, find)
    if len(plan.names) == 2 and re.fullmatch(TIME, plan.names[1]) and (both := _now_and_then(plan, unit, look)):
        return both
    names = [name.removeprefix(plan.scope).removeprefix("的") or name for name in plan.names]
    bare = [_KIND.sub("", _undated(name)) for name in names]
    bare = bare if len(set(bare)) == len(names) and all(bare) else names
    own = [letters(name) for name in bare]
    telling = [
        [letter for letter in own[i] if set().union(*map(pairs, names[:i] + names[i + 1 :])).isdisjoint(letter)] or own[i]
        for i in range(len(names))
    ]
    attribute = [] if MEASURED.search(plan.attribute) else letters(re.sub(r"(?<=..)[总金]?额$", "", plan.attribute))
    if not letters(plan.attribute) and len(re.sub(r"[的了过]", "", plan.attribute)) > 1:
        return choose_operands(plan, unit, look, find)  # 缴的税: nothing that a source could have side by side
    shared = letters(plan.attribute) + letters(plan.common) + letters(plan.scope)

    def options_of(found: Look, i: int) -> list[_Option]:
        best = found.evidence.best.score if found.evidence.best else 0.0
        ranks = {(c.scored.sentence.article.id, c.start): n for n, c in enumerate(found.candidates)}
        options = []
        figures = figures_in(found, plan, unit)
        for scored, figure in figures:
            around = paragraph_before(figure)
            mine = fit(telling[i], figure, around)
            if re.fullmatch(TIME, names[i]) and any(fit(own[j], figure, around) < ANSWERED for j in range(len(own)) if j != i):
                continue  # 比去年多: what is told of last year is of the same thing
            if is_anothers(names[i], figure, [f for _, f in figures]) or is_of_all(names[i], figure):
                continue
            if is_other_model(names[i], figure) or is_undone(look.evidence.question.folded, figure) or _is_named_another(names, i, figure):
                continue
            if is_one_of(bare[i], figure, around):
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
            score -= 0.8 * unasked(plan.names[i] + plan.common + plan.attribute + plan.scope, figure)
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
    operands = [Operand(name, figure) for name, figure in zip(plan.names, chosen, strict=True)] if chosen else []
    if plan.operation == "share" or may_be(plan, unit, look, operands):
        return operands
    return choose_operands(plan, unit, look, find) or (operands if may_be(plan, unit, look, operands, strict=False) else [])


def _is_named_another(names: Sequence[str], i: int, figure: Figure) -> bool:
    """Whether what the figure counts is another of the names: 3枚“海燕”, of “飞鱼”."""
    return figure.kind == "count" and names[i] not in figure.right and any(name in figure.right for j, name in enumerate(names) if j != i)


_THEN = re.compile(r"(?:较|比|与|从)?(?:上年|去年|上一?年|前年)(?:同期)?的?$")


def _now_and_then(plan: Plan, unit: str, look: Look) -> list[Operand]:
    """Of 销售额36亿元,较上年同期的15亿元: what is asked of now, and the figure right behind it that is of the time before."""
    wanted = letters(f"{plan.names[0]}{plan.attribute}")
    found: list[tuple[float, list[Operand]]] = []
    figures = sorted((f for _, f in figures_in(look, plan, unit, 40)), key=lambda f: (f.sentence.article.id, f.start))
    for now, then in pairwise(figures):
        if now.sentence == then.sentence and now.unit == then.unit and _THEN.search(then.left) and not _THEN.search(now.left):
            found.append((fit(wanted, now, paragraph_before(now)) + own_share(wanted, now), [Operand(plan.names[0], now), Operand(plan.names[1], then)]))
    best, operands = max(found, key=lambda each: each[0], default=(0.0, []))
    second = max((score for score, each in found if each[0].figure.value != operands[0].figure.value), default=0.0) if operands else 0.0
    return operands if best >= 2 * ANSWERED and best > second else []


_KIND = re.compile(r"(?<=[㐀-鿿]{2})[厂园楼]$")  # 速冻厂 may be a 速冻食品生产基地


def _undated(name: str) -> str:
    """The name without the time that it leads with (一季度签约项目): when is told of all, or asked by itself."""
    first = next((m for m in find_dates(name) if m.start == 0), None)
    return name[first.end :].strip("的,") if first else name


def _whole_of(options: Sequence[_Option], part: _Option | None) -> list[_Option]:
    """Of what the part's article calls as the whole is called, the most: 教师 are 3260人 of whom 2282人 are 女教师."""
    if part is None:
        return []
    fitting = [
        option
        for option in options
        if option.fit >= TOGETHER
        and option.figure.sentence.article.id == part.figure.sentence.article.id
        and group_of(option.figure) == group_of(part.figure)
    ]
    most = max((option.figure.value for option in fitting), default=0)
    return [option for option in fitting if option.figure.value == most]


def _plurality(name: str, figure: Figure) -> float:
    """那两个项目 asks for what is said of two; 这次项目 rather for the sum than for one of them."""
    several = re.search(r"(?:[两二三四五六七八九十]|\d+)(?:个|家|项)", name)
    if several:
        return 1.0 if same_number(several.group(), figure.before) and not figure.modifies else 0.0
    return 0.6 if figure.is_sum() and not figure.modifies and re.search(r"项目", name) else 0.0


def _choose(options: Sequence[Sequence[_Option]], one_sentence: bool = False) -> list[Figure]:
    """One figure an operand, no figure twice, all of one group; of the groups the one that fits best. Empty: none does."""
    best: tuple[float, list[Figure]] = (0.0, [])
    keys = {(group_of(o.figure), o.figure.sentence if one_sentence else None) for each in options for o in each}
    for group, sentence in sorted(keys, key=lambda key: (key[0], key[1].start if key[1] else 0)):
        chosen: list[Figure] = []
        total = 0.0
        fitting = [
            [o for o in each if group_of(o.figure) == group and (sentence is None or o.figure.sentence == sentence)]
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


def _translates(name: str, figure: Figure) -> bool:
    """Whether what a figure is called is close to an English name (bridge: 某大桥)."""
    called = name_of(figure)
    return bool(called) and float(load_words().alike([name], [called])[0, 0]) >= LIKE


def _english(plan: Plan, unit: str, asked: str, find: Find) -> list[Operand]:
    """Operands of an English question: words cannot be compared by their characters, so the reading decides."""
    operands = []
    for name in plan.names:
        at = asked.lower().find(name)  # a name is known by its capitals
        found = find(plan.question(asked[at : at + len(name)] if at >= 0 else name))
        starts = {(f.sentence.article.id, f.start): f for _, f in figures_in(found, plan, unit)}
        figure = next(
            (
                starts[c.scored.sentence.article.id, c.start]
                for c in found.candidates[:4]
                if (c.scored.sentence.article.id, c.start) in starts
            ),
            None,
        )
        if figure is None or not (found.judgement.answers or _translates(name, figure)):
            return []
        operands.append(Operand(name_of(figure) or name, figure))
    return operands if len({group_of(o.figure) for o in operands}) == 1 else []
