"""The figures of what was found, each with the text around it that may say what it is, and how far given words are told of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.embed.words import load_words
from rag.ground.arithmetic.namesakes import or_alike
from rag.ground.arithmetic.operand import Look
from rag.ground.sentences.figures import Figure, all_figures, letters, paragraph_before
from rag.text.fold import fold_text

Letters = Sequence[tuple[str, ...]]
Weighted = Sequence[tuple[tuple[str, ...], float]]
OWN, NEAR, BEHIND, AROUND, TITLE, FAR = 1.0, 0.85, 0.55, 0.55, 0.55, 0.3
LONE, COMMON = 0.5, 0.9  # of a word, when only its character is there; of one that every figure has, what it says less
ASKED = 0.4  # share of what is asked that has to be told
_SMALL = re.compile(r"[的了与及和在是有那这其个里中做搞哪谁]")
_FILLING = re.compile(
    r"[\"“”《》]|[这那](?:批|些|次|几个|几家|[个家座所块])?|(?:[两二三四五六七八九十]|\d+)(?:个(?!月)|家|座|所)|"
    r"开年[一二三四五六七八九十两]个月|(?<![㐀-鿿])首季度?|首季(?!度)|今年|本次|全部|所有|整个|各类?|(?<=.)数(?=$|比|是)|的钱|\d+$"
)
_FAINT = frozenset("一二三四五六七八九十两年月日季度期个家项类上下前后新大小")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure and where words may stand that say what it is: ``zones`` of text, each with what a word there counts."""

    figure: Figure
    zones: tuple[tuple[float, str], ...]
    rank: float

    def value(self, letter: tuple[str, ...], near: bool = False, lone: bool = True) -> float:
        """How well the letter is told of the figure, 0 to 1. near: only by what stands close by. lone: or its character alone."""
        for weight, text in self.zones[:2] if near else self.zones:  # the heaviest first
            if any(pair in text for pair in letter):
                return weight
        if lone and len(letter[0]) > 1 and not letter[0].isascii():
            char = set.intersection(*map(set, letter)) - _FAINT
            return max((LONE * weight for weight, text in self.zones[:2] if any(c in text for c in char)), default=0.0)
        return 0.0

    def share(self, wanted: Weighted, near: bool = False, lone: bool = True) -> float:
        """How far the wanted letters are told of the figure, 0 to 1; 1 when nothing is wanted."""
        whole = sum(weight for _, weight in wanted)
        return sum(weight * self.value(letter, near, lone) for letter, weight in wanted) / whole if whole else 1.0


def weighted(wanted: Letters, facts: Sequence[Fact]) -> Weighted:
    """The letters, each with how much it tells one of the facts from the others: what all are told of says little."""
    return [(letter, 1.0 - COMMON * sum(fact.value(letter) > FAR for fact in facts) / max(len(facts), 1)) for letter in wanted]


def facts_of(look: Look, days: bool, limit: int = 40) -> list[Fact]:
    """Every figure (or date) of the sentences that the look brought, the best sentence first."""
    best = look.evidence.best.score if look.evidence.best else 0.0
    return [_fact(figure, max(scored.score - best, -4.0)) for scored in look.evidence.scored[:limit] for figure in all_figures([scored.sentence], days)]


def _fact(figure: Figure, rank: float) -> Fact:
    before = figure.before
    last = max(figure.rivals, default=0)
    own = f"{figure.name} {figure.left} {figure.right} {figure.unit if figure.kind != 'day' else ''}"
    if figure.modifies and figure.kind != "day":
        own = f"{figure.right} {figure.unit}"
    around = paragraph_before(figure)
    near = before[last:]
    if figure.modifies and figure.kind != "day":
        near = figure.left
    if figure.kind == "day":  # 去年11月,甲区成立了…: the clause behind, when none stands beside it
        clauses = [clause for clause in re.split(r"[,;。:]", figure.behind) if clause]
        own, near = f"{figure.right or (clauses[0] if clauses else '')} {re.split('[,;。:]', figure.left)[-1]}", figure.left
    title = fold_text(figure.sentence.article.title)
    zones = (
        (OWN, own), (NEAR, near), (BEHIND, re.split(r"[;。]", figure.behind)[0] if not figure.modifies else ""), (AROUND, around + before), (TITLE, title),
        (FAR, _folded(figure.sentence.article.text)),
    )  # fmt: skip
    return Fact(figure, zones, rank)


_folded = lru_cache(maxsize=64)(fold_text)


def letters_of(text: str) -> Letters:
    text = _SMALL.sub(" ", _FILLING.sub(" ", text))
    return [*map(or_alike, letters(text)), *((run,) for run in text.split() if len(run) == 1)]


def told_of(asked: str, words: Weighted, fact: Fact) -> float:
    """How far what is asked is told of the figure, in its own words or in words of like meaning."""
    told = fact.share(words)
    if told >= ASKED:
        return told
    table = load_words()
    mine = [w for run in asked.split() for w in table.segment(run) if len(w) > 1]
    theirs = [w for run in re.findall(r"[㐀-鿿]+", f"{fact.zones[0][1]} {fact.zones[1][1]}") for w in table.segment(run) if len(w) > 1]
    return float(table.alike(mine, theirs).max(axis=1).mean()) - 0.1 if mine and theirs else told
