"""A part of a whole: what is left of it, what the side comes to that the source does not count, how many a share is.

However it is asked (有几个不是…, …以外的有几个, 1亿元以下的有几个, 地下的有几个), the source gives the whole and one part of it, near
each other; both have to be told of what the question calls them, and no other pair may fit about as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from rag.ground.arithmetic.facts import FAR, Fact, Weighted, facts_of, letters_of
from rag.ground.arithmetic.operand import EVERY, PLAIN, Find, Look, Operand, group_of
from rag.ground.arithmetic.operation import places_asked
from rag.ground.arithmetic.outcome import Result, plain, result, share_of, table
from rag.ground.arithmetic.plan import Plan
from rag.ground.arithmetic.ratio import IN, NOT, Portion, read_ratio
from rag.ground.arithmetic.task import plain_question
from rag.ground.draft import Draft
from rag.ground.sentences.coordination import NOUNS, TRIM, Known
from rag.ground.sentences.figures import Figure, name_of, pairs, paragraph_before
from rag.ground.sentences.owners import PAST
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.text.numbers import find_quantities, format_quantity

TOLD, SURE, SPOKEN, WHOLE, AHEAD = 0.6, 0.9, 0.55, 0.4, 0.15
# share of a part that has to be told close by, behind the whole or before it; of the whole anywhere in its article, and close by;
# by how much a pair has to be better
_M = "个家项条名位人种座台所辆套届批次款件栋班"
_ASKED = rf"(?:还|一共|总共|共|该|应该|应当|就|只)*(?:有|是|为|占|剩下?)*(?:多少|几)(?:(?P<m>[{_M}])|(?:亿|万)?(?:美|欧)?元|钱|资金|亿|万)"
_MONEY = r"(?:多少|几)(?:亿|万|元|钱|资金|美元)"
_SHARE = r"(?:会|能|约)?占(?:了|到|去)?(?:多大|多少|百分之?几|百分之多少|几成|比)"
_BELOW = r"(?:(?:不到|不足|低于|小于|没到|少于|未达到?)[\d.]+[亿万]元?|[\d.]+[亿万]元?以[下内])"
_BUT = rf"(?:(?P<p>[^,]{{2,}}?)(?:以外|之外|除外)的?[^,]{{0,6}}?|{NOT}(?P<p2>[^,]{{2,}}?)(?:的[^,的]{{0,6}}?)?)"
_OTHER = re.compile(
    r"哪|谁|(?<!占)比(?!例|重)|倍|最|平均|加起来|合计|[还再]是|除了?(?!外)|其余|剩|按照?|根据|推算|如果|那么|占\d|去年|上一?年|以前|之前|原[来先]|第几"
    rf"|(?:{_MONEY}).*(?:{_MONEY})"
)  # what other readings ask
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bound", re.compile(rf"^(?P<w>.{{2,}}?)(?:{IN}|的)?(?:总?投资)?(?P<p>{_BELOW})(?:的|项目|企业)*{_ASKED}$")),
    ("rest", re.compile(rf"^(?P<w>.{{2,}}?)(?:{IN})?(?:还|共)?有?(?:多少|几)(?P<m>[{_M}])(?P<n>[㐀-鿿]{{0,4}}?){NOT}(?P<p>.{{2,}})$")),
    ("rest", re.compile(rf"^(?P<w>.{{2,}}?)(?:{IN})?(?:还|仍|尚)有(?:多少|几)(?:亿|万)?(?:美?元|钱|资金)?{NOT}(?P<p>.{{2,}})$")),
    ("rest", re.compile(rf"^(?P<w>.{{2,}}?)(?:{IN}){NOT}(?P<p>[^,]{{2,}}?)的(?P<n>[^,有占]{{0,6}}?){_ASKED}(?P<o>[㐀-鿿]{{0,4}})$")),
    ("rest", re.compile(rf"^(?P<w>.{{2,}}?)(?:{IN})(?P<p>[^,]{{2,}}?)(?:以外|之外|除外)的?,?(?P<n>[^,有占]*?){_ASKED}(?P<o>[㐀-鿿]{{0,4}})$")),
    ("rest", re.compile(rf"^(?P<p>[^,]{{2,6}}?)(?:以外|之外)的(?P<w>[^,]{{2,8}}?)(?:还|一共|总共)*有?(?:多少|几)(?P<m>[{_M}])$")),
    ("apart", re.compile(rf"^(?P<w>[^,]{{4,}}?)(?:以外|之外)的(?P<n>[^,]{{2,8}}?)(?:一共|共)?(?:有|是|为|达到?)?(?:多少|{_MONEY}).*$")),
    ("share", re.compile(rf"^(?P<w>.{{2,}}?)(?:{IN}){_BUT}{_SHARE}.*$")),
    ("side", re.compile(rf"^(?P<w>.{{2,}}?)(?:{IN})(?P<p>[^,]{{2,10}}?)的?{_ASKED}(?P<n>[㐀-鿿]{{0,6}})$")),
    ("side", re.compile(rf"^(?P<w>.{{2,}}?){_ASKED}(?P<n>[㐀-鿿]{{2,8}})$")),
    ("side", re.compile(rf"^(?P<w>.{{2,}}?[省市县区]级[^,级]{{0,8}}?){_ASKED}$")),
)  # fmt: skip
_SIDES = (
    ("地上", "地下"), ("地面", "地下"), ("室内", "室外"), ("国内", "国外"), ("境内", "境外"),
    ("省内", "省外"), ("市内", "市外"), ("线上", "线下"),
    ("城镇", "农村"), ("城镇", "乡村"), ("男", "女"), ("本地", "外地"), ("公办", "民办"), ("新建", "续建"), ("存量", "增量"),
    ("出口", "进口"), ("成年", "未成年"),
)  # fmt: skip
_ABOVE = re.compile(r"(?:以上|超过?|达到?|过)")
_LEVEL = re.compile(r"(?P<p>[国省市县区]家?级)的?(?P<of>[㐀-鿿]{0,8}|)$")
_OTHER_LEVEL = re.compile(r"(?P<k>[国省市县区])级(?P<of>[^,\d]{0,8})(?:有|是)?\d+[个家项],(?=[国省市县区]级)")  # 省级项目20个,市级有几个
_COUNTED = re.compile(rf"[那这]?\d+(?:多|余)?[{_M}](?<!项(?=目))")


def read_portion(folded: str, known: Known) -> Portion | None:
    """The portion that a folded Chinese question asks for; None where it is none of the forms."""
    text = _OTHER_LEVEL.sub(r"\g<of>", plain_question(folded))
    if _OTHER.search(text):
        return None
    if ratio := read_ratio(text):
        return ratio
    for asks, form in _FORMS:
        if not (found := form.search(text)):
            continue
        given = found.groupdict()
        whole, part, thing = given["w"].strip(TRIM), given.get("p") or given.get("p2") or "", f"{given.get('n') or ''}{given.get('o') or ''}"
        thing = thing if asks == "apart" or not given.get("p") else ""
        if asks == "apart":
            at = next((n for n in range(2, len(whole) - 1) if known(whole[n:])), 0)
            whole, part, asks = whole[:at], whole[at:], "rest"
        if asks == "side" and not part and (level := _LEVEL.search(whole)):
            part, whole = level["p"], re.sub(r"\d+[个家项]$", "", f"{whole[: level.start()]}{level['of']}").strip(TRIM)
        elif asks == "side" and not part:
            part = next((side for pair in _SIDES for side in pair if side in whole), "")
            whole = whole.replace(part, "", 1) if part else ""
        if len(whole) < 2 or not part:
            continue
        numbers = [q.low for q in find_quantities(whole) if q.kind == "count"]
        measure = given.get("m") or ("" if re.search(_MONEY, text) or re.search(rf"(?:{NOUNS})$", thing or whole) else "个")
        return Portion(asks, f"{whole}{thing}", part.strip(TRIM), numbers[-1] if numbers else None, measure, "几成" in text, places_asked(text))  # type: ignore[arg-type]
    return None


def portioned(portion: Portion, look: Look, find: Find) -> Draft | None:
    """The whole and the part as the sources give them, and what is asked; None where either is not told or is told of two."""
    facts = facts_of(look, False)
    found = _found(portion, facts)
    if not found:
        seen = {(f.figure.sentence.article.id, f.figure.start) for f in facts}
        more = facts_of(find(f"{portion.whole}{portion.part}有多少{portion.measure}?"), False)
        facts = [*facts, *(f for f in more if (f.figure.sentence.article.id, f.figure.start) not in seen)]
        found = _found(portion, facts)
    if not found:
        return _without(portion, facts) if portion.asks == "share" else None
    part, whole = found
    if portion.asks in ("share", "ratio"):
        unit, of = whole.figure.unit, whole.figure.value
        share = share_of(part.figure.value if portion.asks == "ratio" else of - part.figure.value, of, unit, portion.places)
        tenths = share.said.partition("即")[2] if portion.tenths else ""
        share = replace(share, short=f"{tenths}（{share.short}）") if tenths else share
        if portion.asks == "share":
            left = share.formula.replace(format_quantity(of - part.figure.value, unit), f"({whole.figure.text} − {part.figure.text})", 1)
            share = replace(share, said=f"其余{share.said}", formula=left)
        return table(found, share)
    if part.figure.kind == "share":
        return table(found, _of_share(whole.figure, part.figure))
    outcome = result(Plan("rest", measure=portion.measure), found)
    return table(found, outcome) if outcome else None


def _without(portion: Portion, facts: Sequence[Fact]) -> Draft | None:
    """The rest of a share that the source gives of the part (占81.7%)."""
    wanted = [(letter, 1.0) for letter in letters_of(portion.part)]
    shares = [f.figure for f in facts if f.figure.kind == "share" and "占" in f.figure.left and f.figure.value < 100]
    told = [f for f in shares if Fact(f, ((1.0, f.left),), 0.0).share(wanted, lone=False) >= TOLD]
    if len({f.value for f in told}) != 1 or (portion.number is not None and not any(q.low == portion.number for q in find_quantities(told[0].before))):
        return None
    left = f"{plain(100 - told[0].value):f}%"
    short = {"超": "不到", "不足": "超"}.get(told[0].qualifier, "约" if told[0].qualifier else "") + left
    return table([Operand(portion.part, told[0])], Result(short, f"其余占{short}", f"100% − {plain(told[0].value):f}% = {left}"))


def tells_share(portion: Portion, look: Look) -> bool:
    """Whether the best candidate is a share of the part that is asked for, and not of something else."""
    best = look.candidates[0] if look.candidates else None
    fact = next((f for f in facts_of(look, False) if best and f.figure.start == best.start and f.figure.sentence == best.scored.sentence), None)
    wanted = [letter for letter in letters_of(_COUNTED.sub("", portion.part)) if pairs(portion.whole).isdisjoint(letter)] or letters_of(portion.part)
    return fact is None or sum(fact.value(letter, lone=False) > FAR for letter in wanted) >= len(wanted) / 2


def says_so(portion: Portion, clause: str) -> bool:
    """Whether a clause speaks of what is left itself: 尚有3个未开工."""
    return bool(re.search(rf"{NOT}|以[下外内]|之外|除|其余|其他|不到|不足|剩", clause))


def _of_share(whole: Figure, share: Figure) -> Result:
    value = whole.value * share.value / 100
    rounded = value.quantize(Decimal(1), ROUND_HALF_UP) if whole.kind == "count" else plain(value)
    about = "约" if rounded != value or share.qualifier or whole.qualifier else ""
    shown = format_quantity(rounded, whole.unit)
    return Result(about + shown, f"{about}{shown}", f"{whole.text} × {plain(share.value):f}% {'≈' if about else '='} {shown}")


def _found(portion: Portion, facts: Sequence[Fact]) -> list[Operand]:
    """(part, whole) of the pair that fits best."""
    ranked = sorted(_pairs_of(portion, facts), key=lambda each: -each[0])
    if not ranked:
        return []
    score, part, whole, name = ranked[0]
    for other, p, w, _ in ranked[1:]:
        if (p.value, w.value) != (part.value, whole.value) and score - other < AHEAD:
            return []
    return [Operand(name, part), Operand(_COUNTED.sub("", portion.whole).strip(TRIM) or portion.whole, whole)]


def _pairs_of(portion: Portion, facts: Sequence[Fact]) -> Iterator[tuple[float, Figure, Figure, str]]:
    of_whole = [(letter, 1.0) for letter in letters_of(_COUNTED.sub(" ", portion.whole))]
    names = [name.text for name in find_names(f"{portion.whole},{portion.part}") if name.kind in ("place", "organisation")]
    owners = [re.sub("(?<=..)[市县区省州]$", "", name) for name in names]
    for whole in facts:
        figure = whole.figure
        if not all(owner in f"{whole.zones[4][1]} {whole.zones[5][1]}" for owner in owners):
            continue
        if not _is_whole(portion, figure) or whole.share(of_whole, lone=False) < SPOKEN:
            continue
        near = whole.share(of_whole, near=True)
        if portion.number is None and near < WHOLE:
            continue
        for told, part, name in _parts(portion, figure, facts):
            between = part.before[len(figure.before) :] if part.sentence == figure.sentence and part.start > figure.start else ""
            score = 2 * told + near + 0.5 * bool(between) + 0.4 * ("其中" in between) + 0.3 * (part.sentence.paragraph == figure.sentence.paragraph)
            score += 0.2 * bool(re.search(r"总|共", figure.left[-8:])) - 0.1 * min(len(between) / 20, 2)
            yield score, part, figure, name


def _is_whole(portion: Portion, figure: Figure) -> bool:
    if figure.kind != ("count" if portion.measure else "amount") or PAST.search(figure.left):
        return False
    if portion.measure and portion.measure not in figure.unit and "个" not in (figure.unit, portion.measure):
        return False
    return portion.number is None or figure.value == portion.number


def _parts(portion: Portion, whole: Figure, facts: Sequence[Fact]) -> Iterator[tuple[float, Figure, str]]:
    """What of the whole may be the part: how well it is told, the figure, what it is called."""
    inside = [f for f in facts if f.figure.sentence.article.id == whole.sentence.article.id and _is_inside(f.figure, whole)]
    if portion.asks == "bound":
        bound = next((q.low for q in find_quantities(portion.part)), None)
        for fact in inside:
            over = [q for q in find_quantities(fact.zones[1][1]) if q.kind == "amount" and q.low == bound]
            if over and fact.figure.kind == "count" and _ABOVE.search(fact.zones[1][1]):
                yield 1.0, fact.figure, over[-1].text + ("" if "以上" in over[-1].text else "以上")
        return
    given = next((q.low for q in find_quantities(portion.part) if q.kind == "count"), None) if portion.measure else None
    bare = _COUNTED.sub(" ", portion.part)
    telling = [letter for letter in letters_of(bare) if pairs(portion.whole).isdisjoint(letter)] or letters_of(bare)
    if portion.asks == "ratio":  # 甲区年度计划投资 of 甲区总投资: whose it is was said in front of both
        front = f"{paragraph_before(whole)}{whole.before}{fold_text(whole.sentence.article.title)}"
        telling = [letter for letter in telling if not any(pair in front for pair in letter)] or telling
        if any(f.figure.kind == "share" and "占" in f.figure.left and f.share([(x, 1.0) for x in telling], near=True) >= TOLD for f in facts):
            return  # the source says it
    wanted = [(letter, 1.0) for letter in telling]
    if portion.asks == "side":
        yield from _other_side(portion, whole, inside, wanted)
        return
    for fact in inside:
        figure = fact.figure
        own = re.split(r"[,;。]", figure.left)[-1]
        if figure.kind == "share" or re.search(NOT, own):
            continue
        right = figure.right if EVERY.search(portion.part) else EVERY.split(figure.right)[0]  # 20个省级项目全部开工: of the others nothing is said
        told = (Fact(figure, ((1.0, f"{figure.name} {own} {right}"),), 0.0) if portion.measure else fact).share(wanted, near=True)
        if figure.start < whole.start and told < SURE:
            continue
        alone = portion.number is not None and told >= WHOLE and "其中" in figure.left  # 145个,其中已有17个实现生产
        if figure.value == given or (given is None and (told >= TOLD or alone)):
            yield max(told, TOLD), figure, bare.replace(" ", "").strip(TRIM) or name_of(figure)


def _other_side(portion: Portion, whole: Figure, inside: Sequence[Fact], wanted: Weighted) -> Iterator[tuple[float, Figure, str]]:
    """地面20个 of 169个 for 地下; 20个省级 of 94个省、市级 for 市级; 占81.7% of 60个. Nothing where the side itself is counted."""
    if any(f.figure.kind != "share" and Fact(f.figure, f.zones[:1], 0.0).share(wanted, lone=False) >= TOLD for f in inside):
        return
    for other in _sides_of(portion.part, whole):
        for fact in inside:
            if fact.figure.kind != "share" and other in fact.zones[0][1]:
                yield 1.0, fact.figure, other
    for fact in inside:
        figure = fact.figure
        if figure.kind == "share" and figure.sentence == whole.sentence and "占" in figure.left and portion.number is not None:
            told = Fact(figure, fact.zones[:1], 0.0).share(wanted)
            if told >= TOLD:
                yield told, figure, portion.part


def _sides_of(part: str, whole: Figure) -> Iterator[str]:
    """The other side of what the question names: the opposite word, or the other one of the two that the whole is of."""
    for pair in _SIDES:
        for side, other in (pair, pair[::-1]):
            if side in part:
                yield other
    for both in re.finditer(r"(?P<a>[㐀-鿿]{1,4}?)(?:级)?(?:、|和|与|及)(?P<b>[㐀-鿿]{1,4}?)(?P<k>级|类|型)", whole.left):
        kind, size = both["k"], 1 if both["k"] == "级" else 2
        for side, other in ((both["a"], both["b"]), (both["b"], both["a"])):
            if part.startswith(f"{side[-size:]}{kind}"):
                yield f"{other[-size:]}{kind}"


def _is_inside(figure: Figure, whole: Figure) -> bool:
    if figure.kind == "share":
        return figure.start > whole.end
    alike = figure.unit == whole.unit or {figure.unit, whole.unit} <= PLAIN
    near = abs(figure.sentence.paragraph - whole.sentence.paragraph) < 2
    return group_of(figure) == group_of(whole) and alike and near and figure.value < whole.value and not PAST.search(figure.left)
