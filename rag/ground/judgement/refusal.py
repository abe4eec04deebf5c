"""What is said when there is no answer: what is missing, what there is instead, what can be asked. All Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.embed.words import Words
from rag.ground.sentences.said import content_words, is_light, said_words, says
from rag.ground.sentences.unknown import OWN
from rag.text.dates import date_overlaps, find_dates, show_date
from rag.text.fold import fold_text
from rag.text.names import find_names
from rag.types import Article, Hit
from rag.understand.question import Question

_WANTED = {
    "amount": "数额", "count": "数目", "share": "比例", "multiple": "倍数", "rank": "名次", "duration": "时长", "date": "时间",
    "person": "人", "role": "身份", "organisation": "单位", "place": "地点", "why": "原因", "how": "做法", "yesno": "情况",
}  # fmt: skip
_LOOSE = "".join(OWN)  # characters that are words of their own: they begin and end no name
_FAINT = 0.8  # salience below which a word is too common to be called known or missing
_WROTE = re.compile("谁(?:采?写|撰写|报道|采访)|作者|撰稿|署名|哪[位个名]?记者|记者(?:是|叫)|who wrote|author|written by")
_QUOTED = re.compile("《([^》]{4,})》")


def too_long_or_empty(question: str, limit: int) -> str:
    """Why a question cannot be searched at all; empty when it can."""
    if not any(char.isalnum() for char in question):
        return "问题是空的：没有可以检索的文字。请输入一个问题，例如“某项目总投资多少？”。"
    if len(question) > limit:
        return f"问题太长：共{len(question)}字，最多{limit}字。请只保留要问的那一句。"
    return ""


def courtesy(question: Question, articles: Sequence[Article]) -> str:
    """A courteous line for chit-chat and instructions: what this program does, what can be asked."""
    titles = "、".join(f"《{article.title}》" for article in articles[:3] if article.title)
    offer = f"可以问的内容例如：{titles}。" if titles else ""
    if question.kind == "instruction":
        return f"我只根据收录的文章回答问题并注明出处，不执行其他指令。{offer}"
    return f"您好！我是报问，只根据收录的{len(articles)}篇文章回答问题，每句话都注明出处。{offer}"


def byline(question: Question, articles: Sequence[Article]) -> str:
    """Who signed the article whose title the question quotes, said without a citation: the body does not say it. Empty where that is not asked."""
    quoted = _QUOTED.search(question.folded) if _WROTE.search(question.folded) else None
    if quoted is None:
        return ""
    asked = re.sub(r"\s", "", quoted[1])
    signed = next((a for a in articles if a.author and asked in re.sub(r"\s", "", fold_text(a.title))), None)
    return f"《{signed.title}》署名：{signed.author}。署名不在正文里，无法引用原文核对。" if signed else ""


def refuse(
    question: Question, hits: Sequence[Hit], article: Callable[[str], Article], words: Words, gap: Sequence[str] = ()
) -> str:
    """「资料提到了…，但没有说到…」: what is known of the question's subject, and what the article on it does not say.

    gap: words already known to be missing. Nothing is called missing that the article says, or says in another word.
    """
    found = [article(id) for id in dict.fromkeys(hit.article_id for hit in hits)]
    if not found:
        return "资料中没有与这个问题相关的内容。"
    texts = [fold_text(f"{each.title}\n{each.text}") for each in found]
    asked = _asked(question, words)
    names = [fold_text(name.text) for name in find_names(question.folded) if name.kind != "quoted"]

    def known(text: str) -> float:
        whole = 0.5 * len(_subject(question, text, words))
        return sum(rank for word, rank in asked if word in text) + 3 * sum(name in text for name in names) + whole

    at = max(range(len(texts)), key=lambda i: (known(texts[i]), -i))
    text = texts[at]
    subject = _subject(question, text, words)
    missing = _missing(question, text, asked, words)
    missing = [run for run in missing if any(word in run for word in gap)] or list(gap) or missing
    missing = [run for run in missing if run not in _WANTED.values() and (run not in subject or run not in text)]
    when = _other_time(question, found[at]) if subject and not missing else ""
    if not subject:
        what = "、".join(f"“{word}”" for word in missing[:3])
        return f"资料中没有说到{what}，因此无法回答。" if what else "资料中没有与这个问题直接相关的内容。可以查看下面最接近的段落。"
    if when:
        return f"资料提到了“{subject}”，但没有说到{when}的情况，因此无法回答。"
    if not missing:
        what = _WANTED.get(question.kind, "内容")
        return f"资料提到了“{subject}”，但没有说明问题所问的{what}，因此无法回答。可以查看下面最接近的段落。"
    what = "、".join(f"“{word}”" for word in missing[:3])
    if any(word in other for word in missing for other in texts):
        return f"提到“{subject}”的资料没有说到{what}，因此无法回答。"
    return f"资料提到了“{subject}”，但没有说到{what}，因此无法回答。"


def _asked(question: Question, words: Words) -> list[tuple[str, float]]:
    """The question's words that say something, in order, each with how much it says."""
    found = []
    for term in question.terms:
        pieces = [_without_ends(word, words) for word in content_words(term, words)] if not term.isascii() else [term]
        pieces = [piece for piece in pieces if len(piece) > 1]
        found += [(piece, words.salience(piece)) for piece in pieces if not is_light(piece)]
    times = [mention.text for mention in find_dates(question.folded)]
    return [(piece, rank) for piece, rank in found if not any(piece in time for time in times)]


