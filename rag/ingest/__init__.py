"""Stage 1, ingest: files in any Chinese encoding -> ``Article``s; raw pages -> corpus files."""

from __future__ import annotations

import os
from pathlib import Path

from rag.errors import InputError
from rag.ingest.files import find_files, read_items
from rag.ingest.importing import Imported, ImportReport, import_files
from rag.types import Article

__all__ = ["ImportReport", "Imported", "import_files", "load_articles"]

_SHOWN = 5  # problems that one message lists


def load_articles(path: str | os.PathLike[str], *, encoding: str | None = None) -> list[Article]:
    """The articles of a file or of a folder with its subfolders, in the order of their paths.

    A corpus file (Markdown with front matter) gives one; a newspaper page gives several, ids ``stem-1``, ``stem-2``.
    encoding: as Python names it; None finds it out.
    Raises InputError for what cannot be read, naming every place (the first few of many), and for ids that occur twice.
    """
    articles: list[Article] = []
    homes: dict[str, Path] = {}
    problems: list[str] = []
    for file in find_files(Path(path)):
        try:
            found = [item.article for item in read_items(file, encoding=encoding)]
        except InputError as exc:
            problems.append(str(exc))
            continue
        for article in found:
            if article.id in homes:
                problems.append(f"{homes[article.id]} 和 {file} 的 id 都是“{article.id}”。请改其中一个的 id 或文件名。")
            else:
                homes[article.id] = file
                articles.append(article)
    if problems:
        more = f"\n……另有{len(problems) - _SHOWN}处问题。" if len(problems) > _SHOWN else ""
        raise InputError("\n".join(problems[:_SHOWN]) + more)
    return articles
