"""Yes or no, with the fact that decides it; a false premise is corrected by the cited truth.

The claim in the question is held against the sentence that can decide it: who and where, quantities and dates of the same
kind, negation, what has happened and what is only planned. What cannot be decided is left to the refusal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from rag.embed.words import Words
from rag.ground.candidates import closeness
from rag.ground.claims import FIRSTS, Verdict, claimed, comparable, dated, doubled, find, holds, singled_out
from rag.ground.contrast import beside_all, find_contrast, holds_against
from rag.ground.draft import Builder, Draft
from rag.ground.evidence import Evidence, Scored
from rag.ground.exceptions import exception, only_ahead, remaining
from rag.ground.figures import figures_of, letters, name_of, paragraph_before
from rag.ground.operands import is_one_of
from rag.ground.predicates import LABELLED, antonyms, clause_of, is_reworded, is_told, predicate_of, said_in
from rag.ground.premise import said_words, synonyms
from rag.ground.ranks import most_of
from rag.ground.sentence import Sentence, dates_in
from rag.ground.siblings import another, labels
from rag.ground.speakers import spoken_by
from rag.ground.spoken import plain, written_as
from rag.ground.stages import Stage, claimed_stage, only_already, told_stages, without_stage
from rag.ground.standing import AMONG, standing
from rag.ground.swaps import Swap, find_swap, is_person, of_country
from rag.ground.told import AMONG as AMONG_TOLD
from rag.ground.told import ENOUGH, EVERY, RIGHT_PLACE, most_told, pieces, share_in, tell
from rag.question import Question
from rag.text.dates import DateMention, annotate, find_dates
from rag.text.fold import fold_text
from rag.text.numbers import Quantity

_NEGATION = re.compile(r"没有(?!吗)|没(?=[㐀-鿿])(?![收落有])|尚未|并未|未能|未曾|并非|不再|不是(?!吗)|无法|未(?=[^来])|不会|不能|并不|从不")
_UNKNOWN = 0.9  # a claim with a word this telling that the article has nothing of is not decided by it
_NEAR, _DATED = 0.45, 0.4  # how far below the best, by ``standing``, a sentence may decide; what another date costs a score
_FOREIGN, _APART = 2, 0.8  # characters of a figure's name that the question has not, from which it is another's; what that costs
_MOVES = re.compile(r"(?:同比|环比|实现)*(?:增长|下降|上升|减少|增加|提高|降低|上涨|下跌)$")
_LABEL = re.compile(r"[号期]$")  # 三号地块, 二期
_ASKING = re.compile(
    r",对不(?:对)?[?]*$|是不是|是否|有没有|能不能|会不会|算不算|(?:的|了)?没有[?。]*$|了?没[?。]*$|,?(?:是|对)吗[?。]*$|,?(?:对不对|是不是|属实吗?|真的吗|是真的吗)[?。]*$"
    r"|[吗么嘛吧?。!]+$|^(?:请问|难道|听说|据说)|^(?:核[稿对实]|校[对样]|求证|请教|问一下|确认一下|编辑问?|读者问)[:,]"
    r"|,(?:我|你|咱们?)?(?:这|此|那)?[个样么种]?(?:话|说法|写法|提法|数字?|表述|消息|事|情况)?(?:没有?|有|是|还|算)?(?:写|说|讲|弄|记|搞)?(?:错|毛病|问题|出入|准|准确|站得住脚?|靠谱|可靠|这回事|这事儿?|这么回事|依据|不)的?$"
    r"|,(?:这样|这么|这个?|此话|这种)?(?:写|说|讲|表述|报道?|提法?|说法|写法)?是?(?:对|准确|正确|没错|没问题|无误|成立|属实)的?[?。]*$|,(?:这样|这么|这种)(?:写|说|讲|表述|提)法?$"
)
_POLAR = re.compile(r"(?:吗|对不对|是不是|属实|没有|吧|[了过][?])[?。]*$")
_VERB = re.compile(r"(?:可以|能够?|会|要|将|已经?|没有?|未|在|都)(?P<verb>[㐀-鿿])(?=[给到在了过完好成出进0-9]|$)")  # 可以租给…
_FUTURE = re.compile(r"将(?!于?去)|预计|计划|拟|力争|即将|有望|争取|预期")
_DONE = re.compile(r"了(?:吗|没|吧)|已经?|了没有|完了")
_ABLE = re.compile(r"(?<![智功性产动节职技电热核储势体机官效])能(?![源力量耗效级])|可以")
_NOT_YET = re.compile(
    r"距(?:离)?[^,，。]{1,16}(?:还|尚|仍)|尚[未需待处不无]|有待|仍[需待在处未]|[还仍]需(?:要)?|还(?:没|未|不能|不会|要|在)|任重道远|难以|暂未|暂不"
    r"|正?处[于在][^,，。]{1,8}阶段|试验阶段|差距"
)
_ATTRIBUTION = re.compile(r"[^,，。“”\"]*(?:说|表示|介绍|告诉记者|指出|称)[。\"”]*$")  # who said it, and no more
_UNDER_WAY = re.compile(r"正在|开始|同步施工|在建|推进|尚未|还[没在未]|预计|计划|将|前期|筹备|抓紧|加紧")
_COMPLETE = re.compile(r"[完竣]工|完成|建成|投产|投用|启用|交付|竣工|封顶|建好|开业|通车|开通|开工")
_HOLDS = re.compile(r"(?P<who>[㐀-鿿]{2,4}?)(?:就?是|担任|出任|获得?|拿|当)")  # 某某是…
_HAS = re.compile(r"(?<![只仅])(?:有|配|带|养|装)(?P<what>(?![一二两三四五六七八九十几多半])[㐀-鿿]{2,6})$")  # 有车库: what there is has to be named
_THAN = re.compile(r"比[^,比例重赛分]{2,}?(?:还|更|要)*[高多大低少小快慢早晚长短好差](?:些|一些|一点)?了?$")
_FACT = 0.3  # how much more of a claim a clause has to tell that says nothing of how far it is
_MAJOR = re.compile("绝?大部分|绝?大多数|大多(?!数)|(?<!大)多数")
_SO_FAR = re.compile("已经?|全部|全都|都|还没|尚未|打算|计划|准备|正在")
_NATIVE = re.compile(r"是(?P<where>[^,是的]{2,6}?)(?:本地|当地)?人$")  # 某地人: to be told there is not to be from there
_MODIFIES = re.compile(r"[^,]{1,8}的")  # 两个项目的总投资: the count only says of what
_EVENT = re.compile(r"(?:是|于|在|(?:要|得|须|拖|等|推迟|延期?|持续)到)$")
_THEN = re.compile(r"[^,]{0,2}(?:才|就|便|即可?)")  # 明年6月底才完工
_BOTH = re.compile(r"^(?P<first>[^,]{2,24}?)(?:和|与|跟|、|及)(?P<last>[^,]{2,40}?)(?P<rest>(?:的[^,都均]{1,12})?)(?:都|均|全都)(?P<claim>.+)$")


@dataclass(frozen=True, slots=True)
class Decision:
    """verdict: 不明 when the sources do not decide. sure: it stands by itself, however likely the evidence was judged."""

    verdict: Verdict
    draft: Draft | None = None
    sure: bool = False


def yes_or_no(evidence: Evidence, words: Words) -> Decision:
    """The verdict on the question's claim, its draft, and whether it stands by itself."""
    claim = plain(EVERY.sub("都", claim_of(evidence.question.folded)))
    if _MAJOR.search(claim) and not any(_MAJOR.search(scored.sentence.folded.text) for scored in evidence.scored[:AMONG]):
        claim = _MAJOR.sub("过半", claim)  # where no source says it so, a share does
    near = [scored.sentence for scored in evidence.scored[:AMONG]]
    if swap := exception(claim, near) or find_swap(claim, near) or find_contrast(claim, near) or only_ahead(claim, near) or remaining(claim, near):
        if swap.holds:
            return Decision("是", _draft("是", swap.sentence), True)
        return Decision("否", _draft("否", swap.sentence, swap.instead), True)
    if evidence.question.english:
        return _by_best(evidence, claim, words) or Decision("不明")
    if not evidence.scored:
        return Decision("不明")
    if swap := _compared(evidence, plain(claim_of(_spelt(evidence.question.folded))), words):
        return _decided(swap)
    if _THAN.search(claim) and not beside_all(claim) and not _figures(claim, evidence.scored[0]):
        return Decision("不明")  # which of two is more is told by a rule, or not at all
    return _by_best(evidence, claim, words) or _by_most_told(evidence, claim, words) or Decision("不明")


