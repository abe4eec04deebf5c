"""The README proves itself: its calls run, its commands exist, its figures of size are true."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from rag import Engine

ROOT = Path(__file__).parent.parent
COMMANDS = ("import", "index", "ask", "chat", "serve", "check", "eval", "gold")


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_tells_the_truth(readme: str, engine: Engine) -> None:
    result = doctest.testfile(
        str(ROOT / readme), module_relative=False, encoding="utf-8", globs={"engine": engine, "ask": engine.ask}
    )
    assert result.attempted >= 4
    assert result.failed == 0


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(readme: str, command: str) -> None:
    assert f"rag {command}" in (ROOT / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_tree_in_the_readme_is_the_tree(readme: str) -> None:
    import re

    text = (ROOT / readme).read_text(encoding="utf-8")
    named = re.findall(r"^(rag/[\w/]+(?:\.py|/)|corpus/|index/|eval/|training/|tests/|app\.py)", text, re.M)
    assert len(named) >= 15
    for place in named:
        assert (ROOT / place).exists(), place


def test_built_in_weights_fit_their_limit() -> None:
    size = sum(f.stat().st_size for f in (ROOT / "rag" / "builtin").rglob("*") if f.is_file())
    assert size <= 40 * 1024 * 1024
