"""How rivals tie an answer to its sources, re-implemented, on the same answers and the same hits.

Each method is given an answer's statements and the passages retrieved, and says which characters it would cite. It is
measured by what it cites for true statements, and by how often it still cites something for a statement in which one
figure was changed: a citation there tells the reader that a falsehood has a source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from eval.gold import Item
from eval.judge import citation_scores
from eval.metrics import figure
from eval.report import table
from rag.embed import Embedder
from rag.engine import Engine
from rag.ground.fidelity.gate import check_statement
from rag.text.fold import fold_text
from rag.types import Answer, Citation, Hit, Statement

Method = Callable[[Statement, Sequence[Hit]], list[Citation]]


def top_k(statement: Statement, hits: Sequence[Hit], k: int = 4) -> list[Citation]:
    """The passages retrieved are "the sources", whatever is said (QAnything, Langchain-Chatchat)."""
    return [_cite(hit, hit.start, hit.end) for hit in hits[:k]]


def fuzzy_quote(statement: Statement, hits: Sequence[Hit]) -> list[Citation]:
    """The longest block shared with a passage, if 35 % of the statement and longer than 5 characters (kotaemon)."""
    found = []
    for hit in hits:
        block = SequenceMatcher(None, statement.text, hit.text, autojunk=False).find_longest_match()
        if block.size > max(5, 0.35 * len(statement.text)):
            found.append((block.size, _cite(hit, hit.start + block.b, hit.start + block.b + block.size)))
    return [citation for _, citation in sorted(found, key=lambda pair: -pair[0])[:1]]


def sinking_threshold(embedder: Embedder) -> Method:
    """Passages about as similar as the best one; a bar of 0.63 is lowered by fifths until something sticks (RAGFlow).

    The last bar is 0.63 * 0.8 ** 3, so for one statement that is what decides.
    Similarity is 0.9 of the vectors' cosine and 0.1 of the shared share of terms (here characters and pairs).
    """

    def cite(statement: Statement, hits: Sequence[Hit]) -> list[Citation]:
        if not hits:
            return []
        cosines = embedder.embed_passages([hit.text for hit in hits]) @ embedder.embed_passages([statement.text])[0]
        terms = [_shared(statement.text, hit.text) for hit in hits]
        scores = [0.9 * float(cosine) + 0.1 * term for cosine, term in zip(cosines, terms, strict=True)]
        best = max(scores) * 0.99
        if best < 0.63 * 0.8**3:
            return []
        return [_cite(hit, hit.start, hit.end) for hit, score in zip(hits, scores, strict=True) if score > best][:4]

    return cite


def checked(statement: Statement, hits: Sequence[Hit]) -> list[Citation]:
    """What the statement cites, if the gate lets it pass (this program)."""
    published = next((c.date for c in statement.citations if c.date), "")
    problems = check_statement(statement.text, [c.quote for c in statement.citations], published=published)
    return [] if problems else list(statement.citations)


def compare_methods(engine: Engine, items: Sequence[Item], progress: Callable[[str, int, int], None]) -> str:
    """Markdown: citation figures of each method over the answered questions, and citations of changed figures."""
    methods: dict[str, Method] = {
        "前 4 段都算来源": top_k,
        "模糊匹配引文": fuzzy_quote,
        "相似度，门槛下沉": sinking_threshold(engine.embedder),
        "逐句核对（本程序）": checked,
    }
    asked = [item for item in items if item.answerable and item.evidence]
    pairs: list[tuple[Item, Answer]] = []
    for done, item in enumerate(asked, start=1):
        pairs.append((item, engine.ask(item.question, history=item.history)))
        progress(item.question, done, len(asked))
    pairs = [(item, answer) for item, answer in pairs if answer.answered]
    rows = [(name, *_measure(engine, pairs, method)) for name, method in methods.items()]
    head = ("引用方法", "引用精确率（段）", "引用召回率（段）", "引用精确率（字）", "改错一个数后仍给出引用", "n")
    return table(head, rows)


def _measure(engine: Engine, pairs: Sequence[tuple[Item, Answer]], method: Method) -> tuple[str, ...]:
    precision, recall, characters, fooled = [], [], [], []
    for item, answer in pairs:
        said = [s for s in answer.statements if s.citations and not s.computed]
        cited = [c for statement in said for c in method(statement, answer.nearest)]
        scores = citation_scores(item, cited, engine.article)
        precision.append(float(scores["paragraph_precision"] or 0))
        recall.append(float(scores["paragraph_recall"] or 0))
        characters.append(float(scores["char_precision"] or 0))
        wrong = [replace(s, text=text) for s in said if (text := change_figure(s))]
        fooled += [float(bool(method(statement, answer.nearest))) for statement in wrong]
    figures = [figure("", values).percent() for values in (precision, recall, characters, fooled)]
    return (*figures, f"{len(pairs)} / {len(fooled)}")


def change_figure(statement: Statement) -> str:
    """The statement with the first digit of a number changed to one that no quote has; empty when there is none."""
    quotes = fold_text("".join(c.quote for c in statement.citations))
    for number in re.finditer(r"\d+(?:\.\d+)?", statement.text):
        for digit in "73951":
            other = digit + number.group()[1:]
            if other != number.group() and not re.search(rf"(?<![\d.]){re.escape(other)}(?![\d.]*\d)", quotes):
                return statement.text[: number.start()] + other + statement.text[number.end() :]
    return ""


def _cite(hit: Hit, start: int, end: int) -> Citation:
    quote = hit.text[start - hit.start : end - hit.start]
    return Citation(0, hit.article_id, "", "", hit.paragraph, start, end, quote)


def _shared(a: str, b: str) -> float:
    grams = {a[i : i + n] for n in (1, 2) for i in range(len(a) - n + 1)}
    return sum(gram in b for gram in grams) / (len(grams) or 1)
