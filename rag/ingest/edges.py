"""A short line without a full stop: a head line, or a piece that the column cut from a paragraph?

Form alone cannot tell 青山面粉项目｜占地约30亩 from a heading with its paragraph, but characters can: some open
sentences and some hardly ever do, some end titles and some never. The odds were counted in news (training/edges.py).
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FEATURES = ("opens", "title_ends", "title_opens", "one comma", "more commas", "long", "constant")


def symbol(char: str) -> str:
    """The character as the tables count it: every digit is 0, every Latin letter A."""
    return "0" if char.isdigit() else "A" if char.isascii() and char.isalpha() else char


@dataclass(frozen=True, slots=True)
class Edges:
    """opens, title_ends, title_opens: log-odds a character; weights: one for each of ``FEATURES``."""

    opens: dict[str, float]
    title_ends: dict[str, float]
    title_opens: dict[str, float]
    weights: tuple[float, ...]

    def features(self, line: str, below: str) -> tuple[float, ...]:
        commas = len(re.findall("[，,]", line))
        return (
            self.opens.get(symbol(below[0]), 0.0),
            self.title_ends.get(symbol(line[-1]), 0.0),
            self.title_opens.get(symbol(line[0]), 0.0),
            float(commas == 1),
            float(commas > 1),
            max(0.0, len(line) - 20) / 10,
            1.0,
        )

    def cut(self, line: str, below: str) -> float:
        """The probability, 0 to 1, that ``line`` goes on in ``below``; both hold at least one character."""
        total = sum(weight * value for weight, value in zip(self.weights, self.features(line, below), strict=True))
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


@cache
def load_edges() -> Edges:
    """The built-in odds."""
    data = json.loads((files("rag") / "builtin" / "edges" / "odds.json").read_text(encoding="utf-8"))
    return Edges(data["opens"], data["title_ends"], data["title_opens"], tuple(data["weights"]))
