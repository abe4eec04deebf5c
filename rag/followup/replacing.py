"""X呢: what of the earlier question X stands in for: a date for a date, 2号楼 for 1号楼, 老馆 for 新馆, a name for the like name."""

from __future__ import annotations

import re

from rag.embed.words import load_words
from rag.followup.counterpart import LEVEL
from rag.followup.subject import ASKS, ATTRIBUTE, GROWTH, LABEL, Known, Together, is_attribute
from rag.ground.sentences.coordination import THINGS
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.lexicon import CITIES, COUNTRIES
from rag.text.names import find_names
from rag.understand.question import understand

_NUMBERED = re.compile(rf"{LABEL}(?:的)?$")
_NEXT = re.compile(r"^(?:再?(?P<back>上|前|往前)|(?P<on>下|后))(?:一|1)?(?P<kind>届|期|批|轮|季度|年|月|季|代|次|个月|个季度|年度)$")
_YEAR_BEFORE = re.compile(r"^(?:头一年|再往前一?年?|此前一年|上年)$")
_YEAR_AFTER = re.compile(r"^(?:次年|第二年|转年|来年|翌年)$")
_TIMES = re.compile(r"^(?:以前|之前|原来|过去|从前|当初|早先|现在|目前|如今|当时|后来|今后|将来|未来|改造前|改造后)$")
_LABEL_END = re.compile("号[楼线院厅馆门桥井]?|[期届轮批年级季](?:工程|度)?")
_DIGITS = "零一二三四五六七八九十"


def substituted(context: str, new: str, known: Known, together: Together, anchor: str) -> str:
    """Folded ``context`` with what ``new`` stands beside replaced; empty when nothing in it is of that sort.

    anchor: what the context is about.
    """
    folded = fold_text(context)
    if shifted := _shifted(folded, new):
        return shifted
    if numbered := _NUMBERED.match(new):  # 2号楼什么时候竣工, 那1号楼呢
        same = _alike(numbered).sub(new, folded, count=1)
        if same != folded or new in folded:
            return same
        if anchor and anchor in folded:
            return folded.replace(anchor, anchor + new, 1)
    if dated := _redated(folded, new, anchor):
        return dated
    if is_attribute(new):
        return _attribute(folded, new, anchor) or _contrast(folded, new)
    return _contrasted(folded, new, known, together, anchor)


_OBJECT = re.compile(
    r"^(?P<before>.{2,}?(?:多大(?:的)?(?:比例|比重|份额)的?|百分之(?:几|多少)的?|几成的?|多少|几))[个家项条名位人种件所座台辆吨张亩斤]?(?P<object>[㐀-鿿]{1,8})\??$"
)
_SHARE_OF = re.compile(r"(?:多大(?:的)?(?:比例|比重|份额)|百分之(?:几|多少)|几成)的?$")
_LIKE, _LIKER = 0.3, 0.1  # cosine from which words name things of one kind, and by how much more than those of what is spoken of


def of_object(context: str, new: str, together: Together, anchor: str) -> str:
    """能产多少挂面 of 一年能产多少吨面粉, 挂面呢: another object of the same verb; empty where ``new`` is rather like the subject."""
    asked = _OBJECT.match(fold_text(context))
    if asked is None or find_names(new) or not together(asked["object"], new):
        return ""
    if _SHARE_OF.search(asked["before"]):
        return f"{asked['before']}{new}?"  # 集聚了多大比例的甲类企业, 乙类平台呢
    words = load_words()
    (like, *others) = words.alike([new], [asked["object"], *words.segment(anchor)])[0].tolist()
    return f"{asked['before']}{new}?" if like > max(_LIKE, max(others, default=0.0) + _LIKER) else ""


_WHOLE = re.compile(rf".*(?:{THINGS})")


def like_whole(folded: str) -> str:
    """甲区6个开工项目, of which a question asks: a place with the things of it; empty where the text does not begin so."""
    asks = ASKS.search(folded)
    head = folded[: asks.start()] if asks else folded
    place = next((name for name in find_names(head) if name.start == 0 and name.kind in ("place", "organisation")), None)
    found = _WHOLE.match(head, place.end) if place else None
    return head[: found.end()] if place and found and found.end() - place.end > 3 and "," not in found.group() else ""


_HOW_MANY_OF = re.compile(r"(?:有|占|是)?(?:多少|几成|多大(?:的)?(?:比例|比重)|百分之(?:几|多少)(?:的)?)(?=[㐀-鿿]{2,}\??$)")
_OF_WHOLE = re.compile("(?P<owner>[㐀-鿿]{2,10}?(?:全[国省市县区州]|[市省县区州镇]))(?:的)?[㐀-鿿]{2,}$")


