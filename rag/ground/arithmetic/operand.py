"""An operand of a computed answer, and the figures that may be one: those of the sentences that a look brought."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from rag.embed.words import load_words
from rag.ground.arithmetic.namesakes import place_in_front
from rag.ground.arithmetic.plan import Plan
from rag.ground.judgement.judge import Judgement
from rag.ground.sentences.coordination import NOUNS, THINGS, own_subject
from rag.ground.sentences.evidence import Evidence, Scored
from rag.ground.sentences.figures import Figure, all_figures, letters, name_of, paragraph_before, says
from rag.ground.spans.candidates import Candidate
from rag.text.fold import bigrams, fold_text
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.text.units import KINDS, counts_apart
from rag.understand.question import MONEY

SENTENCES = 8  # of a look, best first, that are searched for figures
TOGETHER = 0.7  # the fit (see ``rag.ground.sentences.figures.fit``) from which figures of one look are told apart; by the golden questions


class Look(Protocol):
    """What a question found; see ``rag.looking.Look``."""

    @property
    def evidence(self) -> Evidence: ...
    @property
    def candidates(self) -> Sequence[Candidate]: ...
    @property
    def judgement(self) -> Judgement: ...
    @property
    def gap(self) -> tuple[str, ...]: ...


Find = Callable[[str], Look]


@dataclass(frozen=True, slots=True)
class Operand:
    """One thing that is compared or added: what it is called, and the figure that a sentence gives for it."""

    name: str
    figure: Figure


def figures_in(look: Look, plan: Plan, unit: str, limit: int = SENTENCES) -> list[tuple[Scored, Figure]]:
    return [
        (scored, figure)
        for scored in look.evidence.scored[:limit]
        for figure in all_figures([scored.sentence], plan.dates)
        if plan.dates or (is_of(figure, unit) and not _is_unlike(plan, unit, figure))
    ]


def _is_unlike(plan: Plan, unit: str, figure: Figure) -> bool:
    """Whether a figure counts people or kinds where neither is asked for, or is of each one where a sum is asked for."""
    apart = unit == COUNT and (counts_apart(plan.measure, figure.unit) or counts_kinds(plan.measure, figure))
    return apart or (plan.operation == "sum" and _PER.match(figure.sentence.article.text, figure.end) is not None)


def counts_kinds(measure: str, figure: Figure) -> bool:
    """Whether a figure is of kinds where things are counted: 三类医疗器械 are not three."""
    return measure in PLAIN and figure.unit in KINDS


_PER = re.compile("/[㐀-鿿]")  # 6GWh/期: of each, and nothing that is added
COUNT = "计数"  # of ``unit``: counts of anything
COUNTS = re.compile(r"(?:个|项目|家|件)数[量目]?|数[量目]")  # what asks for a count
# What these ask for is told by its unit alone, whatever word the source has for it (长度: 全长).
MEASURED = re.compile(r"(?:比例|占比|比重|集聚度|份额|面积|占地|用地|长度|里程|高度|重量)$")


PLAIN = frozenset("个项家件所座名位人")  # measure words that count the same things in two places
EVERY = re.compile(r"全部|均|都|皆|悉数")
_ROLE = re.compile(r"(?:一|那|这|那一)[个家款种座所](?:是)?(?:做|搞|干|卖|造|生产)[㐀-鿿]{1,4}的?$")  # called by what it makes
_MAKES = re.compile(r"^.*?(?:一|那|这|那一)?[个家款种座所](?:是)?(?:做|搞|干|卖|造|生产)(?=[㐀-鿿])")
_POINTED = re.compile(rf"的?[这那]一?(?:[个家座所项款种条处块边]|里)(?:{THINGS})?的?$")  # 甲总部那个项目
_LONG = 40  # characters of a name, or in front of a figure, at most
_BUILT = re.compile("[㐀-鿿]?(?:桥|隧道|公路|铁路|楼|馆|湖|河|山|站|港|水库)")  # 大桥, which its source calls 甲大桥
_HAPPENED = re.compile("(?:签约|开工|落地|投产)+$")
_GENERIC_END = re.compile(rf"(?:{THINGS})$")


def called(label: str, figure: Figure) -> str:
    """What the question calls the thing; where its source has another name for it, with that: 新药园（新药创制产业园）."""
    before = f"{paragraph_before(figure)}{figure.before}"
    if figure.kind == "day" or not label:
        return label
    own = name_of(figure)
    if _BUILT.fullmatch(label) and own.endswith(label) and len(label) < len(own) <= 10 and "的" not in own:
        return own
    if _ROLE.search(label) and 2 < len(own) <= 20 and "的" not in own:
        return own
    if (pointed := _POINTED.sub("", label)) != label and len(pointed) > 1:
        if pointed in fold_text(own) and len(own) <= _LONG and "的" not in own:
            return own
        label = pointed
    counted = re.match(rf"[㐀-鿿]{{2,10}}?(?:{THINGS})", figure.right) if figure.kind == "count" else None
    if counted and 3 < len(core := _HAPPENED.sub("", label)) < len(label) and core in counted.group():
        return counted.group()
    if label in f"{before} {figure.right}" or label in (title := fold_text(figure.sentence.article.title)):
        goes_on = re.search(rf"{re.escape(label)}(?:项目|工程|企业)", f"{before} {figure.right}")
        return goes_on.group() if goes_on and not _GENERIC_END.search(label) else label
    own = f"{before} {figure.right} {title}" if not figure.modifies else figure.right
    told = [any(pair in own for pair in letter) for letter in letters(label)]
    name = name_of(figure)
    if spelt := _printed(label, f"{figure.before[-_LONG:]} {figure.right}"):
        return f"{label}（{spelt}）"
    if not figure.modifies and sum(told) == len(told) and not _spelt_out(label, fold_text(name)):
        return label
    behind = figure.sentence.article.text.split(name, 1)[-1] if name else ""
    name += noun.group() if name and (noun := re.match(NOUNS, behind)) else ""
    name = re.split(r"[,，]|(?:19|20)?\d\d年", name)[0]
    lead = own_subject(name)
    bare = name[len(lead) :] if lead and len(name) > len(lead) + 2 else name
    name = bare if any(char in fold_text(bare) for char in label) else name
    if not figure.modifies and ("的" in name or len(name) > 20):
        return label  # a clause, no name
    folded = fold_text(name)
    alike = sum(char in folded for char in label) > len(label) / 2
    return f"{label}（{name}）" if len(name) > 3 and alike and folded not in label and not re.match("[该这其那]", name) else label


def _printed(label: str, text: str) -> str:
    """The label as a folded text has it, a few characters between its halves (实际|使用|外资, 某)|区域中心); empty when it has not."""
    for cut in range(2, len(label) - 1):
        pattern = rf"(?:(?:(?!的)[㐀-鿿]){{2,4}}\()?{re.escape(label[:cut])}(?:\)|(?![和与及的、])[㐀-鿿]{{2,4}}){re.escape(label[cut:])}"
        if found := re.search(pattern, text):
            return found.group()
    return ""


def _spelt_out(label: str, name: str) -> bool:
    """Whether the source's name has, in their order, the characters of the label and a few between: 甲类签约项目 of 甲类项目."""
    characters = iter(name)
    return len(label) < len(name) <= len(label) + 4 and name[:2] == label[:2] and name[-2:] == label[-2:] and all(c in characters for c in label)


