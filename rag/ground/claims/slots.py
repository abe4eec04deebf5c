"""A claim held against one sentence, slot by slot: figures, dates, labels, negation, what is done and what only lies ahead."""

from __future__ import annotations

import re
from itertools import pairwise

from rag.embed.words import Words
from rag.ground.claims.basis import is_basis, of_other_times
from rag.ground.claims.named import meanings
from rag.ground.claims.predicates import antonyms, clause_of, is_reworded, is_told, known, predicate_of
from rag.ground.claims.told import riser, share_in, tells
from rag.ground.claims.unlike import truer, unlike
from rag.ground.sentences.evidence import Evidence, Scored
from rag.ground.sentences.figures import figures_of, letters, name_of
from rag.ground.sentences.said import said_words
from rag.ground.sentences.sentence import Sentence, dates_in
from rag.ground.sentences.spoken import written_as
from rag.ground.sentences.stages import Stage, is_claimed_done, told_stages
from rag.ground.sentences.swaps import is_person
from rag.ground.sentences.verdict import (
    FIRSTS,
    Verdict,
    claimed,
    comparable,
    dated,
    doubled,
    find,
    holds,
    is_added,
    narrower,
    singled_out,
)
from rag.ground.spans.candidates import closeness
from rag.ground.spans.siblings import another, labels
from rag.text.dates import DateMention, find_dates
from rag.text.fold import bigrams, fold_text
from rag.text.numbers import Quantity
from rag.text.thesaurus import synonyms

_NEGATION = re.compile(r"没有(?!吗)|没(?=[㐀-鿿])(?![收落有])|尚未|并未|未能|未曾|并非|不再|不是(?!吗)|无法|未(?=[^来])|不会|不能|并不|从不")
_DENIED_OF = re.compile(r"(?:没有?|未|不)(?:被|能)?[㐀-鿿]{1,4}的(?=[㐀-鿿]{2})")
_THINKS = re.compile("担心|担忧|害怕|怀疑|认为|相信|希望|反对|支持|否认|承认|要求|建议|呼吁|警告|禁止")
_UNKNOWN = 0.9  # a claim with a word this telling that the article has nothing of is not decided by it
FOREIGN, _APART = 2, 0.8  # characters of a figure's name that the question has not, from which it is another's; what that costs
_OF_THE_CLAUSE = 0.5  # share of a claim's pairs that a sentence, half as much a clause, has to have to speak of the same
_MOVES = re.compile(r"(?:同比|环比|实现)*(?:增长|下降|上升|减少|增加|提高|降低|上涨|下跌)$")
NUMBERED = re.compile(r"[号期]$")  # 三号地块, 二期
_VERB = re.compile(r"(?:可以|能够?|会|要|将|已经?|没有?|未|在|都)(?P<verb>[㐀-鿿])(?=[给到在了过完好成出进0-9]|$)")  # 可以租给…
_MAYBE = re.compile("可能|或许|也许|有望")
_FUTURE = re.compile(r"将(?!于?去)|预计|计划|拟|力争|即将|有望|争取|预期")
_DONE = re.compile(r"了(?:吗|没|吧)|已经?|了没有|完了")
_ABLE = re.compile(r"(?<![智功性产动节职技电热核储势体机官效])能(?![源力量耗效级])|可以")
_NOT_YET = re.compile(
    r"距(?:离)?[^,，。]{1,16}(?:还|尚|仍)|尚[未需待处不无]|有待|仍[需待在处未]|[还仍]需(?:要)?|还(?:没|未|不能|不会|要|在)|任重道远|难以|暂未|暂不"
    r"|正?处[于在][^,，。]{1,8}阶段|试验阶段|差距"
)
_UNDER_WAY = re.compile(r"正在|开始|同步施工|在建|推进|尚未|还[没在未]|预计|计划|将|前期|筹备|抓紧|加紧")
_COMPLETE = re.compile(r"[完竣]工|完成|建成|投产|投用|启用|交付|竣工|封顶|建好|开业|通车|开通|开工")
_HOLDS = re.compile(r"(?P<who>[㐀-鿿]{2,4}?)(?:就?是|担任|出任|获得?|拿|当)")  # 某某是…
_HAS = re.compile(r"(?<![只仅])(?:有|配|带|养|装)(?P<what>(?![一二两三四五六七八九十几多半])[㐀-鿿]{2,6})$")  # 有车库: what there is has to be named
_NATIVE = re.compile(r"是(?P<where>[^,是的]{2,6}?)(?:本地|当地)?人$")  # 某地人: to be told there is not to be from there
_OTHER_YEAR = re.compile("[去前上明后]年")
_MODIFIES = re.compile(r"[^,]{1,8}的")  # 两个项目的总投资: the count only says of what
_EACH = re.compile("全部|全都|均|都(?!市)|悉数")
_COUNTS = re.compile(r"[有共是达来为到超过满约近仅只才了成设建派招]$")
_SUBJECT = re.compile(r"[㐀-鿿]{2,6}?(?:都|均|全|已经?|将|就|在[^,]|年底|年内|[中里有](?:一?半|[一二三四五六七八九]成|\d+%|百分之))")
_AMONG = re.compile(r"[㐀-鿿]{0,8}?(?:里头?|里面|中|当中|之中),")  # 16个项目里,…
_EVENT = re.compile(r"(?:是|于|在|(?:要|得|须|拖|等|推迟|延期?|持续)到)$")
_COUNTED_BEFORE = re.compile("(?![^,]?[的有共是达来为到超过了,])[㐀-鿿]{2}$")  # 课题11个
_UP_TO = re.compile("(?:也|都|还|仍|已经?|总共|一共|[不没未]到|不足|超过?|达到?|有|只|仅)+$")
_OF_SCALE = re.compile("(级?)(?:以上|以下|规模|及以上)*的")
_MONTH, _HAPPENS = re.compile(r"^\d{4}-\d\d"), re.compile(r"(?:就|已经?|正式|才|开始)?[㐀-鿿]{2,4}了?的?")  # 去年11月启用
_DATELINE = re.compile("(?:电|讯|消息|报道|获悉)(?![话网站子])")  # 7月8日消息: when it was told
_THEN = re.compile(r"[^,]{0,2}(?:才|就|便|即可?)")  # 明年6月底才完工


