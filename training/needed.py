"""Train ``rag/builtin/needed``: which words of a question would its source have to say?

    python -m training.needed --data FOLDER [--out rag/builtin/needed]

From the questions of ``news_questions.tsv``, which their articles answer, and their twists, which they do not. Each word of a question is one
example beside the sentence that answers; of a twist only the words that the question has not, as what makes the text answer it no more.
Measured on ``refusal_questions.tsv``, other articles: the area under the curve of a question's worst word, questions against twists.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tqdm import tqdm  # type: ignore[import-untyped]

from eval.metrics import auc
from rag.embed.words import Words, load_words
from rag.ground.judgement.needed import FEATURES, FOLDER, Network, observe, rows_of
from training.questions import load_news
from training.squad import Example
from training.written import FILE, FOR_REFUSAL, written

HIDDEN, DECAY, ROUNDS, SEED = 48, 0.1, 30, 0
_VECTOR = 6.0  # what the parts of a vector of length 1 are multiplied by, to vary about as the features do


def rows(examples: Sequence[Example], words: Words) -> Iterator[tuple[NDArray[np.float32], NDArray[np.bool_], bool]]:
    """Of each question and each twist: what the network reads of its words, which are new in a twist, and whether it is a twist."""
    for example in tqdm(examples, mininterval=5):
        text, at = example.source.folded.text, example.spans[0][0]
        for question in filter(None, (example.question, example.twist)):
            if asked := observe(question, text, at, words):
                new = [question is example.twist and one.word not in example.question for one in asked]
                yield rows_of(asked, words), np.array(new), question is example.twist


def train(examples: Sequence[Example], words: Words) -> Network:
    """A network that tells the words of questions from the new ones of twists."""
    from sklearn.neural_network import MLPClassifier

    read, labels = [], []
    for row, new, twist in rows(examples, words):
        read.append(row[new] if twist else row)
        labels.append(new[new] if twist else new)
    x, y = np.vstack(read), np.concatenate(labels)
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-3)
    mean[len(FEATURES) :], scale[len(FEATURES) :] = 0.0, 1 / _VECTOR
    model = MLPClassifier((HIDDEN,), alpha=DECAY, early_stopping=True, max_iter=ROUNDS, random_state=SEED, batch_size=512)
    model.fit((x - mean) / scale, y)
    (first, second), (first_bias, second_bias) = model.coefs_, model.intercepts_
    first = first / scale[:, None]
    values = (first, first_bias - mean @ first, second, second_bias)
    return Network(*(value.astype(np.float16).astype(np.float32) for value in values))


def measure(network: Network, examples: Sequence[Example], words: Words) -> tuple[float, int, int]:
    """The area under the curve, how many twists and how many questions."""
    worst, twists = [], []
    for row, _, twist in rows(examples, words):
        worst.append(float(network(row).max()))
        twists.append(twist)
    return auc(worst, twists), sum(twists), len(twists) - sum(twists)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with news.txt.gz")
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    words, news = load_words(), load_news(options.data / "news.txt.gz")
    network = train([one for kept in (False, True) for one in written(news, kept=kept, file=FILE)], words)
    area, twists, questions = measure(network, [one for kept in (False, True) for one in written(news, kept=kept, file=FOR_REFUSAL)], words)
    print(f"AUC {area:.3f}  n = {twists} twists, {questions} questions")
    options.out.mkdir(parents=True, exist_ok=True)
    names = ("first", "first_bias", "second", "second_bias")
    save_file({name: getattr(network, name).astype(np.float16) for name in names}, options.out / "model.safetensors")


if __name__ == "__main__":
    main()
