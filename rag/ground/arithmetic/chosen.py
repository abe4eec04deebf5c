"""One figure for each of several things, chosen together: each of its thing, of what is asked of it, told alike.

A figure has an owner (``owners``); what it is of stands among its own words, or was said once for all that follow
(水口镇亩产512公斤,白马镇487公斤). Where another choice is about as good, none is made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from rag.embed.words import load_words
from rag.ground.arithmetic.asked import OPTIONAL, Wanted, wanted
from rag.ground.arithmetic.operand import Find, Look, Operand, clearly_best, figures_in, go_together, is_one_of
from rag.ground.arithmetic.plan import Plan
from rag.ground.sentences.figures import Figure, is_anothers, paragraph_before
from rag.ground.sentences.owners import PARAGRAPH as OWNED_IN_PARAGRAPH
from rag.ground.sentences.owners import SENTENCE, Thing, in_time, owned
from rag.text.fold import fold_text

# How much a word of the attribute counts by where it stands; from which share of it a figure is of what is asked; by how much a
# choice has to be better than the next of other figures. By reasoning, and invented articles.
OWN, CLAUSE, LEAD, ELLIPSIS, BEHIND, PARAGRAPH, TITLE = 1.0, 0.95, 0.85, 0.8, 0.4, 0.55, 0.45
ENOUGH, HINTED, ALIKE, AHEAD, MOST = 0.45, 0.2, 0.55, 0.1, 6
_GOES_ON = re.compile(r"其中|其次|分别")
_COMPARED = re.compile(r"(?:比|较)(?:去年|上年|往年|年初|上届|上一?年)[^,;。]{0,6}$")
_GROWN = re.compile(r"^[,;]?(?:同比|环比|比[^,;。]{1,6}?|较[^,;。]{1,6}?)?(?:增长|下降|增加|减少|提高|上升|上涨|回落|增|降)了?(?:约|近|超)?$")


@dataclass(frozen=True, slots=True)
class Option:
    """A figure that may be the operand. fits: of the thing, the attribute and the time, 0 to 1 each; score: all together."""

    figure: Figure
    own: float
    asked: float
    score: float


def choose_operands(plan: Plan, unit: str, look: Look, find: Find) -> list[Operand]:
    """An operand for every name of the plan, in its order; empty when one is not found or two choices are about as good."""
    looks = [look]
    for again in (False, True):
        if again:
            looks += [find(plan.question(name)) for name in plan.names[:4]]
        for asked, figures in _asked(plan, unit, looks):
            if chosen := together(_options(asked, figures, plan.dates), _margin(asked)):
                return [Operand(name, figure) for name, figure in zip(plan.names, chosen, strict=True)]
    return []


def may_be(plan: Plan, unit: str, look: Look, operands: Sequence[Operand], strict: bool = True) -> bool:
    """Whether every operand, however it was found, is measured in what is asked and told of its own thing.

    strict: it has to be said to be; else it is enough that it is not said to be another's.
    """
    return bool(operands) and any(_fits(plan, asked, operands, strict) for asked, _ in _asked(plan, unit, [look]))


def _fits(plan: Plan, asked: Sequence[Wanted], operands: Sequence[Operand], strict: bool) -> bool:
    things = [each.thing for each in asked]
    for i, (each, operand) in enumerate(zip(asked, operands, strict=True)):
        figure = operand.figure
        if each.units and not plan.dates and not each.takes(figure):
            return False
        mine = [owned(things, j, figure) for j in range(len(things))]
        if not plan.dates and _in_year(things) and in_time(each.thing, figure) < _in_year(things):
            return False
        if strict and each.thing.forms and mine[i] < OWNED_IN_PARAGRAPH:
            return False
        if strict and not plan.dates and attribute_fit(asked, i, figure, []) < ENOUGH:
            return False
        if each.thing.forms and (not mine[i] or max(mine) > mine[i]):
            return False
    return True


def _in_year(things: Sequence[Thing]) -> float:
    """How well a figure has to fit its time (see ``in_time``): where years are compared, its own has to be said."""
    return 0.5 if len({thing.year for thing in things}) > 1 else 0.0


Ranked = list[tuple[float, Figure]]
"""Figures, each with how far its sentence is behind the best of its look, -4 to 0."""


def _asked(plan: Plan, unit: str, looks: Sequence[Look]) -> list[tuple[list[Wanted], Ranked]]:
    """Every reading of the names, with the figures of all looks."""
    figures = gather_figures(plan, looks)
    text = _text(figures)
    return [(each, figures) for each in wanted(plan, unit, looks[0].evidence.question.folded, text)]


def _text(figures: Ranked) -> str:
    articles = {f.sentence.article.id: f.sentence.article for _, f in figures}
    return "\n".join(fold_text(article.text) for article in articles.values())


def gather_figures(plan: Plan, looks: Sequence[Look]) -> Ranked:
    """Every figure (or date) of the sentences that the looks brought."""
    figures: dict[tuple[str, int], tuple[float, Figure]] = {}
    for look in looks:
        best = look.evidence.best.score if look.evidence.best else 0.0
        for scored, figure in figures_in(look, plan, "", limit=40):
            figures.setdefault((figure.sentence.article.id, figure.start), (max(scored.score - best, -4.0), figure))
    return list(figures.values())


def options_of(plan: Plan, unit: str, question: str, figures: Ranked) -> list[list[list[Option]]]:
    """For every reading of the plan's names the figures that may be each of them."""
    return [_options(asked, figures, plan.dates) for asked in wanted(plan, unit, question, _text(figures))]


