"""Every page of both faces, as the demo's year fills it: clean for axe in both languages, widths and colour schemes,
nothing sticking out sideways, one heading, a title. An address without a page has its reason in `e2e/pages.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from e2e.office import Running
from e2e.pages import NO_PAGE, OTHER_PUBLIC, PUBLIC, public_pages, signed_in, speak, year
from e2e.sampling import Found

WIDE, PHONE, NARROW = ({"width": width, "height": 860} for width in (1280, 390, 320))
LOOK = """() => ({
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  headings: document.querySelectorAll('h1').length,
  title: document.title,
})"""


@dataclass
class Walk:
    """What was wrong, by what was looked for."""

    violations: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    pages: int = 0

    def look(self, page: Page, name: str, *, whole: bool = True) -> None:
        """All rules at both widths in light; in dark only colours can differ. `whole=False`: once, on a dark phone."""
        self.pages += 1
        page.evaluate(AXE_SCRIPT)
        if whole:
            self._measure(page, name)
            self._axe(page, f"{name} 1280 light", {})
            page.emulate_media(color_scheme="dark")
            self._axe(page, f"{name} 1280 dark", {"runOnly": ["color-contrast"]})
            page.emulate_media(color_scheme="light")
            page.set_viewport_size(PHONE)
            self._measure(page, name)
            self._axe(page, f"{name} 390 light", {})
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        self._axe(page, f"{name} 390 dark", {"runOnly": ["color-contrast"]} if whole else {})
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(NARROW)
        self._measure(page, name)
        page.set_viewport_size(WIDE)

    def _measure(self, page: Page, name: str) -> None:
        found = page.evaluate(LOOK)
        self.titles[name] = found["title"]
        if found["wide"] > 0:
            self.too_wide.append(f"{name}: {found['wide']} px at {page.viewport_size}")
        if found["headings"] != 1:
            self.headings.append(f"{name}: {found['headings']} headings of the first level")

    def _axe(self, page: Page, name: str, options: dict[str, Any]) -> None:
        found = page.evaluate(
            f"axe.run(document, Object.assign({{resultTypes: ['violations']}}, {json.dumps(options)}))"
            ".then(r => r.violations.map(v => [v.id, v.nodes[0].html.slice(0, 160)]))"
        )
        self.violations += [f"{name}: {rule} {html}" for rule, html in found]


@pytest.fixture(scope="module")
def the_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, list[Found]]]:
    with year(tmp_path_factory.mktemp("year") / "home") as found:
        yield found


@pytest.fixture(scope="module")
def walk(the_year: tuple[Running, list[Found]], browser: Browser) -> Walk:
    office, found = the_year
    walked = Walk()
    for role in dict.fromkeys(each.role for each in found):
        walk_desk(walked, browser, office, role, [each for each in found if each.role == role and each.kind == "page"])
    for prefix in ("", "/en"):
        context = browser.new_context(viewport=WIDE)
        page = context.new_page()
        page.on("pageerror", lambda error: walked.errors.append(str(error)))
        for name in public_pages(page, office, prefix):
            walked.look(page, f"public {prefix} {name}", whole=not prefix)
        context.close()
    return walked


def walk_desk(walked: Walk, browser: Browser, office: Running, role: str, found: list[Found]) -> None:
    if not found:
        return
    context = signed_in(browser, office, role)
    page = context.new_page()
    page.on("pageerror", lambda error: walked.errors.append(str(error)))
    for language in ("id", "en") if role else ("id",):
        if language == "en":
            speak(context, office, "en")
        for each in found:
            page.goto(office.desk + each.path)
            walked.look(page, f"{each.name} {each.variant} {role} {language}", whole=language == "id")
    if role:
        speak(context, office, "id")
    context.close()


def test_every_address_of_the_desk_has_a_page_or_a_reason(the_year: tuple[Running, list[Found]]) -> None:
    _, found = the_year
    reasons = {name: kind for kind, names in NO_PAGE.items() for name in names}
    without = {each.name: each.kind for each in found if each.kind != "page"}
    assert without == reasons, "an address that nobody looks at, or a reason for one that has a page"


def test_every_address_of_the_public_face_is_walked(the_year: tuple[Running, list[Found]]) -> None:
    office, _ = the_year
    names = office.python(
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'suar.config.settings.public'\n"
        "import django; django.setup()\n"
        "from suar.casework.intake.urls import urlpatterns as a\n"
        "from suar.config.urls.public import urlpatterns as b\n"
        "print(*(p.name for p in [*a, *b] if getattr(p, 'name', None)))"
    ).split()
    assert set(names) == set(PUBLIC) | set(OTHER_PUBLIC)


def test_axe_finds_nothing_on_any_page(walk: Walk) -> None:
    assert walk.pages > 200
    assert walk.violations == [], "\n".join(["", *walk.violations])


def test_nothing_sticks_out_at_any_width(walk: Walk) -> None:
    assert walk.too_wide == [], "\n".join(["", *walk.too_wide])


def test_each_page_has_one_heading_and_a_title(walk: Walk) -> None:
    assert walk.headings == [], "\n".join(["", *walk.headings])
    assert [name for name, title in walk.titles.items() if not title.removesuffix("· Suar").strip()] == []


def test_no_script_fails_on_any_page(walk: Walk) -> None:
    assert walk.errors == []
