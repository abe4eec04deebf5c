"""A question as a task of arithmetic: the operation, the things it is over as they are described, and what is measured.

The grammar only says where the descriptions of the things end; which figures they mean, ``weigh`` finds out from all their
words, so that 远航机器人那个园区 need not be a name that the collection has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from rag.embed.words import load_words
from rag.ground.arithmetic.operand import COUNT
from rag.ground.arithmetic.plan import Operation, Plan, two_levels
from rag.ground.sentences.coordination import (
    ADJECTIVE,
    EVENT,
    MODIFIERS,
    NOUNS,
    NUMERALS,
    TIME,
    TRIM,
    Known,
    own_subject,
    said_of_all,
)
from rag.question import MONEY, unit_of
from rag.text.names import find_names
from rag.text.numbers import find_quantities, number_of
from rag.text.units import named_counter, unit_table

Q = r"(?:多少|(?<![那这好数])几|多久|多长时间)"
_TALK = re.compile(
    r"请问一?下?|^(?:请|麻烦)(?:你)?|帮(?:我|忙)|我?想(?:知道|问|了解)一?下?|(?:比一比|算一?算|倒推一?下|反推一?下|往回推|推算一?下|说说|说一?下|对比一?下|比较一?下)(?:看|下)?,?"
    r"|大约|大概|约莫|到底|究竟|具体|现在|目前|总的来?说|照(?:这么?|此)说"
)
ADJ = rf"(?:{ADJECTIVE}|便宜|划算|[费烧省]钱|花钱(?![多少])|值钱|好|厉害|猛|远|悠久)"
_DATED = r"早|晚|先|后(?!期)"
WHO = r"(?:谁|哪(?:一|两|三)?(?:个|家|项|座|所|种|类|条|款|支|样|边|方|年|栋|幢|处|块|批|艘|趟|班|场|届|季)?(?:[㐀-鿿]{0,4}?))"
_JOIN = re.compile(r"(?<![总共温饱缓附中])和(?![平谐田])|与|跟|以及|及(?!时|格|早)|、|还是|加上|再加|连同|连带|(?<=[㐀-鿿])(?<![参增添追更附叠])加(?![快入强大工密])|(?<=[㐀-鿿])(?<![合共相不协等雷一])同(?!期|比|时|样|一|行|济)|vs")
MANY = re.compile(rf"(?P<n>[{NUMERALS}]+|几|多)(?:个|家|项|座|所|种|类|条|款|支|样|栋|幢|处|块|批|艘|届|大|级|地|市|县|镇|村|校|园)")
NOUN = re.compile(rf"(?:的|之)?(?P<noun>(?:[实总新合]|(?<!半)年|计划|预计|累计|新增|实际|完成|固定资产|研发|占地|用地|建筑|注册|年度|同比)*(?:{NOUNS})(?:总?[额量]|额)?)(?:是|为|有|上|的)*$")
_SPOKEN = (
    (r"(?:涨|增长|增|升|长)得|涨势|涨得", "增长"), (r"翻得|翻了", "倍数"), (r"(?:花|砸|烧|用|投|掏)钱(?!的)|投得|砸得|花得|投的钱|花的钱|砸的钱|投资大头", "投资"), (r"盘子|摊子", "总投资"),
    (r"(?:集中|集聚|聚集)得", "占比"), (r"卖得", "销售"), (r"[个家项件只头枚架辆艘台套株棵桶户座种]?数(?=最|更|比|多|少|$)", "数量"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """things: descriptions of the operands, none where all of a kind are meant. shared: what else the question says.

    labels: the things as the question calls them. nouns: what is measured of each (总投资), empty when its unit says it. unit: as in ``is_of``, empty: any. dates: dates are
    compared. least, chooses: as in ``Plan``. count: of how many the question speaks (那三类), 0: it does not say.
    per: what a mean is per (亩, 个). asked: the other words of what is asked of each (引进 企业). measure: the measure word asked for.
    lead: what the first thing was led by and all are of (某校 of 某校小学部和中学部). rank: of ``extreme`` which from that end is asked
    for. top: of ``sum`` how many of the largest (or least) are added, 0: all things.
    """

    operation: Operation
    things: tuple[str, ...] = ()
    shared: str = ""
    nouns: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unit: str = ""
    dates: bool = False
    least: bool = False
    chooses: bool = False
    count: int = 0
    per: str = ""
    asked: str = ""
    measure: str = ""
    text: str = ""
    lead: str = ""
    rank: int = 1
    top: int = 0


def read_task(folded: str, known: Known) -> Task | None:
    """The task of a folded Chinese question; None where it is none of the forms (see ``among`` for more). known: whether the collection has a string."""
    if not re.search(r"[㐀-鿿]{4}", folded):
        return None
    text = two_levels(re.sub(r"投(?:入|下)?的(?:钱|资金|资)", "投资", plain_question(folded)))
    text = re.sub(rf"(完成|实际|计划|预计|新增|到位)(?:了|的)+(?=总?(?:{NOUNS}))", r"\1", text)
    text = re.sub(r"(?<=..)里(?:头|边|面)", "里", text)
    text = re.sub(r"^(?:把|将)(?=.{4})", "", text)
    text = re.sub(r"^(?:和|跟|与|同)[^,]{2,12}?(?:相比|比起来|比),", "", text)
    infers = _INFERS.search(folded) or ("整个" in text and not _SHARE_ASKED.search(text))
    inferred: tuple[Callable[[str, Known], Task | None], ...] = (_worked_back, _inferred) if infers and "第几" not in text else ()
    for form in (*inferred, _times, _apart, _than, _which, _worked_back, _part_of, _left, _mean, _bounded, _total):
        if task := form(text, known):
            return replace(task, text=text, measure=task.measure or _measure(text))
    return None


def plain_question(folded: str) -> str:
    """The question without what is only said to ask it (请问, 大概), and without brackets."""
    text = " ".join(_TALK.sub("", folded).split()).strip(" ?。!,")
    return re.sub(r"[()（）]", ",", text).strip(",")


def agrees(task: Task, plan: Plan, known: Known = lambda _: True) -> bool:
    """Whether both readings of a question are over the same things, called as the collection has them: taken as they are."""
    if not all(known(label) or known(name) or own_subject(name) for label, name in zip(task.labels, plan.names, strict=False)):
        return False
    if not task.things or task.lead or task.operation not in ("difference", "times", "which", "sum") or len(task.things) != len(plan.names):
        return False
    if task.operation != plan.operation or (task.operation == "which" and task.least != plan.least):
        return False
    if any(map(bounds_in, task.labels)):
        return False
    if plan.common and task.labels[-1] == f"{plan.names[-1]}{plan.common}" and not task.labels[0].endswith(plan.common) and task.labels[0][-1] != plan.common[0]:
        return False  # 乙 of 甲项目和乙产业园: the task knows that it is 乙产业园
    if plan.common and plan.common in task.labels[-1] and plan.common not in task.labels[0] and not _PARK_END.search(task.labels[0]):
        return False  # 中国 of 甲药国内销售额和乙药的中国销售额 is said of the second alone
    if any(label != name and re.fullmatch(rf"{re.escape(name)}{_PARK}", label) for name, label in zip(plan.names, task.labels, strict=True)):
        return False  # 甲 of 甲和乙高新区: the task knows that it is 甲高新区
    return all(
        len(name) > 1 and not NOUN.fullmatch(name) and (name in label or label in name) for name, label in zip(plan.names, task.labels, strict=True)
    )


def _measure(text: str) -> str:
    found = re.search(r"(?:多少|几)(个|家|项|件|条|名|人次|人|位|种|座|台|所|辆|套|届|批|次|张|枚|册|部|支|艘|架|棵|头|只|桶|株|户)(?!月|百分|点)", text)
    return found.group(1) if found else named_counter(text)


# ---- forms ---------------------------------------------------------------------------------------------------------


def _times(text: str, known: Known) -> Task | None:
    """甲是乙的几倍."""
    found = re.search(rf"^(?P<a>.{{2,}}?)(?:是|为|相当于|抵得?上)(?P<b>[^,]{{2,}}?)的?{Q}倍", text)
    found = found or re.search(rf"^(?P<a>.{{2,}}?)(?:相当于|等于|抵得?上|顶得?上|顶|够建|够办|抵){Q}(?:个|家|座|所|条|栋|份)(?P<b>[^,]{{2,}})$", text)
    if not found or re.match("另一|对方|后者|前者", found["b"]) or re.search(WHO, found["a"]):
        return None
    first, of = _of_first(_heads(found["a"]), found["b"])
    return over("times", text, first, (found["b"],), of, known=known)


def _apart(text: str, known: Known) -> Task | None:
    """从甲到乙隔了多久."""
    found = re.search(rf"(?:从|自)?(?P<a>[^,]{{2,}}?)(?:到|至|和|与|跟)(?P<b>[^,]{{2,}}?),?(?:中间|其间|之间|前后|时间上)*(?:相隔|间隔|相距|隔|过)了?{Q}", text)
    return Task("difference", (found["a"], found["b"]), text[: found.start()], labels=(found["a"], found["b"]), dates=True) if found else None


_PLAIN_VERSION = re.compile("^(?:普通|标准|基础|入门)[版款型]?$")
_VARIANT = re.compile("(?:的| )?(?P<name>[a-z]{2,8}[+]?)[版款]?(?:要)?$")  # x9 pro, x9的pro版


def _than(text: str, known: Known) -> Task | None:
    """甲比乙多多少, 甲和乙相差多少, 甲与乙比谁大,大多少."""
    found = re.search(rf"^(?P<a>.{{2,}}?)(?<![占同环对相百分评无好])比(?![例重较如赛值率特,])(?P<b>[^,]{{2,}}?)(?P<tail>(?:要|还|又|更|会|能|的)*(?P<adj>{ADJ})(?:[㐀-鿿]{{0,4}}?){Q}.*)$", text)
    if found and re.match(TIME, found["b"]):
        return None  # 比年初多多少: the source says by how many
    if found:
        dates = bool(re.search(_DATED, found["adj"])) and bool(re.search(rf"(?:{_DATED})[㐀-鿿]{{0,4}}(?:多久|(?:几|多少)(?:年|天|个?月|周))", text))
        first, of = _of_first(_heads(found["a"]), found["b"])
        second = _PLAIN_VERSION.sub("", found["b"])
        if not second and (variant := _VARIANT.search(first)):
            second = first[: variant.start()].strip()
            first = f"{second} {variant['name']}"
        return over("difference", text, first, (second or found["b"],), f"{of} {found['tail']}", dates=dates, known=known)
    found = re.search(rf"^(?P<ab>.{{4,}}?),?(?:之间|两者)?的?(?P<tail>(?:相差|差(?:了|距|额)?(?:是|为)?){Q}.*)$", text)
    if found and not re.search(WHO, found["ab"]):
        both = re.sub(r"(?<=..)(?:当时|那时|目前|现在|分别|的)*(?:每一?[桶斤吨股克台亩瓶箱盒]|每公斤|每平方?米)?$", "", found["ab"])
        things, common = _of_one_kind(*_common_of(_split(both, known)), known)
        return over("difference", text, things[0], things[1:], f"{common} {found['tail']}", known=known) if len(things) == 2 else None
    return None


def _which(text: str, known: Known) -> Task | None:
    """甲和乙(、丙)哪个更大; 哪个更大,甲还是乙; asked by how much as well: chooses."""
    text = re.sub(r"(?:相比|比起来|比较|(?<![对占])比(?=,|谁|哪)),?", ",", text).replace(",,", ",")
    found = re.search(rf"^(?P<ab>.{{4,}}?)[,的]?(?:里面?|[当之]?中|这?[两三四]个)?,?(?P<who>{WHO})(?P<tail>.*?(?P<adj>{ADJ}|领先|靠前).*)$", text)
    if not found:
        return None
    ab = found["ab"]
    ab = re.sub("(?<=..)在[^,和与跟、]{2,12}$", "", ab) if ab.count("在") == 1 and not _JOIN.search(ab.partition("在")[2]) else ab
    of_all = re.search(rf"(?<![\d和与跟、])[这那]?(?P<n>[{NUMERALS}])(?:样|者|个|项|类|家|座|所)[^,]{{0,4}}(?:里面?|[当之]?中)?$", ab)
    joined = ab[: of_all.start()] if of_all and number_of(of_all["n"]) == len(_split(ab, known)) else ab  # 甲和乙两个项目
    things, common = _of_one_kind(*_common_of(_split(joined, known)), known)
    tail = f"{_OCCASION.sub('', common)} {found['tail']}"
    if not 1 < len(things) < 7:
        return None
    both = re.search(rf"(?:差|{ADJ})[㐀-鿿]{{0,2}}{Q}", tail[tail.index(found["adj"]) :])
    times = re.search(rf"{Q}倍", tail)
    dates = bool(re.search(_DATED, found["adj"])) or bool(EVENT.search(tail) and re.search(_DATED, tail))
    operation: Operation = "times" if times else "difference" if both else "which"
    least = bool(re.search(r"小|少|低|慢|短|早|先|轻|近|便宜|省", found["adj"]))
    if dates:
        least = not re.search("晚|后", found["adj"])
    return replace(over(operation, text, things[0], things[1:], tail, dates=dates, known=known), least=least, chooses=bool(both or times))


_OCCASION = re.compile(r"^(?:[㐀-鿿]{0,4}(?:会|活动|仪式|专场))+$")  # 甲和乙州的推介会: where it was, not what of


def _part_of(text: str, known: Known) -> Task | None:
    """甲占乙的几成; 甲有多大比例不在乙."""
    if found := re.search(r"^(?P<a>.{2,}?)(?:有|还有)?(?:多大|多少|几)的?(?:比例|比重|成|份额)(?:的[㐀-鿿]{1,8})?(?:不|没)(?:是|在|属于|到|算|有)?(?P<b>.{2,}?)[里内中]?$", text):
        return Task("rest", (found["a"],), found["b"], labels=(found["a"],), unit="%")
    if found := re.search(r"^(?P<lead>.*?)(?:还?没有?|不在|不是|未)(?P<b>.{2,}?)的(?P<a>[^,]{2,}?)占(?:[^,]{0,8}?)(?:多大|多少|几)", text):
        return Task("rest", (f"{found['b']}的{found['a']}",), found["lead"], labels=(f"{found['b']}的{found['a']}",), unit="%")
    found = re.search(r"^(?P<a>.{2,}?)(?:会|能|约|要)?占(?!地|用)(?:到|了|去|据)?(?P<b>.{2,}?)(?:的|里|中)*(?:(?:多大)?(?:比例|比重|份额)|百分|几成|多少|多大|%)(?!个|家|项)", text)
    if not found:
        return None
    things = (_heads(found["a"]), found["b"])
    part, whole = (re.search(rf"(?:投资|签约|合同|成交|交易|贷款)?(?:总金额|金额|总额)$|{NOUN.pattern}", thing) for thing in things)
    nouns = (whole.group(), "") if whole and not part else ()  # 甲占投资金额: 甲's investment
    return Task("share", things, nouns=nouns, labels=things, unit=unit_of(noun["noun"]) if (noun := NOUN.search(found["b"])) else "")


def _worked_back(text: str, known: Known) -> Task | None:
    """按甲所占的比例算,全部有多少; 按甲的份额推算,乙全省有多少家."""
    if owned := _BY_SHARE.search(text):
        return Task("whole", (f"{owned['a']} {owned['c']}".strip(),), owned["b"])
    found = re.search(rf"^(?:按照?|照|根据|从|由|以)(?P<a>.{{2,}}?)(?:所占)?的?(?:占比|比例|比重|份额|占的[^,]{{0,6}})(?:来|去)?(?:算|推|看|估)?[^,]{{0,4}},(?P<b>.{{2,}}?)(?:一共|总共|共|大约|大概)*[㐀-鿿]{{0,3}}?{Q}", text)
    found = found or re.search(rf"^(?P<a>.{{0,30}}?)(?P<b>(?:整个|全部|全(?:省|市|县|区|国|校|厂|州|镇))[^,]{{0,12}}?)(?:一共|总共|共|总计)[㐀-鿿]{{0,3}}?{Q}", text)
    return Task("whole", (found["a"],), found["b"]) if found else None


_SHARE_ASKED = re.compile(rf"占[^,]*(?:百分之)?{Q}$")  # 甲占整个乙的多少: a share, no whole
_BY_SHARE = re.compile(
    rf"^(?:按照?|照|根据|从|由|以|用|拿)(?P<a>[^,]{{1,16}}?)(?:所占|拿下|拿到|占有|占到|占|获得)?的?(?:占比|比例|比重|份额|百分比)(?:来|去)?(?:算|推|看|估|倒推|反推|推算|估算|折算|换算)[^,]{{0,4}},"
    rf"(?P<b>[^,]{{2,}}?)(?:一共|总共|共|全部|该|应该)*(?:[㐀-鿿]{{1,2}}了)?(?:有|是)?{Q}(?:[个家项条名位种座台所人](?:项|个|家)?)?(?P<c>[㐀-鿿]*)$"
)


def _inferred(text: str, known: Known) -> Task | None:
    """推算整个甲省有多少家这样的企业: the whole of which the sources give a part and its share."""
    found = re.search(rf"^(?P<a>.{{0,30}}?)(?P<b>(?:整个|全[省市县区国州]|[㐀-鿿]{{2,3}}全?[省市县区州]?(?=一共|总共|共|该|应该|大概|大约))[^,]{{0,10}}?)(?:大概|大约|应该?|该|一?共|总共|总计)*有?{Q}(?P<c>[^,]*)$", text)
    return Task("whole", (f"{found['a']}{found['c']}",), found["b"]) if found else None


_INFERS = re.compile(r"推算|推断|估算|折算|推测|推出|推得|[倒反]推|按比例|照此|据此|由此|照这个|这样算|这么算")


def _left(text: str, known: Known) -> Task | None:
    """除掉甲、乙,剩下的一共多少; 完成以后还剩多少."""
    money = r"(?:投资|面积|产值|金额|收入|投|钱|亿|万|元|亩|吨)"
    off = re.search(r"(?:除去|除掉|除了?|扣除|扣掉|去掉|刨去|刨掉|撇开|减去|不算)(?P<a>.{2,}?)(?:以外|之外|外|后|,)", text)
    if off and re.search(rf"{money}[^?]{{0,8}}{Q}|{Q}[^?]{{0,3}}{money}", text[off.end() :]):
        things = [re.sub(r"(?:这|那)?[两三四五六七八九十]?(?:个|家|项)?$", "", t) or t for t in _split(off["a"].strip(TRIM), known)] or [off["a"].strip(TRIM)]
        return over("remainder", text, text[: off.start()] + re.split(r"其余|其他|剩|余下|另外|,", text[off.end() :])[0], things, text[off.end() :])
    found = re.search(rf"^(?P<a>.{{4,}}?),?(?:还|仍)(?:剩下?|差|要|得)(?:有)?{Q}(?:钱|投资|资金|亿|万|元)", text)
    whole = re.sub(r"(?<=..)(?:今年|本年)?(?:按|照|完成|投|交|付|修|建|干).*$", "", found["a"]) if found else ""
    return over("remainder", text, whole, (), text[found.end("a") :]) if found else None


def _mean(text: str, known: Known) -> Task | None:
    """甲平均每个投资多少; 每亩合多少钱."""
    found = re.search(rf"(?:平均|均摊|摊(?:下来|到)|合到?|折合|算下来|分到)[^,]{{0,4}}?(?:每一?|一|单)(?P<per>个|家|项|座|所|条|名|人|亩|平方米|公里|户|吨|台|套|辆|位|件|栋|班)|每(?P<per2>亩|平方米|公里)[^,]{{0,6}}?{Q}", text)
    if not found or "每年" in text or re.search(r"最|更|哪|谁|比(?!例|重)", text):
        return None
    per = found["per"] or found["per2"]
    rest = f"{text[: found.start()]},{text[found.end() :]}"
    return replace(over("each", rest, text[: found.start()], (), text[found.end() :]), per=per)


OF_KIND = re.compile("(?:一类|之类|等(?:各类|类)?)(?=[㐀-鿿]{2})")


def _total(text: str, known: Known) -> Task | None:
    """甲加乙一共多少; 省市两级合计多少."""
    found = re.search(rf"^(?P<ab>.{{4,}}?)(?P<tail>,?(?:加起来|[放加合]在?一(?:起|块)|凑一?(?:起|块)|拢共|统共|合计|之和|总和|一共|总共|共计|总计|合起来|一(?:起|块)(?:都|全)?(?:买|拿下|入手|算|付)|(?<![公])共)[^,]*?{Q}.*)$", text)
    if not found or re.search(r"最|更|哪|谁|平均|除|其余|剩", text) or len(re.findall(Q, text)) > 1:
        return None
    ab = re.sub(r"(?<![㐀-鿿])([㐀-鿿]{2,}?)([㐀-鿿])([㐀-鿿])(?!\2|\3)([㐀-鿿])\3$", r"\1\2\3和\4\3", found["ab"])
    things, common = _of_one_kind(*_common_of(_split(ab, known)), known)
    if not 1 < len(things) < 7 or OF_KIND.search(things[-1]):
        return None  # 甲、乙一类项目: of that kind, not of the two
    return over("sum", text, things[0], things[1:], f"{common} {found['tail']}", known=known)


_BOUND = re.compile(
    rf"(?:[{NUMERALS}]个)?(?:上|超过?|过|达到?|不低于|不少于|逾)?(?P<n>\d[\d.]*|[一二两三四五六七八九十]+|(?<=上)|(?<=过))(?P<size>[十百千]*[亿万])元?(?P<above>以上)?"
)


_BOUNDS = re.compile(r"(?:\d[\d.]*|[一二三四五六七八九十百千]+)?[万亿]+元?以[上下内]")


def bounds_in(text: str) -> frozenset[str]:
    """The bounds (10亿元以上) that the text speaks of."""
    return frozenset(_BOUNDS.findall(text))


def bound_of(text: str) -> Decimal | None:
    """What the things have to come to: 上十亿的, 10亿元以上的, 超过五亿的; None: no bound is said."""
    found = _BOUND.search(text)
    if not found or not (found["above"] or re.match(rf"(?:[{NUMERALS}]个)?[上超过达不逾]", found.group())):
        return None
    said = find_quantities(f"超过{found['n']}{found['size']}元")
    return said[0].low if said else None


def _bounded(text: str, known: Known) -> Task | None:
    """那三个上十亿的大项目合起来多少: the members of an enumeration that come to so much."""
    found = re.search(rf"^(?P<ab>.{{4,}}?)(?:里面?|中)?,?(?P<tail>(?:加起来|[放加合]在?一(?:起|块)|加一?(?:起|块)|凑一?(?:起|块)|拢共|统共|合计|之和|总和|一共|总共|共计|总计|合起来|(?<![公])共)[^,]*?{Q}.*)$", text)
    if not found or bound_of(found["ab"]) is None or re.search(r"最|更|哪|谁|平均|除|刨|扣|撇|去掉|减|不算|其余|剩|比(?!例)", text) or len(re.findall(Q, text)) > 1:
        return None
    counted = MANY.search(found["ab"])
    task = over("sum", text, found["ab"], (), found["tail"])
    return replace(task, count=number_of(counted["n"]) if counted else 0)


# ---- pieces --------------------------------------------------------------------------------------------------------


def _heads(first: str) -> str:
    """The clause that describes the first thing: the last one, with the one before it where that only measures."""
    clauses = first.split(",")
    last = clauses[-1].strip(TRIM)
    bare = NOUN.sub("", last)
    return first if len(bare.strip(TRIM)) < 2 and len(clauses) > 1 else last


_PERIOD = re.compile(r"(?<=..)(?:开年[一二三四五六七八九十]个月|[前头][一二三四五六七八九]个月|首季度?|(?<![一二三四上下])[一二三四]季度)$")


def _split(joined: str, known: Known) -> list[str]:
    """What is joined, of the clause that joins the most; a 和 that the collection has so is inside a name."""
    joined = re.sub(r",(?=(?:和(?!谐)|与|跟|加上|还是))", "", joined)
    clause = max(joined.split(","), key=lambda part: (len(_JOIN.findall(part)), len(part)))
    if not _JOIN.search(clause):
        return []
    joins = list(_JOIN.finditer(clause))
    outside = [j for j in joins if j.group() == "、" or not known(clause[max(0, j.start() - 2) : j.end() + 2])]
    cuts = [0, *(edge for j in outside or joins for edge in j.span()), len(clause)]
    pieces = [_PERIOD.sub("", clause[a:b].strip(TRIM)).strip(TRIM) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return [piece for piece in pieces if piece]


def _of_first(first: str, second: str) -> tuple[str, str]:
    """甲校的学位 beside 乙校: (甲校, 学位); of 甲港的货轮 beside 客轮 the first as it is."""
    head, _, of = first.rpartition("的")
    return (head, of) if len(head) > 1 and of and "的" not in second and of[-1] != second[-1] and not NOUN.fullmatch(of) and len(of) < 6 else (first, "")


def _is_place(name: str) -> bool:
    return any(each.kind == "place" and each.text in (name, f"{name}市") for each in (*find_names(name), *(find_names(f"{name}市") if len(name) < 4 else ())))


def _common_of(things: list[str]) -> tuple[list[str], str]:
    """甲区和乙区的项目: the heads, and what is said of all."""
    counted = re.match(r"(.{2,}?)[这那]?([两三四五])(?:类|个|家|项|座|地|者|所|处|款|区|市|县|省|国|镇|村|港|园|校|厂|馆|院|楼|栋|期|级|边|头|种|样|条|企|方)(.*)$", things[-1]) if things else None
    if counted and "零一两三四五".find(counted[2]) == len(things):
        return [*things[:-1], counted[1]], counted[3].removeprefix("的")  # 甲类和乙类两类项目
    sold = _SOLD_IN.match(things[-1]) if len(things) > 1 and not any("在" in thing for thing in things[:-1]) else None
    if sold:  # 甲药和乙药上半年在某地: where it is of both
        return [*things[:-1], sold["thing"]], f"{sold['place']} {sold['noun'] or ''}".strip()
    head, _, common = things[-1].partition("的") if things else ("", "", "")
    places = [*things[:-1], head]
    alike = common and len(things) > 1 and any(map(_is_place, places)) and all(re.fullmatch("[㐀-鿿]{2,4}", place) for place in places)
    alike = alike or (common and len(things) > 1 and all(thing[-1] == head[-1:] and "的" not in thing for thing in things[:-1]))
    return ([*things[:-1], head], common) if alike else (things, "")


_SOLD_IN = re.compile(rf"(?P<thing>.{{2,}}?)(?:今年|去年|{TIME}|上半年|下半年|全年)*(?P<place>在[㐀-鿿]{{2,6}}?)(?:市场|地区|境内)?(?:的(?P<noun>{NOUNS}))?$")
_PARK = r"(?:高新区|经开区|开发区|自创区|自贸区|示范区|保税区|新区|工业园区?|产业园区?|科技园区?|[市县区镇港])"


_PARK_END = re.compile(rf"{_PARK}$")


def _of_one_kind(things: list[str], common: str, known: Known) -> tuple[list[str], str]:
    """甲和乙高新区的项目: 甲高新区 and 乙高新区, where the collection calls every one so; what follows is said of all."""
    whole = f"{things[-1]}{common}" if things and common and not common.startswith("的") else things[-1] if things else ""
    last = re.match(rf"(?P<place>[㐀-鿿]{{2,5}}?)(?P<kind>{_PARK})(?P<rest>.*)$", whole)
    if not last or len(things) < 2 or not all(known(f"{name}{last['kind']}") for name in (*things[:-1], last["place"])):
        return things, common
    rest = last["rest"] if whole != things[-1] else f"{last['rest']} {common}"
    return [f"{name}{last['kind']}" for name in (*things[:-1], last["place"])], rest.strip("的 ")


STUFF = ("外资", "贷款", "资金", "收入", "利润", "税收", "投资", "产能", "人口", "经费", "补贴")  # things, and not only measured


def over(operation: Operation, text: str, first: str, others: tuple[str, ...] | list[str], tail: str, dates: bool = False, known: Known = lambda _: False) -> Task:
    """The task over these descriptions: their nouns taken off, the unit told by them or by what is asked."""
    things = [thing for thing in (first, *others) if thing] or [""]
    if multiplied := re.search("倍数", text):
        things = [re.sub(r"(?<=..)(?:增长|翻|增加)?的?倍数$", "", thing) for thing in things]
    nouns, bare, labels = [], [], []
    spoken = tail
    for pattern, noun in _SPOKEN:
        spoken = re.sub(pattern, noun, spoken)
    asked = [m.group() for m in re.finditer(rf"(?:[实总新]|(?<!半)年|计划|预计|累计|新增|实际|完成|研发|占地|用地)*(?:{NOUNS}|倍数|数量|百分点)", spoken)]
    for thing in things:
        own = NOUN.search(thing)
        nouns.append(own["noun"] if own else "")
        plain = re.sub(rf"^(?:{MODIFIERS})+", "", thing[: own.start()]) if own else ""
        bare.append((thing[: own.start()] if own and len(plain) > 1 else thing).strip(TRIM))
        labels.append(bare[-1] if own and own.group()[0] == "的" and not own["noun"].endswith(STUFF) else thing)
    if (lead := own_subject(labels[0])) and len(labels) > 1 and not any(own_subject(label) for label in labels[1:]) and len(labels[0]) > len(lead) + 3:
        labels[0] = labels[0][len(lead) :].lstrip("的")
    labels = without_lead(labels)
    bare = [*bare[:-1], said_of_all(bare[:-1], bare[-1])] if len(bare) > 1 else bare
    by_noun = len(things) == 2 and nouns[1] == bare[1] and bool(nouns[0])
    bare, labels, lead = (bare, labels, "") if by_noun else _led(bare, labels, known)
    asked = asked or [m.group() for m in re.finditer(rf"总?(?:{NOUNS})", re.sub("盘子|摊子", "总投资", text)) if not any(m.group() in thing for thing in things)]
    default = next((noun for noun in asked if noun not in ("百分点", "倍数")), "") or next((noun for noun in reversed(nouns) if noun), "")
    nouns = [noun or default for noun in nouns]
    unit = _unit(spoken, "".join(nouns), text)
    bare = _in_parallel(bare)
    rest = text
    for thing in bare:
        rest = rest.replace(thing, " ", 1)
    unit = unit or _by_adjective(tail)
    words = " ".join(EMPTY.sub(" ", re.sub(rf"{Q}(?:{_unit_word(tail)})?", " ", spoken)).split())
    for noun in (*nouns, *asked):
        words = words.replace(noun, " ") if noun else words
    words = _BARE_WORDS.sub(" ", words)
    unit = "倍" if multiplied and operation in ("which", "difference") else unit
    unit = "" if dates else MONEY if operation == "remainder" and unit == COUNT else unit
    return Task(operation, tuple(bare), rest, tuple(nouns), tuple(label.strip(TRIM) for label in labels), unit, dates, asked="" if unit in ("%", "倍") or operation in ("remainder", "each", "share") else " ".join(words.split()), lead=lead)


def _led(bare: list[str], labels: list[str], known: Known) -> tuple[list[str], list[str], str]:
    """某校小学部 beside 中学部: 小学部 and 中学部, and what leads the first and is of both, where the collection has not the whole.

    The first is parted between two words, so that its end is the most like the second: alike at the end, else as long.
    """
    if len(bare) < 2 or known(bare[0]) or not all(map(known, bare[1:])) or any(own_subject(thing) for thing in bare[1:]):
        return bare, labels, ""
    first, second = bare[0], bare[1]
    best = (0, "", "")
    for at in accumulate(map(len, load_words().segment(first))):
        lead, own = first[:at], first[at:].removeprefix("的")
        alike = next((n for n in range(min(len(own), len(second)), 0, -1) if own[-n:] == second[-n:]), 0)
        if len(own) < 2 or len(lead) < 2 or abs(len(own) - len(second)) > 2 or own[0] in "型性式类级化者" or not known(own) or not (alike or len(own) == len(second)):
            continue
        best = max(best, (3 * alike - abs(len(own) - len(second)), lead, own))
    _, lead, own = best
    if not lead:
        return bare, labels, ""
    label = labels[0] if len(labels[0]) <= len(own) else labels[0][labels[0].find(own) :] if own in labels[0] else own
    return [own, *bare[1:]], [label, *labels[1:]], re.sub(r"(?<=..)(?:的|在|里|中|上)+$", "", lead)


_WHEN = r"(?:开年[^,的]{0,4}?个月|前[一二三四五六七八九]个月|首季度?|[一二三四上下今去]?(?:季度|半年|年)|\d{4}年)"


def without_lead(labels: list[str]) -> list[str]:
    """甲区首季的产业类签约 beside 科技类签约: 产业类签约; whose it is and when is said of all."""
    led = re.match(rf"(?P<lead>.{{2,}}?)(?:{_WHEN})?的(?P<own>.{{2,}})$", labels[0])
    if not led or len(labels) < 2 or any("的" in label or own_subject(label) for label in labels[1:]) or not (own_subject(labels[0]) or re.search(f"{_WHEN}的", labels[0])):
        return labels
    return [led["own"], *labels[1:]]


def _in_parallel(things: list[str]) -> list[str]:
    """甲区这里面产业类签约 beside 科技类签约: what stands in front of the first is said of both."""
    lead = re.match(r"(.{2,}(?<=[里内])的?)(?=.{2})", things[0])
    alike = len(things) > 1 and len({thing[-2:] for thing in things}) == 1
    return [things[0][lead.end() :], *things[1:]] if lead and alike else things


_BARE_WORDS = re.compile("(?<![^ ])(?:一起)?[钱买打用花付卖](?![^ ])")  # 打了多少枚, 一起买要多少钱: the counter and the unit say what is asked
EMPTY = re.compile(
    rf"{WHO.replace('{0,4}?', '{0,0}')}|[更最还要又会能]|(?:加|放|合|凑)[㐀-鿿]*起来?|一共|总共|合计|共计|总计|拢共|统共|之和|总和|共|相差|差距|差额|差|(?<![㐀-鿿])(?:{ADJ})+|(?:{ADJ})(?=$|[,? 出]|一些|一点)"
    r"|另一个|一些|一点|(?<!集)中(?![国央东西外医])|[的得了出来去是有在把占吧呢啊里之家个,?]|多少|几"
)


def _unit_word(tail: str) -> str:
    """The unit right behind 多少, as a pattern: 万人次 of 多少万人次."""
    found = re.search(r"(?:多少|几)((?:亿|万|千|百)?)(?P<unit>[㐀-鿿]{0,4})", tail)
    table = unit_table()
    name = next((found["unit"][:n] for n in (4, 3, 2, 1) if found["unit"][:n] in table), "") if found else ""
    return f"个?(?:亿|万|千|百)?(?:{name})?" if name else "个?(?:亿|万|千|百)?"


_BY_ADJECTIVE = ((r"贵|便宜|划算|[费烧花省值]钱", MONEY), (r"长(?!大)|远|短(?!缺)", "米"), (r"重(?![点大要])", "克"), (r"快|慢|猛", "%"), (r"好|强|厉害|新", "无"))


def _by_adjective(tail: str) -> str:
    """The unit that an adjective alone asks for; 无: none that figures have (哪个进度好)."""
    return next((unit for pattern, unit in _BY_ADJECTIVE if re.search(rf"(?:[更最要得]|谁|哪.{{0,4}}|比.*)(?:{pattern})", tail)), "")


SPENT = re.compile(r"(?:投入|经费|资金)(?:总?[量额]|规模)?$")


def _unit(tail: str, nouns: str, text: str) -> str:
    """The unit that is asked for, else that of what is measured."""
    if re.search(r"百分点|(?:几|多少)个?(?:百分|点)|增长|增幅|占比|比例|比重", tail + nouns):
        return "%"
    if counter := named_counter(text):
        return f"{COUNT}{counter}"
    if "倍数" in tail:
        return "倍"
    if asked := re.search(rf"{Q}个?(?:亿|万|千)?(?P<unit>[㐀-鿿]{{1,4}})", tail):
        table = unit_table()
        name = next((asked["unit"][:n] for n in (4, 3, 2, 1) if asked["unit"][:n] in table), "")
        if name and name not in ("倍", "年", "天", "月", "次") and table[name].kind in ("measure", "amount", "count"):
            return (COUNT if table[name].name == "个" else f"{COUNT}{table[name].name}") if table[name].kind == "count" else table[name].name
        if re.match("钱|投资|资金|元", asked["unit"]):
            return MONEY
    if re.search(r"(?:多少|几)(?:亿|万)", tail):
        return MONEY if not find_quantities(nouns) else ""
    if SPENT.search(nouns):
        return MONEY
    return unit_of(nouns) or unit_of(tail) or (COUNT if re.search(r"数量|数(?=$|,)|件数|个数", f"{nouns},{tail},{text}") or re.search(r"数(?=比|是)", text) else "")
