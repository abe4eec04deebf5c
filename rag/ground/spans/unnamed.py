"""What a source leaves unnamed, or says of something else: members that it only counts, kin it never speaks of, an event it
gives no date of, the part of a whole.

Each takes a question and the sentence that was found for it, and gives what is not said there; () when nothing is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rag.ground.sentences.sentence import Sentence
from rag.text.fold import fold_text
from rag.text.numbers import Quantity, find_quantities
from rag.understand.question import Question

_NAMING = re.compile(
    r"(?:分别|都|各|各自)?(?:叫做?|称为|名字?是|名为)(?:什么|啥)|名单|分别[㐀-鿿]{1,4}(?:哪|什么|谁)|都?是哪[些几](?:家|所|个|座|条|位|名)?|都有谁"
)
_LISTS = re.compile(r"[、]|分别|(?<=[㐀-鿿])[和及与](?=[㐀-鿿])[^,，。;；]*(?:等|$)|[《“\"].+[》”\"]")
_BESIDES = re.compile(r"除(?:了|去|开)?(?P<named>[^,?]{2,40}?)(?:以外|之外|外)?,?(?:还|另外?|其他|其余|别的)[^?]*(?:哪|什么|谁|啥)")
_BODIES = re.compile("公司|企业|单位|机构|高校|大学|学校|医院|名[字称]")
_AND = re.compile(r"[、和与及]|以及|还有")
_KIN = re.compile(
    r"的(?P<kin>儿子|女儿|孩子|丈夫|妻子|爱人|老婆|老公|父亲|母亲|爸爸|妈妈|爷爷|奶奶|哥哥|弟弟|姐姐|妹妹|同学|徒弟|师傅|秘书|助理|搭档|经纪人|房东|邻居)"
    r"(?:是谁|叫|的?名字|姓|今年|在哪|几岁|多大)"
)
_BRANCH = re.compile("[㐀-鿿]{2}(?:市|省)?(?P<kind>分(?:院|公司|部|校|店|行|厂|所|局|馆|园|中心|支机构)|子公司)(?!别)")
_WRITTEN = re.compile(r"(?P<on>[㐀-鿿])(?:上|里|中|面)[㐀-鿿]?(?P<verb>[写印刻题念画])[了着的过]*(?:是|些|句|几句)*(?:什么|啥|哪些|哪几)")
_QUOTES = re.compile("[写印刻题念画称说]|[\"“《]|表示|祝|内容")
_AUTHOR = re.compile(r"谁(?:写|作|画|编|唱|谱|译|拍|撰写|创作)的(?P<work>[㐀-鿿]{1,4})[?。]*$")
_SPOUSE = {"丈夫": "夫|爱人|老公", "妻子": "妻|爱人|老婆|夫人", "爱人": "夫|妻", "儿子": "子女", "女儿": "子女", "孩子": "儿子|女儿|子女",
           "母亲": "[生养其嫡之]母|母(?![公校语体])|妈", "父亲": "[生养其之]父|父(?!母)|爸|[长次之幼独]子|之女"}  # fmt: skip
_BOUND = re.compile(r"(?P<less>不到|不足|低于|少于|小于|未到|没到|不满)|(?P<more>超过|高于|多于|大于|不低于|不少于|达到)")
_BELOW, _ABOVE = re.compile(r"以下|以内"), re.compile(r"以上")
_OUT_OF = re.compile(
    r"(?:(?<![哪这那公城乡省市区县镇村厂家部])里面?|当中|之中|中间|(?<![集其市高初空途命水当之])中(?![心国央部等小学期医文年西东华转标型药]|外(?!资))),?(?:的|有|属于|包括)?(?P<part>[㐀-鿿]{2,6}?)(?:一?共|总共|占了?|有|是)*(?:多少|几[个名位家件条台所项人])(?!倍|年|天|个月)"
)
_BY_THE_WAY = re.compile("^(?:已经?|一?共|总共?|累计|共计|合计|现在|目前|还)")  # 夜里已经有多少人
_DONE = re.compile("[了着过出进入到起下掉完满]$|[要还]")  # 轮胎里塞了多少: what is done there, no part of it
_SIZED = re.compile("[0-9亿万千百]")  # 过亿元的有几个: a bound, no part
_OVER = re.compile(
    r"(?:超过?|过|上|破)(?P<n>[0-9一二三四五六七八九十]*)(?P<u>[十百千]?[亿万])元?"
    r"|(?P<m>[0-9.一二三四五六七八九十]+)(?P<v>[十百千]?[亿万])(?:美?元)?(?:及|或)?以上"
)
_PART = re.compile(r"其中,?(?P<part>[㐀-鿿]{2,8}?)[有共达为]?(?=[0-9])")
# Stages of an undertaking. What is asked of one is not told by the date of another.
_STAGES = (
    "开工 动工 开建 奠基 破土 启动建设 开始建设 始建 开挖",
    "竣工 完工 建成 落成 交付 建好 完成 盖好 修好",
    "投产 达产 投用 启用 开业 开通 通车 开园 运营 投入使用 投入运营 营业 开馆 开放",
    "封顶",
    "成立 创立 创办 创建 组建 设立 建校 建馆 建院 建厂 挂牌 揭牌",
    "签约 签署 签订",
    "落户 入驻 进驻",
)
_STAGE = tuple(re.compile("|".join(line.split())) for line in _STAGES)
_ONE_OF_THEM = re.compile("那一?[个家座项条所](?:叫|是)")  # 两个项目中做面包的那个叫什么
_MONTH_ASKED = re.compile("哪一?个?月|几月|何月|哪一?天|几[号日]")
_ASKED_WHEN = re.compile(r"哪一?年|哪个?月|哪一?天|什么时候|啥时候|何时|几月|几号|年份|日期|时间|多会儿")
_CALENDAR = re.compile(
    r"[0-9]{4}年(?!来|多|余|间|内|以)|[0-9]{2}年[0-9]{1,2}月|[今明去前后本同当上次]年|[年月]底|[0-9]{1,2}[月日号]|季度|年[初末中底]"
    r"|[昨今明]天|近日|日前|[上本下]月|周[一二三四五六日]|春|夏|秋|冬|节|年代|十[四五]五|世纪|早|晚|点"
)

_SPAN = re.compile(r"(?:约|近|超过?)?[0-9一二两三四五六七八九十]+[多余]?(?:年|个月|天|周)[多余]?(?:来|间)?")


def members(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """The members that are to be named (那5所高校分别是哪几所), where the article counts as many and lists none beside them."""
    naming = None if question.english else _NAMING.search(question.folded)
    if naming is None or _ONE_OF_THEM.search(question.folded):
        return ()
    kind = re.match(r"(?:家|所|个|座|条|位|名|些)*(?P<noun>[㐀-鿿]{2,4})", question.folded[naming.end() :])
    marks = "[。]" if re.search("是哪[些几]", naming.group()) else "[,，;；。]"  # what they are may be told further off
    for count in find_quantities(question.folded):
        noun = re.match(r"[㐀-鿿]{2,8}?(?=分别|各自|都|是|叫|称|名|通|$|[^㐀-鿿])|[㐀-鿿]{2,8}", question.folded[count.end :])
        if count.kind != "count" or count.low < 2 or noun is None:
            continue
        if kind and "分别" not in naming.group() and not set(kind["noun"]) & set(noun.group()) and not _BODIES.match(kind["noun"]):
            continue  # 两个分会场是哪些项目: not by their names
        article = fold_text(sentence.article.text)
        if re.search(rf"等{re.escape(count.text)}[㐀-鿿]{{0,4}}?{re.escape(noun.group()[:2])}", article):
            return ()
        told = list(_counted(count, noun.group(), article, marks))
        if told and not any(_LISTS.search(around) for around in told):
            return (f"{count.text}{noun.group()[:4]}的名称",)
    return ()


def besides(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """除了甲、乙还有哪些, where the sentence lists 甲, 乙 and no more."""
    asked = _BESIDES.search(question.folded)
    if asked is None:
        return ()
    named = [name for name in (part.strip() for part in _AND.split(asked["named"])) if len(name) > 1]
    text = sentence.folded.text
    if len(named) == 1 and named[0] not in text and len(named[0]) in (4, 6):  # 广东福建
        named = [named[0][i : i + 2] for i in range(0, len(named[0]), 2)]
    named = [name if name in text else name[:2] for name in named]
    if not named or not all(name in text for name in named):
        return ()
    last = max(text.rfind(name) for name in named)
    first = min(text.find(name) for name in named)
    run = re.split(r"[,，。;；]|等", text[max((text.rfind(mark, 0, first) for mark in ",，。;；"), default=-1) + 1 :])[0]
    others = [part for part in _AND.split(run) if part and not any(name in part for name in named)]
    return ("其他的名称",) if not others and last >= first else ()


def branch(question: Question, article: str) -> tuple[str, ...]:
    """The branch that is asked of (东州分院), where the folded article speaks of no such branch of anything."""
    asked = _BRANCH.search(question.folded)
    return (asked.group(),) if asked and asked["kind"] not in article else ()


def wording(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """What is written in a letter or on a stone, or who wrote a poem, where the sentence quotes nothing and the article has no such work."""
    article = fold_text(f"{sentence.article.title}\n{sentence.article.text}")
    if (asked := _WRITTEN.search(question.folded)) and (asked["on"] not in article or not _QUOTES.search(sentence.folded.text)):
        return (f"{asked['verb']}的内容",)
    work = _AUTHOR.search(question.folded)
    return (work["work"],) if work and work["work"] not in article else ()


def kin(question: Question, article: str) -> tuple[str, ...]:
    """Whose son, wife, neighbour is asked for, where the folded article speaks of none."""
    asked = _KIN.search(question.folded)
    if asked is None or asked["kin"] in article:
        return ()
    others = _SPOUSE.get(asked["kin"])
    return () if others and re.search(others, article) else (asked["kin"],)


def other_bound(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """Those of less than a figure (10亿元以下的三个), where the sentence has those of more than it; or the other way round."""
    if question.kind not in ("list", "what", "organisation", "person") and not _NAMING.search(question.folded):
        return ()
    for asked in find_quantities(question.folded):
        side = _side(question.folded, asked)
        if not side or asked.kind in ("date", "year", "ordinal"):
            continue
        same = [q for q in find_quantities(sentence.folded.text) if q.low == asked.low and (q.unit == asked.unit or not asked.unit)]
        sides = {_side(sentence.folded.text, q) for q in same}
        if sides and sides == {-side}:
            return (asked.text,)
    return ()


def out_of(question: Question, sentence: Sentence, said: Callable[[str, str], bool]) -> tuple[str, ...]:
    """Those of a whole that are counted (教师里女教师有多少), where the sentence counts the whole and has no word of them."""
    asked = _OUT_OF.search(question.folded)
    if asked is None or question.kind not in ("count", "amount"):
        return ()
    part, text = _BY_THE_WAY.sub("", asked["part"]), sentence.folded.text
    if len(part) < 2 or _DONE.search(part) or (_SIZED.search(part) and tells_bound(bound_asked(question.folded), text)):
        return ()
    pairs = [part[i : i + 2] for i in range(len(part.removesuffix("的")) - 1)]
    told = sum(pair in text for pair in pairs)
    return () if told > 0.5 * len(pairs) or (not told and said(part, text)) else (part,)


def bound_asked(folded: str) -> float:
    """The figure above which things are asked for (过亿元的, 10亿元以上的), in its unit's ones; 0 where none is named."""
    found = next((m for m in _OVER.finditer(folded)), None)
    if found is None:
        return 0
    number = found["n"] or found["m"] or "1"
    quantity = find_quantities(f"{number}{found['u'] or found['v']}元")
    return float(quantity[0].low or 0) if quantity else 0.0


