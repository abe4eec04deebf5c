"""Yes or no, with the fact that decides it; a false premise is corrected by the cited truth.

The claim in the question is held against the sentence that can decide it: who and where, quantities and dates of the same
kind, negation, what has happened and what is only planned. What cannot be decided is left to the refusal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.embed.words import Words
from rag.ground.arithmetic.operand import is_one_of
from rag.ground.claims.acted import counts_otherwise, few, led, next_most, share_of_all
from rag.ground.claims.against import against, contradicted, told_otherwise
from rag.ground.claims.basis import of_other_times
from rag.ground.claims.conditional import counted
from rag.ground.claims.contrary import contrary, in_one_phase
from rag.ground.claims.contrary_english import denied_in_english
from rag.ground.claims.contrast import beside_all, find_contrast
from rag.ground.claims.decision import Decision, verdict_draft
from rag.ground.claims.exceptions import exception, not_all, only_ahead, portion, remaining
from rag.ground.claims.excluded import excluded
from rag.ground.claims.focus import tells_stressed
from rag.ground.claims.named import is_about, names_all
from rag.ground.claims.opposed import opposed, undecided
from rag.ground.claims.ordered import ordered
from rag.ground.claims.placed import placed
from rag.ground.claims.polar import claim_of
from rag.ground.claims.predicates import predicate_of
from rag.ground.claims.ranks import most_of
from rag.ground.claims.reached import staged
from rag.ground.claims.slots import (
    FOREIGN,
    by_slots,
    claimed_figures,
    counts_the_same,
    foreign,
    meant_by,
    nearest_figure,
    verdict_on,
)
from rag.ground.claims.titled import holds_post
from rag.ground.claims.told import AMONG as AMONG_TOLD
from rag.ground.claims.told import (
    ENOUGH,
    EVERY,
    RIGHT_PLACE,
    Told,
    most_told,
    pieces,
    riser,
    says_word,
    share_in,
    tell,
    tells,
)
from rag.ground.claims.unlike import other_side
from rag.ground.forms.standing import AMONG, standing
from rag.ground.judgement.speakers import spoken_by
from rag.ground.sentences.evidence import Evidence, Scored
from rag.ground.sentences.figures import figures_of, paragraph_before
from rag.ground.sentences.sentence import Sentence, dates_in
from rag.ground.sentences.spoken import plain
from rag.ground.sentences.stages import is_deferred
from rag.ground.sentences.swaps import Swap, find_swap, is_person, numbered, of_country
from rag.ground.sentences.verdict import FIRSTS, Verdict, claimed, comparable, find, singled_out
from rag.ground.spans.siblings import another, labels
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.understand.question import Question

_NEAR, _DATED = 0.45, 0.4  # how far below the best, by ``standing``, a sentence may decide; what another date costs a score
_ATTRIBUTION = re.compile(r"[^,，。“”\"]*(?:说|表示|介绍|告诉记者|指出|称)[。\"”]*$")  # who said it, and no more
_THAN = re.compile(r"(?<![同环])比(?P<other>[^,比例重赛分]{2,}?)(?:还|更|要)*[高多大低少小快慢早晚长短好差](?:些|一些|一点)?了?$")
_BESIDE = re.compile(
    r"(?:[快高大多早晚低少小慢长短]于|超过|超出|赶超|领先于?|不如|不及|赶不上|比不上|落后于?)了?(?P<other>(?!全[国省市球]|世界|平均)[^,\d一二两三四五六七八九十百千]{2,16}?)了?$"
)
_MORE = re.compile(r"[快高大多早晚低少小慢长短]于|超过|超出|领先|不如|不及|落后|比[^,，]{2,16}[快高大多早晚低少小慢长短]")
_EACH_OVER = re.compile(
    r"(?:每一?[个家项座所人]|个个|各个)(?:[^,]{0,6}(?:超过?|不低于|不少于|达到|不到|低于|以上)[^,]{0,3}\d|都?[^,]{0,4}\d[^,]{0,6}以[上下])"
)
_TOGETHER = re.compile(r"(?:[两二三四五六七八九十]|\d+)[个家项](?:重[大点])?(?:项目|企业|工程)")  # what they come to is of none of them
_OFFICER = re.compile(r"(?:时任|主管|经理|主任|负责人|局长|书记)[㐀-鿿]{2,4}")
_ALL_OVER = re.compile("都(?:都|全部?|均)+")
_MOST = re.compile("最[多大高长贵少小低短快慢早晚强好]的?$")
_PART = re.compile(r"其中,?(?:已经?|只|仅)?有\d+[个家项](?!.*(?:全部|均|都))")
_FIRST = re.compile("最|第[一1]|首|冠|榜|居[前先]|独有|极")
_LITTLE = 0.4  # share of a claim that a sentence and its title have to say themselves to deny its figure
_DOUBLE, _BOTH = re.compile("双(?:牌照|资质|认证|证)"), re.compile("双|两|二|同时|和|与|及")
_RIVAL = 0.1  # how much less of a claim a sentence may tell that makes it true where another makes it false
_TELLING = 0.8  # salience (``Words.salience``) from which a word of a claim is shown where the deciding sentence has it not
_CLEARLY = 0.15  # how much more of a claim a sentence has to tell to be shown for it
_NTH_ONE = re.compile("第一(?P<of>[部位艘款趟站届次批列辆台架枚颗条所间场支张个家座])")
_MAJOR = re.compile("绝?大部分|绝?大多数|大多(?!数)|(?<!大)多数")


def yes_or_no(evidence: Evidence, words: Words, claim: str = "") -> Decision:
    """The verdict on a claim (the question's own when none is given), its draft, and whether it stands by itself."""
    spoken = claim or claim_of(evidence.question.folded)
    claim = plain(_ALL_OVER.sub("都", EVERY.sub("都", spoken)))
    if _MAJOR.search(claim) and not any(_MAJOR.search(scored.sentence.folded.text) for scored in evidence.scored[:AMONG]):
        claim = _MAJOR.sub("过半", claim)  # where no source says it so, a share does
    near = [scored.sentence for scored in evidence.scored[:AMONG]]
    claim = _NTH_ONE.sub(lambda first: _as_told(first, near), claim)
    around = [scored.sentence for scored in evidence.scored[:AMONG_TOLD]]
    if swap := opposed(claim, around) or excluded(claim, around) or ordered(claim, around):
        return _decided(swap)
    if undecided(claim):
        return Decision("不明")
    if swap := contrary(claim, around) or against(claim, around):
        return _decided(swap)
    if in_one_phase(claim):
        return Decision("不明")
    if swap := _swapped(claim, near, evidence, words):
        if swap.holds and another(claim, swap.sentence, swap.sentence.end, strict=False):
            return Decision("不明")
        return _decided(swap)
    if evidence.question.english:
        return _by_best(evidence, claim, words) or Decision("不明")
    if not evidence.scored:
        return Decision("不明")
    if swap := _compared(evidence, plain(spoken), words):
        return _decided(swap)
    than = _THAN.search(claim)
    if than and len({d.text for d in find_dates(claim)}) > 1:
        return Decision("不明")
    if is_deferred(claim) or _EACH_OVER.search(claim):
        return Decision("不明")  # what is put off is told by its stage; no one figure decides a bound said of every one
    if (than or _BESIDE.search(claim)) and not beside_all(claim) and not claimed_figures(claim, evidence.scored[0]) and not _states_than(claim, near):
        return Decision("不明")  # which of two is more is told by a rule, or not at all
    if decision := _by_best(evidence, claim, words):
        return decision
    best, decision = _deciding(evidence, claim, words), _by_most_told(evidence, claim, words) or Decision("不明")
    return Decision("不明") if decision.verdict == "是" and best and told_otherwise(claim, best.sentence, words) else decision


def _as_told(first: re.Match[str], near: Sequence[Sentence]) -> str:
    """第一部 as 首部 where it is told so."""
    other = f"首{first['of']}"
    told = any(other in sentence.folded.text for sentence in near) and not any(first.group() in sentence.folded.text for sentence in near)
    return other if told else first.group()


def _swapped(claim: str, near: list[Sentence], evidence: Evidence, words: Words) -> Swap | None:
    """What is settled by one name or word put in another's place: who, where, of which post, all or some, how many of which."""
    if swap := exception(claim, near) or portion(claim, near) or not_all(claim, near):
        return swap
    if swap := share_of_all(claim, near) or led(claim, near) or next_most(claim, near) or few(claim, near) or find_swap(claim, near):
        return swap
    if evidence.question.english:
        return find_contrast(claim, near) or only_ahead(claim, near) or remaining(claim, near)
    around = [scored.sentence for scored in evidence.scored[:AMONG_TOLD]]
    return (
        holds_post(claim, around)
        or placed(claim, near)
        or counted(claim, evidence.scored[:AMONG_TOLD], words)
        or find_contrast(claim, near)
        or only_ahead(claim, near)
        or remaining(claim, near)
    )


def _compared(evidence: Evidence, claim: str, words: Words) -> Swap | None:
    """What is settled by one slot: who said it, the most of several, how far it has come, the country it is of."""
    sentences = [scored.sentence for scored in evidence.scored[:AMONG_TOLD]]
    slots = (spoken_by, most_of, lambda claim, _: staged(evidence, claim, words), of_country, numbered)
    return next((swap for slot in slots if (swap := slot(claim, sentences))), None)


def _decided(swap: Swap) -> Decision:
    verdict: Verdict = "是" if swap.holds else "否"
    return Decision(verdict, verdict_draft(verdict, swap.sentence, "" if swap.holds else swap.instead, swap.also), True)


def _by_best(evidence: Evidence, claim: str, words: Words) -> Decision | None:
    """The decision of the best evidence; None when it leaves the claim open."""
    best = _deciding(evidence, claim, words)
    if best is None:
        return None
    verdict, correction = verdict_on(evidence, best, claim, words)
    if verdict == "不明" or (verdict == "是" and _is_denied(evidence, best.sentence)):
        return None
    if evidence.question.english:
        if verdict == "是" and any(is_person(term) and term not in best.sentence.folded.text for term in evidence.question.terms):
            return None
        if verdict == "否" and names_unread(evidence.question, best.sentence):
            return None
        if verdict == "是" and tell(pieces(claim, words), best, words).likened:
            return None
        return Decision(verdict, verdict_draft(verdict, best.sentence, correction), bool(correction) and best.context > 0.99 and not best.misplaced)
    told = tell(pieces(claim, words), best, words)
    if verdict == "是" and (_is_elsewhere(claim, best.sentence) or contradicted(claim, best.sentence, words)):
        return None
    if verdict == "否" and other_side(claim, best.sentence):
        return None
    if (verdict == "是" or claimed_figures(claim, best)) and not is_about(claim, best.sentence, words):
        return None
    if verdict == "是" and (told.untold or told.likened or not names_all(claim, best.sentence, predicate_of(evidence, claim, words), words)):
        return None
    if verdict == "否" and correction and (_told_so(evidence, best, claim, told.share, words) or _of_else(claim, best, told, correction)):
        return None
    if any(not counts_the_same(q, claim, best.sentence) for q in claimed(claim)):
        return None
    sure = (bool(correction) and best.context > 0.99 and not best.misplaced) or (told.share >= ENOUGH and not told.untold)
    if verdict == "是" and not claimed_figures(claim, best):
        best = _telling_most(evidence, best, claim, words)
        if contradicted(claim, best.sentence, words):
            return None
    also = _besides(evidence, best, claim, words) if verdict == "是" else None
    if also and _is_denied(evidence, also):
        return None
    return Decision(verdict, verdict_draft(verdict, best.sentence, correction, also), sure)


def _is_denied(evidence: Evidence, sentence: Sentence) -> bool:
    """Whether a claim asked in English has a word that the sentence excludes in Chinese: what was put into Chinese may have lost it."""
    asked = evidence.question.text
    return asked.isascii() and denied_in_english(asked, sentence.folded.text)


def _besides(evidence: Evidence, best: Scored, claim: str, words: Words) -> Sentence | None:
    """The sentence of the deciding one's paragraph, else article, that says most of the telling words of a claim which that one lacks; None: none does."""
    own = fold_text(best.sentence.article.title) + best.sentence.folded.text
    missing = [word for word, weight in pieces(claim, words) if len(word) > 1 and weight >= _TELLING and not says_word(word, own)]
    own_article = [s.sentence for s in evidence.scored if s.sentence.article.id == best.sentence.article.id and s.sentence != best.sentence]
    for near in ([sentence for sentence in own_article if sentence.paragraph == best.sentence.paragraph], own_article):
        told = [(sum(word in sentence.folded.text for word in missing), sentence) for sentence in near]
        most, sentence = max(told, key=lambda each: each[0], default=(0, None))
        if most:
            return sentence
    return None


def names_unread(question: Question, sentence: Sentence) -> bool:
    """Whether an English question has a name that found no Chinese, nor stands in the article: its figures may be another's."""
    unread = [term for term in question.terms if term.isascii() and term.isalpha() and re.search(rf"\b{term.capitalize()[0]}(?i:{term[1:]})\b", question.text)]
    text = fold_text(f"{sentence.article.title}\n{sentence.article.text}")
    return any(term not in text for term in unread)


def _is_elsewhere(claim: str, sentence: Sentence) -> bool:
    """Whether a claim is of another time, or says that one is the most of all where the sentence says of none that it is the first,
    or of all where the sentence counts some of them."""
    if "都" in claim and _PART.search(sentence.folded.text) and not _MOST.search(claim):
        return True
    if counts_otherwise(claim, sentence.folded.text):
        return True
    if not tells_stressed(claim, sentence) or (_DOUBLE.search(claim) and not _BOTH.search(sentence.folded.text)):
        return True
    return of_other_times(claim, sentence) or (_MOST.search(claim) is not None and _FIRST.search(sentence.folded.text) is None)


def _telling_most(evidence: Evidence, best: Scored, claim: str, words: Words) -> Scored:
    """``best``, or the sentence of its article that itself tells clearly more of a claim that is so."""
    asked = pieces(claim, words)
    own = share_in(asked, best.sentence.folded.text)
    for scored in evidence.scored[:AMONG]:
        more = share_in(asked, scored.sentence.folded.text) >= own + _CLEARLY and tells(asked[-1][0], scored.sentence, words)
        if more and scored.sentence.article.id == best.sentence.article.id and by_slots(evidence, scored, claim, words)[0] == "是":
            return scored
    return best


def _by_most_told(evidence: Evidence, claim: str, words: Words) -> Decision | None:
    """The decision of the sentence that tells most of the claim, however the evidence was judged; None: open."""
    for told in most_told(evidence, claim, words):
        if told.share < RIGHT_PLACE or told.untold or _is_denied(evidence, told.scored.sentence) or not is_about(claim, told.scored.sentence, words):
            continue
        verdict, correction = by_slots(evidence, told.scored, claim, words, strict=False)
        if verdict == "否" and correction and (_told_so(evidence, told.scored, claim, told.share, words) or _of_else(claim, told.scored, told, correction)):
            continue
        if verdict == "否" and correction and _says_little(told.scored.sentence, claim, words):
            continue
        enough = verdict == "是" and not told.likened and told.share >= ENOUGH
        so = enough and names_all(claim, told.scored.sentence, predicate_of(evidence, claim, words), words)
        if verdict == "否" and other_side(claim, told.scored.sentence):
            continue
        if verdict == "否" or (so and not _is_elsewhere(claim, told.scored.sentence) and not contradicted(claim, told.scored.sentence, words)):
            also = _besides(evidence, told.scored, claim, words) if verdict == "是" else None
            if also and _is_denied(evidence, also):
                return None
            return Decision(verdict, verdict_draft(verdict, told.scored.sentence, correction, also), True)
    return None


def _says_little(sentence: Sentence, claim: str, words: Words) -> bool:
    """Whether a sentence and its title themselves say next to nothing of a claim with figures: its figure is of something else."""
    own = share_in(pieces(claim, words), fold_text(f"{sentence.article.title}\n") + sentence.folded.text)
    return bool(claimed(claim)) and own < _LITTLE

def _told_so(evidence: Evidence, best: Scored, claim: str, share: float, words: Words) -> bool:
    """Whether another sentence that tells about as much of a claim with figures makes it true: the best one's may be another's."""
    if not claimed_figures(claim, best):
        return False
    anothers = _anothers(evidence, best, claim)
    asked, subject = pieces(claim, words), re.split(r"的|,|有|是|达", claim)[0]
    for scored in evidence.scored[:AMONG_TOLD]:
        if scored.sentence == best.sentence or _TOGETHER.search(scored.sentence.folded.text):
            continue
        told = tell(asked, scored, words)
        of_it = scored.sentence.article.id == best.sentence.article.id
        ranked = any(q.kind == "ordinal" for q in claimed_figures(claim, best))
        own = share_in(asked, scored.sentence.folded.text) >= share_in(asked, best.sentence.folded.text) - _RIVAL
        if of_it and not (anothers and (own or ranked)):
            continue
        if not of_it and share_in(asked, scored.sentence.folded.text) < share_in(asked, best.sentence.folded.text) + _RIVAL:
            continue
        if told.share < share - _RIVAL or told.untold:
            continue
        if any(is_one_of(subject, f, paragraph_before(f)) or f.is_sum() for f in figures_of(scored.sentence)):
            continue
        if by_slots(evidence, scored, claim, words, strict=False)[0] == "是":
            return True
    return False


def _of_else(claim: str, best: Scored, told: Told, correction: str) -> bool:
    """Whether what a figure of the claim is said of (一半以上已经上市) is not told: another figure denies nothing of it."""
    figures = [asked for asked in claimed_figures(claim, best) if any(comparable(asked, q) for q in find(correction))]
    return bool(figures) and any(word in claim[figures[-1].end :] for word in (*told.untold, *told.likened) if len(word) > 1)


def _anothers(evidence: Evidence, best: Scored, claim: str) -> bool:
    """Whether the figure that stands against a claim is called something that the question has not, or is of a person it does not name."""
    stated = [q for q in find(best.sentence.text) if any(comparable(asked, q) for asked in claimed_figures(claim, best))]
    nearest = nearest_figure(evidence, best, stated)
    if nearest is None:
        return False
    if foreign(evidence, best, nearest) >= FOREIGN:
        return True
    before = fold_text(best.sentence.text[: nearest.start])
    return any(name.kind == "person" and name.text not in claim for name in find_names(before)) or _OFFICER.search(before) is not None


def _states_than(claim: str, near: list[Sentence]) -> bool:
    """Whether a sentence itself holds something against what a claim is held against: 甲高于乙."""
    found = _BESIDE.search(claim) or _THAN.search(claim)
    other = found["other"].rstrip("的") if found else ""
    return bool(other) and any(other in s.folded.text and _MORE.search(s.folded.text) for s in near)


def _deciding(evidence: Evidence, claim: str, words: Words) -> Scored | None:
    """The best sentence; among near equals the one that states what the claim states: its figures, dates, predicate."""
    ranked = sorted(evidence.scored[:AMONG], key=lambda s: -_undated(s))
    if not ranked:
        return None
    dates = [d for d in find_dates(claim) if d.value]
    stands = standing(evidence)
    near = [s for s in ranked if stands(_undated(s)) >= stands(_undated(ranked[0])) - _NEAR]
    predicate, tail = predicate_of(evidence, claim, words), claim.strip("的了过")[-4:]
    meant = meant_by(predicate, claim)
    happens = len(meant) > 1 or any(len(word) == 1 for word in meant)  # a word with others for it, or a verb; no name
    if happens and not any(word in s.sentence.folded.text for s in near for word in meant):  # what says it stands further off
        told = [s for s in evidence.scored if any(word in s.sentence.folded.text for word in meant)]
        near = [s for s in told if s.sentence.article.id == ranked[0].sentence.article.id] or near
    elif happens and not dates and not claimed_figures(claim, ranked[0]) and not any(word in claim for word in FIRSTS):
        near = [s for s in near if any(word in s.sentence.folded.text for word in meant)]
    of = [what] if (what := riser(claim, predicate, words)) else []

    own = {(label.kind, label.which) for label in labels(claim)}
    subject = re.split(r"的|,|有|是|达", claim)[0]  # 甲厂 is one of the two of 甲厂和乙厂两个项目总投资5亿元

    def decides(scored: Scored) -> int:
        shared = {f.start - scored.sentence.start for f in figures_of(scored.sentence) if is_one_of(subject, f, paragraph_before(f))}
        stated = [q for q in find(scored.sentence.text) if q.start not in shared]
        text = scored.sentence.folded.text
        if _ATTRIBUTION.match(text):
            return -1
        figures = sum(any(comparable(a, b) for b in stated) for a in claimed_figures(claim, scored))
        said = any(word in text for word in meant) + any(word in text for word in of) + (tail in text and tail.isalpha())
        said += 2 * (any(word in claim for word in FIRSTS) and singled_out(claim, text))
        said += 2 * (bool(own) and own <= {(label.kind, label.which) for label in labels(text)})
        return figures + said + (bool(dates) and any(d.value for d in dates_in(scored.sentence)))

    return max(near, key=lambda s: (decides(s), _undated(s)))


def _undated(scored: Scored) -> float:
    return scored.score + (_DATED if scored.dated is False else 0.0)
