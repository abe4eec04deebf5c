"""What a claim says the opposite of in other words: 怕高温 of what 耐高温, 最晚推出 of what was 率先推出, 90年代起步 of what began in the 60年代.

Each rule holds a folded claim against a sentence that speaks of the same thing; where none says the one or the other it is left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap, is_person, speaks_of
from rag.ground.sentences.verdict import comparable, find, holds
from rag.text.fold import bigrams, fold_text
from rag.text.lexicon import COUNTRIES
from rag.text.numbers import find_quantities

_OWN = 0.8  # share of the pairs of the name of a body that what is told has
_SAME = 0.6  # share of the pairs of what is claimed of a thing that the sentence has to have
_FEARS = re.compile(
    r"^(?P<who>[^,]{2,}?)(?:是|都|也|其实|确实)*(?:很|非常|特别|十分|比较|最)*(?:怕|害怕|惧怕?|不耐受?|耐不住|经不住|经不起|受不了|扛不住|不适应|适应不了|难以?适应|适应力[很较]?(?:差|弱))(?P<what>[^,]{1,12}?)(?:的|了)?$"
)
_BEARS = re.compile(
    r"^(?P<who>[^,]{2,}?)(?:是|都|也)*(?:很|非常|特别|十分)*(?:不怕|不惧|能?耐受?|很?能?适应|抗)(?P<what>[^,]{2,12}?)(?:的|了)?$"
)
_ADAPTS = r"(?:适应力|适应性|适应能力|耐受力|耐受性|耐受能力|抗性|抵抗力|承受力|承受能力)"
_STRONG, _WEAK = rf"{_ADAPTS}[^,，。;；]{{0,2}}(?:强|好|高)", rf"{_ADAPTS}[^,，。;；]{{0,2}}(?:弱|差|低)"
_STANDS_IT = re.compile(rf"(?P<front>[^,，。;；]{{0,14}}){_STRONG}|(?:耐受?|不怕|不惧|能适应|抗)(?P<behind>[^,，。;；的]{{1,8}})")
_CANNOT = re.compile(rf"(?P<front>[^,，。;；]{{0,14}}){_WEAK}|(?:怕|惧怕?|不耐受?|难以?适应|不适应)(?P<behind>[^,，。;；的]{{1,8}})")
_LATE = r"(?:最晚|最迟|最后一[个家批次座项]?|最末|倒数第一|最慢)"
_EARLY = r"(?:率先|首先|首[个家批次创座]|最早|最先|第一[个家批次座项]|首次|最快)"
_LAST_CLAIM, _FIRST_CLAIM = re.compile(_LATE), re.compile(_EARLY)
_BEGAN = r"(?:才|就|便)?(?:刚刚?)?(?:起步|开始|发端|有|诞生|出现|兴起|发展起来|形成|起源|建起来|搞起来|兴建)"
_DECADE = re.compile(r"(?:(?P<century>二十|20|上个?|二十一|21|本)世纪)?(?P<decade>[一二三四五六七八九]|[1-9])[十0]年代(?P<part>初|末|中期|后期)?")
_BEGUN = re.compile(
    r"^(?P<who>[^,]{2,}?)(?:是|在|于|到了?|直到)*"
    r"(?P<when>(?:(?:二十一?|21|20|上个?|本)世纪)?[一二三四五六七八九\d][十0]年代(?:初|末|中期|后期)?|(?:18|19|20)\d\d年)"
    rf"(?P<side>以后|之后|后|以前|之前|前(?!后))?(?:前后|左右)?{_BEGAN}(?:的|了|起来)*$"
)
_OPENED = re.compile(r"序幕|起步|发端|始于|始建|开始|开端|起源|诞生|创办|创建|建立|奠基|兴起|动工|开工建设|开先河|第一[个家座台辆]")
_EARLIEST = re.compile(r"建国初期?|新中国成立(?:之)?初期?|解放初期?")
_NEAR = 40  # characters behind a time in which what began then is told
_NEVER = 9999  # a year after all others
_YEAR = re.compile(r"(?P<year>(?:18|19|20)\d\d)年")
_NATIVE = re.compile(
    r"^(?P<who>[㐀-鿿·]{2,6}?)(?:是(?P<where>[㐀-鿿]{2,8}?)(?:本地|当地)?人|(?:老家在|籍贯是|祖籍是|出生在|生在)(?P<born>[㐀-鿿]{2,8}?))的?$"
)
_FROM = r"(?:[,，(（]|是|系|籍贯|祖籍|出生于|生于)(?P<where>[㐀-鿿]{2,8}?)(?:人(?=[,，。;；)）])|(?:籍|出生)(?=[,，。;；)）]))"
_OF_PHASE = re.compile(r"(?:[一二三四五六七八九]|\d)期")
_PER_PHASE = re.compile(r"(?P<figure>\d[\d.]*[^\d,，。;；/每()（）]{1,8})/(?:每)?期|每期(?P<each>[^,，。;；]{0,6}?\d[\d.]*[^\d,，。;；)）]{1,6})")
_ONE_PHASE = re.compile(r"(?:(?:只|仅|就)(?:有|分|建|搞)?一(?:期|批|个阶段)|单期|不分期|一次性?(?:全部)?(?:建成|建完|建设到位))")
_PHASES = re.compile(r"分(?:为|成|作|别)?(?:[两二三四五六]|[2-9])(?:期|批|个阶段)")


def contrary(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """The first of these that the sentences, best first, decide; None when none does. ``claim`` is folded."""
    rules = (stands_it, first_or_last, begun, native, per_phase, in_phases, the_other_way, breakthrough, works_for)
    return next((found for rule in rules if (found := rule(claim, sentences))), None)


def in_one_phase(claim: str) -> bool:
    """Whether a folded claim says that there is one phase and no more, which is told as well where there are several."""
    return _ONE_PHASE.search(claim) is not None


def stands_it(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲很怕温度变化, where the sentence says 甲对温度变化的适应力强."""
    fears, bears = _FEARS.match(claim), _BEARS.match(claim)
    asked = fears or bears
    if asked is None:
        return None
    for sentence in sentences:
        if not speaks_of(asked["who"], sentence):
            continue
        for pattern, stands in ((_CANNOT, False), (_STANDS_IT, True)):
            for told in pattern.finditer(sentence.folded.text):
                around = told["front"] or told["behind"]
                pairs = bigrams(asked["what"]) or [asked["what"]]
                if sum(pair in around for pair in pairs) >= _SAME * len(pairs):
                    return Swap(sentence, stands == (fears is None), _slice(sentence, told.start(), told.end()))
    return None