def _compared(evidence: Evidence, claim: str, words: Words) -> Swap | None:
    """What is settled by one slot: who said it, the most of several, how far it has come, the country it is of."""
    sentences = [scored.sentence for scored in evidence.scored[:AMONG_TOLD]]
    return spoken_by(claim, sentences) or most_of(claim, sentences) or _staged(evidence, claim, words) or of_country(claim, sentences)


def _decided(swap: Swap) -> Decision:
    return Decision("是", _draft("是", swap.sentence), True) if swap.holds else Decision("否", _draft("否", swap.sentence, swap.instead), True)


def _by_best(evidence: Evidence, claim: str, words: Words) -> Decision | None:
    """The decision of the best evidence; None when it leaves the claim open."""
    best = _deciding(evidence, claim, words)
    if best is None:
        return None
    verdict, correction = _verdict(evidence, best, claim, words)
    if verdict == "不明":
        return None
    if evidence.question.english:
        return Decision(verdict, _draft(verdict, best.sentence, correction), bool(correction) and best.context > 0.99 and not best.misplaced)
    told = tell(pieces(claim, words), best, words)
    if verdict == "是" and told.untold:
        return None
    if any(not _counts_the_same(q, claim, best.sentence) for q in claimed(claim)):
        return None
    sure = (bool(correction) and best.context > 0.99 and not best.misplaced) or (told.share >= ENOUGH and not told.untold)
    return Decision(verdict, _draft(verdict, best.sentence, correction), sure)


