"""The chat page. Gradio loads when a page is built, not before."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import gradio as gr

    from rag.engine import Engine
    from rag.ui.page import Keep

__all__ = ["build_ui", "main", "serve"]


def build_ui(engine: Engine, *, examples: Sequence[str], keep: Keep | None = None) -> gr.Blocks:
    """The page over ``engine``; ``examples`` are the questions offered on its front; ``keep`` takes readers' marks."""
    from rag.ui.page import build

    return build(engine, examples=examples, keep=keep)


def serve(
    engine: Engine, host: str = "127.0.0.1", port: int = 7860, open_browser: bool = False, keep: Keep | None = None
) -> None:
    """Serve the page until Ctrl-C; prints its address. A busy port gives way to the next free one.

    Raises InputError when ``host`` is not an address of this machine or no port is free.
    """
    from rag.ui.server import Server

    with Server(engine, host, port, keep) as server:
        server.announce(open_browser=open_browser)
        server.wait()


def main() -> int:
    """Open the index (built on first use) and serve the page; the exit code."""
    from rag.cli import main as command

    return command(["serve", *sys.argv[1:]])
