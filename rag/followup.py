"""Follow-up questions made complete from the conversation: 那郑州呢？ 其中产业项目有多少？ 是谁说的？ 还有吗？

A question that names its own subject is left alone: forced rewriting is known to make search worse. The rewritten
form is searched beside the original, shown to the user, and can be edited.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.question import content_terms, understand
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.types import History

_WHAT_ABOUT = re.compile(r"^(?:那么?|那|换成|如果是|再?说说)?(.{1,24}?)(?:呢|怎么样|如何)[?？。]*$|^(?:那么?|换成)(.{2,24}?)[?？。]*$")
_POINTS_BACK = re.compile(r"^(其中|它|他|她|这|那|该|此|上述|前者|后者|当地|里面|还有|另外|然后|具体|为什么呢|谁说|是谁|什么时候|在哪|多少|怎么|为什么|原因|分别|总共|一共|剩)|(它|他|她)(们)?(的|是|在|有|和|说|会)|(这|那|该)(个|项|家|些|次|里|位)?(项目|公司|企业|园区|人|数字|基地|集团|地方|活动|中心|平台)?")
_MORE = re.compile(r"^(还有(吗|呢|别的吗|其他的?吗|哪些)|其他的?呢|别的呢|继续|接着说|更多)[?？。]*$")
_COMPLETE = 3  # content terms of its own that make a question without back-pointing words complete


def rewrite(question: str, history: History, known: Callable[[str], bool]) -> str:
    """The question made complete, or the question itself when it needs nothing.

    history: earlier (question, answer) turns, oldest first; the questions in it may themselves be follow-ups.
    known: whether the collection contains a (folded) string.
    """
    context = ""
    for earlier, _ in history:
        context = _complete(earlier, context, known)
    return _complete(question, context, known)


def _complete(question: str, context: str, known: Callable[[str], bool]) -> str:
    """``question`` read after ``context``, the last complete question."""
    if not context or understand(question).kind in ("chat", "instruction"):
        return question if not context or understand(question).kind not in ("chat", "instruction") else context
    folded = fold_text(question).strip()
    if _MORE.match(folded):
        return context
    if swap := _WHAT_ABOUT.match(folded):
        new = (swap.group(1) or swap.group(2)).strip(" ,")
        replaced = _substitute(context, new, known)
        if replaced:
            return replaced
    if _POINTS_BACK.search(folded) or not _own_subject(folded, known):
        return f"{_topic(context)}，{question.strip()}"
    return question


def _own_subject(folded: str, known: Callable[[str], bool]) -> bool:
    """Whether the question names something that the collection knows at length, or says much by itself."""
    terms = content_terms(folded)
    return sum(len(term) for term in terms) >= 8 or any(len(_longest_known(term, known)) >= 4 for term in terms)


def _substitute(context: str, new: str, known: Callable[[str], bool]) -> str:
    """``context`` with the phrase that ``new`` stands beside replaced: a date for a date, a name for the like name."""
    folded = fold_text(context)
    dates, new_dates = find_dates(folded), find_dates(new)
    if dates and new_dates and len(new_dates[0].text) >= len(new) - 1:
        return folded[: dates[0].start] + new + folded[dates[0].end :]
    subject = next((s for s in (_longest_known(term, known) for term in content_terms(folded)) if len(s) >= 2), "")
    if not subject:
        return ""
    # 郑州 stands for 郑州高新区 when the subject is 海口高新区: the shared tail is kept.
    for cut in range(1, len(subject) - 1):
        tail = subject[cut:]
        if not new.endswith(tail) and known(new + tail):
            return folded.replace(subject, new + tail, 1)
    return folded.replace(subject, new, 1)


def _longest_known(term: str, known: Callable[[str], bool]) -> str:
    """The longest piece of ``term`` that the collection contains; the earlier of equals."""
    for length in range(len(term), 1, -1):
        for start in range(len(term) - length + 1):
            if known(term[start : start + length]):
                return term[start : start + length]
    return ""


def _topic(context: str) -> str:
    """The earlier question as a topic: what it asks is taken out, what it is about stays."""
    text = re.sub(r"[?？。!！]+$", "", context.strip())
    return re.sub(r"(是|有|为|达|共|在|由)?(多少(?:个|家|项|亿元|万元|元)?|什么时候|什么|谁|哪里|哪些|哪个|几个?|吗|呢|为什么|怎么样?|如何)", "", text).strip("，, ") or text
