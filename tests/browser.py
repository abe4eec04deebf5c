"""Finding a Chromium, and driving the page as a reader would."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)
_WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.blockedURI));
"""
_SEEN = """
element => {
  const box = element.getClientRects()[0];  // of an inline element that wraps: its first line
  return element.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}
"""


def find_chromium() -> str | None:
    """The path of an installed Chromium or Chrome."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser without a window."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=list(ARGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Reader:
    """A person at the page. requests: every address the page asked for. errors: what its scripts threw."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def visit(cls, browser: Browser, url: str, **context: Any) -> Reader:
        """A fresh browser profile on the front page."""
        page = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context}).new_page()
        page.set_default_timeout(30_000)  # a loaded machine is slow, not wrong
        reader = cls(page, url)
        page.on("request", lambda request: reader.requests.append(request.url))
        page.on("pageerror", lambda error: reader.errors.append(str(error)))
        page.add_init_script(_WATCH)
        page.goto(url)
        page.wait_for_selector(".welcome")
        return reader

    def ask(self, question: str) -> None:
        """Type a question, press Enter, wait for its answer or refusal to be whole."""
        self.page.fill("#box textarea", question)
        self.page.keyboard.press("Enter")
        self.whole(question)

    def whole(self, question: str) -> None:
        """Wait until the answer to ``question`` is whole."""
        self.page.locator("#live .turn", has=self.page.get_by_text(question, exact=True)).locator(".tools").wait_for()

    def in_view(self, selector: str) -> bool:
        """Whether the middle of the element is what is seen at its place."""
        return bool(self.page.locator(selector).first.evaluate(_SEEN))

    def foreign(self) -> list[str]:
        """Addresses outside our server that were asked for or that the page's policy refused."""
        asked = [url for url in self.requests if not url.startswith((self.url, "data:", "blob:"))]
        return asked + list(self.page.evaluate("window.refused"))
