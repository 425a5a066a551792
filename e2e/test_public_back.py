"""The browser's own *back* between the screens of the public form."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from e2e.conftest import Visit
from e2e.office import Running


def press(page: Page, button: str, heading: str) -> None:
    page.click(f"main button[value={button}]")
    expect(page.locator("h1")).to_have_text(heading)


def test_back_shows_the_screens_as_they_were_left(office: Running, visit: Visit) -> None:
    page = visit()
    page.goto(f"{office.public}/lapor/")
    page.check("input[value=yes]")
    press(page, "lanjut", "Siapa yang butuh bantuan?")
    page.check("input[value=self]")
    press(page, "lanjut", "Apa yang membuatmu khawatir?")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Siapa yang butuh bantuan?")
    expect(page.locator("input[value=self]")).to_be_checked()
    page.go_back()
    expect(page.locator("input[value=yes]")).to_be_checked()
    page.go_forward()
    press(page, "lanjut", "Apa yang membuatmu khawatir?")


def test_the_page_has_a_way_back_of_its_own_without_scripts(office: Running, visit: Visit) -> None:
    page = visit(javascript=False)
    page.goto(f"{office.public}/lapor/")
    page.check("input[value=no]")
    press(page, "lanjut", "Siapa yang butuh bantuan?")
    press(page, "kembali", "Kamu aman sekarang?")
    expect(page.locator("input[value=no]")).to_be_checked()
