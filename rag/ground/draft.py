"""Building an answer from slices: every statement is made with its citations, numbers are given once a span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rag.ground.sentences.sentence import Sentence
from rag.text.dates import annotate
from rag.types import Article, Citation, Statement

_LOOKS_LIKE_MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before the gate. shown: each statement as the reader sees it (dates resolved), without markers."""

    statements: tuple[Statement, ...]
    shown: tuple[str, ...]
    short: str = ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, by marker."""
        by_marker = {c.marker: c for statement in self.statements for c in statement.citations}
        return tuple(by_marker[marker] for marker in sorted(by_marker))

    @property
    def text(self) -> str:
        """The answer as it is read: statements in lines, ``[n]`` behind each."""
        return "\n".join(pieces(self))


def pieces(draft: Draft) -> tuple[str, ...]:
    """One string a statement, with its markers; streamed in this order.

    [3] in a document's own text becomes ［3］, as long as before: only this program's numbers look like markers.
    """
    return tuple(
        _LOOKS_LIKE_MARKER.sub(r"［\1］", shown) + "".join(f"[{c.marker}]" for c in statement.citations)
        for statement, shown in zip(draft.statements, draft.shown, strict=True)
    )


@dataclass(slots=True)
class Builder:
    """Collects statements; the same span always gets the same marker, in order of first use."""

    _markers: dict[tuple[str, int, int], Citation] = field(default_factory=dict)
    _statements: list[Statement] = field(default_factory=list)
    _shown: list[str] = field(default_factory=list)

    def cite(self, article: Article, start: int, end: int) -> Citation:
        """The citation of ``article.text[start:end]``."""
        key = (article.id, start, end)
        if key not in self._markers:
            self._markers[key] = Citation(
                marker=len(self._markers) + 1,
                article_id=article.id,
                title=article.title,
                date=article.date,
                paragraph=article.paragraph_at(start),
                start=start,
                end=end,
                quote=article.text[start:end],
            )
        return self._markers[key]

    def say(self, text: str, citations: Sequence[Citation], *, shown: str = "", computed: bool = False) -> None:
        """Add a statement of our own wording; it stands on ``citations``."""
        self._statements.append(Statement(text, tuple(dict.fromkeys(citations)), computed))
        self._shown.append(shown or text)

    def quote(self, sentence: Sentence) -> Citation:
        """Add a sentence word for word, its relative dates explained where it is shown."""
        citation = self.cite(sentence.article, sentence.start, sentence.end)
        if not any(statement.text == citation.quote for statement in self._statements):
            self.say(citation.quote, [citation], shown=annotate(citation.quote, sentence.article.date))
        return citation

    def take(self, draft: Draft, label: str = "") -> None:
        """Add what another draft says, ``label`` before it; its spans keep or get markers here, nothing is said twice."""
        for statement, shown in zip(draft.statements, draft.shown, strict=True):
            citations = [
                self._markers.setdefault((c.article_id, c.start, c.end), replace(c, marker=len(self._markers) + 1))
                for c in statement.citations
            ]
            said = (statement.text.rstrip("。；;"), tuple(citations))
            if label or not any((s.text.rstrip("。；;"), s.citations) == said for s in self._statements):
                self.say(statement.text, citations, shown=f"{label}{shown}", computed=statement.computed)
            label = ""

    def quotes(self, sentence: Sentence) -> bool:
        """Whether the whole sentence is among the citations."""
        return (sentence.article.id, sentence.start, sentence.end) in self._markers

    def build(self, short: str = "") -> Draft:
        return Draft(tuple(self._statements), tuple(self._shown), short)
