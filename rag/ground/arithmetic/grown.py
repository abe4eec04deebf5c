"""Worked out from a figure and the growth told beside it (625列,同比增长30.5%; 782家,相较2021年增加176家): what it was before, by how much
it grew in all, how many times as much it is. The basis that the question names (去年同期, 2021年, 一季度) has to be the one that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rag.ground.arithmetic.earlier import is_of_something_else
from rag.ground.arithmetic.operand import Look, Operand
from rag.ground.arithmetic.outcome import Result, plain, round_to, table
from rag.ground.draft import Draft
from rag.ground.sentences.adjacent import around, in_article, share_told, touching
from rag.ground.sentences.figures import Figure, figures_of
from rag.text.numbers import format_quantity

_YEAR = r"去年同期|上年同期|去年|上一?年|前一年"
_SESSION = "前一个?交易日|上一?个?交易日|前一[日天]|上一[日天]"
_UP = "增长|增加|提高|提升|上升|上涨|攀升|扩大|多|高|增|升|涨"
_DOWN = "下降|减少|降低|回落|下滑|下跌|缩减|少|低|减|降|跌"
_TOLD = re.compile(
    rf"(?:(?P<yoy>同比)|(?:比|较|相较于?|相比于?|对比|(?P<over>高于|低于))(?P<basis>{_YEAR}|{_SESSION}|(?:19|20)\d\d年(?:同期)?|第?[一二三四]季度|上[月周]|上季度)的?)"
    rf"(?:相比)?[^,;。]{{0,4}}?(?P<way>{_UP}|{_DOWN})?(?:了|出)?(?:约|近|超)?$"
)
_BARE = re.compile(rf"(?P<way>{_UP}|{_DOWN})(?:了|出)?(?:约|近|超)?$")
_ASKED = re.compile(rf"(?P<when>{_YEAR}|{_SESSION}|(?:19|20)\d\d年|第?[一二三四]季度)(?!以来|起|开始|末|底)")
_HOW_MANY = re.compile(r"多少|几(?![个家]?月)|百分之几")
_NET = re.compile(rf"(?:同比|比(?:{_YEAR}))(?:大约|约|一共|总共|共)?(?:净|多|新)?(?:增长?|增加|多|减少|下降|少)(?:了|出)?(?:大约|约)?(?:多少|几)"
    r"(?:[亿万元家个人台辆吨列件户名]|公里|平方米)(?!百分|基点)|净(?:增[加长]?|减少?|降)了?(?:多少|几)(?!个?百分|%)")
_TIMES = re.compile(rf"(?:是|为|相当于|达到?)?(?:{_YEAR}|(?:19|20)\d\d年)的?(?:大约|约)?(?:多少|几)倍")
_OTHERS = re.compile(r"哪|谁|什么时候|占|第几|平均|[月季日人户亩]均|相差|之差|合计|一共|加起来|和[^,]{2,}(?:比|相比)|比(?!例|重|去年|上年|上一?年)")
_GIVEN = re.compile(
    rf",?(?:同比|比(?:{_YEAR})的?)?(?:{_UP}|{_DOWN})(?:了|出)?(?:近|超过?|约|将近)?"
    r"(?:[一二两三四五六七八九十\d.]+(?:倍|成|%|个百分点)|百分之[一二三四五六七八九十百]+)(?:多|左右|以上|有余)?,"
    rf"(?:那么?|那|则)?(?={_YEAR})"
)
_ASKS = re.compile(
    r"(?:大约|大概|约|应该|分别|总共|一共|又|具体)*(?:是|有|为|共|达到?|卖|涨|增长?|完成|实现|投资?)*了?(?:百分之)?(?:多少|几)[㐀-鿿]{0,4}|按照?[^,]*?(?:倒推|反推|推算|计算|算),?|(?:倒推|反推|推算|算)[^,]{0,3},|请问|同比|净增长?|[?。]"
)
_BY_HOW_MUCH = re.compile(rf"(?:{_UP}|{_DOWN})(?:了|出)?(?:多少|几)(?!个?百分|%)|倍|增[速幅]|[涨降跌]幅")
_YOY_RATE = re.compile(r"[一二三四]季度.*(?:增[速幅]|增长率?|涨|增)")
_THEN = re.compile(rf"(?:比|较|与|从)(?:{_YEAR})的?$")  # 较上年同期的24亿元: no figure of now
_QUOTED = re.compile("[,、](?:报|收报|收于|报收于?)")
_BY_WHICH = re.compile(
    rf"(?:按照?|由|从|根据|依据?|以|用|拿|照|凭)(?:(?!{_YEAR})[^,])*?(?:增[速幅长]|涨幅|降幅|变化)[^,]*?(?:倒推|反推|推算|推断|反算|回推|倒算|计算|算)(?:一?下|来看|的话)?,(?=.*(?:{_YEAR}))"
)  # 由今年的数和增速倒推: what it is worked out from
ENOUGH, HERE, AHEAD = 0.75, 0.5, 0.1
"""Shares of the question's words that the article and the sentence have to say; by how much a pair has to be better than one of another value."""


