"""Where sources, or one article, disagree on what is asked: the same attribute of the same thing, with different values.

All sides are shown with article and date, none is chosen; where the articles have different dates the newest is marked.
Precision comes first: two things, two attributes, two periods or a rounded figure are no conflict.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rag.embed.words import load_words
from rag.ground.draft import Builder, Draft
from rag.ground.forms.parallel import only_difference
from rag.ground.sentences.evidence import Evidence, Scored
from rag.ground.sentences.sentence import Sentence, dates_in
from rag.ground.sentences.wanted import fits_quantity, typed_spans, wanted_type
from rag.ground.spans.candidates import Candidate, closeness
from rag.text.dates import annotate, date_overlaps, show_date
from rag.text.fold import fold_text
from rag.text.names import find_names, may_be_person
from rag.text.numbers import Quantity, find_quantities, same_quantity
from rag.understand.question import NUMERIC, Question, content_terms

SENTENCES = 12  # best sentences that are held against each other
_SUBJECT = 3  # characters of the question that both sentences must have in common, and what they are about
_LONG = 6  # characters of a name without what stands before it (东州|新材料产业园), at most as many before it
_LOCAL = 0.6  # share of the question that a sentence must have by itself: it says no other thing's figure
_COVERED = 0.5  # as _LOCAL, with what stands around it: enough where a copy differs in nothing but what is asked for
_LEADING = 3  # best sentences whose copies are looked for
_NEAR = 0.05  # rounded figures (约, 超, 近) this near to each other agree
_KINDS = NUMERIC | {"date", "person", "what", "yesno"}
_OF_KIND = {
    "amount": ("amount", "measure"), "share": ("share",), "multiple": ("multiple",), "rank": ("ordinal",),
    "duration": ("measure",), "count": ("count", "ordinal", "measure", "amount"),
}  # fmt: skip
_FILLER = re.compile(r"[约共达到为是有近超过逾近将其中,:的了在计划预计拟于可也就已经则]|项目|工程|目前|现|第$|共有|设有?|设置|建有")
_THING = re.compile(  # what a name of a lasting thing ends in; events (爆炸, 比赛) happen more than once under one name
    r"^[^,。;:0-9]{1,18}?(?:项目|工程|公司|基地|园区?|中心|医院|学校|大学|学院|集团|隧道|桥|铁路|高铁|公路|地铁|大厦|广场|机场"
    r"|码头|水库|电站|[工药]厂|[博图体]\w*馆|研究院|银行|酒店|[高新开发示范园城]区|市|县|镇|村)"
    r"(?:[^,。;:0-9和与及、]{0,4}(?:项目|工程|基地|院区))?"
)
_BREAK = re.compile(  # behind it, or where 甲和乙两个项目 are told of, another thing is spoken of than 甲
    r"[;；。！!?？]|分别|其他|另一|以及|(?:和|与|及|、)[^,;。]{2,}?(?:[两二三四五六七八九十]|\d+)[个家项]"
)
_SEVERAL = re.compile(r"(?:[两二三四五六七八九十]|\d+)[个家项]")


@dataclass(frozen=True, slots=True)
class _Said:
    """A value of the sentence, the thing (folded) it is said of, of which attribute, and for which time."""

    sentence: Sentence
    text: str
    thing: str
    attribute: str
    when: tuple[str, ...]
    value: Quantity | str


def conflict(evidence: Evidence, found: Candidate | None = None) -> Draft | None:
    """What disagrees on what the question asks, one line a side; None when nothing does.

    found: the answer, where one has been found: then copies of its sentence that say something else in its place count
    as well, whatever the question's words.
    """
    sides = _in_own_words(evidence) or _in_the_same_words(evidence, found)
    return _shown(sides) if sides else None


def _in_own_words(evidence: Evidence) -> list[_Said]:
    """Sentences that give the same attribute of the same thing different values."""
    question = evidence.question
    if question.kind not in _KINDS and "还是" not in question.folded:
        return []
    said: list[_Said] = []
    for scored in evidence.scored[:SENTENCES]:
        if scored.local >= _LOCAL and not scored.misplaced:
            found = list(_values(question, scored))
            once = Counter((item.thing, item.attribute) for item in found)
            said += [item for item in found if once[item.thing, item.attribute] == 1]  # of two it tells two things
    for i, first in enumerate(said):
        sides = [first]
        for other in said[i + 1 :]:
            if all(other.sentence != side.sentence and _disagree(other, side) for side in sides):
                sides.append(other)
        if len(sides) > 1:
            return sides
    return []


def _in_the_same_words(evidence: Evidence, found: Candidate | None) -> list[_Said]:
    """A sentence and its copies in other articles, with something else in the one place that the question asks for."""
    leading = [found.scored] if found else [s for s in evidence.scored[:_LEADING] if s.coverage >= _COVERED]
    for one in leading:
        sides: list[_Said] = []
        for other in evidence.scored[: 2 * SENTENCES]:
            sentence, copy = one.sentence, other.sentence
            unsure = one.misplaced or other.misplaced or (found is None and False in (one.dated, other.dated))
            if unsure or sentence.article.id == copy.article.id:
                continue
            differs = only_difference(sentence.folded.text, copy.folded.text, load_words())
            if differs is None:
                continue
            first, second = _said(sentence, differs.first), _said(copy, differs.second)
            start, end = sentence.folded.span(*differs.first)
            place = (sentence.start + start, sentence.start + end)
            if not (_contested(evidence, one, place, (first, second), found) and _same_time(first, second)):
                continue
            sides = sides or [first]
            if all(_apart(side, second) for side in sides):
                sides.append(second)
        if len(sides) > 1:
            return sides
    return []


def _said(sentence: Sentence, span: tuple[int, int]) -> _Said:
    """What stands at ``span`` of the folded sentence, as a side."""
    quantities = find_quantities(text := sentence.folded.text[slice(*span)])
    value = quantities[0] if len(quantities) == 1 and quantities[0].text == text else text
    return _Said(sentence, sentence.published(*span), "", "", (), value)


def _contested(
    evidence: Evidence, scored: Scored, place: tuple[int, int], pair: tuple[_Said, _Said], found: Candidate | None
) -> bool:
    """Whether what two copies differ in, at ``place`` of the first, is what the question asks for, not what it asks about."""
    question, (start, end) = evidence.question, place
    texts = [fold_text(side.text) for side in pair]
    asked = sum(text in question.folded for text in texts)
    if asked or question.kind == "yesno":
        return asked == 1 and question.kind == "yesno"
    if found:
        return found.start < end and start < found.end
    wanted = wanted_type(question)
    if wanted == "quantity":
        fits = all(isinstance(s.value, Quantity) and fits_quantity(question, s.value, s.sentence.text) for s in pair)
    elif wanted == "date":
        fits = all(re.search(r"\d[年月日号时点]", text) for text in texts)
    elif wanted == "person" or "谁" in question.folded:
        fits = all(map(may_be_person, texts))
    else:
        fits = bool(wanted) and not any(map(find_quantities, texts))
    if not fits:
        return False
    spans = typed_spans(question, scored.sentence)
    near = closeness(evidence, scored, start, end, spans)
    rivals = [span for span in spans if span[1] <= start or end <= span[0]]
    return all(near >= closeness(evidence, scored, *rival, spans) for rival in rivals)


def _values(question: Question, scored: Scored) -> Iterator[_Said]:
    """What the sentence says of the question's subject, in the kind of value that is asked for."""
    sentence = scored.sentence
    text = sentence.folded.text
    subject = next((s for s in _subjects(question.folded) if s in text), "")
    if not subject:
        return
    start = text.find(subject)
    if question.kind == "person":
        yield from _holders(question, sentence)
        return
    thing = _last_thing(subject, text[start:]) or _THING.match(text[start:])
    if thing and len(thing.group()) < len(subject):
        subject = thing.group()  # 青龙桥工程|全长: the attribute is not part of the thing
    if thing is None:
        return
    thing_text = thing.group()
    end = start + len(subject)
    asked = question.folded.replace(subject, "")
    if question.kind in ("date", "yesno"):
        for mention in dates_in(sentence):
            after = fold_text(sentence.article.text[sentence.start + mention.end : sentence.start + mention.end + 6])
            verb = re.sub(r"^[前底初末份左右,在将可能]+", "", after)[:2]
            if mention.value and len(verb) == 2 and verb.isalpha() and verb in asked and _in_time(question, mention.value):
                yield _Said(sentence, mention.text, _core(thing_text), verb, (), mention.value)
    if question.kind == "date":
        return
    times = tuple(sorted(m.value for m in dates_in(sentence) if m.value))
    previous = end
    for quantity in find_quantities(text):
        if quantity.start < end or quantity.kind in ("year", "date", "code", "number"):
            continue
        between = text[end : quantity.start]
        if _BREAK.search(between) or (text[start - 1 : start] in tuple("和与及、") and _SEVERAL.search(between)):
            return
        attribute = re.split(r"[,:]", text[previous : quantity.start])[-1]
        previous = quantity.end
        noun = re.match(r"[㐀-鿿]{2}", text[quantity.end :])
        counted = noun.group() if noun and quantity.kind == "count" else ""
        name = _bare(attribute.replace(_core(thing_text), "")) + counted
        if not name and not between.strip("约为达共有"):
            name = subject[-2:]  # 青龙桥全长|3公里
        if not _asked(question, quantity, name):
            continue
        if quantity.kind == "ordinal" and between.strip("第"):
            continue  # of the thing itself only right behind it
        shown = sentence.folded.span(quantity.start, quantity.end)
        own = _core(subject) if quantity.kind == "ordinal" else _core(thing_text)
        yield _Said(sentence, sentence.text[slice(*shown)], own, name, () if quantity.kind == "ordinal" else times, quantity)


