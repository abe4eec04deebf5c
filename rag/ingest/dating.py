"""When was it published? As precisely as the page shows and never more, with the words that show it.

One page is one issue, so what dates one article dates its neighbours. The kinds of evidence, strongest first:
a date printed beside the article or in the page header; an agency's dateline (新华社北京5月13日电); a first sentence
that reports a day (5月13日，…), which the issue follows by a few days; a ceremony held 近日 that bears its year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_LAG = timedelta(days=7)  # a newspaper reports a day within a week; where that crosses a month, it is not known

_NEAR = re.compile(r"近日|日前|昨日|昨天|今日|今天|昨晚")
_HELD = re.compile(
    r"举行|召开|举办|开幕|启动|开工|揭牌|签约|发布会|开赛|开班|闭幕|落幕|奠基|仪式|舉行|召開|舉辦|開幕|啟動"
)
_RETROSPECT = re.compile(r"总结|表彰|回顾|考核|排名|决算|年报|统计|盘点|总决算|获奖|颁奖")
_PERIOD = re.compile(
    r"(20\d{2}|19\d{2})年(?:度?第[一二三四五六七八九十\d]{1,3}(?:季度|批|届|次|期)|[上下]半年|[春夏秋冬]季|\d{1,2}月\d{1,2}日)"
)
_DAY = re.compile(r"(?:((?:19|20)\d{2})年)?(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_AHEAD = re.compile(r"(?:计划|预计|将|力争|到|至|规划|目标|拟|有望|—|-|～|~).{0,6}$")
_SENTENCE = re.compile(r"[^。！？!?\n]+")


@dataclass(frozen=True, slots=True)
class Undated:
    """What an item of the page shows: its name for the evidence, agency mark, body, and a date printed beside it."""

    name: str
    mark: str
    text: str
    printed: str = ""
    printed_as: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """date: ``2021``, ``2021-05``, ``2021-05-13`` or empty; evidence: Chinese, quotes the page; sure: printed there."""

    date: str
    evidence: str
    sure: bool


def date_items(items: Sequence[Undated], page_date: str = "", page_date_as: str = "") -> list[Dated]:
    """The date of every item of one page, in order.

    page_date: the day printed in the page's header, page_date_as: the words there.
    """
    year, year_evidence = _year(items)
    day, day_evidence = _latest_day(items, year)
    return [_date_item(item, page_date, page_date_as, year, year_evidence, day, day_evidence) for item in items]


def _date_item(
    item: Undated, page_date: str, page_date_as: str, year: int, year_evidence: str, day: date | None, day_evidence: str
) -> Dated:
    if item.printed:
        return Dated(item.printed, f"文章标明“{item.printed_as}”", True)
    if page_date:
        return Dated(page_date, f"版头印有“{page_date_as}”", True)
    if year and (match := _DAY.search(item.mark)) and (own := _calendar(match, year)):
        return Dated(own.isoformat(), f"电头“{item.mark}”；年份据{year_evidence}", True)
    if day is not None:
        later = day + _LAG
        precise = f"{day:%Y-%m}" if later.month == day.month else f"{day:%Y}" if later.year == day.year else ""
        when = f"{day.year}年{day.month}月{day.day}日或之后数日内"
        evidence = f"版面没有印出版日期；据同版{day_evidence}推断，本版在{when}出版"
        if year_evidence and year_evidence not in day_evidence:
            evidence += f"；年份据{year_evidence}"
        return Dated(precise, evidence, False)
    if year:
        return Dated(str(year), f"版面没有印出版日期；年份据{year_evidence}", False)
    if day_evidence:
        return Dated("", f"只见{day_evidence}，没有年份", False)
    return Dated("", "", False)


def _year(items: Sequence[Undated]) -> tuple[int, str]:
    """The year of the issue and its evidence; (0, "") when the page does not show it or contradicts itself."""
    found: dict[int, list[str]] = {}
    for item in items:
        if (match := _DAY.match(item.text)) and match[1]:
            found.setdefault(int(match[1]), []).append(f"{item.name}“{match.group()}”")
        for sentence in _SENTENCE.findall(item.text):
            match = _PERIOD.search(sentence)
            if not match or not _NEAR.search(sentence) or not _HELD.search(sentence):
                continue
            if not _RETROSPECT.search(sentence) and not _AHEAD.search(sentence[: match.start()]):
                found.setdefault(int(match[1]), []).append(f"{item.name}“{_around(sentence, match)}”")
    if not found or max(found) < _latest_past_year(items):
        return 0, ""
    return max(found), "、".join(found[max(found)])


def _latest_past_year(items: Sequence[Undated]) -> int:
    """The latest year that the page speaks of as present or past; the issue cannot be older."""
    years = [
        int(match[1])
        for item in items
        for match in _YEAR.finditer(item.text)
        if not _AHEAD.search(item.text[max(0, match.start() - 12) : match.start()])
    ]
    return max(years, default=0)


def _latest_day(items: Sequence[Undated], year: int) -> tuple[date | None, str]:
    """The latest day that a first sentence or a dateline reports; without a year only the words for it."""
    days: list[tuple[date, str]] = []
    words = ""
    for item in items:
        where = item.mark if _DAY.search(item.mark) else item.text
        match = _DAY.search(item.mark) or _DAY.match(item.text)
        if not match:
            continue
        quoted = f"{item.name}“{_around(where, match)}”"
        words = words or quoted
        if day := _calendar(match, int(match[1] or year)):
            days.append((day, quoted))
    return max(days) if days else (None, words)


def _calendar(match: re.Match[str], year: int) -> date | None:
    try:
        return date(year, int(match[2]), int(match[3]))
    except ValueError:
        return None


def _around(sentence: str, match: re.Match[str]) -> str:
    """The clause of the sentence that holds the match, cut to a quotable length."""
    start = max(sentence.rfind(mark, 0, match.start()) for mark in "，,；;：:") + 1
    ends = [at for mark in "，,；;" if (at := sentence.find(mark, match.end())) >= 0]
    clause = sentence[start : min(ends, default=len(sentence))].strip()
    return clause if len(clause) <= 40 else sentence[match.start() : match.start() + 40] + "……"
