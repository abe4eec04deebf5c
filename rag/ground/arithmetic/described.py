"""How a question describes the things of a task: what is joined, what is said of all, what leads the first, what is measured.

The grammar only says where the descriptions of the things end; which figures they mean, ``weigh`` finds out from all their
words, so that 远航机器人那个园区 need not be a name that the collection has.
"""

from __future__ import annotations

import re
from itertools import accumulate

from rag.embed.words import load_words
from rag.ground.arithmetic.namesakes import place_in_front
from rag.ground.arithmetic.operand import COUNT
from rag.ground.arithmetic.operation import Operation
from rag.ground.arithmetic.task import ADJ, NOUN, PARK, SPENT, STUFF, WHO, Q, Task
from rag.ground.sentences.coordination import MODIFIERS, NOUNS, TIME, TRIM, Known, own_subject, said_of_all
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.text.units import named_counter, unit_table
from rag.understand.question import MONEY, unit_of

JOIN = re.compile(r"(?<![总共温饱缓附中])和(?![平谐田])|与|跟|以及|及(?!时|格|早)|、|还是|加上|再加|连同|连带|(?<=[㐀-鿿])(?<![参增添追更附叠])加(?![快入强大工密])|(?<=[㐀-鿿])(?<![合共相不协等雷一])同(?!期|比|时|样|一|行|济)|vs")
_SPOKEN = (
    (r"(?:涨|增长|增|升|长)得|涨势|涨得", "增长"), (r"翻得|翻了", "倍数"), (r"(?:花|砸|烧|用|投|掏)钱(?!的)|投得|砸得|花得|投的钱|花的钱|砸的钱|投资大头", "投资"), (r"盘子|摊子", "总投资"),
    (r"(?:集中|集聚|聚集)得", "占比"), (r"卖得", "销售"), (r"[个家项件只头枚架辆艘台套株棵桶户座种]?数(?=最|更|比|多|少|$)", "数量"),
)  # fmt: skip


def head_of(first: str) -> str:
    """The clause that describes the first thing: the last one, with the one before it where that only measures."""
    clauses = first.rstrip(",").split(",")
    last = clauses[-1].strip(TRIM)
    bare = NOUN.sub("", last)
    return first.rstrip(",") if len(bare.strip(TRIM)) < 2 and len(clauses) > 1 else last


_PERIOD = re.compile(r"(?<=..)(?:开年[一二三四五六七八九十]个月|[前头][一二三四五六七八九]个月|首季度?|(?<![一二三四上下])[一二三四]季度)$")


_EACH_OF = re.compile(r"的(?:和|与|跟|还是)[^的]{2,}的?$")  # of 甲和乙产品,在研的和上市的: those that are compared


