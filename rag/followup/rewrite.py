"""Follow-up questions made complete from the conversation: 那东州呢？ 其中产业项目有多少？ 是谁说的？ 还有吗？

A question that names its own subject is left alone: forced rewriting is known to make search worse. The rewritten
form is searched beside the original, shown to the user, and can be edited.
"""

from __future__ import annotations

import re

from rag.followup.conversation import LEADS, Talk, all_listed, all_now, asks_person, greater, of_which, started, topic
from rag.followup.counterpart import next_most, other_label, other_of_two
from rag.followup.english import about_english, completed_english
from rag.followup.facet import AMONG, ONLY_ADVERB, among, own_of, stands_alone, when_or_where
from rag.followup.of_two import of_two
from rag.followup.pointing import leaning, pointed
from rag.followup.replacing import PLACES, beside_of, difference, of_object
from rag.followup.standing_in import THAT_ONE, THEN, WHAT_ABOUT, another, of_person, what_about
from rag.followup.subject import ASKS, OF_FIGURE, Collection, Known, Together, is_attribute, is_specific
from rag.followup.weighing import compared, likewise, of_both, share_of, the_most
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.types import History
from rag.understand.question import understand

_AND_ASKED = re.compile(rf"^{THEN}?,?(?P<new>[^,?]{{1,16}})(?:呢|方面|[这那][块边]),(?P<asked>.{{2,}})$")
_AGAIN = re.compile(
    r"^(?:还有(?:吗|呢|没有?|别的吗|其他的?吗|哪些|什么)?|(?:还有)?(?:其他|其它|别)的?(?:呢|吗|还有吗|还有(?:哪些|什么))?|除此之外呢?|继续|接着说|更多|就这些吗?|没了吗?|只有这些吗?|全了吗"
    r"|(?:这)?(?:是)?真的(?:吗|假的)?|真的假的|是吗|是么|对吗|没错吧?|不会吧|不是吧|(?:你)?(?:能)?(?:确定|肯定)(?:吗|么|一下|是这样吗)?|再说一遍|你说什么|没听清|什么意思|怎么说)$"
)
_SAID = re.compile(r"^(?:这|那)?(?:个|些|句|番)?(?:话|消息|说法|数字|数据|情况)?(?:都)?(?:是|由)?(?:谁|哪位|哪个人)(?:说|讲|介绍|透露|表示|告诉|公布|宣布|提到|提|披露|讲述|指出)(?:出?来?)?(?:的|过)?(?:这|那)?(?:话|个|些|句)?$")
_OCCURRED = re.compile(r"^(?:这|那)?(?:都)?(?:是)?(?P<when>什么时候|何时|哪天|哪一天|哪年|哪一年|几月几日|几号|几月)(?:的(?:事儿?|事情))?$")
_MEANT = re.compile(
    r"^(?:不,?|不是,?|不对,?|错了,?)*(?:我(?:想|要)?(?:问|说|指)的?(?:是|就是)|我是(?:问|说|指)|指的是|(?:我)?(?:就|只)问|(?<=,)是)"
    r"(?P<name>[^,?吗呢]{2,30}?)(?:,?(?:而)?不是(?:问|说|指)?(?P<instead>[^,?]{1,20}))?$"
    r"|^(?:我(?:想|要)?(?:问|说|指)的)?不是(?P<instead2>[^,?]{1,20}),?(?:而)?是(?P<name2>[^,?吗呢]{2,30}?)$"
)
_BESIDES = re.compile(
    r"^除了?(?:这|那|以上|上面|上述|它|他|前面|刚才|刚说|你说)[^,?]{0,8}?,?(?:还|另外|也|又)?(?:有没有|有|没有)?(?:别的|其他的?|其它的?|哪些|什么|谁|哪几?[个家项种])[^,?]{0,4}$"
)
_SINCE = re.compile(r"^(?P<since>(?:对比|相比|比|较|和|与|跟|同)(?:今年)?(?:年初|去年|上年|前年|上月|上季度|同期)[^,?]{0,3}?)(?:相比)?,?(?:多了|多出了?|增加了?)(?P<rest>(?:多少|几).*)$")
_OF_PERSON = re.compile(r"^(?:那么?)?(?:成绩|奖金|年龄|年纪|岁数|职务|学历|来自|多大(?:年纪|岁数)?|几岁|是?哪[国里儿]人?|(?:是|在)?(?:什么|哪个)(?:职务|单位|国家)|跑了|用时|得了|拿了)")
_NAMED = re.compile(
    r"^(?:那么?)?(?:具体|分别|它们|主要)*(?:都|分别|各)*(?:叫|是|有|指|包括|包含|涵盖|涉及|(?P<parts>分为?|分成))?(?:什么名字|什么|哪些|哪几[个家种项条位款所类大]|哪[两二三四五六七八九][个家种项条位款所类大]|啥)(?:呢|啊|呀)?$"
)
_WHICH_ONE = re.compile(r"^(?:那么?)?(?:又|也|就)?(?:是|具体是)?(?:(?:在|从|由|去|到|于)(?:哪|什么)|哪)(?:一?[个家所座条位])?(?:学校|大学|单位|公司|机构|部门|城市|国家|地方|省|市|县|地区|学院|医院|园区|企业)(?:的|呢)?$")
_WENT_ON = re.compile(r"^(?:那么?)?(?:(?:再|到)?(?:后来|然后|之后|后头|结果|接着)|(?P<next>接下来|下一步|往后|今后|以后))(?:怎么样|如何|怎样|怎么着|又怎么样)?了?呢?$")
_VAGUE = re.compile(r"(?<=[卖销产运供])(?P<done>[了出掉]*)多少(?=[呢吗?？。]*$)")
_HOW_MANY = re.compile("多少(?=[㐀-鿿]{2})|(?<=[全国省市县区])多少(?=[?？]*$)")
_IS_SHARE = re.compile(r"[^\d]{0,4}\d[\d.]*%[^\d]{0,12}")
_BARE_NOUN = re.compile("[^在于到,]{2,14}[?？]*")
_ITSELF = re.compile(r"(?<=..)(?:自己|本身|本人|自身)$")
_LIKEWISE = re.compile(r"^(?:那么?(?P<new>[^,的]{2,12}?)(?:又|则)?|(?P<new2>[^,的]{2,12}?)的?(?:又|则)(?:各|该)?)(?:是|占|排)(?:多少|几[倍成]|第几|谁|什么时候|百分之几|多大比[例重])倍?$")
_ALSO_MADE = re.compile(
    r"^(?:那么?)?(?P<new>[㐀-鿿]{2,8}?)(?:(?:呢|方面|[这那][块边]),?)?(?:一年|每年|年|一共|又|也|则)*(?:能|可以?|会|要)?"
    r"(?:(?:生?产|做|造|出|卖|种|收)[出掉到]?|生产|加工|制造)(?:多少|几)[㐀-鿿]?(?:呢)?$"
)
_BY_THE_WAY = re.compile("^(?:对了|另外|(?:顺便|再|还|我)*(?:想|要)?问(?:一下|一句)?)[,，](?=.{4})")
_BARE = re.compile(r"^(?:那么?)?[㐀-鿿\d·\"]{2,12}[?]$")  # 总投资？ 乙市？
_BARELY_ASKED = re.compile(r"^(?:那么?)?(?P<new>[㐀-鿿]{2,10}?)(?:的)?(?:又|则)?(?:是|有|为|占|排名?|在|达到?)*(?:第几|多少|几)[个家项名位条]?$")
_WHETHER_SO_MUCH = re.compile(r"^(?:那么?,?)?(?:是不是|是否|是|真的|已经?|有没有|有|能)*(?:同比|环比|到|达到?|超过?了?|突破了?|不到|低于|高于|够|多于|少于)*(?=\D{0,6}\d|全[国省市]|去年|上年|平均)[^,]*(?:吗|么|没有?|不|了)$")
_ANOTHER = re.compile(r"(?<=..)(?:的)?那一?[个家座款条所项块片栋笔位](?:地|楼)?(?:呢)?$")  # 三联那个呢: another thing of that kind


