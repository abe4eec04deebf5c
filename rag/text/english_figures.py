"""English dates and figures written as Chinese ones: August 18, 2021 as 2021年8月18日, more than 50 billion yuan as 超过500亿元."""

from __future__ import annotations

import re
from decimal import Decimal

from rag.text.numbers import find_quantities

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = tuple(
    re.compile(rf"\b(?:on )?(?:{form})\b", re.IGNORECASE)
    for form in (
        rf"{_MONTH} {_DAY},? {_YEAR}", rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}", rf"{_MONTH},? {_YEAR}", rf"{_MONTH} {_DAY}", rf"{_DAY}(?: of)? {_MONTH}",
        rf"(?:(?<=in )|(?<=of )|(?<=since )|(?<=by )|(?<=until )|(?<=this )|(?<=last )|(?<=next )){_MONTH}",
        rf"(?:(?<=in )|(?<=of )|(?<=since )|(?<=by )){_YEAR}",
    )
)  # fmt: skip
_RELATIVES = {"last": "去年", "this": "今年", "next": "明年"}
_RELATIVE = re.compile(rf"\b(?P<which>last|this|next) {_MONTH}\b", re.IGNORECASE)
_BOUNDS = (
    (r"(?:more than|over|above|exceed(?:s|ed|ing)?|in excess of|upwards? of)", "超过"),
    (r"(?:less than|fewer than|under|below|short of)", "不到"),
    (r"(?:at least|no (?:less|fewer) than)", "至少"),
)  # fmt: skip
_ORDINAL = re.compile(r"(?<=\s)(\d{1,3})(?:st|nd|rd|th)\b(?! (?:century|anniversary|birthday|annual|phase|edition|session))", re.IGNORECASE)
_NUMBERS = {word: n for n, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2)}
_NUMBERS |= {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_SPELT = re.compile(rf"(?<!phase )(?<!-)\b(?:{'|'.join(_NUMBERS)})\b(?= [a-z]{{3}})(?! (?:of|and|or|times) )", re.IGNORECASE)  # ten key projects
_A_SCALE = re.compile(r"\b(?:a|one) (?=(?:hundred |ten )?(?:million|billion|trillion)\b)", re.IGNORECASE)
_OR_MORE = re.compile(r"(?<=[\d亿万元个%]) or (?:more|above|over|higher|larger)\b", re.IGNORECASE)
_HYPHENS = re.compile(  # a 20-billion-yuan project
    r"(?<=\d)-(?P<scale>(?:hundred[ -])?(?:million|billion|trillion|thousand))(?:-(?P<unit>yuan|rmb|dollars?|usd))?|(?<=\d)-(?P<alone>yuan|rmb|dollars?)",
    re.IGNORECASE,
)
_SCALES = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))


def figures_in_chinese(text: str) -> str:
    """An English text with its dates and its figures of several words written as Chinese ones; all else as it is."""
    text = _A_SCALE.sub("1 ", _HYPHENS.sub(_apart, text))
    text = _RELATIVE.sub(lambda found: f"{_RELATIVES[found['which'].lower()]}{_MONTHS.index(found['month'].lower()) + 1}月", text)
    for form in _DATES:
        text = form.sub(_date, text)
    for quantity in reversed(find_quantities(text)):
        if re.search("illion|thousand|yuan|percent|per cent", quantity.text, re.IGNORECASE) and quantity.low == quantity.high:
            text = f"{text[: quantity.start]}{_figure(quantity.low)}{_unit(quantity.unit)}{text[quantity.end :]}"
    text = _SPELT.sub(lambda found: str(_NUMBERS[found.group().lower()]), text)
    text = _ORDINAL.sub(r"第\1", text)
    for words, chinese in _BOUNDS:
        text = re.sub(rf"\b{words} (?=\d)", chinese, text, flags=re.IGNORECASE)
    return _OR_MORE.sub("以上", text)


def _apart(found: re.Match[str]) -> str:
    """-30-million-dollar as `` million dollars``."""
    words = [part.replace("-", " ") for part in (found["scale"], found["unit"], found["alone"]) if part]
    return "".join(f" {'dollars' if word.lower() == 'dollar' else word}" for word in words)


def _date(found: re.Match[str]) -> str:
    parts = found.groupdict()
    month = str(_MONTHS.index(parts["month"].lower()) + 1) if parts.get("month") else ""
    return "".join(value + unit for value, unit in ((parts.get("year"), "年"), (month, "月"), (parts.get("day"), "日")) if value)


def _figure(value: Decimal) -> str:
    scale, name = next(((scale, name) for scale, name in _SCALES if value >= scale), (Decimal(1), ""))
    return f"{(value / scale).normalize():f}{name}"


def _unit(unit: str) -> str:
    return unit if unit in ("元", "美元", "%") else ""
