"""A claim of an order or a direction: which of two outdoes the other, which way something goes, who comes first of those listed.

Each is held against a clause that names the same two, the same thing or the same list; what none tells is left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.claims.basis import of_other_times
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap
from rag.ground.sentences.verdict import find
from rag.text.dates import find_dates
from rag.text.fold import bigrams, fold_text

_CLAUSE = re.compile('[^,，;；。:：“”"]+')
_NAMED = 0.6  # share of what only one of two is called that has to stand on its side
_SAID = 0.5  # share of the pairs of what goes up or down that the clause has to have
_DEGREE = r"(?:远远?|大大|明显|大幅|显著|略|稍|还|更|要|已经?|都|是|也|均|仍|能|会|可以)*"
_WINS = r"跑赢|超[过越出]?(?!过?[\d一二三四五六七八九十百千])|高[于过出]|[大多强优好快早]于|[大多]过|胜过|战胜|击败|打败|赢|领先于?|赶超|反超|力压|压过|盖过"
_LOSES = r"跑输|输给|败给|逊于|低于|[小少弱差慢晚]于|不如|不及|落后于?|赶不上|比不上"
_OUTDOES = rf"{_DEGREE}(?:(?P<wins>{_WINS})|(?P<loses>{_LOSES}))了?"
_CLAIM = re.compile(rf"^(?P<first>[^,]{{2,20}}?){_OUTDOES}(?P<second>(?!全[国省市球]|世界|平均|预期|[\d一二三四五六七八九十百千])[^,\d]{{2,16}})$")
_TOLD = re.compile(_OUTDOES)
_UP = "加大|增加|扩大|增持|提高|提升|加快|上调|增长|增强|放宽|追加|扩充|加码"
_DOWN = "减少|缩减|削减|减持|降低|收缩|放慢|放缓|下调|压缩|缩小|下降|减弱|收紧|砍掉|压减"
WAYS = re.compile(rf"{_UP}|{_DOWN}")
"""Words for which way something goes."""
_MOVES = re.compile(
    rf"^(?P<who>[^,]{{2,20}}?)(?:现在|目前|正在?|在|还|仍|一直|继续|持续|要|会|将|已经?|进一步|不断)*"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|着)?(?P<what>(?![\d一二三四五六七八九十百千])[^,\d]{{2,10}})$"
)
_MOVED = re.compile(rf"(?<![没未不])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|着)?(?P<what>[^,，。;；]{{2,12}})?")
_NTH = "第(?P<nth>[一二三四五六七八九十]|10|[1-9])"
_PLACED = re.compile(
    rf"^(?P<what>[^,]{{2,30}}?)(?:最(?P<most>[多大高长贵])|(?:排|位列|居)?(?:在|名)?(?:{_NTH}))"
    rf"的?(?P<noun>[㐀-鿿]{{0,4}}?)(?:就|应该)?(?:是|为)(?P<name>[^,是]{{2,16}})$"
)
_LISTED = re.compile(
    r"最[多大高长贵]的?(?:前)?(?:[\d一二三四五六七八九十]+)(?:个|种|家|项|名|位|座|省|市|国)?[㐀-鿿]{0,6}?"
    r"(?:依次|分别)?(?:是|为|有|包括)[:：]?(?P<items>[^,，。;；]*、[^,，。;；]*)"
)
_ITEM = re.compile(r"(?P<name>[^、()（）]+?)[(（](?P<figure>[^()（）]*)[)）]")


def ordered(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """What the sentences, best first, say of the order or direction that a folded claim gives; None: it gives none, or it is open."""
    return next((found for rule in (outdone, moved_otherwise, placed_otherwise) if (found := rule(claim, sentences))), None)


def outdone(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲指数跑赢乙指数, where a clause says 乙指数远超甲指数, of the claimed time if the claim has one; open where clauses disagree."""
    bare = _undated(claim)
    asked = _CLAIM.match(bare)
    if asked is None or re.search("[没未不]$", asked["first"]):
        return None
    one, _, attribute = asked["first"].partition("的")
    first, second = set(bigrams(one)), set(bigrams(asked["second"].partition("的")[0]))
    if not first - second or not second - first:
        return None
    years = set(re.findall(r"(?:19|20)\d\d", claim))
    found: list[Swap] = []
    for sentence in sentences:
        if not all(year in sentence.folded.text for year in years) or (not years and of_other_times(claim, sentence)):
            continue
        for start, end, clause in sentence.clauses(_CLAUSE):
            for told in _TOLD.finditer(clause) if attribute[:2] in clause else ():
                before, behind = clause[: told.start()], clause[told.end() :]
                same = _is(first - second, before) and _is(second - first, behind)
                turned = _is(second - first, before) and _is(first - second, behind)
                if same == turned or re.search("[没未不]$", before):
                    continue
                holds = same == (bool(told["wins"]) == bool(asked["wins"]))
                found.append(Swap(sentence, holds, "" if holds else sentence.published(start, end).strip()))
    return found[0] if len({swap.holds for swap in found}) == 1 else None


