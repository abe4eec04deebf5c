"""A follow-up that says what it asks for but not of what: 投资多少, 什么时候, 其中产业项目有几个; its subject is put before it."""

from __future__ import annotations

import re

from rag.embed.words import load_words
from rag.followup.conversation import LEADS, Talk, asks_person, of_other_kind, same_done, topic
from rag.followup.counterpart import whose
from rag.followup.replacing import beside_of, of_counted
from rag.followup.standing_in import KIND_OF_THING
from rag.followup.subject import (
    ASKS,
    GROWTH,
    LABEL,
    OF_FIGURE,
    Collection,
    is_attribute,
    is_person,
    is_specific,
    longest_known,
    owner_of,
    place_first,
    subject,
    undated,
)
from rag.ground.sentences.coordination import EVENT
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.understand.question import content_terms, understand

_PART_ASKED = re.compile(r"^(?P<part>[^,]{2,12}?)(?:有|是|占|共|的有)?(?:多少|几)(?P<measure>[个家项条名位人种件所座])?$")
_ADVERB = (
    r"什么时候|何时|哪一?[天年日]|哪个月|几月(?:几[日号])?|几号"
    r"|(?:位于|设在|坐落在|落在|在)?哪一?[个座](?:区|县|市|省|镇|乡|街道|城市|国家|地方|园区)|在?哪里|在?哪儿|在什么地方|在何处|为什么|为何|怎么|如何|在哪(?![里儿家个些])"
)
ONLY_ADVERB = re.compile(rf"^(?:那|又|是|具体(?:是)?)*(?P<asks>{_ADVERB})(?:呢|啊|的|举行的?|办的?)?$")
AMONG = re.compile(
    r"^(?:那么?)?(?:(?:这|那|上述)?(?:其中|当中|里面|里头)(?:的)?"
    r"|(?:这|那|上述)(?:几个?|些|(?:\d+|[一二三四五六七八九十]+)[个家项座条])(?!人|[位名])(?:里面?|[当之]?中)?),?"
)
_OF_WHAT_KIND = re.compile(r"(?:有)?哪(?:[几两三]?[个家项类种]|些)(?P<noun>[㐀-鿿]{2})")
_DEFINITE = re.compile(
    r"^(?P<noun>公司|企业|项目|园区|集团|工程|学校|医院|大桥|大学|学院|基地|工厂|赛事|比赛|机场|车站|展馆"
    r"|图书馆|博物馆|公园|小区|水库|电站|产品|平台|中心|景区|书店|剧院|银行|商场)(?!.{0,2}名称)"
)
_OF_ALL = re.compile("(?:都|均|分别|各|又|也)(?=[有是叫占要能会在由跟和与为做用建])")  # of what was just spoken of
_LEANS = re.compile("那|.*?又[有是占叫在要能会]|[^,]{2,4}(?:之后|以后|后|之前|以前)(?!的)")  # 那…, …又有多少, 达产后…
_LONG = 10  # characters of what a question says from which it says enough
_NAMES_ITSELF = re.compile(r"(?:公司|集团|[区县市省]|大学|学院|医院|银行|[》\"])$")
_WHICH_ONE = re.compile("哪一?[个家所座项位](?:[㐀-鿿]{0,2}?(?:公司|企业|项目|机构|学校|大学|集团|部门))?")
_GOES_ON = re.compile(rf"{KIND_OF_THING}|(?:基金|产品|文件|平台|机构|中心|活动|办法|方案|政策|[》\"])$")
_SHORT = 9  # characters of whose a thing may be
_MOST_OF = re.compile(r"^(?:[㐀-鿿]{0,8}?最(?:[多大高贵长重少小低短]))(?=的)")
_ITS_WORKS = re.compile(rf"(?:项目|工程|课题|基地|企业|公司|{LABEL}|码头|厂房|园区)$")
_HAPPENS = re.compile(rf"(?:集中|新|已|全部|正式)*(?:{EVENT.pattern})(?:建设)?$")
_THAT_ASKED = re.compile(r"^[^,]{2,10}?的?那一?个")
_COUNTED_ONES = re.compile(  # …集中开工的6个项目
    r"(?<=..)(?:(?:集中|同时|同期|本次|此次|这次|新)*(?:开工|签约|投产|竣工|落地|启动|获批|入驻|引进|建设|实施)的)?"
    r"(?:\d+|[两二三四五六七八九十]+)[个家项座](?:[㐀-鿿]{0,6}(?:项目|企业|公司|工程|课题))$"
)


