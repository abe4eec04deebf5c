"""A Word file (.docx) -> its article, with nothing but the standard library: paragraphs, headings, no hidden text.

The file is a zip archive of XML from anywhere: sizes are checked before anything is unpacked, document types and
entities are refused, macros, pictures and links are never looked at.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

from rag.errors import InputError
from rag.ingest.items import PageItem
from rag.ingest.newspaper import read_page
from rag.ingest.single import Line, make_article

_MAX_XML = 50_000_000  # bytes unpacked; a book of a million characters takes 10
_MAX_RATIO = 200  # unpacked to packed; text compresses to a tenth or so, bombs to a thousandth
_LEVEL = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)


def read_docx(data: bytes, *, name: str, stem: str) -> list[PageItem]:
    """The articles of a Word file: one if it marks its headings by styles, else as a text file would be read.

    Raises InputError: not a Word file, encrypted, too large unpacked, or holding a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = _member(archive, "word/document.xml", name)
            styles = _member(archive, "word/styles.xml", name) if "word/styles.xml" in archive.namelist() else b""
        lines = _Document(_levels(styles)).read(document)
    except _Forbidden as exc:
        raise InputError(f"{name} 里有文档类型声明（DOCTYPE），可能是恶意文件；没有读取。请另存为 txt 再导入。") from exc
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, expat.ExpatError) as exc:
        raise InputError(f"{name} 不是可读的 Word（.docx）文件，或者加了密码。请在 Word 里另存为 docx 或 txt 再导入。") from exc
    if not any(line.level for line in lines):
        return read_page("\n\n".join(line.text for line in lines), name=name, stem=stem)
    top = min(line.level for line in lines if line.level)
    first = next(line for line in lines if line.level == top)
    item = make_article([line for line in lines if line is not first], id=stem, title=first.text)
    return [item] if item else []


def _member(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    info = archive.getinfo(member)
    if info.file_size > _MAX_XML or info.file_size > _MAX_RATIO * max(info.compress_size, 1_000):
        raise InputError(f"{name} 解压后过大（{info.file_size / 1e6:.0f} MB），可能是恶意文件；没有读取。请另存为 txt 再导入。")
    with archive.open(info) as file:
        return file.read(_MAX_XML + 1)


class _Forbidden(Exception):
    """The XML declares a document type, which Word never writes and attacks need."""


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise _Forbidden

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _levels(styles: bytes) -> dict[str, int]:
    """Style id -> heading level; the title style is level 1."""
    levels: dict[str, int] = {}
    current = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        values = {_local(key): value for key, value in attributes.items()}
        if _local(name) == "style":
            current = values.get("styleId", "")
        elif _local(name) == "name" and current:
            style = values.get("val", "")
            if match := _LEVEL.fullmatch(style):
                levels[current] = int(match[1])
            elif style.lower() in ("title", "标题"):
                levels[current] = 1

    if styles:
        parser = _parser()
        parser.StartElementHandler = start
        parser.Parse(styles, True)
    return levels


class _Document:
    """Collects the paragraphs of word/document.xml; deleted, hidden and fallback text is left out."""

    _SKIPPED = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText", "drawing", "pict", "object"))

    def __init__(self, levels: dict[str, int]) -> None:
        self._levels = levels
        self._lines: list[Line] = []
        self._text: list[str] = []
        self._run: list[str] = []
        self._level = self._skipped = 0
        self._in_text = self._vanished = False

    def read(self, document: bytes) -> list[Line]:
        parser = _parser()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(document, True)
        return self._lines

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        value = next((value for key, value in attributes.items() if _local(key) == "val"), "")
        if tag in self._SKIPPED:
            self._skipped += 1
        elif tag == "p":
            self._flush()
        elif tag == "pStyle":
            self._level = self._levels.get(value, 0)
        elif tag == "outlineLvl" and value.isdigit() and int(value) < 6:
            self._level = int(value) + 1
        elif tag == "r":
            self._run, self._vanished = [], False
        elif tag == "vanish" and value not in ("0", "false"):
            self._vanished = True
        elif tag in ("tab", "br", "cr") and not self._skipped:
            self._run.append(" " if tag == "tab" else "\n")
        self._in_text = tag == "t"

    def _end(self, name: str) -> None:
        tag = _local(name)
        if tag in self._SKIPPED:
            self._skipped -= 1
        elif tag == "r":
            self._text += [] if self._vanished else self._run
            self._run = []
        elif tag == "p":
            self._flush()
        self._in_text = False

    def _characters(self, data: str) -> None:
        if self._in_text and not self._skipped:
            self._run.append(data)

    def _flush(self) -> None:
        for text in "".join(self._text).split("\n"):
            if text.strip():
                self._lines.append(Line(text.strip(), self._level))
        self._text, self._level = [], 0
