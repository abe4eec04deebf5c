"""What a claim says to be so, and the clause of a sentence in which it is decided."""

from __future__ import annotations

import re
from functools import cache

from rag.embed.words import Words
from rag.ground.sentences.evidence import Evidence, Scored
from rag.ground.sentences.said import content_words, is_light, said_words, says
from rag.ground.sentences.spoken import spoken_words, written_as
from rag.ground.sentences.unknown import lone_runs
from rag.ground.sentences.verdict import DOUBLED, FIRSTS
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.lexicon import ANTONYMS, EVENTS, SYNONYMS
from rag.text.thesaurus import synonyms
from rag.understand.question import content_terms

_OF = re.compile("占|拥有|共?有(?![关所])|是")
LABELLED = re.compile(r"(?:\d+|[一二三四五六七八九十]+)[号期]")


def predicate_of(evidence: Evidence, claim: str, words: Words) -> str:
    """The last word of the claim that says something and is not what something is said of: what is said to be so."""
    return next((word for word in reversed(said_in(evidence, claim, words)) if not _OF.match(claim, claim.rfind(word) + len(word))), "")


def said_in(evidence: Evidence, claim: str, words: Words) -> list[str]:
    """The words of the claim that say something, in its order: those of the dictionary, those that have synonyms or opposites
    of their own (封顶, 动工), and what stands alone between them (达产), without what only says when."""
    found = [word for term in _terms(evidence, claim) for word in content_words(term, words) if words.segment(word) == [word]]
    found += _telling().findall(claim)
    found += [run for run in lone_runs(_telling().sub(" ", claim), words) if len(run) == 2]
    when = [mention.text for mention in find_dates(claim)]
    said = dict.fromkeys(
        word for word in found
        if word in claim and not is_light(word) and word not in FIRSTS and not any(word in time for time in when)
    )
    whole = [word for word in said if not any(word != other and word in other for other in said)]
    return sorted(whole, key=claim.rfind)


@cache
def _telling() -> re.Pattern[str]:
    """Any word that the tables of synonyms and opposites know, longest first."""
    known = {*SYNONYMS.split(), *ANTONYMS.split(), *EVENTS.split()}
    return re.compile("|".join(sorted((word for word in known if len(word) > 1 and not is_light(word)), key=len, reverse=True)))


@cache
def known() -> re.Pattern[str]:
    """Any word that the tables of synonyms, opposites and spoken words know, longest first."""
    told = {word for word in {*SYNONYMS.split(), *ANTONYMS.split(), *EVENTS.split(), *spoken_words()} if len(word) > 1}
    return re.compile("|".join(sorted(told, key=len, reverse=True)))


def _terms(evidence: Evidence, claim: str) -> tuple[str, ...]:
    """The question's terms; those of its claim where that was put into other words."""
    asked = evidence.question
    if claim in asked.folded:
        return asked.terms
    claim = DOUBLED.sub(" ", claim)
    for mention in reversed([m for m in find_dates(claim) if m.value]):
        claim = f"{claim[: mention.start].rstrip('比较')} {claim[mention.end :]}"
    return content_terms(claim, figures=False)


def is_reworded(evidence: Evidence, best: Scored, claim: str, words: Words) -> bool:
    """Whether every telling word of the claim that the article lacks is one it may say otherwise, or does, or denies."""
    article = fold_text(best.sentence.article.title + best.sentence.article.text)
    lacking = [w for term in _terms(evidence, claim) for w in content_words(term, words) if w not in article]
    said = said_words(article, words)
    return bool(lacking or claim not in evidence.question.folded) and all(
        is_light(w) or w in FIRSTS or is_told(w, article, said, words) or any(other in article for other in antonyms(w))
        for w in lacking
    )


def is_told(word: str, article: str, said: list[str], words: Words) -> bool:
    """Whether the article has the word, or another for it."""
    return word in article or any(w in article for w in written_as(word)) or says(word, said, words)


def clause_of(evidence: Evidence, best: Scored, predicate: str) -> tuple[int, int]:
    """Where in the folded sentence the claim is decided: the clause with the predicate, its opposite or another word for it.

    Of several, the one that shares most with the question; what was named shortly before (毛利率方面) counts for a clause too.
    """
    text = best.sentence.folded.text
    clauses = [(m.start(), m.end()) for m in re.finditer(r"[^,，;；。]+", text)] or [(0, len(text))]
    opposite = antonyms(predicate)
    meant = ({predicate} | opposite, synonyms(predicate) | written_as(predicate)) if predicate else (set(), frozenset())

    labels = set(LABELLED.findall(evidence.question.folded))

    def shared(i: int) -> float:
        return sum(w for gram, w in evidence.grams.items() if gram in text[slice(*clauses[i])])

    def fitness(i: int) -> tuple[bool, bool, bool, float]:
        clause = text[slice(*clauses[i])]
        spoken_of = LABELLED.findall(text[: clauses[i][1]])[-1:]  # the nearest 2号楼 before
        around = sum(0.5**back * shared(i - back) for back in range(min(i, 3) + 1))
        exact = any(re.search(rf"{re.escape(w)}(?!之?[后前]|以[后前])", clause) for w in meant[0])  # 达产后 only says when
        return exact or any(w in clause for w in meant[1]), bool(labels & set(spoken_of)), exact, around

    return clauses[max(range(len(clauses)), key=fitness)]


def antonyms(word: str) -> set[str]:
    """The words that deny ``word``, and how each is put in writing."""
    others = {w for a, b in _denials() for w in (b if word in a else a if word in b else ())}
    return others | {w for other in others for w in written_as(other)}


@cache
def _denials() -> tuple[tuple[list[str], list[str]], ...]:
    """The two sides of every line of ``ANTONYMS``."""
    pairs = [line.split("/") for line in ANTONYMS.strip().splitlines()]
    return tuple((a.split(), b.split()) for a, b in pairs)
