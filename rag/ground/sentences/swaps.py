"""Names put in another's place: who holds a post, who does a work, where it is. Only relations that have one holder.

陈某是甲公司的董事长吗, where the source has 乙公司董事长陈某 or 甲公司董事长林某, is false; whether 丙 also took part in what
甲 took part in is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.embed.words import load_words
from rag.ground.sentences.sentence import Sentence
from rag.text.dates import find_dates
from rag.text.fold import bigrams, fold_text
from rag.text.lexicon import COMPOUND_SURNAMES, COUNTRIES, SURNAMES, TITLES
from rag.text.names import find_names

_TITLE = rf"(?:副|常务副)?总?(?:{'|'.join(TITLES.split())})"
_HOLDER = re.compile(rf"^(?P<person>[^,的是]{{2,8}}?)(?:是|兼任?|担任|出任|任|当)(?P<post>[^,]*?{_TITLE})(?:的)?$")
_CALLED = re.compile(rf"叫[{''.join(SURNAMES.split())}][㐀-鿿]{{1,2}}$")
_POST = re.compile(rf"^(?P<post>[^,]*?{_TITLE})(?:是|叫|为|由)(?P<person>[^,的是]{{2,8}})(?:担任)?$")
_BY = re.compile(r"由(?P<name>[^,，。由]{2,30}?)(?P<work>承建|建设|负责|设计|施工|投资|运营|主办|承办|研发|开发|生产|收购|共建|牵头|管理|监制|出资)")
_WORKED = re.compile(  # 甲局承建的乙园
    r"(?:^|[,，。;；]|由)(?P<name>[^,，。;；由的]{2,20}?)"
    r"(?P<work>承建|设计|施工|投资|运营|主办|承办|研发|开发|监制)的(?=[^,，。;；]{2})"
)
_ACTS = "出台|发布|印发|制定|承建|主办|承办|研发|设计|负责|牵头|起草|编制|颁发|授予|投资建设"
_DOES = re.compile(rf"^(?P<name>[㐀-鿿]{{2,16}}?)(?:来|独家|单独)?(?P<work>{_ACTS})了?(?P<what>[^,]{{2,}})$")
_DONE_BY = re.compile(rf"^(?P<what>[^,]{{2,}}?)是(?P<name>[^,的是]{{2,16}}?)(?P<work>{_ACTS})的?$")
_ACTOR = re.compile(rf"(?P<name>[㐀-鿿（）()·]{{2,20}}?)(?:共同|联合|正式|近日|日前|独家)?(?P<work>{_ACTS})了?")
_DOER = re.compile("(?:政府|公司|集团|学院|大学|研究院|委员会|协会|[局厅部委院校])$")
_AT = re.compile(r"(?:位于|坐落[于在]?|落户[于在]?|设在|建在|在)(?P<name>[^,，。在于]{2,16}?(?P<rank>省|市|县|区|镇|乡|村|街道|路|园|港|岛))")
HELD = (
    "挂牌 揭牌 成立 设立 落户 创立 创办 注册", "举行 举办 召开 开幕 闭幕 主办 办", "开工 动工 奠基", "竣工 完工 落成 投产", "签约 签署 签订",
    "启动 启用", "上市 首发", "发现 采集 捕获 出土",
)
_COUNTRY = "|".join(sorted(COUNTRIES.split(), key=len, reverse=True))
_OF_COUNTRY = re.compile(
    rf"^(?P<who>[^,是]{{2,}}?)(?:就|真)?是(?:一?家)?(?P<country>{_COUNTRY})的?"
    r"(?:的?[㐀-鿿]{0,2}(?:公司|企业|集团|品牌|机构|厂商|企业家|商人|学者|科学家|专家|教授|人))?的?$"
)
_FIRM = re.compile("(?<=..)(?:有限|股份|总)*(?:集团|公司|企业)+$")
_NUMBERED = re.compile(r"^(?P<who>[^,是]{2,}?)(?:就|真)?(?:是|属于|为)[^,]{0,6}?(?P<nth>首|第[一二三四五六七八九十\d]+)(?P<unit>批|届|期)(?P<what>[^,]*)$")
_SURNAMES = frozenset("".join(SURNAMES.split()))
_ANAPHOR = re.compile(r"^(?:该|本|这家?|其)(?:公司|企业|集团|单位|机构|院|校|局|中心|项目)?$")
_FILLERS = re.compile(r"[这那该](?:个|家|座|所|项|条|场|次|届|片)?|是|的|,")


@dataclass(frozen=True, slots=True)
class Swap:
    """What a sentence says in the claim's place. holds: the claim names the same; instead: a slice of the sentence; also: what goes on to tell it."""

    sentence: Sentence
    holds: bool
    instead: str
    also: Sentence | None = None


