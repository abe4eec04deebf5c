"""Starts the chat page; the same as ``rag serve``."""

from rag.ui import main

if __name__ == "__main__":
    raise SystemExit(main())
