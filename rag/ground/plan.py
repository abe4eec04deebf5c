"""What a comparison or a sum asks: the operation, the things it is over, and what is wanted of each.

Rules over folded text. 甲和乙哪个总投资更大 has the names 甲 and 乙 and the attribute 总投资; 甲的专利比标准多多少 has the
names 甲的专利 and 标准; 哪个项目投资最多 has no names, its things are what the sources list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rag.ground.plan_english import parse_english
from rag.text.names import find_names
from rag.text.numbers import find_quantities

Operation = Literal[
    "table", "sum", "mean", "each", "difference", "times", "share", "rest", "whole", "order", "extreme", "which"
]
Known = Callable[[str], bool]

_N = "两二三四五六七八九十0-9"
_ADJECTIVE = "大|多|高|早|晚|少|小|低|快|慢|长|短|重|强|先|后|贵|远|近|新"
_LEAST = (
    r"(?:从|由)(?:小|少|低|慢|短|早|先)到|升序|(?:最|更|比较)(?:小|少|低|慢|短|早|先|轻|近)"
    r"|(?:谁|哪[^,]{0,12})(?:小|少|低|早|先)[^,]{0,4}$|least|fewest|smallest|lowest|earliest|earlier|less|fewer|first|shorter|shortest"
)
_DATES = (
    r"(?:按|从|由)[^,]*(?:早|晚)|(?:更|最|谁|哪[^,]{0,14}|还是.*)(?:早|晚|先|后)(?!期|进|端|锋|行者|备|续)|(?:早|晚)(?:多少|几)(?:年|天|个?月)"
    r"|earlier|earliest|later|latest|came first|sooner"
)
_OPERATIONS: tuple[tuple[Operation, str], ...] = (
    (
        "order",
        r"排序|排列|排个|排一下|排出|排名次|(?:从|由)(?:高|大|多|低|小|少|早|晚|先|后|快|慢|长|短)到|[升降]序|\brank\b|\bin order\b|\bsort\b",
    ),
    ("share", r"^(?!.*(?:谁|哪|更|[高低多少]几|相差|差多少)).*占(?!地|用).{1,30}(?:比例|比重|百分|几成|多少|多大|%)"),
    (
        "rest",
        r"(?:不是|不属于|不算|不在|并非|非|除了?|除去|扣除|去掉|刨去|减去).{2,}(?:几|多少)|(?:其余|其他|其它|剩下|剩余|余下|另外)(?:的|还)?[^,]{0,10}(?:几|多少)",
    ),
    ("times", r"(?:几|多少)倍"),
    ("each", r"平均(?:到|下来|分到)?每|每[^,的]{1,8}平均|[人户亩件]均|per (?!cent)"),
    ("mean", r"平均|average|mean\b"),
    (
        "difference",
        rf"相差|差(?:了|距|额|值)?(?:是|为|有)?(?:多少|几|多大)|差额|差距|(?:{_ADJECTIVE})(?:出|了|投|花|引进|用|招|建|设|占)?了?(?:多少|几)"
        r"|how (?:many|much) (?:more|less|fewer|larger|higher|bigger|earlier|later)|difference",
    ),
    ("table", r"分别[^,]{0,14}(?:多少|几)|各(?:自|有)[^,]{0,10}(?:多少|几)"),
    (
        "sum",
        r"加起来|加到?一起|加在一起|合计|之和|总和|累加|加总|一共|总共|共计|总计|共(?:有|投)|合起来|\btotal\b|\bsum\b|altogether|combined",
    ),
    (
        "extreme",
        rf"最(?:{_ADJECTIVE})|最(?:靠前|领先|突出)|\b(?:most|largest|biggest|highest|earliest|latest|least|lowest|fewest|smallest)\b",
    ),
    ("which", r"."),
)

_MODIFIERS = "年度|计划|预计|累计|新增|实际使用|实际利用|实际|合同|利用|使用|集聚|所占|总|年|年均|固定资产|研发|占地|用地|建筑|从业|员工|注册|同比"
_NOUNS = (
    "投资额?|产值|营业额|销售额|销售收入|营收|收入|利润|税收|面积|占地|用地|规模|比例|占比|比重|增速|增幅|增长率?|涨幅|降幅|强度|人数|数量|产能|产量|长度"
    "|里程|高度|重量|金额|价格|造价|成本|预算|经费|资金|投入|外资|贷款|融资|补贴|时间|日期|份额|集聚度|密度|容量|人口|申请量|授权量|销量|发电量|客流量|货运量|吞吐量|成交量|交易额|贸易额|进出口额?|出口额|进口额"
)
_ATTRIBUTE = re.compile(
    rf"(?:的|之)?((?:(?:{_MODIFIERS}))*(?:{_NOUNS})(?:总[额量]|额)?)(?:各自|分别)?(?:的|是|为|上)?$"
)
_VERBS = {"投": "投资", "花": "投资", "招": "", "建": "", "设": "", "用": "", "占": "占比", "引进": "引进"}
_THINGS = "项目|企业|园区|工程|课题|公司|高校|学校|机构|医院|产品|基地|平台|城市|高新区|开发区|经开区|区域|地区|国家|部门|集团|产业|行业"
_EVENT = re.compile(
    r"(开工|竣工|完工|建成|投产|投用|启用|成立|开业|开通|通车|开馆|挂牌|揭牌|落成|启动|动工|签约|上市|获批|设立|开园|举办|召开)"
)

_POLITE = re.compile(
    r"请问一?下?|^(?:请|麻烦)(?:你)?|帮(?:我|忙)|我想(?:知道|问|了解)一?下?|想(?:知道|问|了解)一?下?|大约|大概|约莫|到底|究竟|具体|一下子?|根据(?:资料|文章|报道)|^(?:把|将|给|对)(?=.{4})"
)
_JOIN = re.compile(
    r"(?<![总共温饱缓附中])和(?![平谐田])|与|跟|以及|及(?!时|格|早)|、|还是|或者|或是|(?<![或])或(?!许)|\bvs\.?\b"
)
_COUNTED = re.compile(
    rf"(?:这|那|这些|那些)?(?:[{_N}]+|几)(?:个|样|项|家|座|种|类|者|大|所|条|处)(?:[^,、的和与]{{0,6}})?(?:里面?|之?中|当中|之间)?$|(?:两|二)者(?:之?间)?$"
)
_CUT = re.compile(
    rf"(?:的)?(?:哪|谁|相差|差(?:了|距|额|值|多少|几)|差距|合计|加起来|加到?一起|加在一起|之和|总和|一共|总共|共计|总计|合起来|平均|(?:从|由)(?:{_ADJECTIVE})到|按(?!揭)|进行|相比|对比|比较|更(?:{_ADJECTIVE})"
    rf"|最(?:{_ADJECTIVE})|是?多少|有?(?:多少|几)(?![{_N}])|排(?:序|列|个|一下|名|出)|之间|两者|二者|共(?=有|投))"
)
_THAN = re.compile(r"(?<![占同环对相百分评无好])比(?![例重较如赛亚分值率拼方照])起?")
_MORE = re.compile(
    rf"的?(?:要|还|又|更|会|能)*(?:多|少)[㐀-鿿]{{0,3}}?(?:多少|几).*|的?(?:要|还|又|更|会|能)*(?:{_ADJECTIVE})(?:出|了|来|投|花|招|建|设|用|占|产|卖|获|办|引进|申请|制定|完成|吸引|培育|建成|拥有|[入得])*(?:多少|几|一些|吗|$).*"
)
_COUNTING = re.compile(
    r"(?:一共|总共|共|还|就|只)?(?:有|剩下?|是)?(?:多少|几)(?:个|家|项|件|条|名|人次?|位|种|座|台|所|张|枚|亩|元|钱|亿元?|万元?)*$"
)
_MEASURE = re.compile(
    r"(?:几|多少)(个|家|项|件|条|名|人次|人|位|种|座|台|所|辆|套|届|批|次|张|枚|册|部|支|艘|架|棵|头|只)(?!月|百分点)"
)
_MEASURES = "个家项件条名人位种座台所辆套届批次"
_TRIM = " 的,是有在为、:?"


@dataclass(frozen=True, slots=True)
class Plan:
    """operation, and the names of what it is over (none: what the sources list).

    attribute: what is wanted of each name, or empty when the name says it. scope: what all of it is about. common: what
    stands between name and attribute (甲区和乙区的开工项目总投资: 开工项目).
    least: the smallest or earliest is asked for, or ascending order. dates: dates are compared. noun: what 哪个 asks for.
    measure: the measure word asked for. first, second: of ``rest`` and ``share``, the part and the whole.
    """

    operation: Operation
    names: tuple[str, ...] = ()
    attribute: str = ""
    scope: str = ""
    common: str = ""
    least: bool = False
    dates: bool = False
    noun: str = ""
    measure: str = ""
    many: bool = False
    english: bool = False

    @property
    def counts(self) -> bool:
        """Whether things are counted: a measure word is asked for, or more or fewer of what has no unit of its own."""
        return bool(self.measure) or self.many

    def question(self, name: str) -> str:
        """The sub-question that asks for the quantity (or date) of ``name``."""
        if self.english:
            return f"When did {name} begin?" if self.dates else f"How much is the {self.attribute} of the {name}?"
        scope = "" if not self.scope or self.scope in name or _own_subject(name) else self.scope
        asked = "是什么时候" if self.dates else "是多少"
        return f"{scope}{name}{self.common}{self.attribute}{asked}?"


def parse(folded: str, known: Known) -> Plan:
    """The plan of a question of kind comparison, aggregation or share; no names when it names nothing parallel.

    known: whether the collection contains a string; it tells where a name ends when nothing else does.
    """
    if not re.search(r"[㐀-鿿]{2}", folded):
        names, attribute = parse_english(folded)
        return Plan(
            _operation(folded), names, attribute, least=_is(_LEAST, folded), dates=_is(_DATES, folded), english=True
        )
    text = " ".join(_POLITE.sub("", folded).split()).strip(" ?。!")
    if basis := re.match(
        rf"(按照?[^,]{{2,}}?(?:从|由)(?:{_ADJECTIVE})到(?:{_ADJECTIVE})(?:的顺序)?),?(?:给|对|把|将)?(.{{4,}})", text
    ):
        text = f"{basis.group(2)},{basis.group(1)}"
    distributes = _is(dict(_OPERATIONS)["table"], text)
    text = re.sub(r"分别|各自", "", text)
    measure = found.group(1) if (found := _MEASURE.search(text)) else ""
    if _is_reversed(text):
        return Plan("whole", scope=text, measure=measure)
    operation, least, dates, noun = _operation(text), _is(_LEAST, text), _is(_DATES, text), _noun(text)
    operation = "table" if distributes and operation == "which" else operation
    if operation in ("share", "rest"):
        names = _share_of(text) if operation == "share" else _rest_of(text)
        return Plan(operation, names, scope=_subject(names) if operation == "share" else "", noun=noun, measure=measure)
    many = _is(r"(?:更|最|比较)(?:多|少)(?!元)|(?:多|(?<!多)少)$|(?:从|由)(?:多|少)到", text)
    measured = _measured(text)
    operation = "difference" if measured and operation == "which" and _is("多少|几", text) else operation
    names, common, attribute, scope = measured or _coordinated(text, known)
    if len(names) < 2:
        names, (scope, attribute) = (), _unnamed(text, noun)
    attribute = re.sub(r"^(?:数量|时间|日期|金额|总数|数)$|(?<=.)(?:的?数量|时间|日期)$", "", attribute)
    if dates and (event := _EVENT.search(text)) and event.group() not in "".join(names):
        attribute = event.group()
    return Plan(operation, names, attribute, scope or _subject(names), common, least, dates, noun, measure, many)


def sums_several(folded: str) -> bool:
    """三所学校一共投资多少: a sum over as many things as the question says, which the sources may list one by one."""
    return _is(
        rf"(?:[{_N}]+)(?:个|家|所|座|项|条)[^?,]{{1,16}}?(?:一共|总共|合计|总计|共)[^?,]{{0,8}}?(?:多少|几)", folded
    )


def _is(pattern: str, text: str) -> bool:
    return bool(re.search(pattern, text))


def _operation(text: str) -> Operation:
    return next(operation for operation, pattern in _OPERATIONS if re.search(pattern, text))


def _is_reversed(text: str) -> bool:
    """7个占38.9%,总共多少个: the part and its share are given, the whole is asked."""
    shares = [quantity for quantity in find_quantities(text) if quantity.kind == "share"]
    return bool(shares) and _is(
        r"(?:总共|总数|总量|总额|总计|一共|共|全部|整个|整体|全[省市区国县州球]|总).{0,14}(?:多少|几)(?!倍|个?百分)",
        text,
    )


def _noun(text: str) -> str:
    """哪个项目投资最多, 投资最多的项目是哪个: 项目."""
    if thing := re.search(rf"(?:哪一?(?:个|家|项|座|所|种|类|条)|最(?:{_ADJECTIVE})的|各个?|每一?个)({_THINGS})", text):
        return thing.group(1)
    found = re.search(
        rf"哪一?(?:个|家|项|座|所|种|类|条|款|支|样)((?:(?!的)[㐀-鿿]){{1,8}}?)(?=在|最|更|比|{_MODIFIERS}|{_NOUNS}|{_EVENT.pattern}|$)",
        text,
    ) or re.search(
        rf"最(?:{_ADJECTIVE})的(?:[一那](?:个|家|项|座|所|种|类|条))?([㐀-鿿]{{2,8}}?)(?=是|有|叫|为|的|投|,|$)", text
    )
    return (
        found.group(1)
        if found and not re.fullmatch(rf"(?:{_NOUNS})(?:{_ADJECTIVE})?|(?:{_ADJECTIVE}|最|是|更|哪).*", found.group(1))
        else ""
    )


def _share_of(text: str) -> tuple[str, ...]:
    """(part, whole) of 甲占乙的比例; none when the whole is not said."""
    found = re.search(
        r"^(.{2,}?)(?:会|能|约)?占(?!地)(?:到|了|去|据)?(.{2,}?)(?:的|里|中)*(?:比例|比重|百分|份额|几成|多少|多大|%)",
        text,
    ) or re.search(r"^(.{2,}?)在(.{2,}?)(?:里面|里|当中|中)?(?:的|所)*占", text)
    if not found:
        return ()
    whole = re.sub(
        r"(?<=..)(?:的)?总(?:数|量|人数)$|^(?:全部|全体|所有|整个|全[省市区县国])(?:的)?(?=..)",
        "",
        found.group(2).strip(_TRIM),
    )
    return re.split(r"(?:里面|里|[当之]?中),", found.group(1))[-1].strip(_TRIM), whole


_NOT = r"(?:不是|不属于|不算|不在|并非|(?<!除)非|除了|除去|除|扣除|去掉|刨去|减去)"


def _rest_of(text: str) -> tuple[str, ...]:
    """(part, whole) of 94个项目中不是产业项目的有几个, 除产业项目外还有几个, 产业项目85个,其余几个; the whole may be empty."""
    if found := re.search(rf"{_NOT}(.{{2,}}?)(?:以外|之外|外|后|的|,|还|共|剩|一共|有|$)", text):
        whole = text[: found.start()] or re.sub(rf".*?(?:多少|几)[{_MEASURES}]?", "", text[found.end() :])
        return found.group(1).strip(_TRIM), whole.strip(_TRIM + "中里")
    before = re.split(r"其余|其他|其它|剩下|剩余|余下|另外", text)[0]
    clauses = [
        clause
        for clause in re.split(r"[,;。]|(?<=.)(?:里面?|[当之]?中)(?=.{2})", before)
        if len(clause.strip(_TRIM)) > 1
    ]
    if len(clauses) < 2:
        return ()
    return re.sub(r"^其中", "", clauses[-1]).strip(_TRIM), clauses[0].strip(_TRIM + "中里")


def _measured(text: str) -> tuple[tuple[str, ...], str, str, str] | None:
    """甲的投资比乙多多少, 甲的投资是乙的几倍; None when one thing is not measured by another."""
    found = re.search(r"^(.{2,}?)(?:是|约为|相当于|达到?|抵得上)(.{2,}?)的?(?:几|多少)倍", text)
    tail = ""
    if found:
        first, second = found.group(1), found.group(2)
    else:
        than = _THAN.search(text)
        more = _MORE.search(text, than.end() + 2) if than else None
        if than is None or more is None:
            return None
        first, second, tail = text[: than.start()], text[than.end() : more.start()], more.group()
    scope = ""
    if "," in first:
        scope, first = first.rsplit(",", 1)
    first, second = first.strip(_TRIM), second.strip(_TRIM)
    own, other = _ATTRIBUTE.search(first), _ATTRIBUTE.search(second)
    attribute = ""
    if own and other and own.start() > 0 and own.group(1) != other.group(1):
        pass  # 合同外资比使用外资: each is its own attribute
    elif own and own.start() > 1:
        attribute, first = own.group(1), first[: own.start()]
        second = second[: other.start()] if other and other.start() > 1 else second
    elif other and other.start() > 1:
        attribute, second = other.group(1), second[: other.start()]
    elif more := re.search(rf"(?:{_ADJECTIVE})(.*?)(?:多少|几)(?:[{_MEASURES}亿万元亩](?!元))*(.*)", tail):
        attribute = _VERBS.get(more.group(1).strip("出了"), more.group(1).strip("出了")) + more.group(2).strip(_TRIM)
    return (first.strip(_TRIM), second.strip(_TRIM)), "", attribute, _scope(scope)


def _coordinated(text: str, known: Known) -> tuple[tuple[str, ...], str, str, str]:
    """甲和乙哪个更大, 甲、乙、丙从高到低, 哪个大,甲还是乙; no names when nothing is joined."""
    parts = [part for part in re.split(r"[,:;。]", text) if part.strip()]
    joined = max(parts, key=lambda part: len(_JOIN.findall(part)), default="")
    if not _JOIN.search(joined):
        return (), "", "", ""
    others = [part for part in parts if part is not joined]
    if lead := re.match(rf"(.{{0,12}}?)(?:更|最|比较)(?:{_ADJECTIVE})的(?:是|为)?(?=.)", joined):
        others.append(lead.group(1))
        joined = joined[lead.end() :]
    joined = re.sub(r"^(?:比较|对比|是|求|算算|计算|统计)", "", joined)
    pieces = [piece.strip(_TRIM) for piece in _JOIN.split(joined)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return (), "", "", ""
    if "还是" in joined:
        pieces = [re.sub(rf"(?:更|要)?(?:{_ADJECTIVE})(?:一些|一点|些)?$", "", piece) or piece for piece in pieces]
    *firsts, last = pieces
    if cut := _CUT.search(last, 2):
        others.append(last[cut.start() :])
        last = last[: cut.start()]
    counted = _COUNTED.search(last)
    if counted and counted.start() > 1 and _number(counted.group()) == len(pieces):
        last = last[: counted.start()]
    if (end := _common_end(pieces := [*firsts, last])) and "的" in end[:-1] and end[0] != "的":
        end = re.sub(r"^(?:高新区|开发区|经开区|园区|项目|公司|[园区市县省镇厂院校])", "", end)
        *firsts, last = (piece.removesuffix(end) for piece in pieces)
        others.append(end)
    asked = ",".join(others)
    first, attribute = firsts[0], ""
    own, other = _ATTRIBUTE.search(first), _ATTRIBUTE.search(last)
    if own and other and own.start() > 1:
        if own.group(1) == other.group(1):
            firsts = [_bare(piece, own.group(1)) for piece in firsts]
            attribute, last = own.group(1), last[: other.start()]
        else:
            attribute = _asked_attribute(asked)
    elif other and other.start() > 1:
        attribute, last = other.group(1), last[: other.start()]
    else:
        attribute = _asked_attribute(asked)
    last, shared = _end_of_last(firsts[0], last.strip(_TRIM), known)
    names = tuple(dict.fromkeys(name.strip(_TRIM) for name in (*firsts, last)))
    return tuple(name for name in names if len(name) > 1), shared, attribute, _scope(_before(others, asked))


def _end_of_last(first: str, last: str, known: Known) -> tuple[str, str]:
    """Where the last of parallel names ends and what is said of all begins: (乙高新区, 开工项目)."""
    if "的" in last[1:-1] and "的" not in first:
        name, shared = last.split("的", 1)
        return (name, shared) if len(name) > 1 else (last, "")
    if known(last) or "的" in last:
        return last, ""
    tail = next((first[-n:] for n in range(min(len(first), 8), 1, -1) if first[-n:] in last), "")
    if tail:
        end = last.index(tail) + len(tail)
        return last[:end], last[end:]
    end = next((n for n in range(len(last), 1, -1) if known(last[:n])), len(last))
    return (last[:end], last[end:]) if len(last) - end > 1 else (last, "")


def _common_end(pieces: list[str]) -> str:
    """How all pieces end alike."""
    shortest = min(map(len, pieces)) - 1
    return next((pieces[0][-n:] for n in range(shortest, 1, -1) if len({piece[-n:] for piece in pieces}) == 1), "")


def _bare(name: str, attribute: str) -> str:
    return name.removesuffix(attribute).strip(_TRIM) or name


def _number(counted: str) -> int:
    if re.match(r"[这那]", counted):
        return 0
    if found := re.search(rf"[{_N}]+", counted):
        return (
            "零一二三四五六七八九十".find(found.group().replace("两", "二"))
            if not found.group().isdigit()
            else int(found.group())
        )
    return 2


def _asked_attribute(asked: str) -> str:
    """总投资 of 哪个总投资更大; 占全市的比例 of 谁占全市的比例更高."""
    if basis := re.search(r"按照?([^,]{2,}?)(?:的|各自)?(?:从|由|排|高低|大小|多少|先后|[升降]序)", asked):
        return basis.group(1)
    found = re.search(r"占[^,谁哪]{1,8}?(?:比例|比重)", asked) or re.search(rf"(?:{_MODIFIERS})*(?:{_NOUNS})", asked)
    if found:
        return found.group()
    bare = re.sub(rf"[哪谁].{{0,3}}?[个家项座所种类条款支样]|谁|{_CUT.pattern}|还?是|(?:{_ADJECTIVE})$", " ", asked)
    return max((piece.strip(_TRIM) for piece in bare.replace(",", " ").split()), key=len, default="")


def _before(others: list[str], asked: str) -> str:
    """The clause that says where or of what, if one stands before the names."""
    first = others[0] if others else ""
    return "" if re.search(rf"哪|谁|最|更|多少|几|{_CUT.pattern}", first) else first


def _scope(text: str) -> str:
    text = _COUNTED.sub("", text.strip(_TRIM))
    return re.sub(r"^(?:在|从)|(?:里面?|中|当中|方面|内)$", "", text).strip(_TRIM)


def _subject(names: tuple[str, ...]) -> str:
    """What the first of the names is said of and the others leave out: 甲园 of 甲园的专利 and 标准."""
    if len(names) < 2 or any(_own_subject(name) for name in names[1:]):
        return ""
    if (at := names[0].find("的")) > 1:
        return names[0][:at]
    return _own_subject(names[0])


def _own_subject(name: str) -> str:
    """The place or organisation with which a name begins, if more follows."""
    return next(
        (
            n.text
            for n in find_names(name)
            if n.kind in ("place", "organisation") and n.start == 0 and n.end < len(name)
        ),
        "",
    )


def _unnamed(text: str, noun: str) -> tuple[str, str]:
    """(scope, attribute) of a question over what the sources list."""
    if each := re.search(
        rf"^(.*?)(?:各个?|每一?个)(?:{_THINGS})?(?:都|的)?(.*?)了?(?:多少|几)[{_MEASURES}]?(.*)$", text
    ):
        return each.group(1).strip(_TRIM), (each.group(2) + each.group(3)).strip(_TRIM)
    found = list(re.finditer(rf"(?:{_MODIFIERS})*(?:{_NOUNS})", text))
    attribute = found[-1].group() if found else ""
    if not found and (
        asked := re.search(rf"^(.*?)哪一?(?:个|家|项|座|所|种|类|条)?{re.escape(noun)}(.+?)(?:最|更)", text)
    ):
        return asked.group(1).strip(_TRIM + "中里"), asked.group(2).strip(_TRIM)
    bare = _COUNTING.sub("", text).strip(_TRIM)
    bare = bare[: cut.start()] if (cut := _CUT.search(bare)) else bare
    if not found and not noun and "的" in bare:
        scope, attribute = bare.rsplit("的", 1)
        return scope.strip(_TRIM), attribute.strip(_TRIM)
    scope = text[: found[-1].start()] + text[found[-1].end() :] if found else text
    scope = re.sub(
        rf"哪一?(?:个|家|项|座|所|种|类|条|款|支|样)?|谁|最(?:{_ADJECTIVE})|{_CUT.pattern}|多少|几|{_COUNTING.pattern}",
        " ",
        scope,
    )
    return "".join(piece.strip(_TRIM + "中里") for piece in scope.split()), attribute