def find_swap(claim: str, sentences: Iterable[Sentence]) -> Swap | None:
    """The first sentence, best first, that says who or where in a relation the claim states; None when none does."""
    post = _HOLDER.match(claim) or _POST.match(claim)
    if post and not (is_person(post["person"]) or _CALLED.search(claim)):
        post = None
    for sentence in sentences:
        found = None
        if post:
            found = _post(post["person"], post["post"].replace("的", ""), sentence)
        elif (by := _BY.search(claim)) and "是" not in by["name"]:
            found = _by(by["name"], by["work"], claim, sentence)
        elif (does := _DOES.match(claim) or _DONE_BY.match(claim)) and not find_dates(does["name"]):
            found = _does(does["name"], does["work"], does["what"], sentence)
        elif (at := _AT.search(claim)) and not re.search("[的是]", at["name"]):
            found = _at(at, claim, sentence)
        if found:
            return found
    return None


def is_person(text: str) -> bool:
    """Whether a folded text is the name of a person: found as one, or of that form with no word of the dictionary in it."""
    if any(name.kind == "person" and name.text == text for name in find_names(f"{text}说")):
        return True
    surname = text[:2] in COMPOUND_SURNAMES.split() or text[:1] in _SURNAMES
    return surname and len(text) in (3, 4) and all(len(word) == 1 for word in load_words().segment(text))


def _post(person: str, post: str, sentence: Sentence) -> Swap | None:
    """Someone with the same title: the same holder, another one, or the same person in another post."""
    title = re.search(rf"{_TITLE}$", post)
    if title is None:
        return None
    whole = post[: title.start()]
    text = sentence.text
    for name in find_names(text):
        before = re.search(r"[^,，。;；:：“”\"!！?？、]*$", text[: name.start])
        apposition = fold_text(before.group()) if before and name.kind == "person" else ""
        other = re.search(rf"{_TITLE}$", apposition)
        if not other:
            continue
        named = fold_text(name.text) == person
        own = apposition[: other.start()]
        here = named and len(own) > 2 and in_order(own, _FILLERS.sub("", whole))
        if here and other.group() != title.group() and title.group() not in _before(sentence, name.start):
            return Swap(sentence, False, text[before.start() : name.start].strip() if before else name.text)
        if other.group() != title.group():
            ranks = {other.group(), title.group()}  # 主任 is not 副主任
            if fold_text(name.text) == person and len({rank.removeprefix("常务").removeprefix("副") for rank in ranks}) == 1:
                return Swap(sentence, False, text[: name.start].rpartition("，")[2].strip() if before is None else before.group().strip())
            continue
        place = _ANAPHOR.sub("", apposition[: other.start()])
        around = fold_text(f"{sentence.article.title}{text}")
        bare = _FILLERS.sub("", whole)
        ends = len(place) > 1 and bare.endswith(place) and in_order(bare.removesuffix(place), around)
        before_it = fold_text(sentence.article.paragraph(sentence.paragraph))
        ends |= bare[-2:] in COUNTRIES.split() and bare[-2:] == place[-2:] and in_order(bare[:-2], around)
        same_place = ends or in_order(bare, place) or (not place and (in_order(whole, around) or bare in before_it))
        if same_place:
            return Swap(sentence, fold_text(name.text) == person, name.text)
        if fold_text(name.text) == person and place and before:
            return Swap(sentence, False, before.group().strip())
    return None


def _before(sentence: Sentence, place: int) -> str:
    """What stands in the folded sentence before a name, up to a full stop or a quotation: all that is said in apposition to it."""
    return fold_text(re.split(r"[。;；“”]", sentence.text[:place])[-1])


