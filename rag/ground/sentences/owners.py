"""Whose a figure is: of the things that a question names, the one that the text named last in front of it.

News goes on with what it named (甲镇收稻谷4万吨,亩产512公斤) until it names another thing, be it one that the question names
too or one of the same kind (乙镇). Every thing has forms: its name, its name without what all of them share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.ground.sentences.coordination import NUMERALS
from rag.ground.sentences.figures import Figure, before_it, paragraph_before
from rag.text.dates import find_dates
from rag.text.fold import fold_text

# How surely a figure is of what was named last: in its clause, its sentence, its paragraph, only in the title of the article.
CLAUSE, SENTENCE, PARAGRAPH, TITLE = 1.0, 0.9, 0.7, 0.5
KINDS = (
    "学校|医院|博物馆|图书馆|车站|水库|大桥|隧道|小学|中学|大学|学院|码头|公司|集团|项目|港|镇|乡|村|县|市|区|省|州|岛|湖"
    "|河|山|桥|路|线|站|馆|[一二三四五六七八九十]中|院|校|园|厂|店|局|社|库|场|城|寺|渠|矿|塔|井|队|组|班|号"
)
_SCHOOLS = "小学|中学|学校|大学|学院|幼儿园"
KIND = re.compile(rf"(?:{KINDS})$")
_SHORT = re.compile(r"(?<=[㐀-鿿]{2})(?:加工厂|有限公司|公司|集团|项目|工程|基地|[厂园楼])$")
_MARKS = re.compile(r"[《》“”\"'「」]")
_LEADS = re.compile(
    rf"^(?:其中|其次|还有|以及|此外|另外|而|但|今年|去年|相邻|同期|往返|位于|来自|包括|分别|至于|就是|通往|前往|[是为有在到从由和与及、])+|^[{NUMERALS}]+(?=[座个所家条]).*"
)
_COUNTED = re.compile(rf"[{NUMERALS}几多]+[座个所家条项]|^(?:[这那各全本该每某]|[{NUMERALS}]+大|其[余他它]|所有|另一?|新|老|大部分)")
_BOTH = re.compile(r"^[^\d,。;:]{0,6}?(?:和|与|及|、|以及)[^\d,。;:]{0,6}$")
_TOGETHER = re.compile(rf"(?:[{NUMERALS}]+(?:个|家|所|座|人|者|港|地|岛|镇|馆|校|项|条)|它们|他们|均|双方)[^,。;]*分别[^,。;]*$")
PAST = re.compile(r"(?<![比较])(?:去年|上年|前年|上一年|往年|过去|以前|此前|原先|原来|之前|先前|当年|上届|上季|上月|同期(?!,))")
NOW = re.compile(r"今年|现在|如今|目前|眼下|本届|本季|本月|当前")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a question names. forms: how the text may call it, folded, the surest first; none: it is no thing that
    is named, but one that is described.

    past: True where its figure of an earlier time is wanted, False of now, None where the question speaks of no time.
    year: the year (``2022``) that it names, or empty.
    """

    label: str
    forms: tuple[str, ...]
    past: bool | None = None
    year: str = ""

    def last(self, text: str) -> tuple[int, int]:
        """(start, end) of its last mention; (-1, -1): none."""
        spans = [m.span() for form in self.forms for m in _pattern(form).finditer(text)]
        return max(spans, key=lambda span: (span[1], span[0] - span[1])) if spans else (-1, -1)


@lru_cache(maxsize=512)
def _pattern(form: str) -> re.Pattern[str]:
    first, *rest = map(re.escape, form.split("…"))
    return re.compile((r"(?<!\d)" if form[:1].isdigit() else "") + "".join([first, *(f"[^,。;:!?]{{1,8}}?{r}" for r in rest)]))


def forms_of(name: str, others: Sequence[str], text: str) -> tuple[str, ...]:
    """The forms of ``name`` that the text has; forms that another name has as well are none.

    Of 望湖学校 望湖…学校 is a form; the name without its kind (望湖) only where the text has neither.
    """
    bare = _MARKS.sub("", name).strip()
    others = [_MARKS.sub("", other).strip() for other in others]
    start = _common([bare, *others]) if others else ""
    end = _common([bare[::-1], *(other[::-1] for other in others)])[::-1] if others else ""

    def good(form: str) -> bool:
        return len(form) > 1 and not any(form in other for other in others) and bool(_pattern(form).search(text))

    kind = end or (m.group() if (m := KIND.search(bare)) else "")
    apart = f"{bare.removesuffix(kind)}…{kind}" if kind and len(bare) > len(kind) + 1 else ""
    sure = [form for form in (bare, bare.removeprefix(start) if len(start) > 1 else "", apart) if good(form)]
    if sure:
        return tuple(dict.fromkeys(sure))
    without = [_SHORT.sub("", bare), bare.removesuffix(end) if end else "", KIND.sub("", bare)]
    found = [form for form in dict.fromkeys(without) if good(form)]
    return tuple(found[:1])