def _by_most_told(evidence: Evidence, claim: str, words: Words) -> Decision | None:
    """The decision of the sentence that tells most of the claim, however the evidence was judged; None: open."""
    for told in most_told(evidence, claim, words):
        if told.share < RIGHT_PLACE or told.untold:
            continue
        verdict, correction = _slots(evidence, told.scored, claim, words, strict=False)
        if verdict == "否" or (verdict == "是" and told.share >= ENOUGH):
            return Decision(verdict, _draft(verdict, told.scored.sentence, correction), True)
    return None


def _staged(evidence: Evidence, claim: str, words: Words) -> Swap | None:
    """Whether what a folded claim says to be begun, done or planned has come so far; None: no such claim, or no clause tells."""
    stage, denied = claimed_stage(claim)
    figures = [q for q in claimed(claim) if not _LABEL.search(q.text) and not (q.kind == "count" and q.low == 1)]
    if stage is None or find_dates(claim) or figures:
        return None
    asked, head = pieces(without_stage(claim), words), pieces(_SO_FAR.split(claim)[0], words)[-1:]
    own, bare = {(label.kind, label.which) for label in labels(claim)}, only_already(claim)
    found: tuple[float, Sentence, tuple[int, int], Stage | None] | None = None
    for scored in evidence.scored[:AMONG_TOLD]:
        told = tell(asked, scored, words) if asked else None
        if told is None or told.share < RIGHT_PLACE or any(words.segment(word) == [word] for word in told.untold):
            continue
        spans = list(re.finditer(r"[^,，;；。:：“”\"]+", scored.sentence.folded.text))
        for span, at in zip(spans, told_stages([span.group() for span in spans]), strict=True):
            beside = {(label.kind, label.which) for label in labels(span.group())}
            if not own <= beside or (at is None and not bare):
                continue
            fit = told.share + share_in(asked, span.group()) + (share_in(head, span.group()) if head else 0.0) - (_FACT if at is None else 0.0)
            if share_in(asked, span.group()) and (found is None or fit > found[0]):
                found = (fit, scored.sentence, span.span(), at)
    if found is None:
        return None
    _, sentence, span_, reached = found
    if reached is None or (bare and reached >= stage):
        return None  # what is told as a fact is decided by its words
    return Swap(sentence, (reached >= stage) != denied, sentence.text[slice(*sentence.folded.span(*span_))].strip(" “”\""))


