"""What code can look for: everything in a sentence that is of the type the question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rag.ground.sentence import Sentence, dates_in
from rag.question import MONEY, Question
from rag.text.fold import Folded, fold, fold_text
from rag.text.lexicon import CLASSES, COUNTRIES, TITLES, TRADES
from rag.text.names import Name, ending_in, find_names, likely_persons, members_named
from rag.text.numbers import Quantity, find_quantities
from rag.text.thesaurus import kindred
from rag.text.units import unit_table

QUOTED = re.compile(r"[“「]([^“”「」《》]{2,30})[”」]|《([^《》]{2,60})》")
_OPEN_END = re.compile(r"(?:是|了)?(?:些|个|一个)?(?:什么|啥|哪一?[个项种座款])[㐀-鿿]{0,6}[?。]*$")
_DIFFICULTY = re.compile("(?:难点|难题|困难|瓶颈|挑战|难处)(?:就是|在于|是)(?P<what>[^,。;:]{2,20})(?=[,。;])")
_ITS_NAME = re.compile(r",?的?(?:正式|官方)?(?:全称|名称|名字|全名)$")
_DID_WHAT = re.compile(r"(?P<verb>(?:(?![了的们])[㐀-鿿]){1,2})了(?:些|个)?(?:什么|啥)[?。]*$")
_GRAMMAR = re.compile("[的了在是和与及被把将对为]")
_PHRASE = re.compile(r"(?:就是|在于|是)?+\"?(?P<what>[^,。;:、!?\"\n]{2,30})")
_PRECISE = (
    (re.compile(r"哪一?[天日](?!起)|几[号日]|何日|哪个日子"), re.compile(r"-\d\d-\d\d|[日号]")),
    (re.compile(r"几月|何月|哪一?个?月"), re.compile(r"-\d\d|月")),
    (re.compile(r"[哪几]一?个?季度|第几季"), re.compile(r"-Q\d")),
)
# What is cited between 《 and 》.
_WORKS = (
    "文件", "意见", "办法", "方案", "规划", "条例", "刊物", "期刊", "杂志", "报纸", "论文", "报告", "文章", "标准", "电影",
    "歌曲", "著作", "图书", "节目",
)  # fmt: skip
GOODS = frozenset({"产品", "商品", "设备", "药品", "药物", "材料", "食品", "饮料"})  # 什么产品: 医用诊断|产品
_HOW_LARGE = re.compile(r"多[大高长重宽深远厚](?:的?(?:规模|盘子|体量|面积|范围|容量|个头|尺寸|额度|手笔|力度))?(?=[?。的]*$)")
_SCALED = re.compile("[亿万月]|百分点|小时|季度|星期|工作日")  # 几个亿, 几个小时: 个 counts no things
_STATES_DAY = re.compile(r"\d|[一二三四五六七八九十]")
_WHICH = re.compile("哪一?[个家座所只条款国省市县区]|谁")  # 哪个区居第一: no rank is asked for
_SPELT_TIME = re.compile("[一两半几数][年月周天日]|[一两半几数]个?(?:月|星期|小时|世纪)")
_CALLED = re.compile(  # 当家人叫什么, 岳母的名字是什么
    rf"(?:人|把手|选手|{'|'.join(TITLES.split())}|领袖|主帅|队长|队员|冠军|亚军|得主|妻子|丈夫|父亲|母亲|儿子|女儿|岳[父母]|前锋|后卫|门将)"
    r"(?:的名字)?(?:是|叫做?|名叫)(?:什么|啥)(?:名字?)?[?。]*$"
)
_DOES = re.compile(  # 谁造的, 由谁运营, 招商归谁管: a firm as well as a person
    r"谁家|谁(?:来|去|在)?(?:负责)?(?:建|造|盖|修|承|开发|研[发制]|运营|经营|生产|制造|提供|供应|出[资面]|投资|掏钱|买单|主办|举办|发起|管|评|颁|看|配|搭配|检测|认定|操[刀办持]|设计|张罗|打理|牵头|承办)"
    r"|[由归]谁(?!说|介绍|透露|主持|致辞|带队|讲)|谁在?(?:做|办|忙|推|搞|干)(?:的|着|[?。]*$)"
)
_CLASS = re.compile(r"(?:哪|什么)一?(?:[个家座条处片块所])?(?P<noun>[㐀-鿿]{1,6}?)(?=[里上中内]?(?:[?。,的]|是|叫|有|在|将|会|把|被|$))")
_ASKS_SITE = re.compile(r"(?:[建设位盖]|坐落|落户|落地?|选址?|座落|安家|布局|放|设|开)[于在]?(?:了|到)?[^,?]{0,12}(?:哪|什么|何处)|在[^,?]{0,10}的?哪[个座条片处里儿]|[设放选]在|工地|场地|现场|地址|位置")
_SITE = re.compile(r"现场(?:[—-]+|:|是|在)$|(?:位于|坐落[于在]?|座落[于在]?|地处|选址[于在]?|[建设]在|落户[于在]?|落地[于在]?|布局[于在]?|安家)[^,。]{0,12}$")
# A house is a place to whoever asks where.
STRICT = frozenset(["街道", "路", "街", "镇", "乡", "村", "国家", "省", "省份", "高新区", "开发区", "经开区", "自贸区", "科技城", "大道"])
"""Sorts of places that call themselves so: what does not is none."""
_SITE_ASKED = re.compile("哪一?[个家处块][^,?]{0,8}?的?(?P<noun>工地|场地|现场|地块)")
_DISTRICTS = ("科技城", "科学城", "新城", "片区", "街区", "社区", "小区", "新区", "开发区", "地块")
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
_DESCRIBED = re.compile(r"(?:首[个家座批]|唯一|第一[个家座])的?$")
_STANDS = r"落户(?:于|到|在)?|落地(?:于|到|在)?|坐落[于在]|选址(?:在|于)?|位于|落子|[设放建定选盖]在"
_DULY = "近日|日前|[昨今当]日|[昨今当]天|正式|隆重|顺利|率先|集中|首次|成功|加[速快]|大力"
_HAPPENS_AT = re.compile(
    rf"(?:(?P<stands>{_STANDS})|(?<![存现正所意旨好定实潜不内])在)(?P<where>[㐀-鿿]{{1,14}}?)"
    rf"(?=(?:{_DULY})*(?:采集|发现|举[行办]|召开|成立|揭牌|挂牌|诞生|问世|面世|下线|启[动用]|投[产用]|开[工建园业馆幕播]|动工|奠基|竣工|落成|建设|兴建|建成|签[约署]|上市"
    r"|亮相|发布|设立|注册|落[户地]|安家|出土|投资建|打响|拍摄|运[营行]|推[出行]|引[进入]|新建|扩建)|(?(stands)[上里内]?[,。;]|(?!)))"
)
_NOWHERE = re.compile(  # 在会上, 在此期间, 在全国
    r"[的了这那此该其本各每某我你他]|^(?:[全世]|国[内外家]|当[天日前时场地年下中]|[今去明前][年天日后]|[同不未近]|[上下][午半述一次周月年届面]|第|一|现场|线上|线下|内|外|园区|企业|公司|项目|市场|医院|学校)|[上中时下后前际来间]$|期间|过程|基础|方面|阶段"
    r"|^(?:推进|推动|接受|发展|开工|投产|建设|等$|地方)|仪式|会议|大会|活动|工作|领域|支持|推动|指导|带领|帮助|情况|条件|背景|季度|年|月|日"
)
_VENUES = re.compile(r"(?:馆|剧院|剧场|中心|酒店|饭店|宾馆|医院|学校|大学|学院|中学|小学|法院|银行)$")
_MOVES = re.compile(r"(?:上升|提升|提高|进步|前进|前移|升|下降|后退|退步|下滑|后移|降|跌|超越)了?$")
_MOVED = re.compile(r"(?:上升|提升|提高|进步|前进|前移|升|下降|后退|退步|下滑|后移|降|跌|超越|[往向][前后][㐀-鿿]?|[挪爬])了?(?:几|多少)个?(?:位次|名次|[位名])")
_PLACED = re.compile(  # a rank without a number of its own
    r"(?:全球|世界|全国|国内|国际|亚洲|欧洲|全[省市区县]|[㐀-鿿]{2}省|行业)?(?:最[大高多长早强快深宽](?![㐀-鿿]?限)|首位|榜首|前(?:[一二三四五六七八九十百]+|\d+)(?:名|强|位|列)?(?![年月天日个]))"
    r"|(?:全球|世界|全国|国内|亚洲)?[㐀-鿿]{0,8}(?:[十百]|\d+)[大强][㐀-鿿]{0,6}之一"
)
_TIMES = frozenset({"秒", "年", "周年", "个月", "岁", "周岁", "工作日", "交易日", "个季度"})


def wanted_type(question: Question) -> str:
    """``quantity``, ``date``, ``person``, ``organisation``, ``place`` or empty: what code can look for."""
    if question.numeric:
        return "quantity"
    if question.kind == "what" and _CALLED.search(question.folded):
        return "person"
    return question.kind if question.kind in ("date", "person", "organisation", "place") else ""


def lacks_figure(question: Question, text: str) -> bool:
    """Whether a figure or a time is asked for and ``text`` has none, or a figure of another dimension (多少米: 300吨)."""
    if wanted_type(question) == "quantity" and not _WHICH.search(question.folded):
        if question.kind == "duration" and _SPELT_TIME.search(text):
            return False
        if question.kind == "rank" and _PLACED.search(text):
            return False
        stated = find_quantities(text)
        return (not stated and not re.search(r"\d", text)) or (bool(stated) and all(_of_another(question, q) for q in stated))
    if question.kind == "what" and _HOW_LARGE.search(question.folded):
        return not find_quantities(text)
    if question.kind in ("comparison", "aggregation") and question.unit:
        money = question.unit == MONEY
        return not any(q.kind == "amount" if money else q.unit == question.unit for q in find_quantities(text))
    return question.kind == "date" and not re.search(r"[年月日号天时周季]|\d:\d\d|(?<!\d)\d{4}(?!\d)|[今明昨后]|[春夏秋冬晨早午晚夜]|期间|以来|前|后", text)


def _of_another(question: Question, stated: Quantity) -> bool:
    """Whether a quantity measures or counts what the asked measure word cannot: 米 no weight, 件 no share, 人 no 项目."""
    money = stated.kind == "amount"
    if question.kind == "amount" and question.unit and not question.measure:
        return not money if question.unit in (MONEY, "元", "美元") else stated.kind in ("amount", "share", "count")
    if question.kind == "count" and not question.measure and (question.noun or question.english):
        return money and question.unit != MONEY
    asked = unit_table().get(question.measure.strip("亿万"))
    if asked is None or _SCALED.match(question.noun) or question.kind not in ("amount", "count"):
        return False
    if stated.kind in ("number", "code", "year", "date", "ordinal"):
        return False
    if asked.kind == "amount":
        return stated.kind != "amount"
    if asked.kind == "measure":
        return stated.unit != asked.name and not (stated.kind == "measure" and {stated.unit, asked.name} <= _TIMES)
    return asked.kind == "count" and stated.kind in ("amount", "share", "measure")


def named_spans(
    question: Question, sentence: Sentence, segment: Callable[[str], list[str]], known: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Article offsets of what only has the form of a person's name, where a person is asked for; none that meets ``known``.

    segment: a text cut into words.
    """
    if wanted_type(question) != "person":
        return []
    found = [sentence.folded.span(*span) for span in likely_persons(sentence.folded.text, segment)]
    places = [(sentence.start + start, sentence.start + end) for start, end in found]
    return [(s, e) for s, e in places if not any(a < e and s < b for a, b in known)]


