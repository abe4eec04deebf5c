"""The figures of sentences, each with what it is said of, and how well one fits the name of what is asked.

Chinese puts what a figure belongs to in front of it (甲项目总投资5亿元, 申请专利209件) or, where the figure modifies or counts
it, right behind (总投资20亿元的乙项目, 65%的高新技术企业, 7个项目). Every figure owns the words between it and its neighbours so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rag.ground.sentences.sentence import Sentence, dates_in
from rag.text.fold import fold_text
from rag.text.numbers import Quantity, find_quantities

_OWNED = re.compile(
    r"^(?:的|用于|建设|新建|打造|改造|兴建|投向|投给|支持|购买|引进|实施|扶持|培育|给)?[^,，。;；:：、!?！？\n]*"
)
_MODIFIES = re.compile(r"^(?:的|用于|建设|新建|打造|改造|兴建|投向|投给|支持|购买|实施|扶持)")
_PARALLEL = re.compile(r".*[^、,以](以及|及|和|与|、)")
_THINGS = "项目|企业|园区|工程|课题|公司|高校|学校|机构|医院|产品|基地|平台|城市"
_SEVERAL = (
    r"(?:[两二三四五六七八九十]|\d+)(?:多|余)?(?:个|家|项|所|座)(?:[^,，。;；、]{{0,8}}?)?(?:{0})"
    r"|(?:{0})(?:共有?|达|有)?\d+多?余?(?:个|家|项|所|座)|等[^，,]{{0,8}}(?:{0})|合计|总计|共计"
)
_SAID_OF_NEXT = re.compile(  # 9个项目总投资20亿元: 总投资 is what the next figure is
    r"(?<=..)(?:计划|预计|合计|年度|累计|实现|完成|总)*(?:投资|产值|营业额|销售额|营收|收入|利润|税收|面积|用地|占地|签约额|合同额)(?:总?额)?[达约为超近]*$"
)
_LAST = re.compile(r"(?:可?达到?|高达|约|为|是|近|超过?|至|共|有|已|了|额)+$")
_IGNORED = re.compile(r"[^\w]|[的了与及]")
# How much a character pair of the name counts by where it stands: among the figure's own words, further in front in the
# sentence (less for every rival figure in between), behind in the sentence, in the paragraph, the title, the article; and what is
# left of it when other characters stand between the two.
OWN, BEFORE, RIVAL, BEHIND, PARAGRAPH, TITLE, ELSEWHERE, SHORTENED = 1.0, 0.8, 0.45, 0.4, 0.6, 0.6, 0.2, 0.7


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity or a date: ``sentence.article.text[start:end]``.

    value: in ``unit``, as in ``Quantity``; of a date, comparable with other dates only (20231200). kind: as in ``Quantity``,
    or ``day``. left, right: the words it owns in front of it and behind it, folded. modifies: what it belongs to is on the right.
    name: what it is said of, where the sentence lists things and their figures apart (甲、乙分别为5个、3个).
    """

    sentence: Sentence
    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    qualifier: str
    left: str
    right: str
    before: str
    behind: str
    rivals: tuple[int, ...]
    modifies: bool
    name: str = ""

    @property
    def text(self) -> str:
        return self.sentence.article.text[self.start : self.end]

    @property
    def in_brackets(self) -> bool:
        """Whether it stands in brackets behind what it is said of: 甲（123只）、乙（98只）."""
        return self.sentence.article.text[self.start - 1 : self.start] in ("(", "（")

    def is_sum(self, noun: str = "") -> bool:
        """Whether it stands for several things (each called ``noun``) that are counted in front of it."""
        found = re.search(_SEVERAL.format(re.escape(noun) or _THINGS), self.before)
        return found is not None and not (self.kind == "count" and self.unit in found.group())


