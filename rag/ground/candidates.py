"""Short answers: the reader's spans and what code finds of the wanted type, ranked on one scale.

A reader trained on encyclopaedia questions is a good judge of spans and a poor finder of amounts; code finds every
amount, date and name but cannot tell which is meant. So both propose, and one score decides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.ground.evidence import Evidence, Scored, dates_in
from rag.question import MONEY, Question
from rag.read import Reading
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.text.numbers import Quantity, find_quantities
from rag.types import Hit

SENTENCES = 12  # sentences looked into; the answer of no development question stood further down
# Characters over which a word's closeness fades to 1/e, and factors for a rival figure, a clause end behind the figure, a
# sum over several things in between. Set on the development half of the gold set, by hand.
_REACH_BEFORE, _REACH_BEHIND = 45.0, 22.0
_RIVAL, _CLAUSE, _SUM = 0.35, 0.4, 0.2
_SEVERAL = re.compile(  # 甲项目和乙项目两个项目…: a sum over several is not one's own
    r"(?:和|与|及|、)[^,，。;；]{2,40}?[两二三四五六七八九十\d]+(?:多|余)?[个家项]|等[^，,]{0,8}(?:项目|企业)|合计|总计"
)
_QUOTED = re.compile(r"[“「《]([^“”「」《》]{2,30})[”」》]")
_LONG = 40  # a short answer of more characters is not short
_TRIM = "，,。；;：:、！!？? \t\n”“\"'‘’（）()《》〈〉的"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible short answer: ``article.text[start:end]`` inside the sentence ``scored``.

    typed: it is of the type that the question wants (None: the question wants no type that code knows).
    logit: the reader's span logit less its no-answer logit. score: higher is better, one scale for all.
    """

    scored: Scored
    start: int
    end: int
    typed: bool | None
    logit: float
    closeness: float
    score: float

    @property
    def text(self) -> str:
        return self.scored.sentence.article.text[self.start : self.end]


def rank_candidates(evidence: Evidence, hits: Sequence[Hit], reading: Reading) -> list[Candidate]:
    """All candidates of the best sentences, best first; ties by place."""
    found: dict[tuple[str, int, int], Candidate] = {}
    best = evidence.best
    if best is None:
        return []
    for scored in evidence.scored[:SENTENCES]:
        sentence = scored.sentence
        wants_type = wanted_type(evidence.question) != ""
        of_type = typed_spans(evidence.question, scored)
        spans = dict.fromkeys(of_type, True)
        for start, end in _reader_spans(scored, hits, reading):
            spans.setdefault((start, end), _fits(evidence.question, scored, start, end, list(spans)))
        for (start, end), typed in spans.items():
            if not 0 < end - start <= _LONG or _asked_already(evidence.question, sentence.article.text[start:end]):
                continue
            hit = hits[sentence.hit]
            logit = reading.span_logit(sentence.hit, start - hit.start, end - hit.start) - reading.no_answer_logit
            near = closeness(evidence, scored, start, end, of_type)
            score = (
                (0.3 if wants_type else 0.4) * max(min(logit, 8.0), -12.0)
                + 1.6 * (scored.score - best.score)
                + 3.0 * near
                - (1.5 if of_type and _is_sum(evidence, scored, start) else 0.0)
                + (1.5 if typed and wants_type else -2.0 if wants_type else 0.0)
                + (1.6 if typed and _counts_noun(evidence.question, sentence.article.text[end : end + 12]) else 0.0)
                + (
                    1.2
                    if not evidence.question.numeric and _is_a(evidence.question, sentence.article.text[start:end])
                    else 0.0
                )
            )
            candidate = Candidate(scored, start, end, typed if wants_type else None, logit, near, score)
            key = (sentence.article.id, start, end)
            if key not in found or found[key].score < score:
                found[key] = candidate
    return sorted(found.values(), key=lambda item: (-item.score, item.scored.sentence.hit, item.start, item.end))


def _counts_noun(question: Question, after: str) -> bool:
    """几个项目 is answered by 两个项目 before 两个 of anything else."""
    return len(question.noun) >= 2 and after.lstrip("的大重点个").startswith(question.noun[:2])


def _is_a(question: Question, text: str) -> bool:
    """哪个产业集群 asks for something that calls itself 集群."""
    return len(question.noun) >= 2 and fold_text(text).rstrip("\"'》)").endswith(question.noun[-2:])


def _is_sum(evidence: Evidence, scored: Scored, start: int) -> bool:
    """Whether several things are counted between what is asked about and the figure: 甲和乙两个项目…总投资7.3亿元."""
    if _SEVERAL.search(evidence.question.folded):
        return False
    folded, base = scored.sentence.folded, scored.sentence.start
    ends = [
        base + folded.offsets[at + len(gram)]
        for gram in evidence.grams
        if (at := folded.text.find(gram)) >= 0 and base + folded.offsets[at + len(gram)] <= start
    ]
    first = min(ends, default=start)
    return bool(_SEVERAL.search(scored.sentence.article.text[first:start]))


def wanted_type(question: Question) -> str:
    """``quantity``, ``date``, ``person``, ``organisation``, ``place`` or empty: what code can look for."""
    if question.numeric:
        return "quantity"
    return question.kind if question.kind in ("date", "person", "organisation", "place") else ""


