"""Names in Chinese news by rules: persons, organisations, places, titled works, quoted names.

Chinese writes no spaces, so a name's right end is told by its suffix (公司, 高新区) or by what follows (表示), its left
end by punctuation and by the function words and verbs that names do not contain. Surnames, titles, suffixes and
boundary words are general knowledge of the language; no list of particular names is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.text.fold import fold
from rag.text.lexicon import (
    COMMON_ENDINGS,
    COMPOUND_SURNAMES,
    COUNTRIES,
    GENERIC_STEMS,
    MINISTRIES,
    NEVER_GIVEN,
    SPEECH,
    SURNAME_WORDS,
    SURNAMES,
    TITLES,
    TRANSCRIBING,
)


@dataclass(frozen=True, slots=True)
class Name:
    """``text[start:end]`` of the text it was found in.

    kind: person, organisation, place, work (《…》, with its marks) or quoted (inside “…”).
    """

    start: int
    end: int
    text: str
    kind: str


def find_names(text: str) -> list[Name]:
    """Names in order of their start; a work or quotation may hold others, nothing else overlaps. Linear time."""
    folded = fold(text)
    names: list[Name] = []
    for name in sorted(_find(folded.text), key=lambda name: (name.start, -name.end)):
        start, end = folded.span(name.start, name.end)
        names.append(replace(name, start=start, end=end, text=text[start:end]))
    return names


def is_transliteration(text: str) -> bool:
    """Whether every character is one that transcribes foreign names: 史密斯, 帕瓦罗蒂."""
    return len(text) >= 2 and is_transcribed(text)


def is_transcribed(text: str) -> bool:
    return all(char in _FOREIGN for char in text)


def may_be_person(folded: str) -> bool:
    """Whether a folded text has the form of a person's name, wherever it stands: 王小明, 欧阳云, 奈杰尔·凯西."""
    return _PERSON.fullmatch(folded) is not None


def likely_persons(folded: str, segment: Callable[[str], list[str]]) -> list[tuple[int, int]]:
    """What may name a person by its form alone: 收到|邓祖明|的, 教练|巴雷托|赛后. For ranking; many of them name nobody.

    segment: a text cut into words. Names are in no dictionary, so they fall apart into characters: a surname and one or two
    more, or three and more that transcribe foreign names, between words.
    """
    found: list[tuple[int, int]] = []
    for run in _HAN_RUN.finditer(folded):
        words = segment(run.group())
        starts = [run.start()]
        for word in words:
            starts.append(starts[-1] + len(word))
        foreign = [m.span() for m in _FOREIGN_RUN.finditer(folded, *run.span()) if {m.start(), m.end()} <= {*starts}]
        foreign = _joined_by_dots(folded, run.span(), starts) or foreign
        found += foreign
        for i, word in enumerate(words):
            if any(start <= starts[i] < end for start, end in foreign):
                continue
            given = 0
            while word in _SURNAMES and given < 2 and i + given + 1 < len(words) and _may_be_given(words[i + given + 1]):
                given += 1
            if given and words[i + given] not in _ABSTRACT:
                found.append((starts[i], starts[i + given + 1]))
    return found


def _joined_by_dots(folded: str, run: tuple[int, int], starts: Sequence[int]) -> list[tuple[int, int]]:
    """想法|罗德里克·沃尔|于: the transcribed name that begins in a run of characters and goes on behind its end; [] for none.

    starts: where the words of the run begin.
    """
    after = _DOTTED.match(folded, run[1])
    first = next((at for at in starts if at < run[1] and is_transcribed(folded[at : run[1]])), -1)
    return [(first, after.end())] if after and first >= 0 and run[1] - first <= _LONGEST_PART else []


def members_named(text: str) -> list[tuple[int, int]]:
    """What …等38家企业 names before 等, each member by itself: firms whose names say nothing of the kind."""
    folded = fold(text)
    found: list[tuple[int, int]] = []
    for called in _SUCH_AS.finditer(folded.text):
        first = max((cut.end() for cut in _LEADS_IN.finditer(folded.text, max(0, called.start() - _LONGEST), called.start())), default=-1)
        at = first
        for member in folded.text[first : called.start()].split("、") if first >= 0 else ():
            if 2 <= len(member) <= _SHORT and not re.search(r"[,。;的了]", member):
                found.append(folded.span(at, at + len(member)))
            at += len(member) + 1
    return found


