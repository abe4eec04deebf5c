"""A saved answer looked at again: does every source still say it, and does the question still give the same answer?

The receipt is the JSON of ``rag ask --json``. Its trace names each cited article's text by hash, so a source is judged
by what it says today, not by where the index has put it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal

from rag.engine import Engine
from rag.errors import InputError
from rag.text.sentences import split_sentences
from rag.types import Answer, Article, Citation, Hit, text_digest

State = Literal["same", "changed", "deleted"]
MAX_BYTES = 20_000_000
ALIKE = 0.5  # of the nearest sentence's characters, in order; below it nothing is shown as what the quote became
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FINGERPRINTS = ("index", "corpus", "embedder", "reader")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: ``article.text[start:end]``, in paragraph ``paragraph`` (0 when it spans several)."""

    article_id: str
    title: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """One citation today.

    state: whether its article's text is the same, another, or gone. place: where the quote stands verbatim now, in its
    own article or, when that is gone, in another; None when nowhere. instead: the sentence of the article that is
    most like a quote that no longer stands.
    """

    citation: Citation
    state: State
    place: Place | None
    instead: str = ""

    @property
    def stands(self) -> bool:
        """Whether the cited article still says it, word for word."""
        return self.place is not None and self.place.article_id == self.citation.article_id

    @property
    def moved(self) -> bool:
        return self.place is not None and (self.place.article_id, self.place.start) != (
            self.citation.article_id, self.citation.start,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of a saved answer.

    today: the same question's answer now. differences: of (index, corpus, embedder, reader, models, k, program), those that changed.
    stale: how many corpus files differ from the index that answered.
    """

    saved: Answer
    today: Answer
    sources: tuple[Source, ...]
    differences: tuple[str, ...]
    stale: int = 0

    @property
    def same_answer(self) -> bool:
        """A refusal is the same when today's is one too; a model's wording may differ, what it says briefly may not."""
        if not (self.saved.answered and self.today.answered):
            return self.saved.answered == self.today.answered
        drafted = "draft" in (self.saved.trace.get("mode"), self.today.trace.get("mode"))
        return self.saved.short == self.today.short and (drafted or self.saved.text == self.today.text)

    @property
    def stands(self) -> bool:
        return self.same_answer and all(source.stands for source in self.sources)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, for programs."""
        return {
            "stands": self.stands,
            "same_answer": self.same_answer,
            "question": self.saved.question,
            "saved": {"answered": self.saved.answered, "short": self.saved.short, "text": self.saved.text},
            "today": {"answered": self.today.answered, "short": self.today.short, "text": self.today.text},
            "sources": [
                {
                    "marker": source.citation.marker, "article_id": source.citation.article_id, "state": source.state,
                    "stands": source.stands, "moved": source.moved, "instead": source.instead,
                    "place": asdict(source.place) if source.place else None,
                }
                for source in self.sources
            ],
            "differences": list(self.differences),
            "stale": self.stale,
        }  # fmt: skip


def load_receipt(path: Path) -> Answer:
    """The saved answer, every part of it in shape; raises InputError naming what is wrong with the file."""
    try:
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            raise ValueError(f"有 {len(data)} 字节，太大")
        answer = Answer.from_json(data.decode("utf-8", "surrogatepass"))
        _check(answer)
    except OSError as exc:
        raise InputError(f"读不了 {path}：{exc.strerror or exc}。请检查路径。") from exc
    except (ValueError, TypeError, AttributeError, RecursionError) as exc:
        way_out = "请给出 rag ask --json 保存的、没有改动过的文件。"
        raise InputError(f"{path} 不是完好的回答记录（{exc}）。{way_out}") from exc
    return answer


def replay(saved: Answer, engine: Engine, corpus: Sequence[Article] | None = None) -> Replay:
    """Look up each citation and ask again. ``corpus``: the articles as they are on disk, when the index may be older.

    Articles of another collection (no id in common with the index) are not taken for this one's; an emptied corpus is.
    Raises InputError when an article is unchanged and yet the quote does not stand where the receipt says.
    """
    indexed = {article.id: article for article in engine.articles}
    on_disk = {article.id: article for article in corpus or ()}
    another = corpus is None or (on_disk and not on_disk.keys() & indexed.keys())
    today = indexed if another else on_disk
    sources = tuple(
        _source(citation, saved.trace["sources"][citation.article_id], today) for citation in saved.citations
    )
    answer = engine.ask(saved.question, [(question, text) for question, text in saved.trace["history"]])
    names = (*_FINGERPRINTS, "models", "k", "program")
    return Replay(
        saved, answer, sources,
        tuple(name for name in names if saved.trace.get(name) != answer.trace.get(name)),
        sum(today.get(id) != indexed.get(id) for id in today.keys() | indexed.keys()),
    )  # fmt: skip


def _source(citation: Citation, digest: str, articles: Mapping[str, Article]) -> Source:
    article = articles.get(citation.article_id)
    if article is None:
        found = (place for other in articles.values() if (place := _find(citation, other)))
        return Source(citation, "deleted", next(found, None))
    if text_digest(article.text) != digest:
        place = _find(citation, article)
        return Source(citation, "changed", place, "" if place else _nearest(citation.quote, article))
    if article.text[citation.start : citation.end] != citation.quote:
        raise InputError(f"记录自相矛盾：《{citation.title}》没有变，引文却不在所记的位置。记录被改动过或已损坏。")
    return Source(citation, "same", _place(article, citation.start, citation.end))


def _find(citation: Citation, article: Article) -> Place | None:
    """Where the quote stands in the article, the nearest to where it stood."""
    starts = [match.start() for match in re.finditer(f"(?={re.escape(citation.quote)})", article.text)]
    if not starts:
        return None
    start = min(starts, key=lambda at: abs(at - citation.start))
    return _place(article, start, start + len(citation.quote))


def _place(article: Article, start: int, end: int) -> Place:
    first, last = article.paragraph_at(start), article.paragraph_at(end - 1)
    return Place(article.id, article.title, first if first == last else 0, start, end)


def _nearest(quote: str, article: Article) -> str:
    sentences = [article.text[start:end] for start, end in split_sentences(article.text)]
    rated = [(SequenceMatcher(None, quote, sentence, autojunk=False).ratio(), sentence) for sentence in sentences]
    likeness, best = max(rated, default=(0.0, ""))
    return best.strip() if likeness >= ALIKE else ""


def _check(answer: Answer) -> None:
    """Raises ValueError where a part is missing, of another type, or contradicts another."""
    _typed(answer, "question text short reason searched", str)
    _typed(answer, "answered", bool)
    _typed(answer, "confidence", (int, float))
    for citation in (*answer.citations, *(c for statement in answer.statements for c in statement.citations)):
        _typed(citation, "article_id title date quote", str)
        _typed(citation, "marker paragraph start end", int)
        if not 0 <= citation.start < citation.end or citation.end - citation.start != len(citation.quote):
            raise ValueError(f"引文 [{citation.marker}] 的长度与位置不符")
        if not _DIGEST.fullmatch(str(answer.trace.get("sources", {}).get(citation.article_id, ""))):
            raise ValueError(f"缺少来源 {citation.article_id} 的校验和")
    for hit in answer.nearest:
        _check_hit(hit)
    for statement in answer.statements:
        if not isinstance(statement.text, str) or not set(statement.citations) <= set(answer.citations):
            raise ValueError("有一句的出处不在出处表里")
    if answer.answered != bool(answer.statements) or bool(answer.citations) > answer.answered:
        raise ValueError("是否作答与内容不符")
    for name in _FINGERPRINTS:
        if not isinstance(answer.trace.get(name), str):
            raise ValueError(f"缺少 {name} 的指纹")
    for turn in answer.trace.get("history", [None]):
        if not (isinstance(turn, list) and len(turn) == 2 and all(isinstance(part, str) for part in turn)):
            raise ValueError("缺少此前的对话")


def _check_hit(hit: Hit) -> None:
    _typed(hit, "score", (int, float))
    _typed(hit.passage, "article_id text", str)
    _typed(hit.passage, "paragraph start end", int)


def _typed(record: object, names: str, kind: type | tuple[type, ...]) -> None:
    for name in names.split():
        if not isinstance(value := getattr(record, name), kind) or (kind is int and isinstance(value, bool)):
            raise ValueError(f"{name} 的值不对")
