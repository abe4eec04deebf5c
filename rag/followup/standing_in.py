"""X呢: another attribute of the same thing, or the same of another thing, time or part (``rag.followup.replacing`` tells how)."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.embed.words import load_words
from rag.followup.conversation import NOT_SO, POSTS, Talk, started, topic
from rag.followup.counterpart import like_word, whose
from rag.followup.replacing import (
    COUNTABLE,
    also_counted,
    difference,
    exchanged,
    like_whole,
    of_like_city,
    of_like_name,
    of_like_place,
    of_like_share,
    of_object,
    of_series,
    substituted,
)
from rag.followup.subject import (
    ASKS,
    ATTRIBUTE,
    GROWTH,
    LABEL,
    Collection,
    asked_of,
    is_attribute,
    is_person,
    is_specific,
    is_transcribed,
    longest_known,
    owner_of,
    place_first,
    undated,
)
from rag.ground.sentences.coordination import THINGS
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.understand.question import understand

_POST = re.compile(rf"(?:{POSTS})$")
_SO = rf"那么?(?![{NOT_SO}])"
THEN = rf"(?:{_SO}|换成|如果是|再?说说|至于)"
WHAT_ABOUT = re.compile(rf"^{THEN}?,?(?P<new>.{{1,24}}?)呢$|^(?:{_SO}|换成|至于)(?P<bare>.{{2,24}}?)$")
DEGREE = re.compile(r"学士|硕士|博士|(?:本科|大专|专科|研究生)")
KIND_OF_THING = rf"(?:{THINGS}|[园区馆院部厂站路楼桥]|{LABEL})$"
THAT_ONE = re.compile(
    r"(?<=..)(?:的)?(?:那|这)(?:[一几]?[个家座款条所项位次块片栋笔批类种](?:地|楼|项目|工程|厂|钱)?|边|里|些)$|(?<=..)的$|(?<=..)(?:部分|方面)$"
)
_UNDERTAKING = re.compile("(?:项目|工程|公司|集团|企业|基地|园)$")
_FIGURES_OWN = re.compile(r"^(?:同比|环比)?(?:增[速长]率?|[增涨升降跌]幅|占比|比重|比例|排名|名次|位次|同比|环比)$")
_HELD_FIGURE = re.compile(  # what a question asks the amount of
    rf"(?:{ATTRIBUTE.pattern.removesuffix('$')}"
    r"|(?:卖|销|投|花|用|产|招|罚|亏|赚)(?:了|出|掉|到|资)*)(?:是|有|为|达到?|共|约)*$"
)


def what_about(new: str, talk: Talk, has: Collection) -> Talk:
    """X呢: another attribute of the same thing, or the same of another thing, time or part."""
    frame = fold_text(talk.frame)
    dates = find_dates(new)
    if dates and dates[-1].end == len(new) and dates[0].start > 1 and (find_names(lead := new[: dates[0].start]) or is_transcribed(lead)):
        return what_about(new[dates[0].start :], what_about(lead, talk, has), has)  # 乙公司7月呢
    if complete := of_like_place(frame, new, has.known):
        anchor = of_like_place(talk.anchor, new, has.known)
        return talk.asked(complete, anchor if anchor in complete else "", pair=difference(frame, complete))
    if complete := of_like_city(frame, new):
        return talk.asked(complete, anchor=of_like_city(talk.anchor, new), pair=difference(frame, complete))
    if (old := like_whole(frame)) and new != old and like_whole(new) == new:
        return talk.asked(frame.replace(old, new, 1), anchor=new, pair=(new, old))  # 乙区开工的项目, of 甲区6个签约项目
    if complete := of_like_share(frame, new):
        return talk.asked(complete, pair=difference(frame, complete))
    if is_attribute(new) and not GROWTH.search(new):
        talk = replace(talk, anchor=owner_of(talk.anchor))
    if (degree := DEGREE.search(frame)) and DEGREE.match(new):
        complete = frame.replace(degree.group(), DEGREE.search(new).group(), 1)  # type: ignore[union-attr]
        return talk.asked(complete, pair=difference(frame, complete))
    if complete := of_like_name(frame, new, has.together, talk.anchor):
        return talk.asked(complete, pair=difference(frame, complete))
    if complete := also_counted(frame, new, has.together, talk.anchor):
        return talk.asked(complete)
    if complete := of_series(frame, new, has.known):
        return talk.asked(complete, pair=difference(frame, complete))
    if complete := of_object(frame, new, has.together, talk.anchor):
        return talk.asked(complete, pair=difference(frame, complete))
    if new[0] in "比较" and dates and understand(frame).numeric:
        return talk.aside(f"{topic(talk.frame)}{new}{'上升或下降了几位' if understand(frame).kind == 'rank' else '增长了多少'}？")
    if understand(frame).kind == "count" and COUNTABLE.search(new) and talk.anchor and not re.search(f"{new[-2:]}|{talk.anchor[-2:]}$", frame + new):
        return talk.asked(f"{talk.anchor}有多少{new}？")  # 专利呢, after 制定了几项标准
    owner = talk.anchor.rpartition("的")[0] or place_first(talk.anchor)
    if (share := re.search(f"{re.escape(owner)}的?(?P<old>[^,的]{{2,10}}?)(?=占)", frame)) and not is_attribute(new) and not find_names(new):
        complete = frame[: share.start("old")] + new + frame[share.end() :]
        return talk.asked(complete, pair=(new, share["old"]))
    if frame and not is_attribute(new) and not find_names(new) and (complete := like_word(frame, new, has.known)):
        return talk.asked(complete, pair=difference(frame, complete))
    if beside := _of_owner(new, talk.anchor, frame, has):
        return talk.asked(frame.replace(talk.anchor, beside, 1), anchor=beside, pair=(beside, talk.anchor))
    if frame and not _FIGURES_OWN.match(new) and (complete := substituted(frame, new, has.known, has.together, talk.anchor)):
        kept = is_attribute(new) or find_dates(new) or talk.anchor in complete
        anchor = "" if kept else substituted(talk.anchor, new, has.known, has.together, talk.anchor)
        focus = talk.focus if talk.focus in complete else ""
        return talk.asked(complete, anchor if anchor in complete else "", focus, difference(frame, complete))
    if _FIGURES_OWN.match(new) and understand(frame).numeric:
        return talk.aside(f"{topic(talk.frame)}{new}是多少？")
    if is_attribute(new):
        owner = whose(talk.anchor) if asked_of(new) == "是谁" else talk.anchor
        owner += talk.counted(owner) if owner and "投资" in new else ""  # 有几个省级项目, 完成投资呢: theirs
        return talk.asked(f"{owner}{new}{asked_of(new)}？" if talk.anchor else f"{topic(talk.last)}，{new}{asked_of(new)}？")
    if "的" in new and len(longest_known(new.split("的")[0], has.known)) >= 4:
        asks = asked_of(new.split("的")[-1]) or "是多少"
        lead = whose(talk.anchor) if asks == "是谁" and has.together(whose(talk.anchor), new.split("的")[0]) else ""
        return started(f"{lead}{new}{asks}？", talk, has.known)
    if understand(talk.last).kind == "list" and len(longest_known(new, has.known)) >= 4:
        return talk.asked(f"{new}？", anchor=new)  # one of what was listed
    if talk.focus and talk.focus in frame:
        return talk.asked(frame.replace(talk.focus, new, 1), focus=new, pair=(new, talk.focus))
    elsewhere = bool(find_names(new)) and not has.together(talk.anchor, new)
    named = is_specific(new, has.known, has.telling) or len(longest_known(undated(new), has.known)) >= 5
    named = named or elsewhere or new[-2:] == talk.anchor[-2:] or all(_UNDERTAKING.search(each) for each in (new, talk.anchor))
    counted = named or (understand(frame).kind == "count" and COUNTABLE.search(new) is not None)
    if counted and (owner := _owner_of_both(new, talk.anchor, has)) and talk.anchor in frame:
        return talk.asked(exchanged(frame, talk.anchor, owner + new, has.together), anchor=owner + new, pair=(new, talk.anchor[len(owner) :]))
    if talk.anchor and talk.anchor in frame and named:
        return talk.asked(exchanged(frame, talk.anchor, new, has.together), anchor=new, pair=(new, talk.anchor))
    if measured := _measured(new, frame, talk, has):
        return talk.asked(measured, focus=new)
    return talk.asked(f"{talk.anchor or topic(talk.last)}{new}{_like(talk.frame)}？", focus=new)


def of_person(new: str, talk: Talk) -> str:
    """乙说要做什么 after 某局局长甲说要做什么, 乙呢; empty where the last question was on no person, or asked who somebody is."""
    last = fold_text(talk.last)
    if not is_person(new) or talk.last == talk.frame or understand(talk.last).kind == "person":
        return ""
    told = [*talk.names, *(brief for _, brief in talk.turns)]
    old = next((name for name in reversed(told) if is_person(name) and name in last), "")
    if not old or old == new:
        return ""
    before, _, behind = last.partition(old)
    return f"{new if _POST.search(before) else before + new}{behind}" if len(behind) > 2 else ""


def _measured(new: str, frame: str, talk: Talk, has: Collection) -> str:
    """甲区一季度省里开工项目总投资多少 of 甲区一季度签约项目总投资多少, 省里开工的呢: the figure asked for is asked of ``new`` too; empty where none is."""
    asks, asked = ASKS.search(frame), understand(frame)
    owner = next((name.text for name in find_names(frame) if name.start == 0), "")
    if not asks or not owner or not asked.numeric or ATTRIBUTE.search(new):
        return ""
    held = _HELD_FIGURE.search(frame[: asks.start()])
    if held is None or held.start() < len(owner):
        return ""
    core = frame[len(owner) : held.start()]
    dates = [date.text for date in find_dates(core)]
    head = re.search(r"(?:项目|工程|企业|公司|贷款|产品)$", undated(core).strip("的"))
    noun = head.group() if head and not new.endswith(head.group()[-1]) else ""
    return f"{owner}{dates[0] if dates else ''}{new}{noun}{held.group()}{frame[asks.start() :].rstrip('?')}？"


def _owner_of_both(new: str, anchor: str, has: Collection) -> str:
    """甲区的 of 甲区的创新平台, where 龙头企业 are asked for next: whose both are; empty where ``new`` has a name of its own."""
    owner, _, thing = anchor.rpartition("的")
    owned = len(owner) > 1 and len(thing) > 1 and any(name.end == len(owner) or name.start == 0 for name in find_names(owner))
    own = any(name.start == 0 and (name.end < len(new) or name.kind in ("place", "person")) for name in find_names(new))
    return f"{owner}的" if owned and not own and not is_person(new) and has.together(owner, new) else ""


def another(new: str, talk: Talk, has: Collection) -> Talk | None:
    """乙那个呢, after a question on 甲: the same of 乙, a name that stands with 甲; None where it is none, or it counts parts."""
    frame = fold_text(talk.frame)
    owned = len(new) < 3 and any(name.start == 0 and name.kind == "place" for name in find_names(frame))  # 晨光 of 甲区's
    name = not owned and new not in frame and has.known(new) and not is_attribute(new) and not find_dates(new) and new[-1] not in "类级型期"
    if not name or not talk.anchor or talk.anchor not in frame or talk.focus:
        return None
    return talk.asked(frame.replace(talk.anchor, new, 1), anchor=new, pair=(new, talk.anchor))


def _of_owner(new: str, anchor: str, frame: str, has: Collection) -> str:
    """甲港集装箱吞吐量 of 甲港货物吞吐量, 甲县小麦 of 甲县玉米: another figure or crop of the same owner; empty when it is none."""
    owner = owner_of(anchor)
    if owner != anchor and anchor in frame and ATTRIBUTE.search(new) and not GROWTH.fullmatch(new):
        return owner + new if not find_names(new) else ""
    first = next((name for name in find_names(anchor) if name.start == 0), None)
    rest = anchor[first.end :] if first else ""
    alike = 2 <= len(rest) <= 3 and 2 <= len(new) <= 3 and not ATTRIBUTE.search(rest) and len(load_words().segment(rest)) == 1
    if not first or not alike or anchor not in frame or find_names(new) or find_dates(new) or is_person(new) or re.search(KIND_OF_THING, rest):
        return ""
    return first.text + new if len(load_words().segment(new)) == 1 and has.together(first.text, new) else ""


def _like(last: str) -> str:
    """How the last question asked, for another thing."""
    asked = understand(last)
    ways = {"person": "是谁", "date": "是什么时候", "place": "在哪里", "organisation": "是哪家", "list": "有哪些", "why": "是为什么"}
    return "是多少" if asked.numeric else ways.get(asked.kind, "是多少")