def _common(names: Sequence[str]) -> str:
    """How all the names begin."""
    first = min(names, key=len)
    n = next((i for i, char in enumerate(first) if any(name[i] != char for name in names)), len(first))
    return first[:n]


_COMMON_NOUNS = frozenset(re.findall("..", "园区片区厂区校区辖区街区库区景区社区全区该区本区我区各区"))  # 在园区: no other one


def rivals_of(thing: Thing, text: str) -> list[tuple[int, int]]:
    """Where the text names another thing of the same kind: 乙镇 beside 甲镇; what is only counted (三个镇) is none."""
    found = [m.group() for form in thing.forms[:1] if (m := KIND.search(form))]
    if not found:
        return []
    kind = _SCHOOLS if found[0] in _SCHOOLS.split("|") else "[一二三四五六七八九十]中" if found[0][-1] == "中" else found[0]
    return [span for name, span in named(kind, text) if name not in _COMMON_NOUNS and not any(form in name or name in form for form in thing.forms)]


def named(kind: str, text: str) -> list[tuple[str, tuple[int, int]]]:
    """Every name that ends in ``kind`` (a pattern) with its place: 4号线, 白马镇; counted things (三个镇) are none."""
    found = []
    for m in re.finditer(rf"[^\s,。;:、!?\"()《》]{{1,9}}?(?:{kind})", text):
        cut = max((c.end() for c in re.finditer(r"[的在和与及是到从由其了对把比]", m.group()[:-2])), default=0)
        start = m.start() + cut
        start += lead.end() if (lead := _LEADS.match(text[start : m.end()])) else 0
        piece = text[start : m.end()]
        if re.fullmatch(rf".+(?:{kind})", piece) and not _COUNTED.search(piece):
            found.append((piece, (start, m.end())))
    return found


def owned(things: Sequence[Thing], i: int, figure: Figure) -> float:
    """How surely the figure is of ``things[i]``, 0 (of another, or of several together) to 1."""
    mine, others = things[i], [thing for j, thing in enumerate(things) if j != i and thing.forms != things[i].forms]
    if not mine.forms:
        return 0.0
    if figure.name:
        own = fold_text(figure.name)
        if mine.last(own)[0] >= 0:
            return CLAUSE
        if any(other.last(own)[0] >= 0 for other in others) or rivals_of(mine, own):
            return 0.0
    if figure.modifies and figure.kind != "day":
        if mine.last(figure.right)[0] >= 0:
            return CLAUSE
        if others and re.search(r"[㐀-鿿]{3}", figure.right.removeprefix("的")):
            return 0.0
    if not figure.name and _TOGETHER.search(re.split(r"[。;]", figure.before)[-1]):
        return 0.0
    around = paragraph_before(figure)
    text = around + before_it(figure)
    start, end = mine.last(text)
    theirs = [other.last(text) for other in others]
    if end < 0:
        title = fold_text(figure.sentence.article.title)
        alone = mine.last(title)[0] >= 0 and not any(other.last(title)[0] >= 0 for other in others)
        return TITLE if alone and not any(e > 0 for _, e in theirs) and not rivals_of(mine, text) else 0.0
    if not figure.name:
        later = [span for span in theirs if span[1] > end and not span[0] <= start]
        if later or any(s >= end for s, _ in rivals_of(mine, text)):
            return 0.0
        for other_start, other_end in theirs:
            if other_start >= 0 and _BOTH.match(text[min(end, other_end) : max(start, other_start)]):
                return 0.0
    if end <= len(around):
        return PARAGRAPH
    return CLAUSE if not re.search(r"[,;:。]", text[end:]) else SENTENCE


def in_time(thing: Thing, figure: Figure) -> float:
    """How well the time that the figure is told of fits the wanted one: 0 it does not, to 1."""
    clause = re.split(r"[;。]", figure.before)[-1]
    years = [m.value[:4] for m in find_dates(clause, figure.sentence.article.date) if m.value]
    if thing.year and years:
        return 1.0 if years[-1] == thing.year else 0.0
    if thing.year and thing.year != figure.sentence.article.date[:4]:
        return 0.3
    is_past = _is_past(clause)
    if thing.past and not is_past and not NOW.search(clause):
        return 0.6 if _is_past(re.split(r"[。!?]", paragraph_before(figure) + figure.before)[-1]) else 0.0
    if thing.past or not is_past:
        return float(thing.past in (is_past, None))
    return 0.0 if thing.past is False else 0.3


def _is_past(text: str) -> bool:
    """Whether the last word of time in the text is of an earlier year: 去年."""
    past, now = (list(pattern.finditer(text)) for pattern in (PAST, NOW))
    return bool(past) and (not now or past[-1].start() > now[-1].start())
