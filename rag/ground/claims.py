"""Whether a stated figure or date makes a claimed one true, false, or leaves it open."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from rag.text.dates import date_overlaps, date_within
from rag.text.numbers import Quantity, find_quantities, same_quantity

Verdict = Literal["是", "否", "不明"]
_ENDLESS = Decimal("Infinity")
_UNDER = re.compile(r"不到|不足|低于|少于|小于|不满|未到")
_AT_MOST = re.compile(r"不超过|不多于|至多|最多|以内|以下|之内|不高于|不大于")
_AT_LEAST = re.compile(r"至少|不少于|不低于|最少|以上|起码|不小于|(?<![不未])满(?!打满算)|达到")
_JUST = re.compile(r"(?:今年|正好|刚好|恰好|刚刚)[^,]{0,4}$")  # 今年满20年: neither more nor less
_OVER = re.compile(r"(?<!不)(?:超过|超|突破)|多于|(?<!不)(?:高于|大于)|不止|逾")
_DOUBLED = re.compile(r"翻了?(?:一)?番|翻了?(?P<more>[两三])番")
_ONES = ("首个", "首家", "首座", "首例", "第一家", "第一个", "第一座", "首创", "首次", "率先", "最早", "最先"), ("唯一", "独家", "仅有的")
_SCOPES = ("全球", "世界", "国际", "亚洲", "全国", "国内", "中国", "华东", "华南", "全省", "省内", "全市", "市内", "全区", "全县")


def claimed(folded: str) -> list[Quantity]:
    """The quantities that a claim states; parts of its dates are none."""
    first = {word for group in _ONES for word in group}
    return [q for q in find(folded) if q.kind not in ("year", "date", "code") and q.text not in first]


def find(text: str) -> list[Quantity]:
    """All quantities of a text; 位 and 名 of a rank are no unit."""
    return [replace(q, unit="") if q.kind == "ordinal" and q.unit in ("位", "名") else q for q in find_quantities(text)]


def comparable(asked: Quantity, stated: Quantity) -> bool:
    """Whether the two are of one kind and unit; 个 counts what any measure word counts."""
    if asked.kind != stated.kind:
        return False
    return asked.unit == stated.unit or (asked.kind in ("count", "ordinal") and "个" in (asked.unit, stated.unit))


def holds(asked: Quantity, stated: Quantity, claim: str) -> Verdict:
    """Whether ``stated`` makes what ``claim`` says with ``asked`` true: equal, or on the claimed side of a bound."""
    words = claim[max(0, asked.start - 4) : asked.start] + asked.text + claim[asked.end : asked.end + 2]
    low, high = stated.low, stated.high
    open_above, open_below = stated.qualifier in ("超", "多", "余", "以上"), stated.qualifier in ("近", "不足", "以下")
    if open_above and stated.qualifier != "以上":
        low += Decimal("0.0001")  # more than this
    if open_below and stated.qualifier != "以下":
        high -= Decimal("0.0001")
    low, high = (Decimal(0) if open_below else low), (_ENDLESS if open_above else high)
    for pattern, least, most in (
        (_AT_MOST, None, asked.high),
        (_AT_LEAST, asked.low, None),
        (_UNDER, None, asked.low - Decimal("0.00001")),
        (_OVER, asked.high + Decimal("0.00001"), None),
    ):
        if (found := pattern.search(words)) and not (found.group() == "满" and _JUST.search(claim[: asked.start].rsplit("满", 1)[0])):
            if (least is None or low >= least) and (most is None or high <= most):
                return "是"
            if (least is not None and high < least) or (most is not None and low > most):
                return "否"
            return "不明"
    return "是" if same_quantity(asked, stated) else "否"


def dated(asked: str, stated: str) -> Verdict:
    """Whether an event of the date ``stated`` was in ``asked``: 2020-11 was in 2020, and may have been on 2020-11-05."""
    if date_within(stated, asked):
        return "是"
    return "不明" if date_overlaps(stated, asked) else "否"


def doubled(claim: str, shares: list[Quantity]) -> Verdict | None:
    """Whether growth by ``shares`` doubles (翻一番: 100 %, 翻两番: 300 %); None when the claim says no such thing."""
    found = _DOUBLED.search(claim)
    if found is None:
        return None
    least = {"两": 300, "三": 700}.get(found["more"] or "", 100)
    return ("是" if shares[0].low >= least else "否") if shares else "不明"


def singled_out(claim: str, sentence: str) -> bool:
    """Whether the sentence also says 首个 or 唯一, and of no smaller a scope, where the claim does."""
    for group in _ONES:
        if any(word in claim for word in group):
            if not any(word in sentence for word in group):
                return False
            asked = next((i for i, scope in enumerate(_SCOPES) if scope in claim), len(_SCOPES))
            said = next((i for i, scope in enumerate(_SCOPES) if scope in sentence), len(_SCOPES))
            return said <= asked
    return True