def figures_of(sentence: Sentence) -> list[Figure]:
    """Every quantity with a unit in the sentence, in order."""
    text = sentence.text
    found = [q for q in find_quantities(text) if q.unit and q.kind not in ("year", "date", "ordinal", "code")]
    rights = []
    for n, quantity in enumerate(found):
        rest = text[quantity.end : found[n + 1].start if n + 1 < len(found) else len(text)]
        owned = m.group() if (m := _OWNED.match(rest)) else ""
        if len(owned) == len(rest) and n + 1 < len(found) and (cut := _PARALLEL.match(owned)):
            owned = owned[: cut.start(1)]
        if quantity.kind == "count" and len(owned) == len(rest) and n + 1 < len(found):
            owned = _SAID_OF_NEXT.sub("", owned)
        counts = quantity.kind == "count" and not re.match(r"[,，。;；、!！?？\s(（]|$", owned)
        rights.append(owned if counts or _MODIFIES.match(owned) else "")
    names = _respectively(text, found)
    said = [
        "" if n in names else _LAST.sub("", text[found[n - 1].end + len(rights[n - 1]) if n else 0 : q.start])[-2:]
        for n, q in enumerate(found)
    ]
    figures: list[Figure] = []
    behind_last = 0
    for n, (quantity, right) in enumerate(zip(found, rights, strict=True)):
        if n and found[n - 1].end < quantity.start:  # 甲区记录到|8种|60只: both are said of it
            behind_last = found[n - 1].end + len(rights[n - 1])
        figures.append(
            Figure(
                sentence,
                sentence.start + quantity.start,
                sentence.start + quantity.end,
                quantity.low,
                quantity.unit,
                quantity.kind,
                quantity.qualifier or ("~" if quantity.low != quantity.high else ""),
                fold_text(names.get(n, ("", text[min(behind_last, quantity.start) : quantity.start]))[1]),
                fold_text(right),
                fold_text(text[: quantity.start]),
                fold_text(text[quantity.end :]),
                tuple(
                    len(fold_text(text[: q.end]))
                    for i, q in enumerate(found[:n])
                    if _rivals(q, said[i], quantity, said[n])
                ),
                bool(_MODIFIES.match(right)),
                names.get(n, ("", ""))[0],
            )
        )
    return figures


def _rivals(earlier: Quantity, said_earlier: str, later: Quantity, said_later: str) -> bool:
    """Whether a subject in front of both belongs to the earlier: not in 甲园产值320亿元,税收21亿元, which says two things of it."""
    words = (said_earlier.strip("、,， 和与及"), said_later.strip("、,， 和与及"))
    return earlier.unit == later.unit and (words[0] == words[1] or not all(words))


def _respectively(text: str, found: Sequence[Quantity]) -> dict[int, tuple[str, str]]:
    """Place of a figure -> (what it is said of, that and what is said of it), for 甲、乙的产值分别为5亿元、3亿元."""
    owners: dict[int, tuple[str, str]] = {}
    n = 0
    while n < len(found):
        last = n
        while (
            last + 1 < len(found)
            and found[last + 1].unit == found[n].unit
            and re.fullmatch(r"、|和|与|及|以及|,|，", text[found[last].end : found[last + 1].start])
        ):
            last += 1
        size = last - n + 1
        if size > 1:
            clause = re.split(r"[。;；]", text[: found[n].start])[-1]
            for part in reversed(re.split(r"[,，:：]", clause)):
                names = [name.strip() for name in re.split(r"、|以及|和|与|及", _spelt_out(part))]
                if len(names) == size and all(names):
                    tail = re.split(r"的|分别|各|(?:总投资|投资|产值|收入|占地|面积|增长)", names[-1])[0] or names[-1]
                    said = names[-1][len(tail) :]
                    clean = [_LEAD.sub("", name) or name for name in (*names[:-1], tail)]
                    owners |= {n + i: (name, f"{name}{said}") for i, name in enumerate(clean)}
                    break
        n = last + 1
    return owners


_SHORT = (("产销量?", "产量、销量"), ("进出口额?", "进口、出口"), ("存贷款?", "存款、贷款"), ("收支", "收入、支出"))


def _spelt_out(part: str) -> str:
    """产销(同比)分别增长: 产量、销量; two things that one word names are two."""
    return next(
        (
            f"{part[: found.start()]}{both}{part[found.end() :]}"
            for short, both in _SHORT
            if (found := re.search(rf"{short}(?=(?:同比|环比|各自)?分别)", part))
        ),
        part,
    )


