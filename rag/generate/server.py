"""An OpenAI-compatible server as drafter: vLLM, SGLang, Ollama, llama.cpp, a cloud.

Standard library only. An HTTP package would bring time limits for single reads but none for the whole, and would take
proxies and passwords from the environment; here a request goes to the configured address and nowhere else, without
proxies, and redirects are not followed.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import socket
import ssl
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit

from rag.errors import ModelProblem
from rag.generate import DraftFailed, Source
from rag.generate.checks import checked, visible
from rag.generate.limits import HEARTBEAT, Breaker, relay
from rag.generate.prompt import build_messages
from rag.generate.wire import MAX_BYTES, read_pieces

CONNECT = 3.0  # seconds for name, connection and handshake together
_MAX_TOKENS = 2048  # several times what the few sentences need; the deadline is the real bound
_RETRY_WAIT = 0.3  # seconds before the one retry, without Retry-After; jitter of up to as much again comes on top
_OPTIONAL = {"temperature": 0, "max_tokens": _MAX_TOKENS}  # some servers refuse these; they are then asked without


class ServerDrafter:
    """Drafts by ``POST {url}/chat/completions``. Threads may share one; each draft has a connection of its own.

    url: up to and with ``/v1`` (added when there is no path). model: empty takes the only one the server lists.
    key: sent as bearer token, never shown. Raises ModelProblem for a url or key that cannot be right.
    """

    def __init__(self, url: str, *, model: str = "", key: str = "", breaker: Breaker | None = None) -> None:
        self._endpoint = _Endpoint(url, key)
        self._model, self._key = model, key.strip()
        self._breaker = breaker or Breaker()

    @property
    def name(self) -> str:
        model = self._model.replace(self._key, "***") if self._key else self._model
        return f"{model or '?'}@{self._endpoint.place}"

    def __repr__(self) -> str:
        return f"ServerDrafter({self.name})"

    def draft(self, question: str, sources: Sequence[Source], *, deadline: float) -> Generator[str, None, None]:
        """See ``Drafter.draft``. At most one retry, for 429, 5xx and refused options; Retry-After is honoured."""
        place = self._endpoint.place
        if time.monotonic() >= deadline:
            raise DraftFailed(place, "没有轮到：时限已经用完", "请把 RAG_DEADLINE 设长一些")
        if wait := self._breaker.wait():
            raise DraftFailed(place, "接连失败，暂停使用", f"约 {wait:.0f} 秒后会再试；请检查模型服务")
        try:
            with closing(self._pieces(build_messages(question, sources), deadline)) as pieces:
                yield from checked(pieces, question, place)
        except DraftFailed:
            self._breaker.failed()
            raise
        self._breaker.succeeded()

    def _pieces(self, messages: list[dict[str, str]], deadline: float) -> Generator[str, None, None]:
        """The answer's text as it comes, retried at most once, and only before the first of it came."""
        if not self._model:
            self._model = self._only_model(deadline)
        body: dict[str, Any] = {"model": self._model, "messages": messages, "stream": True}
        options = _OPTIONAL
        for attempt in (1, 2):
            call = _Call(self._endpoint, "/chat/completions", body | options)
            try:
                with closing(call.chunks(deadline)) as chunks:
                    yield from read_pieces(chunks, self._endpoint.place)
                return
            except _Refused as refused:
                until = time.monotonic() + refused.wait
                if attempt == 2 or not refused.again or until >= deadline:
                    raise refused.failure from None
                options = {} if refused.status in (400, 422) else options
            while (rest := until - time.monotonic()) > 0:
                time.sleep(min(rest, HEARTBEAT))
                yield ""

    def _only_model(self, deadline: float) -> str:
        """The one model that the server lists; ``default`` when it keeps no list."""
        call = _Call(self._endpoint, "/models")
        try:
            with closing(call.chunks(deadline)) as chunks:
                listed = json.loads(_gather(chunks))
            names = [visible(str(model["id"]))[:200] for model in listed["data"]]
        except (_Refused, ValueError, TypeError, KeyError, RecursionError):
            return "default"
        if len(names) > 1:
            some = "、".join(names[:5])
            some = some.replace(self._key, "***") if self._key else some
            raise DraftFailed(self._endpoint.place, f"上有 {len(names)} 个模型：{some}", "请用 RAG_LLM_MODEL 指定一个")
        return names[0] if names else "default"


class _Endpoint:
    """Where requests go: the parts of a URL that was checked."""

    def __init__(self, url: str, key: str) -> None:
        way = "应形如 http://127.0.0.1:8000/v1"
        try:
            parts = urlsplit(url.strip())
            self.host, self.port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
        except ValueError:
            raise ModelProblem(f"RAG_LLM 的地址写法不对：{way}。") from None
        if parts.scheme not in ("http", "https") or not self.host:
            raise ModelProblem(f"RAG_LLM 的地址只能是 http 或 https：{way}。")
        if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
            raise ModelProblem(f"RAG_LLM 的地址里不能有用户名、密码、? 或 #：{way}；密钥请放在 RAG_LLM_KEY。")
        key = key.strip()
        if not all("!" <= c <= "~" for c in key):
            raise ModelProblem("RAG_LLM_KEY 里有空白或非 ASCII 字符，不会是密钥。请重新复制。")
        self.secure = parts.scheme == "https"
        self.path = quote(parts.path.rstrip("/").removesuffix("/chat/completions"), safe="/%~:@!$&'()*+,;=") or "/v1"
        self.place = f"{parts.scheme}://{parts.netloc}"
        self.headers = {
            "Accept": "text/event-stream, application/json",
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": "baowen",
            **({"Authorization": f"Bearer {key}"} if key else {}),
        }

    def connection(self) -> http.client.HTTPConnection:
        if self.secure:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(self.host, self.port, timeout=CONNECT, context=context)
        return http.client.HTTPConnection(self.host, self.port, timeout=CONNECT)


