"""What code can look for: everything in a sentence that is of the type the question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.ground.sentences.places import called, place_spans
from rag.ground.sentences.sentence import Sentence, dates_in
from rag.text.clock import asks_clock, find_clocks
from rag.text.dates import find_dates
from rag.text.eras import find_eras
from rag.text.fold import Folded, fold, fold_text
from rag.text.lexicon import COUNTRIES, TITLES
from rag.text.names import bodies_told, ending_in, find_names, latin_persons, likely_persons, members_named
from rag.text.numbers import Quantity, find_quantities, number_of
from rag.text.thesaurus import kindred
from rag.text.units import counts_apart, own_counter, unit_table
from rag.understand.question import MONEY, Question

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
MATCH = re.compile(  # whom one plays against: a team as well as a person
    "(?:赢|输|败|胜|平|负|踢|打|击败|战胜|打败|完胜|不敌|淘汰|对阵|对战|迎战)(?:了|给|于|过|平)*谁|[跟与和同对]谁(?:踢|打|比赛|交手|对阵|过招|争)|谁(?:踢|交手)的|[在于]谁(?:手上|手里|脚下)"
)
TEAM = re.compile(
    rf"(?:(?:{'|'.join(COUNTRIES.split())}|(?:(?![的了在是和与及以对胜负平输赢战敌主客场])[㐀-鿿]){{2,6}}?)(?:(?:国家|青年|奥运)?队|[男女](?:足|排|篮|乒|曲|水)|国[足奥青]|联队|现代|FC))"
)
_SIGNED = re.compile("(?:[电讯]|[(（])\\s*[(（]?(?:(?:本报|特约|实习|见习)?(?:记者|通讯员|编辑|责编|作者)[:：]?)?\\s*$")
_SIGNED_ASKED = re.compile("记者|通讯员|作者|编辑|[写采署拍摄]|报道|供稿")
_CALLED = re.compile(  # 当家人叫什么, 岳母的名字是什么
    rf"(?:人|把手|选手|{'|'.join(TITLES.split())}|领袖|主帅|队长|队员|冠军|亚军|得主|妻子|丈夫|父亲|母亲|儿子|女儿|岳[父母]|前锋|后卫|门将)"
    r"(?:的名字)?(?:是|叫做?|名叫)(?:什么|啥)(?:名字?)?[?。]*$"
)
_DOES = re.compile(  # 谁造的, 由谁运营, 招商归谁管: a firm as well as a person
    r"谁家|谁(?:来|去|在)?(?:负责)?(?:建|造|盖|修|承|开发|研[发制]|运营|经营|生产|制造|提供|供应|出[资面]|投资|掏钱|买单|主办|举办|发起|管|评|颁|发的|印发|出台|制定|批的|批复|落款|看|配|搭配|检测|认定|操[刀办持]|设计|张罗|打理|牵头|承办)"
    r"|[由归]谁(?!说|介绍|透露|主持|致辞|带队|讲)|谁在?(?:做|办|忙|推|搞|干)(?:的|着|[?。]*$)|[跟与和同]谁(?:家|在)?(?:一起|共同|联手|联合|合[作资伙]|携手|签|达成|打[了过]?官司|和解|结盟)|[跟与和同][㐀-鿿a-z]{2,}(?:签|合作|联手)[^,?]*的(?:是|叫)谁"
    r"|[给向对]谁(?!说|讲|表示|介绍)|请了?谁|[㐀-鿿](?:[^对官]方|商)(?:到底)?(?:是|叫)谁"
)
_PARTNER = re.compile(
    r"(?P<own>[㐀-鿿a-z]{2,}?)[跟与和同](?:谁|哪一?[个家所位])(?![㐀-鿿]{0,6}(?:比|竞争))"
    r"|(?:^|,|[那这][个家])[^,?]{0,4}?[跟与和同](?P<other>[㐀-鿿a-z]{2,}?)(?:一起|共同|联手|联合|合[作资]|携手|签|达成)[^,?]*的(?:[^,?]{1,6})?(?:是|叫)(?:谁|哪)"
    r"|(?P<body>[㐀-鿿a-z]{2,}[^?]*?)(?:签约|合作|谈判|联合|合资)的?(?:伙伴|对象|对手|对方|[一那]方|单位|企业|公司)(?:又|都)?(?:是|叫|为)"
)
_AND = "[与和跟同及]"
_TOGETHER = r"(?=之?间|就|签|达成|联合|联手|合[作资力建]|携手|共同|共建|在[^,。;]{1,12}(?:签|合作|共)|历[时经]|的?(?:纠纷|合作|诉讼|官司|协议|仲裁))"
_HAND_IN_HAND = re.compile(
    "(?:携手|联手|牵手)(?P<other>(?:(?![的了在是和与及以])[㐀-鿿a-z]){2,12}?)(?=在|于|共同|一起|推出|举办|举行|开展|打造|发布|启动|建设|开发|[,。;、])"
)
_MOVES = re.compile(r"(?:上升|提升|提高|进步|前进|前移|升|下降|后退|退步|下滑|后移|降|跌|超越)了?$")
_MOVED = re.compile(r"(?:上升|提升|提高|进步|前进|前移|升|下降|后退|退步|下滑|后移|降|跌|超越|[往向][前后][㐀-鿿]?|[挪爬])了?(?:几|多少)个?(?:[位名]次|[位名])")
_PLACED = re.compile(  # a rank without a number of its own
    r"(?:全球|世界|全国|国内|国际|亚洲|欧洲|全[省市区县]|[㐀-鿿]{2}省|行业)?(?:最[大高多长早强快深宽](?![㐀-鿿]?限)|首位|榜首|前(?:[一二三四五六七八九十百]+|\d+)(?:名|强|位|列)?(?![年月天日个]))"
    r"|(?:全球|世界|全国|国内|亚洲)?[㐀-鿿]{0,8}(?:[十百]|\d+)[大强][㐀-鿿]{0,6}之一"
    r"|(?:全球|世界|全国|国内|国际|亚洲|全[省市区县]|行业|[㐀-鿿]{2}省)?(?:前列|(?:领先|先进|一流)(?:水平|地位)|第一(?:方阵|梯队))"
)
_FIRST = re.compile(  # what is counted among its like: 在全国是第几个
    r"(?:全球|世界|全国|国内|国际|亚洲|全[省市区县]|[㐀-鿿]{2}省|行业)?(?:首|第一|头一)[个家座条台例款批所项]|(?:全球|世界|全国|国内|亚洲|全[省市区县])?(?:唯一|率先)"
)
_WHICH_IN_ORDER = re.compile(r"第几(?P<of>[个家座条台例款所项名位])|(?:名次|位次|座次|位置|地位|水平|档次|梯队)[?。]*$")
_OWNED = re.compile("所属|旗下的?|下属的?")  # 甲集团|所属乙公司: 乙公司
_RANGE_ASKED = re.compile("(?:什么|哪一?个?)(?:时间)?段|什么时段|哪段时间|哪几(?:天|日|年|个?月|个?星期|周)|起止|从(?:哪|几|什么时候|何时)[^?]{0,12}?到")
_AND_TIME, _TO_TIME = re.compile("[零又]?"), re.compile("(?:起?至|到|[-—–~]+)")
_SCORE = re.compile(r"(?<![\d:])\d{1,3} ?(?:[-—–:]|比) ?\d{1,3}(?![\d:])")
_SCORE_ASKED = re.compile("比分|几比几")
ILLNESS, CRIME = "病", "罪名"
LABEL_ASKED = re.compile(  # what stands behind such a label is what is asked for by it
    "(?:主办|承办|协办|主管|指导|支持|冠名|建设|施工|监理|设计|招标|采购|编制|发布|来稿)(?:单位|机构|方)|(?<=打)?电话|热线|邮箱|邮编|网址|官网|地址|出版社|责任编辑|编辑|作者|来源|刊号"
)
_GUILTY = re.compile("(?:(?![的了在是和与及或被将因以犯涉嫌、成构定处])[㐀-鿿]){2,16}?罪(?![名犯行责人])")
_TRADE = re.compile("哪一?[家个](?P<trade>基金|网站|媒体|报[社纸]|通讯社|新闻社)")
_TRADES = ((("基金",), ("基金",)), (("网站", "媒体", "报纸", "报社", "通讯社", "新闻社"), ("网", "社", "报")))
_BRIEF = 6  # characters of such a name, at most
_ILL = re.compile("(?:(?![的了在是和与及或治患对为将被及等、进入出加速引])[㐀-鿿]){1,8}(?:[症炎癌瘤]|综合征|(?<![治疾看发])病(?![人例毒房床历]))")
_CHARACTERS = re.compile("哪(?P<count>[两三四五])个?字")
_HOW_OFTEN = re.compile("(?:多久|多长时间)[^,?]{0,8}?一?[次回趟届期遍](?=[?。]*$)|隔多(?:久|长时间)|几个?[年月天周]一?[次届]")
_EACH = re.compile(
    r"每隔?[一两二三四五六七八九十半几\d]*个?(?:年|月|周|天|日|季度?|星期|小时|分钟)|[一两二三四五六七八九十半\d]+个?(?:年|月|周|天|季度?|星期)一[次届回度]"
)
_CATCHWORD = 6  # characters of what stands in quotation marks and is nobody's name, marks included
_APPOSED = 14  # characters behind a quoted name in which it may be called what it is
_JOURNEYS = frozenset({"趟", "班", "班次", "次", "回", "列", "车次"})
# What a noun that asks for a figure cannot be told in: a size is no share and no time, a capacity no money.
_SIZED = re.compile(
    r"(?:(?P<physical>容量|排量|储量|载重|续航|功率|销量|产量|产能)|规模|体量|吞吐量|总量|库存量?|数量|人数)"
    r"(?:能|可|又|会|是|有|为|达到?|约|大概|大约|一?共)*(?:多少|多大|多高|多长)"
)
_DIMENSIONS = (
    (re.compile("内存|显存|硬盘|存储|存档"), ("gb", "tb", "mb")),
    (re.compile("刷新率|频率|主频|帧率"), ("hz", "mhz", "ghz", "帧")),
    (re.compile("功率"), ("瓦", "马力")),
    (re.compile("亮度"), ("尼特",)),
    (re.compile("像素"), ("像素",)),
    (re.compile("[气水室]温|温度"), ("摄氏度", "度")),
    (re.compile("[降雨雪水]量|[时车航流风]速|水位"), ("米",)),
    (re.compile("电池[^,?]{0,2}容量|电量"), ("毫安时", "千瓦时")),
    (re.compile("尺寸"), ("英寸", "米")),
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
        if question.kind == "duration" and (_SPELT_TIME.search(text) or (_HOW_OFTEN.search(question.folded) and _EACH.search(text))):
            return False
        if question.kind == "rank" and (_PLACED.search(text) or _FIRST.search(text)):
            return False
        stated = find_quantities(text)
        return (not stated and not re.search(r"[\dⅠ-Ⅻ]", text)) or (bool(stated) and all(_of_another(question, q) for q in stated))
    if question.kind == "what" and _SCORE_ASKED.search(question.folded):
        return not _SCORE.search(fold_text(text))
    if question.kind == "what" and _HOW_LARGE.search(question.folded):
        return not find_quantities(text)
    if question.kind in ("comparison", "aggregation") and not question.unit and own_counter(question.measure):
        stated = find_quantities(text)
        return bool(stated) and all(q.kind in ("share", "amount", "multiple") for q in stated)
    if question.kind in ("comparison", "aggregation") and question.unit:
        money = question.unit == MONEY
        return not any(q.kind == "amount" if money else q.unit == question.unit for q in find_quantities(text))
    timed = r"[年月日号天时周季]|世纪|[朝代]$|[早中晚末初]期|\d:\d\d|(?<!\d)\d{4}(?!\d)|[今明昨后]|[春夏秋冬晨早午晚夜]|期间|以来|前|后"
    if question.kind == "date" and asks_clock(question.folded):
        return not find_clocks(fold_text(text))
    return question.kind == "date" and not re.search(timed, text)


def _of_another(question: Question, stated: Quantity) -> bool:
    """Whether a quantity measures or counts what the asked measure word cannot: 米 no weight, 件 no share, 人 no 项目."""
    money = stated.kind == "amount"
    if (told_in := _told_in(question)) and stated.unit not in told_in and stated.kind not in ("number", "code"):
        return True
    sized = _SIZED.search(question.folded) if question.kind in ("amount", "count") else None
    if sized and (stated.kind in ("share", "multiple", "ordinal") or stated.unit in _TIMES or (money and sized["physical"])):
        return True
    if question.kind == "count" and stated.kind == "count" and counts_apart(question.measure, stated.unit):
        return True
    if question.kind == "amount" and question.unit and not question.measure:
        return not money and not _scaled(stated) if question.unit in (MONEY, "元", "美元") else stated.kind in ("amount", "share", "count")
    if question.kind == "count" and not question.measure and (question.noun or question.english):
        return money and question.unit != MONEY and not question.folded.partition("多少")[0].rstrip("从要是为").endswith("价")
    asked = unit_table().get(question.measure.strip("亿万"))
    if asked is None or _SCALED.match(question.noun) or question.kind not in ("amount", "count"):
        return False
    if stated.kind in ("number", "code", "year", "date", "ordinal"):
        return False
    if asked.kind == "amount":
        return stated.kind != "amount" or (stated.unit != asked.name and asked.name != "元")  # 多少日元: no 元
    if asked.kind == "measure":
        return stated.unit != asked.name and not (stated.kind == "measure" and {stated.unit, asked.name} <= _TIMES)
    return asked.kind == "count" and stated.kind in ("amount", "share", "measure")


def _scaled(stated: Quantity) -> bool:
    """Whether a figure is of ten thousands and more of what it does not say: 欠了578万."""
    return stated.kind == "number" and re.search("[万亿]", stated.text) is not None


def _told_in(question: Question) -> tuple[str, ...]:
    """The units of the dimension that is asked for by name (刷新率: hz); () where it has none of its own."""
    return next((units for words, units in _DIMENSIONS if words.search(question.folded)), ()) if question.kind == "amount" and not question.unit else ()


def counter_asked(question: Question) -> str:
    """The counter that a question asks for (只 of 多少只) where it is not one that may be said of anything; else empty."""
    return own_counter(question.measure) if question.kind == "count" else ""


def named_spans(
    question: Question, sentence: Sentence, segment: Callable[[str], list[str]], known: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Article offsets of what only has the form of a person's name, where a person is asked for; none that meets ``known``, no catchword in quotation marks.

    segment: a text cut into words.
    """
    if wanted_type(question) != "person" or _of_teams(question):
        return []  # a team plays against a team
    found = [sentence.folded.span(*span) for span in likely_persons(sentence.folded.text, segment)]
    signed = [] if _SIGNED_ASKED.search(question.folded) else [span for span in found if _SIGNED.search(sentence.text[max(0, span[0] - 8) : span[0]])]
    places = [(sentence.start + start, sentence.start + end) for start, end in found if (start, end) not in signed]
    quoted = [(sentence.start + n.start, sentence.start + n.end) for n in find_names(sentence.text) if n.kind == "quoted" and n.end - n.start <= _CATCHWORD]
    return [(s, e) for s, e in places if not any(a < e and s < b for a, b in (*known, *quoted))]


