"""Train the built-in reader: ``python -m training.reader --data FOLDER --out FOLDER --minutes N``.

Questions made from news and real ones are mixed, the share of real ones rising; every item is a question with the
window that holds the answer, windows of the same article and unrelated ones, read together, or without the first.
An interrupted run goes on where it was when it is started again with the same folder.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import Tensor

from rag.read.features import SPECIALS, Encoded, Vocabulary, encode
from training.questions import load_news
from training.reader_eval import evaluate, fit_temperature, temperature_examples
from training.reader_mix import Mixer, Recipe, build_vocabulary, hide, train_examples
from training.reader_model import Logits, ReaderModel, Shape, collate
from training.squad import Item


def losses(logits: Logits, items: Sequence[Item], encoded: Sequence[Encoded], max_span: int) -> tuple[Tensor, Tensor]:
    """Negative log-likelihood, summed over the items, of (the answer's span or "nothing", the answer's sentence).

    Both are shared among all windows of an item: every span of every window and "nothing" compete with each other.
    """
    sizes = [len(code.chars) for code in encoded]
    row_spans = logits.spans.logsumexp(1)[: sum(sizes)].split(sizes)  # type: ignore[no-untyped-call]
    evidence = logits.evidence[: sum(sizes)].split(sizes)  # type: ignore[no-untyped-call]
    rows, columns = [], []
    span_total, sentence_losses, at = [], [], 0
    for number, (item, code) in enumerate(zip(items, encoded, strict=True)):
        span_total.append(row_spans[number].logsumexp(0))
        right: set[tuple[int, int]] = set()
        for window, a, b in item.targets:
            first = at + int(code.offsets[window]) + a
            rows.append(first)
            columns.append(first + b - a - 1 - first // max_span * max_span)
            offset = int(code.offsets[window])
            right |= {(offset + s, offset + e) for w, s, e in code.sentences.tolist() if w == window and s <= a < e}
        if right:
            mass = torch.cat([evidence[number][s:e] for s, e in sorted(right)]).logsumexp(0)
            sentence_losses.append(evidence[number].logsumexp(0) - mass)
        at += sizes[number]
    total = torch.logaddexp(torch.stack(span_total), logits.nothing)
    counts = [len(item.targets) for item in items]
    found = logits.spans[rows, columns].split(counts)  # type: ignore[no-untyped-call]
    right_logit = torch.stack(
        [part.logsumexp(0) if len(part) else none for part, none in zip(found, logits.nothing, strict=True)]
    )
    sentence = torch.stack(sentence_losses).sum() if sentence_losses else logits.nothing.sum() * 0
    return (total - right_logit).sum(), sentence


def guess_loss(model: ReaderModel, states: Tensor, chars: Tensor, where: Tensor, limit: int = 160) -> Tensor:
    """Mean cross-entropy of the hidden characters, known ones only, at most ``limit`` of them."""
    (at,) = torch.where(where & (chars >= SPECIALS))
    if not len(at):
        return states.new_zeros((), dtype=torch.float32)
    at = at[torch.randperm(len(at), device=at.device)[:limit]]
    return F.cross_entropy(model.guess(states[at].float()) @ model.char.weight.T, chars[at])


def schedule(recipe: Recipe, progress: float) -> float:
    """Learning rate at ``progress`` (0 to 1) of the time: linear up, cosine down to a fiftieth."""
    if progress < recipe.warm_up:
        return recipe.rate * (0.05 + 0.95 * progress / recipe.warm_up)
    rest = (progress - recipe.warm_up) / (1 - recipe.warm_up)
    return recipe.rate * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(rest, 1.0))))


def train(data: Path, out: Path, recipe: Recipe, *, device: str = "cpu", news_limit: int = 0) -> ReaderModel:
    """Train for ``recipe.minutes`` (all runs on ``out`` together) and export the averaged weights to ``out``."""
    torch.manual_seed(recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    real = train_examples(data, kept=False)
    news_path = data / "news.txt.gz"
    news = load_news(news_path, news_limit) if news_path.is_file() else []
    shape = Shape(characters=0, buckets=recipe.buckets)
    vocabulary = build_vocabulary([*news[:8000], *sorted({e.raw for e in real})], recipe.vocabulary, shape.buckets)
    shape = replace(shape, characters=len(vocabulary))
    run = Run(ReaderModel(shape, recipe.dropout).to(device), recipe, out / "state.pt")
    mixer = Mixer(real, news, data, recipe, recipe.seed + run.step)
    print(f"{len(real)} questions, {len(news)} articles, {len(vocabulary)} characters, step {run.step}", flush=True)
    sums, last_save, last_print = np.zeros(4), time.monotonic(), time.monotonic()
    while not run.done:
        began = time.monotonic()
        share = recipe.real_first + (recipe.real_last - recipe.real_first) * run.progress
        items = list(mixer.items(share))
        sums += run.one_step(items, [encode(item.question, item.windows, vocabulary) for item in items])
        now = time.monotonic()
        run.spent += now - began
        if now - last_print > 20:
            span, sentence, guess = sums[1:] / sums[0]
            print(
                f"{run.spent / 60:6.1f} min  step {run.step}  items {run.seen}  real {share:.2f}"
                f"  span {span:.3f}  sentence {sentence:.3f}  guess {guess:.3f}", flush=True,
            )
            sums[:], last_print = 0, now
        if now - last_save > recipe.save_every or run.done:
            run.save()
            export(run.average, vocabulary, out)
            last_save = time.monotonic()
    return run.average


class Run:
    """The model, its average and the optimisers of one training run; taken up again from ``state`` when it exists."""

    def __init__(self, model: ReaderModel, recipe: Recipe, state: Path) -> None:
        self.model, self.recipe, self.state = model, recipe, state
        self.device = next(model.parameters()).device.type
        self.average = ReaderModel(model.shape).to(self.device).eval()
        self.average.load_state_dict(model.state_dict())
        dense = [value for name, value in model.named_parameters() if name != "pair.weight"]
        self.optimizers: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(dense, lr=recipe.rate, betas=(0.9, 0.98), weight_decay=recipe.weight_decay, fused=True),
            torch.optim.SparseAdam([model.pair.weight], lr=recipe.rate, betas=(0.9, 0.98)),
        ]
        self.spent, self.step, self.seen = 0.0, 0, 0
        if state.is_file():
            saved = torch.load(state, map_location=self.device, weights_only=True)
            model.load_state_dict(saved["model"])
            self.average.load_state_dict(saved["average"])
            for optimizer, values in zip(self.optimizers, saved["optimizers"], strict=True):
                optimizer.load_state_dict(values)
            self.spent, self.step, self.seen = saved["spent"], saved["step"], saved["seen"]
        self.numbers = np.random.default_rng(recipe.seed + self.step)

    @property
    def progress(self) -> float:
        return min(self.spent / (self.recipe.minutes * 60), 1.0)

    @property
    def done(self) -> bool:
        return self.spent >= self.recipe.minutes * 60 or 0 < self.recipe.steps <= self.step

    def one_step(self, items: Sequence[Item], encoded: Sequence[Encoded]) -> npt.NDArray[np.float64]:
        """Sums over the items: (items, span loss, sentence loss, guess loss). Small parts fit the cache."""
        recipe, sums = self.recipe, np.zeros(4)
        self.model.train()
        for optimizer in self.optimizers:
            optimizer.zero_grad()
            for group in optimizer.param_groups:
                group["lr"] = schedule(recipe, self.progress)
        guess_weight = recipe.guess_weight * (1 - 0.7 * self.progress)
        for part, codes in _parts(items, encoded, recipe.part):
            whole = collate(codes)
            batch, where = hide(whole, self.numbers)
            batch = batch.to(self.device)
            logits = torch.func.functional_call(self.model, _half(self.model), (batch,))
            real = whole.chars.to(self.device)
            guess = guess_loss(self.model, logits.states, real, where.to(self.device)) * len(part)
            span, sentence = losses(logits, part, codes, self.model.shape.max_span)
            loss = (span + recipe.sentence_weight * sentence + guess_weight * guess) / len(items)
            loss.backward()  # type: ignore[no-untyped-call]
            sums += (len(part), span.item(), sentence.item(), guess.item())
        dense = [value for name, value in self.model.named_parameters() if name != "pair.weight"]
        torch.nn.utils.clip_grad_norm_(dense, 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        self.seen += len(items)
        if self.step % 4 == 0:
            keep = min(recipe.ema**4, (1 + self.step) / (20 + self.step))
            with torch.no_grad():
                torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()), 1 - keep)
        return sums

    def save(self) -> None:
        """Replace the state at once, so that an interruption leaves the old one."""
        values = {
            "model": self.model.state_dict(), "average": self.average.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "spent": self.spent, "step": self.step, "seen": self.seen,
        }
        torch.save(values, self.state.with_suffix(".new"))
        self.state.with_suffix(".new").replace(self.state)


def _half(model: ReaderModel) -> dict[str, Tensor]:
    """The weights but the tables in bfloat16; their gradients arrive in float32."""
    return {
        name: value if name in ("char.weight", "pair.weight") else value.to(torch.bfloat16)
        for name, value in model.named_parameters()
    }


def _parts(
    items: Sequence[Item], encoded: Sequence[Encoded], size: int
) -> Iterator[tuple[Sequence[Item], Sequence[Encoded]]]:
    """Consecutive items of about ``size`` positions together."""
    start = room = 0
    for at, code in enumerate(encoded):
        room += len(code.chars)
        if room >= size or at == len(items) - 1:
            yield items[start : at + 1], encoded[start : at + 1]
            start, room = at + 1, 0


def export(model: ReaderModel, vocabulary: Vocabulary, out: Path, temperature: float = 1.0) -> None:
    """Write what ``rag.read.reader.SpanReader.load`` reads: config.json, vocab.txt, model.safetensors (float16)."""
    weights = {
        name: value.detach().to("cpu", torch.float16).contiguous()
        for name, value in model.state_dict().items()
        if not name.startswith("guess.")
    }
    weights["idf"] = torch.from_numpy(vocabulary.idf[SPECIALS:]).to(torch.float16)
    save_file(weights, out / "model.safetensors")
    (out / "vocab.txt").write_text("\n".join(f"{ord(char):x}" for char in vocabulary.characters), encoding="utf-8")
    config = {"format": 1, "temperature": temperature, **model.shape.to_json()}
    (out / "config.json").write_text(json.dumps(config, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the sets and news.txt.gz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model and the state of the run")
    parser.add_argument("--minutes", type=float, default=Recipe().minutes)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=0, help="0: as torch likes; 1 beside other work")
    parser.add_argument("--limit", type=int, default=0, help="questions per set to measure with (0: all)")
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    train(args.data, args.out, Recipe(minutes=args.minutes), device=args.device)
    fitting = temperature_examples(args.data)
    print(f"temperature {fit_temperature(args.out, fitting):.3f}, fitted on {len(fitting)} questions never trained on")
    print(evaluate(args.data, args.out, limit=args.limit))


if __name__ == "__main__":
    main()
