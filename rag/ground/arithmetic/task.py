"""A question as a task of arithmetic: the operation, the things it is over as they are described, and what is measured.

``forms`` reads it from a question, ``described`` says what its things are; which figures they mean, ``weigh`` finds out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rag.ground.arithmetic.operation import Operation
from rag.ground.arithmetic.plan import Plan
from rag.ground.sentences.coordination import ADJECTIVE, NOUNS, NUMERALS, Known, own_subject
from rag.text.numbers import find_quantities

Q = r"(?:多少|(?<![那这好数])几|多久|多长时间)"
_TALK = re.compile(
    r"请问一?下?|^(?:请|麻烦)(?:你)?|帮(?:我|忙)|我?想(?:知道|问|了解)一?下?|(?:比一比|算一?算|倒推一?下|反推一?下|往回推|推算一?下|说说|说一?下|对比一?下|比较一?下)(?:看|下)?,?"
    r"|大约|大概|约莫|(?<![签合预条节制公契])约(?=[为是有占合])|到底|究竟|具体|现在|目前|总的来?说|照(?:这么?|此)说"
)
ADJ = rf"(?:{ADJECTIVE}|便宜|划算|[费烧省]钱|花钱(?![多少])|值钱|好|厉害|猛|远|悠久)"
WHO = r"(?:谁|哪(?:一|两|三)?(?:个|家|项|座|所|种|类|条|款|支|样|边|方|年|栋|幢|处|块|批|艘|趟|班|场|届|季)?(?:[㐀-鿿]{0,4}?))"
MANY = re.compile(rf"(?P<n>[{NUMERALS}]+|几|多)(?:个|家|项|座|所|种|类|条|款|支|样|栋|幢|处|块|批|艘|届|大|级|地|市|县|镇|村|校|园)")
NOUN = re.compile(rf"(?:的|之)?(?P<noun>(?:[实总新合]|(?<!半)年|计划|预计|累计|新增|实际|完成|固定资产|研发|占地|用地|建筑|注册|年度|同比)*(?:{NOUNS})(?:总?[额量]|额)?)(?:是|为|有|上|的)*$")


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


_INSIDE = re.compile("(?<=[㐀-鿿])[(（](?P<in>[㐀-鿿]{2,4})[)）](?=[㐀-鿿]{3})")  # of one name: 国家(甲州)区域创新中心

_TO_BE_PUT = re.compile("(?:打算|准备|计划|预计|预备|拟|要)(?:投|花|砸|掏)(?:入|进去|下去|出去|下|出)?的(?:钱|资金|资|金额)")


def plain_question(folded: str) -> str:
    """The question without what is only said to ask it (请问, 大概), and without brackets."""
    text = " ".join(_TALK.sub("", folded).split()).strip(" ?。!,")
    text = _TO_BE_PUT.sub("计划投资", _INSIDE.sub(r"\g<in>", text))
    return re.sub(r"[()（）]", ",", text).strip(",")


def agrees(task: Task, plan: Plan, known: Known = lambda _: True) -> bool:
    """Whether both readings of a question are over the same things, called as the collection has them: taken as they are."""
    if not all(known(label) or known(name) or own_subject(name) for label, name in zip(task.labels, plan.names, strict=False)):
        return False
    if not task.things or task.lead or task.operation not in ("difference", "times", "which", "sum") or len(task.things) != len(plan.names):
        return False
    if task.operation != plan.operation or (task.operation == "which" and task.least != plan.least):
        return False
    if task.rank > 1 or len(set(task.things)) < len(task.things) or any(map(bounds_in, task.labels)):
        return False
    if plan.common and task.labels[-1] == f"{plan.names[-1]}{plan.common}" and not task.labels[0].endswith(plan.common) and task.labels[0][-1] != plan.common[0]:
        return False  # 乙 of 甲项目和乙产业园: the task knows that it is 乙产业园
    if plan.common and plan.common in task.labels[-1] and plan.common not in task.labels[0] and not _PARK_END.search(task.labels[0]):
        return False  # 中国 of 甲药国内销售额和乙药的中国销售额 is said of the second alone
    if any(label != name and re.fullmatch(rf"{re.escape(name)}{PARK}", label) for name, label in zip(plan.names, task.labels, strict=True)):
        return False  # 甲 of 甲和乙高新区: the task knows that it is 甲高新区
    return all(
        len(name) > 1 and not NOUN.fullmatch(name) and (name in label or label in name) for name, label in zip(plan.names, task.labels, strict=True)
    )


OF_KIND = re.compile("(?:一类|之类|等(?:各类|类)?)(?=[㐀-鿿]{2})")
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


PARK = r"(?:高新区|经开区|开发区|自创区|自贸区|示范区|保税区|新区|工业园区?|产业园区?|科技园区?|[市县区镇港])"
_PARK_END = re.compile(rf"{PARK}$")
STUFF = ("外资", "贷款", "资金", "收入", "利润", "税收", "投资", "产能", "人口", "经费", "补贴")  # things, and not only measured
SPENT = re.compile(r"(?:投入|经费|资金)(?:总?[量额]|规模)?$")
