"""A language model behind HTTP: whatever the server does, a draft or a Chinese reason comes before the deadline."""

from __future__ import annotations

import email.utils
import json
import socket
import threading
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from llm_server import (
    Behaviour,
    Exchange,
    LLMServer,
    dies,
    dribbles,
    endless,
    hangs,
    raw,
    says,
    silent,
    status,
    unused_port,
    whole,
)

from rag.errors import ModelProblem
from rag.generate import Drafter, DraftFailed, Source, load_drafter
from rag.generate.limits import Breaker
from rag.generate.server import ServerDrafter
from rag.settings import Settings

QUESTION = "项目总投资多少？"
SOURCES = [Source(1, "开工", "2021-05", "项目总投资约1亿元。"), Source(2, "签约", "", "另一项目投资3亿元。")]
GOOD = "项目总投资约1亿元[1]。"
KEY = "sk-Geheim0123456789"


def ask(drafter: Drafter, seconds: float = 5.0, question: str = QUESTION) -> str:
    return "".join(drafter.draft(question, SOURCES, deadline=time.monotonic() + seconds))


def drafter_for(server: LLMServer, breaker: Breaker | None = None) -> ServerDrafter:
    return ServerDrafter(server.url, model="m", key=KEY, breaker=breaker)


@pytest.fixture(autouse=True)
def no_worker_outlives_its_test() -> Iterator[None]:
    yield
    workers_end()


def workers_end() -> None:
    limit = time.monotonic() + 1.5
    while any(t.name == "draft" for t in threading.enumerate()):
        assert time.monotonic() < limit, "a worker outlived its draft"
        time.sleep(0.01)


class TestAGoodServer:
    def test_the_draft_comes_in_pieces(self) -> None:
        with LLMServer(says("项目总投资", "约1亿元", "[1]。")) as server:
            drafter = drafter_for(server)
            pieces = [p for p in drafter.draft(QUESTION, SOURCES, deadline=time.monotonic() + 5) if p]
        assert "".join(pieces) == GOOD
        assert len(pieces) >= 3

    def test_the_request_is_what_compatible_servers_expect(self) -> None:
        with LLMServer(says(GOOD)) as server:
            ask(drafter_for(server))
        (request,) = server.requests
        assert request.path == "/v1/chat/completions"
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        assert {name: request.body[name] for name in ("model", "stream", "temperature")} == {
            "model": "m", "stream": True, "temperature": 0,
        }
        assert [m["role"] for m in request.body["messages"]] == ["system", "user"]
        assert KEY not in json.dumps(request.body)

    @pytest.mark.parametrize(
        "behaviour",
        [
            says(GOOD, finish=""),
            says(GOOD, done=False),
            whole(GOOD),
            raw(json.dumps({"choices": [{"message": {"content": GOOD}}]}, indent=2).encode()),
            raw(
                b": ping\r\n\r\nevent: message\r\nid: 1\r\ndata:"
                + json.dumps({"choices": [{"delta": {"content": GOOD}}]}).encode()
                + b'\r\n\r\ndata: {"choices": [], "usage": {}}\r\n\r\ndata: [DONE]\r\n\r\n',
                "text/event-stream",
            ),
            says("<think>总投资是", "多少呢</thi", "nk>\n", GOOD),
            says(GOOD, thoughts="先想一想"),
        ],
        ids=["no finish", "no DONE", "JSON", "indented JSON", "CRLF, comment, usage", "thoughts", "thoughts apart"],
    )
    def test_dialects(self, behaviour: Behaviour) -> None:
        with LLMServer(behaviour) as server:
            assert ask(drafter_for(server)).strip() == GOOD

    def test_chunked_transfer(self) -> None:
        def chunked(exchange: Exchange) -> None:
            body = b'data: {"choices":[{"delta":{"content":"' + GOOD.encode() + b'"},"finish_reason":"stop"}]}\n\n'
            exchange.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for byte in body:  # characters are cut, too
                exchange.send(b"1\r\n" + bytes([byte]) + b"\r\n")
            exchange.send(b"0\r\n\r\n")

        with LLMServer(chunked) as server:
            assert ask(drafter_for(server)) == GOOD

    def test_sixteen_threads_share_a_drafter(self) -> None:
        with LLMServer(says(GOOD)) as server, ThreadPoolExecutor(16) as pool:
            drafter = drafter_for(server)
            assert set(pool.map(lambda _: ask(drafter), range(32))) == {GOOD}

    def test_an_english_question_may_be_answered_in_english(self) -> None:
        with LLMServer(says("About 100 million yuan [1].")) as server:
            assert "100 million" in ask(drafter_for(server), question="How much is invested?")

    def test_the_only_model_of_a_server_needs_no_name(self) -> None:
        with LLMServer(says(GOOD), models=["Qwen/Qwen3-4B"]) as server:
            drafter = ServerDrafter(server.url)
            assert ask(drafter) == GOOD
        assert server.requests[0].body["model"] == "Qwen/Qwen3-4B"
        assert drafter.name == "Qwen/Qwen3-4B@" + server.url.removesuffix("/v1")

    def test_a_server_without_a_list_is_asked_for_its_default(self) -> None:
        with LLMServer(says(GOOD)) as server:
            assert ask(ServerDrafter(server.url)) == GOOD
        assert server.requests[0].body["model"] == "default"

    def test_one_of_several_models_must_be_named(self) -> None:
        reason = r"2 个模型：甲、乙.*RAG_LLM_MODEL"
        with LLMServer(says(GOOD), models=["甲", "乙"]) as server, pytest.raises(DraftFailed, match=reason):
            ask(ServerDrafter(server.url))


