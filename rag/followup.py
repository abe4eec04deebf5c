"""Follow-up questions made complete from the conversation: 那东州呢？ 其中产业项目有多少？ 是谁说的？ 还有吗？

A question that names its own subject is left alone: forced rewriting is known to make search worse. The rewritten
form is searched beside the original, shown to the user, and can be edited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.conversation import Talk, all_now, asks_person, greater, of_both, of_other_kind, of_which, same_done, topic
from rag.counterpart import like_word, next_most, other_label, other_of_two, whose
from rag.embed.words import load_words
from rag.ground.sentences.coordination import EVENT, THINGS
from rag.question import content_terms, understand
from rag.replacing import (
    COUNTABLE,
    Together,
    also_counted,
    beside_of,
    difference,
    exchanged,
    of_counted,
    of_like_name,
    of_like_place,
    of_object,
    of_series,
    substituted,
)
from rag.subject import (
    ASKS,
    ATTRIBUTE,
    GROWTH,
    LABEL,
    Known,
    asked_of,
    is_attribute,
    is_person,
    is_specific,
    is_transcribed,
    longest_known,
    owner_of,
    subject,
    undated,
)
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.types import History

_SO = r"那么?(?![里个些家次儿款种位座条本支天年月时]|边)"
_THEN = rf"(?:{_SO}|换成|如果是|再?说说|至于)"
_WHAT_ABOUT = re.compile(rf"^{_THEN}?,?(?P<new>.{{1,24}}?)呢$|^(?:{_SO}|换成|至于)(?P<bare>.{{2,24}}?)$")
_AND_ASKED = re.compile(rf"^{_THEN}?,?(?P<new>[^,?]{{1,16}})呢,(?P<asked>.{{2,}})$")
_AMONG = re.compile(r"^(?:那么?)?(?:(?:这|那|上述)?(?:其中|当中|里面|里头)(?:的)?|(?:这|那|上述)(?:几个?|些|(?:\d+|[一二三四五六七八九十]+)[个家项座条])(?:里面?|[当之]?中)?),?")
_PART_ASKED = re.compile(r"^(?P<part>[^,]{2,12}?)(?:有|是|占|共|的有)?(?:多少|几)(?P<measure>[个家项条名位人种件所座])?$")
_AGAIN = re.compile(
    r"^(?:还有(?:吗|呢|没有?|别的吗|其他的?吗|哪些|什么)?|(?:还有)?(?:其他|其它|别)的?(?:呢|吗|还有吗|还有(?:哪些|什么))?|除此之外呢?|继续|接着说|更多|就这些吗?|没了吗?|只有这些吗?|全了吗"
    r"|(?:这)?(?:是)?真的(?:吗|假的)?|真的假的|是吗|是么|对吗|没错吧?|不会吧|不是吧|(?:你)?(?:能)?(?:确定|肯定)(?:吗|么|一下|是这样吗)?|再说一遍|你说什么|没听清|什么意思|怎么说)$"
)
_SAID = re.compile(r"^(?:这|那)?(?:个|些|句|番)?(?:话|消息|说法|数字|数据|情况)?(?:都)?(?:是|由)?(?:谁|哪位|哪个人)(?:说|讲|介绍|透露|表示|告诉|公布|宣布|提到|提|披露|讲述|指出)(?:出?来?)?(?:的|过)?(?:这|那)?(?:话|个|些|句)?$")
_OCCURRED = re.compile(r"^(?:这|那)?(?:都)?(?:是)?(?P<when>什么时候|何时|哪天|哪一天|哪年|哪一年|几月几日|几号|几月)(?:的(?:事儿?|事情))?$")
_ADVERB = r"什么时候|何时|哪一?[天年日]|哪个月|几月(?:几[日号])?|几号|在?哪里|在?哪儿|在什么地方|在何处|为什么|为何|怎么|如何|在哪(?![里儿家个些])"
_ONLY_ADVERB = re.compile(rf"^(?:那|又|是|具体(?:是)?)*(?P<asks>{_ADVERB})(?:呢|啊|的|举行的?|办的?)?$")
_OF_FIGURE = re.compile(
    r"^(?:那么?|这|又|大约|大概|它|比重|约)*(?:(?:同比|环比)(?!.{0,6}[的])|(?:增长|增加|减少|下降|上升|提高|涨|降|多|少)了?(?:多少|几)|占(?!地)(?:了|到)?(?:总|全|比|多|几|百分|的?比例|[^,]{0,8}(?:多少|几成|比例|比重))"
    r"|连续(?:多少|几)|(?:比例|比重|占比|增速|[增涨升降跌]幅|排名?(?:第|在)?(?:几|多少|老几)|在?(?:全[国省市区县球]|世界|国内|同类|行业)[^,]{0,6}(?:第几|排|位)|(?:比|较|与|跟|和)(?:上|去|前|往|年初|同期|20|之前|以前|原来)))"
)
_PERSON = re.compile(r"^(?:那么?)?(?:他|她|这个?人|此人|这位[㐀-鿿]{0,3}?(?=[是的在有说])|他们)(?=[^们]|$)")
_THING = re.compile(
    r"^(?:那么?)?(?:它们?的?|其(?![中他它余次实])的?|(?:(?:这|那|该|此)(?:一)?(?P<measure>[个项家座款种条所本支台次场件部届位首])|该|此(?!前|后|次|外|时)|这(?=项目|公司|企业|工程|机构|活动))(?P<type>[㐀-鿿]{1,4}?)?(?:的|(?=是|在|有|总|共|一|什|哪|多|几|占|投|要|预|建|由|位|将|会|能|为|怎|何|谁|卖|现|目|达|负|招|全|长|主|揭|计|打|,|呢|$)))"
)
_THERE = re.compile(r"^(?:那么?)?(?:(?:这|那)(?:里|儿|边|个?地方)|当地)的?")
_IN_THERE = re.compile(r"(?<=[㐀-鿿]{2})在(?:那里|那儿|那边|这里|这儿|当地)(?=[㐀-鿿])")
_DEFINITE = re.compile(r"^(?P<noun>公司|企业|项目|园区|集团|工程|学校|医院|大桥|大学|学院|基地|工厂|赛事|比赛|机场|车站|展馆|图书馆|博物馆|公园|小区|水库|电站|产品|平台|中心|景区|书店|剧院|银行|商场)(?!.{0,2}名称)")
_NTH = re.compile(r"^(?:那么?)?(?:(第[一二三四五六七八九十1-9]|最后一)(?:个|家|项|条|种|位|名|所|款)?(?!届|期|批|季|轮|次|天|年)|(前者|后者))")
_OTHER = re.compile(r"^(?:那么?)?(?:另外?|剩下|余下)(?:的)?(?:那)?(?:一)?(?:个|家|项|座|种|条|款|位|所|栋|块|场|支)(?![㐀-鿿]{2,}(?:的|是))")
_MEANT = re.compile(r"^(?:不,?|不是,?)?(?:我(?:想|要)?(?:问|说|指)的?(?:是|就是)|指的是|(?:我)?(?:就|只)问)(?P<name>[^?吗呢]{2,30}?)$")
_SINCE = re.compile(r"^(?P<since>(?:对比|相比|比|较|和|与|跟|同)(?:今年)?(?:年初|去年|上年|前年|上月|上季度|同期)[^,?]{0,3}?)(?:相比)?,?(?:多了|多出了?|增加了?)(?P<rest>(?:多少|几).*)$")
_MOST_OF = re.compile(r"^(?:[㐀-鿿]{0,8}?最(?:[多大高贵长重少小低短]))(?=的)")
_OF_PERSON = re.compile(r"^(?:那么?)?(?:成绩|奖金|年龄|年纪|岁数|职务|学历|来自|多大(?:年纪|岁数)?|几岁|是?哪[国里儿]人?|(?:是|在)?(?:什么|哪个)(?:职务|单位|国家)|跑了|用时|得了|拿了)")
_NAMED = re.compile(
    r"^(?:那么?)?(?:具体|分别|它们|主要)*(?:都|分别|各)*(?:叫|是|有|指|包括|包含|涵盖|涉及|(?P<parts>分为?|分成))?(?:什么名字|什么|哪些|哪几[个家种项条位款所类大]|哪[两二三四五六七八九][个家种项条位款所类大]|啥)(?:呢|啊|呀)?$"
)
_WHICH_ONE = re.compile(r"^(?:那么?)?(?:又|也|就)?(?:是|具体是)?(?:(?:在|从|由|去|到|于)(?:哪|什么)|哪)(?:一?[个家所座条位])?(?:学校|大学|单位|公司|机构|部门|城市|国家|地方|省|市|县|地区|学院|医院|园区|企业)(?:的|呢)?$")
_DOES_THERE = re.compile(r"^(?:现在|目前)?在?(?:那|这)(?:里|儿|边|家?公司)?(?:现在|目前)?(?:是)?(?:干|做|当)(?:什么|啥|嘛)(?:工作|的|呢)*(?=[?？。]?$)")
_WENT_ON = re.compile(r"^(?:那么?)?(?:(?:再|到)?(?:后来|然后|之后|后头|结果|接着)|(?P<next>接下来|下一步|往后|今后|以后))(?:怎么样|如何|怎样|怎么着|又怎么样)?了?呢?$")
_DEGREE = re.compile(r"学士|硕士|博士|(?:本科|大专|专科|研究生)")
_VAGUE = re.compile(r"(?<=[卖销产运供])(?P<done>[了出掉]*)多少(?=[呢吗?？。]*$)")
_ITSELF = re.compile(r"(?<=..)(?:自己|本身|本人|自身)$")
_LIKEWISE = re.compile(r"^(?:那么?(?P<new>[^,的]{2,12}?)(?:又|则)?|(?P<new2>[^,的]{2,12}?)(?:又|则)(?:各|该)?)是(?:多少|几[倍成]|第几|谁|什么时候)倍?$")
_IN_POST = re.compile(r"^(?:现在?|目前|又|是)?(?:担任|出任|任|当|身居|身任|做|干)(?:着|的)?(?:是)?(?:什么|何|啥|哪个|什麼)(?:职务|职位|职|職務|職位|官|官职)(?=[?？。]?$)")
_THEM = re.compile(r"(?<=[㐀-鿿]{2})它们的?")
_ITS_WORKS = re.compile(rf"(?:项目|工程|课题|基地|企业|公司|{LABEL}|码头|厂房|园区)$")
_KIND_OF_THING = rf"(?:{THINGS}|[园区馆院部厂站路楼桥]|{LABEL})$"
_HAPPENS = re.compile(rf"(?:集中|新|已|全部|正式)*(?:{EVENT.pattern})(?:建设)?$")
_THAT_ONE = re.compile(
    r"(?<=..)(?:的)?(?:那|这)(?:[一几]?[个家座款条所项位次块片栋笔批类种](?:地|楼|项目|工程|厂|钱)?|边|里|些)$|(?<=..)的$|(?<=..)(?:部分|方面)$"
)
_ANOTHER = re.compile(r"(?<=..)(?:的)?那一?[个家座款条所项块片栋笔位](?:地|楼)?(?:呢)?$")  # 三联那个呢: another thing of that kind
_GROWN = re.compile(r"(?:同比)?[增涨](?:幅|速)(?:是|有|为|达到?)*(?=多少|多大|几)")
_FIGURES_OWN = re.compile(r"^(?:同比|环比)?(?:增[速长]率?|[增涨升降跌]幅|占比|比重|比例|排名|名次|位次|同比|环比)$")
_THAT_ASKED = re.compile(r"^[^,]{2,10}?的?那一?个")
_COUNTED_ONES = re.compile(r"(?<=..)(?:(?:集中|同时|同期|本次|此次|这次|新)*(?:开工|签约|投产|竣工|落地|启动|获批|入驻|引进|建设|实施)的)?(?:\d+|[两二三四五六七八九十]+)[个家项座](?:[㐀-鿿]{0,6}(?:项目|企业|公司|工程|课题))$")  # …集中开工的6个项目
_HELD_FIGURE = re.compile(rf"(?:{ATTRIBUTE.pattern.removesuffix('$')}|(?:卖|销|投|花|用|产|招|罚|亏|赚)(?:了|出|掉|到|资)*)(?:是|有|为|达到?|共|约)*$")  # what a question asks the amount of
_LEADS = re.compile(r"^(?:那么?(?![里个些家次儿])|请问|另外|还有|然后|具体|又|再问一?下?|[,\s])+(?=.{2})")

_THESE_WORDS = re.compile("这(?:句|番|段)?话(?=是|由|出自|又)")
_QUOTED_WORDS = re.compile("“[^“”]{4,}”")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_NEXT_YEAR = (
    (1, re.compile("(?:再|又)?(?:往后|之?后)的?一年|再?下一年|次年|翌年|第二年")),
    (-1, re.compile("(?:再|又)?(?:往前|之?前)的?一年|再?上一年|头一年")),
)


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Makes follow-ups over one collection complete.

    known: whether the collection contains a (folded) string. telling: whether one article alone, of several, does: a name
    of three characters makes a question complete, a common word does not. together: whether one article has both strings.
    """

    known: Known
    telling: Known
    together: Together

    def rewrite(self, question: str, history: History) -> str:
        """The question made complete, or the question itself when it needs nothing."""
        talk = Talk()
        for earlier, answer in history:
            talk = self._next(earlier, talk).answered(answer)
        if understand(question).kind in ("chat", "instruction"):
            return question
        return _measured_alike(self._next(question, talk).last, talk)

    def _next(self, question: str, talk: Talk) -> Talk:
        """``talk`` with ``question`` asked in it."""
        asked = understand(question)
        folded = asked.folded.rstrip(" ?。!~,")
        again = bool(_AGAIN.match(folded)) and bool(talk.last)
        if again:
            return talk
        if asked.kind in ("chat", "instruction"):
            return talk
        if not talk.last:
            return self._started(question, talk)
        if meant := _MEANT.match(folded):
            return self._meant(meant["name"], talk)
        if _SAID.match(folded):
            return talk.aside(f"{talk.claim()}是谁说的？")
        if only := _OCCURRED.match(folded) or _ONLY_ADVERB.match(folded):
            return self._when_or_where(only.group(1), question, talk)
        if talk.anchor and (on := _WENT_ON.match(folded)):
            return talk.aside(f"{talk.anchor}{'下一步有什么打算' if on['next'] else '后来怎么样'}？")
        if _AMONG.match(folded):
            return self._among(question, folded, talk)
        if together := all_now(folded, talk) or of_both(folded, talk) or greater(folded, talk):
            return talk.aside(together)
        frame = fold_text(talk.frame).rstrip(" ?。!~,")
        if beside := next_most(folded, frame) or other_label(folded, frame):
            return talk.asked(f"{beside}？")
        if (not talk.other()) and (other := other_of_two(folded, talk.anchor, frame, self.known)):
            return talk.asked(other)
        if pointed := self._pointed(question, folded, talk):
            return pointed
        if likewise := _LIKEWISE.match(folded):
            new = _THAT_ONE.sub("", likewise["new"] or likewise["new2"])
            alike = {understand(text).kind for text in (folded, talk.frame)}
            that_one = len(new) < len(likewise["new"] or likewise["new2"]) and understand(talk.frame).numeric
            same = (len(alike) == 1 or that_one) and not is_attribute(new)
            if same and not is_specific(new, self.known, self.telling):
                return self._what_about(new, talk)
        if both := _AND_ASKED.match(folded):
            return self._next(f"{both['new']}{both['asked']}?", talk)
        about = _WHAT_ABOUT.match(folded)
        if about and not ASKS.search(new := _ITSELF.sub("", _THAT_ONE.sub("", (about["new"] or about["bare"]).strip(" ,")))):
            if _ANOTHER.search(folded) and (another := self._another(new, talk)):
                return another
            then = self._what_about(new, talk)
            return then.aside(topic(then.frame) + talk.tail, talk.tail) if talk.tail and folded.startswith("那") else then
        if since := _SINCE.match(folded):
            return talk.aside(f"{topic(talk.last)}{since['since']}增加{since['rest']}?")
        own = _LEADS.sub("", question.strip())
        if _OF_FIGURE.match(folded) and understand(talk.frame).numeric:
            return talk.aside(topic(talk.frame) + own, tail=own)
        if (named := _NAMED.match(folded)) and (which := of_which(talk.frame)):
            return talk.aside(f"{which}？" if not named["parts"] else f"{re.sub('了?哪些', '的', which, count=1)}分哪几类？")
        if named or (_WHICH_ONE.match(folded) and understand(talk.frame).kind not in ("place", "organisation")):
            return talk.aside(topic(talk.frame) + own)
        if _OF_PERSON.match(folded) and asks_person(talk.last):
            return talk.aside(f"{topic(talk.last)}{own}")
        if self._stands_alone(folded, talk):
            return self._started(question, talk)
        return self._own(own, fold_text(own), talk)

    def _meant(self, name: str, talk: Talk) -> Talk:
        """我问的是X: the last question, asked of X."""
        inside = talk.anchor and talk.anchor in fold_text(talk.last)
        return talk.asked(exchanged(talk.last, talk.anchor, name, self.together) if inside else name, anchor=name)

    def _started(self, question: str, talk: Talk) -> Talk:
        """A complete question: the talk is about what it names."""
        return talk.asked(question, anchor=subject(question, self.known))

    def _own(self, own: str, folded: str, talk: Talk) -> Talk:
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
            figure = _OF_FIGURE.match(rest) is not None and understand(talk.frame).numeric and fold_text(talk.frame).startswith(anchor)
            return talk.aside(topic(talk.frame) + rest, tail=rest) if figure else talk.asked(own)
        if complete := of_counted(talk.frame, own):
            return talk.asked(complete)
        if whole := _whole_of(anchor, folded):
            return talk.asked(whole + own, anchor=whole)
        if complete := same_done(folded, fold_text(talk.frame)) or of_other_kind(folded, anchor):
            return talk.asked(complete)
        name = subject(own, self.known)
        anchor = whose(anchor) if asks_person(own) else anchor
        if name and not GROWTH.fullmatch(name):
            anchor = owner_of(anchor)
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

    def _stands_alone(self, folded: str, talk: Talk) -> bool:
        """Whether a question names its own subject, or is of a matter that no article joins with that of the talk."""
        folded = _LEADS.sub("", folded)
        if _DEFINITE.match(folded):
            return False
        name = subject(folded + "?", self.known)
        if name and name in folded and len(name) > 1 and is_specific(name, self.known, self.telling):
            return True
        if is_person(talk.anchor) and len(name) > 2 and folded.startswith(name) and not is_attribute(name):
            return True  # a thing is not somebody's
        terms = [term for term in content_terms(undated(folded), figures=False) if not is_attribute(term)]
        if sum(map(len, terms)) >= 10:
            return True
        if any(len(each.text) > 2 and each.text not in talk.anchor for each in find_names(folded)):
            return True
        pieces = [piece for term in terms if len(piece := longest_known(term, self.known)) >= 3]
        anchor = longest_known(talk.anchor, self.known)
        return bool(pieces) and bool(anchor) and not any(self.together(anchor, piece) for piece in pieces)

    def _pointed(self, question: str, folded: str, talk: Talk) -> Talk | None:
        """The question with what it points at put in: 第二个 of a list, 后者, 他, 它, 这家公司; None when it points at nothing."""
        whole = question.strip()
        other = _OTHER.match(folded)
        if found := _NTH.match(folded) or other:
            if not (item := talk.other() if other else talk.item(found.group(1) or found.group(2))):
                return None
            whole = item + whole[found.end() :]
            asks = ASKS.search(whole.rstrip("呢？?。 "), len(item))
            return talk.asked(whole, anchor=item) if asks else self._next(whole, talk)
        if found := _PERSON.match(folded):
            if _DEGREE.search(talk.last):
                whole = whole.replace("本科", "学士学位")
            return talk.aside(person + _DOES_THERE.sub("是什么职务", _IN_POST.sub("是什么职务", whole[found.end() :]))) if (person := talk.person()) else None
        if (there := _IN_THERE.search(folded)) and (place := self._place_of(talk)) and len(folded) == len(whole.rstrip("?？。!！ ~,，")):
            return self._started(f"{whole[: there.start()]}在{place}{whole[there.end() :]}", talk)
        if found := _THERE.match(folded):
            answered = understand(talk.last).kind == "place" and talk.names
            thing = talk.names[-1] if answered else talk.anchor
        elif (found := _THING.match(folded)) and found.group().strip("那么"):
            thing = talk.thing(found["type"] or "", found["measure"] or "")
        elif (them := _THEM.search(folded)) and len(folded) == len(whole.rstrip("?？。!！ ~,，")) and (thing := talk.thing("", "")):
            return talk.asked(f"{thing}{talk.counted(thing)}{whole[: them.start()]}{whole[them.end() :]}", anchor=thing)
        else:
            return None
        if found.group().startswith("它们"):
            thing += talk.counted(thing)
        rest = whole[found.end() :]
        if not rest:
            return None
        if not thing:
            return talk.aside(f"{topic(talk.last)}，{rest}")
        if (about := _WHAT_ABOUT.match(fold_text(rest).rstrip(" ?。!~,"))) and (new := about["new"]):
            frame = talk.frame if thing in fold_text(talk.frame) else ""
            return self._what_about(new, replace(talk, anchor=thing, frame=frame))
        if thing == talk.anchor and _OF_FIGURE.match(fold_text(rest)) and understand(talk.frame).numeric and GROWTH.search(subject(rest, self.known) or rest):
            rest = _GROWN.sub("同比增长", fold_text(rest))
            return talk.aside(topic(talk.frame) + rest, tail=rest)  # 它的同比增幅, after a figure: that figure's
        if is_attribute(own := subject(rest.lstrip("的"), self.known)) and not GROWTH.fullmatch(own):
            thing = owner_of(thing)  # 它的收入, after a port's throughput
        complete = thing + rest
        name = subject(complete, self.known) if "的" in (found.group()[-1], rest[0]) else ""
        return talk.asked(complete, anchor=name if name.startswith(thing) else thing)

    def _place_of(self, talk: Talk) -> str:
        """Where the last question was set: 乙园 of 甲公司在乙园的项目投资多少; what was answered where a place was asked for; empty where nowhere."""
        last = fold_text(talk.last)
        if understand(last).kind == "place" and talk.brief:
            return talk.brief
        found = re.search(r"在(?P<place>[㐀-鿿]{2,14})", last)
        piece = found["place"] if found else ""
        place = piece.partition("的")[0] if "的" in piece else next((piece[:end] for end in range(len(piece), 1, -1) if self.known(piece[:end])), "")
        return place if place and (find_names(place) or re.search(_KIND_OF_THING, place)) else ""

    def _what_about(self, new: str, talk: Talk) -> Talk:
        """X呢: another attribute of the same thing, or the same of another thing, time or part."""
        frame = fold_text(talk.frame)
        dates = find_dates(new)
        if dates and dates[-1].end == len(new) and dates[0].start > 1 and (find_names(lead := new[: dates[0].start]) or is_transcribed(lead)):
            return self._what_about(new[dates[0].start :], self._what_about(lead, talk))  # 乙公司7月呢
        if complete := of_like_place(frame, new, self.known):
            anchor = of_like_place(talk.anchor, new, self.known)
            return talk.asked(complete, anchor if anchor in complete else "", pair=difference(frame, complete))
        if is_attribute(new) and not GROWTH.search(new):
            talk = replace(talk, anchor=owner_of(talk.anchor))
        if (degree := _DEGREE.search(frame)) and _DEGREE.match(new):
            complete = frame.replace(degree.group(), _DEGREE.search(new).group(), 1)  # type: ignore[union-attr]
            return talk.asked(complete, pair=difference(frame, complete))
        if complete := of_like_name(frame, new, self.together, talk.anchor):
            return talk.asked(complete, pair=difference(frame, complete))
        if complete := also_counted(frame, new, self.together, talk.anchor):
            return talk.asked(complete)
        if complete := of_series(frame, new, self.known):
            return talk.asked(complete, pair=difference(frame, complete))
        if complete := of_object(frame, new, self.together, talk.anchor):
            return talk.asked(complete, pair=difference(frame, complete))
        if frame and not is_attribute(new) and not find_names(new) and (complete := like_word(frame, new, self.known)):
            return talk.asked(complete, pair=difference(frame, complete))
        if beside := self._of_owner(new, talk.anchor, frame):
            return talk.asked(frame.replace(talk.anchor, beside, 1), anchor=beside, pair=(beside, talk.anchor))
        if frame and not _FIGURES_OWN.match(new) and (complete := substituted(frame, new, self.known, self.together, talk.anchor)):
            kept = is_attribute(new) or find_dates(new) or talk.anchor in complete
            anchor = "" if kept else substituted(talk.anchor, new, self.known, self.together, talk.anchor)
            focus = talk.focus if talk.focus in complete else ""
            return talk.asked(complete, anchor if anchor in complete else "", focus, difference(frame, complete))
        if _FIGURES_OWN.match(new) and understand(frame).numeric:
            return talk.aside(f"{topic(talk.frame)}{new}是多少？")
        if is_attribute(new):
            return talk.asked(f"{talk.anchor}{new}{asked_of(new)}？" if talk.anchor else f"{topic(talk.last)}，{new}{asked_of(new)}？")
        if "的" in new and len(longest_known(new.split("的")[0], self.known)) >= 4:
            asks = asked_of(new.split("的")[-1]) or "是多少"
            lead = whose(talk.anchor) if asks == "是谁" and self.together(whose(talk.anchor), new.split("的")[0]) else ""
            return self._started(f"{lead}{new}{asks}？", talk)
        if understand(talk.last).kind == "list" and len(longest_known(new, self.known)) >= 4:
            return talk.asked(f"{new}？", anchor=new)  # one of what was listed
        if talk.focus and talk.focus in frame:
            return talk.asked(frame.replace(talk.focus, new, 1), focus=new, pair=(new, talk.focus))
        elsewhere = bool(find_names(new)) and not self.together(talk.anchor, new)
        named = is_specific(new, self.known, self.telling) or len(longest_known(undated(new), self.known)) >= 5
        named = named or elsewhere or new[-2:] == talk.anchor[-2:]
        counted = named or (understand(frame).kind == "count" and COUNTABLE.search(new) is not None)
        if counted and (owner := self._owner_of_both(new, talk.anchor)) and talk.anchor in frame:
            return talk.asked(exchanged(frame, talk.anchor, owner + new, self.together), anchor=owner + new, pair=(new, talk.anchor[len(owner) :]))
        if talk.anchor and talk.anchor in frame and named:
            return talk.asked(exchanged(frame, talk.anchor, new, self.together), anchor=new, pair=(new, talk.anchor))
        if measured := self._measured(new, frame, talk):
            return talk.asked(measured, focus=new)
        return talk.asked(f"{talk.anchor or topic(talk.last)}{new}{_like(talk.frame)}？", focus=new)

    def _measured(self, new: str, frame: str, talk: Talk) -> str:
        """甲区一季度省里开工项目总投资多少 of 甲区一季度签约项目总投资多少, 省里开工的呢: the figure asked for is asked of ``new`` too; empty where none is."""
        asks, asked = ASKS.search(frame), understand(frame)
        owner = next((name.text for name in find_names(frame) if name.start == 0), "")
        if not asks or not owner or not asked.numeric or ATTRIBUTE.search(new):
            return ""
        held = _HELD_FIGURE.search(frame[: asks.start()])
        if held is None or held.start() < len(owner):
            return ""
        core = frame[len(owner) : held.start()]
        dates = [date.text for date in find_dates(core)]
        head = re.search(r"(?:项目|工程|企业|公司|贷款|产品)$", undated(core).strip("的"))
        noun = head.group() if head and not new.endswith(head.group()[-1]) else ""
        return f"{owner}{dates[0] if dates else ''}{new}{noun}{held.group()}{frame[asks.start() :].rstrip('?')}？"

    def _owner_of_both(self, new: str, anchor: str) -> str:
        """甲区的 of 甲区的创新平台, where 龙头企业 are asked for next: whose both are; empty where ``new`` has a name of its own."""
        owner, _, thing = anchor.rpartition("的")
        owned = len(owner) > 1 and len(thing) > 1 and any(name.end == len(owner) or name.start == 0 for name in find_names(owner))
        own = any(name.start == 0 and (name.end < len(new) or name.kind in ("place", "person")) for name in find_names(new))
        return f"{owner}的" if owned and not own and not is_person(new) and self.together(owner, new) else ""

    def _another(self, new: str, talk: Talk) -> Talk | None:
        """乙那个呢, after a question on 甲: the same of 乙, a name that stands with 甲; None where it is none, or it counts parts."""
        frame = fold_text(talk.frame)
        owned = len(new) < 3 and any(name.start == 0 and name.kind == "place" for name in find_names(frame))  # 晨光 of 甲区's
        name = not owned and new not in frame and self.known(new) and not is_attribute(new) and not find_dates(new) and new[-1] not in "类级型期"
        if not name or not talk.anchor or talk.anchor not in frame or talk.focus:
            return None
        return talk.asked(frame.replace(talk.anchor, new, 1), anchor=new, pair=(new, talk.anchor))

    def _of_owner(self, new: str, anchor: str, frame: str) -> str:
        """甲港集装箱吞吐量 of 甲港货物吞吐量, 甲县小麦 of 甲县玉米: another figure or crop of the same owner; empty when it is none."""
        owner = owner_of(anchor)
        if owner != anchor and anchor in frame and ATTRIBUTE.search(new) and not GROWTH.fullmatch(new):
            return owner + new if not find_names(new) else ""
        first = next((name for name in find_names(anchor) if name.start == 0), None)
        rest = anchor[first.end :] if first else ""
        alike = 2 <= len(rest) <= 3 and 2 <= len(new) <= 3 and not ATTRIBUTE.search(rest) and len(load_words().segment(rest)) == 1
        if not first or not alike or anchor not in frame or find_names(new) or find_dates(new) or is_person(new) or re.search(_KIND_OF_THING, rest):
            return ""
        return first.text + new if len(load_words().segment(new)) == 1 and self.together(first.text, new) else ""

    def _among(self, question: str, folded: str, talk: Talk) -> Talk:
        """其中…: a part of what was spoken of."""
        part = _AMONG.sub("", folded).removesuffix("呢")
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
        frame = fold_text(talk.frame)
        if talk.anchor and not ASKS.search(part) and talk.anchor in frame:
            if (counts := understand(frame)).kind == "count":
                return talk.asked(f"{talk.anchor}{part}有多少{counts.measure}？", focus=part)
            return talk.asked(frame.replace(talk.anchor, talk.anchor + part, 1), focus=part)
        if talk.anchor and any(len(longest_known(t, self.known)) >= 3 for t in content_terms(part, figures=False)):
            return talk.asked(f"{_COUNTED_ONES.sub('', talk.anchor)}{part}？")
        return talk.aside(f"{topic(talk.frame)}，{question.strip()}")

    def _when_or_where(self, asks: str, question: str, talk: Talk) -> Talk:
        """何时, 在哪, 为什么 alone: of what was just asked, in the place of what that asked for."""
        last = fold_text(talk.last).rstrip(" ?。!~,")
        if found := re.search(_ADVERB, last):
            return talk.asked(f"{last[: found.start()]}{asks}{last[found.end() :]}？")
        return talk.aside(f"{topic(talk.last)}，{_LEADS.sub('', question.strip())}")


