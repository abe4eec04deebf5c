"""Which figures a task means: every figure of the sentences found, weighed against the words of each description, chosen together.

A word counts by where it stands: among the figure's own words, in front of it up to the figure before, further off. The figures
chosen share one unit, none is another's, and each has what tells its description from the others; else there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from rag.embed.words import load_words
from rag.ground.arithmetic.facts import ASKED, FAR, Fact, Weighted, letters_of, told_of, weighted
from rag.ground.arithmetic.measured import GENERIC, measure, takes
from rag.ground.arithmetic.namesakes import is_of_namesake, is_of_other_region, place_in_front
from rag.ground.arithmetic.operand import (
    COUNT,
    SET_AGAINST,
    clearly_best,
    go_together,
    group_of,
    is_elsewhere,
    is_of_all,
    is_of_other_term,
    is_one_of,
    is_other_model,
    is_undone,
    mixed,
)
from rag.ground.arithmetic.task import Task, bounds_in
from rag.ground.sentences.coordination import EVENT, Known, own_subject
from rag.ground.sentences.figures import Figure, is_anothers, name_of, paragraph_before
from rag.ground.sentences.owners import KIND, NOW, PAST, Thing, in_time, rivals_of
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.text.numbers import find_quantities

WHOLE = 0.5  # what a choice gains by adding up to a figure of its article
SHARED = 0.3  # of what one that another description has as well
TOLD, PAIRED, NAMED, AHEAD, MOST, LED, WORSE, NEARER = 0.44, 0.35, 0.55, 0.12, 6, 0.6, 2.0, 0.12
# share of a description that has to be told, by whole words, of a name; by how much a choice has to be better
_PROPER = re.compile(rf"{KIND.pattern}|(?:中心|基地|平台|大厦|广场)$")
_THEN = re.compile(r"(?:较|相较|比|与|从)(?:于)?(?:上年|去年|上一?年|前年)(?:同期)?的?$")
_SEVERAL = re.compile(r"(?P<n>[两二三四五六七八九十]|\d+)(?:个|家|项|座|所|条)|[这那](?:批|些|几)")


def choose(task: Task, facts: Sequence[Fact]) -> list[Figure]:
    """A figure for every thing of the task; empty when one is not told or another choice is about as good."""
    options = options_of(task, facts)
    if not all(options):
        return []
    if task.operation == "sum" and len({(each[0][1].figure.sentence.article.id, each[0][1].figure.start) for each in options}) == 1:
        return []  # 甲、乙一类项目总共多少: the sources give it of both
    ranked: list[tuple[float, list[Figure]]] = []
    for choice in product(*options):
        figures = [fact.figure for _, fact in choice]
        if not go_together(figures) or mixed(figures):
            continue
        if any(each[0][0] - score > WORSE for each, (score, _) in zip(options, choice, strict=True)):
            continue  # what fits a thing so much worse than another figure is not its own
        if task.operation == "share" and (figures[0].value >= figures[1].value or figures[0].sentence.article.id != figures[1].sentence.article.id):
            continue
        whole = len(figures) > 2 and _is_whole_told(figures, facts)
        near = task.operation == "share" and not any(figures[1].start < fact.figure.start < figures[0].start for fact in facts)
        ranked.append((sum(score for score, _ in choice) / len(choice) + _alike(figures) + 0.2 * near + WHOLE * whole, figures))
    return clearly_best(ranked, AHEAD)


def _is_whole_told(figures: Sequence[Figure], facts: Sequence[Fact]) -> bool:
    """Whether their article says what they come to together (150个, of which 51, 17 and 82): they are its parts."""
    total, first = sum(figure.value for figure in figures), figures[0]
    return any(f.figure.value == total and f.figure.sentence.article == first.sentence.article and group_of(f.figure) == group_of(first) for f in facts)


def telling(things: Sequence[str], facts: Sequence[Fact]) -> list[Weighted]:
    """Of every description its letters, each with how much it tells; what another description has as well tells little."""
    own = [letters_of(thing) for thing in things]
    pairs = [{pair for letter in each for pair in letter} for each in own]
    found: list[Weighted] = []
    for i, each in enumerate(own):
        others = set().union(*(p for j, p in enumerate(pairs) if j != i))
        found.append([(letter, weight * (1.0 if others.isdisjoint(letter) else SHARED)) for letter, weight in weighted(each, facts)])
    return found


def options_of(task: Task, facts: Sequence[Fact]) -> list[list[tuple[float, Fact]]]:
    """For every thing of the task the figures that may be it, with their scores, the best first."""
    tells, owners = telling(task.things, facts), _owners(task, facts)
    return [_options_for(task, i, facts, tells, owners) for i in range(len(task.things))]


def _options_for(task: Task, i: int, facts: Sequence[Fact], tells: Sequence[Weighted], owners: Sequence[Thing]) -> list[tuple[float, Fact]]:
    whole, shared = (weighted(letters_of(text), facts) for text in (task.things[i], re.sub(r"(?:多少|几).*", "", task.shared)))
    several = _SEVERAL.search(task.things[i])
    asked, asked_words = set(task.text), weighted(letters_of(task.asked), facts)
    places = re.search(rf"{re.escape(task.things[-1])}[两三四五](?:地|区|市|县|省|国|州|镇)", task.text)
    bare_thing = re.sub("(?:的|重点|重大|开工|签约)*(?:项目|工程)$", "", task.things[i])
    is_place = bare_thing in (own_subject(f"{bare_thing}的"), place_in_front(bare_thing, _told_in(facts)))
    whole_place = bool(places) or is_place  # 甲市's projects, not one of them
    rest = task.things[i][len(own_subject(f"{task.things[i]}的")) :] or task.asked.replace(" ", "")
    rest = task.asked.replace(" ", "") if len(task.things[i]) < 5 else rest
    bare = next(iter(load_words().segment(task.things[i])), "")
    place = not own_subject(f"{task.things[i]}的") and any(name.text == f"{bare}市" for name in find_names(f"{bare}市"))  # 甲 of 甲集中开工项目
    all_of = not several and bool(_ALL_OF.match((task.things[i][len(bare) :] if place else "") or rest))  # 甲区集中开工项目
    elliptic = i > 0 and len(whole) < 0.6 * len(tells[0])  # 甲团金牌 and 银牌: the second is 甲团's too
    led = [(letter, 1.0) for letter in letters_of(_WHEN_SAID.sub(" ", task.lead))]
    core = [(letter, 1.0) for letter in letters_of(_bare(task.things[i]))]
    noun = task.nouns[i] if task.unit == "%" and i < len(task.nouns) and not GENERIC.match(task.nouns[i]) else ""
    grown = [(letter, 1.0) for letter in letters_of(f"{task.things[i]}{noun}")] if noun else []  # 各项贷款 that grew, and nothing else of 各项
    counted = letters_of(_counted_noun(task, i))
    titles = {fact.zones[4][1] for fact in facts}
    past = PAST.search(f"{task.text}{task.things[i]}")
    bounds = bounds_in(task.things[i])
    bounds = bounds if any(bounds <= bounds_in(fact.zones[1][1]) for fact in facts) else frozenset()
    found = []
    for fact in facts:
        figure = fact.figure
        if not task.dates and not takes(task, figure):
            continue
        if not past and not task.dates and _THEN.search(figure.left):
            continue  # 较上年同期的5亿元 is what it was before
        own = fact.share(tells[i])
        if (core and fact.share(core) < ASKED) or own < TOLD or fact.share(tells[i], lone=False) < PAIRED:
            continue
        measured = 1.0 if task.dates else measure(task.nouns[i] if i < len(task.nouns) else "", figure)
        if not measured:
            continue
        told = told_of(task.asked, asked_words, fact) if asked_words else 1.0
        if told < ASKED and not task.dates:
            continue
        if not task.unit and not task.dates and asked_words and figure.kind != "count" and fact.share(asked_words, lone=False) < ASKED:
            continue  # 谁的员工更多: what no unit tells has to be said in its words
        if task.lead and not _is_led(task.lead, fact):
            continue
        if owners[i].forms and _of_another(owners, i, fact):
            continue
        if is_elsewhere(task.things[i], figure, titles) or (bounds and not bounds <= bounds_in(fact.zones[1][1])):
            continue
        if _PROPER.search(task.things[i]) and not re.search("[的那这]", task.things[i]) and not _is_named(task.things[i], fact, facts):
            continue
        if is_anothers(task.things[i], figure, [f.figure for f in facts]) or is_of_all(task.things[i], figure):
            continue
        if is_other_model(task.things[i], figure) or is_undone(task.text, figure) or (task.unit != "%" and SET_AGAINST.search(figure.left)):
            continue
        if is_of_other_region(task.things[i], figure, task.asked) or is_of_namesake(task.things[i], figure):
            continue
        if counted and figure.kind == "count" and not any(fact.value(letter, near=True) for letter in counted):
            continue  # 38个企业 are no 平台
        if is_one_of(task.things[i], figure, paragraph_before(figure)) or (not task.dates and is_of_other_term(i, task.things, task.text, figure)):
            continue
        near = fact.share(tells[i], near=True)
        theirs = [t for j, t in enumerate(tells) if j != i and (task.dates or not task.nouns or measure(task.nouns[j], figure))]
        other = max((fact.share(t, near=True) for t in theirs), default=0.0)
        if other > near and other >= ASKED and not elliptic and (task.operation != "share" or i):
            continue  # 出口 is a part of 进出口总额
        other = 0.0 if elliptic else other
        score = 0.8 * fact.share(tells[0]) if elliptic else 0.0
        score += 0.8 * fact.share(core, near=True) if core else 0.0
        score += 0.8 * _told_near(led, fact) if led else 0.0
        score += fact.share(grown, near=True) if grown and figure.kind == "share" else 0.0
        score += 1.5 * own + 0.7 * near + 0.8 * fact.share(whole) + 0.6 * fact.share(shared) + 0.8 * measured + told - 0.8 * other + 0.1 * fact.rank
        score -= 1.5 * (1.0 - in_time(_when(task, i), figure)) if not task.dates else 0.0
        score -= 0.6 * (task.unit.startswith(COUNT) and task.unit != COUNT and figure.unit != task.unit.removeprefix(COUNT))
        if all_of or (is_place and figure.kind == "amount"):
            score += figure.is_sum() and not figure.modifies
        else:
            score += (_plural(several, figure) if several or not whole_place else 0.3 * figure.is_sum()) - 0.4 * _unasked(asked, figure)
        found.append((score, fact))
    if led:  # of two figures of 国内 the one in front of which the product is named that the question begins with
        best = max((score for score, _ in found), default=0.0)
        nearest = max((_told_near(led, fact) for score, fact in found if score > best - WORSE / 2 - NEARER), default=0.0)
        found = [(score, fact) for score, fact in found if _told_near(led, fact) >= nearest - NEARER]
    found.sort(key=lambda pair: -pair[0])
    return found[:MOST]


_WHEN = re.compile(r"^(?:的|在)?(?:(?:[今去]年|\d{4}年)?(?:第?[一二三四]季度?|首季度?|[上下]半年|\d{1,2}月)|[今去]年|\d{4}年)(?:的)?")


def _bare(thing: str) -> str:
    """What the thing is without whose and when: 产业类 of 甲区一季度产业类; empty where it has neither or nothing else."""
    lead = own_subject(thing)
    rest = _WHEN.sub("", thing[len(lead) :])
    return rest if rest != thing and len(rest) > 1 else ""


def _told_near(wanted: Weighted, fact: Fact) -> float:
    """Which share of the letters the paragraph up to the figure, or the title, has."""
    return sum(fact.value(letter, lone=False) > FAR for letter, _ in wanted) / len(wanted)


_WHEN_SAID = re.compile(r"(?:[今去]年)?(?:第?[一二三四]季度?|首季度?|[上下]半年)|[今去]年")
_ALL_OF = re.compile(rf"^(?:的|[这此本]次|集中|全部|所有|重点|重大|新|今年|第?[一二三四]季度|{EVENT.pattern})+(?:项目|工程)?$")


def _counted_noun(task: Task, i: int) -> str:
    """What the thing counts (平台 of 甲市的创新平台), where it says that itself; empty where it only owns what is counted."""
    own = task.things[i][len(own_subject(task.things[i])) :]
    said = (task.nouns[i] if i < len(task.nouns) else "") or task.asked.strip()
    if said or not task.unit.startswith(COUNT) or len(own) < 4 or own.endswith("数") or KIND.search(own):
        return ""
    return own[-2:]


def _owners(task: Task, facts: Sequence[Fact]) -> list[Thing]:
    """The place or organisation, as the sources name it, whose each thing is; what names none has that of the first."""
    texts = {text for fact in facts for text in (fact.zones[4][1], fact.zones[5][1])}

    def named(text: str) -> str:
        head = text.partition("的")[0]
        names = [own_subject(text), head if KIND.search(head) else ""]
        return next((name for name in names if name and any(name in text for text in texts)), "")

    known = _told_in(facts)
    names = [named(thing) for thing in task.things]
    if task.lead and (owner := named(f"{task.lead}的")):
        return [Thing(owner, (owner,))] * len(task.things)
    lead = names[0] if any(names) else named(task.shared.strip())
    kind = KIND.search(lead)
    apart = lead in task.things and not any(thing in task.nouns for thing in task.things)  # 甲市 and 乙: 乙 is not 甲市's

    def is_apart(thing: str) -> bool:
        elsewhere = task.dates and EVENT.search(thing) and place_in_front(thing, known) not in ("", lead[:2])
        return bool(apart or elsewhere or (kind and thing.endswith(kind.group()[-1])))

    own = [name or ("" if is_apart(thing) else lead) for name, thing in zip(names, task.things, strict=True)]
    return [Thing(name, (name,) if name else ()) for name in own]


def _told_in(facts: Sequence[Fact]) -> Known:
    """Whether an article of the facts has a string."""
    texts = {text for fact in facts for text in (fact.zones[4][1], fact.zones[5][1])}
    return lambda name: any(name in text for text in texts)


def _is_named(thing: str, fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a thing that is called by a name is named so, or most of its name stands close by."""
    around = f"{fact.zones[3][1]} {fact.zones[4][1]} {fact.zones[2][1]}"
    title, text = fact.zones[4][1], fact.zones[5][1]
    around = f"{around} {text}" if len(thing) > 4 and thing[:2] in title else around
    if thing in around or all(any(pair in around for pair in letter) for letter in letters_of(thing)):
        return True
    return fact.share([(letter, 1.0) for letter in letters_of(thing)], near=True) >= NAMED


