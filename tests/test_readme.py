"""The README proves itself: its calls run, its commands exist, its figures of size are true."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from rag import Engine
from rag.cli import main

ROOT = Path(__file__).parent.parent
COMMANDS = ("import", "index", "ask", "replay", "chat", "serve", "check", "eval", "gold")
ACTIONS = {"eval": ("public", "bench"), "gold": ("list", "edit", "accept", "drop", "import", "draft")}
READMES = ("README.md", "README.zh.md", "eval/README.md")


def help_of(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as stop:
        main([*words, "--help"])
    assert stop.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("readme", READMES)
def test_every_command_that_is_named_exists_with_its_options(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    named = re.findall(r"(?:^|`)(?:rag|python -m rag|(?=python -m eval ))[ ]([^`\n#]+)", text, re.MULTILINE)
    assert len(named) >= 10
    for line in named:
        words = line.removeprefix("python -m ").split()
        path = words[:1] + [word for word in words[1:2] if word in ACTIONS.get(words[0], ())]
        assert path[0] in COMMANDS, line
        shown = help_of(capsys, *path)
        for option in (word for word in words if word.startswith("--")):
            assert option in shown, line


@pytest.mark.parametrize("readme", READMES)
def test_every_make_target_that_is_named_exists(readme: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize(
    "words",
    [(), *((command,) for command in COMMANDS), *((command, action) for command in ACTIONS for action in ACTIONS[command])],
    ids=" ".join,
)
def test_every_help_is_chinese_and_says_what_each_option_does(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    shown = help_of(capsys, *words)
    assert shown.startswith(f"用法：{' '.join(('rag', *words))} ")
    assert not re.search(r"usage|options|positional|show this|default|required|:$", shown, re.MULTILINE)
    entries = re.split(r"\n  (?=\S)", shown)[1:]
    for entry in entries:
        assert re.search(r"[\u4e00-\u9fff]{2}", entry.partition("  ")[2]), entry


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
    text = (ROOT / readme).read_text(encoding="utf-8")
    named = re.findall(r"^(rag/[\w/]+(?:\.py|/)|corpus/|index/|eval/|training/|tests/|app\.py)", text, re.M)
    assert len(named) >= 15
    for place in named:
        assert (ROOT / place).exists(), place


def test_built_in_weights_fit_their_limit() -> None:
    size = sum(f.stat().st_size for f in (ROOT / "rag" / "builtin").rglob("*") if f.is_file())
    assert size <= 40 * 1024 * 1024
