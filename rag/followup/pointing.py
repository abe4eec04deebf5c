"""What a follow-up points at put in: 第二个 of a list, 后者, 他, 它, 这家公司, 那里, 这句话, 次年."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.followup.conversation import MEASURE_WORDS, Talk, started, topic
from rag.followup.standing_in import DEGREE, KIND_OF_THING, WHAT_ABOUT, what_about
from rag.followup.subject import ASKS, GROWTH, OF_FIGURE, Collection, is_attribute, is_specific, owner_of, subject
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.lexicon import TITLES
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.types import History
from rag.understand.question import understand

_PERSON = re.compile(
    rf"^(?:那么?)?(?:他|她|人家(?=[㐀-鿿]{{2}})|这个?人|此人|其?本人|[这那]位(?:{'|'.join(TITLES.split())}|领导)?|他们|[这那](?:些|批|几[位名]|\d+[位名])(?:{'|'.join(TITLES.split())}|人(?![才]))?)(?=[^们]|$)"
)
_THING = re.compile(
    r"^(?:那么?)?(?:它们?的?|[这那](?:个|种|件)?(?:东西|玩意儿?|家伙|物件)的?(?=[㐀-鿿])|其(?![中他它余次实])的?|(?:(?:这|那|该|此)(?:一)?(?P<measure>[个项家座款种条所本支台次场件部届位首])|该|此(?!前|后|次|外|时)|这(?=项目|公司|企业|工程|机构|活动))(?P<type>[㐀-鿿]{1,4}?)?(?:的|(?=是|在|有|总|共|一|什|啥|哪|多|几|占|投|要|预|建|由|位|将|会|能|为|怎|何|谁|卖|现|目(?:前|标)|到|花|收|达|负|招|全|长|主|揭|计|打|,|呢|$)))"
)
_THERE = re.compile(r"^(?:那么?)?(?:(?:这|那)(?:里|儿|边|个?地方)|当地)的?")
_IN_THERE = re.compile(r"(?<=[㐀-鿿]{2})在(?:那里|那儿|那边|这里|这儿|当地)(?=[㐀-鿿])")
_NUMBERED = r"第[一二三四五六七八九十1-9]|最后[一那](?=.)"
_PLACED = "头一|末一|前一|后一|[前后]面的?那?一?|[前后]那一?"  # always with a measure word: 前面那家
_NTH = re.compile(
    rf"^(?:那么?)?(?:(?P<n>{_NUMBERED})[{MEASURE_WORDS}]?(?!届|期|批|季|轮|次|天|年)|(?P<placed>{_PLACED})[{MEASURE_WORDS}](?!月|季)|(?P<of_two>前者|后者))"
)
_NTH_OF_SEVERAL = re.compile(rf"(?:^(?:那么?)?|(?<=[比和跟与较]))(?P<n>{_NUMBERED}|{_PLACED})[{MEASURE_WORDS}](?!月|季)")
_KIND_AGAIN = re.compile(r"^(?:项目|公司|企业|机构|工程|产品|基地|园区)(?=.)")
_BEFORE = r"(?:你|您|我|咱)?们?(?:刚才|刚刚|前面|之前|上面|先前|早先|开头|(?:最|一)?开始|最早|最初)(?:你|您|我|咱)?们?"
_RETURN = re.compile(
    r"^(?:那么?|嗯|好的?)?,?(?P<back>(?:我们|咱们|再|又|还是)*(?:[回说绕]回(?:到|来)?|回(?:到|过头来?|头)再?(?:说|看|问)?|话说回来),?)?"
    rf"(?P<told>[你您](?:说|列|提|讲|答)(?:到|过|出)?的(?:那|这)?|{_BEFORE}(?:(?:说|提|讲|问|列|聊|谈|答|介绍|回答)(?:到|过|起|及|出)?了?的(?:那|这)?|(?:说|提|讲|问|聊|谈)(?:到|过|起)(?:那|这)|的?(?:那|这)))?"
    rf"(?:那|这)?(?:一?[{MEASURE_WORDS}])?(?=.{{2}})"
)
_YOU_SAID = re.compile(rf"^(?:{_BEFORE}|[你您])(?:是|不是)?(?:说|提到?|讲|回答)(?:过|了)?(?!的)(?P<told>[^,]{{2,24}}),(?=.{{3}})")
_THIS_FIGURE = re.compile(
    r"^(?:那么?)?(?:这|那|该|此)(?:一|个)*(?:(?:数[字据额]?|比[例重]|占比|规模|水平|增[速幅]|成绩|金额|名次|排名)(?:的)?|(?=在|占|超|比|是|算|属|达|够|已))"
)
_LONGEST = 12  # characters of how a thing is called again
_ITS = re.compile(r"^,?(?:(?:它|他|她)们?|其)?")
_THAT = re.compile(rf"(?<=.)(?:这|那|该|此)一?[{MEASURE_WORDS}批笔次场](?=[㐀-鿿]{{2}})")
_IT = re.compile(r"(?<=[㐀-鿿]{2})(?<![其吉排利比和跟与较])(?:(?P<thing>它)|[他她])(?!们|[人乡日国])")
_THAT_DAY = re.compile(r"^(?:那么?,?)?(?:那一?|当)天")
_OTHER = re.compile(r"^(?:那么?)?(?:另外?|剩下|余下)(?:的)?(?:那)?(?:一)?(?:个|家|项|座|种|条|款|位|所|栋|块|场|支)(?![㐀-鿿]{2,}(?:的|是))")
_DOES_THERE = re.compile(r"^(?:现在|目前)?在?(?:那|这)(?:里|儿|边|家?公司)?(?:现在|目前)?(?:是)?(?:干|做|当)(?:什么|啥|嘛)(?:工作|的|呢)*(?=[?？。]?$)")
_IN_POST = re.compile(
    r"^(?:现在?|目前|又|是)?(?:担任|出任|任|当|身居|身任|做|干)(?:着|的)?(?:是)?"
    r"(?:什么|何|啥|哪个|什麼)(?:职务|职位|职|職務|職位|官|官职)(?=[?？。]?$)"
)
_THEM = re.compile(r"(?<=[㐀-鿿]{2})它们的?")
_GROWN = re.compile(r"(?:同比)?[增涨](?:幅|速)(?:是|有|为|达到?)*(?=多少|多大|几)")
_THESE_WORDS = re.compile("这(?:句|番|段)?话(?=是|由|出自|又)")
_QUOTED_WORDS = re.compile("“[^“”]{4,}”")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_NEXT_YEAR = (
    (1, re.compile("(?:再|又)?(?:往后|之?后)的?一年|再?下一年|次年|翌年|第二年")),
    (-1, re.compile("(?:再|又)?(?:往前|之?前)的?一年|再?上一年|头一年(?=呢|[?。]*$)")),
)


def pointed(question: str, folded: str, talk: Talk, has: Collection) -> Talk | str | None:
    """The question with what it points at put in: 第二个 of a list, 后者, 他, 它, 这家公司; None when it points at nothing."""
    whole = question.strip()
    if back := _returned(folded, talk):
        return back
    if several := _several(folded, talk):
        return talk.aside(several)
    figure = _THIS_FIGURE.match(folded)
    if figure and figure.end() < len(folded) - 3 and understand(talk.frame).numeric and find_quantities(talk.brief):
        return talk.aside(topic(talk.frame) + folded[figure.end() :])
    other = _OTHER.match(folded)
    if found := _NTH.match(folded) or other:
        if not (item := talk.other() if other else talk.item(_which(found))):
            return None
        own = whole[found.end() :].lstrip(",，")
        kind = _KIND_AGAIN.match(own)
        whole = item + (own[kind.end() :] if kind and item.endswith(kind.group()) else own)
        asks = ASKS.search(whole.rstrip("呢？?。 "), len(item))
        return talk.asked(whole, anchor=item) if asks else whole
    if found := _PERSON.match(folded):
        if DEGREE.search(talk.last):
            whole = whole.replace("本科", "学士学位")
        person = talk.person()
        person += talk.people(person) if found.group()[-1] in "们人" or person == talk.anchor else ""
        return talk.aside(person + _DOES_THERE.sub("是什么职务", _IN_POST.sub("是什么职务", whole[found.end() :]))) if person else None
    if (there := _IN_THERE.search(folded)) and (place := _place_of(talk, has)) and len(folded) == len(whole.rstrip("?？。!！ ~,，")):
        return started(f"{whole[: there.start()]}在{place}{whole[there.end() :]}", talk, has.known)
    if found := _THERE.match(folded):
        answered = understand(talk.last).kind == "place" and talk.names
        thing = talk.names[-1] if answered else talk.anchor
    elif (found := _THING.match(folded)) and found.group().strip("那么"):
        thing = talk.thing(found["type"] or "", found["measure"] or "")
    elif (them := _THEM.search(folded)) and len(folded) == len(whole.rstrip("?？。!！ ~,，")) and (thing := talk.thing("", "")):
        return talk.asked(f"{thing}{talk.counted(thing)}{whole[: them.start()]}{whole[them.end() :]}", anchor=thing)
    else:
        return _inside(folded, talk, has)
    if found.group().startswith("它们"):
        thing += talk.counted(thing)
    rest = whole[found.end() :]
    if not rest:
        return None
    if not thing:
        return talk.aside(f"{topic(talk.last)}，{rest}")
    if (about := WHAT_ABOUT.match(fold_text(rest).rstrip(" ?。!~,"))) and (new := about["new"]):
        frame = talk.frame if thing in fold_text(talk.frame) else ""
        return what_about(new, replace(talk, anchor=thing, frame=frame), has)
    if thing == talk.anchor and OF_FIGURE.match(fold_text(rest)) and understand(talk.frame).numeric and GROWTH.search(subject(rest, has.known) or rest):
        rest = _GROWN.sub("同比增长", fold_text(rest))
        return talk.aside(topic(talk.frame) + rest, tail=rest)  # 它的同比增幅, after a figure: that figure's
    if is_attribute(own := subject(rest.lstrip("的"), has.known)) and not GROWTH.fullmatch(own):
        thing = owner_of(thing)  # 它的收入, after a port's throughput
    complete = thing + rest
    name = subject(complete, has.known) if "的" in (found.group()[-1], rest[0]) else ""
    return talk.asked(complete, anchor=name if name.startswith(thing) else thing)


def _which(found: re.Match[str]) -> str:
    return next(text for text in found.groups() if text)


def _several(folded: str, talk: Talk) -> str:
    """头一个比最后一个多多少 with what was listed in their places; empty where none is named but by one at the beginning."""
    found = list(_NTH_OF_SEVERAL.finditer(folded))
    items = [talk.item(each["n"]) for each in found]
    if not all(items) or not found or found[-1].start() == 0:
        return ""
    for each, item in zip(reversed(found), reversed(items), strict=True):
        folded = folded[: each.start()] + item + folded[each.end() :]
    return f"{folded}？"


def _returned(folded: str, talk: Talk) -> Talk | str:
    """A question that goes back, with what to: 回到前面那个法国公司，它… as 某某公司…; empty where it goes back to nothing."""
    if said := _YOU_SAID.match(folded):
        first = next((name.text for name in find_names(said["told"]) if name.start == 0), "")
        return first + folded[said.end() :]
    lead = _RETURN.match(folded)
    if lead is None or not (lead["back"] or lead["told"]):
        return ""
    ordinal = _NTH.match(folded)
    least = 2 if ordinal is None or not talk.item(_which(ordinal)) else 3  # 前面那个项目, of two listed
    rest = folded[lead.end() :]
    for end in range(min(len(rest), _LONGEST), least - 1, -1):
        if thing := talk.recalled(rest[:end]):
            own = _ITS.sub("", re.sub("^[那这][边里儿]", "", rest[end:])).removesuffix("呢")
            return talk.asked(f"{thing}{own}？", anchor=thing) if own else f"{thing}呢"
    if least == 3:
        return ""
    told = folded[lead.end("told") if lead["told"] else lead.end("back") :]
    return told if _NTH.match(told) else re.sub("^([^,]{2,14}),(?=.{2})", r"\1", rest)


def _inside(folded: str, talk: Talk, has: Collection) -> Talk | None:
    """A question with what it points at further on put in: 为什么要出这份意见, 谁在管它; None where a name before it may be meant."""
    for found in _THAT.finditer(folded):
        called = folded[found.end() :][:_LONGEST]
        if is_specific(folded[: found.start()], has.known, has.telling):
            continue
        for end in range(len(called), 1, -1):
            if thing := talk.recalled(called[:end]):
                return talk.asked(f"{folded[: found.start()]}{thing}{folded[found.end() + end :]}？", anchor=thing)
    it = _IT.search(folded)
    if it is None or "," in folded[: it.start()] or is_specific(folded[: it.start()], has.known, has.telling):
        return None
    meant = talk.thing("", "") if it["thing"] else talk.person()
    return talk.asked(f"{folded[: it.start()]}{meant}{folded[it.end() :]}？", anchor=meant) if meant else None


def _place_of(talk: Talk, has: Collection) -> str:
    """Where the last question was set: 乙园 of 甲公司在乙园的项目投资多少; what was answered where a place was asked for; empty where nowhere."""
    last = fold_text(talk.last)
    if understand(last).kind == "place" and talk.brief:
        return talk.brief
    found = re.search(r"在(?P<place>[㐀-鿿]{2,14})", last)
    piece = found["place"] if found else ""
    place = piece.partition("的")[0] if "的" in piece else next((piece[:end] for end in range(len(piece), 1, -1) if has.known(piece[:end])), "")
    return place if place and (find_names(place) or re.search(KIND_OF_THING, place)) else ""


def leaning(question: str, history: History) -> str:
    """``question`` with what leans on the last turn written out: 次年 after 2020年 as 2021年, 这句话 as the words that were quoted."""
    if not history:
        return question
    last, answer = history[-1]
    if day := _THAT_DAY.match(question):
        dates = [date.text for text in (answer, last) for date in find_dates(fold_text(text)) if date.text[-1] in "日号"]
        return dates[0] + question[day.end() :] if dates else question
    if (words := _THESE_WORDS.search(question)) and (quoted := _QUOTED_WORDS.search(answer)):
        return f"{question[: words.start()]}{quoted.group()}{question[words.end() :]}"
    for shift, pattern in _NEXT_YEAR:
        if (found := pattern.search(question)) and not _YEAR.search(question):
            years = _YEAR.findall(last) or _YEAR.findall(answer)
            if len(set(years)) == 1:
                return f"{question[: found.start()]}{int(years[0]) + shift}年{question[found.end() :]}"
    return question