def _last_thing(subject: str, text: str) -> re.Match[str] | None:
    """The longest thing that ends within the subject: 东州高新区茶园, not 东州高新区."""
    return next((m for end in range(len(subject), 1, -1) if (m := _THING.fullmatch(text, 0, end))), None)


def _asked(question: Question, quantity: Quantity, attribute: str) -> bool:
    """Whether a figure is of the kind, and its attribute the one, that the question asks for."""
    if question.kind in _OF_KIND and quantity.kind not in _OF_KIND[question.kind]:
        return False
    if quantity.kind == "ordinal":
        units = {question.measure, *(q.unit for q in find_quantities(question.folded) if q.kind == "ordinal")}
        return quantity.unit != "" and (quantity.unit in units or re.search(f"几{quantity.unit}|哪一?{quantity.unit}", question.folded) is not None)
    if question.kind == "yesno" and not any(q.unit == quantity.unit for q in find_quantities(question.folded)):
        return False
    return len(attribute) >= 2 and attribute[-2:] in question.folded


def _in_time(question: Question, value: str) -> bool:
    return all(date_overlaps(value, asked) for asked in question.dates)


def _holders(question: Question, sentence: Sentence) -> Iterator[_Said]:
    """Who holds the post that the question asks for: the name behind 甲公司董事长."""
    text = sentence.text
    for name in find_names(text):
        before = re.search(r"[^,，。;；:：“”\"!！?？、]*$", text[: name.start])
        post = fold_text(before.group()).strip("的是为 ") if before and name.kind == "person" else ""
        if len(post) >= 5 and post in question.folded:
            yield _Said(sentence, name.text, post, "", (), fold_text(name.text))


