"""Markdown without front matter -> its articles, as a reader sees them: no markup, no HTML, no picture."""

from __future__ import annotations

import re

from rag.ingest.items import PageItem
from rag.ingest.lines import glue
from rag.ingest.single import Line, make_article
from rag.ingest.web import visible_lines

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}$")
_QUOTE_OR_ITEM = re.compile(r"[ \t]*(?:>[ \t]?|[-*+][ \t]+)+")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()\s]*(?:\s\"[^\"]*\")?\)|\[[^\[\]]*\])")
_EMPHASIS = re.compile(
    r"(\*\*|__|~~|`)(?=\S)([^*_~`\n]{1,500}?)(?<=\S)\1|(?<![\d*])\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*(?![\d*])"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def has_headings(text: str) -> bool:
    """Whether the file is structured by Markdown headings; without them it is read as plain text."""
    return any(_HEADING.match(line) for line in text.split("\n"))


def read_plain_markdown(text: str, *, stem: str) -> list[PageItem]:
    """One article for each ``# `` line (or one in all); ids ``stem`` or ``stem-1``, ``stem-2``."""
    parts: list[list[Line]] = [[]]
    for line in _lines(text):
        if line.level == 1 and (parts[-1] or len(parts) > 1):
            parts.append([])
        parts[-1].append(line)
    items = []
    parts = [part for part in parts if any(not line.level for line in part)]
    for number, part in enumerate(parts, start=1):
        first = next((line for line in part if line.level), None)
        title = first.text if first and (first.level == 1 or part[0] is first) else ""
        body = [line for line in part if not (title and line is first)]
        item = make_article(body, id=stem if len(parts) == 1 else f"{stem}-{number}", title=title)
        if item:
            items.append(item)
    return items


def _lines(text: str) -> list[Line]:
    if "<" in text:
        text = "\n".join(visible_lines(text))
    lines: list[Line] = []
    open_paragraph = fenced = False
    for raw in re.split(r"\r\n|[\n\r\u2028\u2029]", text):
        if _FENCE.match(raw):
            fenced, open_paragraph = not fenced, False
            continue
        heading = None if fenced else _HEADING.match(raw)
        item = _QUOTE_OR_ITEM.match(raw)
        shown = heading.group(2) if heading else raw[item.end() :] if item and not fenced else raw
        body = _inline(shown).strip("\u3000 \t")
        if _UNDERLINE.match(raw) and open_paragraph and lines and not fenced:
            lines[-1] = Line(lines[-1].text, 1 if "=" in raw else 2)
            open_paragraph = False
        elif not body or _RULE.match(raw):
            open_paragraph = False
        elif heading:
            lines.append(Line(body, len(heading.group(1))))
            open_paragraph = False
        elif open_paragraph and not item and not fenced:
            lines[-1] = Line(glue(lines[-1].text, body))
        else:
            lines.append(Line(body))
            open_paragraph = not raw.endswith(("  ", "\\"))
    return lines


def _inline(text: str) -> str:
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    for _ in range(2):  # emphasis inside emphasis
        text = _EMPHASIS.sub(lambda match: match[2] or match[3], text)
    return _ESCAPED.sub(r"\1", text)
