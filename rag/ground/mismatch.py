"""What an article or a sentence says of something else: another measure, way, time or place, a total for one year's part."""

from __future__ import annotations

import re
from functools import cache

from rag.ground.sentence import Sentence, dates_in
from rag.question import Question
from rag.text.dates import date_overlaps, find_dates
from rag.text.fold import fold_text
from rag.text.lexicon import MEASURED
from rag.text.names import find_names

_ASKS = "多少|几|多大|多高|多重|百分"
_NO_MEASURE = "加工|博览|商品|退|局|务|所|口岸|导|收购|基金"  # 出口加工区, 税务局: part of a name
# Which way a figure or a place went, as it is asked; and any word by which a text may say that something went that way.
_WENT = (
    (
        re.compile(r"下[跌降滑挫]|跌|退步|倒退|回落|减少|降低|萎缩|缩水|恶化|变差|滑坡|掉(?=[了到出])"),
        re.compile(r"[跌降减缩削退亏掉差负]|下滑|回落|低于|少于|压"),
    ),
    (
        re.compile(r"上[升涨]|涨|增[长加多]|提[高升]|进步|回升|攀升|好转"),
        re.compile(r"[增涨升扩]|提高|提速|翻|新高|回暖|向好|加快|进步|超"),
    ),
)
_YEARLY = re.compile(r"(?:今年|本年|年度|年内|当年|首年|明年|每年)[^,?]{0,8}?(?:投(?!产|入使用|用|运|标|票|诉)|完成投资)[^,?]{0,8}?(?:多少|几)")
_YEARS_PART = re.compile(r"年度|今年|本年|年内|当年|首年|明年|每年|计划(?:完成)?投资")
_REFERENCE = re.compile(r"(?:较|比|与|同比|相比于?)$")
_PLACE = re.compile(r"[㐀-鿿]{2,3}[省市州县区]$")
_SUMMED = re.compile(r"(?P<members>[^,;。]*)等(?P<whole>[^,;。]{2,20}?),?(?:总|合计|共计)")


def unmeasured(question: Question, article: str) -> tuple[str, ...]:
    """What is asked in figures (出口了多少, 税收是多少) where the folded article speaks of no such thing in any word."""
    if not question.numeric:
        return ()
    return tuple(
        word
        for word, others in _measured()
        if word in question.folded
        and re.search(rf"{word}(?!{_NO_MEASURE})[^,?]{{0,10}}(?:{_ASKS})|(?:{_ASKS})[^,?]{{0,6}}{word}(?!{_NO_MEASURE})", question.folded)
        and word not in article
        and not any(other in article for other in others)
    )


def other_way(question: Question, article: str) -> tuple[str, ...]:
    """为什么下滑, 下降了多少, where the folded article has no word for anything that went down; or up."""
    if not (question.numeric or question.kind in ("why", "how")):
        return ()
    asked = ((found.group(), told) for way, told in _WENT if (found := way.search(question.folded)))
    return tuple(word for word, told in asked if not told.search(article))


def other_time(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """The time asked about in words that lean on the article's date (今年二季度), where the sentence tells another one only.

    A sentence without a time of its own leans on its paragraph when a quarter, half or month is asked about; one that a
    figure is only compared with (较2019年) is not its time. 今年 itself is the time of whatever has none.
    """
    if question.kind == "date" or not sentence.article.date:
        return ()
    asked = [
        now for then, now in zip(find_dates(question.folded), find_dates(question.folded, sentence.article.date), strict=False)
        if now.value and not then.value and now.value != sentence.article.date[:4]
    ]
    text = sentence.article.paragraph(sentence.paragraph)
    own = [date.value for date in dates_in(sentence) if date.value and not _REFERENCE.search(sentence.text[: date.start])]
    around = [date.value for date in find_dates(text, sentence.article.date) if date.value]
    fits = [
        not (told := own or (around if len(date.value) > 4 else [])) or any(date_overlaps(value, date.value) for value in told)
        for date in asked
    ]
    return () if any(fits) else tuple(date.text for date in asked)


def total_only(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """今年计划投多少, where the sentence gives the whole investment and no year's part of it."""
    text = sentence.folded.text
    asked = question.numeric and _YEARLY.search(question.folded)
    return ("年度投资",) if asked and re.search("总投资|投资总额", text) and not _YEARS_PART.search(text) else ()


def sum_only(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """甲基金有多大规模, where the sentence gives what 甲基金等各类引导基金 come to together."""
    found = _SUMMED.search(sentence.folded.text)
    if found is None or not re.search(_ASKS, question.folded) or found["whole"][-4:] in question.folded:
        return ()
    members = [re.sub(r"^.*(?:设立|成立|推出|建立|包括|有|了|的|和|与)(?=..)", "", part) for part in re.split("[、和及与]", found["members"])]
    named = [member for member in members if len(member) > 2 and member in question.folded]
    return tuple(named) if len(named) == 1 and len(members) > 1 else ()


def other_place(question: Question, sentence: Sentence) -> tuple[str, ...]:
    """The place whose number or share is asked for, where the sentence gives that of another that it is listed with.

    An article that lists 甲州、乙原、丙川 side by side has them as equals: a sentence that speaks of 丙川市 alone, asked about
    乙原 and not about 丙川, tells nothing of 乙原.
    """
    if not question.numeric:
        return ()
    text = sentence.folded.text
    article = fold_text(sentence.article.text)
    stems = [name.text[:2] for name in find_names(text) if name.kind == "place" and _PLACE.search(name.text)]
    equals = [
        place
        for stem in dict.fromkeys(stem for stem in stems if stem not in question.folded)
        for run in re.findall(rf"(?:[㐀-鿿]{{2,4}}[、和与])*{stem}[市县区州省]?(?:[、和与][㐀-鿿]{{2,4}})*", article)
        for place in (each[:2] for each in re.split("[、和与]", run))
        if place != stem and place in question.folded and place not in text
    ]
    return tuple(dict.fromkeys(equals))


@cache
def _measured() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((words[0], tuple(words[1:])) for line in MEASURED.strip().splitlines() if (words := line.split()))