def _subjects(folded: str) -> list[str]:
    """The pieces of the question that may name what it is about, longest first: each begins where a term begins, a long one anywhere in it."""
    terms = content_terms(folded, figures=False)
    found = {term[:end] for term in terms for end in range(_SUBJECT, len(term) + 1)}
    found |= {term[at:end] for term in terms for at in range(1, min(len(term), _LONG)) for end in range(at + _LONG, len(term) + 1)}
    return sorted(found, key=lambda piece: (-len(piece), folded.find(piece)))


def _core(thing: str) -> str:
    return re.sub(r"(?:项目|工程)$", "", thing)


def _bare(attribute: str) -> str:
    return _FILLER.sub("", re.sub(r"^.*[0-9]", "", attribute)).strip()


def _disagree(a: _Said, b: _Said) -> bool:
    if a.sentence == b.sentence or a.thing != b.thing or a.attribute != b.attribute or (a.when != b.when and a.sentence.article.id == b.sentence.article.id):
        return False
    if a.when and b.when and not any(date_overlaps(x, y) for x in a.when for y in b.when):
        return False
    if isinstance(a.value, str) or isinstance(b.value, str):
        if not (isinstance(a.value, str) and isinstance(b.value, str)) or a.value == b.value:
            return False
        return not (a.value[:1].isdigit() and date_overlaps(a.value, b.value))
    return _figures_apart(a.value, b.value)


def _figures_apart(a: Quantity, b: Quantity) -> bool:
    """Whether two figures of one attribute cannot both be right."""
    if a.kind != b.kind or a.unit != b.unit or same_quantity(a, b):
        return False
    if a.low <= b.high and b.low <= a.high:
        return False
    rounded = a.qualifier or b.qualifier
    larger = max(abs(a.high), abs(b.high))
    return not (rounded and float(abs(a.low - b.low)) <= _NEAR * float(larger))


def _apart(a: _Said, b: _Said) -> bool:
    """Whether what two copies say in one place cannot both be right: 沧州 and 沧州市 can."""
    if isinstance(a.value, Quantity) and isinstance(b.value, Quantity):
        return _figures_apart(a.value, b.value)
    first, second = fold_text(a.text), fold_text(b.text)
    return first not in second and second not in first


def _same_time(a: _Said, b: _Said) -> bool:
    """Whether nothing but the disputed piece puts two copies into different times."""
    times = [
        [m.value for m in dates_in(side.sentence) if m.value and m.text not in side.text and side.text not in m.text]
        for side in (a, b)
    ]
    return not all(times) or all(any(date_overlaps(x, y) for y in times[1]) for x in times[0])


def _shown(sides: list[_Said]) -> Draft:
    """The values side by side, each with article and date; the newest article marked when their dates differ."""
    builder = Builder()
    dates = {side.sentence.article.date for side in sides}
    newest = max(dates) if len(dates) > 1 and "" not in dates else ""
    short = "；".join(annotate(side.text, side.sentence.article.date) for side in sides)
    plain = "；".join(side.text for side in sides)
    citations = [builder.cite(side.sentence.article, side.sentence.start, side.sentence.end) for side in sides]
    builder.say(f"{plain}。", citations, shown=f"资料的说法不一致：{short}。")
    for side, citation in zip(sides, citations, strict=True):
        article = side.sentence.article
        where = [f"《{article.title}》"] if article.title else []
        where += [show_date(article.date)] if article.date else ["日期不详"]
        where += ["最新"] if newest and article.date == newest else []
        builder.say(side.text, [citation], shown=f"- {annotate(side.text, article.date)}（{'，'.join(where)}）")
    for side in sides:
        builder.quote(side.sentence)
    return builder.build(short)