def own_of(own: str, folded: str, talk: Talk, has: Collection) -> Talk:
    """A question that says what it asks for, but not of what: the subject is put before it."""
    anchor = talk.anchor
    if noun := _DEFINITE.match(folded):
        anchor = talk.called(noun["noun"]) or anchor
        own = own[noun.end() :].lstrip("的") if anchor.endswith(noun["noun"]) else own
        return talk.asked(anchor + own, anchor=anchor)
    if not anchor:
        return talk.aside(f"{topic(talk.last)}，{own}")
    if folded.startswith(anchor):
        rest = folded[len(anchor) :]
        figure = OF_FIGURE.match(rest) is not None and understand(talk.frame).numeric and fold_text(talk.frame).startswith(anchor)
        return talk.aside(topic(talk.frame) + rest, tail=rest) if figure else talk.asked(own)
    if complete := of_counted(talk.frame, own):
        return talk.asked(complete)
    if whole := _whole_of(anchor, folded):
        return talk.asked(whole + own, anchor=whole)
    if complete := same_done(folded, fold_text(talk.frame)) or of_other_kind(folded, anchor):
        return talk.asked(complete)
    answered = talk.thing("", "")
    owned = asks_person(own) and _ITS_WORKS.search(answered) is not None  # whose base it is has the chairman
    if not owned and answered != anchor and _GOES_ON.search(answered) and not _said_again(folded, talk):
        owner = place_first(anchor)
        named = _NAMES_ITSELF.search(answered) is not None or owner in answered or len(owner) >= _SHORT
        answered = answered if named else owner + answered
        return talk.asked(f"{answered}{own}", anchor=answered)  # 乙公司什么时候成立, after 哪家公司负责招商
    name = subject(own, has.known)
    anchor = whose(anchor) if asks_person(own) else anchor
    if name and not GROWTH.fullmatch(name):
        anchor = owner_of(anchor)
    if _OF_ALL.match(folded):
        return talk.asked(anchor + talk.counted(anchor) + own, anchor=anchor)
    if sum(map(len, content_terms(undated(folded), figures=False))) >= _LONG:
        return talk.asked(place_first(anchor) + own)
    counts = understand(talk.frame)
    works = _HAPPENS.sub("", counts.noun)
    if (is_attribute(name) or not name) and "投资" in folded and counts.kind == "count" and _ITS_WORKS.search(works) and works not in anchor:
        return talk.asked(anchor + works + own, focus=works)  # 有几个重点项目, 总投资多少: theirs
    if (is_attribute(name) or not name) and talk.focus and talk.focus not in anchor and _ITS_WORKS.search(talk.focus):
        return talk.asked(anchor + talk.focus + own, focus=talk.focus)  # 其中签约项目呢, 总投资多少: of those
    at = folded.find(name) if name else -1
    if at == 0 and (beside := beside_of(anchor, name)) and not is_attribute(name):
        return talk.asked(beside + own[len(name) :], anchor=beside)  # 二期什么时候开工, 老馆有多大
    counted = name if at >= 0 and understand(own).numeric and not is_attribute(name) and not name.endswith(("后", "前", "时")) else ""
    return talk.asked(anchor + own, focus=counted)


def _said_again(own: str, talk: Talk) -> bool:
    """Whether a question asks after what the last one told: 哪家公司寄来贺卡, 什么时候寄的."""
    last = fold_text(talk.last).replace(talk.anchor, "")
    return any(word in last for word in load_words().segment(ASKS.sub("", own)) if re.match("[㐀-鿿]", word) and word not in "的了过是在有都")


def stands_alone(folded: str, talk: Talk, has: Collection) -> bool:
    """Whether a question names its own subject, or is of a matter that no article joins with that of the talk."""
    leans = len(place_first(talk.anchor)) < _SHORT and _LEANS.match(folded) is not None
    folded = LEADS.sub("", folded)
    if _DEFINITE.match(folded) or (_OF_ALL.match(folded) and not any(name.start == 0 for name in find_names(folded))):
        return False
    name = subject(folded + "?", has.known)
    if name and folded.startswith(name) and is_attribute(name):
        return False
    if name and name in folded and len(name) > 1 and is_specific(name, has.known, has.telling):
        return True
    if is_person(talk.anchor) and len(name) > 2 and folded.startswith(name) and not is_attribute(name):
        return True  # a thing is not somebody's
    terms = [term for term in content_terms(undated(folded), figures=False) if not is_attribute(term)]
    if sum(map(len, terms)) >= _LONG and not (leans and not find_names(folded)):
        return True
    if any(len(each.text) > 2 and each.text not in talk.anchor for each in find_names(folded)):
        return True
    pieces = [piece for term in terms if len(piece := longest_known(term, has.known)) >= 3]
    anchor = longest_known(talk.anchor, has.known)
    return bool(pieces) and bool(anchor) and not any(has.together(anchor, piece) for piece in pieces)


