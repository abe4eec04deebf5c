"""A claim of one figure or date, or that compares two things, asked back: 产值能到30亿元吗 is true when 产值是多少钱 is answered by it.

What finds figures and dates for questions, and refuses where the collection has none, serves claims too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.ground.candidates import Candidate
from rag.ground.claims import DOUBLED, Verdict, claimed, comparable, dated, doubled, find, holds
from rag.ground.mismatch import DOWN, UP
from rag.ground.predicates import known
from rag.text.dates import DateMention, find_dates
from rag.text.fold import bigrams
from rag.text.numbers import Quantity

_BOUND = re.compile(  # what ties a figure to the claim and is not asked: 超过100亿元, 只有5个
    r"(?:不到|不足|低于|少于|小于|不满|未到|不超过|不多于|至多|最多|不高于|至少|不少于|不低于|达到?了?|超过了?|超出了?|突破了?|多于|高于|大于|不止|逾"
    r"|将近|接近|差不多|大概|大约|约|(?:只|仅|就)有?|能到|到|是不是|是|有)+$"
)
_EVERY = re.compile("每一?[个家项座所人]|个个|各个")
_SUMMED = re.compile(r"加(?:在|到)?[起一]|合计|相加|合起来|总和|之和|平均")
_ROUGH = re.compile(r"^(?:以上|以下|以内|左右|上下|多|出头)")
_ASSERTS = re.compile(r"[有共是达来为到超过满约近仅只才了成设建派招占投产卖花用签第]$")
_OF_ALL = re.compile(r"都|均|全|有不|没有|还[有没]|其中|里面?[,有]")  # 这6个项目都…: the count only says of which things
_ASKS = {"amount": "多少钱", "share": "百分之多少", "multiple": "多少倍", "ordinal": "第几"}
_WHEN = re.compile(r"^(?:的时候|的|就|才|便|正式)*(?P<event>[^,的]{2,12}?)(?:的|了)*$")
_NUMBERED = re.compile(r"[号期批届]$")
_WHOLE = re.compile("^[全世平同去上预计本]|平均|水平|同期|预期|以[前往]|之前|从前")  # what a sentence itself holds its figure against
_COMPARES = re.compile(
    r"^(?P<first>[^,比]{1,24}?)(?P<attribute>的[^,的比]{2,8})?要?比(?P<second>(?![例重赛分])[^,比]{1,24}?)的?(?:还|更|要|也)*"
    r"(?P<more>先|[高多大低少小快慢长短贵早晚])(?P<rest>[㐀-鿿]{0,4}?)(?:了|些|一些|一点)?$"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """The question which of two things it is, behind a claim that the first is it (甲的投资比乙高)."""

    question: str
    first: str
    second: str

    def verdict(self, chosen: str) -> Verdict:
        """What the claim is where the folded answer names ``chosen``, by what only one of the two is called; else 不明."""
        said, first, second = (set(bigrams(name)) for name in (chosen.partition("(")[0], self.first, self.second))
        ours, theirs = said & (first - second), said & (second - first)
        return "不明" if bool(ours) == bool(theirs) else "是" if ours else "否"


def compared_back(claim: str) -> Compared | None:
    """The comparison behind a folded claim; None where it makes none."""
    found = _COMPARES.match(claim)
    if found is None or _WHOLE.search(found["second"]) or find_dates(found["second"]) or claim[found.start("second") - 2] in "不没未":
        return None
    first, second, more = found["first"], found["second"], found["more"]
    which = f"哪个{'' if more == '先' else '更'}{more}{found['rest']}?"
    return Compared(f"{first}和{second}{found['attribute'] or ''}{which}", first, second)


@dataclass(frozen=True, slots=True)
class AskedBack:
    """A question whose answer decides a claim. verdict: what the claim is by its best brief answer."""

    question: str
    verdict: Callable[[Candidate], Verdict]


def asked_back(claim: str) -> AskedBack | None:
    """The question behind a folded claim; None where it states no figure or date of its own, or more than one."""
    if (twice := DOUBLED.search(claim)) and not _SUMMED.search(claim):
        return _of_growth(claim, twice)
    dates = [date for date in find_dates(claim) if date.value or date.relative]
    figures = [q for q in claimed(claim) if not _NUMBERED.search(q.text) and q.text[0] != "一" and not any(d.start <= q.start < d.end for d in dates)]
    if len(figures) == 1 and _is_asserted(claim, figures[0]):
        return _of_figure(claim, figures[0])
    if not figures and len(dates) == 1:
        return _of_date(claim, dates[0])
    return None


def _is_asserted(claim: str, figure: Quantity) -> bool:
    before, behind = claim[: figure.start], claim[figure.end :]
    if _SUMMED.search(before) or _EVERY.search(before) or _OF_ALL.search(behind) or before.endswith(("这", "那", "前", "后", "每")):
        return False
    return figure.kind != "count" or len(behind) < 4 or _ASSERTS.search(before) is not None


def _of_figure(claim: str, figure: Quantity) -> AskedBack | None:
    before = _BOUND.sub("", claim[: figure.start])
    behind = _ROUGH.sub("", claim[figure.end :]).rstrip("了的")
    asked = _ASKS.get(figure.kind) or (f"多少{figure.unit}" if figure.kind in ("count", "measure") else "")
    if len(before) < 2 or not asked:
        return None

    def verdict(found: Candidate) -> Verdict:
        stated = [q for q in find(found.text) if comparable(figure, q)]
        return holds(figure, stated[0], claim) if stated else "不明"

    copula = "是" if figure.kind == "amount" and not behind else ""
    return AskedBack(f"{before}{copula}{asked}{behind}?", verdict)


def _of_growth(claim: str, twice: re.Match[str]) -> AskedBack | None:
    before = claim[: twice.start()].removesuffix("有").removesuffix("是")

    def verdict(found: Candidate) -> Verdict:
        stated = [q for q in find(found.text) if q.kind == "share"]
        return doubled(claim, stated[0], "增长") or "不明" if stated else "不明"

    return AskedBack(f"{before}增长了百分之多少?", verdict) if len(before) > 1 else None


def _of_date(claim: str, date: DateMention) -> AskedBack | None:
    before, event = claim[: date.start].removesuffix("是").removesuffix("在").removesuffix("于"), _WHEN.match(claim[date.end :])
    if len(before) < 2 or event is None or not known().search(event["event"]) or UP.search(claim) or DOWN.search(claim):
        return None

    def verdict(found: Candidate) -> Verdict:
        published = found.scored.sentence.article.date
        asked = [d.value for d in find_dates(claim, published) if d.value]
        stated = [d.value for d in find_dates(found.text, published) if d.value]
        return dated(asked[0], stated[0]) if len(asked) == 1 and len(stated) == 1 else "不明"

    return AskedBack(f"{before}什么时候{event['event']}?", verdict)
