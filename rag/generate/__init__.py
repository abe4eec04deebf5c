"""An optional language model drafts an answer from numbered sources; nothing it says is taken on its word.

The draft is text. ``rag.generate.draft.split_draft`` cuts it into statements with the numbers they cite, and the
ground stage ties each statement to source characters, checks it, or drops it.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.errors import ModelProblem
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as the model sees it: data under a number. ``date`` may be empty."""

    number: int
    title: str
    date: str
    text: str


class DraftFailed(ModelProblem):
    """There is no draft, or none that can be used; ``str(error)`` says in Chinese where, why, and the way out."""

    def __init__(self, place: str, what: str, way: str) -> None:
        super().__init__(f"语言模型 {place} {what}。{way}。")


class Drafter(Protocol):
    """A language model that drafts. Threads may share one."""

    @property
    def name(self) -> str:
        """The model and where it runs, for the trace; holds no secret."""
        ...

    def draft(self, question: str, sources: Sequence[Source], *, deadline: float) -> Generator[str, None, None]:
        """Pieces of the draft as they come, thoughts and invisible characters left out.

        deadline: a ``time.monotonic()`` value that no wait outlasts. While nothing comes, an empty piece is given about
        twice a second: a place for the caller to stop (closing the iterator ends the work behind it).
        Raises DraftFailed; what came before it is then not to be used.
        """
        ...


def load_drafter(settings: Settings) -> Drafter | None:
    """The drafter that ``settings.llm`` names: a URL, or a hub id or folder; None when it names none.

    Raises ModelProblem for a URL or key that cannot be right, and for a model that cannot be loaded. A server is not
    asked anything yet.
    """
    if not settings.llm:
        return None
    if "://" in settings.llm:
        from rag.generate.server import ServerDrafter

        return ServerDrafter(settings.llm, model=settings.llm_model, key=settings.llm_key)
    from rag.generate.local import LocalDrafter

    return LocalDrafter.load(settings.llm, settings.device)
