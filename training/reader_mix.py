"""What the reader is trained on: the mix of real and made questions, each among windows of texts like its own."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import torch

from rag.read.features import Vocabulary
from rag.read.windows import Source
from rag.text.fold import fold_text
from training.questions import QuestionMaker, load_verbs, stream
from training.squad import Example, Item, held_back, load_examples, make_item
from training.twists import Twister, Words

SETS = ("cmrc2018", "drcd", "xquad_zh", "lawbench_rc")
HELD_BACK = {"cmrc2018": 0.04, "drcd": 0.25, "xquad_zh": 0.0, "lawbench_rc": 0.0}
NEAR = 8  # texts like each text


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a run is made of. items: questions a step. Shares are of items; those of real questions, at the start and at the end.

    twisted: of pairs of a question and its twist (``training.twists``), both over the same windows. written: of draws that are of
    the written questions (``training.written``), with their twist where they have one. lengths: of windows, in characters, one
    a step. negatives: windows beside the one that answers. kept: of the weights that a further training began with, the share that
    stays in what is written (Wortsman et al., Robust fine-tuning of zero-shot models, 2022).
    """

    minutes: float = 90.0
    seed: int = 1
    items: int = 48
    rate: float = 4e-4
    weight_decay: float = 0.02
    warm_up: float = 0.05
    dropout: float = 0.1
    ema: float = 0.998
    real_first: float = 0.35
    real_last: float = 0.7
    withhold: float = 0.2
    twins: float = 0.15
    twisted: float = 0.0
    written: float = 0.0
    lengths: tuple[int, ...] = (140, 220, 300, 300)
    negatives: tuple[int, ...] = (1, 2, 3, 5)
    sentence_weight: float = 0.5
    answers_weight: float = 0.5
    kept: float = 0.0
    save_every: float = 180.0  # seconds


FURTHER = Recipe(
    items=16, rate=1e-4, ema=0.99, real_first=0.7, real_last=0.7, twisted=0.15, written=0.75, lengths=(160, 220, 300), negatives=(0, 0, 1, 2), kept=0.3
)
"""To train a reader further, on a CPU."""


def train_examples(data: Path, *, kept: bool) -> list[Example]:
    """The real questions to train on, or (``kept``) those of the same sets that are held back by document."""
    examples = []
    for name in SETS:
        if (data / f"{name}.jsonl.gz").is_file():
            splits = ("train", "trial") if name == "cmrc2018" else ()
            found = load_examples(data, name, splits)
            examples += [example for example in found if held_back(example.doc, HELD_BACK[name]) == kept]
    return examples


def build_vocabulary(texts: Sequence[str], size: int, buckets: int) -> Vocabulary:
    """The ``size`` commonest characters, idf over slices of 100 characters."""
    count, slices = Counter[str](), 0
    for text in texts:
        folded = fold_text(text)
        for at in range(0, len(folded), 100):
            count.update(set(folded[at : at + 100]))
            slices += 1
    ranked = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:size]  # the same order in every process
    common = [(char, n) for char, n in ranked if n > 1 and ord(char) < 0x30000]
    idf = np.array([math.log(slices / n) for _, n in common], dtype=np.float32)
    return Vocabulary("".join(char for char, _ in common), idf, buckets)


def near_texts(texts: Sequence[str], near: int = NEAR, device: str = "cpu") -> npt.NDArray[np.int32]:
    """(len(texts), near) the numbers of the texts most like each text, by the built-in embedder; near-duplicates left out."""
    from rag.embed.static import BUILTIN_FOLDER, StaticEmbedder

    embedder = StaticEmbedder.load(BUILTIN_FOLDER, "builtin")
    parts = [embedder.embed_passages([text[:600] for text in texts[at : at + 4096]]) for at in range(0, len(texts), 4096)]
    vectors = torch.from_numpy(np.concatenate(parts)).to(device)
    found = []
    for rows in vectors.split(2048):  # type: ignore[no-untyped-call]
        alike = rows @ vectors.T
        alike[alike > 0.96] = -1  # itself, and reprints that would answer as well
        found.append(alike.topk(min(near, len(texts)), dim=1).indices.to("cpu", torch.int32))
    return torch.cat(found).numpy()


