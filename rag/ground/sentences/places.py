"""Places in a sentence: what can be where something is, stands or happens, and what only looks like it.

The name of an undertaking (青石园二期项目) is no place but its site is one; a place without a suffix is told by what stands around
it (在白水湾采集到); what a question asks of is no answer to where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import in_order
from rag.text.fold import fold, fold_text
from rag.text.lexicon import CLASSES, COUNTRIES, TRADES
from rag.text.names import Name, ending_in, find_names
from rag.understand.question import Question

_CLASS = re.compile(
    r"(?:哪|什么)一?(?:[个家座条处片块所])?(?P<noun>[㐀-鿿]{1,6}?)"
    r"(?=[里上中内]?(?:[?。,的]|是|叫|有|在|将|会|把|被|要(?!素)|能(?!源|力|量|效)|可以|由|跟|与|从|最|曾|已|还|正|$))"
)
_SORT = re.compile("城市|国家|省份|地区|部门|单位|公司|企业|机构|网站")  # 城市|打拼: the rest says what is done there
_ASKS_SITE = re.compile(
    r"(?:[建设位盖]|坐落|落户|落地?|选址?|座落|安家|布局|放|设|开)[于在]?(?:了|到)?[^,?]{0,12}(?:哪|什么|何处)"
    r"|在[^,?]{0,10}的?哪[个座条片处里儿]|[设放选]在|工地|场地|现场|地址|位置"
)
_SITE = re.compile(r"现场(?:[—-]+|:|是|在)$|(?:位于|坐落[于在]?|座落[于在]?|地处|选址[于在]?|[建设]在|落户[于在]?|落地[于在]?|布局[于在]?|安家)[^,。]{0,12}$")
ORIGIN = re.compile("(?:什么|何)地方?的?人|哪[里儿]的人|哪里人|哪儿人|哪国人|何方人|籍贯|老家(?![^,?]{0,2}(?:总部|设|建))|祖籍|出生地")
_END_ASKED = (
    ("start", re.compile("[从由自]哪|哪[里儿](?:出发|起飞|始发|启程|起步|发车)|起点|出发地|始发")),
    ("goal", re.compile("[到至往去]哪|终点|目的地|抵达哪")),
)
_ROUTE = re.compile(
    r"(?:由|从|自)(?P<start>[^,，。;；、\d]{2,24}?)(?:出发|启程|起步|起飞|始发)?[,，]?(?:途经[^,，。;；]{2,20}[,，])?(?:最终|直)?(?:至|到达?|前往|开往|飞往|驶往|抵达|飞抵)"
    r"(?P<goal>[^,，。;；、()（）\d]{2,24}?)(?=[,，。;；、()（）]|$)"
)
_NUMBER_OF_HOUSE = re.compile(r"(?:(?<=[路街道巷弄])\d+(?:弄\d+|[-—]\d+)?号(?!线|楼线))?")
_NATIVE = re.compile("(?:(?<=[,，])|^|(?<=是))(?P<where>[㐀-鿿]{2,10})人(?=[,，。;；]|$)")
STRICT = frozenset(["街道", "路", "街", "镇", "乡", "村", "国家", "省", "省份", "高新区", "开发区", "经开区", "自贸区", "科技城", "大道", "园"])
"""Sorts of places that call themselves so: what does not is none."""
_SITE_ASKED = re.compile("哪一?[个家处块][^,?]{0,8}?的?(?P<noun>工地|场地|现场|地块)")
_DISTRICTS = ("科技城", "科学城", "新城", "片区", "街区", "社区", "小区", "新区", "开发区", "地块")
_ASKED = re.compile("(?:哪|什么)一?[个家所座条处片块]?[㐀-鿿]{0,8}")  # the sort asked for names nothing
_KNOWN_BY = 4  # characters of a name's end by which a question may call it
_STATE = re.compile(rf"^(?:{'|'.join(COUNTRIES.split())})(?:省|市)?(?:[㐀-鿿]{{2}}市)?")
_BODY_END = re.compile(rf"(?:{'|'.join(TRADES.split())}|(?:股份|责任|有限)*(?:公司|集团|企业)?)+$")
_DEFINED = re.compile(r"\((?:以下|下文|下)?(?:简称|称)?[为是:]?\"?(?P<short>[^()\",。]{2,16})\"?\)")
_LOCATES = re.compile("[在于]$|落[户地子]$")
_SITE_TAIL = re.compile(  # what stands behind the name of a place and is a place there
    r"(?:第?[一二三四五六七八九十\d]+期)?(?:项目|工程)?(?:建设|施工|开工)?(?:[东南西北中]部)?(?:区域)?[a-z\d-]*(?:场地|工地|现场|地块|用地|园内|厂内|厂区|院内|馆内|码头|广场)",
    re.IGNORECASE,
)
# What goes on to name an undertaking, and what says of one that it is the only or first of its kind.
_UNDERTAKING = re.compile(r"(?:(?![建投举开签落成启正共有的了是将在等和与及])[㐀-鿿]){0,16}?(?:建设)?(?:项目|工程|课题)(?![㐀-鿿]{0,4}(?:场地|工地|现场|地块))")
_DESCRIBED = re.compile("(?:(?:首[个家座批]|唯一|第一[个家座])的?|简?称[为是:]?[\"“]?)$")
_STANDS = r"落户(?:于|到|在)?|落地(?:于|到|在)?|坐落[于在]|选址(?:在|于)?|位于|落子|[设放建定选盖]在"
_DULY = "近日|日前|[昨今当]日|[昨今当]天|正式|隆重|顺利|率先|集中|首次|成功|加[速快]|大力"
_LIVES = "务工|打工|打拼|经商|求学|读书|上学|定居|任教|(?:工作|生活|居住|创业)(?=[了过多]|[\\d一二两三四五六七八九十])"
_HAPPENS_AT = re.compile(
    rf"(?:(?P<stands>{_STANDS})|(?<![存现正所意旨好定实潜不内])在)(?P<where>[㐀-鿿]{{1,14}}?)"
    rf"(?=(?:{_DULY})*(?:采集|发现|举[行办]|召开|成立|揭牌|挂牌|诞生|问世|面世|下线|启[动用]|投[产用]|开[工建园业馆幕播]|动工|奠基|竣工|落成|建设|兴建|建成|签[约署]|上市"
    rf"|亮相|发布|设立|注册|落[户地]|安家|出土|投资建|打响|拍摄|运[营行]|推[出行]|引[进入]|新建|扩建|{_LIVES})|(?(stands)[上里内]?[,。;]|(?!)))"
)
_NOWHERE = re.compile(  # 在会上, 在此期间, 在全国
    r"[的了这那此该其本各每某我你他]|^(?:[全世]|国[内外家]|当[天日前时场地年下中]|[今去明前][年天日后]|[同不未近]|[上下][午半述一次周月年届面]|第|一|现场|线上|线下|内|外|园区|企业|公司|项目|市场|医院|学校)"
    r"|[上中时下后前际来间]$|期间|过程|基础|方面|阶段"
    r"|^(?:推进|推动|接受|发展|开工|投产|建设|等$|地方)|仪式|会议|大会|活动|工作|领域|支持|推动|指导|带领|帮助|情况|条件|背景|季度|年|月|日"
)
# A house is a place to whoever asks where.
_VENUES = re.compile(r"(?:馆|剧院|剧场|中心|酒店|饭店|宾馆|医院|学校|大学|学院|中学|小学|法院|银行)$")


def place_spans(question: Question, text: str) -> list[tuple[int, int]]:
    """Where ``text`` names something that can be a place, in order; what ends as the asked sort does (哪个园) before what holds it."""
    if ends := route_ends(question, text):
        return ends
    spans = _sites(text, [(n.start, n.end) for n in find_names(text) if n.kind == "place" or _is_venue(n)])
    if ORIGIN.search(question.folded):
        spans += [span for found in _NATIVE.finditer(text) if (span := found.span("where")) not in spans]
    noun = asked_class(question)
    if noun and (noun in "园湖河江山寺塔坝" or noun in _DISTRICTS):
        found = ending_in(text, noun)
        longer = [span for span in found if noun in _DISTRICTS or not any(a <= span[0] and span[1] <= b for a, b in spans)]
        spans = [span for span in spans if not any(a <= span[0] and span[1] <= b for a, b in longer)] + longer
    return spans


def route_ends(question: Question, text: str) -> list[tuple[int, int]]:
    """Where a way begins or ends, of what leads from one place to another (由|甲站|至|乙门), where that end is asked for."""
    side = next((side for side, asks in _END_ASKED if asks.search(question.folded)), "")
    return [found.span(side) for found in _ROUTE.finditer(text)] if side else []


def asked_class(question: Question) -> str:
    """The word that says of what sort the asked place or organisation is: 园 of 建在哪个园里; empty when none does."""
    found = (_SITE_ASKED.search(question.folded) if question.kind == "place" else None) or _CLASS.search(question.folded)
    if found is None or question.kind not in ("place", "organisation"):
        return ""
    sort = _SORT.match(found["noun"])
    return sort.group() if sort else found["noun"]


def is_asked_of(question: Question, text: str, behind: str = "") -> bool:
    """Whether a name is that of the thing the question asks about, which is no answer to where it is or whose: 青石区域创新中心 of
    青石的区域创新中心在哪, 东州远舟科技有限公司 of 远舟. behind: what stands behind the name, where it may get its short form.
    """
    asked = _ASKED.sub(" ", question.folded)
    folded = re.sub(r"[()\"]", "", fold_text(text))
    if any(folded[-size:] in asked for size in range(_KNOWN_BY, len(folded) + 1)):
        return True
    bodies = (name.text for name in find_names(asked) if name.kind == "organisation" and len(name.text) >= _KNOWN_BY)
    if any(body[:2] in folded and body[-1] == folded[-1] and in_order(body, folded) for body in bodies):
        return True  # 东州工业生物所, of 国家科学院东州工业生物技术研究所
    stem = _BODY_END.sub("", _STATE.sub("", folded))
    defined = _DEFINED.match(fold_text(behind))
    return (len(stem) > 2 and stem in asked) or (defined is not None and defined["short"] in asked)


def happens_at(question: Question, sentence: Sentence, start: int, end: int) -> bool:
    """Whether what the question asks the place of is said to happen there: 在|白水湾|采集到 of 是在哪儿采到的."""
    text = sentence.article.text
    before, behind = fold_text(text[max(sentence.start, start - 3) : start]), fold_text(text[end : min(sentence.end, end + 2)])
    return question.kind == "place" and _LOCATES.search(before) is not None and any(char in question.folded for char in behind if char >= "一")


def stands_at(question: Question, sentence: Sentence, start: int) -> bool:
    """Whether the question asks where something stands and the words before ``start`` say so: 位于, 坐落在, 选址."""
    clause = re.split(r"[,，。;；:：]", sentence.article.text[sentence.start : start])[-1]
    return question.kind == "place" and _ASKS_SITE.search(question.folded) is not None and _SITE.search(fold_text(clause)) is not None


def of_class(noun: str, text: str) -> bool:
    """Whether a name calls itself what ``noun`` asks for: 青石工业园 a 园, 东湖大学 a 高校."""
    return fold_text(text).rstrip("\"'》)").endswith(called(noun))


def called(noun: str) -> tuple[str, ...]:
    """By what things of a sort may call themselves: the end of the word that asks for them, and its like (高校: 大学)."""
    end = noun[-2:]
    return next((tuple(words.split()) for words in CLASSES if end in words.split()), (end,))


def _sites(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where something can be, of the named places: a site goes on with what is there (青石园二期项目|建设场地); what is an undertaking
    (青石园二期|项目) is no place; and what no suffix tells stands between 在 and what happens there (在|白水湾|采集到)."""
    folded = fold(text)
    spans = [folded.span(*span) for span in _happens_at(folded.text)]
    for start, end in places:
        located = _LOCATES.search(fold_text(text[max(0, start - 3) : start])) is not None
        if site := _SITE_TAIL.match(text, end):
            spans.append((start, site.end()))
        elif located or not (_UNDERTAKING.match(text, end) or _DESCRIBED.search(text, max(0, start - 6), start)):
            spans.append((start, end))
    spans = [(s, _NUMBER_OF_HOUSE.match(text, e).end()) for s, e in spans]  # type: ignore[union-attr]
    return sorted({(s, e) for s, e in spans if not any((a, b) != (s, e) and a <= s and e <= b for a, b in spans)})


def _happens_at(folded: str) -> Iterator[tuple[int, int]]:
    for found in _HAPPENS_AT.finditer(folded):
        where = found["where"]
        if not _NOWHERE.search(where):
            yield found.span("where")


def _is_venue(name: Name) -> bool:
    return name.kind == "organisation" and _VENUES.search(fold_text(name.text)) is not None