def bodies_told(text: str) -> list[tuple[int, int]]:
    """Bodies whose names do not say so, told by who speaks for them or what they are called besides: 远山|分析师, “观海”|网站, 网站|Northwind."""
    folded = fold(text)
    found = []
    for called in _SPEAKS_FOR.finditer(folded.text):
        at = called.start()
        start = max((cut.end() for cut in _BOUNDARY.finditer(folded.text, max(0, at - _BRIEF), at)), default=0 if at <= _BRIEF else at)
        if at - start > 1 and not _ANY_BODY.search(folded.text[start:at]):
            found.append(folded.span(start, at))
    called_so = (*_CALLED_BODY.finditer(folded.text), *_LATIN_BODY.finditer(folded.text))
    return found + [folded.span(*called.span("name")) for called in called_so]


def latin_persons(text: str) -> list[tuple[int, int]]:
    """Who is named in Latin letters behind a title or before what he says: 首席分析师|Anna Berg|表示."""
    return [found.span("name" if found["name"] else "said") for found in _LATIN_PERSON.finditer(text)]


def ending_in(text: str, noun: str) -> list[tuple[int, int]]:
    """What may be a name that ends in ``noun`` (柳河镇食品园, asked 哪个园): from the last boundary before it, 3 to 12 characters."""
    folded = fold(text)
    found: list[tuple[int, int]] = []
    for end in (match.end() for match in re.finditer(re.escape(noun), folded.text)):
        floor = max(0, end - _SHORT)
        start = max((cut.end() for cut in _BOUNDARY.finditer(folded.text, floor, end - len(noun))), default=floor)
        if end - start > max(2, len(noun)) and folded.text[end : end + 1] not in "区林艺长民里":
            found.append(folded.span(start, end))
    return found


def _may_be_given(word: str) -> bool:
    return len(word) == 1 and word not in _NEVER_GIVEN


