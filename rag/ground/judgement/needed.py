"""Which words of a question its source would have to say, in these words or others, to answer it.

A text that answers 到底花了多少钱 may do without 到底 and 花; one that answers 总经理是谁 says 总经理 or means it. A network of one hidden layer tells
the two apart, learned from written questions and their twists (``training/needed.py``): a row for each word, what the text does with it
(``FEATURES``) and its vector in the built-in embedder, which lets it judge words that it was never shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from rag.embed.words import Words
from rag.ground.sentences.said import is_light
from rag.text.thesaurus import kindred

FOLDER = Path(__file__).parent.parent.parent / "builtin" / "needed"
FEATURES = (
    "in_sentence", "in_neighbours", "in_text", "kin_in_sentence", "kin_in_text", "like_sentence", "like_neighbours", "like_text",
    "salience", "length", "single", "light", "figure", "latin", "place", "first", "last", "text_length",
)  # fmt: skip
AROUND = 600  # characters of the text that are looked at on either side of the sentence
NEUTRAL = 0.0  # log odds where nothing is known
_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;\n]?")
_RUN = re.compile(r"[一-鿿㐀-䶿]+|[a-z0-9.%]+")
_LONG = 800  # characters of a text of full length


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the question, where it stands, and what the text does with it: len(FEATURES) numbers, about 0 to 1."""

    word: str
    features: tuple[float, ...]


def lacking_odds(question: str, text: str, at: int, words: Words) -> float:
    """The natural log odds that the text around ``at`` lacks a word that it would need to answer the question; both are folded."""
    asked = observe(question, text, at, words)
    return max(float(_network()(rows_of(asked, words)).max()), -8.0) if asked else NEUTRAL


def observe(question: str, text: str, at: int, words: Words) -> tuple[Asked, ...]:
    """The words of a folded question beside the sentence of a folded text that stands at ``at``, its neighbours and what is around."""
    text, at = text[max(0, at - AROUND) : at + AROUND], min(at, AROUND)
    spans = [match.span() for match in _SENTENCE.finditer(text)] or [(0, len(text))]
    here = max((n for n, (start, _) in enumerate(spans) if start <= at), default=0)
    sentence = text[slice(*spans[here])]
    near = text[spans[max(0, here - 1)][0] : spans[min(len(spans) - 1, here + 1)][1]]
    said = [word for word in dict.fromkeys(words.segment(text)) if len(word) > 1]
    asked = [(start, word) for run in _RUN.finditer(question) for start, word in _cut(run, words)]
    if not asked:
        return ()
    alike = vectors([word for _, word in asked], words) @ vectors(said, words).T
    in_sentence, in_near = ([n for n, word in enumerate(said) if word in part] for part in (sentence, near))
    found = []
    for number, (start, word) in enumerate(asked):
        kin = [other for other in kindred(word) if len(other) > 1]
        row = alike[number]
        found.append(
            Asked(
                word,
                (
                    word in sentence, word in near, word in text, any(o in sentence for o in kin), any(o in text for o in kin),
                    float(row[in_sentence].max(initial=0.0)), float(row[in_near].max(initial=0.0)), float(row.max(initial=0.0)),
                    words.salience(word), len(word) / 4, len(word) == 1, is_light(word), word[0].isdigit(), word[0].isascii() and not word[0].isdigit(),
                    start / len(question), number == 0, number == len(asked) - 1, min(1.0, len(text) / _LONG),
                ),
            )
        )
    return tuple(found)


def rows_of(asked: Sequence[Asked], words: Words) -> NDArray[np.float32]:
    """(len(asked), len(FEATURES) + dim) what the network reads."""
    return np.hstack([np.array([one.features for one in asked], np.float32), vectors([one.word for one in asked], words)])


def vectors(listed: Sequence[str], words: Words) -> NDArray[np.float32]:
    """(len(listed), dim) the vectors of words, at length 1."""
    return np.array([_vector(word, words) for word in listed], np.float32).reshape(len(listed), words.table.shape[1])


def _cut(run: re.Match[str], words: Words) -> list[tuple[int, str]]:
    """The words of a run of characters, each with its place; figures and Latin names stay whole."""
    if run.group().isascii():
        return [(run.start(), run.group())]
    parts, at = [], run.start()
    for word in words.segment(run.group()):
        parts.append((at, word))
        at += len(word)
    return parts


@lru_cache(maxsize=1 << 14)
def _vector(word: str, words: Words) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = words.vectors([word])[0]
    return vector


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """weights of (inputs, hidden) and (hidden, 1), biases of (hidden,) and (1,); ReLU between."""

    first: NDArray[np.float32]
    first_bias: NDArray[np.float32]
    second: NDArray[np.float32]
    second_bias: NDArray[np.float32]

    def __call__(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """(len(rows),) log odds."""
        hidden = np.maximum(rows @ self.first + self.first_bias, 0.0)
        odds: NDArray[np.float32] = (hidden @ self.second + self.second_bias)[:, 0]
        return odds


@cache
def _network() -> Network:
    return Network(**{name: value.astype(np.float32) for name, value in load_file(FOLDER / "model.safetensors").items()})
