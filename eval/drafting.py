"""Questions drafted from articles by general patterns, for a person to reword and confirm: figures, dates, speakers."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from eval.candidates import UNNAMED, Candidate, sentences_of
from eval.gold import Evidence, Item
from rag.text.dates import find_dates
from rag.text.names import find_names
from rag.text.numbers import Quantity, find_quantities
from rag.types import Article

SHORT, LONG = 8, 60  # characters of a question; others make no good ones
OWN_SUBJECT = 10  # characters from which on a clause is taken to say what it is about
QUOTED = 40  # characters of a longer quotation that a question repeats
_MARKS = "，,。；;：:！？!?"
_CLAUSE_END = re.compile(f"[{_MARKS}]|$")
_SPOKEN = re.compile(r"“([^“”]{6,300}?)[。，,！!]?”")
_SAYS = re.compile(r"(说|表示|介绍|指出|认为|坦言|强调|透露|道)[,，:：。]?")
Drafted = tuple[str, str, str]
"""Question, answer, kind."""


def draft(articles: Sequence[Article], n: int, seed: int = 0) -> list[Candidate]:
    """At most ``n`` candidates, drawn from everything the patterns find; the same seed draws the same."""
    found = [
        Candidate(
            Item(
                UNNAMED, question, kind, "dev", UNNAMED, (answer,), evidence=(Evidence(article.id, number, sentence),),
            ),
            origin="起草",
        )
        for article in articles
        for number, sentence in sentences_of(article)
        for question, answer, kind in _questions(sentence, article)
        if SHORT <= len(question) <= LONG and answer not in question
    ]  # fmt: skip
    random.Random(seed).shuffle(found)
    return found[:n]


def _questions(sentence: str, article: Article) -> Iterator[Drafted]:
    for quantity in find_quantities(sentence):
        if question := _how_much(sentence, quantity, article.title):
            yield question, quantity.text, "number"
    for mention in find_dates(sentence, article.date):
        if mention.value and (question := _when(sentence, mention.start, mention.end)):
            yield question, mention.text, "date"
    for spoken in _SPOKEN.finditer(sentence):
        if speaker := _speaker(sentence, spoken.end()):
            words = spoken.group(1)
            yield f"谁说“{words if len(words) <= QUOTED else words[:QUOTED] + '……'}”？", speaker, "person"


def _how_much(sentence: str, quantity: Quantity, title: str) -> str:
    """The clause with its number asked for: 总投资96.6亿元 -> 总投资多少亿元？ A clause without a subject gets the title."""
    number = re.search(r"\d+(?:\.\d+)?", quantity.text)
    if number is None or quantity.low != quantity.high or quantity.kind not in ("amount", "count", "share", "measure", "multiple"):
        return ""
    start = max(sentence.rfind(mark, 0, quantity.start) for mark in _MARKS) + 1
    unit = quantity.text[number.end() :].lstrip("余多")
    asked = "百分之多少" if quantity.kind == "share" else f"多少{unit.removesuffix('以上').removesuffix('以下')}"
    before, after = sentence[start : quantity.start], _to_clause_end(sentence, quantity.end)
    if len(before.strip("“”\"' ")) < 2 and len(after) < 2:  # nothing says what is counted
        return ""
    clause = (before + asked + after).strip("“”\"' ")
    return f"{f'《{title}》中，' if title and len(clause) < OWN_SUBJECT else ''}{clause}？"


def _when(sentence: str, start: int, end: int) -> str:
    """A clause that a date opens, asked for its date: 去年11月,某区成立了某公司 -> 什么时候某区成立了某公司？"""
    if start and sentence[start - 1] not in _MARKS:
        return ""
    rest = _to_clause_end(sentence, end) or _to_clause_end(sentence, end + 1)
    return f"什么时候{rest}？" if len(rest) >= SHORT else ""


def _speaker(sentence: str, at: int) -> str:
    """The person whose saying verb follows within a clause of the quotation that ends at ``at``."""
    rest = sentence[at : at + 40]
    for name in find_names(rest):
        if name.kind == "person" and _SAYS.match(rest[name.end :]) and not re.search("[。；]", rest[: name.start]):
            return name.text
    return ""


def _to_clause_end(sentence: str, at: int) -> str:
    found = _CLAUSE_END.search(sentence, at)
    return sentence[at : found.start() if found else len(sentence)].strip("“”\"' ")
