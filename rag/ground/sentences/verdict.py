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
_MUCH = Decimal("1.25")  # 超过23亿元 is told of what is nowhere near 30亿元
_ROUNDED = Decimal("0.05")  # 约48% may be half; 约45% is not
_UNDER = re.compile(r"[不没未]到|没有到|没有?达到|未达到|不足|低于|少于|小于|不满")
_AT_MOST = re.compile(r"(?:没有?|未|尚未|不)(?:超过?|突破|过|冲破)|不超过|不多于|至多|最多|以内|以下|之内|不高于|不大于")
_AT_LEAST = re.compile(r"至少|不少于|不低于|最少|以上|起码|不小于|(?<![不未])满(?!打满算)|达到|能[有到]")
_JUST = re.compile(r"(?:今年|正好|刚好|恰好|刚刚)[^,]{0,4}$")  # 今年满20年: neither more nor less
_OVER = re.compile(
    r"(?<!不)(?:超过|超|突破|冲破)|(?<![不超通])(?<!(?<!已)经)过了?(?=[\d一二两三四五六七八九十百千])|还多|有余|开外|出头|挂零"
    r"|多于|(?<!不)(?:高于|大于)|不止|逾"
)
_PEOPLE = frozenset(("人", "名", "位"))
_YEARS = frozenset(("年", "周年"))
_NEARLY = re.compile(r"(?:将近|逼近|接近|快要?|差一点|不足)$")
_ABOUT = re.compile(r"(?:差不多|大概|大约|约莫|约|上下)(?:有|是|达)?$")
DOUBLED = re.compile(r"翻了?(?:一)?[番倍]|翻了?(?P<more>[两三])番|翻了?(?P<times>[两三四五六七八九]|\d)倍|(?:增长|增加|多|涨)[了出]?(?:超过?|逾|不止)?一倍")
_BY = re.compile(r"(?:增长|增加|增|提高|上升|多)了?[^,，。;；至到为]{0,2}$")  # 增长1.2倍: to 2.2 times
_FALLS = re.compile(r"(?:下降|减少|下滑|下跌|回落|降低|降|减)了?[^,，。;；]{0,2}$")
_SEVERAL = re.compile(r"(?<![第十百千万])(?P<n>[两二三四五六七八九])大(?=[㐀-鿿]{2})(?![会学量小夫家人事道体约概致队])")
_COMPOUND = re.compile("[锂前正乙催复共悖系体结]|材料|电池|化|论|方程|制")
_MONEY = re.compile("钱|[了的呢吗,，。;；?？]|$")
_CLASSES = re.compile("医疗器械|器械|新药|疫苗|水体|工业用地")
_ADDED = re.compile(r"(?:新增|净增|增加|增添|再增|扩充|扩容)了?[约近超]?$")
_RANKED = re.compile(r"(?:上升|下降|提升|前进|后退|提高|升|降|超越|进步|下滑|前移|后移)了?$")
_ONES = ("首个", "首家", "首座", "首例", "第一家", "第一个", "第一座", "首创",
     "首次", "第一次", "头一次", "首度", "率先", "最早", "最先"), ("唯一", "独家", "仅有的")
_MOST = re.compile("最[大多高长早强快优低小少]|第一(?![㐀-鿿])|首位|榜首")
_SCOPES = tuple(  # from the largest
    re.compile(scope)
    for scope in (
        "全球|世界|国际", "亚洲", "全国|国内|中国|我国", "华[东南北中](?!理工|师范|侨)", "全省|省内|[㐀-鿿]{2}省(?![级直])", "全市|市内", "全区|全县",
    )
)


FIRSTS = frozenset(word for group in _ONES for word in group)
"""Words for the first and the only one: ``singled_out`` holds them against each other."""


def claimed(folded: str) -> list[Quantity]:
    """The quantities that a claim states; parts of its dates are none."""
    return [q for q in find(folded) if q.kind not in ("year", "date", "code") and q.unit != "季度" and q.text not in FIRSTS]


