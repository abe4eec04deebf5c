"""What a yes/no question claims: the question without what asks, its frames taken off; whether it asks for yes or no at all."""

from __future__ import annotations

import re

from rag.ground.claims.contrast import beside_all, holds_against
from rag.ground.claims.excluded import says_of_one
from rag.ground.claims.opposed import says_only
from rag.ground.claims.predicates import LABELLED, known
from rag.ground.sentences.coordination import NOUNS
from rag.ground.sentences.verdict import claimed, comparable, find
from rag.text.dates import find_dates
from rag.text.tags import untagged
from rag.understand.question import Question

_TELLS = re.compile(
    r"^(?:有篇|[^,?]{0,8}?[一这那该](?:篇|条|则|份)(?:[^,?]{1,12}?的)?|这|那|该)?(?:稿[子件]?|文章|报道|新闻|消息|文中|资料|材料|原文|通稿|标题|记者)(?:里头?|中|上)?(?:是|就)?(?:这么|这样)?(?:写|说|称|提到?|讲|登|报)(?:着|的是?|道|过|了)?[,:]?(?=[^,]{4})"
)
_BOUNDED = re.compile(r"^[^,]{0,8}?(?:[\d一二两三四五六七八九十百千万]|比|任何|一个)")  # 没有超过一百亿: a bound
_HAPPENS = re.compile("全|都|完|按|被|把|在|到|能|得|再|[㐀-鿿]{1,2}(?:[到在给进成完上下出过好了]|为)")
_SHORT_OF = re.compile(r"(?:目前|现在|至今)?(?:还|尚|远)*(?:没有?|未)到(?P<what>(?:能|可以)[^,]{2,16}?)的(?:地步|程度|阶段|水平|时候)$")
_EXCEPTION = re.compile(r"有[^,]{0,6}(?:没有?|未|不)[^,]{1,24}的$")  # 还有没开工的
_EITHER = re.compile(r"[多高大快早长]了?(?:些|一些)?,?还是[更]?[少低小慢晚短]")
_RESTATES = re.compile(  # 还只是计划,没有建成
    r",没[变改]了?$|,还[剩有](?:几|一些|部分|若干|不少)?[个家项座]?[^,]{0,4}[没未][^,]{1,6}$|,(?:只是|不过|但)[有是]?这?个?(?:打算|计划|想法|设想)$"
    r"|(?<=[没未].{2}),(?:只|才|仅|不过)(?:是|仅|刚)*[^,的]{2,6}$|(?<=[没未].{3}),(?:只|才|仅|不过)(?:是|仅|刚)*[^,的]{2,6}$"
    r"|,(?:而|也|并|还|却|又)?(?:不是|并非|没有?|尚未|还没有?)[^,]{1,11}[^,的]$"
)
_INTENDS = re.compile(r"(?:有没有|有|是否有|是不是有)(?P<what>[^,?]{2,}?)的(?:想法|打算|计划|念头|意思|意向|意愿)(?=[?吗吧]|$)")
_WHETHER = re.compile(r"是否|是不是(?=已|全|都|就|每|有|在|被|也|还|没|能|会|要|往|真)|^能(?:不能)?说|有没有(?=超过?|达到|突破|到)")
_OR_NOT = re.compile(r"([是有能会算])[不没]\1")
_DENIED = re.compile(
    r"(?:目前|现在|至今|到现在|到目前)?(?:都|也|还|仍|并|从|却)*(?:没有?(?!问题)|尚未|未(?![来必知])(?=[㐀-鿿]{2})|从未|不曾|未曾|不(?=是|会|能|算|属于|包括|包含|再))(?:能|曾)?(?![有\d一二两三四五六七八九十百千万几多超过达到少])"
)
_HEADED = re.compile(r'^(?P<who>[^,的]{2,8})的(?:头衔|职务|身份|署名)(?:应?该?)?(?:写|标|署)?(?:的?是|成|为|作)?"?(?P<post>[^,"]{2,30}?(?:、[^,"]{2,12})?)"?$')
_QUOTES = re.compile(r',(?:稿[子件]?|文章|报道|新闻|文中|标题)(?:里|中|上)?(?:写|说|称)(?:的是|着|道)?:?(?=")')
_OF_TIME = re.compile(r"(?<=[年月日号度])(?:里)?的?事(?:儿|情)?$")
_THE_DAY = re.compile(r"的?(?:日子|日期|时间|年份)(?=就?是(?:[\d一二三四五六七八九十去今前明]|20))")
_POLAR = re.compile(r"(?:吗|对不对|是不是|属实|没有|吧|[了过][?])[?。]*$")
_OF_EACH = re.compile(  # 两期厂房都完工
    r"^(?P<head>(?:[^,]*,)?[^,]*?)(?P<n>[两二三]|2|3)(?:个|条)?(?P<label>期|号楼|批)(?P<rest>[^,都均全]{0,8}?)(?:全部都?|全都|都|均)(?P<claim>[^,]+)$"
)
_TWO = re.compile(  # 甲项目总投资3亿元、计划明年6月竣工
    rf"^(?P<who>[^,、]{{4,40}}?)(?P<first>(?:(?:{NOUNS})|[共有达])(?:共|有|达|是|为|约|超过?)*[\d一二两三四五六七八九十][^,、]*?)[,、](?:并|且|而且|还|也)?"
    rf"(?P<second>(?:(?:{NOUNS})|计划|预计|将|拟|力争|占)[^,、]*[\d一二两三四五六七八九十][^,、]*)$"
)
_GREW_BY = re.compile(  # 甲收入翻了两倍以上,增幅超过200%
    r"^(?P<who>[^,]{4,40}?)(?P<first>(?:同比|环比)?(?:翻了?|增[长加]了?|上升了?|涨了?)[^,]{1,10}),(?P<second>(?:同比|环比)?(?:增幅|涨幅|增速|增长率|升幅)[^,]*\d[^,]*)$"
)
_BOTH = re.compile(
    r"^(?P<first>[^,]{2,24}?)(?:和|与|跟|、|及)(?P<last>[^,]{2,40}?)"
    r"(?P<rest>(?:此前|之前|以前|原来|过去|目前|现在|如今|今年|去年|的[^,都均]{1,12})?)(?:都|均|全都)(?P<claim>.+)$"
)
_COUNTED = re.compile("(?<=.{2})[这那]?[两三四五六七八九二](?:个|家|项|座|所)(?:项目|企业|公司|单位|园区|学校|工程|地方)?$")  # 甲和乙|两个项目
_INTERROGATIVE = re.compile(
    r"谁|哪|^(?!.*(?:还|没|正|在)).*呢|(?<!任)何(?=[时地处种人以为年月日方谓因故在物事国等之意不特考组共者项使而区差])|(?<![十百千万])(?<!(?<![做搞办抓建管写])好)几(?!乎|何)|啥|什么|怎|多少"
    r"|(?<![\d十百千万亿])多[大高长久重远深快早晚宽]|为何|如何|还是(?![\d一二两三四五六七八九十百千这那])"
    r"|(?:[是为叫会]|(?<![没还])有|被称|包括|属于|在于|来自|以及|之间)[?]*$"  # …的首府是? leaves the answer open
)
_STATED = re.compile(
    r"(?:(?<!目)的|[了过])了?[?]$|(?:就|也|都|才|正|便|全)?是[^,是]{2,}[?]$|比[^,比]{2,}(?:[高多大低少小快慢早晚长短]|[高多大低少小]些)[?]$|最[多大高长贵少小低短][?]$"
    r"|[㐀-鿿]{2}了[^,?的]{2,16}[?]$|(?:[设建落放开盖安坐]在|属于|来自|位于|隶属)[^,?]{2,14}[?]$|[只仅才]有?(?:一小?部分|少数|一半|半数)[^,?]*[?]$"
    r"|(?:就|只有|仅有?|独)[^,]{1,14}[?]$|[快高大多低少慢小]于[^,?]{2,12}[?]$|(?:不及|落后于?|不如)[^,?]{2,12}[?]$|之[口手][?]$|(?:(?<!存)在|位于)[㐀-鿿]{2,6}[?]$|(?:才|要(?![点闻素求领])|能(?![力源耗])|会(?![议场员])|已|没|不|没有|尚未)[^,]{1,8}[?]$|(?:[吗吧么]|属实)[?]*$|,[^,]{1,6}[?]$"
)
_TOLD = re.compile(  # what happened, who did it, what there is besides, told as a fact
    r"(?<![为除到])了[^,?]{2,24}(?<!是)[?]$|由[^,?]{2,20}(?:主持|主办|承办|牵头|负责|承建|设计|建设|运营|主导|组织)[?]$"
    r"|(?:同时|也|都|还|手里|手中|旗下)有[^,?]{2,}[?]$|(?:说的|指的)就?是[^,?]{2,}[?]$|比[^,?]{2,}(?:多|少|高|低|大|小|快|慢)了?[^,?]{2,8}[?]$|,没[变错改]了?[?]$"
)
_OPEN = ("summary", "definition", "list")  # a noun phrase asks for these: 甲的要点?


