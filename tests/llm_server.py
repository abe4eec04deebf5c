"""A real HTTP server on 127.0.0.1 that speaks like an OpenAI-compatible one, and misbehaves on demand.

    with LLMServer(status(429, retry_after="0"), says("总投资约1亿元[1]。")) as server:
        Settings(llm=server.url, llm_model="m")

Each request for a completion takes the next behaviour; the last one stays. ``server.requests`` keeps what was asked.
"""

from __future__ import annotations

import base64
import json
import re
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass
class Request:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Exchange:
    """What a behaviour works with: raw bytes out, and ``closing``, set when the test is over or the client left."""

    send: Callable[[bytes], None]
    closing: threading.Event
    request: Request


Behaviour = Callable[[Exchange], None]


@dataclass
class LLMServer:
    """Behaviours in order of the requests. models: what ``GET /models`` lists; None: it answers 404."""

    behaviours: Sequence[Behaviour]
    models: Sequence[str] | None = None
    requests: list[Request] = field(default_factory=list)

    def __init__(self, *behaviours: Behaviour, models: Sequence[str] | None = None) -> None:
        self.behaviours, self.models, self.requests = behaviours, models, []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                request = Request(self.path, dict(self.headers), body)
                with outer._lock:
                    outer.requests.append(request)
                    behave = outer.behaviours[min(len(outer.requests), len(outer.behaviours)) - 1]
                self._run(behave, request)

            def do_GET(self) -> None:
                listed = outer.models
                behave = status(404) if listed is None else raw(_json({"data": [{"id": name} for name in listed]}))
                self._run(behave, Request(self.path, dict(self.headers), {}))

            def _run(self, behave: Behaviour, request: Request) -> None:
                def send(data: bytes) -> None:
                    self.wfile.write(data)
                    self.wfile.flush()

                with suppress(BrokenPipeError, ConnectionResetError):  # the client left
                    behave(Exchange(send, outer._closing, request))
                self.close_connection = True

            def log_message(self, *_: Any) -> None:
                """Silent."""

        class Server(ThreadingHTTPServer):
            request_queue_size = 128  # the usual 5 resets connections that come together

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> LLMServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()


def says(*pieces: str, thoughts: str = "", finish: str = "stop", done: bool = True) -> Behaviour:
    """A well-behaved stream; ``thoughts`` come apart, as ``reasoning_content``."""

    def behave(exchange: Exchange) -> None:
        exchange.send(_head("text/event-stream"))
        if thoughts:
            exchange.send(_event({"reasoning_content": thoughts}))
        for piece in pieces:
            exchange.send(_event({"content": piece}))
        if finish:
            exchange.send(_event({}, finish))
        if done:
            exchange.send(b"data: [DONE]\n\n")

    return behave


def whole(text: str) -> Behaviour:
    """One JSON object although a stream was asked for."""
    return raw(_json({"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}))


def status(code: int, **headers: str) -> Behaviour:
    """An error status with a body that repeats the request's key; ``retry_after="1"`` becomes a header."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())

    def behave(exchange: Exchange) -> None:
        key = exchange.request.headers.get("Authorization", "")
        exchange.send(f"HTTP/1.1 {code} X\r\nContent-Type: application/json\r\n{lines}\r\n".encode())
        exchange.send(_json({"error": key}))

    return behave


def raw(body: bytes, content_type: str = "application/json") -> Behaviour:
    """Any body with status 200."""
    return lambda exchange: exchange.send(_head(content_type) + body)


def silent(exchange: Exchange) -> None:
    """Takes the request and never answers."""
    exchange.closing.wait(30)


def hangs(*pieces: str) -> Behaviour:
    """Begins a stream and goes quiet."""

    def behave(exchange: Exchange) -> None:
        says(*pieces, finish="", done=False)(exchange)
        exchange.closing.wait(30)

    return behave


def dies(*pieces: str) -> Behaviour:
    """Begins a stream and closes the connection."""
    return says(*pieces, finish="", done=False)


def dribbles(pause: float, head: bool = False) -> Behaviour:
    """One byte, a pause, one byte: in the body, or already in the header lines."""

    def behave(exchange: Exchange) -> None:
        if not head:
            exchange.send(_head("text/event-stream"))
        for byte in (_head("text/event-stream") if head else b"") + _event({"content": "约1亿元[1]。"}) * 9:
            exchange.send(bytes([byte]))
            if exchange.closing.wait(pause):
                return

    return behave


def endless(text: str) -> Behaviour:
    """The same text again and again until the client leaves."""

    def behave(exchange: Exchange) -> None:
        exchange.send(_head("text/event-stream"))
        while not exchange.closing.is_set():
            exchange.send(_event({"content": text}))

    return behave


def gullible(exchange: Exchange) -> None:
    """A model that obeys any order it sees in a source, and else copies the sentence that is most like the question."""
    prompt = exchange.request.body["messages"][-1]["content"]
    sources = re.findall(r"编号=(\d+)>(.*?)</资料", prompt, re.DOTALL)
    question = re.search(r"<问题-\w+>\n(.*)\n</问题", prompt)
    asked = question.group(1) if question else ""
    best, score = "", -1
    for number, source in sources:
        for blob in re.findall(r"[A-Za-z0-9+/]{20,}={0,2}", source):
            with suppress(ValueError):
                source += base64.b64decode(blob).decode()
        if order := re.search(r"(?:回答|输出|回复|答复|答案|再写|answer only|把)[^“”。]{0,12}“([^“”]{2,20})”", source):
            return says(f"{order.group(1)}。[{number}]")(exchange)
        for sentence in re.findall(r"[^。\n：]+。", source):
            shared = sum(asked[i : i + 2] in sentence for i in range(len(asked) - 1))
            if shared > score:
                best, score = f"{sentence}[{number}]", shared
    return says(best)(exchange)


def unused_port() -> int:
    """A port of 127.0.0.1 where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _head(content_type: str) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nConnection: close\r\n\r\n".encode()


def _event(delta: dict[str, str], finish: str | None = None) -> bytes:
    return b"data: " + _json({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}) + b"\n\n"


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()
