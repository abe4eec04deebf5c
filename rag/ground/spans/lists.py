"""Items of an enumeration, as slices: 《…》《…》, “…”“…”, A、B、C和D, 成立了A,揭牌成立B, 甲全长…;乙全长…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.embed.words import load_words
from rag.ground.sentences.cutting import DISPOSED, RANGES, as_asked, cut_to, stated_count
from rag.ground.sentences.enumerating import (
    ETC,
    MARKED,
    SEPARATOR,
    TAIL,
    VERBS,
    Item,
    counted,
    enumerations,
    split,
    trim,
)
from rag.ground.sentences.evidence import KINDRED, Evidence, Scored
from rag.ground.sentences.figures import clause_name
from rag.ground.sentences.places import called
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.wanted import GOODS
from rag.ground.spans.candidates import Candidate
from rag.text.fold import fold_text
from rag.text.lexicon import TITLES
from rag.text.names import find_names
from rag.text.numbers import find_quantities, same_quantity
from rag.text.thesaurus import printed_as
from rag.understand.aspect import states
from rag.understand.question import Question

_PLACES = ("城市", "国家", "地区", "省份", "地方", "县", "市", "国", "省", "区县", "乡镇")
_ZONES = ("高新区", "开发区", "示范区", "自贸区", "新区", "城市", "省份", "国家", "区县", "乡镇")
_CLASS = 2.5  # that the source calls them what is asked for: more than a sentence that fits better and enumerates others
_NAME_OF = 5  # characters that what is made of the items and the question have to share
_LED = 2.5  # that what is asked for leads into them (一级保护鸟类13种,包括:甲、乙), or that they are posts where posts are asked for
_OTHERS = 2.0  # that the source counts them as something else
_COUNTED_AS = re.compile(r"[\"'》)]*(?:等|这)?(?:[两二三四五六七八九十]|\d+)个(?:项目|工程|城市|国家|园区|基地|平台|企业)")
_MEASURES = "[个种家项座条类名位所款]"
_OFFICERS = ("高管", "领导", "官员", "职务", "职位", "负责人")
_POSTS = (*TITLES.split(), "官")
_REPEATED = 0.6  # share of the items' bigrams in the question from which they are what it is asked with
_OF_WHOM = re.compile(r"的(?:地方|地区|企业|单位|个人|人|园区|项目|家庭|学生|村|户)$")  # 获表扬的地方: who gets it
_ABOUT = 0.4  # context at least of a list that no judge lets pass
PLACES = 1.0  # that items are places, where places are asked for
LIKELY, SPELT = 3, 0.6  # brief answers looked into for an enumeration, and what it is worth that one of them is it
SURE = 1.0  # by how much the reader's logit of a span must beat "no answer" for a list elsewhere not to count
_ASKED = re.compile(
    r"(?:哪些|哪几[个家种款项条类所座大]?|哪[两二三四五六七八九十\d]+[个家种款项条类所座大]?|什么)[\"']?(?:[㐀-鿿]{1,6}的)?([㐀-鿿]{1,8}?)[\"']?(?=[?。,]|是|$"
    r"|(?:才|还|也|都|能够?|可以|会|将|被|已经?|没有?)[^,?]{2,})"
)


_LED_IN = 6  # characters by which a span may begin before the items: 节会打出|甲、乙
_BROKEN = re.compile("[‘“「『][^’”」』]*$")  # a quotation that the item does not end
_SPOKEN = re.compile(rf"(?:{'|'.join(('表示', '介绍', '指出', '认为', '告诉', '强调', '透露', '说'))})[:：]?$")  # posts of who spoke
_SUMS_UP = re.compile(r"[’”」』\"']的?(?P<what>[㐀-鿿]{2,8})")
_SUMMED_UP = 3.0  # that the words of a quotation are what the question calls them: ‘团结、务实’的新城精神
_AT_WHOM = re.compile(r"(?:针对|面向)(?P<whom>[㐀-鿿]{2,6}?)(?=[,有推出采设提制发的打做])")
_MENTIONED = re.compile(r"(企业|公司|厂商|机构|项目|产品|单位|高校|品牌)[^?]{0,3},?[^,?]{0,6}(?:举|点|提|列)(?:到|出|了|名)*谁")
_HEADS = re.compile(  # 对口援助地区有哪几个, 企业有哪几家被点到
    r"(?:^|[的,\"])(?P<what>[㐀-鿿]{2,10}?)(?:都|分别|具体|主要|一共|又)*(?:有|是|包括|叫|为|指)(?:哪些|哪几[㐀-鿿]|哪[两二三四五六七八九十\d]+[㐀-鿿])(?=被|[?。,]|$)"
)
_SUMMED = re.compile(r"\d(?:\+\d)+")  # “3+2”产业: three of one sort and two of another
_QUOTED = re.compile("\"([^\"]{2,16})\"")
_NO_ITEM = re.compile(  # a clause of its own, a code, several
    "^[我他她它你]们|^以(?!色列|太)[㐀-鿿]{2}|(?:打破|填补|突破)[㐀-鿿]{2}|(?:进行|开展|予以|给予)[㐀-鿿]{2}|[(（][^)）]*$|^[让使令]|[:：]|、[^、”」』》]*等$"
)
_BESIDE = re.compile(
    r"除(?:了|去|开)?(?P<named>[^,?]{2,20}?)(?:以外|之外|外)?,?(?:还|另外?)(?:有|推出|设立|用|提供)?了?(?:哪些|哪[一几两二三四五六七八九十][㐀-鿿]|什么|啥)(?P<what>[㐀-鿿]{0,6})[?。]*$"
)
_COUNTS = re.compile(r"(?:\d+|[一二两三四五六七八九十百]+)余?多?[个家座项种条名位所款类]")


def find_items(evidence: Evidence, candidates: Sequence[Candidate]) -> list[Item]:
    """The enumeration that answers, from the best sentences; empty when none of them enumerates."""
    if evidence.best is None:
        return []
    question = evidence.question
    if question.aspect == "benefit" and (clauses := _stating(question, evidence.best.sentence)):
        return clauses
    asked = _asked_noun(question)
    best: tuple[float, list[Item]] = (0.0, [])
    read = [c for c in candidates if c.logit > 0 and not _COUNTS.fullmatch(c.text)]  # 3座 names none of them
    grams = frozenset(question.folded[i : i + 2] for i in range(len(question.folded) - 1))
    for scored in _aimed(question.folded, evidence.scored)[:6]:
        together = list(_of_one_verb(evidence, scored))
        spans = list(_of_spans(scored, candidates[:LIKELY]))
        exact = counted(scored.sentence)
        summed = list(_of_sum(question.folded, exact))
        runs = enumerations(scored.sentence)
        for items in [*runs, *exact, *summed, *together, *_of_parts(evidence, scored, _ends(asked)), *spans]:
            if _counts_less(items, exact):
                continue
            starts = {item.start for item in items}
            of_one_verb = items in together and any({item.start for item in run} < starts for run in runs)
            items = cut_to(question.folded, items)
            if len(items) < 2 or any(_NO_ITEM.search(item.text) for item in items):
                continue
            if asked.endswith(_ZONES) and not all(map(_is_place, items)):
                continue
            if _are_asked_with(grams, items) or _BROKEN.search(items[0].text) or _SPOKEN.search(items[-1].text):
                continue
            fitness = 2 * (scored.score - evidence.best.score) + _nearness(evidence, scored, items)
            fitness += 0.3 * any(items[0].start - _LED_IN <= c.start < items[-1].end for c in candidates[:3])
            fitness += 0.05 * min(len(items), 6) + 0.3 * of_one_verb + 0.3 * (items in exact)
            fitness += 0.8 * any(_meet(c, items) for c in read)
            fitness += 0.8 * (len(candidates) > 1 and all(any(_meet(c, [item]) for item in items) for c in candidates[:2]))
            fitness += SPELT * (items in spans and not _goes_on(items, runs)) + PLACES * (asked.endswith(_PLACES) and any(map(_is_place, items)))
            fitness += 0.8 * _are_called(question.noun, items) + 1.5 * _end_in(asked, items) + _CLASS * are_of_class(asked, items)
            fitness += _SUMMED_UP * _summed_up(question.folded, items) + _CLASS * (_are_quoted(question.folded, items) or items in summed)
            fitness += _LED * (_are_led_in(asked, items) or _are_posts(asked, items))
            fitness -= _OTHERS * _are_of_other_class(asked, items)
            if question.limit:
                fitness += 0.5 if len(items) == question.limit else -0.5
            if not best[1] or fitness > best[0]:
                best = (fitness, items)
    if best[1] and _goods_named(question, asked, evidence.best.sentence, best[1]):
        return []
    sure = max((c.logit for c in read), default=0.0) > SURE
    if _are_others(question.folded, asked, best[1]) or (sure and not any(_meet(c, best[1]) for c in read)):
        return []
    return _begun_with(read, best[1])


def _aimed(folded: str, scored: Sequence[Scored]) -> Sequence[Scored]:
    """The sentences that name for whom something is (针对日企推出了哪些…), where one does; else all."""
    found = _AT_WHOM.search(folded)
    aimed = [s for s in scored if found and any(word in s.sentence.folded.text for word in (found["whom"], *printed_as(found["whom"])))]
    return aimed or scored


def _summed_up(folded: str, items: Sequence[Item]) -> bool:
    """Whether the items are the words of a quotation that is called what the question asks for: ‘团结、务实’的新城精神."""
    last = items[-1]
    called = _SUMS_UP.match(last.sentence.article.text[last.end : min(last.end + 12, last.sentence.end)])
    what = fold_text(called["what"]) if called else ""
    return any(what[:size] in folded for size in range(len(what), 2, -1))


def _of_sum(folded: str, runs: Sequence[list[Item]]) -> Iterator[list[Item]]:
    """“3+2”: the run of three and the run of two behind it, together."""
    asked = _SUMMED.search(folded)
    parts = [int(number) for number in asked.group().split("+")] if asked else []
    for first in range(len(runs) - len(parts) + 1 if parts else 0):
        together = runs[first : first + len(parts)]
        if [len(run) for run in together] == parts:
            yield [item for run in together for item in run]


def _goes_on(items: Sequence[Item], runs: Sequence[Sequence[Item]]) -> bool:
    """Whether a run of the sentence has the items and others in front of them, or the same without what leads into them (打出|甲、乙)."""
    ends = [item.end for item in items]
    for run in runs:
        others = [item.end for item in run]
        if others[-len(ends) :] == ends and (len(others) > len(ends) or run[0].start > items[0].start):
            return True
    return False


def _counts_less(items: Sequence[Item], runs: Sequence[Sequence[Item]]) -> bool:
    """Whether the source ends the same items before the count that the last of them goes on with: 甲、乙|两国."""
    return any([item.start for item in run] == [item.start for item in items] and run[-1].end < items[-1].end for run in runs)


def _are_quoted(folded: str, items: Sequence[Item]) -> bool:
    """Whether the clause goes on from the last item to what the question quotes: 甲、乙、丙“组合拳”, 将甲、乙看作中华复合体."""
    last = items[-1]
    rest = fold_text(re.split(r"[,，。;；]", last.sentence.article.text[last.end : min(last.end + 24, last.sentence.end)])[0])
    made = DISPOSED.match(rest) is not None and len(rest) > _NAME_OF and rest[-_NAME_OF:] in folded
    return made or any(term in rest for term in _QUOTED.findall(folded))


def beside(evidence: Evidence) -> list[Item]:
    """除了甲还有什么券: what the source puts beside 甲, of the sort that is asked for; empty where it puts nothing, or nothing is asked so."""
    asked = _BESIDE.search(evidence.question.folded)
    named = asked["named"] if asked else ""
    for scored in evidence.scored[:6] if asked else ():
        for run in (*enumerations(scored.sentence), *counted(scored.sentence)):
            if not any(fold_text(item.text).endswith(named) for item in run):
                continue
            others = [item for item in run if named not in fold_text(item.text)]
            of_sort = [item for item in others if asked and asked["what"] and fold_text(item.text).endswith(asked["what"][-1:])]
            if of_sort:
                return of_sort
    return []


def _goods_named(question: Question, asked: str, sentence: Sentence, items: Sequence[Item]) -> bool:
    """Whether the best sentence names what is made (医用诊断|产品), where 什么产品 is asked for and the items of another are no such thing."""
    if asked not in GOODS or "什么" not in question.folded or items[0].sentence == sentence or asked not in sentence.folded.text:
        return False
    return not any(fold_text(item.text).endswith(called(asked)) for item in items)


def _is_place(item: Item) -> bool:
    return any(n.kind == "place" and n.end - n.start == len(item.text) for n in find_names(item.text)) or item.text.endswith(tuple("省市州县区国镇乡岛港"))


def _of_spans(scored: Scored, candidates: Sequence[Candidate]) -> Iterator[list[Item]]:
    """What the likeliest brief answers enumerate themselves: 王甲和李乙, 位移监测仪和水位报警器."""
    for one in candidates:
        if one.scored.sentence is scored.sentence:
            pieces = split(one.text, SEPARATOR)
            last = pieces[-1][0]
            if tail := ETC.search(one.text, last + 1) or TAIL.search(one.text, last + 1):
                pieces[-1] = (last, tail.start())
            if len(pieces) > 1 and all(1 < end - start <= 20 for start, end in pieces) and not re.search(r"[,，;；。]", one.text):
                yield [Item(scored.sentence, one.start + start, one.start + end) for start, end in pieces]


def _meet(read: Candidate, items: Sequence[Item]) -> bool:
    """Whether the span and one of the items share characters."""
    article = read.scored.sentence.article.id
    return any(i.sentence.article.id == article and read.start < i.end and i.start < read.end for i in items)


def _begun_with(read: Sequence[Candidate], items: list[Item]) -> list[Item]:
    """The first item without what the reader leaves out before it: 布局|汽车电池, where a span that goes on begins behind."""
    if not items:
        return items
    first = items[0]
    starts = [c.start for c in read if _meet(c, [first]) and first.start < c.start < first.end - 1 <= c.end]
    return [Item(first.sentence, starts[0], first.end), *items[1:]] if starts else items


def _are_others(folded: str, asked: str, items: list[Item]) -> bool:
    """用什么模式 is not answered by what the sentence that names the 模式 enumerates besides."""
    if not items or "什么" not in folded or len(asked) < 2 or asked not in items[0].sentence.folded.text:
        return False
    return not _are_called(asked, items) and not _end_in(asked, items)


def _asked_noun(question: Question) -> str:
    """What the members are called: 生产线 of 哪几种食品的生产线, 企业 of 落户的企业里举了谁."""
    if head := _HEADS.search(question.folded):
        return head["what"]
    found = _ASKED.search(question.folded) or _MENTIONED.search(question.folded)
    return found.group(1) if found else question.noun


def _stating(question: Question, sentence: Sentence) -> list[Item]:
    """The clauses of a sentence that state the facet asked for (将优先…, 给予…, 获得…支持); fewer than two sure ones are no list."""
    items, sure = [], 0
    grams = frozenset(question.folded[i : i + 2] for i in range(len(question.folded) - 1))
    for clause in re.finditer(r"[^,，;；。]+", sentence.text):
        item = Item(sentence, sentence.start + clause.start(), sentence.start + clause.end())
        stated = states(question.aspect, fold_text(clause.group()))
        if stated and not _OF_WHOM.search(clause.group()) and not _are_asked_with(grams, [item]):
            items.append(item)
            sure += stated == 1.0
    return items if sure > 1 else []


def _are_asked_with(grams: frozenset[str], items: Sequence[Item]) -> bool:
    """Whether the items are mostly what the question itself says (获国务院表扬、激励, asked of 被国务院表扬的地方)."""
    said = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (fold_text(item.text) for item in items)]
    return sum(len(each & grams) for each in said) > _REPEATED * sum(map(len, said))


def are_of_class(asked: str, items: Sequence[Item]) -> bool:
    """Whether the source calls the items what is asked for, right behind the last: 甲、乙、丙等多种模式, asked 哪几种方式."""
    if len(asked) < 2 or len(items) < 2:
        return False
    text, sentence = items[-1].sentence.article.text, items[-1].sentence
    behind = fold_text(text[items[-1].end : min(items[-1].end + 16, sentence.end)])
    kinds = {*called(asked), *called(asked[:2]), asked[-3:], *(RANGES if asked in RANGES else ())}
    return any(re.match(rf"[\"'》)]*(?:等|这|(?=[\d两二三四五六七八九十]))[^,。;:、]{{0,8}}?{re.escape(kind)}", behind) for kind in kinds if len(kind) > 1)


def _are_led_in(asked: str, items: Sequence[Item]) -> bool:
    """Whether what is asked for, counted or not, leads straight into the items: 一级保护鸟类13种,包括:甲、乙."""
    sentence = items[0].sentence
    before = fold_text(sentence.article.text[sentence.start : items[0].start])
    leads = rf"{re.escape(asked)}(?:共|有|达)*\d*(?:{_MEASURES})?,?(?:分别|主要|具体|依次)*(?:包括|包含|为|是|有)了?[:：]?$"
    return len(asked) > 3 and re.search(leads, before) is not None


def _are_posts(asked: str, items: Sequence[Item]) -> bool:
    """Whether the items are posts, where it is asked which officers."""
    return asked.startswith(_OFFICERS) and all(fold_text(item.text).endswith(_POSTS) for item in items[1:])


def _are_of_other_class(asked: str, items: Sequence[Item]) -> bool:
    """Whether the source counts the items as something else, right behind the last: 甲和乙两个项目, asked 哪些生产线."""
    last = items[-1]
    behind = fold_text(last.sentence.article.text[last.end : min(last.end + 12, last.sentence.end)])
    counted = _COUNTED_AS.match(behind)
    if counted is None or len(asked) < 2:
        return False
    are_called = asked[-2:] in behind or any(kind in behind for kind in called(asked))
    return not are_called and not any(fold_text(item.text).endswith(asked[-1]) for item in items)


def only_of_class(evidence: Evidence) -> list[Item]:
    """The one enumeration of the best article that is called what is asked for; empty where there are two, or none.

    Called so behind the last item, or each by its own name where the sentence says how many they are. The article must have
    the first telling word of the question, and the sentence every figure of it (10亿元以上的).
    """
    best, question = evidence.best, evidence.question
    asked = _asked_noun(question)
    if best is None or best.misplaced or best.context < _ABOUT or len(asked) < 2:
        return []
    article, words = best.sentence.article, load_words()
    telling = next((gram for gram in evidence.grams if gram[0] > "㐀" and words.salience(gram) >= 1 and not find_quantities(gram)), "")
    if not telling or telling not in fold_text(f"{article.title}\n{article.text}"):
        return []
    conditions = [quantity for quantity in find_quantities(question.folded) if quantity.kind in ("amount", "share", "measure")]
    runs: list[list[Item]] = []
    for scored in evidence.scored:
        stated = find_quantities(scored.sentence.text)
        if scored.sentence.article.id != article.id or not all(any(same_quantity(c, s) for s in stated) for c in conditions):
            continue
        for run in enumerations(scored.sentence):
            items = as_asked(question.folded, run)
            as_many = any(quantity.kind == "count" and quantity.low == len(items) for quantity in stated)
            named = as_many and all(fold_text(item.text).endswith(asked) for item in items)
            quoted = len(items) == question.limit and _are_quoted(question.folded, items)
            if len(items) > 1 and (are_of_class(asked, items) or named or quoted):
                runs.append(items)
    return max(runs, key=len) if len({items[-1].end for items in runs}) == 1 else []


def as_many_as_asked(question: Question, items: Sequence[Item]) -> bool:
    """Whether the source counts the items as the question does (哪8家机构: …等8家市场机构): no chance, whatever else is asked."""
    return (
        question.limit > 2
        and len(items) == question.limit
        and stated_count(items)[0] == question.limit
        and _are_called(question.noun, list(items))
    )


def what_are_called(evidence: Evidence) -> list[Item]:
    """Of keywords that end in what things are called (甲园 先进 技术): those that the best sentence enumerates as such.

    Empty when it says 等技术 of nothing, or the question is no string of keywords.
    """
    question = evidence.question
    called = question.terms[-1] if question.terms else ""
    if evidence.best is None or not re.search(rf"[ ,、]{re.escape(called)}$", question.folded) or len(called) > 4:
        return []
    sentence = evidence.best.sentence
    for items in enumerations(sentence):
        items = as_asked(question.folded, items)
        behind = fold_text(sentence.article.text[items[-1].end : sentence.end]) if len(items) > 1 else ""
        if re.match(rf"[\"'》]?等[^,。;]{{0,6}}{re.escape(called)}", behind):
            return items
    return []


def _of_one_verb(evidence: Evidence, scored: Scored) -> Iterator[list[Item]]:
    """成立了A,启动B,并揭牌成立C和D: what the verb of the question has for its object, in all clauses of the sentence."""
    folded = evidence.question.folded
    verbs = re.findall(rf"({VERBS})[了过出]?(?=哪|什么)", folded) or re.findall(VERBS, folded)
    text, sentence = scored.sentence.text, scored.sentence
    for verb in verbs:
        items = []
        clauses = [clause for clause in re.finditer(r"[^,，;；。！？!?\n]+", text) if verb in fold_text(clause.group())]
        for clause in clauses if len(clauses) > 1 else []:
            at = fold_text(clause.group()).find(verb)
            at += len(verb) + clause.group().startswith(("了", "出"), at + len(verb))
            body = clause.group()[at:]
            marked = [m.span() for m in MARKED[0].finditer(body)]
            base = sentence.start + clause.start() + at
            items += [Item(sentence, base + s, base + e) for s, e in (marked or trim(body, split(body, SEPARATOR)))]
        if len(items) > 1:
            yield items


def _of_parts(evidence: Evidence, scored: Scored, ends: tuple[str, ...]) -> Iterator[list[Item]]:
    """甲全长3公里;乙全长5公里: the names with which the parts of the paragraph begin, if each goes on with a figure.

    Of the whole article those that end in ``ends``, as what is asked for does.
    """
    article = [s.sentence for s in evidence.scored if s.sentence.article.id == scored.sentence.article.id]
    paragraph = [sentence for sentence in article if sentence.paragraph == scored.sentence.paragraph]
    if re.search(r"[;；]", "".join(sentence.text for sentence in paragraph)) and len(items := _names(paragraph)) > 1:
        yield items
    items = [item for item in _names(article) if ends and fold_text(item.text).endswith(ends)]
    if len(items) > 1:
        yield list({item.text: item for item in reversed(items)}.values())[::-1]


def _names(sentences: Sequence[Sentence]) -> list[Item]:
    """The name before the first figure of every part of the sentences, in order."""
    items = []
    for sentence in sorted(sentences, key=lambda part: part.start):
        for part in re.finditer(r"[^;；。]+", sentence.text):
            for clause in re.finditer(r"[^,，]+", part.group()):
                stated = [q for q in find_quantities(clause.group()) if q.kind not in ("date", "year", "ordinal")]
                if name := clause_name(clause.group()[: stated[0].start]) if stated else "":
                    start = sentence.start + part.start() + clause.start() + clause.group().index(name)
                    items.append(Item(sentence, start, start + len(name)))
                if stated:
                    break
    return items


def _are_called(noun: str, items: list[Item]) -> bool:
    """哪些生产线 is answered by …等生产线: what the items are called stands right behind them, or ends each."""
    if len(noun) < 2:
        return False
    text, sentence = items[-1].sentence.article.text, items[-1].sentence
    behind = text[items[-1].end : min(items[-1].end + 14, sentence.end)]
    ends = {noun[:2], *called(noun[:2]), *called(noun)}
    return any(end in behind or all(item.text.endswith(end) for item in items) for end in ends)


def _ends(asked: str) -> tuple[str, ...]:
    return (asked[-2:], asked[:1] if len(asked) == 2 else asked[-1:]) if asked else ()


def _end_in(asked: str, items: list[Item]) -> float:
    """Share of the items that end as what is asked for does (有哪些贷: 人才贷; 园区: 青石园), 0 to 1."""
    ends = _ends(asked)
    return sum(fold_text(item.text).rstrip("\"'》").endswith(ends) for item in items) / len(items) if ends else 0.0


def _nearness(evidence: Evidence, scored: Scored, items: list[Item]) -> float:
    """Share of the question's grams in the sentence before the items or right behind them."""
    sentence = scored.sentence
    before = sentence.article.text[max(sentence.start, items[0].start - 40) : items[0].start]
    text = fold_text(re.split(r"[;；]", before)[-1])
    text += fold_text(re.split(r"[;；。]", sentence.article.text[items[-1].end : items[-1].end + 16])[0])
    weight = sum(evidence.grams.values()) or 1.0
    told = ((g in text) or KINDRED * any(other in text for other in printed_as(g)) for g in evidence.grams)
    return sum(w * said for w, said in zip(evidence.grams.values(), told, strict=True)) / weight
