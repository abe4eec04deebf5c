"""Two sentences in the same words but for one thing: a report and its copy in which a figure or a name was changed.

What two reports tell of one event in their own words differs in many places. Where all words agree except in one place, that
place is what they disagree on, whatever its type, and no grammar has to be understood to see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rag.embed.words import Words
from rag.text.lexicon import SURNAMES
from rag.text.numbers import find_quantities

SHARED = 10  # letters that must be the same, or too little says that it is one report
SHARE = 0.6  # of the shorter sentence's letters
_LETTERS = re.compile(r"[^\W_]+")
_MARK = re.compile(r"[,.;:!?。、]")
_SURNAMES = frozenset("".join(SURNAMES.split()))

Span = tuple[int, int]
_Token = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Parallel:
    """Where ``first`` and ``second`` differ, as spans of their folded texts."""

    first: Span
    second: Span


def only_difference(first: str, second: str, words: Words) -> Parallel | None:
    """The one place in which two folded sentences differ; None when they are the same, or differ elsewhere as well.

    What one has more at its beginning or end does not count, nor do marks, nor the same change made twice (of which the
    last is given).
    """
    tokens = list(_tokens(first, words)), list(_tokens(second, words))
    said = [[token[2] for token in each] for each in tokens]
    matcher = SequenceMatcher(None, said[0], said[1], autojunk=False)
    changed: list[tuple[Span, Span]] = []
    shared = 0
    codes = matcher.get_opcodes()
    for number, (code, a, a_end, b, b_end) in enumerate(codes):
        if code == "equal":
            shared += sum(len(text) for _, _, text in tokens[0][a:a_end])
        elif code == "replace":
            changed.append(((a, a_end), (b, b_end)))
        elif 0 < number < len(codes) - 1:
            return None
    least = min(sum(len(text) for _, _, text in each) for each in tokens)
    if not changed or shared < max(SHARED, SHARE * least):
        return None
    pairs = [Parallel(_span(first, tokens[0], a), _span(second, tokens[1], b)) for a, b in changed]
    texts = {(first[slice(*pair.first)], second[slice(*pair.second)]) for pair in pairs}
    one, other = first[slice(*pairs[-1].first)], second[slice(*pairs[-1].second)]
    alike = all((x in one or one in x) and (y in other or other in y) for x, y in texts)
    return pairs[-1] if alike else None


def _tokens(text: str, words: Words) -> Iterator[_Token]:
    """Quantities whole, words, in order; marks and spaces left out."""
    at = 0
    for start, end in [*((q.start, q.end) for q in find_quantities(text)), (len(text), len(text))]:
        for run in _LETTERS.finditer(text, at, start):
            place = run.start()
            for word in words.segment(run.group()):
                yield place, place + len(word), word
                place += len(word)
        if start < end:
            yield start, end, text[start:end].replace(" ", "")
            at = end


def _span(text: str, tokens: list[_Token], place: Span) -> Span:
    """From the first token to the last; a surname before it is part of a name.

    At either end of a sentence only as far as the next mark: what a copy adds there is a clause of its own.
    """
    chosen = tokens[place[0] : place[1]]
    breaks = [i for i, (a, b) in enumerate(pairwise(chosen), start=1) if _MARK.search(text, a[1], b[0])]
    if breaks and place[1] == len(tokens):
        chosen = chosen[: breaks[0]]
    elif breaks and not place[0]:
        chosen = chosen[breaks[-1] :]
    start, end = chosen[0][0], chosen[-1][1]
    before = tokens[place[0] - 1] if place[0] else None
    if before and before[1] == start and before[2] in _SURNAMES and end - start <= 2:
        start = before[0]
    return start, end
