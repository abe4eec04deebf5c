"""The lines of a page dump put together again: hard-wrapped columns become blocks, cut paragraphs become whole.

A *block* is what the layout shows as one unit (a title, a byline, a paragraph or a piece of one). Two questions
are answered here from form alone: does this line go on in the next one, and does this paragraph lack its end?
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INDENT = re.compile(r"(?:\u3000|[ \t\u00a0]{2,}|\t)[ \t\u00a0\u3000]*")
_CENTRED = 10  # cells of white space from which a line is centred, as titles are, rather than indented
_INVISIBLE = (  # all that str.strip takes, and the two marks of no width
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000\ufeff\u200b"
)
_CLOSERS = "”’」』）)】》〉]\"'"
_FINAL = "。！？!?…：:；;｡"
_PAIRS = {"”": "“", "’": "‘", "」": "「", "』": "『", "）": "（", ")": "(", "》": "《", "】": "【"}
_GAP = re.compile(r"[\u3400-\u9fff”」][ \u3000]+[\u3400-\u9fff“「]")  # between the halves of a headline
_LATIN, _LATIN_END = re.compile("[A-Za-z]"), re.compile("[A-Za-z,.;]")
_NARROWEST, _WIDEST = 16, 120  # cells of a column: 8 to 60 Chinese characters
_RAGGED = 3  # cells by which a full line may miss the column's width: numbers and words that are not cut
_HANGING = 6  # cells by which closing marks, which start no line, may stand out of the column


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of the layout. first, last: 1-based line numbers in the file; gap: empty lines above it."""

    text: str
    first: int
    last: int
    gap: int = 0
    indented: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    number: int
    cells: int
    indented: bool
    alone: bool
    starts: bool


def is_complete(text: str) -> bool:
    """Whether a paragraph ends as paragraphs do: at a sentence end, a colon or a semicolon, closing marks aside."""
    core = text.rstrip(_INVISIBLE).rstrip(_CLOSERS)
    if not core:
        return True
    return core[-1] in _FINAL or bool(re.fullmatch(r"[\u4e00-\u9fffA-Za-z]\.", core[-2:]))


def open_quote(text: str) -> bool:
    """Whether a quotation or bracket opened in ``text`` is still open at its end; stray closing marks do not count."""
    opened: list[str] = []
    for char in text:
        if char in _PAIRS.values():
            opened.append(char)
        elif char in _PAIRS and _PAIRS[char] in opened:
            while opened.pop() != _PAIRS[char]:
                pass
    return bool(opened)


def has_gap(text: str) -> bool:
    """Whether a space parts Chinese words, as between the halves of a headline and never inside a sentence."""
    return bool(_GAP.search(text))


def glue(*pieces: str) -> str:
    """The pieces of one paragraph: nothing between them, but a space between two Latin words."""
    parts = [pieces[0]]
    for left, right in pairwise(pieces):
        if left and right and _LATIN_END.match(left[-1]) and _LATIN.match(right[0]):
            parts.append(" ")
        parts.append(right)
    return "".join(parts)


def split_blocks(text: str, stands_alone: Callable[[str], bool], starts_block: Callable[[str], bool]) -> list[Block]:
    """The blocks of a page, in its order.

    stands_alone: whether a line is a mark of its own (a byline, a page header), outside every paragraph.
    starts_block: whether a line starts a paragraph whatever stands above it (本报讯).
    """
    lines = _read_lines(text, stands_alone, starts_block)
    columns = _column_widths(lines)
    indents = any(line is not None and line.indented for line in lines) and bool(columns)
    blocks: list[Block] = []
    gap = 0
    at = 0
    while at < len(lines):
        first = lines[at]
        if first is None:
            gap, at = gap + 1, at + 1
            continue
        pieces, last = [first.text], first
        heads = not first.indented and ((indents and _is_short(first, columns)) or has_gap(first.text))
        while not heads and (below := _continuation(lines, last.number - 1, columns, indents)):
            pieces.append(below.text)
            last = below
        blocks.append(Block(glue(*pieces), first.number, last.number, gap, first.indented))
        gap, at = 0, last.number
    return blocks


def _read_lines(
    text: str, stands_alone: Callable[[str], bool], starts_block: Callable[[str], bool]
) -> list[_Line | None]:
    """One entry a line; None for an empty one."""
    lines: list[_Line | None] = []
    for number, raw in enumerate(_BREAK.split(text), start=1):
        body = raw.strip(_INVISIBLE)
        shown = raw.rstrip(_INVISIBLE).lstrip("\ufeff\u200b")
        space = _INDENT.match(shown)
        centred = space is not None and _cells(space.group()) >= _CENTRED
        alone = stands_alone(body) or centred
        starts = bool(space) or alone or starts_block(body)
        lines.append(_Line(body, number, _cells(shown), bool(space) and not centred, alone, starts) if body else None)
    return lines


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _column_widths(lines: list[_Line | None]) -> frozenset[int]:
    """Widths at which lines are broken by the column: lines of that width follow each other, sentences unfinished.

    Where many lines are longer, no column broke them, and the likeness of some is chance.
    """
    runs: Counter[int] = Counter()
    for line, below in pairwise(lines):
        if line is None or below is None or line.alone or below.starts or is_complete(line.text):
            continue
        if _NARROWEST <= line.cells <= _WIDEST and below.cells <= line.cells + _HANGING:  # its last mark may stand out
            runs[line.cells] += 1
    widths = [w for w in runs if sum(runs[w + step] for step in range(-_RAGGED, _RAGGED + 1)) >= 2]
    longer = sum(line.cells > max(widths, default=0) + _HANGING for line in lines if line)
    return frozenset(widths if longer <= 0.1 * sum(map(bool, lines)) else [])


def _is_short(line: _Line, columns: frozenset[int]) -> bool:
    return not any(-_RAGGED <= line.cells - width <= _HANGING for width in columns)


def _continuation(lines: list[_Line | None], at: int, columns: frozenset[int], indents: bool) -> _Line | None:
    """The line below ``at`` if the column alone parts the two."""
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else None
    if line is None or below is None or line.alone or below.starts or _is_short(line, columns):
        return None
    if not is_complete(line.text):
        return below
    # A sentence ends exactly at the edge. A head line follows if the next line is short, unfinished, and a paragraph
    # starts under it; else the paragraph goes on where indents would show that it does not.
    after = lines[at + 2] if at + 2 < len(lines) else None
    if _is_short(below, columns) and not is_complete(below.text) and (after is None or after.starts or not indents):
        return None
    return below if indents or not _is_short(below, columns) else None
