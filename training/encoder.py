"""Pretrain the reader's encoder: guess hidden characters of running text (masked language modelling, Devlin et al. 2019).

    python -m training.encoder --data FOLDER --out FOLDER --minutes 60

Runs of one to three characters are hidden, with every hashed pair that touches them. All text lies on the device as one
row of code points; a batch is crops of it. An interrupted run goes on from its state in the same folder.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from tqdm import tqdm  # type: ignore[import-untyped]

from rag.read.features import BODY, MASK, SPECIALS, Ints, Vocabulary, code_points
from rag.text.fold import fold_text
from training.questions import load_news
from training.reader_mix import build_vocabulary, train_examples
from training.reader_model import Encoder, Shape

CHARACTERS = 6500


@dataclass(frozen=True, slots=True)
class Recipe:
    """minutes: of all runs together. length: characters of a crop; hidden: share of them that is hidden."""

    minutes: float = 60.0
    seed: int = 1
    crops: int = 128
    length: int = 384
    hidden: float = 0.2
    rate: float = 1e-3
    weight_decay: float = 0.02
    warm_up: float = 0.04
    dropout: float = 0.0
    save_every: float = 120.0  # seconds


class Guesser(nn.Module):
    """The encoder and what guesses a character from a state."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = Encoder(shape, dropout)
        self.guess = nn.Sequential(nn.Linear(shape.dim, shape.dim), nn.ReLU(), nn.LayerNorm(shape.dim))
        self.bias = nn.Parameter(torch.zeros(shape.characters))

    def forward(self, chars: Tensor, pairs: Tensor, hidden: Tensor, where: Tensor) -> Tensor:
        """(k, characters) logits of the positions ``where`` (k,), flat; ``hidden`` (B, T) is what may not be seen."""
        after = F.pad(hidden[:, 1:], (0, 1))
        pairs = pairs.masked_fill(hidden | after, 0)
        before = F.pad(pairs[:, :-1], (1, 0))
        x = self.encoder.embed(chars.masked_fill(hidden, MASK), pairs, before, torch.full_like(chars, BODY))
        states = self.encoder(x).flatten(0, 1)[where]
        logits: Tensor = self.guess(states) @ self.encoder.char.weight.T + self.bias
        return logits


def codes_of(texts: Iterable[str]) -> Ints:
    """Code points of the folded texts, a line break between them."""
    return np.concatenate([code_points(fold_text(text) + "\n") for text in texts])


def training_text(data: Path, news_limit: int = 0, workers: int = 1) -> tuple[Vocabulary, Ints]:
    """The vocabulary, and the code points of all text that may be trained on, documents in random order."""
    news = load_news(data / "news.txt.gz", news_limit)
    real = sorted({example.raw for example in train_examples(data, kept=False)})
    vocabulary = build_vocabulary([*news[:8000], *real], CHARACTERS, Shape(characters=0).buckets)
    texts = [*news, *real]
    order = np.random.default_rng(0).permutation(len(texts))
    parts = [[texts[i] for i in order[n :: max(workers * 4, 1)]] for n in range(max(workers * 4, 1))]
    if workers <= 1:
        return vocabulary, np.concatenate([codes_of(part) for part in parts])
    with ProcessPoolExecutor(workers) as pool:
        return vocabulary, np.concatenate(list(pool.map(codes_of, parts)))


def rate_at(progress: float, peak: float, warm_up: float) -> float:
    """Learning rate at ``progress`` (0 to 1) of the time: linear up, cosine down to a fiftieth."""
    if progress < warm_up:
        return peak * (0.02 + 0.98 * progress / warm_up)
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min((progress - warm_up) / (1 - warm_up), 1.0))))


def grouped(model: nn.Module, decay: float) -> list[dict[str, object]]:
    """Parameter groups: matrices decay; vectors and the tables do not."""
    tables = ("char.weight", "pair.weight", "kind.weight", "match.weight")
    matrices: list[Tensor] = []
    rest: list[Tensor] = []
    for name, value in model.named_parameters():
        (rest if value.ndim < 2 or name.endswith(tables) else matrices).append(value)
    return [{"params": matrices, "weight_decay": decay}, {"params": rest, "weight_decay": 0.0}]


