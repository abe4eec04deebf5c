"""A page as a row of blocks, each with its kind: what it is by its form and by what stands beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from rag.ingest import marks
from rag.ingest.edges import load_edges
from rag.ingest.lines import Block, has_gap, is_complete, split_blocks

BlockKind = Literal["furniture", "meta", "credit", "byline", "caption", "lead", "head", "body"]

CUT = 0.7  # the probability from which a short line is the start of a paragraph; a heading is the commoner of the two
_LINE = 11  # characters; a column's narrowest line holds about as many, so it cuts nothing shorter off
_PAGE = 200_000  # characters; a longer text is no page, and its statistics would cost more than they tell


def read_sheet(text: str) -> Sheet:
    """The blocks of a page and their kinds."""
    return Sheet(split_blocks(text, _stands_alone, _starts_block), text)


def _stands_alone(line: str) -> bool:
    return marks.is_page_furniture(line) or marks.is_meta(line) or marks.is_credit(line) or _is_marked(line)


def _starts_block(line: str) -> bool:
    lead = marks.read_lead(line)
    return bool(lead and lead.mark)


class Sheet:
    """Blocks by position, from 0. Built once, then only read.

    doubts: for head-like blocks, the probability that a column cut them from the paragraph that follows.
    turns: for blocks that named another page (下转第3版), those words, which the block no longer holds.
    """

    def __init__(self, blocks: list[Block], text: str) -> None:
        self.blocks: list[Block] = []
        self.kinds: list[BlockKind] = []
        self.doubts: dict[int, float] = {}
        self.turns: dict[int, str] = {}
        self._text = re.sub(r"\s", "", text[:_PAGE])
        self._counts: dict[str, int] = {}
        names: list[int] = []
        for at, block in enumerate(blocks):
            shown, turned = marks.drop_turns(block.text)
            if turned:
                self.turns[at] = turned
            kind = _kind_by_form(shown, block.last - block.first + 1)
            if kind == "byline" and not _is_marked(shown):
                names.append(at)
            self.blocks.append(replace(block, text=shown) if turned else block)
            self.kinds.append(kind)
        for at in names:
            self._settle_name(at)
        for at, kind in enumerate(self.kinds):
            if kind == "head":
                self._settle_head(at)
        first = next((kind for kind in self.kinds if kind != "furniture"), None)
        self.byline_first = first == "byline"  # this newspaper sets bylines above titles
        self.has_leads = "lead" in self.kinds
        gaps = Counter(self.blocks[at].gap for at, kind in enumerate(self.kinds) if kind in ("body", "lead", "head"))
        self._usual_gap = max(gaps, key=lambda gap: (gaps[gap], -gap), default=0)
        signed = [at for at, kind in enumerate(self.kinds) if kind == "head" and self._is_signed(at) and self.beside(at, -1) is not None]
        self._title_gaps = {self.blocks[at].gap for at in signed}

    def beside(self, at: int, step: Literal[-1, 1]) -> int | None:
        """The nearest block before (-1) or after (+1) that belongs to an article."""
        at += step
        while 0 <= at < len(self.kinds):
            if self.kinds[at] != "furniture":
                return at
            at += step
        return None

    def kind(self, at: int | None) -> str:
        """The kind of block ``at``; empty for None."""
        return "" if at is None else self.kinds[at]

    def head_lines(self, at: int) -> Iterator[int]:
        """The head lines that follow each other from ``at`` on."""
        while at < len(self.kinds) and self.kinds[at] == "head":
            yield at
            at += 1

    def tail_byline(self, at: int) -> marks.Byline | None:
        """The byline glued behind the block's last sentence, unless the words go on in the next block."""
        parts = marks.split_tail_byline(self.blocks[at].text)
        if not parts or parts[1].marked:
            return parts[1] if parts else None
        after = self.beside(at, +1)
        goes_on = after is not None and self.kinds[after] == "body" and not marks.starts_fresh(self.blocks[after].text)
        return None if goes_on or any(self._count(name) > 1 for name in parts[1].names) else parts[1]

    def set_off(self, at: int) -> int:
        """What the empty lines around a head line say for a title: 0 nothing, 3 it is set as the sure titles are."""
        if self.blocks[at].gap <= self._usual_gap:
            return 0
        if not self._title_gaps:
            return 2
        below = self.blocks[at + 1].gap if at + 1 < len(self.blocks) else 0
        return 3 if self.blocks[at].gap >= min(self._title_gaps) and below <= self._usual_gap else 1

    def _is_signed(self, at: int) -> bool:
        """Whether a head line is a title for sure: an agency mark follows, or a byline that text follows."""
        after = self.beside(at, +1)
        if after is not None and self.kinds[after] == "byline":
            return self.kind(self.beside(after, +1)) in ("body", "lead", "head", "meta", "credit", "caption")
        return self.kind(after) == "lead"

    def _count(self, words: str) -> int:
        if words not in self._counts:
            self._counts[words] = self._text.count(words)
        return self._counts[words]

    def _settle_name(self, at: int) -> None:
        """A block of bare names is a byline where one can stand; else it is a head line (方向, 成效)."""
        before, after = self.kind(self.beside(at, -1)), self.beside(at, +1)
        ends = after is None or self.kinds[after] != "body" or marks.starts_fresh(self.blocks[after].text)
        once = self._count(re.sub(r"\s", "", self.blocks[at].text)) == 1
        if not (before in ("", "head", "meta", "byline") or (once and ends)):
            self.kinds[at] = "head"

    def _settle_head(self, at: int) -> None:
        """A short piece of a paragraph that a column cut looks like a head line; what stands around it tells."""
        before, after = self.beside(at, -1), self.beside(at, +1)
        if before is None or self._is_signed(at):
            return
        inside = self.kinds[before] in ("body", "lead")
        if (inside and self.tail_byline(before)) or (
            self.kinds[before] == "byline" and self.kind(self.beside(before, -1)) != "head"
        ):
            return  # an article starts here, and this is its title
        if marks.opens_sentence(self.blocks[at].text):
            self.kinds[at] = "body"
            return
        exclaims = self.kind(after) == "head" and self.blocks[at].text[-1] in "？！?!"
        if inside and (exclaims or not is_complete(self.blocks[before].text)):
            self.kinds[at] = "body"
        elif after is not None and self.kinds[after] == "body" and not self.blocks[after].indented:
            self.doubts[at] = self._cut(at, after)
            if self.doubts[at] > CUT:
                self.kinds[at] = "body"

    def _cut(self, at: int, after: int) -> float:
        """The probability that block ``at`` is the start of a sentence that goes on in block ``after``."""
        text, rest = self.blocks[at].text, self.blocks[after].text
        if is_complete(text) or marks.is_numbered(text) or has_gap(text):
            return 0.0
        if marks.opens_sentence(text):
            return 1.0
        tail = text[-2:]
        others = self._count(tail) - 1
        if others >= 2 and self._count(tail + rest[0]) - 1 >= 0.8 * others:
            return 1.0  # the page always goes on after these two characters as here (东州高|新区)
        if len(text) < _LINE or marks.is_parallel(text):
            return 0.0
        return load_edges().cut(text, rest)


def _kind_by_form(text: str, lines: int) -> BlockKind:
    if marks.is_page_furniture(text):
        return "furniture"
    if marks.is_meta(text):
        return "meta"
    if marks.is_credit(text):
        return "credit"
    if marks.read_byline(text):
        return "byline"
    if marks.starts_caption(text) or marks.split_tail_credit(text):
        return "caption"
    if marks.read_lead(text):
        return "lead"
    return "head" if marks.is_head_line(text) and lines <= 2 else "body"


def _is_marked(text: str) -> bool:
    byline = marks.read_byline(text)
    return byline is not None and byline.marked
