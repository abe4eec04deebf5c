"""An answer as Markdown, to keep or to send on: what it says, and each source with its place and its words.

Every character that means something to Markdown is escaped: what a document says stays text there too.
"""

from __future__ import annotations

import re

from rag.types import Answer, Citation

_MEANING = re.compile(r"[\\`*_\[\]<>|~&$@]|(?<=https):|(?<=http):|(?<=ftp):|(?<=www)\.", re.IGNORECASE)
_SIGN = re.compile(r"^[#+\-=]")
_NUMBER = re.compile(r"^(\d+)([.)])")


def chinese_date(date: str) -> str:
    """``2021-05`` becomes ``2021年5月``: as precise as it is known. Anything else is given back as it is."""
    if not re.fullmatch(r"\d{4}(-\d\d?){0,2}", date):
        return date
    return "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))


def place(citation: Citation) -> str:
    """``《title》，2021年5月，第4段``."""
    title = f"《{citation.title}》" if citation.title else "（无标题）"
    return "，".join(part for part in (title, chinese_date(citation.date), f"第{citation.paragraph}段") if part)


def plain_text(answer: Answer) -> str:
    """What 复制 puts on the clipboard: question, answer, sources with their quotes."""
    sources = [f"[{c.marker}] {place(c)}：{c.quote}" for c in answer.citations]
    return "\n".join([f"问：{answer.question}", f"答：{answer.text}", *sources])


def to_markdown(answer: Answer) -> str:
    """Question, answer or refusal, and the sources: title, date, paragraph, characters, verbatim quote."""
    searched = answer.searched if answer.searched != answer.question else ""
    parts = [
        f"## 问：{escape_markdown(answer.question)}",
        f"（按“{escape_markdown(searched)}”检索）" if searched else "",
        *map(escape_markdown, answer.text.split("\n")),
        "### 出处" if answer.citations else "",
        *(_source(citation) for citation in answer.citations),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _source(citation: Citation) -> str:
    where = f"{escape_markdown(place(citation))}，第{citation.start}至{citation.end}字"
    return f"\\[{citation.marker}\\] {where}\n\n> {escape_markdown(citation.quote)}"


def escape_markdown(text: str) -> str:
    """``text`` as one line of which Markdown shows every character: no markup, no link, no list, no heading."""
    line = re.sub(r"[\n\r]+", " ", text).lstrip(" \t")
    escaped = _MEANING.sub(lambda found: f"\\{found.group()}", line)
    return _NUMBER.sub(r"\1\\\2", _SIGN.sub(lambda found: f"\\{found.group()}", escaped))
