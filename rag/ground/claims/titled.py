"""Which post a person holds, or where from: 那位甲是副书记吗, where the source puts 副总经理 before the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.ground.sentences.sentence import Sentence
from rag.ground.sentences.swaps import Swap, is_person
from rag.text.fold import fold_text
from rag.text.lexicon import TITLES
from rag.text.thesaurus import kindred

_TITLE = rf"(?:{'|'.join(sorted(TITLES.split(), key=len, reverse=True))}|专员|总监|干事|委员|成员|秘书|校友|志愿者|首席[㐀-鿿]{{2,4}}?[官师家员])"
_IS = r"(?:(?:就|其实|现)?是|(?:现|时|兼)?任|兼|担任|出任|当|做)"
_HOLDS = re.compile(rf"^(?P<front>.*?),?(?:的?(?:身份|职务|头衔|职位))?{_IS}(?:一?[位名个])?(?P<post>[^,]*?(?P<title>{_TITLE}))的?$")
_FROM = re.compile(
    r"^(?P<front>.*?),?(?:(?:是|就)*来自|是|在)(?P<body>[^,是]{2,20}?)(?P<end>的(?:人|员工|职工|干部|工作人员)?|工作|上班|任职|供职|就职)?的?$"
)
_BODY = re.compile(r"(?:公司|集团|大学|学院|医院|银行|[局院所厂委部处校中心社会])$")
_APPOSITION = re.compile(r"[^,，。;；:：“”\"!！?？]*$")
_LOOSE = frozenset(["专家", "先生", "女士", "代表", "记者", "通讯员", "居民", "村民", "市民", "学生", "当事人", "选手", "球员"])
"""What someone is called who may hold any post besides."""


def holds_post(claim: str, sentences: Sequence[Sentence]) -> Swap | None:
    """Whether the person whom a folded claim gives a post, or a body to be of, has it; None: no such claim, or nothing is told."""
    asked = _HOLDS.match(claim)
    person = last_person(asked["front"]) if asked else ""
    if asked and person:
        return _post(person, asked["post"], asked["title"], sentences)
    asked = _FROM.match(claim)
    person = last_person(asked["front"]) if asked else ""
    if asked and person and _BODY.search(asked["body"]) and ("来自" in claim or asked["end"]):
        return _of_body(person, asked["body"], sentences)
    return None


def last_person(front: str) -> str:
    """The person's name at the end of a text; empty when there is none."""
    front = re.sub(r"(?:,|这个人|这位|先生|女士|同志|本人|他|她)+$", "", front)
    foreign = re.search(r"[㐀-鿿]{1,8}(?:·[㐀-鿿]{1,8})+$", front)
    if foreign:
        return foreign.group()
    for size in (3, 2, 4):
        text = front[-size:]
        if len(text) == size and is_person(text):
            return text
    return ""


def _told(person: str, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, str]]:
    """(sentence, what stands before the person's name in apposition to it) wherever that ends in a title."""
    for sentence in sentences:
        for found in re.finditer(re.escape(person), sentence.text):
            before = _APPOSITION.search(sentence.text[: found.start()])
            told = before.group().strip() if before else ""
            if re.search(rf"{_TITLE}$", fold_text(told)):
                yield sentence, told


def _post(person: str, post: str, title: str, sentences: Sequence[Sentence]) -> Swap | None:
    told = list(_told(person, sentences))
    vice = post[: -len(title)].endswith("副")
    for _, apposition in told:
        for part in re.split("[、兼]", fold_text(apposition)):
            if not part.endswith(title):
                continue
            if part[: -len(title)].endswith("副") == vice:
                return None  # which body it is a post of is another rule's
    for sentence, apposition in told:
        own = re.search(rf"{_TITLE}$", fold_text(apposition))
        if own is None or own.group() in _LOOSE or own.group() in kindred(title) or title in _LOOSE:
            continue
        return Swap(sentence, False, apposition)
    return None


def _of_body(person: str, body: str, sentences: Sequence[Sentence]) -> Swap | None:
    for sentence, apposition in _told(person, sentences):
        rest = iter(fold_text(apposition))
        if all(char in rest for char in body):
            return Swap(sentence, True, apposition)
        return Swap(sentence, False, apposition)
    return None