_FOREIGN = frozenset("".join(TRANSCRIBING.split()))
_HAN_RUN = re.compile(r"[㐀-鿿]+")
_SUCH_AS = re.compile(r"等(?:一?批|[多数几]|\d+余?|[一二三四五六七八九十百]+余?)?多?[家个所]?[^,。;:、的等]{0,6}(?:企业|公司|厂商|厂家|机构|院校|高校|银行)")
_LEADS_IN = re.compile(
    r"[,。;:!?\"]|(?:吸引|引进|引入|培育|招引|聚集|集聚|汇聚|涌现|拥有|包括|涵盖|携手|联合|邀请|组织|带动|落户|支持|孵化|扶持|服务|入选|入驻|有|由|与|和|为|以|向|对)(?:出|了|到)?"
)
_SPEAKS_FOR = re.compile("的?(?:首席|高级|资深)?(?:分析师|策略师|经济学家|投资官|投资总监|基金经理|研报)")
_CALLED_BODY = re.compile("\"(?P<name>[^\",。;!?]{2,12})\" ?(?:新闻|门户|资讯)?(?:网站?(?!络)|频道|电台|周刊|杂志|报(?!道|告))")
_LATIN_BODY = re.compile(  # 新闻网站|Northwind
    "(?:网站|媒体|公司|企业|平台|机构|杂志|报纸|厂商|巨头|开发商|发行商|工作室)(?P<name>[a-z][a-z0-9&.'-]+(?: [a-z][a-z0-9&.'-]+){0,3})(?![a-z0-9])"
)
_ANY_BODY = re.compile(  # 多名|分析师: nobody's
    "(?:^|[^\\W\\d_])(?:公司|机构|券商|基金|银行|市场|行业|业内|知名|相关|有关|部分|一些|多[名位家]|[一二三两几][名位家]|首席|独立"
    f"|{'|'.join(COUNTRIES.split())})$|\\d"
)
_BRIEF = 10  # characters of such a name, at most
_SHORT = 12  # characters of a member's name, at most
_ABSTRACT = frozenset("性化率度型业品者感力类制")  # 原真性 is nobody
_SURNAMES = frozenset([*"".join(SURNAMES.split()), *COMPOUND_SURNAMES.split()])
_NEVER_GIVEN = frozenset("".join(NEVER_GIVEN.split()))
_WORDS = frozenset(SURNAME_WORDS.split())
_GENERIC = frozenset(GENERIC_STEMS.split())
_COMMON = frozenset(COMMON_ENDINGS.split())
_TITLES = f"(?:{'|'.join(TITLES.split())}|首席[^\\W\\d_]{{2}}官)"
_SPEECH = f"(?:{'|'.join(SPEECH.split())})"
_SURNAME = f"(?:{'|'.join(COMPOUND_SURNAMES.split())}|[{''.join(SURNAMES.split())}])"
_GIVEN = rf"(?:(?!{_SPEECH})[^\W\d_a-z{''.join(NEVER_GIVEN.split())}])"
_FOREIGN_PART = f"[{''.join(sorted(_FOREIGN))}爱生a-z]{{1,8}}"
_LONGEST_PART = 8  # characters of one part of a transcribed name
_DOTTED = re.compile(f"(?:·{_FOREIGN_PART})+")
_LATIN = r"[A-Z][a-z'’.-]+(?: [A-Z]\.?)?(?: (?:(?:de|van|von|der|al|bin|la) )*[A-Z][A-Za-z'’-]+){1,2}(?![A-Za-z])"
LATIN_NAME = re.compile(_LATIN)
_LATIN_PERSON = re.compile(
    rf"(?:(?<=[官师员家长人管理监裁授士者任席])|(?<=先生)|(?<=女士)) ?(?P<name>{_LATIN})|(?<![A-Za-z] )(?<![A-Za-z])(?P<said>{_LATIN}) ?(?={_SPEECH})"
)
_FOREIGN_RUN = re.compile(f"[{''.join(sorted(_FOREIGN))}]{{3,8}}")
_FOREIGN_NAME = f"{_FOREIGN_PART}(?:·{_FOREIGN_PART}){{1,3}}"
_AFTER_TITLE = re.compile(rf"{_TITLES}[ :]?(?P<name>{_SURNAME}{_GIVEN}{{1,2}})")
_BEFORE_SPEECH = re.compile(rf"(?:^|[,。;:、!?\"\n ()])(?P<name>{_SURNAME}{_GIVEN}{{1,2}}?)(?={_SPEECH})")
_BYLINE = re.compile(
    rf"(?:^|[\n(])[ ]?(?P<name>{_SURNAME}{_GIVEN}{{1,2}})(?=[ ]?(?:[\n)/]|$|(?:特约)?(?:通讯员|记者)|报道))"
)
_PERSON = re.compile(rf"{_SURNAME}{_GIVEN}{{1,2}}|[^\W\d_]{{1,8}}(?:·[^\W\d_]{{1,8}})+")
_FOREIGN_PERSON = re.compile(
    rf"(?:(?<![^\W\d_])|(?<=[由以与和及跟对为是的于在被让给请向从有将把师员家手长官者判星]))(?P<name>{_FOREIGN_NAME})|{_TITLES}(?P<after>{_FOREIGN_NAME})"
)
_WORK = re.compile(r"《([^《》\n]{1,60})》")
_QUOTED = re.compile(r"\"([^\"\n,。;!?]{2,20})\"")

