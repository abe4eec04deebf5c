"""Every choice a user can make, in one frozen record; read from ``baowen.toml`` and ``RAG_*`` variables."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from rag.errors import InputError

BUILTIN = "builtin"


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths, models and sizes. gold: the folder of the user's own questions. Strings name models: ``builtin``, a hub id, a folder, or a URL (llm).

    device: where models that are not built in run: ``auto`` (a GPU when there is one), ``cpu``, ``cuda``, ``cuda:1``.
    """

    corpus: str = "corpus"
    index: str = "index"
    embedder: str = BUILTIN
    query_prompt: str = ""
    passage_prompt: str = ""
    reader: str = BUILTIN
    reranker: str = ""
    llm: str = ""
    llm_model: str = ""
    llm_key: str = field(default="", repr=False)
    device: str = "auto"
    deadline: float = 30.0
    max_chars: int = 300
    k: int = 8
    gold: str = "gold"

    @classmethod
    def load(cls, file: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
        """Defaults, overlaid by ``baowen.toml`` (here, or ``file``), overlaid by ``RAG_INDEX`` and the like.

        Raises InputError for a file that is not TOML, an unknown key, or a value of the wrong type.
        """
        environ = os.environ if environ is None else environ
        path = file or Path("baowen.toml")
        values: dict[str, Any] = {}
        if path.is_file():
            try:
                values = tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
                raise InputError(f"配置文件 {path} 不是有效的 TOML：{exc}。请改正，或删去它以使用默认值。") from exc
        elif file is not None:
            raise InputError(f"找不到配置文件 {file}。请检查路径。")
        names: dict[str, Any] = {item.name: type(item.default) for item in fields(cls)}
        for name in names:
            if (text := environ.get(f"RAG_{name.upper()}")) is not None:
                values[name] = text
        unknown = sorted(set(values) - set(names))
        if unknown:
            raise InputError(f"{path} 中有不认识的设置：{'、'.join(unknown)}。可用的设置：{'、'.join(names)}。")
        try:
            return replace(cls(), **{name: names[name](value) for name, value in values.items()})
        except ValueError as exc:
            raise InputError(f"设置的值类型不对：{exc}。deadline 是秒数，max_chars 和 k 是整数。") from exc
