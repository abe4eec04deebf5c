"""Coined terms of newspapers, a numeral and what it counts (“三城联动”, “双提升”), and the sentence that says what they stand for.

Such a term stands right behind what it sums up: 推动甲城、乙城、丙城“三城联动”. A question for it may name the thing again in
other words (是哪几座城一起动); those are no further condition.
"""

from __future__ import annotations

import re

from rag.ground.draft import Builder, Draft
from rag.ground.sentences.evidence import Evidence
from rag.ground.sentences.said import is_light
from rag.ground.sentences.sentence import Sentence
from rag.text.fold import fold_text
from rag.text.thesaurus import kindred

_COUNTS = {"双": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_TERM = re.compile(rf"\"?(?P<term>(?P<count>[{''.join(_COUNTS)}])[㐀-鿿]{{2,4}})\"(?:行动|工程|计划|战略|模式|目标|机制)?")
_ASKS = re.compile(r"什么|啥|哪")
_QUOTES = str.maketrans("“”「」『』", '""""""')


def stands_for(evidence: Evidence) -> Sentence | None:
    """The best sentence in which the quoted term of the question follows as many things as it counts; None where there is none, or
    where the question asks something else of the term (who is in charge of it)."""
    folded = evidence.question.folded.translate(_QUOTES)
    asked = _TERM.search(folded)
    if asked is None or not _ASKS.search(folded):
        return None
    term = asked["term"]
    before = re.compile(rf"((?:[^、,，。;；\"]+[、和与及]){{{_COUNTS[asked['count']] - 1},}}[^、,，。;；\"]+)\"{term}\"")
    for scored in evidence.scored:
        sentence = scored.sentence
        if before.search(sentence.folded.text.translate(_QUOTES)) and _is_all(evidence, term, sentence):
            return sentence
    return None


def coined(evidence: Evidence) -> Draft | None:
    """The sentence that says what the coined term of the question stands for."""
    sentence = stands_for(evidence)
    if sentence is None:
        return None
    builder = Builder()
    builder.quote(sentence)
    return builder.build()


def _is_all(evidence: Evidence, term: str, sentence: Sentence) -> bool:
    """Whether the question's other words are the term's own, in other words, or the article's."""
    article = fold_text(f"{sentence.article.title}\n{sentence.article.text}")
    return all(
        gram in article or is_light(gram) or set(gram) & set(term) or any(set(other) & set(term) for other in kindred(gram))
        for gram in evidence.grams
    )
