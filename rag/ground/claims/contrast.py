"""What else a claim may put wrong: the place of an action, the side of a comparison, the most of several, a lapse of time,
the whole for what is planned of it this year, the end of what still goes on, the side of two figures.

Each is held against the sentence that speaks of the same thing; what no sentence says so is left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from rag.ground.judgement.mismatch import DOWN, UP
from rag.ground.sentences.figures import Figure, all_figures, fit, letters, own_share
from rag.ground.sentences.sentence import Sentence, dates_in
from rag.ground.sentences.swaps import Swap, speaks_of
from rag.text.dates import date_within
from rag.text.fold import bigrams, fold_text
from rag.text.lexicon import COUNTRIES
from rag.text.numbers import Quantity, find_quantities
from rag.text.thesaurus import reworded

_OWN = 0.78  # fit (see ``rag.ground.sentences.figures.fit``) from which a figure is one's own
_RISING = ("高", "多", "大", "长", "增加", "增长", "上升")
_COUNTRY = "|".join(sorted(COUNTRIES.split(), key=len, reverse=True))
_TOWARDS = re.compile(rf"(?:是|为)?(?:通往|通向|通|对|在|到|往|向|去|从|来自|面向|出口到?|销往)(?P<place>{_COUNTRY})(?P<rest>[^,]*)$")
_SIDES = {"高": 1, "快": 1, "多": 1, "大": 1, "好": 1, "低": -1, "慢": -1, "少": -1, "小": -1, "差": -1}
_THAN = re.compile(r"比(?P<other>全[国省市区县球]|世界|[^,比]{2,10}?)(?:的?(?:平均|总体|整体)(?:水平|线)?|水平)?(?:还|更|要)*(?P<side>[高快多大好低慢少小差])")
_OVER = re.compile(
    r"(?P<side>[高快多大低慢少小])于(?P<other>[^,，。;；]{2,16})|(?P<more>超[过越出]?|高出|赶超|领先|跑赢)(?P<past>[^,，。;；0-9]{2,10})"
    r"|(?P<less>不及|落后于?)(?P<behind>[^,，。;；]{2,10})|比(?P<beside>全[国省市区县球][^,，。;；0-9]{0,8}?)(?P<by>[高快多大低慢少小])[^,，。;；]{0,8}"
)
_MOST = re.compile(r"(?P<what>[㐀-鿿]{2,8}?)最(?P<side>[多大高长贵少小低短])的?(?:一?[个项类家种]|项目|企业)?(?:是|为)?(?P<named>[^,最]{2,24})$")
_HEAD = re.compile(r"(?:^|[,，:：])(?!其中|包括|分别|预计|计划)(?P<head>[^,，:：0-9]{3,}?)[有共达]?(?=[0-9一二两三四五六七八九十])")
_TOTAL = re.compile(r"[总合]计|一共|共(?!同|建|享|有)[^,，]{0,6}\d")
_ELAPSED = re.compile(
    r"(?P<verb>成立|创立|创办|创建|建校|建成|进入|入驻|落户|开业|投产|运营|通车|设立|开通|启用)"
    r"[^,0-9]{0,8}?(?P<bound>已?满|超过?|不到|不足|有|已有|已经)?(?P<years>\d+)(?:多)?年"
)
_ALL_THIS_YEAR = re.compile(
    r"(?=.*(?:[今当本]年(?!度计划)|年内|本?年度|一年))(?=.*(?:全部|全都|全数|统统|都要|就要|就能|就会|就得|花完|投完|投满|完成))"
)
_OF_THE_YEAR = re.compile(
    r"(?:年度|今年|本年|当年)(?:计划|预计|拟|将)*(?:完成)?(?:总|固定资产)?投(?:资|入)(?:额|为|约|达|完成)*|年内(?:计划|预计|拟)?(?:完成)?投(?:资|入)(?:约|达)?"
)
_BESIDE = re.compile(r"(?P<one>[^,比]{2,24}?)比(?P<other>[^,比\d]{2,12}?)的?(?:还|更|要)*(?P<side>[高多大低少小])(?:些|一些|一点)?$")
_OUTDOES = re.compile(r"(?P<side>[高多大低少小])于(?P<other>[^,\d]{2,12})$")
_BEFORE = r"去年|上年|前年|上一?[年届季月]度?|前一[年届季月]|同期|以前|之前|原来|年初"
_GREW = re.compile(
    rf"(?P<what>[^,比]{{2,24}}?)[比较](?P<then>[^,比\d]{{0,6}}(?:{_BEFORE})[^,]{{0,4}}?)的?(?:还|更|要|有所)*"
    r"(?P<side>[高多大低少小长短]|增[加长]|减少|上升|下降)(?:些|一些|一点)?了?$"
)
_FINISHED = re.compile(r"(?P<what>[㐀-鿿]{1,2})(?:完毕|完|好|成)了?$")
_GOING_ON = r"(?:正在?|正处于|仍在|还在|在抓紧)[^,，。;；]{{0,12}}{0}"


def find_contrast(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """The first of the eight that the sentences, best first, decide; None when none does. ``claim`` is folded."""
    rules = (placed, compared, most, elapsed, within_year, ongoing, beside, grown)
    claim = _as_than(claim)
    return next((found for rule in rules if (found := rule(claim, sentences))), None)


def holds_against(claim: str) -> bool:
    """Whether a claim holds one thing against another, or against what it was before (比…多, 大于…)."""
    return any(pattern.search(_as_than(claim)) for pattern in (_BESIDE, _GREW))


def _as_than(claim: str) -> str:
    """进口大于出口 as 进口比出口大."""
    return _OUTDOES.sub(lambda found: f"比{found['other']}{found['side']}", claim)


def beside_all(folded: str) -> bool:
    """Whether a claim holds something against the whole country, province or average, which a source says in one figure."""
    found = _THAN.search(folded)
    return bool(found and re.match(r"全[国省市区县球]|世界", found["other"]))


def placed(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲在肯尼亚推广饲料, where what is told of 甲 and the same action names one other country or province."""
    found = _TOWARDS.search(claim)
    if found is None:
        return None
    subject, rest = claim[: found.start()], found["rest"].strip("的了过")
    told = [(sentence, clause) for sentence in sentences for clause in _clauses_on(subject, sentence)]
    if not subject or any(found["place"] in clause for _, clause in told):
        return None
    for sentence, clause in told:
        around = clause if not rest else sentence.folded.text
        others = [c for c in dict.fromkeys(re.findall(_COUNTRY, clause)) if c not in claim and _level(c) == _level(found["place"])]
        if len(others) == 1 and _shares(rest, around) and others[0] in sentence.text:
            return Swap(sentence, False, others[0])
    return None


