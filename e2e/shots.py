"""`make shots`: every page of both faces as PNG under build/shots, at 390 and 1280 px.

All in light, the chosen ones also dark, in English and as paper. `ARGS="cases today"` takes only the names that hold
one of these words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from e2e import browser as chromium
from e2e.office import Running
from e2e.pages import public_pages, signed_in, speak, year
from e2e.sampling import Found

OUT = Path("build/shots")
HOME = Path("build/demo").resolve()
WIDTHS = {1280: 860, 390: 844}
CHOSEN = {  # also dark and in English
    "account_login",
    "desk:today",
    "cases:case-list",
    "cases:case-detail",
    "cases:sheet-add",
    "complaints:complaint-list",
    "complaints:complaint-detail",
    "complaints:complaint-triage",
    "duties:duty-list",
    "duties:duty-detail",
    "duties:agency-score",
    "regions:region-list",
    "register:import-preview",
    "press:sheet-detail",
    "press:statement-check",
    "reports:report-detail",
    "reports:report-secret",
    "desk:help",
    "desk:health",
    "styleguide",
}
PAPER = {
    "cases:case-summary",
    "cases:case-detail",
    "cases:sheet-list",
    "cases:case-duties",
    "complaints:complaint-print",
    "mail:incoming-print",
    "material:arrival-print",
    "duties:duty-list",
    "duties:agency-score",
    "press:sheet-print",
    "sharing:sharing-print",
    "reports:report-detail",
    "reports:report-secret",
}
Wanted = Callable[[str], bool]


def main(words: list[str]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)

    def wanted(name: str) -> bool:
        return not words or any(word in name for word in words)

    with year(HOME) as (office, found), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        public(browser, office, wanted)
        for role in dict.fromkeys(each.role for each in found):
            desk(browser, office, role, [each for each in found if each.role == role and wanted(name_of(each))])
        browser.close()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


def name_of(found: Found) -> str:
    return "-".join(filter(None, ("desk", found.name.replace(":", "-"), found.variant)))


def public(browser: Browser, office: Running, wanted: Wanted) -> None:
    for prefix, language in (("", "id"), ("/en", "en")):
        context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="id-ID")
        page = context.new_page()
        for name in public_pages(page, office, prefix) if wanted("public") else ():
            take(page, f"public-{name}", dark=language == "id", language=language)
        context.close()


def desk(browser: Browser, office: Running, role: str, found: list[Found]) -> None:
    shown = [each for each in found if each.kind == "page"]
    if not shown:
        return
    context = signed_in(browser, office, role)
    page = context.new_page()
    for each in shown:
        page.goto(office.desk + each.path)
        take(page, name_of(each), dark=each.name in CHOSEN, paper=each.name in PAPER)
    english = [each for each in shown if each.name in CHOSEN]
    if english and role:
        speak(context, office, "en")
        for each in english:
            page.goto(office.desk + each.path)
            take(page, name_of(each), language="en")
        speak(context, office, "id")
    context.close()


def take(page: Page, name: str, *, dark: bool = False, paper: bool = False, language: str = "id") -> None:
    """One visit, all its pictures: the page is not asked for again."""
    ending = "" if language == "id" else f"-{language}"
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        save(page, f"{name}-{width}-light{ending}")
        if dark:
            page.emulate_media(color_scheme="dark")
            save(page, f"{name}-{width}-dark{ending}")
            page.emulate_media(color_scheme="light")
    if paper:
        page.set_viewport_size({"width": 718, "height": 1000})  # an A4 page between its margins
        page.emulate_media(media="print")
        save(page, f"{name}-print")
        page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 860})


def save(page: Page, name: str) -> None:
    page.screenshot(path=OUT / f"{name}.png", full_page=True)


if __name__ == "__main__":
    main(sys.argv[1:])
