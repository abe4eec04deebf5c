"""What is joined or measured in a question: 甲、乙和丙, 甲比乙, 甲是乙的几倍; the names, and what is asked of each.

The parallel things end alike (甲区和乙区…), which tells where the last one ends and what is asked begins; where they do
not, the last one is as much as the collection knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.text.names import find_names

Known = Callable[[str], bool]
Parts = tuple[tuple[str, ...], str, str, str]
"""(names, what stands between name and attribute, attribute, scope)."""

NUMERALS = "两二三四五六七八九十0-9"
ADJECTIVE = "大|多|高|早|晚|少|小|低|快|慢|长|短|重|强|先|后|贵|远|近|新"
MODIFIERS = "年度|计划|预计|累计|新增|实际使用|实际利用|实际|合同|利用|使用|集聚|所占|总|(?<!半)年|年均|固定资产|研发|占地|用地|建筑|从业|员工|注册|同比"
NOUNS = (
    "注册资本|注册资金|销售量|生产量|市值|投资额?|签约额|签约金额|罚款|亏损|授信|放款|年产能|产值|营业额|销售额|销售收入|营收|收入|利润|税收|面积|占地|用地|规模|比例|占比|比重|增速|增幅|增长率?|涨幅|降幅|强度|人数|数量|产能|产量|长度"
    "|里程|高度|重量|金额|价格|造价|成本|预算|经费|资金|投入|外资|贷款|融资|补贴|时间|日期|份额|集聚度|密度|容量|人口|申请量|授权量|销量|发电量|客流量|货运量|吞吐量|成交量|交易额|贸易额|进出口额?|出口额|进口额"
)
_ATTRIBUTE = re.compile(rf"(?:的|之)?((?:(?:{MODIFIERS}))*(?:{NOUNS})(?:总[额量]|额)?)(?:各自|分别)?(?:的|是|为|上)?$")
_VERBS = {"投": "投资", "花": "投资", "招": "", "建": "", "设": "", "用": "", "占": "占比", "引进": "引进"}
THINGS = "项目|企业|园区|工程|课题|公司|高校|学校|机构|医院|产品|基地|平台|城市|高新区|开发区|经开区|区域|地区|国家|部门|集团|产业|行业"
EVENT = re.compile(
    r"(开工|竣工|完工|建成|投产|投用|启用|成立|开业|开通|通车|开馆|挂牌|揭牌|落成|启动|动工|签约|上市|获批|设立|开园|举办|召开|开幕|闭幕|开放|建校|投运|通航|开建|首航|交付)"
)
_JOIN = re.compile(
    r"(?<![总共温饱缓附])(?<!(?<![一二三四五六七八九十\d])中)和(?![平谐田])|与|跟|以及|及(?!时|格|早)|、|还是|或者|或是|(?<![或])或(?!许)|\bvs\.?\b"
)
_COUNTED = re.compile(
    rf"(?:这|那|这些|那些)?(?:[{NUMERALS}]+|几)(?:个|样|项|家|座|种|类|者|大|所|条|处)(?:[^,、的和与]{{0,6}})?(?:里面?|之?中|当中|之间)?$|(?:两|二)者(?:之?间)?$"
)
CUT = re.compile(
    rf"(?:的)?(?:比(?:起来|一比)?(?=,|$)|[放加]在?一[起块]?|凑一?[起块]|哪|谁|相差|差(?:了|距|额|值|多少|几)|差距|合计|加起来|加到?一起|加在一起|之和|总和|一共|总共|共计|总计|合起来|平均|(?:从|由)(?:{ADJECTIVE})到|按(?!揭)|进行|相比|对比|比较|更(?:{ADJECTIVE})"
    rf"|最(?:{ADJECTIVE})|是?多少|有?(?:多少|几)(?![{NUMERALS}])|排(?:序|列|个|一下|名|出)|之间|两者|二者|共(?=有|投))"
)
_THAN = re.compile(r"(?<![占同环对相百分评无好])比(?!重(?![点大要])|[例较如赛亚分值率拼方照特,]|起来|一比|$)起?")
_MORE = re.compile(
    rf"的?(?:要|还|又|更|会|能)*(?:多|少)[㐀-鿿]{{0,3}}?(?:多少|几).*|的?(?:要|还|又|更|会|能)*(?:{ADJECTIVE})(?:出|了|来|投|花|招|建|设|用|占|产|卖|获|办|引进|申请|制定|完成|吸引|培育|建成|拥有|[入得])*(?:多少|几|一些|吗|$).*"
)
COUNTING = re.compile(
    r"(?:一共|总共|共|还|就|只)?(?:有|剩下?|是)?(?:多少|几)(?:个|家|项|件|条|名|人次?|位|种|座|台|所|张|枚|亩|元|钱|亿元?|万元?)*$"
)
MEASURES = "个家项件条名人位种座台所辆套届批次"
TRIM = " 的,是有在为、:?"


def measured(text: str) -> Parts | None:
    """甲的投资比乙多多少, 甲的投资是乙的几倍; None when one thing is not measured by another."""
    found = re.search(r"^(.{2,}?)(?:是|约为|相当于|达(?![产标成州])到?|抵得上)(.{2,}?)的?(?:几|多少)倍", text)
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
    first, second = first.strip(TRIM), second.strip(TRIM)
    own, other = _ATTRIBUTE.search(first), _ATTRIBUTE.search(second)
    attribute = ""
    if re.match(TIME, second):
        pass  # 亏损比去年同期少多少: what is said of the earlier time is not said again
    elif own and other and own.start() > 0 and own.group(1) != other.group(1):
        pass  # 合同外资比使用外资: each is its own attribute
    elif own and own.start() > 1:
        attribute, first = own.group(1), first[: own.start()]
        second = second[: other.start()] if other and other.start() > 1 else second
    elif other and other.start() > 1:
        attribute, second = other.group(1), second[: other.start()]
    elif more := re.search(rf"(?:{ADJECTIVE})(.*?)(?:多少|几)(?:[{MEASURES}亿万元亩](?!元))*(.*)", tail):
        attribute = _VERBS.get(more.group(1).strip("出了"), more.group(1).strip("出了")) + more.group(2).strip(TRIM)
    first, second = (_STAGE.sub("", name.strip(TRIM)).strip(TRIM) for name in (first, second))
    shared = common = ""
    if not attribute and "的" in first and "的" not in second:
        shared, first, common = _parallel(first, second)
    return (first, second), common, re.sub(r"钱$", "", attribute), _scope(scope) or shared


TIME = r"(?:去年|上年|前年|上月|上季|年初|同期|此前|往年|\d{4}年|报告期|期末|[上下]半年).{0,4}$"
_STAGE = re.compile(r"(?:(?:达产|建成|投产|完工)[后时]|规划|计划|预计|设计)$")


def _parallel(first: str, second: str) -> tuple[str, str, str]:
    """(scope, first, what is common) of 甲在江北的门店 beside 江南: (甲在, 江北, 门店); of others the first name as it is."""
    head, noun = first.rsplit("的", 1)
    alike = second[: -1 if len(second) == 2 else 2]
    at = head.rfind(alike)
    if at < 0 or len(head) - at != len(second):
        return "", first, ""
    return head[:at], head[at:], noun


def coordinated(text: str, known: Known) -> Parts:
    """甲和乙哪个更大, 甲、乙、丙从高到低, 哪个大,甲还是乙; no names when nothing is joined."""
    parts = [part for part in re.split(r"[,:;。]", text) if part.strip()]
    joined = max(parts, key=lambda part: len(_JOIN.findall(part)), default="")
    if not _JOIN.search(joined):
        return (), "", "", ""
    others = [part for part in parts if part is not joined]
    if lead := re.match(rf"(.{{0,12}}?)(?:更|最|比较)(?:{ADJECTIVE})的(?:是|为)?(?=.)", joined):
        others.append(lead.group(1))
        joined = joined[lead.end() :]
    joined = re.sub(r"^(?:比较|对比|是|求|算算|计算|统计)", "", joined)
    pieces = [piece.strip(TRIM) for piece in _JOIN.split(joined)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return (), "", "", ""
    if "还是" in joined:
        pieces = [re.sub(rf"(?:更|要)?(?:{ADJECTIVE})(?:一些|一点|些)?$", "", piece) or piece for piece in pieces]
    *firsts, last = pieces
    if cut := CUT.search(last, 2):
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
    last, shared = _end_of_last(firsts[0], said_of_all(firsts, last).strip(TRIM), known)
    names = tuple(dict.fromkeys(name.strip(TRIM) for name in (*firsts, last)))
    return tuple(name for name in names if len(name) > 1), shared, attribute, _scope(_before(others, asked))


_HALF = re.compile(r"(?<=..)(?:[今去]年)?的?[上下]半年的?$")


def said_of_all(firsts: Sequence[str], last: str) -> str:
    """乙业 of 甲业和乙业上半年: when it was is said of all, where it is said once."""
    found = _HALF.search(last)
    return last[: found.start()] if found and not any("半年" in first for first in firsts) else last


def _end_of_last(first: str, last: str, known: Known) -> tuple[str, str]:
    """Where the last of parallel names ends and what is said of all begins: (乙高新区, 开工项目)."""
    if "的" in last[1:-1] and "的" not in first:
        name, shared = last.split("的", 1)
        return (name, shared) if len(name) > 1 else (last, "")
    if known(last) or "的" in last:
        return last, ""
    if known(bare := re.sub(rf"^(?:{MODIFIERS})+", "", last)) and len(bare) > 1:
        return bare, ""
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
    return name.removesuffix(attribute).strip(TRIM) or name


def _number(counted: str) -> int:
    if re.match(r"[这那]", counted):
        return 0
    if found := re.search(rf"[{NUMERALS}]+", counted):
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
    found = re.search(r"占[^,谁哪]{1,8}?(?:比例|比重)", asked) or re.search(rf"(?:{MODIFIERS})*(?:{NOUNS})", asked)
    if found:
        return found.group()
    asked = re.sub(r"截至[^,]*|[\d一二三四五六七八九十]+[年月日][^,]*?(?=,|$)", "", asked)
    bare = re.sub(rf"[哪谁].{{0,3}}?[个家项座所种类条款支样]|谁|{CUT.pattern}|还?是|(?:{ADJECTIVE})$", " ", asked)
    return max((piece.strip(TRIM) for piece in bare.replace(",", " ").split()), key=len, default="")


def _before(others: list[str], asked: str) -> str:
    """The clause that says where or of what, if one stands before the names."""
    first = others[0] if others else ""
    return "" if re.search(rf"哪|谁|最|更|多少|几|{CUT.pattern}", first) else first


def _scope(text: str) -> str:
    text = _COUNTED.sub("", text.strip(TRIM))
    if re.fullmatch(r"(?:截至|截止|到)?[\d年月日底末初上下半一二三四季度]+", text):
        return ""
    return re.sub(r"^(?:在|从)|(?:里面?|中|当中|方面|内)$", "", text).strip(TRIM)


def subject_of(names: tuple[str, ...]) -> str:
    """What the first of the names is said of and the others leave out: 甲园 of 甲园的专利 and 标准."""
    if len(names) < 2 or any(own_subject(name) for name in names[1:]):
        return ""
    if (at := names[0].find("的")) > 1:
        return names[0][:at]
    subject = own_subject(names[0])
    return "" if re.fullmatch(THINGS, names[0].removeprefix(subject)) else subject  # 甲园项目 is one thing


def own_subject(name: str) -> str:
    """The place or organisation with which a name begins, if more follows."""
    return next(
        (
            n.text
            for n in find_names(name)
            if n.kind in ("place", "organisation") and n.start == 0 and n.end < len(name)
        ),
        "",
    )
