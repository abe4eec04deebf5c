"""Train the built-in reader: ``python -m training.reader --data FOLDER --out FOLDER --encoder FOLDER --minutes N``.

Starts from a pretrained encoder (``training.encoder``). Questions made from news and real ones are mixed, the share of real
ones rising; every item is a question with windows read together: the one that answers among windows of the same article and
of others like it, or those alone. An interrupted run goes on where it was when it is started again with the same folder.

``--init FOLDER`` goes on from a reader that ``export`` wrote instead, such as the built-in one, its tables fixed, mostly with written questions
(``training.written``) and pairs of a question and its twist; an hour of two CPU cores does something.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from tqdm import tqdm  # type: ignore[import-untyped]

from rag.read.features import Vocabulary, encode
from training.encoder import CHARACTERS, Guesser, grouped, rate_at
from training.questions import load_news
from training.reader_calibration import calibrate
from training.reader_eval import evaluate, fit_temperature, temperature_examples
from training.reader_export import export, restore
from training.reader_mix import FURTHER, Mixer, Recipe, build_vocabulary, near_texts, train_examples
from training.reader_model import Batch, ReaderModel, Shape, collate, losses
from training.squad import Example
from training.written import written


@dataclass(frozen=True, slots=True)
class Material:
    """What items are drawn from. near: see ``near_texts``; written: see ``training.written``."""

    data: Path
    real: Sequence[Example]
    texts: Sequence[str]
    near: npt.NDArray[np.int32]
    vocabulary: Vocabulary
    written: Sequence[Example] = ()

    @classmethod
    def read(cls, data: Path, news_limit: int = 0, device: str = "cpu", vocabulary: Vocabulary | None = None) -> Material:
        """Everything that may be trained on in the folder ``data``; ``vocabulary``: that of a reader trained before."""
        real = train_examples(data, kept=False)
        path = data / "news.txt.gz"
        news = load_news(path, news_limit) if path.is_file() else []
        contexts = sorted({example.raw for example in real})
        vocabulary = vocabulary or build_vocabulary([*news[:8000], *contexts], CHARACTERS, Shape(characters=0).buckets)
        texts = [*news, *contexts]
        return cls(data, real, texts, near_texts(texts, device=device), vocabulary, written(news, kept=False))


class Steps(IterableDataset[Batch]):
    """Endless batches; each worker draws its own. progress: shared, 0 to 1."""

    def __init__(self, material: Material, recipe: Recipe, seed: int, progress: torch.Tensor) -> None:
        self.material, self.recipe, self.seed, self.progress = material, recipe, seed, progress

    def __iter__(self) -> Iterator[Batch]:
        worker, recipe, m = get_worker_info(), self.recipe, self.material
        mixer = Mixer(m.real, m.texts, m.near, m.data, recipe, self.seed * 1000 + (worker.id if worker else 0), m.written)
        while True:
            share = recipe.real_first + (recipe.real_last - recipe.real_first) * float(self.progress)
            items = list(mixer.items(share))
            yield collate([encode(item.question, item.windows, m.vocabulary) for item in items], items)


def train(
    material: Material, out: Path, recipe: Recipe, *, shape: Shape, encoder: Path | None = None, initial: ReaderModel | None = None,
    device: str = "cpu", workers: int = 0,
) -> ReaderModel:
    """Train for ``recipe.minutes`` (all runs on ``out`` together) and export the averaged weights to ``out``.

    initial: a trained reader to begin with; its tables stay as they are.
    """
    torch.manual_seed(recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    shape = replace(shape, characters=len(material.vocabulary))
    model = ReaderModel(shape, recipe.dropout)
    if encoder is not None:
        saved = torch.load(encoder / "encoder.pt", map_location="cpu", weights_only=True)["model"]
        guesser = Guesser(shape)
        guesser.load_state_dict(saved)
        model.encoder.load_state_dict(guesser.encoder.state_dict())
    if initial is not None:
        model.load_state_dict(initial.state_dict())
        for table in (model.encoder.char, model.encoder.pair):
            table.weight.requires_grad_(False)
    run = Run(model.to(device), recipe, out / "reader.pt")
    progress = torch.zeros(()).share_memory_()  # type: ignore[no-untyped-call]
    steps = Steps(material, recipe, recipe.seed + run.step, progress)
    loader = DataLoader(steps, batch_size=None, num_workers=workers, prefetch_factor=4 if workers else None)
    total = recipe.minutes * 60
    bar = tqdm(total=round(total), unit="s", mininterval=5)
    last = saved_at = time.monotonic()
    sums = np.zeros(3)
    for batch in loader:
        progress.fill_(run.spent / total)
        run.one_step(batch.to(device), run.spent / total)
        if run.step % 20 == 0 or workers == 0:
            sums = np.array([float(value.detach()) for value in run.losses])
        now = time.monotonic()
        run.spent, last = run.spent + now - last, now
        bar.n = min(round(run.spent), round(total))
        bar.set_postfix(step=run.step, span=f"{sums[0]:.2f}", sentence=f"{sums[1]:.2f}", answers=f"{sums[2]:.2f}", refresh=False)
        bar.update(0)
        if run.spent >= total:
            break
        if now - saved_at > recipe.save_every:
            run.save()
            saved_at = last = time.monotonic()
    bar.close()
    run.save()
    print(f"{run.step} steps of {recipe.items} items, losses {sums.round(3).tolist()}", flush=True)
    written_out = run.average.cpu()
    if initial is not None:
        begun = initial.state_dict()
        written_out.load_state_dict({name: value.lerp(begun[name], recipe.kept) for name, value in written_out.state_dict().items()})
    export(written_out, material.vocabulary, out)
    return written_out


class Run:
    """The model, its average and the optimiser of one training run; taken up again from ``state`` when it exists."""

    def __init__(self, model: ReaderModel, recipe: Recipe, state: Path) -> None:
        self.model, self.recipe, self.state = model, recipe, state
        self.device = next(model.parameters()).device.type
        self.average = ReaderModel(model.shape).to(self.device).eval()
        self.average.load_state_dict(model.state_dict())
        self.optimizer = torch.optim.AdamW(grouped(model, recipe.weight_decay), lr=recipe.rate, betas=(0.9, 0.98), fused=True)
        self.losses: tuple[torch.Tensor, ...] = ()
        self.spent, self.step = 0.0, 0
        if state.is_file():
            saved = torch.load(state, map_location=self.device, weights_only=True)
            model.load_state_dict(saved["model"])
            self.average.load_state_dict(saved["average"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.spent, self.step = saved["spent"], saved["step"]

    def one_step(self, batch: Batch, progress: float) -> None:
        recipe = self.recipe
        self.model.train()
        for group in self.optimizer.param_groups:
            group["lr"] = rate_at(progress, recipe.rate, recipe.warm_up)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device != "cpu"):  # ten times slower where a CPU has no such numbers
            logits = self.model(batch)
        self.losses = losses(logits, batch)
        span, sentence, answers = self.losses
        loss = span + recipe.sentence_weight * sentence + recipe.answers_weight * answers
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        if self.step % 4 == 0:
            keep = min(recipe.ema**4, (1 + self.step) / (20 + self.step))
            with torch.no_grad():
                torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()), 1 - keep)

    def save(self) -> None:
        """Replace the state at once, so that an interruption leaves the old one."""
        values = {
            "model": self.model.state_dict(), "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(), "spent": self.spent, "step": self.step,
        }
        torch.save(values, self.state.with_suffix(".new"))
        self.state.with_suffix(".new").replace(self.state)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the sets and news.txt.gz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model and the state of the run")
    parser.add_argument("--encoder", type=Path, help="folder of a pretrained encoder (training.encoder); else from nothing")
    parser.add_argument("--init", type=Path, help="folder of an exported reader to train further")
    parser.add_argument("--minutes", type=float, default=Recipe().minutes)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--workers", type=int, default=0, help="processes that make items")
    parser.add_argument("--threads", type=int, default=0, help="0: as torch likes; 1 beside other work")
    parser.add_argument("--twisted", type=float, help="share of pairs of a question and its twist (else as the recipe has it)")
    parser.add_argument("--news", type=int, default=0, help="articles to make questions of (0: all)")
    parser.add_argument("--limit", type=int, default=0, help="questions per set to measure with (0: all)")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    trained, vocabulary = restore(options.init) if options.init else (None, None)
    material = Material.read(options.data, options.news, options.device, vocabulary)
    print(f"{len(material.real)} questions, {len(material.written)} written, {len(material.texts)} texts, {len(material.vocabulary)} characters", flush=True)
    recipe = replace(FURTHER if trained else Recipe(), minutes=options.minutes)
    recipe = recipe if options.twisted is None else replace(recipe, twisted=options.twisted)
    train(material, options.out, recipe, shape=Shape(characters=0), encoder=options.encoder,
          initial=trained, device=options.device, workers=options.workers)
    fitting = temperature_examples(options.data)
    print(f"temperature {fit_temperature(options.out, fitting):.3f}, fitted on {len(fitting)} questions never trained on")
    print(calibrate(options.data, options.out, limit=options.limit))
    print(evaluate(options.data, options.out, limit=options.limit))


if __name__ == "__main__":
    main()
