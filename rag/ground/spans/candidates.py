"""Short answers: the reader's spans and what code finds of the wanted type, ranked on one scale.

A reader is a good judge of spans and an uneven finder of amounts; code finds every amount, date and name but cannot
tell which is meant. So both propose, and one score decides; its weights are fitted by ``training/ranking.py``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.embed.words import load_words
from rag.ground.sentences.evidence import KINDRED, Evidence, Scored
from rag.ground.sentences.places import is_asked_of
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.wanted import (
    MATCH,
    QUOTED,
    asks_range,
    continuation,
    counter_asked,
    counts_behind,
    is_a,
    is_called_so,
    lacks_figure,
    named_spans,
    object_asked,
    typed_spans,
    wanted_type,
)
from rag.ground.sentences.weights import candidate_weights
from rag.read import Reading, Span
from rag.text.fold import fold_text
from rag.text.names import ending_in, find_names
from rag.text.numbers import find_quantities
from rag.text.thesaurus import printed_as
from rag.types import Hit
from rag.understand.aspect import states
from rag.understand.question import Question

FEATURES = (
    "logit", "behind", "sentence", "closeness", "sum", "typed", "counts_noun", "is_a", "read", "length", "told", "clause",
    "before",
)  # fmt: skip
SENTENCES = 12  # sentences looked into; the answer of no development question stood further down
# Characters over which a word's closeness fades to 1/e, and factors for a rival figure, a clause end behind the figure, a
# sum over several things in between. Set on the development half of the gold set, by hand.
_REACH_BEFORE, _REACH_BEHIND = 45.0, 22.0
_RIVAL, _CLAUSE, _SUM = 0.35, 0.4, 0.2
_SEVERAL = re.compile(  # 甲项目和乙项目两个项目…: a sum over several is not one's own
    r"(?:和|与|及|、)[^,，。;；]{2,40}?[两二三四五六七八九十\d]+(?:多|余)?[个家项]|等[^，,]{0,8}(?:项目|企业)|合计|总计"
)
_NUMBERED = re.compile(r"(\d+|[一二三四五六七八九十]+)(号(?:楼|线|厂房|车间|馆|机组|塔|井|炉|泊位)|标段)")
_NOBODY = re.compile(r"我|你|咱|[他她它]们?|大家|自己|【|本报|本网|记者$")  # names no one
_LED_TO = re.compile("所属|旗下的?|下属的?|选择|落[子户地]|位于|来自|走进|坐落|[在到于]")  # 选择|青石产业园: the name alone
_STANDS_AS = re.compile("作为|成为|[是为居]|位[居列]|名列|排[名在]?|跻身|建[立成]了?|打造了?")  # 作为|全国十大强企之一: the standing alone
_CLAUSES = re.compile(r"[,，;；。][^,，;；。]{4}")  # several clauses are no name
_OWNS = re.compile("(?:所属|旗下|下属|控股|全资)的?(?=[㐀-鿿]{2})")  # 甲集团所属|乙公司: not 甲集团
_OWNER_ASKED = re.compile("旗下|所属|下属|隶属|母公司|总公司|集团")
_NAME_WANTED = re.compile("叫(?:做|作)?(?:什么|啥)|名[字称]")
_COUNTED = re.compile(r"(?:[一二两三四五六七八九十几多]+|\d+)[个家项座条种款][㐀-鿿]{0,4}")
_CUT_CLAUSE = re.compile("、(?:以(?!色列|太|及)|由|将|把)[㐀-鿿]{2}")  # 5G、以氢燃料电池|为动力
_CLAUSE_MARKS = ",，;；。、"
_REST = re.compile(r"(?![时時后後前间間中里裡内內上下期]|以[来來前后後])(?:(?!的)[㐀-鿿]){1,4}")
_GRAMMAR = re.compile(r"[的了着过等在是和与及或被把将从对为以于也都就而但让使给由向到有]")
_CALLED = re.compile(r"(?:就是|在于|是|为)$")
_SHORT_FORM = 10  # characters of a 简称, at most
_MORE = 6  # characters by which a name may begin before what was read
_JOINED = 16  # characters of a name before the 与 inside it
_HEAD = re.compile("(?:项目|工程|公司|企业|集团|园区?|基地|中心|系统|平台|机制|体系|基金|政策|协会|大学|学院|市|区|县|镇)$")
# The reader's log odds of a brief answer against none: below UNSURE one to an open question is likelier wrong than right (``is_unsure``),
# at EVEN it gives it as soon as none, from DECISIVE it has no doubt. AHEAD: by how much it prefers one to another for the other's form not to count.
UNSURE, EVEN, DECISIVE, AHEAD = -1.0, 0.0, 2.0, 3.0
_RANKED = 0.0  # see ``is_unsure``
_OTHER_COUNTER = 0.7  # what a figure of another counter than the one asked for loses where one of that stands somewhere
_HAN_NAME = re.compile("[㐀-鿿]{2,5}")
_LONG = 40  # a short answer of more characters is not short
_NAMED_MARKS = re.compile("[“”‘’\"「」]")  # a catchword: the reader likes it for its marks, not as an answer
_TRIM = "，,。；;：:、！!？? \t\n”“\"'‘’（）()《》〈〉的"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible short answer: ``article.text[start:end]`` inside the sentence ``scored``.

    typed: it is of the type that the question wants (None: the question wants no type that code knows).
    logit: the reader's span logit less its no-answer logit. features: the numbers of ``FEATURES``.
    score: higher is better, one scale for all candidates of a question.
    """

    scored: Scored
    start: int
    end: int
    typed: bool | None
    logit: float
    closeness: float
    features: tuple[float, ...]
    score: float

    @property
    def text(self) -> str:
        return self.scored.sentence.article.text[self.start : self.end]


