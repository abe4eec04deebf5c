"""Which of the things that the sources list is the most, the second, the last, and what the largest few come to.

东州两个项目哪个投资大, 三类里哪一类最多, 投资排第三的是哪个, 两栋楼哪栋先完工, 最大的两个项目一共多少: the question names none of the
things; they are what one article gives such a figure (or date) of, each with a name of its own, as many as the question says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rag.embed.words import load_words
from rag.followup.subject import LABEL
from rag.ground.arithmetic.among_named import RANK, read_among_named
from rag.ground.arithmetic.described import EMPTY, over
from rag.ground.arithmetic.facts import ASKED, Fact, letters_of, weighted
from rag.ground.arithmetic.forms import counter_asked, read_task
from rag.ground.arithmetic.measured import measure, takes
from rag.ground.arithmetic.operand import COUNT, COUNTS, Operand, group_of
from rag.ground.arithmetic.task import ADJ, MANY, NOUN, STUFF, WHO, Q, Task, bound_of, plain_question
from rag.ground.arithmetic.weigh import LED, TOLD
from rag.ground.sentences.coordination import EVENT, NUMERALS, Known
from rag.ground.sentences.figures import Figure, clause_name, name_of
from rag.text.fold import fold_text
from rag.text.numbers import number_of
from rag.text.thesaurus import synonyms
from rag.text.units import named_counter, own_counter

_ONES = "个|家|项|座|所|种|类|条|款|栋|幢|处|块|批"
_LEAST = re.compile(r"小|少|低|早|先|短|慢|近|便宜|省|晚不")
_DATED = re.compile(r"早|晚|先|后")
_NOT_ORDERED = re.compile(r"好|厉害|悠久|新|强")
_ORDER = re.compile(r"(?:从|由)(?P<adj>大|多|高|小|少|低|早|晚|先|后)到|排(?:序|名|列|个|一下)")
_MOST = re.compile(rf"最(?P<adj>{ADJ})|大头")
_ASKED = rf"(?:{WHO}|叫什么|是什么|叫啥)"
_SIZE = rf"(?<![重扩巨增最])(?P<{{}}>{ADJ})(?:一些|一点|些)?"
_BARE = re.compile(
    rf"{WHO}[^,]{{0,10}}?{_SIZE.format('a')}(?:{EVENT.pattern})?(?:的|了|呢)?$"
    rf"|(?:更|要|较|最)?{_SIZE.format('b')}的?(?:那一?(?:{_ONES}))?,?(?:是|叫|又是)*(?:{_ASKED})[^,]{{0,6}}$"
)
_RANK = re.compile(
    rf"{RANK}"
    rf"|(?:{NOUN.pattern.removesuffix('(?:是|为|有|上|的)*$')}|数量|个数)第(?P<k>[二三四五六七八九2-9])(?=的|$)"
)
_ITS_FIGURE = re.compile(
    rf"^的?(?:[那这]?一?(?:{_ONES}))?(?:项目|工程|企业|公司|单位|地方)?的?(?:要|得|需要?|一共|总共|大概)*(?:(?:总?投资额?|投|花|资金|金额|规模|产值|销[量售]额?|面积|人数)(?:额|了|是|有|达|达到|为)*|[是有为])(?:{Q})钱?$"
)
_EACH = re.compile(rf"分别|各自?(?=[㐀-鿿]{{0,6}}(?:{Q}))")
_INVESTED = re.compile(r"(?:计划|总共|一共|又)?投(?!资)(?:了|下|进去?|入)?(?=多少|几)")
_TOP = re.compile(
    rf"最(?P<adj>{ADJ})的(?:[那这])?(?P<n>[{NUMERALS}]+)(?:{_ONES})|[那这]?(?P<m>[{NUMERALS}]+)(?:{_ONES})(?:投资|规模)?最(?P<adj2>{ADJ})的|(?:排(?:名|在)?)?前(?P<k>[{NUMERALS}]+)(?:名|位|大|{_ONES})"
)
_OTHER = re.compile(
    rf"^除了?(?P<but>[^,]{{2,}}?)(?:以外|之外|外)?,(?P<scope>[^,]{{0,12}}?)(?:还有)?的?(?:另外?|剩下的?|其余的?)(?:那)?一个[^,]{{0,6}}?(?P<asked>(?:[^,]{{0,8}})(?:{Q}).*)$"
)
_ADDED = re.compile(r"加起来|[放加]在?一(?:起|块)|加一?(?:起|块)|凑一?(?:起|块)|拢共|统共|合计|之和|总和|一共|总共|共计|总计|合起来")
MEANT, APART = 0.5, 0.2  # share of a name from which the question means it; by how much less of the other's
_DONE = re.compile(r"(?<=项目|企业|工程|课题)(?:签约|落地|开工|投产|竣工|入驻|建成)+$")
_LABEL = re.compile(r"(?<![一二三四五六七八九十第])(?P<n>[一二三四五六七八九])(?P<kind>号(?:楼|线|院|厅|馆|门|桥|井|机组|地块))")
_COUNTED_THINGS = re.compile(rf"[那这]?[{NUMERALS}]+(?:{_ONES})")
_UNTOLD = re.compile(
    r"按照?[^,]{2,8}?[说看算讲],?|今年|去年|目前|现在|(?:第?[一二三四]|首)季度?|[上下]半年|20\d\d年|新(?=开工|签约|上马)"
    r"|[这本此上那](?:次|回|批|轮|期|些)|投[钱的]|花[钱的]|[里中]|在"
)
_SPOKEN_OF = re.compile(r"(?:多少|几|[哪谁最按把]|[从由].到|排第|第[二三四五六七八九]).*")


def read_all(folded: str, known: Known) -> Task | None:
    """The task of a folded Chinese question, over things that it names or that the sources list; None where it is neither."""
    folded = _LABEL.sub(lambda m: m.group() if known(m.group()) else f"{number_of(m['n'])}{m['kind']}", folded)
    text = plain_question(folded)
    other = _other(text)
    if named := other or read_among_named(text, known):
        return replace(named, text=text, measure=named.measure or counter_asked(text))
    return read_task(folded, known) or read_among(folded)


def read_among(folded: str) -> Task | None:
    """The task of a question over things that it does not name; None where it is none."""
    if not re.search(r"[㐀-鿿]{4}", folded):
        return None
    text = plain_question(folded)
    found = _of_kind(text) or _ranked(text) or _largest(text) or _one_of(text) or _each_of(text)
    return replace(found, text=text) if found else None


def _other(text: str) -> Task | None:
    """除了甲,另一个项目总投资多少."""
    found = _OTHER.match(text)
    if found is None:
        return None
    task = over("other", text, "", (), found["asked"])
    return replace(task, things=(found["but"],), shared=f"{found['scope']}{found['but']}", count=2)


def only_listed(task: Task) -> bool:
    """Whether nothing but the list of the sources answers: a rank, the largest few, one of two, the other of two."""
    if task.operation == "table":
        return False
    if task.things:
        return task.operation in ("other", "above") or task.rank > 1
    return bool(task.top or task.rank > 1 or task.dates or not (_MOST.search(task.text) or _ORDER.search(task.text)))


def _of_kind(text: str) -> Task | None:
    """三类里哪一类最多; 三类按金额从高到低."""
    order, most = _ORDER.search(text), _MOST.search(text)
    if not (order or (most and re.search(WHO, text))) or (_TOP.search(text) and _ADDED.search(text)):
        return None
    adjective = next((m["adj"] for m in (order, most) if m and m["adj"]), "大")
    if _DATED.search(adjective) or _NOT_ORDERED.search(adjective):
        return None
    count = _counted_in(text)
    placed = re.sub(r"(?<=哪个)(?:地方|地区|省份?|市|县|区|镇|乡|国家|城市)(?:[㐀-鿿]{1,2}到的)?", "", text)
    if not count and placed == text and not re.search(r"哪一?(?:类|样)", text):
        return None
    text = placed
    return _task("order" if order else "extreme", text, adjective, count)


def _ranked(text: str) -> Task | None:
    """投资排第三的是哪个, 第二大的项目叫什么, 排第二的投了多少."""
    found = _RANK.search(text)
    if not found or re.search("比(?![例较重])", text):
        return None
    figure = _ITS_FIGURE.match(text[found.end() :])
    if not figure and (re.search(Q, text) or not re.search(_ASKED, text)):
        return None
    rank = number_of(found["n"] or found["m"] or found["k"])
    return replace(_task("extreme", text, found["adj"] or "大", 0), rank=rank) if 1 < rank < 10 else None


def _largest(text: str) -> Task | None:
    """最大的两个项目投资一共多少."""
    found = _TOP.search(text)
    if not found or not _ADDED.search(text) or not re.search(Q, text) or re.search(r"平均|占|除|扣|减|去掉|比(?!例)", text):
        return None
    top = number_of(found["n"] or found["m"] or found["k"])
    task = _task("sum", text, found["adj"] or found["adj2"] or "大", 0)
    return replace(task, top=top) if 1 < top < 10 and task.unit != COUNT else None


def _each_of(text: str) -> Task | None:
    """三类项目各投资多少."""
    if not _EACH.search(text) or not re.search(rf"(?:{Q})[^,]{{0,3}}$", text) or not (count := _counted_in(text)):
        return None
    task = _task("table", _INVESTED.sub("投资", _EACH.sub("", text)), "大", count)
    return task if task.unit not in ("", COUNT) else None


def _one_of(text: str) -> Task | None:
    """两个项目哪个投资大, 两栋楼哪栋先完工, 投资额小的那个叫什么."""
    found = _BARE.search(text)
    if not found or re.search(rf"{Q}|(?<!对)比(?![例较重])|还是|最近", text) or (count := _counted_in(text)) < 2:
        return None
    adjective = found["a"] or found["b"]
    event = EVENT.search(text)
    if _DATED.search(adjective):
        kind = _label_kind(text)
        return replace(_task("extreme", text, adjective, count), dates=True, unit="", asked=event.group(), measure=kind) if event and kind else None
    task = _task("extreme", text, adjective, count)
    return task if not _NOT_ORDERED.search(adjective) and (task.unit not in ("", COUNT) or COUNTS.search(text)) else None


def _label_kind(text: str) -> str:
    """The noun of things that are told apart by a number: 楼 of 两栋楼."""
    found = re.search(rf"[{NUMERALS}](?:栋|幢|座|个|条|期|处|块)?(?:的)?(?P<kind>楼|线|院|厅|馆|门|桥|井|机组|地块|期|标段)", text)
    return found["kind"] if found else "楼" if re.search(r"[栋幢]", text) else ""


def _counted_in(text: str) -> int:
    """Of how many things the question speaks, 0 where it does not say: those counted as 哪个 asks for one of them."""
    wanted = re.search(r"哪一?(?P<measure>[㐀-鿿])", text)
    counts = [m for m in MANY.finditer(text) if text[: m.start()][-1:] != "哪"]
    many = next((m for m in counts if wanted and m.group()[-1] == wanted["measure"]), counts[0] if counts else None)
    top = re.search(rf"最{ADJ}的(?P<n>[{NUMERALS}])(?:个|家|项)", text)
    return (number_of(top["n"]) if top else 0) or (number_of(many["n"]) if many else 0)


def _task(operation: str, text: str, adjective: str, count: int) -> Task:
    task = over(operation, text, "", (), text)  # type: ignore[arg-type]
    unit = task.unit or (COUNT if re.search(rf"{COUNTS.pattern}|(?:最|更)(?:多|少)", text) and not task.nouns[0] else "")
    basis = re.search(rf"(?:按照?|论|从)(?P<a>[^,]{{1,10}}?)(?:来?[说看算讲比]|的|从|由|排|哪|谁|,)|{WHO}(?P<b>[^,]{{2,10}}?)最", text)
    words = " ".join(EMPTY.sub(" ", basis["a"] or basis["b"]).split()) if basis else ""
    words = re.sub(f"{re.escape(counter)}数$", "", words) if (counter := named_counter(text)) else words
    words = "" if NOUN.fullmatch(words) or words in ("数", "个数", "数量", "数目") else words
    return replace(task, things=(), asked=words, shared=text, least=bool(_LEAST.search(adjective)), count=count, unit=unit)


# ---- what the sources list -----------------------------------------------------------------------------------------


def members(task: Task, facts: Sequence[Fact]) -> list[Operand]:
    """The things with their figures, those that are asked for in front; empty where the sources do not list them all."""
    facts = _told_of(task, facts)
    if task.dates:
        return _dated(task, facts)
    if task.rank < 2 and not task.top:  # of 哪个地方 it has to be plain that all are listed
        return _members(task, facts, whole=not task.count and not re.search("[类样]", task.text))
    found = sorted(_members(task, facts, whole=True), key=lambda operand: operand.figure.value, reverse=not task.least)
    values = [operand.figure.value for operand in found]
    edge = task.top or task.rank
    if len(found) < edge or len(set(values[: edge + 1])) < len(values[: edge + 1]):
        return []  # what ties is neither the second nor the third
    return found[: task.top] if task.top else found


def _told_of(task: Task, facts: Sequence[Fact]) -> list[Fact]:
    """The facts of the article that has the most of what the question says of the things; what fewer articles have tells more.

    None where that article has not the word that the question begins with: whose they are.
    """
    words = _scope(task)
    texts = {fact.figure.sentence.article.id: f"{fact.zones[4][1]} {fact.zones[5][1]}" for fact in facts}
    spread = {word: sum(word in text for text in texts.values()) for word in words}
    scores = {article: sum(1 / spread[word] for word in words if word in text) for article, text in texts.items()}
    best = max(scores.values(), default=0.0)
    return [f for f in facts if scores[f.figure.sentence.article.id] == best and (not words or words[0] in texts[f.figure.sentence.article.id])]


def _scope(task: Task) -> list[str]:
    """The words that say which things are meant, in order: not how many, what is measured, or when."""
    shared = re.sub(rf"{_ASKED}.*", "", _RANK.sub(" ", task.shared)) if task.rank > 1 else _SPOKEN_OF.sub("", task.shared)
    said = _UNTOLD.sub(" ", _COUNTED_THINGS.sub(" ", shared))
    words = [word for run in re.findall(r"[㐀-鿿a-z0-9]+", said) for word in _pieces(run)]
    return [word for word in dict.fromkeys(words) if not NOUN.fullmatch(word) or word in STUFF]


def _are_said(task: Task, group: Sequence[Fact]) -> bool:
    """Whether the paragraphs of the figures, or the title, have every such word that the article has."""
    text = " ".join((group[0].zones[4][1], *(fold_text(f.figure.sentence.article.paragraph(f.figure.sentence.paragraph)) for f in group)))
    return all(word in text or word not in group[0].zones[5][1] for word in _scope(task))


def _pieces(run: str) -> list[str]:
    """The words of a run of characters; of characters that are in none, side by side, every two (a name that no dictionary has)."""
    pieces, lone = [], ""
    for word in (*load_words().segment(run), ""):
        if len(word) == 1:
            lone += word
            continue
        pieces += [lone[i : i + 2] for i in range(len(lone) - 1)] + [word]
        lone = ""
    return [piece for piece in pieces if piece]


def _said_in(name: str, text: str) -> float:
    """Which share of the letters of the name the text has."""
    own = letters_of(name)
    return sum(any(pair in text for pair in letter) for letter in own) / len(own) if own else 0.0


def other_of_two(task: Task, facts: Sequence[Fact]) -> list[Operand]:
    """Of two things that an article tells of the one that the question does not name; empty where that is not plain."""
    two = _members(task, _told_of(task, facts))
    shares = [max(_said_in(task.things[0], fold_text(each.name)), _said_in(fold_text(each.name), task.things[0])) for each in two]
    if len(shares) != 2 or max(shares) < MEANT or min(shares) > MEANT - APART:
        return []
    return [two[shares.index(min(shares))]]


def _members(task: Task, facts: Sequence[Fact], whole: bool = False) -> list[Operand]:
    """The figures of one kind that one sentence or paragraph gives to as many things as the question says.

    whole: only of things that are certainly the largest: they add up to a total, or are told as all of their size.
    """
    asked = weighted(letters_of(task.asked), facts)
    wanted = [(letter, 1.0) for letter in letters_of(_SPOKEN_OF.sub("", task.shared))]
    bound = bound_of(task.shared)
    groups: dict[tuple[str, int, int, str], list[Fact]] = {}
    for fact in sorted(facts, key=lambda f: f.figure.start):
        figure = fact.figure
        if not takes(task, figure) or not measure(task.nouns[0] if task.nouns else "", figure):
            continue
        if asked and fact.share(asked, near=not own_counter(task.unit.removeprefix(COUNT))) < ASKED:
            continue
        article, paragraph, start = figure.sentence.article.id, figure.sentence.paragraph, figure.sentence.start
        for place in ((article, 0, 0), (article, paragraph, 0), (article, paragraph, start + 1)):
            groups.setdefault((*place, group_of(figure)), []).append(fact)
            if figure.in_brackets:  # 最多的3种是甲(9只)、…: not the 3种
                groups.setdefault((*place, f"({figure.unit}"), []).append(fact)
    found = []
    for (_, paragraph, _, _), group in groups.items():
        figures = [fact.figure for fact in group]
        if only_listed(task) and not _are_said(task, group):
            continue
        parts = _parts(figures)
        if whole and not parts and not (paragraph and (_all_of_their_size(figures) or (not task.least and _are_the_most(figures)))):
            continue
        parts = parts or (figures if paragraph else [])
        if bound is not None and not (parts and bound_of(parts[0].before) == bound):
            continue  # asked of those above a size
        names = [_member(figure, facts) for figure in parts]
        if len(set(names)) < len(names):  # 甲校投资2亿元,提供学位800个: named before the figure in front
            names = [_before(figure, facts) for figure in parts]
        if len(parts) < 2 or (task.count and len(parts) != task.count) or not all(names) or len(set(names)) < len(names):
            continue
        own = [Fact(fact.figure, fact.zones[:1], 0.0).share(asked) for fact in group]
        if asked and max(own) < ASKED:
            continue  # of none is it said
        fitness = 0.5 * sum(own) / len(own) + max(fact.share(wanted) for fact in group) + 0.1 * (len(parts) < len(figures))
        found.append((fitness, [Operand(name, figure) for name, figure in zip(names, parts, strict=True)]))
    found.sort(key=lambda each: -each[0])
    return found[0][1] if found and found[0][0] >= TOLD else []


def _parts(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that add up to another one of them; () when none do."""
    for whole in figures:
        rest = [f for f in figures if f is not whole]
        if len(rest) > 1 and sum(f.value for f in rest) == whole.value:
            return rest
    return []