def _states(folded: str) -> bool:
    """Whether a question that asks with no word for it states something: …占地一百多亩?"""
    if _INTERROGATIVE.search(folded) or not folded.endswith(("?", "吗", "吧")):
        return False
    if _STATED.search(folded) or _TOLD.search(folded):
        return True
    for when in find_dates(folded):
        if known().fullmatch(folded[when.end :].rstrip("?了的")):  # …2022年达产?
            return True
    figures = [q for q in claimed(folded) if len(folded) - q.end <= 3 or folded[q.start - 1] in "占有达过到投是为超近了招雇"]
    return bool(figures)


def spelt(folded: str) -> str:
    """A folded question with what asks put as what is claimed: 是不是 as 是, 有没有…的想法 as 打算…."""
    return _OR_NOT.sub(r"\1", _WHETHER.sub("", _INTENDS.sub(r"打算\g<what>", folded)))


def is_polar(question: Question) -> bool:
    """Whether yes or no is asked; a claim with figures may call for adding up or comparing besides (加起来不到…,对吗)."""
    if _EITHER.search(question.folded):
        return False
    if question.kind == "yesno" or (question.kind not in _OPEN and not question.english and _states(question.folded)):
        return True
    return question.kind in ("comparison", "aggregation", "amount", "share") and bool(
        _POLAR.search(question.folded)
        and (claimed(question.folded) or beside_all(question.folded) or holds_against(claim_of(question.folded)))
    )


