"""The grammar of dates in news, and how each expression is resolved against the article's date.

Each rule is a pattern over folded text and the method of ``DateReader`` that reads a match; the first that fits wins.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

Span = tuple[int, int]

_C = "一二三四五六七八九"
_DIGIT = {char: i for i, char in enumerate(_C, start=1)} | {"〇": 0, "零": 0, "○": 0, "两": 2, "日": 7, "天": 7}
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_C}])"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|[二三]?十[{_C}]?|[{_C}])"
_DIGITS = r"(?:3[01]|[12]\d|[1-9])"
_YEAR = rf"(?:(?:19|20)\d\d|1[5-8]\d\d(?=[ ]?年(?![多余来久前间]|历史|之))|[一二][〇零○九][〇零○{_C}]{{2}})"
_SOME = rf"(?:\d{{1,3}}|[{_C}两几数十]{{1,3}})[多余]?"
_IN_YEAR = rf"""
   [ ]?[前头](?P<upto>1[0-2]|[2-9]|[{_C}两十])个月
 | [ ]?(?P<from>{_MONTH})(?:月份?)?[ ]?[-~至到]{{1,2}}[ ]?(?P<to>{_MONTH})[ ]?月(?![ ]?{_DAY}[ ]?日)份?
 | [ ]?(?P<month>{_MONTH})[ ]?月(?!饼|球|亮|收入|薪|均|嫂|[{_C}两]?次)份?
   (?:[ ]?(?P<day>{_DAY})[ ]?[日号]|(?P<third>[上中下]旬|初|底|末))?
 | [ ]?第?(?P<quarter>[一二三四1-4])季度
 | [ ]?[前头](?P<quarters>[二三两23])个?季度
 | [ ]?(?:首季度?|头一?个季度)
 | [ ]?(?P<half>[上下头])半年
