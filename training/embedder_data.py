"""What the embedder learns from: documents cut into sentences, questions, titles, translations, a dictionary.

Only sets whose licence lets weights ship are read here. Everything is kept as piece ids in flat arrays, so that a
batch is made of slices.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.embedder_tokenizer import HAN, LATIN, Sizes, build_tokenizer, fold_table, word_segmenter
from training.written import ENGLISH, FILE, asked_of

Ids = NDArray[np.int32]

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")
_NAMED_IN_LATIN = re.compile(r"([㐀-鿿·]{2,12})[（(]([A-Za-z][A-Za-z .'’-]{3,60})[，,；;）)]")
_GLOSS_NOISE = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def read_rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The records of ``folder/name.jsonl.gz``; none when the file is absent."""
    path = folder / f"{name}.jsonl.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)


def read_news(folder: Path) -> list[str]:
    """The bodies of the news articles, dates cut off."""
    path = folder / "news.txt.gz"
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t", 1)[-1] for line in file]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Raw texts. documents: news first, then the others. questions, english_questions, titles: (text, document number)."""

    documents: list[str]
    news: int
    questions: list[tuple[str, int]]
    english_questions: list[tuple[str, int]]
    titles: list[tuple[str, int]]
    translations: list[tuple[str, str]]
    glosses: dict[str, list[str]]
    words: dict[str, int]

    def summary(self) -> dict[str, int]:
        """How many there are of each, for the log and the model card."""
        return {
            "documents": len(self.documents), "news": self.news, "questions": len(self.questions),
            "English questions": len(self.english_questions), "titles": len(self.titles),
            "translations": len(self.translations), "dictionary words": len(self.glosses),
        }


Glossary = Sequence[tuple[str, tuple[str, ...]]]  # English, and its Chinese


def read_corpus(folder: Path, glossary: Glossary = (), english: Path = ENGLISH) -> Corpus:
    """Everything that shipped weights may learn from; CMRC dev, XQuAD and the WMT rows stay unread.

    english: the file of English questions.
    """
    documents = read_news(folder)
    news = len(documents)
    known: dict[str, int] = {}
    questions: list[tuple[str, int]] = []
    titles: list[tuple[str, int]] = []

    def document(text: str) -> int:
        if text not in known:
            known[text] = len(documents)
            documents.append(text)
        return known[text]

    for name in ("cmrc2018", "drcd", "lawbench_rc"):
        for row in read_rows(folder, name):
            if row["split"] != "dev" or name == "drcd":
                questions.append((row["question"], document(row["context"])))
                if row.get("title"):
                    titles.append((row["title"], document(row["context"])))
    for row in read_rows(folder, "dureader2_demo"):
        questions += [(row["question"], document(d["text"])) for d in row["documents"] if d["is_selected"]]
        titles += [(d["title"], document(d["text"])) for d in row["documents"] if d["title"]]
    for row in read_rows(folder, "crud_events"):
        titles += [(row[key], document(row["context"])) for key in ("title", "event", "summary")]
    for row in read_rows(folder, "uhgeval_news_hallucination"):
        titles.append((row["title"], document(row["context"])))

    questions += asked_of(documents, FILE)
    english_questions = asked_of(documents, english)
    translations = []
    for row in read_rows(folder, "zh_en"):
        if row["source"] in ("ntrex128", "tatoeba_cmn"):
            translations.append((row["en"], row["zh"]))
            if row.get("zh_tw"):
                translations.append((row["en"], row["zh_tw"]))
    for text in documents:
        translations += [(name, chinese) for chinese, name in _NAMED_IN_LATIN.findall(text)]
    glosses, words = _read_dictionary(folder, glossary)
    return Corpus(documents, news, questions, english_questions, sorted(set(titles)), sorted(set(translations)), glosses, words)