def _of_another(owners: Sequence[Thing], i: int, fact: Fact) -> bool:
    """Whether the article does not name the owner, or names another one of its kind between it and the figure."""
    mine = owners[i]
    if mine.last(f"{fact.zones[4][1]} {fact.zones[5][1]}")[0] < 0:
        return True
    own, text = fact.zones[0][1], f"{fact.zones[3][1]} {fact.figure.right}"
    if mine.last(own)[0] >= 0:
        return False
    others = [other.last(text) for other in owners if other.forms and other.forms != mine.forms]
    rivals = [*rivals_of(mine, text), *(span for span in others if span[0] >= 0)]
    return any(start >= mine.last(text)[1] for start, _ in rivals) and (mine.last(text)[0] >= 0 or mine.last(fact.zones[4][1])[0] < 0)


def _when(task: Task, i: int) -> Thing:
    """The time that the thing, else the question, speaks of."""
    text = "" if NOW.search(task.things[i]) else task.text
    year = next((m.value[:4] for m in find_dates(task.things[i]) if m.value[:4].isdigit()), "")
    return Thing("", (), True if PAST.search(text) else None, year)


def _is_led(lead: str, fact: Fact) -> bool:
    """Whether the article speaks of what leads the things of the task: most of its name stands in it."""
    wanted = letters_of(lead)
    return not wanted or sum(fact.value(letter, lone=False) > 0 for letter in wanted) >= LED * len(wanted)