def _all_of_their_size(figures: Sequence[Figure]) -> bool:
    """Whether the sentence says that these are all that come to so much: 10亿元以上的共有3个,分别为…."""
    return len({f.sentence for f in figures}) == 1 and counted(figures) and bound_of(figures[0].before) is not None


_THE_MOST = re.compile(rf"(?:最{ADJ}|排名?|居)的?前?(?P<n>[{NUMERALS}]+)[㐀-鿿]|(?:最{ADJ}|排名?靠前)[^。;]*依次")


def _are_the_most(figures: Sequence[Figure]) -> bool:
    """Whether the sentence says that these are the largest, in their order: 最多的6种是…."""
    told = _THE_MOST.search(figures[0].before) if len({f.sentence for f in figures}) == 1 else None
    values = [figure.value for figure in figures]
    counted = number_of(told["n"]) if told and told["n"] else len(values)
    return told is not None and counted == len(values) and values == sorted(values, reverse=True)


def _member(figure: Figure, facts: Sequence[Fact]) -> str:
    """What the figure is said of; of 项目51个,总投资415亿元 what the count before it counts."""
    before = [f.figure for f in facts if f.figure.sentence == figure.sentence and f.figure.end <= figure.start and f.figure.kind == "count"]
    if figure.kind != "count" and not figure.modifies and before:
        figure = max(before, key=lambda f: f.end)
    behind = figure.sentence.article.text[figure.end : figure.end + len(figure.right)] if figure.kind == "count" else ""
    return _DONE.sub("", clause_name(behind) or name_of(figure))