def meant_by(predicate: str, claim: str) -> set[str]:
    """The predicate and the words that say or deny it; a verb of one character behind it is what is meant (可以租: 出租)."""
    verb = _VERB.search(claim, max(claim.rfind(predicate), 0))
    said = verb["verb"] if verb else predicate
    return {said, *antonyms(said), *synonyms(said), *written_as(said)} if said else set()


def claimed_figures(claim: str, scored: Scored) -> list[Quantity]:
    """The quantities that the claim states; 三号 of a name that the article has (三号地块) is none."""
    article = scored.sentence.article
    named = fold_text(article.title + article.text)

    def points(q: Quantity) -> bool:
        """这两类: what was named before, counted in passing; 前一年: when."""
        before, last = claim[max(0, q.start - 1) : q.start], q.text[-1]
        return (before in ("这", "那") and last in "类种者点") or (before in ("前", "上", "后") and last in "年月季周届") or q.text == "一年"

    def modifies(q: Quantity) -> bool:
        """四周年庆典的主会场, 个人和企业两块业务: it says of which thing, or counts what has just been listed."""
        before = claim[: q.start]
        listed = re.search(r"[㐀-鿿]{2,8}(?:和|与|及|、)[㐀-鿿]{2,8}$", before)
        attributive = q.unit == "周年" and _MODIFIES.match(claim, q.end) is not None
        return attributive or (q.kind == "count" and q.text[0] in "两二2" and listed is not None)

    def indefinite(q: Quantity) -> bool:
        """一类, 一家: no count, unless the claim says that it is no more than that."""
        return q.text[0] == "一" and q.kind == "count" and q.low == 1 and not re.search("[只仅就]", claim[: q.start])

    def names(q: Quantity) -> bool:
        """三号 of 三号地块, 863 of 863项目: part of a name that the article has."""
        return q.text in named and (NUMBERED.search(q.text) is not None or (q.kind == "number" and q.text.replace(".", "").isdigit()))

    return [q for q in claimed(claim) if not points(q) and not modifies(q) and not indefinite(q) and not names(q)]


