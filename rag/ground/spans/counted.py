"""The count whose own clause has the word that the question is on: of 共150个重大项目 and 82个重点科技项目 the second, asked of 科技项目."""

from __future__ import annotations

import re

from rag.ground.spans.candidates import Candidate, in_front
from rag.ground.spans.stretches import TOGETHER, rivals, says, telling_words
from rag.text.fold import fold_text
from rag.text.numbers import find_quantities
from rag.understand.question import Question

_NOUN = 12  # characters behind a count that may name what it counts
_ENDS = re.compile("[,;。:!?]")
_JOINED = re.compile("[㐀-鿿]{2}[前后内外](?=[㐀-鿿])")  # 临床前 is not 临床


def counted_as_asked(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """``ranked`` with the count in front whose clause has a word of the question that the clause of the best one lacks, and lacks nothing it has."""
    if not ranked or question.kind != "count" or question.english or TOGETHER.search(question.folded) or not _is_count(ranked[0]):
        return ranked
    best = ranked[0]
    joined = [word for word in _JOINED.findall(question.folded) if word in " ".join(question.terms)]
    asked = [*telling_words(question), *joined]
    own = _clause(best)
    around = f"{fold_text(best.scored.sentence.article.title)}\n{best.scored.sentence.folded.text}"
    lacking = [word for word in asked if not says(word, own) and (word in joined or not says(word, around))]
    chosen = (0, 0)
    for at, one in rivals(ranked):
        if not _is_count(one) or _overlap(one, best):
            continue
        clause = _clause(one)
        before = fold_text(f"{one.scored.sentence.article.title}\n{one.scored.sentence.article.text[: one.start]}")
        gained = sum(says(word, clause) for word in lacking)
        lost = any(says(word, own) and not says(word, before) and not says(word, clause) for word in asked)
        if gained and not lost:
            chosen = max(chosen, (gained, -at))
    at = -chosen[1]
    return in_front(ranked, at)


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.scored.sentence == other.scored.sentence and one.start < other.end and other.start < one.end


def _is_count(one: Candidate) -> bool:
    found = find_quantities(one.text)
    return len(found) == 1 and (found[0].kind == "count" or (found[0].kind == "number" and found[0].qualifier in ("余", "多")))


def _clause(one: Candidate) -> str:
    """What stands before a count in its clause, and the noun that it counts behind it, folded."""
    sentence = one.scored.sentence
    before = _ENDS.split(fold_text(sentence.article.text[sentence.start : one.start]))[-1]
    before = before[max((q.end for q in find_quantities(before) if q.kind == "count"), default=0) :]
    return f"{before} {_ENDS.split(fold_text(sentence.article.text[one.end : one.end + _NOUN]))[0]}"
