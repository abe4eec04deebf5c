"""The shape of an answer: what a look found, drafted as the kind of its question asks for, or nothing: refuse.

The order is the precedence: what is computed, a summary, a conflict, yes or no, what somebody said, then the plain shapes
of ``_SHAPES``; before those the judgement decides whether the evidence is good enough at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from rag.embed.words import load_words
from rag.ground.arithmetic.across import across, read_across
from rag.ground.arithmetic.among import only_listed, read_all
from rag.ground.arithmetic.behind import is_anothers_part, whole_behind
from rag.ground.arithmetic.compute import before, compute, multiplied
from rag.ground.arithmetic.earlier import asks_before
from rag.ground.arithmetic.grown import worked_out
from rag.ground.arithmetic.namesakes import parted_places
from rag.ground.arithmetic.operand import COUNT, COUNTS, Find
from rag.ground.arithmetic.operation import computes
from rag.ground.arithmetic.parted import asks_share, parted, states_share_of
from rag.ground.arithmetic.plan import Plan, parse
from rag.ground.arithmetic.portion import portioned, read_portion, says_so, tells_share
from rag.ground.arithmetic.reckon import by_touch, lacking, reckon
from rag.ground.arithmetic.rephrased import asks_which_first, its_own, rephrased
from rag.ground.arithmetic.shared_out import asks_mean, shared_out, states_mean
from rag.ground.arithmetic.stated import is_called, names_no_rest, speaks_of_all, states_difference, states_share
from rag.ground.arithmetic.tally import added_up, counts, read_tally, tallied
from rag.ground.arithmetic.task import SPENT, Task, agrees, plain_question
from rag.ground.claims.answered import decided, tells_rest
from rag.ground.claims.asked_back import asked_back
from rag.ground.claims.compared_back import compared_back
from rag.ground.claims.decision import Decision, by_comparison, denied, join
from rag.ground.claims.named_back import name_asked_back
from rag.ground.claims.polar import affirmed, both, claim_of, concerns, is_polar
from rag.ground.claims.yesno import names_unread, yes_or_no
from rag.ground.draft import Draft
from rag.ground.forms.coined import coined
from rag.ground.forms.conflict import conflict
from rag.ground.forms.consistent import consistency_asked
from rag.ground.forms.parts import Part, parts, together
from rag.ground.forms.shapes import (
    definition,
    enumerated,
    explanation,
    fact,
    listing,
    marked_heads,
    role,
    speech,
    supporting,
)
from rag.ground.forms.summary import captioned, is_about, summary, untold
from rag.ground.forms.time_meant import time_meant
from rag.ground.judgement.sure import with_brief
from rag.ground.sentences.spoken import plain, scaled, written_question
from rag.ground.sentences.wanted import lacks_figure, wanted_type
from rag.ground.spans.candidates import EVEN
from rag.ground.spans.lists import as_many_as_asked, find_items, only_of_class, what_are_called
from rag.looking import Clock, Look, Looker
from rag.text.colloquial import grammatical
from rag.text.fold import fold_text
from rag.text.numbers import find_quantities
from rag.text.tags import untagged
from rag.understand.aspect import ACCOUNTS
from rag.understand.kinds import QuestionKind
from rag.understand.question import MONEY, understand, unit_of

Shaped = tuple[Draft | None, float]
"""A draft, None: refuse; and its confidence in [0, 1]."""

_SINCE = re.compile(r"[比较](?:年初|去年|上年|上月|上季度|同期|前年)[^,?]{0,6}?(?:多|少|增加|减少)了?(?:多少|几)")
_REACHES = re.compile("(?:有没有|是不是|是否|会不会|能不能)(?:超过|达到|高于|多于|低于|少于|赶上|比得上)[^,?]*[?]*$")
_EVERY = re.compile(r"(?:隔|每隔?)(?:多久|多长时间|几)|(?:多久|多长时间|几[天个]?[^,?]{0,2})[^,?]{1,6}一[次回趟遍]")  # a period, no time between two things
_HOLDS_AGAINST = re.compile("[更最后]|(?<!优)先|(?:谁|哪一?[个家项边])[^,]{0,6}[高多大低少小快慢早晚长短贵]")
_APART = re.compile(r"^(?P<part>[^,]{3,40}[^,\d个家项名人元]),(?=占[^,\d]{2,}(?:百分之?[几多]|几成|多少|多大))")  # 今年计划投的钱,占总投资的百分之几
_OF_SUMS = re.compile("[进出]口|收入|营收|产值|价格?|售价|投资额?|利润|成本|薪酬|工资|销售额|面积|产量")
_SUMS = frozenset(("amount", "share", "measure", "multiple"))
_NUMBER_OF = re.compile("(?:项目|企业|公司|人|专利|课题|平台|机构)(?:总|个)?数量?$")  # how many, not how much
_SURE_OF_SUMMARY = 0.9  # confidence of a summary


def _fact(look: Look) -> Draft | None:
    return fact(look.evidence, look.candidates) or supporting(look.evidence)


_SHAPES: dict[QuestionKind, Callable[[Look], Draft | None]] = {
    "list": lambda look: listing(look.evidence, look.candidates) or _fact(look),
    "role": lambda look: role(look.evidence) or definition(look.evidence, look.candidates) or _fact(look),
    "why": lambda look: explanation(look.evidence, look.candidates),
    "how": lambda look: explanation(look.evidence, look.candidates),
    "definition": lambda look: definition(look.evidence, look.candidates),
}


class Shaper:
    """Drafts answers over one collection; looks again for operands and for the parts of a double question."""

    def __init__(self, looker: Looker, known: Callable[[str], bool]) -> None:
        self._looker, self._known = looker, known

    def shape(self, look: Look, clock: Clock, typed: str = "") -> Shaped:
        """The draft in the shape the question asks for, of a double question what is found of each part; None: refuse.

        typed: the question before it was made complete; clauses that the conversation added are not asked again.
        """
        asked = parts(look.question, self._known)
        asked = tuple(part for part in asked if part.labelled or part.name in typed) or asked
        return self._each(asked, look, clock) if asked else self._one(look, clock)

    def _each(self, asked: tuple[Part, ...], look: Look, clock: Clock) -> Shaped:
        """The drafts of all parts in the order asked; None when no part is answered.

        Where only some are, a table of all that says the same of those is as good: 甲、乙分别为2亿元、3亿元.
        """
        shaped = [self._one(self._looker.look(part.question, clock), clock) for part in asked]
        found = [draft.short for draft, _ in shaped if draft]
        if found and len(found) < len(asked):
            computed, confidence = self._calculation(look, clock) or (None, 0.0)
            if computed and all(short and short in computed.short for short in found):
                return computed, confidence
        sure = [confidence for draft, confidence in shaped if draft]
        draft = together(asked, [draft for draft, _ in shaped])
        return draft, min(sure) if sure else max(confidence for _, confidence in shaped)

    def _one(self, look: Look, clock: Clock) -> Shaped:
        """The draft of a question that asks one thing."""
        enough = max(look.judgement.confidence, look.judgement.threshold)
        if meant := time_meant(look.evidence):
            return meant, enough
        if names_no_rest(look.question.folded, look) and not parted(look.question.folded, look):
            return None, look.judgement.confidence
        if (computed := self._calculation(look, clock)) is not None:
            return computed
        if look.question.kind == "summary":
            if caption := captioned(look.evidence):
                return caption, _SURE_OF_SUMMARY
            if look.gap or not is_about(look.evidence, load_words()):
                return None, look.judgement.confidence
            return marked_heads(look.evidence) or summary(look.evidence, look.question.limit), _SURE_OF_SUMMARY
        found = look.candidates[0] if look.candidates and look.judgement.answers else None
        polar = is_polar(look.question)
        clash = conflict(look.evidence, found) if not look.gap else None
        if clash and (not polar or concerns(look.question.folded, fold_text(clash.short))):
            return clash, enough
        if polar and (disputed := self._disputed(look, clock)):
            return disputed.draft, enough
        if polar:
            decision, good = self._decide(look, clock)
            refused = decision.verdict == "不明" or not (good or decision.sure)
            if decision.verdict == "否" and look.question.english and look.evidence.best:
                refused |= names_unread(look.question, look.evidence.best.sentence)
            return (None, look.judgement.confidence) if refused else (decision.draft, max(enough, decision.confidence))
        if said := speech(look.evidence):
            return said, enough
        return _plain(look)

    def _calculation(self, look: Look, clock: Clock) -> Shaped | None:
        """What the sources do not state but give the figures of; None: the question asks for no such thing."""
        kind, confidence = look.question.kind, look.judgement.confidence
        if is_polar(look.question) or _EVERY.search(look.question.folded):
            return None
        if _REACHES.search(look.question.folded):
            return None, confidence  # whether a sum comes to so much, and not what it comes to
        if asks_before(look.question.folded) and (draft := before(look)):
            return draft, max(confidence, look.judgement.threshold)
        if draft := worked_out(look.question.folded, look) or shared_out(look.question.folded, look):
            return draft, max(confidence, look.judgement.threshold)
        if asks_mean(look.question.folded) and not states_mean(look):
            return None, confidence  # no total is a mean
        if draft := multiplied(look):
            return draft, confidence
        folded = _APART.sub(r"\g<part>", grammatical(" ".join(fold_text(look.question.text).split())))
        folded = its_own(parted_places(folded, self._known))
        if draft := added_up(look) or whole_behind(folded, look):
            return draft, max(confidence, look.judgement.threshold)
        if is_anothers_part(folded, look):
            return None, confidence
        if draft := self._tallied(folded, look, clock):
            return draft, max(confidence, look.judgement.threshold)
        if draft := parted(look.question.folded, look):
            return draft, max(confidence, look.judgement.threshold)
        portion = read_portion(folded, self._known) or read_portion(rephrased(folded), self._known)
        related = partial(portioned, portion, look, lambda question: self._looker.look(question, clock, operand="count")) if portion else None
        if related and portion and not portion.late and (draft := related()):
            return draft, max(confidence, look.judgement.threshold)
        if (over_all := read_across(plain_question(folded))) and (draft := across(*over_all, look, self._finder(over_all[0], clock))):
            return draft, max(confidence, look.judgement.threshold)
        computing = kind in ("comparison", "aggregation", "share") or computes(look.question.folded)
        plan, asked, dated = None, False, False
        meant: tuple[str, ...] = ()
        named_asked = kind in ("person", "place", "organisation") and "还是" in folded and not asks_which_first(folded)  # 陈志远还是林某: 远 is no 更远
        for text in dict.fromkeys((folded if named_asked else rephrased(folded), folded)):
            if text != folded and understand(text).kind == "comparison":
                kind, computing = "comparison", True
            task, asked = read_all(text, self._known), computing or computes(text)
            if dated and not (task and task.dates):
                break  # when was asked; amounts are no answer
            dated = task is not None and task.dates
            if task and task.operation == "which" and len(task.things) > 1 and not asked and _HOLDS_AGAINST.search(text):
                kind, computing, asked = "comparison", True, True
            if not task and not asked:
                continue
            plan = parse(text, self._known)
            named = partial(self._computed, plan, look, clock) if asked else None
            described = partial(self._reckoned, task, look, clock) if task else None
            ways: tuple[Callable[[], Draft | None] | None, ...]
            touching = partial(by_touch, task, look) if task else None
            meant = task.things if task else meant
            if plan.names and meant and not any(a in b or b in a for a in plan.names for b in meant):
                named = None  # over other things than the task
            ways = (described, named) if task and not agrees(task, plan, self._known) else (named, described)
            ways = (described,) if task and only_listed(task) else (touching, *ways)
            if draft := next((draft for way in ways if way and (draft := way())), None):
                return draft, max(confidence, look.judgement.threshold)
            if task and (only_listed(task) or task.operation == "table"):
                return None, confidence  # a sentence on one of them does not say which it is
        if related and portion and portion.late and plan and not states_share(plan, look) and (draft := related()):
            return draft, max(confidence, look.judgement.threshold)
        if portion and portion.takes_off and not (look.candidates and says_so(portion, look.candidates[0].scored.sentence.text)):
            return None, confidence  # what is taken off is not what is left
        if portion and portion.asks == "ratio" and not portion.late and not tells_share(portion, look):
            return None, confidence  # a share of something else
        if _SINCE.search(folded) and not states_difference(look):
            return None, confidence  # how much it is is not by how much it grew
        if asks_share(look.question.folded) and not states_share_of(look):
            return None, confidence  # a count, an amount or a growth is no share
        return self._uncomputed(plan, kind, look) if plan and asked else None

    def _tallied(self, folded: str, look: Look, clock: Clock) -> Draft | None:
        """What the sources name, counted, where they give no figure for it."""
        tally = read_tally(folded)
        if tally is None or (counts(tally, look) and look.judgement.answers):
            return None
        named = self._looker.look(tally.question, clock)
        return None if named.gap else tallied(tally, named)

    @staticmethod
    def _uncomputed(plan: Plan, kind: QuestionKind, look: Look) -> Shaped | None:
        """What is said instead where nothing could be computed; None: what the sources state may answer."""
        confidence = look.judgement.confidence
        if kind != "share" and plan.operation in ("difference", "times") and len(plan.names) == 2 and not plan.chooses and not states_difference(look):
            return None, confidence
        if plan.operation == "remainder" or (plan.operation == "stated" and not is_called(plan, look)):
            return None, confidence
        if plan.operation == "sum" and (kind in ("amount", "count") or len(plan.names) > 1):
            # no figure of one of them, nor of more than them, is their sum
            return (supporting(look.evidence) if look.judgement.answers else None), confidence
        if kind in ("comparison", "aggregation") and not speaks_of_all(plan, look):
            return None, confidence
        return None

    def lacks(self, look: Look, clock: Clock) -> str:
        """Which of the things that a refused question compares or adds has no figure in the sources; empty when that is not why."""
        task = read_all(rephrased(" ".join(fold_text(look.question.text).split())), self._known)
        return lacking(task, look, self._finder(task, clock)) if task and not is_polar(look.question) else ""

    def _reckoned(self, task: Task, look: Look, clock: Clock) -> Draft | None:
        return reckon(task, look, self._finder(task, clock))

    def _finder(self, task: Task, clock: Clock) -> Find:
        """How the operands of a task are looked for."""
        kind: QuestionKind = "date" if task.dates else "share" if task.unit == "%" else "count" if task.unit in ("", COUNT) else "amount"
        unit = "" if task.unit == COUNT else task.unit
        return lambda question: self._looker.look(question, clock, operand=kind, unit=unit)

    def _computed(self, plan: Plan, look: Look, clock: Clock) -> Draft | None:
        """Operands from this look and by sub-questions, then arithmetic; None when fewer than two are found."""
        figure_asked = look.question.kind == "share" and plan.operation not in ("stated", "change")
        if figure_asked and (plan.operation != "share" or states_share(plan, look)):
            return None
        free = plan.operation in ("share", "rest", "whole")
        free |= plan.operation == "change" and "百分" not in look.question.folded
        unit = "" if free else look.question.unit or unit_of(plan.attribute or plan.scope)
        if not unit and (plan.counts or COUNTS.fullmatch(plan.attribute) or (plan.names and all(map(_NUMBER_OF.search, plan.names)))):
            unit = COUNT
        if not unit and SPENT.search(plan.attribute):
            unit = MONEY
        kind: QuestionKind = (
            "date" if plan.dates else "share" if unit == "%" else "count" if unit in ("", COUNT) else "amount"
        )
        return compute(
            plan,
            unit,
            look,
            lambda question: self._looker.look(question, clock, operand=kind, unit="" if unit == COUNT else unit),
        )

    def _disputed(self, look: Look, clock: Clock) -> Decision | None:
        """The decision where it is asked whether sources agree (稿子前后写得一致吗) and they do not; None: not asked, or no conflict."""
        asked = consistency_asked(untagged(look.question.folded))
        for question in asked[0] if asked else ():
            found = self._looker.look(question, clock)
            if asked and (clash := conflict(found.evidence, None)):
                return by_comparison(asked[1], clash, found.judgement.confidence)
        return None

    def _decide(self, look: Look, clock: Clock) -> tuple[Decision, bool]:
        """Yes or no, and whether the evidence is good enough for it; 甲和乙都… is asked of each."""
        parts = [self._looker.look(part, clock) for part in both(look.question.folded)]
        if parts:
            return join([self._decide(part, clock) for part in parts]), True
        claim = claim_of(look.question.folded)
        if positive := affirmed(claim):
            decision, good = self._claimed(look, positive, clock)
            return denied(decision), good
        return self._claimed(look, claim, clock)

    def _claimed(self, look: Look, claim: str, clock: Clock) -> tuple[Decision, bool]:
        """The decision on one claim: by the question behind it, else by the evidence of the look."""
        if look.evidence.best:
            claim = scaled(claim, fold_text(look.evidence.best.sentence.article.text))
        written, other = plain(claim), False
        if compared := compared_back(written):
            draft, confidence = self._calculation(self._looker.look(written_question(compared.question), clock), clock) or (None, 0.0)
            if draft and _OF_SUMS.search(written) and all(q.kind not in _SUMS for q in find_quantities(draft.text)):
                return Decision("不明"), False  # 88 tasks are no exports
            own = draft and all(any(self._looker.names(c.article_id, name[:2]) for name in (compared.first, compared.second)) for c in draft.citations)
            if draft and own and (verdict := compared.verdict(fold_text(draft.short))) != "不明":
                return by_comparison(verdict, draft, confidence), True
        elif back := name_asked_back(written) or asked_back(written):
            asked_look = self._looker.look(written_question(back.question), clock)
            whole = whole_behind(asked_look.question.folded, asked_look)
            if whole and (verdict := back.verdict(whole.short, "")) != "不明":
                return by_comparison(verdict, whole, asked_look.judgement.confidence), True  # 全省有9个 is not told by 云州市's nine
            found = asked_look.candidates[0] if asked_look.candidates and asked_look.judgement.answers and not asked_look.gap else None
            if found and not back.computed and tells_rest(back.behind, found, load_words()):
                if decision := decided(back, found, asked_look.judgement.confidence, written):
                    return decision, True
                other = back.names
            draft, confidence = (self._calculation(asked_look, clock) if back.computed or back.share else None) or (None, 0.0)
            if draft and (verdict := back.verdict(draft.short, "")) != "不明":
                return by_comparison(verdict, draft, confidence), True
        decision = yes_or_no(look.evidence, load_words(), claim)
        return Decision("不明") if other and decision.verdict == "是" else decision, look.judgement.answers


def _plain(look: Look) -> Shaped:
    """An answer that the sources state as such, if the judgement lets it pass."""
    kind, confidence = look.question.kind, look.judgement.confidence
    if kind == "list" and not look.gap and not look.judgement.answers:
        found = find_items(look.evidence, look.candidates)
        if as_many_as_asked(look.question, found):
            return enumerated(found), look.judgement.threshold
        if of_class := only_of_class(look.evidence):
            return enumerated(of_class), look.judgement.threshold
    if kind in ("what", "definition") and not (look.gap or look.question.in_clauses) and (draft := coined(look.evidence)):
        return draft, max(confidence, look.judgement.threshold)
    if not look.judgement.answers or look.gap:
        return None, confidence
    if kind == "what" and (named := what_are_called(look.evidence)):
        return enumerated(named), confidence
    if look.question.in_clauses and look.question.aspect in ACCOUNTS:
        return (None if untold(look.evidence, load_words()) else summary(look.evidence)), confidence
    if kind == "what" and look.question.in_clauses:
        return with_brief(explanation(look.evidence, look.candidates, limit=2), look.candidates, EVEN), confidence
    if lacks_figure(look.question, look.candidates[0].text) if look.candidates else wanted_type(look.question):
        return None, confidence
    return with_brief(_SHAPES.get(kind, _fact)(look), look.candidates), confidence
