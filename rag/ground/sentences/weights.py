"""The fitted weights of the two rankings: of sentences, and of brief answers inside them (``training/ranking.py``)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent.parent / "builtin" / "ranking.json"


def sentence_weights() -> tuple[float, ...]:
    """One weight for each of ``rag.ground.sentences.evidence.FEATURES``."""
    return tuple(_weights()["sentence"].values())


def candidate_weights(group: str) -> tuple[float, ...]:
    """One weight for each of ``rag.ground.spans.candidates.FEATURES``; group: ``quantity``, ``typed`` or ``open``."""
    return tuple(_weights()[group].values())


@cache
def _weights() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data