def _before(figure: Figure, facts: Sequence[Fact]) -> str:
    """What the figure in front of this one, in its sentence, is said of."""
    before = [f.figure for f in facts if f.figure.sentence == figure.sentence and f.figure.end <= figure.start]
    return name_of(max(before, key=lambda f: f.end)) if before else ""


def _dated(task: Task, facts: Sequence[Fact]) -> list[Operand]:
    """The numbered things (1号楼, 2号楼) of one article of which it says when it happens, as many as the question counts."""
    happens = {task.asked, *synonyms(task.asked)}
    wanted = letters_of(_SPOKEN_OF.sub("", task.shared))
    groups: dict[str, dict[str, list[Fact]]] = {}
    for fact in facts:
        figure = fact.figure
        labels = [m for m in re.finditer(LABEL, figure.before) if m.group().endswith(task.measure)]
        clause = re.split(r"[;。,]", figure.left)[-1] + figure.right
        if figure.kind == "day" and labels and any(word in clause for word in happens):
            groups.setdefault(figure.sentence.article.id, {}).setdefault(labels[-1].group(), []).append(fact)
    whole = [group for group in groups.values() if len(group) == task.count and all(len({f.figure.value for f in each}) == 1 for each in group.values())]
    told = [group for group in whole if all(sum(f.value(letter) > 0 for letter in wanted) >= LED * len(wanted) for each in group.values() for f in each)]
    return [Operand(label, each[0].figure) for label, each in told[0].items()] if len(told) == 1 else []


