"""Whose name is asked for by a post, and whether an article names a holder of just that post: 书记 is not 副书记."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.text.lexicon import POSTS
from rag.text.names import find_names

_BODY = "党工委|党委|党组|党总支|党支部|纪工委|纪委|团工委|团委|政法委|管委会|居委会|村委会|人大|政协|工会|商会|协会|基金会|校友会"
_TRADES = "司机|驾驶员|保安|厨师|护士|技术员|施工员|安全员|操作员|调度员|飞行员|焊工|电工|保洁员|快递员|服务员|收银员|会计|出纳|民警|消防员"
_POST = rf"(?P<body>{_BODY})?(?P<vice>副)?(?P<title>{'|'.join(POSTS.split())}|{_TRADES}|首席[㐀-鿿]{{2,4}}?[官师家员])"
_ASKED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_POST}(?:是|叫|为|的|姓)*(?:谁|哪一?[位个]|什么名字|啥名字|名字|姓名|什么(?=[?。]|$)|姓甚|何人)",
        rf"(?:谁|哪一?[位个名]|何人)(?:是|在任|任|在?担任|在?当|出任|就任)[^,?]{{0,12}}?{_POST}(?=[?。]|$)",
        rf"(?:哪一?[位个名]){_POST}",
    )
)
_APPOINTED = re.compile(r"(?:任命|选举|推选|选出|聘任|聘请|提名|决定由)[㐀-鿿·]{2,12}?(?:为|任|担任|出任)")  # whose name no rule of names knows
_OWNED = re.compile(rf"(?:^|[的,在])(?P<owner>(?!(?:常务)?副总?(?:的|经理|裁))(?:(?![的,在])[㐀-鿿a-z]){{2,12}}?)的?{_POST}(?:是|叫|姓)")
_REACH = 12  # characters in which the body stands before its post: 党工委委员、副书记


@dataclass(frozen=True, slots=True)
class Post:
    """A post as asked for: ``title`` (院长), whether ``vice``, of which ``body`` (党工委) or empty."""

    title: str
    vice: bool
    body: str

    def __str__(self) -> str:
        return f"{self.body}{'副' if self.vice else ''}{self.title}"


def asked_post(folded: str) -> Post | None:
    """The post whose holder a folded question asks for; None when it asks for none."""
    found = next((match for asked in _ASKED if (match := asked.search(folded))), None)
    return Post(found["title"], bool(found["vice"]), found["body"] or "") if found else None


def is_told(post: Post, article: str, others: Iterable[str] = ()) -> bool:
    """Whether a folded article has just this post of this body, whoever holds it; ``others``: other words for its title."""
    return any(_has_post(post, title, article) for title in (post.title, *others))


def is_held(post: Post, article: str, others: Iterable[str] = ()) -> bool:
    """Whether a person's name stands in a sentence that tells of the post."""
    told = [sentence for sentence in re.split(r"[。!?\n]", article) if is_told(post, sentence, tuple(others))]
    return any(_APPOINTED.search(sentence) or any(name.kind == "person" for name in find_names(sentence)) for sentence in told)


def other_body(folded: str, before: str, article: str) -> str:
    """Whose post it is that a name follows (甲集团董事长|某某), where a folded question asks for that of another body of the article; else empty.

    before: what stands before the name, folded.
    """
    asked = _OWNED.search(folded)
    held = re.search(rf"(?:[㐀-鿿]{{2,6}}、)*{_POST}$", before) if asked else None
    if asked is None or held is None or asked["owner"] not in article:
        return ""
    bodies = [name for name in find_names(before[: held.start()]) if name.kind == "organisation" and name.end == held.start()]
    owner = asked["owner"]
    other = bool(bodies) and not any(owner[at : at + 2] in bodies[-1].text for at in range(len(owner) - 1))
    return owner if other else ""


def _has_post(post: Post, title: str, text: str) -> bool:
    for found in re.finditer(rf"(?P<vice>副)?总?{re.escape(title)}", text):
        before = text[max(0, found.start() - _REACH) : found.start()]
        if bool(found["vice"]) == post.vice and post.body in before:
            return True
    return False