"""
_RELATIVE_YEAR = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2, "大前年": -3,
                  "明年": 1, "来年": 1, "后年": 2}  # fmt: skip
_SHIFT = {"本": 0, "这": 0, "上": -1, "下": 1, "今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}
_VAGUE = (
    "近日|日前|目前|如今|当前|现在|近期|近来|近年来?|近几年来?|近些年来?|前不久|不久前|此前|最近|眼下|当下|连日来"
    "|未来|今后|多年来|当[月年](?!地)|同月|以往"
)
_PUBLISHED = re.compile(r"[1-8]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_FUTURE = re.compile(r"将|预计|计划|拟|力争|有望|预期|争取")
_REFERENCE = re.compile(r"[较比自与从]$|同比$|相比$")
_SENTENCE_END = re.compile(r"[。!?;\n]")


@dataclass(frozen=True, slots=True)
class Found:
    """A resolved expression; part: what the value cannot hold (底, 上旬) and the note repeats."""

    value: str
    relative: bool
    part: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    read: Callable[[DateReader, re.Match[str]], Found | None]


class DateReader:
    """Reads a text from left to right; keeps the year and month that later mentions lean on (2020年签约，8月开工)."""

    def __init__(self, text: str, published: str) -> None:
        self.text = text
        known = [int(part) for part in published.split("-")] if _PUBLISHED.fullmatch(published) else []
        if len(known) > 1 and not _value(*known):
            known = known[:2]  # there is no 30th of February
        self.year, self.month, self.day = (*known, None, None, None)[:3]
        self.last_year: int | None = None
        self.last_month: tuple[int, int] | None = None
        self.last_day = ""

    def read(self) -> Iterator[tuple[Span, Found]]:
        position = 0
        seen = 0
        for start in _STARTS.finditer(self.text):
            at = start.start()
            if at < position:
                continue
            if _SENTENCE_END.search(self.text, seen, at):
                self.last_year, self.last_day = None, ""
            seen = at
            for rule in _RULES:
                match = rule.pattern.match(self.text, at)
                if match and (found := rule.read(self, match)):
                    self._remember(found, at)
                    yield match.span(), found
                    position = match.end()
                    break

    def _remember(self, found: Found, at: int) -> None:
        if found.value:
            self.last_day = found.value if len(found.value) == len("2021-05-13") else ""
        if re.match(r"\d{4}", found.value) and "/" not in found.value:
            if not _REFERENCE.search(self.text, max(0, at - 2), at):
                self.last_year = int(found.value[:4])
            if re.match(r"\d{4}-\d\d", found.value):
                self.last_month = (int(found.value[:4]), int(found.value[5:7]))

    def iso(self, match: re.Match[str]) -> Found | None:
        year, *rest = (int(part) for part in re.split(r"[-/.]", match.group()))
        return Found(_value(year, *rest), False) if _value(year, *rest) else None

    def years(self, match: re.Match[str]) -> Found | None:
        first, last = _integer(match["first"]), _integer(match["last"])
        return Found(f"{first}/{last}", False) if first < last else None

    def decade(self, match: re.Match[str]) -> Found | None:
        digits = match["decade"]
        ten = int(digits) if digits.isdigit() else _DIGIT[digits[0]] * 10
        named = {"21": 2000, "本": 2000, "20": 1900, "上": 1900}
        century = named.get(match["century"] or "", 1900 if ten >= 50 else 2000)
        return Found(f"{century + ten}/{century + ten + 9}", False)

    def plan(self, match: re.Match[str]) -> Found | None:
        start = 2021 + 5 * (_integer(match["plan"]) - 4)
        return Found(f"{start}/{start + 4}", False)

    def dated(self, match: re.Match[str]) -> Found | None:
        """A year, absolute or relative, and perhaps a part of it."""
        name = match["relative"]
        if not name:
            return self._in_year(_integer(match["year"]), match, False)
        shift = _RELATIVE_YEAR[name]
        return self._in_year(None if self.year is None else self.year + shift, match, True)

    def bare_year(self, match: re.Match[str]) -> Found | None:
        return Found(match.group(), False)

    def bare(self, match: re.Match[str]) -> Found | None:
        """A part of a year whose year is not said: the one before it in the sentence, else that of the article."""
        if self.last_year is not None:
            return self._in_year(self.last_year, match, True)
        month = _integer(match["month"]) if match["month"] else {"四": 12, "4": 12}.get(match["quarter"] or "", 1)
        month = 12 if match["half"] == "下" else month
        last_year = self.month is not None and self.month <= 2 and month >= 11 and not self._is_ahead(match.start())
        return self._in_year(None if self.year is None else self.year - last_year, match, True)

    def _is_ahead(self, at: int) -> bool:
        return _FUTURE.search(self.text, max(0, at - 10), at) is not None

    def _in_year(self, year: int | None, match: re.Match[str], relative: bool) -> Found:
        if year is None:
            return Found("", relative)
        groups = match.groupdict()
        if groups["month"]:
            day = [_integer(groups["day"])] if groups["day"] else []
            return Found(_value(year, _integer(groups["month"]), *day), relative, groups["third"] or "")
        if groups["from"]:
            first, last = _integer(groups["from"]), _integer(groups["to"])
            return Found(f"{year}-{first:02}/{year}-{last:02}" if first < last else "", relative)
        if groups["upto"]:
            return Found(f"{year}-01/{year}-{_integer(groups['upto']):02}", relative)
        if groups["quarter"] or "首季" in match.group():
            return Found(f"{year}-Q{_integer(groups['quarter'] or '1')}", relative)
        if groups["quarters"]:
            return Found(f"{year}-01/{year}-{_integer(groups['quarters']) * 3:02}", relative)
        if groups["half"]:
            return Found(f"{year}-H{2 if groups['half'] == '下' else 1}", relative)
        return Found(str(year), relative, (groups.get("part") or "").removeprefix("年"))

    def year_part(self, match: re.Match[str]) -> Found | None:
        """年底, 年初, 年内."""
        year = self.last_year or self.year
        return Found(str(year) if year else "", True, match.group()[1:])

    def other_year(self, match: re.Match[str]) -> Found | None:
        """次年 and 同年 lean on the year named before, nothing else."""
        if self.last_year is None:
            return Found("", True)
        year = self.last_year + (match.group()[0] in "次翌")
        return Found(_value(year, *([_integer(match["month"])] if match["month"] else [])), True)

    def month_word(self, match: re.Match[str]) -> Found | None:
        """本月, 上月15日."""
        if self.year is None or self.month is None:
            return Found("", True)
        year, month = divmod(self.year * 12 + self.month - 1 + _SHIFT[match.group()[0]], 12)
        day = [_integer(match["day"])] if match["day"] else []
        return Found(_value(year, month + 1, *day), True, match["third"] or "")

    def quarter_word(self, match: re.Match[str]) -> Found | None:
        if self.year is None or self.month is None:
            return Found("", True)
        year, quarter = divmod(self.year * 4 + (self.month - 1) // 3 + _SHIFT[match.group()[0]], 4)
        return Found(f"{year}-Q{quarter + 1}", True)

    def day_word(self, match: re.Match[str]) -> Found | None:
        """昨天, 今晚, 明日, 大前天."""
        far = match.group().startswith("大")
        shift = _SHIFT[match.group()[far]]
        return Found(self._days_from(shift + (far if shift > 0 else -far)), True)

    def same_day(self, match: re.Match[str]) -> Found | None:
        """当天, 次日: of the day named before in the sentence, nothing else."""
        if not self.last_day:
            return Found("", True)
        day = date.fromisoformat(self.last_day) + timedelta(days=match.group()[0] in "次翌第")
        return Found(day.isoformat(), True)

    def month_part(self, match: re.Match[str]) -> Found | None:
        """月底, 月初: of the article's month, when that is known."""
        if self.year is None or self.month is None:
            return Found("", True)
        return Found(_value(self.year, self.month), True, match.group()[1:])

    def week_word(self, match: re.Match[str]) -> Found | None:
        """上周五, 本周, 下星期三."""
        today = self._today()
        if today is None:
            return Found("", True)
        monday = 7 * _SHIFT[match["which"]] - today.weekday()
        if match["day"] and match["day"] != "末":
            return Found(self._days_from(monday + _DIGIT[match["day"]] - 1), True)
        first = self._days_from(monday + (5 if match["day"] else 0))
        return Found(f"{first}/{self._days_from(monday + 6)}", True)

    def ago(self, match: re.Match[str]) -> Found | None:
        """3天前, 两个月前, 5年前: as precise as its own unit."""
        number, unit = _integer(match["number"]), match["unit"]
        if unit == "天":
            return Found(self._days_from(-number), True)
        if unit == "年":
            return Found(str(self.year - number) if self.year else "", True)
        if self.year is None or self.month is None:
            return Found("", True)
        year, month = divmod(self.year * 12 + self.month - 1 - number, 12)
        return Found(_value(year, month + 1), True)

    def day_only(self, match: re.Match[str]) -> Found | None:
        """13日: of the month named last, or of the article's month when that day has come."""
        day = _integer(match["day"])
        if self.last_month:
            return Found(_value(*self.last_month, day), True)
        if self.year and self.month and self.day and day <= self.day:
            return Found(_value(self.year, self.month, day), True)
        return Found("", True)

    def vague(self, match: re.Match[str]) -> Found | None:
        return Found("", True)

    def english(self, match: re.Match[str]) -> Found | None:
        month = "janfebmaraprmayjunjulaugsepoctnovdec".index(match["month"]) // 3 + 1
        return Found(_value(int(match["year"]), month, *([int(match["day"])] if match["day"] else [])), False)

    def _today(self) -> date | None:
        if self.year is None or self.month is None or self.day is None or not _value(self.year, self.month, self.day):
            return None
        return date(self.year, self.month, self.day)

    def _days_from(self, days: int) -> str:
        today = self._today()
        return (today + timedelta(days=days)).isoformat() if today else ""


