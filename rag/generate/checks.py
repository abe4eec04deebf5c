"""What no draft may be: empty, endless, a loop, another language, a thought without an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rag.generate import DraftFailed
from rag.generate.wire import lone_thought

MAX_CHARS = 6000  # about 20 KB; the answers asked for are a few sentences
_STEP = 200  # characters between two looks at a draft that is still coming
_MAX_PERIOD = 400  # characters; longer loops run into MAX_CHARS
_MIN_LOOP = 60  # characters that repeat before it is a loop: a list of years repeats less

_THOUGHT_NAMES = "think|thinking|thought|thoughts|reasoning|reflection"
_THOUGHT_TAG = re.compile(rf"<(/?)(?:{_THOUGHT_NAMES})>|\[(/?)THINK\]", re.IGNORECASE)
_TAG_BEGUN = re.compile(r"(?:<|\[)[/A-Za-z]{0,11}\Z")
_NUMBERING = re.compile(r"^[ \t]*\d{1,3}[.、)）]", re.MULTILINE)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_FOREIGN = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}|[\u0370-\u1fff\u3041-\u30ff\uac00-\ud7af]")


def checked(pieces: Iterator[str], question: str, place: str) -> Iterator[str]:
    """``pieces`` without thoughts and invisible characters, as long as they make a usable draft.

    Where a thought ends that never began (some templates begin it in the prompt), ``</think>`` is left in: it takes
    back all before it, see ``without_thoughts``. Empty pieces go through: they are the heartbeat.
    Raises DraftFailed when the draft is not usable, at the latest at its end.
    """
    held, draft, looked = "", "", 0
    thinking = thought = False
    for piece in pieces:
        thought = thought or bool(_THOUGHT_TAG.search(held + piece))
        shown, held, thinking = _outside_thoughts(held + piece, thinking)
        shown = visible(shown)
        draft += shown
        if len(draft) > MAX_CHARS:
            raise DraftFailed(place, f"的回答超过 {MAX_CHARS} 字，已中止", "请换一种问法，或换一个模型")
        if len(draft) >= looked + _STEP:
            looked = len(draft)
            _refuse_loop(draft, place)
        yield shown
    if held and not thinking:
        draft += visible(held)
        yield visible(held)
    answer = without_thoughts(draft)
    if not any(c.isalnum() for c in answer):
        if thought:
            raise lone_thought(place)
        raise DraftFailed(place, "的回答是空的", "请重试，或换一个模型")
    _refuse_loop(answer, place)
    han = len(_HAN.findall(answer))
    if _HAN.search(question) and (not han or han < len(_FOREIGN.findall(answer))):
        raise DraftFailed(place, "没有用中文回答", "请换一个会中文的模型")


def without_thoughts(text: str) -> str:
    """``text`` without what stands between thought tags.

    A closing tag without an opening one (some templates open it in the prompt) makes all before it a thought.
    """
    kept, start, open_tags = "", 0, False
    for tag in _THOUGHT_TAG.finditer(text):
        closing = "/" in tag.group()[:2]
        if closing and not open_tags:
            kept = ""
        elif not open_tags:
            kept += text[start : tag.start()]
        open_tags, start = not closing, tag.end()
    return kept if open_tags else kept + text[start:]


def visible(text: str) -> str:
    """``text`` without what cannot be seen: controls but line break and tab, zero width, bidi, lone surrogates."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))


def is_loop(text: str) -> bool:
    """Whether ``text`` ends in a thing said 4 times or more over 60 characters or more, list numbers aside."""
    text = _NUMBERING.sub("", text)
    for period in range(1, min(_MAX_PERIOD, len(text) // 4) + 1):
        times = max(4, -(-_MIN_LOOP // period))
        if text.endswith(text[-period:] * times):
            return True
    return False


def _refuse_loop(draft: str, place: str) -> None:
    if is_loop(draft):
        raise DraftFailed(place, "在重复同一段话", "请重试，或换一个模型")


def _outside_thoughts(text: str, thinking: bool) -> tuple[str, str, bool]:
    """(what is no thought, what may be the begin of a tag, whether a thought is open at the end)."""
    shown, start = "", 0
    for tag in _THOUGHT_TAG.finditer(text):
        if not thinking:
            shown += text[start : tag.start()]
        closing = "/" in tag.group()[:2]
        if closing and not thinking:
            shown += "</think>"
        thinking, start = not closing, tag.end()
    begun = _TAG_BEGUN.search(text, start)
    end = begun.start() if begun else len(text)
    return shown if thinking else shown + text[start:end], text[end:], thinking
