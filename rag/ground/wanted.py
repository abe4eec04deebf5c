"""What code can look for: everything in a sentence that is of the type the question asks for."""

from __future__ import annotations

import re

from rag.ground.sentence import Sentence, dates_in
from rag.question import MONEY, Question
from rag.text.fold import fold, fold_text
from rag.text.names import find_names
from rag.text.numbers import Quantity, find_quantities

QUOTED = re.compile(r"[“「]([^“”「」《》]{2,30})[”」]|《([^《》]{2,60})》")
_OPEN_END = re.compile(r"(?:是|了)?(?:些|个|一个)?(?:什么|啥|哪一?[个项种座款])[㐀-鿿]{0,6}[?。]*$")
_PHRASE = re.compile(r"[^,。;:、!?\"\n]{2,30}")
_PRECISE = (
    (re.compile(r"哪一?[天日](?!起)|几[号日]|何日|哪个日子"), re.compile(r"-\d\d-\d\d")),
    (re.compile(r"几月|何月|哪一?个?月"), re.compile(r"-\d\d")),
    (re.compile(r"[哪几]一?个?季度|第几季"), re.compile(r"-Q\d")),
)
# What is cited between 《 and 》.
_WORKS = (
    "文件", "意见", "办法", "方案", "规划", "条例", "刊物", "期刊", "杂志", "报纸", "论文", "报告", "文章", "标准", "电影",
    "歌曲", "著作", "图书", "节目",
)  # fmt: skip


def wanted_type(question: Question) -> str:
    """``quantity``, ``date``, ``person``, ``organisation``, ``place`` or empty: what code can look for."""
    if question.numeric:
        return "quantity"
    return question.kind if question.kind in ("date", "person", "organisation", "place") else ""


def lacks_figure(question: Question, text: str) -> bool:
    """Whether a figure or a time is asked for and ``text`` has neither figure nor time in it."""
    if wanted_type(question) == "quantity":
        return not find_quantities(text) and not re.search(r"\d", text)
    if question.kind in ("comparison", "aggregation") and question.unit:
        money = question.unit == MONEY
        return not any(q.kind == "amount" if money else q.unit == question.unit for q in find_quantities(text))
    return question.kind == "date" and not re.search(r"[年月日号天时周季]|\d:\d\d|[今明昨后]|春|夏|秋|冬|期间|以来|前|后", text)


def typed_spans(question: Question, sentence: Sentence) -> list[tuple[int, int]]:
    """Article offsets of everything in the sentence that is of the wanted type."""
    text = sentence.text
    wanted = wanted_type(question)
    if wanted == "quantity":
        spans = [(q.start, q.end) for q in find_quantities(text) if fits_quantity(question, q, text)]
    elif wanted == "date":
        dates = [d for d in dates_in(sentence) if d.value]
        precise = [d for d in dates if _as_precise(question.folded, d.value)]
        spans = [(d.start, d.end) for d in precise or dates]
    elif wanted:
        spans = [(n.start, n.end) for n in find_names(text) if n.kind == wanted]
    elif continued := continuation(question, text):
        spans = [continued]
    elif question.noun:
        names = [(n.start, n.end) for n in find_names(text)]
        quoted = [m.span(m.lastindex or 0) for m in QUOTED.finditer(text)]
        spans = [span for span in dict.fromkeys([*names, *quoted]) if is_a(question, text[slice(*span)])]
    else:
        spans = []
    return [(sentence.start + start, sentence.start + end) for start, end in spans]


def _as_precise(folded: str, value: str) -> bool:
    """Whether a date says the day, the month or the quarter that is asked for."""
    asked = next((pattern for words, pattern in _PRECISE if words.search(folded)), None)
    return asked is None or asked.search(value) is not None


def continuation(question: Question, text: str) -> tuple[int, int] | None:
    """What stands in ``text`` where an open question has 什么: 建了全省最长的什么 and …全省最长的滑道,… ; None when it does not.

    The words in front of 什么 must stand in the text, three characters or more of them.
    """
    asked = _OPEN_END.search(question.folded)
    if question.kind != "what" or asked is None:
        return None
    before, folded = question.folded[: asked.start()], fold(text)
    for size in range(min(len(before), 12), 2, -1):
        at = folded.text.find(before[-size:])
        if at >= 0:
            end = _PHRASE.match(folded.text, at + size)
            return folded.span(at + size, end.end()) if end else None
    return None


def fits_quantity(question: Question, quantity: Quantity, text: str) -> bool:
    """Whether a quantity is of the kind and unit that a numeric question asks for."""
    kind = question.kind
    if kind == "share":
        return quantity.kind == "share"
    if kind == "multiple":
        return quantity.kind == "multiple"
    if kind == "rank":
        return quantity.kind == "ordinal" or quantity.unit == "位次"
    if kind == "duration":
        return quantity.kind == "measure" and quantity.unit in (
            "年",
            "周年",
            "月",
            "秒",
            "个季度",
            "工作日",
            "个工作日",
        )
    if kind == "amount":
        if question.unit == MONEY:
            return quantity.kind == "amount"
        return quantity.unit == question.unit if question.unit else quantity.kind in ("amount", "measure")
    if not question.measure and question.noun:
        return quantity.kind in ("count", "measure") and text[quantity.end :].lstrip("的").startswith(question.noun[:2])
    if not question.measure:  # a bare 多少: 投了多少, 涨了多少
        return quantity.kind in ("amount", "count", "share", "multiple", "measure", "number")
    if quantity.kind != "count":
        return False
    measure = {"名": "人", "位": "人"}.get(question.measure, question.measure)
    if measure == quantity.unit or measure in ("", "个", "项", "种") or quantity.unit == "个":
        return True
    return question.noun != "" and question.noun[:2] in text[quantity.end : quantity.end + 12]


def is_a(question: Question, text: str) -> bool:
    """哪个产业集群 asks for something that calls itself 集群, 哪份文件 for something between 《 and 》."""
    if question.noun.endswith(_WORKS):
        return text.startswith("《") and text.endswith("》")
    return len(question.noun) >= 2 and fold_text(text).rstrip("\"'》)").endswith(question.noun[-2:])
