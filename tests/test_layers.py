"""The folders of the ground stage stand on one another one way only, as the README names them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

GROUND = Path(__file__).parent.parent / "rag" / "ground"
BELOW = {
    "sentences": set[str](),
    "spans": {"sentences"},
    "forms": {"sentences", "spans"},
    "judgement": {"sentences", "spans"},
    "arithmetic": {"sentences", "spans", "forms", "judgement"},
    "claims": {"sentences", "spans", "forms", "judgement", "arithmetic"},
    "fidelity": {"sentences"},
    "english": set[str](),
}


def used(module: Path) -> set[str]:
    """The folders of ``rag.ground`` that a module imports from."""
    names = [node.module for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.ImportFrom) and node.module]
    return {parts[2] for parts in (name.split(".") for name in names) if parts[:2] == ["rag", "ground"] and len(parts) > 2}


def test_every_folder_is_placed() -> None:
    assert {folder.name for folder in GROUND.iterdir() if (folder / "__init__.py").is_file()} == set(BELOW)


@pytest.mark.parametrize("folder", BELOW)
def test_a_folder_uses_only_those_below_it(folder: str) -> None:
    found = {name for module in (GROUND / folder).glob("*.py") for name in used(module)}
    assert found <= {folder, "draft"} | BELOW[folder]