def is_of(figure: Figure, unit: str) -> bool:
    if unit == COUNT:
        return figure.kind == "count"
    if unit == MONEY:
        return figure.kind == "amount"
    if unit:
        return figure.unit == unit
    return figure.kind in ("amount", "share", "measure", "count")


def group_of(figure: Figure) -> str:
    """Figures of one group can be compared: counts of different things can, money of two currencies cannot."""
    return figure.kind if figure.kind in ("count", "day") else figure.unit


COUNTABLE = frozenset("个项家件种类条款所座处台套")


def mixed(figures: Sequence[Figure]) -> bool:
    """Whether counts of what cannot be set against each other are among them: 人次 and 张, 类 and 个; things of many measure words can."""
    units = {"个" if figure.unit in COUNTABLE and figure.unit != "类" else figure.unit for figure in figures if figure.kind == "count"}
    return len(units) > 1


SET_AGAINST = re.compile(  # 比3月的高点低了|40万桶: how far two are apart, and the figure of none of them
    r"(?:(?<![占同环对相百分评无好])比(?![例重])|较|相比于?)(?P<what>[^,;。]{2,16}?)(?:相比)?,?[又还再]?(?:低|少|高|多|短|长|下降|减少|回落|降低|增加|增长|上升|提高)了?(?:约|近)?$"
)
_UNDONE = re.compile("击落|击毁|击沉|摧毁|拦截|打下|打掉|缴获|召回|报废|淘汰|取消|退[出回]|关停|注销|死|亡|遇难|失踪|受伤|辞退|裁|剩|未")


