"""How much of a claim a sentence tells: its words themselves, others for them, or words close to them, in it or around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rag.embed.words import Words
from rag.ground.claims.predicates import antonyms, known
from rag.ground.sentences.evidence import Evidence, Scored
from rag.ground.sentences.said import is_light, says
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.spoken import written_as
from rag.ground.sentences.verdict import DOUBLED, FIRSTS, claimed
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.thesaurus import kindred, synonyms

AMONG = 30  # sentences among which the one that tells most is looked for
ENOUGH, RIGHT_PLACE = 0.8, 0.66  # share told from which a claim is so, and from which a sentence speaks of what it speaks of
_TELLING = 0.8  # salience (``Words.salience``) from which a word that nothing tells leaves the claim open
_SENTENCE, _NEAR_BY, _ARTICLE, _CLOSE = 1.0, 0.9, 0.8, 0.75  # how far a word is told there; of that, by one close to it
EVERY = re.compile(
    r"没有?一[个家项座条所名人](?:落下?|漏下?|差|少|例外)[、,]?(?:都|全都?)?|一[个家项座条所名人](?:都|也)?[不没](?:落下?|漏|差|少|例外)|个个|家家|项项|座座|全都|全部(?!的)|全(?=[属归是为在开动]|没)|悉数|无一例外|一律|统统|通通|清一色|百分之百|(?<![首成])都(?![市会江])|(?<![平人年日月户])均(?!价|衡|匀)"
)
"""All of what is spoken of, however it is said: 一个不落 denies nothing."""
_FILLER = re.compile(
    r"[该本此](?:省|市|县|区|公司|企业|集团|校|院|所|园区?|项目|机构|平台)(?![㐀-鿿]*人)|[这那该](?:一?[个家座所批段句番次届条项处种些]|里|边|儿|一带)|里头|里面|[这那][趟番]|当中|其中|一带|翻了?[一两三几]?[番倍]|被?(?:当成|当作|当做|视为|看作|看成|认作|称作)|一[栋幢座处块片批](?=[㐀-鿿])|出头|开外|有余|挂零|打不住|差不多|将近|逼近|接近|大概|大约|约莫|左右|上下|还多|加一?块儿?|一块儿?|一下|到底|究竟"
    r"|[一两二三四五六七八九十\d]+[个家项条座](?=项目|企业|工程|地方)|是不是|有没有|点名|公开|已经?|目前|现在|如今|这样|那样|之[类一]|类的?|从而|(?<![\\d近每])年(?=产能|产量|产值|营收|销售|收入|利润)"
)
_BOUND = re.compile("(?:突破|超过|超出|达到?|接近|逼近|将近|不足|不到|多达|高达|仅有|刚好|正好|恰好|足足|整整)了?$")
_DOUBLED = re.compile(rf"(?:{DOUBLED.pattern})(?:还?多|有余|以上|还强)?")
_FUNCTION = frozenset(
    "的了在是和与及或以为于对从向到将把被由等也都就还并已而但则其该此这那之所者们有共又再才很均各另曾正着得给让使跟因吗呢吧啊要能会可来去上下里中个"
    "说属把家比占投同过做办搞弄干只仅受"
)
_ACTIONS = frozenset("建设签办开搬落投拿做获发推招引")
_WHEN = re.compile(r"(?P<event>[㐀-鿿]{2})(?:的?时候?|那天|当天|当日|之?后|之?前|期间)(?![间代期速效尚刻钟段机事])")
_ACTS = re.compile(r"[㐀-鿿](?=[给到在了过完好成出进满]|$|[0-9一二两三四五六七八九十])")
_UNLIKE = 0.4  # how far a word has to be said to be more than likened
_TIED, _TIE = 3, 0.06  # sentences that are tried, and how much less of the claim they may tell
_HAN = re.compile(r"[㐀-鿿]+|[a-z]+|\d+")
_THAN = re.compile(r"(?:同比|环比|相比|比|较)[^,]*$")
_ENOUGH_OF_A_WORD, _WHOLE = 0.5, 0.85
_WIDE = 5  # characters over which those of one word may be spread: 高新区 in 高新技术产业区


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, the share (0 to 1) of the claim's words that it or what is around it tells, and the telling ones untold.

    likened: the words of the claim that nothing around says, but for a word that is close in meaning: another thing of its kind.
    """

    scored: Scored
    share: float
    untold: tuple[str, ...]
    likened: tuple[str, ...] = ()


def most_told(evidence: Evidence, claim: str, words: Words) -> list[Told]:
    """The sentences that tell most of a folded claim and about as much as the first, the best evidence first among equals.

    [] where there is no evidence, or nothing claimed.
    """
    asked = pieces(claim, words)
    if not asked:
        return []
    told = [tell(asked, scored, words) for scored in evidence.scored[:AMONG]]
    kinds = {(q.kind, q.unit) for q in claimed(claim)}

    def fitness(one: Told) -> float:
        stated = {(q.kind, q.unit) for q in claimed(one.scored.sentence.folded.text)}
        return one.share + 0.1 * bool(kinds & stated) + 0.1 * one.scored.local

    told.sort(key=fitness, reverse=True)
    return [one for one in told[:_TIED] if fitness(one) >= fitness(told[0]) - _TIE]


