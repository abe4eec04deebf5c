"""The user's own gold: marked answers, corrections, tables and drafts become candidates; a person accepts them.

Two files in one folder: ``candidates.jsonl`` waits, ``own.jsonl`` is gold that ``rag eval gold/own.jsonl`` asks. The
command over them is ``rag gold`` (``eval/own.py``).
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from eval.gold import CANDIDATES, KINDS, Evidence, Item, check_gold, item_from_dict, load_gold, write_gold
from eval.match import contains
from rag.errors import InputError
from rag.text.sentences import split_sentences
from rag.types import Answer, Article, History
from rag.understand.question import understand

FOLDER = Path("gold")
UNNAMED = "?"  # id and fact of a candidate, until it is accepted


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that waits for a person. said: what the program answered, if it did. origin: where it comes from."""

    item: Item
    said: str = ""
    origin: str = ""


Mark = Literal["good", "bad", "absent"]
"""What a reader says of an answer: right, wrong, or that it should have been refused."""

ORIGINS = {"good": "好评", "bad": "差评", "absent": "更正"}
MAX_CANDIDATES = 5000  # more are no help to a person, and whoever can open the page can send them
_KINDS = {"amount": "number", "count": "number", "multiple": "number", "duration": "number", "chat": "chitchat", "role": "what"}
_writing = threading.Lock()  # the page's readers mark at the same time


def record(
    question: str, answer: Answer, *, mark: Mark = "bad", correction: str = "", history: History = (), folder: Path = FOLDER
) -> Candidate:
    """Keep an answer that a user marked, with the right one if it was given; of the same question the last mark counts.

    Of an answer marked as right its brief form becomes the gold; of a refusal, that the collection does not say.
    Raises InputError when too many wait already.
    """
    absent = mark == "absent" or (mark == "good" and not answer.answered)
    wanted = correction or (answer.short if mark == "good" else "")
    item = Item(
        id=UNNAMED, question=question, half="dev", fact=UNNAMED, answerable=not absent,
        kind="unanswerable" if absent else _kind(question, answer.searched),
        answers=tuple(part for one in wanted.split("|") if (part := one.strip())) if not absent else (),
        evidence=() if absent else tuple(Evidence(c.article_id, c.paragraph, c.quote) for c in answer.citations),
        history=tuple((q, a) for q, a in history),
    )  # fmt: skip
    candidate = Candidate(item, answer.short or answer.text, "更正" if correction else ORIGINS[mark])
    with _writing:
        others = [c for c in load(folder) if not _same(c, question, history)]
        if len(others) >= MAX_CANDIDATES:
            raise InputError(f"已有{len(others)}条候选，太多了。请先用 rag gold 处理一些。")
        save([*others, candidate], folder)
    return candidate


def _kind(question: str, searched: str) -> str:
    """The gold's kind of a question: a follow-up when it was searched in other words, else what the rules understand."""
    if searched not in ("", question):
        return "followup"
    kind = understand(question).kind
    return _KINDS.get(kind, kind if kind in KINDS else "what")


def withdraw(question: str, history: History = (), folder: Path = FOLDER) -> None:
    """Forget what was marked of an answer; nothing happens when nothing was."""
    with _writing:
        candidates = load(folder)
        kept = [c for c in candidates if c.origin not in ORIGINS.values() or not _same(c, question, history)]
        if len(kept) < len(candidates):
            save(kept, folder)


def _same(candidate: Candidate, question: str, history: History) -> bool:
    return (candidate.item.question, candidate.item.history) == (question, tuple((q, a) for q, a in history))


def load(folder: Path = FOLDER) -> list[Candidate]:
    """The candidates in order; none when there is no file. Raises InputError for a broken line."""
    file = folder / CANDIDATES
    if not file.is_file():
        return []
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
        return [Candidate(item_from_dict(row["item"]), row["said"], row["origin"]) for row in rows]
    except (KeyError, TypeError, ValueError) as exc:
        raise InputError(f"{file} 有一行读不懂：{exc}。请改正或删去这一行。") from exc


def save(candidates: Sequence[Candidate], folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [{"item": c.item.to_dict(), "said": c.said, "origin": c.origin} for c in candidates]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    fresh = folder / f"{CANDIDATES}.new"
    fresh.write_text("".join(lines), encoding="utf-8")
    os.replace(fresh, folder / CANDIDATES)


def accept(number: int, articles: Sequence[Article], folder: Path = FOLDER) -> Item:
    """Make candidate ``number`` (1-based) gold. Its evidence is what states the answer; it is proved before it counts.

    Raises InputError naming what is missing.
    """
    candidates = load(folder)
    candidate = pick(candidates, number)
    file = folder / "own.jsonl"
    own = load_gold(file) if file.is_file() else []
    id = f"own-{len(own) + 1:03d}"
    item = replace(candidate.item, id=id, fact=id, evidence=_evidence(candidate.item, articles))
    if problems := check_gold([*own, item], articles):
        raise InputError(f"第{number}条还不能接受：{'；'.join(problems)}。可以用 rag gold edit {number} --answer … 改正。")
    write_gold([*own, item], file)
    save([c for i, c in enumerate(candidates, start=1) if i != number], folder)
    return item


def pick(candidates: Sequence[Candidate], number: int) -> Candidate:
    """Candidate ``number`` (1-based); InputError when there is none."""
    if not 1 <= number <= len(candidates):
        raise InputError(f"没有第{number}条候选，共{len(candidates)}条。用 rag gold list 查看。")
    return candidates[number - 1]


def _evidence(item: Item, articles: Sequence[Article]) -> tuple[Evidence, ...]:
    """What the candidate cites and states the answer; else the first sentence of the collection that states it."""
    if not item.answerable:
        return ()
    if item.kind == "yesno" and item.evidence:  # no quote says 是 or 否
        return item.evidence
    stating = tuple(e for e in item.evidence if any(contains(e.quote, answer) for answer in item.answers))
    return stating or next(
        (
            (Evidence(article.id, number, sentence),)
            for article in articles
            for number, sentence in sentences_of(article)
            if any(contains(sentence, answer) for answer in item.answers)
        ),
        (),
    )


def sentences_of(article: Article) -> Iterator[tuple[int, str]]:
    """(paragraph, sentence) throughout an article, headings left out."""
    for number in range(1, len(article.paragraphs) + 1):
        if number not in article.headings:
            text = article.paragraph(number)
            yield from ((number, text[start:end]) for start, end in split_sentences(text))
