"""How far a thing has come, planned < under way < done, by the words of the spoken and of the printed language.

One table for every rule that holds a claim (盖完了, 动工了没有, 有没有搬的打算) against what a clause tells.
"""

from __future__ import annotations

import re
from enum import IntEnum


class Stage(IntEnum):
    """In the order in which a thing passes through them."""

    PLANNED = 1
    BEGUN = 2
    DONE = 3


_PLANNED = re.compile(
    r"计划(?!单列)|(?<![虚模])拟(?!人|合)|将(?=[^军领近士]|$)|预计|预期|力争|争取|有望|即将|打算|准备|筹[备划]|考虑|有意|适时|规划中|可研|可行性|前期(?:论证|工作|筹备|准备|阶段)"
    r"|明年[^,]{0,6}(?:[竣完]工|建成|投产|投用|交付|达产)|(?:[竣完]工|建成|投产|交付)(?:日期|时间|日子)[^,]{0,3}(?:大概|大约|约|预计|是明年|为明年|定在)"
    r"|(?:论证|筹备|规划|设计|审批|招标|报批)阶段|待批|拟建|有待|尚[未待需]|还没|[暂并]?未(?=[动开完竣建启])"
)
_BEGUN = re.compile(
    r"正在|正(?=处于|有序|加紧|抓紧|紧锣密鼓)|开始|同步施工|在建|推进|抓紧|加紧|紧锣密鼓|忙着|[开动]工|开建|破土|奠基|上马|启动|施工|动手"
)
_DONE = re.compile(
    r"[竣完]工|完成|建成|落成|封顶|投产|投用|启用|投入(?:使用|运营)|交付|完毕|建好|开业|通车|开通|达产|完结|落户|已经?(?!有\d)"
)
_RATE = re.compile("[竣完开动投][工产]率")
_ALREADY = re.compile(r"已(?!有\d)|[竣完]工了|完成了|刚刚?")
_NOW = re.compile(r"目前|现在?|如今|已")
_CLAIMS_DONE = re.compile(
    r"[㐀-鿿](?:完|好|毕|齐|妥)(?:工|成|毕)?了?$|(?:[竣完]工|建成|落成|封顶|投产|投用|启用|投入(?:使用|运营)|交付|开业|通车|开通|达产|完成|搞定|到位)了?$"
)
_CLAIMS_BEGUN = re.compile(
    r"(?:[开动]工|开建|破土|奠基|上马|施工|开始(?:建设?|施工|盖|修)|动手(?:[㐀-鿿]{1,3})?|开干|开挖|在建"
    r"|(?<![现存实所正旨])在(?:做|干|弄|搞|盖|修|焊|装|推进|进行|装修|建设))了?$"
)
_CLAIMS_PLANNED = re.compile(r"打算|计划|想(?!象|到)|有意|准备|拟(?!人)|会(?=[把将在搬建设])|将(?=[把会要在])")
_DEFERRED = re.compile(
    r"还?在等(?=[㐀-鿿])|还?停留在[^,]{0,8}(?:阶段|上|层面)?|仍?[待等]着?(?=[㐀-鿿]{2}$)|还(?:只)?是(?:个)?(?:计划|规划|设想|想法)|以?后再|之后才|以后才|(?:要)?等[^,]{2,12}(?:以后|之后|后|了)(?:才|再)(?:会|能)?|(?<!现)还?[在处][^,]{0,4}(?:规划|筹备|论证|设计|图纸|纸面)(?:阶段|上)?"
)
_BY_NOW = re.compile(r"已经?|(?:到|至)(?:现在|目前|今)|目前为止")
_CLAIMS_ALREADY = re.compile(r"已经?|(?<![为除])了$")
_NOT = re.compile(r"还?没有?(?![限])|尚?未(?![来])|不(?=会|打算|准备)")


def claimed_stage(claim: str) -> tuple[Stage | None, bool]:
    """How far a folded claim says that a thing has come, None when it does not, and whether it denies it (还没封顶)."""
    denied = _NOT.search(claim) is not None
    said = claim.rstrip("的呢呀啊")
    if is_deferred(claim):
        return Stage.PLANNED, denied
    if _CLAIMS_BEGUN.search(said):
        return Stage.BEGUN, denied
    if _CLAIMS_PLANNED.search(claim):
        return Stage.PLANNED, denied
    if _CLAIMS_DONE.search(said) or _CLAIMS_ALREADY.search(said):
        return Stage.DONE, denied
    return None, denied


def is_claimed_done(claim: str) -> bool:
    """Whether a folded claim says, with 已 or 至今, that something has happened: 到现在已经引进了…"""
    return _BY_NOW.search(claim) is not None and _CLAIMS_PLANNED.search(claim) is None


def is_deferred(claim: str) -> bool:
    """Whether a folded claim puts off what is told as done: 还在等验收, 停留在规划阶段, 完工以后才启动."""
    return _DEFERRED.search(claim) is not None


def only_already(claim: str) -> bool:
    """Whether nothing but 已 and 了 says in a folded claim that it is done (总部已经落在某地): any verb may stand there."""
    said = claim.rstrip("的呢呀啊")
    return not any(pattern.search(said) for pattern in (_CLAIMS_BEGUN, _CLAIMS_PLANNED, _CLAIMS_DONE))


def told_stages(clauses: list[str]) -> list[Stage | None]:
    """How far each clause of one folded sentence says that its thing has come: a plan holds on until a clause says 已 or 目前."""
    stages: list[Stage | None] = []
    planned = False
    for clause in clauses:
        own = _own(clause)
        if own is Stage.PLANNED:
            planned = True
        elif _NOW.search(clause) or own is Stage.BEGUN:
            planned = False
        elif planned:
            own = Stage.PLANNED
        stages.append(own)
    return stages


def without_stage(claim: str) -> str:
    """A folded claim without the words that only say how far it has come."""
    claim = _DEFERRED.sub(" ", claim)
    claim = re.sub(r"(?:有|的)?(?:打算|计划|想法|念头|准备)|已经?|还没有?|尚未|(?<=[㐀-鿿])(?:完毕?|好|妥)(?:了|$)|了$|目前|现在|如今", " ", claim)
    return claim.strip()


def without_rates(text: str) -> str:
    """A folded text without 投产率, 开工率: how many, not that anything is."""
    return _RATE.sub(" ", text)


def _own(clause: str) -> Stage | None:
    clause = without_rates(clause)
    if _ALREADY.search(clause) and not _BEGUN.search(clause):
        return Stage.DONE
    if _PLANNED.search(clause):
        return Stage.PLANNED
    if _DONE.search(clause) and not re.search("正在|正处", clause):
        return Stage.DONE
    if _BEGUN.search(clause):
        return Stage.BEGUN
    return None
