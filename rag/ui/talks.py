"""Conversations as the browser keeps them: a plain JSON value, small, and never trusted when it comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rag.types import Answer, Turn
from rag.ui.render import SHOWN_NEAREST

MAX_BYTES = 1_500_000  # browsers give a site about 5 MB
MAX_TURNS = 100  # of one conversation; the oldest go
MARKS = ("", "good", "bad", "fixed", "absent")
"""What a reader says of an answer: nothing, right, wrong, what is right instead, that the collection does not say."""


def history_of(turns: Sequence[Answer]) -> list[Turn]:
    """What the engine is told of earlier turns."""
    return [(turn.question, turn.text) for turn in turns]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader said of an answer. history: the turns before it. correction: the right answer, with mark ``fixed``."""

    answer: Answer
    history: tuple[Turn, ...]
    mark: str
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation. turns: its answers, oldest first; an empty one is not kept. marks: one of ``MARKS`` a turn."""

    id: str
    turns: tuple[Answer, ...] = ()
    marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        unmarked = len(self.turns) - len(self.marks)
        object.__setattr__(self, "marks", (*self.marks, *("" for _ in range(unmarked)))[: len(self.turns)])

    @property
    def history(self) -> list[Turn]:
        """What the engine is told of it."""
        return history_of(self.turns)


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
            kept.append({"id": talk.id, "turns": turns, "marks": list(talk.marks)})
        return {"current": self.current, "talks": kept}

    @property
    def open(self) -> Talk:
        """The open conversation; an empty one when it has no turns yet."""
        return next((talk for talk in self.talks if talk.id == self.current), Talk(self.current))

    def add(self, answer: Answer, new_id: str) -> Talks:
        """The answer added to the open conversation, which moves to the front; ``new_id`` names a new one."""
        slim = replace(answer, trace={}, nearest=() if answer.answered else answer.nearest[:SHOWN_NEAREST])
        marks = (*self.open.marks, "")[-MAX_TURNS:]
        talk = Talk(self.open.id or new_id, (*self.open.turns, slim)[-MAX_TURNS:], marks)
        return Talks((talk, *(other for other in self.talks if other.id != talk.id)), talk.id)

    def mark(self, number: int, question: str, mark: str, correction: str = "") -> tuple[Talks, Remark]:
        """Turn ``number`` (from 0) of the open conversation, which asked ``question``, marked; and what that says.

        Raises LookupError when there is no such turn, ValueError for a mark that is none.
        """
        talk = self.open
        if not 0 <= number < len(talk.turns) or talk.turns[number].question != question:
            raise LookupError(number)
        if mark not in MARKS or (mark == "fixed") != bool(correction):
            raise ValueError(mark)
        marked = replace(talk, marks=(*talk.marks[:number], mark, *talk.marks[number + 1 :]))
        remark = Remark(talk.turns[number], tuple(history_of(talk.turns[:number])), mark, correction)
        return replace(self, talks=tuple(marked if one is talk else one for one in self.talks)), remark


def _talk(item: object) -> Talk | None:
    try:
        turns = tuple(Answer.from_json(turn) for turn in item["turns"])  # type: ignore[index]
        marks = item.get("marks", [])  # type: ignore[attr-defined]
        known = tuple(mark if mark in MARKS else "" for mark in marks)
        return Talk(str(item["id"]), turns, known) if turns else None  # type: ignore[index]
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
