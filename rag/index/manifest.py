"""What an index says about itself. It is written last: a manifest on disk means that every other file is whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rag.errors import CorruptIndex, IndexMismatch
from rag.index.build import FORMAT

MANIFEST = "manifest.json"
_CHECKSUM = "sha256"


@dataclass(frozen=True, slots=True)
class Manifest:
    """files: name -> size in bytes and sha256. counts: articles, passages, vectors, lexical (texts with words).

    embedder: name, fingerprint, dim. articles: id -> sha256 of its line. versions: of the program and its libraries.
    """

    format: int
    created: str
    fingerprint: str
    corpus_sha256: str
    max_chars: int
    metric: str
    embedder: dict[str, Any]
    counts: dict[str, int]
    versions: dict[str, str]
    articles: dict[str, str]
    files: dict[str, dict[str, Any]]

    def to_bytes(self) -> bytes:
        """JSON with its own checksum as the last value."""
        data = asdict(self)
        data[_CHECKSUM] = _digest(data)
        return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Raises CorruptIndex when it is none, IndexMismatch when it is of another format."""
        try:
            data = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
            found = data["format"]
            if found == FORMAT:
                if data.pop(_CHECKSUM) != _digest(data):
                    raise ValueError("校验和不符")
                manifest = cls(**data)
                manifest._check_shape()
                return manifest
        except FileNotFoundError as exc:
            raise CorruptIndex(f"缺少文件 {path}") from exc
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as exc:
            raise CorruptIndex(f"{path} 不是有效的索引清单（{type(exc).__name__}: {exc}）") from exc
        newer = isinstance(found, int) and found > FORMAT
        way_out = "请升级本程序，或重建索引：rag index" if newer else "请重建索引：rag index"
        raise IndexMismatch(f"{path} 是第 {found} 版格式，本程序用第 {FORMAT} 版。{way_out}")

    def _check_shape(self) -> None:
        """Raises KeyError, TypeError or ValueError where a value is missing or of another type."""
        strings = [self.created, self.fingerprint, self.corpus_sha256]
        strings += [self.embedder["name"], self.embedder["fingerprint"]]
        numbers = [self.max_chars, self.embedder["dim"]]
        numbers += [self.counts[name] for name in ("articles", "passages", "vectors", "lexical")]
        for name, entry in self.files.items():
            strings.append(entry["sha256"])
            numbers.append(entry["size"])
            if Path(name).name != name:
                raise ValueError(f"文件名 {name!r} 不合法")
        if not all(isinstance(value, str) for value in strings) or not all(type(value) is int for value in numbers):
            raise TypeError("值的类型不对")


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