def _next(question: str, talk: Talk, has: Collection) -> Talk:
    """``talk`` with ``question`` asked in it."""
    asked = understand(question)
    folded = asked.folded.rstrip(" ?。!~,")
    again = bool(_AGAIN.match(folded) or _BESIDES.match(folded)) and bool(talk.last)
    if again:
        return talk
    if asked.kind in ("chat", "instruction"):
        return talk
    if not talk.last:
        return talk.asked(question, anchor=about_english(question)) if asked.english else started(question, talk, has.known)
    if asked.english:
        complete, thing = completed_english(question, talk)
        return talk.asked(complete, anchor=thing)
    if meant := _MEANT.match(fold_text(question).rstrip(" ?。!~,")):
        return _meant(meant["name"] or meant["name2"], meant["instead"] or meant["instead2"] or "", talk, has)
    if _SAID.match(folded):
        return talk.aside(f"{talk.claim()}是谁说的？")
    if only := _OCCURRED.match(folded) or ONLY_ADVERB.match(folded):
        return when_or_where(only.group(1), question, talk, has)
    if talk.anchor and (on := _WENT_ON.match(folded)):
        return talk.aside(f"{talk.anchor}{'下一步有什么打算' if on['next'] else '后来怎么样'}？")
    if listed := all_listed(folded, talk):
        return talk.aside(listed)
    if most := the_most(folded, talk):
        return talk.aside(most)
    if AMONG.match(folded):
        share = share_of(AMONG.sub("", folded), talk)
        return talk.aside(share) if share else among(question, folded, talk, has)
    if together := all_now(folded, talk) or of_both(folded, talk) or greater(folded, talk) or compared(folded, talk, has) or of_two(folded, talk):
        return talk.aside(together)
    if too := likewise(folded, talk, has):
        return too
    frame = fold_text(talk.frame).rstrip(" ?。!~,")
    earlier = [fold_text(text).rstrip(" ?。!~,") for text, _ in talk.turns[-2:-4:-1]]
    if beside := next_most(folded, frame) or next(filter(None, (other_label(folded, asked_of) for asked_of in (frame, *earlier))), ""):
        return talk.asked(f"{beside}？")
    if weighed := share_of(folded, talk):
        return talk.aside(weighed)
    if (not talk.other()) and (other := other_of_two(folded, talk.anchor, frame, has.known)):
        return talk.asked(other)
    if found := pointed(question, folded, talk, has):
        return _next(found, talk, has) if isinstance(found, str) else found
    if alike_asked := _LIKEWISE.match(folded):
        new = THAT_ONE.sub("", alike_asked["new"] or alike_asked["new2"])
        alike = {understand(text).kind for text in (folded, talk.frame)}
        that_one = len(new) < len(alike_asked["new"] or alike_asked["new2"]) and understand(talk.frame).numeric
        same = (len(alike) == 1 or that_one) and not is_attribute(new)
        if same and not is_specific(new, has.known, has.telling):
            return what_about(new, talk, has)
    if like := _same_asked(folded, talk, has):
        return like
    if made := _ALSO_MADE.match(folded):
        complete = of_object(frame, THAT_ONE.sub("", made["new"]), has.together, talk.anchor)
        if complete:
            return talk.asked(complete, pair=difference(frame, complete))
    if both := _AND_ASKED.match(folded):
        lead = "" if is_specific(both["new"], has.known, has.telling) else "那"
        beside = beside_of(talk.anchor, both["new"]) if both["new"][-1] in "批期届轮" else ""
        return _next(f"{beside or lead + both['new']}{both['asked']}?", talk, has)
    if _BARE.match(fold_text(question)) and not ASKS.search(folded) and talk.anchor and (asked.kind == "what" or is_attribute(folded)):
        return what_about(THAT_ONE.sub("", folded), talk, has)
    about = WHAT_ABOUT.match(folded)
    if about and not ASKS.search(new := _ITSELF.sub("", THAT_ONE.sub("", (about["new"] or about["bare"]).strip(" ,")))):
        if _ANOTHER.search(folded) and (other_one := another(new, talk, has)):
            return other_one
        if said := of_person(new, talk):
            return talk.aside(said)
        then = what_about(new, talk, has)
        return then.aside(topic(then.frame) + talk.tail, talk.tail) if talk.tail and folded.startswith("那") else then
    if since := _SINCE.match(folded):
        return talk.aside(f"{topic(talk.last)}{since['since']}增加{since['rest']}?")
    own = LEADS.sub("", question.strip())
    if (OF_FIGURE.match(folded) or _WHETHER_SO_MUCH.match(folded)) and understand(talk.frame).numeric:
        return talk.aside(topic(talk.frame) + own, tail=own)
    if (named := _NAMED.match(folded)) and (which := of_which(talk.frame)):
        return talk.aside(f"{which}？" if not named["parts"] else f"{re.sub('了?哪些', '的', which, count=1)}分哪几类？")
    if named or (_WHICH_ONE.match(folded) and understand(talk.frame).kind not in ("place", "organisation")):
        return talk.aside(topic(talk.frame) + own)
    if _OF_PERSON.match(folded) and asks_person(talk.last):
        return talk.aside(f"{topic(talk.last)}{own}")
    if stands_alone(folded, talk, has):
        return started(_BY_THE_WAY.sub("", question.strip()), talk, has.known)
    return own_of(own, fold_text(own), talk, has)


