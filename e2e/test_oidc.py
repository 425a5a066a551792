"""The government's sign-in in a real browser: to another site and back, where no cookie of ours comes along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.registry.accounts.government import CLIENT, SECRET, Government, government

from e2e import office as offices
from e2e.conftest import clean, fits, sign_in

RETURN = "/akun/masuk/penyedia/kembali/"
FACTOR = """
import django; django.setup()
from suar.registry.accounts.models import User
from tests.factories import a_factor
a_factor(User.objects.get(username={role!r}))
"""
CODE = """
import django; django.setup()
import time
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
print(format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", int(time.time()) // 30)), end="")
"""


@dataclass
class Place:
    """An office and the provider that it named. To a browser `localhost` is another site than 127.0.0.1."""

    office: offices.Running
    provider: Government


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("provider")
    (folder / "oidc.secret").write_text(f"{SECRET}\n", encoding="utf-8")
    with government() as provider:
        provider.issuer = provider.issuer.replace("127.0.0.1", "localhost")
        office = offices.make(folder / "home")
        office.environment |= {
            "SUAR_OIDC_ISSUER": provider.issuer,
            "SUAR_OIDC_CLIENT": CLIENT,
            "SUAR_OIDC_NAME": "SSO Contoh",
            "SUAR_OIDC_SECRET_FILE": str(folder / "oidc.secret"),
        }
        office.start()
        yield Place(office, provider)
        office.stop()


@pytest.fixture
def page(browser: Browser, width: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="id-ID")
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert problems == []


def at_the_provider(page: Page, place: Place) -> None:
    """The desk leads there by itself; the person agrees and stands on the page that comes back."""
    page.wait_for_url(place.provider.issuer + "/masuk?**")
    page.get_by_role("link", name="Setuju").click()
    page.wait_for_url(place.office.desk + RETURN + "?**")
    expect(page.locator("h1")).to_have_text("Kembali dari SSO Contoh")
    clean(page)
    fits(page)


def through(page: Page, place: Place) -> None:
    """From the door of the desk to the answer after the press."""
    page.goto(place.office.desk + "/akun/masuk/")
    clean(page)
    fits(page)
    page.get_by_role("button", name="Masuk lewat SSO Contoh").click()
    at_the_provider(page, place)
    with page.expect_response(lambda answer: RETURN in answer.url and answer.request.method == "POST") as answered:
        page.get_by_role("button", name="Lanjutkan").click()
    assert "suar" in str(answered.value.request.all_headers().get("cookie", "")), "the press brings the session along"
    page.wait_for_load_state()


def test_an_owner_links_the_account_and_comes_in_by_it_with_the_second_factor(place: Place, page: Page) -> None:
    office, role = place.office, "ketua" if page.viewport_size == {"width": 390, "height": 900} else "wakil"
    place.provider.subject = f"0000-{role}"
    sign_in(page, office, role)
    page.goto(office.desk + "/akun/")
    expect(page.locator("main")).to_contain_text("belum terhubung")
    page.get_by_role("button", name="Hubungkan, untuk masuk lewat sana").click()
    at_the_provider(page, place)
    page.get_by_role("button", name="Lanjutkan").click()
    page.wait_for_url(office.desk + "/akun/")
    expect(page.locator("main")).to_contain_text("Akun penyedia masuk sudah terhubung.")

    office.python(FACTOR.format(role=role))
    page.context.clear_cookies()
    through(page, place)
    page.wait_for_url("**/masuk/kode/**")
    page.goto(office.desk + "/")
    expect(page.locator("h1")).to_have_text("Kode masuk")
    clean(page)
    fits(page)
    page.fill("input[name=code]", office.python(CODE))
    page.keyboard.press("Enter")
    page.wait_for_url(office.desk + "/")


def test_an_account_that_nobody_linked_opens_nothing(place: Place, page: Page) -> None:
    place.provider.subject = "0000-siapa-saja"
    through(page, place)
    expect(page.locator("h1")).to_have_text("Belum masuk")
    expect(page.locator("main")).to_contain_text("belum terhubung")
    clean(page)
    fits(page)
    page.get_by_role("link", name="Masuk dengan kata sandi").click()
    expect(page.locator("h1")).to_have_text("Masuk")
    page.goto(place.office.desk + "/")
    expect(page.locator("h1")).to_have_text("Masuk")


def test_an_answer_carried_to_another_browser_opens_nothing(place: Place, page: Page, browser: Browser) -> None:
    """What somebody else was sent back with, pressed here: this browser asked for nothing."""
    page.goto(place.office.desk + "/akun/masuk/")
    page.get_by_role("button", name="Masuk lewat SSO Contoh").click()
    at_the_provider(page, place)
    other = browser.new_context(locale="id-ID")
    elsewhere = other.new_page()
    elsewhere.goto(page.url)
    elsewhere.get_by_role("button", name="Lanjutkan").click()
    expect(elsewhere.locator("h1")).to_have_text("Belum masuk")
    expect(elsewhere.locator("main")).to_contain_text("tidak dapat dipastikan")
    other.close()
