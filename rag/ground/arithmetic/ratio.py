"""Which share of a whole its part is, as a question asks it: 甲占乙的几成, 乙里甲占多大比例; and the record of whatever is asked of the two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rag.ground.arithmetic.operation import places_asked
from rag.ground.sentences.coordination import NOUNS, TRIM
from rag.text.numbers import find_quantities
from rag.text.units import named_counter

IN = r"(?:(?<!公)里(?!程)(?:面|头|边)?|[当之]中|(?<![其集初高])中(?![国小学心央间等型])|其中|内|,)+"
NOT = r"(?:(?:还|仍|尚|并)?(?:(?<=[里中内,])非(?![常洲遗凡机])|不是|不属于|不算|不在|不含|并非|没有?被?|未(?![来央])[能被]?))"


@dataclass(frozen=True, slots=True)
class Portion:
    """asks: ``rest`` (the whole without the part), ``share`` (which share that is), ``bound`` (without what is over the bound),
    ``side`` (the other side of one that is counted, or how many a share of the whole is), ``ratio`` (which share the part is).

    whole, part: as the question calls them. number: how many the whole is, where the question says so. measure: the measure word asked for,
    empty where money is meant. tenths: 几成 is asked. places: decimals of a share. late: the share may be read otherwise first.
    """

    asks: Literal["rest", "share", "bound", "side", "ratio"]
    whole: str
    part: str
    number: Decimal | None = None
    measure: str = ""
    tenths: bool = False
    places: int = 1
    late: bool = False

    @property
    def takes_off(self) -> bool:
        """Whether the question says that the part is taken off, so that a figure of the part itself is no answer."""
        return self.asks not in ("side", "ratio")


_OF = r"(?:百分之?(?:几|多少)|几成|几分之几|多大(?:的)?(?:比例|比重|份额)|多少(?:比例|百分比))"
_RATIOS = (
    re.compile(rf"^(?P<w>.{{2,}}?)(?:{IN})(?P<p>[^,]{{2,}}?)的?(?:会|能|约)?占(?:了|到|去)?(?:{_OF}|(?:比|的?比例|的?比重)(?:是|为|有)?(?:多少|多大|几成)).*$"),
    re.compile(r"^(?P<w>[^,]{2,}?\d[\d.]*[亿万]?[美欧]?元),(?P<p>[^,]{2,}?)占(?:了|到|去)?多少$"),
    re.compile(rf"^(?P<p>.{{2,}}?)(?:大约|约)?(?:相当于|等于|是|为|达到?)(?P<w>[^,]{{2,}}?)的{_OF}$"),
)
_BEFORE_WHOLE = re.compile(
    rf"^(?P<p>.{{2,}}?)的?(?:会|能|约)?占(?:了|到|去)?(?P<w>[^,占]{{2,}}?)(?:的|里|中)*(?:{_OF}|(?:比例|比重|份额)?(?:是|为)?多少|(?:比例|比重)).*$"
)
_ALL = re.compile(r"^(?:全部|全体|所有|总数|总量|总共|总体|整体|总额)(?:的)?$")
_THEIR = re.compile("^(?:它们|他们|其|它|自身|自己|本身)的?(?=..)")
_MEASURE_OF = re.compile(rf"(?:的|年度?|今年|计划|预计|完成|实际|已|总)*(?:{NOUNS})(?:总?额)?$")
_MEASURED = re.compile(rf"(?:{NOUNS})(?:总?额)?$")
_LET = re.compile("^(?:请|帮我?)?(?:算一?下|算算|算一算|估算一?下|请问|问一?下),?")
_MONEY_PUT = re.compile("[投砸花](?:进去|下去|出去)?的(?:钱|资金|金额)")
_THIS_YEAR = re.compile(r"(?:今年|本年|当年)(?:度)?(?=要|计划|预计|投|完成)")


def read_ratio(text: str) -> Portion | None:
    """甲占乙的几成, 乙里甲占多大比例, 甲相当于乙的百分之几."""
    text = _MONEY_PUT.sub("投资", _LET.sub("", text))
    found = next((m for form in (*_RATIOS, _BEFORE_WHOLE) if (m := form.search(text))), None)
    if found is None or re.search(NOT, text) or re.search("以外|之外|除", text) or "占" in found["w"] or re.search("占", found["p"]):
        return None
    whole, part = (_THIS_YEAR.sub("年度", re.sub("总?(?:盘子|摊子)", "总投资", found[name].strip(TRIM))) for name in ("w", "p"))
    late = found.re is _BEFORE_WHOLE and not _ALL.match(whole)
    own = _MEASURED.search(part)
    if _THEIR.match(whole) and own:  # 甲项目年度计划投资占它们总投资的
        whole = _THEIR.sub(_MEASURE_OF.sub("", part), whole)
    if own and not named_counter(part) and not _ALL.match(whole) and not _MEASURED.search(whole):
        whole += own.group()  # 两个项目里甲的投资占几成: of what both come to
    given = [q for q in find_quantities(whole) if q.kind in ("count", "amount")]
    counter = "" if own and not named_counter(part) else named_counter(part) or named_counter(whole)
    money = (not counter and _MEASURED.search(whole) is not None) or bool(given and given[-1].kind == "amount")
    if counter:
        whole, part = (re.sub(rf"(?<=..){counter}数$", "", text) for text in (whole, part))
    if _ALL.match(whole):
        whole, money = part.rpartition("的")[2] or part, not counter and bool(re.search(rf"(?:{NOUNS})$", part))
    numbers = [q.low for q in given if (q.kind == "amount") == money]
    return Portion("ratio", whole, part, numbers[-1] if numbers else None, "" if money else counter or "个", "几成" in text, places_asked(text), late)
