"""What the answer to the question behind a claim (``rag.ground.claims.asked_back``) makes of the claim.

The answer is a figure or name of one sentence; the sentence may say more of it: that it is the figure of several things, that it
is what has been added, what it was before a change, or that another figure of the sentence is the one that is claimed.
"""

from __future__ import annotations

import re

from rag.embed.words import Words, load_words
from rag.ground.arithmetic.operand import is_one_of
from rag.ground.claims.against import contradicted
from rag.ground.claims.behind import AskedBack
from rag.ground.claims.contrary import by_phases
from rag.ground.claims.decision import Decision, verdict_draft
from rag.ground.claims.named import is_about
from rag.ground.claims.predicates import known
from rag.ground.claims.told import pieces, share_in, tell
from rag.ground.claims.unlike import truer, unlike
from rag.ground.sentences.figures import figures_of, paragraph_before
from rag.ground.sentences.sentence import Sentence, dates_in
from rag.ground.sentences.stages import Stage, is_claimed_done, told_stages
from rag.ground.sentences.verdict import Verdict, claimed, comparable, dated, find, holds, is_added, narrower
from rag.ground.spans.candidates import Candidate
from rag.ground.spans.siblings import labels
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.numbers import Quantity

_WAS = re.compile(r"(?:由|从)(?:[^,，。;；由从]{0,8}?)$")  # 由|5种增至6种
_BECAME = re.compile(r"[^,，。;；]{0,10}?(?:增|升|降|减|扩|提|涨|缩|变|突破|刷新)[^,，。;；]{0,6}?(?:至|到|为)[^,，。;；]{0,2}$")
_BEFORE = re.compile("由|从(?!事)|原[来先本]?|此前|之前|以前|曾|当时|那时")
_UP_TO = re.compile("(?:[也都还仍才]|已经?|总共|一共|[不没未]到|不足|超过?|达到?|[有是共只仅]|约)+$")
_GRADE = re.compile(r"(?:[1-9]a|[一二三甲乙丙])级", re.IGNORECASE)
_TOP = re.compile(r"前[\d一二三四五六七八九十百]+(?:[名位强]|[了的]*$)")
_ANY = 0.3  # share of the first two words of a claim that its article has to have
_NAMED = 4  # characters shared before a figure from which it is called the same
_RISES = re.compile(r"(?:同比|环比)?(?:上升|下降|增长|减少|增加|提高|降低|[涨跌增降升多少])[了出]?[^\d]{0,3}$")
_HOLDER = re.compile(r"(?:总|一?共|合计|计划)*(?:投|用|占|有|是|达|为|花|耗|超|签|收|产|获)")


def decided(back: AskedBack, found: Candidate, confidence: float, claim: str) -> Decision | None:
    """The decision on a claim in written words by an answer that was found; None where that leaves it open."""
    sentence = found.scored.sentence
    stated, text = _stated(found) if back.figure else None, found.text
    if back.figure:
        if stated is None and find(text) and sentence.article.text[found.start - 1 : found.start] not in ("“", '"', "「"):
            return None  # 第一 of 第一方阵
        if stated and not text.endswith(stated.text):
            text = stated.text
    verdict, besides = back.verdict(text, sentence.article.date), back.besides(sentence.text)
    if stated and verdict != "不明":
        if _is_of_several(claim, found) or by_phases(claim, sentence.article.paragraph(sentence.paragraph)):
            return None
        if (became := _became(stated, sentence.text)) and not _BEFORE.search(claim):
            verdict, text = back.verdict(became.text, sentence.article.date), became.text
        if own := _of_noun(claim, stated, sentence.text):
            verdict, text = back.verdict(own.text, sentence.article.date), own.text
        if verdict == "否" and (own := _of_its_row(claim, stated, sentence.text)):
            verdict, text = back.verdict(own.text, sentence.article.date), own.text
        if verdict == "否" and not _TOP.search(claim) and _states_same(claim, sentence.text):
            verdict = "是"
        for asked in [q for q in claimed(claim)[-1:] if verdict == "否" and comparable(q, stated) and text == stated.text]:
            if better := truer(claim, asked, stated, sentence):
                verdict, text = back.verdict(better.text, sentence.article.date), better.text
            elif unlike(claim, asked, stated, sentence):
                return None
        if verdict == "否" and _lacks_event(claim, found):
            return None
        if verdict == "否" and is_claimed_done(claim) and _is_planned(found):
            return None  # how much it is so far is not told
        if verdict == "否" and is_added(claim, sentence.text[: stated.start]):
            return None
    if not back.figure and verdict == "否" and _happened_then(claim, found):
        return None
    if verdict != "不明" and not _is_of_it(claim, sentence):
        return None
    if verdict == "是" and contradicted(claim, sentence, load_words()):
        return None
    if (verdict == "是" and besides) or (verdict == "否" and (besides or not back.strict)):
        return _by_answer(verdict, found, text, confidence, claim)
    return None


