"""The shapes an answer takes, one function each: fact, list, reasons, yes or no, definition, summary.

Each takes the evidence and returns a Draft, or None when the shape does not fit; none of them refuses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.candidates import Candidate
from rag.ground.draft import Builder, Draft
from rag.ground.evidence import Evidence, Scored
from rag.ground.lists import Item, find_items, stated_count
from rag.ground.sentence import Sentence
from rag.text.dates import annotate
from rag.text.fold import fold, fold_text
from rag.text.names import find_names
from rag.text.reporting import reports
from rag.text.sentences import split_sentences
from rag.types import Article

_CAUSE = re.compile(
    r"因为|由于|原因|得益于|为了|为更好|旨在|因此|所以|从而|以便|之所以|归功|离不开|分不开|有赖|基于|针对|借着|鉴于"
)
_MEANS = re.compile(
    r"通过|采取|采用|实施|推进|推行|建立|出台|打造|坚持|围绕|开展|设立|安排|推出|强化|完善|启动|成立|加大|引进"
)
_DANGLING = re.compile(r"^(其中|同时|此外|另外|而且|并且|该|其|这|那|他|她|它|据悉|目前|如今|项目|对此|为此|因此|此次)")


def fact(evidence: Evidence, candidates: Sequence[Candidate]) -> Draft | None:
    """The brief answer, then the sentence it stands in."""
    if not candidates:
        return None
    best = candidates[0]
    builder = Builder()
    sentence = best.scored.sentence
    citation = builder.cite(sentence.article, sentence.start, sentence.end)
    short = annotate(best.text, sentence.article.date)
    builder.say(best.text + "。", [citation], shown=short + "。")
    if sentence.text.strip("。") != best.text:
        builder.quote(sentence)
    _with_subject(builder, evidence, sentence)
    return builder.build(short)


def listing(evidence: Evidence, candidates: Sequence[Candidate]) -> Draft | None:
    """The items, each with its citation, how many they are, and the sentences that hold them."""
    return enumerated(find_items(evidence, candidates))


def enumerated(found: Sequence[Item]) -> Draft | None:
    """A list of items; None of fewer than two."""
    if len(found) < 2:
        return None
    builder = Builder()
    citations = [builder.cite(item.sentence.article, item.sentence.start, item.sentence.end) for item in found]
    stated, as_said = stated_count(found)
    counted = f"资料称共{as_said}，列出{len(found)}项：" if stated > len(found) else f"资料中列出{len(found)}项："
    builder.say(counted, [], computed=True)
    for number, (item, citation) in enumerate(zip(found, citations, strict=True), start=1):
        builder.say(item.text, [citation], shown=f"{number}. {item.text}")
    for sentence in dict.fromkeys(item.sentence for item in found):
        builder.quote(sentence)
    return builder.build("、".join(item.text for item in found))


def explanation(evidence: Evidence, limit: int = 3) -> Draft | None:
    """The sentences that say why or how, in the order of the article that says it best."""
    best = evidence.best
    if best is None:
        return None
    signal = _CAUSE if evidence.question.kind == "why" else _MEANS
    ranked = sorted(
        (s for s in evidence.scored if s.sentence.article.id == best.sentence.article.id),
        key=lambda s: -(s.score + (0.25 if signal.search(s.sentence.text) else 0.0)),
    )
    chosen = [s for s in ranked[:limit] if s.score >= ranked[0].score - 0.45]
    builder = Builder()
    for scored in sorted(chosen, key=lambda s: s.sentence.start):
        builder.quote(scored.sentence)
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


def definition(evidence: Evidence) -> Draft | None:
    """The sentence that says what the thing is, before others that speak of it."""
    if evidence.best is None:
        return None
    subject = max(evidence.question.terms, key=len, default="")
    says = re.compile(re.escape(subject) + r"[^,，。]{0,6}(是|为|指|即|作为|位于)") if subject else None

    def fitness(scored: Scored) -> float:
        return scored.score + (0.5 if says and says.search(scored.sentence.folded.text) else 0.0)

    ranked = sorted(evidence.scored, key=lambda s: -fitness(s))
    builder = Builder()
    for scored in ranked[:2]:
        if fitness(scored) >= fitness(ranked[0]) - 0.5 and scored.sentence.article.id == ranked[0].sentence.article.id:
            builder.quote(scored.sentence)
    return builder.build()


def summary(article: Article, limit: int = 4) -> Draft | None:
    """The lead, then the sentences that share most with title and article, in order (a Luhn-style extract)."""
    sentences = [
        Sentence(article, number, start + s, start + e, 0, fold(article.text[start + s : start + e]))
        for number, (start, end) in enumerate(article.paragraphs, start=1)
        if number not in article.headings
        for s, e in split_sentences(article.text[start:end])
    ]
    sentences = [sentence for sentence in sentences if reports(sentence.text)]
    if not sentences:
        return None
    title = _bigrams(fold_text(article.title))
    counts: dict[str, int] = {}
    for sentence in sentences:
        for gram in _bigrams(sentence.folded.text):
            counts[gram] = counts.get(gram, 0) + 1

    def centrality(sentence: Sentence) -> float:
        grams = _bigrams(sentence.folded.text)
        shared = sum(min(counts[g] - 1, 4) + 3 * (g in title) for g in grams) / (len(grams) + 12)
        return shared * (0.6 if _DANGLING.match(sentence.text) or sentence.text[0] in '“「"' else 1.0)

    chosen = [sentences[0], *sorted(sentences[1:], key=lambda s: (-centrality(s), s.start))[: limit - 1]]
    builder = Builder()
    for sentence in sorted(chosen, key=lambda s: s.start):
        builder.quote(sentence)
    return builder.build()


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


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum()}
