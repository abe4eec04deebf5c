"""What a comparison or a sum asks: the operation, the things it is over, and what is wanted of each.

Rules over folded text. 甲和乙哪个总投资更大 has the names 甲 and 乙 and the attribute 总投资; 甲的专利比标准多多少 has the
names 甲的专利 and 标准; 哪个项目投资最多 has no names, its things are what the sources list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.ground.arithmetic.plan_english import parse_english
from rag.ground.arithmetic.wholes import LEFT_OVER, NOT_YET, rest_of, share_of
from rag.ground.sentences.coordination import (
    ADJECTIVE,
    COUNTING,
    CUT,
    EVENT,
    MEASURES,
    MODIFIERS,
    NOUNS,
    NUMERALS,
    THINGS,
    TRIM,
    Known,
    coordinated,
    measured,
    own_subject,
    subject_of,
)
from rag.ground.sentences.spoken import written_question
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.text.units import named_counter

Operation = Literal[
    "table", "sum", "mean", "each", "difference", "times", "share", "rest", "whole", "order", "extreme", "which",
    "stated", "change", "before", "groups", "back", "remainder", "other",
]


_LEAST = (
    r"(?:从|由)(?:小|少|低|慢|短|早|先)到|升序|(?:最|更|比较)(?:小|少|低|慢|短|早|先|轻|近|便宜|省)|(?:谁|哪[^,]{0,6})(?:便宜|省钱)|[历悠]史.{0,3}(?:悠久|长)|悠久"
    r"|(?:谁|哪[^,]{0,12})(?:小|(?<!多)少|低|早|先)[^,]{0,4}$|谁[^,比]{1,4}(?<!多)少[^,]{0,2}$|least|fewest|smallest|lowest|earliest|earlier|less|fewer|first|shorter|shortest"
)
_DATES = (
    r"(?:按|从|由)[^,]*(?:早|晚)|(?:更|最|谁|哪[^,]{0,14}|还是.*)(?:早|晚|先|后)(?!期|进|端|锋|行者|备|续)|(?:早|晚)(?:多少|几)(?:年|天|个?月)|相差(?:多少|几)(?:年|天|个?月)"
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
        r"有(?:多少|几)[个家项条名人位]+(?:还|仍|尚)?(?:没|未)|(?:没有?|未).{2,}的.{0,8}?有(?:多少|几)[个家项条名人位]|(?:不是|不属于|不算|不在|并非|非|除了?|除去|除掉|扣除|扣掉|去掉|刨去|刨掉|撇开|减去).{2,}(?:几|多少)|(?:其余|其他|其它|剩下|剩余|余下|另外)(?:的|还)?[^,]{0,10}(?:几|多少)",
    ),
    ("times", r"(?:几|多少)倍"),
    ("each", r"平均(?:到|下来|分到)?每|每[^,的]{1,8}平均|[人户亩件]均|per (?!cent)"),
    ("mean", r"^(?!.*(?<!占)比(?!例|重|分)[^,]*(?:多少|几)).*平均(?![^,]*(?:哪|谁|最|更|差多少|比.*多少))|average|mean\b"),
    (
        "difference",
        rf"相差|差(?:了|距|额|值)?(?:是|为|有)?(?:多少|几|多大)|差额|差距|(?:{ADJECTIVE})(?:出|了|投|花|引进|用|招|建|设|占)?了?(?:多少|几)"
        r"|how (?:many|much) (?:more|less|fewer|larger|higher|bigger|earlier|later)|difference",
    ),
    ("table", r"分别[^,]{0,14}(?:多少|几)|各(?:自|有)[^,]{0,10}(?:多少|几)"),
    (
        "sum",
        r"加起来|[放加合]在?一(?:起|块)|凑一?[起块]|拢共|统共|加到?一起|加在一起|合计|之和|总和|累加|加总|一共|总共|共计|总计|共(?:有|投|占|用|花|罚|招|建)(?!同)|合起来|\btotal\b|\bsum\b|altogether|combined",
    ),
    (
        "extreme",
        rf"最(?:{ADJECTIVE})|最(?:靠前|领先|突出)|\b(?:most|largest|biggest|highest|earliest|latest|least|lowest|fewest|smallest)\b",
    ),
    ("which", r"."),
)


_ENGLISH_WHICH = r"\b(?:which|who)\b.*\b(?:more|larger|bigger|higher|greater|longer|shorter|earlier|later|fewer|less|most|largest|biggest|highest)\b"


_POLITE = re.compile(
    r"请问一?下?|^(?:请|麻烦)(?:你)?|帮(?:我|忙)|我想(?:知道|问|了解)一?下?|想(?:知道|问|了解)一?下?|大约|大概|约莫|到底|究竟|具体|一下子?|根据(?:资料|文章|报道)|^(?:按照?|照|据|依照?)(?:文中|文章|报道|资料|原文|上面|这篇)[^,]{0,6},|^(?:把|将|给|对)(?=.{4})"
)


_MEASURE = re.compile(
    r"(?:几|多少)(个|家|项|件|条|名|人次|人|位|种|座|台|所|辆|套|届|批|次|张|枚|册|部|支|艘|架|棵|头|只|桶|株|户)(?!月|百分点)"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """operation, and the names of what it is over (none: what the sources list).

    attribute: what is wanted of each name, or empty when the name says it. scope: what all of it is about. common: what
    stands between name and attribute (甲区和乙区的开工项目总投资: 开工项目).
    least: the smallest or earliest is asked for, or ascending order. dates: dates are compared. noun: what 哪个 asks for.
    measure: the measure word asked for. chooses: the name is asked for besides the difference (谁多,多多少).
    also: a second attribute of which the sum is asked besides (一共多少个、投资多少: 投资).
    first, second: of ``rest`` and ``share``, the part and the whole.
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
    chooses: bool = False
    also: str = ""

    @property
    def counts(self) -> bool:
        """Whether things are counted: a measure word is asked for, or more or fewer of what has no unit of its own."""
        return bool(self.measure) or self.many

    def question(self, name: str) -> str:
        """The sub-question that asks for the quantity (or date) of ``name``."""
        if self.english:
            return f"When did {name} begin?" if self.dates else f"How much is the {self.attribute} of the {name}?"
        placed = any(found.start == 0 and found.kind == "place" for found in find_names(name))
        scope = "" if not self.scope or self.scope in name or own_subject(name) or placed else self.scope
        asked = "是什么时候" if self.dates else "是多少"
        return f"{scope}{name}{self.common}{self.attribute}{asked}?"


