"""What a figure, a date or a name found for a question is of instead: of one day for a total, of a distance for a result, of the
first time for the second, of one place for the whole country.

Each takes a question, the sentence, and the place of the brief answer (offsets in the article) where it needs one, and gives what
is not told; () when nothing is missing.
"""

from __future__ import annotations

import re

from rag.embed.words import load_words
from rag.ground.sentences.sentence import Sentence
from rag.text.dates import find_dates
from rag.text.fold import bigrams, fold_text
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.types import Article
from rag.understand.question import Question

_PRICED = re.compile(
    "(?:[售定报票门身造股房]价|罚[款金]|奖金|营收|收入|利润|市值|预算|经费|投资额?|资金|学费|工资|[月年]薪|赔偿金?|价格)(?:是|为|有|达到?|了|共)*多少(?![个家项人])"
)
_PAID = re.compile("[元币%倍成]|美金|英镑|亿|万[多余]?$|[0-9]$")
_RATE = re.compile("(?P<of>[㐀-鿿]{1,4})率(?:分别)?(?:是|为|有|定在?|达到?|约|大概|现在)*(?:多少|多高|几)")
_RATE_OF = re.compile("(?P<of>[㐀-鿿]{1,3})率(?:分别)?(?:是|为|达到?|超过?|约|近|在|仅有?|高达)*$")
_DEEDS = tuple(map(re.compile, ("击落|击毁|击沉|摧毁|拦截|打下|打掉", "缴获|查获|收缴|查扣|起获", "召回", "报废", "失踪|失联", "注销|吊销", "淘汰")))
_RESULT = re.compile("(?:成绩|用时|得分|分数|比分)(?:是|为|有)*(?:多少|几)")
_NO_RESULT = re.compile("[约近超]?[0-9.]+(?:米|公里|千米|公斤级?|届|枚|块|个|人)")
_ANY_ONE = re.compile("(?:这|另|某|同)?一[个项种家名位座场件套条款支批]")
_IS = re.compile("(?:是|为|有|这)$")
_ALL = re.compile("一共|总共|累计|共计|合计|总数|[总共][获拿夺得有设建传]|全[国省市]")
_A_DAY = re.compile("当[天日晚]|[今昨][日天]|首日|单日")
_NATION = re.compile("全国|我国|国内|^中国")
_PLACES_COUNTED = re.compile("(?:多少|几)个?(?:城市?|省份?|地区|县|市|国家)")  # 在全国多少城市: places of the country
_NATIONAL = re.compile("全国|我国|国内|中国|全球|国家|各地|各省")
_LOCAL = re.compile("[全我本][省市县区州镇]")
_ONE_YEAR = re.compile("(?:[去今前上当本]年|[0-9]{4}年?|(?:[去今前]年|[0-9]{4}年)?(?:第?[一二三四]季度|[上下]半年|[0-9]{1,2}月))(?:全年)?")
_OVER_YEARS = re.compile(
    "(?:[0-9]+|[两二三四五六七八九十几数]+)余?多?年(?:来|间|以来|里|的?(?:建设|发展|努力|奋斗))"
    "|(?:经过|历经|历时|近)[^,。;]{0,2}?(?:[0-9]{1,2}|[两三四五六七八九十几数]+)余?多?年"
)
_NTH = re.compile("(?:第(?P<which>[一二三四五六七八九十]|[0-9]{1,2})|(?P<first>首))(?P<kind>[次轮场站])")
_FIRST = re.compile("(?:首|头一?|第一)(?:[个家项条座次场台套辆款批部]|支(?!部)|届)(?![^,?]{0,2}(?:季度|书记))")
_FIRSTS = re.compile("首|第一|头[一个批家]|最早|最先|率先|开创|先河|元年|初次|唯一|一期")
_TOGETHER = re.compile(  # 甲园和乙基地两个项目
    r"(?P<members>[^,。;:\d]{4,40}(?:、|和|与|及)[^,。;:\d]{4,40}?)(?:等)?(?:[两二三四五六七八九]|\d)(?:个|家|座|所|大)(?:重[点大])?"
    r"(?:项目|工程|企业|公司|基地|园区|学校|医院)"
)
_NAMED = 3  # pairs of characters of its own name from which one of several is named
_OPENS = re.compile(r"(?P<who>[㐀-鿿a-z·]{2,8}?)(?=在|的|这次|此次|本次|[今去]年|计划|预计|总共|一共)")
_SINCE = re.compile("[年月日](?:至今|以来)")
_MONTH, _ON = re.compile("(?<![0-9])([0-9]{1,2})月"), re.compile("(?<![0-9])([0-9]{1,2})[日号](?![楼线院厅馆门桥井机车船岛炉地])")
_DOWN_TO = re.compile("[减降缩跌][少低]?[到至]了?(?:多少|几)")
_WENT_DOWN = re.compile("[跌降减缩削退低]|下[调浮滑挫]")
_PLAYED, _PLAYS = re.compile("[扮饰]演"), re.compile("[饰扮]|出演|角色")


