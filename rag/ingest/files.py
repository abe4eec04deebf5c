"""Files and folders -> items, whatever their format; and names that are safe to write."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rag.errors import InputError
from rag.ingest.decode import decode, read_bytes
from rag.ingest.items import PageItem
from rag.ingest.markdown import has_front_matter, parse_markdown
from rag.ingest.newspaper import read_page
from rag.ingest.pdf import read_pdf
from rag.ingest.plain_markdown import has_headings, read_plain_markdown
from rag.ingest.web import decode_html, read_html
from rag.ingest.word import read_docx

SUFFIXES = (".md", ".markdown", ".txt", ".text", ".html", ".htm", ".docx", ".pdf")
_FOREIGN = (".doc", ".rtf", ".odt", ".wps", ".pages", ".epub", ".ceb")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST = 120  # bytes of a file name; the least that common file systems take is 255, and suffixes come on top


def safe_stem(text: str) -> str:
    """``text`` as the stem of a file name: no separators, control characters, device names or leading dots."""
    clean = "".join("_" if char in '/\\:*?"<>|' or unicodedata.category(char)[0] in "CZ" else char for char in text)
    clean = clean.strip("._ ") or "article"
    if _RESERVED.fullmatch(clean):
        clean = f"_{clean}"
    return clean.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore").rstrip("._ ")


def read_items(path: Path, *, encoding: str | None = None) -> list[PageItem]:
    """The articles and captions of one file. InputError names the file and the way out."""
    suffix, stem = path.suffix.lower(), safe_stem(path.stem)
    if suffix in _FOREIGN:
        raise InputError(f"{path}：还不支持 {suffix} 文件。请在原来的软件里另存为 UTF-8 的 txt 或 html 再导入。")
    data, markdown, note = read_bytes(path), suffix in (".md", ".markdown"), ""
    if suffix == ".docx":
        items = read_docx(data, name=path.name, stem=stem)
    elif suffix == ".pdf":
        items = read_pdf(data, name=path.name, stem=stem)
    elif suffix in (".html", ".htm"):
        decoded = decode_html(data, name=str(path), encoding=encoding)
        items, note = read_html(decoded.text, stem=stem), decoded.note
    else:
        decoded = decode(data, name=str(path), encoding=encoding)
        note = decoded.note
        if markdown and has_front_matter(decoded.text):
            items = [PageItem(parse_markdown(decoded.text, name=str(path), default_id=stem), (), ())]
        elif markdown and has_headings(decoded.text):
            items = read_plain_markdown(decoded.text, stem=stem)
        else:
            items = read_page(decoded.text, name=path.name, stem=stem)
    if not items:
        raise InputError(f"{path} 里没有可读的文章。请检查内容，或移走它。")
    if note:
        items[0] = replace(items[0], notes=(f"{path.name}：{note}，请看一眼。", *items[0].notes))
    return items


def find_files(path: Path) -> list[Path]:
    """The file itself, or the article files of a folder and its subfolders, sorted.

    Left out: hidden files and folders, ``raw`` folders, and links that lead out of the folder.
    Raises InputError for a missing path and for a folder without articles.
    """
    try:
        if not path.is_dir():
            return [path]
        found = sorted(_walk(path, path.resolve()), key=str)
    except (OSError, ValueError) as exc:
        raise InputError(f"无法读取 {path}：{getattr(exc, 'strerror', None) or exc}。请检查路径和权限。") from exc
    if not found:
        raise InputError(f"文件夹 {path} 里没有文章（{'、'.join(SUFFIXES)}）。请放入文章，或用 rag import 导入。")
    return found


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    for base, folders, files in os.walk(folder):  # does not follow links to folders
        folders[:] = [name for name in folders if not name.startswith(".") and name != "raw"]
        for name in files:
            path = Path(base, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                continue
            yield path
