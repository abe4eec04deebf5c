"""What the reader is trained on: the mix of real and made questions, and the sizes and rates of a run."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from rag.read.features import MASK, Vocabulary
from rag.read.windows import Source
from rag.text.fold import fold_text
from training.questions import QuestionMaker, load_verbs, stream
from training.reader_model import Batch
from training.squad import Example, Item, held_back, load_examples, make_item

SETS = ("cmrc2018", "drcd", "xquad_zh", "lawbench_rc")
HELD_BACK = {"cmrc2018": 0.04, "drcd": 0.25, "xquad_zh": 0.0, "lawbench_rc": 0.0}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a run is made of. positions: passage characters per step; part: per pass. Shares are of items or time."""

    minutes: float = 90.0
    steps: int = 0  # stop after so many, whatever the time; 0: by time alone
    seed: int = 1
    positions: int = 14_000
    part: int = 3_500
    rate: float = 2e-3
    weight_decay: float = 0.02
    warm_up: float = 0.02
    dropout: float = 0.1
    ema: float = 0.998
    real_first: float = 0.25
    real_last: float = 0.85
    withhold: float = 0.2
    twins: float = 0.12
    guess_weight: float = 0.3
    sentence_weight: float = 0.5
    vocabulary: int = 6500
    buckets: int = 1 << 17
    save_every: float = 180.0  # seconds


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
    common = [(char, n) for char, n in count.most_common(size) if n > 1 and ord(char) < 0x30000]
    idf = np.array([math.log(slices / n) for _, n in common], dtype=np.float32)
    return Vocabulary("".join(char for char, _ in common), idf, buckets)


class Mixer:
    """Draws items: real ones with the share asked for, each group of a step cut to windows of one size."""

    def __init__(self, real: Sequence[Example], news: Sequence[str], data: Path, recipe: Recipe, seed: int) -> None:
        self.rng, self.recipe, self.real = Random(seed), recipe, real
        self.maker = QuestionMaker(load_verbs(data), self.rng)
        self.made = stream([*news, *sorted({e.raw for e in real})], self.maker)
        self.others = [Source.of(self.rng.choice(news)[:1200]) for _ in range(1500 if news else 0)]
        self.others += [e.source for e in self.rng.sample(list(real), min(1500, len(real)))]
        self.order: list[Example] = []

    def items(self, share: float) -> Iterator[Item]:
        """Items for one step, about ``recipe.positions`` characters."""
        rng, room = self.rng, self.recipe.positions
        max_chars = rng.choice((140, 220, 300, 300))
        while room > 0:
            example = self._real() if rng.random() < share else next(self.made)
            item = make_item(
                example, self.others, rng, max_chars=max_chars, negatives=rng.choice((1, 2, 2, 3)),
                withhold=self.recipe.withhold, use_title=0.5,
            )
            if item:
                room -= sum(len(window.text) for window in item.windows)
                yield item

    def _real(self) -> Example:
        if not self.order:
            self.order = self.rng.sample(list(self.real), len(self.real))
        example = self.order.pop()
        if self.rng.random() < self.recipe.twins and (twin := self.maker.twin(example.question)):
            return replace(example, question=twin, answerable=False)
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


def hide(batch: Batch, rng: np.random.Generator, share: float = 0.12) -> tuple[Batch, Tensor]:
    """Mask characters of half the questions' windows, with the pairs they are in; returns where."""
    chosen = np.repeat(rng.random(len(batch.sizes)) < 0.5, batch.sizes)
    chosen = np.pad(chosen, (0, len(batch.chars) - len(chosen)))
    where = torch.from_numpy(chosen & (rng.random(len(chosen)) < share)) & batch.inside[:, 0]
    before = F.pad(where[1:], (0, 1))
    chars, pairs = batch.chars.masked_fill(where, MASK), batch.pairs.masked_fill(where | before, 0)
    return replace(batch, chars=chars, pairs=pairs), where
