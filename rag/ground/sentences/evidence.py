"""Which sentences of the hits speak of what the question asks, and which of its words no source has.

A question's content is a set of weighted words (figures and Latin words whole). A sentence covers a word fully when it
holds it, and partly when only its surroundings do: newspaper sentences leave out their subject, which then stands in a
sentence before, in the heading or in the title.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.embed.words import Words
from rag.ground.sentences.sentence import Sentence, dates_in, sentences_of
from rag.ground.sentences.subjects import opening_place
from rag.ground.sentences.wanted import typed_spans, wanted_type
from rag.ground.sentences.weights import sentence_weights
from rag.text.dates import date_overlaps, find_dates
from rag.text.fold import fold_text
from rag.text.reporting import commands, repeats
from rag.text.thesaurus import LONE, printed_as, rejoined
from rag.types import Article, Hit
from rag.understand.aspect import states
from rag.understand.question import Question

# How much a word counts when it stands not in the sentence itself but further away. Set by reasoning, not tuned.
PARAGRAPH, TITLE, ELSEWHERE, KINDRED = 0.8, 0.9, 0.4, 0.7
NAMED = 2.0  # what it adds to the score of a sentence that it names the difficulty that is asked for
PRIOR = 50  # passages of elsewhere, without which the words that a small collection has would weigh next to nothing
FEATURES = (
    "coverage", "local", "context", "neural", "semantic", "semantic_english", "hit", "elsewhere", "dated", "typed", "answers",
    "aspect", "aspect_told",
)  # fmt: skip
_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]+")
_FUNCTION = re.compile(
    r"[有为由向让给来去使会能可要其这那此并而也又还都就才上下中里内后前时以到个之所你我他她它们多少几]"
)
_FAINT = 0.4  # weight of a bigram with a function character: 有限 is more than nothing, less than a word


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence and how well it fits the question.

    coverage: share of the question's gram weight found in the sentence or, discounted, around it; 0 to 1.
    local: the same, in the sentence alone. context: in the article as a whole, not discounted.
    dated: whether a date the question names fits (None: it names none). neural: reader's probability of the sentence.
    features: the numbers of ``FEATURES``; score: their weighted sum, weights fitted by ``training/ranking.py``.
    semantic: cosine of question and sentence in the embedding space, -1 to 1.
    elsewhere: how surely a word that this article lacks tells other articles from it, 0 to 1.
    worst: how much the most telling word says that this article has nothing of, 0 to 1.5.
    misplaced: a word of the question stands in the title of another hit's article and in that article alone.
    """

    sentence: Sentence
    coverage: float
    local: float
    context: float
    dated: bool | None
    neural: float
    semantic: float
    elsewhere: float
    worst: float
    misplaced: bool
    features: tuple[float, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """All sentences of the hits, best first, and the question's grams with their weights."""

    question: Question
    grams: dict[str, float]
    scored: tuple[Scored, ...]

    @property
    def best(self) -> Scored | None:
        return self.scored[0] if self.scored else None


def words_of(terms: Sequence[str], texts: Sequence[str], segment: Callable[[str], list[str]]) -> dict[str, float]:
    """The words of the terms, each with a factor for its length and kind.

    A character that stands alone joins its neighbour; when that neighbour is a word and no text has the two side by
    side, the pair only straddles a border (项目|总|投资) and is dropped. Names of lone characters stay, so that they are missed.
    """
    found: dict[str, float] = {}
    for term in terms:
        if not _HAN.fullmatch(term):
            found[term] = 2.0  # figures and Latin words
            continue
        words = rejoined(segment(term))
        at = 0
        for i, word in enumerate(words):
            start, at = at, at + len(word)
            if len(word) > 1:
                faint = len(word) == 2 and _FUNCTION.search(word)
                found.setdefault(word, _FAINT if faint else 1 + 0.2 * (len(word) - 2))
            if word in LONE:
                found.setdefault(word, 0.8)
            for j in (i - 1, i + 1):
                if len(word) == 1 and 0 <= j < len(words):
                    pair = term[start - 1 : start + 1] if j < i else term[start : start + 2]
                    if len(words[j]) == 1 or any(pair in text for text in texts):
                        found.setdefault(pair, 1.0 if len(words[j]) == 1 and not _FUNCTION.search(pair) else _FAINT)
    return found


def gather(
    question: Question,
    hits: Sequence[Hit],
    articles: Callable[[str], Article],
    neural: Callable[[Sentence], float],
    answers: Callable[[Sentence], float],
    words: Words,
    weight: Callable[[str, int], float] = lambda gram, prior: 1.0,
    aliases: Callable[[Article], Mapping[str, str]] = lambda article: {},
) -> Evidence:
    """Score every sentence of ``hits`` for ``question``.

    neural: probability in [0, 1] that a sentence answers (the reader's sentence head); answers: that its passage does. words: the dictionary
    of words, their weight and likeness. weight: how rare a word is in the collection and so many
    passages of elsewhere (see ``LexicalIndex.idf``). aliases: names of an article, folded, each with
    the others that the same thing goes by: a sentence that says one of those says the word as well.
    """
    sentences = sentences_of(question, hits, articles)
    surroundings = _Surroundings()
    titles = {title for s in sentences if not repeats(title := surroundings.of(s).title, question.folded)}
    texts = list(  # a title that is the question itself tells nothing of what its article speaks of
        dict.fromkeys(
            around.article if around.title in titles else around.article.removeprefix(around.title)
            for around in map(surroundings.of, sentences)
        )
    )
    factors = words_of(question.terms, texts, words.segment)
    if question.english:  # what found no Chinese word is mostly grammar
        factors = {w: factor * (_FAINT / 2 if w.isascii() and w.isalpha() else 1.0) for w, factor in factors.items()}
    grams = {word: factor * weight(word, 0) * words.salience(word) for word, factor in factors.items()}
    asked = {word: factor * weight(word, PRIOR) * words.salience(word) for word, factor in factors.items()}
    meant = _meant(grams, sentences, words)
    total, whole = sum(asked.values()) or 1.0, sum(grams.values()) or 1.0
    telling = {gram: rate * min(words.salience(gram), 1.0) for gram, rate in _telling(grams, texts).items()}
    subjects = {gram for gram in grams if telling[gram] > 0.9 and any(gram in title for title in titles)}
    weights, wants_type = sentence_weights(), wanted_type(question) != ""
    named = question.in_clauses and question.aspect == "difficulty"
    scored = []
    cosines = words.similarity(question.text, [sentence.text for sentence in sentences])
    for sentence, semantic in zip(sentences, cosines, strict=True):
        around = surroundings.of(sentence)
        coverage = local = context = elsewhere = worst = 0.0
        misplaced = False
        for gram, gram_weight in asked.items():
            if gram in sentence.folded.text:
                local += grams[gram] / whole
                coverage += gram_weight
                context += gram_weight
                continue
            near = PARAGRAPH if gram in around.paragraph else TITLE if gram in around.title else 0.0
            far = ELSEWHERE if gram in around.article else 0.0
            alike = max(meant(gram, sentence), TITLE * _renamed(gram, sentence, aliases(sentence.article)), _kin(gram, sentence))
            coverage += gram_weight * max(near, far, alike)
            if near or far:
                context += gram_weight
            else:
                context += gram_weight * alike
                elsewhere = max(elsewhere, telling[gram] * (1 - alike))
                worst = max(worst, words.salience(gram) * (1 - alike))
                misplaced = misplaced or gram in subjects
        dated = _dated(question, sentence)
        probability, facet = neural(sentence), states(question.aspect, sentence.folded.text)
        features = (
            coverage / total,
            local,
            context / total,
            math.log10(max(probability, 1e-4)),
            float(semantic),
            float(question.english) * float(semantic),
            sentence.hit / 10,
            elsewhere,
            0.0 if dated is None else 1.0 if dated else -1.0,
            float(wants_type and bool(typed_spans(question, sentence))),
            answers(sentence),
            facet,
            facet * question.in_clauses,
        )
        scored.append(
            Scored(
                sentence, coverage / total, local, context / total, dated, probability, float(semantic), elsewhere,
                worst, misplaced, features, sum(w * f for w, f in zip(weights, features, strict=True)) + NAMED * (named and facet == 1.0),
            )
        )  # fmt: skip
    place = "" if question.kind in ("comparison", "aggregation") else opening_place(question.folded, words)
    of_place = [one for one in scored if place and place in surroundings.of(one.sentence).article]
    scored = of_place or scored  # what an article says that never names the place is not of it
    scored.sort(key=lambda item: (-item.score, item.sentence.hit, item.sentence.start))
    return Evidence(question, grams, tuple(scored))


def missing_terms(question: Question, article_text: str) -> tuple[str, ...]:
    """Maximal pieces (two or more characters) of the question's terms of which ``article_text`` (folded) has nothing."""
    missing = []
    for term in question.terms:
        if not _HAN.fullmatch(term):
            if term not in article_text:
                missing.append(term)
            continue
        covered = [False] * len(term)
        for i in range(len(term) - 1):
            if term[i : i + 2] in article_text:
                covered[i] = covered[i + 1] = True
        run = ""
        for char, known in zip(term + " ", [*covered, True], strict=True):
            if known:
                if len(run) >= 2:
                    missing.append(run)
                run = ""
            else:
                run += char
    return tuple(missing)


def _meant(grams: Iterable[str], sentences: Sequence[Sentence], words: Words) -> Callable[[str, Sentence], float]:
    """How nearly a sentence says a word in another word (融资: 贷款), 0 to 0.8: never as good as the word itself.

    Cosines of the built-in embedder; below 0.4 words of one topic begin to pass for each other.
    """
    asked = list(grams)
    said = [set(words.segment(sentence.folded.text)) for sentence in sentences]
    vocabulary = sorted({word for each in said for word in each if len(word) > 1})
    if not asked or not vocabulary:
        return lambda gram, sentence: 0.0
    column = {word: i for i, word in enumerate(vocabulary)}
    alike = np.clip((words.alike(asked, vocabulary) - 0.4) / 0.5, 0.0, 0.8)
    best = {
        id(sentence): alike[:, [column[word] for word in each if word in column]].max(axis=1, initial=0.0)
        for sentence, each in zip(sentences, said, strict=True)
    }
    row = {gram: i for i, gram in enumerate(asked)}
    return lambda gram, sentence: float(best[id(sentence)][row[gram]])


def _kin(gram: str, sentence: Sentence) -> float:
    """What a word counts that the sentence has in another word of the thesaurus (名次: 位次)."""
    return KINDRED if any(other in sentence.folded.text for other in printed_as(gram)) else 0.0


def _renamed(gram: str, sentence: Sentence, aliases: Mapping[str, str]) -> bool:
    """Whether the sentence has another name of what the word names (青丘区 for 东州高新区)."""
    return any(gram in name and other in sentence.folded.text for name, other in aliases.items())


def _telling(grams: Iterable[str], texts: Sequence[str]) -> dict[str, float]:
    """How surely a word tells the articles apart: 1 when one article alone has it, 0 when all or none do.

    An article without it that another article has speaks of something else: right fact, wrong place.
    """
    found = {}
    for gram in grams:
        having = sum(gram in text for text in texts)
        found[gram] = math.log(len(texts) / having) / math.log(len(texts)) if having and len(texts) > 1 else 0.0
    return found


@dataclass(frozen=True, slots=True)
class _Around:
    paragraph: str
    title: str
    article: str


class _Surroundings:
    """The folded texts around a sentence, folded once an article."""

    def __init__(self) -> None:
        self._articles: dict[str, tuple[str, str]] = {}
        self._paragraphs: dict[tuple[str, int], str] = {}

    def of(self, sentence: Sentence) -> _Around:
        article = sentence.article
        if article.id not in self._articles:
            title = "" if commands(article.title) else fold_text(article.title)
            self._articles[article.id] = (title, f"{title}\n{fold_text(article.text)}")
        key = (article.id, sentence.paragraph)
        if key not in self._paragraphs:
            heading = max((number for number in article.headings if number < sentence.paragraph), default=0)
            parts = [article.paragraph(sentence.paragraph)] + ([article.paragraph(heading)] if heading else [])
            self._paragraphs[key] = fold_text("\n".join(parts))
        title, whole = self._articles[article.id]
        return _Around(self._paragraphs[key], title, whole)


def _dated(question: Question, sentence: Sentence) -> bool | None:
    if not question.dates:
        return None
    values = [mention.value for mention in dates_in(sentence) if mention.value]
    paragraph = find_dates(sentence.article.paragraph(sentence.paragraph), sentence.article.date)
    if all(any(date_overlaps(value, asked) for value in values) for asked in question.dates):
        return True
    around = [mention.value for mention in paragraph if mention.value]
    if not values and all(any(date_overlaps(value, asked) for value in around) for asked in question.dates):
        return True
    if not values and sentence.article.date and all(date_overlaps(sentence.article.date, d) for d in question.dates):
        return None  # an undated sentence speaks of the time of its article
    if not sentence.article.date:  # 8月7日 of no known year beside what is told of 2022
        partly = _fits_partly(question, sentence)
        return partly if partly or not values else False
    return False


_OPEN_ENDED = re.compile("至今|以来")


def _fits_partly(question: Question, sentence: Sentence) -> bool | None:
    """Of an article without a date: whether a month or day of its sentence is the one asked for; None when none is named."""
    since = [mention.value for mention in dates_in(sentence) if mention.value and _OPEN_ENDED.match(sentence.text, mention.end)]
    if any(value < asked for value in since for asked in question.dates):
        return True  # 2023年1月至今, asked of August
    pieces = [[int(piece) for piece in date.split("-") if piece.isdigit()] for date in question.dates]
    fits = []
    for place, part in ((1, "月"), (2, "[日号]")):
        asked = {date[place] for date in pieces if len(date) > place}
        said = {int(number) for number in re.findall(rf"(?<![\d.])(\d{{1,2}}){part}", sentence.folded.text)}
        fits += [bool(asked & said)] if asked and said else []
    return all(fits) if fits else None
