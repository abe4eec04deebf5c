"""The kinds of question, by what each asks for."""

from __future__ import annotations

from typing import Literal

QuestionKind = Literal[
    "amount",
    "count",
    "share",
    "multiple",
    "rank",
    "duration",
    "date",
    "person",
    "organisation",
    "place",
    "what",
    "role",
    "list",
    "why",
    "how",
    "yesno",
    "comparison",
    "aggregation",
    "summary",
    "definition",
    "chat",
    "instruction",
]