def days_of(sentence: Sentence) -> list[Figure]:
    """Every date in the sentence whose year is known, in order."""
    text, figures, last = sentence.text, [], 0
    ends: list[int] = []
    for mention in dates_in(sentence):
        if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", mention.value):
            continue
        value = Decimal(mention.value.replace("-", "").ljust(8, "0"))
        behind = re.match(r"[^,，。;；!?！？]*", text[mention.end :])
        right = behind.group() if behind else ""
        figures.append(
            Figure(
                sentence, sentence.start + mention.start, sentence.start + mention.end, value, mention.value, "day", "",
                fold_text(text[last : mention.start]), fold_text(right), fold_text(text[: mention.start]),
                fold_text(text[mention.end :]), tuple(ends), True,
            )
        )  # fmt: skip
        last = mention.end
        ends.append(len(fold_text(text[: mention.end])))
    return figures


def rank_of(sentence: Sentence, quantity: Quantity) -> Figure:
    """A rank, or by how many ranks something moved, as a figure: what stands before and behind it in its clause is its own."""
    text = sentence.text
    left = re.split(r"[,，;；。]", text[: quantity.start])[-1]
    right = re.split(r"[,，;；。]", text[quantity.end :])[0]
    return Figure(
        sentence, sentence.start + quantity.start, sentence.start + quantity.end, quantity.low, "位", quantity.kind, "",
        fold_text(left), fold_text(right), fold_text(text[: quantity.start]), fold_text(text[quantity.end :]), (), False,
    )  # fmt: skip


def pairs(name: str) -> set[str]:
    """The character pairs of a name, particles left out; a Latin word or a number is one of them."""
    return {pair for letter in letters(name) for pair in letter}


def letters(name: str, besides: Set[str] = frozenset()) -> list[tuple[str, ...]]:
    """For every character of the name the pairs it stands in; characters that stand in a pair of ``besides`` are left out.

    Pairs across a border of words (区开 of 高新区开工) are found nowhere; the characters are, in their other pairs.
    """
    found: list[tuple[str, ...]] = []
    for run in _IGNORED.sub(" ", re.sub(r"[a-z0-9.]{2,}", lambda m: f" {m.group()} ", name)).split():
        if run.isascii():
            each: list[tuple[str, ...]] = [(run,)]
        else:
            each = [tuple(run[j : j + 2] for j in (i - 1, i) if 0 <= j < len(run) - 1) for i in range(len(run))]
        found += [letter for letter in each if letter and besides.isdisjoint(letter)]
    return found


_folded = lru_cache(maxsize=64)(fold_text)


def fit(wanted: Sequence[tuple[str, ...]], figure: Figure, around: str = "") -> float:
    """How far the wanted ``letters`` belong to the figure, 0 to 1. around: the paragraph before the sentence, folded."""
    if not wanted:
        return 0.0
    title, whole = _folded(figure.sentence.article.title), _folded(figure.sentence.article.text)
    places = {pair: _place(pair, figure, around, title, whole) for letter in wanted for pair in letter}
    return sum(max(places[pair] for pair in letter) for letter in wanted) / len(wanted)


def own_share(wanted: Sequence[tuple[str, ...]], figure: Figure) -> float:
    """Share of the wanted ``letters`` among the figure's own words, 0 to 1; 1 when nothing is wanted."""
    text = f"{figure.left} {figure.right} {figure.before if figure.name else ''} {figure.unit}"
    return sum(any(pair in text for pair in letter) for letter in wanted) / len(wanted) if wanted else 1.0


def known_share(wanted: Sequence[tuple[str, ...]], figure: Figure) -> float:
    """Share of the wanted ``letters`` anywhere in the figure's article, 0 to 1; 1 when nothing is wanted."""
    article = figure.sentence.article
    text = f"{_folded(article.title)} {_folded(article.text)}"
    return sum(any(pair in text for pair in letter) for letter in wanted) / len(wanted) if wanted else 1.0


def _place(pair: str, figure: Figure, around: str, title: str, whole: str) -> float:
    if pair in figure.right:
        return OWN
    if pair in figure.left:
        return OWN if not figure.modifies or figure.kind == "day" else BEHIND + 0.2
    at = figure.before.rfind(pair)
    factor = 1.0
    if at < 0 and (at := _loosely(pair, figure.before)) >= 0:
        factor = SHORTENED
    best = factor * BEFORE * RIVAL ** sum(end > at for end in figure.rivals) if at >= 0 else 0.0
    if pair in figure.behind:
        best = max(best, BEHIND)
    if pair in around:
        best = max(best, PARAGRAPH)
    elif pair in title:
        best = max(best, TITLE)
    elif pair in whole:
        best = max(best, ELSEWHERE)
    return best


