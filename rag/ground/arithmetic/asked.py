"""What is wanted of each of the things that a comparison or a sum names: the thing, its attribute's words, the unit, the time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from rag.embed.words import load_words
from rag.ground.arithmetic.operand import COUNT, is_of
from rag.ground.arithmetic.plan import Plan
from rag.ground.sentences.coordination import ADJECTIVE, MEASURES, THINGS, TRIM, own_subject
from rag.ground.sentences.figures import Figure, letters
from rag.ground.sentences.owners import KINDS, Thing, forms_of
from rag.text.dates import find_dates
from rag.text.units import unit_table
from rag.understand.question import MONEY, unit_of

Letter = tuple[tuple[str, ...], bool]
"""The pairs that a character of the attribute stands in, and whether the other operands do not have it."""
OPTIONAL = re.compile(r"(?:总|占地|建筑)?(?:面积|比例|占比|比重|份额|集聚度|长度|高度|重量|里程|用地|占地|价格|票价|价钱|金额|规模|数量|百分点|投资|产值)$")
"""What the unit says already."""

_ASKED = re.compile(r"(?:多少|几)个?(?:亿|万|千|百(?!分))?([㐀-鿿]{1,4})")
# What an adjective alone asks for: its unit.
_BY_ADJECTIVE = ((r"贵|便宜|划算|多少钱", "元"), (r"长(?!大)|远|短(?!缺)", "米"), (r"重(?![点大要])", "克"), (r"高", "米"))
_EMPTY = re.compile(
    rf"[更最](?:{ADJECTIVE}|便宜)|[的了得着吗呢,;]|一共|总共|合计|加起来|数量|(?<=..)总[数量额](?=\s|$)|总?人数(?=\s|$)|(?<=.)数(?=\s|$)|第?几|多少|哪.?|谁|便宜|平均|相差"
    rf"|[这本此那][次批些个]|(?<![㐀-鿿])[是在被将把个些]+|[是有为在到]+(?![㐀-鿿])"
)
_PAST = r"去年|上年|前年|往年|过去|以前|此前|原先|原来|之前|先前|上届|上季度?|上个?月|(?:上年|去年)?同期"
_NOW = r"今年|现在|如今|目前|本届|本季度?|本月|当前"
_TIME = re.compile(rf"(?:在|于)?(?:{_PAST}|{_NOW})(?:的)?|(?:19|20)\d\d年(?:的)?")
_SPOKEN = (("赚", "利润"), ("招", "招生"), ("花", "投资"), ("投", "投资"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One operand: the thing, what of it, and what its figures are measured in (``units``; none: as ``unit`` says)."""

    thing: Thing
    words: str
    attribute: tuple[Letter, ...]
    units: frozenset[str]
    unit: str

    def takes(self, figure: Figure) -> bool:
        """Whether a figure is measured in what is asked for; shares only where they are asked for."""
        if self.units:
            return figure.unit in self.units
        if not self.unit and figure.kind == "share" and not re.search(r"[率比重]|增|成", self.words):
            return False
        return is_of(figure, self.unit)


def wanted(plan: Plan, unit: str, question: str, text: str) -> list[list[Wanted]]:
    """What is looked for of each name of the plan, the likelier reading of the names first.

    question, text: folded; the text is that of the articles found.
    """
    names = list(plan.names)
    question = _without(question, names)
    of_time = len(names) == 2 and re.fullmatch(rf"(?:{_PAST}|(?:19|20)\d\d年).{{0,4}}", names[1]) is not None
    if of_time:
        parted = _parted(names[0], [], text)
        readings = [[parted, parted]]
    else:
        readings = _readings([_parted(name, names, text) for name in names], plan)
    found = [_of(plan, unit, question, text, reading, of_time, all_words) for all_words in (False, True) for reading in readings]
    return sorted(found, key=lambda each: not any(one.words or one.units or one.unit for one in each))


