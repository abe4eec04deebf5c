"""The last gate before an answer is shown: what a statement says must stand in what it cites."""

from __future__ import annotations

from collections.abc import Callable

from rag.ground.draft import Builder, Draft
from rag.ground.fidelity.gate import check_statement
from rag.types import Article, Statement


def check_draft(draft: Draft, article: Callable[[str], Article]) -> Draft:
    """The draft with every unfaithful statement replaced by its quotes, or dropped when it cites nothing.

    Our own computed statements are held to their operands by ``rag.ground.arithmetic.compute``; every citation must slice.
    """
    builder = Builder()
    kept = True
    for statement, shown in zip(draft.statements, draft.shown, strict=True):
        for c in statement.citations:
            if article(c.article_id).text[c.start : c.end] != c.quote:
                raise AssertionError(f"citation {c} does not slice")
        citations = [builder.cite(article(c.article_id), c.start, c.end) for c in statement.citations]
        if statement.computed or faithful(statement):
            builder.say(statement.text, citations, shown=shown, computed=statement.computed)
        else:
            kept = False
            for citation in citations:
                builder.say(citation.quote, [citation])
    return builder.build(draft.short if kept else "")


def faithful(statement: Statement) -> bool:
    """Whether every number, unit, date and name of the statement stands in a span that it cites."""
    published = next((c.date for c in statement.citations if c.date), "")
    quotes, titles = [c.quote for c in statement.citations], [c.title for c in statement.citations]
    return not check_statement(statement.text, quotes, published=published, allowed=titles)