def _read_dictionary(folder: Path, glossary: Glossary) -> tuple[dict[str, list[str]], dict[str, int]]:
    """(word -> English glosses, most usual first; word -> frequency for cutting text into words)."""
    glosses: dict[str, list[str]] = defaultdict(list)
    spelled: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(folder, "zh_en_cedict"):
        if not HAN.fullmatch(row["simp"]):
            continue
        for definition in row["en"]:
            for part in re.split(r"[;/]", _GLOSS_NOISE.sub(" ", definition)):
                text = " ".join(part.split())
                if text and not HAN.search(text) and not text.startswith(("CL:", "variant of", "see ", "surname ")):
                    glosses[row["simp"]].append(re.sub(r"^(to be|to|a|an|the) ", "", text, flags=re.IGNORECASE))
        if len(row["simp"]) == 1 or row["pinyin"][:1].isupper():
            spelled[row["simp"]].append(re.sub(r"[\d:\s]", "", row["pinyin"]))
    for english, chinese in glossary:
        for word in chinese:
            if HAN.fullmatch(word):
                glosses[word].insert(0, english)
    for word, spellings in spelled.items():
        glosses[word] += sorted(set(spellings))
    words = {word: 2 for word in glosses if len(word) <= 6}
    dictionary = folder / "lexicon" / "jieba_dict_small.txt.gz"
    if dictionary.is_file():
        with gzip.open(dictionary, "rt", encoding="utf-8") as file:
            for line in file:
                word, count, *_ = line.split()
                if HAN.fullmatch(word) and len(word) <= 6:
                    words[word] = max(words.get(word, 2), int(count))
    return {word: list(dict.fromkeys(found)) for word, found in glosses.items() if found}, words


