"""A page as a newspaper's layout left it -> its articles and photo captions.

Blocks are read one by one; each opens an item, continues it, or says something about it. What a head line is
(the title of the next article or a heading inside this one) is weighed from what stands around it, and where the
evidence is thin the item carries a note that asks a person to look.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from rag.ingest import marks
from rag.ingest.dating import Undated, date_items
from rag.ingest.lines import Block, glue, is_complete, open_quote, split_blocks
from rag.types import Article, Kind, split_paragraphs

_TITLE = 2  # the weight of evidence from which a head line is a title; see _Page._title_evidence
_CAPTION_TITLE = 24  # characters of a caption that stand in for the title it does not have


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
class _Paragraph:
    text: str
    line: int
    heading: bool = False


@dataclass(slots=True)
class _Draft:
    """An item while its blocks come in. closed: a tail byline or photo credit has ended it."""

    first: int
    last: int
    titles: list[str] = field(default_factory=list)
    paragraphs: list[_Paragraph] = field(default_factory=list)
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


def read_page(text: str, *, name: str, stem: str) -> list[PageItem]:
    """The items of a page in the order of the page.

    name: the file as notes and sources call it; stem: the id of a lone article, and the start of the ids
    ``stem-1``, ``stem-2`` of several. An empty page gives no items.
    """
    blocks = split_blocks(text, _stands_alone)
    return _Page(blocks, text, name, stem).read()


def _stands_alone(line: str) -> bool:
    byline = marks.read_byline(line)
    return marks.is_page_furniture(line) or marks.is_meta(line) or marks.is_credit(line) or bool(byline and byline.marked)


class _Page:
    def __init__(self, blocks: list[Block], text: str, name: str, stem: str) -> None:
        self.name, self.stem = name, stem
        self.text = re.sub(r"\s", "", text)
        self.kinds: list[str] = []
        self.blocks: list[Block] = []
        for block in blocks:
            self._classify(block)
        self._settle_names()
        self._settle_heads()
        self.drafts: list[_Draft] = []
        self.current: _Draft | None = None
        self.pending: list[marks.Byline] = []
        self.date = self.date_as = self.paper = self.number = ""
        content = [k for k in self.kinds if k != "furniture"]
        self.byline_first = bool(content) and content[0] in ("byline", "name")
        self.has_leads = "lead" in self.kinds
        gaps = Counter(b.gap for b, kind in zip(self.blocks, self.kinds, strict=True) if kind in ("body", "lead", "head"))
        self.usual_gap = max(gaps, key=lambda gap: (gaps[gap], -gap), default=0)

    # --- what each block is, by its form

    def _classify(self, block: Block) -> None:
        text, turned = marks.drop_turns(block.text)
        if turned:
            block = replace(block, text=text)
        byline = marks.read_byline(text)
        if marks.is_page_furniture(text):
            kind = "furniture"
        elif marks.is_meta(text):
            kind = "meta"
        elif marks.is_credit(text):
            kind = "credit"
        elif byline:
            kind = "byline" if byline.marked else "name"
        elif marks.starts_caption(text) or marks.split_tail_credit(text):
            kind = "caption"
        elif marks.read_lead(text):
            kind = "lead"
        else:
            kind = "head" if marks.is_head_line(text) and block.last - block.first <= 1 else "body"
        self.blocks.append(block)
        self.kinds.append(kind)

    def _beside(self, at: int, step: int) -> int | None:
        """The nearest block before (-1) or after (+1) that belongs to an article."""
        at += step
        while 0 <= at < len(self.kinds):
            if self.kinds[at] != "furniture":
                return at
            at += step
        return None

    def _kind(self, at: int | None) -> str:
        return "" if at is None else self.kinds[at]

    def _settle_names(self) -> None:
        """A block of bare names is a byline where one can stand; else it is a head line (方向, 成效)."""
        for at, kind in enumerate(self.kinds):
            if kind != "name":
                continue
            before, after = self._kind(self._beside(at, -1)), self._beside(at, +1)
            starts = after is None or self.kinds[after] not in ("body",) or marks.starts_fresh(self.blocks[after].text)
            once = self.text.count(re.sub(r"\s", "", self.blocks[at].text)) == 1
            if before in ("head", "meta", "byline") or (once and starts) or at == 0:
                self.kinds[at] = "byline"
            else:
                self.kinds[at] = "head"

    def _settle_heads(self) -> None:
        """A short piece of a paragraph that a column cut looks like a head line; what stands around it tells."""
        for at, kind in enumerate(self.kinds):
            before, after = self._beside(at, -1), self._beside(at, +1)
            if kind != "head" or before is None or self.kinds[before] not in ("body", "lead") or self._kind(after) in ("lead", "byline"):
                continue
            unfinished = not is_complete(self.blocks[before].text) and not self._tail_byline(before)
            if unfinished or (after is not None and self.kinds[after] == "body" and self._is_cut(at, after)):
                self.kinds[at] = "body"

    def _is_cut(self, at: int, after: int) -> bool:
        """Whether the words show that block ``at`` is the start of a sentence that goes on in block ``after``.

        Either it opens as a sentence does (同时，…), or the next block cannot start one (的…), or the page always
        continues the last two characters with the first of the next block (苏州高|新区).
        """
        text, rest = self.blocks[at].text, self.blocks[after].text
        if marks.opens_sentence(text) or marks.cannot_start(rest):
            return True
        tail = text[-2:]
        others = self.text.count(tail) - 1
        return others >= 2 and self.text.count(tail + rest[0]) - 1 >= 0.8 * others

    # --- what each block means where it stands

    def read(self) -> list[PageItem]:
        at = 0
        while at < len(self.blocks):
            at = getattr(self, f"_read_{self.kinds[at]}")(at)
        if self.pending and self.current:
            for byline in self.pending:
                self.current.sign(byline)
        return self._finish()

    def _open(self, at: int) -> _Draft:
        draft = _Draft(self.blocks[at].first, self.blocks[at].last)
        for byline in self.pending:
            draft.sign(byline)
        self.pending = []
        self.drafts.append(draft)
        self.current = draft
        return draft

    def _read_furniture(self, at: int) -> int:
        block = self.blocks[at]
        printed = marks.printed_date(block.text)
        number = marks.page_number(block.text)
        if printed and self.current and not self.current.paragraphs and not number and not marks.masthead(block.text):
            self.current.date, self.current.date_as = printed, block.text
        elif printed:
            self.date, self.date_as = printed, block.text
        self.paper = self.paper or marks.masthead(block.text)
        self.number = self.number or number
        return at + 1

    def _read_meta(self, at: int) -> int:
        text = self.blocks[at].text
        draft = self.current or self._open(at)
        if printed := marks.printed_date(text):
            draft.date, draft.date_as = printed, text
        if author := marks.meta_field(text, "作者", "记者"):
            draft.names.append(author)
            draft.bylines.append(text)
        draft.source = marks.meta_field(text, "来源", "來源", "稿源") or draft.source
        return at + 1

    def _read_byline(self, at: int) -> int:
        byline = marks.read_byline(self.blocks[at].text)
        assert byline is not None
        draft = self.current
        if draft is None or (draft.paragraphs and self.byline_first and self._kind(self._beside(at, +1)) == "head"):
            self.pending.append(byline)
        else:
            draft.sign(byline)
            draft.last = self.blocks[at].last
            draft.closed = draft.closed or bool(draft.paragraphs)
        return at + 1

    def _read_credit(self, at: int) -> int:
        block = self.blocks[at]
        draft = self.current or self._open(at)
        draft.photos.append(block.text)
        draft.last = block.last
        if not draft.paragraphs or draft.closed:
            return at + 1
        lone = len(draft.paragraphs) == 1 and not draft.mark and not draft.names
        if not draft.titles or lone:
            draft.kind, draft.closed = "caption", True
        elif marks.starts_fresh(draft.paragraphs[-1].text) and len(draft.paragraphs) > 1 and not draft.paragraphs[-1].heading:
            draft.photos.pop()
            paragraph = draft.paragraphs.pop()
            draft.closed = True
            caption = self._open(at)
            caption.first, caption.kind, caption.closed = paragraph.line, "caption", True
            caption.paragraphs, caption.photos = [paragraph], [block.text]
            caption.notes.append((paragraph.line, f"“{block.text}”前的一段当作图片说明，与上一篇文章分开"))
        else:
            draft.notes.append((block.first, f"“{block.text}”当作本文的图片署名"))
        return at + 1

    def _read_caption(self, at: int) -> int:
        block = self.blocks[at]
        article = self.current
        own_title = bool(
            article and article.titles and not article.paragraphs and not article.names
            and self._kind(self._after_credits(at)) not in ("body", "lead", "byline")
        )  # fmt: skip
        caption = article if own_title and article else self._open(at)
        text, credit = marks.split_tail_credit(block.text) or (block.text, "")
        caption.kind, caption.closed, caption.last = "caption", True, block.last
        caption.paragraphs.append(_Paragraph(text, block.first))
        if credit:
            caption.photos.append(credit)
        at += 1
        while at < len(self.blocks) and self.kinds[at] == "credit":
            caption.photos.append(self.blocks[at].text)
            at += 1
        if article is not None and article is not caption and not article.closed:
            self.current = article  # a picture in the middle of an article: the article goes on
        return at

    def _after_credits(self, at: int) -> int | None:
        after = self._beside(at, +1)
        while after is not None and self.kinds[after] == "credit":
            after = self._beside(after, +1)
        return after

    def _read_lead(self, at: int) -> int:
        lead = marks.read_lead(self.blocks[at].text)
        assert lead is not None
        draft = self.current
        if draft is None or draft.closed or (draft.paragraphs and lead.mark):
            draft = self._open(at)
            draft.notes.append((self.blocks[at].first, "电头前没有找到标题"))
        draft.mark = draft.mark or lead.mark
        if lead.byline:
            draft.sign(lead.byline)
        self._add(draft, at, lead.rest)
        return at + 1

    def _read_body(self, at: int) -> int:
        draft = self.current
        if draft is None or draft.closed:
            draft = self._open(at)
        self._add(draft, at, self.blocks[at].text)
        return at + 1

    def _add(self, draft: _Draft, at: int, text: str) -> None:
        """Append a piece of body text: as a new paragraph, or joined to the unfinished one before it."""
        block = self.blocks[at]
        byline = self._tail_byline(at)
        if byline:
            text = text[: -len(byline.text)].rstrip() if text.endswith(byline.text) else text
        last = draft.paragraphs[-1] if draft.paragraphs else None
        draft.last = block.last
        if last and not last.heading and not is_complete(last.text):
            if len(last.text) < 12 or marks.is_numbered(text) or re.match(r"[“「『►▶■□●◆]", text):
                draft.notes.append((block.first, f"与第{last.line}行起的段落接成一段：前段没有句末标点，但接处不像一句话"))
            last.text = glue(last.text, text)
        elif last and not last.heading and open_quote(last.text) and re.match(r"[^“「『]*[”」』]", text):
            draft.notes.append((block.first, f"与第{last.line}行起的段落接成一段：前段的引号到这里才合上"))
            last.text = glue(last.text, text)
        elif text:
            draft.paragraphs.append(_Paragraph(text, block.first))
        if byline:
            draft.sign(byline)
            draft.closed = True

    def _tail_byline(self, at: int) -> marks.Byline | None:
        """The byline glued behind the block's last sentence, unless the words go on in the next block."""
        parts = marks.split_tail_byline(self.blocks[at].text)
        if not parts or parts[1].marked:
            return parts[1] if parts else None
        after = self._beside(at, +1)
        goes_on = after is not None and self.kinds[after] == "body" and not marks.starts_fresh(self.blocks[after].text)
        once = all(self.text.count(name) == 1 for name in parts[1].names)
        return parts[1] if once and not goes_on else None

    def _read_head(self, at: int) -> int:
        end = at + 1
        while end < len(self.blocks) and self.kinds[end] == "head":
            end += 1
        weight = self._title_evidence(at, end)
        line = self.blocks[at].first
        if weight >= _TITLE:
            draft = self._open(at)
            if weight == _TITLE:
                draft.notes.append((line, f"“{self.blocks[at].text}”当作标题，也可能是上一篇文章的小标题"))
            if end - at > 1:
                draft.notes.append((line, f"标题由{end - at}行接成，也可能含有栏目名、引题或小标题"))
        else:
            draft = self.current or self._open(at)
            if weight >= 0:
                draft.notes.append((line, f"“{self.blocks[at].text}”当作小标题，也可能是另一篇文章的标题"))
            if draft.paragraphs and not is_complete(draft.paragraphs[-1].text):
                draft.notes.append((line, "小标题前的段落没有句末标点，也许缺字"))
        for block in self.blocks[at:end]:
            if weight >= _TITLE and not draft.paragraphs and not (draft.titles and marks.is_numbered(block.text)):
                draft.titles.append(block.text)
            else:
                draft.paragraphs.append(_Paragraph(block.text, block.first, heading=True))
            draft.last = block.last
        return end

    def _title_evidence(self, at: int, end: int) -> int:
        """How much speaks for a title (above ``_TITLE``) against a heading inside the current article.

        The weights order the evidence (a mark of its own beats a way of writing); they are not fitted to data.
        """
        draft = self.current
        if draft is None or self.pending:
            return 9
        if not draft.paragraphs and not draft.closed:
            return -9  # the article above has had its title and byline, and no text yet
        after = self._beside(end - 1, +1)
        body = after
        while body is not None and self.kinds[body] in ("byline", "credit", "meta"):
            body = self._beside(body, +1)
        weight = 0
        weight += 3 * (self._kind(after) in ("byline", "meta"))
        weight += 3 * (self._kind(body) == "lead")
        weight += 3 * draft.closed
        weight += self._kind(after) in ("credit", "caption")
        weight += body is not None and marks.starts_fresh(self.blocks[body].text)
        weight += end - at > 1
        weight += 2 * any(marks.is_subtitle(block.text) for block in self.blocks[at:end])
        weight -= 3 * marks.is_numbered(self.blocks[at].text)
        weight -= self.has_leads and self._kind(body) != "lead"
        if self.blocks[at].gap > self.usual_gap:
            weight += 1 if self.has_leads else 2
        return weight

    # --- the items

    def _finish(self) -> list[PageItem]:
        drafts = [draft for draft in self.drafts if draft.paragraphs or draft.titles]
        for draft in drafts:
            if not draft.paragraphs:  # nothing is lost: a lone line is text, whatever it was meant to be
                draft.paragraphs = [_Paragraph(line, draft.first) for line in draft.titles]
                draft.titles = []
        undated = [
            Undated(_called(d), d.mark, "\n".join(p.text for p in d.paragraphs if not p.heading), d.date, d.date_as)
            for d in drafts
        ]
        dates = date_items(undated, self.date, self.date_as)
        page = f"报纸版面 {self.name}" if len(drafts) > 1 else ""
        label = " ".join(filter(None, (self.paper, self.number))) or page
        items = []
        for number, (draft, dated) in enumerate(zip(drafts, dates, strict=True), start=1):
            notes = list(draft.notes)
            if not dated.date:
                notes.append((draft.first, "没有找到可靠的日期"))
            elif not dated.sure and number == 1:
                notes.append((draft.first, f"日期 {dated.date} 是推断的，依据见 date_evidence；同版各篇可能都要改"))
            headings = [paragraph for paragraph in draft.paragraphs if paragraph.heading]
            if len(headings) == 1 and not marks.is_numbered(headings[0].text):
                notes.append((headings[0].line, "全文只有这一个小标题，也可能是被截断的段落"))
            if not draft.titles:
                notes.append((draft.first, "没有标题，暂用正文开头代替"))
            text = "\n".join(paragraph.text for paragraph in draft.paragraphs)
            names = draft.names or [n for photo in draft.photos if draft.kind == "caption" for n in marks.credit_names(photo)]
            agency = re.match(r"据?(新华社|中新社|新华网|中新网|人民网|央视)", draft.mark)
            article = Article(
                id=self.stem if len(drafts) == 1 else f"{self.stem}-{number}",
                title=" ".join(draft.titles) or _stand_in_title(draft),
                text=text,
                paragraphs=split_paragraphs(text),
                date=dated.date,
                author="、".join(names),
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
            items.append(PageItem(
                article,
                tuple((key, value) for key, value in details.items() if value),
                tuple(f"{self.name} 第{line}行：{what}，请看一眼。" for line, what in notes),
            ))  # fmt: skip
        return items


def _called(draft: _Draft) -> str:
    if draft.kind == "caption":
        return "图片说明"
    return f"《{' '.join(draft.titles)}》" if draft.titles else "无标题文章"


def _stand_in_title(draft: _Draft) -> str:
    start = draft.paragraphs[0].text
    cut = start if len(start) <= _CAPTION_TITLE else start[:_CAPTION_TITLE] + "……"
    return f"图片说明：{cut}" if draft.kind == "caption" else cut