def claim_of(folded: str) -> str:
    """What a folded yes/no question claims: the question without what asks, and without who tells it."""
    asked = [part for part in re.split(r"[?!。]", folded) if len(part) > 1]
    claim = spelt(untagged(max(map(untagged, asked), key=len, default=folded)))
    claim = _QUOTES.sub("是", _TELLS.sub("", claim))
    claim = _HEADED.sub(r"\g<who>是\g<post>", claim)
    claim = _OF_TIME.sub("", _THE_DAY.sub("", claim))
    claim = claim if says_only(claim) or says_of_one(claim) else _RESTATES.sub("", claim)
    return claim[1:-1] if re.fullmatch(r'"[^"]+"', claim) else claim


def affirmed(claim: str) -> str:
    """What a folded claim denies (园区还没有封顶: 园区封顶); empty when it denies nothing, or more than one thing."""
    if stage := _SHORT_OF.search(claim):
        return claim[: stage.start()] + stage["what"]
    found = list(_DENIED.finditer(claim))
    if found and (_EXCEPTION.search(claim) or says_only(claim) or says_of_one(claim)):
        return ""
    if len(found) != 1 or found[0].start() < 2 or _BOUNDED.search(claim[found[0].start() :]):
        return ""
    before, behind = claim[: found[0].start()], claim[found[0].end() :]
    happens = known().match(behind) or _HAPPENS.match(behind)
    has = found[0].group().rstrip("能曾").endswith("没有") and not happens
    done = "已经" if re.search("没|未", found[0].group()) and not re.search("已|曾", before[-4:]) else ""
    return f"{before}{'有' if has else done}{behind}" if len(behind) > 1 else ""


def concerns(folded: str, disputed: str) -> bool:
    """Whether what sources dispute (folded) bears on a claim: where that has figures, a figure that may be held against one."""
    asked = claimed(claim_of(folded))
    return not asked or any(comparable(a, b) for a in asked for b in find(disputed))


def both(folded: str) -> tuple[str, ...]:
    """甲和乙都…, 两期都…, 投资3亿元、明年竣工, 翻了一番,增幅超过… as one question each; () when the question joins none."""
    claim = claim_of(folded)
    if each := _OF_EACH.match(claim):
        numbers = "一二三"[: 3 if each["n"] in "三3" else 2]
        return tuple(f"{each['head']}{n}{each['label']}{each['rest']}{each['claim']}吗?" for n in numbers)
    if two := _TWO.match(claim) or _GREW_BY.match(claim):
        return tuple(f"{two['who']}{told}吗?" for told in (two["first"], two["second"]))
    found = _BOTH.match(claim)
    if found is None:
        return ()
    head = re.fullmatch(rf"(.+?){LABELLED.pattern}.{{0,3}}", found["first"])
    shared = head.group(1) if head and LABELLED.match(found["last"]) else ""  # 某项目|1号楼和2号楼
    names = (found["first"], shared + _COUNTED.sub("", found["last"]))
    return tuple(f"{name}{found['rest']}{found['claim']}吗?" for name in names)