@dataclass(frozen=True, slots=True)
class Grown:
    """now, and by how much it has grown: in percent, or in its own unit. basis: since when, as printed (同比, 2021年). down: it fell."""

    now: Figure
    grown: Figure
    basis: str
    down: bool

    @property
    def before(self) -> Decimal:
        sign = -1 if self.down else 1
        if self.grown.unit == "%" and self.now.unit != "%":
            return self.now.value / (1 + sign * self.grown.value / 100)
        return self.now.value - sign * self.grown.value

    @property
    def formula(self) -> str:
        """How what it was before follows."""
        if self.grown.unit == "%" and self.now.unit != "%":
            return f"{self.now.text} ÷ (1 {'−' if self.down else '+'} {self.grown.text})"
        return f"{self.now.text} {'+' if self.down else '−'} {self.grown.text}"


def worked_out(folded: str, look: Look) -> Draft | None:
    """What is asked of such a pair; None where none of it is asked, or no pair of the sentences found is the one that is meant."""
    folded = _BY_WHICH.sub("", _GIVEN.sub("", folded))
    if not _HOW_MANY.search(folded):
        return None
    net, times = _NET.search(folded), _TIMES.search(folded)
    if (_OTHERS.search(re.sub("汇率|比例", "", folded)) and not (net or times)) or re.search("哪|谁", folded):
        return None
    whens = list(_ASKED.finditer(times.group() if times else folded))
    asked = next((m for m in whens if re.fullmatch(_YEAR, m["when"])), whens[0] if whens else None)  # 一季度 … 去年同期
    when = asked["when"] if asked else "去年" if net else ""
    by_how_much = _BY_HOW_MUCH.search(folded) and (re.search(rf"比(?:{_YEAR})", folded) or not _YOY_RATE.search(folded))
    if not when or (not net and not times and by_how_much):
        return None
    subject = _ASKS.sub(" ", folded.replace(when, " ", 1))
    pair = _meant(folded, subject, when, look)
    if pair is None:
        return _by_rate(subject, when, look) if times else None
    if times:
        return _as_times(pair)
    if net:
        return _as_net(pair) if pair.grown.unit == "%" and pair.now.unit != "%" else None
    return _as_before(pair)


def _pairs(look: Look) -> Iterator[Grown]:
    for scored in look.evidence.scored[:8]:
        figures = figures_of(scored.sentence)
        for n, grown in enumerate(figures):
            clause = re.split("[,;。、(]", grown.left)[-1]
            told, bare = _TOLD.search(clause), _BARE.search(clause)
            if told is None and bare and grown.unit == "%" and n + 1 < len(figures) and _QUOTED.fullmatch(figures[n + 1].left):
                yield Grown(figures[n + 1], grown, "前一交易日", re.fullmatch(_DOWN, bare["way"]) is not None)  # 涨0.28%,报35560.19点
                continue
            if not (told and (told["way"] or told["over"])) and not (bare and bare.group() == clause):
                continue
            basis = (told["yoy"] or told["basis"]) if told else "同比"  # 出口额30亿元,增长5%
            down = re.fullmatch(_DOWN, (told or bare)["way"] or "") is not None or bool(told and told["over"] == "低于")  # type: ignore[index]
            now = next((f for f in reversed(figures[:n]) if _goes_with(f, grown)), None)
            if now and not _THEN.search(now.left) and not re.search("[;；。]", now.sentence.article.text[now.end : grown.start]):
                yield Grown(now, grown, basis, down)


def _goes_with(now: Figure, grown: Figure) -> bool:
    """Whether the figure in front may be what has grown: of the unit by which it grew, or, in percent, no rate itself."""
    if grown.unit == "百分点":
        return now.unit == "%"
    if grown.unit == "%":
        return now.unit not in ("%", "百分点", "倍", "位次") and now.kind in ("amount", "count", "measure")
    return now.unit == grown.unit


def _same_time(asked: str, told: str) -> bool:
    """Whether the basis of the growth is the time asked for: 去年同期 and 同比, 2021年 and 2021年."""
    if re.fullmatch(_YEAR, asked):
        return told == "同比" or re.fullmatch(_YEAR, told) is not None
    if re.fullmatch(_SESSION, asked):
        return told == "前一交易日" or re.fullmatch(_SESSION, told) is not None
    return asked.removeprefix("第") == told.removeprefix("第").removesuffix("同期")


