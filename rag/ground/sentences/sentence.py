"""The sentences that hits bring, as slices of their articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rag.text.dates import DateMention, find_dates
from rag.text.fold import Folded, fold
from rag.text.lexicon import SPEECH
from rag.text.reporting import reports
from rag.text.sentences import split_sentences
from rag.types import Article, Hit
from rag.understand.question import Question

_LONG = 70  # characters; the median sentence of the page has 65
_SPEAKER = re.compile(rf"^[^,，:：“\"]{{2,50}}?(?:{'|'.join(SPEECH.split())})[。:：]?$")
_PART_END = re.compile(r"[;；]|[。！？!?]+[”’」』\"]?(?=[^”’」』\"])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article that a hit brought: ``article.text[start:end]``; ``hit`` is the hit's place, 0-based."""

    article: Article
    paragraph: int
    start: int
    end: int
    hit: int
    folded: Folded

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]

    def published(self, start: int, end: int) -> str:
        """``folded.text[start:end]`` as the article has it."""
        return self.text[slice(*self.folded.span(start, end))]

    def clauses(self, clause: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
        """(start, end) in the folded text, and the folded text, of every stretch that ``clause`` matches."""
        return ((*found.span(), found.group()) for found in clause.finditer(self.folded.text))


def sentences_of(question: Question, hits: Sequence[Hit], articles: Callable[[str], Article]) -> list[Sentence]:
    """Every sentence of every hit's passage that reports something (``rag.text.reporting``), in hit order; long ones in parts.

    A long sentence is parted at its semicolons and at the sentence ends inside its quotations, so that what is cited is
    short, but not for a question that asks who: the speaker stands behind the quotation.
    """
    found = []
    for rank, hit in enumerate(hits):
        article = articles(hit.article_id)
        for start, end in split_sentences(hit.text):
            for part_start, part_end in _parts(hit.text, start, end) if question.kind != "person" else [(start, end)]:
                text = hit.text[part_start:part_end]
                if reports(text, question.folded):
                    found.append(
                        Sentence(article, hit.paragraph, hit.start + part_start, hit.start + part_end, rank, fold(text))
                    )
    return found


def sentences_in(article: Article) -> list[Sentence]:
    """Every sentence of an article but its headings, parted as those of hits are, in order."""
    return [
        Sentence(article, number, start + part_start, start + part_end, 0, fold(article.text[start + part_start : start + part_end]))
        for number, (start, end) in enumerate(article.paragraphs, start=1)
        if number not in article.headings
        for s, e in split_sentences(article.text[start:end])
        for part_start, part_end in _parts(article.text[start:end], s, e)
    ]


def names_speaker(sentence: Sentence) -> bool:
    """Whether a sentence only names who said what stands before it: 某公司工程师某某说。"""
    return _SPEAKER.match(sentence.text) is not None


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if end - start <= _LONG:
        return [(start, end)]
    cuts = [start + m.end() for m in _PART_END.finditer(text[start:end])]
    parts, at = [], start
    for cut in [*cuts, end]:
        if text[at:cut].strip():
            parts.append((at, cut))
            at = cut
    return parts


def dates_in(sentence: Sentence) -> list[DateMention]:
    """The dates that a sentence names, resolved by the date of its article."""
    return find_dates(sentence.text, sentence.article.date)
