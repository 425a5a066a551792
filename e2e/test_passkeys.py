"""A passkey in a real browser, with Chromium's own software device: made, used alone, used at the lock, taken away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.conftest import clean, fits
from e2e.office import PASSWORD, Running
from e2e.test_idle import nobody


@pytest.fixture(params=[390, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """With a device that has a finger on it."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, locale="id-ID")
    opened = context.new_page()
    device = context.new_cdp_session(opened)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": kind | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert problems == []


def test_a_passkey_is_made_opens_the_desk_and_the_lock_and_is_taken_away(office: Running, page: Page) -> None:
    desk = office.desk.replace("127.0.0.1", "localhost")  # a key belongs to a name, never to a number
    page.goto(desk + "/akun/masuk/")
    page.fill("input[name=login]", "divisi_pemantauan")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(desk + "/")
    page.goto(desk + "/akun/")
    page.get_by_role("link", name="Kunci sandi", exact=True).click()
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Pasang kunci sandi")
    clean(page)
    fits(page)
    page.fill("input[name=name]", "Telepon dinas")
    page.get_by_role("button", name="Pasang", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Kode cadangan")

    page.context.clear_cookies()
    page.goto(desk + "/akun/masuk/")
    clean(page)
    fits(page)
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(desk + "/")

    page.goto(desk + "/akun/")
    expect(page.locator("main")).to_contain_text("Telepon dinas")
    nobody(office, "divisi_pemantauan")
    page.goto(desk + "/akun/perangkat/")
    expect(page.locator("h1")).to_have_text("Layar terkunci")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(desk + "/akun/perangkat/")

    page.goto(desk + "/akun/")
    page.get_by_role("link", name="Lepas kunci sandi").click()
    page.get_by_role("button", name="Lepas kunci sandi").click()
    page.wait_for_url(desk + "/akun/")
    expect(page.locator("main")).not_to_contain_text("Telepon dinas")
