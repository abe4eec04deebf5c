"""Brief answers bound to what the question asks for: a firm where 哪家企业 is asked, the figure that belongs to the thing named.

The ranking weighs everything against everything; what is decided here is grammar, and changes only which of the spans that stand
beside the best one comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.ground.sentences.evidence import Evidence
from rag.ground.sentences.figures import Figure, figures_of, letters, own_share
from rag.ground.sentences.places import ORIGIN, STRICT, asked_class, called, happens_at, of_class, route_ends, stands_at
from rag.ground.sentences.wanted import LABEL_ASKED, is_counted, partners, strictly, wanted_type
from rag.ground.spans.candidates import Candidate, in_front
from rag.ground.spans.setting import set_in
from rag.ground.spans.unnamed import asked_stage, bound_asked, tells_bound
from rag.text.dates import date_overlaps, find_dates
from rag.text.fold import fold_text
from rag.text.lexicon import COUNTRIES
from rag.text.names import find_names
from rag.text.numbers import find_quantities
from rag.understand.aspect import states
from rag.understand.question import MONEY, Question

_BESIDE, _NEARBY = 1.5, 5.0  # by how much a name of the asked kind may rank behind, in the same sentence and in the article
_MONEYS = 4.0  # the same, where money is asked for and the best one is none
_SITED = 8.0  # the same, where a site is asked for and named
_NARROWER = 2.5  # and a part of the best one
_INSIDE = re.compile(r"(?:在|于|到)(?P<whole>[㐀-鿿]{2,6}?)的?哪一?[个座条片]")  # 设在东州哪个区: one of 东州
_OF_PLACE = re.compile(r"(?P<where>(?:(?![是在的和与])[㐀-鿿]){2,4}?)(?:的|又|则|方面)*(?:是|有)?哪一?[处个家座所片条]")
_NO_CITY = re.compile("[村镇乡县街路]$|街道$|社区$|园区?$")
_ONLY_KIND = re.compile("(?:其|本|该|公司|集团|企业|境[内外]|海外|全资|控股|附属|下属|旗下|参股|的)*(?:子公司|附属公司|分公司|孙公司|公司|企业)")
_CALLED = re.compile("(?:就是|在于|是|为)$")
_WHICH = re.compile("[哪谁什几]")
_TITLE = 4  # characters of a title's end that tell it from others
_TITLE_ASKED = re.compile(f"(?P<title>[㐀-鿿]{{{_TITLE},}}?)(?:又|到底)?(?:是谁|是哪一?位|叫(?:什么|啥)|姓甚|名叫|的?(?:名字|姓名))")
_MEANING = re.compile(r"(?:什么|啥)(?:意思|含义|寓意)|(?:意思|含义|寓意)(?:是|指)|\bmean(?:s|ing)?\b")
_MEANS = re.compile("(?:意为|意思是|意指|意即|含义是|寓意[是为]?)[\"“「]?$")
_NOW_ASKED = re.compile("现在|目前|如今|眼下|现有|已有|一?共有|总共|一共|总数")
_ADDED_ASKED = re.compile("新增|净增|增加|多了|新[加添来]")
_ADDED = re.compile("(?:新增|净增|增加|新加入|新吸纳|新发展)了?(?:[㐀-鿿]{0,6})$")
_IN_ALL = re.compile("总数|总量|共有|共计|累计|达到?|现有|已有|合计")
_IN_ORDER = re.compile("第几|排几|几位|多少[位名]")
_VAGUE = re.compile("方阵|梯队|前列|领先|先进|一流")
_NEXT = 4  # characters before a name in which the whole that it is part of may stand
_OWN = 0.3  # by how much more of the question must stand in a figure's own words than in those of the best one
_NAME = 3  # characters
_EVENT_ASKED = re.compile("(?:什么时候|啥时候?|何时|哪一?[天年日]|哪个月|几[月号日])(?:才|就|要|能|会|正式)?(?P<event>[㐀-鿿]{2,3})[?。]*$")
_MANNER = re.compile("^(?:于|就|才|正式|已经?|将|顺利|便)+")
_COMPARED_WITH = re.compile("(?:比|较|同|从|由|自|相比|对比|超过)$")
_DEPTH = 8  # candidates looked through
_GROWN = re.compile(r"(?P<what>[㐀-鿿]{2,12}?)(?:达到?|为|是|约|超过?)*[\d.]+[㐀-鿿]{1,4},(?:同比|环比)?(?:增长|下降|上升|减少|增加|提高)了?[约近超]?$")


def _of_money(ranked: list[Candidate]) -> int:
    """Where the first sum of money stands, where the best candidate of the same article is a figure of something else; else 0."""
    if not find_quantities(ranked[0].text) or any(q.kind == "amount" for q in find_quantities(ranked[0].text)):
        return 0
    article, least = ranked[0].scored.sentence.article.id, ranked[0].score - _MONEYS
    near = ((at, one) for at, one in enumerate(ranked) if one.score >= least and one.scored.sentence.article.id == article)
    return next((at for at, one in near if any(q.kind == "amount" for q in find_quantities(one.text))), 0)


def of_kind_first(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """``ranked`` with a name of the asked kind in front of what is none and stands beside it: 哪家企业 is a firm, 哪个园 a 园.

    Beside it is in its sentence, in its paragraph where nothing in the sentence is more of the kind, in its article where
    that says to stand there what is asked for; and not much less likely.
    """
    if ranked and (fits := strictly(question)):
        article = ranked[0].scored.sentence.article.id
        return in_front(ranked, next((at for at, one in enumerate(ranked) if one.scored.sentence.article.id == article and fits(one.text)), 0))
    if ranked and (given := placed_by_form(question, ranked)) is not None:
        return in_front(ranked, given)
    if ranked and (its := _of_its_place(question, ranked)):
        return in_front(ranked, its)
    if ranked and question.kind == "what" and question.aspect and not question.english:
        return in_front(ranked, _stated(question.aspect, ranked))
    if ranked and _MEANING.search(question.folded):
        return in_front(ranked, next((at for at, one in enumerate(ranked) if _means(one)), 0))
    if ranked and question.kind == "count" and not question.english:
        return in_front(ranked, _in_stock(question, ranked) or _of_the_bound(question, ranked) or _of_the_counted(question, ranked))
    if ranked and question.kind == "rank" and _IN_ORDER.search(question.folded) and _VAGUE.search(ranked[0].text):
        return in_front(ranked, _in_order(ranked))
    if ranked and question.kind == "date" and not question.english:
        return in_front(ranked, _of_the_event(question, ranked) or _of_the_stage(question, ranked))
    if ranked and question.kind == "amount" and question.unit == MONEY and not question.english:
        return in_front(ranked, _of_money(ranked))
    if ranked and question.kind == "place" and ORIGIN.search(question.folded):
        return in_front(ranked, next((at for at, one in enumerate(ranked) if one.typed and _comes_from(one)), 0))
    if not ranked or (question.kind != "rank" and wanted_type(question) not in ("person", "organisation", "place")):
        return ranked
    noun, best = asked_class(question), ranked[0]
    no_such = noun in STRICT and noun not in ("国家", "省", "省份") and not of_class(noun, best.text)
    nearby = _SITED if no_such or (noun and noun in called("工地")) else _NEARBY
    inside = _INSIDE.search(question.folded) if question.kind == "place" else None

    whole = {f"{inside['whole']}{new}{noun}" for new in ("", "新")} if inside else set()  # 东州新区 is no part of itself

    def level(one: Candidate) -> int:
        if not one.typed or (noun == "城市" and (_NO_CITY.search(fold_text(one.text)) or fold_text(one.text) in COUNTRIES.split())):
            return 0
        within = inside is not None and inside["whole"][:2] in fold_text(one.scored.sentence.article.text[max(0, one.start - _NEXT) : one.end])
        told = stands_at(question, one.scored.sentence, one.start) or happens_at(question, one.scored.sentence, one.start, one.end)
        return 1 + (bool(noun) and of_class(noun, one.text) and fold_text(one.text) not in whole) + told + within

    here, least = best.scored.sentence, level(best)
    beside: list[tuple[int, int, int]] = []
    for at, one in enumerate(ranked):
        sentence = one.scored.sentence
        reach = 0 if sentence == here else 1 if sentence.paragraph == here.paragraph else 2
        if sentence.article.id != here.article.id or one.score < best.score - (nearby if reach or no_such else _BESIDE):
            continue
        apart = one.end <= best.start or best.end <= one.start
        if apart and level(one) > least and (reach < 2 or stands_at(question, sentence, one.start)):
            beside.append((-level(one), reach, at))
    if beside:
        ranked = in_front(ranked, min(beside)[2])
    if inside:
        ranked = in_front(ranked, _narrower(ranked, level))
    ranked = in_front(ranked, _apposed(ranked))
    ranked = in_front(ranked, _of_the_title(question, ranked))
    ranked = in_front(ranked, _partner(question, ranked))
    return set_in(question, in_front(ranked, _of_the_named(question, ranked)))


def stated_first(evidence: Evidence, ranked: list[Candidate]) -> Evidence:
    """``evidence`` with the sentence in front that says what the asked facet is, where a clause is asked for and the best one states none."""
    question, best = evidence.question, evidence.best
    if not ranked or best is None or not question.in_clauses or question.aspect != "difficulty":
        return evidence
    first = ranked[0].scored
    if first.sentence == best.sentence or states("difficulty", best.sentence.folded.text) == 1.0 or states("difficulty", first.sentence.folded.text) < 1.0:
        return evidence
    return replace(evidence, scored=(first, *(scored for scored in evidence.scored if scored is not first)))


def placed_by_form(question: Question, ranked: list[Candidate]) -> int | None:
    """Which candidate of the best one's article the form of its sentence leaves no doubt of: what bears a label, the end of a way; None: none."""
    labelled = _labelled(question, ranked)
    return _of_the_way(question, ranked) if labelled is None else labelled


