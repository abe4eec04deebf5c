"""What a claim puts in the one slot that it stresses: 受表扬的是甲产业集群, 是跟甲高新区签的, 仪式现场是甲园.

Where the article has nothing of 甲 and the sentence that tells all the rest names another of the same kind (乙产业集群), that is
what it is, and the claim is false; of two such names, or of a word that may be said of the same besides (民营企业), nothing follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.embed.words import load_words
from rag.ground.claims.told import pieces, says_word, share_in
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap
from rag.text.fold import bigrams, fold_text
from rag.text.names import find_names
from rag.text.thesaurus import kindred, synonyms

_REASONS, _WITH = "因为?|由于|凭借?|依?靠|以|借助?", "跟|和|与|同|给|向"
_HEADS = (
    "产业集群|产业链|产业|高新区|开发区|经开区|自创区|自贸区|新区|园区|大学|学院|学校|中学|医院|银行|集团|研究院|研究所|实验室|协会|商会|委员会|基金会"
    "|口岸|机场|港|奖|杯|省|市|州|县|区|局|部|厅|院士|课题|专项"
)
_CLEFT = re.compile(r"^(?P<rest>[^,]{2,40}(?:,[^,]{2,20})?)的(?:就|正)?是(?P<what>[^,是的]{3,20})$")
_SLOT = re.compile(
    rf"^(?P<rest>[^,]{{2,30}}?)(?:就|正)?是(?:(?P<why>{_REASONS})|(?P<with>{_WITH}))"
    rf"(?P<what>[^,是的]{{2,18}}(?:{_HEADS}))(?P<verb>[㐀-鿿]{{0,12}}的)?$"
)
_ENDS = re.compile(rf"(?:{_HEADS})$")
_BROAD = re.compile(
    r"^(?:国有|民营|私营|外资|内资|合资|本地|本土|外地|当地|国内|国外|海外|境外|大型|小型|中小|龙头|骨干|重点|主要|新兴|传统|先进|高端|支柱|特色|优势|战略性|新型|现代|国家级?|省级|市级|全国|全省|全市|全球|世界|这|那|某|另|其他|别的|多|两|三|几)"
)
_QUOTED = re.compile(r"[“\"《「](?P<name>[^”\"》」,，。]{3,24})[”\"》」]")
_EDGE = "的在以与和跟同向对为被从把了将由是及于获等"
_DENIED = re.compile("[没未不非]")
_SHORT = 5  # characters of a place's name, at most
_RESTS = 0.7  # share of the rest of a claim that the sentence and its title have to tell
_AT = re.compile(
    r"^(?P<rest>[^,]*?(?:仪式|活动|会议|大会|论坛|会)[^,]{0,4}?)(?:的?(?:现场|会场|地点|举办地|举行地))?"
    r"(?:就|正)?(?:是在|设在|放在|选在|是|在)(?P<what>[^,是]{3,24}?)(?:那[里边儿]|上|里|举行|举办|召开|办|开|搞|进行)*的?$"
)
_SCENE = re.compile(r"(?:仪式|活动|会议|大会|论坛|现场会)[㐀-鿿]{0,4}现场(?:—|-|[(（]|[:：])+(?P<where>[^,，。;；)）]{3,24})")
_GENERIC = re.compile("项目|建设|场地|工地|现场|施工|地块|[一二三四五六七八九十]期|上$|里$|工程")


def tells_stressed(claim: str, sentence: Sentence) -> bool:
    """Whether what a claim stresses (调度会是在甲园开的), and what it says it of, are told in the deciding sentence's paragraph or title."""
    asked = _SLOT.match(claim) or _AT.match(claim)
    rest = pieces(asked["rest"], load_words()) if asked else []
    own = bigrams(_GENERIC.sub(" ", asked["what"])) if asked else []
    near = fold_text(f"{sentence.article.title}\n{sentence.article.paragraph(sentence.paragraph)}")
    if asked and own and sum(pair in near for pair in own) < len(own) / 2 and not says_word(asked["what"], near):
        return False
    return not rest or says_word(rest[-1][0], near) or share_in(rest, near) >= _RESTS


def focused(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """What the first sentence, best first, that tells the rest has in the stressed slot; None: no such claim, or open."""
    return _instead(claim, sentences) or held_at(claim, sentences)


def _instead(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    asked = _CLEFT.match(claim) or _SLOT.match(claim)
    if asked is None or _DENIED.search(claim):
        return None
    groups, what = asked.groupdict(), asked["what"]
    prepositions = "因由凭靠以借" if groups.get("why") else "跟和与同给向" if groups.get("with") else ""
    head = _ENDS.search(what)
    own = what[: head.start()] if head else ""
    if head is None or len(own) < 2 or _BROAD.match(own):
        return None
    rest = pieces(f"{asked['rest']}{groups.get('verb') or ''}", load_words())
    for sentence in sentences:
        article = fold_text(f"{sentence.article.title}\n{sentence.article.text}")
        if own in article or own[:2] in article or any(len(word) > 1 and word in article for word in (*synonyms(own), *kindred(own))):
            return None
        if not rest or share_in(rest, fold_text(f"{sentence.article.title}\n") + sentence.folded.text) < _RESTS:
            continue
        if not all(says_word(word, sentence.folded.text) for word, _ in rest[-1:]):
            continue
        if name := _named(head.group(), prepositions, sentence):
            return Swap(sentence, False, name)
    return None


def _named(head: str, prepositions: str, sentence: Sentence) -> str:
    """The one name of a sentence that ends in ``head``, as published, behind one of the ``prepositions`` if any; else empty."""
    text = sentence.folded.text
    quoted = [found.span("name") for found in _QUOTED.finditer(text) if head in found["name"]]
    if len(head) == 1:
        article = fold_text(f"{sentence.article.title}\n{sentence.article.text}")
        named = {name.text for name in find_names(article) if name.kind == "place" and name.text in text}
        places = {name for name in named if name.endswith(head) and len(name) < _SHORT}
        at = text.find(next(iter(places))) if len(places) == 1 else -1
        return sentence.published(at, at + len(places.pop())) if at >= 0 else ""
    found = quoted or [m.span("name") for m in re.finditer(rf"(?P<name>(?:(?![{_EDGE}])[㐀-鿿]){{2,10}}{head})", text)]
    if prepositions:
        found = [span for span in found if text[: span[0]].rstrip('“"《「')[-1:] and text[: span[0]].rstrip('“"《「')[-1] in prepositions]
    names = {text[slice(*span)] for span in found}
    if len(names) != 1 or any(_BROAD.match(name) for name in names):
        return ""
    return sentence.published(*found[0])


def held_at(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """开工仪式现场是甲项目工地, where the sentence on it says 仪式现场——乙园."""
    asked = _AT.match(claim)
    if asked is None or _DENIED.search(claim):
        return None
    for sentence in sentences:
        told = _SCENE.search(sentence.folded.text)
        pairs = bigrams(re.sub("现场|的|会场|地点", " ", asked["rest"]))
        article = fold_text(sentence.article.title + sentence.article.text)
        if told is None or sum(pair in article for pair in pairs) < _RESTS * len(pairs):
            continue
        mine, theirs = (set(bigrams(_GENERIC.sub(" ", name))) for name in (asked["what"], told["where"]))
        if not mine or not theirs:
            continue
        if shared := mine & theirs:
            return Swap(sentence, True, "") if len(shared) >= 0.6 * min(len(mine), len(theirs)) else None
        return Swap(sentence, False, sentence.published(*told.span("where")))
    return None
