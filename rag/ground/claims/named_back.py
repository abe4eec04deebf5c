"""A claim that names who or which it is, asked back: 最大的是甲类 is true when 最大的是哪个 is answered by 甲类."""

from __future__ import annotations

import re

from rag.ground.claims.behind import AskedBack
from rag.ground.claims.titled import last_person
from rag.ground.sentences.swaps import in_order
from rag.ground.sentences.verdict import Verdict, claimed
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.names import find_names

_NOUNS = "项目|企业|公司|集团|政府|高校|大学|研究所|研究院|基金|产业|园区|口岸|机构|省|市|县|区|类"
_CLEFT = re.compile(rf"^(?P<what>[^,]{{2,40}}(?:,[^,]{{2,30}})?)的,?(?<=[的,])(?:就|正|只)?是(?P<name>[^,是]{{2,24}}?)(?:的?(?P<noun>{_NOUNS}))?$")
_MOST = re.compile(
    r"^(?P<what>[^,]{2,40}?(?:,[^,]{2,30}?)?)(?P<most>最[多大高长贵少小低短快早晚]的?)(?:一?[个家项座]|项目|企业)?,?是(?P<name>[^,是]{2,24}?)(?:类?项目|类)?$"
)
_ONLY = re.compile(rf"^(?P<what>[^,]*(?:唯一|首个|首家|第一[个家])[^,]{{2,30}}?(?P<noun>{_NOUNS}|[㐀-鿿]{{2}}))是(?P<name>[^,是的]{{2,16}})$")
_DOER = re.compile(
    r"^(?P<what>[^,]{3,40}?)是由?(?P<name>[^,是的由]{2,20}?)(?P<verb>主持|主办|承办|牵头|提出|发明|发现|设计|承建|创办|创立|举办|发起|负责|资助|颁发|授予|宣布|研发|开发|生产|建设|运营|出台|发布|制定)的$"
)


_PLACES = ("城市", "地方", "省份", "地区", "国家", "园区")
_WHICH = re.compile(rf"^(?P<what>[^,]{{4,40}})的(?P<noun>{'|'.join(_PLACES)})(?:就|正)?是(?P<name>(?![一这那个都全均在有由不没已属])[^,是的都]{{2,10}})$")
_MOST_AMONG = re.compile(  # 这些项目里甲投得最多
    r"^(?P<what>[^,]{2,40}?(?:里头?|里面|当中|之中|中间|中))(?![心国央])(?:,|就|要|数|属)*(?P<name>[^,]{2,16}?)(?:的)?"
    r"(?P<verb>总?投资额?|占地|用地|产值|面积|规模|增速|增幅|涨幅|收入|金额|占比|数量|[投占花涨增签卖]得?)"
    r"最(?P<most>[多大高长贵少小低短快])的?$"
)
_TAKEN = {"投": "投资", "投得": "投资", "占得": "占地", "花得": "投资", "涨得": "增长", "增得": "增长"}
_NUMERAL = re.compile(r"[一二三四五六七八九十\d]+")


def name_asked_back(claim: str) -> AskedBack | None:
    """…最大的是甲, …的是甲公司, …是甲主持的: who or which it is. None too where the name has figures or dates."""
    if among := _MOST_AMONG.match(claim):
        claim = f"{among['what']}{_TAKEN.get(among['verb'], among['verb'])}最{among['most']}的是{among['name']}"
    found = _MOST.match(claim) or _ONLY.match(claim) or _DOER.match(claim) or _CLEFT.match(claim) or _WHICH.match(claim)
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
        if _numbered_otherwise(told, said):
            return "否"
        named = noun in _PLACES or any(each.kind in ("person", "organisation") for each in find_names(said))
        named |= re.search(rf"(?:{_NOUNS}|[院部委局厅])$", said) is not None
        return "否" if told[:2] not in said and (groups.get("most") or named) else "不明"

    return AskedBack(asked, verdict, computed=bool(groups.get("most")), names=True)


def _numbered_otherwise(told: str, said: str) -> bool:
    """Whether two names differ in their number alone: 第三建设局 and 第五建设局."""
    first, second = _NUMERAL.findall(told), _NUMERAL.findall(said)
    bare, other = _NUMERAL.sub("#", told), _NUMERAL.sub("#", said)
    return first != second and len(first) == len(second) and (in_order(bare, other) or in_order(other, bare))
