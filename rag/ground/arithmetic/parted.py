"""A share, or what is left, of a whole that is told right beside its part: both by the words that touch their figures.

甲占乙的几成 of 乙384人,其中甲81人; 还剩多少个没完工 of 1000个公园完工495个; 除了甲其他占多少 of 占销量13%的甲.
"""

from __future__ import annotations

import re
from itertools import pairwise

from rag.ground.arithmetic.operand import Look, Operand
from rag.ground.arithmetic.operation import places_asked
from rag.ground.arithmetic.outcome import Result, plain, share_of, table
from rag.ground.draft import Draft
from rag.ground.sentences.adjacent import around, bound, content, in_article, says, share_told
from rag.ground.sentences.figures import Figure, figures_of
from rag.text.numbers import find_quantities, format_quantity

_OF = r"(?:百分之?(?:几|多少)|几成|多大(?:的)?(?:比例|比重)|(?:的)?(?:比例|比重)(?:是|为|有)?(?:多少|多大|几成)?|多少)"
_SHARES = (
    re.compile(rf"^(?P<w>[^占]{{2,}}?)(?<!其)(?:里面?|中(?![国心央小])|之中|当中),?(?P<p>[^,占]{{2,}}?)占(?:了|到)?(?:比)?{_OF}$"),
    re.compile(rf"^(?P<p>[^占,]{{2,}}?)占(?:了|到)?(?P<w>[^,占]{{2,}}?)(?:的)?{_OF}$"),
)
_LEFT = re.compile(r"^(?P<w>[^,]{2,}?)(?:还|仍|尚)(?:剩下?|有|差)(?:多少|几)(?P<m>[㐀-鿿]{1,2}?)(?:没有?|未|尚未|待)被?(?P<verb>[㐀-鿿]{1,4})$")
_OTHERS = (
    re.compile(r"除了?(?P<p>[^,]{2,}?)(?:以外|之外|外)?,?(?P<w>[^,]{0,12}?)(?:其他|其余|其它|剩下)[^,]{0,8}?占(?P<of>[^,]{0,8}?)(?:多少|几成|百分之几|比例|比重)"),
    re.compile(r"^(?P<w>[^,]{0,20}?)(?:里|中|内)非(?P<p>[㐀-鿿]{2,4}?)(?P<of>)(?:部分|经济|企业)?占(?:了)?(?:多少|几成|百分之几|比多少)"),
)
_FILL = re.compile("大约|大概|约|到底|究竟|请问|[?。]")
ENOUGH = 0.6
_RATE = re.compile("增|涨|降|跌|率")
_GROWN = re.compile("增长|上涨|上升|下降|增加|下跌|增幅|增速|降幅")


def parted(folded: str, look: Look) -> Draft | None:
    """The share or what is left; None where neither is asked, the source says it itself, or part and whole are not both told."""
    text = _FILL.sub("", folded)
    figures = [f for scored in look.evidence.scored[:8] for f in figures_of(scored.sentence)]
    if found := _LEFT.search(text):
        return _left(found["w"], found["m"], found["verb"], figures)
    if found := next((m for form in _OTHERS if (m := form.search(text))), None):
        return _rest_of_share(found["p"], f"{found['w']}{found['of']}", figures)
    found = next((m for form in _SHARES if (m := form.search(text))), None)
    return _share(found["p"], found["w"], figures, places_asked(folded)) if found else None


def asks_share(folded: str) -> bool:
    """Whether a share of a whole is asked for, which a growth rate or a count is not."""
    return not _GROWN.search(folded) and any(form.search(_FILL.sub("", folded)) for form in (*_SHARES, *_OTHERS))


def states_share_of(look: Look) -> bool:
    """Whether the best candidate is a share that its sentence tells as one."""
    best = look.candidates[0] if look.candidates else None
    figure = next((f for f in figures_of(best.scored.sentence) if best and f.start < best.end and best.start < f.end), None) if best else None
    return figure is None or (figure.kind == "share" and not _RATE.search(re.split("[,;。]", figure.left)[-1][-4:]))


def _share(part: str, whole: str, figures: list[Figure], places: int) -> Draft | None:
    told = [f for f in figures if f.unit == "%" and "占" in f.left and share_told(part, f"{re.split('[;。]', f.before)[-1]} {f.right}") >= ENOUGH]
    if told:
        return None
    options = [f for f in figures if f.kind in ("count", "amount", "measure")]
    given = [q.low for q in find_quantities(whole) if q.kind in ("count", "amount")]
    wholes = [f for f in options if f.value == given[-1]] if given else options  # of 384名技术人员
    bare = re.sub(r"^(?:全部|所有|整个)|总(?:数|量|额)$|[\d.]+[万亿]?[㐀-鿿]", "", whole)
    chosen = bound((part, bare), (options, wholes))
    if not chosen or chosen[0].value >= chosen[1].value or chosen[0].unit != chosen[1].unit:
        return None
    outcome = share_of(chosen[0].value, chosen[1].value, chosen[0].unit, places)
    if any(f.qualifier for f in chosen) and not outcome.short.startswith("约"):
        outcome = Result(f"约{outcome.short}", outcome.said.replace("占", "占约", 1), outcome.formula)
    return table([Operand(part, chosen[0]), Operand(whole, chosen[1])], outcome)


def _left(what: str, measure: str, verb: str, figures: list[Figure]) -> Draft | None:
    """1000个公园完工495个: the count of all and, right behind what is done of them, of those."""
    found: list[tuple[Figure, Figure]] = []
    for whole, done in pairwise(figures):
        if whole.sentence != done.sentence or whole.unit != done.unit or whole.kind != "count" or done.value >= whole.value:
            continue
        between = whole.sentence.article.text[whole.end : done.start]
        ends = re.search(rf"{re.escape(verb)}(?:了)?$", between)
        if ends and not re.search("[;；。]", between) and share_told(what, around(whole), in_article(whole)) == 1.0:
            own = f"{re.split('[,;。]', whole.left)[-1]} {between}"
            last = content(what)
            if last and says(last[-1], own):
                found.append((whole, done))
    if len({(w.value, d.value) for w, d in found}) != 1:
        return None
    whole, done = found[0]
    left = format_quantity(whole.value - done.value, whole.unit)
    return table([Operand(what, whole), Operand(f"已{verb}", done)], Result(left, f"还剩{left}", f"{whole.text} − {done.text} = {left}"))


def _rest_of_share(part: str, whole: str, figures: list[Figure]) -> Draft | None:
    found = []
    for figure in figures:
        own = f"{re.split('[,;。]', figure.left)[-1]} {figure.right}"
        if figure.unit != "%" or not 0 < figure.value < 100 or "占" not in own or share_told(part, own) < 1.0:
            continue
        if share_told(whole, own) >= ENOUGH or (share_told(whole, around(figure), in_article(figure)) == 1.0 and share_told(whole, own) > 0):
            found.append(figure)
    if len({f.value for f in found}) != 1:
        return None
    left = f"{plain(100 - found[0].value):f}%"
    about = "约" if found[0].qualifier else ""
    return table([Operand(part, found[0])], Result(about + left, f"其余占{about}{left}", f"100% − {plain(found[0].value):f}% = {left}"))