def typed_spans(question: Question, sentence: Sentence) -> list[tuple[int, int]]:
    """Article offsets of everything in the sentence that is of the wanted type."""
    text = sentence.text
    wanted = wanted_type(question)
    if wanted == "quantity":
        spans = [(q.start, q.end) for q in find_quantities(text) if fits_quantity(question, q, text)]
        if question.kind == "rank" and not _MOVED.search(question.folded):
            spans += [m.span() for m in _PLACED.finditer(text)]
    elif wanted == "date":
        undated = not sentence.article.date  # 7月24日 of no known year is a date all the same
        dates = [d for d in dates_in(sentence) if d.value or (undated and _STATES_DAY.search(d.text))]
        precise = [d for d in dates if _as_precise(question.folded, d.value or d.text)]
        spans = [(d.start, d.end) for d in precise or dates]
    elif wanted:
        kinds = (wanted, "organisation") if wanted == "person" and _DOES.search(question.folded) else (wanted,)
        spans = [(n.start, n.end) for n in find_names(text) if n.kind in kinds or (wanted == "place" and _is_venue(n))]
        if wanted == "place":
            spans = _sites(text, spans)
        if wanted == "place" and (noun := asked_class(question)) and (noun in "园湖河江山寺塔坝" or noun in _DISTRICTS):
            longer = [span for span in ending_in(text, noun) if noun in _DISTRICTS or not any(a <= span[0] and span[1] <= b for a, b in spans)]
            spans = [span for span in spans if not any(a <= span[0] and span[1] <= b for a, b in longer)] + longer
        if "organisation" in kinds:
            spans += [span for span in members_named(text) if not any(a < span[1] and span[0] < b for a, b in spans)]
    elif continued := continuation(question, text):
        spans = [continued]
    elif question.aspect == "difficulty" and (named := _DIFFICULTY.search(fold_text(text))):
        spans = [fold(text).span(*named.span("what"))]
    elif question.noun in GOODS and (made := [span for span in ending_in(text, question.noun) if span[1] - span[0] > len(question.noun) + 1]):
        spans = made
    elif question.noun:
        names = [(n.start, n.end) for n in find_names(text)]
        quoted = [m.span(m.lastindex or 0) for m in QUOTED.finditer(text)]
        spans = [span for span in dict.fromkeys([*names, *quoted]) if is_a(question, text[slice(*span)])]
    else:
        spans = []
    return [(sentence.start + start, sentence.start + end) for start, end in spans]


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
    return sorted({(s, e) for s, e in spans if not any((a, b) != (s, e) and a <= s and e <= b for a, b in spans)})