def tell(asked: Sequence[tuple[str, float]], scored: Scored, words: Words) -> Told:
    """How much of the ``asked`` words a sentence tells."""
    sentence = scored.sentence
    article = sentence.article
    around = (
        (_SENTENCE, sentence.folded.text),
        (_NEAR_BY, fold_text(f"{article.title}\n{article.paragraph(sentence.paragraph)}")),
        (_ARTICLE, fold_text(article.text)),
    )
    said = [max(level * max(_said(word, text), _turned(word, text, words)) for level, text in around) for word, _ in asked]
    got = [share or _meant(word, sentence, words) for (word, _), share in zip(asked, said, strict=True)]
    likened = tuple(
        word for (word, _), share in zip(asked, said, strict=True) if share < _UNLIKE and not any(len(o) > 1 and o in around[2][1] for o in kindred(word))
    )
    untold = tuple(word for (word, weight), share in zip(asked, got, strict=True) if share < 0.5 and weight >= _TELLING)
    whole = sum(weight for _, weight in asked) or 1.0
    return Told(scored, sum(w * s for (_, w), s in zip(asked, got, strict=True)) / whole, untold, likened)


def pieces(claim: str, words: Words) -> list[tuple[str, float]]:
    """The words of a claim that a source has to tell, each with its weight; figures, dates, 都 and 那个 are none."""
    for mention in reversed(find_dates(claim)):
        claim = f"{claim[: mention.start]} {claim[mention.end :]}"
    claim = _DOUBLED.sub(" ", claim)
    for quantity in reversed(claimed(claim)):
        claim = f"{_BOUND.sub('', claim[: quantity.start])} {claim[quantity.end :]}"
    claim = _WHEN.sub(r"\g<event> ", _FILLER.sub(" ", EVERY.sub(" ", claim)))
    found: dict[str, float] = {}
    found |= {word: 1.0 for word in known().findall(claim) if not is_light(word)}
    for run in _HAN.findall(known().sub(" ", claim)):
        alone = ""
        for word in [*words.segment(run), ""]:
            if len(word) == 1 and word not in _FUNCTION:
                alone += word
                continue
            if len(alone) > 2 and alone[-1] in _ACTIONS:  # 松澜|建: a name and what is done there
                alone = alone[:-1]
            if len(alone) > 1 and alone not in FIRSTS and not is_light(alone):
                found[alone] = 1.0
            elif alone and _ACTS.match(claim, claim.find(alone)):
                found[alone] = _TELLING  # a verb of one character is often all that is claimed: 可以租
            alone = ""
            if len(word) > 1 and not is_light(word) and word not in FIRSTS:
                found[word] = words.salience(word)
    return sorted(found.items(), key=lambda item: claim.find(item[0]))


def tells(word: str, sentence: Sentence, words: Words) -> bool:
    """Whether a sentence itself tells a word: says it, another for it, or one close to it."""
    return _said(word, sentence.folded.text) >= _ENOUGH_OF_A_WORD or _meant(word, sentence, words) >= _CLOSE


def says_word(word: str, text: str) -> bool:
    """Whether a folded text has a word, one that the tables give for it, or its characters in this order."""
    return _said(word, text) >= _WHOLE or any(len(other) > 1 and other in text for other in kindred(word))


def without_when(claim: str) -> str:
    """A folded claim without the event that only says when (开业时发奖品)."""
    return _WHEN.sub(" ", claim)


def riser(claim: str, predicate: str, words: Words) -> str:
    """What is said to rise or fall (亏损 of 亏损比去年同期上升); empty where ``predicate`` is no such word."""
    moves = {predicate, *antonyms(predicate)} >= {"增长"} or {predicate, *antonyms(predicate)} >= {"下降"}
    head = _THAN.sub(" ", claim[: claim.rfind(predicate)]) if predicate and moves else ""
    found = pieces(head, words)
    return found[-1][0] if found else ""


def share_in(asked: Sequence[tuple[str, float]], text: str) -> float:
    """Share (0 to 1) of the ``asked`` words that a folded text itself tells."""
    return sum(weight * _said(word, text) for word, weight in asked) / (sum(weight for _, weight in asked) or 1.0)


def _said(word: str, text: str) -> float:
    """How surely a folded text says a word: itself, one that may stand for it, its characters in this order, part of its pairs."""
    if word in text:
        return 1.0
    if any(other in text for other in _others(word)):
        return 0.9
    if len(word) < 3:
        return 0.85 if re.search(rf"{re.escape(word[0])}(?:[了过的着完到出好起立置成入署订设、]|[^,。;]{{0,2}}?[了过]){re.escape(word[-1])}", text) else 0.0
    if re.search("".join(f"{re.escape(char)}[^,。;]{{0,{_WIDE // len(word)}}}?" for char in word), text):
        return 0.85
    told = {at for i in range(len(word) - 1) if word[i : i + 2] in text for at in (i, i + 1)}
    return 0.9 * len(told) / len(word)


def _turned(word: str, text: str, words: Words) -> float:
    """How surely a text says two characters that are no word of the dictionary, and not even a pair of the text, the other way about: 团组 as 组团."""
    return 0.85 if len(word) == 2 and word not in text and word[::-1] in text and words.segment(word) != [word] else 0.0


def _meant(word: str, sentence: Sentence, words: Words) -> float:
    """Whether a word of the sentence, or of its article, is close to one of the dictionary."""
    if len(word) > 1 and any(len(other) > 1 and other in sentence.folded.text for other in kindred(word)):
        return _CLOSE
    if words.segment(word) != [word]:
        return 0.0
    if says(word, _words_of(sentence.folded.text, words), words):
        return _CLOSE
    return _CLOSE * _ARTICLE if says(word, _words_of(fold_text(sentence.article.text), words), words) else 0.0


@cache
def _words_of(text: str, words: Words) -> list[str]:
    return [word for word in dict.fromkeys(words.segment(text)) if len(word) > 1]


def _others(word: str) -> frozenset[str]:
    return synonyms(word) | written_as(word) | frozenset(antonyms(word))
