"""What a figure counts or is said of by the words that touch it: 高级工程师|81人, 7家|示范企业, 明渠|77500米; and which of several figures a thing means.

Strict: what tells a thing from the others has to touch its figure, and of two figures that have it the one that says nothing else is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.embed.words import load_words
from rag.ground.sentences.figures import Figure
from rag.ground.sentences.said import is_light
from rag.text.fold import fold_text
from rag.text.thesaurus import kindred

_CLAUSE = re.compile("[,;。:、!?()]")
_LEADS = re.compile(
    r"^(?:其中|此外|另外|同时|而|但|并且?|以及|及|和|与|还有?|包括|包含|目前|已经?|现有|现|共有?|拥有|有|是|为|在|的|达|约|将|累计|计划|预计|实际|分别|相继|新增|新建|全[市省县区国]|该|本次|此次)+"
)
_ENDS = re.compile(
    r"(?:累计|总计|合计|共计|一共|总共|已经?|现有|拥有|达到?|目前"
    r"|约|近|超过?|为|是|有|共|了|增至|仅|只|就|各|均|都|至|上|里|中|内|配|[完建]成|完工|开工)+$"
)
_FILLING = re.compile("[\"“”'’《》 ]|的|了|们")
_WORD = re.compile(r"[㐀-鿿]+|[a-z0-9.+-]+")
_SHORT = 250  # characters of a paragraph that speaks of one thing
_NTH = re.compile("第[一二三四五六七八九十]+[批期届次轮]")


def touching(figure: Figure) -> tuple[str, ...]:
    """The names that touch a figure, in front of it and behind: clauses without what only leads into them; never empty strings."""
    left = _ENDS.sub("", _LEADS.sub("", _CLAUSE.split(figure.left)[-1]))
    right = re.split("[,;。:、!?()]", figure.right)[0].removeprefix("的")
    right = re.sub("(?:中|里|当中)$", "", re.sub("^(?:为|是)", "", right))
    names = [right] if figure.kind == "count" and right else []
    return tuple(_FILLING.sub("", name) for name in (*names, left) if len(_FILLING.sub("", name)) > 1)


def content(text: str) -> list[str]:
    """The words of a text that say something, once each."""
    words = [word for run in _WORD.findall(_FILLING.sub(" ", text)) for word in (load_words().segment(run) if "㐀" <= run[0] <= "鿿" else [run])]
    return list(dict.fromkeys(w for w in words if (len(w) > 1 or not "㐀" <= w <= "鿿") and not is_light(w)))


def says(word: str, text: str) -> bool:
    """Whether a text has the word, one nearly the same, or its characters in their order within one phrase (高工 of 高级工程师)."""
    if word in text or any(len(other) > 1 and other in text for other in kindred(word)):
        return True
    if len(word) < 2 or word[0].isascii():
        return False
    between = "(?![和与及、])[㐀-鿿]{0,2}?"
    return re.search(between.join(map(re.escape, word)), text) is not None


def share_told(text: str, *places: str) -> float:
    """How many of the words of a text the places say, 0 to 1; 1 where it has none."""
    words = content(text)
    return sum(any(says(word, place) for place in places) for word in words) / len(words) if words else 1.0


def around(figure: Figure) -> str:
    """What is said before a figure: its title, its paragraph and its sentence up to it, and the words behind it."""
    article = figure.sentence.article
    start, _ = article.paragraphs[figure.sentence.paragraph - 1]
    return fold_text(f"{article.title} {article.text[start : figure.sentence.end]}")


def in_article(figure: Figure) -> str:
    article = figure.sentence.article
    return fold_text(f"{article.title}\n{article.text}")


def bound(things: Sequence[str], options: Sequence[Sequence[Figure]]) -> list[Figure]:
    """A figure for each thing out of its options, all of one sort and no two the same; empty where one is not told or as well told of two."""
    chosen: list[Figure] = []
    for i, thing in enumerate(things):
        others = "".join(other for j, other in enumerate(things) if j != i)
        if not (figure := _best(thing, others, options[i])):
            return []
        chosen.append(figure)
    places = {(f.sentence.article.id, f.start) for f in chosen}
    units = {"个" if f.kind == "count" else f.unit for f in chosen}
    return chosen if len(places) == len(chosen) and len(units) == 1 and len({f.sentence.article.id for f in chosen}) == 1 else []


def _best(thing: str, others: str, figures: Sequence[Figure]) -> Figure | None:
    own = _FILLING.sub("", thing)
    telling = [word for word in content(thing) if word not in others] or [own]
    found: list[tuple[float, Figure]] = []
    for figure in figures:
        fits = max((_fit(own, telling, name) for name in touching(figure)), default=0.0)
        if fits and share_told("".join(telling), around(figure), in_article(figure)) == 1.0:
            found.append((fits, figure))
    found.sort(key=lambda each: -each[0])
    if not found or any(other.value != found[0][1].value and found[0][0] - score < 0.1 for score, other in found[1:]):
        return None
    return found[0][1]


def _fit(own: str, telling: Sequence[str], name: str) -> float:
    """How well a name that touches a figure calls the thing: 0 where nothing that tells it is in it; else more the less else it says."""
    if own.endswith(name) and any(word in name or name in word for word in telling):
        return 1.0 + len(name) / len(own)
    if own in name:
        return 1.0 + len(own) / len(name)
    last = telling[-1]
    if not any(says(word, name) for word in telling) or (not says(last, name) and not last.endswith(name)):
        return 0.0
    same = sum(char in own for char in name)
    return same / len(name)


def near_enough(things: Sequence[str], figures: Sequence[Figure]) -> bool:
    """Whether what tells each thing from the others is said near its figure, where its article says it at all.

    Not where it is only listed among others of which the figure is (甲、乙、丙等5个小区), nor where the article knows no second lot of it.
    """
    for i, (thing, figure) in enumerate(zip(things, figures, strict=False)):
        others, article, near = "".join(other for j, other in enumerate(things) if j != i), in_article(figure), _vicinity(figure)
        if any(lot not in article and lot.removeprefix("第") not in article for lot in _NTH.findall(thing)):
            return False
        telling = [word for word in content(thing) if word not in others and says(word, article)]
        if telling and (not says(telling[-1], near) or sum(says(word, near) for word in telling) < len(telling) / 2):
            return False
        if not figure.name and (_is_item(thing, figure) or (telling and _is_listed(telling[-1], figure))):
            return False
    return True


def _vicinity(figure: Figure) -> str:
    """Title, sentence and the one before it; the whole of a short paragraph."""
    article = figure.sentence.article
    start, end = article.paragraphs[figure.sentence.paragraph - 1]
    before = article.text[start : figure.sentence.start]
    before = before if end - start <= _SHORT else re.split("(?<=[。!?！？])", before.rstrip("。!?！？"))[-1]
    return fold_text(f"{article.title} {before} {figure.sentence.text}")


def _is_listed(word: str, figure: Figure) -> bool:
    """Whether the word, where it was said last before the figure, is one of three or more things that are named."""
    said = [clause for clause in re.split(r"[,;。:]|\d+", figure.before) if word in clause]
    listed = said[-1].partition("等")[0] if said else ""  # 甲、乙等建立机构14家: the word behind 等 is none of them
    return word in listed and listed.count("、") > 1


def _is_item(thing: str, figure: Figure) -> bool:
    """Whether the thing is one of three or more that the clause right before the figure names."""
    items = [item.strip() for item in _CLAUSE.split(figure.left.replace("、", "|"))[-1].partition("等")[0].split("|")]
    return len(items) > 2 and any(len(item) > 1 and (item in thing or thing in item) for item in items)


def is_no_difference(figures: Sequence[Figure]) -> bool:
    """Whether nothing can be said of how far figures are apart: they are the same as printed."""
    return len(figures) == 2 and figures[0].value == figures[1].value