def inflected(word: str) -> list[str]:
    """``word`` with the regular English endings; glosses show only the plain form."""
    if len(word) < 4:
        return [word]
    stem = word[:-1] if word.endswith("e") else word
    if word.endswith("y"):
        return [word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    return [word, word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s"), stem + "ed", stem + "ing"]


def train_tokenizer(corpus: Corpus, sizes: Sizes) -> Tokenizer:
    """The tokenizer for ``corpus``; ``sizes`` as in ``build_tokenizer``."""
    from tokenizers import normalizers

    from training.embedder_tokenizer import fold_charsmap

    table = fold_table()
    fold = normalizers.Precompiled(fold_charsmap(table)).normalize_str
    segmenter = word_segmenter(corpus.words)
    han: Counter[str] = Counter()
    latin: Counter[str] = Counter()
    sample = [fold(text[:3000]) for text in corpus.documents[:: 3 if corpus.news > 9000 else 1]]
    sample += [fold(text) for text in corpus.documents[corpus.news :]]
    sample += [fold(question) for question, _ in corpus.questions]
    for encoding, text in zip(segmenter.encode_batch(sample), sample, strict=True):
        han.update(token for token in encoding.tokens if HAN.fullmatch(token))
        latin.update(LATIN.findall(text))
    for english, _ in corpus.english_questions:
        latin.update(dict.fromkeys(LATIN.findall(fold(english)), 8))
    for english, chinese in corpus.translations:
        latin.update(dict.fromkeys(LATIN.findall(fold(english)), 8))
        han.update(token for token in segmenter.encode(fold(chinese)).tokens if HAN.fullmatch(token))
    for word, found in corpus.glosses.items():
        # A character's glosses are many and odd (蘭 "thoroughwort"), however frequent it is.
        weight = 1 if len(word) == 1 else 2 + round(2 * math.log1p(han[word]))
        for part in {part for gloss in found[:4] for part in LATIN.findall(fold(gloss))}:
            latin[part] += weight
            latin.update(dict.fromkeys(inflected(part)[1:], weight // 5))
    return build_tokenizer(han, latin, sizes=sizes, table=table)


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different lengths in one array: row i is ``flat[offsets[i]:offsets[i + 1]]``."""

    flat: Ids
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> Ragged:
        arrays = [np.asarray(row, dtype=np.int32) for row in rows]
        lengths = np.fromiter((len(a) for a in arrays), dtype=np.int64, count=len(arrays))
        flat = np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int32)
        return cls(flat, np.concatenate([[0], np.cumsum(lengths)]))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def row(self, i: int) -> Ids:
        return self.flat[self.offsets[i] : self.offsets[i + 1]]

    def take(self, rows: NDArray[np.int64]) -> tuple[Ids, NDArray[np.int64]]:
        """(the rows' elements one after the other, the row of ``rows`` that each element belongs to)."""
        starts, lengths = self.offsets[rows], self.offsets[rows + 1] - self.offsets[rows]
        owners = np.repeat(np.arange(len(rows)), lengths)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self.flat[np.repeat(starts, lengths) + within], owners


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A corpus as ids. sentences: pieces of each sentence; words: its dictionary words (rows of ``first_gloss``);
    document_sentences[d]:document_sentences[d + 1] are the sentences of document d.
    glosses: pieces of every English gloss; those of word w are first_gloss[w]:first_gloss[w + 1]."""

    sentences: Ragged
    words: Ragged
    document_sentences: NDArray[np.int64]
    news: int
    questions: Ragged
    question_words: Ragged
    question_documents: NDArray[np.int64]
    english_questions: Ragged
    english_question_documents: NDArray[np.int64]
    titles: Ragged
    title_documents: NDArray[np.int64]
    english: Ragged
    chinese: Ragged
    glosses: Ragged
    first_gloss: NDArray[np.int64]
    gloss_words: Ragged


def encode_corpus(corpus: Corpus, tokenizer: Tokenizer) -> TrainingSet:
    """``corpus`` in the pieces of ``tokenizer``."""
    fold: Callable[[str], str] = tokenizer.normalizer.normalize_str
    word_ids = {word: i for i, word in enumerate(sorted(corpus.glosses))}
    segmenter = word_segmenter(corpus.words)

    def pieces(texts: Sequence[str]) -> Ragged:
        return Ragged.of(e.ids for e in tokenizer.encode_batch_fast(texts, add_special_tokens=False))

    def words(texts: Sequence[str]) -> Ragged:
        encodings = segmenter.encode_batch([fold(text) for text in texts])
        return Ragged.of([word_ids[t] for t in e.tokens if t in word_ids] for e in encodings)

    sentences: list[str] = []
    bounds = [0]
    for text in corpus.documents:
        sentences += [s for s in _SENTENCE.findall(text[:6000]) if len(s) > 3] or [text[:200]]
        bounds.append(len(sentences))
    by_word = [[v for gloss in corpus.glosses[word][:6] for v in _gloss_variants(gloss)] for word in sorted(word_ids)]
    return TrainingSet(
        sentences=pieces(sentences),
        words=words(sentences),
        document_sentences=np.asarray(bounds),
        news=corpus.news,
        questions=pieces([q for q, _ in corpus.questions]),
        question_words=words([q for q, _ in corpus.questions]),
        question_documents=np.asarray([d for _, d in corpus.questions], dtype=np.int64),
        english_questions=pieces([q for q, _ in corpus.english_questions]),
        english_question_documents=np.asarray([d for _, d in corpus.english_questions], dtype=np.int64),
        titles=pieces([t for t, _ in corpus.titles]),
        title_documents=np.asarray([d for _, d in corpus.titles], dtype=np.int64),
        english=pieces([e for e, _ in corpus.translations]),
        chinese=pieces([c for _, c in corpus.translations]),
        glosses=pieces([gloss for row in by_word for gloss in row]),
        first_gloss=np.concatenate([[0], np.cumsum([len(row) for row in by_word])]),
        gloss_words=pieces(sorted(word_ids)),
    )


def _gloss_variants(gloss: str) -> list[str]:
    """The gloss, and a single word also with its endings (a third as often as the plain form)."""
    return [gloss] * 3 + inflected(gloss)[1:] if LATIN.fullmatch(gloss) else [gloss] * 3
