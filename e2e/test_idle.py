"""A desk at which nobody is: the page covers itself and keeps what was typed, with scripts and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import Visit, clean, fits, sign_in
from e2e.office import PASSWORD, Running

NOBODY = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from suar.registry.accounts.models import Session
Session.objects.filter(user__username={role!r}).update(seen_at=timezone.now() - timedelta(minutes={minutes}))
"""
FORM = "/akun/pengguna/tambah/"
TYPED = "Nama yang sedang diketik"


def nobody(office: Running, role: str, minutes: int = 16) -> None:
    office.python(NOBODY.format(role=role, minutes=minutes))


def typing(page: Page, office: Running, role: str = "ketua") -> None:
    sign_in(page, office, role)
    page.goto(office.desk + FORM)
    page.fill("input[name=name]", TYPED)


def covered(page: Page) -> None:
    expect(page.locator(".lock")).to_be_visible()
    expect(page.locator(".lock input[name=password]")).to_be_focused()


def open_lock(page: Page) -> None:
    page.fill(".lock input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".lock")).to_be_hidden()


def test_a_page_left_alone_covers_itself_and_keeps_every_letter(office: Running, visit: Visit) -> None:
    page = visit()
    page.clock.install()
    typing(page, office)
    title = page.title()
    nobody(office, "ketua")
    page.clock.fast_forward("16:00")  # as after sleep: the clock has moved, no timer has run
    covered(page)
    assert page.title() == "Layar terkunci · Suar" != title
    expect(page.locator("main")).to_be_hidden()
    assert "Nama" not in page.locator("body").inner_text(), "nothing of the page can be read"
    assert page.evaluate("document.querySelector('main').checkVisibility({visibilityProperty: true})") is False
    clean(page)
    fits(page)
    for _ in range(3):
        page.keyboard.press("Escape")
    expect(page.locator(".lock")).to_be_visible()
    page.fill(".lock input[name=password]", "salah-sama-sekali")
    page.keyboard.press("Enter")
    expect(page.locator(".lock")).to_contain_text("Kata sandi tidak cocok.")
    open_lock(page)
    assert page.title() == title
    assert page.input_value("input[name=name]") == TYPED
    name = f"baru{page.viewport_size['width']}" if page.viewport_size else "baru"
    page.fill("input[name=username]", name)
    page.click("main form.form button")
    expect(page.locator("main")).to_contain_text(name)


def test_a_second_tab_in_use_keeps_the_first_open(office: Running, visit: Visit) -> None:
    first = visit()
    first.clock.install()
    typing(first, office, "wakil")
    second = first.context.new_page()
    second.goto(office.desk + "/akun/")  # somebody is there, here
    first.clock.fast_forward("16:00")
    expect(first.locator(".lock")).to_be_hidden()
    expect(first.locator("main")).to_be_visible()
    assert first.input_value("input[name=name]") == TYPED


def test_what_one_tab_unlocks_is_open_in_the_other(office: Running, visit: Visit) -> None:
    first = visit()
    first.clock.install()
    typing(first, office, "wakil")
    second = first.context.new_page()
    second.clock.install()
    second.goto(office.desk + "/akun/")
    nobody(office, "wakil")
    for page in (first, second):
        page.clock.fast_forward("16:00")
        covered(page)
    open_lock(second)
    first.evaluate("dispatchEvent(new Event('focus'))")
    expect(first.locator(".lock")).to_be_hidden()


def test_a_press_that_finds_the_lock_is_given_back_without_scripts(office: Running, visit: Visit) -> None:
    page = visit(javascript=False)
    typing(page, office)
    page.fill("input[name=username]", f"tanpa.skrip{page.viewport_size['width'] if page.viewport_size else ''}")
    nobody(office, "ketua")
    page.click("main form.form button")
    expect(page.locator("h1")).to_have_text("Layar terkunci")
    expect(page.locator("main")).to_contain_text("Ketua Contoh")
    assert TYPED not in page.locator("body").inner_text()
    page.fill("input[name=password]", PASSWORD)
    page.click("main form.form >> nth=0 >> button")
    expect(page.locator("h1")).to_have_text("Tekan sekali lagi")
    expect(page.locator("main")).to_contain_text(TYPED)
    page.click("main form.form button")
    expect(page.locator("main")).to_contain_text("tanpa.skrip")


def test_a_part_that_meets_the_lock_covers_the_page(office: Running, visit: Visit) -> None:
    page = visit()
    sign_in(page, office, "ketua")
    page.goto(office.desk + "/akun/pengguna/")
    nobody(office, "ketua")
    page.fill(".filters input[name=q]", "contoh")
    covered(page)
    open_lock(page)
    assert page.input_value(".filters input[name=q]") == "contoh"


@pytest.mark.parametrize("path", ["/", "/akun/"])
def test_the_screen_is_locked_by_hand(office: Running, visit: Visit, path: str) -> None:
    page = visit()
    sign_in(page, office, "ketua")
    page.goto(office.desk + path)
    page.click(".menu > summary")
    page.get_by_role("button", name="Kunci layar").click()
    page.wait_for_url(re.compile("/akun/terkunci/"))
    clean(page)
    fits(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Layar terkunci")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/terkunci/"))
    expect(page.locator("h1")).not_to_have_text("Layar terkunci")
