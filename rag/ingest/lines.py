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

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INDENT = re.compile(r"\u3000|[ \t\u00a0]{2,}|\t")
_INVISIBLE = "\ufeff\u200b\u00a0 \t\u3000"
_CLOSERS = "”’」』）)】》〉]\"'"
_FINAL = "。！？!?…：:；;｡"
_PAIRS = {"”": "“", "’": "‘", "」": "「", "』": "『", "）": "（", ")": "(", "》": "《", "】": "【"}
_NARROWEST, _WIDEST = 16, 120  # cells of a column: 8 to 60 Chinese characters
_RAGGED = 3  # cells by which a full line may miss the column's width: kinsoku, digits and words that are not cut


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


def is_complete(text: str) -> bool:
    """Whether a paragraph ends as paragraphs do: at a sentence end, a colon or a semicolon, closing marks aside."""
    core = text.rstrip(_INVISIBLE).rstrip(_CLOSERS)
    if not core:
        return True
    return core[-1] in _FINAL or bool(re.search(r"[\u4e00-\u9fffA-Za-z]\.$", core))


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


def glue(left: str, right: str) -> str:
    """Two pieces of one paragraph: nothing between them, but a space between two Latin words."""
    between = " " if re.search(r"[A-Za-z,.;]$", left) and re.match(r"[A-Za-z]", right) else ""
    return f"{left}{between}{right}"


def split_blocks(text: str, stands_alone: Callable[[str], bool]) -> list[Block]:
    """The blocks of a page, in its order.

    stands_alone: whether a line is a mark of its own (a byline, a page header) that no column continues.
    """
    lines = _read_lines(text)
    columns = _column_widths(lines)
    indents = any(line is not None and line.indented for line in lines) and bool(columns)
    blocks: list[Block] = []
    gap = 0
    at = 0
    while at < len(lines):
        line = lines[at]
        if line is None:
            gap, at = gap + 1, at + 1
            continue
        body, last = line.text, at
        if columns and not stands_alone(line.text) and not (indents and not line.indented and _is_short(line, columns)):
            while _goes_on(lines, last, columns, indents, stands_alone):
                last += 1
                body = glue(body, lines[last].text)  # type: ignore[union-attr]  # _goes_on saw a line there
        blocks.append(Block(body, line.number, lines[last].number, gap, line.indented))  # type: ignore[union-attr]
        gap, at = 0, last + 1
    return blocks


def _read_lines(text: str) -> list[_Line | None]:
    """One entry a line; None for an empty one."""
    lines: list[_Line | None] = []
    for number, raw in enumerate(_BREAK.split(text), start=1):
        body = raw.strip(_INVISIBLE)
        shown = raw.rstrip(_INVISIBLE).lstrip("\ufeff\u200b")
        lines.append(_Line(body, number, _cells(shown), bool(_INDENT.match(shown))) if body else None)
    return lines


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _column_widths(lines: list[_Line | None]) -> frozenset[int]:
    """Widths at which lines are broken by the column: lines of that width follow each other, sentences unfinished."""
    runs: Counter[int] = Counter()
    for line, below in zip(lines, lines[1:], strict=False):
        if line is None or below is None or below.indented or is_complete(line.text):
            continue
        if _NARROWEST <= line.cells <= _WIDEST and abs(line.cells - below.cells) <= _RAGGED:
            runs[line.cells] += 1
    return frozenset(
        width for width in runs if sum(runs[width + step] for step in range(-_RAGGED, _RAGGED + 1)) >= 2
    )


def _is_short(line: _Line, columns: frozenset[int]) -> bool:
    return all(line.cells < width - _RAGGED or line.cells > width + _RAGGED for width in columns)


def _goes_on(
    lines: list[_Line | None], at: int, columns: frozenset[int], indents: bool, stands_alone: Callable[[str], bool]
) -> bool:
    """Whether the column alone broke the line at ``at``."""
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else None
    if line is None or below is None or below.indented or _is_short(line, columns) or stands_alone(below.text):
        return False
    if not is_complete(line.text):
        return True
    # A sentence ends exactly at the edge: the next line is a head line if it is short, unfinished, and a
    # paragraph starts under it; else the paragraph goes on where indents would show that it does not.
    after = lines[at + 2] if at + 2 < len(lines) else None
    if _is_short(below, columns) and not is_complete(below.text) and (after is None or after.indented or not indents):
        return False
    return indents or not _is_short(below, columns)