def typed_spans(question: Question, sentence: Sentence) -> list[tuple[int, int]]:
    """Article offsets of everything in the sentence that is of the wanted type."""
    text = sentence.text
    wanted = wanted_type(question)
    if wanted == "quantity":
        spans = [(q.start, q.end) for q in find_quantities(text) if fits_quantity(question, q, text)]
        if question.kind == "duration" and _HOW_OFTEN.search(question.folded):
            spans = [m.span() for m in _EACH.finditer(text)]
        elif question.kind == "duration":
            spans = _joined(spans, text, _AND_TIME)
        if question.kind == "rank" and not _MOVED.search(question.folded):
            spans += [m.span() for m in _PLACED.finditer(text)]
            if _WHICH_IN_ORDER.search(question.folded):
                spans += [m.span() for m in _FIRST.finditer(text)]
    elif wanted == "date" and asks_clock(question.folded):
        spans = _clocks(question, text)
    elif wanted == "date":
        undated = not sentence.article.date  # 7月24日 of no known year is a date all the same
        dates = [d for d in dates_in(sentence) if d.value or (undated and _STATES_DAY.search(d.text))]
        precise = [d for d in dates if _as_precise(question.folded, d.value or d.text)]
        spans = [(d.start, d.end) for d in precise or dates]
        if asks_range(question):
            spans = _joined([(d.start, d.end) for d in dates], text, _TO_TIME)
        folded = fold(text)
        eras = [] if precise and len(precise) < len(dates) else [folded.span(*span) for span in find_eras(folded.text)]
        spans = [*eras, *((s, e) for s, e in spans if not any(a <= s and e <= b for a, b in eras))]
    elif wanted:
        kinds = (wanted, "organisation") if wanted == "person" and _DOES.search(question.folded) else (wanted,)
        spans = [(n.start, n.end) for n in find_names(text) if n.kind in kinds] if wanted != "place" else place_spans(question, text)
        if wanted == "person":
            spans += latin_persons(text)
            spans = [(s, e) for s, e in spans if _SIGNED_ASKED.search(question.folded) or not _SIGNED.search(text[max(0, s - 8) : s])]
        if wanted == "person" and MATCH.search(question.folded):
            teams = [found.span() for found in TEAM.finditer(text)]
            spans = teams if teams and _of_teams(question) else [*teams, *((s, e) for s, e in spans if not any(a < e and s < b for a, b in teams))]
        elif wanted == "person":  # 甲国 of 甲国运动员 is nobody
            spans = [(start, end) for start, end in spans if fold_text(text[start:end]) not in COUNTRIES.split()]
        if "organisation" in kinds:
            spans = [(start + len(owned.group()) if (owned := _OWNED.match(text[start:end])) else start, end) for start, end in spans]
            for more in (members_named(text), partners(question, text), bodies_told(text), _of_trade(question, text)):
                spans += [span for span in more if not any(a < span[1] and span[0] < b for a, b in spans)]
    elif continued := continuation(question, text):
        spans = [continued]
    elif question.aspect == "difficulty" and (named := _DIFFICULTY.search(fold_text(text))):
        spans = [fold(text).span(*named.span("what"))]
    elif question.noun in GOODS and (made := [span for span in ending_in(text, question.noun) if span[1] - span[0] > len(question.noun) + 1]):
        spans = made
    elif _in_quotes(question) and (classed := [(s, e) for s, e in ending_in(text, question.noun) if e - s > len(question.noun) + 1]):
        spans = classed
    elif question.noun == ILLNESS:
        spans = _illnesses(text)
    elif question.noun in (CRIME, "罪"):
        spans = [found.span() for found in _GUILTY.finditer(text)]
    elif question.kind == "what" and _SCORE_ASKED.search(question.folded):
        spans = [found.span() for found in _SCORE.finditer(text.replace("：", ":"))]
    elif (fits := strictly(question)) and not _in_quotes(question):
        spans = [span for m in QUOTED.finditer(text) if fits(text[slice(*(span := m.span(m.lastindex or 0)))])]
    elif question.noun:
        names = [(n.start, n.end) for n in find_names(text)]
        quoted = [m.span(m.lastindex or 0) for m in QUOTED.finditer(text)]
        spans = [span for span in dict.fromkeys([*names, *quoted]) if is_a(question, text[slice(*span)]) or is_called_so(question, text, *span)]
        spans = spans or (ending_in(text, question.noun) if question.kind == "what" and len(question.noun) > 2 else [])
    else:
        spans = []
    if question.kind not in ("date", "list") and not question.numeric and (label := LABEL_ASKED.search(question.folded)):
        told = [found.span("value") for found in re.finditer(rf"{label.group()}[:：] ?(?P<value>[^,，。;；:：\s]{{2,30}})", text)]
        spans = [*told, *((s, e) for s, e in spans if not any(a < e and s < b for a, b in told))]
    return [(sentence.start + start, sentence.start + end) for start, end in spans]


