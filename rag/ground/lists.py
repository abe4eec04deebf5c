"""Items of an enumeration, as slices: 《…》《…》, A、B、C和D, 分别为…, 包括…在内."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.ground.candidates import Candidate
from rag.ground.evidence import Evidence, Scored
from rag.ground.sentence import Sentence

_LEAD = re.compile(
    r"分别(?:为|是|有|叫)|包括了?|涵盖了?|包含了?|涉及|覆盖|有|即|如|例如|建设|生产|推出了?|成立了|签署|引进|设立|采用|解决|围绕|聚焦|形成"
    r"|培育|吸引|来自|提供|开展|举办|发布|出台了?|落实|拥有|实施|打造|突破|为|是|[:：]"
)
_ETC = re.compile(r"等(?=[一二三四五六七八九十\d多各系]|[^、]{0,12}$)")
_TAIL = re.compile(
    r"(等(等|多个|多种|多项|领域|方面|项目|产品|企业|一批|[一二三四五六七八九十\d]+[^、,，]{0,6})?|在内|[,，;；。！？!?]).*",
    re.S,
)
_SEPARATOR = re.compile(r"、|(?<=[^、])(?:以及|和|及|与)(?=[^、]{2,})")


_PAIR = re.compile(r"[^和与及]{2,40}(?:和|与|及|以及)([^和与及]{2,40}?)(?:这|等)?(?:两|2)(?:个|家|项|种|类|大|所)")


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a list: ``article.text[start:end]`` inside ``sentence``."""

    sentence: Sentence
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.sentence.article.text[self.start : self.end]


def find_items(evidence: Evidence, candidates: Sequence[Candidate]) -> list[Item]:
    """The enumeration that answers, from the best sentences; empty when none of them enumerates."""
    if evidence.best is None:
        return []
    best: tuple[float, list[Item]] = (0.0, [])
    for scored in evidence.scored[:6]:
        for items in enumerations(scored.sentence):
            fitness = 2 * (scored.score - evidence.best.score) + _nearness(evidence, scored, items)
            fitness += 0.3 * any(items[0].start <= c.start < items[-1].end for c in candidates[:3])
            fitness += 0.05 * min(len(items), 6)
            fitness += 0.8 * _are_called(evidence.question.noun, items)
            if evidence.question.limit:
                fitness += 0.5 if len(items) == evidence.question.limit else -0.5
            if not best[1] or fitness > best[0]:
                best = (fitness, items)
    return best[1]


def enumerations(sentence: Sentence) -> list[list[Item]]:
    """Every run of two or more parallel items in the sentence."""
    text = sentence.text
    found: list[list[Item]] = []
    titles = [m.span() for m in re.finditer(r"《[^《》]{2,60}》", text)]
    if len(titles) >= 2:
        found.append([Item(sentence, sentence.start + s, sentence.start + e) for s, e in titles])
    for clause in re.finditer(r"[^,，;；。！？!?\n]+", text):
        body = clause.group()
        pair = _PAIR.search(body)
        if "、" not in body and not pair:
            continue
        if pair and "、" not in body:
            body = body[: pair.end(1)]
        spans, at = [], 0
        for cut in [*_SEPARATOR.finditer(body), None]:
            end = cut.start() if cut else len(body)
            spans.append((at, end))
            at = cut.end() if cut else at
        spans = _trim(body, spans)
        if len(spans) >= 2:
            base = sentence.start + clause.start()
            found.append([Item(sentence, base + s, base + e) for s, e in spans])
    return found


def _trim(body: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut what leads into the first item and what follows the last; drop pieces that are no items."""
    first_start, first_end = spans[0]
    leads = [m.end() for m in _LEAD.finditer(body, first_start, first_end) if m.end() < first_end]
    if leads:
        spans[0] = (leads[-1], first_end)
    for n, (start, end) in enumerate(spans[1:], start=1):
        if etc := _ETC.search(body, start + 1, end):
            spans = [*spans[:n], (start, etc.start())]
            break
    last_start, last_end = spans[-1]
    tail = _TAIL.search(body, last_start + 1, last_end)
    if tail:
        spans[-1] = (last_start, tail.start())
    return [(s, e) for s, e in spans if 1 < e - s <= 45]


def _are_called(noun: str, items: list[Item]) -> bool:
    """哪些生产线 is answered by …等生产线: what the items are called stands right behind them, or ends each."""
    if len(noun) < 2:
        return False
    text, sentence = items[-1].sentence.article.text, items[-1].sentence
    behind = text[items[-1].end : min(items[-1].end + 14, sentence.end)]
    return any(end in behind or all(item.text.endswith(end) for item in items) for end in (noun[:2], noun[-2:]))


def _nearness(evidence: Evidence, scored: Scored, items: list[Item]) -> float:
    """Share of the question's grams in the sentence before the items or right behind them."""
    sentence = scored.sentence
    text = sentence.article.text
    around = text[max(sentence.start, items[0].start - 40) : items[0].start] + text[items[-1].end : items[-1].end + 16]
    weight = sum(evidence.grams.values()) or 1.0
    return sum(w for g, w in evidence.grams.items() if g in around) / weight