def _by(name: str, work: str, claim: str, sentence: Sentence) -> Swap | None:
    for match in (*_BY.finditer(sentence.text), *_WORKED.finditer(sentence.text)):
        if match["work"] == work and speaks_of(claim.split("由")[0], sentence):
            stated = fold_text(match["name"])
            return Swap(sentence, in_order(name, stated) or in_order(stated, name), match["name"])
    return None


def _does(name: str, work: str, what: str, sentence: Sentence) -> Swap | None:
    """Who else did just this: 乙校负责监测 in the place of 甲校; only where the doer opens its clause and what is done is said behind."""
    for clause in re.finditer(r"[^,，。;；]+", sentence.text):
        told = _ACTOR.match(clause.group().strip())
        if told is None or told["work"] != work or not _names_one(told["name"]):
            continue
        behind, pairs = fold_text(clause.group()), [what[i : i + 2] for i in range(len(what) - 1)]
        if sum(pair in behind for pair in pairs) < 0.8 * len(pairs):
            continue
        stated = fold_text(told["name"])
        same = in_order(name, stated) or in_order(stated, name)
        return Swap(sentence, same, told["name"])
    return None


def _names_one(text: str) -> bool:
    """Whether a text is the name of an organisation or place as a whole: 青阳市政府, 东湖学院."""
    return bool(_DOER.search(text)) or any(name.kind in ("organisation", "place") and name.text == text for name in find_names(text))


def _at(asked: re.Match[str], claim: str, sentence: Sentence) -> Swap | None:
    name = asked["name"]
    if name in fold_text(f"{sentence.article.title}\n{sentence.article.text}") and name in sentence.folded.text:
        return None
    for match in _AT.finditer(sentence.text):
        if match["rank"] == asked["rank"] and speaks_of(claim[: asked.start()], sentence):
            verb = claim[asked.end() :].strip("的了")
            if verb and verb[-2:] not in sentence.folded.text:
                continue
            return Swap(sentence, in_order(name, fold_text(match["name"])), match["name"])
    return None


def of_country(claim: str, sentences: Iterable[Sentence]) -> Swap | None:
    """甲是某国公司, where the sentence puts another country before the name; None: it claims no such thing, or no sentence does."""
    asked = _OF_COUNTRY.match(claim)
    if asked is None:
        return None
    for sentence in sentences:
        name = re.escape(_FIRM.sub("", asked["who"].rpartition("·")[2])[-3:])
        if told := re.search(rf"(?P<country>{_COUNTRY})[^,，。、;；]{{0,4}}{name}", sentence.folded.text):
            shown = sentence.published(*told.span())
            return Swap(sentence, told["country"] == asked["country"], shown)
    return None


def numbered(claim: str, sentences: Iterable[Sentence]) -> Swap | None:
    """甲是首批试点, where the sentence on 甲 says 第三批; None: it claims no such thing, or no sentence numbers it."""
    asked = _NUMBERED.match(claim)
    if asked is None:
        return None
    own = "一" if asked["nth"] == "首" else asked["nth"][1:]
    for sentence in sentences:
        for told in re.finditer(rf"(?P<nth>首|第[一二三四五六七八九十\d]+){asked['unit']}", sentence.folded.text):
            other = "一" if told["nth"] == "首" else told["nth"][1:]
            behind = bigrams(asked["what"].strip("的了"))
            same = not behind or any(pair in sentence.folded.text[told.end() :] for pair in behind)
            if same and speaks_of(asked["who"], sentence) and asked["who"][-2:] in sentence.folded.text:
                return Swap(sentence, other == own, sentence.published(*told.span()))
    return None


def speaks_of(subject: str, sentence: Sentence) -> bool:
    """Whether most of a subject's pairs of characters stand in the sentence or its paragraph."""
    around = fold_text(sentence.article.paragraph(sentence.paragraph) + sentence.article.title)
    subject = _FILLERS.sub(" ", subject)
    pairs = bigrams(subject)
    return not pairs or sum(pair in around for pair in pairs) >= 0.7 * len(pairs)


def in_order(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in this order: 瑞丰电源 in 瑞丰电源科技有限公司."""
    rest = iter(long)
    return all(char in rest for char in short)