def find(text: str) -> list[Quantity]:
    """All quantities of a text; 位 and 名 of a rank are no unit, 7位 and 7个名次 of a rise or fall are as many 位次."""
    found = []
    for quantity in find_quantities(text):
        if quantity.kind == "ordinal" and re.match("方阵|梯队|阵营|时间|生产力|动力|责任|产业|季度|阶段|人民|中学|代", text[quantity.end :]):
            continue  # 第一方阵, 第三产业: no place in a ranking
        if quantity.kind == "amount" and quantity.text in ("一元", "二元", "三元") and _COMPOUND.match(text[quantity.end :]):
            continue  # 三元锂电池, 二元结构: of how many elements
        if quantity.kind == "count" and quantity.text[-1] == "类" and _CLASSES.match(text[quantity.end :]):
            continue  # 三类医疗器械: of the third class
        if quantity.kind == "count" and quantity.unit == "块" and _MONEY.match(text[quantity.end :]):
            quantity = replace(quantity, kind="amount", unit="元")  # 5000多块: of money
        if quantity.kind == "number" and quantity.text[-1] in "余多" and re.match("[,，。;；、]|$", text[quantity.end :]):
            quantity = replace(quantity, kind="count", unit="个")  # 品种百余
        if quantity.kind == "ordinal" and text[quantity.start - 1 : quantity.start] in ("“", '"', "「"):
            continue  # “第一高地”: a name
        if quantity.kind == "ordinal" and quantity.unit in ("位", "名"):
            quantity = replace(quantity, unit="")
        elif quantity.kind == "count" and quantity.text[-1] in "位名次" and _RANKED.search(text[: quantity.start]):
            quantity = replace(quantity, unit="位次")
        elif quantity.kind == "multiple" and text[quantity.end : quantity.end + 1] == "半":  # 一倍半
            half = Decimal("0.5")
            quantity = replace(quantity, end=quantity.end + 1, text=f"{quantity.text}半", low=quantity.low + half, high=quantity.high + half)
        elif quantity.kind == "ordinal" and quantity.unit in ("期", "批") and re.search("分(?:为|成|作)?$", text[: quantity.start]):
            quantity = replace(quantity, kind="count")  # 分三期: how many
        found.append(quantity)
    for several in _SEVERAL.finditer(text):  # 三大产业: three
        if not any(q.start < several.end() and several.start() < q.end for q in found):
            low = Decimal("零一二三四五六七八九".find(several["n"].replace("两", "二")))
            found.append(Quantity(*several.span(), text=several.group(), low=low, high=low, unit="个", kind="count", qualifier=""))
    return sorted(found, key=lambda q: q.start)


def comparable(asked: Quantity, stated: Quantity) -> bool:
    """Whether the two are of one kind and unit; 个 counts what any measure word counts."""
    if is_bare_sum(asked):  # 100亿, 4.6个亿: of money, or another such
        return stated.kind == "amount" or is_bare_sum(stated)
    if asked.kind != stated.kind:
        return False
    if asked.kind == "count" and {asked.unit, stated.unit} <= _PEOPLE:
        return True
    if asked.kind == "count" and "个" in (asked.unit, stated.unit) and _PEOPLE & {asked.unit, stated.unit}:
        return False
    return {asked.unit, stated.unit} <= _YEARS or asked.unit == stated.unit or (asked.kind in ("count", "ordinal") and "个" in (asked.unit, stated.unit))


def is_bare_sum(quantity: Quantity) -> bool:
    """100亿, 4.6亿: of money, or of something else that is told by what stands before it."""
    return quantity.kind == "number" and quantity.text[-1] in "亿万"


def _several(asked: Quantity) -> Decimal | None:
    """What 一千多, 三十余 stays below: the next of its leading figure; None where no figure is read."""
    spelt = "".join(str("零一二三四五六七八九".find("二" if c == "两" else c)) for c in asked.text if c in "一二两三四五六七八九")
    digits = re.sub(r"\D", "", asked.text.split(".")[0]).rstrip("0") or spelt
    digits = digits or ("1" if "十" in asked.text else "")
    return asked.low * (int(digits) + 1) / int(digits) if digits and int(digits) else None


def _roughly(asked: Quantity, stated: Quantity, claim: str) -> Verdict | None:
    """Whether a figure is about what a claim says with 多, 近, 差不多; None when it says none of them."""
    before, behind = claim[max(0, asked.start - 4) : asked.start], claim[asked.end : asked.end + 2]
    more = asked.qualifier in ("多", "余") or (asked.kind in ("share", "number", "amount", "multiple") and behind[:1] in ("多", "余"))
    if asked.text[0] == "上" and asked.qualifier == "约":
        return "是" if asked.low <= stated.low else "否"  # 上千台: a thousand and more
    if asked.qualifier == "数" and asked.kind in ("count", "amount", "measure"):
        return "是" if 2 * asked.low <= stated.low < 10 * asked.low else "否"  # 几百块
    if more and (below := _several(asked)) is not None:
        return "是" if asked.low <= stated.low < below else "否"
    if asked.qualifier == "近" or _NEARLY.search(before):
        return "是" if (1 - 2 * _ROUNDED) * asked.low <= stated.low <= asked.low * Decimal("1.01") else "否"
    if asked.qualifier in ("约", "左右") or _ABOUT.search(before) or re.match("左右|上下", behind):
        return "是" if abs(stated.low - asked.low) <= 2 * _ROUNDED * asked.low else "否"
    return None


