"""Who did what only one does, and what of a whole is one's: two more things put in another's place (``rag.ground.sentences.swaps``)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.claims.titled import last_person
from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap, in_order, speaks_of
from rag.ground.sentences.verdict import find
from rag.text.fold import bigrams, fold_text
from rag.text.names import find_names

_LEADS = "主持|主讲|主刀|执导|带队|率队|领队|致开幕词|领衔"
_LED_BY = re.compile(rf"^(?P<what>[^,]{{2,}}?)(?:就|正)?(?:是|全程)?由(?P<who>[^,由]{{2,24}}?)(?P<verb>{_LEADS})的?$")
_LEAD = re.compile(rf"^(?P<who>[^,]{{2,24}}?)(?:亲自|负责)?(?P<verb>{_LEADS})了?(?P<what>[^,的了]{{2,}})$")
_ALL_ONES = re.compile(
    r"^(?P<what>[^,]{2,30}?)(?P<all>全部?|都|均|悉数|统统)*(?:是|归|被)?由?(?P<who>[^,由的]{2,14}?)(?P<one>一[家个己方]|独家|自己)?(?:来|给)?"
    r"(?P<takes>包揽|承包|包办|独揽|垄断|独占|包圆|承担|拿下|占有|拥有|包)(?:了|的|下来?)*$"
)
_WHOLE = frozenset(("包揽", "包办", "独揽", "垄断", "独占", "包圆"))
_SCOPE = re.compile("^(?:全[国省市球]|国内|省内|所有|全部|世界)的?")
_MOST = re.compile("最(?P<side>[多大高长贵少小低短快])的?$")
_MANY = re.compile(
    r"(?P<before>[㐀-鿿]{2})?(?:(?:很|非常|相当|特别|挺|蛮)(?:多|常见)"
    r"|不少|大量|许多|众多|(?<![最更较比还大好许不众几繁增])多(?=的?$))的?(?P<behind>[㐀-鿿]{2,4})?"
)
_FEW = re.compile("(?P<before>[㐀-鿿]{2})?(?:很|极|非常|十分|较)(?:少|罕见|稀少|少见)(?:的)?(?P<behind>[㐀-鿿]{2})?")
_MOSTLY = 0.6  # share of the pairs of what it is said of that the paragraph or title has
_SAME = 0.7  # share of what is claimed that has to stand behind the share


def led(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """仪式由甲主持, where a clause says 乙主持仪式: false; None: it claims no such thing, or no clause tells who."""
    asked = _LED_BY.match(claim) or _LEAD.match(claim)
    who = last_person(asked["who"]) if asked else ""
    if asked is None or not who:
        return None
    for sentence in sentences:
        for clause in re.finditer(r"[^,，。;；]+", sentence.text):
            verb = clause.group().find(asked["verb"])
            if verb < 0 or asked["what"][-2:] not in fold_text(clause.group()[verb:]) or not speaks_of(asked["what"], sentence):
                continue
            before = sentence.text[: clause.start() + verb]
            persons = [name for name in find_names(before) if name.kind == "person"]
            if persons and (persons[-1].end >= clause.start()):
                told = persons[-1]
                own = re.split("[,，。;；、]", before[: told.start])[-1]
                return Swap(sentence, fold_text(told.text) == who, f"{own}{told.text}".strip())
    return None


def share_of_all(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """这些课题都由甲一家包揽, where the source says 甲承担约50%的课题: false; None: it claims no such thing, or nothing tells."""
    asked = _ALL_ONES.match(claim)
    if asked is None or not (asked["all"] or asked["one"] or asked["takes"] in _WHOLE):
        return None
    what, who = _SCOPE.sub("", asked["what"]), asked["who"]
    pairs = bigrams(what)
    for sentence in sentences if pairs else ():
        for share in find(sentence.text):
            behind = fold_text(sentence.text[share.end : share.end + len(what) + 6])
            clause = re.split("[;；。]", fold_text(sentence.text[: share.start]))[-1]
            if share.kind != "share" or share.high >= 100 or not (who[:2] in clause or in_order(who, clause)):
                continue
            if sum(pair in re.split("[,，;；。]", behind)[0] for pair in pairs) >= _SAME * len(pairs):
                return Swap(sentence, False, sentence.text[share.start : share.end])
    return None


def few(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """有很多先例, where the source says 先例很少, or the other way about: false; None: it claims no such thing, or nothing tells."""
    asked = next((found for pattern in (_MANY, _FEW) if (found := pattern.search(claim))), None)
    if asked is None:
        return None
    nouns = {noun for noun in (asked["before"], asked["behind"] and asked["behind"][:2], asked["behind"] and asked["behind"][-2:]) if noun}
    who = re.sub("[种类样在]", " ", claim[: asked.start()].split(",")[0])
    other = _FEW if asked.re is _MANY else _MANY
    for sentence in sentences:
        for told in other.finditer(sentence.folded.text):
            pairs, near = bigrams(re.sub("的|,", " ", who)), fold_text(sentence.article.title + sentence.article.paragraph(sentence.paragraph))
            if nouns & {told["before"], told["behind"]} and sum(pair in near for pair in pairs) >= _MOSTLY * len(pairs):
                return Swap(sentence, False, sentence.published(*told.span()))
    return None


def counts_otherwise(claim: str, text: str) -> bool:
    """Whether a folded text speaks of few of something where a claim does of many, or the other way about, and of nothing as the claim does."""
    return any(own.search(claim) and other.search(text) and not own.search(text) for own, other in ((_MANY, _FEW), (_FEW, _MANY)))


def next_most(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """…被引用最多, where the source says 被引用第二多 of the same: false; None: it claims no such thing, or nothing tells."""
    asked = _MOST.search(claim)
    if asked is None:
        return None
    own = set(bigrams(re.split(",", claim[: asked.start()])[-1]))
    for sentence in sentences:
        for told in re.finditer(rf"第[二三四五六七八九十](?:最)?{asked['side']}", sentence.text):
            before = re.split("[,，。;；]|和在", sentence.text[: told.start()])[-1]
            named = bigrams(fold_text(before).removeprefix("在"))  # what tells one field from another comes first
            pairs = set(named)
            if len(own & pairs) >= _SAME * len(pairs) and pairs and own.issuperset(named[:2]):
                return Swap(sentence, False, f"{before}{told.group()}")
    return None
