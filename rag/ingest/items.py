"""An item of a page: first a draft while its blocks come in, at last an article with what is to be said about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rag.ingest import marks
from rag.ingest.dating import Dated
from rag.types import Article, Kind, split_paragraphs

_STAND_IN = 24  # characters of the text that stand in for a title that is missing
_AGENCY = re.compile(
    r"据?(新华社|中新社|新华网|中新网|人民网|央视|[\u4e00-\u9fff]{2,6}?(?:日报|晚报|早报|晨报|时报|导报|商报))"
)


@dataclass(frozen=True, slots=True)
class PageItem:
    """One article or caption of a page.

    details: what the page prints about it, as printed: ``byline``, ``dateline`` (本报讯), ``photo``, ``lines``.
    notes: Chinese, one for each thing a person should look at; each names file, line and what was done.
    """

    article: Article
    details: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class Paragraph:
    text: str
    line: int
    heading: bool = False


@dataclass(slots=True)
class Draft:
    """An item while its blocks come in. closed: a tail byline or photo credit has ended it."""

    first: int
    last: int
    titles: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    mark: str = ""
    kind: Kind = "article"
    closed: bool = False
    date: str = ""
    date_as: str = ""
    source: str = ""
    notes: list[tuple[int, str]] = field(default_factory=list)

    def sign(self, byline: marks.Byline) -> None:
        self.names.extend(name for name in byline.names if name not in self.names)
        self.bylines.append(byline.text)

    def note(self, line: int, what: str) -> None:
        self.notes.append((line, what))

    @property
    def called(self) -> str:
        """How the evidence for a date names the item."""
        if self.kind == "caption":
            return "图片说明"
        return f"《{' '.join(self.titles)}》" if self.titles else "无标题文章"

    @property
    def title(self) -> str:
        if self.titles:
            return " ".join(self.titles)
        start = self.paragraphs[0].text
        if len(start) > _STAND_IN:
            clause = max(start.rfind(mark, _STAND_IN // 2, _STAND_IN) for mark in "，,。；;：:")
            start = start[: clause if clause > 0 else _STAND_IN] + "……"
        return f"图片说明：{start}" if self.kind == "caption" else start


def make_item(draft: Draft, id: str, dated: Dated, label: str, name: str) -> PageItem:
    """The finished item. label: the source where the item prints none; name: the file as notes call it."""
    text = "\n".join(paragraph.text for paragraph in draft.paragraphs)
    agency = _AGENCY.match(draft.mark)
    photographers = [name for photo in draft.photos for name in marks.credit_names(photo)]
    article = Article(
        id=id,
        title=draft.title,
        text=text,
        paragraphs=split_paragraphs(text),
        date=dated.date,
        author="、".join(draft.names or (photographers if draft.kind == "caption" else [])),
        source=draft.source or "，".join(filter(None, (agency and agency[1], label))),
        kind=draft.kind,
        date_evidence=dated.evidence,
        headings=frozenset(n for n, p in enumerate(draft.paragraphs, start=1) if p.heading),
    )
    details = {
        "byline": "；".join(draft.bylines),
        "dateline": draft.mark,
        "photo": "；".join(draft.photos),
        "lines": f"{draft.first}-{draft.last}",
    }
    return PageItem(
        article,
        tuple((key, value) for key, value in details.items() if value),
        tuple(f"{name} 第{line}行：{what}，请看一眼。" for line, what in _notes(draft)),
    )


def _notes(draft: Draft) -> list[tuple[int, str]]:
    notes = list(draft.notes)
    headings = [paragraph for paragraph in draft.paragraphs if paragraph.heading]
    if len(headings) == 1 and not marks.is_numbered(headings[0].text):
        notes.append((headings[0].line, "全文只有这一个小标题，也可能是被截断的段落"))
    if not draft.titles:
        notes.append((draft.first, "没有标题，暂用正文开头代替"))
    return sorted(notes)
