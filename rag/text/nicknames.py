"""People called as colleagues call them (沈工, 王总, 李局, 张主任, 老赵), and who that is in what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.text.fold import fold_text
from rag.text.lexicon import POSTS, SURNAMES
from rag.text.names import find_names

_FAMILY = "[" + "".join(SURNAMES.split()) + "]"
_RANKS = "工|总|局|处|队|导|董|老师|师傅|博士|教授|医生|律师"  # what stands for a longer title, or is seldom printed
_CALLED = re.compile(
    rf"(?<![㐀-鿿])(?:[说由据听问请像和与让])?(?P<called>(?P<name>{_FAMILY})(?:(?P<post>{'|'.join(POSTS.split())})|{_RANKS})"
    rf"|[老小](?P<bare>{_FAMILY}))(?=[说讲谈提认觉怎为是的在哪,?]|$)"
    rf"|的(?P<his>(?P<whose>{_FAMILY})(?:{_RANKS}))(?=[说讲谈提认觉怎为是的在哪,?]|$)"
)
_NEAR = 12  # characters before or behind a name within which its post is printed


def in_full(question: str, texts: Iterable[str]) -> str:
    """``question``, folded, with the full name of the one person whom a call in it can mean; as it is when it holds no call.

    texts: of the articles found. A call that one of them prints, or that fits nobody or more than one person there, stays.
    """
    folded = fold_text(question)
    found = _CALLED.search(folded)
    if found is None:
        return question
    called = found["called"] or found["his"]
    family, post = found["name"] or found["bare"] or found["whose"], found["post"] or ""
    whole = [fold_text(text) for text in texts]
    if any(called in text for text in whole):
        return question
    fitting = {
        text[name.start : name.end]
        for text in whole
        for name in find_names(text)
        if name.kind == "person" and name.text[0] == family and post in text[max(0, name.start - _NEAR) : name.end + _NEAR]
    }
    return folded.replace(called, fitting.pop(), 1) if len(fitting) == 1 else question
