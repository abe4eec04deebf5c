"""English comparisons and sums as the Chinese questions that ``rag.ground.arithmetic`` reads: 甲和乙,哪个总投资更高?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.text.language import AUXILIARIES

Say = Callable[[str], str]
"""English words in Chinese order, in the sources' words; empty when nothing of them is said."""

_HOW = {  # how it compares, with what is meant where the question names no measure
    "多": r"more|most", "大": r"larger|largest|bigger|biggest|greater|greatest", "高": r"higher|highest|taller|tallest|costlier|pricier|dearer|richer",
    "少": r"less|least|fewer|fewest|cheaper|cheapest", "低": r"lower|lowest", "小": r"smaller|smallest",
    "早": r"earlier|earliest|sooner|before|first(?! (?:quarter|half|phase|batch|months?|three|six|nine|day|year|week|time))",
    "晚": r"later|latest|last|after", "长": r"longer|longest", "短": r"shorter|shortest", "快": r"faster|fastest|quicker|quickest", "慢": r"slower|slowest",
    "重": r"heavier|heaviest",
}  # fmt: skip
_COMPARATIVE = "|".join(_HOW.values())
_COMPARES = re.compile(rf"(?i)\b(?:{_COMPARATIVE})\b")
_GROWTH = re.compile(r"(?i)\b(?:grow|grew|grown|growth|rise|rose|risen|increase|increased|climb|climbed|fall|fell|drop|dropped|decline|declined)\b")
_COST = re.compile(r"(?i)\b(?:cost|costs|costly|costlier|costliest|cheap|cheaper|cheapest|expensive|pricier|dearer|price|money)\b")
_LAST = r"(?: (?:together|combined|in total|altogether|in all|all together))"
_THAN = re.compile(
    rf"(?i)^(?:by )?(?:how (?:much|many)(?: times)? |what |which |(?:{AUXILIARIES}) )?"
    rf"(?P<before>.*?)\b(?P<more>{_COMPARATIVE})\b(?P<mid>.*?)\bthan (?P<b>.+)$"
)
_EITHER = re.compile(
    rf"(?i)^(?P<ask>.*?\b(?:which|who|what)\b.*?)(?:[,:] ?| - )(?P<list>[^:]+?(?:,? or | and ).+)$"
    rf"|^(?P<ask2>(?:which|who)\b.*\b(?:{_COMPARATIVE})\b.*?) (?P<list2>(?:the )?[^,:]+? or .+)$"
    rf"|^(?:{AUXILIARIES}) (?P<list3>.+? or .+?) (?P<ask3>(?:[a-z]+ )?(?:{_COMPARATIVE})\b.*)$"
)
_OF = tuple(
    re.compile(
        rf"(?i)^(?P<ask>.*?)\b(?:{before})\b (?P<list>[^,]+? and [^,]+?)"
        rf"{_LAST}?(?: (?P<verb>total|come to|came to|amount to|add up to|have|get|cost|attract|receive|invest|cover|occupy)\b(?P<rest>.*?))?{_LAST}?$"
    )
    for before in ("between|of|for|among|from", f"by|in|{AUXILIARIES}")
)
_ADDING = re.compile(
    r"(?i)^(?:adding|add|taking|counting|putting) (?P<list>.+? and .+?)(?: together| up)?, (?P<ask>.+)$"
    rf"|^(?P<list2>.+? and .+?){_LAST}?, (?P<ask2>(?:how|what)\b.+)$"
)
_SUPERLATIVE = re.compile(
    rf"(?i)^(?:which|what|who)(?: of (?:the|these|those|all))? (?P<noun>.*?)\b(?:{AUXILIARIES}|got|gets|drew|draws|costs?|received?|attracts?|attracted)\b "
    rf"(?P<rest>.*?)(?:the )?\b(?:{_COMPARATIVE})\b(?P<attribute>.*)$"
)
_EXCEEDS = re.compile(
    r"(?i)\bhow (?:much|many|far) (?:more )?(?:did|does|do|will|would) (?:the )?(?:(?P<attribute>[^,]+?) (?:in|of|for|from) )?"
    r"(?P<a>[^,]+?) (?:exceed|surpass|outstrip|outnumber|outweigh|top) "
    r"(?:(?:that|those|the one|the ones)(?: (?:in|of|for|from))? )?(?P<b>.+)$"
)
_TIMES = re.compile(r"(?i)\bhow many times (?:as|more|larger|bigger|greater|higher|the)\b|\bby what factor\b")
_DIFFERENCE = re.compile(r"(?i)\bdifference\b|\bgap\b|\bhow (?:much|many) (?:\w+ )?(?:" + _COMPARATIVE + r")\b|\bby how much\b")
_WHEN = re.compile(r"(?:\d{4}年)?(?:第?[一二三四]季度|[上下]半年|[今去明]年|本月|上月|\d{1,2}月)")
_MEAN = re.compile(r"(?i)\baverage\b|\bmean\b")
_ASKED = re.compile(
    r"(?i)\b(?:which|what|whats|who|how|much|many|of|the|a|an|one|ones|two|three|both|these|those|total|sum|combined|altogether|together|average|mean|difference"
    r"|gap|compare|compared|by|times|as|and|or|come|came|comes|to|between|from|there|in all"
    r"|amount|number|size|figure|than|when|you|put|on|up|add|adding|year|factor|large|big|s|taken)\b"
    rf"|\b(?:{AUXILIARIES})\b|\b(?:{_COMPARATIVE})\b|[,.?']"
)


def compared(text: str, say: Say) -> str:
    """An English comparison or sum in Chinese, its time first; empty when it has none of the usual shapes, or a thing compared is not said."""
    return _dated(_compared(text, say))


