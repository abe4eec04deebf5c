"""What the sources list of one kind: the towns, schools, lines of an article, found by how their names end, and a figure of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.ground.arithmetic.chosen import Ranked, gather_figures, options_of, together
from rag.ground.arithmetic.operand import Find, Look, Operand, same_number
from rag.ground.arithmetic.plan import Plan
from rag.ground.sentences.coordination import EVENT, NUMERALS
from rag.ground.sentences.owners import KINDS, named
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.types import Article

_MEASURE = "个|座|家|所|条|种|大|项|处|艘|款|支|名|届|期"
_COUNT = re.compile(
    rf"(?:这|那)?(?P<count>[{NUMERALS}]+)(?:{_MEASURE})(?P<kind>[㐀-鿿]{{1,6}}?)(?=[里中,、的之当]|一共|总共|合计|共|加|按|哪|总|平均|各|都|$)"
)
_WHICH = re.compile(
    rf"(?:(?:哪一?|各|每)(?:{_MEASURE})|最[㐀-鿿]{{1,2}}的(?:是|那)?哪?一?(?:{_MEASURE}))(?P<kind>(?:(?![的最更在有])[㐀-鿿]){{1,4}})"
)
_ENDINGS = {
    "学校": "小学|中学|学校|大学|学院|幼儿园", "高校": "大学|学院", "园区": "园区|园|高新区|经开区", "乡镇": "镇|乡",
    "县区": "县|区|市", "区县": "县|区|市", "企业": "公司|集团|厂", "厂家": "厂",
}  # fmt: skip
_ASKS = re.compile(
    rf"最[㐀-鿿]{{1,2}}|(?:从|由).到.|怎么排|排(?:个|一)?(?:序|列|名)|(?:多少|几)(?:个|[{_MEASURE.replace('|', '')}册吨人元亩])?"
    rf"|哪一?(?:{_MEASURE})?|加起来|加在?一起|一共|总共|合计|共计|[?]|按|(?:是|有)$"
)


def listed_by_kind(plan: Plan, unit: str, look: Look, find: Find) -> list[Operand]:
    """A figure for every thing of the kind that the question names (三座岛, 哪个镇); empty with fewer than two.

    Where the question says how many there are, there have to be as many.
    """
    question = look.evidence.question.folded
    counted, which = _COUNT.search(question), _WHICH.search(question)
    if not counted and not which:
        return []
    places = [name.text for name in find_names(question) if name.kind in ("place", "organisation") and not re.search("[哪几个座所条家各每]", name.text)]
    for again in (False, True):
        looks = [look, find(question)] if again and plan.dates else [look]
        figures = gather_figures(plan, looks)
        for article in {f.sentence.article.id: f.sentence.article for _, f in figures}.values():
            if not all(place in fold_text(f"{article.title}{article.text}") for place in places):
                continue
            for kind in _kinds([m["kind"] for m in (which, counted) if m]):
                names = names_of(kind, article)
                asked = _asked(question, [m.group() for m in (counted, which) if m])
                found = _each(plan, unit, asked, question, names, [pair for pair in figures if pair[1].sentence.article.id == article.id])
                wanted = counted["count"] + "个" if counted else ""
                exact = not wanted or same_number(wanted, f"{len(found)}个")
                if len(found) > 1 and (exact or (plan.operation not in ("sum", "mean", "order") and not wanted)):
                    return found
        if not plan.dates:
            break
    return []


def _asked(question: str, phrases: Sequence[str]) -> str:
    """What is asked of each: the question without the kind, its count and the places that it names."""
    for phrase in phrases:
        question = question.replace(phrase, " ", 1)
    for name in find_names(question):
        if name.kind in ("place", "organisation"):
            question = question.replace(name.text, " ")
    return _ASKS.sub(" ", question).strip(" ,")


def _kinds(words: Sequence[str]) -> list[str]:
    """The endings that names of the kind may have, the longest first: 海岛, 岛; a word may go on with what is asked (镇产量)."""
    kinds: list[str] = []
    for word in (whole[:n] for whole in words for n in range(len(whole), 0, -1)):
        kinds += [_ENDINGS[end] for end in _ENDINGS if word.endswith(end)]
        kinds += [word[-n:] for n in range(min(len(word), 4), 0, -1) if n > 1 or re.fullmatch(KINDS, word[-1])]
    # 项目, 工程 end names too long to be told where they begin; ``listed`` finds those by their figures
    return [kind for kind in dict.fromkeys(kinds) if not EVENT.search(kind) and not re.search("项目|工程|产品|产业|平台|基地", kind)]


def names_of(kind: str, article: Article) -> list[str]:
    """Every name of the article that ends in ``kind``, as it first stands; one that ends in another is that other."""
    text = fold_text(article.text)
    found = list(dict.fromkeys(name for name, _ in named(kind, text)))
    found = [name for name in found if not re.search(r"[年月]", name)]
    return [name for name in found if not any(name != other and name.endswith(other) for other in found)]


def _each(plan: Plan, unit: str, asked: str, question: str, names: Sequence[str], figures: Ranked) -> list[Operand]:
    """The names that have a figure of what is asked, all of one group."""
    if not 1 < len(names) <= 12:
        return []
    named_plan = replace(plan, names=tuple(names), attribute=asked, common="", scope="", noun="")
    for options in options_of(named_plan, unit, f"{asked} {question}", figures):
        kept = [(name, each[:3]) for name, each in zip(names, options, strict=True) if each]
        chosen = together([each for _, each in kept]) if 1 < len(kept) <= 8 else []
        if chosen:
            return [Operand(name, figure) for (name, _), figure in zip(kept, chosen, strict=True)]
    return []
