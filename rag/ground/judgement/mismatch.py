"""What an article or a sentence says of something else: another measure, way, time or place, a total for one year's part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from rag.ground.sentences.places import ORIGIN, STRICT, asked_class
from rag.ground.sentences.sentence import Sentence, dates_in
from rag.ground.sentences.wanted import LABEL_ASKED, MATCH, TEAM
from rag.text.dates import date_overlaps, find_dates
from rag.text.fold import fold_text
from rag.text.lexicon import COMPOUND_SURNAMES, COUNTRIES, MEASURED, SURNAMES, TITLES, TRANSCRIBING, WORKS
from rag.text.names import LATIN_NAME, find_names, may_be_person
from rag.text.numbers import find_quantities
from rag.understand.aspect import asked_aspect, states
from rag.understand.question import Question

_ASKS = "多少|几|多大|多高|多重|百分"
_NO_MEASURE = "加工|博览|商品|退|局|务|所|口岸|导|收购|基金"  # 出口加工区, 税务局: part of a name
# Which way a figure or a place went, as it is asked; and any word by which a text may say that something went that way.
_WENT = (
    (
        re.compile(r"下[跌降滑挫]|跌|退步|倒退|回落|减少|降低|萎缩|缩水|恶化|变差|滑坡|掉(?=[了到出])"),
        re.compile(r"[跌降减缩削退亏掉差负]|下滑|回落|低于|少于|压"),
    ),
    (
        re.compile(r"上[升涨]|涨|增[长加多]|提[高升]|进步|回升|攀升|好转"),
        re.compile(r"[增涨升扩]|提高|提速|翻|新高|回暖|向好|加快|进步|超"),
    ),
)
_YEARLY = re.compile(r"(?:今年|本年|年度|年内|当年|首年|明年|每年)[^,?]{0,8}?(?:投(?!产|入使用|用|运|标|票|诉)|完成投资)[^,?]{0,8}?(?:多少|几)")
_YEARS_PART = re.compile(r"年度|今年|本年|年内|当年|首年|明年|每年|计划(?:完成)?投资")
_REFERENCE = re.compile(r"(?:较|比|与|同比|相比于?)$")
_PLACE = re.compile(r"[㐀-鿿]{2,3}[省市州县区]$")
_MOST = re.compile(r"最(?P<side>(?![近新后终初先]|为(?!什么))[㐀-鿿])|(?:年代|历史|时间)最久|首屈一指")
_FIRST = re.compile(
    r"最[多大高长贵重好强快早老久少小低短轻慢晚]|第一|居首|首位|之首|榜首|冠军|唯一|领[先跑]|头名|龙头|前[三五十](?![季个年月])|前列|[主重]要|重点|为主"
)
_SCALED = "多大高长贵好强快早老久少小低短轻慢晚"
_EARLIEST = re.compile(r"首[个家座次例批]|率先|最先")
# A word that turns a figure's way: what stands between it and the figure belongs to it.
UP = re.compile(r"增(?!加值|值税|资)[长加幅至到速]?|上升|上涨|提[高升]|[涨升]|攀升|多了|扩大|延长")
DOWN = re.compile(r"下[降跌滑]|减[少至]?|降[低至]?|回落|缩[小减短]|跌|少了|萎缩")
_MOVED = re.compile(rf"(?P<what>[㐀-鿿]{{4}})(?:同比|环比|比[^,?]{{1,6}})?(?:{UP.pattern}|{DOWN.pattern})[^,?]{{0,3}}(?:多少|几|百分之)")
_ASKED_UP = re.compile(r"(?:增[长加]了?|上升了?|上涨了?|提[高升]了?|涨了?|升了?)(?:多少|几|百分之(?:几|多少))|增幅|涨幅")
_ASKED_DOWN = re.compile(r"(?:下[降跌滑]了?|减少了?|降低?了?|回落了?|跌了?|缩[小减]了?)(?:多少|几|百分之(?:几|多少))|降幅|跌幅")
_CATCHWORD = re.compile("\"(?P<term>[^\"]*[一二两三四五六七八九十0-9][^\"]*)\"")  # counted, so that it has members: “三比三看”, “两城一高地”
_SPELLS_OUT = re.compile(r"^[^?]{0,12}(?:比什么|看什么|(?:分别|各|具体)(?:是|指|叫|为)?[^?]{0,6}(?:哪|什么|啥)|(?:指的?|包括|包含)(?:是|了)?(?:哪|什么|啥))")
_EXPLAINS = re.compile("\"?[㐀-鿿]{2,4}\\((?=[^)]*、)|\"?(?:[(:,]|——)?(?:即|就是|也就是|是指|指的?是|分别|包括|一是|[(:])")
_EXPLAINED = re.compile("(?:即|[、和与][^,。;、]{2,12}(?:等|的)?|[以由][^。;]{4,36}的)\"?$")
_TIME = re.compile("[年月周天日秒时刻载夜季旬]|分钟|星期|世纪")
_ON_A_DAY = re.compile(r"[年月][0-9]|月[底初中]|(?:19|20)[0-9]{2}年|[今明去前]年")
_WORTH = re.compile("(?:价格?|票房|收益|营收|总值|产值|[总金余]额|人数|数量)(?:是|为|有|达到?)*多少")
_MONEY = re.compile("(?:总?价值|损失|造价|身价|票款|成本|工钱|花费|开销)(?:是|为|有|达到?|了)*多少(?![个家项人])|多少(?:钱|(?:经济)?(?:损失|价值))")
_BORNE = re.compile("(?P<label>[㐀-鿿]{2}(?:单位|机构)): ?$")
_PRICE = re.compile(r"多少(?:钱|元)一(?P<unit>[㐀-鿿])|一(?P<one>[股斤张台套平克吨箱瓶间])(?:是|要|卖|值)?多少钱")
_PER_ASKED = re.compile(r"(?:每|一)(?P<unit>平方米|公斤|[斤亩吨克桶瓶箱盒])(?:地|田)?[^,?]{0,8}多少(?:钱|元|[亿万]元)")
_PER_TOLD = re.compile(r"(?:每|一)(?P<unit>平方米|公斤|[斤亩吨克桶瓶箱盒])[^,;。每]{0,4}$")
_PAID = re.compile("[元币%倍]|美金|英镑|亿|万$|[0-9]$")
_AGED = re.compile("[岁年月天]$")
_BUILDS = re.compile(  # 建设任务 says of nobody that he builds
    r"(?:公司|集团|[一二三四五六七八九十]局|单位|企业)(?:负责|承担)?建设|由[^,。;]{1,30}建设|(?:负责|投资|承担|参与)建设|建设(?:单位|方(?![案式向面])|者)"
)
_BUILT = ("施工", "承建")
_BUILDER = re.compile("[一二三四五六七八九十]局|建[工设筑]|工程|路桥")
_SITE_POST = re.compile("[^,。;]{0,24}项目(?:部|责任|总|副)*(?:工程师|经理|总工|负责人)")  # whose engineer of a project speaks builds it
_PHYSICAL = ("克", "米", "平方米")
_HIMSELF = re.compile("谁(?:来|去)?(?:拍|摄|执笔|采写|写|撰|带的?队|领的?队|带领|率[队团领]|致辞|致词|发言)")  # who did it is a person, no body
_WHO = re.compile("谁|哪一?位|何人|什么人|who")
_BY_NAME = re.compile("叫(?:什么|啥)|(?:什么|啥)名字?|姓名|姓(?:什么|甚|啥)|名叫")
_TITLED = re.compile(rf"(?:{'|'.join(TITLES.split())})$|^(?:{'|'.join(TITLES.split())})")
_BODY = re.compile("[局院厂部会队委办校所处站社店行馆家员]$|公司|集团|中心|企业|团队|机构|政府|单位|联合体|小组")
_NAMES_BEGIN = frozenset("".join(SURNAMES.split()) + "".join(COMPOUND_SURNAMES.split()) + "".join(TRANSCRIBING.split()))
_ONE_OF = re.compile(r"^(?:[㐀-鿿]{0,4}(?:一|某|多|几|数|两|[0-9]+)[余多]?家|[0-9两几]+[余多]?[台件套辆架个名位])")
_UNNAMED = re.compile("国家|国内|国产|国外|企业|公司|当地|本地|地方|部门|机构|单位|园区|[我全本该]?[省市县区]")
_MAKES = ("制造", "生产", "供应", "供货", "出资")  # what is told of a doer and never asked for by these words alone
_SUMMED = re.compile(r"(?P<members>[^,;。]*)等(?P<whole>[^,;。]{2,20}?),?(?:总|合计|共计)")
_OF_ALL_ASKED = re.compile("一共|总共|全部|合计|总数|全[省市国]")
_TAKES_PART = re.compile("(?:参与|名列|位列|跻身|入选)其中")


def unmeasured(question: Question, article: str) -> tuple[str, ...]:
    """What is asked in figures (出口了多少, 税收是多少) where the folded article speaks of no such thing in any word."""
    if not question.numeric:
        return ()
    return tuple(
        word
        for word, others in _measured()
        if word in question.folded
        and re.search(rf"{word}(?!{_NO_MEASURE})[^,?]{{0,10}}(?:{_ASKS})|(?:{_ASKS})[^,?]{{0,6}}{word}(?!{_NO_MEASURE})", question.folded)
        and word not in article
        and not any(other in article for other in others)
    )


def other_way(question: Question, article: str) -> tuple[str, ...]:
    """为什么下滑, 下降了多少, where the folded article has no word for anything that went down; or up."""
    if not (question.numeric or question.kind in ("why", "how")):
        return ()
    asked = ((found.group(), told) for way, told in _WENT if (found := way.search(question.folded)))
    return tuple(word for word, told in asked if not told.search(article))


def went_otherwise(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """为什么下滑, where the article tells of the same thing that it rose, and nowhere that it fell; or the other way round."""
    if question.kind != "why":
        return ()
    asked = re.sub(r"为什么|为何|为啥|怎么会|缘何|何以|[^㐀-鿿]|[的了又还却会]", "", question.folded)
    clauses = re.split("[。;；]", fold_text(sentence.article.text))
    for own, other in ((UP, DOWN), (DOWN, UP)):
        found = own.search(asked)
        if found is None or found.start() < 4 or other.search(asked):
            continue
        told = [clause for clause in clauses if asked[: found.start()][-4:] in clause]
        if any(other.search(clause) for clause in told) and not any(own.search(clause) for clause in told):
            return (found.group(),)
    return ()


def turned(question: Question, sentence: Sentence, place: int, end: int) -> tuple[str, ...]:
    """增长了多少, where the figure at ``place`` (offsets in the article, up to ``end``) is that of a fall; or the other way round."""
    for asked, own, other in ((_ASKED_UP, UP, DOWN), (_ASKED_DOWN, DOWN, UP)):
        if (found := asked.search(question.folded)) is None:
            continue
        clause = "".join(_around(sentence, place, end, ",，。;；:：、"))
        if other.search(clause) and not own.search(clause):
            return (found.group(),)
        whole = sentence.folded.text
        if other.search(whole) and not own.search(whole):
            return (found.group(),)
    return ()


def unranked(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """What is asked for as the most of its kind (最大的企业是哪家), where neither the sentence nor its paragraph or title ranks."""
    found = _MOST.search(question.folded)
    if found is None or question.numeric or question.kind in ("date", "yesno", "comparison", "aggregation"):
        return ()
    if asked_aspect(question.folded) == "difficulty":  # 最难办的一段: the sentence tells of 难点
        return () if states("difficulty", sentence.folded.text) == 1.0 else (found.group(),)
    article = sentence.article
    around = fold_text(f"{article.title}\n{article.paragraph(sentence.paragraph)}")
    side = found["side"] or "久"
    ranked = found.group() in around or _FIRST.search(around) or (side not in _SCALED and "最" in around)
    return () if ranked or (side == "早" and _EARLIEST.search(around)) else (found.group(),)


def other_holder(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """The person whose post is asked for, where the sentence tells of posts and names others and not him."""
    named = [fold_text(name.text) for name in find_names(question.folded) if name.kind == "person"]
    if question.kind != "role" or len(named) != 1 or named[0] in sentence.folded.text:
        return ()
    return (f"{named[0]}的职务",) if any(name.kind == "person" for name in find_names(sentence.text)) else ()


def other_noun(question: Question, sentence: Sentence, place: int, end: int, said: Callable[[str, str], bool]) -> tuple[str, ...]:
    """What is counted (多少家日资企业), where the number at ``place`` counts other things and its clause has no word of those.

    said: whether a text says a word, in another word at least.
    """
    if question.kind != "count" or len(question.noun) < 2:
        return ()
    before, behind = _around(sentence, place, end)
    clause = before + fold_text(sentence.article.text[place:end]) + behind
    behind = behind.split("、")[0]
    counted = re.match("[㐀-鿿]{2,8}", behind)
    if counted is None or set(question.noun) & set(counted.group()) - set("的个数人"):
        return ()
    whole = re.search(rf"{re.escape(question.noun)}的(?P<noun>[㐀-鿿]{{2,6}})", question.folded)  # 多少项量身打造的|创新政策
    return () if said(question.noun, clause) or (whole and whole["noun"][-2:] in clause) else (question.noun,)


def other_work(
    question: Question, sentence: Sentence, place: int, end: int, others: Callable[[str], Iterable[str]]
) -> tuple[str, ...]:
    """The work whose doer is asked for (设计), where the clause of ``place`` tells of another (由…施工) and not of it.

    others: other words for a work (施工: 承建).
    """
    if question.kind not in ("person", "organisation"):
        return ()
    ways = "{0}(?:了|的|者|单位|方|公司)?[?的]*$|{0}(?:者|单位|方|公司|商|企业)(?:是|为|叫)|(?:谁|哪[^,?]{{0,8}}){0}"
    asked = [work for work in WORKS.split() if re.search(ways.format(work), question.folded)]
    clause = "".join(_around(sentence, place, end))
    told = [work for work in (*WORKS.split(), *_MAKES) if work in clause]
    builds = _BUILDER.search(fold_text(sentence.article.text[place:end])) and _SITE_POST.match(fold_text(sentence.article.text[end : sentence.end]))
    if len(asked) == 1 and asked[0] in _BUILT and builds:
        return ()
    clause = clause if _BUILDS.search(clause) else clause.replace("建设", "")
    if len(asked) != 1 or any(word in clause for word in (asked[0], *others(asked[0]))):
        return ()
    whole = sentence.folded.text if _BUILDS.search(sentence.folded.text) else sentence.folded.text.replace("建设", "")
    return tuple(asked) if told or not any(word in whole for word in (asked[0], *others(asked[0]))) else ()


def other_part(question: Question, sentence: Sentence, place: int) -> tuple[str, ...]:
    """What a rise or fall is asked of, where the figure stands in another part of the sentence than it: 甲…，增长5%；乙…，下降3%."""
    asked = _MOVED.search(question.folded)
    if asked is None or not question.numeric:
        return ()
    what, at = asked["what"], 0
    paragraph = sentence.article.paragraph(sentence.paragraph)
    start = place - sentence.article.paragraphs[sentence.paragraph - 1][0]
    for part in re.split(r"(?<=[;；。])", paragraph):
        if at <= start < at + len(part):
            mine = fold_text(part)
            return (what,) if what not in mine and any(what in fold_text(other) for other in re.split(r"[;；。]", paragraph)) else ()
        at += len(part)
    return ()


_PEOPLE = re.compile(  # who has no name: 一名歌手
    "(?:[一两几数]?[名位个群批些][㐀-鿿]{2,8}|警察|警方|民众|平民|[居市村农]民|士兵|军人|学生|老师|[歌选]手|家[长人]|[医教律厨]师"
    "|[工职店船队党学会议官演]员|[记学作患]者|残疾人|老年?人|儿童|孩子|妇女|干部|志愿者|[游乘旅用客]客|[用农商]户|网友|业主)$"
)


def not_of_kind(question: Question, text: str, before: str = "", behind: str = "", sure: bool = False) -> tuple[str, ...]:
    """What is asked for (人, 时长, 单位), where the brief answer ``text`` can be no such thing: no name, no time, a figure.

    before, behind: what stands around it, folded; a title there makes a person of it. sure: the reader has no doubt, so that
    a name which has no form that code knows may be a person's.
    """
    folded = fold_text(text)
    if question.numeric and _WORTH.search(question.folded) and folded.endswith("%"):
        return ("数额",)
    if question.numeric and _MONEY.search(question.folded) and not _PAID.search(folded) and find_quantities(folded):
        return ("数额",)
    label, borne = LABEL_ASKED.search(question.folded), _BORNE.search(before)
    if label and borne and borne["label"] != label.group() and label.group()[-2:] == borne["label"][-2:]:
        return (label.group(),)  # 主办单位:甲, asked for the 协办单位
    price = _PRICE.search(question.folded)
    if price and not re.search(f"每|/|一{price['unit'] or price['one']}|单价|均价|报$|[股售报]价", before + folded + behind):
        return ("单价",)
    if question.kind == "amount" and question.unit in _PHYSICAL and _AGED.search(folded):
        return ("数额",)
    measured = {quantity.unit for quantity in find_quantities(folded) if quantity.kind == "measure"}
    if question.kind == "amount" and question.unit in _PHYSICAL and measured and question.unit not in measured:
        return ("数额",)  # 多长, told in tons
    per, of = _PER_ASKED.search(question.folded), _PER_TOLD.search(re.sub(r"[\d.]+.*$", "", before + folded))
    if per and of and per["unit"] != of["unit"]:
        return (f"每{per['unit']}的数额",)
    if question.kind == "duration":
        return () if _TIME.search(folded) and not _ON_A_DAY.search(folded) else ("时长",)
    by_name = _BY_NAME.search(question.folded)
    if question.kind == "person" and (by_name or _WHO.search(question.folded)):
        named = folded[:1] in _NAMES_BEGIN or "·" in text or any(name.kind != "quoted" for name in find_names(text))
        himself = by_name or _HIMSELF.search(question.folded)
        if MATCH.search(question.folded) and (folded in COUNTRIES.split() or TEAM.search(text)):
            return ()
        if folded in COUNTRIES.split() or (himself and not sure and not _may_be_somebody(text, folded, behind)):
            return ("人",)
        named = named or any((_TITLED.search(before), _TITLED.search(behind), _BODY.search(folded), _PEOPLE.search(folded)))
        named = named or (sure and not find_quantities(folded) and not find_dates(folded))
        return () if named or len(folded) < 2 else ("人",)
    if question.kind == "place":
        return _no_such_place(question, folded, before, behind)
    if question.kind == "organisation":
        if _ONE_OF.search(folded) or _UNNAMED.fullmatch(folded) or any(q.kind in ("share", "amount") for q in find_quantities(folded)):
            return ("单位",)
        return ("单位",) if re.fullmatch(r"[约近超]?[0-9.万亿]+[余多]?[个家所项名人亿万元年月日%]+", folded) else ()
    return ()


def _may_be_somebody(text: str, folded: str, behind: str) -> bool:
    """Whether a text can be a person's name: one that the rules know, or one by its form that is no place's or body's."""
    kinds = {name.kind for name in find_names(text)}
    if re.match("集团|公司|股份|大学|医院|项目", behind):
        return False  # the beginning of a body's name
    if LATIN_NAME.fullmatch(text):
        return True
    return "person" in kinds or (may_be_person(folded) and not kinds and not _BODY.search(folded) and not re.search("[省市县区镇乡村]$", folded))


