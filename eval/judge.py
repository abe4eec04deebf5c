"""When an answer is right, said once; and how good its citations are.

An answer is **right** when
- the question can be answered, and the answer says so: the brief answer (the text, where there is none) contains one of
  ``answers``; yes or no agrees; of a list's items F1 is at least 0.8; and the text states all of ``must``;
- the question cannot be answered, and it is refused (or its false premise corrected, where the gold has a correction).
Comparisons are folded and know numbers (``eval.match``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eval.gold import Evidence, Item, Wanted
from eval.match import char_f1, contains, exact_match, squash, states
from rag.text.numbers import find_quantities, same_quantity
from rag.types import Answer, Article, Citation, Statement

LIST_F1 = 0.8
_MARKER = re.compile(r"\[\d+\]")
_YES = re.compile(r"是|对|没错|属实|正确|有|可以|yes", re.IGNORECASE)
_NO = re.compile(r"否|不|没(?!错)|未|并非|无|错|no\b", re.IGNORECASE)
_ITEM_ENDS = re.compile(r"[、；;\n]|(?<!\d)[,，](?!\d)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer judged. Shares are in [0, 1]; None where the question has no such thing.

    why: in Chinese, why it is wrong; empty when right. contained: an accepted answer stands anywhere in the text.
    em, f1: of the brief answer, CMRC 2018. cited: a right paragraph is among the citations. verbatim: every citation
    slices to its quote. faithful: share of the statements' numbers that stand in a cited quote (computed ones aside).
    """

    id: str
    right: bool
    why: str
    answered: bool
    confidence: float
    contained: bool | None = None
    em: float | None = None
    f1: float | None = None
    list_precision: float | None = None
    list_recall: float | None = None
    cited: bool | None = None
    paragraph_precision: float | None = None
    paragraph_recall: float | None = None
    char_precision: float | None = None
    char_recall: float | None = None
    verbatim: bool | None = None
    faithful: float | None = None


def judge(item: Item, answer: Answer, article: Callable[[str], Article]) -> Verdict:
    """The verdict on ``answer``; ``article`` gives an article by its id."""
    why = wrong_because(item, answer)
    base = {"id": item.id, "right": not why, "why": why, "answered": answer.answered, "confidence": answer.confidence}
    if not answer.answered:
        return Verdict(**base)  # type: ignore[arg-type]
    checks = {"verbatim": all(is_slice(c, article) for c in answer.citations), "faithful": fidelity(answer.statements)}
    if not item.answerable:
        return Verdict(**base, **checks)  # type: ignore[arg-type]
    precision, recall = list_scores(item, answer) if item.items else (None, None)
    spans = item.kind not in ("yesno", "conflict") and item.answers and answer.short
    return Verdict(
        **base,  # type: ignore[arg-type]
        **checks,  # type: ignore[arg-type]
        contained=any(contains(said(answer), one) for one in item.answers) if item.answers else None,
        em=exact_match(answer.short, item.answers) if spans else None,
        f1=char_f1(answer.short, item.answers) if spans else None,
        list_precision=precision,
        list_recall=recall,
        **citation_scores(item, answer.citations, article),  # type: ignore[arg-type]
    )


def wrong_because(item: Item, answer: Answer) -> str:
    """Why the answer is wrong, in Chinese; empty when it is right."""
    if not item.answerable:
        corrected = any(contains(said(answer), one) for one in item.answers)
        return "该拒答而回答了" if answer.answered and not corrected else ""
    if not answer.answered:
        return "有答案而拒答了"
    if missing := [wanted for wanted in item.must if not states(said(answer), wanted)]:
        return f"没有说到{'、'.join(map(_show, missing))}"
    if item.answers and item.answers[0] in ("是", "否"):
        verdict = polarity(answer.short or said(answer))
        return "" if verdict == item.answers[0] else f"应答{item.answers[0]}，答了{verdict or '不明'}"
    if item.items:
        precision, recall = list_scores(item, answer)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return "" if f1 >= LIST_F1 else f"列项不全或有误（精确率{precision:.2f}，召回率{recall:.2f}）"
    if not item.answers or item.kind == "conflict":
        return ""
    brief = answer.short or said(answer)
    if any(contains(brief, one) or _in_order(brief, one) for one in item.answers):
        return ""
    return f"应为{item.answers[0]}，答了{answer.short or '一段没有说到它的话'}"


