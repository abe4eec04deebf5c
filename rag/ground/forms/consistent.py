"""Whether an article agrees with itself, asked outright: 某园的期数,稿子前后写得一致吗. What disagrees is ``conflict``'s to find."""

from __future__ import annotations

import re

from rag.ground.sentences.verdict import Verdict

_WHERE = r"(?:[这那该本]?(?:一?[篇条则份])?(?:稿[子件]?|文章|报道|新闻|文中|通稿|原文|全文|资料)(?:里头?|中|上|内)?(?:的)?|标题(?:和|与|跟|、)?正文|正文)"
_PLACES = r"(?:前前?后后?|上下文?|各处|几处|两处|前面?[和与跟]后面?|标题[和与跟、]?正文|自相)"
_ASKED = re.compile(
    rf"^(?P<topic>[^?]{{2,}}?)(?:,|在|{_WHERE})*{_PLACES}[^?,]{{0,8}}?"
    r"(?:(?P<differs>不一致|不统一|不一样|对不上|矛盾|打架|冲突|出入)"
    r"|(?P<same>一致|统一|一样|对得上|相符|吻合|相同))[^?]{0,6}[?]*$"
)
_ATTRIBUTES = (("期数", "是几期"), ("期", "是几期"), ("数量", "有多少"), ("个数", "有多少"), ("金额", "是多少钱"), ("日期", "是什么时候"))
_PLACE = re.compile(r"^[㐀-鿿]{2}(?=[㐀-鿿]{4})")


def consistency_asked(folded: str) -> tuple[tuple[str, ...], Verdict] | None:
    """The questions, in the order to ask them, whose conflict decides a folded question, and the verdict where there is one.

    None where no consistency is asked for.
    """
    asked = _ASKED.match(folded)
    if asked is None:
        return None
    topic = asked["topic"].rstrip(",的在")
    attribute, ask = next(((name, ask) for name, ask in _ATTRIBUTES if topic.endswith(name)), ("", "是多少"))
    thing = topic.removesuffix(attribute).rstrip("的")
    things = dict.fromkeys((thing, _PLACE.sub("", thing)))  # 某地某园 may be printed with more in between
    return tuple(f"{name}{ask}?" for name in things), "是" if asked["differs"] else "否"