def _labelled(question: Question, ranked: list[Candidate]) -> int | None:
    """Which candidate of the best one's article stands behind its label (承办单位：甲公司), where the question asks for what bears it; None: none."""
    article, found = ranked[0].scored.sentence.article, LABEL_ASKED.search(question.folded)
    if found is None or question.kind not in ("what", "person", "organisation", "place", "date"):
        return None

    def bears(one: Candidate) -> bool:
        before = fold_text(one.scored.sentence.article.text[max(one.scored.sentence.start, one.start - 16) : one.start]).rstrip()
        return one.scored.sentence.article.id == article.id and before.endswith(":") and before[:-1].endswith(found.group())

    return next((at for at, one in enumerate(ranked) if bears(one)), None)


def _of_the_way(question: Question, ranked: list[Candidate]) -> int | None:
    """Which candidate of the best one's article is the end of a way that is asked for (由|甲站|至乙门); None: none."""
    article = ranked[0].scored.sentence.article
    for at, one in enumerate(ranked) if question.kind == "place" else ():
        sentence = one.scored.sentence
        if sentence.article.id == article.id and (one.start - sentence.start, one.end - sentence.start) in route_ends(question, sentence.text):
            return at
    return None


def _stated(aspect: str, ranked: list[Candidate]) -> int:
    """Which candidate the article says to be the facet that is asked for (最大的难点是|桥面合龙), where the best one's sentence states
    no such facet; 0: none."""
    best = ranked[0]

    def said(one: Candidate) -> bool:
        before = fold_text(one.scored.sentence.article.text[one.scored.sentence.start : one.start])
        return _CALLED.search(before) is not None and states(aspect, re.split("[,，。;；]", before)[-1]) == 1.0

    if states(aspect, best.scored.sentence.folded.text) == 1.0:
        return 0
    article = best.scored.sentence.article.id
    return next((at for at, one in enumerate(ranked) if one.score >= best.score - _NEARBY and one.scored.sentence.article.id == article and said(one)), 0)


