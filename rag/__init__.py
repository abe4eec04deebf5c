"""报问 (Baowen): questions to collections of Chinese articles, answered with checked citations.

The public names load on first use, so that ``import rag`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.engine import Engine as Engine
    from rag.engine import ask as ask
    from rag.ingest import load_articles as load_articles
    from rag.types import Answer as Answer
    from rag.types import Article as Article
    from rag.types import Citation as Citation
    from rag.types import Event as Event
    from rag.types import Hit as Hit
    from rag.types import Passage as Passage
    from rag.types import Statement as Statement

__version__ = "0.1.0"

_HOMES = {
    "Engine": "rag.engine",
    "ask": "rag.engine",
    "load_articles": "rag.ingest",
    **dict.fromkeys(("Answer", "Article", "Citation", "Event", "Hit", "Passage", "Statement"), "rag.types"),
}
__all__ = [
    "Answer",
    "Article",
    "Citation",
    "Engine",
    "Event",
    "Hit",
    "Passage",
    "Statement",
    "ask",
    "load_articles",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'rag' has no attribute {name!r}")
