"""What a sentence enumerates, as slices: 《…》《…》, “…”“…”, A、B、C和D, A、B的产值分别为…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.ground.sentences.sentence import Sentence
from rag.text.numbers import number_of

VERBS = (
    "成立|设立|组建|启用|建立|建成|建设|新建|推出|出台|发布|印发|签署|引进|采用|采取|启动|举办|开展|提供"
    "|培育|吸引|打造|实施|落实|开发|研发|生产|开设|开通|获得|获批|突破|解决|推行|上线|制定"
)
_LEAD = re.compile(
    rf"(?<![自理缘事因])由(?:公司|该?单位)?|打出|紧扣|瞄准|锁定|访问|前往|分别(?:为|是|有|叫)|包括了?|涵盖了?|包含了?|涉及|覆盖|有|即|如|例如|(?:重点|着力|主要|大力)?发展|来自|围绕|聚焦|形成|拥有|承担|(?:{VERBS})(?:了|出)?|为|是|[:：]"
)
ETC = re.compile(r"等(?=[一二三四五六七八九十\d多各系]|[^、]{0,12}$)")
TAIL = re.compile(
    r"((?<![首成])都(?![市会能])[^、]*$|(?:均(?![价衡匀])|双双|有能力|才能(?=[㐀-鿿])|能够|共同(?=[或和]|[㐀-鿿]{2}(?:了|$)))[^、]*$|等(等|多个|多种|多项|领域|方面|项目|产品|企业|一批|[一二三四五六七八九十\d]+[^、,，]{0,6})?|在内|[,，;；。！？!?]).*",
    re.S,
)
_COMMA = re.compile("、")
_QUOTED_LIST = re.compile(r"[“‘「『\"']([^“”‘’「」『』\"',，;；。]*、[^“”‘’「」『』\"',，;；。]*)[”’」』\"']")  # ‘团结、务实’的精神
_INSIDE = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」|（[^）]*）|\([^)]*\)")
SEPARATOR = re.compile(r"、|(?<=[^、])(?:以及|和|(?<![埃普涉提波危触推惠累])及|与)(?=[^、]{2,})")
_PAIR = re.compile(r"[^和与及]{2,40}(?:和|与|及|以及)([^和与及]{2,40}?)(?:这|等)?(?:两|2)(?:个|家|项|种|类|大|所)")
_RESPECTIVELY = re.compile(r"分别(?:为|是|达到?|有|约)?")
_HEAD = re.compile("基地|中心|工厂|车间|园区?|企业|项目|平台|公司|线|设备|体系|系统")  # 智能生产|基地: nothing leads into it
_COUNTED = re.compile(
    r"(?:等|这)?(?P<count>[两二三四五六七八九十]|\d{1,2})"
    r"(?:个|家|所|大|种|项|类|座|条|款|位|名|支|样|只|国|地|省|市|县|区|校|园|镇|村)(?![、和与及])"
)
MARKED = (re.compile(r"《[^《》]{2,60}》"), re.compile(r"[“「『\"]([^“”「」『』\"]{2,30})[”」』\"]"))


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a list: ``article.text[start:end]`` inside ``sentence``."""

    sentence: Sentence
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.sentence.article.text[self.start : self.end]


def enumerations(sentence: Sentence) -> list[list[Item]]:
    """Every run of two or more parallel items in the sentence."""
    text = sentence.text
    found: list[list[Item]] = []
    for pattern in MARKED:
        run: list[tuple[int, int]] = []
        ended = 0
        for mark in [*pattern.finditer(text), None]:
            if mark is None or (run and not re.fullmatch(r"[、和与及,，以\s]*", text[ended : mark.start()])):
                if len(run) > 1:
                    found.append([Item(sentence, sentence.start + s, sentence.start + e) for s, e in run])
                run = []
            if mark is not None:
                run.append(mark.span(pattern.groups))
                ended = mark.end()
    for quoted in _QUOTED_LIST.finditer(text):
        spans = split(quoted.group(1), _COMMA)
        if all(1 < end - start <= 12 for start, end in spans):
            found.append([Item(sentence, sentence.start + quoted.start(1) + s, sentence.start + quoted.start(1) + e) for s, e in spans])
    for clause in re.finditer(r"[^,，;；。！？!?\n]+", text):
        base = sentence.start + clause.start()
        for start, end in _bodies(clause.group()):
            body = clause.group()[start:end]
            for separator in (SEPARATOR, _COMMA) if "、" in body else (SEPARATOR,):
                if len(spans := trim(body, split(body, separator))) >= 2:
                    items = [Item(sentence, base + start + s, base + start + e) for s, e in spans]
                    found += [items] if items not in found else []
    return found


def counted(sentence: Sentence) -> list[list[Item]]:
    """Every run that the sentence counts right behind its last item, cut to as many as it says: 等6家企业以及|甲、乙、丙3个|地区."""
    found = []
    for clause in re.finditer(r"[^,，;；。！？!?\n]+", sentence.text):
        text, at = clause.group(), 0
        for count in _COUNTED.finditer(text):
            number = number_of(count["count"])
            body = text[at : count.start()]
            spans = split(body, _COMMA)
            spans = spans if len(spans) == number and not at else split(body, SEPARATOR)
            if number > 1 and len(spans) > number:  # what goes before belongs to the run in front: 三大产业和|甲、乙两大
                spans = spans[-number:]
            elif len(spans) == number:
                spans = trim(body, spans)
            base = sentence.start + clause.start() + at
            if number > 1 and len(spans) == number and all(1 < end - start <= 30 for start, end in spans):
                found.append([Item(sentence, base + start, base + end) for start, end in spans])
                at = count.end()
    return found


def _bodies(clause: str) -> Iterator[tuple[int, int]]:
    """The parts of a clause that may enumerate: 甲、乙的产值分别为5亿元、3亿元 has two."""
    at = 0
    for cut in [*_RESPECTIVELY.finditer(clause), None]:
        end = cut.start() if cut else len(clause)
        body = clause[at:end]
        pair = _PAIR.search(body)
        if "、" in body:
            yield at, end
        elif pair:
            yield at, at + pair.end(1)
        elif _LEAD.search(body) and re.search(r"[^、](?:以及|和)[^、]{2,}$", body):
            yield at, end
        at = cut.end() if cut else at


def split(body: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """The pieces between the separators that stand in no quotation or bracket."""
    spans, at = [], 0
    inside = [m.span() for m in _INSIDE.finditer(body)]
    cuts = [cut for cut in separator.finditer(body) if not any(s < cut.start() < e for s, e in inside)]
    for cut in [*cuts, None]:
        spans.append((at, cut.start() if cut else len(body)))
        at = cut.end() if cut else at
    return spans


def trim(body: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut what leads into the first item and what follows the last; drop pieces that are no items."""
    first_start, first_end = spans[0]
    marked = [m.span() for m in _INSIDE.finditer(body, first_start, first_end)]
    leads = [
        m.end() for m in _LEAD.finditer(body, first_start, first_end)
        if m.end() < first_end and not any(s < m.end() < e for s, e in marked) and not _HEAD.fullmatch(body, m.end(), first_end)
    ]  # fmt: skip
    if leads:
        spans[0] = (leads[-1], first_end)
    for n, (start, end) in enumerate(spans[1:], start=1):
        if etc := ETC.search(body, start + 1, end):
            spans = [*spans[:n], (start, etc.start())]
            break
    last_start, last_end = spans[-1]
    tail = TAIL.search(body, last_start + 1, last_end)
    if tail:
        spans[-1] = (last_start, tail.start())
    return [(s, e) for s, e in spans if 1 < e - s <= 45]