def _without(question: str, names: Sequence[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        question = question.replace(name, " ")
    return question


def _of(plan: Plan, unit: str, question: str, text: str, parts: Sequence[tuple[str, str]], of_time: bool, all_words: bool) -> list[Wanted]:
    """all_words: whatever the question has besides the names is what is asked, not only what the plan made out."""
    noun = re.sub(rf"(?:{ADJECTIVE})$", "", plan.noun)
    noun = "" if re.fullmatch(THINGS, noun) or noun in "".join(plan.names) else noun
    asked = f"{plan.common} {'' if noun in plan.attribute else noun} {plan.attribute}"
    asked = _residue(question) if all_words else asked
    words = [_plain(f"{rest} {asked}") for _, rest in parts]
    units, unit = _measured(question, "".join(words), plan, unit)
    words = [_without_units(each, units) for each in words]
    found = []
    for i, (subject, _) in enumerate(parts):
        others = [s for j, (s, _) in enumerate(parts) if j != i and s != subject]
        rest = "".join(each for j, each in enumerate(words) if j != i) if len(set(words)) > 1 else ""
        theirs = {pair for letter in letters(rest) for pair in letter}
        attribute = tuple((letter, bool(rest) and theirs.isdisjoint(letter)) for letter in _letters(words[i]))
        thing = _in_time(Thing(plan.names[i], forms_of(subject, others, text)), plan, question, i, of_time)
        found.append(Wanted(thing, words[i], attribute, units, unit))
    return found


def _in_time(thing: Thing, plan: Plan, question: str, i: int, of_time: bool) -> Thing:
    """The thing with the time that its name, else the question says."""
    name = plan.names[i]
    when = name if of_time or _TIME.search(name) else re.sub(rf"比(?:{_PAST})", "", question)
    past: bool | None = True if re.search(_PAST, when) else None
    if past is None and (of_time or re.search(_NOW, when)):
        past = False
    year = next((m.value[:4] for m in find_dates(when) if m.value[:4].isdigit()), "")
    return Thing(thing.label, thing.forms, past, year)


def _residue(question: str) -> str:
    """What a question without its names asks: 种 地 of 谁种的地多."""
    bare = re.sub(
        rf"[和与跟比、]|还是|请问|按.{{0,8}}(?:排|到).*|[里中](?=,|$)|(?:相比|比起来),?|[?]"
        rf"|(?<=[㐀-鿿 ])(?:{ADJECTIVE})(?:出|了)*(?=$|\\?|,|多少|几| )",
        " ",
        question,
    )
    return re.sub(rf"(?:多少|几)(?:个|[{MEASURES}]|亿|万)*", " ", bare)


def _parted(name: str, names: Sequence[str], text: str) -> tuple[str, str]:
    """(subject, what of it) of a name: (甲港, 集装箱) of 甲港集装箱; the subject is as much of its front, or end, as the text has."""
    name = re.sub(r"(?<=..)(?:里面?|[之当]?中)$", "", _TIME.sub("", name).strip(TRIM))
    if counted := re.search(r"(?<=..)[两二三四五六七八九十](?:地|个(?!月)|家|座|所|处|者|市|县|镇)", name):
        return name[: counted.start()], name[counted.end() :].removeprefix("的")
    if name in text or re.sub("[《》\"]", "", name) in text:
        return name, ""
    for date in reversed(find_dates(name)):
        name = f"{name[: date.start]}{name[date.end :]}".strip(TRIM)
    if name in text:
        return name, ""
    if (subject := own_subject(name)) and subject in text:
        return subject, name[len(subject) :].strip(TRIM)
    head, _, rest = name.partition("的") if "的" in name[1:-1] else (name, "", "")
    if rest and head in text and len(head) > 1:
        return head, rest
    cuts = [0, *accumulate(map(len, load_words().segment(head)))]
    front = next((n for n in reversed(cuts) if n > 1 and head[:n] in text), 0)
    back = next((n for n in range(len(head), 1, -1) if head[-n:] in text), 0)
    like = any(head[front - 1 : front] == other[-1:] for other in names if other != name)
    kind = re.search(rf"(?:{KINDS})$", head)
    if kind and back > front and back > len(kind.group()) + (len(kind.group()) == 1) and not (front and (like or re.search(rf"(?:{KINDS})$", head[:front]))):
        return head[-back:], rest
    if not front:
        return name, ""
    between = head[front:] if len(head) - front > 1 else ""
    return head[:front], f"{between} {rest}".strip()


def _readings(parts: list[tuple[str, str]], plan: Plan) -> list[list[tuple[str, str]]]:
    """甲港的货轮比乙港: both are asked for their 货轮; 甲港的货轮比客轮: both are 甲港's. How alike the second ends, tells which."""
    rests = [rest for _, rest in parts if rest]
    if len(rests) != 1 or len(parts) < 2:
        return [parts]
    shared = [(subject, rests[0]) for subject, _ in parts]
    subject, rest = parts[0]
    if not rest:
        return [shared]
    others = [second for second, _ in parts[1:]]
    last = plan.names[-1][-1:]
    if all(place := own_subject(second) for second in others) and others[0][-2:] == rest[-2:]:
        return [[parts[0], *((place := own_subject(second), second.removeprefix(place)) for second in others)]]
    apart = [(subject, rest), *((subject, second) for second in others)]
    alike = last == rest[-1:] and last != subject[-1:]
    if alike:
        return [apart]
    return [apart, shared] if plan.operation in ("sum", "which", "order", "table", "mean") else [shared, apart]


def _measured(question: str, words: str, plan: Plan, unit: str) -> tuple[frozenset[str], str]:
    """The units that the question asks in (多少万吨: 克), or of what kind it asks (as ``is_of``), empty: of any."""
    none: frozenset[str] = frozenset()
    table = unit_table()
    for m in _ASKED.finditer(question):
        for n in (4, 3, 2, 1):
            name = m.group(1)[:n]
            if len(name) < n or name not in table or table[name].name in ("倍", "天", "年", "个月"):
                continue
            found = table[name]
            if found.kind == "count" and unit == MONEY and not plan.measure:
                continue
            if found.kind == "count":
                kinds = {found.name, "个"} | ({"人次"} if found.name == "人" else set())
                return (none, COUNT) if found.name == "个" else (frozenset(kinds), COUNT)
            if found.kind in ("amount", "share", "measure"):
                return frozenset({"%"} if found.name == "百分点" else {found.name}), ""
    if plan.measure and re.search(r"(?:多少|几)个(?!百分|月)", question):
        return none, COUNT
    if re.search(r"多少钱|几块钱", question):
        return frozenset({"元", "美元"}), ""
    if re.search(r"百分点|增长[更最]?快|(?:增速|增幅|[^效功]率)[更最]?(?:高|低|快|大|小)", question):
        return frozenset({"%"}), ""
    if re.search("贵|便宜|划算", question):
        return frozenset({"元", "美元"}), ""
    if not words and (by := next((u for pattern, u in _BY_ADJECTIVE if re.search(pattern, question)), "")):
        return frozenset({by}), ""
    if "亩产" in words:
        return frozenset({"克"}), ""
    return none, unit_of(words) or ("" if unit == COUNT and not plan.measure else unit)


def _plain(words: str) -> str:
    """The words without those that only ask, and without the time."""
    words = _EMPTY.sub(" ", _TIME.sub(" ", words))
    for verb, noun in _SPOKEN:
        words = re.sub(rf"(?<![㐀-鿿]){verb}(?=\s|$)", noun, words)
    return " ".join(dict.fromkeys(words.split()))


def _without_units(words: str, units: frozenset[str]) -> str:
    """处理吨, 座车站 without the unit that is asked for."""
    names = [n for n, u in unit_table().items() if u.name in units and n != "人"] + ["百分点", *"月年天个倍亿万"]
    for name in sorted(names, key=len, reverse=True):
        words = re.sub(rf"(?<![㐀-鿿]){name}(?=[㐀-鿿])|{name}(?=\s|$)", " ", words)
    return " ".join(words.split())


def _letters(words: str) -> list[tuple[str, ...]]:
    """As ``letters``; a word of one character is a letter of its own."""
    return letters(words) + [(run,) for run in words.split() if len(run) == 1 and not run.isascii()]