def rank_candidates(evidence: Evidence, hits: Sequence[Hit], reading: Reading) -> list[Candidate]:
    """All candidates of the best sentences, best first; ties by place."""
    best = evidence.best
    if best is None:
        return []
    question = evidence.question
    wanted = wanted_type(question)
    wants_type, wants_figure = wanted != "", wanted in ("quantity", "date")
    segment = load_words().segment
    top_logit = reading.span_logit(*_place(reading.spans[0])) if reading.spans else reading.no_answer_logit
    found: list[Candidate] = []  # before the words around them are held against the question
    for scored in evidence.scored[:SENTENCES]:
        sentence, hit = scored.sentence, hits[scored.sentence.hit]
        of_type = typed_spans(question, sentence)
        read: dict[tuple[int, int], float] = {}
        for start, end, logit in _reader_spans(question, scored, hits, reading):
            span = _whole(question, (start, end), of_type)
            read[span] = max(logit, read.get(span, logit))
        of_type += [(s, e) for s, e in named_spans(question, sentence, segment, of_type) if any(a <= s and e <= b for a, b in read)]
        continued = of_type[0] if of_type and continuation(question, sentence.text) else None
        typed = dict.fromkeys(of_type, True)
        for start, end in read:
            several = wanted == "organisation" and sum(start <= s and e <= end for s, e in of_type) > 1  # 甲公司乙中心 is no one body
            unheard = wanted == "person" and read[start, end] >= reading.no_answer_logit and _is_no_word(sentence.article.text[start:end], segment)
            cut = wanted in ("place", "organisation") and any(s < start and e == end and 2 * (e - s) <= 3 * (end - start) for s, e in of_type)  # 迁葬|甲山陵园
            typed.setdefault((start, end), unheard or cut or (_fits(start, end, of_type) and not several))
        for (start, end), fits in typed.items():
            text = sentence.article.text[start:end]
            fits = fits and not (wanted in ("person", "organisation", "place") and is_asked_of(question, text, sentence.article.text[end : end + 24]))
            if not 0 < end - start <= _LONG or _asked_already(question, text) or _of_another(question, sentence, start):
                continue
            led_to = {"organisation": _LED_TO, "place": _LED_TO, "rank": _STANDS_AS}.get(question.kind)
            if led_to and led_to.match(text) and any(start < s and e == end for s, e in of_type):
                continue
            if question.kind == "organisation" and _OWNS.match(sentence.article.text, end) and not _OWNER_ASKED.search(question.folded):
                continue
            if "简称" in question.folded and end - start > _SHORT_FORM:
                continue
            if _NAME_WANTED.search(question.folded) and _COUNTED.fullmatch(fold_text(text)):
                continue  # 两个项目 is no name
            if _CUT_CLAUSE.search(text):
                continue
            if wanted == "person" and _names_post_only(question, text) and not any(start <= s and e <= end for s, e in of_type):
                continue
            if question.kind in ("person", "organisation", "place") and (_NOBODY.match(text) or _CLAUSES.search(text)):
                continue
            raw = max((reading.span_logit(sentence.hit, start - hit.start, end - hit.start), *_near(start, end, read)))
            near = closeness(evidence, scored, start, end, of_type)
            after = sentence.article.text[end : end + 12]
            features = (
                _held(raw - reading.no_answer_logit, -12.0, 8.0) / 10,
                _held(raw - top_logit, -10.0, 0.0) / 10,
                scored.score - best.score,
                near,
                float(bool(of_type) and _is_sum(evidence, scored, start)),
                float(fits and wants_type),
                float(fits and _counts_noun(question, text, after)),
                float(not question.numeric and (_is_asked(question, sentence, start, end) or continued == (start, end))),
                float(any(s < end and start < e for s, e in read)),
                min(end - start, 30) / 10,
                scored.neural,
            )
            logit, of_wanted = raw - reading.no_answer_logit, fits if wants_type else None
            found.append(Candidate(scored, start, end, of_wanted, logit, near, features, 0.0))
    if not found:
        return []
    clauses = [_clause(one) for one in found]
    alike = load_words().similarity(question.folded, [part for pair in clauses for part in pair]).reshape(-1, 2)
    weights = candidate_weights(group_of(question))
    kept: dict[tuple[str, int, int], Candidate] = {}
    for one, (clause, before) in zip(found, alike.tolist(), strict=True):
        numbers = (*one.features, clause, before)
        score = sum(w * f for w, f in zip(weights, numbers, strict=True))
        start = _name_start(question, one.scored.sentence, one.start, one.end) if is_a(question, one.text) else one.start
        key = (one.scored.sentence.article.id, start, one.end)
        if key not in kept or kept[key].score < score:
            kept[key] = replace(one, start=start, features=numbers, score=score)

    counter = counter_asked(question)
    in_it = {key for key, item in kept.items() if counter and any(q.unit == counter for q in find_quantities(item.text))}
    beside = {kept[key].scored.sentence for key in in_it}

    def order(item: Candidate) -> tuple[bool, bool, bool, float, int, int, int]:
        # 哪一天 is never answered by what has no day in it; a figure of another dimension in first place rather says that there is none.
        lacks = wants_figure and lacks_figure(question, item.text) and (question.kind == "date" or not find_quantities(item.text))
        sentence = item.scored.sentence
        given = object_asked(question, sentence.text) if sentence.article is best.sentence.article else None
        is_object = given == (item.start - sentence.start, item.end - sentence.start)
        told = {q.unit for q in find_quantities(item.text)} if in_it else set()
        other = bool(told) and counter not in told  # a figure of the counter asked for goes before others, first in its own sentence
        score = item.score - (_OTHER_COUNTER if other else 0.0)
        return lacks, other and sentence in beside, not is_object, -score, item.scored.sentence.hit, item.start, item.end

    return sorted(kept.values(), key=order)