def _is_of_it(claim: str, sentence: Sentence) -> bool:
    """Whether the article of an answer names anything of what a claim begins with."""
    asked, article = pieces(claim, load_words())[:2], fold_text(f"{sentence.article.title}\n{sentence.article.text}")
    return is_about(claim, sentence, load_words(), anywhere=True) or share_in(asked, article) >= _ANY


def tells_rest(behind: str, found: Candidate, words: Words) -> bool:
    """Whether the sentence of an answer tells what a claim says behind its figure: 20% of another kind makes no 一半上市 false."""
    asked = pieces(behind, words)
    told = tell(asked, found.scored, words) if asked else None
    return told is None or not {word for word in (*told.untold, *told.likened) if len(word) > 1}


def _by_answer(verdict: Verdict, found: Candidate, instead: str, confidence: float, claim: str) -> Decision:
    """The decision with what the source says instead. What is told as a plan makes no claim true that it is done."""
    sentence = found.scored.sentence
    clause = re.split(r"[,，;；。“”]", sentence.article.text[sentence.start : found.start])[-1]
    if verdict == "是" and (smaller := narrower(claim, sentence.folded.text)):
        at = sentence.folded.text.find(smaller)
        instead = sentence.published(at, at + len(smaller))
        return Decision("否", verdict_draft("否", sentence, instead), True, confidence)
    if verdict == "是" and is_claimed_done(claim) and _is_planned(found):
        return Decision("否", verdict_draft("否", sentence, clause.strip() + found.text), True, confidence)
    if instead == found.text and instead[0] in "不近超约":  # a bound is told with its clause: 未成年人不到两成
        instead = clause + instead
    return Decision(verdict, verdict_draft(verdict, sentence, instead if verdict == "否" else ""), True, confidence)


def _lacks_event(claim: str, found: Candidate) -> bool:
    """Whether what a claim says to have happened is told nowhere around an answer: 30个项目 makes no 上市了三家 false."""
    words = load_words()
    return any(known().fullmatch(word) for word in tell(pieces(claim, words), found.scored, words).untold)


def _happened_then(claim: str, found: Candidate) -> bool:
    """Whether the sentence of an answer also tells the event that ends a claim behind a date of the claimed time: 去年,甲园落成投产."""
    sentence = found.scored.sentence
    event = re.search(r"[㐀-鿿]{2}(?=[了的]*$)", claim)
    asked = [d.value for d in find_dates(claim, sentence.article.date) if d.value]
    if event is None or re.search("[都均]|一起|同时|一块", claim) or not known().fullmatch(event.group()) or len(asked) != 1:
        return False
    own = {(label.kind, label.which) for label in labels(claim)}
    for mention in (m for m in dates_in(sentence) if m.value and dated(asked[0], m.value) == "是"):
        before = re.split("[,，。;；]", sentence.text[: mention.start])[-1]
        behind = re.match("[,，]?[^,，。;；]*", sentence.text[mention.end :])
        told = {(label.kind, label.which) for label in labels(fold_text(before))}
        if behind and event.group() in behind.group() and not (told and own and told.isdisjoint(own)):  # 1号楼今年年底完工 tells nothing of 2号楼
            return True
    return False


def _is_planned(found: Candidate) -> bool:
    """Whether the clause of an answer, or one before that holds on, tells it as what is planned."""
    clauses = re.split(r"[,，;；。“”]", found.scored.sentence.article.text[found.scored.sentence.start : found.start])
    return told_stages([fold_text(clause) for clause in clauses])[-1] is Stage.PLANNED


def _stated(found: Candidate) -> Quantity | None:
    """The figure of the sentence at which an answer stands; None where it is none, or several."""
    sentence = found.scored.sentence
    start, end = found.start - sentence.start, found.end - sentence.start
    at = [q for q in find(sentence.text) if q.start < end and start < q.end]
    return at[0] if len(at) == 1 else None


