"""Every number in a text with its unit: 673.9亿元, 百分之六十, 2-3亿元, 约25亩, 十余年, 第37位.

Numbers are read from the search copy (``fold``) by hand-written rules: an Arabic or Chinese number, perhaps a scale
(万, 亿), perhaps a second number (a range), a unit, and qualifiers on both sides. Arithmetic is decimal throughout.
A Chinese numeral counts as a number only where a unit, 第 or a qualifier says so: 一 in 统一 or 一些 is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rag.text.fold import fold, fold_text
from rag.text.units import AFTER_ONE, Unit, format_quantity, unit_pattern, unit_table

__all__ = ["Quantity", "find_quantities", "format_quantity", "same_quantity"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """``text[start:end]`` of the text it was found in, qualifiers and 第 included.

    low, high: in ``unit``, equal unless a range. unit: canonical, empty without one; money, area, mass, length,
    volume, time and power are converted (亿元 -> 元, 亩 -> 平方米, 吨 -> 克, 公里 -> 米, 小时 -> 秒), shares to %,
    people to 人.
    qualifier: 约 近 超 多 余 数 以上 不足 以下 or empty.
    kind: ``amount`` (money), ``share``, ``multiple``, ``measure``, ``count``, ``ordinal``, ``year``,
    ``date`` (5月 or 13日), ``number`` (no unit) or ``code`` (5G, 1+3+N: equal only when spelt alike).
    """

    start: int
    end: int
    text: str
    low: Decimal
    high: Decimal
    unit: str
    qualifier: str
    kind: str


def find_quantities(text: str) -> list[Quantity]:
    """All quantities in order, not overlapping; linear time."""
    folded = fold(text.replace("，", "；"))  # a full-width comma parts numbers, only an ASCII one groups their digits
    found: list[Quantity] = []
    apart = [m.span() for m in _TICKER.finditer(folded.text)] if "%)" in folded.text else []
    for item in _scan(folded.text):
        if any(a <= item.start < b for a, b in apart):
            continue
        start, end = folded.span(item.start, item.end)
        if found and start < found[-1].end:
            continue  # the rest of one character that is several when folded: m|㎡ holds an m and a 2
        found.append(replace(item, start=start, end=end, text=text[start:end]))
    return found


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities state the same value, whatever the spelling: 1亿元, 一亿元, 10000万元.

    Qualifiers are not compared (约1亿元 is 1亿元 here; the fidelity gate compares them). Units must agree; among
    counts 个 agrees with every measure word, since it may replace any of them. An ordinal is never a count.
    """
    if "code" in (a.kind, b.kind):
        return a.kind == b.kind and fold_text(a.text) == fold_text(b.text)
    if (a.low, a.high, a.kind) != (b.low, b.high, b.kind):
        return False
    return a.unit == b.unit or (a.kind == "count" and "个" in (a.unit, b.unit))


def number_of(numeral: str) -> int:
    """The number that digits or one Chinese numeral up to ten (两, 十) stand for; 0 for anything else."""
    return int(numeral) if numeral.isdigit() else 10 if numeral == "十" else _DIGIT.get(numeral, 0)


_DIGIT = {
    char: value
    for value, chars in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}
_PLACE = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALE = {
    "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "个亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
}  # fmt: skip
_D, _M = "".join(_DIGIT), "十拾百佰千仟万亿"