def of_like_share(context: str, new: str) -> str:
    """甲市的创新平台有多少在乙区 of 甲市的企业有多少在乙区: of other things that are counted; empty where none were so asked after."""
    asked = _HOW_MANY_OF.search(context)
    whole = _OF_WHOLE.match(context[: asked.start()]) if asked else None
    if asked is None or whole is None or not COUNTABLE.search(new) or any(name.start == 0 for name in find_names(new)):
        return ""
    return f"{whole['owner']}的{new}{context[asked.start() :]}"


_COUNTED = re.compile(r"(?:多少|几)[个家项条名位人种件所座台辆支批](?P<object>[㐀-鿿\"]{2,16})\??$")
COUNTABLE = re.compile(r"(?:工作站|机构|平台|专利|标准|团队|企业|项目|课题|生产线|实验室|人才|院士|专家|品种|产品|事项|政策|基金|岗位|工程师|博士)$")
_LIKE_NAMED = re.compile(r"(?P<own>.{2,12}?)(?P<kind>项目|工程|公司|基地|工厂|园区)$")


def also_counted(context: str, new: str, together: Together, anchor: str) -> str:
    """甲区有多少院士工作站 of 甲区引进了多少个人才团队, 院士工作站呢: another thing counted of the same owner; empty where it is none."""
    asked = _COUNTED.search(fold_text(context))
    owner = next((name for name in find_names(anchor) if name.start == 0), None)
    if asked is None or owner is None or not COUNTABLE.search(new) or new in anchor:
        return ""
    if any(name.start == 0 and name.end < len(new) for name in find_names(new)):
        return ""
    return f"{owner.text}有多少{new}?" if together(owner.text, new) and anchor in context else ""


def of_like_name(context: str, new: str, together: Together, anchor: str) -> str:
    """甲区远舟项目 of 甲区晨光机器人项目, 远舟呢: another of the same kind in the same place, by its bare name; empty where ``new`` is none."""
    place = next((name for name in find_names(anchor) if name.start == 0 and name.kind == "place"), None)
    named = _LIKE_NAMED.fullmatch(anchor[place.end :]) if place else None
    if place is None or named is None or anchor not in context or not 1 < len(new) < 7 or is_attribute(new) or find_dates(new) or _NUMBERED.search(new):
        return ""
    if new.endswith(named["kind"]) or find_names(new) or load_words().segment(new) == [new] or not together(place.text, new):
        return ""
    return context.replace(anchor, f"{place.text}{new}{named['kind']}", 1)


_BESIDE_PLACE = re.compile(r"(?P<by>在|对|向|往|从|到)(?P<place>[㐀-鿿]{2,12})$")
_OF_SERIES = re.compile(r"[类级品业型]$|(?:产品|项目|企业|公司|集团|市场|地区|客户|贷款)$")  # what names one of a series
_SERIES = 12  # characters of the longest of them


def of_series(context: str, new: str, known: Known) -> str:
    """甲公司在丙国卖了多少 of 甲公司在乙国卖了多少, 在丙国呢; 科技类签约项目 of 产业类签约项目, 科技类呢: what ends alike; empty where nothing does."""
    folded = fold_text(context)
    if LEVEL.fullmatch(new) and (levels := LEVEL.search(folded)):
        return folded[: levels.start()] + new + folded[levels.end() :]
    if is_attribute(new) or new in folded:
        return ""
    if placed := _BESIDE_PLACE.match(new):
        for old in find_names(folded):
            if old.kind == "place" and folded[: old.start].endswith(placed["by"]):
                return folded[: old.start] + placed["place"] + folded[old.end :]
        return ""
    tail = _OF_SERIES.search(new)
    if tail is None:
        return ""
    asks = ASKS.search(folded)
    first = next((name for name in find_names(folded) if name.start == 0), None)
    floor = max([first.end if first else 0, *(date.end for date in find_dates(folded))])
    found = [m for m in re.finditer(re.escape(tail.group()), folded) if floor + 2 <= m.end() and not (asks and asks.start() < m.end() <= asks.end())]
    for end in (m.end() for m in found):
        least = end - len(tail.group())
        starts = range(max(floor, end - _SERIES), least)
        start = next((at for at in starts if known(folded[at:end]) and not re.match("[的在了和与]", folded[at])), least)
        if start < least and not ASKS.search(folded[start:end]):
            return folded[:start] + new + folded[end:]
    return ""


