"""What a source states itself, so that nothing is computed: a total, a share, a figure of one thing."""

from __future__ import annotations

import re

from rag.ground.arithmetic.operand import SET_AGAINST, TOGETHER, Find, Look, figures_in, same_number, unasked
from rag.ground.arithmetic.plan import Plan
from rag.ground.sentences.coordination import TIME
from rag.ground.sentences.figures import (
    BEFORE,
    Figure,
    all_figures,
    fit,
    letters,
    own_share,
    pairs,
    paragraph_before,
    says,
)
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.text.numbers import find_quantities


def stated_sum(plan: Plan, unit: str, look: Look) -> Figure | None:
    """The figure that a sentence itself gives for all of the named things together (两个项目总投资7.3亿元)."""
    count = re.search(r"(?:[两二三四五六七八九十]|\d+)(?:个|家|项)", plan.scope)
    wanted = letters(plan.attribute)
    scope = letters(re.sub(r"[这那](?:批|些|几个|次)|[这本此]次", "", plan.scope))
    for scored, figure in figures_in(look, plan, unit, 4):
        if not figure.is_sum() or figure.modifies or own_share(wanted, figure) < 0.9:
            continue
        before = fold_text(figure.before)
        named = [sum(pair in before for pair in pairs(name)) / max(len(pairs(name)), 1) for name in plan.names]
        count_before = find_quantities(_last_count(before))
        if len(plan.names) > 1 and count_before and count_before[0].low != len(plan.names):
            continue  # of four things of which two are asked for
        if plan.names and min(named) >= TOGETHER:
            return figure
        told = scored.context > 0.8 or fit(scope, figure, paragraph_before(figure)) >= TOGETHER
        if not plan.names and told and (not count or same_number(count.group(), _last_count(before))):
            return figure
    return None


def _last_count(before: str) -> str:
    """The count that stands nearest in front: of 项目14个,其中农业类8个,用地6000亩 the area is that of eight."""
    counts = [quantity.text for quantity in find_quantities(before) if quantity.kind == "count"]
    return counts[-1] if counts else ""


def stated_difference(plan: Plan, unit: str, look: Look) -> Figure | None:
    """比年初多了多少: by how much, where the source says so itself (比年初增加214家)."""
    if len(plan.names) != 2:
        return None
    if not re.search(TIME, plan.names[1]):
        return _stated_of(plan, unit, look)
    named = letters(re.sub(TIME, "", plan.names[0]) + plan.attribute)
    grown = rf"(?:比|较){re.escape(plan.names[1])}.{{0,4}}(?:增加|增长|减少|下降|增|减|多|少)了?$"
    for _, figure in figures_in(look, plan, unit):
        if re.search(grown, figure.left) and fit(named, figure, paragraph_before(figure)) >= 0.5:
            return figure
    return None


def _stated_of(plan: Plan, unit: str, look: Look) -> Figure | None:
    """By how much one thing is off another, where the source says it (出货量比3月的高点低了|40万桶)."""
    first, other = letters(plan.names[0]), letters(plan.names[1])
    for _, figure in figures_in(look, plan, unit):
        by = SET_AGAINST.search(figure.left)
        told = sum(any(pair in by["what"] for pair in letter) for letter in other) if by else 0
        if told and told >= 0.6 * len(other) and fit(first, figure, paragraph_before(figure)) >= 0.5:
            return figure
    return None


def is_called(plan: Plan, look: Look) -> bool:
    """Whether the best sentence speaks of what was asked for with a verb: a turnover is no fine."""
    words = {"罚款": "罚", "亏损": "亏", "销售额": "卖|售|营", "利润": "赚|利"}.get(plan.attribute, "")
    best = look.candidates[0].scored if look.candidates else look.evidence.best
    return best is not None and re.search(words, best.sentence.text) is not None


_WHEN_SAID = re.compile(r"(?:预计|估计|大概|大约)|(?:每|一)年(?:里)?(?:能|可|会|要)*|(?:能|可以|会)$")
_ALSO_CALLED = {"销售额": ("营业额", "销售收入", "营业收入", "营收")}


def _own(attribute: str, figure: Figure) -> float:
    """How far the figure is called what is asked for, or what else that is called in print, 0 to 1."""
    return max(own_share(letters(name), figure) for name in (attribute, *_ALSO_CALLED.get(attribute, ())))


_EARLIER = re.compile(r"(?:较|比|上年|去年|同期|此前|原先)[^,，。;；]*$")