def parse(folded: str, known: Known) -> Plan:
    """The plan of a question of kind comparison, aggregation or share; no names when it names nothing parallel.

    known: whether the collection contains a string; it tells where a name ends when nothing else does.
    """
    if not re.search(r"[㐀-鿿]{2}", folded):
        names, attribute = parse_english(folded)
        operation = "which" if len(names) > 1 and _is(_ENGLISH_WHICH, folded) else _operation(folded)
        return Plan(
            operation, names, attribute, least=_is(_LEAST, folded), dates=_is(_DATES, folded), english=True
        )
    text = two_levels(" ".join(_POLITE.sub("", folded).split()).strip(" ?。!"))
    if basis := re.match(
        rf"(按照?[^,]{{2,}}?(?:从|由)(?:{ADJECTIVE})到(?:{ADJECTIVE})(?:的顺序)?),?(?:给|对|把|将)?(.{{4,}})", text
    ):
        text = f"{basis.group(2)},{basis.group(1)}"
    text = _as_difference(written_question(text))
    also = ""
    if found := _ALSO.search(text):
        text, also = text[: found.start()], found["also"]
    distributes = _is(dict(_OPERATIONS)["table"], text)
    text = re.sub(r"分别|各自", "", text)
    text = re.sub(r"(?:投|花)(?:入|了)?的?钱(?=更|最|多|少)", "投资", text)
    for spoken, noun in _SPOKEN:
        text = spoken.sub(noun, text)
    measure = found.group(1) if (found := _MEASURE.search(text)) else named_counter(text)
    if _works_back(text):
        return Plan("back", scope=_BACK_WORDS.sub(" ", text))
    if _is(_YEARLY, text):
        return Plan("stated", scope=re.sub(rf"{_YEARLY}|(?:多少|几).*", "", text), attribute="年均")
    if found := _EARLIER.search(text):
        return Plan("before", scope=found.group(1).strip(TRIM), measure=measure)
    if moved := _MOVED.search(text):
        return Plan("change", scope=moved["what"].strip(TRIM), measure=measure)
    if _is(_CHANGE, text):
        return Plan("change", scope=re.sub(rf"(?:从|由)[^,]*(?:到|至).*|{_CHANGE}.*", "", text).strip(TRIM), measure=measure)
    if _is_reversed(text):
        return Plan("whole", scope=text, measure=measure)
    operation, least, dates, noun = _operation(text), _is(_LEAST, text), _is(_DATES, text), _noun(text)
    operation = "table" if distributes and operation == "which" else operation
    operation = "groups" if operation == "which" and _is(_TOTAL, text) else operation
    if operation == "sum" and not _is(_SEVERAL, text) and _is_spoken(folded):
        operation = "stated"
    if operation == "rest" and (money := re.search(rf"(?:{NOUNS}|投)(?:额|了|入)?(?:为|是|有)?(?:多少|几)(?![{MEASURES}])", text)):
        names = rest_of(text)
        return Plan("remainder" if len(names) == 2 else "rest", names, "投资" if "投" in money.group() else unit_noun(money.group()))
    if operation in ("share", "rest"):
        names = share_of(text) if operation == "share" else rest_of(text)
        return Plan(
            operation, names, scope=subject_of(names) if operation == "share" else "", noun=noun, measure=measure
        )
    many = _is(r"(?:更|最|比较)(?:多|少)(?!元)|(?:多|(?<!多)少)$|(?:从|由)(?:多|少)到", text)
    joined = measured(text)
    operation = "difference" if joined and operation == "which" and _is("多少|几", text) else operation
    names, common, attribute, scope = joined or coordinated(text, known)
    if len(names) < 2:
        names, (scope, attribute) = (), _unnamed(_ORDERED.sub("", text) if operation == "order" else text, noun)
    attribute = "" if attribute == scope and not _is(NOUNS, scope) else re.sub(r"钱$|^[亿万]?元$", "", attribute)
    scope = re.sub(r"要?钱$", "", scope)
    attribute = re.sub(r"^(?:数量|时间|日期|金额|总数|数)$|(?<=.)(?:的?数量|时间|日期)$", "", attribute)
    if dates and (event := EVENT.search(text)) and event.group() not in "".join(names):
        attribute = event.group()
    if operation == "which" and len(names) < 2 and _is_spoken(folded):
        operation = "stated"
    attribute = attribute.removeprefix("年") if operation == "stated" else attribute
    return Plan(
        operation, names, attribute, scope or subject_of(names), common, least, dates, noun, measure, many,
        chooses=operation == "difference" and _is(r"谁|哪", text), also=also if operation == "sum" else "",
    )  # fmt: skip


