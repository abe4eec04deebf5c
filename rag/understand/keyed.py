"""A comparison or a sum typed as keywords, written out: 甲市 乙市 集中开工 总投资 合计 as 甲市和乙市的集中开工项目总投资合计多少."""

from __future__ import annotations

import re

from rag.followup.subject import GROWTH
from rag.ground.sentences.coordination import ADJECTIVE, EVENT, MODIFIERS, NOUNS, THINGS
from rag.text.names import find_names

_SUM = re.compile(r"(?:一共|总共|共|共计|总计|合计|之和|总和|相加|加总|累加|加起来|合起来)(?:是|有)?(?:多少|几)?[个家项]?")
_APART = re.compile(r"相?差(?:多少|几|距|额|了多少)?")
_WHICH = re.compile(rf"(?:谁|孰|哪)(?:一?[个家项边类种座栋])?(?:[㐀-鿿]{{0,4}}?)(?:更|最|要)?(?:{ADJECTIVE})(?:一些|些)?|(?:比较|对比)(?:大小|高低|多少)?")
_MEASURE = re.compile(rf"(?:{MODIFIERS}|[同环]比|新增|完成|到位|签约)*(?:{NOUNS}|[增涨升降]幅)(?:总?[额量])?|(?:项目)?(?:个数|数量|数目|家数)")
_THING = re.compile(rf"(?:重点|重大|新|签约|开工|在建)*(?:{THINGS})")
_COUNTS = re.compile(r"(?:项目)?(?:个数|数量|数目|家数)")
_ENDS_AS_ZONE = re.compile(r"(?:高新区|经开区|开发区|自创区|自贸区|示范区|新区|[省市县区州镇乡])$")


def written_out(folded: str) -> str:
    """The sentence that a folded line of keywords stands for; empty where it is none, or no comparison or sum."""
    tokens = re.sub(r"\s*\+\s*", "+", folded).strip(" ?。!").split()
    if joined := next((token for token in tokens if re.fullmatch(r"[㐀-鿿]{2,}\+[㐀-鿿]{2,}", token)), ""):
        return _of_added(tokens, joined)
    if not 3 < len(tokens) < 9 or re.search("[,;:和与跟及]", folded) or any(len(token) > 12 for token in tokens):
        return ""
    operation = next((token for token in tokens if _SUM.fullmatch(token) or _APART.fullmatch(token) or _WHICH.fullmatch(token)), "")
    if not operation or re.match("哪一?[类种样]", operation):
        return ""  # of which kind there are, the sources list
    rest = [token for token in tokens if token != operation]
    measured = [token for token in rest if _MEASURE.fullmatch(token)]
    things = [token for token in rest if token not in measured]
    owners = [token for n, token in enumerate(things) if _is_owner(token, bare=n < 2)]
    if len(owners) > 1 and len(measured) < 2 and owners == things[: len(owners)]:
        of = "".join(things[len(owners) :])
        of += "项目" if EVENT.search(of) and not of.endswith("项目") else ""
        return _asked("、".join(owners[:-1]) + "和" + owners[-1], of, measured, operation)
    owner, own = (things[0], things[1:]) if things else ("", [])
    if len(measured) > 1 and not own:  # 甲区 合同外资 实际使用外资 增幅 哪个小: what is measured of both is said last
        grown = [token for token in measured if GROWTH.fullmatch(token)]
        own, measured = [token for token in measured if token not in grown], grown
    if len(own) > 2 and _THING.fullmatch(own[-1]) and not any(_THING.search(token) for token in own[:-1]):
        own = [f"{token}{own[-1]}" for token in own[:-1]]  # 省级 市级 重点项目
    if not owner or not 1 < len(own) < 6 or len(measured) > 1:
        return ""
    return _asked(f"{owner}{'、'.join(own[:-1])}和{own[-1]}", "", measured, operation)


def _of_added(tokens: list[str], joined: str) -> str:
    """甲区 一季度 省级+市级重点项目 完成投资 合计: what is joined by + is added, the rest is whose it is and what is measured."""
    operation = next((token for token in tokens if _SUM.fullmatch(token)), "")
    measured = [token for token in tokens if _MEASURE.fullmatch(token)]
    rest = [token for token in tokens if token not in (operation, joined, *measured)]
    first, second = joined.split("+")
    kind = _THING.search(second)
    first += kind.group() if kind and kind.end() == len(second) and not _THING.search(first) else ""
    return _asked(f"{''.join(rest)}{first}和{second}", "", measured, operation) if operation and len(measured) == 1 else ""


def _asked(things: str, of: str, measured: list[str], operation: str) -> str:
    noun = "".join(measured)
    if _SUM.fullmatch(operation) or _APART.fullmatch(operation):
        verb = "相差" if _APART.fullmatch(operation) else "合计"
        of = f"的{of}" if of and not _COUNTS.fullmatch(noun) else of
        return f"{things}{of}{verb}多少个" if _COUNTS.fullmatch(noun) else f"{things}{of}{noun}{verb}多少"
    return f"{things}{f'的{of}' if of else ''},{noun}{re.sub('^(?:比较|对比).*', '哪个更大', operation)}"


def _is_owner(token: str, bare: bool) -> bool:
    """Whether the keyword is a place or a zone; ``bare``: also one that may be a place called without 市."""
    named = any(name.text == token and name.kind in ("place", "organisation") for name in find_names(f"{token}的"))
    bare = bare and len(token) < 4 and token[-1] not in "级类型"
    city = f"{token}市"
    return named or _ENDS_AS_ZONE.search(token) is not None or (bare and any(name.kind == "place" and name.text == city for name in find_names(city)))