def compared(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲的增速比全国高, where the sentence says 高于全国 or 低于全国."""
    asked = _THAN.search(claim)
    if asked is None:
        return None
    attribute = claim[: asked.start()]
    subject = {attribute[i : i + 2] for i in range(min(3, len(attribute) - 1))}
    meant = {attribute[i : i + 2] for i in range(max(0, len(attribute) - 6), len(attribute) - 1)} | reworded(attribute)
    for sentence in sorted(sentences, key=lambda each: -sum(pair in each.folded.text for pair in meant)):
        if not any(pair in fold_text(sentence.article.paragraph(sentence.paragraph) + sentence.article.title) for pair in subject):
            continue
        for told in _OVER.finditer(sentence.folded.text):
            other = told["other"] or told["past"] or told["behind"] or told["beside"]
            word = told["side"] or told["by"]
            side = _SIDES[word] if word else 1 if told["more"] else -1
            if asked["other"] in other and any(word in sentence.folded.text[: told.start()] for word in meant):
                said = sentence.published(told.start(), told.end())
                return Swap(sentence, side == _SIDES[asked["side"]], said)
    return None


def most(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """投资最多的是甲类, where a paragraph gives 投资 of 甲类 and of others: the one with the most, or the least, is right."""
    asked = _MOST.search(claim)
    if asked is None:
        return None
    named = re.sub(r"(?:类|项目|的)+$", "", asked["named"])
    what = asked["what"][-2:]
    here = next((s for s in sentences if named in s.folded.text), None)
    if here is None:
        return None
    rows: list[tuple[Quantity, str, Sentence]] = []
    for sentence in sentences:
        if (sentence.article.id, sentence.paragraph) == (here.article.id, here.paragraph):
            rows += [(quantity, head, sentence) for quantity, head in _rows(sentence.text, what)]
    mine = next((row for row in rows if named in fold_text(row[1])), None)
    rows = [row for row in rows if mine and (row[0].kind, row[0].unit) == (mine[0].kind, mine[0].unit)]
    if mine is None or len(rows) < 2:
        return None
    choose = min if asked["side"] in "少小低短" else max
    first = choose(rows, key=lambda row: row[0].low)
    return Swap(first[2], first[0].low == mine[0].low, first[1])


def elapsed(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """进入某地满20年, where the year in which it did and the date of the article tell how long."""
    asked = _ELAPSED.search(claim)
    if asked is None:
        return None
    for sentence in sentences:
        text, published = sentence.folded.text, sentence.article.date[:4]
        if not published or asked["verb"] not in text or not speaks_of(claim[: asked.start()], sentence):
            continue
        at, after = text.find(asked["verb"]), text.find(asked["verb"]) + len(asked["verb"])
        if any(q.unit == "年" and q.kind == "measure" for q in find_quantities(text[max(0, at - 12) : after + 24])):
            return None  # it says how long itself
        began = [m for m in dates_in(sentence) if m.value and (0 <= at - m.end <= 8 or 0 <= m.start - after <= 1)]
        if not began or date_within(began[0].value, published):
            continue
        years = Decimal(int(published) - int(began[0].value[:4]))
        claimed = Decimal(asked["years"])
        exactly = "今年" in claim[: asked.start("bound")] if asked["bound"] else False
        holds = years < claimed if asked["bound"] in ("不到", "不足") else years == claimed if exactly else years >= claimed
        return Swap(sentence, holds, began[0].text)
    return None


def within_year(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲的9亿元今年全部投完, where the sentence that gives the 9亿元 gives less as what is planned this year (年度计划投资2亿元)."""
    asked = [q for q in find_quantities(claim) if q.kind == "amount" or (q.kind == "number" and q.text[-1] in "亿万")]
    if not asked or not _ALL_THIS_YEAR.search(claim):
        return None
    for sentence in sentences:
        amounts = [q for q in find_quantities(sentence.text) if q.kind == "amount"]
        whole = next((q for q in amounts if q.low == asked[0].low and asked[0].unit in (q.unit, "")), None)
        if whole is None:
            continue
        for q in amounts:
            said = re.split(r"[,，;；。、]", sentence.text[: q.start])[-1]
            if q.unit == whole.unit and q.low != asked[0].low and _OF_THE_YEAR.search(fold_text(said)):
                return Swap(sentence, q.low > asked[0].low, said + q.text)
    return None


def ongoing(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲已经焊完了, where what is told of 甲 is that it 正在焊接 and nowhere that it is done."""
    asked = _FINISHED.search(claim)
    if asked is None or re.search(r"没|未|不|将|预计|计划", claim):
        return None
    for sentence in sentences:
        article = fold_text(sentence.article.text)
        what = asked["what"] if asked["what"] in article else asked["what"][-1]
        subject = re.sub(r"(?:都|已经?|全部|现在|目前)+$", "", claim[: asked.end("what") - len(what)])
        if re.search(rf"{what}[㐀-鿿]{{0,2}}(?:完|好|毕|成)", article):
            continue
        told = re.search(_GOING_ON.format(what), sentence.folded.text)
        if told and subject[-2:] in sentence.folded.text and speaks_of(subject, sentence):
            end = re.compile(r"[^,，。;；”]*").match(sentence.folded.text, told.end())
            last = end.end() if end else told.end()
            return Swap(sentence, False, sentence.published(told.start(), last))
    return None


def beside(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """出口比进口多, where one paragraph gives a figure for each: which of the two is more."""
    asked = _BESIDE.search(claim)
    if asked is None or re.search(rf"全[国省市]|世界|{_BEFORE}", asked["other"]):
        return None
    one, _, attribute = asked["one"].rpartition("的") if "的" in asked["one"] else (asked["one"], "", "")
    other = asked["other"].removesuffix(attribute).rstrip("的") if attribute else asked["other"]
    one = one if attribute else one[-len(other) :]
    for sentence in sentences:
        near = [s for s in sentences if (s.article.id, s.paragraph) == (sentence.article.id, sentence.paragraph) or attribute]
        mine, theirs = (_figure_of(name, attribute, near) for name in (one, other))
        if mine and theirs and mine.unit == theirs.unit and mine.start != theirs.start and mine.value != theirs.value:
            more = (mine.value > theirs.value) == (_SIDES[asked["side"]] > 0)
            return Swap(mine.sentence, more, f"{mine.text}" if not more else "")
    return None


def grown(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """研发投入比上年少了, where the clause on 研发投入, or the one behind it, says that it rose or fell."""
    asked = _GREW.search(claim)
    if asked is None:
        return None
    rises = asked["side"] in _RISING
    what = asked["what"].rpartition("的")[2]
    for sentence in sentences:
        parts = re.split(r"[,，;；。]", sentence.folded.text)
        shared = [next((n for n in range(len(what), 1, -1) if what[-n:] in part), 0) for part in parts]
        if not any(shared) or not speaks_of(asked["what"], sentence):
            continue
        at = shared.index(max(shared))
        for part in parts[at : at + 3]:
            up, down = UP.search(part), DOWN.search(part)
            if bool(up) != bool(down):
                start = sentence.folded.text.find(part)
                return Swap(sentence, bool(up) == rises, sentence.published(start, start + len(part)))
    return None


def _figure_of(name: str, attribute: str, sentences: Sequence[Sentence]) -> Figure | None:
    """The figure that is said of the name (and called so), with the fewest words besides; None when none is."""
    wanted, called = letters(name), letters(attribute)
    found = [
        figure
        for figure in all_figures(sentences, days=False)
        if own_share(called, figure) == 1 and (fit(wanted, figure) >= _OWN if attribute else own_share(wanted, figure) == 1)
    ]
    return min(found, key=lambda figure: len(figure.left), default=None)


def _clauses_on(subject: str, sentence: Sentence) -> list[str]:
    """The clauses of a folded sentence that speak of the subject: the one that names it and those behind, up to another 口岸."""
    clauses = re.split(r"[,，;；。]", sentence.folded.text)
    pairs = bigrams(subject)
    if not pairs:
        return []
    at = max(range(len(clauses)), key=lambda i: sum(pair in clauses[i] for pair in pairs))
    if sum(pair in clauses[at] for pair in pairs) < 0.6 * len(pairs):
        return []
    kind = subject[-2:]
    end = next((i for i in range(at + 1, len(clauses)) if kind in clauses[i]), len(clauses))
    return ["，".join(clauses[at:end])]


def _level(name: str) -> int:
    """0 for 中国, 1 for another country, 2 for a province, of the names of ``COUNTRIES``."""
    names = COUNTRIES.split()
    return 0 if name == "中国" else 1 if names.index(name) < names.index("北京") else 2


def _shares(rest: str, text: str) -> bool:
    pairs = [rest[i : i + 2] for i in range(len(rest) - 1)]
    return not pairs or any(pair in text for pair in pairs)


def _rows(text: str, what: str) -> list[tuple[Quantity, str]]:
    """(figure, what it is of) of each part of a text that has a figure right behind the word ``what``."""
    rows = []
    for part in re.split(r"[;；。]", text):
        if _TOTAL.search(part):
            continue
        for quantity in find_quantities(part):
            if what in part[max(0, quantity.start - 6) : quantity.start] and (head := _HEAD.search(part)):
                rows.append((quantity, head["head"]))
                break
    return rows