def _no_such_place(question: Question, folded: str, before: str, behind: str) -> tuple[str, ...]:
    """街道 where a 街道 is asked for and something else is named; 籍贯 where it is not said that somebody comes from there."""
    if ORIGIN.search(question.folded):
        if _BODY.search(folded):
            return ("籍贯",)  # 来自某科学院: no place of birth
        return () if re.match("人|籍", behind) or re.search("生于|来自|籍贯|祖籍|老家|出身", before) else ("籍贯",)
    noun = asked_class(question).removesuffix("上")
    if noun not in STRICT:
        return ()
    if noun in ("国家", "省", "省份"):
        return () if folded.startswith(tuple(COUNTRIES.split())) or folded.endswith(("省", "国")) else (noun,)
    return () if noun in folded else (noun,)


def unexplained(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """The counted catchword whose members are asked for (“三比三看”比什么), where the article only uses it and nowhere spells it out."""
    found = _CATCHWORD.search(question.folded)
    if found is None or len(found["term"]) < 2 or not _SPELLS_OUT.search(question.folded[found.end() :]):
        return ()
    term = found["term"]
    article = fold_text(sentence.article.text)
    places = [m.span() for m in re.finditer(re.escape(term), article)]
    told = any(_EXPLAINS.match(article, end) or _EXPLAINED.search(article, max(0, start - 40), start) for start, end in places)
    return (f"{term}的内容",) if places and not told else ()


def other_time(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """The time asked about in words that lean on the article's date (今年二季度), where the sentence tells another one only.

    A sentence without a time of its own leans on its paragraph when a quarter, half or month is asked about; one that a
    figure is only compared with (较2019年) is not its time. 今年 itself is the time of whatever has none.
    """
    if question.kind == "date" or not sentence.article.date:
        return ()
    asked = [
        now for then, now in zip(find_dates(question.folded), find_dates(question.folded, sentence.article.date), strict=False)
        if now.value and not then.value and now.value != sentence.article.date[:4]
    ]
    text = sentence.article.paragraph(sentence.paragraph)
    own = [date.value for date in dates_in(sentence) if date.value and not _REFERENCE.search(sentence.text[: date.start])]
    around = [date.value for date in find_dates(text, sentence.article.date) if date.value]
    fits = [
        not (told := own or (around if len(date.value) > 4 else []))
        or any(date_overlaps(value, date.value) for value in [v for v in told if _part(v) == _part(date.value)] or told)
        for date in asked
    ]
    return () if any(fits) else tuple(date.text for date in asked)


def _around(sentence: Sentence, place: int, end: int, marks: str = ",，。;；") -> tuple[str, str]:
    """Folded: what stands in a clause before and behind ``article.text[place:end]``."""
    text, cut = sentence.article.text, f"[{marks}]"
    return re.split(cut, fold_text(text[sentence.start : place]))[-1], re.split(cut, fold_text(text[end : sentence.end]))[0]


def _part(value: str) -> str:
    """Which sort of part of a year a date is: 4月19日 is none, though a day of the second quarter."""
    return "".join(char for char in value if char.isalpha() and char != "T")


def part_only(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """The number of all, where the sentence only counts whose part it tells (甲区两个项目参与其中), and the question asks of no 甲区."""
    asked = _OF_ALL_ASKED.search(question.folded)
    part = _TAKES_PART.search(sentence.folded.text) if asked and question.kind == "count" else None
    if asked is None or part is None:
        return ()
    head = re.split("[,，。;；]", sentence.folded.text[: part.start()])[-1]
    return () if head[:2] in question.folded else (f"{asked.group()}的数目",)


def total_only(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """今年计划投多少, where the sentence gives the whole investment and no year's part of it."""
    text = sentence.folded.text
    asked = question.numeric and _YEARLY.search(question.folded)
    return ("年度投资",) if asked and re.search("总投资|投资总额", text) and not _YEARS_PART.search(text) else ()


def sum_only(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """甲基金有多大规模, where the sentence gives what 甲基金等各类引导基金 come to together."""
    found = _SUMMED.search(sentence.folded.text)
    if found is None or not re.search(_ASKS, question.folded) or found["whole"][-4:] in question.folded:
        return ()
    members = [re.sub(r"^.*(?:设立|成立|推出|建立|包括|有|了|的|和|与)(?=..)", "", part) for part in re.split("[、和及与]", found["members"])]
    named = [member for member in members if len(member) > 2 and member in question.folded]
    return tuple(named) if len(named) == 1 and len(members) > 1 else ()


def other_place(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """The place whose number or share is asked for, where the sentence gives that of another that it is listed with.

    An article that lists 甲州、乙原、丙川 side by side has them as equals: a sentence that speaks of 丙川市 alone, asked about
    乙原 and not about 丙川, tells nothing of 乙原.
    """
    if not question.numeric:
        return ()
    text = sentence.folded.text
    article = fold_text(sentence.article.text)
    stems = [name.text[:2] for name in find_names(text) if name.kind == "place" and _PLACE.search(name.text)]
    equals = [
        place
        for stem in dict.fromkeys(stem for stem in stems if stem not in question.folded)
        for run in re.findall(rf"(?:[㐀-鿿]{{2,4}}[、和与])*{stem}[市县区州省]?(?:[、和与][㐀-鿿]{{2,4}})*", article)
        for place in (each[:2] for each in re.split("[、和与]", run))
        if place != stem and place in question.folded and place not in text
    ]
    return tuple(dict.fromkeys(equals))


@cache
def _measured() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((words[0], tuple(words[1:])) for line in MEASURED.strip().splitlines() if (words := line.split()))