def says(pair: str, text: str) -> bool:
    """Whether the text has the two characters side by side, or in one phrase with others between."""
    return pair in text or _loosely(pair, text) >= 0


def _loosely(pair: str, text: str) -> int:
    """Where the two characters stand in one phrase with others between (茶园: 茶叶加工产业示范园); -1: nowhere."""
    if pair.isascii():
        return -1
    at = text.rfind(pair[0])
    while at >= 0:
        behind = re.split(r"[,;。:!?]", text[at + 1 : at + 12])[0]
        if pair[1] in behind:
            return at
        at = text.rfind(pair[0], 0, at)
    return -1


_TAIL = re.compile(
    r"(?:的)?(?:(?:工业|建设|商业|住宅|规划)(?=用地|占地|总?面积))?(?:计划|预计|年度|累计|合计|总|固定资产|首期|建筑|占地|用地|实现|完成|获得|投入|年|同比|将)*"
    r"(?:投资额?|产值|营业额|销售额|营收|收入|利润|税收|面积|用地|占地|规模|比例|占比|比重|增长|增速|人数|产能|产量|金额|资金|经费|外资|贷款|融资|全长|总长|长)?"
    r"(?:总?额|总量)?(?:可?达到?|高达|约|为|是|近|超过?|至|共|有|已|了|于|在)*[:：]?$"
)
_LEAD = re.compile(
    r"^(?:其中|此外|另外|同时|而|并|以及|及|和|与|还有|包括|包含|分别(?:是|为)|集聚了?|拥有|有|是|为|、|,|;|:)+"
)
_FOUND = re.compile("(?<=..)(?:记录|监测|观测|统计|发现|查|检|录|数)[到出得]$")
_NO_NAME = re.compile(
    r".*[对向给]其.{0,3}|被.*|(?:总|年度|计划|预计|累计)*(?:投资|共|有)?|(?:在|按|据|从|截至|当|自).*|.*(?:[之当]?中|方面|领域|共有|以来)|(?:预计|计划|全部|项目)*(?:达产|投产|建成|竣工|完工)[后时]?|\d.*[年月日]|[今去明前本上下](?:年|月|季|半年|个月).*"
)


def name_of(figure: Figure, noun: str = "", attribute: str = "") -> str:
    """What the sentence calls the thing that the figure is said of, as published; empty when it cannot be told.

    noun: what the question calls such things (项目). attribute: what it asks of them, which is no part of a name. When the
    words right in front of the figure name nothing, the clauses before them do.
    """
    if figure.name:
        return figure.name
    text = figure.sentence.article.text
    if figure.modifies and figure.kind != "day":
        right = text[figure.end : figure.end + len(figure.right)]
        return _cut(_MODIFIES.sub("", right), "")
    start = figure.start - len(figure.left)
    clauses = re.split(r"[,，;；、。：:]", text[start : figure.start])
    if figure.in_brackets:
        return _cut(_BRACKETED.split(text[figure.sentence.start : figure.start - 1])[-1], attribute)
    if own := _cut(_ADJACENT.sub("", clauses[-1]), attribute):
        return own
    before = text[figure.sentence.start : figure.start]
    for clause in reversed(re.split(r"[,，;；。：:]", before)[:-1]):
        stated = find_quantities(clause)
        phrase = _cut(clause[: stated[0].start], attribute) if stated else ""
        if phrase := phrase or _named(clause, noun):
            return _subject_before(figure) or phrase if re.match("[该本此]", phrase) else phrase
        if not stated and len(clause) > 14:
            break
    return ""


def clause_name(phrase: str) -> str:
    """The name in a phrase that goes on with a figure (东桥 of 东桥全长约); empty when it names nothing."""
    return _cut(phrase, "")


def _cut(phrase: str, attribute: str) -> str:
    """The phrase without what leads into it and without the attribute that ends it; empty when no name is left."""
    folded = fold_text(phrase)
    if len(folded) == len(phrase):
        at = min((i for pair in pairs(attribute) if (i := folded.find(pair)) >= 0), default=len(phrase))
        phrase = phrase[:at]
    phrase = _FOUND.sub("", _LEAD.sub("", _TAIL.sub("", phrase).strip(' 的“”"')).strip(' 的“”"'))
    return phrase if 1 < len(phrase) <= 40 and not _NO_NAME.fullmatch(phrase) else ""


