"""The page in a real Chromium over the real engine, as a reader uses it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="需要 playwright：pip install playwright")

from browser import Reader, chromium, find_chromium
from conftest import ROOT
from playwright.sync_api import Browser, expect

from eval.candidates import load
from eval.gold import load_gold
from rag import Article, Engine, Event
from rag.cli import main
from rag.cli.commands import _keeper
from rag.errors import ModelProblem
from rag.settings import Settings
from rag.types import History
from rag.ui.export import to_markdown
from rag.ui.server import Server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="没有 Chromium：bash .ci/browser.sh 会安装"),
]

QUESTION = "苏州高新科技招商中心有限公司是什么时候成立的？"
REFUSED = "郑州高新区的6个项目由哪位设计师设计？"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def url(engine: Engine) -> Iterator[str]:
    with Server(engine) as server:
        yield server.url


@pytest.fixture
def reader(browser: Browser, url: str) -> Iterator[Reader]:
    visitor = Reader.visit(browser, url)
    yield visitor
    assert visitor.foreign() == []
    assert visitor.errors == []
    visitor.page.context.close()


def test_a_citation_opens_its_article_at_the_quote(reader: Reader, engine: Engine) -> None:
    reader.ask(QUESTION)
    page, expected = reader.page, engine.ask(QUESTION)
    expect(page.locator("#live .answer .lead .doc")).to_have_text(f"{expected.short}。")
    first = expected.citations[0]
    page.locator("#live button.cite").first.click()
    expect(page.locator(".reader mark")).to_have_text(first.quote)
    expect(page.locator(".reader h2")).to_have_text(first.title)
    expect(page.locator(".reader h2")).to_be_focused()
    assert reader.in_view(".reader mark")
    number = page.locator(".reader .para", has=page.locator("mark")).locator(".n")
    expect(number).to_have_text(f"¶{first.paragraph}")
    expect(page.locator(".reader .para")).to_have_count(len(engine.article(first.article_id).paragraphs))


def test_everything_works_from_the_keyboard(reader: Reader) -> None:
    page = reader.page
    expect(page.locator("#box textarea")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    reader.whole(QUESTION)
    cite = page.locator("#live button.cite").first
    assert (cite.get_attribute("aria-label") or "").startswith("打开出处1：《")
    cite.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".reader")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_be_hidden()
    expect(cite).to_be_focused()


def test_a_refusal_is_not_an_answer_and_its_nearest_passage_opens(reader: Reader) -> None:
    reader.ask(REFUSED)
    page = reader.page
    expect(page.locator("#live .refusal")).to_be_visible()
    expect(page.locator("#live .answer")).to_have_count(0)
    passage = page.locator("#live .nearest button").first
    shown = passage.locator(".quote").inner_text()
    passage.click()
    expect(page.locator(".reader mark")).to_have_text(shown)
    assert reader.in_view(".reader mark")


def test_the_conversation_stays_and_survives_a_reload(reader: Reader) -> None:
    page = reader.page
    reader.ask(QUESTION)
    reader.ask(REFUSED)
    expect(page.locator("#past .question")).to_have_text([QUESTION])
    assert page.locator("#live .question").bounding_box()["y"] < 200  # type: ignore[index]
    page.reload()
    expect(page.locator("#past .question")).to_have_text([QUESTION, REFUSED])
    page.locator("#past button.cite").first.click()
    expect(page.locator(".reader mark")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".welcome")).to_be_visible()
    page.get_by_role("button", name="历史").click()
    page.locator("#archive [data-pick]").click()
    expect(page.locator("#past .question")).to_have_count(2)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="历史").click()
    page.get_by_role("button", name="清除全部对话").click()
    expect(page.locator(".welcome")).to_be_visible()
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#archive [data-pick]")).to_have_count(0)


def test_a_follow_up_shows_how_it_was_understood(reader: Reader, engine: Engine) -> None:
    page, first, then = reader.page, "郑州高新区有几个重点项目集中开工？", "那海口高新区呢？"
    searched = engine.ask(then, [(first, engine.ask(first).text)]).searched
    assert searched != then
    reader.ask(first)
    reader.ask(then)
    expect(page.locator("#live .searched")).to_contain_text(searched)
    page.locator("#live").get_by_role("button", name="修改").click()
    expect(page.locator("#box textarea")).to_have_value(searched)


def test_an_example_question_is_asked_with_one_click(reader: Reader) -> None:
    example = reader.page.locator("[data-ask]").first
    question = example.inner_text()
    example.click()
    reader.whole(question)
    expect(reader.page.locator("#box textarea")).to_have_value("")


def test_an_article_of_the_front_page_opens_from_its_beginning(reader: Reader) -> None:
    title = reader.page.locator(".reads button").nth(1)
    name = title.inner_text()
    title.click()
    expect(reader.page.locator(".reader h2")).to_have_text(name)
    expect(reader.page.locator(".reader mark")).to_have_count(0)
    assert reader.in_view(".reader h2")


def test_copying_takes_answer_and_sources(reader: Reader) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.ask(QUESTION)
    reader.page.locator("#live").get_by_role("button", name="复制").click()
    expect(reader.page.locator("#live").get_by_role("button", name="已复制")).to_be_visible()
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"问：{QUESTION}\n答：")
    assert "段：" in copied


@pytest.fixture
def marking(browser: Browser, engine: Engine, tmp_path: Path) -> Iterator[tuple[Reader, Path]]:
    """A reader of a page that keeps marks, and the folder where they are kept."""
    gold = tmp_path / "gold"
    with Server(engine, keep=_keeper(replace(Settings(), gold=str(gold)))) as server:
        visitor = Reader.visit(browser, server.url)
        yield visitor, gold
        assert visitor.foreign() == []
        assert visitor.errors == []
        visitor.page.context.close()


def test_a_bad_answer_and_its_correction_become_a_candidate_that_is_accepted(
    marking: tuple[Reader, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    reader, gold = marking
    page = reader.page
    reader.ask(QUESTION)
    page.get_by_role("button", name="答得不对").click()
    expect(page.locator("#live .said")).to_contain_text("已记下：答得不对")
    expect(page.get_by_role("button", name="答得不对")).to_have_attribute("aria-pressed", "true")
    assert [(c.item.question, c.origin) for c in load(gold)] == [(QUESTION, "差评")]
    page.get_by_role("button", name="更正").click()
    expect(page.locator(".fix textarea")).to_be_focused()
    page.keyboard.type("去年11月|2020年11月")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#live .said")).to_have_text("已记下更正，谢谢。")
    expect(page.locator("#live [aria-pressed=true]")).to_have_text(["更正"])
    page.reload()
    expect(page.locator("#past [aria-pressed=true]")).to_have_text(["更正"])
    folder = ["gold", "--folder", str(gold)]
    assert main([*folder, "list"]) == 0
    assert f"1. [更正] {QUESTION}　答案：去年11月|2020年11月" in capsys.readouterr().out
    assert main([*folder, "edit", "1", "--answer", "去年11月"]) == 0
    assert main([*folder, "accept", "1", "--corpus", str(ROOT / "corpus")]) == 0
    (own,) = load_gold(gold / "own.jsonl")
    assert (own.question, own.answers) == (QUESTION, ("去年11月",))


def test_marks_of_earlier_answers_and_from_the_keyboard(marking: tuple[Reader, Path]) -> None:
    reader, gold = marking
    page = reader.page
    reader.ask(QUESTION)
    reader.ask(REFUSED)
    page.locator("#past [data-mark=good]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#past .said")).to_have_text("已记下：答得对。")
    fix = page.locator("#live [data-mark=fixed]")
    fix.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".fix")).to_have_count(0)
    expect(fix).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("资料没有说，应当拒答").check()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#live .said")).to_have_text("已记下：资料没有说。")
    assert [(c.origin, c.item.answerable) for c in load(gold)] == [("好评", True), ("更正", False)]
    page.locator("#past [data-mark=good]").click()
    expect(page.locator("#past .said")).to_have_text("已取消。")
    assert [c.item.question for c in load(gold)] == [REFUSED]


def test_what_cannot_be_kept_is_said_and_not_shown_as_kept(marking: tuple[Reader, Path]) -> None:
    reader, gold = marking
    gold.write_text("a file where the folder should be", encoding="utf-8")
    reader.ask(QUESTION)
    reader.page.get_by_role("button", name="答得对").click()
    expect(reader.page.locator("#live .said")).to_contain_text("没有记下")
    expect(reader.page.locator("#live [aria-pressed=true]")).to_have_count(0)


def test_a_page_that_keeps_no_marks_offers_none(reader: Reader) -> None:
    reader.ask(QUESTION)
    expect(reader.page.locator("[data-mark]")).to_have_count(0)


def test_an_answer_and_a_conversation_are_exported_as_markdown(reader: Reader, engine: Engine) -> None:
    page = reader.page
    expect(page.get_by_role("button", name="导出")).to_have_count(0)  # nothing to export on the front page
    reader.ask(QUESTION)
    reader.ask(REFUSED)
    with page.expect_download() as one:
        page.locator("#past [data-export]").click()
    assert one.value.suggested_filename == f"报问-{QUESTION}.md"
    assert Path(one.value.path()).read_text(encoding="utf-8") == to_markdown(engine.ask(QUESTION))
    with page.expect_download() as all:
        page.locator("[data-export-all]").click()
    text = Path(all.value.path()).read_text(encoding="utf-8")
    assert text.startswith("# 报问：对话\n")
    assert text.index(f"## 问：{QUESTION}") < text.index(f"## 问：{REFUSED}")
    assert engine.ask(QUESTION).citations[0].quote in text


def test_the_page_is_chinese_whatever_the_browser_speaks(browser: Browser, url: str) -> None:
    visitor = Reader.visit(browser, url, locale="en-US")
    assert visitor.page.evaluate("document.documentElement.lang") == "zh-CN"
    words = visitor.page.evaluate("document.body.innerText + [...document.querySelectorAll('[title],[aria-label]')]"
                                  ".map(e => e.title + (e.ariaLabel ?? '')).join()")
    for english in ("Submit", "Textbox", "Chatbot", "Built with", "Settings", "Use via API", "Loading", "Copy"):
        assert english not in words
    visitor.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_legible_in_light_and_dark(browser: Browser, url: str, scheme: str) -> None:
    visitor = Reader.visit(browser, url, color_scheme=scheme)
    page = visitor.page
    visitor.ask(REFUSED)
    visitor.ask(QUESTION)
    page.locator("#live button.cite").first.click()
    expect(page.locator(".reader mark")).to_be_visible()
    paper = _luminance(page, "body", "backgroundColor")
    assert (paper < 0.1) == (scheme == "dark")
    for selector, ground in (
        (".question", "body"), (".answer p", "body"), (".meta", "body"), ("#live button.cite:not([aria-current])", "body"),
        (".refusal p", ".refusal"), (".refusal .label", ".refusal"), (".reader .para", ".reader"), (".reader mark", ".reader mark"),
        (".submit-button", ".submit-button"),
    ):
        a, b = sorted((_luminance(page, selector, "color"), _luminance(page, ground, "backgroundColor")))
        assert (b + 0.05) / (a + 0.05) >= 4.5, selector  # WCAG 2.2, 1.4.3
    page.keyboard.press("Escape")
    page.get_by_role("button", name="切换深色与浅色").click()
    assert (_luminance(page, "body", "backgroundColor") < 0.1) != (scheme == "dark")
    page.context.close()


def test_a_phone_shows_everything_without_sideways_scrolling(browser: Browser, url: str) -> None:
    visitor = Reader.visit(browser, url, viewport={"width": 390, "height": 844}, has_touch=True)
    page = visitor.page

    def sideways() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))

    assert not sideways()
    visitor.ask(QUESTION)
    assert not sideways()
    assert visitor.in_view("#box textarea")
    page.locator("#live button.cite").first.tap()
    page.locator(".reader").wait_for()
    assert page.locator(".reader").bounding_box()["width"] == 390  # type: ignore[index]
    assert visitor.in_view(".reader mark")
    assert page.evaluate("document.getElementById('page').inert")
    page.get_by_role("button", name="关闭原文").tap()
    assert not page.evaluate("document.getElementById('page').inert")
    visitor.ask(REFUSED)
    assert not sideways()
    page.context.close()


HOSTILE = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>工厂总投资3亿元[1]，见[这里](javascript:window.hacked=1)。\n"
    "${window.hacked=1}{{constructor.constructor('window.hacked=1')()}}$$x^2$$ 工厂由张三设计。\n"
    "<a href=https://example.com>工厂</a><style>*{display:none}</style><iframe src=https://example.com></iframe>工厂占地25亩。"
)


def test_hostile_articles_and_questions_are_inert(browser: Browser) -> None:
    article = Article.from_text('a"><script>window.hacked=1</script>', HOSTILE, title="<img src=x onerror=window.hacked=1>工厂")
    with Server(Engine.from_articles([article])) as server:
        visitor = Reader.visit(browser, server.url)
        page = visitor.page
        for question in ("工厂总投资多少？", "谁设计了工厂？", "工厂占地多少亩？", "<img src=x onerror=window.hacked=1>${alert(1)}工厂？"):
            visitor.ask(question)
            for button in page.locator("#live [data-article]").all():
                button.click()
                expect(page.locator(".reader h2")).to_have_text(article.title)
                page.keyboard.press("Escape")
        page.reload()
        expect(page.locator("#past .turn")).to_have_count(4)
        page.locator("#past [data-article]").first.click()
        expect(page.locator(".reader .para").first).to_contain_text("<script>window.hacked=1</script>")
        assert page.evaluate("window.hacked") is None
        for tag in ("img", "a", "iframe", "script", "style"):
            assert page.locator(f":is(#page, #reader) {tag}").count() == 0, tag
        citations = page.locator("#past button.cite")
        assert {button.inner_text() for button in citations.all()} <= {"[1]", "[2]", "[3]"}
        assert all(button.get_attribute("data-article") == article.id for button in citations.all())
        assert visitor.foreign() == []
        page.context.close()


@dataclass(frozen=True)
class Paced(Engine):
    """The real engine, held before its last event until a test lets it go, or failing where a question says so."""

    gate: threading.Event = field(default_factory=threading.Event)

    def stream(self, question: str, history: History = ()) -> Iterator[Event]:
        if "模型" in question:
            raise ModelProblem("模型服务没有回应。请检查地址。")
        if "错误" in question:
            raise RuntimeError("a secret of the program")
        for event in super().stream(question, history):
            if event.answer is not None:
                self.gate.wait(20)
            yield event


@pytest.fixture
def paced(engine: Engine) -> Paced:
    return Paced(engine.index, engine.embedder, engine.reader, engine.settings)


def test_the_answer_streams_and_can_be_stopped(browser: Browser, paced: Paced, engine: Engine) -> None:
    with Server(paced) as server:
        visitor = Reader.visit(browser, server.url)
        page = visitor.page
        page.fill("#box textarea", QUESTION)
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator("#live .pending .answer")).to_contain_text(engine.ask(QUESTION).statements[0].text[:4])
        expect(page.locator("#live button.cite")).to_have_count(0)
        page.fill("#box textarea", "下一个问题")
        page.keyboard.press("Enter")
        expect(page.locator("#box textarea")).to_have_value("下一个问题")
        page.get_by_role("button", name="停止").click()
        expect(page.locator("#live .refusal")).to_have_text("已停止。")
        paced.gate.set()
        visitor.ask(REFUSED)
        expect(page.locator("#past .turn")).to_have_count(0)
        visitor.ask(QUESTION)
        expect(page.locator("#past .question")).to_have_text([REFUSED])
        page.context.close()


def test_failures_are_one_polite_line(browser: Browser, paced: Paced, caplog: pytest.LogCaptureFixture) -> None:
    with Server(paced) as server:
        visitor = Reader.visit(browser, server.url)
        page = visitor.page
        page.fill("#box textarea", "模型？")
        page.keyboard.press("Enter")
        expect(page.locator("#live .refusal")).to_have_text("模型服务没有回应。请检查地址。")
        page.fill("#box textarea", "错误？")
        page.keyboard.press("Enter")
        expect(page.locator("#live .refusal")).to_contain_text("编号")
        shown = page.locator("body").inner_text()
        assert "secret" not in shown
        assert "Traceback" not in shown
        number = caplog.records[-1].args
        assert number
        assert str(number[0]) in shown  # type: ignore[index]
        page.context.close()


def test_changed_articles_are_noticed_in_kept_conversations(browser: Browser, engine: Engine) -> None:
    with Server(engine) as server:
        visitor = Reader.visit(browser, server.url)
        visitor.ask(QUESTION)
        port = server.port
    changed = [Article.from_text(article.id, "全文已改。", title=article.title) for article in engine.articles]
    with Server(Engine.from_articles(changed), port=port) as server:
        assert server.port == port
        visitor.page.reload()
        expect(visitor.page.locator("#past .note")).to_contain_text("请重新提问")
        expect(visitor.page.locator("#past button.cite")).to_have_count(0)
        visitor.page.context.close()


def _luminance(page: object, selector: str, property: str) -> float:
    """Relative luminance (0 to 1) of an element's colour, as WCAG defines it."""
    colour = page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{property}")  # type: ignore[attr-defined]
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
