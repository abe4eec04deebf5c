"""Serving the page: one port, closed to other sites, no request of the browser to anywhere else."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import gradio as gr
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from rag.engine import Engine
from rag.errors import InputError
from rag.types import Article
from rag.ui.page import ASSETS, Keep, asset, build

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PORTS = 50  # how many are tried from the wanted one on
EXAMPLES = 5
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif")

# Gradio needs inline and evaluated scripts; everything else stays on this server.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
# Of Gradio's doors the page uses these; uploads, files, proxies, recordings, its public API stay shut.
_API = "/gradio_api/"
_OPEN = tuple(
    _API + name for name in ("queue/", "component_server", "heartbeat/", "startup-events", "cancel", "reset", "app_id")
)
_SHUT = ("/monitoring", "/docs", "/redoc", "/openapi.json")


class Server:
    """The running page; a context that ends with the server closed. url: where it answers. keep: see ``build``."""

    def __init__(self, engine: Engine, host: str = "127.0.0.1", port: int = 7860, keep: Keep | None = None) -> None:
        self.wanted, self.host = port, host
        self.port = _free_port(host, port)
        examples = examples_for(engine.articles, Path(engine.settings.corpus))
        self._blocks = build(engine, examples=examples, keep=keep)
        self._blocks.queue(max_size=64, default_concurrency_limit=4, api_open=False)
        with _no_proxy(host):
            self._blocks.launch(server_name=host, server_port=self.port, prevent_thread_lock=True, **_options(host))

    @property
    def url(self) -> str:
        """The address to open on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def announce(self, *, open_browser: bool = False) -> None:
        """Print the address; open it in a browser if asked and there is one."""
        if self.port != self.wanted:
            print(f"端口 {self.wanted} 已被占用，改用 {self.port}。")
        print(f"报问已启动：{self.url}", flush=True)
        if not _loopback(self.host):
            print("注意：同一网络中的其他人也能打开这个页面。")
        print("按 Ctrl-C 结束。", flush=True)
        if open_browser:
            webbrowser.open(self.url)

    def wait(self) -> None:
        """Until Ctrl-C."""
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("\n报问已结束。")

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._blocks.close(verbose=False)


def examples_for(articles: tuple[Article, ...], corpus: Path) -> list[str]:
    """The questions in ``corpus/examples.list``, one a line; without it, questions about the latest articles."""
    try:
        lines = (corpus / "examples.list").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        latest = sorted((a for a in articles if a.title), key=lambda article: article.date, reverse=True)
        return [f"《{article.title}》讲了什么？" for article in latest[:EXAMPLES]]
    return [line.strip() for line in lines if line.strip()][:EXAMPLES]


class Guard:
    """Adds the security headers to every response and shuts the doors that the page does not use."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path.startswith(_SHUT) or (path.startswith(_API) and not path.startswith(_OPEN)):
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body"})
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, guarded)


def _options(host: str) -> dict[str, Any]:
    """What Gradio is told at launch: our looks, and everything off that we do not use."""
    # Served to this machine only: a page elsewhere must not reach it under a name of its own (DNS rebinding).
    hosts = ["127.0.0.1", "localhost", "[::1]", host] if _loopback(host) else ["*"]
    return {
        "quiet": True,
        "share": False,
        "show_error": False,
        "allowed_paths": [],
        "enable_monitoring": False,
        "run_history": False,
        "ssr_mode": False,
        "mcp_server": False,
        "pwa": False,
        "max_file_size": 1,
        "footer_links": [],
        "favicon_path": ASSETS / "icon.svg",
        "theme": gr.themes.Base(font=SANS, font_mono=SANS),
        "js": asset("page.js"),
        # Not ``css=``: Gradio repeats every rule there with a longer selector, which turns the cascade around.
        "head": f"{asset('head.html')}<style>{asset('page.css')}</style>",
        "app_kwargs": {"middleware": [Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(Guard)]},
    }


@contextmanager
def _no_proxy(host: str) -> Iterator[None]:
    """Gradio calls its own server once when it starts; a configured proxy could not reach it."""
    before = {name: os.environ.get(name) for name in ("no_proxy", "NO_PROXY")}
    others = before["no_proxy"] or before["NO_PROXY"]
    os.environ.update(dict.fromkeys(before, ",".join(filter(None, [others, "127.0.0.1", "localhost", "::1", host]))))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _free_port(host: str, wanted: int) -> int:
    """The first port from ``wanted`` on that can be bound; InputError when the host cannot, or none is free."""
    if not 0 < wanted < 65536:
        raise InputError(f"端口 {wanted} 不存在。请用 1 到 65535 之间的数，例如 --port 7860。")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wanted, min(wanted + PORTS, 65536)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    continue
                message = f"不能在 {host} 上启动：{error.strerror or error}。请检查 --host；只在本机用时不必写它。"
                raise InputError(message) from error
            return port
    raise InputError(f"从 {wanted} 起的 {PORTS} 个端口都被占用。请用 --port 另选一个。")
