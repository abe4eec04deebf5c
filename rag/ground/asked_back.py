"""A claim of one figure or date, or that compares two things, asked back: 产值能到30亿元吗 is true when 产值是多少钱 is answered by it.

What finds figures and dates for questions, and refuses where the collection has none, serves claims too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rag.ground.claims import DOUBLED, Verdict, claimed, comparable, dated, doubled, find, holds
from rag.ground.mismatch import DOWN, UP
from rag.ground.predicates import LABELLED, known
from rag.ground.swaps import in_order
from rag.ground.titled import last_person
from rag.text.dates import DateMention, find_dates
from rag.text.fold import bigrams, fold_text
from rag.text.names import find_names
from rag.text.numbers import Quantity

_BOUND = re.compile(  # what ties a figure to the claim and is not asked: 超过100亿元, 只有5个
    r"(?:[还并尚]?(?:没有?|未|不)(?:超过?|达到?|到|过|突破)|不到|不足|低于|少于|小于|不满|未到|不超过|不多于|至多|最多|不高于|至少|不少于|不低于|达到?了?|超过了?|超出了?|突破了?|多于|高于|大于|不止|逾"
    r"|将近|接近|差不多|大概|大约|约|(?:只|仅|就)有?|能到|到|是不是|是|有)+$"
)
_EVERY = re.compile("每一?[个家项座所人]|个个|各个")
_PLAIN_CHARACTERS = frozenset("壹贰叁肆伍陆柒捌玖拾")  # 陆路 is no sixth road
_SUMMED = re.compile(r"加(?:在|到)?[起一]|合计|相加|合起来|总和|之和|平均")
_ROUGH = re.compile(r"^(?:还多|还强|有余|以上|以下|以内|左右|上下|多|出头)")
_ASSERTS = re.compile(r"[有共是达来为到超过满约近仅只才了成设建派招占投产卖花用签第]$")
_OF_ALL = re.compile(r"都|均|全|有不|没有|还[有没]|其中|里面?[,有]")  # 这6个项目都…: the count only says of which things
_ASKS = {"amount": "多少钱", "share": "百分之多少", "multiple": "多少倍", "ordinal": "第几"}
_BEFORE_EVENT = re.compile(r"(?P<what>[^,]{4,}?)(?P<late>才)(?P<event>[^,]{2,})$")  # 去年12月甲才发了意见
_TOP = re.compile(r"(?P<before>[^,]*(?:,[^,]+)?)前(?P<top>[一二三四五六七八九十百\d]+)(?:[名位强](?:之列|之内|行列|以内|里|内)?|)(?:了|的)?$")
_REACHES = re.compile(r"(?:已经?|没有?|未|能|可以)?(?:排[在进到]?|进入?|位[居列]|列入?|跻身|挤进|居|冲进|站上|入围|在)+了?$")
_GROWS = re.compile(r"(?:增[长幅速加]|涨|提高|升)[^,]{0,6}$")
_NOUNS = "项目|企业|公司|集团|政府|高校|大学|研究所|研究院|基金|产业|园区|口岸|机构|省|市|县|区|类"
_CLEFT = re.compile(rf"^(?P<what>[^,]{{2,40}}(?:,[^,]{{2,30}})?)的,?(?<=[的,])(?:就|正|只)?是(?P<name>[^,是]{{2,24}}?)(?:的?(?P<noun>{_NOUNS}))?$")
_MOST = re.compile(r"^(?P<what>[^,]{2,40}?(?:,[^,]{2,30}?)?)(?P<most>最[多大高长贵少小低短快早晚]的?)(?:(?:一?[个家项座]|项目|企业))?(?:,)?是(?P<name>[^,是]{2,24}?)(?:项目|类|类项目)?$")
_ONLY = re.compile(rf"^(?P<what>[^,]*(?:唯一|首个|首家|第一[个家])[^,]{{2,30}}?(?P<noun>{_NOUNS}|[㐀-鿿]{{2}}))是(?P<name>[^,是的]{{2,16}})$")
_DOER = re.compile(
    r"^(?P<what>[^,]{3,40}?)是由?(?P<name>[^,是的由]{2,20}?)(?P<verb>主持|主办|承办|牵头|提出|发明|发现|设计|承建|创办|创立|举办|发起|负责|资助|颁发|授予|宣布|研发|开发|生产|建设|运营|出台|发布|制定)的$"
)
_WHEN = re.compile(r"^(?:的时候|的|就|才|便|正式)*(?P<event>[^,的]{2,12}?)(?:的|了)*$")
_DENIES = re.compile("[没未不]")
_NUMBERED = re.compile(r"[号期批届]$")
_WHOLE = re.compile("^[全世平同去上预计本]|平均|水平|同期|预期|以[前往]|之前|从前")  # what a sentence itself holds its figure against
_COMPARES = re.compile(
    r"^(?P<first>[^,比]{1,28}?)(?P<attribute>的[^,的比]{2,8})?(?:要|会)?比(?P<second>(?![例重赛分])[^,比]{1,28}?)的?(?P<verb>[㐀-鿿]{1,4}得)?(?:还|更|要|也)*"
    r"(?P<more>先|[高多大低少小快慢长短贵早晚])(?P<rest>(?<=[先早晚])[㐀-鿿]{0,4}?|)(?:得多|很多|不少|许多|一截|了|些|一些|一点)?$"
)
_SURPASSES = re.compile(
    r"^(?P<first>[^,]{2,28}?)(?P<attribute>的[^,的]{2,8}?)?(?:还|更|要|已经?|远远?|大大)*(?:(?P<side>[高多大低少小快慢长短早晚])于"
    r"|(?P<over>超过|超出|赶超|大过|高过|多过)|(?P<under>不如|不及|赶不上|比不上|落后于?))了?(?P<second>(?!全[国省市球])[^,\d一二两三四五六七八九十百千]{2,28}?)了?$"
)
@dataclass(frozen=True, slots=True)
class Compared:
    """The question which of two things it is, behind a claim that the first is it (甲的投资比乙高)."""

    question: str
    first: str
    second: str

    def verdict(self, chosen: str) -> Verdict:
        """What the claim is where the folded answer names ``chosen``, by what only one of the two is called; else 不明."""
        said, first, second = (set(bigrams(name)) for name in (chosen.partition("(")[0], self.first, self.second))
        ours, theirs = said & (first - second), said & (second - first)
        return "不明" if bool(ours) == bool(theirs) else "是" if ours else "否"


def compared_back(claim: str) -> Compared | None:
    """The comparison behind a folded claim; None where it makes none."""
    found = _COMPARES.match(claim) or _SURPASSES.match(claim)
    if found is None or _WHOLE.search(found["second"]) or find_dates(found["second"]) or claim[found.start("second") - 2] in "不没未":
        return None
    groups = found.groupdict()
    first, second, attribute = found["first"], found["second"], found["attribute"] or ""
    more = groups.get("more") or groups.get("side") or ("大" if groups.get("over") else "小")
    if '"' in attribute:
        first, attribute = first + attribute, ""
    if attribute and second.endswith(attribute):
        second = second.removesuffix(attribute)
    done = (groups.get("verb") or "").removesuffix("得")
    which = f"哪个{done}{'' if more == '先' else '更'}{more}{groups.get('rest') or ''}?"
    if labelled := LABELLED.search(second):
        head = re.match(rf"(?P<head>.+?)的?{LABELLED.pattern}", first + attribute)
        if head and labelled.start() == 0:  # 某中心的2号楼比1号楼…
            first, attribute = first + attribute, ""
            second = head["head"] + second
    return Compared(f"{first}和{second}{attribute}{which}", first, second)


@dataclass(frozen=True, slots=True)
class AskedBack:
    """A question whose answer decides a claim. verdict: what the claim is by an answer, and the date of its article."""

    question: str
    verdict: Callable[[str, str], Verdict]
    besides: Callable[[str], bool] = lambda told: True  # whether the sentence of the answer makes the rest of the claim true
    behind: str = ""  # what the claim says of the figure behind it (一半以上|已经上市): to be told too
    computed: bool = False  # only what is computed answers it: which is most
    share: bool = False  # where no source states it, it may be computed
    names: bool = False  # it asks for a name: where another is told, the claim is not true


def asked_back(claim: str) -> AskedBack | None:
    """The question behind a folded claim; None where it states no figure or date of its own, or more than one."""
    if (twice := DOUBLED.search(claim)) and not _SUMMED.search(claim):
        return _of_growth(claim, twice)
    if top := _TOP.match(claim):
        return _of_top(top)
    if named := _of_name(claim):
        return named
    dates = [date for date in find_dates(claim) if date.value or date.relative]
    figures = [
        q
        for q in claimed(claim)
        if not _NUMBERED.search(q.text)
        and not (q.kind == "count" and q.text[0] == "一")
        and claim[q.start - 1 : q.start] not in ("这", "那")
        and not any(d.start <= q.start < d.end for d in dates)
    ]
    alike = any(comparable(figures[-1], q) for q in figures[:-1])  # which of two alike is whose is told slot by slot
    if figures and not alike and _is_asserted(claim, figures[-1]) and (len(figures) == 1 or figures[-1].kind != "ordinal"):
        return _of_figure(claim, figures[-1], figures[:-1])
    if not figures and len(dates) == 1 and (back := _of_date(claim, dates[0])):
        return back
    return None


def _is_asserted(claim: str, figure: Quantity) -> bool:
    before, behind = claim[: figure.start], claim[figure.end :]
    if re.search("都|均|各", before) or figure.text in _PLAIN_CHARACTERS:
        return False
    if _SUMMED.search(before) or _EVERY.search(before) or _OF_ALL.search(behind) or before.endswith(("这", "那", "前", "后", "每")):
        return False
    return figure.kind != "count" or len(behind) < 4 or _ASSERTS.search(before) is not None


def _of_figure(claim: str, figure: Quantity, others: Sequence[Quantity] = ()) -> AskedBack | None:
    """The last figure of a claim asked for; what tells it has to tell the others too (8天办了12场)."""
    before = _BOUND.sub("", claim[: figure.start])
    behind = _ROUGH.sub("", claim[figure.end :]).rstrip("了的")
    asked = _ASKS.get(figure.kind) or (f"多少{figure.unit}" if figure.kind in ("count", "measure") else "")
    if len(before) < 2 or not asked:
        return None

    grown = figure.kind == "multiple" and _GROWS.search(before)
    if grown:  # 增幅不到一倍 is of the same kind as 增长139%
        figure, asked = replace(figure, kind="share", unit="%", low=100 * figure.low, high=100 * figure.high), _ASKS["share"]

    def verdict(answer: str, published: str) -> Verdict:
        stated = [q for q in find(answer) if comparable(figure, q)]
        return holds(figure, stated[0], claim) if stated else "不明"

    copula = "是" if figure.kind == "amount" and not behind else ""
    return AskedBack(f"{before}{copula}{asked}{behind}?", verdict, besides=partial(_tells_all, claim, tuple(others)), behind=behind, share=figure.kind == "share")


def _tells_all(claim: str, figures: Sequence[Quantity], told: str) -> bool:
    """Whether each of the figures of a claim holds by one that ``told`` states."""
    return all(any(comparable(asked, q) and holds(asked, q, claim) == "是" for q in find(told)) for asked in figures)


def _of_growth(claim: str, twice: re.Match[str]) -> AskedBack | None:
    before = claim[: twice.start()].removesuffix("有").removesuffix("是")

    def verdict(answer: str, published: str) -> Verdict:
        stated = [q for q in find(answer) if q.kind == "share"]
        return doubled(claim, stated[0], "增长") or "不明" if stated else "不明"

    return AskedBack(f"{before}增长了百分之多少?", verdict) if len(before) > 1 else None


def _of_date(claim: str, date: DateMention) -> AskedBack | None:
    before, behind = claim[: date.start], claim[date.end :]
    stem, event = re.sub(r"[也又]?(?:就?是|在|于)?$", "", before), _WHEN.match(behind)
    late = _BEFORE_EVENT.match(behind) if not before else None

    def verdict(answer: str, published: str) -> Verdict:
        asked = [d.value for d in find_dates(claim, published) if d.value]
        stated = [d.value for d in find_dates(answer, published) if d.value]
        return dated(asked[0], stated[0]) if len(asked) == 1 and len(stated) == 1 else "不明"

    if late:
        return AskedBack(f"{late['what']}什么时候{late['event']}?", verdict)
    if len(stem) < 2 or _DENIES.search(behind) or UP.search(claim) or DOWN.search(claim):
        return None
    if not behind.strip("的了") and before.endswith("是"):
        return AskedBack(f"{stem}是什么时候?", verdict)
    if event is None or not known().search(event["event"]):
        return None
    return AskedBack(f"{stem}什么时候{event['event']}?", verdict)


def _of_top(top: re.Match[str]) -> AskedBack | None:
    """洛阳进了全国前三十: true from 第三十 up."""
    before = _REACHES.sub("", top["before"])
    bound = find(f"{top['top']}名")
    if before == top["before"] and not before.endswith(("全国", "全省", "全市", "全球", "世界")):
        scope = re.search(r"(?:全[国省市球]|世界|[省市国]内)$", before)
        before = _REACHES.sub("", before[: scope.start()]) + scope.group() if scope else before
    if len(before) < 2 or not bound:
        return None
    scope = re.search(r"(?:全[国省市球]|世界|[省市国]内)$", before)
    if scope:
        before = _REACHES.sub("", before[: scope.start()]) + f"在{scope.group()}"

    def verdict(answer: str, published: str) -> Verdict:
        stated = [q for q in find(answer) if q.kind == "ordinal"]
        return ("是" if stated[0].low <= bound[0].low else "否") if len(stated) == 1 else "不明"

    return AskedBack(f"{before}排第几位?", verdict)


def _of_name(claim: str) -> AskedBack | None:
    """…最大的是甲, …的是甲公司, …是甲主持的: who or which it is. None too where the name has figures or dates."""
    found = _MOST.match(claim) or _ONLY.match(claim) or _DOER.match(claim) or _CLEFT.match(claim)
    if found is None or find_dates(found["name"]) or claimed(found["name"]):
        return None
    groups = found.groupdict()
    what, noun, name = found["what"].rstrip(","), groups.get("noun") or "", found["name"]
    who = "" if noun else last_person(name)
    if groups.get("verb") and not who and not any(each.kind == "organisation" for each in find_names(name)):
        return None
    if groups.get("most"):
        asked = f"{what}{groups['most']}是哪个?"
    elif groups.get("verb"):
        asked = f"{what}是{'谁' if who else '哪个单位'}{groups['verb']}的?"
    elif noun or who:
        asked = f"{what}{'' if found.re is _ONLY else '的'}是{'谁' if who else f'哪个{noun}'}?"
    else:
        return None
    told = fold_text(who or name.partition("的")[0])

    def verdict(answer: str, published: str) -> Verdict:
        said = fold_text(answer)
        if in_order(told, said) or in_order(re.sub(r"[()]", "", said), told):
            return "是"
        named = any(each.kind in ("person", "organisation") for each in find_names(said)) or bool(re.search(rf"(?:{_NOUNS}|[院部委局厅])$", said))
        return "否" if told[:2] not in said and (groups.get("most") or named) else "不明"

    return AskedBack(asked, verdict, computed=bool(groups.get("most")), names=True)