def is_undone(asked: str, figure: Figure) -> bool:
    """Whether the figure counts what was undone of the things (击落了3枚) where the question speaks of no such deed."""
    told = _UNDONE.findall(re.split("[;。]", figure.before)[-1])
    return figure.kind == "count" and bool(told) and not _UNDONE.search(asked)


_MODEL = re.compile(r"(?<![a-z\d.])(?:[a-z]+\d[a-z\d]*|[a-z]{2,})")


def is_other_model(name: str, figure: Figure) -> bool:
    """Whether the model that is named last before the figure is another: x9 pro, asked of x9; nothing where the name has no number."""
    own = _MODEL.findall(name)
    if not any(any(map(str.isdigit, token)) for token in own) or figure.modifies:
        return False  # nothing but a number tells one model from the next
    said = re.split("[;。]", figure.before[max(figure.rivals, default=0) :])[-1]
    told = _MODEL.findall(said)
    return bool(told) and told[-len(own) :] != own


_OF_WHICH = re.compile("[^,;。]{0,2}[,;]?其中")


def is_of_all(name: str, figure: Figure) -> bool:
    """Whether the figure is of the whole of which the named one is a part that has its own: 共8000只,其中,甲县500只."""
    own = re.split("[,;。]", figure.left)[-1]
    if not name or name in own or not _OF_WHICH.match(figure.behind):
        return False
    return re.search(rf"{re.escape(name)}[^,;。]*\d", figure.behind) is not None


def same_number(counted: str, text: str) -> bool:
    """Whether ``text`` counts as many as ``counted`` (两个, 2个), in whatever spelling."""
    wanted = find_quantities(counted)
    return bool(wanted) and any(q.low == wanted[0].low and q.kind == "count" for q in find_quantities(text))


def unasked(asked: str, figure: Figure) -> float:
    """How much of what the figure is said of the question does not ask for, 0 to 1: 甲园 is not 甲园's second bridge."""
    name = letters(fold_text(name_of(figure))) if not figure.is_sum() else []
    return sum(not any(pair in asked for pair in letter) for letter in name) / len(name) if name else 0.0


def are_means(question: str, figures: Sequence[Figure]) -> bool:
    """Whether figures are means where the question compares means; what several come to together is none."""
    return not re.search("平均|[人户亩]均", question) or all("均" in f"{f.left}{f.before[-24:]}" for f in figures)


def are_theirs(question: str, things: Sequence[str], figures: Sequence[Figure]) -> bool:
    """Whether each figure's article has something of its thing's name, and none is what comes in where it is asked what is spent."""
    for thing, figure in zip(things, figures, strict=False):
        article = fold_text(f"{figure.sentence.article.title} {figure.sentence.article.text}")
        name = re.sub(rf"{THINGS}|[这那][个家座所]|[\da-z]", " ", _MAKES.sub("", thing))
        pairs = bigrams(name) or [char for char in name if char >= "㐀"]
        if pairs and not any(pair in article for pair in pairs):
            return False
    spent = _SPENDS.search(question) and not _EARNED.search(question)
    return not (spent and any(figure.kind == "amount" and _EARNED.search(figure.left) for figure in figures))


_SPENDS = re.compile("投资|投入|花钱|花的钱|砸钱|烧钱|投得|投的")
_EARNED = re.compile("营业额|产值|销售|营收|收入|利润|税收")


def is_elsewhere(thing: str, figure: Figure, titles: Set[str]) -> bool:
    """Whether the thing begins with what another article is headed by and the figure's nowhere names: 甲市的项目 in one about 乙市.

    titles: of all articles that were found, folded.
    """
    if _is_absent(thing, figure):
        return True
    head = next(iter(load_words().segment(thing)), "")
    head = head if len(head) > 1 else place_in_front(thing, lambda name: any(name in title for title in titles))
    first, article = own_subject(thing) or head, figure.sentence.article
    return len(first) > 1 and any(title.startswith(first) for title in titles) and first not in fold_text(f"{article.title} {article.text}")


_PLACE = re.compile(r"^(?P<place>[㐀-鿿]{2,4}?)(?:国家)?(?:自主创新示范区|高新技术产业开发区|高新区|经开区|开发区|自创区|自贸区|新区|[省市区县州镇])")


def _is_absent(thing: str, figure: Figure) -> bool:
    """Whether the article of the figure never names the place or zone whose the thing is."""
    owner = _PLACE.match(thing)
    if owner is None:
        return False
    called = owner["place"] if owner.end() == owner.end("place") + 1 else owner.group()  # 甲 of 甲市, 甲高新区
    if not any(name.kind == "place" and name.text == called for name in find_names(f"{called}的")):
        return False
    return owner["place"] not in fold_text(f"{figure.sentence.article.title} {figure.sentence.article.text}")


