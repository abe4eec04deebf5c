"""Whether all are so, asked by the exception (还有没动工的吗), and whether what is claimed to be begun only lies ahead.

A source that says 全部, 均, 无一 of what is asked leaves no exception; one that says 仅, 部分, 尚未 of it tells of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.spoken import written_as
from rag.ground.sentences.swaps import Swap, speaks_of
from rag.text.fold import bigrams, fold_text
from rag.text.thesaurus import synonyms

_EXCEPTION = re.compile(
    r"^(?P<who>[^,]*?[^,]+?)(?:,[^,]{0,8}?)?(?:里头|里面|当中|之中|中间|里|中)?,?(?:目前|现在|至今|到现在)?(?:还|仍|是不是|是否|到底)*"
    r"有(?:哪个|哪些|任何|一[个家项条所座]|(?P<of>[㐀-鿿]{2,4}))??(?:还没有?|没(?!有)|尚未|未|不是|不属于|不在|不)(?P<what>[^,]{1,24}?)的(?:项目|企业|人|地方)?$"
)
_ALL = re.compile(r"全部|全都|全数|全为|全是|均|(?<!首)(?<!成)都(?![市会江])|悉数|无一|一律|清一色|皆|百分之百|100%")
_SOME = re.compile(r"除[^,，。;；]+外|仅|只有|部分|大多|多数|尚未|还没|还未|有待")
_BEGUN = re.compile(r"(?:开工|动工|开建|破土|奠基|开始(?:建设|施工))$")
_DONE = re.compile(r"(?P<what>[㐀-鿿]{0,2})(?:完成?|完毕|好|齐|光)$")
_REST = re.compile(r"(?:还|尚|仅|只)[剩余差缺]|剩余|未完成")
_COMPLETED = re.compile(r"完成|完毕|竣工|完工|建成|完结")
_AHEAD = re.compile(r"可行性|可研|前期(?:论证|工作|筹备|准备|阶段)|(?:论证|筹备|规划|设计|审批|招标|报批)阶段|尚在|筹建|拟建|待批")
_PART = re.compile(
    r"(?:只|仅|才|就)(?:是|有)?(?P<verb>[㐀-鿿]{0,3}?)(?:了|其中)?的?"
    r"(?:一小?部分|小?部分|少数|少部分|个别|一小半|小半)(?:的?(?:项目|企业|事项))?"
)
_ALL_ARE = re.compile(r"^(?P<who>[^,]{2,}?)(?:是|为)?(?:都|全部?|均)(?:是|为|属于)?的?(?P<what>[㐀-鿿]{2,8}?)(?:类)?(?:的)?$")
_PART_OF = re.compile(r"其中[,:]?[^,。;]{0,4}$")
_LESS = re.compile(r"占(?:比|总数的?)?(?:超过?|近|约)?(?!100%)\d")
_COUNTED = re.compile(r"(?:只|仅|共|有|占|达|为)*\d+(?:个|家|项|座|名|人|%)")
_SHARE_BEHIND = 16  # characters behind what is counted in which its share may stand
_CLAUSE = re.compile(r"[^,，;；。:：“”]+")


def exception(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """(这些项目里)还有没动工的: false where a clause on them says 全部开工, true where it says 部分尚未; None: no such claim, or open."""
    asked = _EXCEPTION.match(claim)
    if asked is None:
        return None
    for sentence in sentences:
        for start, end, clause in sentence.clauses(_CLAUSE):
            told = _ALL.search(clause) or _SOME.search(clause)
            named = not asked["of"] or asked["of"] in clause
            if told and named and _says(asked["what"], clause) and _is_of(asked["who"], sentence):
                return Swap(sentence, _ALL.search(clause) is None, sentence.published(start, end))
    return None


def only_ahead(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """三期开工了, where the clause on 三期 says that it is still 在前期论证阶段; None: no such claim, or open."""
    asked = _BEGUN.search(claim.rstrip("了的"))
    subject = claim[: asked.start()].rstrip("已经都") if asked else ""
    labels = re.findall(r"[0-9一二三四五六七八九十]+[期号]", subject)
    for sentence in sentences if subject else ():
        for start, end, clause in sentence.clauses(_CLAUSE):
            own = all(label in clause for label in labels) and (labels or subject[-2:] in clause)
            if own and _AHEAD.search(clause) and speaks_of(subject, sentence):
                return Swap(sentence, False, sentence.published(start, end))
    return None


def remaining(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """隧道全部挖完了, where the clause on 隧道 says how much is left: 还剩1.2公里; None: no such claim, or open."""
    asked = _DONE.search(claim.rstrip("了的"))
    subject = re.split(r"已经?|全部|全都|都|现在|目前", claim[: asked.end("what")])[0] if asked else ""
    for sentence in sentences if len(subject) > 1 else ():
        for start, end, clause in sentence.clauses(_CLAUSE):
            if subject[-2:] in clause and _REST.search(clause) and speaks_of(subject, sentence):
                return Swap(sentence, False, sentence.published(start, end))
    return None


def portion(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """只通了一部分, where the clause on it says 全部; all of them, where it says 部分 or 仅; None: no such claim, or open."""
    asked = _PART.search(claim)
    if asked is None:
        return None
    who, what = claim[: asked.start()], claim[asked.end() :] + (asked["verb"] or "")
    for sentence in sentences:
        for start, end, clause in sentence.clauses(_CLAUSE):
            if _ALL.search(clause) and not _SOME.search(clause) and _says(what, clause) and _is_of(who, sentence):
                return Swap(sentence, False, sentence.published(start, end))
    return None


def not_all(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """这些项目都是产业项目, where 产业项目 are only 85 of them, or less than 100 %: false; None: no such claim, or open."""
    asked = _ALL_ARE.match(claim)
    for sentence in sentences if asked else ():
        assert asked is not None
        text = sentence.folded.text
        for found in re.finditer(re.escape(asked["what"]), text):
            counted = _COUNTED.match(text, found.end())
            part = _PART_OF.search(text[: found.start()]) or _LESS.search(text[found.end() : found.end() + _SHARE_BEHIND])
            if counted and part and _is_of(asked["who"], sentence):
                return Swap(sentence, False, sentence.published(found.start(), counted.end()))
    return None


def _is_of(who: str, sentence: Sentence) -> bool:
    """Whether the article speaks of those that are asked of, and the sentence's paragraph of their kind."""
    who = re.sub(r"[这那]|[0-9一二两三四五六七八九十]+[个家项条所座类种批位名]|的", " ", who)
    around = fold_text(sentence.article.title + sentence.article.text)
    pairs = bigrams(who)
    near = fold_text(sentence.article.paragraph(sentence.paragraph))
    return sum(pair in around for pair in pairs) >= 0.6 * len(pairs) and any(pair in near for pair in pairs[-3:])


def _says(what: str, clause: str) -> bool:
    """Whether a clause says what an exception is asked of: a word that means it, or most of its pairs of characters."""
    if _DONE.search(what.rstrip("了的")) and _COMPLETED.search(clause):
        return True
    what = re.sub(r"[“”\"的了过完好成]", "", what)
    pairs = [what[i : i + 2] for i in range(len(what) - 1)] or [what]
    if sum(pair in clause for pair in pairs) >= 0.6 * len(pairs):
        return True
    return any(word in clause for word in synonyms(what) | written_as(what))
