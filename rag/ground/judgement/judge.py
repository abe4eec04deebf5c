"""Answer or refuse, decided in code from calibrated evidence before any language model is asked.

A logistic model over a handful of features of the best evidence; its weights are fitted by ``training/refusal.py`` on
answerable and near-miss questions and kept in ``rag/builtin/refusal.json`` with the curve they were read from.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.embed.words import load_words
from rag.ground.judgement.needed import NEUTRAL, lacking_odds
from rag.ground.judgement.premise import SENTENCES
from rag.ground.sentences.evidence import FEATURES as SENTENCE_FEATURES
from rag.ground.sentences.evidence import Evidence, missing_terms
from rag.ground.sentences.subjects import foreign_names, other_ordinal
from rag.ground.sentences.unknown import unknown_words
from rag.ground.sentences.wanted import wanted_type
from rag.ground.spans.candidates import Candidate
from rag.read import Reading
from rag.text.fold import fold_text
from rag.text.numbers import find_quantities, same_quantity

FEATURES = (
    "coverage",
    "local",
    "context",
    "worst",
    "elsewhere",
    "undated",
    "number_missing",
    "untyped",
    "closeness",
    "null",
    "margin",
    "sentence",
    "semantic",
    "english",
    "answers",
    "answers_most",
    "misplaced",
    "untold",
    "told_share",
    "worst_unanswered",
    "foreign",
    "other_ordinal",
    "unknown",
    "unsaid",
    "local_most",
    "length",
    "unsaid_length",
    "facet",
    "needed",
)
_TELLING = 0.9
_FACET = SENTENCE_FEATURES.index("aspect_told")


@dataclass(frozen=True, slots=True)
class Judgement:
    """confidence: calibrated probability in [0, 1] that the evidence answers. missing: what no source says."""

    confidence: float
    threshold: float
    missing: tuple[str, ...]
    features: tuple[float, ...]

    @property
    def answers(self) -> bool:
        return self.confidence >= self.threshold


def judge(evidence: Evidence, candidates: Sequence[Candidate], reading: Reading) -> Judgement:
    """How likely the best evidence answers the question; no evidence at all gives confidence 0."""
    weights = _weights()
    if evidence.best is None:
        return Judgement(0.0, weights.threshold, evidence.question.terms, (0.0,) * len(FEATURES))
    missing, features = features_of(evidence, candidates, reading)
    logit = weights.bias + sum(w * f for w, f in zip(weights.weights, features, strict=True))
    return Judgement(1 / (1 + math.exp(-max(min(logit, 30.0), -30.0))), weights.threshold, missing, features)


def features_of(
    evidence: Evidence, candidates: Sequence[Candidate], reading: Reading
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """What the sources lack of the question, and the numbers of ``FEATURES``, each about 0 to 1.

    unsaid: logarithm of one and the number of the question's words that the article lacks. local_most: the greatest share
    of the question's words that one sentence has, be it the best or not. length: decimal logarithm of the article's
    thousands of characters; a long article lacks fewer words by chance, so that one that it lacks tells more. facet: how far the sentence tells the
    facet that an open question asks for (``rag.understand.aspect``). needed: log odds that it lacks a word it would need (``rag.ground.judgement.needed``),
    not of claims, which are held against their sources word by word elsewhere, nor of lists, whose items need not be called what they are, nor
    of what was put into Chinese.
    """
    question = evidence.question
    spans = bool(candidates) and question.kind not in SENTENCES and not question.in_clauses  # else sentences answer
    best = candidates[0].scored if spans else evidence.scored[0]
    article = best.sentence.article
    text = fold_text(f"{article.title}\n{article.text}")
    missing = () if question.english else missing_terms(question, text)
    stated = find_quantities(best.sentence.text)
    lacking = sum(
        not any(same_quantity(q, s) for s in stated)
        for q in find_quantities(question.folded)
        if q.kind not in ("year", "date")
    )
    top = candidates[0] if candidates else None
    untyped = bool(wanted_type(question)) and not (top and top.typed)
    margin = top.logit if top else -12.0
    answers = reading.answers[best.sentence.hit] if reading.answers else 0.5
    told = [scored.neural for scored in evidence.scored[:8]]
    unsaid = math.log1p(sum(gram not in text for gram in evidence.grams))
    length = math.log10(len(text)) - 3
    return missing, (
        best.coverage,
        best.local,
        best.context,
        best.worst,
        best.elsewhere,
        float(best.dated is False and question.kind != "yesno"),
        float(lacking > 0),
        float(untyped),
        top.closeness if top else 0.0,
        reading.no_answer,
        1 / (1 + math.exp(-max(min(margin, 20.0), -20.0) / 2)),
        best.neural,
        best.semantic,
        float(question.english),
        answers,
        max(reading.answers, default=0.5),
        float(best.misplaced),
        float(untyped and best.worst > _TELLING),
        sum(p for p in told if p > 0.5 * max(told, default=0.0)) if told else 0.0,
        best.worst * (1 - answers),
        float(bool(foreign_names(question.folded, text))),
        float(other_ordinal(question.folded, text)),
        float(not question.english and bool(unknown_words(question.folded, text, load_words()))),
        unsaid,
        max(scored.local for scored in evidence.scored),
        length,
        unsaid * length,
        best.features[_FACET],
        NEUTRAL if question.english or question.kind in ("yesno", "list") else _needed(question.folded, text, best.sentence.folded.text),
    )


def _needed(asked: str, text: str, sentence: str) -> float:
    return lacking_odds(asked, text, max(0, text.find(sentence)), load_words())


@dataclass(frozen=True, slots=True)
class _Weights:
    bias: float
    weights: tuple[float, ...]
    threshold: float


@cache
def _weights() -> _Weights:
    data = json.loads((Path(__file__).parent.parent.parent / "builtin" / "refusal.json").read_text(encoding="utf-8"))
    return _Weights(data["bias"], tuple(data["weights"][name] for name in FEATURES), data["threshold"])
