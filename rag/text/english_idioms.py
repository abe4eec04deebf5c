"""English idioms and phrasal verbs of news whose words do not say what they mean, and their usual Chinese."""

from __future__ import annotations

import re
from functools import cache

IDIOMS = r"""
set up|sets up|setting up: 设立 成立 建立 揭牌
top(?:ped|s)? out: 封顶
carry out|carries out|carried out|carrying out: 实施 开展 承担
bring in|brought in|brings in: 引进 引入 带来
hand(?:ed|s)? out|giv(?:e|es|ing) out|gave out|given out: 颁发 发放
roll(?:ed|s)? out|rolled off(?: the (?:production |assembly )?line)?: 推出 下线
take up|takes up|took up|taken up: 占地 占用
make up|makes up|made up|account(?:s|ed)? for: 占
take part in|takes part in|took part in|taken part in: 参加 参与
in charge of|responsible for: 负责
br(?:eak|eaks|oke|oken) ground(?: on)?|breaking ground(?: on)?: 开工 动工 奠基
(?:go|goes|went|gone|put|come|came)(?: in)?(?:to| into) (?:operation|service|use): 投用 投入使用 投产 启用 运营 开通
(?:go|goes|went|gone|put)(?: in)?(?:to| into) (?:full )?production: 投产
(?:reach(?:es|ed)?|at) full (?:capacity|production): 达产
s(?:ell|old) out: 售罄
lay(?:ing|s)? off|laid off: 裁员
shut(?:s|ting)? down|close(?:s|d)? down: 关闭
turn(?:s|ed)? down: 拒绝
speed(?:s|ed)? up: 加快
net profit: 净利润 盈利
net loss: 净亏损 亏损
this year: 今年
last year: 去年 上年
next year: 明年
this month: 本月
(?:Q1|first quarter|the first three months): 一季度 第一季度 首季
Q2: 二季度 第二季度
Q3: 三季度 第三季度
Q4: 四季度 第四季度
H1: 上半年
H2: 下半年
last month: 上月
at present|so far|to date|at the moment: 目前
(?:be )?in (?:use|service|operation): 投入使用 投用 使用 运营
(?:hardest|most difficult) (?:part|thing)|(?:biggest|main|greatest) (?:difficulty|challenge|problem): 最大的难点 难点 挑战
plenty of|lots of|a lot of: 很多
year[- ]on[- ]year|from a year earlier|compared with (?:a year ago|last year): 同比
go(?:es)? public|went public: 上市
(?:overt[ao][a-z]+|surpass[a-z]*|exceed[a-z]*) (?:the )?(?:national|nationwide|country's) (?:level|average|figure|rate): 超过全国水平
(?:above|beyond|higher than|ahead of) (?:the )?(?:national|nationwide|country's) (?:level|average|figure|rate): 超过全国水平
(?:overt(?:ake|akes|aken|ook|aking)|surpass(?:es|ed|ing)?): 超过 超越 超出
share price|stock price: 股价
first of its kind: 首个
last of its kind: 最后一个
single[- ]phase: 不分期
ready for: 已经能
(?:industrial(?:[- ]scale)?|industrialized) production|industriali[sz]ation: 工业化生产 产业化 规模化生产 工业化
(?:mass|large-scale) production: 量产 规模化生产 批量生产
"""

_LABELS = (  # tower 2, phase II: the number of a thing that Chinese puts first
    (re.compile(r"\b(?:(?:tower|block|building) (?:no\.? ?)?(?P<n>\d{1,2})|no\.? ?(?P<m>\d{1,2}) (?:tower|block|building))\b", re.IGNORECASE), "号楼"),
    (re.compile(r"\b(?:phase (?P<n>\d|iii|ii|iv|i|one|two|three|four)|(?P<m>first|second|third|fourth) phase)\b", re.IGNORECASE), "期"),
)
_NTH = {word: n for words in ("i ii iii iv", "one two three four", "first second third fourth") for n, word in enumerate(words.split(), 1)}

_DUE = re.compile(r"\b(?P<be>is|are|was|were) (?:due|supposed|set|scheduled|slated|expected|likely|able|going|about|meant) to\b", re.IGNORECASE)
_EMPTY = re.compile(r"^(?:is it (?:true|correct|right|the case) that|according to [^,]*,|please tell me|do you know) ", re.IGNORECASE)

_ASIDE = re.compile(r"\s*\([a-z][a-z' -]*\)")
_NAMED = re.compile(r"(?:\b[A-Z][\w'’&-]*\s+)*\b[A-Z][\w'’&-]*\s*\((?P<han>[㐀-鿿]+)\)")


def plain(asked: str) -> str:
    """A question without what only leads into it or says that something is to be: is it true that, is due to."""
    return _EMPTY.sub("", _DUE.sub(r"\g<be>", asked))


def idioms_in_chinese(asked: str, text: str) -> str:
    """An English question with its idioms in Chinese, as folded ``text`` has them, else as is commonest; a name with its Chinese behind it is that."""
    asked = _NAMED.sub(r" \g<han> ", _ASIDE.sub("", plain(asked)))
    for label, noun in _LABELS:
        asked = label.sub(lambda found, noun=noun: f" {_label(found, noun, text)} ", asked)  # type: ignore[misc]
    for idiom, chinese in _idioms():
        if idiom.search(asked):
            said = next((word for word in chinese if word in text), chinese[0])
            asked = idiom.sub(f" {said} ", asked)
    return " ".join(asked.split())


def _label(found: re.Match[str], noun: str, text: str) -> str:
    """2号楼 for tower 2, 二期 for phase II, with the numeral that ``text`` has."""
    said = (found["n"] or found["m"]).lower()
    n = _NTH.get(said) or int(said)
    forms = (f"{'零一二三四五六七八九'[n]}{noun}" if n < 10 else "", f"{n}{noun}")
    return next((form for form in (forms if noun == "期" else forms[::-1]) if form and form in text), forms[0] if noun == "期" else forms[1])


@cache
def _idioms() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    lines = (line.rpartition(": ") for line in IDIOMS.strip().splitlines())
    return tuple((re.compile(rf"\b(?:{form})\b", re.IGNORECASE), tuple(chinese.split())) for form, _, chinese in lines)
