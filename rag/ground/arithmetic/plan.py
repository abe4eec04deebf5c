"""What a comparison or a sum asks: the operation, the things it is over, and what is wanted of each.

Rules over folded text. 甲和乙哪个总投资更大 has the names 甲 and 乙 and the attribute 总投资; 甲的专利比标准多多少 has the
names 甲的专利 and 标准; 哪个项目投资最多 has no names, its things are what the sources list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.ground.arithmetic.operation import (
    APART,
    BACK_ASKED,
    BACK_CUE,
    CHANGE,
    CHEAPER,
    DATES,
    EARLIER,
    LEAST,
    MOVED,
    OPERATIONS,
    SEVERAL,
    TOTAL,
    YEARLY,
    Operation,
    is_reversed,
    is_spoken,
    matches,
    operation_of,
    places_asked,
    works_back,
)
from rag.ground.arithmetic.plan_english import parse_english
from rag.ground.arithmetic.wholes import rest_of, share_of
from rag.ground.sentences.coordination import (
    ADJECTIVE,
    COUNTING,
    CUT,
    EVENT,
    MEASURES,
    MODIFIERS,
    NOUNS,
    NUMERALS,
    THINGS,
    TRIM,
    Known,
    coordinated,
    measured,
    own_subject,
    subject_of,
)
from rag.ground.sentences.spoken import written_question
from rag.text.names import find_names
from rag.text.units import named_counter

_ENGLISH_WHICH = r"\b(?:which|who)\b.*\b(?:more|larger|bigger|higher|greater|longer|shorter|earlier|later|fewer|less|most|largest|biggest|highest)\b"
_POLITE = re.compile(
    r"请问一?下?|^(?:请|麻烦)(?:你)?|帮(?:我|忙)|我想(?:知道|问|了解)一?下?|想(?:知道|问|了解)一?下?|大约|大概|约莫|到底|究竟|具体|一下子?|根据(?:资料|文章|报道)|^(?:按照?|照|据|依照?)(?:文中|文章|报道|资料|原文|上面|这篇)[^,]{0,6},|^(?:把|将|给|对)(?=.{4})"
)
_MEASURE = re.compile(
    r"(?:几|多少)(个|家|项|件|条|名|人次|人|位|种|座|台|所|辆|套|届|批|次|张|枚|册|部|支|艘|架|棵|头|只|桶|株|户)(?!月|百分点)"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """operation, and the names of what it is over (none: what the sources list).

    attribute: what is wanted of each name, or empty when the name says it. scope: what all of it is about. common: what
    stands between name and attribute (甲区和乙区的开工项目总投资: 开工项目).
    least: the smallest or earliest is asked for, or ascending order. dates: dates are compared. noun: what 哪个 asks for.
    measure: the measure word asked for. chooses: the name is asked for besides the difference (谁多,多多少).
    also: a second attribute of which the sum is asked besides (一共多少个、投资多少: 投资).
    first, second: of ``rest`` and ``share``, the part and the whole. places: decimals of a share.
    """

    operation: Operation
    names: tuple[str, ...] = ()
    attribute: str = ""
    scope: str = ""
    common: str = ""
    least: bool = False
    dates: bool = False
    noun: str = ""
    measure: str = ""
    many: bool = False
    english: bool = False
    chooses: bool = False
    also: str = ""
    places: int = 1

    @property
    def counts(self) -> bool:
        """Whether things are counted: a measure word is asked for, or more or fewer of what has no unit of its own."""
        return bool(self.measure) or self.many

    def question(self, name: str) -> str:
        """The sub-question that asks for the quantity (or date) of ``name``."""
        if self.english:
            return f"When did {name} begin?" if self.dates else f"How much is the {self.attribute} of the {name}?"
        placed = any(found.start == 0 and found.kind == "place" for found in find_names(name))
        scope = "" if not self.scope or self.scope in name or own_subject(name) or placed else self.scope
        asked = "是什么时候" if self.dates else "是多少"
        return f"{scope}{name}{self.common}{self.attribute}{asked}?"


def parse(folded: str, known: Known) -> Plan:
    """The plan of a question of kind comparison, aggregation or share; no names when it names nothing parallel.

    known: whether the collection contains a string; it tells where a name ends when nothing else does.
    """
    if not re.search(r"[㐀-鿿]{2}", folded):
        names, attribute = parse_english(folded)
        operation = "which" if len(names) > 1 and matches(_ENGLISH_WHICH, folded) else operation_of(folded)
        return Plan(
            operation, names, attribute, least=matches(LEAST, folded), dates=matches(DATES, folded), english=True
        )
    text = two_levels(" ".join(_POLITE.sub("", folded).split()).strip(" ?。!"))
    if basis := re.match(
        rf"(按照?[^,]{{2,}}?(?:从|由)(?:{ADJECTIVE})到(?:{ADJECTIVE})(?:的顺序)?),?(?:给|对|把|将)?(.{{4,}})", text
    ):
        text = f"{basis.group(2)},{basis.group(1)}"
    text = _as_difference(written_question(text))
    also = ""
    if found := _ALSO.search(text):
        text, also = text[: found.start()], found["also"]
    distributes = matches(dict(OPERATIONS)["table"], text)
    text = re.sub(r"分别|各自", "", text)
    text = re.sub(r"(?:投|花)(?:入|了)?的?钱(?=更|最|多|少)", "投资", text)
    for spoken, noun in _SPOKEN:
        text = spoken.sub(noun, text)
    measure = found.group(1) if (found := _MEASURE.search(text)) else named_counter(text)
    if works_back(text):
        return Plan("back", scope=_BACK_WORDS.sub(" ", text))
    if matches(YEARLY, text):
        return Plan("stated", scope=re.sub(rf"{YEARLY}|(?:多少|几).*", "", text), attribute="年均")
    if found := EARLIER.search(text):
        return Plan("before", scope=found.group(1).strip(TRIM), measure=measure)
    if moved := MOVED.search(text):
        return Plan("change", scope=moved["what"].strip(TRIM), measure=measure)
    if matches(CHANGE, text):
        return Plan("change", scope=re.sub(rf"(?:从|由)[^,]*(?:到|至).*|{CHANGE}.*", "", text).strip(TRIM), measure=measure)
    if is_reversed(text):
        return Plan("whole", scope=text, measure=measure)
    operation, least, dates, noun = operation_of(text), matches(LEAST, text), matches(DATES, text), _noun(text)
    operation = "table" if distributes and operation == "which" else operation
    operation = "groups" if operation == "which" and matches(TOTAL, text) else operation
    if operation == "sum" and not matches(SEVERAL, text) and is_spoken(folded):
        operation = "stated"
    if operation == "rest" and (money := re.search(rf"(?:{NOUNS}|投)(?:额|了|入)?(?:为|是|有)?(?:多少|几)(?![{MEASURES}])", text)):
        names = rest_of(text)
        return Plan("remainder" if len(names) == 2 else "rest", names, "投资" if "投" in money.group() else unit_noun(money.group()))
    if operation in ("share", "rest"):
        names = share_of(text) if operation == "share" else rest_of(text)
        return Plan(
            operation, names, scope=subject_of(names) if operation == "share" else "", noun=noun, measure=measure, places=places_asked(folded)
        )
    many = matches(r"(?:更|最|比较)(?:多|少)(?!元)|(?:多|(?<!多)少)$|(?:从|由)(?:多|少)到", text)
    joined = measured(text)
    operation = "difference" if joined and operation == "which" and matches("多少|几", text) else operation
    names, common, attribute, scope = joined or coordinated(text, known)
    if len(names) < 2:
        names, (scope, attribute) = (), _unnamed(_ORDERED.sub("", text) if operation == "order" else text, noun)
    attribute = "" if attribute == scope and not matches(NOUNS, scope) else re.sub(r"钱$|^[亿万]?元$", "", attribute)
    scope = re.sub(r"要?钱$", "", scope)
    attribute = re.sub(r"^(?:数量|时间|日期|金额|总数|数)$|(?<=.)(?:的?数量|时间|日期)$", "", attribute)
    if dates and (event := EVENT.search(text)) and event.group() not in "".join(names):
        attribute = event.group()
    if operation == "which" and len(names) < 2 and is_spoken(folded):
        operation = "stated"
    attribute = attribute.removeprefix("年") if operation == "stated" else attribute
    return Plan(
        operation, names, attribute, scope or subject_of(names), common, least, dates, noun, measure, many,
        chooses=operation == "difference" and matches(r"谁|哪", text), also=also if operation == "sum" else "",
    )  # fmt: skip


_LEVELS = re.compile(
    r"(?:的)?(?P<a>[省市县区乡镇村])(?:级(?:和|与|跟|加|、)(?P<b>[省市县区乡镇村])|(?:、|和|与|及|跟)?(?P<b2>[省市县区乡镇村])两)级(?:的)?"
    rf"(?P<what>[㐀-鿿]{{0,6}}?(?:{THINGS}|平台|示范区)|)"
)


def two_levels(text: str) -> str:
    """甲省、市两级重点项目 as 甲,省级重点项目和市级重点项目."""
    return _LEVELS.sub(lambda m: f"{',' if m.start() else ''}{m['a']}级{m['what']}和{m['b'] or m['b2']}级{m['what']}", text, count=1)


def _as_difference(text: str) -> str:
    """甲比乙早开业几天 as 甲开业比乙早几天; 比乙便宜多少 as 比乙少多少; 隔了多久 as 相差多少."""
    if found := APART.search(text):
        count = found["count"] or found["n"] or "多少天"
        if found["between"]:
            return f"{text[: found.start()]}相差{count}{text[found.end() :]}"
        if than := re.search("比", text[: found.start()]):
            head, second = text[: than.start()], text[than.end() : found.start()]
            return f"{head}{found['event']}比{second}{found['side']}{count}{text[found.end() :]}"
    if (than := re.search(r"比(?!例|重)", text)) and (found := CHEAPER.search(text, than.end() + 1)):
        side = "少" if re.match("便宜|省|降|减|下|缩", found.group()) else "多"
        return f"{text[: found.start()]}{side}{text[found.end() :]}"
    return text


# What is asked with a verb (亏了多少钱) is written as a noun (亏损).
_SPOKEN = tuple(
    (re.compile(rf"(?<![多少比]){verb}(?=(?:多少|几)(?![{MEASURES}]))"), noun)
    for verb, noun in (
        (r"(?:先)?投(?:资|入|了|下)*", "投资"),
        (r"(?:被(?:[^,的被]{2,5})?)?罚(?:了|款)*", "罚款"),
        (r"亏(?:了|损)*", "亏损"),
        (r"(?:能|可|会)?多卖(?:了|出|掉)*(?=多少钱|多少元|多少[亿万])", "销售额"),
        (r"卖(?:了|出|掉)*(?=多少钱|多少元|多少[亿万])", "销售额"),
        (r"赚(?:了|到|取)*", "利润"),
    )
)
_ALSO = re.compile(
    rf"(?<=[{MEASURES}])(?:项目|企业|工程)?(?:[、,和]|以及)+(?:一共|总共|合计|共)?(?P<also>总?(?:{NOUNS})(?:总?额)?)(?:是|有|为|共|一共|合计)*(?:多少|几)$"
)
_BACK_WORDS = re.compile(
    rf"(?:按照?|照|根据|从|用)[^,]*?(?:{BACK_CUE}|往?回?[算推看]),|(?:按照?|照|根据|从|用)[^,]*?(?:{BACK_CUE}),?|{BACK_CUE}|(?:应该|应当|该|会|能|是|在|排|居|位?列)*(?:{BACK_ASKED})"
)


def unit_noun(asked: str) -> str:
    """The noun of 面积多少: 面积."""
    return re.sub(r"(?:为|是|有)?(?:多少|几).*", "", asked)


_ORDERED = re.compile(rf"(?:按|依)?(?:从|由)(?:{ADJECTIVE})到(?:{ADJECTIVE})(?:的顺序)?(?:给?我?排(?:一?下|列|序|个序|出来)?)?")


def _noun(text: str) -> str:
    """哪个项目投资最多, 投资最多的项目是哪个: 项目."""
    if thing := re.search(rf"(?:哪一?(?:个|家|项|座|所|种|类|条)|最(?:{ADJECTIVE})的|各个?|每一?个)({THINGS})", text):
        return thing.group(1)
    found = re.search(
        rf"哪一?(?:个|家|项|座|所|种|类|条|款|支|样)((?:(?!的)[㐀-鿿]){{1,8}}?)(?=在|最|更|比|{MODIFIERS}|{NOUNS}|{EVENT.pattern}|$)",
        text,
    ) or re.search(
        rf"最(?:{ADJECTIVE})的(?:[一那](?:个|家|项|座|所|种|类|条))?([㐀-鿿]{{2,8}}?)(?=是|有|叫|为|的|投|,|$)", text
    )
    return (
        found.group(1)
        if found
        and not matches(rf"^[{NUMERALS}]+[个家项座]|从|到", found.group(1))
        and not re.fullmatch(rf"(?:{NOUNS})(?:{ADJECTIVE})?|(?:{ADJECTIVE}|最|是|更|哪).*", found.group(1))
        else ""
    )


def _unnamed(text: str, noun: str) -> tuple[str, str]:
    """(scope, attribute) of a question over what the sources list."""
    if each := re.search(rf"^(.*?)(?:各个?|每一?个)(?:{THINGS})?(?:都|的)?(.*?)了?(?:多少|几)[{MEASURES}]?(.*)$", text):
        return each.group(1).strip(TRIM), (each.group(2) + each.group(3)).strip(TRIM)
    found = list(re.finditer(rf"(?:{MODIFIERS})*(?:{NOUNS})", text))
    attribute = found[-1].group() if found else ""
    if not found and (
        asked := re.search(rf"^(.*?)哪一?(?:个|家|项|座|所|种|类|条)?{re.escape(noun)}(.+?)(?:最|更)", text)
    ):
        return asked.group(1).strip(TRIM + "中里"), asked.group(2).strip(TRIM)
    bare = COUNTING.sub("", text).strip(TRIM)
    bare = bare[: cut.start()] if (cut := CUT.search(bare)) else bare
    if not found and not noun and "的" in bare:
        scope, attribute = bare.rsplit("的", 1)
        return scope.strip(TRIM), attribute.strip(TRIM)
    scope = text[: found[-1].start()] + text[found[-1].end() :] if found else text
    scope = re.sub(
        rf"哪一?(?:个|家|项|座|所|种|类|条|款|支|样)?|谁|最(?:{ADJECTIVE})|{CUT.pattern}|多少|几|{COUNTING.pattern}",
        " ",
        scope,
    )
    return "".join(piece.strip(TRIM + "中里") for piece in scope.split()), attribute
