"""What something was a year before, from what it is now and by how much it has grown: 17.2万吨,比上年增长4.3%.

Also a mean from a total and how many share it: 招生1580人 in 36个班.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rag.embed.words import load_words
from rag.ground.arithmetic.chosen import Option, Ranked, gather_figures, options_of
from rag.ground.arithmetic.operand import Look, Operand
from rag.ground.arithmetic.plan import Plan
from rag.ground.sentences.figures import Figure, figures_of, letters
from rag.text.fold import fold_text
from rag.text.units import unit_table

_BEFORE = re.compile(r"去年同期|去年|上一?年同期|上年|前一年|上一年|年前|上届|(?<![㐀-鿿])年初|(?<=.)年初|(?:去|上)年[末底]")
_GROWTH = re.compile(
    r"^[,(]?(?:同比|(?:对?比|较)(?:去年|年初|(?:去|上)年[末底]|上一?年|上届|前一年)(?:同期)?)(?:又|再|的.{1,8}?)?(?:净|多|少)?(?P<way>增长|增加|增|多|上升|提高|提升|涨|上涨|下降|减少|减|少|降低|降|回落|下滑)(?:了|到)?(?:约|近)?$"
)
_LESS = re.compile("降|减|少|落|滑")
_ASKS = re.compile(
    r"^(?:倒推|反推|推算|往回推|估算|算)(?:一?算|一?下)?,|也就是|,?在(?:增长|增加|下降|减少)[^,]{0,12}之?前,?|"
    r"按[^,]{0,8}(?:倒推|反推|推算),?|(?:是|有|为|共|卖|达到?)*了?(?:多少|几)[㐀-鿿]{0,3}|[?]|请问|大约|大概|(?<![㐀-鿿])的"
)
_AT_A_TURN = re.compile("(?:高点|低点|峰值|谷底|高峰|最高点|最低点)(?:时|那时|的时候|处)?")
_COUNTS = re.compile("(?:多少|几)[个家项条名位种座台所件]")
_PART_OF_YEAR = re.compile("(?:第?[一二三四]|首|前[三3])个?季度?(?!度)|季度|[上下]半年|(?<![0-9年])[0-9]{1,2}月|前[一二三四五六七八九十0-9]+个?月")
_COMPARES = re.compile("[比较]|相[比差]|(?:[低高多少]|下降|增加|减少)了?(?:多少|几)|哪|谁|什么时候|何时")
_SINCE_TURN = re.compile(
    r"(?:比|较|相比于?|相较于?)(?P<when>[^,;。]{2,16}?)(?:相比)?,?[又还再]?(?:(?P<less>[低少]|下降|减少|下滑|回落|降低|跌)|[高多]|增加|增长|上升|提高|涨)了?(?:约|近)?$"
)
SURE = 0.6  # of a thing and of what is asked, from which its figure is taken for the one that has grown


def asks_before(question: str) -> bool:
    """Whether the folded question asks what something was last year: 去年…多少, and not by how much it has grown since."""
    if _AT_A_TURN.search(question) and re.search("多少|几", question) and not _COMPARES.search(question):
        return True
    return bool(
        _BEFORE.search(question)
        and re.search("多少|几", question)
        and not re.search(r"[比较与和跟]|(?<![合共协])同(?!期)|相差|(?:增长|增加|下降)(?![^,]{0,12}之?前)|占|哪|谁|第几|排|倍", question)
    )


def year_before(question: str, look: Look) -> tuple[Figure, Figure, Decimal] | None:
    """(the figure of now, by how much it has grown, what it was before); None where the text gives the earlier figure itself."""
    if _AT_A_TURN.search(question):
        return _at_turn(question, look)
    name = _ASKS.sub("", _BEFORE.sub("", question)).strip(" ,的")
    if len(name) < 2:
        return None
    plan = Plan("stated", names=(name,))
    figures = gather_figures(plan, [look])
    for past in (True, False):
        when = "去年" if past else "今年"
        best = _best(options_of(plan, "", f"{when}{re.sub('.*?(?=多少|几)', '', question)}", figures))
        if best is None:
            continue
        if past:
            return None
        if is_of_something_else(question, best.figure):
            return None
        grown = _growth_of(best.figure, figures)
        if grown and (before := _before(best.figure, grown)):
            return best.figure, grown, before
    return None


def is_of_something_else(question: str, now: Figure) -> bool:
    """Whether things are counted and the figure is money, or a year is asked about and it is of a part of one: 去年全年 is not 去年一季度."""
    if _COUNTS.search(question) and now.kind == "amount":
        return True
    before = now.sentence.folded.text[: now.start - now.sentence.start]
    return "同期" not in question and not _PART_OF_YEAR.search(question) and _PART_OF_YEAR.search(before) is not None


def _at_turn(question: str, look: Look) -> tuple[Figure, Figure, Decimal] | None:
    """The same of a high or low that the text tells by how far off it is now: 210万桶,比3月的高点低40万桶."""
    found: list[tuple[Figure, Figure, Decimal]] = []
    figures = sorted((f for scored in look.evidence.scored[:8] for f in figures_of(scored.sentence)), key=lambda f: (f.sentence.article.id, f.start))
    for n, moved in enumerate(figures):
        since = _SINCE_TURN.search(moved.left)
        place = (moved.sentence.article.id, moved.sentence.paragraph)
        now = next((f for f in reversed(figures[:n]) if f.unit == moved.unit and (f.sentence.article.id, f.sentence.paragraph) == place), None)
        if not since or now is None or not _AT_A_TURN.search(since["when"]):
            continue
        wanted, own = letters(since["when"]), letters(re.sub(r"平均|每[天日月]|[日月]均|合计|一共|数据显示", " ", now.left))
        asked = sum(any(pair in question for pair in letter) for letter in wanted) >= SURE * len(wanted)
        if asked and any(pair in question for letter in own for pair in letter):
            found.append((now, moved, now.value + moved.value * (1 if since["less"] else -1)))
    return found[0] if len({value for _, _, value in found}) == 1 else None


def _best(readings: Sequence[Sequence[Sequence[Option]]]) -> Option | None:
    for (options,) in readings:
        if options and options[0].own >= SURE and options[0].asked >= SURE:
            return options[0]
    return None


def _growth_of(figure: Figure, figures: Ranked) -> Figure | None:
    """The figure right behind that says by how much this one has grown."""
    behind = [f for _, f in figures if f.sentence == figure.sentence and f.start >= figure.end]
    following = min(behind, key=lambda f: f.start, default=None)
    return following if following and _GROWTH.search(following.left) else None


def _before(now: Figure, grown: Figure) -> Decimal | None:
    sign = -1 if _LESS.search(grown.left) else 1
    if grown.unit == now.unit or (now.unit == "%" and grown.unit == "百分点"):
        return now.value - sign * grown.value
    if grown.unit == "%" and now.unit != "%" and (sign > 0 or grown.value < 100):
        return now.value / (1 + sign * grown.value / 100)
    return None


_PER = re.compile(r"^(?P<of>.{2,}?)(?:平均)?每一?(?:[个家座所条名位辆艘](?!月))?(?P<rest>[㐀-鿿]{1,9}?)(?:多少|几)(?P<unit>[㐀-鿿]{0,4})")


def per_unit(question: str, look: Look, unit: str) -> list[Operand]:
    """(total, how many) of 甲校平均每个班多少人: both figures of the one thing."""
    found = _PER.search(question)
    if not found:
        return []
    table, rest = unit_table(), found["rest"]
    per = next((rest[:n] for n in (4, 3, 2) if rest[:n] in table), load_words().segment(rest)[0])
    of, what = re.sub("平均$", "", found["of"]).strip(" ,的"), re.sub("[有要能是的]", "", rest.removeprefix(per))
    plan = Plan("stated", names=(of,), attribute=what)
    figures = gather_figures(plan, [look])
    total = _best(options_of(plan, unit, f"{what}多少{found['unit']}", figures))
    if total is None:
        return []
    counted = Plan("stated", names=(of,))
    for (options,) in options_of(counted, "", "", figures):
        for option in options:
            f = option.figure
            fits = f.unit == table[per].name if per in table and table[per].kind == "measure" else f.kind == "count" and per in f.left[-4:] + f.right[:3]
            if fits and f.sentence.article.id == total.figure.sentence.article.id and f.start != total.figure.start and f.value > 1:
                return [Operand(fold_text(of), total.figure), Operand(per, f)]
    return []


def apart(first: str, last: str) -> str:
    """How far two ISO prefixes are apart, in the finest unit that both give; empty when they are the same."""
    a, b = [int(part) for part in first.split("-")], [int(part) for part in last.split("-")]
    if len(a) == len(b) == 3:
        days = (date(*b) - date(*a)).days
        return f"{days}天" if days else ""
    if len(a) >= 2 and len(b) >= 2:
        months = (b[0] - a[0]) * 12 + b[1] - a[1]
        return f"{months // 12}年" if months and months % 12 == 0 else f"{months}个月" if months else ""
    return f"{b[0] - a[0]}年" if b[0] > a[0] else ""