def _of_teams(question: Question) -> bool:
    """Whether it is asked whom a team plays against: a team."""
    return MATCH.search(question.folded) is not None and TEAM.search(question.folded) is not None


def asks_range(question: Question) -> bool:
    """Whether it is asked from when to when something was: 哪几天, 从哪天办到哪天."""
    return question.kind == "date" and _RANGE_ASKED.search(question.folded) is not None


def _joined(spans: Sequence[tuple[int, int]], text: str, between: re.Pattern[str]) -> list[tuple[int, int]]:
    """The spans, those that only ``between`` parts as one: 六年|二个月, 8月18日|至|20日."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and between.fullmatch(fold_text(text[whole[-1][1] : start])):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _clocks(question: Question, text: str) -> list[tuple[int, int]]:
    """Times of day, each with the day right before it where the question names none."""
    folded = fold(text)
    begins = {} if question.dates else {day.end: day.start for day in find_dates(folded.text)}
    return [folded.span(begins.get(start, start), end) for start, end in find_clocks(folded.text)]


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
    for verb in (asked["verb"], *sorted(kindred(asked["verb"]), key=lambda verb: (-len(verb), verb))):
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
        apart = ("期", "批", "届", "季度", "次") if _WHICH_IN_ORDER.search(question.folded) else ("期", "批", "届", "季度")
        return (quantity.kind == "ordinal" and quantity.unit not in apart) or quantity.unit == "位次"
    if kind == "duration":
        return quantity.kind == "measure" and quantity.unit in (
            "年",
            "周年",
            "个月",
            "月",
            "秒",
            "个季度",
            "工作日",
            "个工作日",
        )
    if kind == "amount":
        if question.unit == MONEY:
            return quantity.kind == "amount" or _scaled(quantity)
        told_in = _told_in(question)
        return quantity.unit == question.unit if question.unit else quantity.unit in told_in if told_in else quantity.kind in ("amount", "measure")
    if question.unit == MONEY and quantity.kind == "amount":
        return True
    if not question.measure and question.noun and question.noun not in "起了来到":
        counted = is_counted(question.noun, text[: quantity.start])
        counted = counted or (question.noun.endswith("数量") and quantity.unit in question.noun)  # 股份数量: 400万股
        return quantity.kind in ("count", "measure") and (counted or counts_behind(question.noun, text[quantity.end :]))
    if not question.measure:  # a bare 多少: 投了多少, 涨了多少
        return quantity.kind in ("amount", "count", "share", "multiple", "measure", "number")
    if quantity.kind == "number" and quantity.qualifier in ("余", "多") and question.measure in ("个", "种", "项", "家"):
        return fold_text(text[quantity.end :])[:1] in ("", ",", "。", ";")  # 新品种百余, asked how many
    if quantity.kind != "count":
        return quantity.unit.lstrip("周") == question.measure and question.measure in ("级", "岁", "度")  # 几级: 4.2级
    if counts_apart(question.measure, quantity.unit):
        return False
    measure = {"名": "人", "位": "人"}.get(question.measure, question.measure)
    if measure == "人" and quantity.unit == "个" and not _PEOPLE.match(fold_text(text[quantity.end :])):
        return False  # 两个项目, asked how many people
    if measure == quantity.unit or {measure, quantity.unit} <= _JOURNEYS or measure in ("", "个", "项", "种") or quantity.unit == "个":
        return True
    return question.noun != "" and question.noun[:2] in text[quantity.end : quantity.end + 12]


_PEOPLE = re.compile("[㐀-鿿]{0,4}?(?:人|孩|学生|老师|教师|员工|职工|居民|村民|家庭|岗位|名额|就业)")


def counts_behind(noun: str, behind: str) -> bool:
    """Whether what stands behind a figure is what it counts: 82个|重点科技项目, asked 多少科技项目."""
    qualified = len(noun) > 3 and re.match(f"的?[㐀-鿿]{{0,4}}?{re.escape(noun)}", behind) is not None
    return qualified or behind.lstrip("的").startswith(noun[:2])


def is_counted(noun: str, before: str) -> bool:
    """Whether what stands before a figure is what it counts: 就业岗位约|2000人, asked 多少就业 or 多少工作机会."""
    names = "|".join(re.escape(word) for word in {noun[-2:], noun, *kindred(noun)} if len(word) > 1)
    return re.search(rf"(?:{names})[㐀-鿿]{{0,3}}$", fold_text(before).rstrip("约达超过近为有共是到")) is not None if names else False


def partners(question: Question, text: str) -> list[tuple[int, int]]:
    """Whom the text puts beside the body that the question names, where it is asked with whom that did something: 甲|与|乙|之间的纠纷, asked 甲跟哪家公司.

    What stands so is a body, whatever it calls itself.
    """
    asked, folded = _PARTNER.search(question.folded), fold(text)
    if asked is None or question.kind not in ("organisation", "person"):
        return []
    before = re.split("[,:;]", question.folded[: max(asked.end("own"), asked.end("other"), asked.end("body"))])
    found = [folded.span(*joined.span("other")) for joined in _HAND_IN_HAND.finditer(folded.text) if not _shares_name(joined["other"], question.folded)]
    for beside in re.finditer(rf"(?P<one>[㐀-鿿a-z()]{{2,48}}?){_AND}(?P<other>[㐀-鿿a-z ()·]{{2,40}}?){_TOGETHER}", folded.text):
        for here, there in (("one", "other"), ("other", "one")):
            own, other = re.sub(r"\([^()]*\)$", "", beside[here]), beside[there]
            if not _GRAMMAR.search(other) and any(_shares_name(own, clause) for clause in before):
                found.append(folded.span(*beside.span(there)))
    return found


def _shares_name(name: str, clause: str) -> bool:
    """Whether a clause has three characters of a name in a row, of a name of two both."""
    size = min(3, len(name))
    return any(name[at : at + size] in clause for at in range(len(name) - size + 1))


def _of_trade(question: Question, text: str) -> list[tuple[int, int]]:
    """What ends as firms of the asked trade do, which other things may: 远山基金, asked 哪家基金公司; 观海网, asked 哪家网站."""
    asked = _TRADE.search(question.folded)
    ends = next((ends for words, ends in _TRADES if asked and asked["trade"] in words), ())
    return [span for end in ends for span in ending_in(text, end) if span[1] - span[0] <= _BRIEF]


def _illnesses(text: str) -> list[tuple[int, int]]:
    """What calls itself an illness."""
    folded = fold(text)
    return [folded.span(*found.span()) for found in _ILL.finditer(folded.text)]


def _in_quotes(question: Question) -> bool:
    """Whether the class asked for stands in quotation marks (什么“官”), so that the name has to end in it."""
    return question.noun != "" and f'"{question.noun}"' in question.folded


def object_asked(question: Question, text: str) -> tuple[int, int] | None:
    """The object in ``text`` of the verb that 发了什么 asks it of; None where the question asks for none, or the text has none."""
    return _object(question, fold(text)) if question.kind == "what" and _DID_WHAT.search(question.folded) else None


def is_called_so(question: Question, text: str, start: int, end: int) -> bool:
    """Whether ``text`` calls what stands quoted in ``text[start:end]`` what 什么/哪个 asks for.

    原型机 of “东海一号”超导计算|原型机, 消化药 of 消化药物|“安胃”.
    """
    noun = question.noun
    if question.kind != "what" or len(noun) < 2 or text[start - 1 : start] not in ("“", "「", '"', "《"):
        return False
    before, behind = fold_text(text[max(0, start - 1 - len(noun) - 1) : start - 1]), fold_text(text[end + 1 : end + 1 + _APPOSED])
    names = "|".join(map(re.escape, dict.fromkeys((noun, noun[-3:], *called(noun)))))
    return noun in before or re.match(rf"(?:(?![的了在是和与及或将对为等])[㐀-鿿]){{0,8}}(?:{names})", behind) is not None


def strictly(question: Question) -> Callable[[str], bool] | None:
    """What a brief answer must be where the form of the question leaves no choice (什么“官”, 哪四个字, 什么病); None where it leaves one."""
    if question.kind == "what" and (_in_quotes(question) or question.noun == ILLNESS):
        return lambda text: is_a(question, text)
    if question.kind == "what" and question.noun in (CRIME, "罪"):
        return lambda text: _GUILTY.fullmatch(text) is not None
    if question.kind == "what" and _SCORE_ASKED.search(question.folded):
        return lambda text: _SCORE.search(fold_text(text)) is not None
    if asks_range(question):
        return lambda text: len(find_dates(text)) > 1 or re.search("\\d[年月日]?(?:至|到|[-—–~])", text) is not None
    if question.kind == "person" and _of_teams(question):
        return lambda text: TEAM.search(text) is not None or fold_text(text) in COUNTRIES.split()
    if question.kind == "what" and (long := _CHARACTERS.search(question.folded)):
        return lambda text: len(fold_text(text)) == number_of(long["count"])
    return None


def is_a(question: Question, text: str) -> bool:
    """哪个产业集群 asks for something that calls itself 集群, 哪份文件 for something between 《 and 》."""
    if question.noun == ILLNESS:
        return _ILL.fullmatch(fold_text(text)) is not None
    if question.noun.endswith(_WORKS):
        return text.startswith("《") and text.endswith("》")
    if len(question.noun) < 2 and not _in_quotes(question):
        return False
    return bool(question.noun) and fold_text(text).rstrip("\"'》)").endswith(called(question.noun))