def bounded_members(task: Task, facts: Sequence[Fact]) -> list[Operand]:
    """The figures of a sentence that lists as many things of that size as the question, or the sentence itself, counts."""
    bound, wanted = bound_of(task.things[0]) or Decimal(0), [(letter, 1.0) for letter in letters_of(task.things[0])]
    found = []
    for sentence in {f.figure.sentence.start: f.figure.sentence for f in facts}.values():
        listed = [f for f in facts if f.figure.sentence == sentence and takes(task, f.figure) and f.figure.value >= bound and f.figure.kind == "amount"]
        figures = sorted((f.figure for f in listed), key=lambda f: f.start)
        if len(figures) < 2 or (task.count and len(figures) != task.count) or not counted(figures):
            continue
        found.append((max(f.share(wanted) for f in listed), [Operand(name_of(f) or f.text, f) for f in figures]))
    found.sort(key=lambda each: -each[0])
    return found[0][1] if found and (len(found) < 2 or found[0][0] > found[1][0]) else []


def counted(figures: Sequence[Figure]) -> bool:
    """Whether the sentence counts, in front of the first of the figures, as many things as there are."""
    return bool(re.search(rf"(?:共|有|的)[^,;]{{0,6}}?{len(figures)}个|[{'零一二三四五六七八九十'[len(figures) % 11]}]个", figures[0].before))
