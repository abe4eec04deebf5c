"""How often something is done, and whether there is one of it or several: 每周更新一次, where the source says 24小时更新一次."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap, speaks_of
from rag.text.fold import bigrams
from rag.text.numbers import number_of

_HOURS = {"小时": 1, "天": 24, "日": 24, "周": 168, "星期": 168, "礼拜": 168, "个月": 720, "月": 720, "季度": 2190, "季": 2190, "年": 8760}
_N = r"[\d一二两三四五六七八九十半]+"
_UNIT = "|".join(sorted(_HOURS, key=len, reverse=True))
_OFTEN = re.compile(
    rf"(?:每隔?|(?<![年月日天内时\d]))(?P<n>{_N}|)个?(?P<unit>{_UNIT})(?:才|就|只|都|会|要|能|得|须|必)*(?P<verb>[㐀-鿿]{{1,4}}?)(?:(?P<times>{_N})(?:次|回|遍|期))"
    rf"|(?:每|逐)(?P<each>{_UNIT})(?:都|均)?(?P<does>更新|发布|通报|检查|巡查|召开|开会|调度|公布|统计|结算|报告)"
)
_SEVERAL = re.compile(
    r"^(?P<who>[^,]{4,}?)(?:就|都|还|也|总共|一共)*(?:有|存在)?(?:了|着)?(?:好几|好多|不止一|多|几|许多|若干|两三|三四|不少)(?:个|家|座|所|项|条|处|种)?(?:之多|这样的|同类的)?$"
)
_SINGLE = re.compile(
    r"(?:唯一|独家|仅有的?|仅此一[家个]|独一无二)[㐀-鿿]{0,3}的?(?P<what>[^,，。;；]{2,20})"
)
_SINGLE_BEHIND = re.compile(r"(?P<what>[^,，。;；是]{4,24})的?(?:唯一|仅有)一?[家个]?")
_ALIKE = 0.7  # share of the pairs of what there is one of that a claim has to have


def how_often(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """每周更新一次, where the sentence says how often the same is done; None: it claims no such thing, or none says so."""
    asked = _OFTEN.search(claim)
    if asked is None:
        return None
    verb = (asked["verb"] or asked["does"])[:2]
    for sentence in sentences:
        for told in _OFTEN.finditer(sentence.folded.text):
            if verb in told.group() and speaks_of(re.sub("的|是|,", " ", claim[: asked.start()]), sentence):
                same = _period(asked) == _period(told)
                return Swap(sentence, same, "" if same else sentence.published(*told.span()))
    return None


def several(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """这样的中心有好几个, where the sentence calls it 唯一: false; None: it claims no such thing, or none says so."""
    asked = _SEVERAL.match(claim)
    if asked is None:
        return None
    for sentence in sentences:
        for told in (*_SINGLE.finditer(sentence.folded.text), *_SINGLE_BEHIND.finditer(sentence.folded.text)):
            pairs = bigrams(told["what"].split("获")[0])
            if sum(pair in asked["who"] for pair in pairs) >= _ALIKE * len(pairs) and speaks_of(asked["who"], sentence):
                return Swap(sentence, False, sentence.published(*told.span()))
    return None


def _period(found: re.Match[str]) -> float:
    """Hours between two times."""
    if found["each"]:
        return float(_HOURS[found["each"]])
    n = 0.5 if found["n"] == "半" else float(number_of(found["n"]) if found["n"] else 1)
    return n * _HOURS[found["unit"]] / float(number_of(found["times"]) or 1)
