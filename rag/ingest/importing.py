"""``rag import``: raw files -> corpus files that a person can correct, and never loses corrections again."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rag.errors import InputError, RagError
from rag.ingest.decode import read_bytes
from rag.ingest.files import find_files, read_items, safe_stem
from rag.ingest.markdown import write_markdown
from rag.types import Article


@dataclass(frozen=True, slots=True)
class Imported:
    """One corpus file. notes: Chinese, what a person should look at, each with file and line."""

    path: Path
    article: Article
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """articles: in the order of the files; problems: Chinese, each with its place and the way out."""

    articles: tuple[Imported, ...]
    problems: tuple[str, ...]


def import_files(
    paths: Iterable[str | os.PathLike[str]], corpus: Path, *, overwrite: bool = False, encoding: str | None = None
) -> ImportReport:
    """Write ``corpus/<id>.md`` for every article of every file, and keep the file in ``corpus/raw/``.

    A corpus file or raw file that exists with other content stays as it is unless ``overwrite``. What goes wrong
    with one file is a problem in the report and stops no other file.
    """
    articles: list[Imported] = []
    problems: list[str] = []
    written: dict[Path, Path] = {}
    for given in paths:
        try:
            files = find_files(Path(given))
        except InputError as exc:
            problems.append(str(exc))
            continue
        for file in files:
            try:
                _import_file(file, corpus, overwrite, encoding, written, articles, problems)
            except RagError as exc:
                problems.append(str(exc))
            except OSError as exc:
                problems.append(f"无法写入 {exc.filename or corpus}：{exc.strerror}。请检查磁盘空间和权限。")
    return ImportReport(tuple(articles), tuple(problems))


def _import_file(
    file: Path,
    corpus: Path,
    overwrite: bool,
    encoding: str | None,
    written: dict[Path, Path],
    articles: list[Imported],
    problems: list[str],
) -> None:
    raw = corpus / "raw" / (safe_stem(file.stem) + file.suffix.lower())
    items = read_items(file, encoding=encoding)
    data = read_bytes(file)
    if file.resolve().is_relative_to(corpus.resolve()) and file.resolve().parent != raw.parent.resolve():
        raise InputError(f"{file} 已经在文集 {corpus} 里，不必导入。")
    if raw.exists() and raw.read_bytes() != data and (not overwrite or raw in written):
        raise InputError(f"{raw} 已存在，内容与 {file} 不同；没有导入。请给文件改名，或加 --overwrite 覆盖。")
    _write(raw, data)
    written[raw] = file
    for item in items:
        path = corpus / f"{safe_stem(item.article.id)}.md"
        if path in written:
            problems.append(f"{file} 与 {written[path]} 都要写 {path}；没有写第二个。请给其中一个文件改名或改 id。")
            continue
        text = write_markdown(item.article, (*item.details, ("raw", f"raw/{raw.name}")))
        if path.exists() and path.read_bytes() != text.encode("utf-8") and not overwrite:
            problems.append(f"{path} 已存在，内容不同（也许人工改过）；没有覆盖。要放弃原来的内容请加 --overwrite。")
            continue
        _write(path, text.encode("utf-8"))
        written[path] = file
        articles.append(Imported(path, item.article, item.notes))


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: written beside the target, then renamed onto it."""
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(staged, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(staged, path)
    finally:
        staged.unlink(missing_ok=True)