def is_unsure(question: Question, found: Candidate) -> bool:
    """Whether a brief answer to an open question is likelier wrong than right, though its sentence is likely right.

    The reader rather reads none (log odds below -1), the ranking is lukewarm, and neither quotation marks nor what is asked
    for (哪个储备库) tell where it begins and ends: of 25 such answers to 700 tuning questions 8 were right, and 20 of their sentences.
    """
    if group_of(question) != "open" or found.logit >= UNSURE or found.score >= _RANKED:
        return False
    text = found.scored.sentence.article.text
    quoted = any(m.span(m.lastindex or 0) == (found.start, found.end) for m in QUOTED.finditer(text, found.scored.sentence.start))
    before = fold_text(text[found.scored.sentence.start : found.start])
    called = _CALLED.search(before) is not None and states(question.aspect, before) == 1.0  # 最大的难点是…
    return not quoted and not called and not is_a(question, found.text)


def _clause(found: Candidate) -> tuple[str, str]:
    """Folded: the clause around the span without it, and what stands in that clause before it."""
    sentence = found.scored.sentence
    text = sentence.article.text
    left = max((text.rfind(mark, sentence.start, found.start) for mark in _CLAUSE_MARKS), default=-1) + 1
    left = max(left, sentence.start)
    ends = [at for mark in _CLAUSE_MARKS if (at := text.find(mark, found.end, sentence.end)) >= 0]
    before, after = text[left : found.start], text[found.end : min(ends, default=sentence.end)]
    return fold_text(before + after), fold_text(before)


def group_of(question: Question) -> str:
    """Which weights rank its candidates: ``quantity``, ``typed`` (dates and names) or ``open``."""
    return "quantity" if question.numeric else "typed" if wanted_type(question) else "open"


