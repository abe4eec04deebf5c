"""What a claim that is said to be so names has to be named by its source: the place, the person, what is said to have happened.

A word close in meaning is another place or person; what is said to have happened has to be told where the rest is told, not
anywhere in the article.
"""

from __future__ import annotations

import re
from itertools import pairwise

from rag.embed.words import Words
from rag.ground.claims.placed import claimed_place, names_place
from rag.ground.claims.predicates import antonyms, known
from rag.ground.claims.told import pieces, riser, says_word, tells
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.spoken import written_as
from rag.ground.sentences.stages import without_rates
from rag.ground.sentences.subjects import of_country
from rag.ground.sentences.swaps import is_person
from rag.text.fold import fold_text
from rag.text.lexicon import COUNTRIES, MINISTRIES
from rag.text.thesaurus import kindred, synonyms

_BEFORE = re.compile(r"(?:(?<![现存实所正旨])在|[到去从向给跟和与被由叫]|(?<!不)是|来自|属于|[去到]了)$")  # what follows is a slot: where, who, which
_IN_PERSON = re.compile("亲自|亲手|亲口|当面|本人(?=[^,]{0,4}[来去到在])")
_NAME_LENGTH = 3  # characters that stand alone one by one, from which they are a name
_WHO = re.compile(r"(?:是|由|叫|为|归)(?P<who>[㐀-鿿·]{2,10}?)(?:担任|负责|说|讲|提出|主持|牵头)?的?$")


def names_all(claim: str, sentence: Sentence, predicate: str, words: Words) -> bool:
    """Whether a sentence, its paragraph or its title names the place, the person and the event of a folded claim."""
    article = sentence.article
    near = fold_text(f"{article.title}\n{article.paragraph(sentence.paragraph)}")
    if (place := claimed_place(claim)) and not names_place(place, near):
        return False
    if not _names_head(claim, fold_text(f"{article.title}\n{article.text}"), words):
        return False
    if (who := _WHO.search(claim)) and is_person(who["who"]) and who["who"] not in near:
        return False
    if (own := _IN_PERSON.search(claim)) and own.group() not in near:
        return False
    article_text = fold_text(f"{article.title}\n{article.text}")
    slots = [word for word, _ in pieces(claim, words) if _BEFORE.search(claim[: claim.find(word)])]
    if any(not says_word(word, article_text) for word in slots) or _stranger(claim, article_text):
        return False
    if (what := riser(claim, predicate, words)) and not tells(what, sentence, words):
        return False
    events = [predicate] if predicate and known().fullmatch(predicate) else []
    told = without_rates(near)
    return all(any(word in told for word in meanings(event)) for event in events)


def _names_head(claim: str, article: str, words: Words) -> bool:
    """Whether a name that no dictionary has, with which a folded claim begins, is one that the article has any of."""
    loose = next((at for at, word in enumerate([*words.segment(claim[:12]), "。。"]) if len(word) > 1), 0)
    name = re.match("[㐀-鿿]{3,4}", claim)
    return loose < _NAME_LENGTH or name is None or any(a + b in article for a, b in pairwise(name.group()))


def is_about(claim: str, sentence: Sentence, words: Words, anywhere: bool = False) -> bool:
    """Whether a sentence, its paragraph, the one before or the title names what a folded claim begins with: what it is about.

    anywhere: naming it anywhere in the article will do.
    """
    article, asked = sentence.article, pieces(claim, words)
    before = article.paragraph(sentence.paragraph - 1) if sentence.paragraph > 1 else ""
    near = fold_text(f"{article.title}\n{article.text if anywhere else before}\n{article.paragraph(sentence.paragraph)}")
    head = next((word for word, _ in asked if not word.isascii()), asked[0][0]) if asked else ""  # ivd(体外诊断)产品
    return not asked or says_word(head, near) or tells(head, sentence, words)


def _stranger(claim: str, article: str) -> bool:
    """Whether a folded claim names a ministry, country or province that the article does not even in short (中美, 日企)."""
    if any(body in claim and not says_word(body, article) for body in MINISTRIES.split()):
        return True
    return any(country in claim and not of_country(country[0]).search(article) and country not in article for country in COUNTRIES.split())


def meanings(word: str) -> frozenset[str]:
    """A word, and the words that the tables know to say or deny it."""
    return frozenset({word, *synonyms(word), *written_as(word), *kindred(word), *antonyms(word)})