def _value(year: int, month: int = 0, day: int = 0) -> str:
    """The ISO prefix, empty when there is no such month or day."""
    if month > 12 or (day and day > monthrange(year, month or 1)[1]):
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _integer(text: str) -> int:
    """12, 十二, 二十, 二〇二一."""
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, units = text.partition("十")
    if ten:
        return 10 * _DIGIT.get(tens, 1) + _DIGIT.get(units, 0)
    return int("".join(str(_DIGIT[char]) for char in text))


def _rule(pattern: str, read: Callable[[DateReader, re.Match[str]], Found | None]) -> _Rule:
    return _Rule(re.compile(pattern, re.VERBOSE), read)


_STARTS = re.compile(rf"[\d{_C}十两几数今昨本去上下前头明来后年次翌同这首近过最成历第目如当现日此眼连未多周星月a-z大以不]")
_RULES = (
    _rule(r"(?<!\d)(?:19|20)\d\d(?:-\d\d(?:-\d\d)?(?![-\d])|([/.])\d{1,2}\1\d{1,2}(?!\d))", DateReader.iso),
    _rule(
        rf"(?<!\d)(?P<first>{_YEAR})[ ]?年?[ ]?[-~至到]{{1,2}}[ ]?(?P<last>{_YEAR})[ ]?年(?![ ]?{_MONTH}[ ]?月)",
        DateReader.years,
    ),
    _rule(rf"(?:(?P<century>20|21|上|本)个?世纪)?(?P<decade>[2-9]0|[{_C[1:]}]十)年代", DateReader.decade),
    _rule(
        rf"十(?P<plan>[{_C}])五(?=规划|计划|时期|期间|末|初|以来|开局|目标|[\",。、)])", DateReader.plan
    ),
    _rule(
        rf"(?:(?<!\d)(?P<year>{_YEAR})[ ]?年(?!代)度?"
        r"|(?P<relative>今年|本年度?|(?<!过)去年|上一年(?!级)|(?<![以岁])上年(?!龄|级)|大?(?<![之以此生])前年"
        r"|(?<![说证表声发透])明年(?!轻)|(?<![未以后])来年|(?<![以之此今前产工成营用运])后年(?!(?:产|销|营|利|均|税|发电|处理|加工)[值额量收润售业能]?)))"
        rf"(?:{_IN_YEAR}|(?P<part>年?[初底末](?!级|等)))?",
        DateReader.dated,
    ),
    _rule(rf"(?<![\da-z第半年])(?<!\d[.,])(?:{_IN_YEAR})", DateReader.bare),
    _rule(
        r"(?<![\da-z+-])(?<!\d[.,])(?:19[5-9]\d|20[0-4]\d)"
        r"(?![\d.,%+:-]|[ ]?[a-z亿万千百多余元名人个家项条户辆台套吨米平公头只分点度])",
        DateReader.bare_year,
    ),
    _rule(r"(?<![之以目此])(?:大(?=[前后]天))?[今昨前明后](?:天(?!津)|日(?![子常期报本均韩]))|[今昨明][晚夜早晨]", DateReader.day_word),
    _rule(
        r"(?P<which>[本这上下])(?:一?个?星期|一?周(?![年期边岁转围刊密全到]))(?P<day>[一二三四五六日天末](?![年岁个]))?",
        DateReader.week_word,
    ),
    _rule(
        rf"(?<![\d{_C}几数])(?P<number>\d{{1,2}}|[{_C}两]|十[{_C}]?)(?P<unit>年|个月|天)[以之]?前(?![{_C}\d后两十])",
        DateReader.ago,
    ),
    _rule(
        rf"(?:近|过去|最近|成立|历时|经过)[ ]?{_SOME}[ ]?(?:年|个月|天)[多余]?(?:以?来|间|内)?"
        rf"|{_SOME}[ ]?(?:年|个月|天)[多余]?以?来(?!自|到)",
        DateReader.vague,
    ),
    _rule(rf"(?:次|翌|同)年(?!级|龄)(?:[ ]?(?P<month>{_MONTH})[ ]?月)?", DateReader.other_year),
    _rule(
        r"(?:(?<![基资成])本月|这个月|[上下]个?月)"
        rf"(?:(?P<third>[上中下]旬|初|底|末)|[ ]?(?P<day>{_DAY})[ ]?[日号])?",
        DateReader.month_word,
    ),
    _rule(r"[本上下]个?季度", DateReader.quarter_word),
    _rule(r"(?:当[日天]|同日|[次翌]日)(?![地益报])|第二天", DateReader.same_day),
    _rule(rf"(?<![\d{_C}十\[本上下这个每当同近岁两几数 ])月[底初末](?!级)", DateReader.month_part),
    _rule(rf"(?<![\d今去明前后每逢近数年几{_C}十两])年(?:[底末初](?!级)|内)", DateReader.year_part),
    _rule(
        rf"(?<![\d月.第·年留期共满隔连达超-])(?P<day>{_DIGITS})[ ]?日(?![元本资报内均常游军圆间韩])",
        DateReader.day_only,
    ),
    _rule(
        r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
        r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.?[ ]"
        r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?,?[ ])?(?P<year>(?:19|20)\d\d)\b",
        DateReader.english,
    ),
    _rule(rf"(?:周|星期)[一二三四五六日](?![年岁个期])|{_VAGUE}", DateReader.vague),
)
