"""Characters mistyped for others that sound or look the same, mended by what the collection says: 青洋市 where it has 青阳市.

Touched is only a content character that belongs to no word, beside a neighbour that belongs to none either and that the
collection never has there; it becomes one of the same sound that makes a word of the collection with that neighbour, or stands
among the same three others there. One that only looks alike (苏卅, 妈头) must make something that the collection says. A name that
is merely unknown stays, so that it can be missed, and so does what asks (哪个部委).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from rag.text.fold import fold
from rag.text.lexicon import FUNCTION_CHARACTERS
from rag.text.pinyin import syllables, toned
from rag.text.thesaurus import printed_as
from rag.text.units import named_counter

_HAN = re.compile(r"[㐀-鿿]{2,}")
_FREE = frozenset(
    "一二三四五六七八九十百千万亿两" + "".join(FUNCTION_CHARACTERS.split()) + "哪几多少谁什么怎何不没无个家项年月日里中上下前后大小新老办能会可要有用时"
)
_ASKS_FOR = re.compile(r"哪(?:一|几)?[个家些位种类所](?P<noun>[㐀-鿿]{2})")
_THAT = re.compile(  # typed for 哪 where nothing else asks
    r"那(?![^?]*(?:[就都也]是|[了过][?]?$))(?=(?:几|一)?[个家些种位所年天里儿座项类款][^,。?吗\d]*[?]?$)"
)
_ASKED = re.compile(
    r"[哪谁吗呢吧什么啥怎何]|(?<!那)几|多[少大高长久重远宽深快]|是否|有没有|不是"
    r"|是在(?!那)|[\d一二三四五六七八九十百千万]多?(?:吨|亩|公里|平方公里|米)[重长宽高]?[?]?$"
)
# Characters that are taken for each other by their looks: of each group any for any.
_GROUPS = ["州卅川", "己已巳", "未末", "土士", "人入", "日曰", "木本术", "大太", "天夫", "干千于", "午牛", "壮状", "拔拨", "治冶", "侯候", "辩辨瓣",
    "晴睛", "折析拆", "券卷", "崇祟", "刺剌", "妈码", "帐账", "博搏", "暑署", "徒徙", "鸟乌", "免兔", "令今", "申甲由", "九丸", "广厂", "贝见", "仓仑",
    "住往", "赢羸", "宜宣", "荼茶", "氏民", "材村", "料科", "域城", "项顷", "微徽", "惜措", "租祖组粗", "枝技", "抗杭", "杨扬场", "江汪", "侍待", "底抵低",
    "代伐", "棵课", "弧孤", "值植", "货贷", "查杳", "具其", "且旦", "园圆", "投没", "拥佣", "拓折", "竣峻", "钛钦", "硅桂", "轨轧", "航船", "泊柏",
    "栋拣", "驻注", "缴激", "储诸", "幢撞"]
_HAPPENS = frozenset(["招标", "中标", "投标", "竣工", "封顶", "验收", "签约", "揭牌", "挂牌", "投产", "达产", "开工", "动工", "奠基", "并网", "试产", "投用"])
"""Words of what becomes of a project that a dictionary of short entries lacks."""
_CLASSES = frozenset("案版款店馆厂剧赛战队课")  # what is called by its name before it: 高原|案
_WINDOW = 4  # characters, the mended one among them, that the collection must have where they make no word


class Pairs(Protocol):
    """The character pairs of a collection."""

    def has(self, gram: str) -> bool:
        """Whether the two characters stand side by side anywhere."""
        ...

    def beside(self, char: str, *, behind: bool) -> Iterable[str]:
        """Every character that stands right behind (or before) ``char`` somewhere."""
        ...


@dataclass(frozen=True, slots=True)
class Speller:
    """Mends questions put to one collection.

    said: whether the collection has a folded string. segment: cuts a folded string into dictionary words.
    """

    pairs: Pairs
    said: Callable[[str], bool]
    segment: Callable[[str], list[str]]

    def mend(self, text: str) -> str:
        """``text`` with its mistyped characters replaced, as many characters as before; ``text`` itself where nothing is wrong."""
        folded = fold(text)
        that = _THAT.search(folded.text.strip(" ?")) if not _ASKED.search(folded.text) else None
        if that:
            start, end = folded.span(at := folded.text.index(that.group(), that.start()), at + 1)
            text = text[:start] + "哪" + text[end:]
            folded = fold(text)
        mends = {run.start() + at: char for run in _HAN.finditer(folded.text) for at, char in self._mends(run.group())}
        for at in sorted(mends, reverse=True):
            start, end = folded.span(at, at + 1)
            text = text[:start] + mends[at] + text[end:]
        return text

    def _mends(self, run: str) -> Iterator[tuple[int, str]]:
        """(place, character) of what is to be replaced in a run of Han characters."""
        words = self.segment(run)
        alone = [loose for word in words for loose in self._loose(word)]
        asks = {at for found in _ASKS_FOR.finditer(run) for at in range(*found.span("noun"))}
        mended = run
        for at, char in enumerate(run):
            around = [side for side in (at - 1, at + 1) if 0 <= side < len(run)]
            beside = [mended[min(at, side) : max(at, side) + 1] for side in around]
            known = any(self.pairs.has(pair) or printed_as(pair) or named_counter(pair) for pair in beside)  # 建好 is a word, whatever the collection says
            named = char in _CLASSES and at > 1 and self.said(run[at - 2 : at])
            if not alone[at] or char in _FREE or known or named or at in asks:
                continue
            found = {
                other
                for side in around
                if alone[side] and mended[side] not in _FREE
                for other in self.pairs.beside(mended[side], behind=side < at)
                if other != char and self._fits(mended, at, side, other)
            } or set(self._behind_a_word(mended, at, alone))
            if len(found) == 1:
                (other,) = found
                mended = mended[:at] + other + mended[at + 1 :]
                yield at, other

    def _loose(self, word: str) -> list[bool]:
        """Of each character of a word, whether it may belong to none: 卅 of 卅高新, of which the collection says 高新 alone."""
        apart = len(word) > 2 and not self.said(word) and self.said(word[1:])
        return [len(word) == 1 or apart, *[False] * (len(word) - 1)]

    def _fits(self, run: str, at: int, side: int, other: str) -> bool:
        line = run[:at] + other + run[at + 1 :]
        first = min(at, side)
        word = line[first : first + 2]
        if self.segment(word) == [word] or word in _HAPPENS:
            return syllables(word)[at - first] == syllables(run[at])[0] or look_alike(run[at], other)
        starts = range(max(at - _WINDOW + 1, 0), min(at, len(line) - _WINDOW) + 1)
        return syllables(other) == syllables(run[at]) and any(self.said(line[i : i + _WINDOW]) for i in starts)

    def _behind_a_word(self, run: str, at: int, alone: list[bool]) -> Iterator[str]:
        """What ends a longer word that the collection has: 园 of 工业园 for 工业圆; the tone must be the same as well."""
        if at < 2 or alone[at - 1] or (at + 1 < len(run) and run[at + 1] not in _FREE):
            return
        for other in self.pairs.beside(run[at - 1], behind=True):
            alike = other != run[at] and other not in _FREE and (look_alike(run[at], other) or toned(other) == toned(run[at]))
            if alike and self.said(run[at - 2 : at] + other):
                yield other


def look_alike(char: str, other: str) -> bool:
    """Whether two characters are taken for each other by their looks."""
    return any(char in group and other in group for group in _GROUPS)
