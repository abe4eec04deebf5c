"""A claim of what is excluded by how far something goes: of any where none is, of all where some are not, of one only where it is not
the only one, of people whom it is not for; or by who did it, of what kind it is, and a report that is denied.

Each rule holds a folded claim against a sentence that speaks of the same thing; what none says is left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.embed.words import load_words
from rag.ground.claims.told import pieces
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap, speaks_of
from rag.text.fold import bigrams, fold_text
from rag.text.names import find_names

_CLAUSE = re.compile("[^,，;；。:：]+")
_SOME = 0.4  # share of the words for what somebody may do that the paragraph has to have
_MOST = 0.6  # share of the pairs of a thing that a text has to have to name it
_BEFORE = re.compile("[㐀-鿿]{2}(?:之?前|之?后|当时|期间)$")  # 甲订的两张床|搬家前: when
_WHERE = re.compile("在(?P<where>[㐀-鿿]{2,4}?)(?=的|投|建|设|生产|开|办)")
_UNITS = "个|家|项|座|条|台|辆|架|艘|套|件|部|名|人|位|只|头|栋|间|户|所|处|枚|款|种|批|期|号|层|块"
_NUMERAL = r"(?:[两二三四五六七八九十几一]|\d+)"
_ALL = re.compile("全部|全数|悉数|无一|没有一|一律|均|(?<!首)(?<!成)都(?![市会江])")
_ANY = re.compile(
    rf"^(?P<who>[^,]{{2,}}?)(?:里头?|里面|当中|之?中|中间)?,?(?:还|也|到底|究竟)*有(?:人|任何|哪[个些]|一[{_UNITS.replace('|', '')}])?"
    r"(?:被[^,]{0,6}?|由[^,]{0,6}?)?(?P<what>[^,的]{2,10})的(?:人|项目|企业|[㐀-鿿]{2})?$"
)
_OPPOSITES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        ("生还|幸存|获救|活下来|存活|救出", "遇难|死亡|丧生|身亡|罹难"),
        ("(?<!不)(?:合格|达标|过关)|(?<!未)(?<!没)通过", "不合格|不达标|超标|未通过|没通过|未能通过|淘汰|不及格"),
        ("受伤|伤亡|遇难|死亡|失踪", "平安|无恙|毫发无[损伤]|安全(?:撤离|转移|获救)|获救|脱险"),
        ("(?<!未)(?<!没)(?:录取|入选|中标)", "落榜|落选|未入选|未被录取|未中标"),
        ("阳性|感染", "阴性"), ("拦截|拦下|击落|打下|挡住", "突破|突防|穿透|命中"), ("售出|卖出|卖掉|成交", "流拍|滞销|未售出"),
        ("到场|出席|到会|参加", "缺席|未出席|未到场|未参加"), ("上涨|收涨|飘红|盈利", "下跌|收跌|飘绿|亏损"),
    )
)
_PARTLY = re.compile(
    rf"(?:另外|另有|其余|其他|剩下|剩余|余下|还有|其中)的?[^,，。;；]{{0,4}}?{_NUMERAL}(?:{_UNITS})[^。;；]{{0,18}}?(?:还没有?|尚未|还未|仍未|没有?|未|待)(?P<not>[㐀-鿿]{{1,4}})"
)
_ALL_DONE = re.compile(r"^(?P<who>[^,]{2,}?)(?:都|均|全部?)(?:已经?|给|被|是)*(?P<verb>(?![是有在属为])[㐀-鿿]{1,4}?)(?P<done>[好完成上掉到齐])?[了过]?$")
_ONLY = re.compile(
    r"^(?P<who>[^,]{2,}?)(?:是|也|就)*(?:只|仅仅?|单单?|光)(?P<verb>(?:是|有|限于?|局限于|发生|出现|适用|针对|面向)?(?:在|于)?)(?P<what>[^,\d]{2,12}?)(?:的|了)?(?:,[^,]*[没未不][^,]*)?$"
)
_OTHERS = re.compile(
    r"^除(?:了|去|开)?(?P<who>[^,]{2,}?)(?:以外|之外|外)?,?[^,除]{0,12}?有(?:着)?(?:别的?|其他|其它|另外的?|第二[个家座条项])(?P<what>[^,]{2,})$"
)
_LONE = re.compile("唯一|独一|仅此一|独有|独家")
_NOT_ONLY = re.compile(
    r"(?:并?不(?:仅仅?|只|单单?|光)|(?:并?不|远不|绝不)(?=(?:局?限于))|不止)(?:是|有|仅|局?限于?|发生|出现|适用|针对|面向)*(?:在|于)?"
    r"(?P<what>[^,，。;；]{2,16})"
)
_MAY = re.compile(r"^(?P<who>[^,]{1,14}?)(?:现在|目前|也|都|是不是|在[^,]{1,8}?)*(?:能够?|可以|允许|准许|有资格|有权)(?P<what>[^,]{2,})$")
_FOR = re.compile(
    r"(?:仅|只)(?:能|可|会|将|限)*(?:向|对|面向|供|限于?|允许|接受|接待|招收?|由)(?P<group>[^,，。;；]{2,20}?)(?:\([^)]*\)|（[^）]*）)?"
    r"(?:发[行售放]|开放|销售|出售|提供|使用|参[加与]|购买|进入|报名|申请|认购|办理|入[场园内]|通行|预约|[,，。;；]|$)|(?<![期时])限(?P<only>[^,，。;；]{2,12}?)(?:购买|进入|报名|申请|参加|使用)"
)
_ACTS = re.compile("认购|购买|报名|申请|参加|进入|使用|办理|入场|[买卖进去报用]")
_SIDES = tuple(
    tuple(re.compile(side) for side in sides)
    for sides in (
        ("普通|散户|个人|大众|公众|老百姓|小股民", "专业投资|机构|合格投资"), ("外地|外省|市外|省外", "本地|本市|本省|当地|户籍"),
        ("未成年|儿童|小孩|孩子|中小?学生", "成年人?|年满18|18(?:周岁|岁)以上"), ("外国|外籍|老外|境外", "中国公民|境内|国内|内地居民"),
        ("非会员|不是会员", "(?<!非)会员"), ("散客|个人|单独", "团队|团体|旅行团"), ("私家车|小轿车|小汽车", "公交|货车|大巴"), ("男", "女"),
        ("学生", "教师|教职工|老师"), ("企业|公司|单位", "个人|自然人"), ("老人|老年人", "年轻人|青年|[1-5]\\d(?:周岁|岁)以下"),
    )
)
_BY = re.compile(
    r"^(?P<what>[^,]{2,20}?)(?:就|正)?是由?(?P<who>[^,是由]{2,12}?)(?:给|帮忙?|替|来|亲手|亲自|上门|动手)*(?P<verb>(?![给帮替来])[㐀-鿿]{1,2}?)(?:上去?|好|完|进去?|下来|出来)?的$"
)
_SELF = re.compile(r"(?:自行|自己|自主|亲手|独自|私自|擅自)(?P<did>[^,，。;；]{2,24})")
_MISTAKEN = re.compile(
    r"(?:否认|驳斥|反驳|否定|澄清|纠正)了?(?P<what>[^。;；]{4,40}?)的?(?:错误|不实|虚假|片面)"
    r"|(?P<rumour>[^。;；]{4,40}?)(?:系谣言|是谣言|为谣言|纯属谣言|并非事实|不属实|系误解|是误解|是误读)"
)
_USES = re.compile(
    r"^(?P<who>[^,]{2,20}?)(?:用|采用|使用|搭载|装|配|配备|烧|施|喂|种|养)(?:的|了)?(?:就|都|也|全)?(?:是|了)?(?P<kind>[㐀-鿿a-z0-9]{1,5}?)(?P<head>[㐀-鿿]{2})的?$"
)
_KIND = r"(?P<kind>(?:(?![的了款种个台是用以和与及、])[㐀-鿿a-z0-9]){1,6})"
_MAKES = re.compile(r"^(?P<who>[^,]{2,24}?)(?:就|主要)?是(?:用来|专门)?(?:做|生产|造|制造|研发|加工)(?P<what>[㐀-鿿]{2,8})的$")
_MADE = re.compile(
    r"(?:投资|建设|打造|建成|投建|的|了|^|[,，。;；、])(?P<what>(?:(?!投资|建设|打造|建成|投建)[㐀-鿿]){3,10}?)"
    r"(?:研发|生产|制造|加工)(?:基地|工?厂|中心|线|项目|企业|园)"
)


def excluded(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """What the sentences, best first, say that excludes a folded claim, or makes it true; None: no such claim, or open."""
    rules = (none_of_them, partly, no_other, not_only, reserved, done_by, mistaken, of_kind, made_there)
    return next((found for rule in rules if (found := rule(claim, sentences))), None)


def says_of_one(claim: str) -> bool:
    """Whether a folded claim says of one thing only what it goes on to deny of another: 只在甲地发生,乙地没有."""
    asked = _ONLY.match(claim)
    return asked is not None and "," in claim


def none_of_them(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """8批里有合格的, where a clause on them says 均不合格."""
    asked = _ANY.match(claim)
    if asked is None:
        return None
    pair = next(((a, b) for one, other in _OPPOSITES for a, b in ((one, other), (other, one)) if a.search(asked["what"])), None)
    for sentence in sentences if pair and not re.search("[没未不]", asked["what"]) else ():
        assert pair is not None
        for start, end, clause in sentence.clauses(_CLAUSE):
            every = _ALL.search(clause)
            told = pair[1].search(clause, every.end()) if every else None
            who = _uncounted(asked["who"])
            if told and not pair[0].search(clause[: told.start()]) and who[-2:] in sentence.folded.text and speaks_of(who, sentence):
                return Swap(sentence, False, sentence.published(start, end).strip())
    return None


def partly(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """五盏都点亮了, where a sentence on them says 另外两盏还未点亮."""
    asked = _ALL_DONE.match(claim)
    for sentence in sentences if asked else ():
        assert asked is not None
        for told in _PARTLY.finditer(sentence.folded.text):
            if set(asked["verb"]) & set(told["not"]) and _is_of(asked["who"], sentence):
                return Swap(sentence, False, sentence.published(*told.span()).strip())
    return None


def no_other(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """除了甲赛,当地还有别的冰上赛事, where a sentence on 甲赛 calls it the only one there."""
    asked = _OTHERS.match(claim)
    for sentence in sentences if asked else ():
        assert asked is not None
        for start, end, clause in sentence.clauses(_CLAUSE):
            only = _LONE.search(clause)
            what = bigrams(asked["what"])
            if only and sum(pair in clause[only.end() :] for pair in what) >= _MOST * len(what) and _named_in(asked["who"], sentence):
                return Swap(sentence, False, sentence.published(start, end).strip())
    return None


def _named_in(who: str, sentence: Sentence) -> bool:
    """Whether the article has what begins a name."""
    return who[:2] in fold_text(sentence.article.title + sentence.article.text)


def not_only(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """降雨只出现在甲地, where a sentence says that it is 并不仅限于甲地; what follows tells of the others."""
    asked = _ONLY.match(claim)
    for sentence in sentences if asked else ():
        assert asked is not None
        for told in _NOT_ONLY.finditer(sentence.folded.text):
            if asked["what"] not in told["what"] or not _is_of(asked["who"], sentence):
                continue
            behind = next((s for s in sentences if s.article.id == sentence.article.id and 0 <= s.start - sentence.end < 2), None)
            start = max(sentence.folded.text.rfind(mark, 0, told.start()) for mark in ",，;；。") + 1
            return Swap(sentence, False, sentence.published(start, told.end()).strip(), behind)
    return None


def reserved(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """散客能进, where a sentence on the same thing says 仅向团队开放; true, where it is for those who are claimed."""
    asked = _MAY.match(claim)
    sides = [(a, b) for one, other in _SIDES for a, b in ((one, other), (other, one)) if asked and a.search(asked["who"]) and not b.search(asked["who"])]
    for sentence in sentences if sides else ():
        assert asked is not None
        for told in _FOR.finditer(sentence.folded.text):
            group = told["group"] or told["only"]
            object_ = _ACTS.sub(" ", asked["what"])
            what = [word for word, _ in pieces(object_, load_words())]
            if not what or what[-1] not in sentence.folded.text or not _is_of(object_, sentence, _SOME):
                continue
            if any(a.search(group) for a, _ in sides):
                return Swap(sentence, True, "")
            if any(b.search(group) for _, b in sides):
                return Swap(sentence, False, sentence.published(*told.span()).strip(" ,，。;；"))
    return None


def done_by(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """灯管是物业换的, where a clause says that somebody else 自行更换了灯管."""
    asked = _BY.match(claim)
    for sentence in sentences if asked else ():
        assert asked is not None
        for start, end, clause in sentence.clauses(_CLAUSE):
            told = _SELF.search(clause)
            if told and asked["what"][-2:] in told["did"] and asked["verb"][-1] in told["did"] and speaks_of(asked["what"], sentence):
                own = asked["who"][-2:] in clause[: told.start()]
                if own or len(clause[: told.start()]) > 1:
                    return Swap(sentence, own, "" if own else sentence.published(start, end).strip())
    return None


def mistaken(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲从不碰乙, where a sentence says 否认了甲不碰乙的错误观点."""
    last = re.split("[,、]", claim)[-1]
    denies = re.search("[没未不]", last) is not None
    pairs = bigrams(re.sub("(?:从|并|也|都|绝)*(?:没有?|未|不)(?:会|能|曾)?|[是的了会能]", " ", last))
    who = re.split("只|仅|从不|从未|没|未|不|是|会|能|[,、]", claim)[0]
    for sentence in sentences if len(pairs) > 2 and len(who) > 1 else ():
        for told in _MISTAKEN.finditer(sentence.folded.text):
            what = told["what"] or told["rumour"]
            if sum(pair in what for pair in pairs) >= _MOST * len(pairs) and _is_of(who, sentence):
                holds = denies != (re.search("[没未不]", what) is not None)
                return Swap(sentence, holds, "")
    return None


