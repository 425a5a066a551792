"""Calls and chats in a real browser: few fields, few presses, and no word lost when the browser dies."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e import office as offices
from e2e.conftest import clean, fits, sign_in

STORY = "Anak tetangga tidak boleh keluar rumah sejak Senin."
CHAT = """12/11/26 20.15 - +62 800-555-0123: Halo kak
12/11/26 20.17 - +62 800-555-0123: temanku takut pulang
12/11/26 20.18 - +62 800-555-0123: <Media tidak disertakan>"""
PRESSES, SECONDS, FIELDS = 6, 60, 12
TYPED_ALONE = 8_000  # milliseconds within which what is typed is saved by itself


def at_the_desk(browser: Browser, office: offices.Running, width: int) -> tuple[BrowserContext, Page]:
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="id-ID")
    page = context.new_page()
    sign_in(page, office, "divisi_pengaduan")
    return context, page


def test_a_pasted_chat_is_a_complaint_in_six_presses_on_a_phone(browser: Browser, office: offices.Running) -> None:
    context, page = at_the_desk(browser, office, 390)
    began, presses = time.monotonic(), 0
    for link in ("Lainnya", "Kontak", "WhatsApp"):
        page.get_by_role("link", name=link, exact=True).first.click()
        page.wait_for_load_state()
        presses += 1
    page.fill("textarea[name=text]", CHAT)
    presses += 1  # the paste
    for button in ("Baca", "Simpan"):
        fits(page)
        clean(page)
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()
        presses += 1
    expect(page.get_by_role("heading", name="Tersimpan sebagai pengaduan")).to_be_visible()
    expect(page.get_by_text("1 berkas media tetap di ponsel.")).to_be_visible()
    fits(page)
    clean(page)
    assert presses <= PRESSES and time.monotonic() - began <= SECONDS
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_half_typed_intake_outlives_the_browser(browser: Browser, office: offices.Running, width: int) -> None:
    context, page = at_the_desk(browser, office, width)
    page.goto(office.desk + "/kontak/")
    page.get_by_role("button", name="Telepon masuk").click()
    page.wait_for_load_state()
    shown = page.locator("main form.form").first.locator("input, textarea, select").locator("visible=true")
    names = {one.get_attribute("name") for one in shown.all()}
    assert len(names) <= FIELDS and "with_whom" in names
    page.fill("input[name=with_whom]", "Neneknya")
    with page.expect_response(lambda answer: answer.url.endswith("/simpan/"), timeout=TYPED_ALONE):
        page.locator("textarea[name=story]").press_sequentially(STORY, delay=5)
    with page.expect_response(lambda answer: answer.url.endswith("/simpan/"), timeout=TYPED_ALONE):
        page.locator("input[name=caller_name]").focus()
    fits(page)
    clean(page)
    context.close()  # no farewell: as when the machine dies

    context, page = at_the_desk(browser, office, width)
    page.goto(office.desk + "/kontak/")
    page.locator("a[data-go='1']").click()
    page.wait_for_load_state()
    expect(page.locator("textarea[name=story]")).to_have_value(STORY)
    expect(page.locator("input[name=with_whom]")).to_have_value("Neneknya")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_load_state()
    expect(page.get_by_role("heading", name="Tersimpan sebagai pengaduan")).to_be_visible()
    context.close()