def verdict_on(evidence: Evidence, best: Scored, claim: str, words: Words) -> tuple[Verdict, str]:
    sentence = best.sentence
    if narrowed := _narrowed(claim, sentence):
        return narrowed
    denied = any(other in sentence.folded.text for other in antonyms(predicate_of(evidence, claim, words)))
    unknown = best.worst > _UNKNOWN and not is_reworded(evidence, best, claim, words)
    if unknown or (best.elsewhere > _UNKNOWN and not denied):
        return "不明", ""
    if (who := _HOLDS.match(claim)) and is_person(who["who"]) and who["who"] not in sentence.folded.text:
        return "不明", ""
    return by_slots(evidence, best, claim, words)


def by_slots(evidence: Evidence, best: Scored, claim: str, words: Words, strict: bool = True) -> tuple[Verdict, str]:
    """Each slot of the claim against the sentence. strict: its predicate and what it says there is have to be told word by word."""
    sentence = best.sentence
    if narrowed := _narrowed(claim, sentence):
        return narrowed
    if not singled_out(claim, sentence.folded.text):
        return "不明", ""
    if (native := _NATIVE.search(claim)) and not re.search(rf"{native['where']}[^,。]{{0,2}}[人籍]", sentence.folded.text):
        return "不明", ""
    article = fold_text(sentence.article.title + sentence.article.text)
    if (has := _HAS.search(claim)) and not any(a + b in article for a, b in pairwise(has["what"])):
        return "不明", ""
    if any(NUMBERED.search(label.text) and label.text not in article for label in labels(claim)):
        return "不明", ""  # 二期, of which nothing is told
    stated = find(sentence.text)
    grown = nearest_figure(evidence, best, [q for q in stated if q.kind in ("share", "multiple")])
    if (twice := doubled(claim, grown, sentence.text[: grown.start] if grown else "")) is not None:
        if of_other_times(claim, sentence):
            return "不明", ""
        return twice, grown.text if grown and twice == "否" else ""
    figures = claimed_figures(claim, best)
    predicate = predicate_of(evidence, claim, words)
    clause = clause_of(evidence, best, predicate)
    dated_, correction = _dates(best, claim, clause, bool(figures))
    if figures and (dated_ == "不明" or of_other_times(claim, sentence)):
        return "不明", ""
    for asked in figures:
        if asked.kind in ("amount", "number") and asked != figures[-1] and (scale := _OF_SCALE.match(claim, asked.end)):  # 十亿以上的有三个
            if asked.text.strip("元以上下约近超过") + scale.group(1) not in sentence.folded.text:
                return "不明", ""
            continue
        same = strict or counts_the_same(asked, claim, sentence)
        rivals = [q for q in stated if same and comparable(asked, q) and not is_added(claim, sentence.text[: q.start])]
        if not rivals:
            if asked.kind == "count" and _MODIFIES.match(claim, asked.end):
                continue
            return "不明", ""
        nearest = _of_same_noun(asked, claim, rivals, sentence.text) or nearest_figure(evidence, best, rivals)
        verdict = holds(asked, nearest, claim) if nearest else "不明"
        if verdict == "否" and nearest:
            if better := truer(claim, asked, nearest, sentence):
                nearest, verdict = better, "是"
            elif unlike(claim, asked, nearest, sentence):
                return "不明", ""
        if verdict == "否" and nearest and (claim[: asked.start].endswith("每") or _only_planned(claim, sentence, nearest)):
            return "不明", ""
        if verdict == "否" and (_of_subject(claim, asked) or (nearest and nearest.text[0] in "数几")):
            return "不明", ""
        if nearest and verdict != "是":
            return verdict, _figure_told(sentence, nearest) if verdict == "否" else ""
    if dated_ != "是":
        return dated_, correction
    if another(claim, sentence, sentence.start + sentence.folded.offsets[clause[1]]):
        return _of_its_own(claim, sentence)
    told = sentence.folded.text[slice(*clause)]
    instead = sentence.published(*clause).strip(" “”\"")
    if predicate and predicate not in told and any(other in told for other in antonyms(predicate)):
        if _MAYBE.search(told) or ((what := riser(claim, predicate, words)) and not tells(what, sentence, words)):
            return "不明", ""
        return "否", instead
    if strict and predicate and not is_told(predicate, article, said_words(article, words), words):
        return "不明", ""
    if strict and _VERB.search(claim) and not any(word in article for word in meant_by(predicate, claim)):
        return "不明", ""
    if not strict and predicate and known().fullmatch(predicate) and not any(word in sentence.folded.text for word in meanings(predicate)):
        return "是", ""  # nothing else of the sentence says whether it happened
    if bool(_NEGATION.search(_plainly(claim))) != bool(_NEGATION.search(_plainly(told))):
        return ("不明", "") if _thought(claim, told, sentence) else ("否", instead)
    if (fewer := _fewer(claim, told)) is not None:
        return ("否", instead) if fewer else ("不明", "")
    done = bool(_DONE.search(evidence.question.folded))
    ahead = bool(_FUTURE.search(told)) or any(_after(m.value, sentence.article.date) for m in find_dates(told, sentence.article.date))
    if done and ahead and not _FUTURE.search(claim):
        own = (predicate and any(word in told for word in meant_by(predicate, claim))) or share_in(_told_words(claim), told) >= _OF_THE_CLAUSE
        return ("否", instead) if own else ("不明", "")
    if (done or _ABLE.search(claim)) and _NOT_YET.search(told) and not _NOT_YET.search(claim):
        return "否", instead
    return "是", ""


