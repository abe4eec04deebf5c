"""A run of items as it answers: without what leads into it, what is made of it, and what the question itself says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.sentences.enumerating import Item
from rag.text.fold import fold_text
from rag.text.numbers import find_quantities

_AMOUNT = re.compile(r"^(?:总?投资|产值|金额|规模|占地|面积)?(?:额)?(?:约|达|为)?")
_COUNT = re.compile(
    r"^(?:[”」』\"》])?(?:等|这|共|一共)*((?:[两二三四五六七八九十]+|\d+)(?:余|多)?(?:个|家|所|项|种|款|类|座|条|位|名|大))"
)
DISPOSED = re.compile("(?:处理|看|视|归|合并|统称|并称|合称|列|划|认定|确定)(?:并?[为成作入])")  # 将甲、乙|看作…
RANGES = ("方面", "领域", "环节", "行业")
_QUOTED = re.compile("\"([^\"]{2,16})\"")


def cut_to(folded: str, items: list[Item]) -> list[Item]:
    """The items that answer a folded question, cut to their names."""
    return _after_with(as_asked(folded, _in_range(_disposed(items))))


def stated_count(items: Sequence[Item]) -> tuple[int, str]:
    """(how many the source says there are, as it says it) right behind the last item (等12家企业); (0, "") when it does not."""
    last = items[-1]
    found = _COUNT.match(last.sentence.article.text[last.end : last.sentence.end])
    quantities = find_quantities(found.group(1)) if found else []
    return (int(quantities[0].low), quantities[0].text) if quantities else (0, "")


def _disposed(items: list[Item]) -> list[Item]:
    """将甲、乙看作…: the items between 将 and what is made of them."""
    last, first = items[-1], items[0]
    cut = DISPOSED.search(last.text)
    lead = max(first.text.rfind("将"), first.text.rfind("把"))
    if cut is None or cut.start() < 2 or not -1 < lead < len(first.text) - 2:
        return items
    return [Item(first.sentence, first.start + lead + 1, first.end), *items[1:-1], Item(last.sentence, last.start, last.start + cut.start())]


def _in_range(items: list[Item]) -> list[Item]:
    """在甲、乙等领域: the first item without its 在."""
    first, last = items[0], items[-1]
    behind = last.sentence.article.text[last.end : last.end + 4]
    if len(first.text) < 3 or first.text[0] not in "在从就对" or not re.match(rf"等?(?:{'|'.join(RANGES)})", behind):
        return items
    return [Item(first.sentence, first.start + 1, first.end), *items[1:]]


def _after_with(items: list[Item]) -> list[Item]:
    """协会与甲、乙、丙等3家: three, of which 协会 is none."""
    if not items or stated_count(items)[0] != len(items) or not 1 < (at := items[0].text.rfind("与")) < len(items[0].text) - 2:
        return items
    return [Item(items[0].sentence, items[0].start + at + 1, items[0].end), *items[1:]]


def _is_named(name: str, folded: str, told: str) -> bool:
    """Whether the folded question names it, and not only something longer that the sentence has too: 甲鱼 in 甲鱼养殖园."""
    return any(f"{name}{folded[m.end() : m.end() + 2]}" not in told or len(folded[m.end() :].rstrip("?")) < 2 for m in re.finditer(re.escape(name), folded))


def as_asked(folded: str, items: list[Item]) -> list[Item]:
    """The items without what the question itself says, without the amount they are described by, and without what follows 的."""
    kept, bare = [], _QUOTED.sub("", folded)
    others = [fold_text(item.text) for item in items]
    for n, item in enumerate(items):
        start, end = item.start, item.end
        text = item.sentence.article.text
        if n == 0:
            length = next((k for k in range(end - start, 2, -1) if fold_text(text[start : start + k]) in folded), 0)
            if 3 <= length < end - start - 1:
                start += length
            rest = text[start:end]
            marked = rest[0] in "《“「\""
            if not marked and "的" in rest[1:-2] and not any("的" in other for other in others[1:]) and not find_quantities(rest):
                start += rest.index("的", 1) + 1
            while text[start : start + 1] in "的了":
                start += 1
        quantities = find_quantities(text[start:end])
        if (
            quantities
            and text[start + quantities[0].end : end].startswith("的")
            and not _AMOUNT.sub("", text[start : start + quantities[0].start])
        ):
            start += quantities[0].end + 1
        if (
            n == len(items) - 1
            and n
            and "的" in text[start + 1 : end]
            and not any("的" in other for other in others[:-1])
            and not quantities
        ):
            end = start + 1 + text[start + 1 : end].index("的")
        if n and n == len(items) - 1 and (quoted := re.search("[“「][^“”「」]+[”」]$", text[start:end])) and fold_text(quoted.group()) in folded:
            end = start + quoted.start()  # 甲、乙“组合拳”, asked what the 组合拳 is
        if (
            verb := re.search(r"(?:签约|合作|落户|入驻|开工|投产|竣工|启用|获批|上市|参展)+$", text[start:end])
        ) and verb.group() in folded:
            end = start + verb.start()
        if end - start > 1 and (n or not _is_named(fold_text(text[start:end]), bare, item.sentence.folded.text)):
            kept.append(Item(item.sentence, start, end))
    return kept