_TICKER = re.compile(r"\([+-]?\d[\d.]*(?:[,; ]+[+-]?\d[\d.]*){2} ?%\)")  # (12.30, 0.41, 1.18%) behind the name of a share: price and change, of no word
_START = re.compile(rf"[a-z0-9{_D}{_M}廿卅半]")
_TOKEN = re.compile(r"[a-z0-9]+(?:[-+./&_][a-z0-9]+)*")
_LETTER = re.compile(r"[a-z]")
_ISO = re.compile(r"((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_FRACTION = re.compile(r"([1-9]\d?)/([2-9]|[1-9]\d|100)")
_SPELT = re.compile(r"\d+(?:\.\d+){2,}|\d+(?::\d+)+|\d+(?:\+\d+)+|\d+(?:[*×x]\d+)+|\d+·\d+")
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_CHINESE = re.compile(rf"[{_D}{_M}廿卅]{{1,24}}(?:点[{_D}]{{1,12}})?")
_SCALED = re.compile(" ?([多余来几]?)(" + "|".join(sorted(_SCALE, key=lambda name: (-len(name), name))) + ")|个(?P<more>[多来])亿")
_OF_YI = re.compile("个([多来]?)亿(?!吨|人|级)")  # 两个多亿: money, where nothing else is said
_MORE = re.compile(" ?([多余来几])")
_TO = re.compile(r" ?(?:--?|~~?|至|到) ?")
_PERCENT = re.compile(" ?%")
_MINUS = re.compile(r"(?:^|[为是达至约近(,;:、 ])-$")
_HALF_OF = re.compile("半数?(?!导|年|个|小|天|径)")
_HALF_A = re.compile("半(个多?月|个小时|小时|年|天)(?!报)")
_AND_HALF = re.compile("半(?!导体|年)")
_BEFORE = re.compile(
    r"(?:(?P<约>大约|大概|约莫|(?<![签合节预违特制解履契续失赴])约)[为合达]?|(?P<近>将近|接近|(?<![最附临靠邻亲新就远])近)"
    r"|(?P<以上>不低于|不少于|至少|最少)|(?P<以下>不超过|不多于|至多|最多)|(?P<不足>不足|不到|不满|少于|低于)"
    r"|(?P<超>超过|(?<![赶反])超|逾|高于|多于|突破)|(?P<数>数|几)|(?P<上>上)) ?$"
)
_BEHIND = re.compile(r"左右|上下|以上|以下|以内|之内|多(?![个功种元样方次层媒家项边年于云重])")
_QUALIFIER = {"左右": "约", "上下": "约", "来": "约", "上": "约", "以内": "以下", "之内": "以下", "几": "多"}


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as read: its values, its end, a qualifier inside it (20多万), its power of ten, its Chinese numeral, and whether
    it is said as money is (4个亿)."""

    low: Decimal
    high: Decimal
    end: int
    qualifier: str = ""
    power: int = 0
    chinese: str = ""
    spoken: bool = False


def _scan(s: str) -> Iterator[Quantity]:
    position = floor = 0
    while start := _START.search(s, position):
        items = _read(s, start.start(), floor)
        if items:
            yield from items
            position = floor = items[-1].end
        else:
            token = _TOKEN.match(s, start.start())
            position = token.end() if token else start.end()


def _read(s: str, at: int, floor: int) -> list[Quantity]:
    """The quantity, or the date parts, whose number begins at ``at``; nothing before ``floor`` belongs to it."""
    if token := _TOKEN.match(s, at):
        text, end = token.group(), token.end()
        if iso := _ISO.match(s, at):
            parts = ((1, "年", "year"), (3, "月", "date"), (4, "日", "date"))
            return [_item(*iso.span(i), Decimal(iso.group(i)), unit=unit, kind=kind) for i, unit, kind in parts]
        if _LETTER.search(text):
            return _read_latin(s, at, end)
        if fraction := _FRACTION.fullmatch(text):
            share = Decimal(fraction.group(1)) * 100 / Decimal(fraction.group(2))
            return [_item(at, end, share, unit="%", kind="share")]
        if spelt := _SPELT.match(s, at):
            return [_code(s, at, spelt.end())]
        if end - at > 40 or (text[0] == "0" and text[1:2].isdigit()):
            return [_code(s, at, end)]
    item = _half(s, at, floor) if s[at] == "半" else _read_quantity(s, at, floor)
    return [item] if item else []


def _read_latin(s: str, at: int, end: int) -> list[Quantity]:
    """Letters and digits together: 5G, COVID-19, but also 25kg and GDP1819亿元."""
    text = s[at:end]
    if not any(map(str.isdigit, text)):
        return []
    if text[0].isdigit():
        item = _read_quantity(s, at, at)
        if item and item.end >= end and item.unit:
            return [item]
    elif (digits := re.search(r"(?<=[a-z])\d+(?:\.\d+)?$", text)) and _SCALED.match(s, end):
        item = _read_quantity(s, at + digits.start(), at + digits.start())
        return [item] if item else []
    return [_code(s, at, end)]


def _item(
    start: int, end: int, low: Decimal, high: Decimal | None = None, *, unit: str = "", qualifier: str = "", kind: str
) -> Quantity:
    return Quantity(start, end, "", low, low if high is None else high, unit, qualifier, kind)


def _code(s: str, start: int, end: int) -> Quantity:
    digits = re.search(r"\d{1,30}", s[start:end])
    return _item(start, end, Decimal(digits.group() if digits else 0), kind="code")


def _read_quantity(s: str, at: int, floor: int) -> Quantity | None:
    number = _number(s, at)
    if number is None:
        return None
    if s.startswith("分之", number.end) and (part := _number(s, number.end + 2)) and number.low:
        start, qualifier = _prefix(s, at, floor, "share")
        low, high = part.low * 100 / number.low, part.high * 100 / number.low
        return _item(start, part.end, low, high, unit="%", qualifier=qualifier, kind="share")
    number = _range(s, number)
    unit, end, inside = _unit(s, number)
    if not unit.name and at > 1 and s[at - 1] in "时点" and s[at - 2].isdigit() and s[end : end + 1] == "分" and number.low < 60:
        unit, end = unit_table()["分"], end + 1  # 14时20分|发布
    if at > floor and s[at - 1] == "第":
        name = "位" if unit.name == "人" else unit.name
        return _item(at - 1, end, number.low, number.high, unit=name, kind="ordinal")
    start, before = _prefix(s, at, floor, unit.kind)
    if number.chinese and not _is_meant(s, at, number, unit, end, before or inside):
        return None
    low, high = unit.convert(number.low), unit.convert(number.high)
    if unit.name == "年" and unit.kind == "measure" and (half := _AND_HALF.match(s, end)):
        low, high, end = low + Decimal("0.5"), high + Decimal("0.5"), half.end()
    qualifier = before or inside
    if unit.kind not in ("year", "date") and (behind := _BEHIND.match(s, end)):
        word = behind.group()
        if word != "多" or unit.name in ("年", "米", "倍", "秒", "岁", "克", "平方米"):
            qualifier, end = qualifier or _QUALIFIER.get(word, word), behind.end()
    if start == at > floor and unit.kind in ("share", "amount", "measure") and _MINUS.search(s[max(0, at - 2) : at]):
        low, high, start = -high, -low, at - 1
    return _item(start, end, low, high, unit=unit.name, qualifier=qualifier, kind=unit.kind)


def _half(s: str, at: int, floor: int) -> Quantity | None:
    """半年, 半个月, 半天, 半小时; 一半, 半数, 过半 are shares."""
    before = s[at - 1] if at > floor else " "
    if (share := _HALF_OF.match(s, at)) and (before in "一过" or share.group() != "半"):
        start, qualifier = _prefix(s, at - (before == "一"), floor, "share")
        if before == "过":
            start, qualifier = at - 1, "超"
        behind = _BEHIND.match(s, share.end())
        end = behind.end() if behind else share.end()
        qualifier = qualifier or (_QUALIFIER.get(behind.group(), behind.group()) if behind else "")
        return _item(start, end, Decimal(50), unit="%", qualifier=qualifier, kind="share")
    found = _HALF_A.match(s, at)
    if found is None or before in "上下前后":
        return None
    unit = unit_table()[found.group(1)]
    start, qualifier = _prefix(s, at, floor, unit.kind)
    return _item(start, found.end(), unit.convert(Decimal("0.5")), unit=unit.name, qualifier=qualifier, kind=unit.kind)


def _number(s: str, at: int) -> _Number | None:
    chinese = ""
    if arabic := _ARABIC.match(s, at):
        value, end = Decimal(arabic.group().replace(",", "")), arabic.end()
    elif run := _CHINESE.match(s, at):
        chinese, end = run.group(), run.end()
        values = _chinese(chinese)
        if values is None:
            return None
        value = values[0]
        if spoken := _OF_YI.match(s, end):
            more = spoken.group(1)
            low, high = (value * 10**8 for value in values)
            return _Number(low, high, spoken.end(), _QUALIFIER.get(more, more), 8, chinese, spoken=True)
        if values[0] != values[1]:
            return _Number(*values, end, chinese=chinese)
    else:
        return None
    total, power, qualifier, said = Decimal(0), 0, "", False
    while (mark := _SCALED.match(s, end)) and (mark.group(1) or not chinese or "点" in chinese):
        name, more_than = ("个亿", mark["more"]) if mark["more"] else (mark.group(2), mark.group(1))
        power, said = _SCALE[name], name == "个亿"
        total, value, end = total + value * 10**power, Decimal(0), mark.end()
        qualifier = _QUALIFIER.get(more_than, more_than)
        more = _ARABIC.match(s, end)  # 1亿2000万 goes on after 亿, and only downwards
        smaller = _SCALED.match(s, more.end()) if more else None
        if more is None or smaller is None or _SCALE[smaller.group(2)] >= power:
            break
        value, end = Decimal(more.group().replace(",", "")), more.end()
    return _Number(total + value, total + value, end, qualifier, power, chinese, said)


def _chinese(text: str) -> tuple[Decimal, Decimal] | None:
    """一百五十 -> 150, 二〇二一 -> 2021, 三点五 -> 3.5, 三四 -> 3 to 4, 二三十 -> 20 to 30; None when no number."""
    whole, _, fraction = text.replace("廿", "二十").replace("卅", "三十").partition("点")
    neighbours = len(whole) > 1 and 0 < _DIGIT.get(whole[0], 0) < _DIGIT.get(whole[1], 0)
    if neighbours and not fraction and (len(whole) == 2 or whole[2] not in _DIGIT):
        low, high = _place_value(whole[0] + whole[2:]), _place_value(whole[1:])
        return (low, high) if low is not None and high is not None else None
    if all(char in _DIGIT for char in whole):
        value: Decimal | None = Decimal("".join(str(_DIGIT[char]) for char in whole))
    else:
        value = _place_value(whole)
    if value is None:
        return None
    value += Decimal("0." + "".join(str(_DIGIT[char]) for char in fraction)) if fraction else 0
    return value, value


def _place_value(text: str) -> Decimal | None:
    """三千二百万 -> 32000000, 一百五 -> 150; None for two digits side by side."""
    total = section = place = 0
    digit: int | None = None
    for char in text:
        if char in _DIGIT:
            if digit:
                return None
            digit = _DIGIT[char]
            place = place if digit else 0  # 零 ends what a bare last digit may refer to: 一百零五
        elif char in _PLACE:
            place = _PLACE[char]
            section, digit = section + (1 if digit is None else digit) * place, None
        else:
            place = 10**4 if char == "万" else 10**8
            section += digit or 0
            carried = section if place == 10**4 else total + section
            total, section, digit = (total if place == 10**4 else 0) + (carried or 1) * place, 0, None
    last = (digit or 0) * (place // 10 if place >= 100 else 1)
    return Decimal(total + section + last)


def _range(s: str, first: _Number) -> _Number:
    """2-3亿, 20至30, 2亿-3亿, 20%-30%; ``first`` when no larger number follows."""
    percent = _PERCENT.match(s, first.end)
    to = _TO.match(s, percent.end() if percent else first.end)
    second = _number(s, to.end()) if to else None
    if to is None or second is None or first.low != first.high or second.low != second.high:
        return first
    if (percent and not s.startswith("%", second.end)) or bool(first.chinese) != bool(second.chinese):
        return first
    low = first.low
    if second.power and not first.power and low * 10**second.power <= second.high:
        low *= 10**second.power
    if low >= second.high:
        return first
    return _Number(low, second.high, second.end, second.qualifier, second.power, first.chinese)


def _unit(s: str, number: _Number) -> tuple[Unit, int, str]:
    """The unit behind ``number``, where it ends, and the qualifier between them or inside it (20余条, 5个多月)."""
    end, qualifier = number.end, number.qualifier
    more = _MORE.match(s, end)
    found = unit_pattern().match(s, more.end() if more else end)
    if more and (found or number.chinese or more.group(1) == "余"):
        end, qualifier = more.end(), _QUALIFIER.get(more.group(1), more.group(1))
    elif more:
        found = unit_pattern().match(s, end)
    if found is None:
        return Unit("amount", "元") if number.spoken else Unit("number", ""), end, qualifier
    unit = unit_table()[found.group(1)]
    plain = number.low == number.low.to_integral_value() and not number.power and not qualifier
    limit = {"月": 12, "日": 31, "时": 24}.get(unit.name)
    if limit and not (plain and number.high <= limit):
        return Unit("number", ""), end, qualifier
    if unit.name == "年" and plain and 1800 <= number.low <= 2100:
        unit = Unit("year", "年")
    elif unit.kind == "ordinal" and number.low > 9999:
        unit = Unit("measure", unit.name)  # 千亿级
    return unit, found.end(), "多" if "多" in found.group(1) else qualifier


def _prefix(s: str, at: int, floor: int, kind: str) -> tuple[int, str]:
    """Where the quantity begins with the qualifier before ``at``, and that qualifier."""
    found = _BEFORE.search(s[max(floor, at - 4) : at])
    if found is None or kind in ("year", "date", "ordinal"):
        return at, ""
    word, name = found.group(), found.lastgroup or ""
    if (word.strip() == "突破" and kind not in ("amount", "share")) or (name in "数上" and s[at] not in _M):
        return at, ""
    return at - len(word), _QUALIFIER.get(name, name)


_POINTS = "哪新这那每某上下前同"


def _is_meant(s: str, at: int, number: _Number, unit: Unit, end: int, qualifier: str) -> bool:
    """Whether a Chinese numeral is meant as a number: a unit, a qualifier, or its own length says so."""
    numeral = number.chinese
    if len(numeral) == 1 and at and (s[at - 1] in "周拜" or s[max(at - 2, 0) : at] == "星期"):
        return False  # 周五, 星期三
    if number.spoken:
        return True  # 一个亿
    if numeral.startswith("一一") and at and s[at - 1] in "唯逐":
        return False  # 唯一|一个
    if numeral == "一":
        if unit.kind == "ordinal" and at and s[at - 1] in _POINTS:
            return False  # 哪一期, 新一期
        written = s[number.end : end].strip()
        return written.lstrip("多余") in AFTER_ONE and not (at and s[at - 1] in "统唯单逐万专之")
    if all(char in _M for char in numeral):  # 百, 千万, 万: bare scales are also words (千万别)
        return bool(qualifier) or unit.kind == "amount" or (numeral == "十" and unit.name not in ("", "分")) or (
            unit.name in ("级", "人") and len(numeral) > 1
        )
    if unit.name or qualifier:
        return True
    has_place = any(char in _M for char in numeral)
    return len(numeral) >= 3 if has_place else len(numeral) == 4
