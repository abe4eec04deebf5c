"""Whether what a claim says to be planned, begun or done has come so far: 园区已经封顶, 课题还在等验收."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.embed.words import Words
from rag.ground.claims.named import is_about, meanings
from rag.ground.claims.predicates import known
from rag.ground.claims.slots import NUMBERED
from rag.ground.claims.told import AMONG, RIGHT_PLACE, pieces, says_word, share_in, tell, tells, without_when
from rag.ground.sentences.evidence import Evidence, Scored
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.spoken import written_as
from rag.ground.sentences.stages import Stage, claimed_stage, is_deferred, only_already, told_stages, without_stage
from rag.ground.sentences.swaps import Swap
from rag.ground.sentences.verdict import FIRSTS, claimed
from rag.ground.spans.siblings import labels
from rag.text.dates import find_dates
from rag.text.thesaurus import synonyms

_OWN_EVENT = 0.6  # how much better a clause fits that names just the event that is claimed
_VERY_EVENT = 2.0  # how much better one that has the very word: what else is done is not that
_LAST = 0.1  # how much better one fits that says the end of the last word: 招标 of 幕墙招标
_FACT = 0.3  # how much more of a claim a clause has to tell that says nothing of how far it is
_BEGINS = frozenset(("启动", "开始", "进行", "动手", "开展"))
_SO_FAR = re.compile("已经?|全部|全都|都|还没|尚未|打算|计划|准备|正在")
_TODAY = ("当天", "当日", "现在", "目前", "如今", "眼下")
_OPERATES = re.compile("(?:投产|投用|启用|使用|开业|运营|交付|生产|营业)了?$")
_FITTED = re.compile("正在[^,，。;；]*(?:装修|安装|调试|施工|装饰|水电)[^,，。;；]*")
_CLAUSE = re.compile(r"[^,，;；。:：“”\"]+")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a sentence on what is claimed, how well it fits, and how far it says that it has come (None: it does not say)."""

    fit: float
    sentence: Sentence
    span: tuple[int, int]
    stage: Stage | None

    @property
    def text(self) -> str:
        return self.sentence.published(*self.span).strip(" “”\"")


def staged(evidence: Evidence, claim: str, words: Words) -> Swap | None:
    """Whether what a folded claim says to be begun, done or planned has come so far; None: no such claim, or no clause tells."""
    stage, denied = claimed_stage(claim)
    figures = [q for q in claimed(claim) if not NUMBERED.search(q.text) and not (q.kind == "count" and q.low == 1)]
    dated = any(date.text not in _TODAY for date in find_dates(claim))
    if stage is None or dated or any(word in claim for word in FIRSTS):
        return None
    best = max(_clauses(evidence, claim, words), key=lambda clause: clause.fit, default=None)
    if best is None:
        return None
    reached = best.stage
    if figures:  # 3条线已经投产, where just these 3条线 are yet to be
        ahead = stage is Stage.DONE and reached is Stage.PLANNED and not denied and all(q.text in best.text for q in figures)
        return Swap(best.sentence, False, best.text) if ahead else None
    if stage is Stage.DONE and reached is Stage.DONE and not denied and _OPERATES.search(claim) and not _OPERATES.search(best.text):
        fitting = _FITTED.search(best.sentence.folded.text, best.span[1])  # a shell that stands is not in use
        return Swap(best.sentence, False, best.sentence.published(*fitting.span())) if fitting else None
    if is_deferred(claim):  # what is told as a fact waits for nothing
        return Swap(best.sentence, (reached or Stage.DONE) is Stage.PLANNED, best.text)
    if reached is None or (only_already(claim) and reached >= stage):
        return None  # what is told as a fact is decided by its words
    return Swap(best.sentence, (reached >= stage) != denied, best.text)


def _clauses(evidence: Evidence, claim: str, words: Words) -> Iterator[_Clause]:
    """The clauses that tell what a folded claim is about, of those labelled alike (二期); of equal fit the better evidence first."""
    deferred, bare = is_deferred(claim), only_already(claim)
    asked = pieces(without_stage(claim), words)
    head = pieces(_SO_FAR.split(claim)[0], words)  # 招标 of 招标已经完成, 装修 of 装修弄完了
    head = (head if _SO_FAR.search(claim) else [piece for piece in head if not known().fullmatch(piece[0])])[-1:]
    if deferred and asked and asked[-1][0] in _BEGINS:
        asked = asked[:-1]
    if not asked:
        return
    own = {(label.kind, label.which) for label in labels(claim) if label.text != "国家"}  # 国家某中心 is a name
    events = [word for word, _ in (asked[-1:] if deferred else asked) if known().fullmatch(word) and word in without_when(claim)]
    named = {events[-1], *synonyms(events[-1]), *written_as(events[-1])} if events else set()
    claimed_event = events[-1] if events and claim.rstrip("了的").endswith(events[-1]) else ""
    for scored in evidence.scored[:AMONG]:
        told = tell(asked, scored, words)
        if told.share < RIGHT_PLACE or any(words.segment(word) == [word] or known().fullmatch(word) for word in told.untold):
            continue
        if not _tells_event(scored, claim, asked[-1][0], events, bare, words):
            continue
        text = scored.sentence.folded.text
        spans = list(_CLAUSE.finditer(text))
        for span, at in zip(spans, told_stages([span.group() for span in spans]), strict=True):
            before = labels(text[: span.end()])
            beside = set({label.kind: (label.kind, label.which) for label in before}.values())  # the last of each kind
            own_share = share_in(asked, span.group())
            if not own <= beside or (at is None and not bare and not deferred) or not own_share:
                continue
            fit = told.share + own_share + (share_in(head, span.group()) if head else 0.0) - (_FACT if at is None else 0.0)
            fit += _OWN_EVENT * any(word in span.group() for word in named)
            fit += _LAST * (asked[-1][0][-2:] in span.group()) + _VERY_EVENT * (claimed_event != "" and claimed_event in span.group())
            yield _Clause(fit, scored.sentence, span.span(), at)


def _tells_event(scored: Scored, claim: str, last: str, events: list[str], bare: bool, words: Words) -> bool:
    """Whether a sentence is about what a claim begins with, and tells its last word and its event."""
    text = scored.sentence.folded.text
    if not tells(last, scored.sentence, words) or (bare and not says_word(last, text)):
        return False
    if not is_about(claim, scored.sentence, words, any(word in text for word in events[-1:])):
        return False
    return not events or any(word in text for word in meanings(events[-1]))