def _of_the_event(question: Question, ranked: list[Candidate]) -> int:
    """Which candidate of the best one's article stands right before the very event that is asked for (7月6日|到货), where the best one does not; 0: none."""
    asked = _EVENT_ASKED.search(question.folded)
    if asked is None:
        return 0

    def happens(one: Candidate) -> bool:
        return one.typed is True and _MANNER.sub("", fold_text(one.scored.sentence.article.text[one.end :][:10])).startswith(asked["event"])

    best = ranked[0].scored.sentence.article.id
    return 0 if happens(ranked[0]) else next((at for at, one in enumerate(ranked) if one.scored.sentence.article.id == best and happens(one)), 0)


def _of_the_stage(question: Question, ranked: list[Candidate]) -> int:
    """Which candidate's clause tells of the stage that is asked for (预计2025年|投产), where the best one's sentence has no
    word of it and is of the same paragraph, so of the same thing; 0: none."""
    best, words = ranked[0], asked_stage(question.folded)
    if words is None or words.search(best.scored.sentence.folded.text):
        return 0
    article, text = best.scored.sentence.article, best.scored.sentence.article.text

    def tells(one: Candidate) -> bool:
        sentence = one.scored.sentence
        before, behind = re.split("[,，。;；]", text[sentence.start : one.start])[-1], re.split("[,，。;；]", text[one.end : sentence.end])[0]
        near = sentence.article.id == article.id and sentence.paragraph == best.scored.sentence.paragraph
        return near and words.search(fold_text(before + behind)) is not None

    return next((at for at, one in enumerate(ranked) if one.typed and one.score >= best.score - _NEARBY and tells(one)), 0)


