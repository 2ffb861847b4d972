"""A real browser for tests: Chromium through Playwright, on the site as it is served.

`page` is a fresh window on the running site, `signed_in(user)` one in which someone is signed in. Every test that uses them also
fails when a page breaks the content security policy, or when a script of ours throws.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from twofold.accounts.models import User

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
AXE = Path(__file__).parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WATCH_POLICY = """
  window.violations = [];
  addEventListener("securitypolicyviolation", event =>
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile || ""}`));
"""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: opens pages in Chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that opens the browser, so that `-m "not browser"` leaves them out."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a run."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs beside the ORM, in the same thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def served(live_server) -> Iterator[str]:
    """The address of the running site; afterwards every request was answered.

    Else the tables would be emptied under a page that still asks for something in the background.
    """
    yield live_server.url
    until = monotonic() + 20
    while answering := [one for one in threading.enumerate() if "process_request_thread" in one.name]:
        assert monotonic() < until, f"{len(answering)} connections to the site are still open"
        sleep(0.005)


@pytest.fixture
def context(chromium: Browser, served: str) -> Iterator[BrowserContext]:
    """A browser without a past, at home on the running site."""
    context = chromium.new_context(base_url=served, viewport=DESKTOP)
    context.set_default_timeout(20_000)
    context.add_init_script(WATCH_POLICY)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A window; afterwards the policy must be unbroken and no script may have thrown."""
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    no_csp_violations(page)
    assert not problems, "scripts have thrown: " + "; ".join(problems)


@pytest.fixture
def signed_in(page: Page, live_server) -> Callable[[User], Page]:
    """`signed_in(user)`: the window with the user signed in, without going through the sign-in page."""

    def signed_in(user: User) -> Page:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )
        return page

    return signed_in


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """`axe(page)`: what is wrong with a page for people who see, hear or move differently; [] when nothing is.

    `only` some of its rules, where the others have been asked before.
    """
    source = AXE.read_text(encoding="utf-8")

    def axe(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(source)
        violations = page.evaluate(
            "async options => (await axe.run(document, options)).violations",
            {"runOnly": list(only or STANDARDS), "resultTypes": ["violations"]},
        )
        return [
            f"{found['id']}: {node['html'][:160]} – {node['failureSummary']}"
            for found in violations
            for node in found["nodes"]
        ]

    return axe


def no_csp_violations(page: Page) -> None:
    """Assert that nothing on the page was blocked by its content security policy."""
    found = page.evaluate("() => window.violations || []")
    assert not found, "the content security policy was broken: " + "; ".join(found)


@contextmanager
def looking(page: Page, *, dark: bool = False, phone: bool = False) -> Iterator[Page]:
    """The page in the dark, or on a phone, for as long as the block lasts."""
    # without motion: else a color is measured on its way from day to night
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    page.set_viewport_size(PHONE if phone else DESKTOP)
    yield page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESKTOP)