def _meant(folded: str, subject: str, when: str, look: Look) -> Grown | None:
    """The pair that is told of what the question asks about, since when it asks."""
    rates = re.search(r"百分|增[速幅]|增长率", folded) is not None
    found: list[tuple[float, Grown]] = []
    for pair in _pairs(look):
        if not _same_time(when, pair.basis) or pair.before <= 0 or (pair.now.unit == "%") != rates:
            continue
        sentence = pair.now.sentence.folded.text[: len(pair.now.before) + len(pair.now.text) + 12]
        if share_told(subject, around(pair.now), in_article(pair.now)) < ENOUGH or share_told(subject, sentence) < HERE:
            continue
        own = max((share_told(name, folded) for name in touching(pair.now)), default=0.0)
        clause = re.split("[;。]", pair.now.before)[-1][-40:] + pair.now.text + pair.now.right
        if own == 0.0 and share_told(subject, clause) < HERE:
            continue
        found.append((share_told(subject, sentence) + own, pair))
    found.sort(key=lambda each: -each[0])
    if not found or any(other.before != found[0][1].before and found[0][0] - score < AHEAD for score, other in found[1:]):
        return None
    meant = found[0][1]
    return None if is_of_something_else(folded, meant.now) else meant


def _by_rate(subject: str, when: str, look: Look) -> Draft | None:
    """How many times as much something is of which only the growth is told: 同比增长164%."""
    found: list[tuple[float, Figure, bool]] = []
    for scored in look.evidence.scored[:8]:
        for rate in figures_of(scored.sentence) if re.fullmatch(_YEAR, when) else ():
            clause = re.split("[,;。]", rate.left)[-1]
            told = _TOLD.search(clause)
            if rate.unit != "%" or told is None or not told["yoy"] or not told["way"] or share_told(subject, around(rate), in_article(rate)) < ENOUGH:
                continue
            if share_told(subject, clause[: told.start()]) >= HERE:
                found.append((share_told(subject, clause), rate, bool(re.fullmatch(_DOWN, told["way"]))))
    found.sort(key=lambda each: -each[0])
    if not found or any(rate.value != found[0][1].value and found[0][0] - score < AHEAD for score, rate, _ in found[1:]):
        return None
    _, rate, down = found[0]
    times = plain(1 + (-1 if down else 1) * rate.value / 100)
    about = "约" if rate.qualifier else ""
    short = f"{about}{times:f}倍"
    return table([Operand("变化", rate)], Result(short, f"是此前的{short}", f"1 {'−' if down else '+'} {rate.text} = {times:f}"))


def _table(pair: Grown, result: Result) -> Draft:
    return table([Operand("现在", pair.now), Operand("变化", pair.grown)], result)


def _as_before(pair: Grown) -> Draft:
    rounded, sign = round_to(pair.before, pair.now.unit)
    if pair.now.kind == "count" and pair.now.value == pair.now.value.to_integral() and pair.now.value < 10000 and pair.now.unit != "点":
        whole = rounded.quantize(Decimal(1), ROUND_HALF_UP)
        rounded, sign = whole, "=" if whole == pair.before else "≈"
    shown = format_quantity(rounded, pair.now.unit)
    about = "约" if sign == "≈" or pair.now.qualifier or pair.grown.qualifier else ""
    return _table(pair, Result(about + shown, f"此前{about}{shown}", f"{pair.formula} {sign} {shown}"))


def _as_net(pair: Grown) -> Draft:
    rounded, sign = round_to(abs(pair.now.value - pair.before), pair.now.unit)
    shown = format_quantity(rounded, pair.now.unit)
    about = "约" if sign == "≈" or pair.now.qualifier or pair.grown.qualifier else ""
    way = "减少" if pair.down else "增加"
    formula = f"{pair.formula} − {pair.now.text}" if pair.down else f"{pair.now.text} − {pair.formula}"
    return _table(pair, Result(about + shown, f"{way}{about}{shown}", f"{formula} {sign} {shown}"))


def _as_times(pair: Grown) -> Draft:
    ratio = pair.now.value / pair.before
    rounded = plain(ratio.quantize(Decimal("0.01"), ROUND_HALF_UP))
    sign = "=" if rounded == ratio else "≈"
    about = "约" if sign == "≈" or pair.now.qualifier or pair.grown.qualifier else ""
    return _table(pair, Result(f"{about}{rounded:f}倍", f"是此前的{about}{rounded:f}倍", f"{pair.now.text} ÷ ({pair.formula}) {sign} {rounded:f}"))