_ADJACENT = re.compile(r"[\d.]+[万亿]?[㐀-鿿]$")  # 甲区记录到8种|60只
_BRACKETED = re.compile(r"[)）](?:以及|[、,，;；和与及])?|[,，;；。：:、]|(?:是|为|包括|依次有?)")  # what stands in front of a name that brackets follow


_SUBJECT = re.compile(r"^([^,，。;；\d]{2,16}?)(?:以|是|为|将|位于|作为|致力于|专注|聚焦)")


def _subject_before(figure: Figure) -> str:
    """What the sentences of the paragraph before a figure of 该项目 began with, the last first; empty when they name nothing."""
    start = figure.sentence.article.paragraphs[figure.sentence.paragraph - 1][0]
    sentences = re.split(r"[。!！?？\n]", figure.sentence.article.text[start : figure.sentence.start])
    found = (m.group(1) for text in reversed(sentences) if (m := _SUBJECT.match(text.strip())))
    return next((name for name in found if not re.match("[该本此其这]", name)), "")


def _named(clause: str, noun: str) -> str:
    if whole := re.match(rf"([^,，。:：]{{2,38}}?(?:{noun or '项目|基地|园区|工程|平台'}))(?=是|为|位于|作为)", clause):
        return _cut(whole.group(1), "")
    ends = (
        [noun]
        if noun
        else ["项目", "基地", "产业园", "园区", "中心", "工程", "平台", "公司", "集团", "企业", "学校", "医院"]
    )
    found = [m.group() for end in ends if (m := re.search(rf"[^,，、的]{{1,30}}?{re.escape(end)}", clause))]
    return _cut(max(found, key=len), "") if found else ""


def paragraph_before(figure: Figure) -> str:
    """The folded paragraph up to the figure's sentence, with the heading it stands under."""
    article, number = figure.sentence.article, figure.sentence.paragraph
    start = article.paragraphs[number - 1][0]
    heading = max((n for n in article.headings if n < number), default=0)
    return fold_text((article.paragraph(heading) if heading else "") + article.text[start : figure.sentence.start])


_FORWARD = re.compile(r"\d[\d.]*(?:多|余)?[亿万千百]*[㐀-鿿]{0,3}?的[^,;。、:]*")
_KINDS = re.compile(r"(?:重点|重大)?(?:项目|工程|园区|产业园|基地|总部|公司|企业|学校)|[的这那]?[两三四五六七八九]?[这那个家批些]")
CLEARLY = 0.34  # by how much more of a name another figure's own phrase has to have


def before_it(figure: Figure) -> str:
    """What stands in front of it in its sentence, blanks for what figures there modify: of 总投资5亿元的甲、总投资3亿元的乙 乙's has no 甲."""
    if not figure.modifies or figure.kind == "day":
        return figure.before
    return _FORWARD.sub(lambda m: " " * len(m.group()), figure.before)


def is_anothers(name: str, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the phrase that another figure modifies calls the name, and what this one is said of does so less.

    figures: among which it was chosen; only those of its unit that say the same (总投资) in front of what they modify count.
    """
    wanted = letters(_KINDS.sub(" ", name)) or letters(name)
    if figure.kind == "day" or not wanted:
        return False

    def share(text: str) -> float:
        return sum(any(pair in text for pair in letter) for letter in wanted) / len(wanted)

    others = [f for f in figures if f.modifies and f.unit == figure.unit and f.kind == figure.kind and f.value != figure.value]
    others = [f for f in others if _said(f) == _said(figure)]
    if not others:
        return False
    around = f"{_folded(figure.sentence.article.title)} {figure.name} {paragraph_before(figure)} {figure.before}"
    phrase = figure.right if figure.modifies else f"{around} {figure.right}"
    return max(share(f.right) for f in others) - share(phrase) >= CLEARLY


def _said(figure: Figure) -> str:
    return _LAST.sub("", figure.left)[-2:]


def all_figures(sentences: Sequence[Sentence], days: bool) -> Iterator[Figure]:
    """The figures (or the dates) of several sentences."""
    for sentence in sentences:
        yield from days_of(sentence) if days else figures_of(sentence)
