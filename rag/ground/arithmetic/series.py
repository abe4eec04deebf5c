"""Operands that one passage gives side by side: what it lists, a part and its whole, an amount and for how many."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from rag.ground.arithmetic.operand import (
    EVERY,
    MEASURED,
    PLAIN,
    SENTENCES,
    TOGETHER,
    Find,
    Look,
    Operand,
    figures_in,
    group_of,
    is_elsewhere,
    is_of,
    same_number,
)
from rag.ground.arithmetic.plan import Plan
from rag.ground.arithmetic.stated import stated_figure, stated_sum
from rag.ground.sentences import verdict
from rag.ground.sentences.coordination import NUMERALS
from rag.ground.sentences.figures import (
    Figure,
    all_figures,
    fit,
    known_share,
    letters,
    name_of,
    own_share,
    pairs,
    paragraph_before,
    rank_of,
)
from rag.ground.sentences.sentence import dates_in
from rag.text.dates import date_overlaps, find_dates
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.text.numbers import find_quantities


def listed(plan: Plan, unit: str, look: Look, find: Find) -> list[Operand]:
    """What the sources list: every figure of the attribute with a name of its own, in the sentence or article that fits best."""
    wanted = [] if MEASURED.search(plan.attribute) else letters(plan.attribute)
    bare = re.sub(r"(?:这|那)?(?:[两二三四五六七八九十]|\d+)(?:个|家|项|座|种|类|所|条|名)", "", plan.scope)
    scope = letters(bare)
    found = [look, find(f"{bare}{plan.noun}{plan.attribute}{'是什么时候' if plan.dates else '是多少'}?")]
    count = re.search(r"(?:[两二三四五六七八九十]|\d+)(?:个|家|项|座|种|类|所|条|名|位|人)", plan.scope)
    conditions = {quantity.text for quantity in find_quantities(plan.scope)}
    groups: dict[tuple[str, str, int], dict[str, tuple[float, Figure]]] = {}
    for each in found:
        best = each.evidence.best.score if each.evidence.best else 0.0
        for scored, figure in figures_in(each, plan, unit):
            if fold_text(figure.text) in conditions or _BOUND.search(figure.text) or _BOUND.match(figure.right):
                continue  # 10亿元以上的项目: a condition
            persons = count and count.group()[-1] in "名位人"
            name = _person_of(figure) if persons else name_of(figure, plan.noun, plan.attribute)
            if not name or (figure.is_sum(plan.noun) and not figure.modifies):
                continue
            said = own_share(wanted, figure)
            if said < 0.6 or known_share(scope, figure) < 0.6:
                continue
            score = scored.score - best + 0.5 * said
            for paragraph in (0, figure.sentence.paragraph) if count else (0,):  # those of one paragraph may be as many
                group = groups.setdefault((figure.sentence.article.id, group_of(figure), paragraph), {})
                if name not in group or group[name][0] < score:
                    group[name] = (score, figure)

    def fitness(group: dict[str, tuple[float, Figure]]) -> float:
        exact = 1.0 if count and same_number(count.group(), f"{len(group)}个") else 0.0
        return max(score for score, _ in group.values()) + 0.1 * min(len(group), 6) + exact

    several = [group for group in groups.values() if len(group) > 1]
    if not several:
        return []
    chosen = max(several, key=fitness)
    if count and plan.operation in ("sum", "mean", "extreme", "order") and not same_number(count.group(), f"{len(chosen)}个"):
        return []
    if not any(each.judgement.answers for each in found) and fitness(chosen) < 1.0:
        return []  # only as many as the question counts are as good as the judge's word
    ordered = sorted(chosen.items(), key=lambda item: item[1][1].start)
    return [Operand(name, figure) for name, (_, figure) in ordered]


_BOUND = re.compile(r"以[上下内外]|(?<=.)起$")


def _person_of(figure: Figure) -> str:
    """The last person named in the part of the sentence in front of the figure, also as 张某 or 张某某; as published."""
    text = re.split(r"[;；]", figure.sentence.article.text[figure.sentence.start : figure.start])[-1]
    persons = [name.text for name in find_names(text) if name.kind == "person"]
    persons += re.findall(r"[㐀-鿿]某某?(?:[㐀-鿿](?=[对因被在的,，、]))?", text)
    return persons[-1] if persons else ""


def counted_parts(plan: Plan, unit: str, look: Look) -> list[Operand]:
    """Of 14个项目总面积: the areas of the groups into which a paragraph parts them, if the groups are 14 in all."""
    count = re.search(rf"([{NUMERALS}]+)(?:个|家|项|座|所|条|名)", plan.scope)
    asked = find_quantities(count.group()) if count else []
    if not asked:
        return []
    wanted = letters(plan.attribute)
    for scored, figure in figures_in(look, plan, unit, 4):
        beside = [s.sentence for s in look.evidence.scored if s.sentence.article.id == figure.sentence.article.id]
        beside = sorted((s for s in beside if s.paragraph == scored.sentence.paragraph), key=lambda s: s.start)
        figures = list(all_figures(beside, days=False))
        parts = [
            (before, part)
            for before, part in pairwise(figures)
            if before.kind == "count" and is_of(part, unit) and own_share(wanted, part) >= 0.5
        ]
        if len(parts) > 1 and sum(before.value for before, _ in parts) == asked[0].low:
            return [Operand(name_of(before) or before.text, part) for before, part in parts]
    return []


def first_and_last(plan: Plan, unit: str, look: Look) -> list[Operand]:
    """Of 由24个升至51个: both figures; none where the sentence says by how much, which is then the answer."""
    scope = letters(plan.scope)
    for scored in look.evidence.scored[:SENTENCES]:
        for first, last in pairwise(all_figures([scored.sentence], days=False)):
            if group_of(first) != group_of(last) or not is_of(first, unit) or known_share(scope, first) < 0.6:
                continue
            if re.search(r"(?:由|从)[^,;。]*$", first.left) and re.search(r"(?:至|到|为)[^,;。]{0,4}$", first.right + last.left):
                if re.match(r"[^。;]{0,3},?[^。;,]{0,4}(?:提高|增加|上升|增长|下降|减少)了?\d", last.behind):
                    return []
                return [Operand("原先", first), Operand("后来", last)]
    return []


def added_and_total(plan: Plan, look: Look) -> list[Operand]:
    """Of 新增3家,总数为20家: what was added and the total, of one unit, in one paragraph or its neighbour."""
    scope = letters(plan.scope)
    figures = [
        figure
        for scored in look.evidence.scored[:SENTENCES]
        for figure in all_figures([scored.sentence], days=False)
        if figure.kind == "count" and (not plan.measure or figure.unit.startswith(plan.measure))
    ]
    for added in figures:
        if not re.search(r"(?:新增|增加|加入|吸纳|增设|增补|新加入|扩招)[^,;。]{0,6}$", added.left):
            continue
        for total in figures:
            if (
                total.sentence.article.id == added.sentence.article.id
                and total.unit == added.unit
                and total.value > added.value
                and re.search(r"总数|总量|总计|共|达到?[^,]{0,2}$|增至|至[^,]{0,2}$", total.left)
                and known_share(scope, total) >= 0.6
            ):
                return [Operand("新增", added), Operand("总数", total)]
    return []


_MOVED = re.compile(
    r"(?:较|比|相比|对比)?(?P<then>[^,，。;；]*?)(?P<side>上升|提升|前进|前移|跃升|攀升|进步|升|下降|下滑|后退|后移|退步|退后|跌落|跌|降)了?$"
)


_ONCE = re.compile(r"上一?[年届次]|去年|[前头]一?年|此前|之前|原来|原先|以前|当时")
_SAID_ONLY = r"[这那]个|[这那]份|榜单?(?:上|里|中)?|请|应该|应当|现在|目前|位次|进步|第\d+|[?,在里上中那]"
_MOVED_SAID = re.compile(r"(?:上升|提升|前进|前移|跃升|攀升|进步|升|下降|下滑|后退|后移|退步|跌|降)(?:了|到)?(?:第?\d+)(?:个?位次|个?名次|位|名)")


def rank_and_rise(plan: Plan, look: Look) -> list[Operand]:
    """Of 居第37位,较2019年上升7个位次: the rank, and by how many it rose or fell since the time that the question names."""
    asked = next((clause for clause in reversed(plan.scope.split(",")) if len(clause.strip()) > 1), "")
    named = asked if _ONCE.search(asked) else plan.scope  # 2020年公布的…上升了7位,上一年第几: of the year before
    dates = [d.value for d in find_dates(named) if d.value] if re.search(r"(?:19|20)\d\d年", named) else []
    scope = letters(re.sub(rf"(?:19|20)\d\d年的?|{_MOVED_SAID.pattern}|{_ONCE.pattern}|{_SAID_ONLY}", " ", plan.scope))
    best: tuple[float, list[Operand]] = (0.0, [])
    for scored in look.evidence.scored[:SENTENCES]:
        sentence = scored.sentence
        found = verdict.find(sentence.text)
        for rank, rise in pairwise(q for q in found if q.kind == "ordinal" or q.unit in ("位次", "名次")):
            moved = _MOVED.search(sentence.text[rank.end : rise.start])
            if rank.kind != "ordinal" or rise.kind == "ordinal" or moved is None:
                continue
            since = [m.value for m in dates_in(sentence) if m.value and rank.end <= m.start < rise.start]
            if dates and not any(date_overlaps(a, b) for a in dates for b in since):
                continue
            first = rank_of(sentence, rank)
            fitness = fit(scope, first) + own_share(scope, first)
            if known_share(scope, first) >= 0.6 and fitness > best[0]:
                best = (fitness, [Operand("现居", first), Operand(moved["side"], rank_of(sentence, rise))])
    return best[1]


def whole_and_parts(plan: Plan, unit: str, look: Look, find: Find) -> list[Operand]:
    """Of 6个项目除掉三个10亿元以上的,其余合计投资多少: what all come to, then each of those that are taken off."""
    part, whole = plan.names
    total = stated_sum(replace(plan, operation="sum", names=(), scope=whole), unit, look)
    if total is None:
        return []
    if re.search(rf"[{NUMERALS}](?:个|家|项|座|所|条)", part):
        place = re.sub(rf"(?:[{NUMERALS}]+)(?:个|家|项|座|所|条).*", "", whole)
        parts = listed(replace(plan, operation="sum", names=(), scope=f"{place}{part}", noun="项目"), unit, look, find)
    else:
        names = [name for name in re.split(r"和|与|及|、", part) if len(name) > 1]
        told = [stated_figure(Plan("stated", scope=name, attribute=plan.attribute), unit, look, find) for name in names]
        parts = [Operand(name, figure) for name, figure in zip(names, told, strict=True) if figure]
        if len({p.figure.start for p in parts}) < len(names):
            return []
    parts = [p for p in parts if group_of(p.figure) == group_of(total)]
    if not parts or sum(p.figure.value for p in parts) >= total.value:
        return []
    return [Operand("全部", total), *parts]


def part_and_whole(plan: Plan, look: Look, find: Find) -> list[Operand]:
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
        for _, part in figures_in(found, plan, ""):
            if part.kind != "count":
                continue
            titles = {fold_text(scored.sentence.article.title) for scored in found.evidence.scored}
            if is_elsewhere(whole_name, part, titles):
                continue
            right = part.right if EVERY.search(part_name) else EVERY.split(part.right)[0]
            mine = own_share(telling, replace(part, left=re.split("[,;。]", part.left)[-1], right=right))
            if mine < TOGETHER:
                continue  # 20个省级项目全部开工: of the others nothing is said
            if re.search(r"(?:没有?|未|尚)[^,;]*$", part.left):
                return []  # the source says how many are not
            for whole in _earlier(found, part):
                if whole.value <= part.value or whole.kind != "count":
                    continue
                given = any(q.low == whole.value for q in stated)
                if not given and any(q.low > part.value for q in stated):
                    continue
                alike = whole.unit == part.unit or {whole.unit, part.unit} <= PLAIN
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


def part_and_share(plan: Plan, look: Look) -> list[Operand]:
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


def total_and_count(plan: Plan, unit: str, look: Look, find: Find) -> list[Operand]:
    """Of 平均每个项目投资多少: the amount that is said of several, and how many they are."""
    counted = re.sub(r"^.*每(?:个|家|名|位|项|座|件|亩|条|所)?", "", plan.scope) or plan.noun
    things = pairs(counted)
    for found in (look, find(f"{plan.scope}{plan.attribute}是多少?")):
        for _, total in figures_in(found, plan, unit):
            if total.kind == "count" and not plan.attribute:
                continue
            if plan.attribute and not any(pair in total.left for pair in pairs(plan.attribute)):
                continue
            for count in reversed(_earlier(found, total)):
                beside = (count.right + count.left)[:16]
                if count.kind == "count" and count.value > 1 and (not things or any(pair in beside for pair in things)):
                    return [Operand(plan.attribute or "总数", total), Operand(counted or "数量", count)]
    return []
