"""Which of the zones or cities that the articles tell of has the most, or lies above a bound: 哪个高新区总投资最多, 哪些高新区投资超过100亿元.

The question names none of them, and no article lists them: they are the names of that kind in what was retrieved, and each is asked by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.ground.arithmetic.among_named import above, bound_asked
from rag.ground.arithmetic.described import over
from rag.ground.arithmetic.facts import facts_of
from rag.ground.arithmetic.measured import takes
from rag.ground.arithmetic.operand import Find, Look, Operand
from rag.ground.arithmetic.outcome import result, table
from rag.ground.arithmetic.plan import Plan
from rag.ground.arithmetic.task import ADJ, Task
from rag.ground.draft import Draft
from rag.ground.sentences.coordination import NOUNS
from rag.ground.sentences.figures import Figure
from rag.text.fold import fold_text
from rag.text.names import find_names

_MOST_NAMES = 8  # names asked one by one
_KIND = "高新区|自创区|开发区|示范区|自贸区|新区|城市|省份"
_ENDS = {"城市": "市", "省份": "省"}
_MEASURE = rf"(?:的)?(?P<what>[^,最超哪]{{0,8}}?(?:{NOUNS})(?:总?额)?)"
_FORMS = (
    re.compile(rf"^(?P<when>[^,哪]{{0,12}}?)哪(?:一?个|座)(?P<kind>{_KIND}){_MEASURE}(?:规模)?(?:是|为)?最(?P<adj>{ADJ})(?:的)?$"),
    re.compile(rf"^(?P<when>[^,哪]{{0,12}}?)(?:这|那|这些|那些|几|各|所有|这几|那几)个?(?P<kind>{_KIND})(?:里面?|[当之]?中|间)?,?(?:是)?(?:哪一?个|谁){_MEASURE}(?:是|为)?最(?P<adj>{ADJ})(?:的)?$"),
    re.compile(rf"^(?P<when>[^,哪]{{0,12}}?)(?:有|是)?(?:哪些|哪几个|几个|多少个)(?P<kind>{_KIND}){_MEASURE}(?P<adj>)(?=超|过|高于|大于|多于|突破|达|不到|低于|少于|不足|在)[^,]*\d[^,]*$"),
)  # fmt: skip
_LEAST = re.compile("少|小|低|短")


def read_across(text: str) -> tuple[Task, str] | None:
    """The task of a plain folded question, and the kind of names it is over; None where it is no such question."""
    found = next((found for form in _FORMS if (found := form.match(text))), None)
    if found is None:
        return None
    text = re.sub("(?<=[亿万])(?=(?:以[上下])?的?$)", "元", text)  # 超过100亿
    task = over("above" if not found["adj"] else "extreme", text, "", (), found["what"])
    return replace(task, text=text, things=(), asked=f"{found['when']}{found['what']}", least=bool(_LEAST.search(found["adj"]))), found["kind"]


def across(task: Task, kind: str, look: Look, find: Find) -> Draft | None:
    """The names with their figures, and what follows; None where fewer than two of them have one."""
    names = _names(_ENDS.get(kind, kind), [look, find(f"{kind}{task.asked}")])
    operands = [Operand(name, figure) for name in names if (figure := _figure_of(name, names, task, find))]
    units = {operand.figure.unit for operand in operands}
    if len(operands) < 2 or len(units) > 1 or len({(o.figure.sentence.article.id, o.figure.start) for o in operands}) < len(operands):
        return None
    if task.operation == "above":
        outcome = above(task, operands) if bound_asked(task.text) else None
        named = re.search("（(.+)）", outcome.short) if outcome else None
        if outcome and named and re.search("哪些|哪几", task.text):
            outcome = replace(outcome, short=named[1])
        return table(operands, outcome) if outcome else None
    ranked = result(Plan("extreme", tuple(operand.name for operand in operands), least=task.least), operands)
    return table(operands, ranked) if ranked else None


def _names(end: str, looks: Sequence[Look]) -> list[str]:
    """The distinct names that end so, those of titles first."""
    articles = {scored.sentence.article.id: scored.sentence.article for look in looks for scored in look.evidence.scored}
    titles = [fold_text(article.title) for article in articles.values()]
    texts = [*titles, *(fold_text(article.text) for article in articles.values())]
    found = (name.text for text in texts for name in find_names(text) if name.kind in ("place", "organisation"))
    return list(dict.fromkeys(name for name in found if name.endswith(end) and len(name) > len(end) + 1))[:_MOST_NAMES]


def _figure_of(name: str, names: Sequence[str], task: Task, find: Find) -> Figure | None:
    """The figure of what is asked that is told of the name, by the likeliest brief answer; None where none is."""
    found = find(f"{name}{task.asked}是多少?")
    best = found.candidates[0] if found.candidates and found.judgement.answers else None
    if best is None:
        return None
    figure = next((f.figure for f in facts_of(found, False) if f.figure.sentence == best.scored.sentence and best.start <= f.figure.start < best.end), None)
    if figure is None or not takes(task, figure):
        return None
    sentence, title = figure.sentence.folded.text, fold_text(figure.sentence.article.title)
    anothers = any(other in sentence for other in names if other != name) and name not in sentence
    return figure if (name in sentence or name in title) and not anothers else None
