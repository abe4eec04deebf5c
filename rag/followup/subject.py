"""What a question is about: 跨湖大桥二期 of 跨湖大桥二期总投资多少, 远舟公司 of 远舟公司上半年卖了多少辆车.

Rules over folded text; the collection tells where a name ends when nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from rag.embed.words import load_words
from rag.ground.sentences.coordination import EVENT, MODIFIERS, NOUNS, THINGS
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.lexicon import TITLES, TRANSCRIBING
from rag.text.names import find_names, may_be_person
from rag.understand.question import content_terms

Known = Callable[[str], bool]
Together = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Collection:
    """What a collection is asked of strings (folded).

    known: whether it contains one. telling: whether one article alone, of several, does: a name of three characters makes a
    question complete, a common word does not. together: whether one article has both.
    """

    known: Known
    telling: Known
    together: Together



ATTRIBUTE = re.compile(
    rf"(?:的|{MODIFIERS}|净|人均|户均|主营|营业|平均|最终|同比|环比|种植|养殖|工业|商业|住宅|办公|绿化|全|总)*"
    rf"(?:{NOUNS}|[㐀-鿿]{{1,2}}(?:量|率|额)|总数|总量|总额|名称|名字|售价|单价|票价|价钱|工期|时速|速度|全长|总长|年龄|年纪|岁数|成绩|奖金|学费|工资|薪水|座位|车位|床位|职工|员工|工人|学历|职务|专业|编制|(?:大专|本科|学士|硕士|博士|研究生)(?:学位)?"
    rf"|地址|地点|位置|总部|原因|理由|意义|作用|目的|结果|效果|内容|同比(?:增长|下降)?|环比|排名|名次|位次)(?:率|总?[额量])?$"
)
_HELD = re.compile(
    rf"(?:副|总|执行|新任|现任)?(?:{'|'.join(TITLES.split())}|副总|老总|一把手|掌门人|导演|主演|[㐀-鿿]{{0,4}}(?:冠军|亚军|季军|得主)|(?:施工|设计|建设|承建|监理|投资|主办|承办|协办|运营|生产|开发|出版|组织|受益)(?:方|者|人|商|单位|部门|机构))$"
)
_PLACED = re.compile(r"(?:地址|地点|位置|总部|产地|会址|校址|厂址|院址)$")
_OCCURS = re.compile(
    rf"(?:{EVENT.pattern}|完成|结束|开始|停运|停业|截止|出版|发布|上映|播出|退休|去世|出生|毕业|达产|量产|交付|交房|封顶|验收|闭馆|关门|开门)"
    r"(?:时间|日期)?$"
)
GROWTH = re.compile(r"的?(?:同比|环比)?(?:增长率?|增[速量]|[增涨升降跌]幅|下降|上升|占比|比重|比例|排名|名次|位次|同比|环比)(?:又|各)?$")
OF_FIGURE = re.compile(
    r"^(?:那么?|这|又|大约|大概|它|比重|约)*(?:(?:同比|环比)(?!.{0,6}[的])|(?:增长|增加|减少|下降|上升|提高|涨|降|多|少)了?(?:多少|几|百分之)|占(?!地)(?:了|到)?(?:总|全|比|多|几|百分|的?比例|[^,]{0,8}(?:多少|几成|比例|比重))"
    r"|连续(?:多少|几)|(?:比例|比重|占比|增速|[增涨升降跌]幅|排名?(?:第|在)?(?:几|多少|老几)|在?(?:全[国省市区县球]|世界|国内|同类|行业)[^,]{0,6}(?:第几|排|位)|(?:比|较|与|跟|和)(?:上|去|前|往|年初|同期|20|之前|以前|原来)))"
)  # asked of the figure just asked for
ASKS = re.compile(
    r"多少|多[大长高重远宽久深快]|第?几(?!乎)|什么|啥|谁|哪|怎|何(?=[时地处人年月日])|为何|如何|有没有|有无|是不是|是否|能不能|会不会|吗|呢|[?？。!！]"
)
_OBJECT = re.compile(r"多少(?!钱)|几|什么(?!时候|时间|地方)|啥(?!时候)|谁|哪(?![里儿年天月]|个?地方)|多[大长高重远宽久深快]")
_POLITE = re.compile(r"^(?:请问|我?想(?:知道|问|了解)一?下?|那么?(?![里个些家次儿])|麻烦问一?下|另外|还有|对了|再问|顺便问一?下?|[,\s])+")
_HELPING = re.compile(
    r"(?:[的了过着,、]|在|于|是|由|为|[拥具设建]有|有|到|从|将|(?<![委员协学商理董监大])会|能|要|被|会不会|预计|计划|打算|准备|大?约|大概|一?共|总共|累计|实际|分别|目前|现在|已经?|还|都|又|曾|最早|正式|集中|达到?|位于|坐落|叫|算|属于|可以?|需要?)$"
)
_STOPS = re.compile(
    r"(?<=..)(?:在|由|把|被|向|对|给|将|计划|预计|打算|每年?|一年|是|(?<![拥具没])有(?!限)|拥有|具有|共(?![和享产同])|为(?![民])|跟|要|还|也|都"
    r"|今后|未来|下一步|占(?=全|[国省市]|总|了|到|比|$))"
)
_THING = re.compile(
    r".*(?:项目|工程|公司|集团|[高新开发示范园自创贸]区|中心|医院|大学|学院|研究院|基地|产业园|公园|银行|学校)(?=.{2})"
)
LABEL = r"第?(?:\d+|[一二三四五六七八九十]+)(?P<kind>号(?:楼|线|院|厅|馆|门|桥|井|机组|地块)?|期(?:工程|项目)?|标段|批次?|季度|届|轮|代|季)"
_ALSO = re.compile(rf"(?<=..)(?:集中|同时|同步|共同|正式)?{EVENT.pattern}(?:和|与|及|以及|并|、)$")  # 甲区集中开工和|签约: both are done


_WHOSE_WHAT = re.compile(r"了(?P<whom>[^了,的]{2,12})的$")  # 通报表扬了甲市的|什么
_DONE_OR_NOT = re.compile("(?<=..[㐀-鿿])(?:好|完|成)?了?没有?[?]*$")
_EXISTS = re.compile("(?P<thing>[㐀-鿿]{3,12})[?]*$")
_COUNTS_IT = re.compile("(?:多少|几)[个家项件名种座所条位](?:[?]|$)")
_ENDS_AS_THING = re.compile(rf"(?:{THINGS}|{'|'.join(TITLES.split())})$")
_MEASURED = re.compile("多[大长高重远宽久深快]")


def subject(question: str, known: Known) -> str:
    """The folded thing that a complete question asks of, without what is asked of it; empty when it names none."""
    folded = undated(_POLITE.sub("", fold_text(question)).strip())
    asks = ASKS.search(folded)
    if (done := _DONE_OR_NOT.search(folded)) and (asks is None or asks.start() >= done.start()):
        return _owner(_without_verb(folded[: done.start()], known))  # 甲公司厂房建|好没有
    if asks and asks.group() in ("有没有", "有无") and (exists := _EXISTS.match(folded, asks.end())) and len(longest_known(exists["thing"], known)) > 2:
        return folded[: asks.start()] + exists["thing"]
    head = (folded[: asks.start()] if asks else folded).strip(" ,")
    if len(head) < 2 or not asks:
        return _known_head(head if asks is None and head else folded, known)
    if "," in head and len(last := head.split(",")[-1]) > 3 and find_names(last):
        head = last
    if _OBJECT.match(folded, asks.start()) and not folded[: asks.start()].endswith(("在", "于")):
        head = re.sub(r"(?<=了)全[省市县区国州]$", "", head)  # 甲区集聚了全市|多少企业
        if whom := _WHOSE_WHAT.search(head):
            return whom["whom"]
        bare = _stripped(head)
        if _COUNTS_IT.match(folded, asks.start()) and _ENDS_AS_THING.search(bare):
            return bare  # 甲区在建项目|多少个
        if bare != head or not ATTRIBUTE.search(head):
            ended = bare != head and head[len(bare) :].strip() in ("有", "是", "的", "是的", "叫", "共有", "要", "需要")
            if ended and bare[-2:] != head[-2:] and _MEASURED.match(folded, asks.start()):
                return _owner(bare)  # 甲中心雕塑有|多重
            head = bare if ended or ATTRIBUTE.search(bare) else _without_verb(bare, known)
    return re.sub(r"(?<=..)[这那]一?(?:期|批|次|轮|届)(?:工程|项目)?$", "", _owner(_stripped(_named(_stripped(head), known))))


_SPAN = re.compile("^(?:以来|至今|期间)")


def undated(folded: str) -> str:
    """``folded`` without the dates it names; what is left has at least two characters, else nothing is taken out."""
    left = folded
    for date in reversed(find_dates(folded)):
        if date.text not in ("近日", "日前", "日"):
            left = left[: date.start] + _SPAN.sub("", left[date.end :])
    return left if len(left.strip(" ,的")) > 1 else folded


def is_specific(name: str, known: Known, telling: Known) -> bool:
    """Whether ``name`` tells one thing from all others: it holds a proper name, or is one that the collection knows."""
    words = load_words().segment(name)
    if is_attribute(name):
        return False
    if any(len(each.text) > 2 or each.kind == "person" for each in find_names(name)) or is_person(name) or is_transcribed(name):
        return True
    lone = [len(word) == 1 and not re.match(r"[\d的类上下中内个一二三四五六七八九十]", word) for word in words]
    strange = any(map(all, pairwise(lone))) or bool(re.search("[a-z]{2}", name))
    piece = longest_known(name, known)
    return (strange and len(piece) >= 4) or (strange and len(longest_known(name, telling)) >= 3)


_TRANSCRIBING = frozenset("".join(TRANSCRIBING.split()))


def is_transcribed(text: str) -> bool:
    """Whether a text of three characters or more is written in those alone that foreign names are transcribed with: 沃尔玛."""
    return 2 < len(text) < 7 and _TRANSCRIBING.issuperset(text)


def owner_of(anchor: str) -> str:
    """甲港 of 甲港集装箱吞吐量: whose the figure is that a talk is about; ``anchor`` itself where that is no figure."""
    found = ATTRIBUTE.search(anchor)
    if found is None or found.start() < 2:
        return anchor
    bare = anchor[: found.start()].removesuffix("的")
    first = next(iter(find_names(bare)), None)
    return first.text if first and first.start == 0 and 0 < len(bare) - first.end <= 4 and "的" not in bare[first.end :] else bare


def place_first(anchor: str) -> str:
    """甲高新区 of 甲高新区承担的项目: the place or body whose matter the talk is about; ``anchor`` itself where it names none first."""
    return next((name.text for name in find_names(anchor) if name.start == 0 and name.kind in ("place", "organisation")), anchor)


def is_attribute(text: str) -> bool:
    """Whether ``text`` is what one asks of something, and nothing of which one asks: 总投资, 竣工时间, 董事长."""
    found = ATTRIBUTE.search(text) or _HELD.search(text) or _OCCURS.search(text)
    return bool(found) and len(text[: found.start()].strip("的年")) < 2 if found else False


def asked_of(attribute: str) -> str:
    """How one asks for an attribute: 是谁 of 董事长, 是什么时候 of 竣工, 是多少 of 总投资; empty of what may be anything."""
    if _PLACED.search(attribute):
        return "在哪里"
    if re.search(r"(?:时间|日期)$", attribute) or _OCCURS.search(attribute):
        return "是什么时候"
    if re.search(r"(?:名称|名字|原因|理由|意义|作用|目的|结果|效果|内容|职务|专业|学历)$", attribute):
        return "是什么"
    if ATTRIBUTE.search(attribute):
        return "是多少"
    return "是谁" if _HELD.search(attribute) else ""


_LONGEST = 60  # characters of what a question asks of; no name is longer


def longest_known(term: str, known: Known) -> str:
    """The longest piece of ``term`` that the collection contains; the earlier of equals."""
    term = term[:_LONGEST]
    for length in range(len(term), 1, -1):
        for start in range(len(term) - length + 1):
            if known(term[start : start + length]):
                return term[start : start + length]
    return ""


def is_person(text: str) -> bool:
    """Whether the whole text has the form of a person's name and is no word of the dictionary."""
    return (len(text) < 4 or "·" in text) and may_be_person(text) and len(load_words().segment(text)) > 1


