"""A mean asked outright (平均每条…有多少眼竖井, 月均, 平均一家律所对接几家商会): what is shared out, and among how many.

Both are told beside each other: the total of what is asked, and the count (or the months of the period) that the question says it is per.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from rag.ground.arithmetic.namesakes import place_in_front
from rag.ground.arithmetic.operand import Look, Operand
from rag.ground.arithmetic.outcome import Result, in_unit, round_to, table
from rag.ground.draft import Draft
from rag.ground.sentences.adjacent import around, content, in_article, says, share_told, touching
from rag.ground.sentences.coordination import MODIFIERS, NOUNS, THINGS, Known
from rag.ground.sentences.figures import Figure, figures_of
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.text.numbers import find_quantities, format_quantity
from rag.text.units import unit_table
from rag.understand.question import MONEY, unit_of

_M = "个|家|项|条|名|位|座|所|辆|台|套|件|场|次|户|栋|间|人|亩|班|艘|架|只|头|棵|株|列|趟|种|类|度|村|天|年|斤|吨|公里|平方米"
_PER = re.compile(r"(?P<m>[月亩户人])均(?P<mid>[^,?]{0,16}?)(?:多少|几)(?P<unit>[㐀-鿿]{0,4})$")
_PRICE = re.compile(r"平均(?P<mid>[^,?]{0,8}?)多少(?:钱|元)一(?P<m>斤|公斤|吨|亩|个|台|辆|张|平方?米?)$")
_MONTHS = re.compile(r"(?P<a>\d{1,2})(?:月份?)?(?:至|到|-|—|~)(?P<b>\d{1,2})月|前(?P<n>\d{1,2}|[两二三四五六七八九十]+)个?月"
    r"|(?P<half>[上下]半年)|(?P<q>[一二三四]季度)|(?P<y>全年)")
_MEAN = re.compile(r"(?:平均|均摊|分摊|(?<![分])摊)(?:算?下来|来算|来看|算来|而言|算|到)*,?")
_EACH = re.compile(rf"(?:(?P<each>每)一?|(?P<one>一|单))(?P<m>{_M})(?![㐀-鿿]?季度|期)")
_SPENDS = re.compile(r"[要得能会投花占有是大平]|$")
_HOW_MUCH = re.compile(r"(?:多少|几|多大|多高)(?P<said>[㐀-鿿]{0,8})$")
_FILL = re.compile("大约|大概|(?<![签合预条节制公契])约|分别|一共|总共|到底|究竟|(?<!平均)(?<![摊算平])一?下(?!来)|请问|按[^,]*(?:算|计),?|[?。]")
_MEASURED = re.compile(rf"(?:{MODIFIERS})*(?:{NOUNS})(?:总?[额量]|额|规模|强度)?|完成|到位|[投花要会能是为有达到的了]|金额|规模")
ENOUGH, ALONE = 0.7, 0.1
_NEAR = 2  # sentences between total and count, where the question does not say how many they are
_LOOKED = 12  # sentences, best first


@dataclass(frozen=True, slots=True)
class Mean:
    """subject: of what. per: the measure word that each of them has, or 月. mid: what is measured of each, as the question says it.

    unit: the unit asked for, ``MONEY`` or empty. said: that unit as the question calls it. noun: what is counted in it.
    """

    subject: str
    per: str
    mid: str
    unit: str
    said: str
    noun: str


def read_mean(folded: str) -> Mean | None:
    """The mean that a question asks for in any order of its words: S平均每个M多少, 平均下来S每个M多少, S每个M的平均V是多少, S的平均投资额是多少."""
    text = _FILL.sub("", folded)
    if re.search("哪|谁|比(?!例|重)|最|高于|低于|每年|年均|每[天日周月]|占", text):
        return None
    for form in (_PER, _PRICE):
        if found := form.search(text):
            unit, noun = _asked_unit(found["unit"], "") if form is _PER else (MONEY, "")
            return Mean(text[: found.start()], found["m"], found["mid"], unit, found["unit"] if form is _PER else "", noun)
    mean, asked = _MEAN.search(text), _HOW_MUCH.search(text)
    if mean is None or asked is None or asked.start() < mean.end():
        return None
    left, right = text[: mean.start()], text[mean.end() : asked.start()]
    unit, noun = _asked_unit("", asked["said"])
    before, behind = list(_EACH.finditer(left)), list(_EACH.finditer(right))
    each = next((m for m in behind if m["each"] or m.start() < 2 or "," in right[: m.start()] or _SPENDS.match(right, m.end())), None)
    if each is None and (each := next((m for m in reversed(before) if m["each"] or m.end() == len(left)), None)):
        subject, mid = left[: each.start()], f"{left[each.end() :]}{right}"
    elif each:
        subject, mid = f"{left}{right[: each.start()]}", right[each.end() :]
    else:
        subject, mid = left, right
        if not (unit_of(mid) == MONEY and re.search(rf"(?:{THINGS})(?:的)?$", subject)):
            return None
    per = each["m"] if each else "个"
    unit = unit or (unit_of(mid) if not noun else "")
    return Mean(subject.strip(" ,的"), per, mid.strip(" ,"), unit, asked["said"], noun)


def asks_mean(folded: str) -> bool:
    """Whether a mean is asked for that a plain total can not answer."""
    return read_mean(folded) is not None


def states_mean(look: Look) -> bool:
    """Whether the best candidate is told as a mean itself: 平均每户3.2亩."""
    best = look.candidates[0] if look.candidates else None
    return best is not None and re.search("均|每", fold_text(best.scored.sentence.text)) is not None


def shared_out(folded: str, look: Look) -> Draft | None:
    """The total, the count and the mean; None where none is asked, or either is not told or told of two."""
    asked = read_mean(folded)
    if asked is None:
        return None
    subject, per, mid, unit, noun = asked.subject, asked.per, asked.mid, asked.unit, asked.noun
    figures = [f for scored in look.evidence.scored[:_LOOKED] for f in figures_of(scored.sentence)]
    texts = {in_article(figure) for figure in figures}
    owners = _owners(subject, lambda name: any(name in text for text in texts))
    bare = reduce(lambda text, name: text.replace(name, " "), owners, subject)
    given = [q.low for q in find_quantities(subject) if q.kind == "count"]
    totals = [f for f in figures if _is_total(f, unit, noun, _WHAT.sub("", f"{subject}{mid}"), per) and all(name in in_article(f) for name in owners)]
    pairs: list[tuple[float, Figure, Figure | None, int]] = []
    for total in totals:
        if per == "月":
            own = _owned(total, subject) + (share_told(subject, re.split("[,;。]", total.left)[-1]) if subject else 0.0)
            pairs.append((own, total, None, _months_of(total)))
            continue
        clause = re.split("[,;。:]", total.left)[-1]
        own = _owned(total, f"{subject}{noun}{mid}") + (share_told(mid, clause) if content(mid) else 0.0)
        own -= sum(word not in folded for word in _QUALIFIED.findall(clause))
        for count in figures:
            fits = _counts(count, total, per, _MEASURED.sub("", mid), subject, given) if _goes_with(count, total, figures) else 0.0
            if fits and not (given and count.value not in given):
                span = count.sentence.folded.text if count.sentence != total.sentence else _span(count, total)
                pairs.append((fits + own + share_told(_WHOSE.sub("", f"{bare}{mid}"), span), total, count, 0))
    pairs.sort(key=lambda each: -each[0])
    pairs = [each for each in pairs if each[2] or each[3]]
    if not pairs:
        return None
    best, total, number, months = pairs[0]
    others = [each for each in pairs[1:] if best - each[0] < ALONE]
    if any((t.value, c.value if c else n) != (total.value, number.value if number else months) for _, t, c, n in others):
        return None
    table_of = unit_table()
    size = table_of[per].convert(1) if per in table_of and table_of[per].kind == "measure" else 1  # type: ignore[arg-type]
    shares = number.value / size if number else months
    mean, sign = round_to(total.value / shares, total.unit)
    about = "约" if sign == "≈" or total.qualifier or (number and number.qualifier) else ""
    asked_in = (asked.said[:k] for k in (2, 1))
    name = next((n for n in asked_in if n in table_of and table_of[n].kind == "measure" and table_of[n].name == total.unit), "")
    shown = in_unit(mean, name) if name else format_quantity(mean, total.unit)
    among = number.text if number else f"{months}个月"
    operands = [Operand(noun or "总数", total), *([Operand("数量", number)] if number else [])]
    return table(operands, Result(about + shown, f"平均每{per}{about}{shown}", f"{total.text} ÷ {among} {sign} {shown}"))


_QUALIFIED = re.compile("年度|完成|到位|合同|新增")
_WHOSE = re.compile("[这那本此]批|新(?=开工|签约|建)|[㐀-鿿]{2,4}?(?:高新区|经开区|自创区|开发区|新区)|[今去]年|[一二三四首]季度?")


def _owners(subject: str, known: Known) -> list[str]:
    """The places and organisations that the subject names: of what is another's no mean is told."""
    named = [re.sub("(?<=..)[市县区省州]$", "", name.text) for name in find_names(subject) if name.kind in ("place", "organisation")]
    return [name if known(name) else name[:2] for name in named] or [place for place in [place_in_front(subject, known)] if place]


