"""How many a source names, where it gives no figure: the members of the enumeration, counted (点出名字的有几种, 建几种生产线)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from rag.ground.arithmetic.operand import Look, Operand
from rag.ground.arithmetic.outcome import Result, table
from rag.ground.draft import Draft
from rag.ground.forms.shapes import enumerated
from rag.ground.sentences.cutting import stated_count
from rag.ground.sentences.figures import Figure, figures_of
from rag.ground.spans.lists import find_items
from rag.text.fold import fold_text
from rag.text.numbers import find_quantities, format_quantity
from rag.text.thesaurus import kindred
from rag.text.units import own_counter

_M = "个家项条名位种款类样所座场门支"
_ABOUT = r"(?:报道|文中|文章|原文|资料|新闻|稿子|文里|里面?|中|,|的)*"
_NAMED = (
    r"(?:(?:点|提|列|举|写|说)(?:到|出来?|明|出了|到了)的?(?:名字?|姓名)|(?:点|提|列举?|举)(?:到|出来?)|点名(?:提到|列出|说到)|列举|叫得出名字|有名有姓|具名)(?:来|过|了|的)*"
)
_NAMES = re.compile(
    rf"^(?P<of>.{{2,}}?){_ABOUT}{_NAMED}(?:[㐀-鿿]{{0,6}}?)(?:一共|总共|共|都|就)?(?:有|是)?(?:多少|几)(?P<m>[{_M}])(?P<n>[㐀-鿿]{{0,8}})$"
)
_KINDS = re.compile(r"^(?P<of>.{2,}?)(?:多少|几)(?P<m>种|款|类|样)(?P<n>[㐀-鿿]{2,8})$")


_TORN = re.compile(r"^[^“《(（]*[”》)）]|[“《(（][^”》)）]*$")


@dataclass(frozen=True, slots=True)
class Tally:
    """question: which they are. measure: the measure word that counts them. named: only those that are named are asked for."""

    question: str
    measure: str
    named: bool


def read_tally(folded: str) -> Tally | None:
    """The enumeration that a folded question wants counted; None where it asks for no such thing."""
    text = re.sub(r"大约|大概|到底|究竟|请问", "", folded).strip(" ?。!,")
    if re.search(r"哪|谁|比(?!例|重)|倍|占", text):
        return None
    if found := _NAMES.match(text):
        return Tally(f"{found['of'].strip(' ,的')}{'的' + found['n'] if found['n'] else ''}有哪些?", found["m"], True)
    if found := _KINDS.match(text):
        return Tally(f"{found['of']}哪些{found['n']}?", found["m"], False)
    return None


def counts(tally: Tally, look: Look) -> bool:
    """Whether the sources count them: the best candidate is a figure in their measure word."""
    best = look.candidates[0] if look.candidates else None
    stated = find_quantities(best.text) if best else []
    return any(q.kind == "count" and (tally.measure in q.unit or q.unit in "种类大项个") for q in stated)


def tallied(tally: Tally, look: Look) -> Draft | None:
    """The enumeration that ``look`` (at the tally's question) found, with how many it has; None without one."""
    items = find_items(look.evidence, look.candidates) if look.judgement.answers else []
    if not (draft := enumerated(items)):
        return None
    last, (stated, _) = items[-1], stated_count(items)
    behind = fold_text(last.sentence.article.text[last.end : last.sentence.end])
    if (stated and not tally.named) or stated not in (0, len(items)) or any(_TORN.search(item.text) for item in items):
        return None  # the source counts them itself, or the list is not whole
    kind = re.sub(r"有?哪些|[? ]", "", tally.question)[-4:]
    if not any(kind[i : i + 2] in fold_text(last.sentence.text) for i in range(len(kind) - 1)):
        return None  # nothing says that they are what is asked for
    more = not tally.named and behind.startswith("等") and not re.match("等在内", behind)
    return replace(draft, short=f"{'至少' if more else ''}{len(items)}{tally.measure}")


_ALTOGETHER = re.compile(r"一共|总共|共计|合计|加起来|统共|拢共|(?<!公)共(?=[㐀-鿿]{1,4}了?(?:多少|几))")
_AND = re.compile(r"、|和|与|及|以及|还有|,以及")
_DEED = re.compile(r"(?P<deed>[㐀-鿿]{2})[了过出]?$")
_ANYTHING = re.compile("目标|东西|物件|对象")


def added_up(look: Look) -> Draft | None:
    """What one deed of a sentence comes to over several kinds (查获了7台甲、3部乙和1部丙), where all of it is asked; None where it is not so told."""
    question = look.evidence.question
    asked = re.sub(r"[(][^()]*[)]", "", question.folded)
    counter = own_counter(question.measure)
    if question.kind not in ("count", "aggregation") or question.measure == "" or not _ALTOGETHER.search(asked) or re.search("[和与、比]|最", asked):
        return None
    before = _ALTOGETHER.split(asked)[0].strip(" ,")
    for scored in look.evidence.scored[:3]:
        for run in _runs(figures_of(scored.sentence)):
            deed = _DEED.search(run[0].left)
            if deed is None or not {deed["deed"], *kindred(deed["deed"])} & {asked[i : i + 2] for i in range(len(asked))}:
                continue
            if before and not any(pair in scored.sentence.folded.text for pair in {before[i : i + 2] for i in range(len(before) - 1)}):
                continue
            chosen = run if _ANYTHING.search(question.noun) and not counter else [f for f in run if f.unit == counter]
            if question.noun and not _ANYTHING.search(question.noun):
                chosen = [f for f in chosen if question.noun in f.right]
            if len(chosen) > 1:
                unit = chosen[0].unit if len({f.unit for f in chosen}) == 1 else "个"
                total = format_quantity(sum((f.value for f in chosen), Decimal(0)), unit)
                formula = f"{' + '.join(f.text for f in chosen)} = {total}"
                return table([Operand(f.right or f.text, f) for f in chosen], Result(total, f"合计{total}", formula))
    return None


def _runs(figures: list[Figure]) -> list[list[Figure]]:
    """The counts that stand side by side, each in front of what it counts: 7台甲、3部乙以及1部丙."""
    runs: list[list[Figure]] = []
    for figure in figures:
        last = runs[-1][-1] if runs else None
        between = figure.sentence.article.text[last.end + len(last.right) : figure.start] if last else ""
        joined = last is not None and figure.kind == last.kind == "count" and bool(_AND.fullmatch(between)) and bool(last.right)
        runs = [*runs[:-1], [*runs[-1], figure]] if joined else [*runs, [figure]]
    return [run for run in runs if len(run) > 1 and all(f.right for f in run)]
