"""What a conversation has come to: what it is about, what was answered, whom 他 and what 第二个, 它 or 一共 mean in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.followup.subject import ASKS, LABEL, Known, is_person, subject
from rag.ground.sentences.coordination import NOUNS, THINGS, own_subject
from rag.text.fold import fold_text
from rag.text.lexicon import TITLES
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.understand.question import understand

NOT_SO = "里个些家次儿款种位座条本支天年月时边"  # what makes 那 point at something, where it is no lead
LEADS = re.compile(rf"^(?:那么?(?![{NOT_SO}])|请问|另外|还有|然后|具体|又|再问一?下?|(?:顺便|再|还|我)?(?:想|要)?问一下|对了|[,\s])+(?=.{{2}})")
_HOLDS = re.compile(rf"^(?P<post>[^,?？]{{2,24}}(?:{'|'.join(TITLES.split())}))(?:是|叫)")
_MARKER = re.compile(r"\[\d+\]")
_NEWLY = re.compile(r"新增|增加|净增|新[建设引入签]|这次|本次|此次")
_ALL_NOW = re.compile(r"^(?:那么?)?(?P<when>现在|目前|如今|至今|到现在)?(?:一共|总共|总数|共)(?:有|是|达到)?(?:多少|几)(?P<measure>[个家项条名位人种件所座])?$")
_THAN_IT = re.compile(
    r"^(?:那么?)?(?:有(?:没有)?)?比(?:它|他|她|这个?|那个?)(?:还|更|要)*(?P<more>大|多|高|长|早|晚|贵|小|少|低|短|快|慢)的"
    r"(?:是|有|还有)?(?:谁|哪一?[个家些座项]?(?P<noun>[㐀-鿿]{0,4})|什么|吗)?$"
)
_ASKED_THING = re.compile(
    r"哪一?(?:[个家所座项款块处段环条支种类栋]|部分|环节)|是哪(?:里|儿|家)$|叫什么|什么(?:项目|公司|机构|企业|产品|东西|[㐀-鿿]{2,4}$)|(?<!做)什么$"
)
_THEY = re.compile(
    r"^(?:那么?)?(?:(?:它|他|她)们俩?|[这那]?两人|二人|(?:这|那)?(?:[两二三四]个?(?:者|个|家|项|种)|几[个家项种位]|些)(?:项目|企业|公司|产品|基地|人)?)(?P<own>(?:分别|各|都|一共|总共|共|加起来|合计|哪|谁|相?差).+)$"
    r"|^(?:那么?)?(?P<which>(?:哪一?[个家项种]|谁)[^,]{0,8}更?[大多高长重贵早晚快小少低短](?:一?些|一?点)?)$"
)
_PHASE = re.compile(LABEL)
_LONG_NAME = 40  # characters of the name of a thing that was asked for
MEASURE_WORDS = "个项家座款种条所本支台部位份篇名栋"  # of what one lists and points at; a 批, 期 or 届 is named by its number
POSTS = "|".join(TITLES.split())
_PERSONS = re.compile(rf"(?:多少|几)[位名个](?P<noun>[㐀-鿿]{{0,4}}?(?:{POSTS}))|(?P<before>{POSTS})(?:一?共)?(?:有|是)?(?:多少|几)[位名个人]")
_LISTED = re.compile(r"、|^\d+\. ", re.MULTILINE)
_RECENT = 4  # earlier answers in which a pronoun or 第二个 is looked for


@dataclass(frozen=True, slots=True)
class Talk:
    """What a conversation has come to.

    last: the last question, complete. frame: the one whose shape X呢 takes over. tail: what was then asked of the figure that
    ``frame`` asks for (同比涨了多少). anchor: what it is about (folded). focus: the phrase of ``frame`` that a follow-up put
    in and the next may exchange. pair: the last exchange: the question after it, the phrase put in, the one it stands for.
    answers: what was answered, newest last. turns: each complete question with its brief answer. names: things and persons spoken of, newest last.
    """

    last: str = ""
    frame: str = ""
    anchor: str = ""
    focus: str = ""
    tail: str = ""
    pair: tuple[str, str, str] = ("", "", "")
    answers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    turns: tuple[tuple[str, str], ...] = ()

    def asked(self, complete: str, anchor: str = "", focus: str = "", pair: tuple[str, str] = ("", "")) -> Talk:
        """The talk gone on to a complete question, about ``anchor`` or what it was about before, with what was exchanged in it."""
        new, old = pair
        if not anchor and len(old) > 1 and old in self.anchor and new not in self.anchor and self.anchor not in complete:
            anchor = self.anchor.replace(old, new, 1)  # 甲公司甲类产品, of which 乙类产品呢 made 甲公司乙类产品
        anchor = anchor or self.anchor
        return replace(
            self, last=complete, frame=complete, anchor=anchor, focus=focus, tail="", pair=(complete, *pair),
            names=(*self.names, anchor),
        )  # fmt: skip

    def aside(self, complete: str, tail: str = "") -> Talk:
        """The same with a question between, whose shape no later one takes over but for its ``tail``."""
        return replace(self, last=complete, tail=tail)

    def answered(self, answer: str) -> Talk:
        """The talk with its last question answered."""
        brief = _brief(answer)
        work = re.fullmatch("《[^》]+》", brief) is not None
        named = (brief,) if (_may_name(brief) and "," not in brief and not _LISTED.search(answer)) or work else ()
        quoted = tuple(name.text for name in find_names(brief) if name.kind in ("quoted", "work") and name.text != brief)
        turns = (*self.turns, (self.last, brief))
        return replace(self, answers=(*self.answers, answer), names=(*self.names, *quoted, *named), turns=turns)

    @property
    def brief(self) -> str:
        """The first line of the last answer."""
        return _brief(self.answers[-1]) if self.answers else ""

    def item(self, word: str) -> str:
        """What 第二, 后者 or 最后一 means of the list last answered; empty when there is no such item."""
        for answer in reversed(self.answers[-_RECENT:]):
            items = _items(answer)
            at = _place(word, len(items))
            if at is not None:
                return items[at]
        return ""

    def listed(self) -> str:
        """What the last answer lists, as one: 甲、乙和丙; empty where that is no list of a few."""
        items = _items(self.answers[-1]) if self.answers else []
        return f"{'、'.join(items[:-1])}和{items[-1]}" if 1 < len(items) < 5 and all(1 < len(item) <= _LONG_NAME for item in items) else ""

    def other(self) -> str:
        """Of two things listed by one of the last answers the one that the talk is not about; empty when there is none."""
        for answer in reversed(self.answers[-_RECENT:]):
            if len(items := _items(answer)) == 2:
                apart = [item for item in items if not _shared(item, self.anchor)]
                return apart[0] if len(apart) == 1 else ""
        return ""

    def person(self) -> str:
        """The person last answered or asked of, with the post that the question named: 某区主任某某."""
        brief = re.split("[,，]", self.brief)[0]  # 某某，一位女州长
        if asks_person(self.last):
            if _may_name(brief):
                held = _HOLDS.match(fold_text(self.last))  # 某区主任是谁: 某区主任某某
                return (held["post"].replace("的", "") if held and held["post"][-2:] not in brief else "") + brief
            return topic(self.last)
        for name in reversed(self.names):
            if any(each.kind == "person" for each in find_names(name)) or is_person(name):
                return name.split("的")[0]
        return self.anchor

    def thing(self, kind: str, measure: str) -> str:
        """What 它 or 这个项目 means: what was just answered if a thing was asked for, else what the talk is about."""
        if kind and (item := self._one_listed(kind)):
            return item
        products = (name for name in reversed(self.names) if re.search(r"[a-z《“\"]", fold_text(name)))
        if measure and measure in "款种部本首台" and (product := next(products, "")):
            return product
        if kind and (named := self.called(kind) or self.recalled(kind)):
            return named
        last = fold_text(self.last).rstrip("?。 ")
        asked_thing = _ASKED_THING.search(last)
        brief = re.split("[,，]", self.brief)[0]  # 某园二期,总投资3亿元
        names_it = _may_name(brief, _LONG_NAME) and not ASKS.search(brief)
        if asked_thing and names_it and not asks_person(last) and not is_person(brief):
            return brief
        return self.anchor

    def _one_listed(self, kind: str) -> str:
        """The only one so called of what one of the last answers lists: 晨光食品基地 of 晨光食品基地和远舟产业园, for 这个基地."""
        spelt = re.compile(f".*{'.*'.join(map(re.escape, kind))}(?:{LABEL})?$")
        for answer in reversed(self.answers[-_RECENT:]):
            if len(items := _items(answer)) > 1:
                called = [item for item in items if spelt.match(fold_text(item))]
                return called[0] if len(called) == 1 else ""
        return ""

    def counted(self, thing: str) -> str:
        """What of ``thing`` was counted last, and its name does not say: 它们 after 甲区有几个签约项目."""
        asked = fold_text(self.frame).replace(thing, "")
        found = re.search(rf"(?:多少|几)[个家项座条所]?(?P<noun>[㐀-鿿、]{{0,14}}?(?:{THINGS}))", asked)
        return found["noun"] if found and found["noun"] not in thing else ""

    def people(self, body: str) -> str:
        """Which persons of ``body`` were counted: 专家 after 甲院聘了几位专家; empty where none were, or its name says them."""
        for question, _ in reversed(self.turns[-_RECENT:]):
            found = _PERSONS.search(fold_text(question))
            if found and body in fold_text(question):
                noun = found["noun"] or found["before"]
                return "" if body.endswith(noun) else f"的{noun}"
        return ""

    def called(self, noun: str) -> str:
        """The thing last spoken of whose name ends as ``noun`` does, or holds it."""
        names = [*self.names, self.anchor]
        ends = next((name for name in reversed(names) if name.endswith(noun)), "")
        holds = next((name for name in reversed(names) if noun in name), "")
        return ends or (holds if not holds.partition(noun)[0] or holds[-1] in '》"' else holds[: holds.rindex(noun) + len(noun)])

    def recalled(self, described: str) -> str:
        """What was answered when one so described was asked for: 那个法国公司, after 收到了哪家法国公司的贺卡; else the last called so."""
        asked = re.compile(rf"(?:哪(?:一?[{MEASURE_WORDS}]|些)?|什么|何)[㐀-鿿]{{0,4}}?{re.escape(described)}")
        for question, brief in reversed(self.turns):
            if asked.search(fold_text(question)) and _may_name(brief, _LONG_NAME) and not _LISTED.search(brief):
                return re.split("[,，]", brief)[0]
        return self.called(described) or self._mentioned(described)

    def _mentioned(self, described: str) -> str:
        """How a recent question called what is so described: 甲区创新园四期项目, for 这个项目 after 甲区创新园四期项目投了多少."""
        for question, _ in reversed(self.turns[-_RECENT:]):
            found = re.match(rf"[^,?]{{2,{_LONG_NAME}}}?{re.escape(described)}", fold_text(question))
            if found and not ASKS.search(found.group()):
                return found.group()
        return ""

    def claim(self) -> str:
        """What was answered last, as far as it is short, behind what it was asked of."""
        brief = self.brief
        return f"{topic(self.last)}{brief if 2 <= len(brief) <= 20 else ''}，"


def started(question: str, talk: Talk, known: Known) -> Talk:
    """A complete question: the talk is about what it names."""
    return talk.asked(question, anchor=subject(question, known))


def of_which(frame: str) -> str:
    """甲区实施了哪些项目 of 甲区实施了多少项目: what was counted, asked for by name; empty where nothing was counted."""
    asked = understand(frame)
    counts = re.search(r"(?:多少|几)[个家项条名位种座所支款类批]?(?=[㐀-鿿]{2})", fold_text(frame)) if asked.kind == "count" and asked.noun else None
    return f"{frame[: counts.start()]}哪些{frame[counts.end() :].rstrip('?？')}" if counts and len(frame) == len(fold_text(frame)) else ""


def topic(context: str) -> str:
    """The earlier question as a topic: what it asks for is taken out, what it is about stays."""
    text = re.sub(r"[?？。!！]+$", "", context.strip())
    text = (
        re.sub(
            r"(?:排名?|位?居|位列|名?列)?在?第(?:几|多少)[名位]?|(是|有|为|达|共|在|由|占)?(百分之(?:多少|几)的?|多少(?:[个家]|项(?!目)|亿元|万元|元)?|多长时间|多久|多大|什么时候|什么|谁|哪里|哪儿|哪些|哪个|几[个家项条名位种件所座次期]?|吗|呢|为什么|怎么样?|如何)",
            "",
            text,
        ).strip("，, ")
        or text
    )
    return re.sub(r"的?(总投资|投资|投资额|金额|面积|数量|时间|日期|名称|地点|位置|原因)(是|为|有|达)?$", "", text) or text


def asks_person(question: str) -> bool:
    """Whether a question asks for a person."""
    return understand(question).kind == "person" or bool(re.search("谁|哪位|何人", question))


def all_now(folded: str, talk: Talk) -> str:
    """现在一共有多少家 after how many were added: the whole, not what was added to it."""
    last = fold_text(talk.last)
    newly, total = _NEWLY.search(last), _ALL_NOW.match(folded)
    if not newly or not total or not (name := last[: newly.start()].strip(" ,的")):
        return ""
    earlier = understand(talk.last)
    return f"{name}{total['when'] or ''}{earlier.noun}总数是多少{total['measure'] or earlier.measure}？"


def all_listed(folded: str, talk: Talk) -> str:
    """它们分别投资多少, 哪个更大, after a list of a few: asked of those; empty where nothing was listed."""
    they, listed = _THEY.match(folded), talk.listed()
    return f"{listed}{they['own'] or they['which']}？" if they and listed else ""


def greater(folded: str, talk: Talk) -> str:
    """比它大的是谁: what has more of what the last question asked for; empty when that is not asked."""
    than = _THAN_IT.match(folded)
    if not than:
        return ""
    asked = understand(talk.frame)
    measured = re.search(rf"((?:总|年)*(?:{NOUNS}))[^,]*?(?:{ASKS.pattern})", asked.folded)
    ends = re.search(rf"(?:{THINGS})$", talk.anchor)
    kind = than["noun"] or (ends.group() if ends else "项目" if asked.unit else "")
    return f"哪个{kind}{'的' + measured.group(1) if measured else ''}比{talk.anchor}{than['more']}？"


def same_done(own: str, frame: str) -> str:
    """烤肉能产多少 after 基地一年能产多少饼片: the same of another object, said as that was; empty when it is not."""
    found = re.match(r"(?P<object>[㐀-鿿]{2,6}?)(?P<done>(?:能|可|会|要|共|年)?[㐀-鿿]{1,3}了?(?:多少|几)[个家项条名位种件]?)[?？]?$", own)
    if not found or re.search(r"[是有为]", found["done"]):
        return ""
    same = re.match(rf"(?P<before>.{{2,}}?{re.escape(found['done'])})(?P<object>[㐀-鿿]{{2,8}})\??$", frame)
    return f"{same['before']}{found['object']}？" if same else ""


_OF_KIND = re.compile(r"^(?:那么?)?(?P<which>[^,的]{3,14}的)(?:又|则)?(?:有|是)(?P<asks>(?:多少|几).*)$")


def of_other_kind(own: str, anchor: str) -> str:
    """进到临床的有多少 after 甲区处于临床前的品种有多少: the same of another kind of them; empty when it is not."""
    asked, whose = _OF_KIND.match(own), own_subject(anchor)
    kind, _, noun = anchor[len(whose) :].rpartition("的")
    return f"{whose}{asked['which']}{noun}有{asked['asks']}" if asked and whose and len(kind) > 2 and noun else ""


def _brief(answer: str) -> str:
    return _MARKER.sub("", answer.strip().split("\n")[0]).strip("。 ")


def _may_name(brief: str, longest: int = 24) -> bool:
    """Whether a brief answer may be a name: short, and no figure."""
    return 2 <= len(brief) <= longest and not find_quantities(_PHASE.sub("", brief))


def _items(answer: str) -> list[str]:
    """The numbered items of an answer, or the names that a bare line joins (甲、乙和丙。), without their figures
    (总投资15亿元的某项目: 某项目) and markers."""
    numbered = [line.group(1) for line in map(re.compile(r"\d+\. (.+)").match, answer.splitlines()) if line]
    bare = _MARKER.sub("", answer).strip("。 \n")
    joined = [] if numbered or re.search(r"[,，;；。:：!?\n]|\d", bare) else re.split(r"、|以及|(?<=[㐀-鿿]{2})[和与及](?=[㐀-鿿]{2})", bare)
    items = numbered or (joined if len(joined) > 1 else [])
    items[-1:] = [item.removesuffix("等") for item in items[-1:]]
    return [re.sub(r"^.*\d[^的]{0,6}的(?=.{3})", "", _MARKER.sub("", item)).strip("。 ") for item in items]


def _place(word: str, n: int) -> int | None:
    """Which of ``n`` items 第二, 前者 or 最后一 means; None when there is no such item."""
    if word[0] in "前后":  # 前者, 后一个, 前面那个
        return (word[0] == "后") if n == 2 else None
    if word[0] in "头首末":
        return (n - 1 if word[0] == "末" else 0) if n else None
    at = -1 if word.startswith("最后") else "一二三四五六七八九十".find(word[-1]) if word[-1:] != "1" else 0
    if word[-1:].isdigit():
        at = int(word[-1:]) - 1
    return at % n if n and -1 <= at < n else None


def _shared(item: str, anchor: str) -> bool:
    """Whether a listed name is what the talk is about, of which one may say less (新药园 of 新药创制产业园)."""
    item, anchor = fold_text(item), fold_text(anchor)
    return bool(anchor) and (item in anchor or anchor in item)