def first_or_last(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲在全省最晚推出, where the clause on it says 在全省率先推出; of what is first where it is the last likewise."""
    for own, other in ((_LAST_CLAIM, _EARLY), (_FIRST_CLAIM, _LATE)):
        asked = own.search(claim)
        if asked is None or own.search(claim, asked.end()):
            continue
        before, behind = claim[: asked.start()], claim[asked.end() :].strip("的了是")
        pairs = bigrams(re.sub(r"[是的在,里内]", " ", f"{before} {behind}"))
        for sentence in sentences:
            for clause in re.finditer(r"[^,，;；。]+", sentence.folded.text):
                told = re.search(other, clause.group())
                if told is None or own.search(clause.group()) or not pairs:
                    continue
                said = sum(pair in sentence.folded.text for pair in pairs) >= _SAME * len(pairs)
                if said and behind[:2] in clause.group()[told.end() :] and speaks_of(before, sentence):
                    return Swap(sentence, False, _slice(sentence, clause.start(), clause.end()))
    return None


def begun(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲产业是90年代才起步的, where the sentence on 甲产业 says that it began in another decade."""
    asked = _BEGUN.match(claim)
    when = _years(asked["when"]) if asked else None
    if asked is None or when is None:
        return None
    if asked["side"]:
        when = (when[0], _NEVER) if "后" in asked["side"] else (0, when[1])
    for sentence in sentences:
        text = sentence.folded.text
        if any(pair not in text for pair in bigrams(asked["who"][-4:])) or not speaks_of(asked["who"], sentence):
            continue
        for found in (*_DECADE.finditer(text), *_YEAR.finditer(text), *_EARLIEST.finditer(text)):
            around = re.split("[。;；]", text[found.start() : found.end() + _NEAR])[0]
            if not _OPENED.search(around):
                continue
            told = _years(found.group())
            if told and (told[1] < when[0] or when[1] < told[0]):
                return Swap(sentence, False, _slice(sentence, found.start(), found.end()))
            if told and when[0] <= told[0] and told[1] <= when[1]:
                return Swap(sentence, True, "")
    return None


def native(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """某某是甲市人, where the sentence says 某某,乙省丙市人."""
    asked = _NATIVE.match(claim)
    where = (asked["where"] or asked["born"]) if asked else ""
    names = COUNTRIES.split()
    provinces = names[names.index("北京") :]
    if asked is None or (where in names and where not in provinces):
        return None
    for sentence in sentences:
        told = re.search(rf"{re.escape(asked['who'])}[^。;；]{{0,8}}?{_FROM}", sentence.folded.text)
        if told is None:
            continue
        said = told["where"]
        own = next((province for province in provinces if said.startswith(province)), "")
        if where in provinces:
            return Swap(sentence, own == where, "" if own == where else _slice(sentence, *told.span("where"))) if own else None
        if where in said or said in where or where[-2:] == said[-2:]:
            return Swap(sentence, True, "") if where in said else None
        wider = where[:2] == said[:2] and min(len(where), len(said)) == 2
        return None if wider else Swap(sentence, False, _slice(sentence, *told.span("where")))
    return None


def by_phases(claim: str, paragraph: str) -> bool:
    """Whether a folded claim is of one phase, and a paragraph gives a figure for each: another figure there may be that of all."""
    return _OF_PHASE.search(claim) is not None and _PER_PHASE.search(paragraph) is not None


def per_phase(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲项目一期产能就有12万吨, where the sentence says 分两期(6万吨/期)."""
    label = _OF_PHASE.search(claim)
    figures = [q for q in find(claim) if label and q.start >= label.end()]
    if label is None or len(figures) != 1:
        return None
    for sentence in sentences:
        if not _speaks(claim[: label.start()], sentence):
            continue
        for told in _PER_PHASE.finditer(sentence.text):
            stated = find_quantities(told["figure"] or told["each"])
            if len(stated) == 1 and comparable(figures[0], stated[0]) and (verdict := holds(figures[0], stated[0], claim)) != "不明":
                return Swap(sentence, verdict == "是", "" if verdict == "是" else told.group())
    return None


def in_phases(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲项目不分期, where the sentence says that it is built 分两期."""
    asked = _ONE_PHASE.search(claim)
    if asked is None or len(claim[: asked.start()]) < 2:
        return None
    for sentence in sentences:
        if (told := _PHASES.search(sentence.folded.text)) and _speaks(claim[: asked.start()], sentence):
            return Swap(sentence, False, _slice(sentence, told.start(), told.end()))
    return None


_WAYS = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        ("高开(?!放)", "低开"), ("收涨|收红|涨停", "收跌|收绿|跌停|[股报]?[^,，。;；]{0,6}[,，]跌"), ("提前(?:完成|完工|竣工|交付)", "推迟|延期|延后|滞后"),
        ("升温|回暖|转暖", "降温|转冷|遇冷"), ("超额完成", "未完成|没有完成|欠"), ("升级为|升格", "降级|降格"), ("扩招|扩编", "缩招|缩编"),
        ("领先", "落后|靠后"), ("公开招标", "邀请招标"), ("控股", "参股"), ("独资", "合资"), ("出口", "进口(?!博)"), ("上调", "下调"),
    )
)
_SHARES = re.compile("(?<=..)(?:a股|h股|美股|港股|股价|股票|的)+$")
_BEFORE_IT = re.compile(r"^[^,]{4,},(?=[^,]{4,}$)")


def the_other_way(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲股高开, where the sentence on it says 低开, and nothing of the article says 高开."""
    bare = _BEFORE_IT.sub("", claim)
    for pair in (pair for ways in _WAYS for pair in (ways, ways[::-1])):
        asked = pair[0].search(bare)
        who = _SHARES.sub("", bare[: asked.start()].rstrip("是在也都")) if asked else ""
        if asked is None or len(who) < 2 or len(bare) - asked.end() > 2 or who[-1] in "不没未非":
            continue
        for sentence in sentences:
            told = pair[1].search(sentence.folded.text)
            if told and not pair[0].search(fold_text(sentence.article.text)) and _names(who, sentence):
                return Swap(sentence, False, _clause(sentence, told.start()))
    return None


_FIRST_IS = re.compile(r"^(?P<what>[^是]{0,20}(?:第一|首)[个家座条项][^是]{2,20})(?:就)?是(?P<who>[^,是]{2,24})$")
_BROKE = re.compile(
    r"(?P<who>[^,，。;；]{2,40}?)的?(?:正式|成功)?(?:落户|落地|签约|投产|建成|开工|竣工|投用)?[,，]?(?:标志着|意味着)?(?:实现|填补)了?(?P<what>[^,，。;；]{2,24}?)(?:的?历史性|的?“?零”?的?|从无到有的?)突破"
)


def breakthrough(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲地第一个百亿项目是乙, where the sentence says 丙的落户,实现甲地百亿项目零的突破."""
    asked = _FIRST_IS.match(claim)
    if asked is None:
        return None
    for sentence in sentences:
        for told in _BROKE.finditer(sentence.folded.text):
            pairs = bigrams(told["what"])
            if sum(pair in asked["what"] for pair in pairs) < _SAME * len(pairs):
                continue
            who = told["who"].rpartition("的")[2] or told["who"]
            if any(pair in who for pair in bigrams(asked["who"].split("的")[0][:3])):
                return Swap(sentence, True, "")
            at = told.start("who") + told["who"].rfind(who)
            return Swap(sentence, False, _slice(sentence, at, at + len(who)))
    return None


_WORKS = re.compile(
    r"^(?P<who>[㐀-鿿]{2,4})是(?P<org>[^,是的]{2,24}?)的?(?:一名|一位)?(?:官员|干部|公务员|工作人员|员工|职工|雇员|的人|职员)$"
)
_BODY = re.compile(r"(?:公司|集团|大学|学院|医院|银行|管委会|委员会|研究院|研究所|[局厅部委院校])")


def works_for(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """某某是甲局的官员, where the sentence calls 某某 the head of a department of 乙公司."""
    asked = _WORKS.match(claim)
    if asked is None or not is_person(asked["who"]):
        return None
    for sentence in sentences:
        told = re.search(rf"(?P<post>[㐀-鿿()（）]{{4,30}}){asked['who']}", sentence.folded.text)
        if told is None or not _BODY.search(told["post"]):
            continue
        pairs = bigrams(asked["org"])
        same = sum(pair in told["post"] for pair in pairs) >= _OWN * len(pairs)
        head = _BODY.search(asked["org"])
        if same or (head and head.group() in told["post"]):
            return Swap(sentence, True, "") if same else None
        return Swap(sentence, False, _slice(sentence, *told.span("post")))
    return None


def _years(text: str) -> tuple[int, int] | None:
    """The first and the last year of 上世纪60年代, of a year, of 建国初; None: no such time. A decade alone is of the last century."""
    if _EARLIEST.fullmatch(text):
        return 1949, 1956
    if year := _YEAR.search(text):
        return int(year["year"]), int(year["year"])
    found = _DECADE.search(text)
    if found is None:
        return None
    n = "零一二三四五六七八九".find(found["decade"]) if found["decade"] in "一二三四五六七八九" else int(found["decade"])
    century = 2000 if found["century"] in ("二十一", "21", "本") else 1900
    return century + 10 * n, century + 10 * n + 9


def _speaks(who: str, sentence: Sentence) -> bool:
    """Whether a sentence's paragraph or title has most of the pairs of a name that several make up: 甲公司|乙地|项目."""
    around = fold_text(sentence.article.title + sentence.article.paragraph(sentence.paragraph))
    pairs = bigrams(re.sub("[的是,在]", " ", who))
    return sum(pair in around for pair in pairs) >= _SAME * len(pairs)


def _names(who: str, sentence: Sentence) -> bool:
    """Whether the sentence itself names who is claimed by its first characters, and its paragraph or title most of it."""
    return who[:2] in fold_text(sentence.article.title) + sentence.folded.text and speaks_of(who, sentence)


def _clause(sentence: Sentence, at: int) -> str:
    """The clause of a sentence around a place of its folded text."""
    text = sentence.folded.text
    start = max(text.rfind(mark, 0, at) for mark in ",，;；。") + 1
    end = min((place for mark in ",，;；。" if (place := text.find(mark, at)) >= 0), default=len(text))
    return _slice(sentence, start, end)


def _slice(sentence: Sentence, start: int, end: int) -> str:
    """A stretch of the folded sentence as published."""
    return sentence.published(start, end).strip(" ,，")
