"""Summaries: a few sentences, each cited, that cover what a question asks to be told of.

A summary of an article is its lead and what is most central in it. Where the question names something inside the article (one of its
projects, what was invested) it is the sentences of that alone: those that name it and those that go on with it, the ones
that state the facet asked for (how far it has come, what came of it) and figures before others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.embed.words import Words, load_words
from rag.ground.draft import Builder, Draft
from rag.ground.forms.standing import standing
from rag.ground.sentences.evidence import Evidence, Scored
from rag.ground.sentences.said import content_words, is_light, said_words, says
from rag.ground.sentences.sentence import Sentence, names_speaker, sentences_in
from rag.ground.sentences.subjects import foreign_names, opening_place
from rag.ground.spans.siblings import another
from rag.text.dates import date_overlaps, find_dates
from rag.text.fold import bigrams, fold_text
from rag.text.numbers import find_quantities
from rag.text.reporting import reports
from rag.text.thesaurus import kindred
from rag.types import Article
from rag.understand.account import account_of, asks_caption, asks_profile
from rag.understand.aspect import asked_facets, states

_FEW = 3  # sentences with figures that an account of a matter should have
SENTENCES = 4  # of a summary that names no number of them
# What counts for a sentence, beside how it stands as evidence (0 to 1): figures (three are full), standing in the best one's
# paragraph, being central to the article, the lead; and what is taken off where it begins in the air or is somebody's words.
_FIGURES, _BESIDE, _CENTRAL, _LEAD, _LOOSE = 0.4, 0.3, 0.5, 0.4, 0.4
# Of a matter inside the article: how much of it the sentence tells, and that it states the facet asked for. _OWN: share of the question's
# weight that is not of the whole article, from which it is of a matter; _CARRIED: what a word counts that a sentence before it in the
# paragraph has, _AROUND: one behind it; _MOST: how much of the best sentence's share another has to have.
_TELLS, _FACET, _OWN, _CARRIED, _AROUND, _MOST = 1.5, 0.6, 0.25, 0.85, 0.7, 0.6
_NAMES, _EARLY = 0.3, 0.3  # that it has all the question's words itself, and that it stands at the beginning rather than at the end
_COMMON = 0.4  # share of an article's sentences from which a word is no matter of its own there
_FAINT = 0.45  # of the heaviest word's weight; what weighs less is of many articles or joins two words
_SALIENT = 0.7  # ``Words.salience`` from which a word that the article lacks is missed
# From how much context an article is what is asked about, from how much whatever other articles say, and how telling a word of theirs may be.
_ABOUT, _ALL, _OF_OTHERS = 0.3, 0.85, 0.6
_WHO = re.compile(r"^(?P<who>[㐀-鿿a-z]{2,6}?)(?:公司|集团)?在[㐀-鿿]{2}")
_CAPTION = re.compile("图片(?:说明|新闻|报道)|图说")
_OF_PLACES = "省市县区州镇乡村"
_LOOSE_START = re.compile(r"^(?:同时|此外|另外|而且|并且|该|这|那|他|她|它|对此|为此|因此)|[“「\"][^”」\"]{12,}")
_NEWS = 1.5  # the lead of a caption, where one sentence is asked for
_ALIKE = 0.6  # share of bigrams from which a sentence only says again what another has said


def summary(evidence: Evidence, limit: int = 0) -> Draft | None:
    """The sentences that together say most of what is asked to be told, in the order of the text; None where nothing reports.

    limit: how many sentences are asked for, 0 where the question does not say.
    """
    if evidence.best is None:
        return None
    best = _of_what_is_asked(evidence)
    article = best.sentence.article
    said = [one for one in sentences_in(article) if reports(one.text)]
    told = [one for one in said if not names_speaker(one) and not another(evidence.question.folded, one, one.end, strict=False)]
    if not told:
        return None
    stands = standing(evidence)
    scores = {(one.sentence.start, one.sentence.end): one for one in evidence.scored if one.sentence.article.id == article.id}
    facets = asked_facets(evidence.question.folded)
    shares = _shares(evidence, said, article)
    whole = sum(evidence.grams.values()) or 1.0
    central = _centrality(told, fold_text(article.title))
    alone, full = limit == 1, 2 if limit == 1 else 3
    numbers = _FIGURES * (4 if alone else 2 if asks_profile(evidence.question.folded) else facets != ("progress",))  # an only sentence has to have them

    def worth(sentence: Sentence) -> float:
        found: Scored | None = scores.get((sentence.start, sentence.end))
        value = (
            (max(stands(found.score), 0.0) if found and (shares or not alone) else 0.0)
            + numbers * min(_figures(sentence), full) / full
            + _FACET * max((states(facet, sentence.folded.text) for facet in facets), default=0.0)
        )
        value += _NEWS * (alone and sentence == said[0] and _CAPTION.match(article.title) is not None)
        if shares:
            named = sum(weight for gram, weight in evidence.grams.items() if _says(gram, sentence)) / whole
            return value + _TELLS * shares[sentence] + _NAMES * named + _EARLY * (1 - said.index(sentence) / len(said))
        return (
            value
            + _BESIDE * (sentence.paragraph == best.sentence.paragraph and not alone)
            + _CENTRAL * central[sentence]
            + _LEAD * (1 + alone) * (sentence == said[0] and not facets)
            - _LOOSE * bool(_LOOSE_START.search(sentence.text))
        )

    enough = _MOST * max(shares[one] for one in told) if shares else 0.0
    chosen: list[Sentence] = []
    for sentence in sorted(told, key=lambda s: (-worth(s), s.start)):
        if len(chosen) == (limit or SENTENCES):
            break
        if (not shares or shares[sentence] >= enough) and not any(_alike(sentence, other) for other in chosen):
            chosen.append(sentence)
    if shares and not limit:
        chosen += _with_figures(evidence, told, chosen, shares)
    builder = Builder()
    for sentence in sorted(chosen, key=lambda s: s.start):
        builder.quote(sentence)
    return builder.build()


def _with_figures(evidence: Evidence, told: Sequence[Sentence], chosen: Sequence[Sentence], shares: dict[Sentence, float]) -> list[Sentence]:
    """The sentences that give figures of the matter, where fewer than ``_FEW`` that tell most of it do: those with most of its words, then of most figures."""
    words = {word for term in evidence.question.terms for word in content_words(term, load_words()) if not is_light(word)}
    said = {one: sum(word in one.folded.text for word in words) + shares[one] for one in told}
    further = [one for one in told if one not in chosen and said[one] and _figures(one) and not any(_alike(one, other) for other in chosen)]
    missing = _FEW - sum(map(bool, map(_figures, chosen)))
    return sorted(further, key=lambda one: (-said[one], -_figures(one), one.start))[: max(min(missing, SENTENCES + 1 - len(chosen)), 0)]


def captioned(evidence: Evidence) -> Draft | None:
    """The caption of the one picture of the collection, where the question asks for it in no other word; None where there are several."""
    question = evidence.question
    if question.terms or not asks_caption(question.folded):
        return None
    captions = {one.sentence.article.id for one in evidence.scored if _CAPTION.match(one.sentence.article.title)}
    if len(captions) != 1:
        return None
    return summary(replace(evidence, scored=tuple(one for one in evidence.scored if one.sentence.article.id in captions)), question.limit)


def is_about(evidence: Evidence, words: Words) -> bool:
    """Whether the article that fits best is of what a summary is asked of: it has some of the words, and others no telling one."""
    best = evidence.best
    if best is None or best.misplaced or best.context < _ABOUT or (best.elsewhere > _OF_OTHERS and best.context < _ALL):
        return False
    return not untold(evidence, words)


def untold(evidence: Evidence, words: Words) -> tuple[str, ...]:
    """What a summary is asked of and the article says in no way: another place or name, a matter it does not touch; () when nothing.

    A word in which the article's own words come near is told (招商: 招商引资); places and names have to stand as they are.
    """
    question, article = evidence.question, _of_what_is_asked(evidence).sentence.article
    if question.english:
        return ()
    text, subject = fold_text(f"{article.title}\n{article.text}"), account_of(question.folded)
    place = opening_place(subject, words)
    if place and place not in text:
        return (place,)
    if strangers := foreign_names(subject, text):
        return strangers
    who = _WHO.match(subject)
    if who and not any(pair in text for pair in bigrams(who["who"])):
        return (who["who"],)
    asked = [word for term in question.terms for word in content_words(term, words)]
    asked = [word for word in asked if word not in text and not is_light(word) and not find_dates(word)]
    missing = [
        word
        for word in asked
        if words.salience(word) >= _SALIENT and (words.segment(word) == [word] or not any(pair in text for pair in bigrams(word)))
    ]
    said = said_words(text, words) if missing else []
    return tuple(word for word in missing if not says(word, said, words))


def _of_what_is_asked(evidence: Evidence) -> Scored:
    """The best sentence of the article that has most of what is asked, its title before its text."""
    whole = sum(evidence.grams.values()) or 1.0
    stands, titles, best = standing(evidence), dict[str, float](), dict[str, tuple[float, Scored]]()
    for one in evidence.scored:
        article = one.sentence.article
        if article.id not in titles:
            title = fold_text(article.title)
            titles[article.id] = sum(weight for gram, weight in evidence.grams.items() if gram in title) / whole
        value = one.context + 0.5 * titles[article.id] + 0.2 * max(stands(one.score), 0.0)
        if article.id not in best:
            best[article.id] = (value, one)  # the first is the best of its article
    return max(best.values(), key=lambda found: found[0])[1]


def _shares(evidence: Evidence, told: Sequence[Sentence], article: Article) -> dict[Sentence, float]:
    """How much of the matter asked about each sentence tells, 0 to 1; empty where the question is of the whole article.

    A matter is made of the question's words and dates that neither the title nor most sentences have.
    """
    title, heaviest = fold_text(article.title), max(evidence.grams.values(), default=0.0)
    grams = {gram: weight for gram, weight in evidence.grams.items() if weight >= _FAINT * heaviest and not is_light(gram)}
    for term in evidence.question.terms:  # a name of several words is more than they are apart: 政策超市, 金融超市
        if len(term) > 2 and term not in grams and any(term in sentence.folded.text for sentence in told):
            grams[term] = heaviest
    rare = {
        gram: weight
        for gram, weight in grams.items()
        if not _headed(gram, title) and 0 < sum(_says(gram, sentence) for sentence in told) < max(_COMMON * len(told), 2)
    }
    if not rare or sum(rare.values()) < _OWN * sum(grams.values()):
        return {}
    having = {gram: {sentence for sentence in told if _says(gram, sentence)} for gram in rare}
    for date in evidence.question.dates:
        if dated := {sentence for sentence in told if _dated(sentence, date)}:
            rare[date], having[date] = max(rare.values()), dated
    total = sum(rare.values())
    return {sentence: sum(weight * _told_at(sentence, having[gram]) for gram, weight in rare.items()) / total for sentence in told}


def _told_at(sentence: Sentence, having: set[Sentence]) -> float:
    """1 where the sentence has it itself, less where one before it in the paragraph has, or one behind it; else 0."""
    if sentence in having:
        return 1.0
    beside = [other.start for other in having if other.paragraph == sentence.paragraph]
    return 0.0 if not beside else _CARRIED if min(beside) < sentence.start else _AROUND


def _headed(gram: str, title: str) -> bool:
    """Whether the title has a word, and not as one of several that it lists (访问甲国、乙国: either is a matter)."""
    if re.search(rf"(?:、|[㐀-鿿]和){re.escape(gram)}|{re.escape(gram)}[、和]", title):
        return False
    return gram in title or (gram[-1] in _OF_PLACES and gram[:-1] in title) or any(other in title for other in kindred(gram))


def _says(gram: str, sentence: Sentence) -> bool:
    return gram in sentence.folded.text or any(other in sentence.folded.text for other in kindred(gram))


def _dated(sentence: Sentence, date: str) -> bool:
    return any(m.value and date_overlaps(m.value, date) for m in find_dates(sentence.text, sentence.article.date))


def _figures(sentence: Sentence) -> int:
    return sum(q.kind not in ("date", "year", "code", "ordinal") for q in find_quantities(sentence.text))


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