def _name_start(question: Question, sentence: Sentence, start: int, end: int) -> int:
    """Where the one name asked for (哪个平台) begins: 中部|产业基金, and when 与 joins words inside it: 技术创新与|转化平台."""
    text = sentence.article.text
    if len(question.noun) > 1 and not wanted_type(question):
        spans = ((sentence.start + s, sentence.start + e) for s, e in ending_in(sentence.text, question.noun[-2:]))
        start = next((s for s, e in spans if e == end and start - _MORE <= s < start and text[s:start].isalpha()), start)
    if not question.noun or wanted_type(question) or not re.search("哪一?个", question.folded) or text[start - 1 : start] not in ("与", "和"):
        return start
    left = max(text.rfind(mark, sentence.start, start - 1) for mark in _CLAUSE_MARKS) + 1 or sentence.start
    piece = fold_text(text[max(left, sentence.start) : start - 1])
    if not 2 <= len(piece) <= _JOINED or _GRAMMAR.search(piece) or _HEAD.search(piece) or re.search(r"\d", piece) or find_names(piece):
        return start
    return max(left, sentence.start)


def _place(span: Span) -> tuple[int, int, int]:
    return span.passage, span.start, span.end


def _near(start: int, end: int, read: Mapping[tuple[int, int], float]) -> list[float]:
    """The reader's logits of what it read in the place of the span: 约1亿元 for 1亿元."""
    return [logit for (s, e), logit in read.items() if s < end and start < e and abs(s - start) + abs(e - end) <= 3]


def _held(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))


def _of_another(question: Question, sentence: Sentence, start: int) -> bool:
    """Whether a numbered thing other than the one asked about was named last before the place: 6号线…, asked of 5号线."""
    if not (question.numeric or question.kind == "date"):
        return False
    asked = {m.group(2): m.group(1) for m in _NUMBERED.finditer(question.folded)}
    if len(asked) != 1:
        return False
    ((kind, number),) = asked.items()
    before = fold_text(sentence.article.text[sentence.start : start])
    named = [m.group(1) for m in _NUMBERED.finditer(before) if m.group(2) == kind]
    return bool(named) and named[-1] != number


def _names_post_only(question: Question, text: str) -> bool:
    """Whether a text repeats whom the question asks for and adds no name: 园区引进首席信息官, asked 首席信息官是谁."""
    folded = fold_text(text)
    return any(len(term) > 2 and term in folded and len(folded) > len(term) for term in question.terms)


def _counts_noun(question: Question, text: str, after: str) -> bool:
    """几个项目 is answered by 两个项目 before 两个 of anything else, 多少个班 by 54班, 豆腐能产多少 by 800吨豆腐."""
    noun = question.noun
    if any(len(term) > 1 and after.lstrip("的").startswith(term) for term in question.terms):
        return True
    return (len(noun) >= 2 and (after.lstrip("的大重点个").startswith(noun[:2]) or counts_behind(noun, after))) or (0 < len(noun) < 3 and text.endswith(noun))


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


def _with_noun(question: Question, text: str, start: int, end: int, last: int) -> int:
    """Where the span ends with the noun that is asked for, which stands right behind it: 哪个实验室, 海洋材料|实验室."""
    answer = fold_text(text[start:end])
    for noun in (question.noun, question.noun[-2:]):
        follows = len(noun) > 1 and fold_text(text[end : min(end + len(noun), last)]) == noun
        if follows and not question.numeric and noun not in answer:
            return end + len(noun)
    return end


def _to_clause_end(text: str, end: int, last: int) -> int:
    """Where the span ends with the one word that is left of its clause, or stands before 的: 一流高科技|园区。"""
    rest = _REST.match(text, end, last)
    if rest is None or _GRAMMAR.search(fold_text(rest.group())) or len(load_words().segment(rest.group())) > 2:
        return end
    return rest.end() if rest.end() == last or text[rest.end()] in _CLAUSE_MARKS + "的" else end