_LEVELS = re.compile(
    r"(?:的)?(?P<a>[省市县区乡镇村])(?:级(?:和|与|跟|加|、)(?P<b>[省市县区乡镇村])|(?:、|和|与|及|跟)?(?P<b2>[省市县区乡镇村])两)级(?:的)?"
    rf"(?P<what>[㐀-鿿]{{0,6}}?(?:{THINGS}|平台|示范区)|)"
)


def two_levels(text: str) -> str:
    """甲省、市两级重点项目 as 甲,省级重点项目和市级重点项目."""
    return _LEVELS.sub(lambda m: f"{',' if m.start() else ''}{m['a']}级{m['what']}和{m['b'] or m['b2']}级{m['what']}", text, count=1)


_APART = re.compile(
    rf"(?P<side>早|晚|先|后)(?P<event>{EVENT.pattern})了?(?:多久|(?P<count>(?:几|多少)(?:天|年|个?月)?)(?!名|位))|(?P<between>相隔|间隔|隔)了?(?:多久|多长时间|(?P<n>(?:几|多少)(?:天|年|个?月)))"
)
_CHEAPER = re.compile(r"(?<=..)(?:便宜|省下?|降低?|减少|下降|缩短|涨|上涨|增加|提高|增长|提升)(?:出|了)*(?=(?:多少|几)(?!%|百分))")


