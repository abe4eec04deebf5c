"""What the reader is shown: folded windows that end where sentences end, each with its title and its sentences."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from rag.text.fold import Folded, fold, fold_text
from rag.text.sentences import split_sentences

MAX_TITLE = 60  # characters of a title that are read


@dataclass(frozen=True, slots=True)
class Source:
    """A text prepared for reading.

    places: (start, end) of each sentence in the text as given; sentences: the same in ``folded.text``, where one of
    invisible characters is empty.
    """

    folded: Folded
    places: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> Source:
        """Sentences are found before folding, which makes all quotation marks alike."""
        folded = fold(text)
        places = split_sentences(text)
        spans = [(bisect_left(folded.offsets, start), bisect_left(folded.offsets, end)) for start, end in places]
        return cls(folded, tuple(places), tuple(spans))


@dataclass(frozen=True, slots=True)
class Window:
    """text: folded; the first ``title`` characters are the article's title and a line break.

    start: where ``text[title:]`` begins in the source's folded text. sentences: (number in the source, start, end in
    ``text``); a sentence too long for one window appears in several.
    """

    text: str
    title: int
    start: int
    sentences: tuple[tuple[int, int, int], ...]


def cut_windows(source: Source, max_chars: int, title: str = "") -> list[Window]:
    """Consecutive windows of at most ``max_chars`` characters, the title not counted; none for a text of spaces."""
    pieces = [
        (number, at, min(at + max_chars, end))
        for number, (start, end) in enumerate(source.sentences)
        for at in range(start, end, max_chars)
    ]
    groups: list[list[tuple[int, int, int]]] = []
    for piece in pieces:
        if groups and piece[2] - groups[-1][0][1] <= max_chars:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    head = fold_text(title).strip()[:MAX_TITLE]
    head = f"{head}\n" if head else ""
    windows = []
    for group in groups:
        start, shift = group[0][1], len(head) - group[0][1]
        text = head + source.folded.text[start : group[-1][2]]
        windows.append(Window(text, len(head), start, tuple((n, a + shift, b + shift) for n, a, b in group)))
    return windows