class TestABadServer:
    """Every failure names the place and the way out, keeps the deadline and tells no secret."""

    @pytest.mark.parametrize(
        ("behaviour", "reason"),
        [
            (silent, "没有在时限内答完。.*RAG_DEADLINE"),
            (dribbles(0.1), "没有在时限内答完"),
            (dribbles(0.1, head=True), "没有在时限内答完"),
            (hangs("项目总投资"), "没有在时限内答完"),
            (dies("项目总投资"), "没有答完就断开了连接"),
            (dies(), "没有答完就断开了连接"),
            (lambda exchange: None, "没有答完就断开了连接"),
            (lambda exchange: exchange.send(b"SSH-2.0-OpenSSH\r\n"), "不是 HTTP"),
            (status(401), "不接受密钥（HTTP 401）。请检查 RAG_LLM_KEY"),
            (status(404), "没有这个地址或模型（HTTP 404）.*RAG_LLM_MODEL"),
            (status(400), "不接受这个请求（HTTP 400）"),
            (status(429), "限制了访问次数（HTTP 429）"),
            (status(500), "出了内部错误（HTTP 500）"),
            (status(302, Location="http://127.0.0.1:1/"), "不跟随（HTTP 302）"),
            (raw(b""), "没有答完就断开了连接"),
            (raw(b"<!DOCTYPE html><html><body>502</body></html>", "text/html"), "是一个网页"),
            (raw(b'{"choices": [{"message": {"content": "'), "不是有效的 JSON"),
            (raw(b"data: {oops}\n\n", "text/event-stream"), "不是有效的 JSON"),
            (raw(b"data: " + b"[" * 100_000 + b"\n\n", "text/event-stream"), "不是有效的 JSON"),
            (raw(b'data: {"choices": [{"delta": {"content": "\xff\xfe"}}]}\n\n'), "不是 UTF-8"),
            (raw(b'data: {"error": {"message": "x"}}\n\n', "text/event-stream"), "报告它出了错"),
            (raw(b"[1, 2]"), "没有 choices"),
            (raw(b'{"choices": [{"message": {"content": 7}}]}'), "没有 choices"),
            (says(), "的回答是空的"),
            (says(" \n\n"), "的回答是空的"),
            (says("。。。"), "的回答是空的"),
            (says("约1亿", finish="content_filter"), "内容过滤"),
            (says("<think>项目总投资是多少呢？约1亿元吧"), "只写了思考过程"),
            (says("<think>约1亿元", "</think>"), "只写了思考过程"),
            (says("约1亿元</think>\n"), "只写了思考过程"),
            (says(thoughts="项目总投资是多少呢？", finish="length"), "只写了思考过程"),
            (says("The total investment is about 100 million yuan [1]."), "没有用中文回答"),
            (says("プロジェクトの総投資額はやく1おくげんです[1]。"), "没有用中文回答"),
            (endless("项目总投资约1亿元[1]。\n"), "在重复同一段话"),
            (endless("亿"), "在重复同一段话"),
            (endless("\n"), "在重复同一段话"),
            (says("".join(chr(0x4E00 + 7 * i % 20_000) for i in range(350_000))), "超过 6000 字"),
            (raw(b"x" * 5_000_000), "超过 4 MB"),
        ],
    )
    def test_a_reason_before_the_deadline(self, behaviour: Behaviour, reason: str) -> None:
        with LLMServer(behaviour) as server:
            drafter = drafter_for(server)
            begun = time.monotonic()
            with pytest.raises(DraftFailed, match=reason) as failed:
                ask(drafter, seconds=0.7)
            assert time.monotonic() - begun < 0.7 + 0.5
            assert server.url.removesuffix("/v1") in str(failed.value)
            workers_end()  # though the server still holds the connection
        told = "".join(traceback.format_exception(failed.value)) + repr(drafter) + drafter.name
        assert KEY not in told

    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            (f"http://127.0.0.1:{unused_port()}/v1", "拒绝连接"),
            ("http://no-such-host.invalid/v1", "主机名查不到"),
        ],
    )
    def test_nobody_there(self, url: str, reason: str) -> None:
        with pytest.raises(DraftFailed, match=reason):
            ask(ServerDrafter(url, model="m"), seconds=5)

    def test_no_encryption_where_some_was_asked_for(self) -> None:
        with LLMServer(says(GOOD)) as server, pytest.raises(DraftFailed, match=r"加密连接.*https 改成 http"):
            ask(ServerDrafter(server.url.replace("http", "https"), model="m"))

    def test_a_connection_that_is_never_made(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rag.generate.server.CONNECT", 0.4)
        with socket.create_server(("127.0.0.1", 0)) as mute:  # takes connections and never shakes hands
            begun = time.monotonic()
            with pytest.raises(DraftFailed, match="迟迟连不上"):
                ask(ServerDrafter(f"https://127.0.0.1:{mute.getsockname()[1]}", model="m"))
            assert time.monotonic() - begun < 0.8

    def test_a_name_server_that_does_not_answer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rag.generate.server.CONNECT", 0.4)
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_: time.sleep(1.5))
        begun = time.monotonic()
        with pytest.raises(DraftFailed, match="迟迟连不上"):
            ask(ServerDrafter("http://no-such-host.invalid", model="m"))
        assert time.monotonic() - begun < 0.9

    def test_an_answer_may_take_longer_than_a_connection(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rag.generate.server.CONNECT", 0.4)

        def late(exchange: Exchange) -> None:
            time.sleep(0.8)
            says(GOOD)(exchange)

        with LLMServer(late) as server:
            assert ask(drafter_for(server)) == GOOD

    def test_no_time_left(self) -> None:
        with LLMServer(says(GOOD)) as server, pytest.raises(DraftFailed, match="时限已经用完"):
            ask(drafter_for(server), seconds=0)
        assert not server.requests

    def test_the_model_list_hangs_no_longer_than_the_answer(self) -> None:
        with LLMServer(silent, models=["m"]) as server, pytest.raises(DraftFailed, match="时限"):
            ask(ServerDrafter(server.url), seconds=0.5)


class TestRetry:
    @pytest.mark.parametrize("code", [429, 500, 503])
    def test_one_failure_is_forgiven(self, code: int) -> None:
        with LLMServer(status(code), says(GOOD)) as server:
            assert ask(drafter_for(server)) == GOOD
        assert len(server.requests) == 2

    def test_two_are_not(self) -> None:
        with LLMServer(status(500), status(500), says(GOOD)) as server, pytest.raises(DraftFailed, match="HTTP 500"):
            ask(drafter_for(server))
        assert len(server.requests) == 2

    @pytest.mark.parametrize("code", [401, 404, 302])
    def test_what_will_not_change_is_not_tried_again(self, code: int) -> None:
        with LLMServer(status(code)) as server, pytest.raises(DraftFailed):
            ask(drafter_for(server))
        assert len(server.requests) == 1

    def test_a_server_that_refuses_the_options_is_asked_without(self) -> None:
        with LLMServer(status(400), says(GOOD)) as server:
            assert ask(drafter_for(server)) == GOOD
        assert [sorted(r.body) for r in server.requests] == [
            ["max_tokens", "messages", "model", "stream", "temperature"], ["messages", "model", "stream"],
        ]

    @pytest.mark.parametrize("form", ["seconds", "date"])
    def test_retry_after_is_honoured(self, form: str) -> None:
        after = "1" if form == "seconds" else email.utils.formatdate(time.time() + 2, usegmt=True)
        with LLMServer(status(429, retry_after=after), says(GOOD)) as server:
            begun = time.monotonic()
            assert ask(drafter_for(server)) == GOOD
            assert 1.0 <= time.monotonic() - begun < 3.0

    @pytest.mark.parametrize("after", ["60", "999999", email.utils.formatdate(time.time() + 999, usegmt=True)])
    def test_retry_after_beyond_the_deadline_fails_at_once(self, after: str) -> None:
        with LLMServer(status(429, retry_after=after)) as server:
            begun = time.monotonic()
            with pytest.raises(DraftFailed, match="限制了访问次数"):
                ask(drafter_for(server), seconds=10)
            assert time.monotonic() - begun < 1

    @pytest.mark.parametrize("after", ["bald", "-5", "nan", "9" * 5000, "Thu, 99 Foo"])
    def test_a_senseless_retry_after_is_none(self, after: str) -> None:
        with LLMServer(status(429, retry_after=after), says(GOOD)) as server:
            assert ask(drafter_for(server)) == GOOD


class TestBreaker:
    def test_opens_after_five_failures_and_closes_after_one_success(self) -> None:
        now = [100.0]
        with LLMServer(*[says("")] * 5, status(404), says(GOOD)) as server:
            drafter = drafter_for(server, Breaker(clock=lambda: now[0]))
            for _ in range(5):
                with pytest.raises(DraftFailed, match="空的"):
                    ask(drafter)
            with pytest.raises(DraftFailed, match="接连失败，暂停使用。约 30 秒后会再试"):
                ask(drafter)
            assert len(server.requests) == 5
            now[0] += 31
            with pytest.raises(DraftFailed, match="404"):
                ask(drafter)  # the trial fails: closed for another 30 s
            now[0] += 29
            with pytest.raises(DraftFailed, match="暂停使用"):
                ask(drafter)
            now[0] += 2
            assert ask(drafter) == GOOD
            assert ask(drafter) == GOOD

    def test_one_trial_at_a_time(self) -> None:
        now = [0.0]
        breaker = Breaker(failures=2, pause=10, clock=lambda: now[0])
        breaker.failed()
        assert breaker.wait() == 0
        breaker.failed()
        assert breaker.wait() == 10
        now[0] = 10
        assert [breaker.wait(), breaker.wait()] == [0, 10]
        breaker.succeeded()
        assert [breaker.wait(), breaker.wait()] == [0, 0]

    def test_success_forgives_earlier_failures(self) -> None:
        breaker = Breaker(failures=2)
        for _ in range(5):
            breaker.failed()
            breaker.succeeded()
        assert breaker.wait() == 0

    def test_a_caller_who_leaves_is_no_failure(self) -> None:
        with LLMServer(hangs("项目")) as server:
            drafter = drafter_for(server, Breaker(failures=1))
            pieces = drafter.draft(QUESTION, SOURCES, deadline=time.monotonic() + 5)
            assert next(p for p in pieces if p) == "项目"
            pieces.close()  # type: ignore[attr-defined]
            with pytest.raises(DraftFailed, match="没有在时限内答完"):
                ask(drafter, seconds=0.3)


def test_a_waiting_draft_can_be_stopped_within_a_second() -> None:
    with LLMServer(silent) as server:
        pieces = drafter_for(server).draft(QUESTION, SOURCES, deadline=time.monotonic() + 30)
        begun = time.monotonic()
        assert [next(pieces), next(pieces)] == ["", ""]
        pieces.close()  # type: ignore[attr-defined]
        assert time.monotonic() - begun < 1.2


class TestSettings:
    def test_none(self) -> None:
        assert load_drafter(Settings()) is None

    def test_a_url(self) -> None:
        with LLMServer(says(GOOD)) as server:
            drafter = load_drafter(Settings(llm=server.url, llm_model="m", llm_key=KEY + "\n"))
            assert drafter is not None
            assert ask(drafter) == GOOD
        assert server.requests[0].headers["Authorization"] == f"Bearer {KEY}"

    @pytest.mark.parametrize("tail", ["", "/", "/v1", "/v1/", "/v1/chat/completions"])
    def test_ways_to_write_the_address(self, tail: str) -> None:
        with LLMServer(says(GOOD)) as server:
            ask(ServerDrafter(server.url.removesuffix("/v1") + tail, model="m"))
        assert server.requests[0].path == "/v1/chat/completions"

    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("ftp://127.0.0.1/v1", "只能是 http 或 https"),
            ("file:///etc/passwd", "只能是 http 或 https"),
            ("http:///v1", "只能是 http 或 https"),
            ("http://127.0.0.1:99999/v1", "写法不对"),
            ("http://" + "a" * 70 + ".cn/v1", "写法不对"),
            ("http://[::1/v1", "写法不对"),
            (f"http://me:{KEY}@127.0.0.1:99999/v1", "写法不对"),
            (f"http://me:{KEY}@127.0.0.1/v1", "RAG_LLM_KEY"),
            (f"http://127.0.0.1/v1?key={KEY}", "RAG_LLM_KEY"),
        ],
    )
    def test_an_address_that_cannot_be_right(self, url: str, reason: str) -> None:
        with pytest.raises(ModelProblem, match=reason) as failed:
            load_drafter(Settings(llm=url, llm_model="m"))
        assert KEY not in "".join(traceback.format_exception(failed.value))

    @pytest.mark.parametrize("key", [KEY + "\r\nX-Evil: 1", KEY + "密钥", KEY + " " + KEY])
    def test_a_key_that_cannot_be_right(self, key: str) -> None:
        with pytest.raises(ModelProblem, match="RAG_LLM_KEY") as failed:
            load_drafter(Settings(llm="http://127.0.0.1/v1", llm_model="m", llm_key=key))
        assert KEY not in "".join(traceback.format_exception(failed.value))
