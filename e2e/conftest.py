"""One office and one browser for all journeys; pages at 390 and 1280 px; axe on every page that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from e2e import browser as chromium
from e2e import office as offices

WIDTHS = {"phone": 390, "desk": 1280}
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Running]:
    with offices.serving(tmp_path_factory.mktemp("office") / "home") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        yield opened
        opened.close()


@pytest.fixture(params=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> int:
    return WIDTHS[request.param]


@pytest.fixture
def visit(browser: Browser, width: int) -> Iterator[Visit]:
    """A new page: `visit(javascript=False)`. Requests to another host and errors on the page fail the test."""
    contexts, problems = [], []

    def open_page(*, javascript: bool = True, language: str = "id-ID") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=javascript, locale=language
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda r: problems.append(r.url) if not r.url.startswith(("http://127.", "data:")) else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def sign_in(page: Page, office: offices.Running, role: str) -> None:
    """Where many have signed in from here within a minute the desk asks to wait for one: then it is waited for."""
    for _try in range(8):
        page.goto(f"{office.desk}/akun/masuk/")
        page.fill("input[name=login]", role)
        page.fill("input[name=password]", offices.PASSWORD)
        with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            page.click("main button[type=submit], main button:not([type])")
        page.wait_for_load_state()
        if answered.value.status != 429:
            return
        page.wait_for_timeout(10_000)
    raise AssertionError("the door stayed shut for longer than the minute that it names")


def clean(page: Page) -> None:
    """No axe violation on what is shown."""
    violations = Axe().run(page).response["violations"]
    assert violations == [], [(v["id"], v["nodes"][0]["html"][:200]) for v in violations]


def fits(page: Page) -> None:
    """Nothing sticks out sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


def mirrored(page: Page, mirror: Page) -> Page:
    """The same page where scripts run: axe needs them, the page does not. Its style stands in it."""
    mirror.set_content(page.content())
    return mirror
