"""One generation: its files, and how they are written, verified and read."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from rag import __version__
from rag.errors import CorruptIndex
from rag.index.build import FORMAT, Index, article_json
from rag.index.dense import DenseIndex
from rag.index.lexical import LexicalIndex
from rag.index.manifest import MANIFEST, Manifest
from rag.types import Article, Passage

VECTORS, PASSAGES, ARTICLES, CANARIES = "vectors.faiss", "passages.jsonl", "articles.jsonl", "canary.npy"
_LEXICAL = {field.name: f"bm25.{field.name}.npy" for field in fields(LexicalIndex)}
_NAMES = {VECTORS, PASSAGES, ARTICLES, CANARIES, *_LEXICAL.values()}


def content_of(index: Index) -> dict[str, bytes]:
    """File name -> bytes. A passage is stored as its place; its text is a slice of its article."""
    passages = (json.dumps([p.article_id, p.paragraph, p.start, p.end], ensure_ascii=False) for p in index.passages)
    return {
        VECTORS: index.dense.to_bytes(),
        PASSAGES: "".join(row + "\n" for row in passages).encode("utf-8", "surrogatepass"),
        ARTICLES: "".join(map(article_json, index.articles)).encode("utf-8", "surrogatepass"),
        CANARIES: _npy(index.canary),
        **{name: _npy(getattr(index.lexical, field)) for field, name in _LEXICAL.items()},
    }


def manifest_of(index: Index, content: dict[str, bytes]) -> Manifest:
    """The manifest of ``index``, whose files hold ``content``."""
    import faiss

    return Manifest(
        format=FORMAT,
        created=index.created,
        fingerprint=index.fingerprint,
        corpus_sha256=index.corpus_sha256,
        max_chars=index.max_chars,
        metric="inner product of unit vectors",
        embedder={"name": index.embedder_name, "fingerprint": index.embedder_fingerprint, "dim": index.dense.dim},
        counts={
            "articles": len(index.articles),
            "passages": len(index.passages),
            "vectors": len(index.dense),
            "lexical": len(index.lexical.lengths),
        },
        versions={"baowen": __version__, "faiss": faiss.__version__, "numpy": np.__version__},
        articles={article.id: _article_digest(article) for article in index.articles},
        files={name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in content.items()},
    )


def file_digest(path: Path) -> str:
    """sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inside(generation: Path, name: str) -> Path:
    """A file of the generation; raises CorruptIndex when a symbolic link leads out of the index folder."""
    path = generation / name
    if not path.resolve().is_relative_to(generation.parent.resolve()):
        raise CorruptIndex(f"{path} 是指向索引目录之外的链接")
    return path