def joined_in(joined: str, known: Known) -> list[str]:
    """What is joined, of the clause that joins the most; a 和 that the collection has so is inside a name."""
    joined = re.sub(r",(?=(?:和(?!谐)|与|跟|加上|还是))", "", joined)
    clause = max(joined.split(","), key=lambda part: (len(JOIN.findall(part)), _EACH_OF.search(part) is not None, len(part)))
    if not JOIN.search(clause):
        return []
    joins = list(JOIN.finditer(clause))
    outside = [j for j in joins if j.group() == "、" or not known(clause[max(0, j.start() - 2) : j.end() + 2])]
    cuts = [0, *(edge for j in outside or joins for edge in j.span()), len(clause)]
    pieces = [_trimmed(_PERIOD.sub("", _trimmed(clause[a:b]))) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return [piece for piece in pieces if piece]


_OWNS = re.compile("[省市县区州镇村国校院厂园馆司团企社]$")


def of_first(first: str, second: str) -> tuple[str, str]:
    """甲校的学位 beside 乙校: (甲校, 学位); of 甲港的货轮 beside 客轮 the first as it is."""
    head, _, of = first.rpartition("的")
    if own_subject(f"{head}的") == head and not own_subject(f"{second}的") and head[-1:] != second[-1:]:
        return first, ""  # 甲区的院士工作站 beside 新型研发机构: both are the zone's
    if _is_place(head) and _is_no_owner(second):
        return first, ""  # 甲州的专利 beside 标准
    return (head, of) if len(head) > 1 and of and "的" not in second and of[-1] != second[-1] and not NOUN.fullmatch(of) and len(of) < 6 else (first, "")


def _is_no_owner(name: str) -> bool:
    """Whether a name is that of a thing which somebody has: 标准, and neither 乙州 nor 乙区."""
    if _OWNS.search(name) or any(each.kind in ("place", "organisation", "person") for each in find_names(name)):
        return False
    return len(name) > 2 or load_words().segment(name) == [name]


def _is_place(name: str) -> bool:
    return any(each.kind == "place" and each.text in (name, f"{name}市") for each in (*find_names(name), *(find_names(f"{name}市") if len(name) < 4 else ())))


def common_of(things: list[str]) -> tuple[list[str], str]:
    """甲区和乙区的项目: the heads, and what is said of all."""
    counted = re.match(r"(.{2,}?)[这那]?([两三四五])(?:类|个|家|项|座|地|者|所|处|款|区|市|县|省|国|镇|村|港|园|校|厂|馆|院|楼|栋|期|级|边|头|种|样|条|企|方)(.*)$", things[-1]) if things else None
    if counted and "零一两三四五".find(counted[2]) == len(things):
        return [*things[:-1], counted[1]], counted[3].removeprefix("的")  # 甲类和乙类两类项目
    sold = _SOLD_IN.match(things[-1]) if len(things) > 1 and not any("在" in thing for thing in things[:-1]) else None
    if sold:  # 甲药和乙药上半年在某地: where it is of both
        return [*things[:-1], sold["thing"]], f"{sold['place']} {sold['noun'] or ''}".strip()
    head, _, common = things[-1].partition("的") if things else ("", "", "")
    places = [*things[:-1], head]
    alike = common and len(things) > 1 and any(map(_is_place, places)) and all(re.fullmatch("[㐀-鿿]{2,4}", place) for place in places)
    alike = alike or (common and len(things) > 1 and all(thing[-1] == head[-1:] and "的" not in thing for thing in things[:-1]))
    return ([*things[:-1], head], common) if alike else (things, "")


_SOLD_IN = re.compile(rf"(?P<thing>.{{2,}}?)(?:今年|去年|{TIME}|上半年|下半年|全年)*(?P<place>在[㐀-鿿]{{2,6}}?)(?:市场|地区|境内)?(?:的(?P<noun>{NOUNS}))?$")


def of_one_kind(things: list[str], common: str, known: Known) -> tuple[list[str], str]:
    """甲和乙高新区的项目: 甲高新区 and 乙高新区, where the collection calls every one so; what follows is said of all."""
    whole = f"{things[-1]}{common}" if things and common and not common.startswith("的") else things[-1] if things else ""
    last = re.match(rf"(?P<place>[㐀-鿿]{{2,5}}?)(?P<kind>{PARK})(?P<rest>.*)$", whole)
    if not last or len(things) < 2 or not all(known(f"{name}{last['kind']}") for name in (*things[:-1], last["place"])):
        return things, common
    rest = last["rest"] if whole != things[-1] else f"{last['rest']} {common}"
    return [f"{name}{last['kind']}" for name in (*things[:-1], last["place"])], rest.strip("的 ")


def over(operation: Operation, text: str, first: str, others: tuple[str, ...] | list[str], tail: str, dates: bool = False, known: Known = lambda _: False) -> Task:
    """The task over these descriptions: their nouns taken off, the unit told by them or by what is asked."""
    things = [_STATE.sub("", _AT_THE_TIME.sub("", thing)) for thing in (first, *others) if thing] or [""]
    if multiplied := re.search("倍数", text):
        things = [re.sub(r"(?<=..)(?:增长|翻|增加)?的?倍数$", "", thing) for thing in things]
    nouns, bare, labels = [], [], []
    spoken = tail
    for pattern, noun in _SPOKEN:
        spoken = re.sub(pattern, noun, spoken)
    asked = [m.group() for m in re.finditer(rf"(?:[实总新]|(?<!半)年|计划|预计|累计|新增|实际|完成|研发|占地|用地)*(?:{NOUNS}|倍数|数量|百分点)", spoken)]
    for thing in things:
        own = NOUN.search(thing)
        nouns.append(own["noun"] if own else "")
        plain = re.sub(rf"^(?:{MODIFIERS})+", "", thing[: own.start()]) if own else ""
        bare.append(_BROUGHT.sub("", _trimmed(thing[: own.start()] if own and len(plain) > 1 else thing)))
        labels.append(bare[-1] if own and own.group()[0] == "的" and not own["noun"].endswith(STUFF) else thing)
    if (lead := own_subject(labels[0])) and len(labels) > 1 and not any(own_subject(label) for label in labels[1:]) and len(labels[0]) > len(lead) + 3:
        labels[0] = labels[0][len(lead) :].lstrip("的")
    labels = without_lead(labels)
    bare = [*bare[:-1], said_of_all(bare[:-1], bare[-1])] if len(bare) > 1 else bare
    by_noun = len(things) == 2 and nouns[1] == bare[1] and bool(nouns[0])
    bare, labels, lead = (bare, labels, "") if by_noun else _led(bare, labels, known)
    asked = asked or [m.group() for m in re.finditer(rf"总?(?:{NOUNS})", re.sub("盘子|摊子", "总投资", text)) if not any(m.group() in thing for thing in things)]
    default = next((noun for noun in asked if noun not in ("百分点", "倍数")), "") or next((noun for noun in reversed(nouns) if noun), "")
    nouns = [noun or default for noun in nouns]
    unit = _unit(spoken, "".join(nouns), text)
    bare = _in_parallel(bare)
    nouns = [f"年度{noun}" if noun and re.search(rf"年度(?:计划)?{noun}", text) else noun for noun in nouns]
    rest = text
    for thing in bare:
        rest = rest.replace(thing, " ", 1)
    unit = unit or _by_adjective(tail)
    words = " ".join(EMPTY.sub(" ", re.sub(rf"{Q}(?:{_unit_word(tail)})?", " ", spoken)).split())
    for noun in (*nouns, *asked):
        words = words.replace(noun, " ") if noun else words
    words = _BARE_WORDS.sub(" ", words)
    unit = "倍" if multiplied and operation in ("which", "difference") else unit
    unit = "" if dates else MONEY if operation == "remainder" and unit == COUNT else unit
    return Task(operation, tuple(bare), rest, tuple(nouns), tuple(map(_trimmed, labels)), unit, dates, asked="" if unit in ("%", "倍") or operation in ("remainder", "each", "share") else " ".join(words.split()), lead=lead)


_UNDER_WAY = re.compile("^在(?=[建研售产册岗校营读])")  # 在建 is one word


def _trimmed(thing: str) -> str:
    """The thing without the small words at its ends."""
    bare = thing.lstrip(" ,的")
    return f"在{bare[1:].strip(TRIM)}" if _UNDER_WAY.match(bare) else thing.strip(TRIM)


_AT_THE_TIME = re.compile("(?<=..)(?:在)?(?:同期|同一?时期|同一时间)的?(?=..)")  # as the first thing was
_STATE = re.compile("^(?:已经|已|处在|处于|正在|尚在|还在|还处于|属于)(?:开始|在)?(?:做|搞|进行|开展|进入)?(?=[㐀-鿿]{2})")  # 已经做试验的
_BROUGHT = re.compile("(?<=[㐀-鿿]{2})(?:所|能|可|会|将|要|预计|计划)*(?:带来|产生|创造|形成|贡献|实现|取得|获得|达到|预计)(?:了|到)?$")  # 甲课题带来的收入


def _led(bare: list[str], labels: list[str], known: Known) -> tuple[list[str], list[str], str]:
    """某校小学部 beside 中学部: 小学部 and 中学部, and what leads the first and is of both, where the collection has not the whole.

    The first is parted between two words, so that its end is the most like the second: alike at the end, else as long.
    """
    if len(bare) < 2 or known(bare[0]) or not all(map(known, bare[1:])) or any(own_subject(thing) or place_in_front(thing, known) == thing for thing in bare[1:]):
        return bare, labels, ""
    first, second = bare[0], bare[1]
    best = (0, "", "")
    for at in accumulate(map(len, load_words().segment(first))):
        lead, own = first[:at], first[at:].removeprefix("的")
        alike = next((n for n in range(min(len(own), len(second)), 0, -1) if own[-n:] == second[-n:]), 0)
        if len(own) < 2 or len(lead) < 2 or abs(len(own) - len(second)) > 2 or own[0] in "型性式类级化者" or not known(own) or not (alike or len(own) == len(second)):
            continue
        best = max(best, (3 * alike - abs(len(own) - len(second)), lead, own))
    _, lead, own = best
    if not lead:
        return bare, labels, ""
    label = labels[0] if len(labels[0]) <= len(own) else labels[0][labels[0].find(own) :] if own in labels[0] else own
    return [own, *bare[1:]], [label, *labels[1:]], re.sub(r"(?<=..)(?:的|在|里|中|上)+$", "", lead)


_WHEN = r"(?:开年[^,的]{0,4}?个月|前[一二三四五六七八九]个月|首季度?|[一二三四上下今去]?(?:季度|半年|年)|\d{4}年)"


def without_lead(labels: list[str]) -> list[str]:
    """甲区首季的产业类签约 beside 科技类签约: 产业类签约; whose it is and when is said of all."""
    led = re.match(rf"(?P<lead>.{{2,}}?)(?:{_WHEN})?的(?P<own>.{{2,}})$", labels[0])
    if not led or len(labels) < 2 or any("的" in label or own_subject(label) for label in labels[1:]) or not (own_subject(labels[0]) or re.search(f"{_WHEN}的", labels[0])):
        return labels
    return [led["own"], *labels[1:]]


def _in_parallel(things: list[str]) -> list[str]:
    """甲区这里面产业类签约 beside 科技类签约: what stands in front of the first is said of both."""
    lead = re.match(r"(.{2,}(?<=[里内])的?)(?=.{2})", things[0])
    alike = len(things) > 1 and len({thing[-2:] for thing in things}) == 1
    return [things[0][lead.end() :], *things[1:]] if lead and alike else things


_BARE_WORDS = re.compile("(?<![^ ])(?:一起)?[钱买打用花付卖](?![^ ])")  # 打了多少枚, 一起买要多少钱: the counter and the unit say what is asked
EMPTY = re.compile(
    rf"{WHO.replace('{0,4}?', '{0,0}')}|[更最还要又会能]|(?:加|放|合|凑)[㐀-鿿]*起来?|一共|总共|合计|共计|总计|拢共|统共|之和|总和|共|相差|差距|差额|差|(?<![㐀-鿿])(?:{ADJ})+|(?:{ADJ})(?=$|[,? 出]|一些|一点)"
    r"|另一个|一些|一点|(?<!集)中(?![国央东西外医])|[的得了出来去是有在把占吧呢啊里之家个,?]|多少|几"
)


def _unit_word(tail: str) -> str:
    """The unit right behind 多少, as a pattern: 万人次 of 多少万人次."""
    found = re.search(r"(?:多少|几)((?:亿|万|千|百)?)(?P<unit>[㐀-鿿]{0,4})", tail)
    table = unit_table()
    name = next((found["unit"][:n] for n in (4, 3, 2, 1) if found["unit"][:n] in table), "") if found else ""
    return f"个?(?:亿|万|千|百)?(?:{name})?" if name else "个?(?:亿|万|千|百)?"


_BY_ADJECTIVE = ((r"贵|便宜|划算|[费烧花省值]钱", MONEY), (r"长(?!大)|远|短(?!缺)", "米"), (r"重(?![点大要])", "克"), (r"快|慢|猛", "%"), (r"好|强|厉害|新", "无"))


def _by_adjective(tail: str) -> str:
    """The unit that an adjective alone asks for; 无: none that figures have (哪个进度好)."""
    return next((unit for pattern, unit in _BY_ADJECTIVE if re.search(rf"(?:[更最要得]|谁|哪.{{0,4}}|比.*)(?:{pattern})", tail)), "")


def _unit(tail: str, nouns: str, text: str) -> str:
    """The unit that is asked for, else that of what is measured."""
    if re.search(r"百分点|(?:几|多少)个?(?:百分|点)|增长|增幅|占比|比例|比重", tail + nouns):
        return "%"
    if counter := named_counter(text):
        return f"{COUNT}{counter}"
    if "倍数" in tail:
        return "倍"
    if asked := re.search(rf"{Q}个?(?:亿|万|千)?(?P<unit>[㐀-鿿]{{1,4}})", tail):
        table = unit_table()
        name = next((asked["unit"][:n] for n in (4, 3, 2, 1) if asked["unit"][:n] in table), "")
        if name and name not in ("倍", "年", "天", "月", "次") and table[name].kind in ("measure", "amount", "count"):
            return (COUNT if table[name].name == "个" else f"{COUNT}{table[name].name}") if table[name].kind == "count" else table[name].name
        if re.match("钱|投资|资金|元", asked["unit"]):
            return MONEY
    if re.search(r"(?:多少|几)(?:亿|万)", tail):
        return MONEY if not find_quantities(nouns) else ""
    if SPENT.search(nouns):
        return MONEY
    return unit_of(nouns) or unit_of(tail) or (COUNT if re.search(r"数量|数(?=$|,)|件数|个数", f"{nouns},{tail},{text}") or re.search(r"数(?=比|是)", text) else "")
