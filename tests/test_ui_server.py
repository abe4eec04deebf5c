"""The page's server: which port, which doors are open, what it says when it starts."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import gradio as gr
import httpx
import pytest

from eval.candidates import load
from rag import Answer, Article, Engine
from rag.cli.commands import _keeper
from rag.errors import InputError
from rag.settings import Settings
from rag.ui.page import _Page
from rag.ui.server import Server, examples_for
from rag.ui.talks import Remark, Talks


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(Engine.from_articles([Article.from_text("a", "工厂总投资1亿元。", title="工厂")])) as running:
        yield running


def test_a_busy_port_gives_way_to_the_next(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    with Server(Engine.from_articles([]), port=server.port) as second:
        assert second.port > server.port
        second.announce()
        assert httpx.get(second.url).status_code == 200
    said = capsys.readouterr().out
    assert f"端口 {server.port} 已被占用，改用 {second.port}。" in said
    assert f"报问已启动：http://127.0.0.1:{second.port}\n" in said


def test_a_port_that_ends_is_free_again() -> None:
    with Server(Engine.from_articles([]), port=7990) as first:
        port = first.port
    with Server(Engine.from_articles([]), port=7990) as second:
        assert second.port == port


@pytest.mark.parametrize(("host", "port", "words"), [("127.0.0.1", 70000, "1 到 65535"), ("203.0.113.7", 7860, "--host")])
def test_an_address_that_cannot_be_served_is_refused_with_the_way_out(host: str, port: int, words: str) -> None:
    with pytest.raises(InputError, match=words):
        Server(Engine.from_articles([]), host=host, port=port)


def test_a_configured_proxy_does_not_stand_between(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    monkeypatch.delenv("no_proxy", raising=False)
    with Server(Engine.from_articles([])) as running:
        assert httpx.Client(trust_env=False).get(running.url).status_code == 200
    assert os.environ["NO_PROXY"] == "intranet.example"
    assert "no_proxy" not in os.environ


def test_all_ports_taken_is_said() -> None:
    with socket.socket() as one, socket.socket() as two:
        for taken, port in ((one, 65534), (two, 65535)):
            taken.bind(("127.0.0.1", port))
            taken.listen()
        with pytest.raises(InputError, match="都被占用"):
            Server(Engine.from_articles([]), port=65534)


def test_only_the_doors_of_the_page_are_open(server: Server) -> None:
    for path in (
        "/gradio_api/info", "/gradio_api/openapi.json", "/gradio_api/file=/etc/passwd", "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=https://example.com", "/gradio_api/runs", "/monitoring", "/monitoring/summary", "/docs",
    ):
        assert httpx.get(server.url + path).status_code == 404, path
    for path in ("/gradio_api/upload", "/gradio_api/call/ask", "/gradio_api/run/ask", "/gradio_api/api/ask"):
        assert httpx.post(server.url + path, json={"data": []}).status_code == 404, path


def test_the_questions_cannot_skip_the_queue(server: Server) -> None:
    config = httpx.get(server.url + "/config").json()
    assert config["dependencies"]
    assert {dependency["api_visibility"] for dependency in config["dependencies"]} == {"private"}
    assert not config["analytics_enabled"]
    assert not config["show_error"]
    assert config["run_history"] is False


def test_other_sites_cannot_reach_the_page(server: Server) -> None:
    assert httpx.get(server.url, headers={"host": "evil.example"}).status_code == 400
    assert httpx.get(server.url, headers={"host": f"localhost:{server.port}"}).status_code == 200
    answer = httpx.get(server.url, headers={"origin": "https://evil.example"})
    assert answer.headers.get("access-control-allow-origin") != "https://evil.example"


def test_every_response_confines_the_browser_to_this_server(server: Server) -> None:
    headers = httpx.get(server.url).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"


def test_no_address_of_another_site_is_loaded_by_the_page(server: Server) -> None:
    from html.parser import HTMLParser

    loaded: list[str] = []

    class Loads(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag in {"script", "link", "img", "iframe"}:
                loaded.extend(value for name, value in attrs if name in {"src", "href"} and value)

    Loads().feed(httpx.get(server.url).text)
    assert loaded
    assert not [url for url in loaded if "//" in url]


# ---- marks

ASKED = Answer("工厂总投资多少？", "1亿元。[1]", "1亿元", True)


def say(page: _Page, talks: Talks, **data: object) -> tuple[dict[str, object], object]:
    """What the page answers to a mark, and the store it gives back."""
    reply, store = page.mark(talks.dump(), gr.EventData(None, {"turn": 0, "question": ASKED.question, **data}))
    return json.loads(unescape(reply)), store


def test_marks_and_corrections_become_candidates(tmp_path: Path) -> None:
    settings = replace(Settings(), gold=str(tmp_path / "gold"))
    page = _Page(Engine.from_articles([]), [], _keeper(settings))
    talks = Talks().add(ASKED, "t")
    reply, store = say(page, talks, mark="bad")
    assert (reply["turn"], reply["mark"]) == (0, "bad")
    assert Talks.load(store).open.marks == ("bad",)
    reply, store = say(page, talks, mark="fixed", correction=" 2亿元 ")
    assert reply["text"] == "已记下更正，谢谢。"
    (candidate,) = load(tmp_path / "gold")
    assert (candidate.origin, candidate.item.answers, candidate.said) == ("更正", ("2亿元",), "1亿元")
    say(page, talks, mark="absent")
    assert [c.item.answerable for c in load(tmp_path / "gold")] == [False]
    reply, store = say(page, talks, mark="")
    assert (reply["text"], Talks.load(store).open.marks, load(tmp_path / "gold")) == ("已取消。", ("",), [])


@pytest.mark.parametrize("data", [{"mark": "great"}, {"mark": "fixed"}, {"mark": "good", "turn": 7}, {"mark": "good", "turn": None}, {}])
def test_a_meddled_mark_keeps_nothing(data: dict[str, object]) -> None:
    kept: list[Remark] = []
    page = _Page(Engine.from_articles([]), [], kept.append)
    reply, store = say(page, Talks().add(ASKED, "t"), **{"mark": "great", **data})
    assert (reply["mark"], kept) == (None, [])
    assert "没有记下" in str(reply["text"])
    assert "talks" not in store  # type: ignore[operator]


def test_a_mark_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "gold").write_text("a file where the folder should be", encoding="utf-8")
    page = _Page(Engine.from_articles([]), [], _keeper(replace(Settings(), gold=str(tmp_path / "gold"))))
    reply, _ = say(page, Talks().add(ASKED, "t"), mark="good")
    assert (reply["mark"], reply["text"]) == (None, "没有记下：写不进磁盘。请告诉维护的人。")


def test_a_correction_has_a_length(tmp_path: Path) -> None:
    kept: list[Remark] = []
    say(_Page(Engine.from_articles([]), [], kept.append), Talks().add(ASKED, "t"), mark="fixed", correction="长" * 10_000)
    assert [len(remark.correction) for remark in kept] == [500]


def test_closing_ends_the_server() -> None:
    with Server(Engine.from_articles([]), port=7980) as running:
        url = running.url
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)
    assert threading.main_thread().is_alive()


def test_example_questions_come_from_their_file(tmp_path: Path) -> None:
    (tmp_path / "examples.list").write_text("一问？\n\n 二问？ \n" + "多\n" * 9, encoding="utf-8")
    assert examples_for((), tmp_path) == ["一问？", "二问？", "多", "多", "多"]


def test_without_the_file_examples_are_about_the_latest_articles(tmp_path: Path) -> None:
    articles = tuple(Article.from_text(str(n), "文", title=f"题{n}" if n else "", date=str(2000 + n)) for n in range(8))
    assert examples_for(articles, tmp_path) == [f"《题{n}》讲了什么？" for n in (7, 6, 5, 4, 3)]
    (tmp_path / "examples.list").write_bytes(b"\xff\xfe\x00bad")
    assert len(examples_for(articles, tmp_path)) == 5