_INTERROGATIVE = re.compile(
    r"谁|哪|^(?!.*(?:还|没|正|在)).*呢|(?<!任)何(?=[时地处种人以为])|(?<![十百千万好])几(?!乎|何)|啥|什么|怎|多少"
    r"|(?<![\d十百千万亿])多[大高长久重远深快早晚宽]|为何|如何|还是"
)
_STATED = re.compile(
    r"[了的过]了?[?]$|(?:就|也|都|才|正|便|全)?是[^,是]{2,}[?]$|比[^,比]{2,}(?:[高多大低少小快慢早晚长短]|[高多大低少小]些)[?]$|最[多大高长贵少小低短][?]$"
    r"|(?:就|只有|仅有?|独)[^,]{1,14}[?]$|之[口手][?]$|(?:在|位于)[㐀-鿿]{2,6}[?]$|(?:才|要|能|会|已|没|不|没有|尚未)[^,]{1,8}[?]$|(?:[吗吧么]|属实)[?]*$|,[^,]{1,6}[?]$"
)


def _states(folded: str) -> bool:
    """Whether a question that asks with no word for it states something: …占地一百多亩?"""
    if _INTERROGATIVE.search(folded) or not folded.endswith(("?", "吗", "吧")):
        return False
    if _STATED.search(folded):
        return True
    figures = [q for q in claimed(folded) if len(folded) - q.end <= 3 or folded[q.start - 1] in "占有达过到投是为超近了招雇"]
    return bool(figures)


def _spelt(folded: str) -> str:
    """A folded question with what asks put as what is claimed: 是不是 as 是, 有没有…的想法 as 打算…."""
    folded = re.sub(r"(?:有没有|有|是否有|是不是有)(?P<what>[^,?]{2,}?)的(?:想法|打算|计划|念头|意思|意向|意愿)(?=[?吗吧]|$)", r"打算\g<what>", folded)
    return folded.replace("是不是", "是").replace("有没有", "有")


def is_polar(question: Question) -> bool:
    """Whether yes or no is asked; a claim with figures may call for adding up or comparing besides (加起来不到…,对吗)."""
    if question.kind == "yesno" or (not question.english and _states(question.folded)):
        return True
    return question.kind in ("comparison", "aggregation", "amount", "share") and bool(
        _POLAR.search(question.folded)
        and (claimed(question.folded) or beside_all(question.folded) or holds_against(claim_of(question.folded)))
    )


def claim_of(folded: str) -> str:
    """What a folded yes/no question claims: the question without what asks."""
    claim, before = folded.strip(), ""
    while claim != before:
        before, claim = claim, _ASKING.sub("", claim).strip(" ,")
    return claim


def both(folded: str) -> tuple[str, ...]:
    """甲和乙都… as one question each; () when the question joins none."""
    found = _BOTH.match(claim_of(folded))
    if found is None:
        return ()
    head = re.fullmatch(rf"(.+?){LABELLED.pattern}.{{0,3}}", found["first"])
    shared = head.group(1) if head and LABELLED.match(found["last"]) else ""  # 某项目|1号楼和2号楼
    names = (found["first"], shared + found["last"])
    return tuple(f"{name}{found['rest']}{found['claim']}吗?" for name in names)


def join(decisions: list[tuple[Decision, bool]]) -> Decision:
    """One decision on all: 否 where one is, 是 where all are. Each with whether its evidence was good enough."""
    known = [d for d, good in decisions if d.draft and (good or d.sure)]
    if any(d.verdict == "否" for d in known):
        verdict: Verdict = "否"
        known = [d for d in known if d.verdict == "否"]
    elif len(known) == len(decisions):
        verdict = "是"
    else:
        return Decision("不明")
    statements, shown, short = [], [], verdict
    builder = Builder()
    for decision in known:
        assert decision.draft is not None
        for statement, text in zip(decision.draft.statements, decision.draft.shown, strict=True):
            if statement not in statements:
                statements.append(statement)
                shown.append(text)
    for statement, text in zip(statements, shown, strict=True):
        builder.say(statement.text, statement.citations, shown=text)
    return Decision(verdict, builder.build(short), True)