_PERIODS = re.compile(r"(?:第?[一二三四]|首)季(?:度)?|[上下]半年|(?<!\d)\d{1,2}月(?!\d)|(?:19|20)\d\d年")


def in_their_periods(things: Sequence[str], question: str, figures: Sequence[Figure]) -> bool:
    """Whether each figure is told of the period (二季度) of its own thing, where the question speaks of more than one."""
    said = {_period(m.group()) for m in _PERIODS.finditer(question)}
    if any(figure.kind == "day" for figure in figures):
        return True
    if len(said) < 2:
        return not any(is_of_other_term(i, things, question, figure) for i, figure in enumerate(figures) if i < len(things))
    for thing, figure in zip(things, figures, strict=False):
        around = f"{paragraph_before(figure)}{figure.before}{figure.right}{fold_text(figure.sentence.article.title)}"
        told = {_period(m.group()) for m in _PERIODS.finditer(around)}
        own = {_period(m.group()) for m in _PERIODS.finditer(thing)}
        if not (own or said) & told or (own and not own <= told):
            return False
    return True


_TERMS = re.compile(r"(?:第?[一二三四]|首)季(?:度)?|[上下]半年")


def is_of_other_term(i: int, things: Sequence[str], question: str, figure: Figure) -> bool:
    """Whether the question speaks of one quarter or half of a year for thing ``i``, and another is last named in front of the figure."""
    said = things[i] if _TERMS.search(things[i]) else question
    for other in things if said is question else ():
        said = said.replace(other, " ")
    asked = {_period(m.group()) for m in _TERMS.finditer(said)}
    told = [_period(m.group()) for m in _TERMS.finditer(figure.before)]
    return len(asked) == 1 and bool(told) and told[-1] not in asked


def _period(text: str) -> str:
    return re.sub("^第", "", text.replace("首季", "一季")).removesuffix("度")


def go_together(figures: Sequence[Figure]) -> bool:
    """Whether figures can be set against each other: of one group, and none of them twice."""
    return len({group_of(f) for f in figures}) == 1 and len({(f.sentence.article.id, f.start) for f in figures}) == len(figures)


def clearly_best(ranked: Sequence[tuple[float, list[Figure]]], ahead: float) -> list[Figure]:
    """The choice of the highest mean score; empty when there is none, or another of other figures is about as good.

    ahead: by how much the score of each operand that differs has to be better.
    """
    best, figures = max(ranked, key=lambda pair: pair[0], default=(0.0, []))
    for score, others in ranked:
        changed = sum((a.value, a.unit) != (b.value, b.unit) for a, b in zip(figures, others, strict=True))
        if changed and (best - score) * len(figures) / changed < ahead:
            return []
    return figures


_SEVERAL = re.compile(r"([^,，。;；]*(?:和|与|及|、)[^,，。;；]{2,40}?)((?:[两二三四五六七八九十]|\d+)(?:个|家|项))")


_COUNTED_APART = re.compile(r"\d(?:多|余)?(?:个|家|项|件|名|人|座|所)(?:[^,、和与及]{0,8})(?:和|与|及|、)")


def is_one_of(name: str, figure: Figure, around: str) -> bool:
    """Whether the figure is that of several things of which the named one is one: 甲和乙两个项目总投资…

    around: the paragraph before the sentence; its last sentence may name them (…4个项目。年产值共…).
    """
    if figure.kind == "day" or figure.modifies or re.search(r"(?:[两二三四五六七八九十]|\d+)(?:个|家|项)", name):
        return False
    last = re.split(r"[。!?]", around.rstrip("。!?"))[-1]
    several = _SEVERAL.search(figure.before) or _SEVERAL.search(last)
    if several and re.search(rf"{re.escape(name)}(?:[㐀-鿿]{{0,3}}[区市县园])?[的有共内将]", several.group(1)):
        return False  # 甲区的乙和丙两个项目: 甲区 has them
    if several is None or not same_number(several.group(2), f"{len(re.split('和|与|及|、', several.group(1)))}个"):
        return False
    if _COUNTED_APART.search(several.group(1)):
        return False  # 甲中心2家、乙中心5家: each has its own
    wanted = letters(name)
    if several.string is last and sum(any(pair in figure.before for pair in letter) for letter in wanted) >= len(wanted) / 2:
        return False  # 其中甲项目总投资5亿元: told of it alone
    return sum(any(says(pair, several.group(1)) for pair in letter) for letter in wanted) >= len(wanted) / 2
