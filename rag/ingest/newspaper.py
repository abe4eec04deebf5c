"""A page as a newspaper's layout left it -> its articles and photo captions.

Blocks are read one by one; each opens an item, continues it, or says something about it. What a head line is
(the title of the next article or a heading inside this one) is weighed from what stands around it, and where the
evidence is thin the item carries a note that asks a person to look.
"""

from __future__ import annotations

import re

from rag.ingest import marks
from rag.ingest.dating import Dated, Undated, date_items
from rag.ingest.items import Draft, PageItem, Paragraph, make_item
from rag.ingest.lines import glue, is_complete, open_quote
from rag.ingest.sheet import Sheet, read_sheet

_TITLE = 2  # the weight of evidence from which a head line is a title; see _Reader._title_evidence
_UNSURE = (0.3, 0.95)  # between these probabilities a join or a heading asks a person to look


def read_page(text: str, *, name: str, stem: str) -> list[PageItem]:
    """The items of a page in the order of the page.

    name: the file as notes and sources call it; stem: the id of a lone article, and the start of the ids
    ``stem-1``, ``stem-2`` of several. An empty page gives no items.
    """
    return _Reader(read_sheet(text), name, stem).read()


class _Reader:
    """Goes through the sheet once. Each ``_read_*`` takes the block at ``at`` and returns where to go on."""

    def __init__(self, sheet: Sheet, name: str, stem: str) -> None:
        self.sheet, self.name, self.stem = sheet, name, stem
        self.drafts: list[Draft] = []
        self.current: Draft | None = None
        self.pending: list[marks.Byline] = []  # bylines above the title of the next article
        self.turned: list[tuple[int, str]] = []  # notes that wait for the next article
        self.date = self.date_as = self.paper = self.number = ""

    def read(self) -> list[PageItem]:
        step = {
            "furniture": self._read_furniture, "meta": self._read_meta, "byline": self._read_byline,
            "credit": self._read_credit, "caption": self._read_caption, "lead": self._read_lead,
            "head": self._read_head, "body": self._read_body,
        }  # fmt: skip
        at = 0
        while at < len(self.sheet.blocks):
            start, at = at, step[self.sheet.kinds[at]](at)
            if turned := self.sheet.turns.get(start):
                self._note_turn(start, turned)
        self.drafts = [draft for draft in self.drafts if draft.paragraphs or draft.titles]
        if not self.drafts and self.sheet.blocks:  # marks, and nothing that they could belong to: then they are the text
            draft = Draft(1, self.sheet.blocks[-1].last)
            draft.paragraphs = [Paragraph(block.text, block.first) for block in self.sheet.blocks]
            draft.note(1, "没有认出文章，全文当作一篇正文")
            self.drafts = [draft]
        elif self.pending:
            for byline in self.pending:
                self.drafts[-1].sign(byline)
        return self._finish()

    def _open(self, at: int) -> Draft:
        draft = Draft(self.sheet.blocks[at].first, self.sheet.blocks[at].last)
        for byline in self.pending:
            draft.sign(byline)
        draft.notes.extend(self.turned)
        self.pending, self.turned = [], []
        self.drafts.append(draft)
        self.current = draft
        return draft

    # --- blocks that say something about an item or the page

    def _note_turn(self, at: int, words: str) -> None:
        note = (self.sheet.blocks[at].first, f"略去了“{words}”，本文在这个文件里不完整")
        if "接" in words and (self.current is None or self.current.closed or self.sheet.kinds[at] == "furniture"):
            self.turned.append(note)
        elif self.current:
            self.current.notes.append(note)

    def _read_furniture(self, at: int) -> int:
        text, draft = self.sheet.blocks[at].text, self.current
        if marks.is_turn(text):
            self._note_turn(at, text)
            return at + 1
        printed, number, paper = marks.printed_date(text), marks.page_number(text), marks.masthead(text)
        if printed and draft and not draft.paragraphs and not number and not paper:
            draft.date, draft.date_as = printed, text
        elif printed:
            self.date, self.date_as = printed, text
        self.paper, self.number = self.paper or paper, self.number or number
        return at + 1

    def _read_meta(self, at: int) -> int:
        text = self.sheet.blocks[at].text
        draft = self.current or self._open(at)
        if printed := marks.printed_date(text):
            draft.date, draft.date_as = printed, text
        if author := marks.meta_field(text, "作者", "记者"):
            draft.names.append(author)
            draft.bylines.append(text)
        draft.source = marks.meta_field(text, "来源", "來源", "稿源") or draft.source
        return at + 1

    def _read_byline(self, at: int) -> int:
        byline, draft = marks.read_byline(self.sheet.blocks[at].text), self.current
        if byline is None:
            raise AssertionError("the sheet called this block a byline")
        if draft is None or (
            draft.paragraphs and self.sheet.byline_first and self.sheet.kind(self.sheet.beside(at, +1)) == "head"
        ):
            self.pending.append(byline)
        elif draft.paragraphs:
            self._sign_tail(draft, at, byline)
        else:
            draft.sign(byline)
            draft.last = self.sheet.blocks[at].last
        return at + 1

    def _sign_tail(self, draft: Draft, at: int, byline: marks.Byline) -> None:
        if draft.names and not set(byline.names) & set(draft.names):
            draft.note(self.sheet.blocks[at].first, f"开头署名{'、'.join(draft.names)}，结尾又署名，也许是两篇文章")
        draft.sign(byline)
        draft.last, draft.closed = self.sheet.blocks[at].last, True

    def _read_credit(self, at: int) -> int:
        block = self.sheet.blocks[at]
        draft = self.current or self._open(at)
        draft.last = block.last
        last = draft.paragraphs[-1] if draft.paragraphs else None
        if last is None or draft.closed:
            draft.photos.append(block.text)
        elif not draft.titles or (len(draft.paragraphs) == 1 and not draft.mark and not draft.names):
            draft.photos.append(block.text)
            draft.kind, draft.closed = "caption", True
        elif len(draft.paragraphs) > 1 and not last.heading and marks.starts_fresh(last.text):
            draft.paragraphs.pop()
            draft.closed = True
            caption = self._open(at)
            caption.first, caption.kind, caption.closed = last.line, "caption", True
            caption.paragraphs, caption.photos = [last], [block.text]
            caption.note(last.line, f"“{block.text}”前的一段当作图片说明，与上一篇文章分开")
        else:
            draft.photos.append(block.text)
            draft.note(block.first, f"“{block.text}”当作本文的图片署名")
        return at + 1

    def _read_caption(self, at: int) -> int:
        block, article = self.sheet.blocks[at], self.current
        end = at + 1
        while end < len(self.sheet.kinds) and self.sheet.kinds[end] == "credit":
            end += 1
        previous = self.drafts[-1] if self.drafts else None
        if previous and previous.kind == "caption" and not previous.photos and marks.continues_caption(block.text):
            previous.paragraphs.append(Paragraph(block.text, block.first))
            previous.photos += [self.sheet.blocks[credits].text for credits in range(at + 1, end)]
            previous.last = self.sheet.blocks[end - 1].last
            return end
        bare = article is not None and bool(article.titles) and not article.paragraphs and not article.names
        own_title = bare and self.sheet.kind(self.sheet.beside(end - 1, +1)) not in ("body", "lead", "byline")
        caption = article if own_title and article else self._open(at)
        text, credit = marks.split_tail_credit(block.text) or (block.text, "")
        caption.kind, caption.closed, caption.last = "caption", True, self.sheet.blocks[end - 1].last
        caption.paragraphs.append(Paragraph(text, block.first))
        caption.photos += [credit] if credit else []
        caption.photos += [self.sheet.blocks[credits].text for credits in range(at + 1, end)]
        if article is not None and article is not caption and not article.closed:
            self.current = article  # a picture in the middle of an article, which goes on below
        return end

    # --- text

    def _read_lead(self, at: int) -> int:
        block = self.sheet.blocks[at]
        lead, draft = marks.read_lead(block.text), self.current
        if lead is None:
            raise AssertionError("the sheet called this block a lead")
        if draft is None or draft.closed or (draft.paragraphs and lead.mark):
            draft = self._open(at)
            draft.note(block.first, "电头前没有找到标题")
        draft.mark = draft.mark or lead.mark
        if lead.byline:
            draft.sign(lead.byline)
        self._add(draft, at, lead.rest)
        return at + 1

    def _read_body(self, at: int) -> int:
        draft = self.current
        if draft is None or draft.closed:
            draft = self._open(at)
        self._add(draft, at, self.sheet.blocks[at].text)
        return at + 1

    def _add(self, draft: Draft, at: int, text: str) -> None:
        """Append a piece of body text: as a new paragraph, or joined to the unfinished one before it."""
        line = self.sheet.blocks[at].first
        byline = self.sheet.tail_byline(at)
        if byline:
            text = text.removesuffix(byline.text).rstrip()
        last = draft.paragraphs[-1] if draft.paragraphs and not draft.paragraphs[-1].heading else None
        draft.last = self.sheet.blocks[at].last
        if last and not is_complete(last.text):
            if _UNSURE[0] < self.sheet.doubts.get(at - 1, 0.0) < _UNSURE[1]:
                draft.note(last.line, f"“{last.text}”当作段落的开头，与第{line}行接成一段，也可能是小标题")
            elif len(last.text) < 12 or marks.is_numbered(text) or re.match(r"[“「『►▶■□●◆]", text):
                draft.note(line, f"与第{last.line}行起的段落接成一段：前段没有句末标点，但接处不像一句话")
            last.text = glue(last.text, text)
        elif last and open_quote(last.text) and re.match(r"[^“「『]*[”」』]", text):
            draft.note(line, f"与第{last.line}行起的段落接成一段：前段的引号到这里才合上")
            last.text = glue(last.text, text)
        elif text:
            draft.paragraphs.append(Paragraph(text, line))
        if byline:
            self._sign_tail(draft, at, byline)

    def _read_head(self, at: int) -> int:
        sheet = self.sheet
        group = list(sheet.head_lines(at))
        weight, line, text = self._title_evidence(group), sheet.blocks[at].first, sheet.blocks[at].text
        if weight >= _TITLE:
            draft = self._open(at)
            if weight == _TITLE:
                draft.note(line, f"“{text}”当作标题，也可能是上一篇文章的小标题")
            if len(group) > 1:
                draft.note(line, f"标题由{len(group)}行接成，也可能含有栏目名、引题或小标题")
        else:
            draft = self.current or self._open(at)
            if weight >= 0:
                draft.note(line, f"“{text}”当作小标题，也可能是另一篇文章的标题")
            elif sheet.doubts.get(group[-1], 0.0) > _UNSURE[0]:
                draft.note(line, f"“{sheet.blocks[group[-1]].text}”当作小标题，也可能是被截断的段落")
            if draft.paragraphs and not is_complete(draft.paragraphs[-1].text):
                draft.note(line, "小标题前的段落没有句末标点，也许缺字")
        for block in (sheet.blocks[member] for member in group):
            numbered = bool(draft.titles) and marks.is_numbered(block.text)
            if weight >= _TITLE and not draft.paragraphs and not numbered:
                draft.titles.append(block.text)
            else:
                draft.paragraphs.append(Paragraph(block.text, block.first, heading=True))
            draft.last = block.last
        return group[-1] + 1

    def _title_evidence(self, group: list[int]) -> int:
        """How much speaks for a title (from ``_TITLE`` on) against a heading inside the current article.

        The weights order the evidence (a mark of its own beats a way of writing); they are not fitted to data.
        """
        sheet, draft = self.sheet, self.current
        if draft is None or self.pending:
            return 9
        if not draft.paragraphs and not draft.closed:
            return -9  # the article above has had its title and byline, and no text yet
        first = sheet.blocks[group[0]]
        below = body = sheet.beside(group[-1], +1)
        while body is not None and sheet.kinds[body] in ("byline", "credit", "meta"):
            body = sheet.beside(body, +1)
        return sum((
            3 * (sheet.kind(below) in ("byline", "meta")),
            3 * (sheet.kind(body) == "lead"),
            3 * draft.closed,
            1 * (sheet.kind(below) in ("credit", "caption")),
            2 * (sheet.kind(sheet.beside(group[0], -1)) in ("credit", "caption")),
            1 * (body is not None and marks.starts_fresh(sheet.blocks[body].text)),
            1 * (len(group) > 1),
            2 * any(marks.is_subtitle(sheet.blocks[at].text) for at in group),
            1 * sheet.set_off(group[0]),
            -3 * marks.is_numbered(first.text),
            -1 * (first.text[-1] in "？！?!"),
            -1 * ((sheet.has_leads and sheet.kind(body) != "lead") or sheet.byline_first),
        ))  # fmt: skip

    # --- the items

    def _finish(self) -> list[PageItem]:
        drafts = self.drafts
        for draft in drafts:
            if not draft.paragraphs:  # nothing is lost: a lone line is text, whatever it was meant to be
                draft.paragraphs, draft.titles = [Paragraph(line, draft.first) for line in draft.titles], []
        dates = date_items(
            [
                Undated(d.called, d.mark, "\n".join(p.text for p in d.paragraphs if not p.heading), d.date, d.date_as)
                for d in drafts
            ],
            self.date,
            self.date_as,
        )
        page = f"报纸版面 {self.name}" if len(drafts) > 1 else ""
        label = " ".join(filter(None, (self.paper, self.number))) or page
        ids = [self.stem] if len(drafts) == 1 else [f"{self.stem}-{n}" for n in range(1, len(drafts) + 1)]
        said: set[str] = set()  # what holds for the whole page is said once
        for draft, dated in zip(drafts, dates, strict=True):
            if (doubt := _date_doubt(dated)) and doubt not in said:
                draft.note(draft.first, doubt)
                said.add(doubt)
        return [make_item(*parts, label, self.name) for parts in zip(drafts, ids, dates, strict=True)]


def _date_doubt(dated: Dated) -> str:
    if not dated.date:
        return "没有找到可靠的日期"
    return "" if dated.sure else f"日期 {dated.date} 是推断的，依据见 date_evidence；同版各篇可能都要改"
