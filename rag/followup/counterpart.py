"""What stands beside what was asked of: the second after the largest, 省级 beside 市级, 肉类 beside 粮食类, the other one of two.

Rules over folded text that take the earlier question over, with the counterpart in its place; empty where there is none.
"""

from __future__ import annotations

import re
from itertools import accumulate

from rag.embed.words import load_words
from rag.followup.subject import ASKS, Known
from rag.ground.sentences.coordination import ADJECTIVE, NOUNS
from rag.text.dates import find_dates
from rag.text.names import find_names

_MOST = re.compile(rf"(?:最|更)(?P<adj>{ADJECTIVE})")
_NEXT_MOST = re.compile(
    rf"^(?:那么?|再|然后)?(?:排名?|(?:总|年)?(?:{NOUNS}))*(?:排(?:名|在|到)?|居|位居)?(?:在)?(?:第(?P<n>[二三四五六七八九2-9])(?:位|名)?(?P<adj>{ADJECTIVE})?|其次|次(?P<adj2>[大多高]))(?:的)?"
    r"(?:那?一?(?:个|家|项|类|座|种))?(?:项目|企业|公司|工程)?(?:呢|(?:是|叫)(?:哪一?[个家项类座种]?|谁|什么)[㐀-鿿]{0,4})?$"
)
_OTHER_END = re.compile(rf"^(?:那么?)?最(?P<adj>{ADJECTIVE})的?(?:那?一?(?:个|家|项|类|座|种))?(?:呢|(?:是|叫)(?:哪一?[个家项类座种]?|谁|什么))$")
_LABELLED = re.compile(
    r"^(?:那么?)?(?:那|这)?(?P<n>(?:\d+|[两二三四五六七八九十]+)[个家项])?(?P<new>(?:[省市县区镇]|国家|[㐀-鿿]{2,6}?)(?P<kind>[级类]))(?:的)?(?:那?(?:些|一?批|部分|几个))?(?:的)?"
    r"(?P<noun>项目|企业|工程|课题|平台)?(?:的)?(?P<asked>[^,]{2,})$"
)
_ASKED = re.compile(rf"{ASKS.pattern}|[了完好成]没有?$")
LEVEL = re.compile("省级?[、和与及]?市级|市级?[、和与及]?[县区]级|国家级|[省市县区镇]级")  # 省、市级 and 省市级 are one
_KIND = re.compile(r"(?:(?<=[上里中的在])|^)[^上里中的在\d]{2,8}类")
_THINGS_BEHIND = re.compile(r"^(?:的)?(?:重点|重大)?(?:项目|企业|工程|课题|平台)")
_TAILS = "业类型级"
_LONGEST = 12  # characters of what names one of a series
_REST = re.compile(
    r"^(?:那么?)?另外?(?:的)?(?:那)?一?[个家项座所栋条幢期块](?P<kind>项目|企业|公司|工程|基地|园区)?(?:呢)?,?(?:的)?(?P<asked>.*?)(?:呢)?$"
)
_ARABIC, _CHINESE = "123456789", "一二三四五六七八九"
_NUMBERED = re.compile(rf"(?<![{_ARABIC}{_CHINESE}十0])(?P<n>[{_ARABIC}{_CHINESE}])(?P<kind>号(?:楼|线|院|馆|厂房|机组|地块|桥)|期)(?!间)")
_ORGAN = re.compile(r"(?:党工委|党委|管委会?|工委|委员会|纪委|党组|政府|人大|政协)$")


def next_most(folded: str, frame: str) -> str:
    """哪个项目投资第二大, or 最小, after 哪个项目投资最大; empty where neither is asked."""
    asked, most, end = _NEXT_MOST.match(folded), _MOST.search(frame), _OTHER_END.match(folded)
    if end and most and re.search("哪|谁|什么", frame):
        return f"{frame[: most.start()]}最{end['adj']}{frame[most.end() :]}"
    if asked is None or most is None or not re.search("哪|谁|什么", frame):
        return ""
    return f"{frame[: most.start()]}第{asked['n'] or '二'}{most['adj']}{frame[most.end() :]}"


