"""The forms of questions that are tasks of arithmetic: 甲是乙的几倍, 甲比乙多多少, 甲和乙哪个更大, 除掉甲还剩多少, 甲加乙一共多少."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rag.ground.arithmetic.described import JOIN, common_of, head_of, joined_in, of_first, of_one_kind, over
from rag.ground.arithmetic.operand import COUNT
from rag.ground.arithmetic.operation import Operation
from rag.ground.arithmetic.plan import two_levels
from rag.ground.arithmetic.task import ADJ, MANY, NOUN, OF_KIND, WHO, Q, Task, bound_of, plain_question
from rag.ground.sentences.coordination import EVENT, NOUNS, NUMERALS, THINGS, TIME, TRIM, Known, own_subject
from rag.text.numbers import number_of
from rag.text.units import named_counter
from rag.understand.question import unit_of

_DATED = r"早|晚|先|后(?!期)"


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
            return replace(task, text=text, measure=task.measure or counter_asked(text))
    return None


def counter_asked(text: str) -> str:
    """The measure word right behind 多少 or 几, else the one that the question counts in."""
    found = re.search(r"(?:多少|几)(个|家|项|件|条|名|人次|人|位|种|座|台|所|辆|套|届|批|次|张|枚|册|部|支|艘|架|棵|头|只|桶|株|户)(?!月|百分|点)", text)
    return found.group(1) if found else named_counter(text)


def _times(text: str, known: Known) -> Task | None:
    """甲是乙的几倍."""
    found = re.search(rf"^(?P<a>.{{2,}}?)(?:是|为|相当于|等于|(?:能|可|会|够)?(?:抵|顶|赶|比)得?上|(?<=[㐀-鿿])(?:能|可|会|够)(?:顶|抵))(?P<b>[^,]{{2,}}?)的?{Q}倍", text)
    found = found or re.search(rf"^(?P<a>.{{2,}}?)(?:相当于|等于|抵得?上|顶得?上|顶|够建|够办|抵){Q}(?:个|家|座|所|条|栋|份)(?P<b>[^,]{{2,}})$", text)
    if not found or re.match("另一|对方|后者|前者", found["b"]) or re.search(WHO, found["a"]):
        return None
    lead, _, own = found["a"].rpartition(",")
    if len(lead) > 1 and NOUN.fullmatch(found["b"]) and (what := NOUN.search(own)) and what["noun"] != found["b"]:
        return replace(over("times", text, what["noun"], (found["b"],), "", known=known), lead=lead)  # 甲,一年的营业额是投资的几倍
    first, of = of_first(head_of(found["a"]), found["b"])
    return over("times", text, first, (found["b"],), of, known=known)


def _apart(text: str, known: Known) -> Task | None:
    """从甲到乙隔了多久."""
    found = re.search(rf"(?:从|自)?(?P<a>[^,]{{2,}}?)(?:到|至|和|与|跟)(?P<b>[^,]{{2,}}?),?{_BETWEEN}(?:相隔|间隔|相距|隔|过)了?{Q}", text)
    found = found or re.search(rf"^(?:(?P<of>[^,]{{2,}}?),?)?(?:从|自)(?P<a>[^,]{{2,}}?),?(?:到|至)(?P<b>[^,]{{2,}}?),?{_BETWEEN}{_TAKES}", text)
    found = found or re.search(r"^(?P<a>[^,]{4,}?)(?:到|至|和|与|跟)(?P<b>[^,]{4,}?)的?(?:时间|日期|日子)?(?:上)?相?差了?(?:多少|几)(?:个?月|年|天|日)$", text)
    if found is None:
        return None
    of = found.groupdict().get("of") or ""
    first, second = (re.sub("(?<=..)(?:的)?(?:时间|日期)$", "", found[name]) for name in ("a", "b"))
    first = f"{of}{first}" if of and not any(pair in first for pair in (of[:2],)) else first
    return Task("difference", (first, second), text[: found.start()], labels=(found["a"], found["b"]), dates=True)


_BETWEEN = r"(?:中间|其间|之间|前后|时间上|一共|总共|共|大概|预计|将|需|间)*"
_TAKES = r"(?:相隔|间隔|相距|隔|过|用|花|要|经过|经历|历时|历经|等|走|跨|有|是)*了?(?:多久|多长时间|(?:多少|几)(?:个?月|年|天|日)(?:时间)?)$"


_PLAIN_VERSION = re.compile("^(?:普通|标准|基础|入门)[版款型]?$")
_VARIANT = re.compile("(?:的| )?(?P<name>[a-z]{2,8}[+]?)[版款]?(?:要)?$")  # x9 pro, x9的pro版


def _than(text: str, known: Known) -> Task | None:
    """甲比乙多多少, 甲和乙相差多少, 甲与乙比谁大,大多少."""
    found = re.search(rf"^(?P<a>.{{2,}}?)(?<![占同环对相百分评无好])比(?![例重较如赛值率特,])(?P<b>[^,]{{2,}}?)(?P<tail>(?:要|还|又|更|会|能|的)*(?P<adj>{ADJ})(?:[㐀-鿿]{{0,4}}?){Q}.*)$", text)
    if found and re.match(TIME, found["b"]):
        return None  # 比年初多多少: the source says by how many
    if found:
        dates = bool(re.search(_DATED, found["adj"])) and bool(re.search(rf"(?:{_DATED})[㐀-鿿]{{0,4}}(?:多久|(?:几|多少)(?:年|天|个?月|周))", text))
        first, of = of_first(head_of(found["a"]), found["b"])
        second = _PLAIN_VERSION.sub("", found["b"])
        if not second and (variant := _VARIANT.search(first)):
            second = first[: variant.start()].strip()
            first = f"{second} {variant['name']}"
        return over("difference", text, first, (second or found["b"],), f"{of} {found['tail']}", dates=dates, known=known)
    found = re.search(rf"^(?P<ab>.{{4,}}?),?(?:之间|两者)?的?(?P<tail>(?:相差|差(?:了|距|额)?(?:是|为)?){Q}.*)$", text)
    if found and not re.search(WHO, found["ab"]):
        both = re.sub(r"(?<=..)(?:当时|那时|目前|现在|分别|的)*(?:每一?[桶斤吨股克台亩瓶箱盒]|每公斤|每平方?米)?$", "", found["ab"])
        things, common = of_one_kind(*common_of(joined_in(both, known)), known)
        return over("difference", text, things[0], things[1:], f"{common} {found['tail']}", known=known) if len(things) == 2 else None
    return None


def _which(text: str, known: Known) -> Task | None:
    """甲和乙(、丙)哪个更大; 哪个更大,甲还是乙; asked by how much as well: chooses."""
    text = re.sub(r"(?:相比|比起来|比较|(?<![对占])比(?=,|谁|哪)),?", ",", text).replace(",,", ",")
    found = re.search(rf"^(?P<ab>.{{4,}}?)[,的]?(?:里面?|[当之]?中|这?[两三四]个)?,?(?P<who>{WHO})(?P<tail>.*?(?P<adj>{ADJ}|领先|靠前).*)$", text)
    if not found:
        return None
    ab = found["ab"]
    ab = re.sub("(?<=..)在[^,和与跟、]{2,12}$", "", ab) if ab.count("在") == 1 and not JOIN.search(ab.partition("在")[2]) else ab
    of_all = re.search(rf"(?<![\d和与跟、])[这那]?(?P<n>[{NUMERALS}])(?:样|者|个|项|类|家|座|所)[^,]{{0,4}}(?:里面?|[当之]?中)?$", ab)
    joined = ab[: of_all.start()] if of_all and number_of(of_all["n"]) == len(joined_in(ab, known)) else ab  # 甲和乙两个项目
    things, common = of_one_kind(*common_of(joined_in(joined, known)), known)
    tail = f"{_OCCASION.sub('', common)} {found['tail']}"
    if not 1 < len(things) < 7:
        return None
    adjective = (re.search(rf"[最更](?P<adj>{ADJ})", found["tail"]) or found)["adj"]  # 甲高新区占比最低: no 高
    both = re.search(rf"(?:差|{ADJ})[㐀-鿿]{{0,2}}{Q}", tail[tail.index(adjective) :])
    times = re.search(rf"{Q}倍", tail)
    dates = bool(re.search(_DATED, adjective)) or bool(EVENT.search(tail) and re.search(_DATED, tail))
    operation: Operation = "times" if times else "difference" if both else "which"
    least = bool(re.search(r"小|少|低|慢|短|早|先|轻|近|便宜|省", adjective))
    if dates:
        least = not re.search("晚|后", adjective)
    task = over(operation, text, things[0], things[1:], tail, dates=dates, known=known)
    if not task.unit and not dates and not any(task.nouns) and re.search(rf"(?:{THINGS})[更最要]?(?:多|少)(?:一?些|一点)?$", tail):
        task = replace(task, unit=COUNT)  # 谁开工的项目多: how many
    return replace(task, least=least, chooses=bool(both or times))


_OCCASION = re.compile(r"^(?:[㐀-鿿]{0,4}(?:会|活动|仪式|专场))+$")  # 甲和乙州的推介会: where it was, not what of


def _part_of(text: str, known: Known) -> Task | None:
    """甲占乙的几成; 甲有多大比例不在乙."""
    if found := re.search(r"^(?P<a>.{2,}?)(?:有|还有)?(?:多大|多少|几)的?(?:比例|比重|成|份额)(?:的[㐀-鿿]{1,8})?(?:不|没)(?:是|在|属于|到|算|有)?(?P<b>.{2,}?)[里内中]?$", text):
        return Task("rest", (found["a"],), found["b"], labels=(found["a"],), unit="%")
    if found := re.search(r"^(?P<lead>.*?)(?:还?没有?|不在|不是|未)(?P<b>.{2,}?)的(?P<a>[^,]{2,}?)占(?:[^,]{0,8}?)(?:多大|多少|几)", text):
        return Task("rest", (f"{found['b']}的{found['a']}",), found["lead"], labels=(f"{found['b']}的{found['a']}",), unit="%")
    found = re.search(r"^(?P<a>.{2,}?)(?:会|能|约|要)?占(?!地|用)(?:到|了|去|据)?(?P<b>.{2,}?)(?:的|里|中)*(?:(?:多大)?(?:比例|比重|份额)|百分|几成|多少|多大|%)(?!个|家|项)", text)
    if not found or re.match(rf"[^,]{{0,3}}[最更较](?:{ADJ})", text[found.end() :]):
        return None
    things = (head_of(found["a"]), found["b"])
    part, whole = (re.search(rf"(?:投资|签约|合同|成交|交易|贷款)?(?:总金额|金额|总额)$|{NOUN.pattern}", thing) for thing in things)
    nouns = (whole.group(), "") if whole and not part else ()  # 甲占投资金额: 甲's investment
    return Task("share", things, nouns=nouns, labels=things, unit=unit_of(noun["noun"]) if (noun := NOUN.search(found["b"])) else "")


def _worked_back(text: str, known: Known) -> Task | None:
    """按甲所占的比例算,全部有多少; 按甲的份额推算,乙全省有多少家."""
    text = _NUMBER_AND.sub("", text)
    if owned := _BY_SHARE.search(text):
        return _whole(owned["a"], owned["b"], owned["c"])
    found = re.search(rf"^(?:按照?|照|根据|从|由|以)(?P<a>.{{2,}}?)(?:所占)?的?(?:占比|比例|比重|份额|占的[^,]{{0,6}})(?:来|去)?(?:算|推|看|估)?[^,]{{0,4}},(?P<b>.{{2,}}?)(?:一共|总共|共|大约|大概)*[㐀-鿿]{{0,3}}?{Q}", text)
    found = found or re.search(rf"^(?P<a>.{{0,30}}?)(?P<b>(?:整个|全部|全(?:省|市|县|区|国|校|厂|州|镇))[^,]{{0,12}}?)(?:一共|总共|共|总计)[㐀-鿿]{{0,3}}?{Q}", text)
    return _whole(found["a"], found["b"]) if found else None


def _whole(part: str, whole: str, counted: str = "") -> Task:
    """The whole of a part; where the part only says whose it is (甲区), it is of what the whole counts."""
    of = re.search(r"的(?P<what>[㐀-鿿]{2,12})$", whole) if not counted and own_subject(f"{part}的") == part else None
    return Task("whole", (f"{part} {of['what'] if of else counted}".strip(),), whole)


_NUMBER_AND = re.compile("的?(?:家数|个数|户数|人数|数量|数目|数额|金额|数字|数)(?:和|与|跟|及|以及|、)(?=(?:所占)?的?(?:占比|比例|比重|份额|百分比))")  # 照甲的家数和占比算
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
        things = [re.sub(r"(?:这|那)?[两三四五六七八九十]?(?:个|家|项)?$", "", t) or t for t in joined_in(off["a"].strip(TRIM), known)] or [off["a"].strip(TRIM)]
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


def _total(text: str, known: Known) -> Task | None:
    """甲加乙一共多少; 省市两级合计多少."""
    found = re.search(rf"^(?P<ab>.{{4,}}?)(?P<tail>,?(?:加起来|[放加合]在?一(?:起|块)|凑一?(?:起|块)|拢共|统共|合计|之和|总和|一共|总共|共计|总计|合起来|一(?:起|块)(?:都|全)?(?:买|拿下|入手|算|付)|(?<![公])共)[^,]*?{Q}.*)$", text)
    if not found or re.search(r"最|更|哪|谁|平均|除|其余|剩", text) or len(re.findall(Q, text)) > 1:
        return None
    ab = re.sub(r"(?<![㐀-鿿])([㐀-鿿]{2,}?)([㐀-鿿])([㐀-鿿])(?!\2|\3)([㐀-鿿])\3$", r"\1\2\3和\4\3", found["ab"])
    things, common = of_one_kind(*common_of(joined_in(ab, known)), known)
    if not 1 < len(things) < 7 or OF_KIND.search(things[-1]):
        return None  # 甲、乙一类项目: of that kind, not of the two
    return over("sum", text, things[0], things[1:], f"{common} {found['tail']}", known=known)


def _bounded(text: str, known: Known) -> Task | None:
    """那三个上十亿的大项目合起来多少: the members of an enumeration that come to so much."""
    found = re.search(rf"^(?P<ab>.{{4,}}?)(?:里面?|中)?,?(?P<tail>(?:加起来|[放加合]在?一(?:起|块)|加一?(?:起|块)|凑一?(?:起|块)|拢共|统共|合计|之和|总和|一共|总共|共计|总计|合起来|(?<![公])共)[^,]*?{Q}.*)$", text)
    if not found or bound_of(found["ab"]) is None or re.search(r"最|更|哪|谁|平均|除|刨|扣|撇|去掉|减|不算|其余|剩|比(?!例)", text) or len(re.findall(Q, text)) > 1:
        return None
    counted = MANY.search(found["ab"])
    task = over("sum", text, found["ab"], (), found["tail"])
    return replace(task, count=number_of(counted["n"]) if counted else 0)