def holds(asked: Quantity, stated: Quantity, claim: str) -> Verdict:
    """Whether ``stated`` makes what ``claim`` says with ``asked`` true: equal, or on the claimed side of a bound."""
    words = claim[max(0, asked.start - 4) : asked.start] + asked.text + claim[asked.end : asked.end + 2]
    low, high = stated.low, stated.high
    open_above, open_below = stated.qualifier in ("超", "多", "余", "以上"), stated.qualifier in ("近", "不足", "以下")
    if open_above and stated.qualifier != "以上":
        low += Decimal("0.0001")  # more than this
    if open_below and stated.qualifier != "以下":
        high -= Decimal("0.0001")
    low, high = (Decimal(0) if open_below else low), (_ENDLESS if stated.qualifier == "以上" else _MUCH * high if open_above else high)
    if asked.text.endswith("过半") or asked.text.endswith("过半数"):
        if stated.qualifier in ("约", "左右") and abs(low - asked.low) < _ROUNDED * asked.low:
            return "不明"
        return "是" if low > asked.low or open_above else "否" if high <= asked.low else "不明"
    for pattern, least, most in (
        (_AT_MOST, None, asked.high),
        (_AT_LEAST, asked.low, None),
        (_UNDER, None, asked.low - Decimal("0.00001")),
        (_OVER, asked.high + Decimal("0.00001"), None),
    ):
        if (found := pattern.search(words)) and not (found.group() == "满" and _JUST.search(claim[: asked.start].rsplit("满", 1)[0])):
            if pattern is _OVER and stated.qualifier == "以上" and stated.low == asked.high:
                return "是"  # 50%以上 is what is meant by 一半还多
            if (least is None or low >= least) and (most is None or high <= most):
                return "是"
            if (least is not None and high < least) or (most is not None and low > most):
                return "否"
            return "不明"
    if (rough := _roughly(asked, stated, claim)) is not None:
        return rough
    if is_bare_sum(asked):
        return "是" if (asked.low, asked.high) == (stated.low, stated.high) else "否"
    alike = any({asked.unit, stated.unit} <= units for units in (_PEOPLE, _YEARS))
    return "是" if same_quantity(replace(asked, unit=stated.unit) if alike else asked, stated) else "否"


def dated(asked: str, stated: str) -> Verdict:
    """Whether an event of the date ``stated`` was in ``asked``: 2020-11 was in 2020, and may have been on 2020-11-05."""
    if date_within(stated, asked):
        return "是"
    return "不明" if date_overlaps(stated, asked) else "否"


def doubled(claim: str, stated: Quantity | None, before: str = "") -> Verdict | None:
    """Whether growth by a share or a multiple doubles (翻一番: 100 %, 翻两番: 300 %); None when the claim says no such thing.

    before: what stands in front of the stated figure: 增长1.2倍 is growth by it, 增至1.2倍 growth to it.
    """
    found = DOUBLED.search(claim)
    if found is None:
        return None
    if stated is None:
        return "不明"
    grown = stated.low if stated.kind == "share" else 100 * (stated.low - (0 if _BY.search(before) else 1))
    if found["times"]:  # 翻了两倍: to three times, or only to two
        times = int(found["times"]) if found["times"].isdigit() else "零一两三四五六七八九".find(found["times"])
        if 100 * (times - 1) <= grown < 100 * times:
            return "不明"
        return "是" if grown >= 100 * times and not _FALLS.search(before) else "否"
    least = {"两": 300, "三": 700}.get(found["more"] or "", 100)
    return "是" if grown >= least and not _FALLS.search(before) else "否"


def is_added(claim: str, before: str) -> bool:
    """Whether a figure, by what stands before it, is only what has been added (新增13家), where the claim speaks of all."""
    return _ADDED.search(before) is not None and not re.search("新|增|加|扩|多|涨|升|提", claim)


def singled_out(claim: str, sentence: str) -> bool:
    """Whether the sentence also says 首个 or 唯一, and of no smaller a scope, where the claim does."""
    for group in _ONES:
        if any(word in claim for word in group):
            clauses = [clause for clause in re.split(r"[,;。]", sentence) if any(word in clause for word in group)]
            asked = _scope(claim)
            scopes = [_scope(clause) for clause in clauses]
            return any((scope if scope < len(_SCOPES) else _scope(sentence)) <= asked for scope in scopes)
    return True


def narrower(claim: str, sentence: str) -> str:
    """The clause of a sentence that says 首个, 唯一, 第一 or 最大 of a smaller scope than the claim does; empty when none does."""
    groups: list[tuple[str, ...]] = [group for group in _ONES if any(word in claim for word in group)]
    groups += [(found.group(),) for found in _MOST.finditer(claim)]
    for clause in re.split(r"[,;。]", sentence) if _scope(claim) < len(_SCOPES) else ():
        if any(word in clause for group in groups for word in group) and _scope(claim) < _scope(clause) < len(_SCOPES):
            return clause
    return ""


def _scope(text: str) -> int:
    """How small the scope is that a text names, 0 the largest; the number of scopes when it names none."""
    return next((i for i, scope in enumerate(_SCOPES) if scope.search(text)), len(_SCOPES))
