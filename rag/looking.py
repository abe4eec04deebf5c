"""What one question finds: retrieve, read, gather evidence, rank brief answers, judge, look for what is taken for granted."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.embed.words import load_words
from rag.ground.english.gloss import gloss
from rag.ground.judgement.judge import Judgement, judge
from rag.ground.judgement.premise import unsupported
from rag.ground.judgement.sure import doubted, joined_first, read_first, vouched
from rag.ground.sentences.evidence import Evidence, gather
from rag.ground.sentences.sentence import Sentence
from rag.ground.spans.bound import of_kind_first, own_date_first, own_figure_first, stated_first
from rag.ground.spans.candidates import Candidate, rank_candidates
from rag.ground.spans.counted import counted_as_asked
from rag.ground.spans.ranges import whole_first
from rag.ground.spans.siblings import own_first
from rag.ground.spans.stretches import told_of_first
from rag.read import Reader, Reading
from rag.retrieve import Retriever
from rag.rewording import in_their_words
from rag.text.aliases import find_aliases
from rag.text.fold import fold_text
from rag.text.reporting import commands, only_reports
from rag.types import Article, Hit
from rag.understand.account import asks_caption
from rag.understand.aspect import search_words
from rag.understand.kinds import QuestionKind
from rag.understand.question import Question, understand

_FURTHER, _GLOSSES = 4, 2  # times as many hits in which names of an English question are looked for; how often it is put into Chinese


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


class Looker:
    """Looks questions up in one index; the other names of an article are found once, as it is met."""

    def __init__(self, retriever: Retriever, reader: Reader, article: Callable[[str], Article], k: int) -> None:
        self._retriever, self._reader, self._article, self._k = retriever, reader, article, k
        self._other_names: dict[str, dict[str, str]] = {}

    def look(
        self,
        text: str,
        clock: Clock,
        also: Sequence[str] = (),
        operand: QuestionKind | None = None,
        unit: str = "",
        asked: Question | None = None,
    ) -> Look:
        """Retrieve, read and judge one question; ``operand``: the kind of what is wanted, of ``unit`` when one is given.

        also: other forms of it, searched beside it. asked: the question before it was made complete; what it asks for
        itself holds.
        """
        question = understand(text)
        text = question.text  # without the frames around it
        if asked and asked.kind != "what":
            question = replace(question, kind=asked.kind, unit=asked.unit, measure=asked.measure, noun=asked.noun)
        if operand:
            question = replace(question, kind=operand, unit=unit, measure="", noun="")
        if question.in_clauses:
            also = (*also, " ".join((*question.terms, search_words(question.aspect))))
        if question.kind == "summary" and not question.terms and asks_caption(question.folded):
            also = (*also, "图片说明")
        hits = self._retriever.search(text, k=self._k, queries=also)
        if question.english:
            further = self._retriever.search(text, k=_FURTHER * self._k, queries=also)
            given, last = question, ""
            for _ in range(_GLOSSES):  # what its first Chinese words find has better words for the rest
                question = gloss(given, hits, [self._article(hit.article_id).title for hit in hits], load_words(), further)
                if question.folded == last:
                    break
                before, last = hits, question.folded
                hits = self._retriever.search(text, k=self._k, queries=[*also, question.folded])
                if [hit.text for hit in hits] == [hit.text for hit in before]:
                    break  # the same words would be found in them
            text = question.folded
        clock.lap("retrieve")
        titles = [self._article(hit.article_id).title for hit in hits]
        reading = self._reader.read(
            in_their_words(text, [hit.text for hit in hits], load_words()),
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
        ranked = of_kind_first(question, rank_candidates(evidence, hits, reading))
        ranked = read_first(question, own_figure_first(question, own_date_first(question, ranked)))
        of_series = counted_as_asked(question, told_of_first(question, ranked))
        candidates = joined_first(question, whole_first(question, own_first(question, of_series)))
        judged = candidates if of_series == ranked else ranked  # of a series, the one that says what it is a series of
        evidence = stated_first(evidence, candidates)
        best = judged[0].scored if judged and not question.in_clauses else evidence.best
        told = reading.answers[best.sentence.hit] if best and reading.answers else 0.5
        judgement = vouched(judge(evidence, judged, reading), judged, told)
        judgement = judgement if operand else doubted(question, judgement, judged)
        gap = unsupported(question, best, load_words(), told, judged[0] if judged else None) if best and not operand else ()
        clock.lap("judge")
        return Look(question, hits, reading, evidence, candidates, judgement, gap)

    def names(self, article_id: str, word: str) -> bool:
        """Whether an article says a folded word, in its title or text."""
        article = self._article(article_id)
        return word in fold_text(f"{article.title}\n{article.text}")

    def _aliases(self, article: Article) -> dict[str, str]:
        """The names of an article, folded, each with another name of the same thing."""
        if article.id not in self._other_names:
            found = find_aliases(f"{article.title}\n{article.text}")
            self._other_names[article.id] = {fold_text(a): fold_text(b) for a, bs in found.items() for b in sorted(bs)}
        return self._other_names[article.id]


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


class Clock:
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
