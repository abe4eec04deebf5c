"""The things that an English question compares or adds, and what it asks of each."""

from __future__ import annotations

import re

_LISTED = re.compile(r"^(?P<ask>.*?)[,:]\s*(?P<list>[^,:]+(?:, [^,:]+)*,? (?:or|and) .+)$")
_BETWEEN = re.compile(
    r"^(?P<ask>.*?)\b(?:between|of|for|among|by|in|do|does|did|are|is)\b "
    r"(?P<list>.+? and .+?)(?: (?:together|combined|in total|altogether))?$"
)
_MORE_OF = re.compile(
    r"how (?:many|much) (?:more|less|fewer) (?P<a>\S.*?) than (?P<b>.+?)(?: (?:did|does|do|were|was|are|is|have|has)\b(?P<scope>.*))?$"
)
_MORE_THAN = re.compile(
    r"(?:how (?:many|much) )?(?:more|less|fewer|larger|bigger|higher|greater|earlier|later)\b ?(?P<attribute>.*?)"
    r"\b(?:does|did|do|is|are|was|were|has|have)\b (?P<a>.+?)(?: (?:have|has|get|got|cost|invest|invested|receive|received|open|opened))? than (?P<b>.+)$"
)
_BY_HOW_MUCH = re.compile(r",? and (?:by )?how (?:much|many)(?: (?:more|less|fewer))?$")
_WORDS = re.compile(
    r"\b(?:which|what|who|how|much|many|is|are|was|were|does|did|do|has|have|had|the|a|an|one|of|these|those|two|three|larger|largest|bigger|biggest"
    r"|higher|highest|greater|greatest|more|most|less|least|fewer|fewest|lower|lowest|earlier|earliest|later|latest|first|sooner|than|total|sum|combined"
    r"|altogether|average|mean|difference|compare|rank|sort|order|by|in|times|as|and|or|came|come|longer|longest|shorter|shortest|between|from|to|there|project|zone|park|company)\b"
)


def parse_english(text: str) -> tuple[tuple[str, ...], str]:
    """(names, attribute) of a folded English question; no names when it has none of the usual shapes."""
    text = _BY_HOW_MUCH.sub("", text.strip(" ?.!"))
    if found := _MORE_OF.search(text):
        scope = found.group("scope") or ""
        b = _name(found.group("b"))
        if len(b.split()) <= 3 or scope:
            return (_name(found.group("a")), b), _attribute(scope)
    if found := _MORE_THAN.search(text):
        return (_name(found.group("a")), _name(found.group("b"))), _attribute(found.group("attribute"))
    found = _LISTED.search(text) or _BETWEEN.search(text)
    if not found:
        return (), ""
    names = tuple(_name(piece) for piece in re.split(r",? (?:and|or) |, ", found.group("list")))
    return _whole(tuple(name for name in names if name)), _attribute(found.group("ask"))


def _whole(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each of the names with what only the last one says: east or west industrial park."""
    last = names[-1].split() if names else []
    if len(last) < 2 or not all(len(name.split()) == 1 and name.isalpha() for name in names[:-1]):
        return names
    return (*(" ".join([name, *last[1:]]) for name in names[:-1]), names[-1])


def _name(text: str) -> str:
    return re.sub(r"^(?:the|a|an) |'s$", "", text.strip(" ,.?"))


def _attribute(text: str) -> str:
    measured = "length " if re.search(r"\b(?:longer|longest|shorter|shortest)\b", text) else ""
    return " ".join((measured + _WORDS.sub(" ", text)).replace(",", " ").split())
