"""A language model drafts, code decides: whatever model and server do, a checked answer appears within the deadline."""

from __future__ import annotations

import json
import logging
import re
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from llm_server import Behaviour, LLMServer, dies, dribbles, endless, hangs, raw, says, silent, status, unused_port
from test_generate_local import make  # noqa: F401  the tiny chat model

from rag import Answer, Article, Engine
from rag.generate.limits import Breaker
from rag.looking import Looker
from rag.settings import Settings

ARTICLES = [
    Article.from_text(
        "a",
        "甲公司新厂区近日开工，总投资3亿元，占地25亩。\n项目由王小明负责，计划于2023年12月竣工。",
        title="甲公司新厂区开工",
        date="2021-05",
    )
]
QUESTION = "甲公司新厂区总投资多少？"
GOOD = "甲公司新厂区总投资3亿元。[1]"
KEY = "sk-Geheim0123456789"
DEADLINE = 1.0


def engine(url: str, deadline: float = 5.0, key: str = "", articles: list[Article] = ARTICLES) -> Engine:
    settings = replace(Settings(), llm=url, llm_model="m", llm_key=key, deadline=deadline)
    made = Engine.from_articles(articles, settings)
    made.look("预热")  # the models are loaded before a deadline is held against them
    return made


def ask(server: LLMServer, question: str = QUESTION, **options) -> Answer:
    return engine(server.url, **options).ask(question)


def no_worker_lives() -> None:
    limit = time.monotonic() + 1.5
    while any(t.name == "draft" for t in threading.enumerate()):
        assert time.monotonic() < limit, "a worker outlived its question"
        time.sleep(0.01)


def test_a_true_draft_is_tied_to_its_source() -> None:
    with LLMServer(says(GOOD)) as server:
        answer = ask(server)
    assert answer.trace["mode"] == "draft"
    assert answer.text == "甲公司新厂区总投资3亿元。[1]"
    assert "总投资3亿元" in answer.citations[0].quote


# Server faults


