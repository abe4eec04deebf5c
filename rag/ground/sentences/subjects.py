"""The names a question is about, and those of them that an article has nothing of: right fact, wrong place or person."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from rag.embed.words import Words
from rag.text.lexicon import CITIES, COMPOUND_SURNAMES, COUNTRIES, SURNAME_WORDS, SURNAMES
from rag.text.names import find_names
from rag.text.numbers import find_quantities

_SURNAME = f"(?:{'|'.join(COMPOUND_SURNAMES.split())}|[{''.join(SURNAMES.split())}])"
# A question that opens with a person: 某某对…说了什么, 某某在…提到.
_OPENING_PERSON = re.compile(rf"^(?P<name>{_SURNAME}[㐀-鿿]{{1,2}}?)(?=(?:对|就|给|为|向|跟)[㐀-鿿]|(?:说|谈|讲|提到|表示|介绍|认为))")
_OPENING_PLACE = re.compile(
    "(?P<stem>(?![全本该这那各哪今去明上下前后近]|目前|现在|如今|最近)[㐀-鿿]{2,4}?)"
    "(?P<kind>高新区|自创区|开发区|经开区|示范区|自贸[区港]|新区|[省市县州]|(?<![社园街校厂景灾小地])区)(?![长委府场值民级里内])"
)
_PROVINCES = [line.split() for line in CITIES.strip().splitlines()]
# Of each place what else says that it is spoken of: of a province its short name and its cities.
_CITIES = {province: tuple(inside) for province, *inside in _PROVINCES} | {city: () for _, _, *cities in _PROVINCES for city in cities}
_CITY = re.compile(
    rf"(?:^|(?<=[\s,:、的在和与及跟区省市]))(?P<city>{'|'.join(sorted(_CITIES, key=len, reverse=True))})"
    r"(?=$|[\s,、的市有在\d?]|省(?!级)|[今去前明本]年|目前|现在|[一二三四首上下全]季度?|[上下]半年|(?:高新|经开|开发|自创|自贸|示范|片|新|园|港)区"
    r"|实际使用|研发|新增|总投资|一般公共|财政|地区生产|gdp|生产总值|常住|人口|外贸|进出口|固定资产|房价|招商|引进|经济|累计)"
)
_PROVINCE_OF = re.compile(
    "|".join(rf"(?:{province}(?:省|自治区|市)?\s?(?={'|'.join(cities)}))" for province, _, *cities in _PROVINCES if cities)
)
_BEFORE = "给说对跟和与同在从由把被向为据按照"  # no name begins with one of these
_SHORT = 6  # characters of a name that begins with a place, at most: 东州高新区
_APART = ("省", "市", "州", "县", "区")  # what stands before is a place of its own
_ASKING = re.compile(r"[哪谁几何什]|多少|怎|为啥")
# What a reader of names may take along from the question's own words: 那|个创新中心, 概括一下|某地, 夸|某园.
_FRAME = re.compile(r"^(?:.*一下|.*讲讲|.*说说|[个家份座所位道条片]|整个|专门|往后|今后|来(?=.{3})|[按照拿夸次])")


def asked_names(folded: str) -> tuple[str, ...]:
    """The persons, places and organisations that a folded question names, in order."""
    names = [name for name in find_names(folded) if name.kind in ("person", "place", "organisation")]
    found = [_FRAME.sub("", name.text) for name in names if not _ASKING.search(name.text)]
    opening = _OPENING_PERSON.search(folded)
    if opening and opening.group("name") not in SURNAME_WORDS.split():
        found.insert(0, opening.group("name"))
    return tuple(dict.fromkeys(name for name in found if len(name) > 1))


def opening_place(folded: str, words: Words) -> str:
    """The place a folded question opens with, without what kind it is of (青丘 of 青丘高新区有多少…); empty when with none."""
    found = _OPENING_PLACE.match(folded)
    stem = found["stem"] if found else ""
    is_word = bool(stem) and words.segment(stem) == [stem]
    return stem if is_word or (len(stem) == 2 and stem[0] not in _BEFORE and found and found["kind"] != "州") else ""


def other_city(folded: str, article: str) -> str:
    """The province or city that a folded question sets itself in (合肥的…, 合肥高新区, 合肥 今年…) where the folded article has neither
    it nor, of a province, any of its cities; empty when there is none."""
    named = [found["city"] for found in _CITY.finditer(folded)]
    known = [city for city in named if city in article]
    for city in named:
        inside = _CITIES[city]
        if city not in article and not any(name in article for name in inside) and not (inside and known):
            return city
    return ""


def without_province(text: str, known: Callable[[str], bool]) -> str:
    """A question with 柳州 for 广西柳州, where the articles say the city and nowhere the province."""
    found = _PROVINCE_OF.search(text)
    if found is None:
        return text
    province = next(province for province in _CITIES if found.group().startswith(province))
    city = next(name for name in _CITIES[province] if text.startswith(name, found.end()))
    return text if known(province) or not known(city) else text[: found.start()] + text[found.end() :]


def strange_place(folded: str, article: str) -> str:
    """The place of three or more characters that a folded question, or a keyword of it, opens with and the article has no two of."""
    for name in find_names(folded):
        opens = name.kind == "place" and len(name.text) > 2 and not folded[: name.start][-1:].strip()
        if opens and not _ASKING.search(name.text) and not any(name.text[at : at + 2] in article for at in range(len(name.text) - 1)):
            return name.text
    return ""


def foreign_names(folded: str, article: str) -> tuple[str, ...]:
    """Those of ``asked_names`` that ``article`` (folded) has nothing of: neither a person's whole name nor the two
    characters that a place or organisation begins with (海北 of 海北州), one of them mistyped at most."""
    return tuple(name for name in asked_names(folded) if not _stands(name, article))


def other_ordinal(folded: str, article: str) -> bool:
    """Whether a 第n届 or 第n批 of the question stands in the article with another number only."""
    asked = [q for q in find_quantities(folded) if q.kind == "ordinal" and q.unit]
    if not asked:
        return False
    stated = [q for q in find_quantities(article) if q.kind == "ordinal"]
    return any(
        any(q.unit == s.unit for s in stated)
        and not any(q.unit == s.unit and q.low == s.low for s in stated)
        and not (q.low == 1 and re.search(f"[首头]{q.unit}", article))
        for q in asked
    )


@cache
def of_country(char: str) -> re.Pattern[str]:
    """日本 is said by 日企, 日商, 中日."""
    return re.compile(f"{char}(?:[企资商方籍媒系]|$)|^中{char}|^{char}中")


def _stands(name: str, article: str) -> bool:
    if name in article or (len(name) > 3 and name[:2] in article):
        return True
    if name in COUNTRIES.split() and of_country(name[0]).search(article):
        return True
    if len(name) == 3 and name[2] in "厂园馆店站场":
        return name[:2] in article
    if len(name) == 3 and name[2] in "省市州县区镇乡":
        return name[:2] in article
    if _stands_inside(name, article):
        return True
    return len(name) > 3 and re.search(f"{re.escape(name[0])}.{re.escape(name[2:4])}", article) is not None


def _stands_inside(name: str, article: str) -> bool:
    """Whether what the reader of names took for one begins with words of the question (替…管东州基地, 批东州) and ends in a name of
    the article: in one that begins with a place of it, or in a whole one behind a single character."""
    rest = name[1:]
    if len(rest) > 2 and rest in article and any(found.text == rest for found in find_names(rest)):
        return True
    places = _places(article)
    return any(name[at : at + 2] in places and not name[:at].endswith(_APART) for at in range(1, len(name) - 1))


@lru_cache(maxsize=256)
def _places(article: str) -> frozenset[str]:
    """The two characters with which the short names of places in a folded article begin."""
    names = (name for name in find_names(article) if name.kind == "place" and len(name.text) <= _SHORT)
    return frozenset(name.text[:2] for name in names if _OPENING_PLACE.fullmatch(name.text))