def _goes_with(count: Figure, total: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the count may be that of what the total is of: no part of it (总投资8亿元,其中5个…), and no other count between them."""
    first, last = sorted((count, total), key=lambda figure: (figure.sentence.start, figure.start))
    text = count.sentence.article.text[first.end : last.start]
    if count.sentence.article.id != total.sentence.article.id or re.search("[,，;；。]其中", text):
        return False
    return not any(first.end <= f.start < last.start and f.sentence == last.sentence and f.unit == count.unit for f in figures)


def _span(count: Figure, total: Figure) -> str:
    """The clauses from the one to the other, as one sentence tells them."""
    first, last = sorted((count, total), key=lambda figure: figure.start)
    start = len(first.before) - len(re.split("[,;。:]", first.before)[-1])
    return fold_text(count.sentence.folded.text[start : len(last.before) + len(last.text) + len(last.right)])


def _owned(total: Figure, asked: str) -> float:
    """Which part of what touches a total the question says."""
    return max((share_told(name, asked) for name in touching(total)), default=0.0)


def _asked_unit(unit: str, noun: str) -> tuple[str, str]:
    """(canonical unit or MONEY, noun) of 眼|竖井, 钱, 万元, 条|举措."""
    said = f"{unit}{noun}"
    if re.match("钱|亿?元|万元?|亿|资金|投资", said):
        return MONEY, re.sub("^(?:钱|亿元|万元|元|亿|万)", "", said)
    known = unit_table()
    name = next((said[:n] for n in (4, 3, 2, 1) if said[:n] in known), "")
    return (known[name].name if name else "", said[len(name) :])


def _is_total(figure: Figure, unit: str, noun: str, subject: str, per: str) -> bool:
    if figure.kind == "share" or (unit == MONEY and figure.kind != "amount"):
        return False
    if (unit and unit != MONEY and figure.unit != unit and {figure.unit, unit} - _LOOSE):
        return False
    if unit == "" and figure.kind not in ("amount", "count", "measure"):
        return False
    if noun and not any(says(word, name) for word in content(noun) or [noun] for name in touching(figure)):
        return False
    if noun == "" and unit != MONEY and figure.unit == per:
        return False
    return share_told(subject, around(figure), in_article(figure)) >= ENOUGH


_LOOSE = {"个", "项", "条", "件"}
_WHAT = re.compile("[这那本此]批|新(?=开工|签约|建)|[投花要会能]")
_KINDS = {"家", "所", "座", "类", "种"}


def _counts(count: Figure, total: Figure, per: str, mid: str, subject: str, given: Sequence[Decimal]) -> float:
    """How well a figure counts what the mean is per, 0: it does not: 77条 of 每条坎儿井, 5个类别 of 每类."""
    if count.start == total.start or count.sentence.article.id != total.sentence.article.id or count.value <= 1 or count.kind not in ("count", "measure"):
        return 0.0
    between = count.sentence.article.text[min(count.end, total.end) : max(count.start, total.start)]
    if len(re.findall("[。!?！？]", between)) > _NEAR and count.value not in given:
        return 0.0
    known = unit_table()
    unit = known[per].name if per in known else per
    if unit == count.unit and count.kind == "measure":
        return 2.0 - len(between) / 1000
    names = touching(count)
    named = (w for w in (*content(mid), mid[:1]) if w and any(says(w, n) if len(w) > 1 else n.endswith(w) for n in names))
    thing = per if per not in known or per in "类种" else next(named, "")
    alike = unit == count.unit or per not in known or {unit, count.unit} <= _LOOSE | _KINDS
    if thing and any(thing in name or says(thing, name) for name in names) and alike:
        return 2.0 - len(between) / 1000 - 0.1 * (unit != count.unit)
    stands = unit == count.unit and (not content(mid) or share_told(mid, subject) == 1.0 or share_told(mid, count.before) > 0)
    return 1.0 - len(between) / 1000 if stands and count.sentence == total.sentence else 0.0


def _months_of(total: Figure) -> int:
    """How many months the period of a figure has: 1-7月, 前7个月, 上半年; 0: none is told in front of it."""
    before: Sequence[re.Match[str]] = list(_MONTHS.finditer(fold_text(total.before)))
    if not before:
        return 0
    found = before[-1]
    if found["a"]:
        return int(found["b"]) - int(found["a"]) + 1
    if found["n"]:
        quantity = find_quantities(f"{found['n']}个")
        return int(quantity[0].low) if quantity else 0
    return 6 if found["half"] else 3 if found["q"] else 12