def _same_asked(folded: str, talk: Talk, has: Collection) -> Talk | None:
    """乙市是多少, 乙市排第几: asked as the last question was, with another place or body; None where it adds anything."""
    found, frame = _BARELY_ASKED.match(folded), fold_text(talk.frame)
    if found is None or found["new"] in frame or is_attribute(found["new"]) or not (understand(folded).numeric and understand(frame).numeric):
        return None
    new = found["new"]
    named = new in PLACES or any(name.text == new for name in find_names(new))
    return what_about(new, talk, has) if named else None


def _meant(name: str, instead: str, talk: Talk, has: Collection) -> Talk:
    """我问的是X, 不是Y: the last question, asked of X; that question again where it says X already."""
    last, name, instead = fold_text(talk.last), fold_text(name).removesuffix("的"), fold_text(instead)
    if ASKS.search(name):
        return _next(f"{name}?", talk, has)
    if name in last:
        return talk
    if instead and instead in last:
        return talk.asked(last.replace(instead, name, 1), anchor=talk.anchor.replace(instead, name, 1))
    inside = talk.anchor and talk.anchor in last
    return what_about(name, talk, has) if inside else talk.asked(name, anchor=name)


def _measured_alike(complete: str, talk: Talk) -> str:
    """丙卖了多少吨 and 丙占百分之多少, where 乙's was answered in tons or as a share; the question itself where nothing, or what may be anything, was."""
    vague, told = _VAGUE.search(complete), find_quantities(talk.brief)
    if (share := _HOW_MANY.search(complete)) and _HOW_MANY.search(talk.last) and _IS_SHARE.fullmatch(fold_text(talk.brief)):
        counted = complete[share.end() :]
        return f"{complete[: share.start()]}百分之多少{'的' if _BARE_NOUN.fullmatch(counted) else ''}{counted}"
    if vague is None or len(told) != 1 or not (_VAGUE.search(talk.last) or re.search("量", talk.last)):
        return complete
    paid = told[0].kind == "amount" and complete[vague.start() - 1] in "卖销"
    unit = "钱" if paid else re.sub(r"^.*?[\d一二三四五六七八九十百千万亿余多来]+(?=\D+$)", "", told[0].text) if told[0].kind == "measure" else ""
    return f"{complete[: vague.end()]}{unit}{complete[vague.end() :]}"


def rewrite(
    question: str,
    history: History,
    known: Known,
    telling: Known = lambda text: False,
    together: Together = lambda first, second: True,
) -> str:
    """The question made complete, or the question itself when it needs nothing; what is asked of the collection: ``Collection``.

    history: earlier (question, answer) turns, oldest first; the questions in it may themselves be follow-ups.
    """
    has, talk = Collection(known, telling, together), Talk()
    history = [(_simplified(earlier), _simplified(answer)) for earlier, answer in history]
    for earlier, answer in history:
        talk = _next(earlier, talk, has).answered(answer)
    typed = _simplified(question)
    if understand(typed).kind in ("chat", "instruction"):
        return question
    complete = _measured_alike(_next(leaning(typed, history), talk, has).last, talk)
    return question if complete == typed else complete


def _simplified(text: str) -> str:
    """``text`` with simplified characters for traditional ones."""
    return re.sub("[㐀-鿿]+", lambda found: fold_text(found.group()), text)