def no_price(question: Question, text: str) -> tuple[str, ...]:
    """What costs or earns how much, where the brief answer ``text`` is a figure that can be no money."""
    folded = fold_text(text)
    asked = question.numeric and _PRICED.search(question.folded)
    return ("数额",) if asked and find_quantities(folded) and not _PAID.search(folded) else ()


def no_rate(question: Question, sentence: Sentence, place: int) -> tuple[str, ...]:
    """The rate that is asked for (利率), where the sentence has no character of its name or calls the figure another; growth is told in many words."""
    asked = _RATE.search(question.folded) if question.kind == "share" else None
    if asked is None or re.search("[增涨升降跌]", asked["of"]):
        return ()
    *before, last = load_words().segment(f"{asked['of']}率")
    stem = last.removesuffix("率") or "".join(before[-1:])
    text = f"{fold_text(sentence.article.title)}{sentence.folded.text}"
    other = _RATE_OF.search(fold_text(sentence.article.text[sentence.start : place]))
    told = any(char in text for char in stem) and not (other and not set(other["of"]) & set(stem))
    return () if told else (f"{stem}率",)


def no_deed(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """How many suffered a deed (被击落了多少架), where the sentence of the figure tells of no such deed (用了9架)."""
    if not question.numeric:
        return ()
    asked = next(((found.group(), deed) for deed in _DEEDS if (found := deed.search(question.folded))), None)
    return (asked[0],) if asked and not asked[1].search(sentence.folded.text) else ()


def no_result(question: Question, text: str) -> tuple[str, ...]:
    """The result of a contest, where the brief answer is the length of the course or a number of medals."""
    return ("成绩",) if _RESULT.search(question.folded) and _NO_RESULT.fullmatch(fold_text(text)) else ()


def no_count(question: Question, sentence: Sentence, place: int, end: int) -> tuple[str, ...]:
    """How many there are, where 一项 only says what something is (是一项制度)."""
    text = sentence.article.text
    indefinite = question.kind == "count" and _ANY_ONE.fullmatch(fold_text(text[place:end]))
    return ("数目",) if indefinite and _IS.search(fold_text(text[sentence.start : place])) else ()


def of_a_day(question: Question, sentence: Sentence, place: int, end: int) -> tuple[str, ...]:
    """The number of all, where the clause of the figure gives that of one day."""
    if not question.numeric or not _ALL.search(question.folded) or _A_DAY.search(question.folded):
        return ()
    text = sentence.article.text
    before, behind = fold_text(text[sentence.start : place]), fold_text(text[end : sentence.end])
    clause = re.split("[,。;]", before)[-1] + re.split("[,。;]", behind)[0]
    return ("总数",) if _A_DAY.search(clause) or _A_DAY.match(sentence.folded.text) else ()


def of_a_place(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """The figure of the whole country, where the sentence names another place and says nothing of the country."""
    text = sentence.folded.text
    if not question.numeric or not _NATION.search(question.folded) or _NATIONAL.search(text) or _PLACES_COUNTED.search(question.folded):
        return ()
    places = [name.text for name in find_names(text) if name.kind == "place"]
    local = bool(_LOCAL.search(text)) or bool(places)
    return ("全国的数目",) if local and not any(name[:2] in question.folded for name in places) else ()


def of_years(question: Question, sentence: Sentence, place: int) -> tuple[str, ...]:
    """The figure of one year, where the clause of the figure tells what several have come to: 经过5年建设,投入总量达…, asked of 去年."""
    when = find_dates(question.folded)
    if not question.numeric or len(when) != 1 or not _ONE_YEAR.fullmatch(when[0].text) or _OVER_YEARS.search(question.folded) or _ALL.search(question.folded):
        return ()
    before = fold_text(sentence.article.text[sentence.start : place])
    over_years = _OVER_YEARS.search(before) or re.search("累计", re.split("[,。;]", before)[-1])
    told = any(mention.value == when[0].value or mention.text == when[0].text for mention in find_dates(before, sentence.article.date))
    return (f"{when[0].text}的情况",) if over_years and not told else ()


def other_time_of(question: Question, sentence: Sentence, place: int, end: int) -> tuple[str, ...]:
    """The second time, round or match, where the clause of the answer tells of the first."""
    asked = _times(question.folded)
    if len(asked) != 1:
        return ()
    text = sentence.article.text
    before, behind = fold_text(text[sentence.start : place]), fold_text(text[end : sentence.end])
    told = [one for one in _times(re.split("[,。;]", before)[-1] + re.split("[,。;]", behind)[0]) if one[1] == asked[0][1]]
    return (f"第{''.join(asked[0])}",) if told and asked[0] not in told else ()


def no_first(question: Question, article: str) -> tuple[str, ...]:
    """The first of its kind (头一条), where the folded article tells of no first at all; what is named by a title needs no rank."""
    found = None if "《" in question.folded else _FIRST.search(question.folded)
    return (found.group(),) if found and not _FIRSTS.search(article) else ()


def other_day(question: Question, article: Article) -> tuple[str, ...]:
    """The day or month that is asked about, where the article tells other ones only and bears another date itself."""
    if question.kind == "date":
        return ()
    text = fold_text(f"{article.title}\n{article.text}")
    told = [article.date, *(mention.value for mention in find_dates(text, article.date) if article.date)]
    for pattern, part in ((_MONTH, 1), (_ON, 2)):  # 到6日夜里 as well
        asked = list(pattern.finditer(question.folded))
        values = {int(found[1]) for found in pattern.finditer(text)}
        values |= {int(pieces[part]) for value in told if len(pieces := re.split("[-/]", value)) > part and pieces[part].isdigit()}
        open_ended = not article.date and _SINCE.search(text) is not None  # of no known year, up to no known day
        if asked and values and not open_ended and values.isdisjoint(int(found[1]) for found in asked) and not _day_told(question, article, text):
            return tuple(found.group() for found in asked)
    return ()


def _day_told(question: Question, article: Article, text: str) -> bool:
    """Whether an undated article names the day that is asked about without its month: 3日清晨, asked of 8月3日."""
    days = {int(found[1]) for found in _ON.finditer(question.folded)}
    return not article.date and any(int(found[1]) in days and text[found.start() - 1 : found.start()] != "月" for found in _ON.finditer(text))


def of_sibling(question: Question, sentence: Sentence, place: int) -> tuple[str, ...]:
    """The one of several that the article names together (甲园和乙基地两个项目), where the sentence of a figure or date names only another."""
    if not question.numeric and question.kind != "date":
        return ()
    for found in _TOGETHER.finditer(fold_text(sentence.article.text)):
        members = [part for part in re.split("、|和|与|及", found["members"]) if len(part) > 3]
        pairs = [set(bigrams(member)) for member in members]
        own = [mine.difference(*(pairs[:at] + pairs[at + 1 :])) for at, mine in enumerate(pairs)]
        asked = [sum(pair in question.folded for pair in mine) for mine in own]
        told = [sum(pair in sentence.folded.text for pair in mine) for mine in own]
        at = max(range(len(asked)), key=asked.__getitem__, default=0)
        if len(asked) < 2 or asked[at] < _NAMED or sum(asked) > asked[at] or told[at]:
            continue
        if any(n >= _NAMED for n in told) and not any(pair in fold_text(sentence.article.text[place : sentence.end]) for pair in own[at]):
            return (f"{members[at].rpartition('的')[2]}的{'时间' if question.kind == 'date' else '数额'}",)
    return ()


def of_mentioned(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """Whom a question for a figure opens with, where the article only mentions it once or twice in passing, far from the figure."""
    opened = _OPENS.match(question.folded) if question.numeric else None
    if opened is None or len(load_words().segment(opened["who"])) < 2:
        return ()
    article, who = sentence.article, opened["who"]
    told = [n for n in range(1, len(article.paragraphs) + 1) if who in fold_text(article.paragraph(n))]
    near = {1, sentence.paragraph - 1, sentence.paragraph, sentence.paragraph + 1}
    passing = 0 < len(told) < 3 and near.isdisjoint(told) and who not in fold_text(article.title)
    return (f"{who}的数额",) if passing else ()


def not_down(question: Question, article: str) -> tuple[str, ...]:
    """To what something fell or was cut, where the folded article has no word for anything that went down."""
    found = _DOWN_TO.search(question.folded)
    return (found.group()[:2],) if found and question.numeric and not _WENT_DOWN.search(article) else ()


def no_part(question: Question, article: str) -> tuple[str, ...]:
    """Whom somebody plays, where the folded article casts nobody."""
    found = _PLAYED.search(question.folded)
    return (found.group(),) if found and not _PLAYS.search(article) else ()


def _times(folded: str) -> list[tuple[str, str]]:
    return [(found["which"] or "一", found["kind"]) for found in _NTH.finditer(folded)]
