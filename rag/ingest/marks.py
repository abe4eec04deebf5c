"""The marks newspapers put around an article: bylines, agency marks, photo credits, page headers.

Every function looks at one block of text and says what it is by its form; what it means where it stands
(the byline of this article or of the next one) is decided in ``newspaper``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# The family names of more than 99 % of the people in China, written down from general knowledge.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫"
    "寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆"
    "朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战"
    "慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭潘蔣餘葉蘇魏呂薑盧鐘鍾譚陸賈韋鄒閻龍賀顧龔邵萬錢嚴湯溫龐顏倪莊聶魯關蘭齊喬歐紀單畢駱藍"
    "華饒時農簡車項連麥婁竇衛應閔鄔邊師榮叢鞏遲鄺談樂儲勞諶滿聞厲區國計門雲來況鮮戰銀賓於幹尉陰"
)
_COMPOUND = re.compile(
    "欧阳|上官|司马|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木|轩辕|长孙|宇文"
    "|歐陽|司馬|諸葛|東方|獨孤|南宮|長孫|軒轅|尉遲|公孫"
)

_REACH = 120  # characters from either end of a block within which its marks stand; keeps every search linear
_NEVER_LAST = "的了在是和与及对将把被从向为等也都就以或其到有说称"  # words that end no given name

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_BULLET = "►▶▷▸■□▪●○•◆◇◎★☆△▲▼▽※✎✍✒·◤◢│|－—-"
_HOUSE = r"(?:本报|本刊|本网|本台|本社|[\u4e00-\u9fff]{2,6}(?:日报|晚报|早报|时报|晨报|商报|导报|新闻|社|网|报))"
_ROLE_WORD = r"(?:记者|通讯员|评论员|撰稿人|撰稿|特派员|供稿|作者|记者站|記者|通訊員|評論員)"
_ROLE = re.compile(
    rf"(?:{_HOUSE}\s*)?(?:全媒体|融媒体|全媒體|融媒體|首席|见习|見習|实习|實習|特约|特約|特派|驻\S{{1,4}}|駐\S{{1,4}})*\s*{_ROLE_WORD}[:：]?"
)
_BY_PREFIX = re.compile(r"^(?:文字|文|撰文|图文|图|摄影)\s*(?:[/／|｜和与]\s*(?:图|摄影|视频))?\s*[:：/／|｜]\s*")
_BY_SUFFIX = re.compile(
    r"\s*(?:[/／]?\s*文\s*[/／和]?\s*[图圖摄攝]|[/／]\s*文|[/／]\s*\S{0,6}?(?:报道|報導|報道)|报道|報導|報道|整理|编译|編譯|发自\S{2,6}|文并摄)\s*[:：]?$"
)
_SEPARATOR = re.compile(r"[\s、，,/／;；|｜]+")

_TAIL = re.compile(
    r"(?:(?<=[。！？!?…])|(?<=[。！？!?…][”」』）)]))\s*([（(【][^（）()【】]{2,60}[）)】]|[^。！？!?”」』…]{2,30})$"
)

_LEAD_HOUSE = r"(?:新华社|中新社|新华网|中新网|人民网|央视|本报|本刊|本网|本台|[\u4e00-\u9fff]{2,6}?(?:社|报|网|台))"
_LEAD = re.compile(
    rf"^[■□◆●►▶【\[（(]?\s*(?P<mark>(?:据)?(?:"
    rf"{_LEAD_HOUSE}(?:综合)?(?:讯|訊|消息|综合消息)"
    rf"|{_LEAD_HOUSE}[^，。,（()）\n]{{0,12}}?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)(?:专|综合)?[电電讯訊]"
    rf"|(?:新华社|中新社|新華社)[^，。,（()）\n]{{0,8}}?[电電]"
    rf"))\s*[】\]）)]?\s*[:：，,]?\s*"
)
_LEAD_PARENS = re.compile(r"^[（(【](?P<names>[^（）()【】]{2,60})[）)】]\s*[:：]?\s*")

_LEAD_ROLES = re.compile(r"(?P<names>[^。，,：:]{4,50}?)(?:报道|報導|報道)\s*[:：，,]?\s*")

_CREDIT_WORD = r"(?:摄影报道|摄影|供图|图片|资料图片|资料照片|资料图|效果图|摄|攝影報道|攝影|供圖|攝)"
_CREDIT_FIELD = re.compile(r"(?:图片来源|图片提供|图源|图片|摄影|供图|配图|圖片來源|攝影)\s*[:：/／]\s*[^。]{1,30}")
_CREDIT_TAIL = re.compile(rf"(?P<who>.{{0,24}}?)[\s/／·（(]*{_CREDIT_WORD}")
_GLUED_CREDIT = re.compile(
    rf"(?<=[。！？”」』）)…])\s*(?P<credit>[（(]?(?:(?:{_ROLE.pattern}|{_HOUSE}发?|新华社发?)?\s*[（(]?(?:{_HAN}{{2,4}}|{_HAN}\s{_HAN})"
    rf"(?:[\s、]+{_HAN}{{2,4}})?\s*[/／]?\s*(?:摄影报道|摄影|供图|摄|攝影|攝)|资料图片|资料照片|图片来源[:：][^。]{{1,20}})\s*[）)]{{0,2}})$"
)
_CAPTION = re.compile(
    r"^(?:[▲△↑↓←→▼◀▶]|(?:上|下|左|右|题|本版|主)图(?:为|[:：①-⑳\d]|系)|[①-⑳](?=.{0,40}图)|图[①-⑳\d一二三四](?!.{0,3}表)|图为"
    r"|图片说明[:：]|图说[:：]|图片新闻[:：]?)"
)

_DATE = re.compile(r"(?P<y>(?:19|20)\d{2})\s*[年./\-]\s*(?P<m>\d{1,2})\s*[月./\-]\s*(?P<d>\d{1,2})\s*日?")
_PAGE_NUMBER = re.compile(
    r"^(?:第\s*[A-Z]?\d{1,3}\s*[版页]|[A-Z]?\d{1,3}\s*版|[A-Z]\s?\d{1,3}|\d{1,3}|[-—–·]\s*\d{1,3}\s*[-—–·]|第?[一二三四五六七八九十]{1,3}版)"
    r"(?=$|[\s:：·|｜/／■—-])[\s:：·|｜/／■—-]*"
)
_SECTION = re.compile(
    r"(?:今日|本期|本版)?(?:导读|要闻|简讯|快讯|短讯|综合|国际|国内|时政|财经|经济|社会|民生|教育|科技|文化|体育|健康|评论|理论|副刊|专版|专题|特刊|广告"
    r"|(?:综合|国际|国内|本地|地方|经济|社会|文化|体育|图片|一句话|環球|國際|地方|社會|綜合)(?:新闻|新聞)|新闻(?:速递|集锦|速览)|要聞|簡訊|綜合|國際)"
)
_STAFF = re.compile(
    r"^[■□●◆▪·\s]*(?:本版|本期|值班|执行|见习)?(?:责任编辑|责编|主编|编辑|编委|总值班|版式设计|版式|组版|美编|美术编辑|校对|检校|视觉|制图|电话|热线|新闻热线"
    r"|邮箱|电子邮箱|投稿邮箱|投稿|网址|邮编|地址|E-?mail|责任校对|統籌|责任編輯|責任編輯|責編)\s*[:：/／\s]",
    re.IGNORECASE,
)
_IMPRINT = re.compile(r"国内统一(?:连续出版物|刊)号|CN\s?\d{2}-\d{4}|邮发代号|^(?:https?://|www\.)\S+$|第\d{3,}期|总第?\d{3,}期")
_PAPER = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,8}(?:日报|晚报|早报|晨报|时报|导报|商报|都市报|周报|周刊|日報|晚報|時報|报|報)"
    r"(?![\u4e00-\u9fff])"
)
_TURN = re.compile(r"[（(]?\s*(?:上接|下转|紧接)(?:第?\s*\S{1,4}\s*版)[^。，（）()]{0,10}[）)]?")
_META = re.compile(r"(?:来源|來源|作者|发布时间|发表时间|发布日期|日期|时间|稿源|浏览次数|阅读)\s*[:：]\s*")
_WEEKDAY = re.compile(r"(?:星期|周|週)[一二三四五六日天]|农历")

_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,3}[章节部篇]|[一二三四五六七八九十]{1,3}[、.．]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]"
    r"|\d{1,2}[、.．](?!\d)|0\d(?!\d)|[①-⑳]|[Ⅰ-Ⅻ][、.．\s])\s*\S"
)
_SUBTITLE = re.compile(r"^(?:——|──|--|—)\s*\S")
_FRESH = re.compile(
    r"^(?:近日|日前|近期|昨日|昨天|今日|今天|昨晚|连日来|(?:(?:19|20)\d{2}年)?\d{1,2}月\d{1,2}日|\d{1,2}日[，,上下晚]"
    r"|记者(?:\d{1,2}日|昨|今|近|日前|从|获悉))"
)
_CONNECTIVE = re.compile(
    r"^(?:同时|其中|此外|另外|目前|如今|据悉|据了解|据介绍|为此|因此|对此|未来|近年来|下一步|接下来|随后|与此同时|不仅如此|在此基础上|而且|但是|不过|"
    r"值得一提的是|作为.{0,20}?|为了?.{0,20}?|随着.{0,20}?|在.{0,20}?[上中下里后前时])[，,]"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """names: the people; text: the mark as published; marked: it says of itself that it is one (记者, □, brackets)."""

    names: tuple[str, ...]
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """How the first paragraph starts: ``mark`` (本报讯, 新华社北京5月13日电), its byline, and the text after both."""

    mark: str
    byline: Byline | None
    rest: str


def is_name(token: str) -> bool:
    """Whether a word has the form of a Chinese personal name (2 or 3 characters, 4 with a compound family name)."""
    if "·" in token or "•" in token:
        return bool(re.fullmatch(rf"{_HAN}{{1,8}}(?:[·•]{_HAN}{{1,8}}){{1,3}}", token))
    if not re.fullmatch(rf"{_HAN}{{2,4}}", token) or token[-1] in _NEVER_LAST:
        return False
    return (len(token) <= 3 and token[0] in _SURNAMES) or (len(token) >= 3 and bool(_COMPOUND.match(token)))


def read_byline(text: str) -> Byline | None:
    """The byline that ``text`` consists of, or None."""
    core = text.strip().lstrip(_BULLET).strip()
    marked = core != text.strip()
    if len(text) > 60 or not core or re.search(r"[。！？“”《》]", core):
        return None
    if match := re.fullmatch(r"[（(【\[]\s*(.+?)\s*[）)】\]]", core):
        core, marked = match.group(1), True
    for pattern in (_BY_PREFIX, _BY_SUFFIX, _BY_PREFIX):
        core, changed = pattern.subn("", core)
        marked = marked or bool(changed)
    core, roles = _ROLE.subn(" ", core)
    tokens = _join_spaced(_SEPARATOR.split(core.strip()))
    if not tokens or len(tokens) > (12 if roles else 4):
        return None
    if not all(is_name(token) or (roles and re.fullmatch(rf"{_HAN}{{2,4}}", token)) for token in tokens):
        return None
    return Byline(tuple(tokens), text.strip(), marked or roles > 0)


def _join_spaced(tokens: list[str]) -> list[str]:
    """张 三 -> 张三: names of two characters are often set with a space to the width of three."""
    joined: list[str] = []
    half = False
    for token in tokens:
        if half and len(token) == 1:
            joined[-1] += token
            half = False
        elif token:
            joined.append(token)
            half = len(token) == 1
    return joined


def read_lead(text: str) -> Lead | None:
    """The agency mark and byline at the start of a first paragraph; None when there is neither."""
    match = _LEAD.match(text[:_REACH])
    mark, start = (match.group("mark"), match.end()) if match else ("", 0)
    near = text[start : start + _REACH]
    inner = (_LEAD_ROLES if _ROLE.match(near) else _LEAD_PARENS).match(near)
    byline = read_byline(inner.group("names")) if inner else None
    if inner and byline and (mark or byline.marked):
        return Lead(mark, Byline(byline.names, inner.group().strip(), True), text[start + inner.end() :])
    return Lead(mark, None, text[start:]) if mark else None


def split_tail_byline(text: str) -> tuple[str, Byline] | None:
    """A paragraph and the byline glued behind its last sentence (…格局。刘思兰; …。（记者 张三）), or None."""
    start = max(0, len(text) - _REACH)
    match = _TAIL.search(text[start:])
    byline = read_byline(match.group(1)) if match else None
    return (text[: start + match.start()], byline) if match and byline else None


def is_credit(text: str) -> bool:
    """Whether the block is a photo credit and nothing else (图片来源:…, 张三/摄, 新华社记者 张三 摄)."""
    core = text.strip("（()） 。.")
    if len(core) > 40 or re.search(r"[。，；！？“”《》]", core):
        return False
    if _CREDIT_FIELD.fullmatch(core):
        return True
    if not (match := _CREDIT_TAIL.fullmatch(core)):
        return False
    who = re.sub(rf"(?:{_HOUSE}|新华社)发?|[（(]", " ", _ROLE.sub(" ", match["who"])).strip()
    return not who or core.endswith(("供图", "供圖")) or read_byline(who) is not None


def credit_names(text: str) -> tuple[str, ...]:
    """The photographers a credit names."""
    core = re.sub(rf"{_CREDIT_WORD}|新华社发?|{_HOUSE}发?|[（）()/／:：。.]|来源|提供", " ", _ROLE.sub(" ", text))
    return tuple(token for token in _join_spaced(_SEPARATOR.split(core.strip())) if is_name(token))


def split_tail_credit(text: str) -> tuple[str, str] | None:
    """A caption and the photo credit glued behind it, or None."""
    start = max(0, len(text) - _REACH)
    match = _GLUED_CREDIT.search(text[start:])
    return (text[: start + match.start()], match.group("credit")) if match and start + match.start() else None


def starts_caption(text: str) -> bool:
    """Whether the block says of itself that it describes a picture (图为…, 上图：…, ▲…)."""
    return bool(_CAPTION.match(text))


def continues_caption(text: str) -> bool:
    """Whether the block describes a further picture of the same set (图②, 图3)."""
    return bool(re.match(r"图?\s*(?:[②-⑳]|[2-9二三四五六])", text))


def is_page_furniture(text: str) -> bool:
    """Whether the block belongs to the page, not to an article: number, date, masthead, editors, addresses."""
    text = re.sub(r"[ \t\u3000]{2,}", " ", text)
    if len(text) > 80 or re.search(r"[。！？]", text):
        return False
    if _STAFF.match(text) or _IMPRINT.search(text):
        return True
    if is_turn(text):
        return True
    text = re.sub(r"^(\D{2,20}) ([A-Z]?\d{1,3})$", r"\2 \1", text)  # the number may stand on either side
    number = _PAGE_NUMBER.match(text)
    rest = _DATE.sub(" ", text[number.end() :] if number else text)
    rest = _PAPER.sub(" ", _WEEKDAY.sub(" ", rest)).strip(" \t\u3000:：·|｜/／■—-年月日")
    sections = all(map(_SECTION.fullmatch, re.split(r"[\s·|｜/／、]+", rest))) if rest else True
    if number and number.group().strip().isdigit() and not _DATE.search(text):
        return sections
    if number:
        return (len(rest) <= 12 and not re.search(r"[，,、]", rest)) or bool(_STAFF.search(rest))
    if _DATE.search(text):
        return len(rest) <= 8 or bool(page_number(rest))
    return sections


def is_meta(text: str) -> bool:
    """Whether the block is a line of particulars under a title (2021-05-13 10:20 来源：… 作者：…)."""
    fields = _META.match(text) or (_DATE.match(text) and _META.search(text))
    return bool(fields) and len(text) <= 80 and "。" not in text


def meta_field(text: str, *names: str) -> str:
    """The value of one field in a line of particulars, or empty."""
    match = re.search(rf"(?:{'|'.join(names)})\s*[:：]\s*(\S{{1,20}}(?:\s{_HAN}{{2,4}}(?!\s*[:：]))?)", text)
    return match.group(1) if match else ""


def printed_date(text: str) -> str:
    """The full date printed in the block as ``2021-05-13``, or empty; a date that no calendar has is none."""
    if match := _DATE.search(text):
        month, day = int(match["m"]), int(match["d"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{match['y']}-{month:02d}-{day:02d}"
    return ""


def masthead(text: str) -> str:
    """The newspaper's name in a page header, or empty."""
    match = _PAPER.search(text)
    return match.group() if match else ""