def hide(shape: tuple[int, int], share: float, device: str) -> Tensor:
    """(B, T) positions that are hidden, in runs of one to three."""
    starts = torch.rand(shape, device=device) < share / 2
    longer = torch.rand(shape, device=device)
    second = F.pad((starts & (longer < 0.75))[:, :-1], (1, 0))
    third = F.pad((starts & (longer < 0.35))[:, :-2], (2, 0))
    return starts | second | third


def pretrain(
    vocabulary: Vocabulary, codes: Ints, out: Path, recipe: Recipe, device: str, *, shape: Shape, compiled: bool,
    initial: Path | None = None,
) -> Guesser:
    """Train until ``recipe.minutes`` are spent; the state in ``out`` is taken up and replaced.

    initial: the state of a finished run over the same vocabulary, to begin with its weights.
    """
    torch.manual_seed(recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    model = Guesser(replace(shape, characters=len(vocabulary)), recipe.dropout).to(device)
    if initial is not None:
        model.load_state_dict(torch.load(initial, map_location=device, weights_only=True)["model"])
    optimizer = torch.optim.AdamW(grouped(model, recipe.weight_decay), lr=recipe.rate, betas=(0.9, 0.98), fused=True)
    spent, step, path = 0.0, 0, out / "encoder.pt"
    if path.is_file():
        saved = torch.load(path, map_location=device, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        spent, step = saved["spent"], saved["step"]
    chars = torch.from_numpy(vocabulary.numbers(codes)).to(device)
    pairs = torch.from_numpy(vocabulary.pairs(codes)).to(device)
    forward = torch.compile(model, dynamic=False) if compiled else model
    k = max(int(recipe.crops * recipe.length * recipe.hidden * 0.8), 1)
    offsets = torch.arange(recipe.length, device=device)
    total, losses = recipe.minutes * 60, 0.0
    last = saved_at = time.monotonic()
    bar = tqdm(total=round(total), unit="s", mininterval=5)
    while spent < total:
        for group in optimizer.param_groups:
            group["lr"] = rate_at(spent / total, recipe.rate, recipe.warm_up)
        at = torch.randint(0, len(chars) - recipe.length, (recipe.crops, 1), device=device) + offsets
        text = chars[at].long()
        hidden = hide((recipe.crops, recipe.length), recipe.hidden, device) & (text >= SPECIALS)
        scores = hidden.flatten() + torch.rand(hidden.numel(), device=device)
        where = scores.topk(k).indices  # a fixed number of them, hidden ones first
        with torch.autocast(device, torch.bfloat16, enabled=device != "cpu"):
            logits = forward(text, pairs[at].long(), hidden, where)
        wanted = torch.where(hidden.flatten()[where], text.flatten()[where], -100)
        loss = F.cross_entropy(logits.float(), wanted)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % 50 == 0 or device == "cpu":
            losses = float(loss.detach())
            now = time.monotonic()
            spent, last = spent + now - last, now
            bar.n = min(round(spent), round(total))
            bar.set_postfix(step=step, loss=f"{losses:.3f}")
            if now - saved_at > recipe.save_every:
                _save(path, model, optimizer, spent, step)
                saved_at = last = time.monotonic()
    bar.close()
    _save(path, model, optimizer, spent, step)
    print(f"{step} steps, {step * recipe.crops * recipe.length / 1e6:.0f} million characters, loss {losses:.3f}", flush=True)
    return model


def _save(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, spent: float, step: int) -> None:
    values = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "spent": spent, "step": step}
    torch.save(values, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder for the state")
    parser.add_argument("--minutes", type=float, default=Recipe().minutes)
    parser.add_argument("--rate", type=float, default=Recipe().rate, help="highest learning rate")
    parser.add_argument("--init", type=Path, help="encoder.pt of a finished run, to train further")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--workers", type=int, default=1, help="processes that prepare the text")
    parser.add_argument("--compile", action="store_true", help="torch.compile: worth its half minute on a GPU")
    options = parser.parse_args(arguments)
    vocabulary, codes = training_text(options.data, workers=options.workers)
    print(f"{len(codes) / 1e6:.1f} million characters, {len(vocabulary)} different", flush=True)
    recipe = Recipe(minutes=options.minutes, rate=options.rate)
    pretrain(
        vocabulary, codes, options.out, recipe, options.device, shape=Shape(characters=0), compiled=options.compile,
        initial=options.init,
    )


if __name__ == "__main__":
    main()
