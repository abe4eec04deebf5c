"""Train the built-in embedder and write it as a Sentence Transformers folder.

    python -m training.embedder --data DATA --out rag/builtin/embedder --minutes 60

A static embedding (one vector a piece, a text is their mean) learns by contrast, task by task (see
``embedder_batches.TASKS``). Interrupted, it goes on from its last checkpoint in ``--work``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from safetensors.torch import load_file, save, save_file
from tokenizers import Tokenizer
from tqdm import tqdm  # type: ignore[import-untyped]

from rag.text.glossary import entries
from training.embedder_batches import CROSS_LINGUAL, Bags, Batch, Longs, Sampler
from training.embedder_data import Corpus, Ragged, TrainingSet, encode_corpus, inflected, read_corpus, train_tokenizer
from training.embedder_eval import Score, as_table, measures, score
from training.embedder_tokenizer import HAN, LATIN, Sizes

SEED = 20210513
DIM = 768
SIZES = Sizes(han=12_000, latin_parts=3_000, latin_words=9_500)  # with DIM: 18 MB in bytes
BATCH = 1024
RATE = 0.015
INIT = 0.05
LEARNED = 0.8  # weight of what new numbers learned: the random ones they began with tell pieces apart that learning made alike
NEW_LATIN = 0.1  # length of an English piece's new numbers by that of its known ones: random, they say nothing of Chinese
PART_SHARE, STEM_SHARE = 0.3, 0.8
# Inverse temperatures. A sharp softmax helps where question and passage share words, a flat one across languages:
# 25 for both found 0.48 of XQuAD's passages for English questions after 2,000 steps, 25 and 12 found 0.53.
SHARPNESS, CROSS_LINGUAL_SHARPNESS = 22.0, 12.0
MATRYOSHKA = ((384, 0.3), (256, 0.2), (128, 0.2), (64, 0.1))  # how much the first so many numbers count beside all of them
READ_BY_WRITERS = 25  # sentences of a document that writers of English questions saw, about
NEIGHBOUR_STEPS = 400  # documents' neighbours are looked up anew this often
CHECKPOINT_SECONDS = 120.0


class Trainer:
    """The table of piece vectors, its optimizer, and where the run stands.

    known: (pieces, k) first numbers of each vector, of a model to go on from, which stay as they are; none at first.
    """

    def __init__(
        self, data: TrainingSet, tokenizer: Tokenizer, device: str = "cpu", dim: int = DIM, rate: float = RATE,
        known: torch.Tensor | None = None,
    ) -> None:
        torch.manual_seed(SEED)
        self.data, self.device, self.rate = data, device, rate
        self.sampler = Sampler(data, SEED)
        self.parts = shared_parts(tokenizer).to(device)
        pieces = tokenizer.get_vocab_size()
        self.known = (torch.zeros(pieces, 0) if known is None else known).to(device)
        width = self.known.shape[1]
        own = initial_table(data, pieces, dim - width).to(device)
        if width:
            own = as_long_as(self.known, own)
            own[[i for piece, i in tokenizer.get_vocab().items() if LATIN.fullmatch(piece)]] *= NEW_LATIN
        self.cuts = [(cut, weight) for cut, weight in MATRYOSHKA if width < cut < dim] + [(dim, 1.0)]
        self.first = own.clone()
        self.own = torch.nn.Parameter(own)
        self.optimizer = torch.optim.Adam([self.own], lr=rate, betas=(0.9, 0.98), fused=True)
        self.step, self.seconds = 0, 0.0

    def table(self) -> torch.Tensor:
        """(pieces, dim) vectors: each piece's own, and a share of those of its parts, after the known numbers."""
        return self._table(self.own)

    @torch.no_grad()
    def finished(self) -> torch.Tensor:
        """The table to ship: what was learned, and beside known numbers a little of what it began with."""
        return self._table(LEARNED * self.own + (1 - LEARNED) * self.first if self.known.shape[1] else self.own)

    def _table(self, own: torch.Tensor) -> torch.Tensor:
        shared: torch.Tensor = torch.sparse.mm(self.parts, own)
        return torch.cat([self.known, own + shared], dim=1)

    def embed(self, bags: Bags, table: torch.Tensor) -> torch.Tensor:
        """(n, dim) means of the pieces' vectors, not normalised."""
        ids = torch.from_numpy(bags.ids.astype(np.int64)).to(self.device)
        offsets = torch.from_numpy(bags.offsets[:-1]).to(self.device)
        return F.embedding_bag(ids, table, offsets, mode="mean")

    def train_step(self, progress: float) -> tuple[str, float]:
        """One batch at ``progress`` (0 to 1) of the run: (task, loss)."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate * min(1.0, self.step / 50) * max(0.02, 1 - progress)
        if self.step % NEIGHBOUR_STEPS == 150:
            self.look_up_neighbours()
        task, batch = self.sampler.draw(BATCH)
        loss = self.loss(batch, CROSS_LINGUAL_SHARPNESS if task in CROSS_LINGUAL else SHARPNESS)
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        self.step += 1
        return task, float(loss.detach())

    def loss(self, batch: Batch, sharpness: float) -> torch.Tensor:
        """Cross entropy of each pair against the batch, both ways, at each length of the vector."""
        table = self.table()
        a, b = self.embed(batch.a, table), self.embed(batch.b, table)
        place, low, high = (torch.from_numpy(x).to(self.device) for x in (batch.place, batch.low, batch.high))
        same = ((low[None] <= place[:, None]) & (place[:, None] < high[None])).fill_diagonal_(False)
        target = torch.arange(len(place), device=self.device)
        total = torch.zeros((), device=self.device)
        for cut, weight in self.cuts:
            logits = F.normalize(a[:, :cut], dim=1) @ F.normalize(b[:, :cut], dim=1).T * sharpness
            logits = logits.masked_fill(same, -1e4)
            total = total + weight * (F.cross_entropy(logits, target) + 0.5 * F.cross_entropy(logits.T, target))
        return total

    @torch.no_grad()
    def look_up_neighbours(self) -> None:
        """Gives the sampler each document's 15 nearest, near-duplicates left out."""
        table = self.table()
        bounds = self.data.sentences.offsets[self.data.document_sentences]
        vectors = F.normalize(self.embed(Bags(self.data.sentences.flat, bounds), table), dim=1)

        def neighbours(seeds: Longs, pool: Longs) -> Longs:
            similarity = vectors[seeds] @ vectors[pool].T
            similarity[similarity > 0.97] = -1
            nearest = similarity.topk(min(15, len(pool)), dim=1).indices.cpu().numpy()
            return np.concatenate([seeds, pool[nearest].ravel()])

        self.sampler.neighbours = neighbours
        self.look_up_sentences(table)

    def look_up_sentences(self, table: torch.Tensor) -> None:
        """Gives the sampler the sentence that each English question lies closest to, of the first ones of its document."""
        data = self.data
        low = data.document_sentences[data.english_question_documents]
        high = np.minimum(data.document_sentences[data.english_question_documents + 1], low + READ_BY_WRITERS)
        owners = np.repeat(np.arange(len(low)), high - low)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
        sentences = low[owners] + within
        ids, rows = data.sentences.take(sentences)
        close = F.normalize(self.embed(Bags.of(ids, rows, len(sentences)), table), dim=1)
        asked = F.normalize(self.embed(Bags(data.english_questions.flat, data.english_questions.offsets), table), dim=1)
        likeness = (asked[torch.from_numpy(owners)] * close).sum(dim=1).cpu().numpy()
        best = np.lexsort((likeness, owners))[np.cumsum(high - low) - 1]
        self.sampler.english_question_sentence = sentences[best]

    def save(self, folder: Path) -> None:
        """A checkpoint, each file replaced at once."""
        folder.mkdir(parents=True, exist_ok=True)
        state = self.optimizer.state[self.own]
        tensors = {"own": self.own.data, **{k: v for k, v in state.items() if isinstance(v, torch.Tensor)}}
        save_file({k: v.contiguous() for k, v in tensors.items()}, folder / "new.safetensors")
        progress = {"step": self.step, "seconds": self.seconds, "rng": self.sampler.rng.bit_generator.state}
        (folder / "new.json").write_text(json.dumps(progress), encoding="utf-8")
        (folder / "new.safetensors").replace(folder / "checkpoint.safetensors")
        (folder / "new.json").replace(folder / "checkpoint.json")

    def restore(self, folder: Path) -> bool:
        """Goes on from the checkpoint in ``folder``; False when there is none that fits."""
        if not (folder / "checkpoint.json").is_file():
            return False
        tensors = load_file(folder / "checkpoint.safetensors", device=self.device)
        own = tensors.pop("own")
        if own.shape != self.own.shape:
            return False
        self.own.data.copy_(own)
        self.optimizer.state[self.own] = dict(tensors)
        progress: dict[str, Any] = json.loads((folder / "checkpoint.json").read_text(encoding="utf-8"))
        self.step, self.seconds = progress["step"], progress["seconds"]
        self.sampler.rng.bit_generator.state = progress["rng"]
        self.look_up_neighbours()
        return True


