"""What a question names and its best article has nothing of: a titled work, an event by its full name, a company that plans,
the second of two hospitals.

Each takes a question and a folded article, and gives the names that are not there; () when nothing is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.understand.question import Question

_TITLE = re.compile(r"[《<〈](?P<title>[^《》<>〈〉]{2,30})[》>〉]")
_SUBTITLE = re.compile("[:·]|——|-")
_PLAIN = re.compile(r"[\W_]+")
_SAID = 0.7  # share of a title's pairs of characters from which it is said, in part or with a slip
_TIME = re.compile(
    r"(?:截至|截止|到|在|自|从|于)?(?:[0-9]{4}年|[今明去前]年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?"
    r"(?:第?[一二三四1-4]季度|[上下]半年|年?[底末初])?(?:以来|起|前|后|为止|止)?[,的里中内]?"
)
_PLANS = re.compile(
    r"(?P<owner>(?:(?![的在了是有哪谁什几多一年月日季天今明这那该本之以])[㐀-鿿]){2,8}?)"
    r"(?=公司|(?:[0-9]+年)?(?:[0-9]+月)?(?:[0-9]+[日号])?(?:拟|计划|预计|打算|宣布|将(?![军领士])|[上深北]交所))"
)
_PART = re.compile(
    r"(?<=[的区市县省州])(?P<name>(?:(?![的在了是有哪谁什几多一年月日季天今明这那该本些个家怎])[㐀-鿿]){2,6}?)"
    r"(?=项目|公司|集团|工程|基地|大桥|医院|大学|学院|中学|小学|银行|电站|机场|铁路|高铁|高速)"
)
_EVENT = re.compile(
    r"(?P<name>(?:(?![的在是了和与到第届个过哪谁什几多])[㐀-鿿]){2,16}?)"
    r"(?:大会|论坛|峰会|博览会|展会|锦标赛|联赛|电影节|音乐节|文化节|法案|条例|协定|公约)"
)
_NUMBER = "[一二三四五六七八九十]"
_ONE_OF = re.compile(rf"(?P<which>{_NUMBER})(?P<kind>附院|附属医院|附中|附小|中院|分院)")

_PART_OF = re.compile(r"(?P<which>(?![这那该全整各本新老旧东南西北的在了是有哪])[㐀-鿿]{2})(?P<kind>片区|校区|院区|厂区|分园|分校|分馆|分院)")


def strange_title(question: Question, article: str) -> tuple[str, ...]:
    """A work named in 《》 that the article has nothing of, not even in part."""
    text = _PLAIN.sub("", article)
    titles = (found["title"] for found in _TITLE.finditer(question.folded))
    return tuple(title for title in titles if not any(_is_there(_PLAIN.sub("", part), text) for part in (title, *_SUBTITLE.split(title)[:1])))


def strange_event(question: Question, article: str, lacks: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """A congress, fair, contest or act whose full name has a word that the article says in no way.

    lacks: the telling words of a text that the article says in no word.
    """
    names = (found.group() for found in _EVENT.finditer(question.folded) if len(found["name"]) > 3)
    return tuple(name for name in names if name[-6:] not in article and lacks(name))


def strange_owner(question: Question, article: str, said: Callable[[str], bool]) -> tuple[str, ...]:
    """Whom a clause opens with as a company (某某公司, 某某拟, 某某2023年计划), or what is named as a part of a place (某区的某某项目),
    where the article has no two of its characters.

    said: whether the article says a telling word of a text in any word.
    """
    found: list[str] = []
    for clause in re.split("[,:。]", question.folded):
        time = _TIME.match(clause)
        opening = _PLANS.match(clause, time.end() if time else 0)
        found += [opening["owner"]] if opening else []
        found += [part["name"] for part in _PART.finditer(clause)]
    unsaid = (name for name in found if not any(name[i : i + 2] in article for i in range(len(name) - 1)))
    return tuple(name for name in unsaid if not said(name))


def other_house(question: Question, article: str) -> tuple[str, ...]:
    """The one of several houses (二附院, 青云校区) that is asked of, where the article only has another (一附院)."""
    asked = {found.groups() for found in _ONE_OF.finditer(question.folded)}
    told = {found.groups() for found in _ONE_OF.finditer(article)}
    parts = {found.groups() for found in _PART_OF.finditer(question.folded) if found["which"] not in article}
    told_parts = {kind for _, kind in (found.groups() for found in _PART_OF.finditer(article))}
    return tuple("".join(one) for one in sorted(asked - told | parts) if one[1] in told_parts or any(kind == one[1] for _, kind in told))


def _is_there(title: str, text: str) -> bool:
    pairs = {title[i : i + 2] for i in range(len(title) - 1)}
    return title in text or sum(pair in text for pair in pairs) >= _SAID * max(len(pairs), 1)