_ORGANISATION = (
    "有限责任公司|有限公司|股份公司|分公司|子公司|公司|集团(?!化|有限|股份)|大学(?!生|城)|学院|中学(?!生)|小学(?!生)|"
    "学校|幼儿园|研究院|研究所|设计院|科学院|工程院|医院|银行(?!业)|信用社|管委会|委员会|办公室|办事处|办公厅|派出所|"
    "指挥部|俱乐部|党工委|市委|省委|区委|县委|纪委|国务院|协会|学会|联合会|商会|基金会|促进会|理事会|总会|工会|联盟|"
    "出版社|通讯社|报社|杂志社|电视台|日报|晚报|时报|法院|检察院|政府|人大(?!代表)|政协|实验室|工作站|"
    "中心(?!城|任务|工作|思想|环节)|事务所|交易所|博物馆|图书馆|美术馆|科技馆|体育馆|纪念馆|剧院|酒店|饭店|合作社|总厂|"
    "制药|药业|证券(?!法|市)|支队|大队|总队|支行|分行|局(?![部面势长限域中])|厅(?![级长堂])|"
    "部(?![门署分件队长级委落位])|署(?!名)|厂(?![房商区家长址])"
)
_PLACE = (
    "自由贸易港|自由贸易试验区|自贸试验区|自主创新示范区|产业开发区|技术开发区|高新区|开发区|经开区|自创区|自贸区|"
    "自贸港|新区|示范区|保税区|综保区|试验区|园区|工业园区?|科技园区?|产业园区?|创新园区?|创业园区?|科技城|科学城|"
    "软件园|大学城|基地|自治区|自治州|自治县|特别行政区|大湾区|省(?![级份心力时略直会委政内外道属钱去、])|"
    "市(?![场民值级面容井委直长集])|州(?!长)|县(?![级委城域长])|区(?![域块别间分委位长])|镇(?![长级静定])|"
    "乡(?![镇村亲])|村(?![民庄级镇里])|街道(?!办公)|大道|路(?![线径由演程面段口况网过灯上边])|街(?![区头道坊边舞])|"
    "广场|公园|小区|社区(?!群)|半岛|群岛|岛(?![屿国])|湾(?!区)|港(?![口股元币澳人交])|机场|火车站|高铁站|车站|码头|"
    "大桥|水库|山脉|陵园|公墓|墓园|景区|林场|农场|牧场|体育场|度假区|度假村|植物园|动物园"
)
_BOUNDARY = re.compile(
    r"[,。;:、!?\"'\[\]《》\n\t ~/@#|-]|\.{2,}|\((?![^\W\d_]{2,6}\)[^\W\d_])|"
    r"\)(?<!\([^\W\d_]{2}\))(?<!\([^\W\d_]{3}\))|\d+(?:\.\d+)?[^\W\d_]?|"
    r"第?[一二三四五六七八九十两][大批个家项座条名位所期届次]|[的了在是被把让给据这那占赴跟如称]|(?<!自)由|"
    r"(?<!大)使(?!馆)|等(?!级)|其[中他余]|(?<![共饱总谐中温平])和(?![平谐县田记])|与(?!会)|以?及(?!其他)|以(?!色列)|"
    r"(?<!华)为(?!民)|对(?![外口])|从(?!化)|向(?!阳)|(?<!直)到(?!家)|将(?!乐|军)|于(?!都|洪)|或|至(?!诚|尊)|获批|获取|"
    r"获得|造成|获(?!嘉)|居(?![民委住])|去(?!年)|某|经(?![济贸营开销典])|"
    r"建设(?!银行|集团|局|部|厅|有限|工程|投资|发展|委|开发|控股)|[可足所]以|才能|能够|不能|"
    r"(?<!社)会(?=[将在对于有被])|位于|落户|走进|来到|参加|参观|考察|成立|签约|落地|入驻|加入|加强|推动|推进|支持|打造|"
    r"引进|携手|依托|围绕|通过|根据|按照|作为|带动|助力|加快|实现|实施|促进|收到|出台|发布|举办|举行|召开|开展|承担|"
    r"拥有|集聚|聚集|聚焦|涉及|涵盖|前往|抵达|返回|离开|毕业|就读|任职|担任|现任|曾任|谈起|提到|表示|认为|介绍|指出|"
    r"来自|源自|出自|属于|对接|覆盖|辐射|途经|穿过|驶入|驶向|靠近|毗邻|邻近|目前|近日|日前|同时|此外|近年来?|全球|全国|"
    r"国内|今年以?来?|去年|明年|以来|期间|当天|如今|未来|本报讯|该|此次|本次|针对|关于|包括|一座|首个|首家|首批|首台|"
    r"多家|多个|各个|启动|启用|制定|新增|建立|建成|共建|组建|设立|揭牌|共有|即将|已经|正在|持续|继续|不断|充分|发挥|"
    r"强化|提升|提高|增强|整合|探索|谋划|叠加|开创|擦亮|继而|进而|而|进入|进行|完成|达到|超过|位列|进一步|深化|非常|"
    r"感谢|丰富|积极|配合|监督(?!管理|局|委)|稳定|保障|确保|禁止|不过|骗取|违法|专项|行动|常见|年内|先生|女士|批准|"
    r"认定|授予|被评|荣获|同比|因此|因为|因|如果|说|指导|要求|组织召开|联合|赢得|成为|作出|提供|集中|各类|各级|坚持|"
    r"牵头|主办|承办|协办|主导|允许|送往|此前|不论|不仅|不少|邀请|更加|注重|壮大|做好|提振|虽然|地处|拨打|往返|厚植|冲毁|掌握|整改|治疗|设置|"
    r"响彻|常务|我[省市县区]|全[省市县区]|结果|重要|附近|老旧|棚户|地级|异动|巡逻|轰鸣"
)
_SUFFIX = re.compile(f"(?P<organisation>{_ORGANISATION})|(?P<place>{_PLACE})")
_STRONG_END = re.compile("公司$|集团$|大学$|大湾区$|[一二三四五六七八九十]局$")  # 中铁九局 is whole, whatever follows
_LATIN_FIRM = re.compile(r"(?<![a-z])[a-z][a-z&.'-]*(?: [a-z&][a-z&.'-]*){0,4} (?:ltd|limited|inc|corp|corporation|co|llc|plc|gmbh|ag)(?![a-z])\.?")
_LONGEST = 30  # characters of a name; a longer chunk was not cut where its name begins
_HAN = re.compile(r"[^\W\d_a-z]")
_COUNTRY = re.compile("|".join(COUNTRIES.split()))
_MINISTRY = re.compile("|".join(sorted(MINISTRIES.split(), key=len, reverse=True)))