def tells_bound(least: float, folded: str) -> bool:
    """Whether a folded text speaks of what is above just that figure: 1亿元以上, 超亿元."""
    return least > 0 and bound_asked(folded) == least


def of_the_whole(question: Question, sentence: Sentence, place: int) -> tuple[str, ...]:
    """甲类项目总投资, where the figure at ``place`` is that of all, of whom 甲类 are only counted: 总投资…,其中,甲类项目85个."""
    before = fold_text(sentence.article.text[sentence.start : place])
    for found in _PART.finditer(sentence.folded.text):
        part = found["part"]
        if found.start() >= len(before) and part in question.folded and not re.search(f"除|非|不是|不算|占|{part}外", question.folded):
            whole = re.sub(r"[0-9].*", "", before)
            return (f"{part}的{question.noun or '数额'}",) if question.numeric and part not in whole else ()
    return ()


def asked_stage(folded: str) -> re.Pattern[str] | None:
    """The words for the one stage that a folded question names; None where it names none or several."""
    asked = [words for words in _STAGE if words.search(folded)]
    return asked[0] if len(asked) == 1 else None


def other_stage(question: Question, sentence: Sentence, place: int, end: int, others: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """The stage whose date is asked for (竣工), where the clauses around ``place`` tell of another (开工) and not of it."""
    if question.kind != "date":
        return ()
    asked = {stage for stage, words in enumerate(_STAGE) if words.search(question.folded)}
    found = next((m.group() for words in _STAGE for m in words.finditer(question.folded)), "")
    if len(asked) != 1:
        return ()
    text, at = sentence.article.text, sentence.start
    marks = [m.start() for m in re.finditer(r"[,，。;；]", text[at : sentence.end])]
    left = max((mark for mark in marks if mark < place - at), default=0)
    right = min((mark for mark in marks if mark >= end - at), default=sentence.end - at)
    clause = fold_text(text[at + left : at + right])
    told = {stage for stage, words in enumerate(_STAGE) if words.search(clause)}
    whole = sentence.folded.text
    own = any(_STAGE[stage].search(whole) for stage in asked) or any(word in whole for word in others(found))
    return (found,) if told and not told & asked and not own else ()


def no_date(question: Question, text: str, before: str = "") -> tuple[str, ...]:
    """A day or year that is asked for, where the brief answer says only how long, or only what something is compared with."""
    if question.kind != "date" or not _ASKED_WHEN.search(question.folded):
        return ()
    folded = fold_text(text)
    if _MONTH_ASKED.search(question.folded) and folded.endswith("年度"):
        return ("月份",)
    if re.search(r"[较比]$", fold_text(before)) and re.match(r"[上去前]", folded):
        return ("时间",)
    if _CALENDAR.search(folded) or not _SPAN.fullmatch(folded):
        return ()
    return ("年份",) if "年" in question.folded else ("时间",)


def _counted(count: Quantity, noun: str, article: str, marks: str) -> Iterable[str]:
    """The parts around every place where the article counts as many of them (5所高校, 高校5所); marks: what parts end in."""
    clauses = re.split(marks, article)
    for i, clause in enumerate(clauses):
        for told in find_quantities(clause):
            near = clause[max(0, told.start - 8) : told.start] + clause[told.end : told.end + 10]
            if told.kind == "count" and told.low == count.low and (noun[:2] in near or noun[-2:] in near):
                yield ",".join(clauses[max(i - 1, 0) : i + 2])


def _side(text: str, quantity: Quantity) -> int:
    """-1 where a text says less than the quantity, 1 more, 0 neither."""
    bound = _BOUND.search(text[max(0, quantity.start - 4) : quantity.start] + quantity.text[:3])
    behind = quantity.text[-2:] + text[quantity.end : quantity.end + 4]
    if _BELOW.search(behind) or (bound and bound["less"]):
        return -1
    return 1 if _ABOVE.search(behind) or (bound and bound["more"]) else 0
