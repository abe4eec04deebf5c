"""What a word of time means where it is printed: 文中的“去年9月”是哪一年, this “明年” of an article of 2021, told by the article's date."""

from __future__ import annotations

import re

from rag.ground.draft import Builder, Draft
from rag.ground.sentences.evidence import Evidence
from rag.ground.sentences.sentence import dates_in
from rag.text.dates import annotate, find_dates
from rag.text.fold import bigrams, fold_text

_WHICH = re.compile(
    r"(?:指|是|说|写|算|即|等于|相当于|对应|换[算成]|折[算合]|落[到在]|具体到)[^,?]{0,10}?"
    r"(?:哪一?年|几几年|何年|哪个?年份|什么年份|哪一?个?月|几月|哪一?[天日]|哪个?季度|公历|公元|具体(?:时间|日期|年份)|什么时候)"
)
_SAYS = "文中|文里|文章|稿子?|稿件|报道|报上|原文|资料|这里|那里|里面|写|说|讲|提到|所谓"
_OF_THE_WORD = (
    r'"{time}|[这那](?:个|里的?)?"?{time}|(?:{says})(?:里|中|上)?(?:写|说|讲|提到?)?(?:的|着)?是?"?{time}'
    r'|{time}"?(?:,?[这那]?个?(?:时间|说法|词))?(?:又|到底|究竟|具体)?(?:是)?指'
)


def time_meant(evidence: Evidence) -> Draft | None:
    """The word of time as printed, with what it means; None where no such thing is asked, or no sentence found has the word.

    Of several sentences with it the one that has most of the question besides.
    """
    folded = evidence.question.folded
    asked = next((date for date in find_dates(folded) if date.relative and _is_asked_of(date.text, folded)), None)
    if asked is None or not _WHICH.search(folded):
        return None
    pairs = bigrams(re.sub(r"[^㐀-鿿\d]", "", folded[: asked.start] + folded[asked.end :]))
    found = [
        (sum(pair in scored.sentence.folded.text for pair in pairs), scored.sentence, date)
        for scored in evidence.scored
        for date in dates_in(scored.sentence)
        if date.relative and date.value and (asked.text in fold_text(date.text) or fold_text(date.text) in asked.text)
    ]
    if not found:
        return None
    _, sentence, date = max(found, key=lambda each: each[0])
    builder = Builder()
    shown = annotate(date.text, sentence.article.date)
    builder.say(f"{date.text}。", [builder.cite(sentence.article, sentence.start, sentence.end)], shown=f"{shown}。")
    builder.quote(sentence)
    return builder.build(shown)


def _is_asked_of(time: str, folded: str) -> bool:
    """Whether the word itself is asked about (“去年”, 这个去年, 稿子里写的去年), and not what happened then."""
    return re.search(_OF_THE_WORD.format(time=re.escape(time), says=_SAYS), folded) is not None