def of_kind(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲车用的是丙酸电池, where the article has nothing of it and a sentence on 甲车 has 丁酸电池: kinds that share a word."""
    asked = _USES.match(claim)
    for sentence in sentences if asked else ():
        assert asked is not None
        if asked["kind"] in fold_text(sentence.article.text) or not speaks_of(asked["who"], sentence):
            continue
        found = list(re.finditer(_KIND + re.escape(asked["head"]), sentence.folded.text))
        if len(found) == 1 and set(asked["kind"]) & set(found[0]["kind"]) and not asked["kind"].endswith(found[0]["kind"]):
            return Swap(sentence, False, sentence.published(*found[0].span()))
    return None


def made_there(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲基地是做玩具的, where the article has nothing of it and the sentence on 甲基地 calls it 灯具生产基地."""
    asked = _MAKES.match(claim)
    for sentence in sentences if asked else ():
        assert asked is not None
        article = fold_text(sentence.article.title + sentence.article.text)
        if any(pair in article for pair in bigrams(asked["what"])) or asked["who"][:2] not in sentence.folded.text:
            continue
        found = list(_MADE.finditer(sentence.folded.text))
        if len(found) == 1 and not (set(asked["what"]) & set(found[0]["what"])) - set("品物产料类") and _is_of(asked["who"], sentence):
            at = found[0].start("what")
            return Swap(sentence, False, sentence.published(at, found[0].end()))
    return None


def _uncounted(who: str) -> str:
    return re.sub(rf"^[这那]?{_NUMERAL}(?:{_UNITS})|[\"“”]", "", who)


def _is_of(who: str, sentence: Sentence, share: float = _MOST) -> bool:
    """Whether the paragraph, its title or the one before it has most of the words that name who is claimed, in any order."""
    at = sentence.paragraph
    near = fold_text("\n".join((sentence.article.title, sentence.article.paragraph(max(at - 1, 1)), sentence.article.paragraph(at))))
    words = [word for word, _ in pieces(_BEFORE.sub("", re.sub(rf"{_NUMERAL}(?:{_UNITS})|[\"]", " ", who)), load_words())]
    article = fold_text(sentence.article.title + sentence.article.text)
    places = [name.text for name in find_names(who) if name.kind == "place"] + [found["where"] for found in _WHERE.finditer(who)]
    named = bool(words) and words[0] in article and all(place in article for place in places)
    return named and sum(word in near for word in words) >= share * len(words)
