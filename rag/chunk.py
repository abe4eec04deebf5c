"""Article -> passages: each a slice of one paragraph, cut at sentence ends only where the paragraph is too long.

Section headings are no passages: they are searched with the paragraphs that stand under them (``heading_of``).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rag.text.sentences import split_clauses, split_sentences
from rag.types import Article, Passage

Span = tuple[int, int]
_EXTENDING = (("\U0001f3fb", "\U0001f3ff"), ("\U000e0020", "\U000e007f"))  # skin tones and tags join what is before
_JAMO = ("\u1100", "\u11ff")  # the parts of Hangul syllables join on both sides


def chunk_article(article: Article, max_chars: int = 300) -> list[Passage]:
    """The passages of ``article`` in order, each of 1 to ``max_chars`` code points, without outer white space.

    They lose nothing but white space and the headings that text follows; a heading at the very end is a passage.
    A paragraph that is too long is cut into pieces of about equal length: at sentence ends, inside a too long
    sentence at clause ends, inside a too long clause between graphemes (only one longer than ``max_chars`` is cut).
    Raises ValueError when ``max_chars`` is less than 1. Linear time.
    """
    if max_chars < 1:
        raise ValueError(f"max_chars must be at least 1, not {max_chars}")
    last_text = max((n for n in range(1, len(article.paragraphs) + 1) if n not in article.headings), default=0)
    passages = []
    for number, (base, _) in enumerate(article.paragraphs, start=1):
        if number in article.headings and number < last_text:
            continue
        for start, end in _pieces(article.paragraph(number), max_chars):
            start, end = base + start, base + end
            passages.append(Passage(article.id, number, start, end, article.text[start:end]))
    return passages


def heading_of(article: Article, paragraph: int) -> str:
    """The section heading that paragraph ``paragraph`` (1-based) stands under; empty when there is none."""
    numbers = _ascending(article.headings)
    before = bisect_left(numbers, paragraph)
    return article.paragraph(numbers[before - 1]) if before else ""


@lru_cache(maxsize=64)
def _ascending(headings: frozenset[int]) -> tuple[int, ...]:
    return tuple(sorted(headings))


def _pieces(text: str, max_chars: int) -> Iterator[Span]:
    """Slices of one paragraph."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if end - start <= max_chars:
        if start < end:
            yield start, end
        return
    pending: list[Span] = []
    for start, end in split_sentences(text):
        if end - start <= max_chars:
            pending.append((start, end))
            continue
        yield from _pack(pending, max_chars)
        pending = []
        yield from _pack([(start + a, start + b) for a, b in _clauses(text[start:end], max_chars)], max_chars)
    yield from _pack(pending, max_chars)


def _clauses(sentence: str, max_chars: int) -> Iterator[Span]:
    for start, end in split_clauses(sentence):
        while start < end:
            count = -(-(end - start) // max_chars)
            cut = _cut(sentence, start, -(-(end - start) // count), max_chars) if count > 1 else end
            if sentence[start:cut].strip():
                yield start, cut
            start = cut
            while start < end and sentence[start].isspace():
                start += 1


def _pack(spans: Sequence[Span], max_chars: int) -> Iterator[Span]:
    """Join neighbours into pieces of at most ``max_chars``, about as long as each other."""
    if not spans:
        return
    (start, end), length = spans[0], spans[-1][1] - spans[0][0]
    target = length / -(-length // max_chars)
    for next_start, next_end in spans[1:]:
        if next_end - start > max_chars or end - start >= target:
            yield start, end
            start = next_start
        end = next_end
    yield start, end


def _cut(text: str, start: int, length: int, max_chars: int) -> int:
    """A place between graphemes, ``length`` characters on or before, outside Latin words and numbers if it can be."""
    places = [at for at in range(start + length, start, -1) if not _joined(text, start, at)]
    for at in places:
        if not (_in_word(text[at - 1]) and _in_word(text[at])):
            return at
    beyond = range(start + length + 1, start + max_chars)
    return places[0] if places else next((at for at in beyond if not _joined(text, start, at)), start + max_chars)


def _in_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".,%")


def _joined(text: str, start: int, at: int) -> bool:
    """Whether the characters before and after ``at`` belong to one grapheme (UAX 29, its common cases)."""
    before, after = text[at - 1], text[at]
    if after == "\u200d" or unicodedata.category(after).startswith("M"):
        return True
    if before == "\u200d" and _pictograph(after):
        base = at - 2
        while base > start and (unicodedata.category(text[base]).startswith("M") or _extends(text[base])):
            base -= 1
        return base >= start and _pictograph(text[base])
    if _extends(after) or _JAMO[0] <= before <= _JAMO[1] or _JAMO[0] <= after <= _JAMO[1]:
        return True
    if _flag(before) and _flag(after):  # flags are pairs of letters
        run = at - 1
        while run > start and _flag(text[run - 1]):
            run -= 1
        return (at - run) % 2 == 1
    return False


def _extends(char: str) -> bool:
    return any(first <= char <= last for first, last in _EXTENDING)


def _pictograph(char: str) -> bool:
    return unicodedata.category(char) == "So" and not _flag(char)


def _flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