def among(question: str, folded: str, talk: Talk, has: Collection) -> Talk:
    """其中…: a part of what was spoken of."""
    part = AMONG.sub("", folded).removesuffix("呢")
    if most := _MOST_OF.search(part):
        superlative = "投资最多的" if "贵" in most.group() else most.group() + "的"
        return talk.aside(f"{topic(talk.frame)}中，{superlative}是哪个？")
    counted = _PART_ASKED.match(part)
    scope = _COUNTED_ONES.sub("", talk.anchor)
    if scope != talk.anchor and scope and _THAT_ASKED.match(part):
        return talk.asked(f"{scope}{part}？")  # 其中远舟那个项目要投多少
    if find_quantities(part) and understand(talk.frame).numeric:
        return talk.aside(f"{talk.anchor}{part}？" if talk.anchor else f"{topic(talk.frame)}，{question.strip()}")
    if talk.anchor and counted and not is_attribute(counted["part"]):
        return talk.asked(f"{talk.anchor}{part}？", focus=counted["part"])
    kinds = _OF_WHAT_KIND.match(part)
    if kinds and kinds["noun"] not in talk.anchor and not find_names(talk.anchor) and (owner := _owner_spoken(talk, has)):
        return talk.asked(f"{owner}{part}？")  # whose they are, where the last question was of a thing without a name
    frame = fold_text(talk.frame)
    if talk.anchor and not ASKS.search(part) and talk.anchor in frame:
        if (counts := understand(frame)).kind == "count":
            return talk.asked(f"{talk.anchor}{part}有多少{counts.measure}？", focus=part)
        return talk.asked(frame.replace(talk.anchor, talk.anchor + part, 1), focus=part)
    if talk.anchor and any(len(longest_known(t, has.known)) >= 3 for t in content_terms(part, figures=False)):
        return talk.asked(f"{_COUNTED_ONES.sub('', talk.anchor)}{part}？")
    return talk.aside(f"{topic(talk.frame)}，{question.strip()}")


def _owner_spoken(talk: Talk, has: Collection) -> str:
    """The place or body whose matter was spoken of before what the talk is about now, as far as one article has both."""
    found = (name for spoken in reversed(talk.names) for name in find_names(spoken) if name.start == 0)
    owner = next((name.text for name in found if name.kind in ("place", "organisation")), "")
    return owner if owner and has.together(owner, longest_known(talk.anchor, has.known)) else ""


def when_or_where(asks: str, question: str, talk: Talk, has: Collection) -> Talk:
    """何时, 在哪, 为什么 alone: of what was just asked, in the place of what that asked for."""
    last = fold_text(talk.last).rstrip(" ?。!~,")
    if asks.startswith(("在哪", "哪里", "哪儿")) and understand(last).numeric and _says_only_what(last, talk.anchor):
        return talk.asked(f"{talk.anchor}{asks}？")
    if cleft := re.search("是谁(?=[^,]{2,}的$)", last):  # 是谁承建的
        return talk.asked(f"{last[: cleft.start()]}是{asks}{last[cleft.end() :]}？")
    if found := re.search(_ADVERB, last):
        return talk.asked(f"{last[: found.start()]}{asks}{last[found.end() :]}？")
    which = _WHICH_ONE.search(last)
    told = talk.thing("", "") if which else ""
    if which and told and told != talk.anchor:  # 甲区与哪家公司签了备忘录, 哪年的事
        return talk.aside(f"{last[: which.start()]}{told}{last[which.end() :]}，{LEADS.sub('', question.strip())}")
    return talk.aside(f"{topic(talk.last)}，{LEADS.sub('', question.strip())}")


def _says_only_what(last: str, anchor: str) -> bool:
    """Whether a question asks for a figure of ``anchor`` and tells nothing that happened: 占地多大, 有多长, 总投资是多少."""
    held = re.split("多|几", last[len(anchor) :])[0].strip("是有为的约")
    return last.startswith(anchor) and (not held or is_attribute(held))


def _whole_of(anchor: str, own: str) -> str:
    """甲项目 of 甲项目一期厂房进展, where 厂房什么时候… names the part again without its label: not only of the first phase's."""
    for size in range(min(len(own), 6), 1, -1):
        if found := re.search(rf"(?P<label>{LABEL})(?:的)?{re.escape(own[:size])}", anchor):
            return anchor[: found.start()]
    return ""
