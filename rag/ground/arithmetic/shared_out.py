"""A mean asked outright (平均每条…有多少眼竖井, 月均, 平均一家律所对接几家商会): what is shared out, and among how many.

Both are told beside each other: the total of what is asked, and the count (or the months of the period) that the question says it is per.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.arithmetic.operand import Look, Operand
from rag.ground.arithmetic.outcome import Result, in_unit, round_to, table
from rag.ground.draft import Draft
from rag.ground.sentences.adjacent import around, content, in_article, says, share_told, touching
from rag.ground.sentences.figures import Figure, figures_of
from rag.question import MONEY
from rag.text.fold import fold_text
from rag.text.numbers import find_quantities, format_quantity
from rag.text.units import unit_table

_M = "个|家|项|条|名|位|座|所|辆|台|套|件|场|次|户|栋|间|户|人|亩|班|艘|架|只|头|棵|株|列|趟|种|类|度|村|天|年|斤|吨|公里|平方米"
_EACH = re.compile(rf"(?:平均|均摊)(?:下来|到)?(?:到?每一?|一|单)(?P<m>{_M})(?P<mid>[^,?]{{0,16}}?)"
    rf"(?:多少|几)(?P<unit>[㐀-鿿]{{0,2}}?)(?P<noun>[㐀-鿿]{{0,6}})$")
_PER = re.compile(r"(?P<m>[月亩户人])均(?P<mid>[^,?]{0,16}?)(?:多少|几)(?P<unit>[㐀-鿿]{0,4})$")
_PRICE = re.compile(r"平均(?P<mid>[^,?]{0,8}?)多少(?:钱|元)一(?P<m>斤|公斤|吨|亩|个|台|辆|张|平方?米?)$")
_MONTHS = re.compile(r"(?P<a>\d{1,2})(?:月份?)?(?:至|到|-|—|~)(?P<b>\d{1,2})月|前(?P<n>\d{1,2}|[两二三四五六七八九十]+)个?月"
    r"|(?P<half>[上下]半年)|(?P<q>[一二三四]季度)|(?P<y>全年)")
_FILL = re.compile("大约|大概|约|分别|一共|总共|到底|究竟|一?下|请问|按[^,]*(?:算|计),?|[?。]")
ENOUGH, ALONE = 0.7, 0.1
_NEAR = 2  # sentences between total and count


def asks_mean(folded: str) -> bool:
    """Whether a mean is asked for that a plain total can not answer."""
    text = _FILL.sub("", folded)
    return not re.search("哪|谁|比(?!例|重)|最|高于|低于|每年|年均|每[天日周月]", text) and any(form.search(text) for form in (_EACH, _PER, _PRICE))


def states_mean(look: Look) -> bool:
    """Whether the best candidate is told as a mean itself: 平均每户3.2亩."""
    best = look.candidates[0] if look.candidates else None
    return best is not None and re.search("均|每", fold_text(best.scored.sentence.text)) is not None


def shared_out(folded: str, look: Look) -> Draft | None:
    """The total, the count and the mean; None where none is asked, or either is not told or told of two."""
    text = _FILL.sub("", folded)
    asked = next((found for form in (_EACH, _PER, _PRICE) if (found := form.search(text))), None)
    if asked is None or not asks_mean(folded):
        return None
    given = asked.groupdict()
    subject, per, mid = text[: asked.start()], given["m"], given["mid"]
    unit, noun = _asked_unit(given.get("unit") or "", given.get("noun") or "") if asked.re is not _PRICE else (MONEY, "")
    figures = [f for scored in look.evidence.scored[:10] for f in figures_of(scored.sentence)]
    totals = [f for f in figures if _is_total(f, unit, noun, f"{subject}{mid}", per)]
    pairs: list[tuple[float, Figure, Figure | None, int]] = []
    for total in totals:
        if per == "月":
            own = _owned(total, subject) + (share_told(subject, re.split("[,;。]", total.left)[-1]) if subject else 0.0)
            pairs.append((own, total, None, _months_of(total)))
            continue
        own = _owned(total, f"{subject}{noun}")
        pairs += [(fits + own, total, count, 0) for count in figures if (fits := _counts(count, total, per, mid, subject))]
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
    asked_in = ((given.get("unit") or "")[:k] for k in (2, 1))
    name = next((n for n in asked_in if n in table_of and table_of[n].kind == "measure" and table_of[n].name == total.unit), "")
    shown = in_unit(mean, name) if name else format_quantity(mean, total.unit)
    among = number.text if number else f"{months}个月"
    operands = [Operand(noun or "总数", total), *([Operand("数量", number)] if number else [])]
    return table(operands, Result(about + shown, f"平均每{per}{about}{shown}", f"{total.text} ÷ {among} {sign} {shown}"))


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
_KINDS = {"家", "所", "座", "类", "种"}


def _counts(count: Figure, total: Figure, per: str, mid: str, subject: str) -> float:
    """How well a figure counts what the mean is per, 0: it does not: 77条 of 每条坎儿井, 5个类别 of 每类."""
    if count.start == total.start or count.sentence.article.id != total.sentence.article.id or count.value <= 1 or count.kind not in ("count", "measure"):
        return 0.0
    between = count.sentence.article.text[min(count.end, total.end) : max(count.start, total.start)]
    if len(re.findall("[。!?！？]", between)) > _NEAR:
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
