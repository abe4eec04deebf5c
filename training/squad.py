"""The question-answering sets of the data folder, folded, and the windows a reader is shown of them."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.read.windows import Source, Window, cut_windows
from rag.text.fold import fold_text

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One question about one text.

    raw: the text as published. spans: (start, end) of the answers in the source's folded text; of an unanswerable
    question, of what would answer the question it was made from. answers: as the set gives them. twist: a question nearly alike
    that the text does not answer; empty where none was written.
    """

    id: str
    doc: str
    question: str
    title: str
    raw: str
    source: Source
    spans: Spans
    answers: tuple[str, ...] = ()
    answerable: bool = True
    twist: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What the reader is trained on: windows read together. targets: (window, start, end); none: no answer."""

    question: str
    windows: tuple[Window, ...]
    targets: tuple[tuple[int, int, int], ...]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_examples(folder: Path, name: str, splits: Sequence[str] = ()) -> list[Example]:
    """Set ``name``, of the given splits (all when none are given), without answers that stand nowhere in their text."""
    sources: dict[str, Source] = {}
    examples = []
    for record in read_lines(folder / f"{name}.jsonl.gz"):
        if splits and record["split"] not in splits:
            continue
        raw = record["context"]
        if raw not in sources:
            sources[raw] = Source.of(raw)
        starts = record["answer_start"] if isinstance(record["answer_start"], list) else []
        spans = locate(raw, sources[raw].folded.text, record["answers"], starts) if record["answerable"] else ()
        if record["answerable"] and not spans:
            continue
        examples.append(
            Example(
                id=record["id"], doc=str(record.get("doc") or record["id"]),
                question=fold_text(record["question"]).strip(),
                title=record.get("title") or "", raw=raw, source=sources[raw], spans=spans,
                answers=tuple(record["answers"]), answerable=bool(record["answerable"]),
            )
        )
    return examples


def locate(raw: str, context: str, answers: Sequence[str], starts: Sequence[int]) -> Spans:
    """Where the answers, at ``starts`` of the text as published, stand in the folded context, without a full stop at their ends."""
    spans = []
    for answer, start in zip(answers, starts, strict=False):
        folded = fold_text(answer).strip()
        if start < 0 or not folded:
            continue
        near = len(fold_text(raw[:start]))
        at = context.find(folded, max(near - 4, 0), near + len(folded) + 8)
        if at >= 0:
            spans.append((at, at + len(folded.rstrip("。,;、!?"))))
    return tuple(sorted({span for span in spans if span[1] > span[0]}))


def held_back(doc: str, share: float) -> bool:
    """Whether ``doc`` belongs to the held-back share; depends on its name alone."""
    return random.Random(f"held back {doc}").random() < share


def make_item(
    example: Example, others: Sequence[Source], rng: random.Random, *, max_chars: int, negatives: int,
    withhold: float, use_title: float = 0.5, max_span: int = 64,
) -> Item | None:
    """The window with the answer among windows of the same and of other texts; None when no window holds the answer.

    others: texts to draw unrelated windows from, likeliest first. withhold: how often the answer is kept back: its window as
    a whole, or only its sentence, so that what is around it must not be enough.
    """
    titled = rng.random() < use_title
    title = example.title if titled else ""
    windows = cut_windows(example.source, max_chars, title)
    found = [(window, _inside(window, example.spans, max_span)) for window in windows]
    holding = [pair for pair in found if pair[1]]
    if not windows or (example.spans and not holding):
        return None
    chosen = [rng.choice(holding)] if holding else []
    if chosen and example.answerable and rng.random() < withhold:
        chosen = [(_without(*chosen[0]), ())] if rng.random() < 0.5 and len(chosen[0][0].sentences) > 1 else []
    touched = {window.start for window, _ in found if _touches(window, example.spans)}
    near = [pair for pair in found if pair[0].start not in touched]
    rng.shuffle(near)
    own = rng.randint(0, negatives) if others else negatives
    chosen += near[: max(own, 1 - len(chosen))]
    for other in others:
        if len(chosen) > negatives:
            break
        if more := cut_windows(other, max_chars, other.folded.text[:16] if title else ""):
            chosen.append((rng.choice(more), ()))
    rng.shuffle(chosen)
    targets = tuple((number, a, b) for number, (_, spans) in enumerate(chosen) for a, b in spans)
    windows = [window for window, _ in chosen]
    return Item(example.question, tuple(windows), targets if example.answerable else ()) if chosen else None


def _touches(window: Window, spans: Spans) -> bool:
    return any(a < window.start + len(window.text) - window.title and b > window.start for a, b in spans)


def _without(window: Window, spans: Spans) -> Window:
    """The window without the sentences that touch the spans."""
    kept = [row for row in window.sentences if not any(a < row[2] and b > row[1] for a, b in spans)]
    text, sentences = window.text[: window.title], []
    for number, start, end in kept:
        sentences.append((number, len(text), len(text) + end - start))
        text += window.text[start:end]
    return Window(text, window.title, window.start, tuple(sentences))


def _inside(window: Window, spans: Spans, max_span: int) -> Spans:
    """The spans that lie in the window, in its own offsets."""
    shift = window.title - window.start
    return tuple(
        (a + shift, b + shift)
        for a, b in spans
        if a >= window.start and b + shift <= len(window.text) and b - a <= max_span
    )
