"""Times that no calendar date of news states: centuries, years long past, how long ago, dynasties and years of a reign.

They are only told apart here; nothing resolves them to days (``rag.text.dates`` does that for the dates of news).
"""

from __future__ import annotations

import re

_N = "一二三四五六七八九十百"
_MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?"
_PART = "(?:[中前后]叶|[初中末]年?期?|[早晚前后]期|[前后上下]半[叶期]|[中前后]叶|年间|时期|时代)"
# The reigns that are named most, and 民国: a closed class.
_REIGNS = (
    "贞观|永徽|开元|天宝|元和|贞元|建隆|太平兴国|景德|庆历|熙宁|元丰|元祐|崇宁|政和|宣和|靖康|建炎|绍兴|淳熙|至元|至正|洪武|建文|永乐|洪熙|宣德|正统|景泰"
    "|天顺|成化|弘治|正德|嘉靖|隆庆|万历|泰昌|天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|建安|黄初|太和|建兴|永和|太康|大业|武德|民国|昭和|明治|大正|平成|令和"
)
_ERA = re.compile(
    rf"(?:公元前?|西元前?)?第?(?:\d{{1,2}}|[{_N}]{{1,3}})世纪(?:\d0年代|{_PART})?"
    rf"|(?:公元|西元)前?约?\d{{1,4}}年{_PART}?|(?<![\d.])1[0-4]\d\d年(?![前多余来间以]|历史|之)"
    rf"|距今大?约?[\d,.{_N}千万亿]+[多余]?年前?|大?约?(?:\d{{3,}}|\d[\d,.]*[百千万亿]+)[多余]?年前"
    rf"|(?:{_REIGNS})(?:元|\d{{1,2}}|[{_N}]{{1,4}})年(?:间|[初底末])?|(?:{_REIGNS})年间"
    rf"|(?:[东西南北]?[夏商周秦汉晋隋唐宋元明清魏齐梁陈辽金]|三国|五代|南北)[朝代]{_PART}?"
    rf"|{_MONTH}[ ]?[-~至到][ ]?(?:翌|次|来|第二)年的?{_MONTH}"
)


def find_eras(folded: str) -> list[tuple[int, int]]:
    """Where a folded text states such a time, in order: 19世纪末, 距今3万年, 贞观三年, 9月到翌年2月."""
    return [found.span() for found in _ERA.finditer(folded)]
