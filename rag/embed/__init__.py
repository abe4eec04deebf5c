"""Text -> unit vectors. The built-in model needs no torch; any other goes through Sentence Transformers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.settings import BUILTIN, Settings


class Embedder(Protocol):
    """Embeds passages and questions into one space; safe to share between threads.

    name: ``builtin``, a hub id or a folder. dim: the length of a vector.
    fingerprint: 16 hex digits over weights, tokenizer, prompts and dim; equal fingerprints give equal vectors.
    Both methods return (len(texts), dim) float32 rows of L2 norm 1; a text without known pieces gives a zero row.
    """

    @property
    def name(self) -> str: ...
    @property
    def dim(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...
    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]: ...
    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that ``settings`` names; one instance a process for each name and prompts.

    Raises ModelProblem when it cannot be loaded.
    """
    return _load(settings.embedder, settings.query_prompt, settings.passage_prompt, settings.device)


@lru_cache(maxsize=4)
def _load(name: str, query_prompt: str, passage_prompt: str, device: str) -> Embedder:
    if name == BUILTIN:
        from rag.embed.static import BUILTIN_FOLDER, StaticEmbedder

        return StaticEmbedder.load(BUILTIN_FOLDER, name, query_prompt, passage_prompt)
    from rag.embed.sentence_transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder.load(name, query_prompt, passage_prompt, device)
