"""The figure of a series that is told of what the question names: of 甲类总投资2亿元,乙类项目投资3亿元 the second, asked of 乙类.

Every figure of a paragraph has a stretch of text before it, back to the figure of its sort before. Where the best figure's
stretch lacks a word of the question that another's has, and lacks it only, that other is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.embed.words import load_words
from rag.followup.subject import ATTRIBUTE
from rag.ground.sentences.said import is_light
from rag.ground.sentences.sentence import Sentence
from rag.ground.spans.candidates import Candidate, in_front
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.numbers import Quantity, find_quantities
from rag.text.thesaurus import kindred
from rag.understand.question import Question

_BEHIND = 9.0  # by how much a figure may rank behind
_PREFERRED = 5.0  # by how much the reader may prefer the best one
_DEPTH = 10  # candidates looked through
_DONE = re.compile(r"(?P<verb>[产销卖投])(?:了|出|掉|到)*(?:多少|几)")
_SAID = {"卖": "销", "销": "销", "产": "产", "投": "投"}  # as the clause of its figure has it
_PERIOD = re.compile(r"第?[一二三四]季度|首季|[上下]半年|全年")
_PLAIN = re.compile(r"全国|国内|全部|所有|大约|方面|一共|总共")  # tells no figure from another
TOGETHER = re.compile(r"合起来|合计|一共|总共|加起来|总盘子|在一(?:起|块)")
_HELD_AGAINST = re.compile("(?:较|比|同期|上年|去年)[^,;]{0,8}$")


def told_of_first(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """``ranked`` with the figure in front whose stretch has a word of the question that the best one has nowhere around it."""
    if not ranked or not question.numeric or question.english or TOGETHER.search(question.folded):
        return ranked
    best, sort = ranked[0], _sort(ranked[0])
    asked = telling_words(question)
    if sort is None or not (lacking := _lacking(best, sort, asked)):
        return ranked if sort is None else _of_the_period(question, ranked, sort, asked)
    own = _stretch(best, sort)
    chosen = (0, 0)
    for at, one in rivals(ranked):
        if _sort(one) != sort or one.typed != best.typed:
            continue
        stretch = _stretch(one, sort)
        text = fold_text(one.scored.sentence.article.text[: one.start])
        title = fold_text(one.scored.sentence.article.title)
        gained = [word for word in lacking if word in stretch]
        lost = [word for word in asked if says(word, own) and not says(word, f"{title}\n{text}")]
        if gained and not lost and not _HELD_AGAINST.search(stretch):
            chosen = max(chosen, (len(gained), -at))
    at = -chosen[1]
    return in_front(ranked, at)


def rivals(ranked: Sequence[Candidate]) -> Iterator[tuple[int, Candidate]]:
    """The candidates with their ranks that may be meant instead of the first: not far behind it, in its paragraph or the next."""
    best = ranked[0]
    for at, one in enumerate(ranked[1:_DEPTH], start=1):
        far = one.score < best.score - _BEHIND or one.logit < best.logit - _PREFERRED
        if not far and _goes_on(best.scored.sentence, one.scored.sentence):
            yield at, one


def _lacking(best: Candidate, sort: tuple[str, str], asked: Sequence[str]) -> list[str]:
    """The words asked for that stand nowhere before the figure in its paragraph, nor behind it up to the next of its sort, nor in the title."""
    sentence = best.scored.sentence
    article = sentence.article
    start, end = article.paragraphs[sentence.paragraph - 1]
    behind = fold_text(article.text[best.end : end])
    reach = min((q.start for q in find_quantities(behind) if (q.kind, q.unit) == sort), default=len(behind))
    clause = re.split("[,;。:]", fold_text(article.text[start : best.start]))[-1]
    around = f"{fold_text(article.title)}\n{fold_text(article.text[start : best.start])}\n{re.split('[。!?;]', behind[:reach])[0]}"
    return [word for word in asked if not says(word, clause if word in _SAID.values() else around)]


def _of_the_period(question: Question, ranked: list[Candidate], sort: tuple[str, str], asked: Sequence[str]) -> list[Candidate]:
    """``ranked`` with the figure in front that is of the quarter or half year asked for, where the best one beside it is of another."""
    period, best = _PERIOD.search(question.folded), ranked[0]
    if period is None or _period(best) in ("", period.group().lstrip("第")):
        return ranked
    own = [word for word in asked if says(word, _stretch(best, sort))]
    for at, one in enumerate(ranked[1:_DEPTH], start=1):
        beside = one.scored.sentence.article.id == best.scored.sentence.article.id and one.scored.sentence.paragraph == best.scored.sentence.paragraph
        if beside and _sort(one) == sort and _period(one) == period.group().lstrip("第") and all(says(word, _stretch(one, sort)) for word in own):
            return in_front(ranked, at)
    return ranked


def _period(one: Candidate) -> str:
    """The quarter or half year named last before a figure in its paragraph; empty where none is."""
    sentence = one.scored.sentence
    start, _ = sentence.article.paragraphs[sentence.paragraph - 1]
    named = _PERIOD.findall(fold_text(sentence.article.text[start : one.start]))
    return str(named[-1]).lstrip("第") if named else ""


def _goes_on(first: Sentence, second: Sentence) -> bool:
    """Whether the second is in the paragraph of the first, or in the next."""
    return first.article.id == second.article.id and 0 <= second.paragraph - first.paragraph <= 1


def telling_words(question: Question) -> list[str]:
    """The words of the question that tell one figure from another."""
    folded = question.folded
    for date in reversed(find_dates(folded)):
        folded = folded[: date.start] + " " + folded[date.end :]
    words = [word for term in re.findall(r"[㐀-鿿a-z0-9]+", folded) for word in load_words().segment(term)]
    own = " ".join(question.terms)
    telling = [w for w in dict.fromkeys(words) if len(w) > 1 and w in own and not (is_light(w) or ATTRIBUTE.fullmatch(w) or _PLAIN.match(w))]
    done = _DONE.search(folded)
    return telling + ([_SAID[done["verb"]]] if done else [])


def says(word: str, text: str) -> bool:
    """Whether the folded text has the word, or one that is printed for it."""
    return word in text or any(other in text for other in kindred(word))


def _sort(one: Candidate) -> tuple[str, str] | None:
    """The kind and unit of an amount or a measure; None of anything else: shares, counts and ranks often stand before what they are of."""
    found: Sequence[Quantity] = find_quantities(one.text)
    return (found[0].kind, found[0].unit) if len(found) == 1 and found[0].kind in ("amount", "measure") else None


def _stretch(one: Candidate, sort: tuple[str, str]) -> str:
    """What stands before a figure in its paragraph back to the last of its sort, folded."""
    sentence = one.scored.sentence
    start, _ = sentence.article.paragraphs[sentence.paragraph - 1]
    text = fold_text(sentence.article.text[start : one.start])
    return text[max((q.end for q in find_quantities(text) if (q.kind, q.unit) == sort), default=0) :]