def _compared(text: str, say: Say) -> str:
    asked = re.sub(r"(?i),? and by how (?:much|many)(?: \w+)?$", "", re.sub(r"(?i)^(?:so|and|but|in your view|overall),? ", "", text.strip(" ?.!")))
    measure = _measure(asked)
    if found := _EXCEEDS.search(asked):
        a, b, attribute = say(_bare(found["a"])), say(_bare(found["b"])), measure or _attribute(found["attribute"] or "", say)
        return f"{a}的{attribute or '数量'}比{b}多多少?" if a and b else ""
    if found := _THAN.search(asked):
        return _than(asked, found, measure, say)
    if (found := _EITHER.match(asked)) and _COMPARES.search(found["ask"] or found["ask2"] or found["ask3"]):
        listed, ask = next((found[f"list{n}"], found[f"ask{n}"]) for n in ("", "2", "3") if found[f"list{n}"])
        names = _names(listed, say)
        attribute = measure or _attribute(ask, say)
        return f"{_joined(names)},哪个{attribute}更{_how(ask)}?" if len(names) > 1 and all(names) else ""
    if found := _ADDING.match(asked) or next((found for form in _OF if (found := form.match(asked))), None):
        groups = found.groupdict()
        names = _names(groups.get("list") or groups.get("list2") or "", say)
        ask = " ".join(filter(None, (groups.get("ask") or groups.get("ask2"), groups.get("verb"), groups.get("rest"))))
        attribute = measure or _attribute(ask, say)
        if len(names) < 2 or not all(names):
            return ""
        joined = _joined(names)
        if _DIFFERENCE.search(asked):
            return f"{joined}的{attribute}相差多少?"
        if _MEAN.search(asked):
            return f"{joined}的{attribute}平均是多少?"
        return f"{joined}的{attribute}一共是多少?" if attribute else f"{joined}一共是多少?"
    if found := _SUPERLATIVE.match(asked):
        noun, attribute = say(found["noun"]), measure or _attribute(f"{found['rest']} {found['attribute']}", say)
        return f"哪个{noun}的{attribute}最{_how(asked)}?" if noun and attribute else ""
    return ""


def _than(asked: str, found: re.Match[str], measure: str, say: Say) -> str:
    """How A stands to B: ``how much larger was the investment in A than that in B``, ``how many more X does A have than B``, ``is A larger than B``."""
    more = _how(found["more"])
    middle = found["mid"].strip()
    split = re.match(rf"(?i)^(?P<attribute>.*?)\b(?:{AUXILIARIES}|in)\b (?P<a>.+)$", middle)
    first = split["a"] if split else f"{found['before']} {middle}".strip()
    attribute = measure or (_attribute(split["attribute"], say) if split else "")
    second = re.sub(r"(?i)^(?:that|those|the one|the ones|it|the same)(?: (?:of|in|for|from|at))? ", "", found["b"])
    second = re.sub(rf" (?:{AUXILIARIES})$", "", second)
    parts = re.match(r"(?i)^(?P<attribute>.+?) (?:in|of|for|at) (?P<a>.+)$", first) if re.match(r"(?i)(?:that|those)\b", found["b"]) else None
    if parts and not attribute:
        attribute, first = _attribute(parts["attribute"], say), parts["a"]
    first = re.sub(r" (?:have|has|get|got|cost|invest|invested|receive|received|attract|attracted|open|opened)$", "", first)
    a, b = say(_bare(first)), say(_bare(second))
    if not a or not b:
        return ""
    own = f"{a}的{attribute}" if attribute else a
    if _TIMES.search(asked):
        return f"{own}是{b}的几倍?"
    if re.match(r"(?i)(?:by )?(?:how|what)\b", asked):
        return f"{own}比{b}{more}多少?"
    return "" if asked.lower().startswith(("which", "who")) else f"{own}比{b}{more}吗?"


def _measure(asked: str) -> str:
    """What is measured where only the comparison says it: costlier, grew faster, came first."""
    if _GROWTH.search(asked) and re.search(r"(?i)\b(?:faster|fastest|more|quicker|slower)\b", asked):
        return "增速"
    if _COST.search(asked):
        return "投资"
    return ""


def _how(asked: str) -> str:
    return next((chinese for chinese, english in _HOW.items() if re.search(rf"(?i)\b(?:{english})\b", asked)), "多")


def _names(listed: str, say: Say) -> list[str]:
    names = [_bare(part) for part in re.split(r",? (?:and|or) |, ", listed)]
    return [say(name) for name in _whole([name for name in names if name])]


def _joined(names: Sequence[str]) -> str:
    return f"{'、'.join(names[:-1])}和{names[-1]}"


def _bare(name: str) -> str:
    return re.sub(r"(?i)^(?:the|a|an|that of|those of|in|of) |'s$", "", name.strip(" ,.?"))


def _whole(names: list[str]) -> list[str]:
    """Each of the names with what only the last one says: east or west industrial park, provincial and municipal key projects."""
    last = names[-1].split() if names else []
    if len(last) < 2 or not all(len(name.split()) == 1 and name.replace("-", "").isalpha() for name in names[:-1]):
        return names
    return [*(" ".join([name, *last[1:]]) for name in names[:-1]), names[-1]]


def _attribute(text: str, say: Say) -> str:
    words = " ".join(_ASKED.sub(" ", text).split())
    return say(words) if words else ""


def _dated(question: str) -> str:
    """The question with the time that stands behind what is measured put first: 甲和乙的投资一季度 as 一季度甲和乙的投资."""
    found = _WHEN.search(question)
    return f"{found.group()}{question[: found.start()]}{question[found.end() :]}" if found and found.start() else question