def _reader_spans(question: Question, scored: Scored, hits: Sequence[Hit], reading: Reading) -> Iterator[tuple[int, int, float]]:
    """What the reader read in the sentence, cut and completed to whole words, each with the logit of what was read."""
    sentence = scored.sentence
    for span in reading.spans:
        hit = hits[span.passage]
        start, end = first, last = hit.start + span.start, hit.start + span.end
        if hit.article_id == sentence.article.id and sentence.start <= start and end <= sentence.end:
            text = sentence.article.text
            while start < end and (text[start] in _TRIM or (text[start] == "是" and end - start > 2)):
                start += 1
            while end > start and text[end - 1] in _TRIM and not _balanced(text[start:end]):
                end -= 1
            if end - start > 2 and text[end - 1] == "等":
                end -= 1
            for quoted in QUOTED.finditer(text, sentence.start, sentence.end):
                inside, outside = quoted.span(quoted.lastindex or 0)
                if inside <= start and end <= outside and 2 * (end - start) >= outside - inside:
                    start, end = inside, outside  # most of a quoted name stands for the whole
            if (counter := counter_asked(question)) and len(told := find_quantities(text[start:end])) > 1:
                counted = [q for q in told if q.unit == counter]  # 52种31200只, asked 多少只
                start, end = (start + counted[0].start, start + counted[0].end) if len(counted) == 1 else (start, end)
            if start < end:
                named = _NAMED_MARKS.search(text[first:start] + text[end:last]) is not None
                read = _place(span) if not named else (span.passage, start - hit.start, end - hit.start)
                end = _with_noun(question, text, start, end, sentence.end)
                yield start, end if wanted_type(question) else _to_clause_end(text, end, sentence.end), reading.span_logit(*read)


def _whole(question: Question, span: tuple[int, int], of_type: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The whole name of a body of which the span is only the beginning (东州|集团), or time of which it is a part: 六年|二个月."""
    if question.kind == "date" and not asks_range(question):  # 计划|今年年底
        return next(((s, e) for s, e in of_type if span[0] < s <= span[0] + 2 and e == span[1]), span)
    if question.kind == "duration" or asks_range(question):
        return next(((s, e) for s, e in of_type if s <= span[0] and span[1] <= e), span)
    if question.kind not in ("organisation", "person"):
        return span
    if MATCH.search(question.folded):  # 不敌|东湖联队
        return next(((s, e) for s, e in of_type if span[0] <= s and e == span[1]), span)
    return next(((s, e) for s, e in of_type if s == span[0] and e > span[1]), span)


def _is_asked(question: Question, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the span is by name, or called right beside it, what the question asks for."""
    return is_a(question, sentence.article.text[start:end]) or is_called_so(question, sentence.article.text, start, end)


def _balanced(text: str) -> bool:
    """A span that ends in the closing mark of a pair it also opens keeps it."""
    pairs = {"）": "（", ")": "(", "”": "“", "》": "《", "’": "‘"}
    return text[-1] in pairs and pairs[text[-1]] in text


def _fits(start: int, end: int, typed: Sequence[tuple[int, int]]) -> bool:
    """A reader's span is of the wanted type when it holds something of that type, and little else."""
    return any(start <= s and e <= end and (e - s) * 2 >= end - start for s, e in typed)


def _is_no_word(text: str, segment: Callable[[str], list[str]]) -> bool:
    """Whether a text of two to five Chinese characters falls apart into characters: a name that has no form that code knows."""
    return _HAN_NAME.fullmatch(text) is not None and all(len(word) == 1 for word in segment(fold_text(text)))


def in_front(ranked: list[Candidate], at: int) -> list[Candidate]:
    """``ranked`` with its candidate ``at`` first, the others in their order."""
    return [ranked[at], *ranked[:at], *ranked[at + 1 :]]


def _asked_already(question: Question, text: str) -> bool:
    if "还是" in question.folded:  # 是甲还是乙 names what answers it
        return False
    folded = fold_text(text)
    bare = re.sub("[省市县]?(?:近日|日前)?$", "", folded) if question.kind == "place" else folded  # 东州市 of 东州的…在哪儿
    return folded in question.folded or (len(bare) > 1 and bare in question.folded)


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
        for at, length, worth in _told_at(gram, folded.text):
            left, right = base + offsets[at], base + offsets[at + length]
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
            best = max(best, worth * value)
        near += weight * best
    return near / total if total else 0.0


def _told_at(gram: str, text: str) -> Iterator[tuple[int, int, float]]:
    """(place, length, worth) of each time a folded text says a word; of its printed_as words only where it says it nowhere itself."""
    said = [gram] if gram in text else [other for other in printed_as(gram) if other in text]
    for word in said:
        for found in re.finditer(re.escape(word), text):
            yield found.start(), len(word), 1.0 if word == gram else KINDRED