def _options(asked: Sequence[Wanted], figures: Ranked, dates: bool) -> list[list[Option]]:
    """The figures that may be each of the operands, the best first.

    Where the words of one are none of the question's (展出文物216件 of 展品), the only one of the others' unit is its figure.
    """
    found = [options_for(asked, i, figures, dates, ENOUGH) for i in range(len(asked))]
    units = {each[0].figure.unit for each in found if each}
    for i, each in enumerate(found):
        if not each and len(units) == 1 and not dates and not any(telling for _, telling in asked[i].attribute):
            alone = [o for o in options_for(asked, i, figures, dates, HINTED) if o.figure.unit in units and o.own >= SENTENCE]
            found[i] = alone[:1] if len(alone) == 1 or (alone and alone[0].score - alone[1].score >= 1.5 * AHEAD) else []
    return found


def options_for(asked: Sequence[Wanted], i: int, figures: Ranked, dates: bool, enough: float) -> list[Option]:
    things = [each.thing for each in asked]
    found = []
    for rank, figure in figures:
        if not dates and not asked[i].takes(figure):
            continue
        own = owned(things, i, figure)
        when = in_time(things[i], figure) if not dates else 1.0
        if not own or not when or (not dates and when < _in_year(things)) or _is_share_of(figure, asked[i]):
            continue
        fit = attribute_fit(asked, i, figure, figures)
        if fit < enough or is_anothers(things[i].label, figure, [f for _, f in figures]) or is_one_of(things[i].label, figure, paragraph_before(figure)):
            continue
        told = sum(any(p in figure.left + figure.right for p in letter) for letter, _ in asked[i].attribute)
        after = things[i].last(figure.before)[1]
        between = sum(end > after for end in _earlier(figure, figures))
        behind = 0.3 * min(between, 2) * (1 - told / max(len(asked[i].attribute), 1))
        score = own + 2 * fit + when + 0.08 * rank - _strange(asked, i, figure) - behind
        found.append(Option(figure, own, fit, score))
    return sorted(found, key=lambda option: (-option.score, option.figure.sentence.article.id, option.figure.start))[:MOST]


def _earlier(figure: Figure, figures: Ranked) -> list[int]:
    """Where, in what stands before the figure in its sentence, others of its unit end."""
    alike = [f for _, f in figures if f.sentence == figure.sentence and f.unit == figure.unit and f.end <= figure.start]
    return [len(figure.before) - len(fold_text(f.sentence.article.text[f.end : figure.start])) for f in alike]


def _is_share_of(figure: Figure, asked: Wanted) -> bool:
    """下降1.3% where an amount is asked for."""
    if _COMPARED.search(figure.left) and "%" not in asked.units:
        return True
    return figure.kind == "share" and not asked.units and "增" not in asked.words and "率" not in asked.words and bool(_GROWN.search(figure.left))


def attribute_fit(everything: Sequence[Wanted], i: int, figure: Figure, figures: Ranked) -> float:
    """How far the figure is of what is asked, 0 to 1; 1 when nothing is asked that its unit and its thing do not say.

    What the other operands do not have counts three times, and has to stand close by. Every word has to be said somehow.
    """
    asked = everything[i]
    if not asked.attribute:
        return 1.0
    own = f"{figure.left} {figure.right} {figure.unit if figure.kind != 'day' else ''}"
    if figure.kind in ("share", "measure") and _GROWN.search(figure.left):
        before = [f for _, f in figures if f.sentence == figure.sentence and f.end <= figure.start and not _GROWN.search(f.left)]
        if before:
            own += f" {max(before, key=lambda f: f.end).left}"
    for form in asked.thing.forms:
        own = own.replace(form, " ")
    zones = _zones(everything, i, figure, own, max(_earlier(figure, figures), default=0))

    def value(letter: tuple[str, ...], telling: bool) -> float:
        found = max((weight for weight, text in (zones[:3] if telling else zones) if any(pair in text for pair in letter)), default=0.0)
        own_char = set.intersection(*map(set, letter))
        return found or (0.0 if telling else 0.5 * any(char in own or char in zones[3][1] for char in own_char))

    weights = [3.0 if telling else 1.0 for _, telling in asked.attribute]
    values = [value(*letter) for letter in asked.attribute]
    fit = sum(weight * each for weight, each in zip(weights, values, strict=True)) / sum(weights)
    if not asked.units and not asked.unit and figure.kind in ("measure", "amount") and fit < ENOUGH:
        return 0.0  # 谁的员工更多: what no unit tells has to be said in its words
    told = f"{own} {zones[1][1]} {zones[3][1]}"
    for word in load_words().segment(asked.words.replace(" ", "")):
        mine = [v for (letter, _), v in zip(asked.attribute, values, strict=True) if any(p in word or word in p for p in letter)]
        if len(word) > 1 and mine and max(mine) < 0.5 and not OPTIONAL.search(word) and not _alike(word, told):
            return 0.0
    return fit if fit >= ENOUGH or any(t for _, t in asked.attribute) else max(fit, _alike(asked.words, told))


