"""What keeps a model that hangs or fails from holding up an answer: a relay with a deadline, and a breaker."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Full, Queue
from typing import TypeVar

T = TypeVar("T")
HEARTBEAT = 0.5  # seconds; a caller that was told to stop learns of it within this time
_AHEAD = 64  # items the worker may be ahead of a slow caller


class Stopped(Exception):
    """Raised in the worker by ``emit`` when nobody listens any more."""


@dataclass(frozen=True, slots=True)
class _Done:
    error: Exception | None


def relay(
    produce: Callable[[Callable[[T], None], Callable[[], bool]], None], deadline: float, first: float = math.inf
) -> Generator[T | None, None, None]:
    """What ``produce(emit, stopped)`` emits in a thread of its own, and None whenever ``HEARTBEAT`` passed without.

    Some waits know no deadline (a name server, a line that comes byte by byte, one step of a model), so they are left
    to a daemon thread. deadline, first: ``time.monotonic()`` values for the whole, and for the first item.
    Raises TimeoutError at either, and whatever ``produce`` raises. When this iterator ends or is closed, ``stopped()``
    turns true and ``emit`` raises Stopped.
    """
    items: Queue[T | _Done] = Queue(_AHEAD)
    over = threading.Event()

    def put(item: T | _Done) -> None:
        while not over.is_set():
            with suppress(Full):
                return items.put(item, timeout=HEARTBEAT)
        raise Stopped

    def work() -> None:
        error: Exception | None = None
        try:
            produce(put, over.is_set)
        except Exception as exc:
            error = exc
        with suppress(Stopped):
            put(_Done(error))

    limit = min(deadline, first)
    threading.Thread(target=work, name="draft", daemon=True).start()
    try:
        while (remaining := limit - time.monotonic()) > 0:
            try:
                item = items.get(timeout=min(remaining, HEARTBEAT))
            except Empty:
                yield None
                continue
            if isinstance(item, _Done):
                if item.error:
                    raise item.error
                return
            limit = deadline
            yield item
        raise TimeoutError
    finally:
        over.set()


class Breaker:
    """After ``failures`` failures in a row nothing is tried for ``pause`` seconds; then one call is, to see.

    Five and 30 s are the usual values; untested here. clock: seconds, ascending.
    """

    def __init__(self, failures: int = 5, pause: float = 30.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._pause, self._clock = failures, pause, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._until = 0.0

    def wait(self) -> float:
        """Seconds until the next call may be made; 0.0 when this one may."""
        with self._lock:
            rest = self._until - self._clock()
            if self._failed < self._limit:
                return 0.0
            if rest > 0:
                return rest
            self._until = self._clock() + self._pause  # this call is the trial, the others wait for what it shows
            return 0.0

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            self._until = self._clock() + self._pause

    def succeeded(self) -> None:
        with self._lock:
            self._failed = 0