def _missing(question: Question, text: str, asked: Sequence[tuple[str, float]], words: Words) -> list[str]:
    """Names and words of the question that the text has in no way; words that stand side by side are given as one."""
    said = said_words(text, words)
    runs: list[tuple[str, bool]] = []  # absent words side by side, and whether one of them is said in no other word
    last = ""
    for word, rank in asked:
        if word in text:
            last = ""
            continue
        lacks = rank >= _FAINT and (word.isascii() or not says(word, said, words))
        if last and f"{last}{word}" in question.folded:
            run, lacking = runs.pop()
            runs.append((run + word, lacking or lacks))
        else:
            runs.append((word, lacks))
        last = word
    return [run for run, lacking in runs if lacking]


def _subject(question: Question, text: str, words: Words) -> str:
    """The longest name of the question that the text has, else the longest run of whole words."""
    pieces = []
    for term in question.terms:
        cuts = [0]
        for word in words.segment(term):
            cuts.append(cuts[-1] + len(word))
        pieces += [_whole(term, a, b, text) for i, a in enumerate(cuts) for b in cuts[i + 1 :] if b - a >= 2 and term[a:b] in text]
    pieces = [_without_ends(piece, words) for piece in pieces]
    spoken = [
        piece
        for piece in pieces
        if not piece.isascii() and words.salience(piece) >= _FAINT and not any(d.text in piece for d in find_dates(piece))
    ]
    names = [fold_text(name.text) for name in find_names(question.folded) if fold_text(name.text) in text]
    return (max(names, key=len, default="") or max(spoken, key=len, default="")).strip("的有是在 ")


def _whole(term: str, start: int, end: int, text: str) -> str:
    """``term[start:end]`` with as much of the term on both sides as the text has there: 新药创 of 新药创制园 as 新药创制."""
    while end < len(term) and term[start : end + 1] in text:
        end += 1
    while start > 0 and term[start - 1 : end] in text:
        start -= 1
    return term[start:end]


def _without_ends(piece: str, words: Words) -> str:
    """A piece without the words of one character at its ends that stand beside a whole word: 青丘|占, 园区|派."""
    cut = words.segment(piece)
    if len(cut) == 2 and len(cut[1]) == 1 < len(cut[0]):
        return cut[0]
    return piece if words.segment(piece) == [piece] else piece.strip(_LOOSE) or piece


def _other_time(question: Question, article: Article) -> str:
    """The time that is asked about, where the article speaks of none that overlaps it; empty when it does."""
    told = [mention.value for mention in find_dates(article.text, article.date)] + [article.date]
    other = [asked for asked in question.dates if not any(date_overlaps(value, asked) for value in told)]
    return show_date(other[0]) if other else ""
