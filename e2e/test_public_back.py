"""The browser's own *back* between the screens of the public form."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

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


def test_a_cut_line_leaves_the_screen_with_all_that_was_typed(office: Running, visit: Visit) -> None:
    page = visit()
    page.goto(f"{office.public}/lapor/")
    page.check("input[value=no]")
    press(page, "lanjut", "Siapa yang butuh bantuan?")
    page.check("input[value=self]")
    page.context.set_offline(True)
    page.click("main button[value=lanjut]")
    expect(page.get_by_role("alert")).to_contain_text("Tulisanmu masih ada di halaman ini")
    expect(page.locator("input[value=self]")).to_be_checked()
    page.context.set_offline(False)
    press(page, "lanjut", "Apa yang membuatmu khawatir?")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.go_back()
    expect(page.locator("input[value=self]")).to_be_checked()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_the_server_refuses_in_words_is_read_on_the_screen(office: Running, visit: Visit) -> None:
    page = visit()
    page.goto(f"{office.public}/lapor/")
    for _ in range(6):
        before = page.locator("main").inner_text()
        page.click("main button[value=lewati]")
        expect(page.locator("main")).not_to_have_text(before, use_inner_text=True)
    page.fill("textarea", "kata " * 20_000)
    page.click("main button[value=lanjut]")
    expect(page.get_by_role("alert")).to_contain_text("Terlalu besar")
    assert len(page.locator("textarea").input_value()) == 100_000


def test_a_page_of_something_in_between_takes_nothing_away(office: Running, visit: Visit) -> None:
    page = visit()
    page.goto(f"{office.public}/lapor/")
    page.check("input[value=yes]")
    page.route("**/lapor/", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    page.click("main button[value=lanjut]")
    expect(page.get_by_role("alert")).to_contain_text("Belum sampai")
    page.unroute("**/lapor/")
    press(page, "lanjut", "Siapa yang butuh bantuan?")


def test_a_slow_line_says_that_it_is_being_sent(office: Running, visit: Visit) -> None:
    page = visit()
    page.goto(f"{office.public}/lapor/")

    def slowly(route: Route) -> None:
        expect(page.locator("#kabar")).to_contain_text("Sedang dikirim")
        route.continue_()

    page.route("**/lapor/", slowly)
    press(page, "lewati", "Siapa yang butuh bantuan?")
    expect(page.locator("#kabar")).to_have_count(0)