def _plural(several: re.Match[str] | None, figure: Figure) -> float:
    if several is None:
        return -0.3 if figure.is_sum() and not figure.modifies and figure.kind == "amount" else 0.0
    if figure.modifies or not figure.is_sum():
        return -0.4 if several["n"] or figure.modifies else 0.0
    wanted = find_quantities(several.group())
    given = [q.low for q in find_quantities(figure.before[-40:]) if q.kind == "count"]
    return 1.0 if wanted and wanted[0].low in given else 0.5 if not wanted else 0.0


def _unasked(asked: set[str], figure: Figure) -> float:
    name = re.sub(r"[^㐀-鿿]", "", fold_text(name_of(figure)))
    return sum(char not in asked for char in name) / len(name) if name else 0.0


def _alike(figures: Sequence[Figure]) -> float:
    """How alike the figures are told: side by side, in one unit."""
    first = figures[0]
    places = {(f.sentence.article.id, f.sentence.paragraph) for f in figures}
    score = 0.15 * (len({article for article, _ in places}) == 1) + 0.15 * (len(places) == 1)
    said = [set(re.sub(r"[^㐀-鿿]", "", f.left[-4:] + f.right[:3])) for f in figures]
    alike = min((len(a & said[0]) / max(len(a | said[0]), 1) if a and said[0] else 0.3 for a in said[1:]), default=0.0)
    return score + 0.3 * (len({f.unit for f in figures}) == 1 or first.kind == "day") + 0.3 * alike
