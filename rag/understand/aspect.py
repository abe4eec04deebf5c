"""Which facet of its subject an open question asks for (plans, purpose, merits…), and the words in which newspapers state it.

打算做什么 is answered by 下一步…将…, of which not one character stands in the question. The families are closed classes of
written Chinese; which sentence answers is still ranked (``ground/sentences/evidence.py``, feature ``aspect``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aspect:
    """asked: of the folded question, by its name; told: asked so that a whole clause answers, no name or figure. stated, hinted: words of the
    folded sentence that state it, or often do. words: a few of those, to search with.
    """

    name: str
    words: str
    asked: re.Pattern[str]
    told: re.Pattern[str]
    stated: re.Pattern[str]
    hinted: re.Pattern[str]


_NEVER = r"(?!)"
GROUNDS = (
    r"(?<![地意蓝企宏版构制绘拍贪截试力附配插草])图(?:的(?:就?是)?|个|些|它)(?:什么|啥)|[冲图]着?(?:的是)?(?:什么|啥|哪一?[点样条])(?:去|来)"
    r"|[凭冲]着?的?是?(?:哪一?[点条样]|哪几[点条样]|(?:什么|啥)(?=[会能要就敢夸说这那落让把在得]))"
)
"""Asked so, a folded question wants what somebody has in view, or on what ground he says so: 图的是什么, 凭哪一点夸它."""


def _aspect(name: str, words: str, asked: str, told: str, stated: str, hinted: str) -> Aspect:
    return Aspect(name, words, *map(re.compile, (f"{asked}|{told}", told, stated, hinted)))


# The first one that fits is the question's.
ASPECTS = (
    _aspect(
        "difficulty",
        "难点 难题 困难 挑战",
        r"(?:困难|难点|难题|难处|挑战|瓶颈|短板|障碍|问题)(?:是|有|在|会)?(?:什么|啥|哪)|[最有遇]到?[^,?]{0,6}(?:难题|困难|挑战|难啃|棘手)|difficult|challenge|obstacle",
        r"难在(?:哪[里儿]?|(?:什么|啥)(?:地方)?|何处)|最(?:让人|叫人|令人)?(?:难[啃办搞做缠弄]?|[啃攻拿]不[动下]|棘手|头[疼痛大]|伤脑筋|费[劲事]|吃力|吃劲|麻烦)的?(?=[^,?]{0,8}(?:什么|啥|哪))|(?<=[哪么])[^,?]{0,4}最(?:让人|叫人|令人)?(?:难[啃办搞做缠弄]?|[啃攻拿]不[动下]|棘手|头[疼痛大]|伤脑筋|费[劲事])(?:的|[?。]*$)",
        r"难点|难题|困难|难度|难啃|挑战|瓶颈|短板|棘手|难关",
        r"不足|缺乏|制约|攻坚|卡住|压力|先例",
    ),
    _aspect(
        "plan",
        "下一步 将继续 计划 力争",
        r"打算|(?:下一步|接下来|今后|以后|往后|未来|将来|后续|日后)[^?]{0,16}(?:什么|啥|怎[么样]|如何|哪些)"
        r"|(?:计划|准备|想要?|将)(?:如何|怎[么样])|plans? (?:to|for)|going to",
        r"(?:打算|计划|准备|想要?|将|接下来|下一步|今后|以后|未来)要?(?:去|再)?(?:做|干|搞)些?(?:什么|啥|哪些)(?=[?。]*$|事|工作)"
        r"|有(?:些|了)?(?:什么|啥|哪些|何)(?:新的?|下一步的?)?(?:打算|计划|安排|规划|动作)|\bnext\b.*\bdo\b",
        r"下一步|接下来|今后|未来|力争|争取|适时|将继续|继续[深推加围发坚抓做]|打算|到20\d\d年",
        r"将|计划|拟|预计|准备|继续",
    ),
    _aspect(
        "goal",
        "目标 打造 建成 成为",
        r"(?:目标|愿景|使命|宗旨|定位)(?:又)?(?:是|为|有)?(?:什么|啥|哪|[?。]*$)|(?:什么|啥|怎样的)(?:目标|愿景|使命|宗旨|定位)"
        r"|(?:打造|建设|建|变|发展)成(?:为|了)?(?:什么|啥|怎样|怎么样)|\bgoal|\baims? (?:to|of)|\bvision\b|\bmission\b",
        _NEVER,
        r"目标|愿景|使命|宗旨|定位|致力于?|旨在",
        r"打造|建成|成为|力争|建设成|高地|示范|一流|领先",
    ),
    _aspect(
        "purpose",
        "负责 用于 成为 推动 提供",
        r"用来|用[处途]|意义|(?:负责|主管|承担|从事|经营)(?:的是)?(?:什么|啥|哪)|职[责能]|purpose|used for|\brole of\b|responsible for",
        r"(?:干|做|管|忙)(?:的是)?(?:些|点)?(?:什么|啥|嘛)(?:用|事|工作)?(?:的|[?。]*$)|(?:什么|啥|哪些)(?:目的|任务|职责|用[处场途])|(?:目的|任务|用[处场途])[^,?]{0,3}(?:什么|啥)[?。]*$|作用|(?:有|起)(?:什么|啥|何)(?:作用|用|意义|意思)|(?:能|可以?)(?:做|干)(?:什么|啥|哪些事)",
        r"用于|用来|负责|旨在|致力|从事|职责|意义|作用|将成为|有利于",
        r"承担|开展|提供|成为|作为|服务|推动|助力|支撑|保障|满足|填补|引擎|平台",
    ),
    _aspect(
        "merit",
        "首个 领先 唯一 突破 优势",
        r"advantage|feature|special about|strength",
        r"(?:有|占)(?:些)?(?:什么|啥|哪些|何)(?:样的?)?(?:优势|特[点色]|亮点|长处|优点|强项|本领|讲究|过人之处)|(?:优势|特[点色]|亮点|长处|优点)(?:是|在|有)(?:于)?(?:什么|啥|哪)"
        r"|(?:厉害|先进|独特|特别|突出|牛|高明|过人|不一般|稀奇|好|强|新)(?:之处)?(?:就|主要)?在(?:哪[里儿]?|(?:什么|啥)(?:地方)?|何处)",
        r"首[台个家款套条次座批创]|领先|第一|唯一|率先|打破|突破|填补|独有|独特|特色|优势|世界级",
        r"最|超过|以上|达到?|基于|采用|集聚|聚集|拥有|先进|国际|占",
    ),
    _aspect(
        "benefit",
        "优先 支持 倾斜 奖励 给予",
        r"benefit|incentive|reward",
        r"(?:什么|啥|哪些|哪几[样种个项]|怎样的|何种)(?:样的?|政策|具体|新)?(?:好处|实惠|优惠|便利|甜头|福利|待遇|奖励|红利|(?:支持|照顾|激励|帮助)(?=[?。]*$))"
        r"|(?:好处|实惠|优惠|甜头|福利|待遇|奖励|红利)(?:是|有|都有)(?:什么|啥|哪)",
        r"优先|倾斜|奖励|补[助贴]|给予|减免|优惠|补偿|享受|免费",
        r"支持|贷款|信贷|资金|降低|便利|获得|激励|设立",
    ),
    _aspect(
        "progress",
        "目前 正在 完成 施工 主体",
        r"\bprogress\b|how far",
        r"(?:进度|进展|近况|现状)(?:如何|怎么?样|是?什么)|的(?:最新|施工|建设|工程)?(?:进度|进展|近况)[?。]*$|(?:什么|啥|哪些|怎样的)(?:样的?)?(?:新|最新|重大|实质性)?的?(?:进展|进度)|(?:到|在)(?:了)?(?:哪一?步|哪个阶段|什么程度|什么阶段|什么地步|什么样子|啥程度|(?:什么|啥|哪个)(?:份儿?上|火候|田地|进度))|怎么样了"
        r"|(?:建|干|做|修|盖|推进|建设|进行|施工)得?(?:怎么样|如何|怎样)(?:了|[?。]*$)",
        r"正在|目前|现已|已经?[完封开竣投进具]|截至|封顶|雏形|尚未",
        r"正|已|现在|完成|主体|施工|开工|竣工|投产|进入|阶段|同步|预计|累计",
    ),
    _aspect(
        "outcome",
        "实现 增长 达到 突破 累计",
        r"\bachieve",
        r"(?:取得|获得|获|拿出|做出|收获|出|有)?[了过]?(?:什么|啥|哪些|何|怎样的|多大的?)(?:样的?)?(?:新|大|具体|主要|突出|亮眼|实际)?的?(?:成果|成绩|成就|成效|业绩|战果|突破)(?=[?。,]*(?:$|,))"
        r"|(?:成果|成绩|成就|成效|业绩|战果)(?:又|都|到底|究竟)?(?:如何|怎么?样|是?什么|有哪些|好不好)|(?:搞|干|完成|发展|表现|经营|增长|推进)得?(?:怎么样|如何|怎样)(?=[?。]*$)",
        r"实现|增长|上升|下降|提[高升速]|取得|获[得批评]|突破|达到?[\d国]|累计|第一|领先|最[大高多]|打破",
        r"达|超|新增|成为|荣获|减少|缩短|下降|闪耀|建成|完成|拥有|增至|首|签[约订署]|揭牌|达成",
    ),
    _aspect(
        "result",
        "实现 增长 取得 提升 带动",
        r"(?:效果|成果|成效|结果|影响|收获|成绩|成就|变化|突破|贡献)(?:如何|怎么?样|是|有)?(?:什么|啥|哪)|(?:带来|取得|产生|形成)了?(?:什么|啥|哪)|result|achieve|\beffect|impact|outcome",
        r"(?:什么|啥|哪些|怎样的)(?:样的?)?(?:效果|成效|影响|收获|变化|贡献|反应|后果)|(?:会|将会?)怎么?样[?。]*$",
        r"实现|增长|提[高升速]|取得|获[得批评]|带动|突破|跃",
        r"达到?|获|首|超|累计|新增|成为|荣获|减少|缩短|下降|闪耀",
    ),
    _aspect(
        "measure",
        "通过 建立 推出 实施 设立 开展",
        r"(?:措施|办法|做法|举措|手段|招数|高招|妙招|对策)|靠(?:什么|啥|的是)|凭(?:什么|啥|的是)(?![会能要就敢夸说这那落让把在得])|[拿用](?:什么|啥)(?:招数?|办法|法子|手段|方法)?(?:来|去)?(?=[㐀-鿿]{2})"
        r"|怎么(?!样)|如何|怎样|咋|measures?\b|\bhow (?:did|does|do|is|are|was|were|has|have|will)\b",
        r"(?:做|干|采取|开展|下|出)(?:了|过|出了?)(?:些)?(?:什么|啥|哪些)(?:样的)?(?:事情?|工作|努力|功夫|文章|动作|行动|实事|[?。]*$)",
        r"通过|采取|采用|实施|推行|建立|出台|设立|推出|强化|完善|制定|搭建|落实",
        r"推进|打造|坚持|围绕|开展|安排|启动|成立|加大|引进|依靠|依托|运用|利用|借助|统筹|整合|优化|每天|专人|组织|严格",
    ),
    _aspect(
        "reason",
        "因为 由于 得益于 原因",
        rf"{GROUNDS}|为什么|为何|为啥|缘何|何以|原因|缘故|理由|凭啥|怎么会|\bwhy\b|reason",
        _NEVER,
        r"因为|由于|原因|得益|为了|为[^,，]{2,20}[,，]|旨在|因此|所以|归功|离不开|分不开|有赖|鉴于",
        r"因|基于|使得?|让|导致|受[^,，]{1,12}影响|带动|凭借",
    ),
)  # fmt: skip
ACCOUNTS = frozenset({"progress", "outcome"})
"""Facets told in several sentences rather than in one or two clauses."""
_BY_NAME = {aspect.name: aspect for aspect in ASPECTS}


def asked_aspect(folded: str) -> str:
    """The name of the facet that the folded question asks for; empty when it asks for none of them."""
    return next((aspect.name for aspect in ASPECTS if aspect.asked.search(folded)), "")


_HOW_FAR = re.compile("进度|进展|近况|现状|哪一?步|哪个阶段|(?:什么|啥)(?:程度|阶段|地步|样子|份儿?上|火候|田地)")


def asked_facet(folded: str) -> str:
    """The facet of an account: how far a thing has come, or what came of it; empty where it asks for neither."""
    return "progress" if _HOW_FAR.search(folded) else "outcome" if re.search("成[果绩就效]|业绩|战果", folded) else ""


def asked_facets(folded: str) -> tuple[str, ...]:
    """The facets of an account: the one of ``asked_facet``, what lies ahead and what it is worth, where they are asked for."""
    ahead = re.search(r"规划|打算|计划|安排|下一步|接下来|今后|布局", folded)
    worth = _BY_NAME["benefit"].asked.search(folded)
    return tuple(facet for facet in (asked_facet(folded), "plan" if ahead else "", "benefit" if worth else "") if facet)


def states(name: str, folded: str) -> float:
    """How surely the folded sentence states the facet ``name``: 1, ½ where its words often but not only do, 0."""
    if not name:
        return 0.0
    return 1.0 if _BY_NAME[name].stated.search(folded) else 0.5 if _BY_NAME[name].hinted.search(folded) else 0.0


def asks_for_clauses(folded: str) -> bool:
    """Whether a whole clause answers the folded question (有什么打算: 整合…,探索…), so that a short span of it only cuts it up."""
    return any(aspect.told.search(folded) for aspect in ASPECTS)


def without_aspect(folded: str) -> str:
    """The folded question without the words that only name the facet: they are asked for, evidence need not repeat them."""
    for aspect in ASPECTS:
        folded = aspect.told.sub(" ", folded)
    return folded


def search_words(name: str) -> str:
    """Words in which the facet ``name`` is stated, to search with beside the question's own; empty of none."""
    return _BY_NAME[name].words if name else ""