def _stripped(head: str) -> str:
    """``head`` without the auxiliaries and prepositions at its end."""
    before = ""
    while head != before and not (len(head) == 3 and is_person(head)):
        before, head = head, _HELPING.sub("", head).strip(" ,")
    return head if len(head) > 1 else before


def _without_verb(head: str, known: Known) -> str:
    """``head`` without the word that takes the object asked for: 某课题申请 (了多少专利): 某课题."""
    words = load_words().segment(head)
    if len(words) < 2 or re.search(rf"{LABEL}$", head):
        return head
    if find_names(head) and find_names(head)[-1].end == len(head):
        return head
    if len(words[-1]) == 1 and len(words[-2]) == 1 and words[-2] not in "了过的着" and known(words[-2] + words[-1]):
        return head  # a name that the dictionary has cut: 表扬了|甲|山
    left = _stripped(_ALSO.sub("", "".join(words[:-1])))
    return left if len(left) > 1 else head


def _named(head: str, known: Known) -> str:
    """Where a name ends: before a preposition or auxiliary, behind the thing it is, at what the collection knows."""
    if is_person(head):
        return head
    if not head.startswith("从"):
        cut = next((m.start() for m in _STOPS.finditer(head) if not known(head[max(0, m.start() - 2) : m.end() + 2])), None)
        head = head[:cut] if cut else head
    if known(head) or not (first := next(iter(find_names(head)), None)):
        return head
    rest = head[first.end :]
    if first.start == 0 and rest and "的" not in rest and len(rest) <= 3 and not re.search(rf"{LABEL}|项目|工程|馆|院|部|区|园$", rest):
        return first.text
    return head


def _owner(head: str) -> str:
    """甲 of 甲的董事长 and 甲总投资: without what is asked of it."""
    if "的" in head:
        owner, own = head.rsplit("的", 1)
        if len(owner) > 1 and (is_attribute(own) or not own):
            return _owner(owner)
    for ending in (ATTRIBUTE, _HELD):
        found = ending.search(head)
        if found and found.start() > 1:
            bare = head[: found.start()].removesuffix("的")
            return bare if len(bare) > 1 else head
    found = _OCCURS.search(head)
    return head[: found.start()] if found and found.start() > 2 else head


def _known_head(text: str, known: Known) -> str:
    """How far the collection knows the first term from the front, or the longest piece that it knows."""
    for term in content_terms(text, figures=False):
        for end in range(len(term), 1, -1):
            if known(term[:end]):
                thing = _THING.match(term[:end])  # 某项目|总投资: what is asked of it is not part of it
                return thing.group() if thing else term[:end]
        if piece := longest_known(term, known):
            return piece
    return ""
