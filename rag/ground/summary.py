"""Summaries: a few sentences, each cited, that cover what a question asks to be told of.

A summary of an article is its lead and what is most central in it; one of a matter inside it (the two projects, this year's
figures) begins where the evidence for that matter is best, and keeps to sentences that say something: figures, names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.draft import Builder, Draft
from rag.ground.evidence import Evidence, Scored
from rag.ground.sentence import Sentence, sentences_in
from rag.ground.standing import standing
from rag.text.fold import bigrams, fold_text
from rag.text.numbers import find_quantities
from rag.text.reporting import reports

SENTENCES = 4  # of a summary that names no number of them
# What counts for a sentence, beside how it stands as evidence (0 to 1): figures (three are full), standing in the best one's
# paragraph, being central to the article, the lead; and what is taken off where it begins in the air or is somebody's words.
_FIGURES, _BESIDE, _CENTRAL, _LEAD, _LOOSE = 0.4, 0.3, 0.5, 0.4, 0.4
_LOOSE_START = re.compile(r"^(?:同时|此外|另外|而且|并且|该|这|那|他|她|它|对此|为此|因此)|[“「\"][^”」\"]{12,}")
_ALIKE = 0.6  # share of bigrams from which a sentence only says again what another has said


def summary(evidence: Evidence, limit: int = SENTENCES) -> Draft | None:
    """The sentences that together say most of what is asked to be told, in the order of the text; None where nothing reports."""
    best = evidence.best
    if best is None:
        return None
    article = best.sentence.article
    told = [sentence for sentence in sentences_in(article) if reports(sentence.text)]
    if not told:
        return None
    stands = standing(evidence)
    scores = {(one.sentence.start, one.sentence.end): one for one in evidence.scored if one.sentence.article.id == article.id}
    central = _centrality(told, fold_text(article.title))

    def worth(sentence: Sentence) -> float:
        found: Scored | None = scores.get((sentence.start, sentence.end))
        figures = [q for q in find_quantities(sentence.text) if q.kind not in ("date", "year", "code", "ordinal")]
        return (
            (max(stands(found.score), 0.0) if found else 0.0)
            + _FIGURES * min(len(figures), 3) / 3
            + _BESIDE * (sentence.paragraph == best.sentence.paragraph)
            + _CENTRAL * central[sentence]
            + _LEAD * (sentence == told[0])
            - _LOOSE * bool(_LOOSE_START.search(sentence.text))
        )

    chosen: list[Sentence] = []
    for sentence in sorted(told, key=lambda s: (-worth(s), s.start)):
        if len(chosen) == limit:
            break
        if not any(_alike(sentence, other) for other in chosen):
            chosen.append(sentence)
    builder = Builder()
    for sentence in sorted(chosen, key=lambda s: s.start):
        builder.quote(sentence)
    return builder.build()


def _centrality(told: Sequence[Sentence], title: str) -> dict[Sentence, float]:
    """How much each sentence shares with the title and the others, 0 to 1 (a Luhn-style count of bigrams)."""
    headed = set(bigrams(title))
    counts: dict[str, int] = {}
    for sentence in told:
        for gram in set(bigrams(sentence.folded.text)):
            counts[gram] = counts.get(gram, 0) + 1
    shared = {}
    for sentence in told:
        grams = set(bigrams(sentence.folded.text))
        shared[sentence] = sum(min(counts[g] - 1, 4) + 3 * (g in headed) for g in grams) / (len(grams) + 12)
    most = max(shared.values()) or 1.0
    return {sentence: value / most for sentence, value in shared.items()}


def _alike(one: Sentence, other: Sentence) -> bool:
    first, second = set(bigrams(one.folded.text)), set(bigrams(other.folded.text))
    return len(first & second) >= _ALIKE * max(min(len(first), len(second)), 1)