def _plainly(text: str) -> str:
    """A folded text without what is only denied of whom it speaks (没被录取的考生)."""
    return _DENIED_OF.sub(" ", text)


def _thought(claim: str, denied: str, sentence: Sentence) -> bool:
    """Whether a claim of what somebody fears or thinks is told in another clause of a sentence than the one that denies something."""
    thinks = _THINKS.search(claim)
    return thinks is not None and thinks.group() not in denied and thinks.group() in sentence.folded.text


def _narrowed(claim: str, sentence: Sentence) -> tuple[Verdict, str] | None:
    """What a claim of a scope (全国最大) is where the sentence says it of a smaller one (全省最大); None: it says no such thing."""
    told, asked = narrower(claim, sentence.folded.text), _told_words(claim)
    if not told:
        return None
    at = sentence.folded.text.find(told)
    own = share_in(asked, sentence.folded.text) >= _OF_THE_CLAUSE and share_in(asked, told) >= _OF_THE_CLAUSE / 2
    return ("否", sentence.published(at, at + len(told))) if own else ("不明", "")


def _told_words(claim: str) -> list[tuple[str, float]]:
    """The pairs of characters of the words of a claim beside its scope."""
    bare = re.sub(r"全[国省市区县球]|国内|世界|亚洲|中国|我国|是|的|在|" + "|".join(FIRSTS), " ", claim)
    return [(pair, 1.0) for pair in bigrams(bare)]


def _fewer(claim: str, clause: str) -> bool | None:
    """Where a claim is of all of so many: whether the deciding clause counts fewer (62个都开工, 其中36个开工); None: it counts none, or all."""
    asked = [q for q in claimed(claim) if q.kind == "count" and "都" in claim[q.end :]]
    stated = [q for q in claimed(clause) if asked and comparable(asked[0], q)]
    if not asked or not stated or any(q.low == asked[0].low for q in stated) or _EACH.search(clause):
        return None
    return len(stated) == 1 and stated[0].low < asked[0].low


def _of_subject(claim: str, asked: Quantity) -> bool:
    """Whether a count only says of which things a claim is (那6个项目都完工): another count denies nothing of them."""
    if asked.kind != "count":
        return False
    return _AMONG.match(claim, asked.end) is not None or (
        not _COUNTS.search(claim[: asked.start]) and _SUBJECT.match(claim, asked.end) is not None
    )


def counts_the_same(asked: Quantity, claim: str, sentence: Sentence) -> bool:
    """Whether the sentence speaks of what a count of the claim counts (五百个工人); 条 and 家 say it by themselves."""
    noun = re.match("(?![都全均])[㐀-鿿]{2,4}", claim[asked.end :]) or _COUNTED_BEFORE.search(claim[: asked.start])
    if asked.kind != "count" or asked.unit != "个" or noun is None:
        return True
    return any(share_in([(a + b, 1.0)], sentence.folded.text) for a, b in pairwise(noun.group()))