def _draft(verdict: Verdict, sentence: Sentence, correction: str = "") -> Draft:
    builder = Builder()
    citation = builder.cite(sentence.article, sentence.start, sentence.end)
    if verdict == "否" and correction:
        shown = annotate(correction, sentence.article.date)
        builder.say(f"否，应为{correction}。", [citation], shown=f"否，应为{shown}。")
    else:
        builder.say(f"{verdict}。", [citation])
    builder.quote(sentence)
    return builder.build(verdict)


def _deciding(evidence: Evidence, claim: str, words: Words) -> Scored | None:
    """The best sentence; among near equals the one that states what the claim states: its figures, dates, predicate."""
    ranked = sorted(evidence.scored[:AMONG], key=lambda s: -_undated(s))
    if not ranked:
        return None
    dates = [d for d in find_dates(claim) if d.value]
    stands = standing(evidence)
    near = [s for s in ranked if stands(_undated(s)) >= stands(_undated(ranked[0])) - _NEAR]
    predicate, tail = predicate_of(evidence, claim, words), claim.strip("的了过")[-4:]
    meant = _meant(predicate, claim)
    happens = len(meant) > 1 or any(len(word) == 1 for word in meant)  # a word with others for it, or a verb; no name
    if happens and not any(word in s.sentence.folded.text for s in near for word in meant):  # what says it stands further off
        told = [s for s in evidence.scored if any(word in s.sentence.folded.text for word in meant)]
        near = [s for s in told if s.sentence.article.id == ranked[0].sentence.article.id] or near
    elif happens and not dates and not _figures(claim, ranked[0]) and not any(word in claim for word in FIRSTS):
        near = [s for s in near if any(word in s.sentence.folded.text for word in meant)]
    of = said_in(evidence, claim, words)[-2:-1] if antonyms(predicate) else []  # what rises or falls

    own = {(label.kind, label.which) for label in labels(claim)}
    subject = re.split(r"的|,|有|是|达", claim)[0]  # 甲厂 is one of the two of 甲厂和乙厂两个项目总投资5亿元

    def decides(scored: Scored) -> int:
        shared = {f.start - scored.sentence.start for f in figures_of(scored.sentence) if is_one_of(subject, f, paragraph_before(f))}
        stated = [q for q in find(scored.sentence.text) if q.start not in shared]
        text = scored.sentence.folded.text
        if _ATTRIBUTION.match(text):
            return -1
        figures = sum(any(comparable(a, b) for b in stated) for a in _figures(claim, scored))
        said = any(word in text for word in meant) + any(word in text for word in of) + (tail in text and tail.isalpha())
        said += 2 * (any(word in claim for word in FIRSTS) and singled_out(claim, text))
        said += 2 * (bool(own) and own <= {(label.kind, label.which) for label in labels(text)})
        return figures + said + (bool(dates) and any(d.value for d in dates_in(scored.sentence)))

    return max(near, key=lambda s: (decides(s), _undated(s)))


def _meant(predicate: str, claim: str) -> set[str]:
    """The predicate and the words that say or deny it; a verb of one character behind it is what is meant (可以租: 出租)."""
    verb = _VERB.search(claim, max(claim.rfind(predicate), 0))
    said = verb["verb"] if verb else predicate
    return {said, *antonyms(said), *synonyms(said), *written_as(said)} if said else set()


def _figures(claim: str, scored: Scored) -> list[Quantity]:
    """The quantities that the claim states; 三号 of a name that the article has (三号地块) is none."""
    article = scored.sentence.article
    named = fold_text(article.title + article.text)

    def points(q: Quantity) -> bool:
        """这两类: what was named before, counted in passing; 前一年: when."""
        before, last = claim[max(0, q.start - 1) : q.start], q.text[-1]
        return (before in ("这", "那") and last in "类种者点") or (before in ("前", "上", "后") and last in "年月季周届") or q.text == "一年"

    def indefinite(q: Quantity) -> bool:
        """一类, 一家: no count, unless the claim says that it is no more than that."""
        return q.text[0] == "一" and q.kind == "count" and q.low == 1 and not re.search("[只仅就]", claim[: q.start])

    return [q for q in claimed(claim) if not points(q) and not indefinite(q) and not (_LABEL.search(q.text) and q.text in named)]


