"""How a sentence stands among the best ten, whatever scale the fitted weights give their scores."""

from __future__ import annotations

from collections.abc import Callable

from rag.ground.sentences.evidence import Evidence

AMONG = 10


def standing(evidence: Evidence) -> Callable[[float], float]:
    """score -> 1 for the best sentence's, 0 for the tenth's (or the last's); below 0 for worse ones."""
    scores = [scored.score for scored in evidence.scored[:AMONG]] or [0.0]
    high, low = max(scores), min(scores)
    spread = (high - low) or 1.0
    return lambda score: (score - low) / spread