def _npy(array: np.ndarray[Any, Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def _article_digest(article: Article) -> str:
    return hashlib.sha256(article_json(article).encode("utf-8", "surrogatepass")).hexdigest()


def damages(generation: Path, manifest: Manifest, *, hashed: bool) -> Iterator[str]:
    """Files that are missing or not as the manifest says: their size, and where ``hashed`` their content."""
    for name in sorted(_NAMES - manifest.files.keys()):
        yield f"{generation / MANIFEST} 没有记载文件 {name}"
    for name, entry in manifest.files.items():
        try:
            path = inside(generation, name)
            if (size := path.stat().st_size) != entry["size"]:
                yield f"{path} 有 {size} 字节，清单记的是 {entry['size']} 字节"
            elif hashed and (found := file_digest(path)) != entry["sha256"]:
                yield f"{path} 的 SHA-256 是 {found[:12]}……，清单记的是 {entry['sha256'][:12]}……"
        except FileNotFoundError:
            yield f"缺少文件 {generation / name}"
        except OSError as exc:
            yield f"读不了文件 {generation / name}（{exc.strerror}）"
        except CorruptIndex as exc:
            yield str(exc)


def read(generation: Path, manifest: Manifest) -> Index:
    """The files as an index; raises CorruptIndex when one cannot be read or the counts differ."""
    name = ""
    try:
        name = ARTICLES
        articles = tuple(_article(row) for row in _rows(generation / name))
        by_id = {article.id: article for article in articles}
        name = PASSAGES
        passages = tuple(_passage(by_id, *row) for row in _rows(generation / name))
        name = CANARIES
        canary = np.load(generation / name, allow_pickle=False)
        arrays = {}
        for field, name in _LEXICAL.items():
            # As plain arrays: slices of a memmap object cost ten times as much.
            arrays[field] = np.asarray(np.load(generation / name, mmap_mode="r", allow_pickle=False))
        name = VECTORS
        dense = DenseIndex.from_bytes((generation / name).read_bytes())
    except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError, CorruptIndex) as exc:
        raise CorruptIndex(f"{generation / name} 的内容读不出来（{exc}）") from exc
    lexical = LexicalIndex(**arrays)
    counts = {
        "articles": (ARTICLES, len(articles), "篇文章"),
        "passages": (PASSAGES, len(passages), "个段落"),
        "vectors": (VECTORS, len(dense), "个向量"),
        "lexical": (_LEXICAL["lengths"], len(lexical.lengths), "个段落"),
    }
    for key, (file, found, unit) in counts.items():
        if found != manifest.counts[key]:
            raise CorruptIndex(f"{generation / file} 有 {found} {unit}，清单记的是 {manifest.counts[key]}")
    if not len(passages) == len(dense) == len(lexical.lengths):
        sizes = f"{len(passages)} 个段落、{len(dense)} 个向量、{len(lexical.lengths)} 个段落的词语"
        raise CorruptIndex(f"{generation} 有 {sizes}，三者应相等")
    if dense.dim != manifest.embedder["dim"]:
        raise CorruptIndex(f"{generation / VECTORS} 的向量有 {dense.dim} 维，清单记的是 {manifest.embedder['dim']} 维")
    return Index(
        articles=articles,
        passages=passages,
        dense=dense,
        lexical=lexical,
        embedder_name=manifest.embedder["name"],
        embedder_fingerprint=manifest.embedder["fingerprint"],
        corpus_sha256=manifest.corpus_sha256,
        fingerprint=manifest.fingerprint,
        created=manifest.created,
        max_chars=manifest.max_chars,
        canary=canary,
    )


def contradictions(index: Index, manifest: Manifest) -> Iterator[str]:
    """What does not fit inside files that are as they were written."""
    if len({article.id for article in index.articles}) != len(index.articles):
        yield "有两篇文章的编号相同"
    for article in index.articles:
        places = [0, *(place for span in article.paragraphs for place in span), len(article.text)]
        if places != sorted(places):
            yield f"文章 {article.id} 的段落位置不在正文之内，或没有按顺序"
        if not all(1 <= number <= len(article.paragraphs) for number in article.headings):
            yield f"文章 {article.id} 的小标题编号超出段落数"
        if manifest.articles.get(article.id) != _article_digest(article):
            yield f"文章 {article.id} 的内容与清单所记的不同"
    if manifest.files[ARTICLES]["sha256"] != index.corpus_sha256:
        yield f"清单所记文章集的 SHA-256 与 {ARTICLES} 的不同"
    norms = np.linalg.norm(index.dense.vectors, axis=1)
    if not (np.isclose(norms, 1, atol=1e-3) | (norms == 0)).all():
        yield f"{VECTORS} 中有长度不是 1 的向量"
    yield from index.lexical.problems()


def _rows(path: Path) -> Iterator[Any]:
    # Not splitlines: a line separator inside a string is no end of a row.
    for line in path.read_bytes().decode("utf-8", "surrogatepass").split("\n"):
        if line:
            yield json.loads(line)


def _article(row: dict[str, Any]) -> Article:
    spans = tuple((int(start), int(end)) for start, end in row["paragraphs"])
    return Article(**{**row, "paragraphs": spans, "headings": frozenset(row["headings"])})


def _passage(articles: dict[str, Article], article_id: str, paragraph: int, start: int, end: int) -> Passage:
    article = articles[article_id]
    first, last = article.paragraphs[paragraph - 1]
    if not (paragraph >= 1 and first <= start < end <= last):
        raise ValueError(f"段落 {[article_id, paragraph, start, end]} 不在文章之内")
    return Passage(article_id, paragraph, start, end, article.text[start:end])
