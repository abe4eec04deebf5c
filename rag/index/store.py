"""An index on disk: whole generations ``gen-000001`` and a one-line ``CURRENT`` that names the one in use.

A generation is written into ``.staging``, each file synced, read back and hashed, the manifest last, then renamed;
``CURRENT`` is switched by an atomic rename. A reader resolves ``CURRENT`` once and stays on that generation; the one
before is kept. Promised on local POSIX file systems, not on network file systems without flock and atomic rename.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rag.embed import Embedder
from rag.errors import CorruptIndex, IndexMismatch, IndexMissing, IndexProblem
from rag.index.build import CANARY, Index
from rag.index.disk import Disk, writing
from rag.index.generation import content_of, contradictions, damages, file_digest, inside, manifest_of, read
from rag.index.manifest import MANIFEST, Manifest

CURRENT, STAGING = "CURRENT", ".staging"
HASH_BELOW = 1 << 30  # bytes; a larger index is hashed by ``check_index`` only
_GENERATION = re.compile(r"gen-\d{6,}")
_SAME = 0.999  # cosine; other library versions move the last bits of a vector, another model far more


def save_index(index: Index, folder: Path, disk: Disk | None = None) -> Path:
    """Write ``index`` as the next generation of ``folder`` and make it current; gives the generation's folder.

    Raises IndexProblem when another process writes or the disk fails; the index that was current is whole then too.
    """
    disk = disk or Disk()
    with writing(folder):
        staging = folder / STAGING
        _remove(staging)
        try:
            staging.mkdir()
            content = content_of(index)
            for name, data in content.items():
                disk.write(staging / name, data)
                if file_digest(staging / name) != hashlib.sha256(data).hexdigest():
                    raise IndexProblem(f"写入 {staging / name} 后读回的内容不同，磁盘可能有故障。原来的索引仍然完好。")
            disk.write(staging / MANIFEST, manifest_of(index, content).to_bytes())
            disk.sync_folder(staging)
            old = _generations(folder)
            generation = folder / f"gen-{int(old[-1][4:]) + 1 if old else 1:06d}"
            disk.rename(staging, generation)
        finally:
            _remove(staging)
        disk.sync_folder(folder)
        previous = _pointed(folder)
        _point(folder, generation.name, disk)
        for name in set(old) - {previous}:
            _remove(folder / name)
    return generation


def load_index(folder: Path, embedder: Embedder) -> Index:
    """The current generation of ``folder``, whole and made by ``embedder``, or refused.

    Raises IndexMissing, CorruptIndex (a damaged or missing file) or IndexMismatch (another format or model).
    """
    while True:
        generation = _current(folder)
        try:
            return _load(generation, embedder)
        except CorruptIndex as exc:
            if _pointed(folder) != generation.name:  # two builds went by, and swept it, while it was being read
                continue
            spare = [name for name in _generations(folder) if name != generation.name]
            offer = f"，或换回另一代（{spare[-1]}）：rag check --repair" if spare else ""
            raise CorruptIndex(f"{exc}。请重建索引：rag index{offer}") from exc


def check_index(folder: Path) -> list[str]:
    """Every problem of the current generation, in Chinese, every byte and offset looked at; empty when it is whole."""
    try:
        return list(_problems(_current(folder)))
    except IndexProblem as exc:
        return [str(exc)]


def repair_index(folder: Path, disk: Disk | None = None) -> str:
    """Make the newest generation that ``check_index`` finds whole the current one; gives its name.

    Raises IndexMissing when there is none.
    """
    with writing(folder):
        for name in reversed(_generations(folder)):
            if not any(_problems(folder / name)):
                _point(folder, name, disk or Disk())
                return name
    raise IndexMissing(f"{folder} 中没有一代完好的索引。请重建索引：rag index")


def ensure_writable(folder: Path) -> None:
    """Raises IndexProblem when ``save_index`` could not write to ``folder`` now: before the embedding, not after it."""
    with writing(folder):
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink()


def _generations(folder: Path) -> list[str]:
    """Names of the generations there, oldest first."""
    names = [path.name for path in folder.iterdir() if _GENERATION.fullmatch(path.name)]
    return sorted(names, key=lambda name: int(name[4:]))


def _pointed(folder: Path) -> str:
    """What ``CURRENT`` says; empty when it says nothing."""
    try:
        return (folder / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _point(folder: Path, name: str, disk: Disk) -> None:
    temporary = folder / f".{CURRENT}"
    disk.write(temporary, f"{name}\n".encode())
    disk.rename(temporary, folder / CURRENT)
    disk.sync_folder(folder)


def _remove(path: Path) -> None:
    """A generation or what an interrupted build left; one that cannot be removed does no harm."""
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def _current(folder: Path) -> Path:
    """The generation that ``CURRENT`` names."""
    if not folder.is_dir():
        raise IndexMissing(f"没有索引：目录 {folder} 不存在。请先建立索引：rag index")
    name, there = _pointed(folder), _generations(folder)
    while name not in there and name != (now := _pointed(folder)):  # two builds went by, and swept it, in between
        name, there = now, _generations(folder)
    way_out = f"请运行 rag check --repair 换到完好的一代（现有 {'、'.join(there)}），或重建索引：rag index"
    if not name and not there:
        raise IndexMissing(f"目录 {folder} 中还没有索引。请先建立索引：rag index")
    if not _GENERATION.fullmatch(name):
        raise CorruptIndex(f"{folder / CURRENT} 应写着一代索引的名字，实际是 {name[:40]!r}。{way_out}")
    if name not in there:
        raise CorruptIndex(f"{folder / CURRENT} 指向 {name}，但没有这一代。{way_out}")
    return folder / name


def _load(generation: Path, embedder: Embedder) -> Index:
    manifest = Manifest.read(inside(generation, MANIFEST))
    made = manifest.embedder
    if (made["fingerprint"], made["dim"]) != (embedder.fingerprint, embedder.dim):
        raise IndexMismatch(
            f"{generation} 由另一个向量模型建立：清单记的是 {made['name']}（{made['fingerprint']}，{made['dim']} 维），"
            f"现在用的是 {embedder.name}（{embedder.fingerprint}，{embedder.dim} 维）。请重建索引：rag index"
        )
    size = sum(entry["size"] for entry in manifest.files.values())
    for problem in damages(generation, manifest, hashed=size < HASH_BELOW):
        raise CorruptIndex(problem)
    index = read(generation, manifest)
    # Of unit vectors; a text that the model knows nothing of is zero in both.
    cosines = 1 - np.square(index.canary - embedder.embed_passages(CANARY)).sum(axis=1) / 2
    if not (cosines >= _SAME).all():
        raise IndexMismatch(
            f"向量模型 {embedder.name} 给出的向量与建立 {generation} 时不同：余弦 {cosines.min():.3f}，应不小于 {_SAME}"
            "。请重建索引：rag index"
        )
    return index


def _problems(generation: Path) -> Iterator[str]:
    """What ``check_index`` reports of one generation."""
    try:
        manifest = Manifest.read(inside(generation, MANIFEST))
        damaged = list(damages(generation, manifest, hashed=True))
        yield from damaged
        if not damaged:
            yield from contradictions(read(generation, manifest), manifest)
    except IndexProblem as exc:
        yield str(exc)
