"""Where something is said to be: 基地落在甲市吗, where the source says 位于乙市, or that it was founded there.

A place is told by its name alone: one that lies near in meaning is another place, one that holds the other (its province) is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import HELD, Swap, speaks_of
from rag.text.fold import fold_text
from rag.text.lexicon import COUNTRIES

_EVENTS = "|".join(sorted({word for group in HELD for word in group.split()}, key=len, reverse=True))
_SETTLES = "注册|落户|安家|扎根|选址|落地|落子|布局|坐落|注册|定点"
_NOT_A_NAME = "(?![今明去昨前后本当上下这那此该某哪任][㐀-鿿]|建设?|推进|施工|进行|全|国内|国外|海外|境外)"
_ENDS = "(?<![上下里内中外前后间时年月日天号晚午早春夏秋冬夜末底初季周度面边手])"
_NAME = rf"(?P<name>{_NOT_A_NAME}(?:(?![的是算就都最有了不被])[㐀-鿿]){{2,12}}?{_ENDS})"
_SHORT = (
    rf"(?P<name>{_NOT_A_NAME}(?:(?![的是算就都最有了不被])[㐀-鿿]){{2,10}}?"
    rf"(?:[省市县区州镇乡村路园港岛湾]|(?<=在[㐀-鿿]{{2}})|(?<=在[㐀-鿿]{{3}})){_ENDS})"
)
_CLAIMS = (
    re.compile(rf"^(?P<subject>.{{2,}}?)(?:是|就|都|其实)*(?:(?:{_SETTLES}|[建设放盖开落安定办搬立])(?:了)?(?:在|于|到|进)|位于|地处|{_SETTLES})了?{_NAME}(?:的(?:一?家)?(?:公司|企业|机构|单位)?|那边|那里|那儿|境内|(?:项目)?地块[上内])?$"),
    re.compile(rf"^(?P<subject>.{{2,}}?)(?:是|就|都|其实)*(?<![现存实所正旨])在{_NAME}(?:正式|首次|隆重|顺利|当地|本地|这边|那边)?(?P<verb>{_EVENTS})(?:成立)?了?的?(?:(?<=的)[㐀-鿿]{{1,6}})?$"),
    re.compile(rf"^(?P<subject>.{{2,}}?)(?:是|就|都|其实)*(?<![现存实所正旨重])在{_SHORT}(?:的|那边|那里|那儿|境内)?$"),
)
_STANDS = re.compile(
    rf"(?:位于|地处|总部(?:设|位|坐落)?[在于]|坐落[于在]?|(?:设|建|{_SETTLES})(?:在|于)|落户|落子|选址)(?P<name>(?![^,，。;；]{{0,14}}感受)[^,，。;；、在于]{{2,20}})"
)
_FOUNDED = re.compile(
    rf"(?<![现存实所正旨])在(?P<name>[㐀-鿿]{{2,14}}?)(?:正式|隆重|顺利)?(?P<verb>{_EVENTS})"
)
_FOUNDING = frozenset(["挂牌", "揭牌", "成立", "设立", "落户", "创立", "创办", "开园", "开业", "注册", "投产", "落成", "启用"])
_RANK = re.compile("[省市县区州镇乡村]$")
_WIDE = re.compile(r"^(?:华[东南北中西]|[东西南北]方|[东西中南北]部|长三角|珠三角|大湾区|沿海|内地|市区|郊区|城[区里]|市中心|本地|外地|当地|附近|周边)")


def claimed_place(claim: str) -> str:
    """The place where a folded claim puts what it is about, as it names it; empty when it puts it nowhere."""
    found = _match(claim)
    return found["name"] if found else ""


def names_place(name: str, article: str) -> bool:
    """Whether a folded article has all of a claimed place: its name, or in pieces (甲市乙区 as 甲市 … 乙区)."""
    return not _untold(name, article)


def placed(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """What a sentence says of where it is, where the claim names a place that the article has not; None: no such claim, or open."""
    asked = _match(claim)
    if asked is None or _WIDE.match(asked["name"]):
        return None
    verb = asked.groupdict().get("verb")
    same = next((set(group.split()) for group in HELD if verb in group.split()), {verb}) if verb else _FOUNDING
    for pattern in (_STANDS, _FOUNDED) if not verb or verb in _FOUNDING else (_FOUNDED,):
        for sentence in sentences:
            article = fold_text(f"{sentence.article.title}\n{sentence.article.text}")
            near = fold_text(f"{sentence.article.title}\n{sentence.article.paragraph(sentence.paragraph)}")
            if not _untold(asked["name"], near) or not speaks_of(asked["subject"], sentence):
                continue
            for told in pattern.finditer(sentence.text):
                shown = told["name"].split("的")[0]  # 总部在甲市的某公司
                name = fold_text(shown)
                if asked["subject"][:3] in name:
                    continue  # where something else is: 会场设在甲项目地块上
                own = (said := told.groupdict().get("verb", "")) and f"{said}在{asked['name']}" in claim  # 注册在…: of just this
                own = own or re.split("[,，。;；]", fold_text(sentence.text[: told.start()]))[-1].endswith(asked["subject"][-2:])
                lacking = _untold(asked["name"], near if own else article)  # 主会场设在…: of just this
                if pattern is _FOUNDED and told["verb"] not in same and not (verb in _FOUNDING and told["verb"] in _FOUNDING):
                    continue
                if lacking and _excludes(asked["name"], lacking, name):
                    return Swap(sentence, False, shown)
    return None


def _match(claim: str) -> re.Match[str] | None:
    return next((found for pattern in _CLAIMS if (found := pattern.match(claim))), None)


def _untold(name: str, article: str) -> str:
    """What an article lacks of a place's name; empty when it has it."""
    bare = _RANK.sub("", name) if len(name) > 2 else name
    if name in article or bare in article:
        return ""
    for cut in range(len(name) - 2, 1, -1):
        front, behind = name[:cut], name[cut:]
        if (front in article or (_RANK.search(front) and len(front) > 2 and front[:-1] in article)) and len(behind) > 1:
            return _untold(behind, article)
    return name


def _excludes(name: str, lacking: str, told: str) -> bool:
    """Whether what is told to be in ``told`` is not in the claimed place: a country or province may hold it, unless another is told."""
    countries = COUNTRIES.split()
    if any(lacking.startswith(country) for country in countries):
        return any(country in told for country in countries)
    if lacking == name:
        return True
    rank = _RANK.search(lacking)  # 甲市丙区, told to be in 甲市乙区
    return bool(rank and rank.group() in told)
