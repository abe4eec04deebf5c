"""Follow-up questions made complete from the conversation: 那东州呢？ 其中产业项目有多少？ 是谁说的？ 还有吗？

A question that names its own subject is left alone: forced rewriting is known to make search worse. The rewritten
form is searched beside the original, shown to the user, and can be edited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.question import content_terms, understand
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.lexicon import TITLES
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.types import History

Known = Callable[[str], bool]
Together = Callable[[str, str], bool]
_WHAT_ABOUT = re.compile(
    r"^(?:那么?(?!里|个|些|家|次|儿)|换成|如果是|再?说说)?(.{1,24}?)呢[?？。]*$|^(?:那么?(?!里|个|些|家|次|儿)|换成)(.{2,24}?)[?？。]*$"
)
_AMONG = re.compile(r"^(这|那么?|上述)?其中|^(这|那|上述)(几|些|\d+|[一二三四五六七八九十]+)个?|^里面")
_POINTS_BACK = re.compile(
    r"^(它|他|她|这|那|该|此|上述|前者|后者|当地|还有|另外|然后|具体)|(它|他|她)(们)?(的|是|在|有|和|说|会)|(这|那|该)(个|项|家|些|次|里|位)?(项目|公司|企业|园区|人|数字|基地|集团|地方|活动|中心|平台)?"
    r"|^(?:公司|企业|项目|园区|集团|工程|学校|医院)(?=[在有的是现将已]|计划)|^(?:对比|相比|比|较|和|与|跟|同)(?:年初|去年|上年|前年|往年|上月|上季度|同期|过去|以前)|^(是?谁|什么时候|何时|在?哪|多少|怎么|为什么|原因|分别|总共|一共|剩)"
)
_NTH = re.compile(r"^(?:那么?)?(?:(第[一二三四五六七八九十1-9]|最后一)(?:个|家|项|条|种|位|名|所)?|(前者|后者))")
_WHO = re.compile(r"^(?:那么?)?(?:它|他|她|该项目|该公司|该企业|这个项目|这家公司)")
_HOLDS = re.compile(rf"^(?P<post>[^,?？]{{2,24}}(?:{'|'.join(TITLES.split())}))(?:是|叫)")
_MARKER = re.compile(r"\[\d+\]")
_THING = re.compile(
    r".*(?:项目|工程|公司|集团|[高新开发示范园自创贸]区|中心|医院|大学|学院|研究院|基地|产业园|公园|银行|学校)(?=.{2})"
)
_PRONOUN = re.compile(r"^(这里|那里|那儿|那个?地方|这个?地方|当地|该项目|这个项目|该公司|这家公司|它们?|他们?|她们?|那么?)+(的|,|，)?")
_ASKS = re.compile(r"多少|几|什么|谁|哪|怎|何|吗")
_MEANT = re.compile(r"^(?:我(?:想|要)?(?:问|说|指)的?(?:是|就是)|指的是|(?:我)?(?:就|只)问)(?P<name>[^?？吗呢]{2,30}?)[。.!！]*$")
_NUMBERED = re.compile(r"第?(?:\d+|[一二三四五六七八九十]+)(?P<kind>号(?:楼|线|院|厅|馆|门|桥|井|机组|地块)?|期(?:工程|项目)?|标段|批次?|季度)$")
_ALL_NOW = re.compile(r"^(?:那么?)?(?P<when>现在|目前|如今|至今|到现在)?(?:一共|总共|总数|共)(?:有|是|达到)?(?:多少|几)(?P<measure>[个家项条名位人种件所座])?[?？。]*$")
_NEWLY = re.compile(r"新增|增加|净增|新[建设引入签]|这次|本次|此次")
_OWN_COUNT = re.compile(r"^(?:那么?)?[^,，?？]{2,12}的[^,，?？的]{1,8}?(?:一?共|总共)?有?(?:几|多少)[个家项条名位人种件所座]?[?？。]*$")
_SINCE = re.compile(r"^(?P<since>(?:对比|相比|比|较|和|与|跟|同)(?:今年)?(?:年初|去年|上年|前年|上月|上季度|同期)[^,?]{0,3}?)(?:相比)?,?(?:多了|多出了?|增加了?)(?P<rest>(?:多少|几).*)$")
_MOST_OF = re.compile(r"^(?:[㐀-鿿]{0,8}?最(?:[多大高贵长重少小低短]))(?=的)")
_MORE = re.compile(r"^(还有(吗|呢|别的吗|其他的?吗|哪些)|其他的?呢|别的呢|继续|接着说|更多)[?？。]*$")


def rewrite(
    question: str,
    history: History,
    known: Known,
    telling: Known = lambda text: False,
    together: Together = lambda first, second: True,
) -> str:
    """The question made complete, or the question itself when it needs nothing.

    history: earlier (question, answer) turns, oldest first; the questions in it may themselves be follow-ups.
    known: whether the collection contains a (folded) string. telling: whether one article alone, of several, does: a name
    of three characters makes a question complete, a common word does not. together: whether one article has both strings.
    """
    root, last = "", ""
    answers: list[str] = []
    for earlier, answer in history:
        last, root = _complete(_pointed(earlier, last, answers), root, known, telling, together)
        answers.append(answer)
    return _complete(_pointed(question, last, answers), root, known, telling, together)[0]


def _complete(
    question: str, root: str, known: Known, telling: Known, together: Together
) -> tuple[str, str]:
    """``question`` read after ``root``, the complete question the talk is about; and the root from here on."""
    if understand(question).kind in ("chat", "instruction"):
        return question, root
    if not root:
        return question, question
    folded = fold_text(question).strip()
    if _MORE.match(folded):
        return root, root
    if meant := _MEANT.match(folded):
        return meant["name"], meant["name"]
    newly = _NEWLY.search(fold_text(root))
    if newly and (total := _ALL_NOW.match(folded)) and (subject := fold_text(root)[: newly.start()].strip(" ,的")):
        earlier = understand(root)
        measure, noun = total["measure"] or earlier.measure, earlier.noun
        rewritten = f"{subject}{total['when'] or ''}{noun}总数是多少{measure}？"  # the whole, not what was added to it
        return rewritten, rewritten
    swap = _WHAT_ABOUT.match(folded)
    if swap and not _ASKS.search(swap.group(1) or swap.group(2)):
        new = (swap.group(1) or swap.group(2)).strip(" ,")
        if "的" in new and len(_longest_known(new.split("的")[0], known)) >= 4:
            return f"{new}是多少？", f"{new}是多少？"
        if understand(root).kind == "list" and len(_longest_known(fold_text(new), known)) >= 4:
            return f"{new}？", f"{new}？"  # one of what was listed
        if replaced := _substitute(root, new, known, together):
            return replaced, replaced
        rewritten = f"{_subject(root, known) or _topic(root)}{new}是多少？"
        return rewritten, rewritten
    if _AMONG.match(folded):
        part, subject = _AMONG.sub("", re.sub(r"^那么?(?=其中|里面)", "", question.strip())).lstrip("，, "), _subject(root, known)
        if most := _MOST_OF.search(part):
            asked = f"{_topic(root)}中，{'投资最多的' if '贵' in most.group() else most.group() + '的'}是哪个？"
            return asked, asked
        if subject and any(len(_longest_known(term, known)) >= 3 for term in content_terms(fold_text(part), figures=False)):
            return f"{subject}{part}", f"{subject}{part}"  # 其中产业项目有多少: the part has a name of its own
        bounded = find_quantities(fold_text(part)) and understand(root).kind == "amount"  # 10亿元以上的有几个: of the subject
        rewritten = f"{(subject if bounded else '') or _topic(root)}，{question.strip()}"
        return rewritten, rewritten
    if since := _SINCE.match(folded):
        return f"{_topic(root)}{since['since']}增加{since['rest']}", root
    if _OWN_COUNT.match(folded) and understand(root).numeric and (subject := _subject(root, known)):
        own = re.sub(r"^那么?", "", question.strip())
        return f"{subject}，{own}", root  # it says itself what is counted: what was counted before would mislead
    if _POINTS_BACK.search(folded) or not _own_subject(folded, known, telling):
        topic = _topic(root)
        if understand(root).kind == "person" and not re.search(r"[他她]|人|说", folded):
            topic = re.sub(rf"的?(?:{'|'.join(TITLES.split())})$", "", topic) or topic
        return f"{topic}，{_PRONOUN.sub('', question.strip())}", root
    return question, question


def _pointed(question: str, last: str, answers: Sequence[str]) -> str:
    """The question with what it points at in the answers put in: 第二个 of a list, 后者, 他 where somebody was named."""
    folded = fold_text(question)
    if found := _NTH.match(folded):
        for answer in reversed(answers[-3:]):
            items = _items(answer)
            at = _place(found.group(1) or found.group(2), len(items))
            if at is not None:
                return items[at] + question[found.end() :]
        return question
    if answers and (pronoun := _WHO.match(folded)):
        brief = _MARKER.sub("", answers[-1].strip().split("\n")[0]).strip("。 ")
        person = pronoun.group()[-1] in "他她" and understand(last).kind == "person"
        thing = pronoun.group()[-1] not in "他她" and re.search(r"哪一?[个家所座项]|叫什么|什么(?:项目|公司|机构)", last)
        if 2 <= len(brief) <= 24 and (person or thing) and not find_quantities(brief):
            held = _HOLDS.match(fold_text(last)) if person else None  # 某区主任是谁: 某区主任某某
            return (held["post"].replace("的", "") if held else "") + brief + question[pronoun.end() :]
    return question


def _items(answer: str) -> list[str]:
    """The numbered items of an answer, without their figures (总投资15亿元的某项目: 某项目) and markers."""
    lines = [re.match(r"\d+\. (.+)", line) for line in answer.splitlines()]
    return [re.sub(r"^.*\d[^的]{0,6}的(?=.{3})", "", _MARKER.sub("", line.group(1))).strip("。 ") for line in lines if line]


def _place(word: str, n: int) -> int | None:
    """Which of ``n`` items 第二, 前者 or 最后一 means; None when there is no such item."""
    if word in ("前者", "后者"):
        return (word == "后者") if n == 2 else None
    at = -1 if word.startswith("最后") else "一二三四五六七八九十".find(word[-1]) if word[-1:] != "1" else 0
    if word[-1:].isdigit():
        at = int(word[-1:]) - 1
    return at % n if n and -1 <= at < n else None


def _own_subject(folded: str, known: Known, telling: Known) -> bool:
    """Whether the question names something that the collection knows at length, or says much by itself."""
    terms = content_terms(folded)
    if sum(len(term) for term in terms) >= 8:
        return True
    return any(len(_longest_known(term, known)) >= 4 or len(_longest_known(term, telling)) >= 3 for term in terms)


def _substitute(context: str, new: str, known: Known, together: Together) -> str:
    """``context`` with the phrase that ``new`` stands beside replaced: a date for a date, a name for the like name."""
    folded = fold_text(context)
    if numbered := _NUMBERED.match(new):  # 2号楼什么时候竣工, 那1号楼呢
        same = re.sub(rf"第?(?:\d+|[一二三四五六七八九十]+){numbered['kind']}", new, folded, count=1)
        if same != folded:
            return same
    dates, new_dates = [d for d in find_dates(folded) if d.value], [d for d in find_dates(new) if d.value]
    if new_dates and len(new_dates[0].text) >= len(new) - 1:
        return folded[: dates[0].start] + new + folded[dates[0].end :] if dates else new + folded
    subject = _subject(context, known)
    if not subject:
        return ""
    # 东州 stands for 东州高新区 when the subject is 西州高新区: the shared tail is kept.
    for cut in range(1, len(subject) - 1):
        tail = subject[cut:]
        if not new.endswith(tail) and known(new + tail):
            return _fitting(folded, subject, new + tail, together)
    return _fitting(folded, subject, new, together) if find_names(new) or new[-2:] == subject[-2:] else ""


def _fitting(folded: str, subject: str, new: str, together: Together) -> str:
    """``new`` in the place of ``subject``; a modifier right behind it (集中开工的) goes where no article says it of ``new``."""
    before, _, rest = folded.partition(subject)
    modifier = re.match(r"([^,的?]{2,10})的(?=.{3})", rest)
    if modifier and not together(new, modifier.group(1)):
        rest = rest[modifier.end() :]
    return before + new + rest


def _subject(context: str, known: Known) -> str:
    """What the question is about: how far the collection knows its first term from the front, or the longest piece it knows."""
    for term in content_terms(fold_text(context), figures=False):
        for end in range(len(term), 1, -1):
            if known(term[:end]):
                thing = _THING.match(term[:end])  # 某项目|总投资: what is asked of it is not part of it
                return thing.group() if thing else term[:end]
        if piece := _longest_known(term, known):
            return piece
    return ""


def _longest_known(term: str, known: Known) -> str:
    """The longest piece of ``term`` that the collection contains; the earlier of equals."""
    for length in range(len(term), 1, -1):
        for start in range(len(term) - length + 1):
            if known(term[start : start + length]):
                return term[start : start + length]
    return ""


def _topic(context: str) -> str:
    """The earlier question as a topic: what it asks for is taken out, what it is about stays."""
    text = re.sub(r"[?？。!！]+$", "", context.strip())
    text = (
        re.sub(
            r"(是|有|为|达|共|在|由)?(多少(?:个|家|项|亿元|万元|元)?|什么时候|什么|谁|哪里|哪些|哪个|几[个家项条名位种件所座次期]?|吗|呢|为什么|怎么样?|如何)",
            "",
            text,
        ).strip("，, ")
        or text
    )
    return (
        re.sub(r"的?(总投资|投资|投资额|金额|面积|数量|时间|日期|名称|地点|位置|原因)(是|为|有|达)?$", "", text) or text
    )
