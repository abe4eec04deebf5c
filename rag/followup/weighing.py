"""Follow-ups that weigh what was asked: 比它多多少, 跟乙比哪个更多, 乙也这么多吗, 哪个最大, 占了几成; made complete, or empty where they are none."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.followup.conversation import Talk, topic
from rag.followup.standing_in import THAT_ONE, what_about
from rag.followup.subject import ASKS, Collection, is_attribute, place_first
from rag.ground.sentences.coordination import ADJECTIVE, NOUNS, THINGS
from rag.text.dates import find_dates
from rag.text.fold import fold_text
from rag.understand.question import understand

_SPENT = "投|花|砸|费|耗|用"
_GROWN = "增长|上涨|提升|提高|[增涨升翻]"
_SHRUNK = "下降|减少|缩减|[降跌减]"
_OWN_RATE = r"(?:同比|环比)?(?:[增涨升降跌]幅|增速|增长率|增长)"
_WHICH = (
    r"(?:哪一?[个家类种项边方者]|谁|孰)的?(?P<rate>" + _OWN_RATE + r")?(?:同比|环比)?(?:也|又|要|会)?"
    rf"(?:(?P<grown>{_GROWN})|(?P<shrunk>{_SHRUNK})|(?:{_SPENT}|占|长|卖|产|拿|出|做|建|招)?)(?:钱|资)?[得的了]?"
    r"(?:更|比较|的?更)?(?P<more>[多大小高低长短早晚快慢贵猛])(?:一?些|一?点)?"
)
_SUM_OF_BOTH = r"(?:加起来|加一?起|加一?块儿?|凑一?(?:起|块儿?)|一共|总共|合计|合起来|共计|总计)(?:呢|是?(?:有)?(?:多少|几).{0,3})?"
_APART = r"相?差(?:了)?(?:多少|几|多大).{0,2}|差距(?:有|是)?多(?:大|少)"
BOTH = re.compile(
    r"^(?:那么?)?(?:这|那)?(?:它们|俩|[两二三]?(?:者|个|级|家|项|期|种|类|地|座|年|处))?(?:的)?(?:"
    rf"(?P<sum>{_SUM_OF_BOTH})|(?P<difference>{_APART})|(?P<lead>{_OWN_RATE})?(?P<which>{_WHICH}))$"
)
_IT = r"(?:它|他|她|这个?|那个?|前者|前一个|(?:刚才|前面|上面)(?:的|那个|说的)*)(?:们)?"
_THAN = (
    r"(?:还|要|更|又)*(?P<more>多|少|高|低|大|小|长|短|重|贵|快|慢|早|晚)(?:了|出)?(?P<done>[㐀-鿿]{0,3}?)了?(?P<asks>多少|几|吗|多久|多长)"
    r"(?P<unit>[㐀-鿿]{0,4})$"
)
_MORE_THAN_IT = re.compile(rf"^(?:那么?,?)?(?P<new>[^,]{{2,20}}?)(?:的)?(?:又|要|会|是)?[比较](?:起)?{_IT}(?:来)?,?{_THAN}")
_IT_MORE_THAN = re.compile(rf"^(?:那么?,?)?(?:{_IT})?[比较](?P<new>[^,]{{2,20}}?)(?:的)?{_THAN}")
_BESIDE_IT = re.compile(rf"^(?:那么?,?)?[和与跟同](?P<new>[^,]{{2,20}}?)的?(?:相比|比起来|比较|比),?(?P<own>(?:总|年)*(?:{NOUNS}))?{_THAN}")
_STILL_MORE = re.compile(
    r"^(?:那么?)?(?P<new>[^,]{2,16}?)的?(?:是不是|是否|会不会)?(?:更|还要?更?)(?P<more>[多少高低大小长短重贵快慢早晚])(?:一?些|一?点)?(?:吗|么|吧)?$"
)
_WITH_IT = re.compile(
    rf"^(?:那么?,?)?(?:[和与跟同]|加上)(?P<new>[^,]{{2,20}}?)的?(?:比起来|相比|比较|比)?,?(?P<asked>{_SUM_OF_BOTH}|{_APART}|{_WHICH})$"
)
_OWN_FIGURE = re.compile(rf"(?<=..)的(?P<own>(?:总|年)*(?:{NOUNS}))$")
_SAME_THEN = re.compile("去年|上年|前年|同期|年初|以前|之前|原来|过去|平均|预期|计划")
_ASKED_MUCH = re.compile(r"(?:[是有为共约在]|达到?|了)*(?:多少|几(?!月)|什么时候|何时|哪年|哪天)[个家项条名位人种件所座]?")
_ASKED_BEHIND = re.compile(r"(?<=..)(?:是|有|为|达到?)?(?:多少|几)[^,]{0,3}$")
TIMES_AS_MANY = re.compile(r"(?:是|有|为|达到?)?(?:几|多少)倍$")
_SO_MUCH = (
    r"(?:一样|差不多|相同|同样|如此|(?:这|那)(?:么|样)?一?个?(?:的)?(?:多|高|大|快|长|早|晚|重|远|贵|比[例重]|占比|数[字目额]?|水平|价钱?|时候|时间|日子|规模|速度|[增涨降]幅|增速))"
)
_LIKEWISE = re.compile(
    rf"^(?:那么?(?![个些边里])|那,)?(?P<new>(?![它他她这那其都])[^,?]{{2,20}}?)的?,?(?:(?:是不是|是否|会不会)?也|是不是|是否)都?[㐀-鿿]{{0,3}}?{_SO_MUCH}[㐀-鿿]{{0,2}}?(?:吗|么|吧|呢|没有?)?$"
)
_MOST = re.compile(
    rf"^(?:那么?)?(?:(?:这|那|其)?(?:里面|里头|当中|中间?)的?,?)?(?P<what>[㐀-鿿]{{0,6}}?)(?P<adj>最(?:{ADJECTIVE}))的(?:那?一?[个家项笔位款])?"
    rf"(?P<thing>{THINGS})?(?:呢|(?:是|叫)(?:哪一?[个家项笔位款]?|什么|谁)[㐀-鿿]{{0,4}}|(?=是不是|是否)(?P<claim>.{{4,}}))$"
)
_BULK = re.compile(r"^(?:那么?)?(?:其中|里面|里头)?(?:的)?大头(?=是|在|呢)(?:在(?=哪))?")
_MONEY = re.compile(rf"^(?:总|计划)?(?:{_SPENT})(?:钱|资|的钱)?(?:得|的)?$|^(?:规模|体量|个头|盘子)?$")
_OF_SIZE = re.compile("[大多高少小低贵]")
_FEW = re.compile(rf"(?:是|有)?哪(?P<few>几|[两二三四五六七八九十]|\d+)(?P<measure>[个家项])(?=(?:[㐀-鿿]{{0,4}}?)(?:{THINGS})\??$)")
_SHARE = re.compile(
    r"^(?:那么?)?(?P<part>[^,占]{2,16}?)(?:的)?(?P<own>(?:总|完成)?(?:投资额?|金额|产值|收入|营收|面积))?(?:占|的?占比|的?比[例重])[了到有是]*"
    r"(?:其中的?|总[数额量]的?|全部的?|总投资的?)?(?:百分之(?:几|多少)|几成|多大(?:的)?(?:比[例重]|份额)|多少(?:比[例重])?)$"
)
_WHOLE = re.compile(
    r"(?P<thing>.+?)的?(?P<own>(?:总|完成|计划|年度)*(?:投资额?|金额|产值|收入|营收|面积))(?:是|有|为|共|达到?|约|一共|总共)*(?:多少|几)[^,]*$"
)
_OF_KIND = re.compile(rf"(?:{THINGS})$")


def of_both(folded: str, talk: Talk) -> str:
    """一共呢, 相差多少, 哪个多 after the same was asked of two: asked of both; empty when it was not."""
    found = BOTH.match(folded)
    frame, *exchanged = talk.pair
    new, old = (_ASKED_BEHIND.sub("", text) for text in exchanged)
    if not found or not new or not old or not understand(frame).numeric:
        return ""
    pair = f"{old}和{new}"
    both = fold_text(frame).replace(new, pair, 1).rstrip("?")
    if found["sum"]:
        return re.sub(r"(?:是|有|为)?(?=多少|几)", "一共", both, count=1) + "？"
    if found["which"] and TIMES_AS_MANY.search(both):  # 甲和乙,哪个增加到以前的倍数更多
        before, _, done = TIMES_AS_MANY.sub("", both).partition(pair)
        return f"{before}{pair}，哪个{done}倍数更{found['more']}？"
    noun = re.sub(r"(?:是|有|为|达到?)?(?:多少|几|多[大高长重]).*$", "", both)
    if found["difference"]:
        return f"{noun}相差多少？"
    rate = rate_of(found)
    rate = "" if re.search(rf"{_GROWN}|{_SHRUNK}", noun.partition(pair)[2]) else rate
    more = ("大" if found["shrunk"] else "快") if found["more"] == "猛" else found["more"]
    return f"{noun}{rate}哪个更{more}？"


def rate_of(found: re.Match[str]) -> str:
    """The rate that a match of ``BOTH`` weighs by: 增速 of 哪个增长快; empty where the figures themselves are weighed."""
    return found["lead"] or found["rate"] or ("增速" if found["grown"] else "降幅" if found["shrunk"] else "")


def compared(folded: str, talk: Talk, has: Collection) -> str:
    """市级的比它多多少, after 甲区一季度省级项目完成投资多少: the figures of both compared; empty where the same cannot be asked of both."""
    if more := _STILL_MORE.match(folded):
        folded = f"{more['new']}比它{more['more']}吗"
    found = _MORE_THAN_IT.match(folded) or _IT_MORE_THAN.match(folded) or _BESIDE_IT.match(folded)
    if along := _WITH_IT.match(folded):
        own = _OWN_FIGURE.search(along["new"])
        new = along["new"][: own.start()] if own and own.group("own") in talk.frame else along["new"]
        return of_both(along["asked"], _beside(THAT_ONE.sub("", new), talk, has))
    asked = understand(talk.frame)
    alike = asked.numeric or (asked.kind == "date" and found is not None and found["more"] in "早晚")
    if found is None or not alike or found["new"].endswith("得") or find_dates(found["new"]) or _SAME_THEN.search(found["new"]):
        return ""
    if found.re is _BESIDE_IT and found["own"] and found["own"] not in talk.frame:
        return f"{talk.anchor}{found['own']}比{found['new']}{found['own']}{found['more']}{found['asks']}{found['unit']}？"
    frame, new, old = _beside(THAT_ONE.sub("", found["new"]), talk, has).pair
    if not new or not old or new not in frame:
        return ""
    first, second = (frame, frame.replace(new, old, 1)) if found.re is _MORE_THAN_IT else (frame.replace(new, old, 1), frame)
    return f"{figure_of(first)}比{figure_of(second)}{found['more']}{found['asks']}{found['unit']}？"


def _beside(named: str, talk: Talk, has: Collection) -> Talk:
    """The talk gone on to ``named``; what was exchanged is said as a whole: 创新平台 for 创新主体, not 平台 for 主体."""
    then = what_about(named, talk, has)
    frame, new, old = then.pair
    at = named.find(new) if new else -1
    if at < 0 or named == new or named not in frame:
        return then
    return replace(then, pair=(frame, named, named[:at] + old + named[at + len(new) :]))


def figure_of(question: str) -> str:
    """What a question asks the figure of: 甲区开工项目 of 甲区开工了几个项目."""
    return _ASKED_MUCH.sub("", fold_text(question).rstrip("?"), count=1)



def likewise(folded: str, talk: Talk, has: Collection) -> Talk | None:
    """乙项目也是这么多吗: what was asked of the one is asked of the other; None where no figure, day or person was."""
    found = _LIKEWISE.match(folded)
    if found is None or not (understand(talk.frame).numeric or understand(talk.frame).kind in ("date", "place", "person")):
        return None
    return what_about(THAT_ONE.sub("", found["new"]), talk, has)



def the_most(folded: str, talk: Talk) -> str:
    """投得最多的是哪个, 大头是谁 after 甲区开工项目有几个: asked of what was counted or listed; empty where nothing was."""
    folded = _BULK.sub("投资最多的", folded).replace("最多的哪", "最多的是哪")
    found = _MOST.match(folded)
    if found is None or (found["what"] and is_attribute(found["what"]) and not ASKS.search(folded) and not folded.endswith("呢")):
        return ""
    for question, _ in reversed([*talk.turns[-3:]]):
        if scope := _scope(question):
            money = _MONEY.match(found["what"]) and _OF_SIZE.search(found["adj"])
            adjective = "最多" if found["adj"] in ("最贵", "最大", "最高") else "最少" if found["adj"] in ("最小", "最低") else found["adj"]
            most = f"投资{adjective}" if money else found["what"] + found["adj"]
            return f"{scope}中，{most}的{found['claim'] or '是哪个'}？"
    return ""


def _scope(question: str) -> str:
    """What a question counted or listed: 甲区的两个项目 of 甲区的是哪两个项目; empty where that is no project, firm or the like."""
    folded, asked = fold_text(question).rstrip("?"), understand(question)
    if few := _FEW.search(folded):
        return f"{folded[: few.start()]}{'几' if few['few'] == '几' else few['few']}{few['measure']}{folded[few.end() :]}"
    counts = asked.kind in ("count", "list")
    scope = re.sub(r"(?:了)?(?:有)?(?:多少|哪些|几)[个家项]?(?=[㐀-鿿])", "的", topic(folded), count=1) if counts else ""
    return scope if re.search(rf"(?:{THINGS})$", scope) else ""



def share_of(part_asked: str, talk: Talk) -> str:
    """甲类项目占几成 after 甲区签约项目总投资多少: the part's figure as a share of the whole one; empty where no such figure was asked."""
    found, whole = _SHARE.match(part_asked), _WHOLE.match(fold_text(talk.frame).rstrip("?"))
    if found is None or whole is None or (talk.anchor and talk.anchor in found["part"]):
        return ""
    thing, own, part = whole["thing"], whole["own"], found["part"].removesuffix("的")
    owner = place_first(thing)
    rest = thing[len(owner) :] if thing.startswith(owner) and owner != thing else ""
    dates = [date.text for date in find_dates(rest)]
    kind = _OF_KIND.search(rest)
    noun = kind.group() if kind and not _OF_KIND.search(part) else ""
    before = (owner if rest and not part.startswith(owner) else "") + (dates[0] if dates else "")
    bare = rest.replace(dates[0], "", 1).lstrip("的") if dates else rest
    return f"{before}{part}{noun}{own}占{bare or thing}{own}的百分之几？"
