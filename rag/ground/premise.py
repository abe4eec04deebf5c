"""What a question takes for granted and its best evidence does not say: 为什么延期, where nothing was put off.

A question rests on its predicate. Where the article that fits best has neither the word, nor one that means the same, the
question cannot be answered from it, however well everything else fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rag.embed.words import Words
from rag.ground.evidence import Scored
from rag.question import Question
from rag.text.fold import fold_text
from rag.text.lexicon import ADVERBS, SPEECH, SYNONYMS
from rag.types import Article

# Salience (``Words.salience``) from which a word of the predicate says something: invented premises begin at 0.8. NEAR: cosine
# from which another word of the article may mean the same. Of 220 right answers to CMRC dev and train, terrorism news and
# DRCD questions 1 is lost (问世, now a synonym); with words outside the predicate (from 1.0) it would be 8.
SALIENT, NEAR = 0.8, 0.42
_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]{2,}")
_ADVERBIAL = re.compile(
    r"为什么|为何|为啥|怎么(?!样)|如何|怎样|(?:是|在|于)?(?:什么时候|何时|哪一?年|哪一?天|哪个月|几月几?[日号]?|几号|哪里|哪儿|何处)"
)
_SUBJECT_ASKED = re.compile(r"(?:谁|哪一?(?:家|个)(?:公司|企业|单位|机构|部门|集团|银行|大学|学校|医院|人))(?=[㐀-鿿]{2})")
_NOMINAL = re.compile(r"(?:的)?(?:原因|理由|缘故|时间|日期|地点|年份|过程|结果|情况|经过)")


def unsupported(question: Question, best: Scored, words: Words) -> tuple[str, ...]:
    """The words of the question that its best evidence's article says in no way, most telling first; () when none."""
    if question.english:
        return _untranslated(question, _text(best.sentence.article))
    if question.kind in ("yesno", "comparison", "aggregation", "summary", "share", "rank"):
        return ()
    article = _text(best.sentence.article)
    predicate = _predicate(question)
    if not predicate:
        return ()
    missing = [
        (word, words.salience(word))
        for term in question.terms
        for word in content_words(term, words)
        if word in predicate and word not in article and not is_light(word) and not _asked_noun(question, word)
    ]
    missing = [(word, rank) for word, rank in missing if rank >= SALIENT]
    if not missing:
        return ()
    said = said_words(article, words)
    found = [(word, rank) for word, rank in missing if not says(word, said, words)]
    return tuple(word for word, _ in sorted(found, key=lambda item: -item[1]))


def _untranslated(question: Question, article: str) -> tuple[str, ...]:
    """The English words that found no Chinese, when they are half of all or more; else ()."""
    asked = [term for term in question.terms if len(term) > 1]
    left = tuple(term for term in asked if term.isalpha() and not _HAN.search(term) and term not in article)
    return left if 2 * len(left) >= len(asked) else ()


def content_words(term: str, words: Words) -> Iterator[str]:
    """The words of a term of two characters or more; characters that stand alone side by side make one (停|工)."""
    if not _HAN.fullmatch(term):
        return
    alone = ""
    for word in [*words.segment(term), ""]:
        if len(word) == 1:
            alone += word
            continue
        if alone == term or (len(alone) == 2 and not word):
            yield alone
        alone = ""
        if len(word) > 1:
            yield word


def said_words(text: str, words: Words) -> list[str]:
    """The different words of a folded text, two characters or more."""
    return [word for word in dict.fromkeys(words.segment(text)) if len(word) > 1]


def says(word: str, said: list[str], words: Words) -> bool:
    """Whether one of the words ``said`` means about the same as ``word``."""
    if any(other in each for other in synonyms(word) for each in said) or not said:
        return bool(said)
    return float(words.alike([word], said).max()) >= NEAR


def synonyms(word: str) -> frozenset[str]:
    """The other words of the group that ``word`` belongs to; empty when it belongs to none."""
    return _groups().get(word, frozenset())


def is_light(word: str) -> bool:
    """Whether a source may do without the word: it tells how or when, or only that somebody spoke (陆续, 回应)."""
    return word in ADVERBS.split() or word in SPEECH.split()


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for line in SYNONYMS.strip().splitlines():
        group = frozenset(line.split())
        for word in group:
            groups[word] = groups.get(word, frozenset()) | group - {word}
    return groups


def _predicate(question: Question) -> str:
    """The part of the question that says what happened: behind 为什么, 什么时候 or 谁; before them when nothing follows."""
    folded = question.folded.strip("?。! ")
    asked = _ADVERBIAL.search(folded) or _SUBJECT_ASKED.search(folded)
    if asked is None:
        return ""
    behind = folded[asked.end() :]
    if len(behind) >= 2:
        return behind
    return _NOMINAL.sub("", folded[: asked.start()])


def _asked_noun(question: Question, word: str) -> bool:
    """什么意义, 哪种颜色: what is asked for need not be named by what answers."""
    if word in question.noun:
        return True
    asking = rf"(?:(?:(?<!为)什么|怎么|怎)(?:样的?|(?:[㐀-鿿]{{0,3}}的)?)|哪一?[个种类项]|何种|是(?:个|一[个种类])?什么[^,]*?的){re.escape(word)}"
    return re.search(asking, question.folded) is not None


def _text(article: Article) -> str:
    return fold_text(f"{article.title}\n{article.text}")
