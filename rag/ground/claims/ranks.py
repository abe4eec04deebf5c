"""The most or the least of what one sentence enumerates: 甲是不是投资最大的, where 乙 has the larger figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap
from rag.text.fold import bigrams, fold_text
from rag.text.numbers import Quantity, find_quantities

_MOST = r"(?P<what>[㐀-鿿]{0,6}?)最(?P<side>[多大高贵长重少小低短轻])的?"
_CLAIMS = (
    re.compile(rf"^(?:[^,]*?(?:里头?|里面|当中|之?中|中间|项目|这些|那些))?,?{_MOST}(?:一?[个项类家种座条]|项目|企业)?(?:就?是|为|,|数|要数)(?P<named>[^,最]{{2,30}})$"),
    re.compile(rf"^(?P<named>[^,最]{{2,30}}?)(?:是不是|就?是|算|在|,).*?{_MOST}(?:一?[个项类家种座条]|项目|企业)?$"),
    re.compile(rf"^[^,最]*(?:里头?|里面|当中|之?中|中间),?(?P<named>[^,最]{{2,16}}?)的?{_MOST}$"),
)
_CALLED = re.compile(r"最(?P<how>[㐀-鿿]{1,2}?)的?(?P<what>(?!是|的)[㐀-鿿]{1,4})(?:就?是|为)(?P<named>[^,是]{2,12})$")
_PARTS = re.compile(r"[、,，;；。]|以及|[及和与](?=[^、,，;；。]{0,6}\d)")
_SUM = re.compile(r"[总合]计|一共|(?<!总投资)共有?\d|上述")
_TOLD = 0.6  # share of a name's pairs of characters that the part on it must have


def most_of(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """Whether what a folded claim calls the most, or the least, is; None: it does not, or no sentence enumerates it."""
    for asked in (found for pattern in _CLAIMS if (found := pattern.match(claim))):
        pairs = _pairs(asked["named"])
        for sentence in sentences:
            rows = _rows(sentence)
            mine = max(rows, key=lambda row: _share(pairs, row[1]), default=None)
            if mine is None or _share(pairs, mine[1]) < _TOLD:
                continue
            rows = [row for row in rows if (row[0].kind, row[0].unit) == (mine[0].kind, mine[0].unit)]
            if len(rows) < 2:
                continue
            choose = min if asked["side"] in "少小低短轻" else max
            first = choose(rows, key=lambda row: row[0].low)
            return Swap(sentence, first[0].low == mine[0].low, first[1].strip())
    return _called(claim, sentences)


def _called(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """最大的难点是乙, where the sentence has 最大的难点是甲."""
    asked = _CALLED.search(claim)
    if asked is None:
        return None
    for sentence in sentences:
        told = re.search(rf"最{asked['how']}的?{asked['what']}(?:就?是|为|在于)(?P<named>[^,，。;；]{{2,20}})", sentence.folded.text)
        if told:
            shown = sentence.published(*told.span("named"))
            return Swap(sentence, asked["named"] in told["named"] or told["named"] in asked["named"], shown)
    return None


def _rows(sentence: Sentence) -> list[tuple[Quantity, str]]:
    """(figure, its part) of each part of a sentence that has one figure of a size and is no sum."""
    rows, at = [], 0
    text = sentence.text
    for cut in [*(m.span() for m in _PARTS.finditer(text)), (len(text), len(text))]:
        part, at = text[at : cut[0]], cut[1]
        figures = [q for q in find_quantities(part) if q.kind in ("amount", "measure", "count", "share", "multiple")]
        if len(figures) == 1 and not _SUM.search(fold_text(part)):
            rows.append((figures[0], part))
    return rows


def _share(pairs: set[str], part: str) -> float:
    folded = fold_text(part)
    return sum(pair in folded for pair in pairs) / len(pairs) if pairs else 0.0


def _pairs(name: str) -> set[str]:
    return set(bigrams(re.sub(r"[这那]个|项目|的", " ", name)))