def other_label(folded: str, frame: str) -> str:
    """甲区省级重点项目完成投资多少 after one of 市级重点项目; empty where the frame has no label of its kind."""
    asked = _LABELLED.match(folded)
    if asked is None or not _ASKED.search(asked["asked"].rstrip("呢")):
        return ""
    pattern = LEVEL if asked["kind"] == "级" else _KIND
    old = [found for found in pattern.finditer(frame) if found.group() != asked["new"]]
    if len(old) != 1 or (asked["kind"] == "级" and not LEVEL.fullmatch(asked["new"])):
        return ""
    behind = _THINGS_BEHIND.match(frame[old[0].end() :])
    before = frame[: old[0].start()]
    if counts := ASKS.search(before):  # 甲区一季度实施了多少|省级项目
        owner = next((name.text for name in find_names(before) if name.start == 0), "")
        dates = find_dates(before[: counts.start()])
        before = f"{owner}{dates[0].text if dates else ''}" if owner else before
    thing = behind.group() if behind and not asked["asked"].startswith(behind.group()) else asked["noun"] or ("" if behind else "的")
    return f"{before}{asked['n'] or ''}{asked['new']}{thing}{asked['asked']}"


def like_word(frame: str, new: str, known: Known) -> str:
    """The frame with 肉制品业 for 屠宰业 where 肉制品 is said, with 创新平台 for 创新主体 where 平台 is; empty where nothing is so alike."""
    for label in _KIND.finditer(frame):  # 数字农业类 as a whole, beside 新业态(类)
        for kind in ("类", "项目"):
            alike = frame[label.end() :].startswith("项目") and len(new) > 2 and new not in frame
            if alike and known(new + kind):
                return f"{frame[: label.start()]}{new}{kind if kind == '类' else ''}{frame[label.end() :]}"
    words = load_words().segment(frame)
    starts = set(accumulate(map(len, words), initial=0))
    runs = [m.group(1) for m in re.finditer(rf"(?=([㐀-鿿]{{2}}[{_TAILS}]))", frame) if m.start() in starts]  # 屠|宰|业
    for word in (*words, *runs):
        if len(word) > 1 and word[-1] in _TAILS and new[-1] != word[-1] and word[:-1] != new and known(new + word[-1]):
            end = frame.index(word) + len(word)
            start = known_from(frame, end - len(word), end, known) if word[-1] == "类" else end - len(word)  # 数字现代|农业类
            return frame[:start] + new + frame[end - 1 :]
    if len(new) != 2 or new in frame:
        return ""
    for at in range(len(frame) - 3):
        phrase = frame[at : at + 4]
        parted = re.fullmatch("[㐀-鿿]{4}", phrase) and phrase[2:] in words and phrase[:2] in words and not ASKS.search(phrase)
        if parted and known(phrase) and known(phrase[:2] + new):
            return frame.replace(phrase, phrase[:2] + new, 1)
    return ""


def known_from(text: str, start: int, end: int, known: Known) -> int:
    """Where the longest piece of ``text`` ending at ``end`` begins that the collection has; ``start`` where it has none longer."""
    return next((at for at in range(max(0, end - _LONGEST), start) if known(text[at:end])), start)


def other_of_two(folded: str, anchor: str, frame: str, known: Known) -> str:
    """除了甲项目,另一个项目总投资是多少 after one of two was asked of, 2号楼 after 1号楼 where there is no third; empty where nothing is asked of it."""
    found = _REST.match(folded)
    numbered = list(_NUMBERED.finditer(frame)) if found else []
    if found and len(numbered) == 1 and not found["kind"]:
        label, digits = numbered[0], _ARABIC if numbered[0]["n"] in _ARABIC else _CHINESE
        own = frame[max(0, label.start() - 2) : label.start()] if label["kind"] == "期" else ""  # 园|三期: 二期 of another is none
        others = [new for digit in digits if digit != label["n"] and known(f"{own}{(new := digit + label['kind'])}")]
        if len(others) == 1:
            asked = found["asked"] if ASKS.search(found["asked"]) else frame[label.end() :].rstrip("?")
            return f"{frame[: label.start()]}{others[0]}{asked}?"
    if found is None or not anchor or anchor not in frame:
        return ""
    asked = found["asked"] or frame.partition(anchor)[2].lstrip("的").rstrip("?")
    return f"除了{anchor},另一个{found['kind'] or '项目'}{asked}?" if ASKS.search(asked) else ""


def whose(anchor: str) -> str:
    """甲高新区 of 甲高新区党工委: whose organ it is; ``anchor`` itself where it is none."""
    bare = _ORGAN.sub("", anchor)
    return bare if len(bare) > 2 else anchor
