"""A model's draft -> statements with the source numbers they cite. Markup, links and thoughts are left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.generate.checks import visible, without_thoughts
from rag.generate.prompt import INSUFFICIENT
from rag.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence of a draft.

    text: without markers. numbers: the sources it cites, each in 1..n_sources, in the order of its markers; what a
    sentence does not cite itself is not guessed. unknown: the numbers it cites that no source has; to be reported.
    """

    text: str
    numbers: tuple[int, ...]
    unknown: tuple[int, ...] = ()


def split_draft(draft: str, n_sources: int) -> tuple[DraftStatement, ...]:
    """The statements of ``draft`` in its order, equal texts once; none for 信息不足.

    A marker ([1], 【1】, [1][2], [1,2], [1-3], [来源1]) belongs to the sentence it stands in or behind, at the begin of
    a line to the sentence after it. [2021] before a number and 号 is the name of a document. Never raises; linear time.
    """
    found: dict[str, list[int]] = {}
    last = ""
    for line in _lines(_without_markup(visible(without_thoughts(draft)))):
        text, markers = _take_markers(line)
        spans = split_sentences(text)
        if not spans:
            found.get(last, []).extend(number for _, numbers in markers for number in numbers)
            continue
        if not markers and text[-1] in _ANNOUNCES:
            continue
        cited: list[list[int]] = [[] for _ in spans]
        for position, numbers in markers:
            owner = max((i for i, (start, _) in enumerate(spans) if start < position), default=0)
            cited[owner].extend(numbers)
        for (start, end), numbers in zip(spans, cited, strict=True):
            sentence = text[start:end]
            if not any(c.isalnum() for c in sentence) or _says_insufficient(sentence, numbers):
                continue
            last = sentence
            found.setdefault(sentence, []).extend(numbers)
    return tuple(_statement(text, numbers, n_sources) for text, numbers in found.items())


_CHAT_TOKEN = re.compile(r"<[|｜][^<>|｜\n]{1,40}[|｜]>|</s>|<(?:start|end)_of_turn>")
_FENCE = re.compile(r"^ ?(?:```|~~~).*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--[\s\S]*?(?:-->|\Z)|<(script|style|iframe|svg)\b[\s\S]*?(?:</\1\s*>|\Z)", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")
_TAG_OPENING = re.compile(r"<(?=[A-Za-z/!?|])")
_TARGET = r"\((?:[^()\n]|\([^()\n]{0,99}\)){0,300}\)"
_IMAGE = re.compile(rf"!\[[^\[\]\n]*\](?:{_TARGET}|\[[^\[\]\n]*\])?")
_NUMBER_LINK = re.compile(rf"(\[\^?\d{{1,3}}\]){_TARGET}")
_LINK = re.compile(rf"\[([^\[\]\n]*)\]{_TARGET}")
_NAMED_LINK = re.compile(r"\[([^\[\]\n]*[^\[\]\d\n][^\[\]\n]*)\]\[[^\[\]\n]*[^\[\]\d\n][^\[\]\n]*\]")
_LINK_TARGET = re.compile(r"^ ?\[[^\[\]\n]+\]: ?(?=[!-~]*[:/.]).*$|^ ?\[\^[^\[\]\n]+\]:.*$", re.MULTILINE)
_URL = re.compile(
    r"""(?<![A-Za-z])(?:(?:https?|ftp|file|data|javascript|vbscript|mailto):|www\.)(?:(?![\[\]<>()"'])[!-~])+""",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*{2,}|__+|~~|`+|(?<![*\w])\*(?=[^\s*])|(?<=[^\s*])\*(?![*\w])")
_TABLE_RULE = re.compile(r"[|:\- ]*-[|:\- ]*")
_LEAD = re.compile(r"(?: |>|[-*+•·] |\d{1,2}[.、)）](?!\d)|（\d{1,2}）)+")
_HEADING = re.compile(r" ?#{1,6} ")
_REFERENCES = re.compile(r"#* ?(?:参考|引用)?(?:资料|文献|来源|注释)(?:列表)?[:：]? ?")
_SPACE = re.compile(r"[^\S\n]+")
_ANNOUNCES = ":："
_MAX_NUMBERS = 50  # of one marker; [1-999999] is a mistake

_MARKER = re.compile(
    r" ?[\[［【〔]\s?(?:资料|来源|文档|\^)?\s?"
    r"(\d{1,9}(?:\s?[,，、;；\-–—~～至]\s?(?:资料|来源|\^)?\s?\d{1,9}){0,50})"
    r"\s?[\]］】〕]"
    r"(?!\s?第?\d+\s?号)(?: (?=[。！？，、；：]))?"
)
_RANGE = re.compile(r"(\d+)(?:\s?[-–—~～至]\s?(\d+))?")


def _without_markup(text: str) -> str:
    """``text`` as plain lines: no HTML, Markdown, link, image or chat token; nothing in the result opens a tag."""
    token = _CHAT_TOKEN.search(text)
    text = _SPACE.sub(" ", text[: token.start()] if token else text)
    for pattern, kept in (
        (_FENCE, ""), (_COMMENT, ""), (_TAG, ""), (_LINK_TARGET, ""), (_IMAGE, ""), (_NUMBER_LINK, r"\1"),
        (_LINK, r"\1"), (_NAMED_LINK, r"\1"), (_URL, ""), (_EMPHASIS, ""), (_TAG_OPENING, ""),
    ):
        text = pattern.sub(kept, text)
    return text


def _lines(text: str) -> Iterator[str]:
    """The lines that may hold statements, without bullets and table bars, up to a list of references."""
    for line in text.splitlines():
        if _REFERENCES.fullmatch(line):
            return
        heading = _HEADING.match(line)
        if _TABLE_RULE.fullmatch(line) or (heading and not _MARKER.search(line)):
            continue
        line = line[heading.end() :] if heading else line
        line = " ".join(cell.strip() for cell in line.strip(" |").split("|")) if line.lstrip().startswith("|") else line
        lead = _LEAD.match(line)
        yield line[lead.end() :].strip() if lead else line.strip()


def _take_markers(line: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The line without its markers, and for each its position there and its numbers."""
    text, start = "", 0
    markers: list[tuple[int, list[int]]] = []
    for marker in _MARKER.finditer(line):
        text += line[start : marker.start()]
        markers.append((len(text), _numbers(marker.group(1))))
        start = marker.end()
    return text + line[start:], markers


def _numbers(listed: str) -> list[int]:
    numbers: list[int] = []
    for first, last in _RANGE.findall(listed):
        low, high = int(first), int(last or first)
        numbers.extend(range(low, high + 1) if low <= high < low + _MAX_NUMBERS else (low, high))
    return numbers


def _says_insufficient(sentence: str, numbers: list[int]) -> bool:
    return INSUFFICIENT in sentence and (not numbers or len(sentence) <= len(INSUFFICIENT) + 2)


def _statement(text: str, cited: list[int], n_sources: int) -> DraftStatement:
    numbers = dict.fromkeys(cited)
    known = tuple(n for n in numbers if 1 <= n <= n_sources)
    return DraftStatement(text, known, tuple(n for n in numbers if n not in known))