def _is_of_several(claim: str, found: Candidate) -> bool:
    """Whether the figure is that of several things (甲和乙两个项目总投资…) of which the claim's is one."""
    sentence, stated = found.scored.sentence, _stated(found)
    figures = claimed(claim)
    if stated is None or not figures:
        return False
    subject = _HOLDER.split(claim[: figures[-1].start])[0].replace("的", "")
    figure = next((f for f in figures_of(sentence) if f.start == sentence.start + stated.start), None)
    return figure is not None and len(subject) > 2 and is_one_of(subject, figure, paragraph_before(figure))


def _became(stated: Quantity, text: str) -> Quantity | None:
    """What a figure became that a text gives as the one before a change (由5种增至6种); None where there is no change."""
    if not _WAS.search(text[: stated.start]):
        return None
    after = (q for q in find(text) if q.start >= stated.end and comparable(stated, q))
    return next((q for q in after if _BECAME.fullmatch(text[stated.end : q.start])), None)


def _of_its_row(claim: str, stated: Quantity, text: str) -> Quantity | None:
    """The figure that a run of them (甲量5吨,乙量3吨,分别增长9%、7%) gives for what the claim is of; None where ``stated`` is no such or is it."""
    at = text.rfind("分别", 0, stated.start)
    row = [q for q in find(text) if at >= 0 and q.start > at and comparable(stated, q)]
    head = _RISES.sub("", claim[: claimed(claim)[-1].start]) if claimed(claim) else ""
    items = [part for part in re.split("[,，、]|和|与", text[:at]) if find(part)][-len(row) :] if at >= 0 else []
    if len(row) < 2 or len(items) != len(row) or not head or stated not in row or re.search("[。;；]", text[at : stated.start]):
        return None
    alike = [len(set(head[-3:]) & set(fold_text(item[: find(item)[0].start])[-3:])) for item in items]
    best = max(alike)
    return row[alike.index(best)] if alike.count(best) == 1 and row[alike.index(best)] != stated else None


def _of_noun(claim: str, stated: Quantity, text: str) -> Quantity | None:
    """The one other figure behind the noun that a claim counts (品种还不到50个: 品种百余), where ``stated`` is of another; else None."""
    asked = claimed(claim)[-1:]
    if asked and (label := _GRADE.search(claim[: asked[0].start])) and (behind := _GRADE.match(text[stated.end :])) and behind.group().lower() != label.group():
        own = [q for q in find(text) if comparable(asked[0], q) and fold_text(text[q.end :]).removeprefix("的").startswith(label.group())]
        return own[0] if len(own) == 1 else None
    noun = re.search("[㐀-鿿]{2}$", _UP_TO.sub("", claim[: asked[0].start])) if asked and asked[0].kind == "count" else None
    if noun is None or not comparable(asked[0], stated):
        return None
    own = [q for q in find(text) if comparable(asked[0], q) and fold_text(text[: q.start]).endswith(noun.group())]
    return own[0] if len(own) == 1 and own[0].start != stated.start else None


def _states_same(claim: str, text: str) -> bool:
    """Whether a text says a figure like the claimed one of the same noun: 近1/2的外资 for 近一半的外资, beside 1%的面积."""
    asked = claimed(claim)[-1:]
    if not asked:
        return False
    noun = re.match(r"的?([㐀-鿿]{2})", claim[asked[0].end :])
    before = re.sub("[是有为达约共超过到]+$", "", claim[: asked[0].start])
    alike = {q: _shared_before(before, text[: q.start]) for q in find(text) if comparable(asked[0], q)}
    best = max(alike.values(), default=0)
    if best >= _NAMED and sum(n == best for n in alike.values()) == 1 and holds(asked[0], max(alike, key=lambda q: alike[q]), claim) == "是":
        return True
    if noun is None:
        return False
    return any(
        comparable(asked[0], q) and re.match(f"的?{noun.group(1)}", text[q.end :]) and "是" in (holds(asked[0], q, claim), _alike(asked[0], q))
        for q in find(text)
    )


def _shared_before(claim: str, text: str) -> int:
    """How many characters before a figure of a text are those of the claim; 0 where a number goes on before them."""
    said = fold_text(text).rstrip("约近超达共有为是")
    shared = next((i for i in range(min(len(claim), len(said))) if claim[-1 - i] != said[-1 - i]), min(len(claim), len(said)))
    return 0 if shared < len(said) and said[-1 - shared].isdigit() else shared


def _alike(asked: Quantity, stated: Quantity) -> Verdict:
    return "是" if (asked.low, asked.high) == (stated.low, stated.high) else "不明"
