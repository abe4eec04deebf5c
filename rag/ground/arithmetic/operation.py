"""Which operation a question asks for, and whether one that is no comparison in its form has to be computed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from rag.ground.arithmetic.wholes import LEFT_OVER, NOT_YET
from rag.ground.sentences.coordination import ADJECTIVE, EVENT, MEASURES, NOUNS, NUMERALS
from rag.text.numbers import find_quantities, number_of

Operation = Literal[
    "table", "sum", "mean", "each", "difference", "times", "share", "rest", "whole", "order", "extreme", "which",
    "stated", "change", "before", "groups", "back", "remainder", "other", "above",
]
LEAST = (
    r"(?:从|由)(?:小|少|低|慢|短|早|先)到|升序|(?:最|更|比较)(?:小|少|低|慢|短|早|先|轻|近|便宜|省)|(?:谁|哪[^,]{0,6})(?:便宜|省钱)|[历悠]史.{0,3}(?:悠久|长)|悠久"
    r"|(?:谁|哪[^,]{0,12})(?:小|(?<!多)少|低|早|先)[^,]{0,4}$|谁[^,比]{1,4}(?<!多)少[^,]{0,2}$|least|fewest|smallest|lowest|earliest|earlier|less|fewer|first|shorter|shortest"
)
DATES = (
    r"(?:按|从|由)[^,]*(?:早|晚)|(?:更|最|谁|哪[^,]{0,14}|还是.*)(?:早|晚|先|后)(?!期|进|端|锋|行者|备|续)|(?:早|晚)(?:多少|几)(?:年|天|个?月)|相差(?:多少|几)(?:年|天|个?月)"
    r"|earlier|earliest|later|latest|came first|sooner"
)
OPERATIONS: tuple[tuple[Operation, str], ...] = (
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
APART = re.compile(
    rf"(?P<side>早|晚|先|后)(?P<event>{EVENT.pattern})了?(?:多久|(?P<count>(?:几|多少)(?:天|年|个?月)?)(?!名|位))|(?P<between>相隔|间隔|隔)了?(?:多久|多长时间|(?P<n>(?:几|多少)(?:天|年|个?月)))"
)
CHEAPER = re.compile(r"(?<=..)(?:便宜|省下?|降低?|减少|下降|缩短|涨|上涨|增加|提高|增长|提升)(?:出|了)*(?=(?:多少|几)(?!%|百分))")
BACK_CUE = r"倒推|反推|倒算|往回[推算]|推回|逆推"
BACK_ASKED = r"第几|(?<![高升进步移降退滑了挪多少])(?:多少|几)[名位]|什么(?:名次|位次)|(?:名次|位次|排名)(?:(?:是|为)?(?:多少|几|第几)|是什么)"


def works_back(text: str) -> bool:
    """第几 of an earlier year: what it was, from what it is now and by how much it rose or fell since."""
    return matches(BACK_ASKED, text) and matches(rf"{BACK_CUE}|(?:19|20)\d\d年|去年|上年|[前头]一?年|此前|之前|原来|原先|上一?[年届次]", text)


_EARLIER_TIME = r"去年|上年|前年|往年|过去|以前|此前|之前|原先|原来|同期|\d{4}年"
MOVED = re.compile(
    rf"^(?P<what>(?:(?!比(?!例|重)).)+?)(?:又|共|一共|总共)?(?:上|下)?(?:涨|提高|增加|减少|缩短|延长|下降|上升|调|多|少)了(?:多少|几)(?:钱|万?元|亿元|公里|小时|分钟|个小时|[{MEASURES}](?!百分))"
)
YEARLY = r"平均每年|每年平均|年均"
CHANGE = (
    r"比(?:原先|原来|之前|以前|过去|此前)(?:的)?(?:多|少|增|高|低|提)"
    r"|(?:提高|提升|增加|上升|增|升|下降|减少|降)(?:到|至)[^?]*?(?:提高|增加|上升|多|下降|减少)了?(?:多少|几)"
)
EARLIER = re.compile(
    r"^(.*(?:扩容|扩建|扩招|扩编|扩大|新增|增加|增设|加入|吸纳|增补)[^,?]{0,6}?)(?:之前|以前|前)[^?]{0,8}?(?:有|是|为)(?:多少|几)"
)
SEVERAL = rf"(?:[{NUMERALS}]+|几|多)(?:个|家|所|座|项|条|名|人|位|种|类)|[和与及、各]|这些|那些|这批|那批|所有|全部"
# 12个地块总面积多少: of all of them, said at once or of groups that add up to as many.
TOTAL = rf"(?:[{NUMERALS}]+)(?:个|家|所|座|项|条)[^?,]{{1,20}}?总(?:{NOUNS})[^?,]{{0,8}}?(?:多少|几)"


def is_spoken(folded: str) -> bool:
    return matches(r"(?:亏|赚|罚)[了损到款]*(?:多少|几)|卖[了出掉]*多少(?:钱|元|[亿万])", folded)


_PLACES = re.compile(
    r"(?:保留|精确到)?(?:小数点后)?(?P<n>[一两二三四1234])位小数"
    r"|小数点后(?P<m>[一两二三四1234])位|(?P<whole>(?:保留|取|四舍五入(?:到|取)?)整数?|精确到个位)"
)


def places_asked(text: str) -> int:
    """To how many decimals a share is asked for; 1 where nothing is said."""
    found = _PLACES.search(text)
    if found is None:
        return 1
    return 0 if found["whole"] else number_of(found["n"] or found["m"])


def computes(folded: str) -> bool:
    """Whether a question that is no comparison in its form has to be computed, or looked up among several figures."""
    return (
        _sums_several(folded)
        or matches(TOTAL, folded)
        or is_spoken(folded)
        or works_back(folded)
        or matches(f"{YEARLY}|{EARLIER.pattern}|{CHANGE}", folded)
        or APART.search(folded) is not None
        or matches(rf"[{NUMERALS}](?:个|家|座|所|项|种|款|类)[^?,]{{2,10}},?谁的?总?(?:{NOUNS})[^,?]{{0,2}}(?:更|最|要)?(?:{ADJECTIVE})[?]*$", folded)
        or MOVED.search(folded) is not None
        or matches(r"[中里内](?:不是|不属于|不算)[^,]{2,}?的(?:[^,]{0,6}?)有?(?:多少|几)", folded)
        or (matches(r"(?<![对占同环])比(?!例|重|分|年初)", folded) and CHEAPER.search(folded, folded.index("比") + 2) is not None)
        or matches(rf"比(?:{_EARLIER_TIME})[^,?]{{0,6}}(?:多|少|高|低|快|慢|贵)了?[^?]{{0,4}}(?:多少|几)", folded)
        or any(asked.search(folded.strip(" ?。!")) for asked in (LEFT_OVER, NOT_YET))
    )


def _sums_several(folded: str) -> bool:
    """三所学校一共投资多少: a sum over as many things as the question says, which the sources may list one by one."""
    return matches(
        rf"(?:[{NUMERALS}]+)(?:个|家|所|座|项|条|处|类|块|栋|款)[^?,]{{1,16}}?(?:一共|总共|合计|总计|共|[合加放]在?一起|加起来)[^?,]{{0,8}}?(?:多少|几)",
        folded,
    )


_compiled = lru_cache(maxsize=None)(re.compile)  # the cache of ``re`` holds fewer patterns than one question uses


def matches(pattern: str, text: str) -> bool:
    return bool(_compiled(pattern).search(text))


def operation_of(text: str) -> Operation:
    return next(operation for operation, pattern in OPERATIONS if matches(pattern, text))


def is_reversed(text: str) -> bool:
    """7个占38.9%,总共多少个: the part and its share are given, the whole is asked."""
    shares = [quantity for quantity in find_quantities(text) if quantity.kind == "share" and "几" not in quantity.text]
    return bool(shares) and matches(
        r"(?:总共|总数|总量|总额|总计|一共|共|全部|整个|整体|全[省市区国县州球]|总).{0,14}(?<!百分之)(?:多少|几)(?!倍|个?百分)",
        text,
    )
