"""What one thing cannot be at once: 民办 and 公办, held online and 线下, the first time and 第四届, 只做甲 and also 乙.

Each rule holds a folded claim against a sentence that says the other of two that exclude each other of the same thing; what says
both, or neither, is left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.embed.words import load_words
from rag.ground.claims.basis import of_other_times
from rag.ground.claims.focus import focused
from rag.ground.claims.moved import moved
from rag.ground.claims.often import how_often, several
from rag.ground.claims.told import says_word
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.stages import Stage, told_stages
from rag.ground.sentences.swaps import Swap, in_order
from rag.ground.sentences.verdict import claimed, find, is_bare_sum
from rag.text.dates import find_dates
from rag.text.fold import bigrams, fold_text
from rag.text.numbers import Quantity, same_quantity

_OWN = 0.7  # share of a subject's pairs of characters that an article on it has
_NUMERAL = r"[一二两三四五六七八九十\d]+"
_KINDS = tuple(  # words for either of two kinds; the last: whether it earns or loses
    (re.compile(one), re.compile(other))
    for one, other in (
        ("民办|私立", "公办|公立"),
        ("网上|线上|云上|云端|远程", "线下"),
        ("锂电池?|铅酸电池|蓄电池", "氢燃料|氢能|氢动力"),
        ("柴油|汽油|燃油|烧油", "氢燃料|氢能|氢动力|纯电|电动|锂电池|蓄电池"),
        ("免费|不收费|不要钱", "收费|付费"),
        ("国有|国企|央企|国资", "民营|民企|私营|私企"),
        (
            "亏损|亏[钱本了]|赔[钱本了]|亏幅|净亏|转亏(?!为盈)",
            r"扭亏(?:为盈)?|转亏为盈|盈利(?!能力|模式|点|空间|水平)|赚[钱了到]|净利润(?!(?:为|是|亏损|下滑|下降|转)*[负\-亏])",
        ),
    )
)
_POWERED = _KINDS[2:4]  # what a thing runs on; the words are those of products, too
_OF_KIND = r"(?:的|了|办|开|搞|举办|举行|燃料|动力|性质|状态|学校|公司|企业|单位|机构)*$"
_IS = re.compile("(?:还|仍|又|也|都|就|真|(?:用|烧|靠|走)的?是|是|为|属于|采用|实现了?|处于|重新|回到|回归|搬到|放在|挪到|在|烧|用|出现|靠|以|,)+$")
_ANAPHOR = re.compile("(?:^|[,，。;；])(?:该|本|这家?)?(?:公司|项目|学校|企业)")
_THE_ONE = re.compile(r"(?:生产|研发|制造|举办|合作办成?|新建)?的?[这那](?:一)?[个家座所条项台辆届场次款种]")
_FIRST = re.compile(r"^(?P<who>[^,]{2,}?)(?:还|这|就|也)*(?:是|算|属于)?(?:首次|第一次|头一次|首度|首届|第一届)(?:举办|举行|召开|开办|办|开|搞)?(?:的|了)?$")
_ONCE = re.compile(r"^(?P<who>[^是]{2,}?)是?(?:只|仅|才|就)(?:举办|举行|召开|开办|办|开|搞)(?:过|了)?一(?:次|届|回|场)$")
_NTH = re.compile(rf"第(?P<n>{_NUMERAL})(?P<m>[届次])")
_IN_A_ROW = re.compile(r"连续(?:[两二三四五六七八九十]|\d+)[届次年场]")
_SECOND = r"第(?:[二三四五六七八九]|[2-9])"
_MOST = re.compile(r"^(?P<who>[^,是]{2,}?)是(?P<scope>[^,最]{0,8}?)最(?P<adj>[大多高长])的?(?P<what>[㐀-鿿]{2,8})$")
_ONLY = re.compile(
    r"^(?P<who>[^,]{2,}?)(?:只|仅仅?|就|光)(?P<verb>[㐀-鿿]{1,2}?)(?:了|过)?(?P<one>[^,了过]{1,12}),?(?:而|也|并|却)?(?:(?:没有?|不|未)(?P=verb)(?:了|过)?|没有)(?P<other>[^,]{1,12})$"
)
_GENERIC = re.compile("(?<=.)(?:制品|产品|食品|类|食|品)$")  # 肉|食, 奶|制品
_EITHER_WAY = re.compile(r"^(?P<who>[^,]{2,}?)(?:只|光)(?P<one>[㐀-鿿])不(?P<other>[㐀-鿿])$")
_SELLS = {"卖": "售", "售": "售", "买": "购"}
_ALONE = re.compile(
    r"^(?P<who>[^,]{2,}?)(?:是|由|也|都)*(?:独家|独立|单独|独自|自己一家|一家)"
    r"(?:完成|研发|研制|开发|做出?|攻关|实施|承担|承办|主办)(?:出?来)?(?:的|了)?$"
)
_WITH = re.compile(r"(?:与|和|同|跟|联合|携手)[^,，。;；]{2,30}?(?:合作|共同|联合|一道|携手)|(?:联合|携手)[㐀-鿿]{3,}")
_THE_ONLY = re.compile(r"^(?:[^,]*,)?(?P<what>[^,是]*(?:唯一|第一|首)[^,是]{4,})的?是(?P<who>[^,是]{2,20})$")
_SHARED = re.compile(r"^(?P<lead>.*?)(?:是|也)?(?:都|全部?)(?:是)?(?:归|给|投[给在到进]|用[在于到]|砸[在到进]|花[在到])了?(?P<who>[^,]{2,})$")
_SEVERAL = re.compile(r"(?:[两二三四五六七八九]|\d+)[个家项座](?:项目|企业|工程|公司)|(?:和|与|及|、)[^,，。;；]{2,30}?(?:合计|共同?)")
_FAR_FROM = re.compile(r"(?:距离?|离)(?P<what>[^,，。;；]{2,12}?)(?:还|尚|仍)(?:有|需|差|存在)[^,，。;；]{1,12}")
_STILL = re.compile(r"^(?P<who>[^,]{2,}?)(?:现在|目前)?(?:还|仍|仍然|依然)(?:在|处于|处在)(?:施工|建设|修建|建|盖)(?:中|当中|阶段)?(?:的)?$")
_OVER = re.compile(
    r"(?<![将未待])(?:通过|完成|取得)[^,，。;；]{0,12}(?:竣工|综合|交付)验收|已(?:经)?(?:[^,，。;；]{0,4})(?:竣工|完工|建成|投产|投用|投入使用|交付)|(?:竣工|完工)(?:并|后)?(?:已|正式)?(?:交付|投用|启用)"
)
_CLAUSE = re.compile(r"[^,，;；。:：“”\"]+")


def opposed(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """What the sentences, best first, say that excludes or makes true what a folded claim says; None: no such claim, or open."""
    rules = (
        *(how_often, several, moved, focused),
        *(kind_of, held_before, ranked_behind, both_of_them, either_way, with_others, the_only, shared_out, far_from, over),
    )
    return next((found for rule in rules if (found := rule(claim, sentences))), None)


def says_only(claim: str) -> bool:
    """Whether a folded claim says that one thing is done and another is not (只做甲,不做乙)."""
    return _ONLY.match(claim) is not None


def undecided(claim: str) -> bool:
    """Whether only a rule of this module may decide a folded claim: its words are told where it is false, too."""
    return says_only(claim) or _ONCE.match(claim) is not None or bool(_shared_sum(claim))


def kind_of(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """那所学校是民办的, where the sentence that speaks of it says 公办; true, where the very clause on it says 民办."""
    bare = _without_dates(claim)
    for pair in _KINDS:
        asked = next(((i, at) for i in (0, 1) if (at := re.search(rf"(?:{pair[i].pattern}){_OF_KIND}", bare))), None)
        if asked is None:
            continue
        runs_on = pair in _POWERED
        if runs_on and not _IS.search(bare[: asked[1].start()]):
            continue  # 做锂电池: a product
        own, who = pair[asked[0]], _THE_ONE.sub(" ", _IS.sub("", bare[: asked[1].start()]))
        if len(who) < 2 or who[-1] in "不没未非曾":
            return None
        for sentence in sorted(sentences, key=lambda each: pair is _KINDS[-1] and "亏损" not in each.text):
            text = sentence.folded.text
            mine, theirs = own.search(text), pair[1 - asked[0]].search(text)
            named = who[-2:] in text or _ANAPHOR.search(text)
            if bool(mine) == bool(theirs) or not named or not _is_of(who, sentence) or of_other_times(claim, sentence):
                continue
            if theirs and not own.search(fold_text(sentence.article.text)):
                return Swap(sentence, False, _clause(sentence, theirs.start()))
            if mine and not runs_on and (who[-2:] in fold_text(_clause(sentence, mine.start())) or (pair is _KINDS[-1] and find(text))):
                return Swap(sentence, True, "")
    return None


def held_before(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲会是首次举办, where the sentence says 第四届甲会; 只办过一次, where it says 连续四届."""
    bare = _without_dates(claim)
    asked, once = _FIRST.match(bare), _ONCE.match(bare)
    for sentence in sentences if asked or once else ():
        who = re.sub("[,的在这]", "", (asked or once)["who"])  # type: ignore[index]
        text = sentence.folded.text
        for told in _NTH.finditer(text):
            first = told["n"] in ("一", "1")
            behind = _CLAUSE.match(text, told.end())
            if asked and behind and who[-2:] in behind.group() and _is_of(who, sentence):
                return Swap(sentence, first, sentence.published(*told.span()))
        if (row := _IN_A_ROW.search(text)) and in_order(who[-2:], text[row.end() :]) and _is_of(who, sentence):
            return Swap(sentence, False, sentence.published(*row.span()))
    return None