def _comes_from(one: Candidate) -> bool:
    """Whether somebody is said to come from there: 甲,|东州平原|人."""
    sentence, text = one.scored.sentence, one.scored.sentence.article.text
    return text[one.end : one.end + 1] in ("人", "籍") or re.search("(?:生于|籍贯|祖籍|老家)[在是为:：]?$", text[sentence.start : one.start]) is not None


def _narrower(ranked: list[Candidate], level: Callable[[Candidate], int]) -> int:
    """Which candidate names a part of what the best one names: 东州高新区|青石工业园, asked in which 园 of 东州; 0: none does."""
    best = ranked[0]
    return next(
        (
            at
            for at, one in enumerate(ranked)
            if len(one.text) > len(best.text) and one.text.startswith(best.text) and level(one) >= level(best) and one.score >= best.score - _NARROWER
        ),
        0,
    )


def _of_its_place(question: Question, ranked: list[Candidate]) -> int:
    """Which candidate is told as that of the place asked of (甲省的|南湖湿地, asked 甲省是哪处湿地); 0: none, or no such question."""
    asked = _OF_PLACE.search(question.folded)
    if asked is None or question.kind not in ("place", "organisation", "what"):
        return 0
    article = ranked[0].scored.sentence.article

    def own(one: Candidate) -> bool:
        if one.score < ranked[0].score - _NEARBY:
            return False
        before = fold_text(article.text[max(0, one.start - len(asked["where"]) - 2) : one.start])
        return one.scored.sentence.article.id == article.id and re.search(f"{asked['where']}[省市区县]?的$", before) is not None

    return next((at for at, one in enumerate(ranked) if own(one) and "、" not in one.text), 0)


def _apposed(ranked: list[Candidate]) -> int:
    """Which candidate goes on to name what the best one only calls by its kind (全资子公司|远舟科技有限公司); 0: none does."""
    best = ranked[0]
    if not best.typed or not _ONLY_KIND.fullmatch(fold_text(best.text)):
        return 0
    text = best.scored.sentence.article.text

    def goes_on(one: Candidate) -> bool:
        same = one.scored.sentence == best.scored.sentence
        return same and one.typed is True and one.start >= best.end and re.fullmatch("[“\" 《—]*", text[best.end : one.start]) is not None

    return next((at for at, one in enumerate(ranked) if goes_on(one)), 0)


def _of_the_named(question: Question, ranked: list[Candidate]) -> int:
    """Which candidate stands beside the firm or body that the question names (甲集团跟哪家公司签了…), where the best one does not; 0: none."""
    named = [name.text for name in find_names(question.folded) if name.kind == "organisation" and len(name.text) > 3 and not _WHICH.search(name.text)]
    if not named or question.kind not in ("person", "organisation"):
        return 0

    def beside(one: Candidate) -> bool:
        sentence, text = one.scored.sentence, one.scored.sentence.article.text
        part = re.split("[;；]", text[sentence.start : one.start])[-1] + re.split("[;；]", text[one.start : sentence.end])[0]
        return all(name in fold_text(part) for name in named)

    best = ranked[0]
    if beside(best):
        return 0
    article = best.scored.sentence.article.id
    return next(
        (at for at, one in enumerate(ranked) if one.typed and one.score >= best.score - _BESIDE and one.scored.sentence.article.id == article and beside(one)),
        0,
    )


