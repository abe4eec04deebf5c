"""What a source states itself, so that nothing is computed: a total, a share, a figure of one thing."""

from __future__ import annotations

import re

from rag.ground.figures import BEFORE, Figure, all_figures, fit, letters, own_share, pairs, says
from rag.ground.operand import TOGETHER, Look, figures_in, same_number
from rag.ground.plan import Plan
from rag.text.fold import fold_text


def stated_sum(plan: Plan, unit: str, look: Look) -> Figure | None:
    """The figure that a sentence itself gives for all of the named things together (两个项目总投资7.3亿元)."""
    count = re.search(r"(?:[两二三四五六七八九十]|\d+)(?:个|家|项)", plan.scope)
    wanted = letters(plan.attribute)
    for scored, figure in figures_in(look, plan, unit, 4):
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
