"""A language model's draft in the extract's place, if it stands: in time, tied to its sources, and to the point."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import Any

from rag.generate import Drafter
from rag.ground.draft import Draft
from rag.ground.forms.conflict import conflict
from rag.ground.sentences.evidence import Evidence
from rag.text.dates import find_dates
from rag.text.numbers import find_quantities
from rag.text.reporting import commands, only_reports
from rag.types import Article, Event, Hit

_NEAR = 0.45  # of a sentence's score below the best: what an explanation may take in as well


def calculated(draft: Draft, kind: str) -> bool:
    """Whether the answer is arithmetic, which code does exactly and no model is asked to word."""
    return kind in ("comparison", "aggregation") and any(s.computed for s in draft.statements)


def drafted(
    drafter: Drafter,
    hits: Sequence[Hit],
    evidence: Evidence,
    extract: Draft,
    article: Callable[[str], Article],
    *,
    deadline: float,
    key: str = "",
) -> Generator[Event, None, tuple[Draft, dict[str, Any]]]:
    """Status events, then the draft and what the trace says of it: ``mode`` and, beside the extract, its ``label``.

    deadline: a ``time.monotonic()`` value. key: the server's, which it might repeat; it is shown nowhere.
    """
    from rag.generate import DraftFailed, Source
    from rag.generate.draft import split_draft
    from rag.ground.fidelity.tie import tie

    sources = []
    for number, hit in enumerate(hits, start=1):
        about = article(hit.article_id)
        title = "" if commands(about.title) else about.title
        sources.append(Source(number, title, about.date, only_reports(hit.text, evidence.question.folded)))
    coming: list[str] = []
    try:
        with closing(drafter.draft(evidence.question.text, sources, deadline=deadline)) as pieces:
            for piece in pieces:
                coming.append(piece)
                yield Event("status", "语言模型正在起草……")
    except DraftFailed as error:
        return extract, {"llm": drafter.name, "label": f"（{error}以下是原文摘录。）", "mode": "extract"}
    statements = split_draft("".join(coming), len(sources))
    draft, dropped = tie(statements, hits, article, extract.short, evidence.question.folded)
    notes: dict[str, Any] = {
        "llm": drafter.name,
        "dropped": [text.replace(key, "***") if key else text for text in dropped],
    }
    if unknown := sorted({number for statement in statements for number in statement.unknown}):
        notes["unknown_sources"] = unknown
    if problem := _shortcoming(draft, extract, evidence) if statements else "认为资料不足":
        return extract, notes | {"label": f"（语言模型{problem}，以下是原文摘录。）", "mode": "extract"}
    return draft, notes | {"mode": "draft"}


def _shortcoming(draft: Draft, extract: Draft, evidence: Evidence) -> str:
    """Why a draft, unsupported statements left out, may not stand in the extract's place; empty when it may."""
    if not draft.statements:
        return "的草稿没有通过核对"

    def cited(id: str, start: int, end: int) -> bool:
        return any(c.article_id == id and c.start < end and start < c.end for c in draft.citations)

    clash = conflict(evidence)
    if clash and clash.short == extract.short:
        both = all(cited(c.article_id, c.start, c.end) for c in clash.citations)
        return "" if both else "的草稿只说了一面，而资料的说法不一致"
    near = [s.sentence for s in evidence.scored if s.score >= evidence.scored[0].score - _NEAR]
    telling = [(s.article.id, s.start, s.end) for s in near] + [
        (c.article_id, c.start, c.end) for c in extract.citations
    ]
    same = {(c.article_id, c.start, c.end) for c in extract.citations}
    short = evidence.question.numeric or evidence.question.kind in ("date", "person", "organisation", "place")
    silent = short and extract.short and not draft.short
    said = " ".join(statement.text for statement in draft.statements)
    untyped = (evidence.question.numeric and not find_quantities(said)) or (
        evidence.question.kind == "date" and not find_dates(said)
    )
    if silent and (untyped or all((c.article_id, c.start, c.end) in same for c in draft.citations)):
        return "的草稿没有答到所问"  # no figure at all, or the very sentences of the extract without their figure or name
    return "" if any(cited(*place) for place in telling) else "的草稿没有答到所问"
