"""Contrastive batches: a task is drawn, then pairs (a, b) of piece ids that should lie close together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.embedder_data import Ids, Ragged, TrainingSet

Longs = NDArray[np.int64]

TASKS: dict[str, float] = {
    "question": 0.24,  # a question and the passage that answers it
    "cloze": 0.22,  # some words of a sentence and the passage around it
    "title": 0.05,  # a title, event or summary and a part of its article
    "english_question": 0.12,  # a question in English and the Chinese passage that answers it
    "translation": 0.13,  # English and Chinese sentences, and names given in both scripts
    "gloss": 0.06,  # a gloss of a dictionary or of our glossary and its word
    "glossed_question": 0.05,  # a question put into English word by word, and the passage that answers it
    "glossed_sentence": 0.06,  # a sentence put into English word by word, and the sentence
    "glossed_cloze": 0.07,  # some words of a sentence put into English, and the passage around it
}
"""Share of the batches; tuned by hand on CMRC dev and XQuAD, a few points either way change little."""

CROSS_LINGUAL = {"english_question", "translation", "gloss", "glossed_question", "glossed_sentence", "glossed_cloze"}


@dataclass(frozen=True, slots=True)
class Bags:
    """n texts as bags of pieces: text i is ``ids[offsets[i]:offsets[i + 1]]``."""

    ids: Ids
    offsets: Longs

    @classmethod
    def of(cls, ids: Ids, owners: Longs, n: int) -> Bags:
        return cls(ids, np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=n))]))


@dataclass(frozen=True, slots=True)
class Batch:
    """Pair i is (a[i], b[i]). a[i] comes from place[i]; b[j] holds the places low[j] to high[j] (excluded), so it is a
    negative of a[i] only where place[i] lies outside."""

    a: Bags
    b: Bags
    place: Longs
    low: Longs
    high: Longs

    @classmethod
    def of(cls, a: Bags, b: Bags, place: Longs) -> Batch:
        """Each b holds nothing but the place of its a."""
        return cls(a, b, place, place, place + 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """documents: those of which questions are asked. of: the questions of each document, these or not."""

    documents: Longs
    of: Ragged

    @classmethod
    def over(cls, documents: Longs, n: int) -> Asked:
        """documents: the one that answers each question; ``n`` in all."""
        order = np.argsort(documents, kind="stable")
        return cls(np.unique(documents), Ragged(order.astype(np.int32), np.searchsorted(documents[order], np.arange(n + 1))))


class Sampler:
    """Draws batches. Half of those over documents are made of neighbours, so that the negatives are hard."""

    def __init__(self, data: TrainingSet, seed: int) -> None:
        self.data = data
        self.rng = np.random.default_rng(seed)
        self.neighbours: Callable[[Longs, Longs], Longs] | None = None
        self.documents = np.arange(len(data.document_sentences) - 1)
        self.sentence_document = np.repeat(self.documents, np.diff(data.document_sentences))
        self.long_sentences = np.diff(data.sentences.offsets) >= 6
        self.encyclopedia = self.documents[data.news :]
        self.chinese = Asked.over(data.question_documents, len(self.documents))
        self.english = Asked.over(data.english_question_documents, len(self.documents))
        self.question_sentence = self._best_sentences(data.questions, data.question_documents)
        # Nothing is shared with an English question: the beginning answers it until vectors say which sentence does.
        self.english_question_sentence = data.document_sentences[data.english_question_documents]
        usual = np.sqrt(1 + np.bincount(data.words.flat, minlength=len(data.gloss_words)))
        self.word_share = usual / usual.sum()

    def draw(self, size: int) -> tuple[str, Batch]:
        """A task and a batch of at most ``size`` pairs."""
        tasks = [t for t in TASKS if self._possible(t)]
        weights = np.asarray([TASKS[t] for t in tasks])
        task = tasks[self.rng.choice(len(tasks), p=weights / weights.sum())]
        return task, getattr(self, f"_{task}")(size)

    def _possible(self, task: str) -> bool:
        data = self.data
        needs = {"question": data.questions, "glossed_question": data.questions, "title": data.titles,
                 "english_question": data.english_questions, "translation": data.english, "gloss": data.glosses}
        return len(needs.get(task, data.sentences)) > 0

    # --- tasks -------------------------------------------------------------------------------------------------

    def _question(self, size: int) -> Batch:
        rows = self._questions(self.chinese, size)
        ids, owners = self._thin(*self.data.questions.take(rows), 0.15)
        return self._with_windows(Bags.of(ids, owners, len(rows)), self.question_sentence[rows], keep=1.0, longest=450)

    def _english_question(self, size: int) -> Batch:
        rows = self._questions(self.english, size)
        ids, owners = self._thin(*self.data.english_questions.take(rows), 0.15)
        return self._with_windows(Bags.of(ids, owners, len(rows)), self.english_question_sentence[rows], keep=1.0, longest=450)

    def _glossed_question(self, size: int) -> Batch:
        rows = self._questions(self.chinese, size)
        ids, owners = self._gloss_of(*self.data.question_words.take(rows), 0.1)
        return self._with_windows(Bags.of(ids, owners, len(rows)), self.question_sentence[rows], keep=1.0, longest=300)

    def _cloze(self, size: int) -> Batch:
        rows = self._sentences(size)
        ids, owners = self._clause(*self.data.sentences.take(rows), len(rows))
        return self._with_windows(Bags.of(ids, owners, len(rows)), rows, keep=0.85, longest=self._longest())

    def _glossed_cloze(self, size: int) -> Batch:
        rows = self._sentences(size)
        words, owners = self._clause(*self.data.words.take(rows), len(rows))
        ids, owners = self._gloss_of(words, owners, 0.1)
        return self._with_windows(Bags.of(ids, owners, len(rows)), rows, keep=0.9, longest=self._longest())

    def _glossed_sentence(self, size: int) -> Batch:
        rows = self._sentences(size)
        ids, owners = self._gloss_of(*self.data.words.take(rows), 0.15)
        b = Bags.of(*self.data.sentences.take(rows), len(rows))
        return Batch.of(Bags.of(ids, owners, len(rows)), b, rows)

    def _title(self, size: int) -> Batch:
        data, rng = self.data, self.rng
        rows = rng.choice(len(data.titles), min(size // 2, len(data.titles)), replace=False)
        ids, owners = data.titles.take(rows)
        documents = data.title_documents[rows]
        if data.news:  # an article's opening words stand for a title, also where the title was glued to the text
            leads = rng.choice(data.news, min(size // 2, data.news), replace=False)
            first = data.document_sentences[leads]
            lead_ids, lead_owners = data.sentences.take(first)
            ids, owners = np.concatenate([ids, lead_ids]), np.concatenate([owners, lead_owners + len(rows)])
            documents = np.concatenate([documents, leads])
        low, high = data.document_sentences[documents], data.document_sentences[documents + 1]
        sentences = np.minimum(low + 1 + rng.integers(0, np.maximum(1, np.minimum(high - low - 1, 8))), high - 1)
        ids, owners = self._thin(ids, owners, 0.15)
        return self._with_windows(Bags.of(ids, owners, len(documents)), sentences, keep=1.0, longest=300)

    def _translation(self, size: int) -> Batch:
        data = self.data
        rows = self.rng.choice(len(data.english), min(size, len(data.english)), replace=False)
        a = Bags.of(*self._thin(*data.english.take(rows), 0.1), len(rows))
        return Batch.of(a, Bags.of(*self._thin(*data.chinese.take(rows), 0.1), len(rows)), rows)

    def _gloss(self, size: int) -> Batch:
        n = len(self.data.gloss_words)
        common = self.rng.choice(n, min(size, n), p=self.word_share)
        words = np.unique(np.concatenate([common, self.rng.choice(n, min(size, n), replace=False)]))
        glosses = self._pick_gloss(words)
        a = Bags.of(*self.data.glosses.take(glosses), len(words))
        return Batch.of(a, Bags.of(*self.data.gloss_words.take(words), len(words)), words)

    # --- parts -------------------------------------------------------------------------------------------------

    def _cluster(self, pool: Longs, n: int) -> Longs:
        """n documents of ``pool``, at random or (half of the time, once vectors are known) in groups of neighbours."""
        rng = self.rng
        if self.neighbours is None or rng.random() < 0.5:
            return rng.choice(pool, min(n, len(pool)), replace=False)
        seeds = rng.choice(pool, max(1, n // 16), replace=False)
        return np.unique(self.neighbours(seeds, pool))[:n]

    def _questions(self, asked: Asked, size: int) -> Longs:
        """Questions, at most two from each document."""
        documents = self._cluster(asked.documents, size)
        own, owners = asked.of.take(documents)
        order = self.rng.permutation(len(own))
        seen = np.zeros(len(documents), dtype=np.int64)
        chosen = []
        for i in order:
            if seen[owners[i]] < 2:
                seen[owners[i]] += 1
                chosen.append(own[i])
        return np.asarray(chosen[:size], dtype=np.int64)

    def _sentences(self, size: int) -> Longs:
        """Sentences, two from each document (a fifth of the time documents of the encyclopedia)."""
        rng, bounds = self.rng, self.data.document_sentences
        pool = self.encyclopedia if len(self.encyclopedia) > size and rng.random() < 0.35 else self.documents
        documents = np.repeat(self._cluster(pool, size // 2), 2)
        low, high = bounds[documents], np.minimum(bounds[documents + 1], bounds[documents] + 40)
        rows = np.unique(low + (rng.random(len(documents)) * (high - low)).astype(np.int64))
        rows = rows[self.long_sentences[rows]]
        return rng.permutation(rows)

    def _best_sentences(self, questions: Ragged, documents: Longs) -> Longs:
        """For each question the sentence of its document that shares most with it, rare pieces counting more."""
        data = self.data
        counts = np.bincount(data.sentences.flat, minlength=1) + 1
        weight = np.log(len(data.sentences.flat) / counts)
        wanted = np.zeros(max(len(weight), int(questions.flat.max(initial=0)) + 1))
        best = np.zeros(len(questions), dtype=np.int64)
        for i, document in enumerate(documents):
            ids = questions.row(i)
            ids = ids[ids < len(weight)]
            wanted[ids] = weight[ids]
            low, high = data.document_sentences[document], data.document_sentences[document + 1]
            scores = [wanted[np.unique(data.sentences.row(s))].sum() for s in range(low, high)]
            best[i] = low + int(np.argmax(scores))
            wanted[ids] = 0
        return best

    def _with_windows(self, a: Bags, sentences: Longs, *, keep: float, longest: int) -> Batch:
        """Pairs ``a`` with passages of 30 to ``longest`` pieces around ``sentences``; with probability 1 - ``keep``
        the sentence itself is left out."""
        data, rng = self.data, self.rng
        documents = self.sentence_document[sentences]
        first, last = data.document_sentences[documents], data.document_sentences[documents + 1]
        offsets, flat = data.sentences.offsets, data.sentences.flat
        targets = rng.integers(30, longest, len(sentences))
        shares = rng.random(len(sentences))
        dropped = rng.random(len(sentences)) > keep
        parts: list[Ids] = []
        lengths, lows, highs = (np.zeros(len(sentences), dtype=np.int64) for _ in range(3))
        for i, s in enumerate(sentences):
            start = max(offsets[first[i]], offsets[s] - int(targets[i] * shares[i]))
            end = min(offsets[last[i]], max(offsets[s + 1], start + targets[i]))
            low = int(np.searchsorted(offsets, start))
            high = max(int(np.searchsorted(offsets, end, side="right")) - 1, s + 1)
            low = min(low, s)
            lows[i], highs[i] = low, high
            if dropped[i] and high - low > 1:
                pieces = [flat[offsets[low] : offsets[s]], flat[offsets[s + 1] : offsets[high]]]
            else:
                pieces = [flat[offsets[low] : offsets[high]]]
            parts += pieces
            lengths[i] = sum(map(len, pieces))
        b = Bags(np.concatenate(parts), np.concatenate([[0], np.cumsum(lengths)]))
        return Batch(a, b, sentences, lows, highs)

    def _longest(self) -> int:
        """Short windows in some batches, so that two parts of one document become negatives of each other."""
        return int(self.rng.choice([110, 220, 350]))

    def _thin(self, ids: Ids, owners: Longs, share: float) -> tuple[Ids, Longs]:
        """Drops a ``share`` of the pieces at random."""
        kept = self.rng.random(len(ids)) >= share
        return ids[kept], owners[kept]

    def _clause(self, ids: Ids, owners: Longs, n: int) -> tuple[Ids, Longs]:
        """From each text a random run of 5 to 20 elements, a quarter of them dropped."""
        rng = self.rng
        lengths = np.bincount(owners, minlength=n)
        starts = np.cumsum(lengths) - lengths
        size = rng.integers(5, 20, n)
        low = (rng.random(n) * np.maximum(1, lengths - size + 1)).astype(np.int64)
        position = np.arange(len(ids)) - starts[owners]
        kept = (position >= low[owners]) & (position < (low + size)[owners])
        return self._thin(ids[kept], owners[kept], 0.25)

    def _pick_gloss(self, words: Longs) -> Longs:
        """One gloss of each word, the first ones more often."""
        low, high = self.data.first_gloss[words], self.data.first_gloss[words + 1]
        return low + (self.rng.random(len(words)) ** 1.7 * (high - low)).astype(np.int64)

    def _gloss_of(self, words: Ids, owners: Longs, share: float) -> tuple[Ids, Longs]:
        words, owners = self._thin(words, owners, share)
        ids, which = self.data.glosses.take(self._pick_gloss(words.astype(np.int64)))
        return ids, owners[which]
