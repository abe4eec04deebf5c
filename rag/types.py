"""The records that flow through the stages, each frozen: Article -> Passage -> Hit -> Answer.

Every offset in this package counts Unicode code points of ``Article.text`` as published,
half-open: ``article.text[start:end]``. Nothing here is folded, trimmed or rewritten.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["article", "caption"]
Turn = tuple[str, str]
"""One turn of a conversation: (question, answer text)."""

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")


def split_paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every line of ``text`` that holds more than white space, outer space left out."""
    spans = []
    for line in _PARAGRAPH.finditer(text):
        body = line.group()
        content = body.strip()
        if content:
            start = line.start() + len(body) - len(body.lstrip())
            spans.append((start, start + len(content)))
    return tuple(spans)


def text_digest(text: str) -> str:
    """sha256 of a text as published, in hex: what a receipt knows its sources by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """One published article, or one photo caption.

    text: the body as published, paragraphs separated by line breaks; the title is not part of it.
    paragraphs: (start, end) of each paragraph in ``text``, ascending, not overlapping.
    date: as precise as it is known and never more: ``2021``, ``2021-05``, ``2021-05-13`` or empty.
    headings: the 1-based numbers of the paragraphs that are section headings.
    """

    id: str
    title: str
    text: str
    paragraphs: tuple[tuple[int, int], ...]
    date: str = ""
    author: str = ""
    source: str = ""
    kind: Kind = "article"
    date_evidence: str = ""
    headings: frozenset[int] = frozenset()

    @classmethod
    def from_text(
        cls,
        id: str,
        text: str,
        *,
        title: str = "",
        date: str = "",
        author: str = "",
        source: str = "",
        kind: Kind = "article",
    ) -> Article:
        """An article from plain text: each non-empty line is a paragraph."""
        return cls(
            id=id,
            title=title,
            text=text,
            paragraphs=split_paragraphs(text),
            date=date,
            author=author,
            source=source,
            kind=kind,
        )

    def paragraph(self, number: int) -> str:
        """The text of paragraph ``number`` (1-based); IndexError when there is none."""
        if number < 1:
            raise IndexError(number)
        start, end = self.paragraphs[number - 1]
        return self.text[start:end]

    def paragraph_at(self, offset: int) -> int:
        """The 1-based number of the paragraph that holds the character at ``offset``; 0 when none does."""
        for number, (start, end) in enumerate(self.paragraphs, start=1):
            if start <= offset < end:
                return number
        return 0


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched and read: a slice of one paragraph, ``article.text[start:end] == text``."""

    article_id: str
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    score: higher is better; comparable within one result list only.
    dense_rank, lexical_rank: 1-based rank in each leg, None when the leg did not return it.
    """

    passage: Passage
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None

    @property
    def article_id(self) -> str:
        return self.passage.article_id

    @property
    def paragraph(self) -> int:
        return self.passage.paragraph

    @property
    def start(self) -> int:
        return self.passage.start

    @property
    def end(self) -> int:
        return self.passage.end

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Citation:
    """The n of ``[n]``: ``article.text[start:end] == quote``, always."""

    marker: int
    article_id: str
    title: str
    date: str
    paragraph: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the citations it stands on.

    computed: the numbers in it follow from cited operands by arithmetic and stand in no source.
    """

    text: str
    citations: tuple[Citation, ...]
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``Engine.ask`` returns; "the collection does not say" is ``answered=False``, not a phrase.

    text: Chinese, ``[n]`` after what citation n supports. short: the briefest answer, or empty.
    reason: why there is no answer (Chinese), empty when there is one. confidence: 0 to 1, calibrated.
    searched: the question as it was searched. nearest: closest passages, also when refusing.
    trace: timings in ms, ids, scores, fingerprints; plain JSON values only.
    """

    question: str
    text: str
    short: str = ""
    answered: bool = False
    reason: str = ""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    searched: str = ""
    nearest: tuple[Hit, ...] = ()
    trace: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self, *, indent: int | None = None) -> str:
        """One JSON object; ``from_json`` gives an equal Answer back."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str) -> Answer:
        """Raises ValueError when ``text`` is not what ``to_json`` writes."""
        try:
            data = json.loads(text)
            return cls(
                **{
                    **data,
                    "statements": tuple(_statement(item) for item in data["statements"]),
                    "citations": tuple(Citation(**item) for item in data["citations"]),
                    "nearest": tuple(
                        Hit(**{**item, "passage": Passage(**item["passage"])}) for item in data["nearest"]
                    ),
                }
            )
        except (KeyError, TypeError) as exc:
            raise ValueError(f"not an Answer: {exc}") from exc


def _statement(data: Mapping[str, Any]) -> Statement:
    return Statement(data["text"], tuple(Citation(**c) for c in data["citations"]), data["computed"])


@dataclass(frozen=True, slots=True)
class Event:
    """One step of ``Engine.stream``.

    kind ``status``: ``text`` says in Chinese what is being done. ``delta``: ``text`` continues the answer.
    ``answer``: the last event; ``answer`` is what ``ask`` would have returned.
    """

    kind: Literal["status", "delta", "answer"]
    text: str = ""
    answer: Answer | None = None


History = Sequence[Turn]
