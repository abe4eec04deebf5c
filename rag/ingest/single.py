"""One article from a format that marks its own structure (HTML, Markdown, Word): title, headings, paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.ingest import marks
from rag.ingest.items import PageItem
from rag.types import Article, split_paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """A visible line. level: 1 to 6 for headings (h1 to h6), 0 for text."""

    text: str
    level: int = 0


def make_article(
    lines: Sequence[Line],
    *,
    id: str,
    title: str,
    date: str = "",
    date_evidence: str = "",
    author: str = "",
    source: str = "",
) -> PageItem | None:
    """The article, its byline and agency mark taken out of the text as on a newspaper page; None without text.

    A line of particulars (日期 来源：… 作者：…) under the title and a byline at either end become metadata where the
    file itself does not give them.
    """
    details: dict[str, str] = {}
    body = list(lines)
    while body and not body[0].level:
        text = body[0].text
        byline = marks.read_byline(text)
        if text == title and len(body) > 1:
            pass
        elif marks.is_meta(text) or (marks.is_page_furniture(text) and marks.printed_date(text)):
            if not date and (date := marks.printed_date(text)):
                date_evidence = f"文章标明“{text}”"
            author = author or marks.meta_field(text, "作者", "记者")
            source = source or marks.meta_field(text, "来源", "來源", "稿源")
        elif byline and byline.marked:
            author = author or "、".join(byline.names)
            details["byline"] = text
        else:
            break
        body.pop(0)
    at = next((n for n, line in enumerate(body) if not line.level), None)
    if at is not None and (lead := marks.read_lead(body[at].text)) and lead.rest:
        body[at] = Line(lead.rest)
        if lead.mark:
            details["dateline"] = lead.mark
        if lead.byline:
            author = author or "、".join(lead.byline.names)
            details["byline"] = lead.byline.text
    if len(body) > 1 and not body[-1].level and (byline := marks.read_byline(body[-1].text)) and byline.marked:
        body.pop()
        author = author or "、".join(byline.names)
        details["byline"] = byline.text
    elif body and not body[-1].level and (tail := marks.split_tail_byline(body[-1].text)) and tail[1].marked:
        body[-1] = Line(tail[0].rstrip())
        author = author or "、".join(tail[1].names)
        details["byline"] = tail[1].text
    if not any(not line.level for line in body):
        return None
    text = "\n".join(line.text for line in body)
    article = Article(
        id=id,
        title=title or body[0].text[:24],
        text=text,
        paragraphs=split_paragraphs(text),
        date=date,
        author=author,
        source=source,
        date_evidence=date_evidence,
        headings=frozenset(number for number, line in enumerate(body, start=1) if line.level),
    )
    return PageItem(article, tuple(details.items()), ())