def _of_same_noun(asked: Quantity, claim: str, rivals: list[Quantity], text: str) -> Quantity | None:
    """The one of several figures that is of just what the claim's is, wherever that names it: 课题11个, 4个专项11个课题; 1/2的外资."""
    if asked.kind not in ("count", "share") or len(rivals) < 2:
        return None
    around = (_COUNTED_BEFORE.search(_UP_TO.sub("", claim[: asked.start])), re.match("的?(?=[㐀-鿿])[^的]{2}", claim[asked.end :]))
    nouns = {noun.group().lstrip("的") for noun in around if noun}
    own = [q for q in rivals if text[q.end :].removeprefix("的")[:2] in nouns or text[: q.start].endswith(tuple(nouns))]
    return own[0] if len(own) == 1 else None


def _only_planned(claim: str, sentence: Sentence, figure: Quantity) -> bool:
    """Whether a figure is only what is planned, where a claim tells what has been reached: it denies nothing of that."""
    clause = re.split(r"[,，;；。“”]", sentence.text[: figure.start])[-1]
    return is_claimed_done(claim) and told_stages([fold_text(clause)])[0] is Stage.PLANNED


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
            return "否", sentence.published(*clause.span())
    for label in labels(claim):  # …是雄性, where it is said to be 雌性
        other = next((one for one in labels(sentence.folded.text) if one.kind == label.kind and one.which != label.which), None)
        if claim.endswith(label.text) and other and "/" in label.kind:
            return "否", sentence.published(other.start, other.end)
    return "不明", ""


def nearest_figure(evidence: Evidence, best: Scored, rivals: list[Quantity]) -> Quantity | None:
    """Of figures of one sentence the one that stands nearest to what the question speaks of and is called nothing else."""
    spans = [(best.sentence.start + q.start, best.sentence.start + q.end) for q in rivals]

    def fitness(i: int) -> float:
        return closeness(evidence, best, *spans[i], spans) - _APART * min(foreign(evidence, best, rivals[i]), FOREIGN) / FOREIGN

    nearest = max(range(len(rivals)), key=fitness, default=None)
    return None if nearest is None else rivals[nearest]


def foreign(evidence: Evidence, best: Scored, stated: Quantity) -> int:
    """How many characters of what a figure of the sentence is called the question has not: from ``FOREIGN`` it is another's."""
    figure = next((figure for figure in figures_of(best.sentence) if figure.start == best.sentence.start + stated.start), None)
    called = name_of(figure) if figure else re.split("[,，、;；。]", best.sentence.text[: stated.start])[-1]
    name = letters(_MOVES.sub("", fold_text(called)))
    return sum(not any(pair in evidence.question.folded for pair in letter) for letter in name)


def _dates(best: Scored, claim: str, clause: tuple[int, int], figures: bool) -> tuple[Verdict, str]:
    """The claim's dates against those of the sentence, of several the one in the clause that decides.

    A date that only says when something else holds decides nothing.
    """
    sentence = best.sentence
    told = [m for m in dates_in(sentence) if m.value and not _DATELINE.match(sentence.text, m.end)]
    for asked in (d for d in find_dates(claim, sentence.article.date) if d.value):
        if not told and (_after(asked.value, sentence.article.date) or re.search("[年季月]底|[年季月]末|下半年", asked.text)):
            return "不明", ""  # what lies ahead of the article, undated in it
        mentions = told if is_basis(claim, asked) else [m for m in told if not is_basis(sentence.text, m)]
        if not mentions:
            published = sentence.article.date
            around = find_dates(sentence.article.paragraph(sentence.paragraph), sentence.article.date)
            if (asked.relative and not _OTHER_YEAR.match(asked.text)) or any(m.value and dated(asked.value, m.value) == "是" for m in around):
                continue  # 上半年: the article's own
            if not published or dated(asked.value, published) != "是":
                return "不明", ""
            continue
        verdicts = [dated(asked.value, m.value) for m in mentions]
        event = _EVENT.search(claim[: asked.start]) or _THEN.match(claim, asked.end) or (
            _MONTH.search(asked.value) and (_HAPPENS.fullmatch(claim, asked.end) or known().match(claim, asked.end))
        )
        happened = bool(event or claim.endswith("的") or _FUTURE.search(claim) or _ABLE.search(claim))
        own = _own_date(mentions, sentence, clause) if happened and not figures else None
        if own and dated(asked.value, own.value) == "否":
            return "否", own.text
        if "是" in verdicts:
            continue
        if "不明" in verdicts or figures or not happened:
            if asked.relative and ("不明" in verdicts or not (_MONTH.search(asked.value) or re.match("[去前]年", asked.text))):
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