def moved_otherwise(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲国在加大采购, where a clause on 甲国 says 减少了采购量."""
    asked = _MOVES.match(_undated(claim))
    if asked is None:
        return None
    pairs = bigrams(asked["what"])
    for sentence in sentences:
        text = sentence.folded.text
        if not _is(set(bigrams(asked["who"])), text) or of_other_times(claim, sentence):
            continue
        for start, end, clause in sentence.clauses(_CLAUSE):
            named = sum(pair in clause for pair in pairs) >= _SAID * len(pairs)
            told = [m for m in _MOVED.finditer(clause) if named or _shuffled(asked["what"], m["what"] or "")]
            if len({bool(m["up"]) for m in told}) == 1 and bool(told[0]["up"]) != bool(asked["up"]):
                return Swap(sentence, False, sentence.published(start, end).strip())
    return None


def placed_otherwise(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """数量第一的是乙, where a sentence lists 最多的5种是甲(9只)、乙(7只): by the figures, else in the order told."""
    asked = _PLACED.match(claim)
    if asked is None:
        return None
    nth = 1 if asked["most"] else int(asked["nth"]) if asked["nth"].isdigit() else "零一二三四五六七八九十".find(asked["nth"])
    for sentence in sentences:
        listed = _LISTED.search(sentence.folded.text)
        if listed is None or not _is(set(bigrams(asked["what"])), fold_text(sentence.article.title) + sentence.folded.text):
            continue
        at = listed.start("items")
        items = [(m["name"], find(m["figure"]), m.span("name")) for m in _ITEM.finditer(listed["items"])]
        if len(items) < max(nth, 2) or not all(len(figures) == 1 for _, figures, _ in items):
            continue
        items.sort(key=lambda item: -item[1][0].low)
        if not any(asked["name"] in name for name, _, _ in items):
            continue
        name, _, span = items[nth - 1]
        holds = asked["name"] in name
        return Swap(sentence, holds, "" if holds else sentence.published(at + span[0], at + span[1]).strip())
    return None


def _is(pairs: set[str], side: str) -> bool:
    return sum(pair in side for pair in pairs) >= _NAMED * len(pairs)


def _shuffled(what: str, told: str) -> bool:
    """Whether two words name the same in another order: 采购石油 and 石油采购量."""
    halves = [what[i : i + 2] for i in range(0, len(what) - 1, 2)]
    return len(halves) > 1 and all(half in told for half in halves)


def _undated(claim: str) -> str:
    for when in reversed(find_dates(claim)):
        claim = f"{claim[: when.start]} {claim[when.end :]}"
    return re.sub(r"^[\d 到至从自初底末,中间段期内的里]+", "", claim).replace(" ", "")
