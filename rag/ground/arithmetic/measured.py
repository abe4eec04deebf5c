"""Whether a figure is measured in what a task asks for: its unit, a growth or a share, and the noun that is said of it."""

from __future__ import annotations

import re

from rag.embed.words import load_words
from rag.ground.arithmetic.operand import COUNT, COUNTABLE, counts_kinds, is_of
from rag.ground.arithmetic.task import Task
from rag.ground.sentences.coordination import NOUNS
from rag.ground.sentences.figures import Figure, paragraph_before

GENERIC = re.compile(r"^(?:总|总计)?(?:金额|规模|数量|投入|资金|金额总?额|时间|日期|占比|比例|比重|增长|增幅|增速|份额|占地|面积|用地|总?面积)?$")
BOUND = re.compile(r"以[上下内外]")
_QUALIFIED = re.compile("完成|计划|预计|实际|合同|新增|年度|到位")
_DONE = frozenset(("完成", "到位"))
_GROWN = re.compile(r"(?:增长|增加|下降|减少|提高|上升|上涨|回落|增|降|涨|跌|升)了?(?:约|近|超)?$")
_MULTIPLIED = re.compile(r"[增涨升翻长扩]|提高")


def takes(task: Task, figure: Figure) -> bool:
    """Whether the figure is measured in what the task asks for; a growth or a share only where one is asked for."""
    if figure.kind == "amount" and not _NUMERAL.search(figure.text):
        return False  # 百亿元项目: a class of them
    if BOUND.search(figure.text) or BOUND.match(figure.right) or figure.unit in ("位次", "名次") or (task.operation == "share" and figure.kind == "share"):
        return False
    if counts_kinds(task.measure, figure):
        return False
    if not task.unit and figure.kind == "share":
        return bool(re.search(r"占|比例|比重|率", task.text))
    if task.unit == "%":
        grows = re.search(r"增|涨|升|降|快|猛", task.text)
        if figure.unit == "倍":
            return bool(grows) and "百分" not in task.text and bool(_MULTIPLIED.search(re.split("[,;。]", figure.before)[-1]))
        return figure.unit == "%" and bool(grows) == bool(_GROWN.search(figure.left))
    if task.unit.startswith(COUNT) and (unit := task.unit.removeprefix(COUNT)):
        alike = figure.unit in (unit, "个") or unit in figure.unit or {unit, figure.unit} <= _PIECES
        return figure.kind == "count" and (alike or (unit == "个" and figure.unit in COUNTABLE))
    return is_of(figure, task.unit)


_PIECES = frozenset("个项件条款种")  # 专利209件 beside 标准37项
_NUMERAL = re.compile(r"[\d一二三四五六七八九两]")


def measure(noun: str, figure: Figure) -> float:
    """How well what is measured fits: 1 it is said so, 0.6 nothing is said, 0 another thing is."""
    if GENERIC.match(noun) or figure.kind == "share":
        return 0.8
    said = re.findall(NOUNS, figure.left[-12:] + figure.right[:6])
    if not said:  # the unit of an investment says it; anything else has to be said before
        told = re.search("投|资金|金额", noun) or noun[-2:] in f"{paragraph_before(figure)} {figure.before}"
        return 0.5 if told else 0.0
    if any(a in noun or a[:2] in noun or noun[-2:] in a for a in said):
        wanted, given = (set(_QUALIFIED.findall(text)) for text in (noun, figure.left[-12:]))
        if wanted & _DONE and not given & _DONE and re.search("总|计划|预计", figure.left[-12:]):
            return 0.0  # 总投资 is not what has been done of it
        if "年度" in wanted and "年度" not in given:
            return 0.0  # nor is what is planned in all what is planned for a year
        if "总投资" in noun and given & {*_DONE, "年度"} and "总" not in figure.left[-12:]:
            return 0.0  # nor the other way round
        return 1.0 if not wanted or wanted & given else 0.5
    return 0.7 if float(load_words().alike([noun], said).max()) >= 0.55 else 0.0