def _undated(scored: Scored) -> float:
    return scored.score + (_DATED if scored.dated is False else 0.0)


def _verdict(evidence: Evidence, best: Scored, claim: str, words: Words) -> tuple[Verdict, str]:
    sentence = best.sentence
    denied = any(other in sentence.folded.text for other in antonyms(predicate_of(evidence, claim, words)))
    unknown = best.worst > _UNKNOWN and not is_reworded(evidence, best, claim, words)
    if unknown or (best.elsewhere > _UNKNOWN and not denied) or not singled_out(claim, sentence.folded.text):
        return "不明", ""
    if (who := _HOLDS.match(claim)) and is_person(who["who"]) and who["who"] not in sentence.folded.text:
        return "不明", ""
    return _slots(evidence, best, claim, words)


def _slots(evidence: Evidence, best: Scored, claim: str, words: Words, strict: bool = True) -> tuple[Verdict, str]:
    """Each slot of the claim against the sentence. strict: its predicate and what it says there is have to be told word by word."""
    sentence = best.sentence
    if not singled_out(claim, sentence.folded.text):
        return "不明", ""
    if (native := _NATIVE.search(claim)) and not re.search(rf"{native['where']}[^,。]{{0,2}}[人籍]", sentence.folded.text):
        return "不明", ""
    article = fold_text(sentence.article.title + sentence.article.text)
    if (has := _HAS.search(claim)) and not any(a + b in article for a, b in pairwise(has["what"])):
        return "不明", ""
    stated = find(sentence.text)
    grown = _nearest(evidence, best, [q for q in stated if q.kind in ("share", "multiple")])
    if (twice := doubled(claim, grown, sentence.text[: grown.start] if grown else "")) is not None:
        return twice, grown.text if grown and twice == "否" else ""
    figures = _figures(claim, best)
    for asked in figures:
        rivals = [q for q in stated if comparable(asked, q) and (strict or _counts_the_same(asked, claim, sentence))]
        if not rivals:
            if asked.kind == "count" and _MODIFIES.match(claim, asked.end):
                continue
            return "不明", ""
        nearest = _nearest(evidence, best, rivals)
        verdict = holds(asked, nearest, claim) if nearest else "不明"
        if nearest and verdict != "是":
            return verdict, _figure_told(sentence, nearest) if verdict == "否" else ""
    predicate = predicate_of(evidence, claim, words)
    clause = clause_of(evidence, best, predicate)
    verdict, correction = _dates(best, claim, clause, bool(figures))
    if verdict != "是":
        return verdict, correction
    if another(claim, sentence, sentence.start + sentence.folded.offsets[clause[1]]):
        return _of_its_own(claim, sentence)
    told = sentence.folded.text[slice(*clause)]
    instead = sentence.text[slice(*sentence.folded.span(*clause))].strip(" “”\"")
    if predicate and predicate not in told and any(other in told for other in antonyms(predicate)):
        return "否", instead
    if strict and predicate and not is_told(predicate, article, said_words(article, words), words):
        return "不明", ""
    if strict and _VERB.search(claim) and not any(word in article for word in _meant(predicate, claim)):
        return "不明", ""
    if bool(_NEGATION.search(claim)) != bool(_NEGATION.search(told)):
        return "否", instead
    done = bool(_DONE.search(evidence.question.folded))
    ahead = bool(_FUTURE.search(told)) or any(_after(m.value, sentence.article.date) for m in find_dates(told, sentence.article.date))
    if done and ahead and not _FUTURE.search(claim):
        return "否", instead
    if (done or _ABLE.search(claim)) and _NOT_YET.search(told) and not _NOT_YET.search(claim):
        return "否", instead
    return "是", ""


def _counts_the_same(asked: Quantity, claim: str, sentence: Sentence) -> bool:
    """Whether the sentence speaks of what a count of the claim counts (五百个工人); 条 and 家 say it by themselves."""
    noun = re.match("[㐀-鿿]{2,4}", claim[asked.end :])
    if asked.kind != "count" or asked.unit != "个" or noun is None:
        return True
    return any(share_in([(a + b, 1.0)], sentence.folded.text) for a, b in pairwise(noun.group()))


