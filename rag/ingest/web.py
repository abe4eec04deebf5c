"""A saved web page -> its article: visible text only, never a script, a style, a comment or what the page hides."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from rag.errors import InputError
from rag.ingest import marks
from rag.ingest.decode import Decoded, decode
from rag.ingest.items import PageItem
from rag.ingest.single import Line, make_article

_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "audio", "video", "head",
    "nav", "footer", "aside", "form", "button", "select", "textarea", "dialog",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
))  # fmt: skip
_CLOSES_ITSELF = frozenset(("p", "li", "dt", "dd", "tr", "td", "th"))  # a start tag ends an open element of its name
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d])", re.IGNORECASE
)
_DATES = frozenset((
    "pubdate", "publishdate", "publish_time", "publishtime", "article:published_time", "og:published_time", "date",
    "datepublished",
))  # fmt: skip
_OPENER = re.compile(r"<!--|<[!?]|<script\b|<style\b|<", re.IGNORECASE)
_ENDS = {"<!--": "-->", "<script": "</script>", "<style": "</style>"}
_LONGEST_TAG = 10_000  # characters
_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]+\s).*$")  # 标题_频道_网站 in <title>
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)


def decode_html(data: bytes, *, name: str, encoding: str | None = None) -> Decoded:
    """As ``decode``; the charset that the page declares is believed only where the bytes leave it open."""
    declared = _CHARSET.search(data[:4096])
    charset = declared.group(1).decode("ascii").lower() if declared else ""
    try:
        found = decode(data, name=name, encoding=encoding)
    except InputError:
        if not charset or encoding:
            raise
        return decode(data, name=name, encoding=_family(charset))
    if charset and not encoding and not data.isascii() and _family(found.encoding) != _family(charset):
        return Decoded(found.text, found.encoding, f"网页声明的编码是 {charset}，按实际内容用了 {found.encoding}")
    return found


def _family(encoding: str) -> str:
    name = encoding.lower().replace("_", "-")
    families = {"utf-8-sig": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}
    return (families | {"big5": "cp950", "big5-hkscs": "cp950"}).get(name, name)


def read_html(text: str, *, stem: str) -> list[PageItem]:
    """The article of a page, or an empty list when nothing is visible."""
    page = _parse(text)
    lines = page.inner if sum(len(line.text) for line in page.inner) > 100 else page.lines
    first = next((line for line in lines if line.level == 1), None)
    title = first.text if first else _SITE.sub("", page.title) or page.title
    item = make_article(
        [line for line in lines if line is not first],
        id=stem, title=title, date=page.date, date_evidence=f"网页标明“{page.date_as}”" if page.date else "",
        author=page.meta.get("author", ""), source=page.meta.get("source", page.meta.get("og:site_name", "")),
    )  # fmt: skip
    return [item] if item else []


def visible_lines(text: str) -> list[str]:
    """The lines of a text with embedded HTML, line breaks kept, tags and everything hidden left out."""
    page = _parse(text, keep_breaks=True)
    return [part for line in page.lines for part in line.text.split("\n")]


def _parse(text: str, *, keep_breaks: bool = False) -> _Page:
    page = _Page(keep_breaks=keep_breaks)
    page.feed(_tidy(text))
    page.close()
    return page


def _tidy(text: str) -> str:
    """Without scripts, styles, comments and declarations, and with ``<`` as text where no tag is closed near by.

    A browser reads it the same way; Python's parser takes quadratic time over what is never closed.
    """
    kept: list[str] = []
    lowered = text.lower() if len(text.lower()) == len(text) else text
    at, close = 0, -1
    for match in _OPENER.finditer(lowered):
        start = match.start()
        if start < at:
            continue  # inside what was dropped
        kept.append(text[at:start])
        opener = match.group()
        if opener == "<":
            if close < start:
                close = text.find(">", start)
                close = close if close >= 0 else len(text) + _LONGEST_TAG + 1
            kept.append("<" if close - start <= _LONGEST_TAG else "&lt;")
            at = start + 1
        else:
            end = _ENDS.get(opener, ">")
            found = lowered.find(end, match.end())
            at = found + len(end) if found >= 0 else len(text)
    return "".join([*kept, text[at:]])


class _Page(HTMLParser):
    """Collects visible lines; ``inner`` holds those inside <article> or <main>."""

    def __init__(self, *, keep_breaks: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self._keep_breaks = keep_breaks
        self.lines: list[Line] = []
        self.inner: list[Line] = []
        self.meta: dict[str, str] = {}
        self.title = self.date = self.date_as = ""
        self._open: list[tuple[str, bool]] = []  # (tag, hidden)
        self._count: Counter[str] = Counter()
        self._hidden = 0
        self._text: list[str] = []
        self._title: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag == "meta":
            key = (values.get("name") or values.get("property") or values.get("itemprop") or "").lower()
            self.meta.setdefault(key, values.get("content", "").strip())
            if key in _DATES:
                self._see_date(values.get("content", ""))
        if tag == "time":
            self._see_date(values.get("datetime", ""))
        if tag in _BLOCKS:
            self._end_line()
        if tag in _VOID:
            return
        if tag in _CLOSES_ITSELF and self._open and self._open[-1][0] == tag:
            self.handle_endtag(tag)
        hidden = tag in _SKIPPED or "hidden" in values or values.get("aria-hidden") == "true"
        hidden = hidden or bool(_HIDDEN.search(values.get("style", "")))
        self._open.append((tag, hidden))
        self._count[tag] += 1
        self._hidden += hidden

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
        if not self._count[tag]:
            return
        while self._open:
            name, hidden = self._open.pop()
            self._count[name] -= 1
            self._hidden -= hidden
            if name == tag:
                break
        if tag == "title" and not self.title:
            self.title = _squeeze("".join(self._title))

    def handle_data(self, data: str) -> None:
        if self._count["title"] and not self._count["svg"]:
            self._title.append(data)
        elif not self._hidden:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_line()

    def _see_date(self, value: str) -> None:
        if not self.date and (date := marks.printed_date(value)):
            self.date, self.date_as = date, value.strip()

    def _end_line(self) -> None:
        text = "".join(self._text)
        text = text if self._keep_breaks else _squeeze(text)
        self._text.clear()
        if not text:
            return
        level = next((n for n in range(1, 7) if self._count[f"h{n}"]), 0)
        line = Line(text, level)
        self.lines.append(line)
        if self._count["article"] or self._count["main"]:
            self.inner.append(line)


def _squeeze(text: str) -> str:
    """White space as a browser shows it, but none where a line break parted two Chinese characters."""
    text = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])", "", text)
    return re.sub(r"[\s\u200b]+", " ", text).strip("\u3000 \ufeff")
