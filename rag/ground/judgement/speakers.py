"""Who said it: 这话是甲讲的吗, where the paragraph lets 乙 speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap, is_person
from rag.text.fold import fold, fold_text
from rag.text.lexicon import SPEECH
from rag.text.names import find_names
from rag.understand.question import Question

_THIS = r"[,，]?(?:[这那](?:一?[句段番个]|种)?)?(?:话|说法|提法|表态|口号|理念|观点|意思)?"
_SAYS = r"(?:亲口|当场)?(?:说|讲|提|表示|喊|谈|表态|强调|介绍)(?:出来|出|到|起)?过?"
_SPOKEN = (
    re.compile(rf"^(?P<said>.+?){_THIS}(?:就?是|出自|来自)(?P<who>[㐀-鿿·]{{2,10}}?)(?:之口|嘴里|{_SAYS}的?)$"),
    re.compile(rf"^(?P<who>[㐀-鿿·]{{2,10}}?){_SAYS}(?:了|,|:)?(?P<said>\".+?\")(?:这|那)?(?:样|种|句)?的?话?$"),
)
_SPEAKS = r"(?:说|谈|讲|提到|表示|介绍|认为|透露|指出|称|强调|致辞|表态|回应|评价|回忆|坦言|估计|预计|怎么看)"
_JUDGES = re.compile(  # 某某怎么看这事, 某某对这事怎么评价
    r"(?P<who>[㐀-鿿·]{2,10}?)(?:(?:在[^,?]{1,12}?)?(?:是|又)?(?:怎么|如何|怎样)(?:看待?|评价|评论|形容|解读|点评|回应|致辞|表态|说|讲|谈)|(?:在[^,?]{1,24}?)?(?:说|讲|谈)了?(?:些|点)?(?:什么|啥|哪)|对[^,?]{2,24}?(?:是|有|怎么|如何|怎样|什么|何种)+(?:看待?|评价|评论|看法|意见|态度|感受|印象))"
)
_WHAT_SAID = re.compile("[说讲谈](?:了|过)?(?:些|一?[些句番])?(?:什么|啥|哪)|怎么(?:[说讲评看谈]|致辞|表态|回应)")
_QUOTED = re.compile(r"\"([^\"]{2,})\"")
_VERB = re.compile(rf"[^,，。;；“”\"]{{0,6}}?(?:{'|'.join(sorted((v for v in SPEECH.split() if v not in ('任', '率', '获')), key=len, reverse=True))})")
_TOLD = 0.7  # share of the pairs of characters of what was said that a sentence must have


def spoken_by(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """Whether the one whom a folded claim names said it; None: it claims no such thing, or nobody is said to have."""
    asked = next((found for pattern in _SPOKEN if (found := pattern.match(claim))), None)
    if asked is None or not is_person(asked["who"]):
        return None
    quoted = _QUOTED.search(asked["said"])
    said = re.sub(r"\W", "", quoted.group(1) if quoted else asked["said"])
    pairs = [said[i : i + 2] for i in range(len(said) - 1)]
    for sentence in sentences:
        if sum(pair in re.sub(r"\W", "", sentence.folded.text) for pair in pairs) < _TOLD * len(pairs) or not pairs:
            continue
        if speaker := _speaker(sentence):
            same = fold_text(speaker[1]) == asked["who"]
            return Swap(speaker[0], same, speaker[1])
    return None


def _speaker(sentence: Sentence) -> tuple[Sentence, str] | None:
    """The one who speaks in the sentence, else the next behind it in its paragraph, else the last before it."""
    article = sentence.article
    paragraph = article.paragraph(sentence.paragraph)
    start = article.paragraphs[sentence.paragraph - 1][0]
    at, end = sentence.start - start, sentence.end - start
    speakers = [
        (name.start, name.text)
        for name in find_names(paragraph)
        if name.kind == "person" and _VERB.match(paragraph[name.end :])
    ]
    within = [one for one in speakers if at <= one[0] < end]
    behind = [one for one in speakers if one[0] >= end]
    before = [one for one in speakers if one[0] < at]
    found = within[:1] or (behind[:1] if "”" in paragraph[at:] else []) or before[-1:] or behind[:1]
    if not found:
        return None
    place, name = found[0]
    first, last = start + min(at, place), start + max(end, place + len(name))
    return replace(sentence, start=first, end=last, folded=fold(article.text[first:last])), name


def other_speaker(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """Who is said to have said it, where the sentence's paragraph names others and not him."""
    said = [
        name.text
        for name in find_names(question.folded)
        if name.kind == "person" and re.match(rf"[^,?]{{0,12}}{_SPEAKS}", question.folded[name.end :])
    ]
    if not said and (asked := _JUDGES.match(question.folded)) and is_person(asked["who"]):
        said = [asked["who"]]
    article = sentence.article
    paragraph = article.paragraph(sentence.paragraph)
    if len(said) != 1:
        return ()
    if said[0] in fold_text(paragraph):
        whole = fold_text(article.text)
        spoke = re.search(rf"(?:{said[0]}|[他她])[^,。;]{{0,8}}?{_SPEAKS}|(?:据|对){said[0]}", whole)
        return () if spoke or not _WHAT_SAID.search(question.folded) else (f"{said[0]}的说法",)
    others = [name for name in find_names(paragraph) if name.kind == "person"]
    goes_on = re.search("[他她]|^“", paragraph) and sentence.paragraph > 1 and said[0] in fold_text(article.paragraph(sentence.paragraph - 1))
    return (f"{said[0]}的说法",) if others or not goes_on else ()