def _means(one: Candidate) -> bool:
    """Whether the text says that this is what a word means: 意为“|小的|”."""
    return _MEANS.search(fold_text(one.scored.sentence.article.text[one.scored.sentence.start : one.start])) is not None


def _in_stock(question: Question, ranked: list[Candidate]) -> int:
    """Which candidate says how many there are in all, where that is asked and the best one only says how many were added; 0: none."""
    best = ranked[0]
    if not _NOW_ASKED.search(question.folded) or _ADDED_ASKED.search(question.folded) or not _ADDED.search(_clause_before(best)):
        return 0
    near = ((at, one) for at, one in enumerate(ranked) if one.typed and one.score >= best.score - _SITED)
    here = best.scored.sentence
    return next((at for at, one in near if one.scored.sentence.article.id == here.article.id and _IN_ALL.search(_clause_before(one))), 0)


def _of_the_bound(question: Question, ranked: list[Candidate]) -> int:
    """Which candidate counts those above the figure that the question names (过亿元的: 1亿元以上项目共|9个), where the best one does not; 0: none."""
    least = bound_asked(question.folded)
    if not least or tells_bound(least, _around(ranked[0])):
        return 0
    article = ranked[0].scored.sentence.article.id
    return next((at for at, one in enumerate(ranked) if one.typed and one.scored.sentence.article.id == article and tells_bound(least, _around(one))), 0)


def _of_the_counted(question: Question, ranked: list[Candidate]) -> int:
    """Which candidate stands right behind what is counted (就业岗位约|2000人), where the best one counts no such thing; 0: none."""
    noun, best = question.noun, ranked[0]
    if best.typed or len(noun) < 2 or any(word in _around(best) for word in (noun, noun[-2:])):
        return 0
    article = best.scored.sentence.article.id
    near = ((at, one) for at, one in enumerate(ranked) if one.typed and one.score >= best.score - _SITED and one.scored.sentence.article.id == article)
    return next((at for at, one in near if is_counted(noun, _clause_before(one))), 0)


def _in_order(ranked: list[Candidate]) -> int:
    """Which candidate says which number it is, where the best one only says that it is among the first; 0: none."""
    best = ranked[0]
    return next(
        (
            at
            for at, one in enumerate(ranked)
            if one.typed and one.score >= best.score - _NEARBY
            and one.scored.sentence.article == best.scored.sentence.article and not (one.start < best.end and best.start < one.end)
        ),
        0,
    )


def _clause_before(one: Candidate) -> str:
    return re.split("[,，。;；]", fold_text(one.scored.sentence.article.text[one.scored.sentence.start : one.start]))[-1]


def _around(one: Candidate) -> str:
    """The clause of a candidate, folded."""
    behind = fold_text(one.scored.sentence.article.text[one.end : one.scored.sentence.end])
    return _clause_before(one) + fold_text(one.text) + re.split("[,。;]", behind)[0]


def _partner(question: Question, ranked: list[Candidate]) -> int:
    """Which candidate stands beside the body that the question names as the one with whom it did something, where the best one does not; 0: none."""
    best = ranked[0].scored.sentence
    beside = {(best.start + start, best.start + end) for start, end in partners(question, best.text)}

    def stands(one: Candidate) -> bool:
        return one.scored.sentence == best and any(start <= one.start and one.end <= end for start, end in beside)

    if not beside or stands(ranked[0]):
        return 0
    return next((at for at, one in enumerate(ranked) if one.typed and stands(one) and one.score >= ranked[0].score - _NEARBY), 0)


def _of_the_title(question: Question, ranked: list[Candidate]) -> int:
    """Which candidate of the best one's paragraph stands right behind the title whose holder is asked for (班组长|某某), where the best one
    does not; 0: none."""
    asked = _TITLE_ASKED.search(question.folded) if question.kind == "person" else None
    if asked is None:
        return 0
    title, best = asked["title"], ranked[0].scored.sentence

    def follows(one: Candidate) -> bool:
        sentence = one.scored.sentence
        beside = (sentence.article.id, sentence.paragraph) == (best.article.id, best.paragraph)
        return beside and fold_text(sentence.article.text[sentence.start : one.start]).endswith(title[-_TITLE:])

    if follows(ranked[0]):
        return 0
    return next((at for at, one in enumerate(ranked) if one.typed and one.score >= ranked[0].score - _NEARBY and follows(one)), 0)