def typed_spans(question: Question, scored: Scored) -> list[tuple[int, int]]:
    """Article offsets of everything in the sentence that is of the wanted type."""
    sentence, text = scored.sentence, scored.sentence.text
    wanted = wanted_type(question)
    if wanted == "quantity":
        spans = [(q.start, q.end) for q in find_quantities(text) if fits_quantity(question, q, text)]
    elif wanted == "date":
        spans = [(d.start, d.end) for d in dates_in(sentence) if d.value]
    elif wanted:
        spans = [(n.start, n.end) for n in find_names(text) if n.kind == wanted]
    elif question.noun:
        names = [(n.start, n.end) for n in find_names(text)]
        quoted = [m.span(1) for m in _QUOTED.finditer(text)]
        spans = [span for span in dict.fromkeys([*names, *quoted]) if _is_a(question, text[slice(*span)])]
    else:
        spans = []
    return [(sentence.start + start, sentence.start + end) for start, end in spans]


def fits_quantity(question: Question, quantity: Quantity, text: str) -> bool:
    """Whether a quantity is of the kind and unit that a numeric question asks for."""
    kind = question.kind
    if kind == "share":
        return quantity.kind == "share"
    if kind == "multiple":
        return quantity.kind == "multiple"
    if kind == "rank":
        return quantity.kind == "ordinal" or quantity.unit == "位次"
    if kind == "duration":
        return quantity.kind == "measure" and quantity.unit in (
            "年",
            "周年",
            "月",
            "秒",
            "个季度",
            "工作日",
            "个工作日",
        )
    if kind == "amount":
        if question.unit == MONEY:
            return quantity.kind == "amount"
        return quantity.unit == question.unit if question.unit else quantity.kind in ("amount", "measure")
    if not question.measure and question.noun:
        return quantity.kind in ("count", "measure") and text[quantity.end :].lstrip("的").startswith(question.noun[:2])
    if quantity.kind != "count":
        return False
    measure = {"名": "人", "位": "人"}.get(question.measure, question.measure)
    if measure == quantity.unit or measure in ("", "个", "项", "种"):
        return True
    return question.noun != "" and question.noun[:2] in text[quantity.end : quantity.end + 12]


def _reader_spans(scored: Scored, hits: Sequence[Hit], reading: Reading) -> Iterator[tuple[int, int]]:
    sentence = scored.sentence
    for span in reading.spans:
        hit = hits[span.passage]
        start, end = hit.start + span.start, hit.start + span.end
        if hit.article_id == sentence.article.id and sentence.start <= start and end <= sentence.end:
            text = sentence.article.text
            while start < end and text[start] in _TRIM:
                start += 1
            while end > start and text[end - 1] in _TRIM and not _balanced(text[start:end]):
                end -= 1
            for quoted in _QUOTED.finditer(text, sentence.start, sentence.end):
                inside, outside = quoted.span(1)
                if inside <= start and end <= outside and 2 * (end - start) >= outside - inside:
                    start, end = inside, outside  # most of a quoted name stands for the whole
            if start < end:
                yield start, end


def _balanced(text: str) -> bool:
    """A span that ends in the closing mark of a pair it also opens keeps it."""
    pairs = {"）": "（", ")": "(", "”": "“", "》": "《", "’": "‘"}
    return text[-1] in pairs and pairs[text[-1]] in text


def _fits(question: Question, scored: Scored, start: int, end: int, typed: list[tuple[int, int]]) -> bool:
    """A reader's span is of the wanted type when it holds something of that type, and little else."""
    return any(start <= s and e <= end and (e - s) * 2 >= end - start for s, e in typed)


def _asked_already(question: Question, text: str) -> bool:
    return fold_text(text) in question.folded


def closeness(
    evidence: Evidence, scored: Scored, start: int, end: int, rivals: Sequence[tuple[int, int]] = ()
) -> float:
    """Share of the question's word weight that belongs to the span ``article.text[start:end]``, 0 to 1.

    rivals: other spans of its type in the sentence. A word belongs to the first figure behind it, before any rival
    (总投资20亿元的甲 apart, where it stands right behind); a sum over several things is not the value of one of them.
    """
    folded, base = scored.sentence.folded, scored.sentence.start
    text, offsets = scored.sentence.article.text, folded.offsets
    others = [span for span in rivals if span != (start, end)]
    modifies = text.startswith("的", end)  # 总投资20亿元的甲项目: what the figure belongs to comes after it
    near = total = 0.0
    for gram, weight in evidence.grams.items():
        total += weight
        best = 0.0
        at = folded.text.find(gram)
        while at >= 0:
            left, right = base + offsets[at], base + offsets[at + len(gram)]
            if right <= start:
                between = sum(right <= s < start for s, _ in others)
                value = math.exp((right - start) / _REACH_BEFORE) * _RIVAL**between
                value *= _SUM if _SEVERAL.search(text[right:start]) else 1.0
                value *= _RIVAL if modifies else 1.0
            elif left >= end:
                between = sum(end <= s < left for s, _ in others)
                value = math.exp((end - left) / (_REACH_BEFORE if modifies else _REACH_BEHIND)) * _RIVAL**between
                value *= 1.0 if modifies else 0.85
                value *= _CLAUSE if any(mark in "，,；;。" for mark in text[end:left]) else 1.0
            else:
                value = 1.0
            best = max(best, value)
            at = folded.text.find(gram, at + 1)
        near += weight * best
    return near / total if total else 0.0
