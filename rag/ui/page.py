"""The page: its parts, and what happens when one is used. How they look is in ``render`` and ``assets``."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from rag.answering import MAX_QUESTION
from rag.engine import Engine
from rag.errors import RagError
from rag.types import Answer
from rag.ui import render
from rag.ui.talks import Remark, Talks

ASSETS = Path(__file__).parent / "assets"
STORAGE = "baowen"
MAX_CORRECTION = 500  # characters
_log = logging.getLogger(__name__)


def asset(name: str) -> str:
    """The text of a file in ``assets/``."""
    return (ASSETS / name).read_text(encoding="utf-8")


Keep = Callable[[Remark], None]
"""Keeps what a reader said of an answer; raises RagError or OSError when it cannot."""


def build(engine: Engine, *, examples: Sequence[str], keep: Keep | None = None) -> gr.Blocks:
    """The page over ``engine``. The server keeps no conversation: the browser sends its own with each question.

    keep: where readers' marks and corrections go; without it the page offers none.
    """
    page = _Page(engine, examples, keep)

    def read(target: Sequence[Any]) -> str:  # gradio marks the function itself, which a bound method does not allow
        return page.read(target)

    with gr.Blocks(title="报问", analytics_enabled=False, fill_width=True) as blocks:
        # The secret only makes the browser's copy readable again after a restart; it protects nothing.
        store = gr.BrowserState(Talks().dump(), storage_key=STORAGE, secret=STORAGE)
        with gr.Column(elem_id="page"):
            bar = _html("", "bar", template=asset("bar.html"), js=asset("bar.js"), count=len(engine.articles))
            past = _html("", "past")
            live = _html("", "live", template='<div role="log" aria-live="polite">${value}</div>', js=asset("live.js"))
            box = gr.Textbox(
                elem_id="box", label="问题", show_label=False, container=False, placeholder="问一个问题……",
                autofocus=True, lines=1, max_lines=6, max_length=MAX_QUESTION, submit_btn="提问", buttons=[],
            )
        _html("", "reader", template=asset("reader.html"), js=asset("reader.js"), server_functions=[read])
        said = _html("", "said", template="<output hidden>${value}</output>", js=asset("marks.js"), most=MAX_CORRECTION)

        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        whole = [past, live, bar, store]
        # "once" would stay shut after a stop; page.js holds back a question while another is being answered.
        asking = box.submit(page.ask, [box, store], [box, *whole], trigger_mode="multiple", **private)
        blocks.load(page.restore, store, whole, **private)
        said.mark(page.mark, store, [said, store], trigger_mode="multiple", **private)
        private["cancels"] = [asking]
        live.halt(page.halt, None, live, **private)
        bar.fresh(page.fresh, store, whole, **private)
        bar.pick(page.pick, store, whole, **private)
        bar.clear(page.clear, None, whole, **private)
    return blocks


def _html(value: str, elem_id: str, *, template: str = "${value}", js: str | None = None, **props: Any) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, html_template=template, js_on_load=js, apply_default_css=False, **props)


View = tuple[Any, ...]
"""New values of past, live, bar and store."""


class _Page:
    """What the page does; every method takes and gives back values of its parts."""

    def __init__(self, engine: Engine, examples: Sequence[str], keep: Keep | None) -> None:
        self._engine, self._keep = engine, keep
        self._welcome = render.render_welcome(examples, engine.articles)

    def ask(self, question: str, stored: object) -> Iterator[View]:
        """Answer while showing how it forms; the box is emptied at once, the store changes at the end."""
        question, talks = question.strip(), Talks.load(stored)
        if not question:
            yield (gr.skip(),) * 5
            return
        past = self._turns(talks) if talks.open.turns else ""
        text = status = ""
        yield "", past, render.render_pending(question, status, text), gr.skip(), gr.skip()
        try:
            for event in self._engine.stream(question, talks.open.history):
                status, text = (event.text, text) if event.kind == "status" else (status, text + event.text)
                if event.answer is None:
                    live = render.render_pending(question, status, text)
                    yield gr.skip(), gr.skip(), live, gr.skip(), gr.skip()
                else:
                    talks = talks.add(event.answer, new_id=secrets.token_hex(4))
                    live = self._turn(talks, len(talks.open.turns) - 1, event.answer)
                    yield gr.skip(), gr.skip(), live, _archive(talks), talks.dump()
        except RagError as error:
            yield gr.skip(), gr.skip(), render.render_note(question, str(error)), gr.skip(), gr.skip()
        except Exception:
            number = secrets.token_hex(3)
            _log.exception("question failed, number %s", number)
            message = f"出了点问题，这个问题没有答成。请再试一次；如果仍然不行，请把编号 {number} 告诉维护的人。"
            yield gr.skip(), gr.skip(), render.render_note(question, message), gr.skip(), gr.skip()

    def halt(self, event: gr.EventData) -> str:
        """The question whose answer was stopped."""
        return render.render_note(str(event._data.get("question", "")), "已停止。")

    def restore(self, stored: object) -> View:
        """The conversation that was open, or the front page."""
        return self._view(Talks.load(stored))

    def fresh(self, stored: object) -> View:
        """The front page, with the conversations kept."""
        return self._view(Talks(Talks.load(stored).talks))

    def pick(self, stored: object, event: gr.EventData) -> View:
        """Another kept conversation."""
        return self._view(Talks(Talks.load(stored).talks, str(event._data.get("id", ""))))

    def clear(self) -> View:
        """The front page, with every conversation forgotten."""
        return self._view(Talks())

    def mark(self, stored: object, event: gr.EventData) -> tuple[str, Any]:
        """What the reader said of an answer, kept; an answer for marks.js, and the store with the mark."""
        data, talks = event._data, Talks.load(stored)
        number, mark, correction = data.get("turn"), str(data.get("mark", "")), str(data.get("correction", "")).strip()
        try:
            talks, remark = talks.mark(int(number), str(data.get("question")), mark, correction[:MAX_CORRECTION])
            if self._keep is None:
                raise ValueError(mark)
            self._keep(remark)
        except (LookupError, TypeError, ValueError):
            return _reply(number, None, "没有记下：这个对话已经不同了。请刷新页面，再试一次。"), gr.skip()
        except (RagError, OSError) as error:
            _log.warning("mark not kept: %s", error)
            reason = str(error) if isinstance(error, RagError) else "写不进磁盘。请告诉维护的人。"
            return _reply(number, None, f"没有记下：{reason}"), gr.skip()
        return _reply(number, mark, _THANKS[mark]), talks.dump()

    def read(self, target: Sequence[Any]) -> str:
        """The article of ``[id, start, end]``, the span marked."""
        try:
            id, start, end = target
            return render.render_article(self._engine.article(str(id)), int(start), int(end))
        except (KeyError, TypeError, ValueError):
            return render.render_missing()

    def _view(self, talks: Talks) -> View:
        return (self._turns(talks) if talks.open.turns else self._welcome), "", _archive(talks), talks.dump()

    def _turns(self, talks: Talks) -> str:
        return "".join(self._turn(talks, number, turn) for number, turn in enumerate(talks.open.turns))

    def _turn(self, talks: Talks, number: int, answer: Answer) -> str:
        mark = talks.open.marks[number] if self._keep else None
        return render.render_turn(answer, self._engine.article, mark, number)


_THANKS = {
    "": "已取消。", "good": "已记下：答得对。", "bad": "已记下：答得不对。知道正确的回答时，请点“更正”。",
    "fixed": "已记下更正，谢谢。", "absent": "已记下：资料没有说。",
}  # fmt: skip


def _reply(number: object, mark: str | None, text: str) -> str:
    """For marks.js; ``again`` makes two equal replies differ, or the browser would not see the second one."""
    return escape(json.dumps({"turn": number, "mark": mark, "text": text, "again": secrets.token_hex(3)}))


def _archive(talks: Talks) -> str:
    listed = [(talk.id, talk.turns[0].question, len(talk.turns)) for talk in talks.talks]
    return render.render_archive(listed, talks.current)