class _Refused(Exception):
    """The server answered with a status other than 200. wait: seconds before trying again, if ``again``."""

    def __init__(self, status: int, retry_after: str, place: str) -> None:
        super().__init__(status)
        self.status = status
        self.again = status in (400, 422, 429) or 500 <= status < 600
        self.wait = 0.0 if status in (400, 422) else _retry_wait(retry_after)
        what, way = _meaning(status)
        self.failure = DraftFailed(place, f"{what}（HTTP {status}）", way)


class _Call:
    """One request. What the worker learns is read only after the item that follows it."""

    def __init__(self, endpoint: _Endpoint, path: str, body: dict[str, Any] | None = None) -> None:
        self._endpoint, self._path = endpoint, endpoint.path + path
        self._body = None if body is None else json.dumps(body).encode()
        self._connection = endpoint.connection()
        self._socket: socket.socket | None = None
        self._status = 0
        self._retry_after = ""

    def chunks(self, deadline: float) -> Generator[bytes | None, None, None]:
        """The body as it comes, None as heartbeat. Raises _Refused, or DraftFailed when there is no answer."""
        place, now = self._endpoint.place, time.monotonic()
        try:
            with closing(relay(self._work, deadline, first=now + CONNECT)) as items:
                for item in items:
                    if self._status not in (0, 200):
                        raise _Refused(self._status, self._retry_after, place)
                    yield item
        except TimeoutError as exc:
            if self._socket is None:
                raise DraftFailed(place, "迟迟连不上", "请确认模型服务已启动、地址和端口写对了、网络通畅") from exc
            raise DraftFailed(place, "没有在时限内答完", "请换一个更快的模型，或把 RAG_DEADLINE 设长一些") from exc
        except (OSError, ValueError, http.client.HTTPException) as exc:
            raise DraftFailed(place, *_trouble(exc, connected=self._socket is not None)) from exc
        finally:
            self._abort()

    def _work(self, emit: Callable[[bytes], None], stopped: Callable[[], bool]) -> None:
        """Runs in the relay's thread: connect, ask, pass on what comes."""
        connection = self._connection
        with closing(connection):
            connection.connect()
            self._socket = connection.sock
            emit(b"")
            self._socket.settimeout(None)  # the relay keeps the time; _abort ends a wait
            headers = self._endpoint.headers | ({"Content-Type": "application/json"} if self._body else {})
            connection.request("POST" if self._body else "GET", self._path, self._body, headers)
            with connection.getresponse() as response:
                self._retry_after = response.headers.get("Retry-After", "")
                self._status = response.status
                emit(b"")
                while not stopped() and (chunk := response.read1(65536)):
                    emit(chunk)

    def _abort(self) -> None:
        """End whatever the worker waits for."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def _gather(chunks: Iterator[bytes | None]) -> bytes:
    gathered = b""
    for chunk in chunks:
        gathered += chunk or b""
        if len(gathered) > MAX_BYTES:
            raise ValueError("too long")
    return gathered


def _retry_wait(retry_after: str) -> float:
    """Seconds to wait, by a Retry-After header (seconds or a date; RFC 9110, 10.2.3) or without; jitter included."""
    wait = _RETRY_WAIT
    if re.fullmatch(r"[0-9]{1,6}", retry_after.strip()):
        wait = float(retry_after)
    elif retry_after:
        with suppress(ValueError, TypeError, OverflowError):
            wait = max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    return wait + random.uniform(0, _RETRY_WAIT)


def _meaning(status: int) -> tuple[str, str]:
    """What a status says and what to do, in Chinese."""
    if status in (401, 403):
        return "不接受密钥", "请检查 RAG_LLM_KEY"
    if status == 404:
        return "没有这个地址或模型", "请检查 RAG_LLM（通常以 /v1 结尾）和 RAG_LLM_MODEL"
    if status == 429:
        return "限制了访问次数", "请稍后再试，或检查账户的额度"
    if 300 <= status < 400:
        return "要转到别的地址，程序不跟随", "请把 RAG_LLM 改成最终的地址"
    if status >= 500:
        return "出了内部错误", "请稍后再试；若总是这样，请查看模型服务的日志"
    return "不接受这个请求", "请检查 RAG_LLM_MODEL，以及模型能接受的长度"


def _trouble(exc: Exception, connected: bool) -> tuple[str, str]:
    """What went wrong on the way and what to do, in Chinese."""
    match exc:
        case socket.gaierror() | UnicodeError():
            return "的主机名查不到", "请检查 RAG_LLM 的主机名和网络"
        case ConnectionRefusedError():
            return "拒绝连接", "请确认模型服务已启动，端口写对了"
        case ssl.SSLCertVerificationError():
            return "的证书没有通过验证", "请为它换上可信的证书"
        case ssl.SSLError():
            return "无法建立加密连接", "若模型服务没有加密，请把 RAG_LLM 里的 https 改成 http"
        case http.client.HTTPException() if not isinstance(exc, (http.client.IncompleteRead, ConnectionError)):
            return "的回答不是 HTTP", "请确认 RAG_LLM 是 OpenAI 兼容服务的地址"
        case _ if connected:
            return "没有答完就断开了连接", "请重试；若总是这样，请查看模型服务的日志"
    return "连不上", "请确认模型服务已启动、地址和端口写对了、网络通畅"