def ranked_behind(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲是全省最大的港口, where the sentence says that it is 全省第二大港口."""
    asked = _MOST.match(_without_dates(claim))
    if asked is None:
        return None
    for sentence in sentences:
        for clause in re.finditer(r"[^,，;；。:：“”、]+", sentence.folded.text):
            told = re.search(rf"{_SECOND}{asked['adj']}的?", clause.group())
            if told and asked["scope"] in clause.group() and asked["what"][:2] in clause.group()[told.end() :] and asked["who"] in clause.group():
                return Swap(sentence, False, sentence.published(*clause.span()).strip())
    return None


def both_of_them(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """只去了甲,没去乙, where a sentence tells that 乙 was visited just as 甲 was."""
    asked = _ONLY.match(claim)
    if asked is None:
        return None
    for sentence in sentences:
        text = sentence.folded.text
        named = (asked["one"] in text and says_word(asked["other"], text)) or all(name in text for name in _parted(asked["one"], asked["other"]))
        named |= _enumerated(asked["one"], asked["other"], text)
        if named and _is_of(asked["who"], sentence) and not re.search(rf"(?:没有?|[未不除非])[^,，。;；]{{0,6}}{re.escape(asked['other'])}", text):
            at = max(text.find(asked["other"]), text.find(_parted(asked["one"], asked["other"])[-1]))
            at = at if at >= 0 else text.find(_GENERIC.sub("", asked["other"]))
            return Swap(sentence, False, _clause(sentence, at) if at >= 0 else sentence.text.rstrip("。"))
    return None


def _enumerated(one: str, other: str, text: str) -> bool:
    """Whether both are among the items of one enumeration, called by what each is of: 饼 and 肉(食) in 葱油饼、酱肉."""
    own = [_GENERIC.sub("", name) for name in (one, other)]
    items = [run.group().split("、") for run in re.finditer("[^,，。;；]*、[^,，。;；]*", text)]
    return all(own) and any(all(any(name in item for item in each) for name in own) for each in items)


def _parted(one: str, other: str) -> tuple[str, ...]:
    """甲证资质 and 乙证资质 by what each is called before what both end in, with its first characters; one name that no text has where they are not alike."""
    shared = next((n for n in range(min(len(one), len(other)) - 1, 1, -1) if one[-n:] == other[-n:]), 0)
    return (one[: len(one) - shared + 2], other[: len(other) - shared + 2]) if shared else ("\0",)


def either_way(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """只卖不租, where the sentence on it says 可租可售."""
    asked = _EITHER_WAY.match(claim)
    if asked is None:
        return None
    for sentence in sentences:
        one, other = (_SELLS.get(asked[side], asked[side]) for side in ("one", "other"))
        told = re.search(rf"[可能]{one}[,、]?[可能也]?{other}|[可能]{other}[,、]?[可能也]?{one}|{other}{one}(?:结合|并举|皆可|均可)", sentence.folded.text)
        if told and _is_of(asked["who"], sentence):
            return Swap(sentence, False, _clause(sentence, told.start()))
    return None


def with_others(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """这项攻关是独家完成的, where the sentence on it says 与某校合作."""
    asked = _ALONE.match(claim)
    if asked is None:
        return None
    for sentence in sentences:
        told = _WITH.search(sentence.folded.text)
        if told and asked["who"].rstrip("的")[-2:] in sentence.folded.text and _is_of(asked["who"], sentence):
            return Swap(sentence, False, _clause(sentence, told.start()))
    return None


def the_only(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """唯一对丙国开放的口岸是乙, where a clause says that 甲 is it, or 乙."""
    asked = _THE_ONLY.match(claim)
    pairs = [pair for pair in bigrams(asked["what"]) if pair not in ("全国", "我国", "国内")] if asked else []
    if asked is None:
        return None
    for sentence in sentences:
        for clause in _CLAUSE.finditer(sentence.folded.text):
            who, _, what = clause.group().partition("是")
            unique = re.search("唯一|第一|首", what)
            if unique is None or len(who) < 2 or sum(pair in what for pair in pairs) < 0.9 * len(pairs):
                continue
            at = sentence.folded.span(clause.start(), clause.start() + len(who))
            return Swap(sentence, asked["who"] in who or who in asked["who"], sentence.text[slice(*at)])
    return None


def shared_out(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲的3亿元全归乙, where the sentence gives the 3亿元 of several."""
    figures = _shared_sum(claim)
    for sentence in sentences if figures else ():
        for stated in find(sentence.text):
            same = same_quantity(figures[0], stated) or (stated.low, stated.high) == (figures[0].low, figures[0].high)
            before = fold_text(sentence.text[: stated.start])
            if same and (several := _SEVERAL.search(before)):
                at = sentence.folded.span(*several.span())
                return Swap(sentence, False, sentence.text[slice(at[0], stated.end)])
    return None


def _shared_sum(claim: str) -> list[Quantity]:
    """The sum of money that a folded claim gives to one alone; [] where it gives none."""
    asked = _SHARED.match(claim)
    return [q for q in claimed(asked["lead"]) if q.kind == "amount" or is_bare_sum(q)][-1:] if asked else []


def far_from(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """已经能规模化生产, where the sentence says 距离规模化生产还有很长的路."""
    for sentence in sentences:
        for told in _FAR_FROM.finditer(sentence.folded.text):
            at = claim.find(told["what"])
            if at > 1 and not re.search("[没未不]|还有|距离?", claim) and _is_of(re.split(",|现在|目前|已经?|能", claim[:at])[0], sentence):
                return Swap(sentence, False, sentence.published(*told.span()))
    return None


def over(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """甲园还在施工, where the sentence says that it 已经竣工."""
    asked = _STILL.match(claim)
    if asked is None:
        return None
    for sentence in sentences:
        told = next((each for each in _OVER.finditer(sentence.folded.text) if not _lies_ahead(sentence, each.start())), None)
        if told and asked["who"][-2:] in fold_text(sentence.article.title + sentence.text) and _is_of(asked["who"], sentence):
            return Swap(sentence, False, _clause(sentence, told.start()))
    return None


def _lies_ahead(sentence: Sentence, at: int) -> bool:
    """Whether the clause around a place of the folded text is told as a plan: 将于年底封顶,明年10月完成竣工验收."""
    spans = list(_CLAUSE.finditer(sentence.folded.text))
    stages = told_stages([span.group() for span in spans])
    return next((stage for span, stage in zip(spans, stages, strict=True) if span.end() > at), None) is Stage.PLANNED


def _without_dates(claim: str) -> str:
    for when in reversed(find_dates(claim)):
        claim = f"{claim[: when.start]}{claim[when.end :]}"
    return claim.removeprefix("的").strip()


def _clause(sentence: Sentence, at: int) -> str:
    """The clause of a sentence around a place of its folded text."""
    clause = next(found for found in _CLAUSE.finditer(sentence.folded.text) if found.end() > at)
    return sentence.published(*clause.span()).strip()


def _is_of(who: str, sentence: Sentence) -> bool:
    """Whether the article speaks of who is claimed, and the sentence's paragraph or the title of the last that names it."""
    around = fold_text(f"{sentence.article.title}\n{sentence.article.text}")
    near = fold_text(f"{sentence.article.title}\n{sentence.article.paragraph(sentence.paragraph)}")
    who = re.sub("[,的]|[这本此]次", " ", who).strip()
    pairs, words = bigrams(who), [word for word in load_words().segment(who) if len(word) > 1]
    if not pairs or who[-2:] not in near:
        return False
    said = sum(word in around for word in words) >= 0.5 * len(words) and words[-1] in near if words else False
    return said or sum(pair in around for pair in pairs) >= _OWN * len(pairs)