def _zones(everything: Sequence[Wanted], i: int, figure: Figure, own: str, rival: int) -> tuple[tuple[float, str], ...]:
    """Where words may stand that say what the figure is of, with how much they count there: the first three are close by."""
    around, before = paragraph_before(figure), figure.before
    if _GOES_ON.match(figure.sentence.text):
        before = re.split(r"[。!?]", around.rstrip("。!?"))[-1] + before
    mine = max(everything[i].thing.last(before)[0], 0)
    first = min((start for each in everything if (start := each.thing.last(before)[0]) >= 0), default=0)
    bare = re.sub(r"[^㐀-鿿]|其中|其次|分别|[是有为达到约则和与及]", "", own)
    rival += len(before) - len(figure.before)
    return (
        (OWN, own),
        (CLAUSE, re.split(r"[,;。:、\d]", figure.behind)[0]),
        (CLAUSE, before[max(rival, mine) :] if rival > mine else before[mine:]),
        (LEAD, before[:first] + " " + before[mine:]),
        (ELLIPSIS if not bare else BEHIND, before),
        (BEHIND, figure.behind),
        (PARAGRAPH, around),
        (TITLE, fold_text(figure.sentence.article.title)),
    )


def _alike(words: str, text: str) -> float:
    """How far words of like meaning say it (动工 of 开工): 0, or a little more than enough."""
    table = load_words()
    asked = [word for run in words.split() for word in table.segment(run) if len(word) > 1]
    told = [word for run in re.findall(r"[㐀-鿿]+", text) for word in table.segment(run) if len(word) > 1]
    if not asked or not told:
        return 0.0
    return ENOUGH + 0.1 if float(table.alike(asked, told).max(axis=1).min()) >= ALIKE else 0.0


def _strange(asked: Sequence[Wanted], i: int, figure: Figure) -> float:
    """A little for every character between the thing and its figure that the question does not have."""
    if figure.kind == "day":
        return 0.0
    words = " ".join(f"{each.thing.label}{each.words}{''.join(each.thing.forms)}" for each in asked)
    left = figure.left[max(asked[i].thing.last(figure.left)[1], 0) :]
    strange = [char for char in re.sub(r"[^㐀-鿿]", "", left + figure.right) if char not in words]
    return 0.03 * min(len(strange), 10)


def _margin(asked: Sequence[Wanted]) -> float:
    """By how much the choice has to be better: by more where the question says nothing of what is compared."""
    return AHEAD if any(each.words or each.units or each.unit for each in asked) else 4 * AHEAD


def together(options: Sequence[Sequence[Option]], ahead: float = AHEAD) -> list[Figure]:
    """One figure each, no figure twice, all of one group; empty when another choice is about as good."""
    ranked = []
    for choice in product(*options):
        figures = [option.figure for option in choice]
        if not go_together(figures):
            continue
        ranked.append((sum(o.score for o in choice) / len(choice) + _told_alike(figures), figures))
    return clearly_best(ranked, ahead)


def _told_alike(figures: Sequence[Figure]) -> float:
    """How alike the figures are told: side by side, in one unit, in the same words."""
    first = figures[0]
    score = 0.1 * all(f.sentence.article.id == first.sentence.article.id for f in figures)
    score += 0.1 * all((f.sentence.article.id, f.sentence.paragraph) == (first.sentence.article.id, first.sentence.paragraph) for f in figures)
    score += 0.1 * (len({f.unit for f in figures}) == 1 or first.kind == "day")
    said = [set(re.sub(r"[^㐀-鿿]", "", f.left[-4:] + f.right[:3])) for f in figures]
    alike = [len(a & b) / max(len(a | b), 1) if a and b else 0.3 for a, b in pairwise(said)]
    return score + 0.2 * min(alike, default=0.0)

