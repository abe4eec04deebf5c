"""The bytes of an OpenAI-compatible chat completion -> pieces of text.

Both forms are read, whatever was asked for: server-sent events (one JSON object on each ``data:`` line, as every
compatible server writes them) and one plain JSON object.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from rag.generate import DraftFailed

MAX_BYTES = 4_000_000  # of one response; a streamed character costs up to 300 bytes, and thoughts come on top
_EVENT_FIELDS = ("data:", ":", "event:", "id:", "retry:")
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_pieces(chunks: Iterable[bytes | None], place: str) -> Iterator[str]:
    """The pieces of the answer as they come; an empty one for each None.

    Raises DraftFailed when the bytes are not UTF-8, not JSON, no completion, too many, or end before the answer.
    """
    plain: list[str] = []  # a response that is no event stream, until it is whole
    finished, said, thought = "", False, False
    for line in _lines(chunks, place):
        if line is None:
            yield ""
        elif plain or (line.strip() and not line.startswith(_EVENT_FIELDS)):
            plain.append(line)
        elif line.startswith("data:") and (data := line[5:].strip()):
            if data == "[DONE]":
                finished = "stop"
                break
            piece, thinks, finished = _choice(_parse(data, place), "delta", place)
            said, thought = said or bool(piece), thought or thinks
            yield piece
            if finished:
                break
    if plain:
        piece, thought, finished = _choice(_parse("\n".join(plain), place), "message", place)
        finished, said = finished or "stop", bool(piece)
        yield piece
    if not finished:
        raise DraftFailed(place, "没有答完就断开了连接", "请重试；若总是这样，请查看模型服务的日志")
    if finished == "content_filter":
        raise DraftFailed(place, "的回答被服务商的内容过滤截断", "请换一种问法，或换一个模型")
    if thought and not said:
        raise lone_thought(place)


def _lines(chunks: Iterable[bytes | None], place: str) -> Iterator[str | None]:
    """Whole lines without their ends; None for None. The last line may lack its end."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    rest, size = "", 0
    try:
        for chunk in chunks:
            if chunk is None:
                yield None
                continue
            size += len(chunk)
            if size > MAX_BYTES:
                raise DraftFailed(place, f"的回答超过 {MAX_BYTES // 1_000_000} MB，已中止", "请检查模型服务")
            text = decoder.decode(chunk)
            if "\n" not in text and "\r" not in text:
                rest += text
                continue
            *whole, rest = _LINE_END.split(rest + text)
            yield from whole
        if last := rest + decoder.decode(b"", final=True):
            yield last
    except UnicodeDecodeError as exc:
        raise _garbled(place, "不是 UTF-8 文本") from exc


def _parse(data: str, place: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as exc:
        web_page = data.lstrip()[:1] == "<"
        raise _garbled(place, "是一个网页，不是 JSON" if web_page else "不是有效的 JSON") from exc


def _choice(reply: Any, part: str, place: str) -> tuple[str, bool, str]:
    """(text, whether there are thoughts apart from it, finish reason or "") of a reply's first choice."""
    match reply:
        case {"error": error} if error:
            raise DraftFailed(place, "报告它出了错", "请查看模型服务的日志")
        case {"choices": []}:
            return "", False, ""
        case {"choices": [{**choice}, *_]}:
            message, finished = choice.get(part) or {}, choice.get("finish_reason") or ""
            if isinstance(message, dict) and isinstance(finished, str):
                text = message.get("content") or ""
                thought = message.get("reasoning_content") or message.get("reasoning")
                if isinstance(text, str):
                    return text, bool(thought), finished
    raise _garbled(place, "没有 choices 中的文本")


def lone_thought(place: str) -> DraftFailed:
    """The failure of a model that thinks and never answers."""
    return DraftFailed(place, "只写了思考过程，没有回答", "请关闭它的思考，或换一个不思考的模型")


def _garbled(place: str, what: str) -> DraftFailed:
    return DraftFailed(place, f"的回答读不懂：{what}", "请确认 RAG_LLM 是 OpenAI 兼容服务的地址，通常以 /v1 结尾")
