"""What is called nearly as a thing and is another: the sales of another region, another project of the same kind."""

from __future__ import annotations

import re

from rag.ground.sentences.coordination import Known, own_subject
from rag.ground.sentences.figures import Figure

_SEATS = ("市", "县", "省", "州", "高新区", "经开区", "开发区", "自创区", "自贸区", "新区")
_REGIONS = tuple(map(frozenset, (("国内", "中国", "我国", "本国", "境内"), ("全球", "世界"), ("海外", "国外", "境外"), ("美国", "在美"))))
_REGION = re.compile("|".join(word for region in _REGIONS for word in sorted(region)))

_WHOLE_AREA = re.compile("全[省市县区州镇]")


def or_alike(letter: tuple[str, ...]) -> tuple[str, ...]:
    """国内 is told by 中国 as well, 全市 by 该市."""
    if area := next((pair[1] for pair in letter if _WHOLE_AREA.fullmatch(pair)), ""):
        return (*letter, *(f"{which}{area}" for which in "该本我"))
    return next(((*letter, *sorted(region - set(letter))) for region in _REGIONS[:1] if not region.isdisjoint(letter)), letter)


def is_of_other_region(thing: str, figure: Figure, asked: str = "") -> bool:
    """Whether the figure is that of another region than the thing is: 全球销售额 is none of 中国.

    asked: what is asked of all things; where it is, for a thing that does not say it itself.
    """
    said, told = (
        {next(i for i, region in enumerate(_REGIONS) if word in region) for word in _REGION.findall(text)}
        for text in (thing if _REGION.search(thing) else asked, re.split("[,;]", figure.left)[-1])
    )
    return bool(said and told) and said.isdisjoint(told)


def is_of_namesake(thing: str, figure: Figure) -> bool:
    """Whether the figure modifies another thing of the same kind: 总投资5亿元的乙锂电池项目 for 甲锂电池项目."""
    right = figure.right
    if not figure.modifies or figure.kind != "amount" or len(thing) < 5 or own_subject(thing) or thing[:2] in right or (at := right.find(thing[-4:])) < 0:
        return False
    name = re.sub(r"[^㐀-鿿]", "", right[:at]).removeprefix("的")
    return len(name) > 1 and sum(char not in thing for char in name) >= len(name) / 2


_MAY_BE_PLACE = re.compile("(?!国家|全|各|本|该|两|[省市县区]级)[㐀-鿿]+")


def place_in_front(text: str, known: Known) -> str:
    """The bare place that a text begins with (甲州 of 甲州产业类项目), where the collection calls it a city, a zone or the like; else empty."""
    heads = (text[:n] for n in (2, 3, 4) if len(text) >= n and _MAY_BE_PLACE.fullmatch(text[:n]))
    return next((head for head in heads if any(known(f"{head}{seat}") for seat in _SEATS)), "")


_OF_BOTH = re.compile("谁|哪[个一边家]|相差|差多少|一共|总共|合计|加起来|两地|两个|各")


def parted_places(text: str, known: Known) -> str:
    """甲州和乙州 of 甲州乙州这回谁…: two places that stand side by side, neither in the other, where both are asked of."""
    first = place_in_front(text, known)
    second = place_in_front(text[len(first) :], known) if first and _OF_BOTH.search(text) else ""
    if not second or known(f"{first}{second}") or known(f"{first}省") or known(f"{first}省{second}"):
        return text
    return f"{first}和{text[len(first) :]}"