def page_number(text: str) -> str:
    """The page as printed in a header (第3版, A03), or empty."""
    match = re.search(
        r"第\s*[A-Z]?\d{1,3}\s*版|(?<![A-Za-z\d])[A-Z]\d{1,2}(?!\d)|(?<!\d)\d{1,2}\s*版|^\d{1,2}(?=\s)", text
    )
    number = re.sub(r"\s", "", match.group()) if match else ""
    return f"第{number}版" if number.isdigit() else number


def is_turn(text: str) -> bool:
    """Whether the block only names another page (上接第1版, 下转第3版)."""
    return bool(_TURN.fullmatch(text))


def drop_turns(text: str) -> tuple[str, str]:
    """The text without 上接第1版 / 下转第3版 at its ends, and what was dropped."""
    if (match := _TURN.match(text[:_REACH])) and match.end() < len(text):
        return text[match.end() :].lstrip(), match.group()
    start = max(0, len(text) - _REACH)
    for match in _TURN.finditer(text[start:]):
        if match.end() == len(text) - start and start + match.start():
            return text[: start + match.start()].rstrip(), match.group()
    return text, ""


def is_numbered(text: str) -> bool:
    """Whether the block starts as numbered headings do (一、 （二） 3. 01 ①)."""
    return bool(_NUMBERED.match(text))