_LEVELS = ("省", "市州", "县区旗", "镇乡", "村")


def of_like_place(context: str, new: str, known: Known) -> str:
    """乙县有多少人 of 甲县有多少人, 乙呢: another place of the same level for the only one of the context; empty where it is none."""
    folded = fold_text(context)
    places = [name for name in find_names(folded) if name.kind == "place"]
    if len(places) != 1 or new in folded or not 1 < len(new) < 7:
        return ""
    (old,) = places
    level = next((level for level in _LEVELS if old.text[-1] in level), "")
    if any(name.kind == "place" and name.text == new for name in find_names(new)):
        own = next((each for each in _LEVELS if new[-1] in each), level)
        return folded[: old.start] + new + folded[old.end :] if own == level or not level else ""
    spelt = next((new + end for end in (old.text[-1], *level) if known(new + end)), "") if level else ""
    return folded[: old.start] + spelt + folded[old.end :] if spelt else ""


PLACES = frozenset([*(name for line in CITIES.strip().splitlines() for name in line.split()), *COUNTRIES.split()])
_BARE_PLACE = re.compile("|".join(sorted((name for name in PLACES if len(name) > 1), key=len, reverse=True)))


def of_like_city(context: str, new: str) -> str:
    """指数里乙市排第几 of 指数里甲市排第几, 乙市呢: cities and countries said barely; empty where one is part of a longer name, or several are."""
    folded, bare = fold_text(context), new.removesuffix("市")
    found = [each for each in _BARE_PLACE.finditer(folded) if each.group() != bare]
    longer = {name.start for name in find_names(folded) if not name.text.endswith(("市", "省"))}
    if bare not in PLACES or len(found) != 1 or found[0].start() in longer or bare in folded:
        return ""
    return folded[: found[0].start()] + (bare if folded.startswith("市", found[0].end()) else new) + folded[found[0].end() :]


_COUNTED_LAST = re.compile(r"(?:多少|几)(?P<measure>[个家项条名位人种件只架枚台辆艘套])(?P<object>[^,?和与]{2,16})[?]*$")
_SUFFERED = re.compile(r"^(?:其中|那|又|一共|共)*(?P<deed>被[^,?]{2,8}?)了?(?:多少|几)(?P<measure>[个家项条名位人种件只架枚台辆艘套]?)[?]*$")


def of_counted(context: str, own: str) -> str:
    """那批飞机被打下多少架 of 用了多少架那批飞机, 被打下多少: what was counted has it done to it; empty where nothing was."""
    counted, suffered = _COUNTED_LAST.search(fold_text(context)), _SUFFERED.match(fold_text(own))
    if counted is None or suffered is None:
        return ""
    return f"{counted['object']}{suffered['deed']}了多少{suffered['measure'] or counted['measure']}?"


def exchanged(context: str, old: str, new: str, together: Together) -> str:
    """``new`` in the place of ``old``; a modifier right behind it (集中开工的) goes where no article says it of ``new``."""
    before, _, rest = fold_text(context).partition(old)
    modifier = re.match(r"([^,的?]{2,10})的(?=.{3})", rest)
    if modifier and not together(new, modifier.group(1)):
        rest = rest[modifier.end() :]
    return before + new + rest


def _shifted(folded: str, new: str) -> str:
    """上一届 of 第八届, 前一年 of 2022年: one before or after that of the context; empty when it has none."""
    step = _NEXT.match(new)
    by = -1 if _YEAR_BEFORE.match(new) or (step and step["back"]) else 1
    if not step and not _YEAR_BEFORE.match(new) and not _YEAR_AFTER.match(new):
        return ""
    kind = step["kind"].removeprefix("个") if step else "年"
    if kind in ("年", "年度"):
        year = re.search(r"(?:19|20)\d\d(?=年)", folded)
        return folded[: year.start()] + str(int(year.group()) + by) + folded[year.end() :] if year else ""
    found = re.search(rf"第?(\d+|[一二三四五六七八九十])(?={kind})", folded)
    if not found:
        return ""
    old = found.group(1)
    n = (int(old) if old.isdigit() else _DIGITS.index(old)) + by
    spelt = str(n) if old.isdigit() else _DIGITS[n] if 0 < n <= 10 else str(n)
    return folded[: found.start(1)] + spelt + folded[found.end(1) :] if n > 0 else ""


