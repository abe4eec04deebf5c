"""What a text says in other words: which words of a question it lacks, cut, weighed and compared by meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rag.embed.words import Words
from rag.ground.sentences.subjects import of_country
from rag.text.lexicon import ADVERBS, CLOSED, COUNTRIES, GENERAL
from rag.text.thesaurus import printed_as

SALIENT, NEAR = 0.8, 0.42  # ``Words.salience`` from which a word says something; cosine from which another may mean the same
_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]{2,}")
_FIGURE = re.compile(
    r"一([㐀-鿿])一\1|(?:第|头|前|近|约|大)?[〇零一二三四五六七八九十百千万亿两几半数多\d]+(?:[个年月天日周岁次倍成条项家名人位种类批届期号]|小时|分钟|季度|个月|星期)*(?:[多半内前后来间]|左右|以上)?"
)
_TOWN = re.compile("[㐀-鿿][省市县区镇乡]")
# Whose dates and places are held against the source otherwise.
_HERE_AND_NOW = re.compile("今年|[本每][年月周季日天]度?|年内|[如现]今|眼下|目前|当前|全[省市县区镇]|[该本][省市县区镇]|全?社会|之[内中后前]|以[来内后前上下]")


def lacking_words(asked: Iterable[str], text: str, words: Words) -> tuple[str, ...]:
    """The telling words of ``asked`` that a folded text says in no word; it is cut into words only when there is one to look for."""
    missing = [w for w in asked if w not in text and not is_light(w) and words.salience(w) >= SALIENT]
    missing = [w for w in missing if missing.count(w) == 1]  # 一级一级, 一步一步: how, not what
    missing = [w for w in missing if not any(len(other) > 1 and other in text for other in printed_as(w))]
    said = said_words(text, words) if missing else []
    return tuple(word for word in missing if not says(word, said, words) and not _half_said(word, text, words))


def lacks_all(noun: str, text: str, words: Words) -> bool:
    """Whether a folded text says no telling word of a noun in any word."""
    asked = [word for word in content_words(noun, words) if not is_light(word)] or [noun]
    said = said_words(text, words)
    return not any(word in text or says(word, said, words) for word in asked)


def content_words(term: str, words: Words) -> Iterator[str]:
    """The words of a term of two characters or more; characters that stand alone side by side make one (停|工)."""
    if not _HAN.fullmatch(term):
        return
    alone = ""
    for word in [*words.segment(term), ""]:
        if len(word) == 1:
            alone += word
            continue
        if len(alone) == 1 and _TOWN.fullmatch(word):  # 青|阳市
            word = alone + word
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
    if any(other in each for other in printed_as(word) for each in said) or not said:
        return bool(said)
    if word in COUNTRIES.split() and any(of_country(word[0]).search(each) for each in said):
        return True
    return float(words.alike([word], said).max()) >= NEAR


def _half_said(word: str, text: str, words: Words) -> bool:
    """Whether a set phrase of four characters is said by another that shares the half that is no word alone (别具一格, 别具匠心), or by
    one that has a character or two more inside it."""
    halves = (word[:2], word[2:]) if len(word) == 4 else ()
    if halves and re.search(rf"{halves[0]}[㐀-鿿]{{1,2}}{halves[1]}", text):
        return True  # 中小企业, told of 中小微企业
    return any(half in text and len(words.segment(half)) > 1 for half in halves)


def is_light(word: str) -> bool:
    """Whether a source may do without the word: it tells how, when or how long, or what any text may say otherwise.

    陆续, 那里, 半年, 回应, 情况: closed classes, durations and figures, and words of any topic.
    """
    return word in light_words() or _FIGURE.fullmatch(word) is not None or _HERE_AND_NOW.fullmatch(word) is not None


@cache
def light_words() -> frozenset[str]:
    """Closed classes, and words of any topic."""
    return frozenset(f"{ADVERBS} {CLOSED} {GENERAL}".split())
