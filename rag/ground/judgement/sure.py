"""What the reader is sure of: where its odds outweigh the form of a name, the fitted judgement, and an answer without a brief one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.ground.draft import Builder, Draft
from rag.ground.judgement.judge import Judgement
from rag.ground.sentences.places import STRICT, asked_class
from rag.ground.sentences.wanted import strictly, wanted_type
from rag.ground.spans.bound import placed_by_form
from rag.ground.spans.candidates import AHEAD, DECISIVE, EVEN, UNSURE, Candidate
from rag.text.dates import find_dates
from rag.text.lexicon import TITLES
from rag.text.names import find_names
from rag.understand.question import Question

# Natural log odds of a brief answer against none, as UNSURE and DECISIVE: LIKELY: the reader gives it rather than none.
# _PASSAGE: what it must give the passage, 0 to 1.
LIKELY, _PASSAGE = 1.0, 0.7
_UNREAD = -2.5  # log odds, as above: a figure that the reader passes over
_NAMES = frozenset({"person", "organisation", "place"})
_WHOLE = 24  # characters of a figure or time that is told in several parts
_JOINED = re.compile("[和与及、]")  # 2名船员|和|5名乘客
_HAN, _GRAMMAR = re.compile("[㐀-鿿]{1,6}"), re.compile("[的了在是和与及或将向对从等至到由人籍]|选手|网友|记者|代表|项目|工程")
_CLAUSES = re.compile("[,，;；]")
_CLOCK = re.compile(r"[时点:：]|[上下中]午|凌晨|傍晚|[早晚夜]")
_DAY_ASKED = re.compile("[哪几]一?个?[年月天日号季]|何[年月日]|日期")


def surest(candidates: Sequence[Candidate]) -> Candidate | None:
    """The brief answer that the reader likes best; None of none."""
    return max(candidates, key=lambda one: (one.logit, one.score), default=None)


def read_first(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """``ranked`` with what the reader reads in front of what only has the asked form or stands beside the asked words: 草坡之上, asked where,
    before a country.

    Of a place or body that has a name in what is read it is the name: 甲国 of 甲国首都乙城.
    What is not called as it is asked for (哪个园) never goes before what is.
    """
    read = surest(ranked)
    heeded = wanted_type(question) in _NAMES or (question.kind == "what" and not question.aspect)  # a facet is told by its own words
    if read is None or question.english or not heeded or read.logit < LIKELY or ((fits := strictly(question)) and fits(ranked[0].text)):
        return ranked
    if placed_by_form(question, ranked) == 0 or ((sort := asked_class(question)) in STRICT and sort in ranked[0].text and sort not in read.text):
        return ranked
    if ranked[0].logit > read.logit - AHEAD or (ranked[0].typed and _of_other_kind(question, read)):
        return ranked
    inside = (one for one in ranked if one.typed and _within(one, read)) if question.kind in ("place", "organisation") else iter(())
    first = next(inside, read)
    return [first, *(one for one in ranked if one is not first)]


def _of_other_kind(question: Question, one: Candidate) -> bool:
    """Whether what is read is known for something else than a person, place or body that is asked for: a title, a time, a name of another kind."""
    sentence = one.scored.sentence
    kind, start, end = wanted_type(question), one.start - sentence.start, one.end - sentence.start
    others = (name for name in find_names(sentence.text) if name.kind in _NAMES and name.kind != kind)
    reach = end - 1 if kind == "person" else start  # 甲国选手某某 is somebody, 甲国某省 nobody
    named = kind in _NAMES and any(name.start < end and reach < name.end for name in others)
    return named or (kind in _NAMES and (bool(find_dates(one.text)) or (kind != "person" and one.text.endswith(tuple(TITLES.split())))))


def joined_first(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """``ranked`` with what the reader reads in front of a part of it: 2名船员和5名乘客 before 2名, asked how many; a day with its hour before the day."""
    read = surest(ranked)
    if read is not None and question.kind == "place" and not question.english and ranked[0].typed:  # 甲省|乙城
        first = ranked[0]
        longer = (one for one in ranked if one.logit >= max(UNSURE, first.logit) and one.start == first.start and _within(first, one))
        whole = next((one for one in longer if _HAN.fullmatch(rest := one.text[len(first.text) :]) and not _GRAMMAR.search(rest)), None)
        if whole:
            return [whole, *(one for one in ranked if one is not whole)]
    if read is None or question.english or read is ranked[0] or read.logit < max(EVEN, ranked[0].logit) or not _within(ranked[0], read):
        return ranked
    text = read.text
    figures = [one for one in ranked if one.typed and one is not read and _within(one, read)]
    parts = question.kind == "count" and _JOINED.search(text) and any(a.end < b.start for a in figures for b in figures)
    clock = question.kind == "date" and _CLOCK.search(text) and not _DAY_ASKED.search(question.folded)
    return [read, *(one for one in ranked if one is not read)] if len(text) <= _WHOLE and (parts or clock) else ranked


def _within(one: Candidate, other: Candidate) -> bool:
    return one.scored.sentence.article.id == other.scored.sentence.article.id and other.start <= one.start and one.end <= other.end


def vouched(judgement: Judgement, candidates: Sequence[Candidate], passage: float) -> Judgement:
    """The judgement, at its threshold where the reader has no doubt of the first brief answer nor of its passage (``passage``, 0 to 1).

    Of a dated article that tells another time than the question names it has no say: it reads no years.
    """
    sure = bool(candidates) and candidates[0].logit >= DECISIVE and passage >= _PASSAGE and not _of_other_time(candidates[0])
    return replace(judgement, confidence=max(judgement.confidence, judgement.threshold)) if sure else judgement


def doubted(question: Question, judgement: Judgement, candidates: Sequence[Candidate]) -> Judgement:
    """The judgement, under its threshold where a sum that nothing computed is asked for and the reader sees none of its figures."""
    read = surest(candidates)
    unread = question.kind == "aggregation" and not question.english and read is not None and read.logit < _UNREAD
    return replace(judgement, confidence=min(judgement.confidence, judgement.threshold / 2)) if unread else judgement


def _of_other_time(one: Candidate) -> bool:
    return one.scored.dated is False and bool(one.scored.sentence.article.date)


def with_brief(draft: Draft | None, candidates: Sequence[Candidate], least: float = UNSURE) -> Draft | None:
    """The draft with what the reader rather reads than nothing (log odds above ``least``) as its brief answer, where it has none.

    Where more than usual is wanted of it, several clauses are no brief answer.
    The sentence of that is quoted, first if it was not.
    """
    read = surest(candidates)
    if draft is None or draft.short or read is None or read.logit <= least or (least > UNSURE and _CLAUSES.search(read.text)):
        return draft
    sentence, builder = read.scored.sentence, Builder()
    if not any(c.article_id == sentence.article.id and c.start <= read.start and read.end <= c.end for c in draft.citations):
        builder.quote(sentence)
    builder.take(draft)
    return builder.build(read.text)