def _happens_at(folded: str) -> Iterator[tuple[int, int]]:
    for found in _HAPPENS_AT.finditer(folded):
        where = found["where"]
        if not _NOWHERE.search(where):
            yield found.span("where")


def _is_venue(name: Name) -> bool:
    return name.kind == "organisation" and _VENUES.search(fold_text(name.text)) is not None


def asked_class(question: Question) -> str:
    """The word that says of what sort the asked place or organisation is: 园 of 建在哪个园里; empty when none does."""
    found = (_SITE_ASKED.search(question.folded) if question.kind == "place" else None) or _CLASS.search(question.folded)
    return found["noun"] if found and question.kind in ("place", "organisation") else ""


def is_asked_of(question: Question, text: str, behind: str = "") -> bool:
    """Whether a name is that of the thing the question asks about, which is no answer to where it is or whose: 青石区域创新中心 of
    青石的区域创新中心在哪, 东州远舟科技有限公司 of 远舟. behind: what stands behind the name, where it may get its short form.
    """
    if wanted_type(question) not in ("place", "organisation", "person"):
        return False
    asked = _CLASS.sub(" ", question.folded)
    folded = re.sub(r"[()\"]", "", fold_text(text))
    if any(folded[-size:] in asked for size in range(_KNOWN_BY, len(folded) + 1)):
        return True
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
    before, folded = _ITS_NAME.sub("", question.folded[: asked.start()]), fold(text)
    for size in range(min(len(before), 12), 2, -1):
        at = folded.text.find(before[-size:])
        if at >= 0:
            told = _PHRASE.match(folded.text, at + size)
            return folded.span(*told.span("what")) if told else None
    return _object(question, folded)