def _redated(folded: str, new: str, anchor: str) -> str:
    """A date in the place of a date, or before what is asked."""
    if _TIMES.match(new):
        now = re.search(r"现在|目前|如今|以前|之前|原来|过去", folded)
        return folded[: now.start()] + new + folded[now.end() :] if now else new + folded
    dates = find_dates(new)
    if not dates or len(dates[0].text) < len(new) - 1:
        return ""
    told = [date for date in find_dates(folded) if date.value or len(date.text) > 1]
    same = [date for date in told if date.text[-1] == new[-1]] or told
    if same:
        return folded[: same[0].start] + new + folded[same[0].end :]
    if anchor and anchor in folded:
        return folded.replace(anchor, anchor + new, 1)
    return new + folded


def _attribute(folded: str, new: str, anchor: str) -> str:
    """Another figure in the place of the one asked for: 合同外资 of 实际使用外资是多少."""
    asks = ASKS.search(folded)
    if not asks or not understand(folded).numeric or not anchor or anchor not in folded:
        return ""
    at = folded.index(anchor) + len(anchor)
    head = folded[at : asks.start()]
    bare = re.sub(r"(?:是|有|为|达到?|约|共|又)+$", "", head)
    dated = find_dates(bare)
    start = dated[-1].end if dated else 0
    grown = GROWTH.search(bare, start + 1) if not GROWTH.search(new) else None  # 营收同比增长多少, 利润呢: its growth
    own = bare[start : grown.start() if grown else len(bare)].lstrip("的")
    if not own or not (is_attribute(own) or (grown and ATTRIBUTE.search(own))) or not understand(f"{new}是多少").numeric:
        return ""
    asked = bare[grown.start() :] + folded[at + len(bare) :].rstrip("?") if grown else "是多少"
    return f"{folded[: at + start]}{'的' if bare[start:].startswith('的') else ''}{new}{asked}?"


def _contrasted(folded: str, new: str, known: Known, together: Together, anchor: str) -> str:
    """东州 for 西州高新区 (the shared tail is kept), 老馆 for 新馆: a phrase of the context that ends as ``new`` does."""
    names = [anchor, *(name.text for name in find_names(anchor) if name.text != anchor)]
    for name in names:
        for cut in range(1, len(name) - 1):
            tail = name[cut:]
            if not new.endswith(tail) and known(new + tail) and name in folded and not known(name[:cut] + new):
                return exchanged(folded, name, new + tail, together)
    if anchor in folded and (beside := _contrast(anchor, new)):
        return folded.replace(anchor, beside, 1)
    return _contrast(folded, new)


def difference(before: str, after: str) -> tuple[str, str]:
    """(what ``after`` has, what ``before`` has) where the two differ."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    short = min(len(before), len(after)) - start
    end = next((i for i in range(short) if before[-1 - i] != after[-1 - i]), short)
    while start and re.match(r"[\d第一二三四五六七八九十]", before[start - 1]):
        start -= 1
    if end and (label := _LABEL_END.match(before, len(before) - end)):
        end -= len(label.group())
    return after[start : len(after) - end], before[start : len(before) - end]


def beside_of(anchor: str, name: str) -> str:
    """``anchor`` made into the like thing that ``name`` is: 老馆 of 某图书馆新馆, 二期 of 某桥一期; empty when it is no such thing."""
    if numbered := _NUMBERED.match(name):
        found = _alike(numbered).search(anchor)
        return anchor[: found.start()] + name + anchor[found.end() :] if found else anchor + name if name not in anchor else ""
    return _contrast(anchor, name)


def _alike(numbered: re.Match[str]) -> re.Pattern[str]:
    """The labels of the same kind: 1号楼 beside 2号楼, 一期工程 beside 二期."""
    kind = re.escape(numbered["kind"].removesuffix("工程").removesuffix("项目"))
    return re.compile(rf"(?:第?(?:\d+|[一二三四五六七八九十]+)|首){kind}(?:工程)?")


def _contrast(folded: str, new: str) -> str:
    """冠军 exchanged for 亚军, 新馆 at the end for 老馆: a word as long that ends as ``new`` does."""
    if not 1 < len(new) < 5 or re.match("[全本该各]", new):
        return ""
    words = load_words().segment(folded)
    tails = [folded[-len(new) :]] if folded[-1:] == new[-1] else []
    heads = [folded[at : at + len(new)]] if len(new) > 3 and (at := folded.find(new[:2])) >= 0 else []
    for phrase in (*tails, *words, *heads):
        if len(phrase) == len(new) and (phrase[-1] == new[-1] or phrase in heads) and phrase != new and not ASKS.search(phrase):
            at = folded.rindex(phrase)
            return folded[:at] + new + folded[at + len(phrase) :]
    return ""
