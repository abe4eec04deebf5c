"""A claim of a figure or date asked back: 产值能到30亿元吗 is true when 产值是多少钱 is answered by it.

What finds figures and dates for questions, and refuses where the collection has none, serves claims too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from rag.ground.claims.behind import AskedBack
from rag.ground.claims.ordered import WAYS
from rag.ground.claims.predicates import known
from rag.ground.judgement.mismatch import DOWN, UP
from rag.ground.sentences.verdict import DOUBLED, Verdict, claimed, comparable, dated, doubled, find, holds, is_bare_sum
from rag.text.dates import DateMention, find_dates
from rag.text.numbers import Quantity

_BOUND = re.compile(  # what ties a figure to the claim and is not asked: 超过100亿元, 只有5个
    r"(?:[还并尚]?(?:没有?|未|不)(?:超过?|达到?|到|过|突破)|不到|不足|低于|少于|小于|不满|未到|不超过|不多于|至多|最多|不高于|至少|不少于|不低于|达到?了?|超过了?|超出了?|突破了?|多于|高于|大于|不止|逾"
    r"|将近|接近|差不多|大概|大约|约|(?:只|仅|就)有?|能到|到|是不是|(?:还|仍|依然)?[是有]|[刚正恰]好|整整|足足|将?近|还|仍然?|依然)+$"
)
_EVERY = re.compile("每一?[个家项座所人]|个个|各个")
_PLAIN_CHARACTERS = frozenset("壹贰叁肆伍陆柒捌玖拾")  # 陆路 is no sixth road
_SUMMED = re.compile(r"加(?:在|到)?[起一]|合计|相加|合起来|总和|之和|平均")
_ROUGH = re.compile(r"^(?:还多|还强|有余|以上|以下|以内|左右|上下|多|出头)")
_ASSERTS = re.compile(r"[有共是达来为到超过满约近仅只才了成设建派招占投产卖花用签第]$")
_OF_ALL = re.compile(r"都|均|全|有不|没有|还[有没]|其中|里面?[,有]")  # 这6个项目都…: the count only says of which things
_ASKS = {"amount": "多少钱", "share": "百分之多少", "multiple": "多少倍", "ordinal": "第几"}
_BEFORE_EVENT = re.compile(r"(?P<what>[^,]{4,}?)才(?P<event>[^,]{2,})$")  # 去年12月甲才发了意见
_TOP = re.compile(r"(?P<before>[^,]*(?:,[^,]+)?)前(?P<top>[一二三四五六七八九十百\d]+)(?:[名位强](?:之列|之内|行列|以内|里|内)?|)(?:了|的)?$")
_REACHES = re.compile(r"(?:已经?|没有?|未|能|可以)?(?:排[在进到]?|进入?|位[居列]|列入?|跻身|挤进|居|冲进|站上|入围|在)+了?$")
_SCOPE = re.compile(r"(?:全[国省市球]|世界|[省市国]内)$")
_GROWS = re.compile(r"(?:增[长幅速加]|涨|提高|升)[^,]{0,6}$")
_WHEN = re.compile(r"^(?:的时候|的|就|才|便|正式)*(?P<event>[^,的]{2,12}?)(?:的|了)*$")
_DENIES = re.compile("[没未不]")
_NOW = re.compile("现在|目前|如今|当前|眼下|至今|迄今")  # no date of an event
_LEADING_FIGURE = re.compile(r"^[^\d零〇一二两三四五六七八九十百千万亿]*[\d.,零〇一二两三四五六七八九十百千万亿]+[多余几来]?")
_TAKES_FIGURE = "了过达到占超近至投花砸耗"  # 投了多少钱
_NUMBERED = re.compile(r"[号期批届]$")


def asked_back(claim: str) -> AskedBack | None:
    """The question behind a folded claim; None where it states no figure or date of its own, or more than one."""
    if (twice := DOUBLED.search(claim)) and not _SUMMED.search(claim):
        return _of_growth(claim, twice)
    if top := _TOP.match(claim):
        return _of_top(top)
    dates = [date for date in find_dates(claim) if (date.value or date.relative) and not _NOW.fullmatch(date.text)]
    figures = [
        q
        for q in claimed(claim)
        if not _NUMBERED.search(q.text)
        and not (q.kind == "count" and q.text[0] == "一")
        and claim[q.start - 1 : q.start] not in ("这", "那")
        and not any(d.start <= q.start < d.end for d in dates)
    ]
    alike = any(comparable(figures[-1], q) for q in figures[:-1])  # which of two alike is whose is told slot by slot
    if figures and not alike and _is_asserted(claim, figures[-1]) and (len(figures) == 1 or figures[-1].kind != "ordinal"):
        return _of_figure(claim, figures[-1], figures[:-1])
    if not figures and len(dates) == 1 and (back := _of_date(claim, dates[0])):
        return back
    return None


def _is_asserted(claim: str, figure: Quantity) -> bool:
    before, behind = claim[: figure.start], claim[figure.end :]
    if re.search("都|均|各", before) or figure.text in _PLAIN_CHARACTERS:
        return False
    if figure.kind == "ordinal" and figure.text[-1] in "次轮" and len(behind) > 4:
        return False  # 第二次征集要…: says of which
    if _EVERY.search(before) or _OF_ALL.search(behind) or before.endswith(("这", "那", "前", "后", "每")):
        return False
    return figure.kind not in ("count", "measure") or len(behind) < 4 or _ASSERTS.search(before) is not None


def _of_figure(claim: str, figure: Quantity, others: Sequence[Quantity] = ()) -> AskedBack | None:
    """The last figure of a claim asked for; what tells it has to tell the others too (8天办了12场)."""
    if figure.kind == "number" and re.search("[亿万]以[上下内]$", figure.text):
        figure = replace(figure, text=figure.text[:-2], end=figure.end - 2)  # 10亿|以上, of money
    bound = figure.kind != "ordinal" and re.match(r"[^\d零〇一二两三四五六七八九十百千万亿半]*", figure.text)
    before = _BOUND.sub("", claim[: figure.start + (bound.end() if bound else 0)])
    behind = _ROUGH.sub("", claim[figure.end :]).rstrip("了的")
    unit = _LEADING_FIGURE.sub("", figure.text) or figure.unit  # as the claim has it: 多少亩, not 多少平方米
    asked = _ASKS.get(figure.kind) or (f"多少{unit}" if figure.kind in ("count", "measure") else "多少" if is_bare_sum(figure) else "")
    if len(before) < 2 or not asked:
        return None

    grown = figure.kind == "multiple" and _GROWS.search(before)
    if grown:  # 增幅不到一倍 is of the same kind as 增长139%
        figure, asked = replace(figure, kind="share", unit="%", low=100 * figure.low, high=100 * figure.high), _ASKS["share"]

    def verdict(answer: str, published: str) -> Verdict:
        stated = [q for q in find(answer) if comparable(figure, q)]
        if stated and figure.kind == "multiple" and "达到" in claim and stated[0].low >= figure.low:
            return "是"  # twice as much is reached by 2.2 times as much
        return holds(figure, stated[0], claim) if stated else "不明"

    copula = "是" if figure.kind in ("amount", "number") and not behind and before[-1] not in _TAKES_FIGURE else ""
    besides = partial(_tells_all, claim, tuple(others))
    computable = figure.kind in ("share", "multiple") or _SUMMED.search(before) is not None
    return AskedBack(f"{before}{copula}{asked}{behind}?", verdict, besides, behind=behind, share=computable, figure=True)


def _tells_all(claim: str, figures: Sequence[Quantity], told: str) -> bool:
    """Whether each of the figures of a claim holds by one that ``told`` states."""
    return all(any(comparable(asked, q) and holds(asked, q, claim) == "是" for q in find(told)) for asked in figures)


def _of_growth(claim: str, twice: re.Match[str]) -> AskedBack | None:
    before = claim[: twice.start()].removesuffix("有").removesuffix("是")

    def verdict(answer: str, published: str) -> Verdict:
        stated = [q for q in find(answer) if q.kind == "share"]
        return doubled(claim, stated[0], "增长") or "不明" if stated else "不明"

    def alone(told: str) -> bool:  # of two rates in one sentence which is whose is told by another rule
        return len([q for q in find(told) if q.kind == "share"]) == 1

    return AskedBack(f"{before}增长了百分之多少?", verdict, alone, strict=True, figure=True) if len(before) > 1 else None


def _of_date(claim: str, date: DateMention) -> AskedBack | None:
    before, behind = claim[: date.start], claim[date.end :]
    stem, event = re.sub(r"[也又]?(?:就?是|在|于)?$", "", before), _WHEN.match(behind)
    late = _BEFORE_EVENT.match(behind) if not before else None

    def verdict(answer: str, published: str) -> Verdict:
        asked = [d.value for d in find_dates(claim, published) if d.value]
        stated = [d.value for d in find_dates(answer, published) if d.value]
        return dated(asked[0], stated[0]) if len(asked) == 1 and len(stated) == 1 else "不明"

    if late:
        return AskedBack(f"{late['what']}什么时候{late['event']}?", verdict)
    if len(stem) < 2 or _DENIES.search(behind) or UP.search(claim) or DOWN.search(claim) or WAYS.search(claim):
        return None
    if not behind.strip("的了") and before.endswith("是"):
        return AskedBack(f"{stem}是什么时候?", verdict)
    if event is None or not known().search(event["event"]):
        return None
    return AskedBack(f"{stem}什么时候{event['event']}?", verdict)


def _of_top(top: re.Match[str]) -> AskedBack | None:
    """甲市进了全国前三十: true from 第三十 up."""
    reached = top["before"]
    scope = _SCOPE.search(reached)
    before = _REACHES.sub("", reached[: scope.start()] if scope else reached)
    bound = find(f"{top['top']}名")
    if len(before) < 2 or not bound or (before == reached and not scope):
        return None
    before += f"在{scope.group()}" if scope else ""

    def verdict(answer: str, published: str) -> Verdict:
        stated = [q for q in find(answer) if q.kind == "ordinal"]
        return ("是" if stated[0].low <= bound[0].low else "否") if len(stated) == 1 else "不明"

    return AskedBack(f"{before}排第几位?", verdict, figure=True)