def _as_difference(text: str) -> str:
    """甲比乙早开业几天 as 甲开业比乙早几天; 比乙便宜多少 as 比乙少多少; 隔了多久 as 相差多少."""
    if found := _APART.search(text):
        count = found["count"] or found["n"] or "多少天"
        if found["between"]:
            return f"{text[: found.start()]}相差{count}{text[found.end() :]}"
        if than := re.search("比", text[: found.start()]):
            head, second = text[: than.start()], text[than.end() : found.start()]
            return f"{head}{found['event']}比{second}{found['side']}{count}{text[found.end() :]}"
    if (than := re.search(r"比(?!例|重)", text)) and (found := _CHEAPER.search(text, than.end() + 1)):
        side = "少" if re.match("便宜|省|降|减|下|缩", found.group()) else "多"
        return f"{text[: found.start()]}{side}{text[found.end() :]}"
    return text


# What is asked with a verb (亏了多少钱) is written as a noun (亏损).
_SPOKEN = tuple(
    (re.compile(rf"(?<![多少比]){verb}(?=(?:多少|几)(?![{MEASURES}]))"), noun)
    for verb, noun in (
        (r"(?:先)?投(?:资|入|了|下)*", "投资"),
        (r"(?:被(?:[^,的被]{2,5})?)?罚(?:了|款)*", "罚款"),
        (r"亏(?:了|损)*", "亏损"),
        (r"(?:能|可|会)?多卖(?:了|出|掉)*(?=多少钱|多少元|多少[亿万])", "销售额"),
        (r"卖(?:了|出|掉)*(?=多少钱|多少元|多少[亿万])", "销售额"),
        (r"赚(?:了|到|取)*", "利润"),
    )
)
_ALSO = re.compile(
    rf"(?<=[{MEASURES}])(?:项目|企业|工程)?(?:[、,和]|以及)+(?:一共|总共|合计|共)?(?P<also>总?(?:{NOUNS})(?:总?额)?)(?:是|有|为|共|一共|合计)*(?:多少|几)$"
)
_BACK_CUE = r"倒推|反推|倒算|往回[推算]|推回|逆推"
_BACK_ASKED = r"第几|(?<![高升进步移降退滑了挪多少])(?:多少|几)[名位]|什么(?:名次|位次)|(?:名次|位次|排名)(?:(?:是|为)?(?:多少|几|第几)|是什么)"
_BACK_WORDS = re.compile(
    rf"(?:按照?|照|根据|从|用)[^,]*?(?:{_BACK_CUE}|往?回?[算推看]),|(?:按照?|照|根据|从|用)[^,]*?(?:{_BACK_CUE}),?|{_BACK_CUE}|(?:应该|应当|该|会|能|是|在|排|居|位?列)*(?:{_BACK_ASKED})"
)


def _works_back(text: str) -> bool:
    """第几 of an earlier year: what it was, from what it is now and by how much it rose or fell since."""
    return _is(_BACK_ASKED, text) and _is(rf"{_BACK_CUE}|(?:19|20)\d\d年|去年|上年|[前头]一?年|此前|之前|原来|原先|上一?[年届次]", text)


