"""The one of several of a kind that a question asks about, and the one that a place in an article speaks of.

Phase two is not phase one, the women's race not the men's, the old hall not the new one. What a figure or a name belongs to
is what was named last before it, in its sentence, its paragraph, or its title; 较一期 only holds something against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rag.ground.sentences.sentence import Sentence
from rag.ground.spans.candidates import Candidate
from rag.text.fold import fold_text
from rag.text.lexicon import SIDES
from rag.types import Article
from rag.understand.question import Question

_NUMBER = "[一二三四五六七八九十]{1,3}|[0-9]{1,2}"
_FIRST = {"首": "1", "头": "1", "头一": "1"}
_DIGITS = {char: str(n) for n, char in enumerate("零一二三四五六七八九十")}
_SUBJECTS = "线|楼|馆|院|井|厅|门|桥|坝|机组|厂房|车间|泊位|码头|航站楼|地块|高炉|机"
_NUMBERED = re.compile(
    rf"(?<![这那哪新某该每同长短周日定工初中末早近分逾延学任到假汛宽预上下本每数多年月天个、0-9一二三四五六七八九十])第?(?P<phase>{_NUMBER}|首)期(?![间望待货权刊限盼])"
    rf"|(?:第(?P<batch>{_NUMBER})|(?P<first>首|头一?))批"
    rf"|(?P<number>{_NUMBER})号(?P<of>{_SUBJECTS})"
    rf"|第(?P<which>{_NUMBER})(?P<kind>[届轮]|阶段|(?![季名位个大家年月天次批期条项人])[㐀-鿿]{{2}})"
    rf"|(?P<set>首|{_NUMBER})套(?P<home>房|住房)"
    r"|(?P<letter>[a-z])(?P<code>[0-9]{1,2})(?![0-9a-z.])"
)
_AGE = re.compile(r"(?P<age>新|老|旧)(?P<of>馆|院区|校区|厂区|城区|校舍|厂房|厂址|[㐀-鿿]?厂(?![商家])|航站楼|车站|大楼|办公楼|桥)")
_SIDE = re.compile(r"(?P<side>[东南西北])(?P<of>门|站(?!台)|院区|校区|厂区|岸|航站楼|侧|片区)")
_QUOTED = re.compile(r"[“「《]([^“”「」《》]{2,16})[”」》]")
_HELD_AGAINST = re.compile(r"(?:比|较|同比|相比于?|除了?|不同于|不及|超过|高于|低于|优于)[^,，。;；、]{0,4}$")
_NAME = "name"  # the kind of quoted names
_AND = re.compile(r"[、和与及或至到]$")
_FEW = 6  # characters that may stand between labels that are named together: 一期工程和二期
_DEPTH = 8  # candidates looked through for one that speaks of the right one


@dataclass(frozen=True, slots=True)
class Label:
    """One of several of a kind: ``kind`` (期, 号线, 男子 / 女子) and which, where in its text; ``text`` as written."""

    kind: str
    which: str
    start: int
    end: int
    text: str


def labels(folded: str, names: Sequence[str] = ()) -> list[Label]:
    """Every label of a folded text, in order. names: quoted names that are of one kind."""
    return sorted(_labels(folded, names), key=lambda label: label.start)


def another(folded: str, sentence: Sentence, place: int, strict: bool = True) -> tuple[str, ...]:
    """The labels of a folded question in whose stead ``place`` (an offset in the article) speaks of another of the kind.

    strict: what stands in the clause decides; else the label anywhere in the sentence is enough.
    """
    names = _alike_names(folded, sentence.article)
    asked = labels(folded, names)
    only = [one for one in asked if len({other.which for other in asked if other.kind == one.kind}) == 1]
    beside = any(label.kind == _NAME for label in labels(_clause_of(sentence, place), names))
    inside = {(label.kind, label.which) for label in labels(sentence.folded.text, names)}
    return tuple(
        dict.fromkeys(
            one.text
            for one in only
            if ((strict and (one.kind != _NAME or beside)) or (one.kind, one.which) not in inside) and _speaks_of_another(one, sentence, place, names)
        )
    )


def own_first(question: Question, candidates: list[Candidate]) -> list[Candidate]:
    """``candidates`` with the first in front that stands beside the very label asked about, where the best one speaks of another."""
    asked = {(label.kind, label.which) for label in labels(question.folded)}
    if not candidates or question.english or not asked:
        return candidates
    best = candidates[0]
    if not another(question.folded, best.scored.sentence, best.start):
        return candidates
    for at, one in enumerate(candidates[1:_DEPTH], start=1):
        sentence = one.scored.sentence
        if asked <= {(label.kind, label.which) for label in labels(sentence.folded.text)}:
            if question.measure in best.text and question.measure not in one.text:
                continue
            same = (one.typed, sentence.article.id) == (best.typed, best.scored.sentence.article.id)
            if same and not another(question.folded, sentence, one.start):
                return [one, *candidates[:at], *candidates[at + 1 :]]
    return candidates


def _speaks_of_another(asked: Label, sentence: Sentence, place: int, names: Sequence[str]) -> bool:
    """Whether the nearest label of the kind, in the clause of the place or before it, is not the one asked for."""
    article = sentence.article
    start, _ = article.paragraphs[sentence.paragraph - 1]

    def of_kind(text: str) -> list[Label]:
        return [label for label in labels(text, names) if label.kind == asked.kind]

    if near := of_kind(_clause_of(sentence, place)):
        return all(label.which != asked.which for label in near)
    before = fold_text(article.text[start:place])
    for text in (before, fold_text(article.title)):
        if told := [label for label in of_kind(text) if not _HELD_AGAINST.search(text[: label.start])]:
            return all(label.which != asked.which for label in _joined(text, told))
    everywhere = of_kind(fold_text(article.text))
    if any(label.which == asked.which for label in everywhere):
        told = of_kind(fold_text(article.text[:start]))
        return bool(told) and told[-1].which != asked.which
    return bool(everywhere)


def _clause_of(sentence: Sentence, place: int) -> str:
    """The clause of the article in which ``place`` stands, folded."""
    start, end = sentence.article.paragraphs[sentence.paragraph - 1]
    before, behind = fold_text(sentence.article.text[start:place]), fold_text(sentence.article.text[place:end])
    return re.split(r"[,，。;；:：]", before)[-1] + re.split(r"[,，。;；:：]", behind)[0]


def _joined(text: str, told: list[Label]) -> list[Label]:
    """The last label and those that 和, 、 or 及 joins to it."""
    last = [told[-1]]
    for label in reversed(told[:-1]):
        if len(text[label.end : last[0].start]) > _FEW or not _AND.search(text[: last[0].start]):
            break
        last.insert(0, label)
    return last


def _alike_names(folded: str, article: Article) -> tuple[str, ...]:
    """A quoted name of the article that the question has, and those quoted beside it or ending as it does: “望湖苑”, “栖湖苑”."""
    found = list(_QUOTED.finditer(article.text))
    names = [fold_text(match.group(1)) for match in found]
    asked = [name for name in dict.fromkeys(names) if len(name) > 2 and name in folded]
    if len(asked) != 1:
        return ()
    beside = {
        fold_text(other.group(1))
        for pair in pairwise(found)
        for one, other in (pair, pair[::-1])
        if fold_text(one.group(1)) == asked[0] and pair[1].start() - pair[0].end() <= 1
    }
    like = {name for name in names if name[-1] == asked[0][-1] and len(name) > 2}
    return (asked[0], *sorted((beside | like) - {asked[0]}))


def _labels(folded: str, names: Sequence[str]) -> Iterator[Label]:
    for found in _NUMBERED.finditer(folded):
        number = next(found[name] for name in ("phase", "batch", "first", "number", "which", "set", "code") if found[name])
        kind = "期" if found["phase"] else "批" if found["batch"] or found["first"] else "套" if found["set"] else ""
        kind = kind or found["kind"] or found["letter"] or f"号{found['of']}"
        yield Label(kind, _FIRST.get(number) or _digits(number), *found.span(), found.group())
    for pattern, name in ((_AGE, "age"), (_SIDE, "side")):
        for found in pattern.finditer(folded):
            which = "老" if found[name] == "旧" else found[name]
            yield Label(f"{name}{found['of']}", which, *found.span(), found.group())
    for kind, which, word in (*_sides(), *((_NAME, name, name) for name in names)):
        for found in re.finditer(re.escape(word), folded):
            yield Label(kind, which, *found.span(), word)


@cache
def _sides() -> tuple[tuple[str, str, str], ...]:
    """(line of ``SIDES``, its side, a word of that side)."""
    return tuple((line, side, word) for line in SIDES.strip().splitlines() for side in line.split("/") for word in side.split())


def _digits(number: str) -> str:
    if number.isdigit():
        return number
    tens, ten, ones = number.partition("十")
    return str(10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))) if ten else _DIGITS.get(number, number)