class Mixer:
    """Draws items: a question with windows of its own text, of texts like it, and of any."""

    def __init__(
        self,
        real: Sequence[Example],
        texts: Sequence[str],
        near: npt.NDArray[np.int32],
        data: Path,
        recipe: Recipe,
        seed: int,
        written: Sequence[Example] = (),
    ) -> None:
        self.rng, self.recipe, self.real, self.written = Random(seed), recipe, real, written
        self.maker = QuestionMaker(load_verbs(data), self.rng)
        asked = [example.question for example in real[:4000]]
        self.twister = Twister(self.maker, Words.load(data), asked, texts[:3000]) if recipe.twisted else None
        self.texts, self.near = texts, near
        self.number = {text: i for i, text in enumerate(texts)}
        self.made = stream(texts, self.maker)
        self.source = lru_cache(maxsize=4096)(lambda i: Source.of(self.texts[i][:1500]))
        self.order: list[Example] = []
        self.written_order: list[Example] = []

    def items(self, share: float) -> Iterator[Item]:
        """The items of one step."""
        rng, left = self.rng, self.recipe.items
        max_chars = rng.choice(self.recipe.lengths)
        while left > 0:
            if self.written and rng.random() < self.recipe.written:
                pair = self._written(max_chars)
                left -= len(pair)
                yield from pair
                continue
            if self.twister and rng.random() < self.recipe.twisted:
                pair = self._pair(self.twister, share, max_chars)
                left -= len(pair)
                yield from pair
                continue
            example = self._real() if rng.random() < share else next(self.made)
            others = self._others(example)
            if example.answerable and rng.random() < self.recipe.twins:
                company = others[0].folded.text if others and rng.random() < 0.6 else ""
                if twin := self.maker.twin(example.question, company):
                    example = replace(example, question=twin, answerable=False)
            item = make_item(
                example, others, rng, max_chars=max_chars, negatives=rng.choice(self.recipe.negatives),
                withhold=self.recipe.withhold, use_title=0.6,
            )
            if item:
                left -= 1
                yield item

    def _pair(self, twister: Twister, share: float, max_chars: int) -> tuple[Item, ...]:
        """An answerable question and its twist over the same windows; nothing when it cannot be twisted."""
        rng = self.rng
        example = self._real() if rng.random() < share else next(self.made)
        others = self._others(example)
        twisted = twister.twist(example, others[0].folded.text if others else "") if example.answerable else None
        if twisted is None:
            return ()
        plain = replace(example, question=twister.reword(example.question))
        negatives = rng.choice((0, 0, 0, 1))
        item = make_item(plain, others, rng, max_chars=max_chars, negatives=negatives, withhold=0.0, use_title=0.6)
        return (item, Item(self._worn(twisted), item.windows, ())) if item else ()

    def _written(self, max_chars: int) -> tuple[Item, ...]:
        """A written question and its twist over the same windows; without one, now and then with the answer withheld."""
        if not self.written_order:
            self.written_order = self.rng.sample(list(self.written), len(self.written))
        example = self.written_order.pop()
        withhold = 0.0 if example.twist else self.recipe.withhold
        item = make_item(
            replace(example, question=self._worn(example.question)), self._others(example), self.rng, max_chars=max_chars,
            negatives=self.rng.choice(self.recipe.negatives), withhold=withhold, use_title=0.0,
        )
        if item is None:
            return ()
        return (item, Item(self._worn(example.twist), item.windows, ())) if example.twist else (item,)

    def _others(self, example: Example) -> list[Source]:
        """Texts like the example's, then any."""
        rng = self.rng
        own = int(example.id.partition(":")[2]) if example.id.startswith("news:") else self.number.get(example.raw, -1)
        alike = rng.sample(self.near[own].tolist(), min(4, self.near.shape[1])) if own >= 0 and rng.random() < 0.75 else []
        drawn = [i for i in (*alike, *(rng.randrange(len(self.texts)) for _ in range(4))) if i != own]
        return [self.source(i) for i in drawn]

    def _real(self) -> Example:
        if not self.order:
            self.order = self.rng.sample(list(self.real), len(self.real))
        example = self.order.pop()
        return replace(example, question=self._worn(example.question))

    def _worn(self, question: str) -> str:
        """Now and then a question loses a character or two, or its mark."""
        rng = self.rng
        if rng.random() < 0.2:
            question = question.rstrip("?")
        if rng.random() < 0.25 and len(question) > 10:
            at = rng.randrange(len(question) - 2)
            question = question[:at] + question[at + rng.choice((1, 2)) :]
        return question