def initial_table(data: TrainingSet, pieces: int, dim: int) -> torch.Tensor:
    """Random directions; a rare piece starts longer than a frequent one, as it tells texts apart better."""
    chinese, english = (np.bincount(rows.flat, minlength=pieces) for rows in (data.sentences, data.english))
    counts = 1 + chinese + 20 * english
    rarity = np.log(counts.sum() / counts)
    rarity = (rarity / rarity.mean()) ** 2
    return torch.randn(pieces, dim) * INIT * torch.from_numpy(rarity.astype(np.float32))[:, None]


def as_long_as(known: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
    """``new`` with each row as long as that of ``known``: random numbers bring texts that share pieces closer.

    384 of them beside the 384 known found 0.881 of CMRC's passages before any training (0.859 without).
    """
    rows: torch.Tensor = F.normalize(new, dim=1) * known.norm(dim=1, keepdim=True)
    return rows


def shared_parts(tokenizer: Tokenizer) -> torch.Tensor:
    """(pieces, pieces) sparse: a Chinese word leans on its characters, an inflected English word on its plain form.

    So a rare piece starts near what it is made of; in the end only the sum is written.
    """
    vocabulary = tokenizer.get_vocab()
    entries: list[tuple[int, int, float]] = []
    for piece, i in sorted(vocabulary.items()):
        if HAN.fullmatch(piece) and len(piece) > 1:
            entries += [(i, vocabulary[c], PART_SHARE / len(piece)) for c in piece if c in vocabulary]
        elif LATIN.fullmatch(piece):
            forms = [vocabulary[form] for form in inflected(piece)[1:] if form in vocabulary]
            entries += [(form, i, STEM_SHARE) for form in forms]
    rows, columns, values = zip(*entries, strict=True)
    size = (len(vocabulary), len(vocabulary))
    return torch.sparse_coo_tensor(torch.tensor([rows, columns]), torch.tensor(values), size, check_invariants=True).coalesce()


def train(
    data: TrainingSet, tokenizer: Tokenizer, minutes: float, work: Path, device: str = "cpu", dim: int = DIM, rate: float = RATE,
    known: torch.Tensor | None = None,
) -> Trainer:
    """Trains for ``minutes`` in all, earlier runs in ``work`` counted in; the others as ``Trainer`` has them."""
    trainer = Trainer(data, tokenizer, device, dim, rate, known)
    if trainer.restore(work):
        print(f"continuing after {trainer.step} steps, {trainer.seconds / 60:.1f} minutes")
    total = minutes * 60
    losses: dict[str, float] = {}
    saved = last = time.monotonic()
    with tqdm(total=round(total), initial=round(trainer.seconds), unit="s", mininterval=5) as bar:
        while trainer.seconds < total:
            task, loss = trainer.train_step(trainer.seconds / total)
            losses[task] = loss if task not in losses else 0.95 * losses[task] + 0.05 * loss
            now = time.monotonic()
            trainer.seconds += now - last
            last = now
            if now - saved > CHECKPOINT_SECONDS:
                trainer.save(work)
                saved = last = time.monotonic()
            bar.n = round(min(trainer.seconds, total))
            bar.set_postfix({k: f"{v:.2f}" for k, v in losses.items()}, refresh=False)
            bar.update(0)
    trainer.save(work)
    return trainer


def quantized(table: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """((pieces, dim) int8, (pieces,) float32): each row in bytes, and the size of one step of it."""
    steps = table.abs().amax(dim=1).clamp_min(1e-12) / 127
    return (table / steps[:, None]).round().to(torch.int8), steps


def read_table(folder: Path) -> torch.Tensor:
    """(pieces, dim) float32 that ``export`` wrote, or any other static embedding of Sentence Transformers."""
    tensors: dict[str, torch.Tensor] = load_file(folder / "model.safetensors")
    if "embedding.weight" in tensors:
        return tensors["embedding.weight"].float()
    return tensors["embeddings"].float() * tensors["weights"][:, None]


def export(table: torch.Tensor, tokenizer: Tokenizer, out: Path) -> None:
    """Writes ``out`` as ``SentenceTransformer(out)`` reads it, a byte a number, with a list of checksums."""
    from sentence_transformers import __version__

    out.mkdir(parents=True, exist_ok=True)
    (out / "1_Normalize").mkdir(exist_ok=True)
    rows, steps = quantized(table)
    (out / "model.safetensors").write_bytes(save({"embeddings": rows.contiguous(), "weights": steps.contiguous()}))
    (out / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    package = "sentence_transformers.models"
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": f"{package}.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": f"{package}.Normalize"},
    ]
    config = {
        "__version__": {"sentence_transformers": __version__},
        "prompts": {"query": "", "document": ""},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    }
    for name, content in (("modules.json", modules), ("config_sentence_transformers.json", config),
                          ("1_Normalize/config.json", {})):
        (out / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    names = ("model.safetensors", "tokenizer.json")
    sums = [f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (out / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def evaluate(table: torch.Tensor, tokenizer: Tokenizer, data: Path) -> list[Score]:
    """Every measurement of ``embedder_eval`` with the vectors as they are written."""
    rows, steps = quantized(table)
    weights = rows.float() * steps[:, None]

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        rows = Ragged.of(e.ids for e in tokenizer.encode_batch_fast(texts, add_special_tokens=False))
        bags = F.embedding_bag(
            torch.from_numpy(rows.flat.astype(np.int64)), weights, torch.from_numpy(rows.offsets[:-1]), mode="mean"
        )
        return np.asarray(F.normalize(bags, dim=1).numpy(), dtype=np.float32)

    return [score(measure, embed, embed) for measure in measures(data)]


def prepare(data: Path, work: Path, start: Path | None = None) -> tuple[Corpus, Tokenizer]:
    """The corpus and its tokenizer: that of the model in ``start``, or one made once and kept in ``work``."""
    corpus = read_corpus(data, entries())
    path = (start or work) / "tokenizer.json"
    if not path.is_file():
        work.mkdir(parents=True, exist_ok=True)
        train_tokenizer(corpus, SIZES).save(str(path))
    return corpus, Tokenizer.from_file(str(path))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--minutes", type=float, default=60, help="training time in all (default 60)")
    parser.add_argument("--work", type=Path, default=Path("runs/embedder"), help="folder of checkpoints")
    parser.add_argument("--dim", type=int, default=DIM, help=f"length of a vector (default {DIM})")
    parser.add_argument("--start", type=Path, help="folder of a shorter model: its pieces are kept, and its numbers come first")
    parser.add_argument("--rate", type=float, default=RATE, help=f"learning rate at its highest (default {RATE})")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    corpus, tokenizer = prepare(options.data, options.work, options.start)
    print(json.dumps(corpus.summary()))
    data = encode_corpus(corpus, tokenizer)
    known = read_table(options.start) if options.start else None
    trainer = train(data, tokenizer, options.minutes, options.work, options.device, options.dim, options.rate, known)
    table = trainer.finished().detach().cpu()
    export(table, tokenizer, options.out)
    print(f"{trainer.step} steps, {trainer.seconds / 60:.1f} minutes")
    print(as_table(evaluate(table, tokenizer, options.data)))


if __name__ == "__main__":
    main()
