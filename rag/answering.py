"""One question's way through the stages: understand, rewrite, retrieve, read, judge, shape, check."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from rag import __version__
from rag.drafting import calculated, drafted
from rag.embed.words import load_words
from rag.followup import rewrite
from rag.generate import Drafter
from rag.ground.candidates import Candidate, rank_candidates
from rag.ground.check import check_draft
from rag.ground.compute import compute
from rag.ground.conflict import conflict
from rag.ground.draft import Draft, pieces
from rag.ground.evidence import Evidence, gather
from rag.ground.forms import (
    definition,
    enumerated,
    explanation,
    fact,
    listing,
    marked_heads,
    role,
    speech,
    summary,
    supporting,
)
from rag.ground.gloss import gloss
from rag.ground.judge import Judgement, judge
from rag.ground.lists import as_many_as_asked, find_items, what_are_called
from rag.ground.operand import COUNT
from rag.ground.plan import Plan, computes, parse
from rag.ground.premise import unsupported
from rag.ground.refusal import courtesy, refuse, too_long_or_empty
from rag.ground.sentence import Sentence
from rag.ground.stated import is_called, speaks_of_all, states_share
from rag.ground.wanted import lacks_figure
from rag.ground.yesno import Decision, both, is_polar, join, yes_or_no
from rag.index import Index
from rag.question import Question, QuestionKind, cleaned, understand, unit_of
from rag.read import Reader, Reading
from rag.retrieve import Retriever
from rag.settings import Settings
from rag.text.aliases import find_aliases
from rag.text.fold import fold_text
from rag.text.reporting import commands, only_reports
from rag.types import Answer, Article, Citation, Event, History, Hit, text_digest

MAX_QUESTION = 1000  # characters; longer ones are refused before anything is embedded
MAX_TURNS = 10
_MAX_GIVEN = 5 * MAX_QUESTION  # with what cannot be seen; still no work
MODELS = ("embedder", "reader", "reranker", "llm", "llm_model")  # settings that name one; a key is none of them


@dataclass(frozen=True, slots=True)
class Look:
    """What one (sub-)question found."""

    question: Question
    hits: list[Hit]
    reading: Reading
    evidence: Evidence
    candidates: list[Candidate]
    judgement: Judgement
    gap: tuple[str, ...] = ()  # what the question takes for granted and the best evidence does not say


class Answerer:
    """Answers questions over one index; holds no state between questions, so threads may share it."""

    def __init__(
        self,
        index: Index,
        retriever: Retriever,
        reader: Reader,
        article: Callable[[str], Article],
        settings: Settings,
        drafter: Drafter | None = None,
    ) -> None:
        self._index, self._retriever, self._reader = index, retriever, reader
        self._article, self._settings, self._drafter = article, settings, drafter

    def stream(self, question: str, history: History) -> Iterator[Event]:
        """Status events, pieces of the text, then the answer (see ``Event``)."""
        clock, deadline = _Clock(), time.monotonic() + self._settings.deadline
        given = question
        question = cleaned(question) if len(question) <= _MAX_GIVEN else question
        if problem := too_long_or_empty(question, MAX_QUESTION):
            yield Event("answer", answer=self._refusal(given, question, problem, [], clock))
            return
        history = history[-MAX_TURNS:]
        asked = understand(question)
        if asked.kind in ("chat", "instruction"):
            yield Event(
                "answer", answer=self._refusal(given, question, courtesy(asked, self._index.articles), [], clock)
            )
            return
        earlier = [(cleaned(text[:MAX_QUESTION]), answer) for text, answer in history]
        searched = rewrite(question, earlier, self._known, self._telling, self._together)
        clock.lap("understand")
        yield Event("status", "正在检索……")
        holds = searched != question and searched.endswith(question.strip()[-3:])
        look = self._look(
            searched, clock, also=(question,) if searched != question else (), asked=asked if holds else None
        )
        yield Event("status", "正在核对依据……")
        draft, confidence = self._draft(look, clock)
        if draft is not None:
            draft = check_draft(draft, self._article)
        clock.lap("ground")
        if draft is None or not draft.statements:
            reason = refuse(look.question, look.hits, self._article, load_words(), look.gap)
            yield Event("answer", answer=self._refusal(given, searched, reason, look.hits, clock, look, history))
            return
        notes: dict[str, Any] = {}
        if self._drafter is not None and not calculated(draft, look.question.kind):
            yield Event("status", "语言模型正在起草……")
            draft, notes = yield from drafted(
                self._drafter, look.hits, look.evidence, draft, self._article,
                deadline=deadline, key=self._settings.llm_key,
            )
            clock.lap("generate")
        label = notes.get("label", "")
        if label:
            yield Event("delta", label + "\n")
        for piece in pieces(draft):
            yield Event("delta", piece + "\n")
        answer = Answer(
            question=given,
            text=f"{label}\n{draft.text}" if label else draft.text,
            short=draft.short,
            answered=True,
            statements=draft.statements,
            citations=draft.citations,
            confidence=round(confidence, 4),
            searched=searched,
            nearest=tuple(look.hits),
            trace=self._trace(clock, look, history, draft.citations) | notes,
        )
        yield Event("answer", answer=answer)

    def look(self, question: str) -> Look:
        """What was found for a complete question, before it is shaped."""
        return self._look(question, _Clock())

    def _look(
        self,
        text: str,
        clock: _Clock,
        also: Sequence[str] = (),
        operand: QuestionKind | None = None,
        unit: str = "",
        asked: Question | None = None,
    ) -> Look:
        """Retrieve, read and judge one question; ``operand``: the kind of what is wanted, of ``unit`` when one is given.

        asked: the question before it was made complete; what it asks for itself holds.
        """
        question = understand(text)
        if asked and asked.kind != "what":
            question = replace(question, kind=asked.kind, unit=asked.unit, measure=asked.measure, noun=asked.noun)
        if operand:
            question = replace(question, kind=operand, unit=unit, measure="", noun="")
        hits = self._retriever.search(text, k=self._settings.k, queries=also)
        if question.english:
            question = gloss(question, hits, [self._article(hit.article_id).title for hit in hits], load_words())
            hits = self._retriever.search(text, k=self._settings.k, queries=[*also, question.folded])
            text = question.folded
        clock.lap("retrieve")
        titles = [self._article(hit.article_id).title for hit in hits]
        reading = self._reader.read(
            text,
            [only_reports(hit.text, question.folded) for hit in hits],
            ["" if commands(title) else title for title in titles],
        )
        clock.lap("read")
        evidence = gather(
            question,
            hits,
            self._article,
            _sentence_probability(hits, reading),
            lambda sentence: reading.answers[sentence.hit] if reading.answers else 0.5,
            load_words(),
            self._retriever.weight,
            self._aliases,
        )
        candidates = rank_candidates(evidence, hits, reading)
        judgement = judge(evidence, candidates, reading)
        best = candidates[0].scored if candidates else evidence.best
        told = reading.answers[best.sentence.hit] if best and reading.answers else 0.5
        gap = unsupported(question, best, load_words(), told) if best and not operand else ()
        clock.lap("judge")
        return Look(question, hits, reading, evidence, candidates, judgement, gap)

    def _draft(self, look: Look, clock: _Clock) -> tuple[Draft | None, float]:
        """The draft in the shape the question asks for, and its confidence; None: refuse."""
        kind, confidence = look.question.kind, look.judgement.confidence
        to_compute = kind in ("comparison", "aggregation", "share") or computes(look.question.folded)
        if to_compute and not is_polar(look.question):
            plan = parse(" ".join(fold_text(look.question.text).split()), self._known)
            if draft := self._computed(plan, look, clock):
                return draft, max(confidence, look.judgement.threshold)
            if plan.operation == "remainder" or (plan.operation == "stated" and not is_called(plan, look)):
                return None, confidence
            if plan.operation == "sum" and (kind in ("amount", "count") or len(plan.names) > 1):
                # no figure of one of them, nor of more than them, is their sum
                return (supporting(look.evidence) if look.judgement.answers else None), confidence
            if kind in ("comparison", "aggregation") and not speaks_of_all(plan, look):
                return None, confidence
        if kind == "summary" and (article := self._subject(look)):
            return marked_heads(look.evidence) or summary(article), 0.9
        if not look.gap and (clash := conflict(look.evidence)):
            return clash, max(confidence, look.judgement.threshold)
        if is_polar(look.question):
            decision, good = self._decide(look, clock)
            if decision.verdict == "不明" or not (good or decision.sure):
                return None, confidence
            return decision.draft, max(confidence, look.judgement.threshold)
        if said := speech(look.evidence):
            return said, max(confidence, look.judgement.threshold)
        if kind == "list" and not look.gap and not look.judgement.answers:
            found = find_items(look.evidence, look.candidates)
            if as_many_as_asked(look.question, found):
                return enumerated(found), look.judgement.threshold
        if not look.judgement.answers or look.gap:
            return None, confidence
        if kind == "what" and (named := what_are_called(look.evidence)):
            return enumerated(named), confidence
        evidence, candidates = look.evidence, look.candidates
        if candidates and lacks_figure(look.question, candidates[0].text):
            return None, confidence
        if kind == "list":
            return listing(evidence, candidates) or fact(evidence, candidates) or supporting(evidence), confidence
        if kind == "role":
            return role(evidence) or definition(evidence) or fact(evidence, candidates) or supporting(
                evidence
            ), confidence
        if kind in ("why", "how"):
            return explanation(evidence), confidence
        if kind == "definition":
            return definition(evidence), confidence
        return fact(evidence, candidates) or supporting(evidence), confidence

    def _computed(self, plan: Plan, look: Look, clock: _Clock) -> Draft | None:
        """Operands from this look and by sub-questions, then arithmetic; None when fewer than two are found."""
        figure_asked = look.question.kind == "share" and plan.operation not in ("stated", "change")
        if figure_asked and (plan.operation != "share" or states_share(plan, look)):
            return None
        free = plan.operation in ("share", "rest", "whole")
        free |= plan.operation == "change" and "百分" not in look.question.folded
        unit = "" if free else look.question.unit or unit_of(plan.attribute or plan.scope)
        if not unit and plan.counts:
            unit = COUNT
        kind: QuestionKind = (
            "date" if plan.dates else "share" if unit == "%" else "count" if unit in ("", COUNT) else "amount"
        )
        return compute(
            plan,
            unit,
            look,
            lambda question: self._look(question, clock, operand=kind, unit="" if unit == COUNT else unit),
        )

    def _decide(self, look: Look, clock: _Clock) -> tuple[Decision, bool]:
        """Yes or no, and whether the evidence is good enough for it; 甲和乙都… is asked of each."""
        parts = [self._look(part, clock) for part in both(look.question.folded)]
        if parts:
            return join([self._decide(part, clock) for part in parts]), True
        return yes_or_no(look.evidence, load_words()), look.judgement.answers

    def _subject(self, look: Look) -> Article | None:
        """The article that a summary is asked of: the one whose title and hits fit best."""
        best = look.evidence.best
        if best is None or best.context < 0.4:
            return None
        return best.sentence.article

    def _known(self, folded: str) -> bool:
        return any(folded in text for text in self._texts)

    def _together(self, first: str, second: str) -> bool:
        return any(first in text and second in text for text in self._texts)

    def _telling(self, folded: str) -> bool:
        return len(self._texts) > 1 and sum(folded in text for text in self._texts) == 1

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        """Every article folded, title first; made once, when a follow-up or comparison first needs it."""
        return tuple(fold_text(f"{article.title}\n{article.text}") for article in self._index.articles)

    @cached_property
    def _other_names(self) -> dict[str, dict[str, str]]:
        """Article id -> its folded names, each with another name of the same thing; filled as articles are met."""
        return {}

    def _aliases(self, article: Article) -> dict[str, str]:
        if article.id not in self._other_names:
            found = find_aliases(f"{article.title}\n{article.text}")
            self._other_names[article.id] = {fold_text(a): fold_text(b) for a, bs in found.items() for b in sorted(bs)}
        return self._other_names[article.id]

    def _refusal(
        self,
        question: str,
        searched: str,
        reason: str,
        hits: list[Hit],
        clock: _Clock,
        look: Look | None = None,
        history: History = (),
    ) -> Answer:
        return Answer(
            question=question,
            text=reason,
            reason=reason,
            searched=searched,
            nearest=tuple(hits),
            confidence=round(look.judgement.confidence, 4) if look else 0.0,
            trace=self._trace(clock, look, history),
        )

    def _trace(
        self, clock: _Clock, look: Look | None, history: History = (), citations: Sequence[Citation] = ()
    ) -> dict[str, Any]:
        """Everything needed to say later whether the answer still stands (``rag.replay``)."""
        trace: dict[str, Any] = {
            "ms": clock.ms(),
            "program": __version__,
            "index": self._index.fingerprint,
            "corpus": self._index.corpus_sha256,
            "embedder": self._index.embedder_fingerprint,
            "reader": self._reader.fingerprint,
            "models": {name: getattr(self._settings, name) for name in MODELS},
            "k": self._settings.k,
            "history": [list(turn) for turn in history],
            "sources": {c.article_id: text_digest(self._article(c.article_id).text) for c in citations},
        }
        if look:
            trace |= {
                "kind": look.question.kind,
                "hits": [
                    {
                        "article": h.article_id,
                        "paragraph": h.paragraph,
                        "start": h.start,
                        "end": h.end,
                        "score": h.score,
                        "dense_rank": h.dense_rank,
                        "lexical_rank": h.lexical_rank,
                    }
                    for h in look.hits
                ],
                "features": list(look.judgement.features),
                "threshold": look.judgement.threshold,
                "missing": list(look.judgement.missing),
                "no_answer": look.reading.no_answer,
            }
        return trace


def _sentence_probability(hits: Sequence[Hit], reading: Reading) -> Callable[[Sentence], float]:
    """The reader's probability of a sentence: of those of its hit, the one that overlaps it most."""

    def probability(sentence: Sentence) -> float:
        base = hits[sentence.hit].start
        start, end = sentence.start - base, sentence.end - base
        return max(
            (s.probability for s in reading.sentences[sentence.hit] if min(end, s.end) - max(start, s.start) > 0),
            default=0.0,
        )

    return probability


class _Clock:
    """Milliseconds by stage; a stage that runs more than once adds up."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._laps[stage] = self._laps.get(stage, 0.0) + 1000 * (now - self._last)
        self._last = now

    def ms(self) -> dict[str, float]:
        return {
            **{k: round(v, 2) for k, v in self._laps.items()},
            "total": round(1000 * (time.perf_counter() - self._start), 2),
        }