def is_subtitle(text: str) -> bool:
    """Whether the block is a second line of a title by its dash (——记…)."""
    return bool(_SUBTITLE.match(text))


def starts_fresh(text: str) -> bool:
    """Whether a paragraph starts as the first one of a news article does (近日, 5月13日, 记者从…获悉)."""
    return bool(_FRESH.match(text))


def is_head_line(text: str) -> bool:
    """Whether the block could be a title or a heading: one short line that is no sentence."""
    if len(text) > 40 or not text:
        return False
    if is_numbered(text) and len(text) <= 30 and "。" not in text[:-1]:
        return text[-1] not in "，,、；;：:"
    if re.search(r"[。；;]|[！？!?…][”」』]$", text) or text[-1] in "，,、：:":
        return False
    return text.count("，") + text.count(",") <= (1 if text[-1] in "！？!?" else 2)


def is_parallel(text: str) -> bool:
    """Whether a comma parts the block into halves of one length, as in headings (留下来，因为孩子) and hardly in prose."""
    halves = re.split("[，,]", text)
    return len(halves) == 2 and abs(len(halves[0]) - len(halves[1])) <= 1


def opens_sentence(text: str) -> bool:
    """Whether the block opens as a sentence inside an article does (同时，… 作为…，…), which no head line does."""
    return bool(_CONNECTIVE.match(text))
