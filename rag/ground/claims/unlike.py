"""Whether a figure that stands against a claim is of what the claim is of at all, and which figure of the sentence is rather."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.claims.told import says_word
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.verdict import comparable, find, holds
from rag.text.fold import bigrams, fold_text
from rag.text.numbers import Quantity, same_quantity

_BEYOND = 24  # characters of the next passage that a cut sentence may go on in
_REACH = 8  # characters before a figure in which it is said what it is of: what stands further off is said of others too
_AROUND = re.compile(r"(?P<event>[㐀-鿿]{2})(?:之|以)?(?P<side>前|后)(?![后前来列十年天日景期往面沿瞻])")
_GROWN = re.compile(r"(?:增长|增加|上升|下降|减少|提高|降低|上涨|下跌|增速|增幅|涨幅|降幅|提升|回落)[了约近为达超至到]*$")
_GROWS = re.compile("增|涨|升|降|跌|减|幅|速|快|慢|提高|回落|多|少|变化|低于|高于")
_MEASURED = re.compile(
    r"(?:的|后|前|和)?(?P<what>(?!起来|一起|合计|一共|总共|加起)[㐀-鿿]{2,3}?)(?:真的?|确实|的确|果真|当真|只|仅|才|共|还|也|能|会|已经?|将|都|就|是|有|为|到|约|达到?|超过?|突破|低于|高于|不到|不足|不止)*了?$"
)
_TOTAL, _SUMS = re.compile("一共|总共|累计|共计|合计"), re.compile("共(?!同|建)|总(?:共|计|数|额|量)|累计|合计|全部")
_AHEAD = re.compile("会(?!议|员|展|场)|将|能否")
_AHEAD_WHEN = re.compile("年底|明年|月底|年内|未来|之前|以后|今后|下[个半]")
_FUTURE = re.compile("将(?!于?去)|预计|计划|拟|力争|即将|有望|争取|预期|预测|目标")


def unlike(claim: str, asked: Quantity, stated: Quantity, sentence: Sentence) -> bool:
    """Whether a figure of a sentence that makes a folded claim false is not of what the claim is of."""
    text = sentence.text
    before = fold_text(re.split("[,，、;；。:：]", text[: stated.start])[-1])
    if stated.kind == "share" and _GROWN.search(before) and not _GROWS.search(claim):
        return True  # a growth is no share
    if asked.unit == "个" != stated.unit and stated.kind == "count" and not re.match("[个㐀-鿿]", claim[asked.end :].strip("了的 ") or "。"):
        counted = re.match("的?([㐀-鿿]{2})", text[stated.end :])
        if counted and counted.group(1) not in claim and stated.unit not in claim:
            return True  # 过百了: of other things
    noun = _MEASURED.search(claim[: asked.start]) if asked.kind == "amount" else None
    around = fold_text(sentence.article.title + sentence.article.text)
    if noun and not any(says_word(pair, around) for pair in bigrams(noun["what"])):
        return True  # 估值, where only what was raised is told
    if other_side(claim, sentence):
        return True
    if _TOTAL.search(claim) and stated.kind == "count" and not _SUMS.search(before) and before[-2:] not in claim:
        behind = re.match("的?([㐀-鿿]{2})", fold_text(text[stated.end :]))
        if not behind or behind.group(1) not in claim:
            return True  # one of several that add up
    if _AHEAD.search(claim) and _AHEAD_WHEN.search(claim) and not _FUTURE.search(fold_text(text)):
        return True
    return _told_elsewhere(claim, asked, sentence)


def truer(claim: str, asked: Quantity, stated: Quantity, sentence: Sentence) -> Quantity | None:
    """The figure of a sentence that makes a folded claim true and is called more as there than ``stated`` is; None: there is none."""
    article, end = sentence.article.text, sentence.end
    cut = not sentence.text.endswith(("。", "！", "？", "；", "”"))  # a long one goes on in the next passage
    text = article[sentence.start : end + (_BEYOND if cut else 0)].split("\n")[0]
    figures = [q for q in find(text) if comparable(asked, q)]
    own = _called(claim, stated, figures, text)
    fitting = [q for q in figures if q.start != stated.start and holds(asked, q, claim) == "是"]
    best = max(fitting, key=lambda q: _called(claim, q, figures, text), default=None)
    return best if best and _called(claim, best, figures, text) > own else None


def other_side(claim: str, sentence: Sentence) -> bool:
    """Whether a folded claim is of before what a sentence tells of after (扩建前的面积: 扩建后,…), or the other way round."""
    for asked in _AROUND.finditer(claim):
        other = "后" if asked["side"] == "前" else "前"
        text = sentence.folded.text
        if re.search(rf"{asked['event']}[之以]?{other}", text) and not re.search(rf"{asked['event']}[之以]?{asked['side']}", text):
            return True
    return False


def _called(claim: str, figure: Quantity, figures: Sequence[Quantity], text: str) -> int:
    """How many pairs of characters of a claim stand before a figure, as far back as to the figure before."""
    behind = re.match("[^,，、。;；:：]{2,}", text[figure.end :])
    if behind and (figure.kind == "count" or (figure.kind == "amount" and behind.group()[0] == "的")):  # 3座甲级码头; 总投资5亿元的甲项目
        return sum(pair in claim for pair in dict.fromkeys(bigrams(fold_text(behind.group()))))
    start = max([figure.start - _REACH, 0, *(q.end for q in figures if q.end <= figure.start)])
    said = re.split("[。;；]", fold_text(text[start : figure.start]))[-1]
    bare = claim.replace("将", "")
    return sum(pair in bare for pair in dict.fromkeys(bigrams(said.replace("将", ""))))


def _told_elsewhere(claim: str, asked: Quantity, sentence: Sentence) -> bool:
    """Whether the article gives the very figure of a claim for a thing called alike in another sentence: it may be meant."""
    if asked.kind != "count" or asked.low < 2:
        return False
    article, noun = sentence.article.text, claim[max(0, asked.start - 6) : asked.start] + claim[asked.end : asked.end + 4]
    own = pairs_of(noun)
    for q in find(article):
        if not sentence.start <= q.start < sentence.end and comparable(asked, q) and same_quantity(asked, q):
            around = fold_text(article[max(0, q.start - 8) : q.start] + " " + article[q.end : q.end + 6])
            if sum(pair in around for pair in own) >= 3:
                return True
    return False


def pairs_of(text: str) -> list[str]:
    """The pairs of characters of a text without its small words."""
    return bigrams(re.sub("[的了是在,和与就都也能会有]", " ", text))