def stated_figure(plan: Plan, unit: str, look: Look, find: Find) -> Figure | None:
    """The figure that a clause gives for the attribute of the one thing that is asked of (亏了多少钱: 净亏损52亿元).

    Of several figures the one that stands nearest to what the question names; None when none is called so.
    """
    scope = plan.scope
    for mention in reversed(find_dates(scope)):
        scope = scope[: mention.start] + " " + scope[mention.end :]
    named = letters(_WHEN_SAID.sub(" ", scope))
    places = [name.text for name in find_names(scope) if name.kind == "place" and scope[: name.start].endswith("在")]
    best: tuple[float, Figure | None] = (0.0, None)
    asked = [f"{plan.scope}{plan.attribute}是多少?", *(f"{_WHEN_SAID.sub('', plan.scope)}{name}是多少?" for name in _ALSO_CALLED.get(plan.attribute, ())[:2])]
    for found in (look, *map(find, asked)):
        top = found.evidence.best.score if found.evidence.best else 0.0
        for scored, figure in figures_in(found, plan, unit):
            own, mine = _own(plan.attribute, figure), fit(named, figure, paragraph_before(figure))
            placed = any(place in fold_text(figure.left) for place in places)
            if own < 0.5 or mine < 0.5 or (mine < TOGETHER and not placed and not found.judgement.answers):
                continue
            score = 2 * own + 2 * mine + own_share(named, figure) + 0.3 * max(scored.score - top, -3.0)
            score += 2 * placed
            score -= bool(_EARLIER.search(figure.left)) + unasked(plan.scope + plan.attribute, figure)
            if score > best[0]:
                best = (score, figure)
    return best[1]


def speaks_of_all(plan: Plan, look: Look) -> bool:
    """Whether the paragraph of the best evidence names everything that the question does; a fact of one is no comparison."""
    best = look.candidates[0].scored if look.candidates else look.evidence.best
    if best is None or plan.english:
        return best is not None
    article = best.sentence.article
    text = fold_text(article.title + article.paragraph(best.sentence.paragraph))
    wanted = [letters(name.removeprefix(plan.scope)) for name in plan.names]
    chooses = plan.operation in ("which", "extreme") and re.search(r"谁|哪|还是", look.evidence.question.folded)
    if chooses and len(plan.names) > 1 and look.candidates:
        told = fold_text(look.candidates[0].text)
        if not any(pair in told or told in name for name in plan.names for pair in pairs(name.removeprefix(plan.scope))):
            return False  # asked which of two, it is none of them
    shares = [sum(any(says(p, text) for p in letter) for letter in each) / len(each) for each in wanted if each]
    return min(shares, default=1.0) >= TOGETHER


_TELLS_APART = re.compile(r"比|较(?![大小高低多少快慢强弱好差])|相差|差距|高出|多出|超出|领先|低于|高于|多于|少于|超过|不及|提高|增加|减少|缩短|倍|上升|下降")


def states_difference(look: Look) -> bool:
    """Whether the best candidate's clause itself says by how much, or how many times (比乙园多3亿元)."""
    best = look.candidates[0] if look.candidates else None
    if best is None:
        return False
    sentence = best.scored.sentence
    front = re.split(r"[,，。;；]", sentence.article.text[sentence.start : best.start])[-1]
    return _TELLS_APART.search(front + best.text) is not None


def states_share(plan: Plan, look: Look) -> bool:
    """Whether the best candidate is the share itself, said of the part that is asked (产业项目85个,占比90%)."""
    best = look.candidates[0] if look.candidates else None
    if best is None or not best.typed or not plan.names or not look.judgement.answers:
        return not plan.names
    part = letters(plan.names[0].removeprefix(plan.scope))
    figure = next((f for f in all_figures([best.scored.sentence], days=False) if f.start == best.start), None)
    return figure is not None and (figure.modifies or "占" in figure.left) and fit(part, figure) >= TOGETHER * BEFORE


_REST_NAMED = re.compile(
    r"(?:剩下|剩余|其余|其他|另外|余下|还有)(?:的|那)*(?:[两二三四五六七八九十]|\d+)(?:个|家|项|座|所|条|名|位)(?:[^,]{0,10}?)(?:叫什么|叫啥|是什么|名字|名称|是哪|有哪|哪[几些]|是谁)"
)
_UNCOUNTED_BUT = re.compile(r"除了?(?![^,]*\d)(?![^,]*[两二三四五六七八九十](?:个|家|项))[^,]{2,}")


def names_no_rest(folded: str, look: Look) -> bool:
    """Whether the names of those are asked for that are left beside the named ones, and no sentence goes on to name them."""
    if not _REST_NAMED.search(folded) or _UNCOUNTED_BUT.search(folded):
        return False
    return not any(re.search(r"(?:其余|另外|余下|剩余|剩下|其他)[^,，。;；]{0,12}(?:分别)?[为是]", s.sentence.text) for s in look.evidence.scored[:8])