def own_date_first(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """``ranked`` with the figure in front whose own time is the one asked for (2024年6.2亿元，2025年|7.5亿元), where the best one of its sentence
    has another of its own."""
    if not ranked or not question.dates or wanted_type(question) != "quantity" or not ranked[0].typed or question.english:
        return ranked
    best, asked = ranked[0], question.dates
    own = _own_dates(best)
    if not own or any(date_overlaps(value, each) for value in own for each in asked):
        return ranked
    units = {quantity.unit for quantity in find_quantities(best.text)}
    for at, one in enumerate(ranked[1:_DEPTH], start=1):
        same = one.typed and one.scored.sentence == best.scored.sentence and units == {quantity.unit for quantity in find_quantities(one.text)}
        if same and any(date_overlaps(value, each) for value in _own_dates(one) for each in asked):
            return in_front(ranked, at)
    return ranked


def _own_dates(one: Candidate) -> list[str]:
    """The times of the clauses up to the figure's, from the last clause that names any, but that with which it is only compared (较2019年)."""
    sentence, article = one.scored.sentence, one.scored.sentence.article
    before = article.text[sentence.start : one.start]
    dates = [date for date in find_dates(before, article.date) if date.value and not _COMPARED_WITH.search(before[: date.start])]
    if not dates:
        return []
    clause = max(before.rfind(mark, 0, dates[-1].start) for mark in ",，;；。") + 1
    return [date.value for date in dates if date.start >= clause]


def own_figure_first(question: Question, ranked: list[Candidate]) -> list[Candidate]:
    """``ranked`` with the figure in front that belongs to what is named, where the best one belongs to a thing beside it.

    Only where grammar tells: 总投资20亿元的甲项目及总投资10亿元的乙项目, 甲、乙分别增至2.4倍、2.6倍.
    """
    if not ranked or wanted_type(question) != "quantity" or not ranked[0].typed or question.english:
        return ranked
    best = ranked[0]
    figures = figures_of(best.scored.sentence)
    own = _figure_at(best, figures)
    if own is None:
        return ranked
    asked = letters(" ".join(question.terms))
    for at, one in enumerate(ranked[1:_DEPTH], start=1):
        other = _figure_at(one, figures) if one.typed and one.scored.sentence == best.scored.sentence else None
        if other is None or other == own or other.unit != own.unit:
            continue
        described = own.modifies and other.modifies and (
            own_share(asked, other) >= own_share(asked, own) + _OWN or _alone_told(asked, other, own)
        )
        grown = question.kind == "share" and _grown_of(question.folded, other) >= _grown_of(question.folded, own) + 2
        if described or grown or _named_apart(question.folded, own, other):
            return in_front(ranked, at)
    return ranked


def _grown_of(folded: str, figure: Figure) -> int:
    """How many characters of what a rate of growth is of, by the clause before it (甲量5吨,同比增长9%), a folded question says; 0 where it is no such rate."""
    found = _GROWN.search(figure.before)
    what = found["what"] if found else ""
    return next((len(what) - at for at in range(len(what)) if what[at:] in folded), 0)


def _alone_told(asked: Sequence[tuple[str, ...]], figure: Figure, other: Figure) -> bool:
    """Whether the figure's words have a name's worth of what is asked that the other's lack, and those nothing that it lacks."""
    mine, theirs = ([own_share([letter], each) > 0 for letter in asked] for each in (figure, other))
    return sum(a and not b for a, b in zip(mine, theirs, strict=True)) >= _NAME and not any(b and not a for a, b in zip(mine, theirs, strict=True))


def _figure_at(one: Candidate, figures: list[Figure]) -> Figure | None:
    return next((figure for figure in figures if figure.start < one.end and one.start < figure.end), None)


def _named_apart(folded: str, own: Figure, other: Figure) -> bool:
    """Whether the two are listed apart from their things, and only the other's is named: 创新平台 of 创新主体、创新平台…2.4倍、2.6倍."""
    if not own.name or not other.name:
        return False
    first, second = sorted((own, other), key=lambda figure: figure.start)
    at = first.name.rfind(second.name[:2])
    names = {first: first.name[at:], second: second.name[: len(first.name) - at]} if at >= 0 else {f: f.name for f in (own, other)}
    return names[other] in folded and names[own] not in folded