def unit_noun(asked: str) -> str:
    """The noun of 面积多少: 面积."""
    return re.sub(r"(?:为|是|有)?(?:多少|几).*", "", asked)


_EARLIER_TIME = r"去年|上年|前年|往年|过去|以前|此前|之前|原先|原来|同期|\d{4}年"
_MOVED = re.compile(
    rf"^(?P<what>(?:(?!比(?!例|重)).)+?)(?:又|共|一共|总共)?(?:上|下)?(?:涨|提高|增加|减少|缩短|延长|下降|上升|调|多|少)了(?:多少|几)(?:钱|万?元|亿元|公里|小时|分钟|个小时|[{MEASURES}](?!百分))"
)
_YEARLY = r"平均每年|每年平均|年均"
_CHANGE = (
    r"比(?:原先|原来|之前|以前|过去|此前)(?:的)?(?:多|少|增|高|低|提)"
    r"|(?:提高|提升|增加|上升|增|升|下降|减少|降)(?:到|至)[^?]*?(?:提高|增加|上升|多|下降|减少)了?(?:多少|几)"
)
_EARLIER = re.compile(
    r"^(.*(?:扩容|扩建|扩招|扩编|扩大|新增|增加|增设|加入|吸纳|增补)[^,?]{0,6}?)(?:之前|以前|前)[^?]{0,8}?(?:有|是|为)(?:多少|几)"
)
_SEVERAL = rf"(?:[{NUMERALS}]+|几|多)(?:个|家|所|座|项|条|名|人|位|种|类)|[和与及、各]|这些|那些|这批|那批|所有|全部"



# 12个地块总面积多少: of all of them, said at once or of groups that add up to as many.
_TOTAL = rf"(?:[{NUMERALS}]+)(?:个|家|所|座|项|条)[^?,]{{1,20}}?总(?:{NOUNS})[^?,]{{0,8}}?(?:多少|几)"


def _is_spoken(folded: str) -> bool:
    return _is(r"(?:亏|赚|罚)[了损到款]*(?:多少|几)|卖[了出掉]*多少(?:钱|元|[亿万])", folded)


def computes(folded: str) -> bool:
    """Whether a question that is no comparison in its form has to be computed, or looked up among several figures."""
    return (
        _sums_several(folded)
        or _is(_TOTAL, folded)
        or _is_spoken(folded)
        or _works_back(folded)
        or _is(f"{_YEARLY}|{_EARLIER.pattern}|{_CHANGE}", folded)
        or _APART.search(folded) is not None
        or _is(rf"[{NUMERALS}](?:个|家|座|所|项|种|款|类)[^?,]{{2,10}},?谁的?总?(?:{NOUNS})[^,?]{{0,2}}(?:更|最|要)?(?:{ADJECTIVE})[?]*$", folded)
        or _MOVED.search(folded) is not None
        or _is(r"[中里内](?:不是|不属于|不算)[^,]{2,}?的(?:[^,]{0,6}?)有?(?:多少|几)", folded)
        or (_is(r"(?<![对占同环])比(?!例|重|分|年初)", folded) and _CHEAPER.search(folded, folded.index("比") + 2) is not None)
        or _is(rf"比(?:{_EARLIER_TIME})[^,?]{{0,6}}(?:多|少|高|低|快|慢|贵)了?[^?]{{0,4}}(?:多少|几)", folded)
        or any(asked.search(folded.strip(" ?。!")) for asked in (LEFT_OVER, NOT_YET))
    )


def _sums_several(folded: str) -> bool:
    """三所学校一共投资多少: a sum over as many things as the question says, which the sources may list one by one."""
    return _is(
        rf"(?:[{NUMERALS}]+)(?:个|家|所|座|项|条|处|类|块|栋|款)[^?,]{{1,16}}?(?:一共|总共|合计|总计|共|[合加放]在?一起|加起来)[^?,]{{0,8}}?(?:多少|几)",
        folded,
    )


