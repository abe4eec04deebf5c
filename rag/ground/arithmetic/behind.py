"""The whole behind a part and its share: of 云州市9个项目入选,占全省总数的22.5% how many the province has in all.

Reckoned where it is asked outright (按占比倒推), and where the question names the whole and not the part's owner: 全省入选了几个 is not answered
by 云州市's nine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from rag.ground.arithmetic.facts import Fact, facts_of, letters_of
from rag.ground.arithmetic.operand import Look, Operand
from rag.ground.arithmetic.outcome import Result, plain, table
from rag.ground.draft import Draft
from rag.ground.sentences.figures import Figure, name_of
from rag.text.names import find_names
from rag.text.numbers import format_quantity

_COUNTED = 0.6  # how much of what is counted has to be told of the part: 瞪羚企业 are no 专精特新企业
_TOLD = 0.3  # how much of the question a sentence has to tell that is reckoned backwards from
_BACKWARDS = re.compile("倒推|反推|倒算|反算|推算|推出|折算|回推")
_OF_THE_WHOLE = re.compile("占(?:到|了|去|据)?(?P<whole>[^,，。;；]{0,20})$")
_NAME = re.compile("[㐀-鿿]{2,}?(?=[省市县区州盟旗]|国家|自治|自创|高新|$)")
_LEVEL = re.compile("(?:全|我|本|该|整个)(?P<level>[省市县区州国])")
_PLACES = frozenset(("place", "organisation"))


def whole_behind(folded: str, look: Look) -> Draft | None:
    """How many (or how much) there is in all, from a part and its share; None where that is not what is asked for."""
    if not re.search("多少|几[个家项名人所座种台条件位户]|几(?:百|千)?[万亿]", folded):
        return None
    if _BACKWARDS.search(folded) and re.search("占|比例|比重|份额", folded):
        facts = facts_of(look, False)
        sentences = [scored.sentence for scored in look.evidence.scored[:3] if scored.local >= _TOLD]
        return next((_reckoned(*pair) for sentence in sentences for pair in _pairs([f for f in facts if f.figure.sentence == sentence])), None)
    found = _part_of_whole(folded, look)
    return _reckoned(*found[:2]) if found and found[2] >= _COUNTED and look.judgement.answers else None


def is_anothers_part(folded: str, look: Look) -> bool:
    """Whether the best candidate for how many there are is what somebody has whom the question does not name: a part, or a share of a part."""
    best = look.candidates[0] if look.candidates else None
    if look.evidence.question.kind != "count" or best is None:
        return False
    if re.search("[%成]", best.text) and best.scored.sentence.article.text[best.end : best.end + 1] == "的":
        return any(_is_anothers(folded, fact.figure) for fact in _beside_best(look) if best.start <= fact.figure.start < best.end)
    return _part_of_whole(folded, look) is not None


def _beside_best(look: Look) -> list[Fact]:
    """The figures of the sentence of the best candidate."""
    return [fact for fact in facts_of(look, False) if fact.figure.sentence == look.candidates[0].scored.sentence]


def _part_of_whole(folded: str, look: Look) -> tuple[Figure, Figure, float] | None:
    """The part that is the best candidate though the whole of it is asked for, its share, and how much of what is counted is told of it."""
    if "占" in folded or not look.candidates or "占" not in look.candidates[0].scored.sentence.text:
        return None
    best, facts = look.candidates[0], _beside_best(look)
    for part, share in _pairs(facts):
        held = (part, share) if "总" in folded else (part,)
        if any(best.start <= figure.start < best.end for figure in held) and _is_asked(folded, share) and _is_anothers(folded, part):
            noun = letters_of(look.evidence.question.noun)
            fact = next(fact for fact in facts if fact.figure == part)
            return part, share, fact.share([(letter, 1.0) for letter in noun], near=True, lone=False)
    return None


def _pairs(facts: list[Fact]) -> Iterator[tuple[Figure, Figure]]:
    """A count or an amount, and the share of a whole that it is told to be."""
    figures = [fact.figure for fact in facts]
    for share in (f for f in figures if f.kind == "share" and 0 < f.value < 100 and _OF_THE_WHOLE.search(f.left)):
        at = max((f.start for f in figures if f.kind == "share" and f.start < share.start), default=-1)
        parts = [f for f in figures if f.kind in ("count", "amount") and at < f.start < share.start]
        parts = [f for f in parts if not re.search("[;；。]", share.before[len(f.before) :])]
        if len(parts) == 1:
            yield parts[0], share


def _is_asked(folded: str, share: Figure) -> bool:
    """Whether the question names the whole that the share is of: 河南 of 占河南省, or 全省 of it."""
    found = _OF_THE_WHOLE.search(share.left)
    whole = found["whole"] if found else ""
    named = next((name.text for name in find_names(whole) if name.kind in _PLACES), whole)
    bare = match.group() if (match := _NAME.match(named)) else ""
    level = _LEVEL.search(folded)
    if any(f"全{seat}" in whole and re.search(f"[㐀-鿿]{{2}}{seat}", folded) for seat in "省市县区州"):
        return True
    return bool(bare and bare in folded) or bool(level and (f"全{level['level']}" in whole or level["level"] in named[len(bare) : len(bare) + 1]))


def _is_anothers(folded: str, part: Figure) -> bool:
    """Whether the part is told of somebody whom the question does not name."""
    owners = [name.text for name in find_names(part.left) if name.kind in _PLACES]
    bare = [match.group() if (match := _NAME.match(owner)) else owner for owner in owners[-1:]]
    return bool(bare) and bare[0] not in folded


def _reckoned(part: Figure, share: Figure) -> Draft | None:
    value = part.value * 100 / share.value
    rounded = value.quantize(Decimal(1), ROUND_HALF_UP) if part.kind == "count" else plain(value)
    shown = format_quantity(rounded, part.unit)
    formula = f"{part.text} ÷ {plain(share.value):f}% ≈ {shown}"
    return table([Operand(name_of(part), part), Operand("占比", share)], Result(f"约{shown}", f"总数约{shown}", formula))
