"""One question's way through the stages: understand, rewrite, look (``rag.looking``), shape (``rag.shaping``), check."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from rag import __version__
from rag.drafting import calculated, drafted
from rag.embed.words import load_words
from rag.followup.rewrite import rewrite
from rag.generate import Drafter
from rag.ground.draft import pieces
from rag.ground.fidelity.check import check_draft
from rag.ground.judgement.refusal import byline, courtesy, refuse, too_long_or_empty
from rag.ground.sentences.subjects import without_province
from rag.index import Index
from rag.looking import Clock, Look, Looker
from rag.read import Reader
from rag.retrieve import Retriever
from rag.settings import Settings
from rag.shaping import Shaper
from rag.text.fold import fold_text
from rag.text.nicknames import in_full
from rag.text.typos import Speller
from rag.types import Answer, Article, Citation, Event, History, Hit, text_digest
from rag.understand.keywords import completed
from rag.understand.question import cleaned, understand

MAX_QUESTION = 1000  # characters; longer ones are refused before anything is embedded
MAX_TURNS = 40  # what a talk is about may have been named long before; reading it costs a millisecond a turn
_MAX_GIVEN = 5 * MAX_QUESTION  # with what cannot be seen; still no work
_MAX_TOLD = 400  # characters of an earlier answer that a follow-up can be about
MODELS = ("embedder", "reader", "reranker", "llm", "llm_model")  # settings that name one; a key is none of them


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
        self._looker = Looker(retriever, reader, article, settings.k)
        self._shaper = Shaper(self._looker, self._known)

    def stream(self, question: str, history: History) -> Iterator[Event]:
        """Status events, pieces of the text, then the answer (see ``Event``)."""
        clock, deadline = Clock(), time.monotonic() + self._settings.deadline
        given = question
        question = cleaned(question) if len(question) <= _MAX_GIVEN else question
        if problem := too_long_or_empty(question, MAX_QUESTION):
            yield Event("answer", answer=self._refusal(given, question, problem, [], clock))
            return
        history = history[-MAX_TURNS:]
        typed, question = question, without_province(completed(self._speller.mend(question)), self._known)
        asked = understand(question)
        if asked.kind in ("chat", "instruction"):
            yield Event(
                "answer", answer=self._refusal(given, question, courtesy(asked, self._index.articles), [], clock)
            )
            return
        if signed := byline(asked, self._index.articles):
            yield Event("answer", answer=self._refusal(given, question, signed, [], clock))
            return
        earlier = [(cleaned(text[:MAX_QUESTION]), answer[:_MAX_TOLD]) for text, answer in history]
        searched = self._named(rewrite(question, earlier, self._known, self._telling, self._together))
        clock.lap("understand")
        yield Event("status", "正在检索……")
        holds = searched != question and searched.endswith(question.strip()[-3:])
        look = self._looker.look(
            searched, clock, also=(typed,) if searched != typed else (), asked=asked if holds else None
        )
        yield Event("status", "正在核对依据……")
        draft, confidence = self._shaper.shape(look, clock, typed=question)
        if draft is not None:
            draft = check_draft(draft, self._article)
        clock.lap("ground")
        if draft is None or not draft.statements:
            reason = self._shaper.lacks(look, clock) or refuse(look.question, look.hits, self._article, load_words(), look.gap)
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
        return self._looker.look(question, Clock())

    def _named(self, question: str) -> str:
        """``question`` with the full name of whom it calls as colleagues do; searched for only where it does."""

        def found() -> Iterator[str]:
            hits = self._retriever.search(question, k=self._settings.k)
            for article in map(self._article, dict.fromkeys(hit.article_id for hit in hits)):
                yield f"{article.title}\n{article.text}"

        return in_full(question, found())

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
    def _speller(self) -> Speller:
        return Speller(self._index.lexical, self._known, load_words().segment)

    def _refusal(
        self,
        question: str,
        searched: str,
        reason: str,
        hits: list[Hit],
        clock: Clock,
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
        self, clock: Clock, look: Look | None, history: History = (), citations: Sequence[Citation] = ()
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