def _find(s: str) -> Iterator[Name]:
    yield from (Name(m.start(), m.end(), "", "work") for m in _WORK.finditer(s))
    yield from (Name(m.start(1), m.end(1), "", "quoted") for m in _QUOTED.finditer(s))
    taken: list[Name] = []
    for name in sorted([*_persons(s), *_latin_firms(s), *_by_suffix(s)], key=lambda name: (name.start, -name.end)):
        if not taken or name.start >= taken[-1].end:
            taken.append(name)
    yield from taken
    yield from _listed(s, taken, _COUNTRY, "place")
    yield from _listed(s, taken, _MINISTRY, "organisation")


def _persons(s: str) -> Iterator[Name]:
    for pattern in (_AFTER_TITLE, _BEFORE_SPEECH, _BYLINE):
        for match in pattern.finditer(s):
            if match["name"][:2] not in _WORDS and not _SUFFIX.search(match["name"]):
                start, end = match.span("name")
                foreign = _FOREIGN_RUN.match(s, start)
                yield Name(start, max(end, foreign.end()) if foreign else end, "", "person")  # 主席冯德莱|恩
    for match in _FOREIGN_PERSON.finditer(s):
        start, end = match.span("name" if match["name"] else "after")
        yield Name(start, end, "", "person")


def _latin_firms(s: str) -> Iterator[Name]:
    """Firms by their legal form in Latin letters: Northwind Trading Ltd."""
    yield from (Name(m.start(), m.end(), "", "organisation") for m in _LATIN_FIRM.finditer(s))


def _by_suffix(s: str) -> Iterator[Name]:
    """Organisations and places: from the last boundary to the suffix, the longest that one chunk allows."""
    start = 0
    for boundary in [*_BOUNDARY.finditer(s), None]:
        end = boundary.start() if boundary else len(s)
        yield from _in_chunk(s, start, end)
        start = boundary.end() if boundary else end


def _in_chunk(s: str, start: int, end: int) -> Iterator[Name]:
    pending: Name | None = None
    if s.startswith("(", start):
        start = s.find(")", start, end) + 1 or start
    for match in _SUFFIX.finditer(s, start, end):
        kind = match.lastgroup or ""
        begin = pending.start if pending else start
        if match.end() - begin > _LONGEST or not _is_name(s[begin : match.end()], match.group()):
            continue
        closed = s.startswith(")", match.end()) and s.find("(", begin, match.end()) > 0
        name = Name(begin, match.end() + closed, "", kind)
        if _STRONG_END.search(s, begin, match.end()):
            yield name
            pending, start = None, match.end()
        else:
            pending = name
    if pending:
        yield pending


def _is_name(text: str, suffix: str) -> bool:
    """Whether what stands before the suffix can name something: long enough, and no common word with it."""
    stem = text[: -len(suffix)]
    if stem in _GENERIC:
        return False
    return len(stem) >= 2 and not (len(suffix) == 1 and text[-2:] in _COMMON) and _HAN.search(stem) is not None


def _listed(s: str, taken: list[Name], listed: re.Pattern[str], kind: str) -> Iterator[Name]:
    """Names of a closed list, where no other name has been found."""
    position = 0
    for match in listed.finditer(s):
        while position < len(taken) and taken[position].end <= match.start():
            position += 1
        if position == len(taken) or taken[position].start >= match.end():
            yield Name(match.start(), match.end(), "", kind)
