"""What ``rag replay`` prints: each source, the answer now, and the verdict, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from rag.replay import Replay, Source
from rag.types import Answer

_STATES = {"same": "原文未变", "changed": "来源已变更", "deleted": "来源已删除"}
_PARTS = {
    "index": "索引", "corpus": "文章", "embedder": "编码器", "reader": "阅读器", "models": "所设置的模型", "k": "阅读的段落数",
    "program": "程序版本",
}  # fmt: skip


def verdict(replay: Replay) -> str:
    """Some lines; the last one says whether the answer still stands, and if not, why."""
    asked = str(replay.saved.trace.get("asked", ""))
    return "\n".join([
        f"问：{replay.saved.question}",
        f"答（{asked or '时间未记'}）：{_said(replay.saved)}",
        *(line for source in replay.sources for line in _source(source)),
        "今天的回答：" + ("相同" if replay.same_answer else f"不同：{_said(replay.today)}"),
        "与当时的不同：" + ("、".join(_PARTS[name] for name in replay.differences) or "无"),
        *([f"注意：有{replay.stale}篇文章在建立索引之后增删或改动过，今天的回答用的仍是旧索引。请先运行 rag index，再核对一次。"] if replay.stale else []),
        "结论：" + ("仍然成立。" if replay.stands else f"不再成立：{'；'.join(_reasons(replay))}。"),
    ])  # fmt: skip


def _source(source: Source) -> Iterator[str]:
    citation, place = source.citation, source.place
    now = ""
    if place is None and source.state == "changed":
        now = "，引文已不在文中"
    elif place is not None and source.state != "same":
        paragraph = f"第{place.paragraph}段" if place.paragraph else "跨段处"
        where = f"{paragraph}（第{place.start}至{place.end}字）"
        if source.state == "deleted":
            now = f"，同样的文字现在见《{place.title}》{where}"
        else:
            now = f"，引文移到{where}" if source.moved else "，引文仍在原处"
    yield f"[{citation.marker}] 《{citation.title}》第{citation.paragraph}段：{_STATES[source.state]}{now}"
    if place is None:
        yield f"    原来：{citation.quote}"
    if source.instead:
        yield f"    现在最接近的：{source.instead}"


def _reasons(replay: Replay) -> Iterator[str]:
    if gone := [f"[{source.citation.marker}]" for source in replay.sources if not source.stands]:
        yield f"{'、'.join(gone)} 的引文已不在来源中"
    if not replay.same_answer:
        yield "同样的问题，今天的回答不同"


def _said(answer: Answer) -> str:
    return (answer.short or answer.text.replace("\n", " ")) if answer.answered else f"（拒答）{answer.reason}"
