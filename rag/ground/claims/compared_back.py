"""A claim that holds one thing against another, asked back: 甲的投资比乙高 is true when 甲和乙哪个投资更高 is answered by 甲."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.ground.claims.predicates import LABELLED
from rag.ground.sentences.verdict import Verdict
from rag.text.dates import find_dates
from rag.text.fold import bigrams

_WHOLE = re.compile("^[全世平同去上预计本]|平均|水平|同期|预期|以[前往]|之前|从前")  # what a sentence itself holds its figure against
_COMPARES = re.compile(
    r"^(?P<first>[^,比]{1,28}?)(?P<attribute>的[^,的比]{2,8})?(?:要|会)?(?<![同环])比(?P<second>(?![例重赛分])[^,比]{1,28}?)的?(?P<verb>[㐀-鿿]{1,4}得)?(?:还|更|要|也)*"
    r"(?P<more>先|[高多大低少小快慢长短贵早晚])(?P<rest>(?<=[先早晚])[㐀-鿿]{0,4}?|)(?:得多|很多|不少|许多|一截|了|些|一些|一点)?$"
)
_SURPASSES = re.compile(
    r"^(?P<first>[^,]{2,28}?)(?P<attribute>的[^,的]{2,8}?)?(?:还|更|要|已经?|远远?|大大)*(?:(?P<side>[高多大低少小快慢长短早晚])于"
    r"|(?P<over>超过|超出|赶超|大过|高过|多过)|(?P<under>不如|不及|赶不上|比不上|落后于?))了?(?P<second>(?!全[国省市球])[^,\d一二两三四五六七八九十百千]{2,28}?)了?$"
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
    found = _COMPARES.match(claim) or _SURPASSES.match(claim)
    if found is None or _WHOLE.search(found["second"]) or find_dates(found["second"]) or claim[found.start("second") - 2] in "不没未":
        return None
    groups = found.groupdict()
    first, second, attribute = found["first"], found["second"], found["attribute"] or ""
    more = groups.get("more") or groups.get("side") or ("大" if groups.get("over") else "小")
    if '"' in attribute or second.startswith('"'):
        first, attribute = first + attribute, ""
    if attribute and second.endswith(attribute):
        second = second.removesuffix(attribute)
    done = (groups.get("verb") or "").removesuffix("得")
    which = f"哪个{done}{'' if more == '先' else '更'}{more}{groups.get('rest') or ''}?"
    if labelled := LABELLED.search(second):
        head = re.match(rf"(?P<head>.+?)的?{LABELLED.pattern}", first + attribute)
        if head and labelled.start() == 0:  # 某中心的2号楼比1号楼…
            first, attribute = first + attribute, ""
            second = head["head"] + second
    return Compared(f"{first}和{second}{attribute}{which}", first, second)