def said(answer: Answer) -> str:
    """Brief answer and text without markers."""
    return f"{answer.short}\n{_MARKER.sub('', answer.text)}"


def polarity(text: str) -> str:
    """是, 否, or empty: by how the text begins."""
    start = squash(text)[:4]
    return "否" if _NO.match(start) else "是" if _YES.match(start) else ""


def list_scores(item: Item, answer: Answer) -> tuple[float, float]:
    """Precision and recall of the items. Precision counts the brief answer's items; 1 when there is no brief answer."""
    text = said(answer)
    recall = sum(states(text, wanted) for wanted in item.items) / len(item.items)
    given = [piece for piece in _ITEM_ENDS.split(answer.short) if squash(piece)]
    accepted = (*item.items, *item.extra)
    good = sum(any(_same_item(piece, wanted) for wanted in accepted) for piece in given)
    return (good / len(given) if given else 1.0), recall


def citation_scores(
    item: Item, citations: Sequence[Citation], article: Callable[[str], Article]
) -> dict[str, float | bool | None]:
    """Right paragraph cited, and precision and recall of paragraphs and of characters.

    Recall is over ``evidence``, precision over ``evidence`` and ``also``. Without citations precision is 0.
    """
    cited = {(c.article_id, c.paragraph) for c in citations}
    required = {(e.article, e.paragraph) for e in item.evidence}
    allowed = required | {(e.article, e.paragraph) for e in item.also}
    cited_chars = {(c.article_id, i) for c in citations for i in range(c.start, c.end)}
    required_chars = set(_characters(item.evidence, article))
    allowed_chars = required_chars | set(_characters(item.also, article))
    if not required_chars:  # a user's own question without evidence, or with some of articles that are not here
        return dict.fromkeys(("cited", "paragraph_precision", "paragraph_recall", "char_precision", "char_recall"))
    return {
        "cited": bool(cited & allowed),
        "paragraph_precision": len(cited & allowed) / len(cited) if cited else 0.0,
        "paragraph_recall": len(cited & required) / len(required),
        "char_precision": len(cited_chars & allowed_chars) / len(cited_chars) if cited_chars else 0.0,
        "char_recall": len(cited_chars & required_chars) / len(required_chars),
    }


def is_slice(citation: Citation, article: Callable[[str], Article]) -> bool:
    """Whether the citation's offsets give its quote, inside its paragraph."""
    try:
        source = article(citation.article_id)
    except KeyError:
        return False
    return (
        source.text[citation.start : citation.end] == citation.quote != ""
        and source.paragraph_at(citation.start) == citation.paragraph
    )


def fidelity(statements: Iterable[Statement]) -> float | None:
    """The share of the statements' numbers that stand in a quote they cite; None when there are none."""
    found = total = 0
    for statement in statements:
        if statement.computed:
            continue
        sources = [q for citation in statement.citations for q in find_quantities(citation.quote)]
        for quantity in find_quantities(statement.text):
            total += 1
            found += any(same_quantity(quantity, source) for source in sources)
    return found / total if total else None


def _characters(evidence: Iterable[Evidence], article: Callable[[str], Article]) -> Iterable[tuple[str, int]]:
    for one in evidence:
        try:
            source = article(one.article)
        except KeyError:
            continue  # evidence of an article that this index has not: said where the questions are loaded
        start = source.paragraphs[one.paragraph - 1][0] + source.paragraph(one.paragraph).index(one.quote)
        yield from ((one.article, i) for i in range(start, start + len(one.quote)))


def _same_item(piece: str, wanted: Wanted) -> bool:
    alternatives = (wanted,) if isinstance(wanted, str) else wanted
    return any(contains(piece, one) or (len(squash(piece)) > 1 and contains(one, piece)) for one in alternatives)


def _in_order(text: str, answer: str) -> bool:
    """For a ranking (甲、乙、丙): whether its three or more names stand in this order."""
    names = [squash(name) for name in answer.split("、")]
    rest, hay = 0, squash(text)
    for name in names:
        found = hay.find(name, rest)
        if found < 0:
            return False
        rest = found + len(name)
    return len(names) > 2


def _show(wanted: Wanted) -> str:
    return wanted if isinstance(wanted, str) else "/".join(wanted)
