"""Conversations as the browser keeps them: a plain JSON value, small, and never trusted when it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rag.types import Answer, Turn
from rag.ui.render import SHOWN_NEAREST

MAX_BYTES = 1_500_000  # browsers give a site about 5 MB
MAX_TURNS = 100  # of one conversation; the oldest go


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation. turns: its answers, oldest first; an empty one is not kept."""

    id: str
    turns: tuple[Answer, ...] = ()

    @property
    def history(self) -> list[Turn]:
        """What the engine is told of it."""
        return [(turn.question, turn.text) for turn in self.turns]


@dataclass(frozen=True, slots=True)
class Talks:
    """Every kept conversation, latest first, and the id of the open one."""

    talks: tuple[Talk, ...] = ()
    current: str = ""

    @classmethod
    def load(cls, value: object) -> Talks:
        """What the browser sent back; what cannot be read (an older program's, a meddled one) is left out."""
        if not isinstance(value, Mapping) or not isinstance(value.get("talks"), list):
            return cls()
        talks = tuple(talk for item in value["talks"] if (talk := _talk(item)))
        return cls(talks, str(value.get("current", "")))

    def dump(self) -> dict[str, Any]:
        """The JSON value that ``load`` reads; the oldest conversations go when it grows over ``MAX_BYTES``."""
        kept: list[dict[str, Any]] = []
        size = 0
        for talk in self.talks:
            turns = [turn.to_json() for turn in talk.turns]
            size += sum(len(turn.encode()) for turn in turns)
            if kept and size > MAX_BYTES:
                break
            kept.append({"id": talk.id, "turns": turns})
        return {"current": self.current, "talks": kept}

    @property
    def open(self) -> Talk:
        """The open conversation; an empty one when it has no turns yet."""
        return next((talk for talk in self.talks if talk.id == self.current), Talk(self.current))

    def add(self, answer: Answer, new_id: str) -> Talks:
        """The answer added to the open conversation, which moves to the front; ``new_id`` names a new one."""
        slim = replace(answer, trace={}, nearest=() if answer.answered else answer.nearest[:SHOWN_NEAREST])
        talk = Talk(self.open.id or new_id, (*self.open.turns, slim)[-MAX_TURNS:])
        return Talks((talk, *(other for other in self.talks if other.id != talk.id)), talk.id)


def _talk(item: object) -> Talk | None:
    try:
        turns = tuple(Answer.from_json(turn) for turn in item["turns"])  # type: ignore[index]
        return Talk(str(item["id"]), turns) if turns else None  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None
