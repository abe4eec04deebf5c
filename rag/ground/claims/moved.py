"""Which way one of several went that a sentence takes together: 甲业的毛利率上升, where it says 毛利率方面,乙业上升1%,甲业下降2%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap

_UP = "上升|增长|提高|提升|上涨|增加|回升|走高|扩大"
_DOWN = "下降|减少|降低|下滑|下跌|回落|走低|收窄|缩小"
_CLAIM = re.compile(
    rf"^(?P<who>[^,]{{2,24}}?)的?(?P<what>(?!上半|下半)[㐀-鿿]{{2,5}}[率量额价润入本费资])(?:[今去]年|[上下]半年|[一二三四]季度|\d+月份?|同比|环比|也|都|还|同样|是|在|有所|出现了?|,)*"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:的|了)*$"
)
_TOLD = rf"(?:同比|环比|则|也|有所|分别|较上年)*(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"


def moved(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """What the sentence that names the measure, and behind it the one claimed of, says; None: no such claim, or none says so."""
    asked = _CLAIM.match(claim)
    if asked is None:
        return None
    who, what = asked["who"].rstrip("的"), asked["what"]
    for sentence in sentences:
        text = sentence.folded.text
        at = text.find(what)
        article = sentence.article.title + sentence.article.text
        for n in range(len(who), 1, -1) if at >= 0 else ():
            own = who[-n:]
            told = re.compile(rf"{re.escape(own)}{_TOLD}[^,，。;；]{{0,8}}").search(text, at + len(what))
            if told is None or re.search("[;；。]|方面", text[at + len(what) + 2 : told.start()]) or who[:2] not in article:
                continue
            return Swap(sentence, bool(told["up"]) == bool(asked["up"]), sentence.published(*told.span()))
    return None