def _figure_told(sentence: Sentence, figure: Quantity) -> str:
    """The figure as the sentence tells it: with its clause where a bound stands before it (未成年人不到两成)."""
    if figure.text[0] not in "不近超约":
        return figure.text
    return re.split(r"[,，;；。“”]", sentence.text[: figure.start])[-1] + figure.text


def _of_its_own(claim: str, sentence: Sentence) -> tuple[Verdict, str]:
    """What the sentence says of the one that the claim is about (二期 beside 一期): false where it is only under way there."""
    own = {(label.kind, label.which) for label in labels(claim)}
    for clause in re.finditer(r"[^,，;；。]+", sentence.folded.text):
        if own <= {(label.kind, label.which) for label in labels(clause.group())} and _UNDER_WAY.search(clause.group()) and _COMPLETE.search(claim):
            return "否", sentence.text[slice(*sentence.folded.span(*clause.span()))]
    for label in labels(claim):  # …是雄性, where it is said to be 雌性
        other = next((one for one in labels(sentence.folded.text) if one.kind == label.kind and one.which != label.which), None)
        if claim.endswith(label.text) and other and "/" in label.kind:
            return "否", sentence.text[slice(*sentence.folded.span(other.start, other.end))]
    return "不明", ""


def _nearest(evidence: Evidence, best: Scored, rivals: list[Quantity]) -> Quantity | None:
    """Of figures of one sentence the one that stands nearest to what the question speaks of and is called nothing else."""
    spans = [(best.sentence.start + q.start, best.sentence.start + q.end) for q in rivals]
    figures = {figure.start: figure for figure in figures_of(best.sentence)}
    asked = evidence.question.folded

    def fitness(i: int) -> float:
        figure = figures.get(spans[i][0])
        name = letters(_MOVES.sub("", fold_text(name_of(figure)))) if figure else []
        other = sum(not any(pair in asked for pair in letter) for letter in name)
        return closeness(evidence, best, *spans[i], spans) - _APART * min(other, _FOREIGN) / _FOREIGN

    nearest = max(range(len(rivals)), key=fitness, default=None)
    return None if nearest is None else rivals[nearest]


def _dates(best: Scored, claim: str, clause: tuple[int, int], figures: bool) -> tuple[Verdict, str]:
    """The claim's dates against those of the sentence, of several the one in the clause that decides.

    A date that only says when something else holds decides nothing.
    """
    sentence = best.sentence
    mentions = [m for m in dates_in(sentence) if m.value]
    for asked in (d for d in find_dates(claim, sentence.article.date) if d.value):
        if not mentions:
            published = sentence.article.date
            around = find_dates(sentence.article.paragraph(sentence.paragraph), sentence.article.date)
            if asked.relative or any(m.value and dated(asked.value, m.value) == "是" for m in around):
                continue  # 上半年: the article's own
            if not published or dated(asked.value, published) != "是":
                return "不明", ""
            continue
        verdicts = [dated(asked.value, m.value) for m in mentions]
        event = _EVENT.search(claim[: asked.start]) or _THEN.match(claim, asked.end)
        told = bool(event or claim.endswith("的") or _FUTURE.search(claim) or _ABLE.search(claim))
        own = _own_date(mentions, sentence, clause) if told and not figures else None
        if own and dated(asked.value, own.value) == "否":
            return "否", own.text
        if "是" in verdicts:
            continue
        if "不明" in verdicts or figures or not told:
            if asked.relative:
                continue
            return "不明", ""
        return "否", mentions[0].text
    return "是", ""


def _after(value: str, published: str) -> bool:
    """Whether a date is later than the article that gives it, as far as both are known: 2024-08 after 2023-07."""
    first = re.match(r"\d{4}(?:-\d\d){0,2}", value)  # of a quarter the year
    n = min(len(first.group()), len(published)) if first else 0
    return n >= 4 and value[:n] > published[:n]


def _own_date(mentions: list[DateMention], sentence: Sentence, clause: tuple[int, int]) -> DateMention | None:
    """The one date of the clause that decides, where the sentence has several; None when it has none, or more."""
    start, end = sentence.folded.span(*clause)
    own = [m for m in mentions if start <= m.start < end]
    return own[0] if len(own) == 1 < len(mentions) else None
