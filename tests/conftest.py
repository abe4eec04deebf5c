"""Shared fixtures: the seed collection in memory and on disk, each made once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Article, Engine, load_articles
from rag.settings import Settings

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def articles() -> list[Article]:
    return load_articles(ROOT / "corpus")


@pytest.fixture(scope="session")
def engine(articles: list[Article]) -> Engine:
    """The real engine with the built-in models over the newspaper page, in memory."""
    return Engine.from_articles(articles, Settings())


@pytest.fixture(scope="session")
def index_folder(articles: list[Article], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same collection, indexed on disk."""
    from dataclasses import replace

    from rag.engine import build

    folder = tmp_path_factory.mktemp("index")
    build(replace(Settings(), corpus=str(ROOT / "corpus"), index=str(folder)))
    return folder
