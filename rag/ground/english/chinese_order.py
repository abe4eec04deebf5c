"""The pieces of an English question in the order in which Chinese says them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.text.glossary import is_participle, is_verb

_DATE = re.compile(r"[\d年月日]+[年月日]|[今去明]年|本月|上月|上半年|下半年|[一二三四]季度|第[一二三四]季度|首季度?")
_YEAR = re.compile(r"\d{4}年|[今去明]年")
_COPULA = re.compile(r"^(?:is|are|was|were)\b")
_PLACED = re.compile(r"(?:^| )(?:in|at|inside|within)(?: the| a| an)?$")
_HANGS = re.compile(
    r"(?:^| )(?:of|in|at|within|inside|near|from|for|on|by|with|under|among|between|across|about|into|to)"
    r"(?: (?:the|a|an|its|their|this|that|these|those|which|whom|both|all|every|each|'|s))*$(?<!in which)(?<!of which)(?<!to which)"
)
_CLAUSE = re.compile(r"(?:^| )(?:that|which|who)\b(?: (?:is|are|was|were|has|have|had|will|would|been|be))*$")
_AUX = re.compile(r"\b(?:is|are|was|were|been|being|be|has|have|had|get|got)$")
_FIRST_IN = re.compile(r"在(?P<place>[㐀-鿿]{2,6}?)是(?:首个|首家|第一个?)(?P<done>.*)$")
_PLACE = re.compile(r"[㐀-鿿]{2,6}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Folded words of the question and what they became; ``chinese`` is empty where nothing was near enough.

    lead: the function words just before it (``of the``). guessed: the sources do not have the Chinese. proper: it is written as a name.
    """

    english: str
    chinese: str
    lead: str = ""
    guessed: bool = False
    proper: bool = False


def is_date(chinese: str) -> bool:
    return _DATE.fullmatch(chinese) is not None


def arranged(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces in Chinese order: what a preposition hangs on something goes before it, and so does what only modifies.

    The chairman of the company in Xi'an as 西安|公司|董事长, signed by A in B as B|A|签署; dates stay where they are.
    """
    ordered = _grouped(pieces, lambda piece, group: _is_action(piece, group) == _is_action(group[-1], group[:-1]))
    placed: list[list[Piece]] = []
    before: list[Piece] | None = None  # the group that came just before in English
    clause: list[Piece] | None = None  # what the clause of that or which modifies
    for group in ordered:
        if before is not None and not is_date(group[0].chinese):
            if _CLAUSE.search(group[0].lead) and not is_verb(before[-1].english):
                clause = before
            if _HANGS.search(group[0].lead):
                placed.insert(_at(placed, before), group)
                before = group
                continue
            if clause is not None:
                placed.insert(_at(placed, clause), group)
                before = group
                continue
        placed.append(group)
        before = group
    return [piece for group in placed for piece in group]


def _grouped(pieces: Sequence[Piece], goes_on: Callable[[Piece, list[Piece]], bool] = lambda piece, group: True) -> list[list[Piece]]:
    """The pieces in runs that no function word parts, nor what does not go on with the run before it."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and not piece.lead and goes_on(piece, groups[-1]):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _is_action(piece: Piece, before: Sequence[Piece]) -> bool:
    """Whether a piece is what is done: a verb, or a form of one where no noun can follow it."""
    word = piece.english.split()[0]
    if not word.isascii():
        return len(piece.chinese) > 1 and not is_date(piece.chinese) and not piece.chinese[0].isdigit()  # an idiom
    return not piece.proper and (is_verb(word) or (is_participle(word) and (bool(before) or _AUX.search(piece.lead) is not None)))


def _at(groups: Sequence[list[Piece]], group: list[Piece]) -> int:
    return next(n for n, each in enumerate(groups) if each is group)


def _inverted(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with what ``of`` hangs on a noun before it: chairman of the company as 公司|董事长."""
    ordered = _grouped(pieces)
    groups: list[list[Piece]] = []
    before = -1  # where the last group of an unbroken chain of ``of`` was put
    for group in ordered:
        if re.match(r"of\b(?! (?:which|whom))", group[0].lead) and groups and not is_date(group[0].chinese):
            into = groups[-1]
            before = len(into) - 1 if before < 0 else before
            head = into[before]
            into[before : before + 1] = [replace(group[0], lead=head.lead), *group[1:], replace(head, lead="")]
        else:
            groups.append(list(group))
            before = -1
    return [piece for group in groups for piece in group]


def claimed(pieces: Sequence[Piece], folded: str) -> str:
    """What an English yes/no question claims, in Chinese order: who, where, when, what."""
    copula = _COPULA.match(folded) is not None
    dates = sorted((p.chinese for p in pieces if is_date(p.chinese)), key=lambda date: _YEAR.match(date) is None)
    said: list[str] = []
    placed = -1  # the last piece of a place that was put before the verb, while its name goes on
    for at, piece in enumerate(_inverted([p for p in pieces if not is_date(p.chinese)])):
        chinese = piece.chinese or piece.english
        if said and _PLACED.search(piece.lead) and piece.proper and _PLACE.fullmatch(chinese):
            counted = re.match(r"(?:超过|不到|至少)?\d", said[0]) is not None  # 某区9个项目开工: what is counted is of the place
            placed = 0 if counted else max(len(said) - 1, 1)
            said.insert(placed, chinese if counted else f"在{chinese}")
        elif placed >= 0 and not piece.lead:
            placed += 1
            said.insert(placed, chinese)
        elif copula and at and re.fullmatch(r"(?:the|a|an)", piece.lead):
            said.append(f"是{chinese}")
            placed = -1
        else:
            said.append(chinese)
            placed = -1
    said = list(dict.fromkeys(said))
    when = len(said) - 1 if len(said) > 1 and not said[-1].startswith("是") else 0
    return _FIRST_IN.sub(_first_in, "".join([*said[:when], *dict.fromkeys(dates), *said[when:]]))


def _first_in(found: re.Match[str]) -> str:
    """甲在中国是首个 as 甲是全国首个, 甲在某省是第一建设… as 甲在某省率先建设…."""
    scope = "全国" if found["place"] in ("中国", "我国", "国内") else found["place"]
    return f"在{scope}率先{found['done']}" if found["done"] else f"是{scope}首个"
