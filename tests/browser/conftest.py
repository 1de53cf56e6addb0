"""Browser tests: a real Chromium against a live site.

`open_page(...)` gives a page of a fresh visitor: phone or desktop, light or dark, with or without JavaScript, in any
language. Every test fails when the page writes an error to the console, breaks its own Content-Security-Policy, asks
another host for anything, or is answered with a status of 500 or above. What a test provokes on purpose it names with
`expect_trouble`.
"""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Response, sync_playwright

from tests.live import Site

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--no-sandbox",  # containers and root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
)
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Watch:
    """What went wrong on the pages of one test."""

    def __init__(self, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.expected: list[str] = []
        self.trouble: list[str] = []
        self.scriptless: list[BrowserContext] = []

    def over(self, context: BrowserContext) -> None:
        """Look at everything that happens in this context."""
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.trouble.append(f"a script broke: {error.error}"))
        context.on("request", lambda request: self._asked(request.url))
        context.on("response", self._answered)

    def unexpected(self) -> list[str]:
        """Everything that no `expect_trouble` named."""
        return [said for said in self.trouble if not any(part in said for part in self.expected)]

    def _heard(self, message: ConsoleMessage) -> None:
        # A page that is meant to answer 404 or 422 makes Chromium say so; `_answered` judges statuses.
        if message.type in ("error", "warning") and "the server responded with a status of" not in message.text:
            self.trouble.append(f"the console said: {message.text}")

    def _asked(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.home:
            self.trouble.append(f"the page asked another host: {url}")

    def _answered(self, response: Response) -> None:
        is_part = response.request.resource_type not in ("document", "fetch", "xhr")
        if response.status >= 500 or (is_part and response.status >= 400):
            self.trouble.append(f"{response.url} was answered with {response.status}")


class OpenPage(Protocol):
    """Opens a page of a new visitor of the live site; addresses may begin with a slash."""

    def __call__(
        self, *, phone: bool = False, javascript: bool = True, dark: bool = False, language: str = "en-GB"
    ) -> Page: ...


@pytest.fixture(scope="session")
def _playwright() -> Iterator[tuple[Playwright, asyncio.AbstractEventLoop | None]]:
    """Playwright keeps an event loop running in this thread; between browser tests it is hidden from everybody else."""
    with sync_playwright() as playwright:
        loop = asyncio.events._get_running_loop()
        asyncio.events._set_running_loop(None)
        yield playwright, loop
        asyncio.events._set_running_loop(loop)


@pytest.fixture(scope="session")
def _chromium(_playwright: tuple[Playwright, asyncio.AbstractEventLoop | None]) -> Iterator[Browser]:
    path = os.environ.get("ALONGSIDE_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        pytest.skip("this machine has no Chromium (on Debian: apt-get install chromium; ALONGSIDE_CHROMIUM names one)")
    playwright, loop = _playwright
    asyncio.events._set_running_loop(loop)
    chromium = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
    asyncio.events._set_running_loop(None)
    yield chromium
    asyncio.events._set_running_loop(loop)
    chromium.close()
    asyncio.events._set_running_loop(None)


@pytest.fixture
def browser(_chromium: Browser, _playwright: tuple[Playwright, asyncio.AbstractEventLoop | None]) -> Iterator[Browser]:
    """Chromium, for the length of one test."""
    asyncio.events._set_running_loop(_playwright[1])
    yield _chromium
    asyncio.events._set_running_loop(None)


@pytest.fixture
def watch(server: Site) -> Iterator[Watch]:
    """Collects what goes wrong on this test's pages, and fails the test for it."""
    watching = Watch(server.url)
    yield watching
    assert watching.unexpected() == []


@pytest.fixture
def expect_trouble(watch: Watch) -> Callable[[str], None]:
    """Name a part of a message that this test provokes on purpose: `expect_trouble("ERR_INTERNET_DISCONNECTED")`."""
    return watch.expected.append


@pytest.fixture
def open_page(browser: Browser, server: Site, watch: Watch) -> Iterator[OpenPage]:
    """Open pages of new visitors; all are closed at the end."""
    contexts: list[BrowserContext] = []

    def opened(*, phone: bool = False, javascript: bool = True, dark: bool = False, language: str = "en-GB") -> Page:
        context = browser.new_context(
            base_url=server.url,
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone, is_mobile=phone, java_script_enabled=javascript,
            color_scheme="dark" if dark else "light", locale=language, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(10_000)
        watch.over(context)
        contexts.append(context)
        if not javascript:
            watch.scriptless.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A desktop page with JavaScript, light, in English."""
    return open_page()


@pytest.fixture
def axe(watch: Watch) -> Callable[[Page], None]:
    """Fail, in words, when axe finds something on the page as it stands. The page must have been opened with JavaScript."""

    def check(page: Page) -> None:
        assert page.context not in watch.scriptless, "axe is a script itself: open this page with JavaScript for it"
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
        said = [
            f"{one['id']} ({one['impact']}): {one['help']}\n"
            + "\n".join(f"    {node['html'][:300]}\n      {node['failureSummary'][:500]}" for node in one["nodes"][:5])
            for one in found.response["violations"]
        ]
        assert not said, f"axe on {page.url}:\n" + "\n".join(said)

    return check