def _object(question: Question, folded: Folded) -> tuple[int, int] | None:
    """What ends a clause behind the verb of 发了什么, or behind a word for it: 颁发|聘书."""
    asked = _DID_WHAT.search(question.folded)
    if asked is None or not any(term in folded.text for term in question.terms if len(term) > 1):
        return None
    for verb in (asked["verb"], *sorted(kindred(asked["verb"]), key=len, reverse=True)):
        if told := re.search(rf"{verb}了?(?P<what>[㐀-鿿]{{2,10}})(?=[,。;])", folded.text):
            return folded.span(*told.span("what")) if not _GRAMMAR.search(told["what"]) else None
    return None


def fits_quantity(question: Question, quantity: Quantity, text: str) -> bool:
    """Whether a quantity is of the kind and unit that a numeric question asks for."""
    kind = question.kind
    if kind == "share":
        return quantity.kind == "share"
    if kind == "multiple":
        return quantity.kind == "multiple"
    if kind == "rank":
        if _MOVED.search(question.folded):  # 进步了几位 is no 第37位
            return quantity.kind == "count" and quantity.text[-1] in "位名次" and _MOVES.search(text[: quantity.start]) is not None
        return (quantity.kind == "ordinal" and quantity.unit not in ("期", "批", "届", "季度")) or quantity.unit == "位次"
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
    if question.unit == MONEY and quantity.kind == "amount":
        return True
    if not question.measure and question.noun and question.noun not in "起了来到":
        return quantity.kind in ("count", "measure") and text[quantity.end :].lstrip("的").startswith(question.noun[:2])
    if not question.measure:  # a bare 多少: 投了多少, 涨了多少
        return quantity.kind in ("amount", "count", "share", "multiple", "measure", "number")
    if quantity.kind != "count":
        return False
    measure = {"名": "人", "位": "人"}.get(question.measure, question.measure)
    if measure == quantity.unit or measure in ("", "个", "项", "种") or quantity.unit == "个":
        return True
    return question.noun != "" and question.noun[:2] in text[quantity.end : quantity.end + 12]


def called(noun: str) -> tuple[str, ...]:
    """By what things of a sort may call themselves: the end of the word that asks for them, and its like (高校: 大学)."""
    end = noun[-2:]
    return next((tuple(words.split()) for words in CLASSES if end in words.split()), (end,))


def is_a(question: Question, text: str) -> bool:
    """哪个产业集群 asks for something that calls itself 集群, 哪份文件 for something between 《 and 》."""
    if question.noun.endswith(_WORKS):
        return text.startswith("《") and text.endswith("》")
    return len(question.noun) >= 2 and fold_text(text).rstrip("\"'》)").endswith(called(question.noun))