_ORDERED = re.compile(rf"(?:按|依)?(?:从|由)(?:{ADJECTIVE})到(?:{ADJECTIVE})(?:的顺序)?(?:给?我?排(?:一?下|列|序|个序|出来)?)?")
_compiled = lru_cache(maxsize=None)(re.compile)  # the cache of ``re`` holds fewer patterns than one question uses


def _is(pattern: str, text: str) -> bool:
    return bool(_compiled(pattern).search(text))


def _operation(text: str) -> Operation:
    return next(operation for operation, pattern in _OPERATIONS if _is(pattern, text))


def _is_reversed(text: str) -> bool:
    """7个占38.9%,总共多少个: the part and its share are given, the whole is asked."""
    shares = [quantity for quantity in find_quantities(text) if quantity.kind == "share" and "几" not in quantity.text]
    return bool(shares) and _is(
        r"(?:总共|总数|总量|总额|总计|一共|共|全部|整个|整体|全[省市区国县州球]|总).{0,14}(?<!百分之)(?:多少|几)(?!倍|个?百分)",
        text,
    )


def _noun(text: str) -> str:
    """哪个项目投资最多, 投资最多的项目是哪个: 项目."""
    if thing := re.search(rf"(?:哪一?(?:个|家|项|座|所|种|类|条)|最(?:{ADJECTIVE})的|各个?|每一?个)({THINGS})", text):
        return thing.group(1)
    found = re.search(
        rf"哪一?(?:个|家|项|座|所|种|类|条|款|支|样)((?:(?!的)[㐀-鿿]){{1,8}}?)(?=在|最|更|比|{MODIFIERS}|{NOUNS}|{EVENT.pattern}|$)",
        text,
    ) or re.search(
        rf"最(?:{ADJECTIVE})的(?:[一那](?:个|家|项|座|所|种|类|条))?([㐀-鿿]{{2,8}}?)(?=是|有|叫|为|的|投|,|$)", text
    )
    return (
        found.group(1)
        if found
        and not _is(rf"^[{NUMERALS}]+[个家项座]|从|到", found.group(1))
        and not re.fullmatch(rf"(?:{NOUNS})(?:{ADJECTIVE})?|(?:{ADJECTIVE}|最|是|更|哪).*", found.group(1))
        else ""
    )


def _unnamed(text: str, noun: str) -> tuple[str, str]:
    """(scope, attribute) of a question over what the sources list."""
    if each := re.search(rf"^(.*?)(?:各个?|每一?个)(?:{THINGS})?(?:都|的)?(.*?)了?(?:多少|几)[{MEASURES}]?(.*)$", text):
        return each.group(1).strip(TRIM), (each.group(2) + each.group(3)).strip(TRIM)
    found = list(re.finditer(rf"(?:{MODIFIERS})*(?:{NOUNS})", text))
    attribute = found[-1].group() if found else ""
    if not found and (
        asked := re.search(rf"^(.*?)哪一?(?:个|家|项|座|所|种|类|条)?{re.escape(noun)}(.+?)(?:最|更)", text)
    ):
        return asked.group(1).strip(TRIM + "中里"), asked.group(2).strip(TRIM)
    bare = COUNTING.sub("", text).strip(TRIM)
    bare = bare[: cut.start()] if (cut := CUT.search(bare)) else bare
    if not found and not noun and "的" in bare:
        scope, attribute = bare.rsplit("的", 1)
        return scope.strip(TRIM), attribute.strip(TRIM)
    scope = text[: found[-1].start()] + text[found[-1].end() :] if found else text
    scope = re.sub(
        rf"哪一?(?:个|家|项|座|所|种|类|条|款|支|样)?|谁|最(?:{ADJECTIVE})|{CUT.pattern}|多少|几|{COUNTING.pattern}",
        " ",
        scope,
    )
    return "".join(piece.strip(TRIM + "中里") for piece in scope.split()), attribute