def _measured_alike(complete: str, talk: Talk) -> str:
    """丙卖了多少吨, where what 乙 sold was answered in tons; the question itself where nothing, or what may be anything, was."""
    vague, told = _VAGUE.search(complete), find_quantities(talk.brief)
    if vague is None or len(told) != 1 or not (_VAGUE.search(talk.last) or re.search("量", talk.last)):
        return complete
    paid = told[0].kind == "amount" and complete[vague.start() - 1] in "卖销"
    unit = "钱" if paid else re.sub(r"^.*?[\d一二三四五六七八九十百千万亿余多来]+(?=\D+$)", "", told[0].text) if told[0].kind == "measure" else ""
    return f"{complete[: vague.end()]}{unit}{complete[vague.end() :]}"


def _whole_of(anchor: str, own: str) -> str:
    """甲项目 of 甲项目一期厂房进展, where 厂房什么时候… names the part again without its label: not only of the first phase's."""
    for size in range(min(len(own), 6), 1, -1):
        if found := re.search(rf"(?P<label>{LABEL})(?:的)?{re.escape(own[:size])}", anchor):
            return anchor[: found.start()]
    return ""


def rewrite(
    question: str,
    history: History,
    known: Known,
    telling: Known = lambda text: False,
    together: Together = lambda first, second: True,
) -> str:
    """The question made complete, or the question itself when it needs nothing (see ``Rewriter``).

    history: earlier (question, answer) turns, oldest first; the questions in it may themselves be follow-ups.
    """
    return Rewriter(known, telling, together).rewrite(_leaning(question, history), history)


def _leaning(question: str, history: History) -> str:
    """``question`` with what leans on the last turn written out: 次年 after 2020年 as 2021年, 这句话 as the words that were quoted."""
    if not history:
        return question
    last, answer = history[-1]
    if (words := _THESE_WORDS.search(question)) and (quoted := _QUOTED_WORDS.search(answer)):
        return f"{question[: words.start()]}{quoted.group()}{question[words.end() :]}"
    for shift, pattern in _NEXT_YEAR:
        if (found := pattern.search(question)) and not _YEAR.search(question):
            years = _YEAR.findall(last) or _YEAR.findall(answer)
            if len(set(years)) == 1:
                return f"{question[: found.start()]}{int(years[0]) + shift}年{question[found.end() :]}"
    return question


def _like(last: str) -> str:
    """How the last question asked, for another thing."""
    asked = understand(last)
    ways = {"person": "是谁", "date": "是什么时候", "place": "在哪里", "organisation": "是哪家", "list": "有哪些", "why": "是为什么"}
    return "是多少" if asked.numeric else ways.get(asked.kind, "是多少")
