"""The engine composes the stages; the page, the command line, ``ask()`` and the evaluation are doors to ``Engine.ask``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from rag.answering import Answerer
from rag.embed import Embedder, load_embedder
from rag.generate import load_drafter
from rag.index import Index, build_index, ensure_writable, load_index, save_index
from rag.ingest import load_articles
from rag.looking import Look
from rag.read import Reader, load_reader
from rag.rerank import load_reranker
from rag.retrieve import Retriever
from rag.settings import Settings
from rag.types import Answer, Article, Event, History, Hit

Progress = Callable[[str, int, int], None]
T = TypeVar("T")


class _Locked(cached_property[Any]):
    _lock = threading.RLock()

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        with self._lock:
            return super().__get__(instance, owner)


def _once(make: Callable[[Any], T]) -> cached_property[T]:
    """A cached property that threads never compute twice: a model is loaded once."""
    return _Locked(make)


@dataclass(frozen=True)
class Engine:
    """A collection that can be asked. Immutable, so any number of threads may ask at once."""

    index: Index
    embedder: Embedder
    reader: Reader
    settings: Settings

    @classmethod
    def open(cls, index: str | Path = "", settings: Settings | None = None) -> Engine:
        """The index in the folder ``index`` (default: the setting's), whole or refused.

        Raises IndexMissing, IndexMismatch or CorruptIndex, each with the way out.
        """
        settings = settings or Settings.load()
        embedder = load_embedder(settings)
        return cls(load_index(Path(index or settings.index), embedder), embedder, load_reader(settings), settings)

    @classmethod
    def from_articles(cls, articles: Sequence[Article], settings: Settings | None = None) -> Engine:
        """An engine in memory; nothing is written. Ten passages take some milliseconds."""
        settings = settings or Settings.load()
        embedder = load_embedder(settings)
        return cls(
            build_index(articles, embedder, max_chars=settings.max_chars), embedder, load_reader(settings), settings
        )

    @property
    def articles(self) -> tuple[Article, ...]:
        return self.index.articles

    def article(self, id: str) -> Article:
        """The article with this id; KeyError when there is none."""
        return self._by_id[id]

    def retrieve(self, question: str, k: int | None = None) -> list[Hit]:
        """The ``k`` best passages (default: the setting's), best first."""
        return self._retriever.search(question, k=k or self.settings.k)

    def ask(self, question: str, history: History = ()) -> Answer:
        """The answer, every statement tied to source characters, or a refusal (``answered=False``).

        The same question on the same index gives the same answer, but for the timings in ``trace``.
        """
        for event in self.stream(question, history):
            if event.answer is not None:
                return event.answer
        raise AssertionError("stream ends with an answer")

    def stream(self, question: str, history: History = ()) -> Iterator[Event]:
        """The same answer as it forms: status lines, pieces of text, at last the answer itself."""
        yield from self._answerer.stream(question, list(history))

    def look(self, question: str) -> Look:
        """What retrieval, reading and judging found for a question, before it is shaped: for evaluation and fitting."""
        return self._answerer.look(question)

    @_once
    def _by_id(self) -> dict[str, Article]:
        return {article.id: article for article in self.index.articles}

    @_once
    def _retriever(self) -> Retriever:
        return Retriever(self.index, self.embedder, self.settings, load_reranker(self.settings))

    @_once
    def _answerer(self) -> Answerer:
        return Answerer(
            self.index, self._retriever, self.reader, self.article, self.settings, load_drafter(self.settings)
        )


def build(settings: Settings, progress: Progress | None = None) -> Index:
    """Index the corpus folder into the index folder; unchanged articles keep their vectors."""
    from rag.errors import IndexProblem

    articles = load_articles(settings.corpus)
    embedder = load_embedder(settings)
    folder = Path(settings.index)
    ensure_writable(folder)
    try:
        previous = load_index(folder, embedder)
    except IndexProblem:
        previous = None
    index = build_index(articles, embedder, max_chars=settings.max_chars, previous=previous, progress=progress)
    if previous is None or previous.fingerprint != index.fingerprint:
        save_index(index, folder)
    return index


_default: dict[Settings, Engine] = {}
_lock = threading.Lock()


def default_engine(settings: Settings | None = None) -> Engine:
    """The engine of the default index, opened once a process; the index is built when there is none yet."""
    from rag.errors import IndexMismatch, IndexMissing

    settings = settings or Settings.load()
    with _lock:
        if settings not in _default:
            try:
                _default[settings] = Engine.open(settings=settings)
            except (IndexMissing, IndexMismatch):
                build(settings)
                _default[settings] = Engine.open(settings=settings)
        return _default[settings]


def ask(question: str, history: History = ()) -> Answer:
    """Ask the default index; it is built on first use."""
    return default_engine().ask(question, history)
