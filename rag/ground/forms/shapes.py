"""The shapes an answer takes, one function each: fact, list, reasons, definition, heads (``summary.py`` has summaries).

Each takes the evidence and returns a Draft, or None when the shape does not fit; none of them refuses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.draft import Builder, Draft
from rag.ground.forms.standing import standing
from rag.ground.sentences.cutting import stated_count
from rag.ground.sentences.enumerating import Item
from rag.ground.sentences.evidence import Evidence, Scored
from rag.ground.sentences.sentence import Sentence, names_speaker
from rag.ground.spans.candidates import Candidate, is_unsure
from rag.ground.spans.lists import beside, find_items
from rag.ground.spans.setting import told_of
from rag.text.dates import annotate
from rag.text.fold import bigrams, fold, fold_text
from rag.text.lexicon import SPEECH
from rag.text.names import find_names
from rag.text.numbers import find_quantities, number_of
from rag.text.sentences import split_sentences
from rag.understand.aspect import states
from rag.understand.question import Question

_CAUSE = re.compile(
    r"因为|由于|原因|得益于|为了|为更好|旨在|因此|所以|从而|以便|之所以|归功|离不开|分不开|有赖|基于|针对|借着|鉴于"
)
_MEANS = re.compile(
    r"通过|采取|采用|实施|推进|推行|建立|出台|打造|坚持|围绕|开展|设立|安排|推出|强化|完善|启动|成立|加大|引进|依靠|靠的|凭的|依托|运用|利用|借助|统筹|整合"
)
_ENSURE = re.compile(r"确保|保证|保障|保住|保(?=[工质进交安供按如准])|不误|不耽误|不拖|如期|按[期时]|准时")
_GOES_ON = re.compile(
    r"^(?:其|这|那|因此|因而|所以|于是|如果|一旦|从|既|不仅|同时|此外|而且|并且|对此|为此|首先|其次|具体|[一二三四五六]是|也就是|换句话|比如|例如|只有|只要|必须|需要|要)|难度|才能|就能"
)
_ANNOUNCES = re.compile(
    r"(?:存在|有|面临|实行|采取|出台)[^,，。]{0,4}(?:多项|多种|多个|几[个项点]|一系列|以下|如下|问题|难点|原因)"
    r"|难点|最难|关键|凭|靠的|[:：]$"
)
_ITEM = re.compile(r"[一二三四五六七八九十]是|第[一二三四五六七八九十][,，、]|首先|其次")
_SPOKE = re.compile(r"^(?P<who>[^,?]{2,30}?)(?:都|还|又)?(?:说|表示|介绍|强调|指出|透露|谈到?|讲)了?(?:些|过)?(?:什么|啥)[?。]*$")
_AS = re.compile(r"作为[^,，。]{4,40}[,，]")
_SUPPOSE = re.compile("万一|如果|要是|一旦|假如|假使|倘若|若(?![干])|碰[上到]|遇[上到]|赶上(?!了)")
_ASKS_ITSELF = {"why": re.compile("为何|为什么|为啥|缘何|何以|凭什么"), "how": re.compile("怎么|如何|怎样")}
_GRAND = re.compile("(?P<count>[两二三四五六七八九十])大(?=[㐀-鿿]{2})")  # 六大重点工作
_CALLED_BEFORE = 16  # characters before 一是 in which the heads are called what they are
_PUTS = 1.0  # that the source itself puts the question, or tells the case that it supposes
_SIGNAL, _BEHIND = 0.15, 0.35  # what a word of cause or means, or the best one's paragraph, is worth, and how far behind a sentence may be, by ``standing``
_DANGLING = re.compile(r"^(其中|同时|此外|另外|而且|并且|该|其|这|那|他|她|它|据悉|目前|如今|项目|对此|为此|因此|此次)")


def fact(evidence: Evidence, candidates: Sequence[Candidate]) -> Draft | None:
    """The brief answer, then the sentence it stands in; the sentence alone where the brief answer is unsure."""
    if not candidates:
        return None
    best = candidates[0]
    builder = Builder()
    sentence = best.scored.sentence
    if is_unsure(evidence.question, best):
        builder.quote(sentence)
        _with_subject(builder, evidence, sentence)
        return builder.build()
    citation = builder.cite(sentence.article, sentence.start, sentence.end)
    full = _written_out(best, candidates)
    if full is not best:
        other = full.scored.sentence
        builder.say(full.text.rstrip("。") + "。", [citation, builder.cite(other.article, other.start, other.end)])
        builder.quote(sentence)
        builder.quote(other)
        return builder.build(full.text)
    short = annotate(best.text, sentence.article.date)
    builder.say(best.text.rstrip("。") + "。", [citation], shown=short.rstrip("。") + "。")
    if told := told_of(candidates, [scored.sentence for scored in evidence.scored]):
        builder.quote(told)
    if sentence.text.strip("。") != best.text:
        builder.quote(sentence)
    _with_subject(builder, evidence, sentence)
    return builder.build(short)


def _written_out(best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """The full name in the same article of a place that the best candidate gives with one character: 在|沪|成立, 沪州市."""
    if len(best.text) > 1 or not best.typed:
        return best
    article = best.scored.sentence.article.id
    alike = (one for one in candidates if one.typed and len(one.text) > 1 and one.text.startswith(best.text) and one.scored.sentence.article.id == article)
    return next(alike, best)


def listing(evidence: Evidence, candidates: Sequence[Candidate]) -> Draft | None:
    """The items, each with its citation, how many they are, and the sentences that hold them."""
    heads = marked_heads(evidence, called=True) if "分别" in evidence.question.folded or "哪" in evidence.question.folded else None
    return heads or enumerated(others if (others := beside(evidence)) else find_items(evidence, candidates))


def enumerated(found: Sequence[Item]) -> Draft | None:
    """A list of items; None of none."""
    builder = Builder()
    if len(found) == 1:  # what is beside another
        builder.say(f"{found[0].text}。", [builder.cite(found[0].sentence.article, found[0].sentence.start, found[0].sentence.end)])
        builder.quote(found[0].sentence)
        return builder.build(found[0].text)
    if not found:
        return None
    citations = [builder.cite(item.sentence.article, item.sentence.start, item.sentence.end) for item in found]
    stated, as_said = stated_count(found)
    counted = f"资料称共{as_said}，列出{len(found)}项：" if stated > len(found) else f"资料中列出{len(found)}项："
    builder.say(counted, [], computed=True)
    for number, (item, citation) in enumerate(zip(found, citations, strict=True), start=1):
        builder.say(item.text, [citation], shown=f"{number}. {item.text}")
    for sentence in dict.fromkeys(item.sentence for item in found):
        builder.quote(sentence)
    return builder.build("、".join(item.text for item in found))


def explanation(evidence: Evidence, candidates: Sequence[Candidate], limit: int = 3) -> Draft | None:
    """The sentences that say why or how, in the order of the article that says it best, each with the one that goes on with it."""
    best = evidence.best
    if best is None:
        return None
    question = evidence.question
    signal = _CAUSE if question.kind == "why" else _MEANS
    stands = standing(evidence)
    supposes = question.kind == "how" and _SUPPOSE.search(question.folded)
    speaker = next((n.text for n in find_names(best.sentence.text) if n.kind == "person"), "") if names_speaker(best.sentence) else ""

    def fitness(scored: Scored) -> float:
        beside = (speaker and speaker in scored.sentence.text) or scored.sentence.paragraph == best.sentence.paragraph
        sentence = scored.sentence
        by_facet = question.in_clauses or question.aspect == "plan"
        told = states(question.aspect, sentence.folded.text) if by_facet else bool(signal.search(sentence.text))
        put = (supposes and _SUPPOSE.search(sentence.folded.text)) or _answers_itself(question, sentence)
        ensures = bool(question.kind == "how" and _ENSURE.search(question.folded) and _ENSURE.search(sentence.folded.text))
        return stands(scored.score) + _SIGNAL * ((3 if question.aspect == "plan" else 1) * told + bool(beside) + 3 * ensures) + _PUTS * bool(put)

    here = [s for s in evidence.scored if s.sentence.article.id == best.sentence.article.id and not names_speaker(s.sentence)]
    if not here:
        return None
    ranked = sorted(here, key=lambda s: -fitness(s))
    chosen = [s.sentence for s in ranked[:limit] if fitness(s) >= fitness(ranked[0]) - _BEHIND]
    for number in evidence.question.numbers:  # 有的说…，有的说…: the sentence of each figure
        chosen += [s.sentence for s in ranked if number in s.sentence.folded.text and s.sentence not in chosen][:1]
    following = {s.sentence: _next(s.sentence, here) for s in here}
    for sentence in list(chosen):
        announces = _ANNOUNCES.search(sentence.text)
        for _ in range(limit - 1):
            after = following[sentence]
            if after is None or not (announces or _GOES_ON.search(after.text) or signal.search(after.text)):
                break
            if after not in chosen:
                chosen.append(after)
            sentence = after
    builder = Builder()
    for sentence in sorted(chosen[: limit + 2], key=lambda s: s.start):
        builder.quote(sentence)
    return builder.build(_brief(builder, candidates) if evidence.question.kind == "why" else "")


def _answers_itself(question: Question, sentence: Sentence) -> bool:
    """Whether the source itself asks why or how right before the sentence, in words of the question: 为何落户东州?…"""
    asked = _ASKS_ITSELF.get(question.kind)
    before = fold_text(sentence.article.text[max(0, sentence.start - 40) : sentence.start]).rstrip()
    if asked is None or not before.endswith("?"):
        return False
    put = re.split("[。!?]", before[:-1])[-1]
    return asked.search(put) is not None and any(pair in put for term in question.terms for pair in bigrams(term))


def _brief(builder: Builder, candidates: Sequence[Candidate]) -> str:
    """The span the reader likes best in a quoted sentence, where it rather answers with it than not at all; else empty."""
    quoted = [c for c in candidates if c.logit > 0 and builder.quotes(c.scored.sentence)]
    return max(quoted, key=lambda c: c.logit).text if quoted else ""


def _next(sentence: Sentence, scored: Sequence[Scored]) -> Sentence | None:
    """The sentence right behind in the same paragraph."""
    behind = [s.sentence for s in scored if s.sentence.paragraph == sentence.paragraph and s.sentence.start >= sentence.end]
    return min(behind, key=lambda s: s.start, default=None)


def speech(evidence: Evidence) -> Draft | None:
    """What somebody said, where 某人说了什么 is asked of someone whom an article names in these words and lets speak."""
    asked = _SPOKE.match(evidence.question.folded)
    if asked is None:
        return None
    who = asked["who"].replace("的", "")
    name = next((n.text for n in find_names(f"{who}说") if n.kind == "person" and who.endswith(n.text)), "")
    told = [
        s.sentence
        for s in evidence.scored
        if name and who in s.sentence.folded.text and re.search(rf"{re.escape(name)}(?:{'|'.join(SPEECH.split())})", s.sentence.folded.text)
    ]
    if not told:
        return None
    builder = Builder()
    builder.quote(told[0])
    return builder.build()


def role(evidence: Evidence) -> Draft | None:
    """Who somebody is: what stands before the name in apposition, then the sentence."""
    subject = next((t for t in evidence.question.terms if any(n.kind == "person" for n in find_names(f"{t}说"))), "")
    for scored in evidence.scored[:8]:
        folded, sentence = scored.sentence.folded, scored.sentence
        at = folded.text.find(subject) if subject else -1
        if at < 0:
            continue
        start, _ = folded.span(at, at + len(subject))
        before = re.search(r"[^,，。;；:：“”\"!！?？]*$", sentence.text[:start])
        title = before.group().strip() if before else ""
        if len(title) >= 3:
            builder = Builder()
            citation = builder.cite(sentence.article, sentence.start, sentence.end)
            builder.say(title + "。", [citation])
            builder.quote(sentence)
            return builder.build(title)
    return None


def definition(evidence: Evidence, candidates: Sequence[Candidate]) -> Draft | None:
    """The sentence that says what the thing is, before others that speak of it, and the one that goes on 作为…之一.

    It says so behind the name (甲是…, 甲旨在…) or in front of it (以…为支撑的甲体系, 全国首个…机构甲).
    """
    if evidence.best is None:
        return None
    subject = max(evidence.question.terms, key=len, default="")
    name = re.escape(subject)
    says = re.compile(rf"{name}[^,，。]{{0,6}}(是|为|指|即|作为|位于)") if subject else None
    serves = re.compile(rf"{name}[^。]*(?:成为|旨在|致力于|用于|从事|承担|负责|服务于|支撑)") if subject else None
    made = re.compile(rf"(?:[以由]|包括|涵盖)[^。;]{{4,60}}(?:为|组成|构成)[^。;]{{0,12}}的[^,。;的]{{0,10}}{name}") if subject else None
    stands = standing(evidence)

    def fitness(scored: Scored) -> float:
        text = scored.sentence.folded.text
        return stands(scored.score) + 2 * _SIGNAL * sum(bool(rule and rule.search(text)) for rule in (says, serves, made, made))

    ranked = sorted(evidence.scored, key=lambda s: -fitness(s))
    here = [scored for scored in evidence.scored if scored.sentence.article.id == ranked[0].sentence.article.id]
    builder = Builder()
    for scored in ranked[:2]:
        if fitness(scored) >= fitness(ranked[0]) - 2 * _BEHIND and scored in here:
            builder.quote(scored.sentence)
    after = _next(ranked[0].sentence, here)
    if after and _AS.match(after.text) and not builder.quotes(after):
        builder.quote(after)
    return builder.build(_brief(builder, candidates))


def marked_heads(evidence: Evidence, called: bool = False) -> Draft | None:
    """The heads of 一是…二是… where the question asks what 六项工作 are; None when it names no number or no statement has so many.

    called: the statement has to call them what the question does, right before the first (六大重点工作:一是…).
    """
    asked = next((q for q in find_quantities(evidence.question.folded) if q.kind == "count" and q.unit in "项个条点种大方面"), None)
    best = evidence.best
    grand = _GRAND.search(evidence.question.folded)
    many, behind = (int(asked.low), asked.end) if asked else (number_of(grand["count"]), grand.end()) if grand else (0, 0)
    if best is None or not 2 <= many <= 10:
        return None
    article = best.sentence.article
    for number, (start, end) in enumerate(article.paragraphs, start=1):
        text = article.text[start:end]
        marks = [m for m in re.finditer(_ITEM, text) if m.start() == 0 or text[m.start() - 1] in "：:；;。，,、 "]
        if len(marks) != many:
            continue
        before = fold_text(text[max(0, marks[0].start() - _CALLED_BEFORE) : marks[0].start()])
        if called and not any(pair in before for pair in bigrams(evidence.question.folded[behind : behind + 4])):
            continue
        builder = Builder()
        heads = []
        for mark, after in zip(marks, [*(m.start() for m in marks[1:]), len(text)], strict=True):
            head = re.match(r"[^,，;；。]+", text[mark.end() : after])
            if head is None:
                return None
            heads.append((head.group().strip(), start + mark.end(), start + mark.end() + head.end()))
        builder.say(f"资料中列出{len(heads)}项：", [], computed=True)
        for place, (head_text, first, last) in enumerate(heads, start=1):
            builder.say(head_text, [builder.cite(article, first, last)], shown=f"{place}. {head_text}")
        for s, e in split_sentences(text):
            if s <= marks[0].start() < e or marks[0].start() <= s:
                builder.quote(Sentence(article, number, start + s, start + e, 0, fold(text[s:e])))
        return builder.build("、".join(head for head, _, _ in heads))
    return None


def supporting(evidence: Evidence) -> Draft | None:
    """The best sentence alone, when no brief answer can be given."""
    if evidence.best is None:
        return None
    builder = Builder()
    builder.quote(evidence.best.sentence)
    _with_subject(builder, evidence, evidence.best.sentence)
    return builder.build()


def _with_subject(builder: Builder, evidence: Evidence, sentence: Sentence) -> None:
    """A sentence that begins with 该, 其中 and the like is read with the one before it, when that is a hit too."""
    if not _DANGLING.match(sentence.text):
        return
    before = [
        s.sentence
        for s in evidence.scored
        if s.sentence.article.id == sentence.article.id
        and s.sentence.paragraph == sentence.paragraph
        and s.sentence.end <= sentence.start
    ]
    if before:
        builder.quote(max(before, key=lambda s: s.start))
