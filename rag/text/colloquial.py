"""How one asks aloud for what newspapers print: 园里头 as 园里, 花掉多少 as 花多少, 几个亿 as 几亿, 再提一提 as 再提.

Grammar only: no word is exchanged for another, so that what a question names stays as it is.
"""

from __future__ import annotations

import re

_SPOKEN = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"(?<=[㐀-鿿])里(?:头(?!一[个家座例次回])|面|边)(?![㐀-鿿]?积)", "里"),
        (r"(?<![\d一二两三四五六七八九百千])十个(?=亿)", "10"),
        (r"(?<=[几多少两数\d一二三四五六七八九十百])个(?=亿|[千百]?万(?![㐀-鿿]))", ""),
        (r"多少个(?=亿|[千百]万)", "多少"),
        (r"(?<!一)(?P<verb>[㐀-鿿])一(?P=verb)(?=[?。,了]|$)", r"\g<verb>"),
        (r"(?<=[花用吃卖赔亏投耗砸搭])掉(?=了|多少|几)", ""),
        (r"(?<=国内|国外|全国|世界|全球|全省|全市|行业)头一(?=[个家座例份台])", "首"),
        (r"占(?:了|着)?多少地(?![区方市块])", "占地多少"),
        (r"多会儿|多咱", "什么时候"),
        (r"挨了?(?=[罚批骂训])", "被"),
        (r"(?:开年)?头(?:三|3)个月|(?<=今年)前(?:三|3)个月", "一季度"),
        (r"(?:开年)?头(?:六|6)个月|头半年|(?<=今年)前(?:六|6)个月", "上半年"),
        (r"头号(?=[㐀-鿿]{2})", ""),
        (r"甚么", "什么"),
        (r"(?<=[㐀-鿿])(?:(?:事件|事项|一事)所?(?:对应|涉及)|所?对应)的(?=[㐀-鿿])", "的"),
        (r"有没有(?:什么|啥)(?=[㐀-鿿]{2,6}[?。]*$)", "有什么"),
        (r"成立(?=[一二三四五六七八九十\d]+周年)", ""),
        (r"(?:往|向)外(?=[卖销运送])", ""),
        (r"(?:头|前)(?:六|6)个?月|头半年", "上半年"),
        (r"(?:头|前)(?:三|3)个?月(?![^,?]{0,2}[内里])", "一季度"),
        (r"(?P<step>一[㐀-鿿])(?P=step)地?", ""),
        (r"(?:多少|几)\((?:百分比|百分数|百分之几|%)\)", "百分之多少"),
        (r"比(?:去年|上年)(?:的?同期)?(?:要|还|又)?(?:多|高|增加?|增长|涨)了?(?:出)?百分之(?=多少|几)", "同比增长百分之"),
    )
)


def grammatical(folded: str) -> str:
    """The folded question with what only speech adds left out; the same when it has none of it."""
    for spoken, written in _SPOKEN:
        folded = spoken.sub(written, folded)
    return folded
