"""Where an article's matters take place, by its title: 近十亿投资落地东州高新区 tells of every project of the article that no sentence places.

Only for a question that asks in which place an undertaking is put (选在哪里, 放在哪个高新区), and only where the title names one
place and the best sentence none, or none of the sort that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.ground.sentences.places import STRICT, asked_class, of_class
from rag.ground.sentences.sentence import Sentence, sentences_in
from rag.ground.spans.candidates import Candidate
from rag.text.fold import fold_text
from rag.text.lexicon import COUNTRIES
from rag.text.names import find_names
from rag.understand.question import Question

_PUTS = re.compile(
    r"(?:[建盖落选放设布]|落户|落地|坐落|选址|开[工建]|动工|奠基)[了在到于]+[^,?]{0,4}哪"
    r"|(?:项目|工程)在哪|在哪[^,?]{0,8}(?:[建盖]|开[工建]|动工|奠基|落[户地])"
)


def set_in(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """``ranked`` with the title's place in front, where it first stands in the text of the article; ``ranked`` where it is not the answer."""
    if question.kind != "place" or not ranked or not _PUTS.search(question.folded):
        return ranked
    best, noun = ranked[0], asked_class(question)
    strict = noun in STRICT
    article = best.scored.sentence.article
    if best.logit > 0 or (best.typed and not (strict and not of_class(noun, best.text))):
        return ranked
    title = [name.text for name in find_names(fold_text(article.title)) if name.kind == "place" and name.text not in COUNTRIES.split()]
    if len(title) != 1 or title[0] in question.folded or (strict and not of_class(noun, title[0])):
        return ranked
    for sentence in sentences_in(article):
        if (at := sentence.folded.text.find(title[0])) >= 0:
            start, end = sentence.folded.span(at, at + len(title[0]))
            scored = replace(best.scored, sentence=replace(sentence, hit=best.scored.sentence.hit))
            return [replace(best, scored=scored, start=sentence.start + start, end=sentence.start + end, typed=True), *ranked]
    return ranked


def told_of(ranked: Sequence[Candidate], known: Sequence[Sentence]) -> Sentence | None:
    """The sentence that tells of what is asked, where the first candidate is the title's place; None where it is not.

    known: the sentences that were looked into.
    """
    if len(ranked) < 2 or any(ranked[0].scored.sentence == sentence for sentence in known):
        return None
    return ranked[1].scored.sentence