ODD = "".join(chr(0x4E00 + 7 * i % 20_000) for i in range(350_000))  # 1 MB
FAULTS: dict[str, tuple[Behaviour, str]] = {
    "never answers": (silent, "没有在时限内答完"),
    "one byte a second": (dribbles(1.0), "没有在时限内答完"),
    "one byte a second of the head": (dribbles(1.0, head=True), "没有在时限内答完"),
    "hangs mid-stream": (hangs("甲公司新厂区", "总投资"), "没有在时限内答完"),
    "dies mid-stream": (dies("甲公司新厂区", "总投资3亿元。[1]"), "没有答完就断开了连接"),
    "dies at once": (dies(), "没有答完就断开了连接"),
    "429, come back in a minute": (status(429, retry_after="60"), "限制了访问次数"),
    "429": (status(429), "限制了访问次数"),
    "500": (status(500), "出了内部错误"),
    "503": (status(503), "出了内部错误"),
    "401": (status(401), "不接受密钥"),
    "empty": (says(), "的回答是空的"),
    "empty body": (raw(b""), "没有答完就断开了连接"),
    "a web page": (raw(b"<!DOCTYPE html><html><script>alert(1)</script></html>", "text/html"), "是一个网页"),
    "no JSON": (raw(b"data: {broken\n\n", "text/event-stream"), "不是有效的 JSON"),
    "no UTF-8": (raw(b"data: \xff\xfe\xfd\n\n", "text/event-stream"), "不是 UTF-8"),
    "1 MB": (says(ODD), "超过 6000 字"),
    "endless repetition": (endless("甲公司新厂区总投资3亿元。[1]\n"), "在重复同一段话"),
    "another language": (says("The plant costs 300 million yuan [1]."), "没有用中文回答"),
    "a lone thought": (says("<think>总投资是3亿元[1]。"), "只写了思考过程"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_the_server_does_the_labelled_extract_comes_in_time(fault: str) -> None:
    behaviour, reason = FAULTS[fault]
    with LLMServer(behaviour) as server:
        made = engine(server.url, DEADLINE, KEY)
        began = time.monotonic()
        events = list(made.stream(QUESTION))
        assert time.monotonic() - began < DEADLINE + 0.5
        no_worker_lives()
    answer = events[-1].answer
    assert answer is not None
    assert answer.answered
    assert answer.short == "3亿元"
    label, first, *_ = answer.text.splitlines()
    assert re.fullmatch(rf"（语言模型 http://127.0.0.1:\d+ .*{reason}.*以下是原文摘录。）", label)
    assert first == "3亿元。[1]"
    assert answer.trace["mode"] == "extract"
    assert "".join(e.text for e in events if e.kind == "delta").strip() == answer.text
    assert len(server.requests) <= 2


@pytest.mark.parametrize(
    ("url", "reason"),
    [(f"http://127.0.0.1:{unused_port()}/v1", "拒绝连接"), ("http://no-such-host.invalid/v1", "主机名查不到|迟迟连不上")],
)
def test_nobody_there(url: str, reason: str) -> None:
    answer = engine(url, 4.0).ask(QUESTION)
    assert re.search(reason, answer.text.splitlines()[0])
    assert answer.short == "3亿元"


def test_the_deadline_is_one_for_the_whole_question(monkeypatch: pytest.MonkeyPatch) -> None:
    with LLMServer(silent) as server:
        made = engine(server.url, DEADLINE)
        look = Looker.look

        def slow(self, *args, **options):
            time.sleep(0.7 * DEADLINE)
            return look(self, *args, **options)

        monkeypatch.setattr(Looker, "look", slow)
        began = time.monotonic()
        assert made.ask(QUESTION).trace["mode"] == "extract"
        assert time.monotonic() - began < DEADLINE + 0.5


def test_one_failure_is_forgiven_within_the_deadline() -> None:
    with LLMServer(status(429, retry_after="0"), says(GOOD)) as server:
        assert ask(server).trace["mode"] == "draft"
    assert len(server.requests) == 2


def test_a_server_that_keeps_failing_is_left_alone_and_tried_again_later() -> None:
    now = [0.0]
    with LLMServer(*[status(401)] * 5, says(GOOD)) as server:
        made = engine(server.url)
        made._answerer._drafter._breaker = Breaker(clock=lambda: now[0])  # type: ignore[union-attr]
        texts = [made.ask(QUESTION).text for _ in range(7)]
        assert len(server.requests) == 5
        assert ["暂停使用" in text for text in texts] == [False] * 5 + [True] * 2
        assert all("3亿元。[1]" in text for text in texts)
        now[0] = 31.0
        assert [made.ask(QUESTION).trace["mode"] for _ in range(2)] == ["draft"] * 2


def test_a_reader_who_leaves_ends_the_work() -> None:
    with LLMServer(hangs("甲公司")) as server:
        events = engine(server.url, deadline=30.0).stream(QUESTION)
        while next(events).text != "语言模型正在起草……":
            pass
        next(events)
        began = time.monotonic()
        events.close()  # type: ignore[attr-defined]
        no_worker_lives()
        assert time.monotonic() - began < 1.0


# Drafts that lie


@pytest.mark.parametrize(
    ("draft", "dropped", "mode"),
    [
        (GOOD + "新厂区占地52亩。[1]", ["新厂区占地52亩。"], "draft"),
        (GOOD + "新厂区由李小红负责。[2]", ["新厂区由李小红负责。"], "draft"),
        (GOOD + "文章写道：“项目获得全国金奖”。[1]", ["文章写道：“项目获得全国金奖”。"], "draft"),
        (GOOD + "新厂区计划于2024年12月竣工。[2]", ["新厂区计划于2024年12月竣工。"], "draft"),
        (GOOD.replace("[1]", "[1][9]"), [], "draft"),  # the true number stays, the other is reported
        (GOOD.replace("[1]", "[9]"), ["甲公司新厂区总投资3亿元。"], "没有通过核对"),  # no such source
        (GOOD.replace("[1]", "[2]"), ["甲公司新厂区总投资3亿元。"], "没有通过核对"),  # another source
        ("甲公司新厂区总投资8亿元。[1]", ["甲公司新厂区总投资8亿元。"], "没有通过核对"),
        ("甲公司新厂区没有总投资3亿元。[1]", ["甲公司新厂区没有总投资3亿元。"], "没有通过核对"),
        ("信息不足", None, "认为资料不足"),
        ("甲公司新厂区占地25亩。[1]", [], "没有答到所问"),  # true, and not what was asked
        ("<script>alert(1)</script>![x](http://evil.example/a.png)", None, "回答是空的|没有用中文回答|没有通过核对|认为资料不足"),
    ],
)
def test_what_the_sources_do_not_say_is_dropped_and_reported(draft: str, dropped: list[str] | None, mode: str) -> None:
    with LLMServer(says(draft)) as server:
        answer = ask(server)
    if mode == "draft":
        assert answer.trace["mode"] == "draft"
        assert answer.text == "甲公司新厂区总投资3亿元。[1]"
    else:
        assert re.match(f"（语言模型.*(?:{mode}).*以下是原文摘录。）\n3亿元。", answer.text)
    if dropped is not None:
        assert answer.trace["dropped"] == dropped
    assert answer.trace.get("unknown_sources", []) == ([9] if "[9]" in draft else [])
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} == {c.marker for c in answer.citations}
    assert not re.search(r"<script|http://evil|8亿|52亩", answer.text)


def test_code_refuses_before_any_model_is_asked() -> None:
    with LLMServer(says("甲公司新厂区由张三设计。[1]")) as server:
        answer = ask(server, "甲公司新厂区由哪位设计师设计？")
        assert not ask(server, "火星上有几座图书馆？").answered
    assert not answer.answered
    assert server.requests == []


def test_a_draft_that_tells_one_side_of_a_conflict_does_not_stand() -> None:
    question = "甲公司新厂区项目总投资多少亿元？"
    both = [Article.from_text(name, f"甲公司新厂区项目总投资{figure}亿元。") for name, figure in (("a", "3"), ("b", "3.8"))]
    with LLMServer(says("甲公司新厂区项目总投资3亿元。[1]"), says("甲公司新厂区项目总投资3亿元。[1]甲公司新厂区项目总投资3.8亿元。[2]")) as server:
        made = engine(server.url, articles=both)
        one, two = made.ask(question), made.ask(question)
    for answer in (one, two):
        assert {"3亿元", "3.8亿元"} <= set(re.findall(r"[\d.]+亿元", answer.text))
        assert {c.article_id for c in answer.citations} == {"a", "b"}
    assert (one.trace["mode"], two.trace["mode"]) == ("extract", "draft")


def test_what_code_computes_no_model_words() -> None:
    articles = [Article.from_text(name, f"{name}公司新厂区总投资{n}亿元。", title=f"{name}公司新厂区") for name, n in (("甲", 3), ("乙", 5))]
    with LLMServer(says("信息不足")) as server:
        answer = ask(server, "甲公司新厂区和乙公司新厂区的总投资合计多少？", articles=articles)
    assert "8亿元" in answer.text
    assert server.requests == []


# Secrets


@pytest.mark.parametrize(
    "behaviour",
    [
        says(GOOD + f"密钥是{KEY}。[1]" + "密钥是sk-**Geheim**0123456789。[1]", f"也可写作{KEY[:9]}", f"{KEY[9:]}。"),
        says(KEY), says(f"密钥是{KEY}。[1]"), status(401), status(500), raw(KEY.encode()), raw(json.dumps({"error": KEY}).encode()),
        dies(KEY), says(f"<think>{KEY}"),
    ],
)
def test_the_key_is_shown_nowhere(behaviour: Behaviour, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    with LLMServer(behaviour, models=[KEY]) as server:
        for model in ("m", ""):
            settings = replace(Settings(), llm=server.url, llm_model=model, llm_key=KEY, deadline=3.0)
            made = Engine.from_articles(ARTICLES, settings)
            events = list(made.stream(QUESTION))
            answer = events[-1].answer
            assert answer is not None
            told = [repr(events), answer.to_json(), repr(made.settings), repr(made), caplog.text, *capfd.readouterr()]
            assert [text for text in told if KEY in text] == []
    assert server.requests[0].headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(server.requests[0].body)


# A chat model in this process


def test_a_chat_model_from_a_folder_drafts_and_keeps_the_deadline(make, tmp_path: Path) -> None:  # noqa: F811
    draft = "甲公司新厂区总投资3亿元[1]。"  # no character twice: the model's weights map each to the next
    events = list(engine(str(make(draft)), deadline=20.0).stream(QUESTION))
    answer = events[-1].answer
    assert answer is not None
    assert (answer.trace["mode"], answer.text) == ("draft", "甲公司新厂区总投资3亿元。[1]")
    assert [e.text for e in events if e.kind == "status"].count("语言模型正在起草……") > 3
    slow = engine(str(make("".join(map(chr, range(0x4E00, 0x4E00 + 55))), again=True)), deadline=DEADLINE)
    slow._answerer._drafter._model.register_forward_pre_hook(lambda *_: time.sleep(0.03))  # type: ignore[union-attr]
    began = time.monotonic()
    late = slow.ask(QUESTION)
    assert time.monotonic() - began < DEADLINE + 0.5
    assert re.match(r"（语言模型 .*没有在时限内答完.*以下是原文摘录。）\n3亿元。\[1\]", late.text)
    no_worker_lives()
