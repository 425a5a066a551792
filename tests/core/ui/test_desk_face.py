"""The desk's frame, headers, language and error pages."""

from __future__ import annotations

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ui import errors
from suar.core.ui.context import initials, surface
from suar.core.ui.middleware import DeskHeadersMiddleware, DeskLanguageMiddleware

NAV = [
    {
        "label": "Hari ini",
        "url": "/",
        "count": 4,
        "danger": True,
        "section": "",
        "active": True,
        "key": "h",
        "icon": "home",
        "short": "Hari ini",
    },
    {
        "label": "Laporan",
        "url": "/laporan/",
        "count": 0,
        "danger": False,
        "section": "Memahami",
        "active": False,
        "key": "r",
        "icon": "",
        "short": "Laporan",
    },
]
SHELL = {
    "user_name": "Rani Astuti", "initials": "RA", "search_url": "/cari/", "intake_url": "/baru/",
    "account_url": "/akun/", "sign_out_url": "/akun/keluar/",
    "language_url": "/bahasa/",
}  # fmt: skip


def frame(**values: object) -> str:
    request = RequestFactory().get("/")
    context = {"request": request, "nav": NAV, "shell": SHELL, "messages": [], "csrf_token": "t0k3n", **values}
    return render_to_string("ui/desk.html", context)


def test_the_sidebar_marks_where_one_is_and_what_presses() -> None:
    page = frame()
    assert 'href="/" aria-current="page" data-go="h">Hari ini<span class="count danger">4</span>' in page
    assert '<h2 class="nav-section">Memahami</h2>' in page
    assert ">Laporan</a>" in page


def test_the_frame_has_landmarks_and_a_skip_link() -> None:
    page = frame()
    for part in ('<main class="main" id="utama"', 'class="skip" href="#utama"', 'role="search"', "<header", "<nav"):
        assert part in page


def test_messages_carry_their_tone() -> None:
    page = frame(messages=[Message(constants.ERROR, "Nomor ini sudah dipakai.")])
    assert '<div class="notice red">' in page
    assert "Nomor ini sudah dipakai." in page


def test_a_frame_without_a_user_shows_no_menu_and_no_search() -> None:
    page = frame(shell=dict.fromkeys(SHELL, ""), nav=[])
    assert 'class="menu"' not in page
    assert 'id="cari"' not in page


def test_the_shell_is_read_only_when_a_page_uses_it() -> None:
    class Untouchable:
        @property
        def is_authenticated(self) -> bool:
            raise AssertionError("the session was read for nothing")

    request = RequestFactory().get("/")
    request.user = Untouchable()  # type: ignore[assignment]  # stands for a user
    surface(request)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Rani Astuti", "RA"), ("rani", "RA"), ("budi.santoso", "BS"), ("", "?"), ("M. Ali Rahman", "MA")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 500, 503])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_error_page_says_what_to_do_next(status: int, language: str) -> None:
    with translation.override(language):
        response = errors.error_page(RequestFactory().get("/"), status)
        title, step = errors.words(status)
    assert response.status_code == status
    page = response.content.decode()
    assert title in page
    assert step in page
    assert 'id="galat"' in page


def test_an_unknown_status_reads_as_a_fault_of_ours() -> None:
    assert errors.words(418) == errors.words(500)


@pytest.mark.parametrize(
    ("error", "status"),
    [(DomainError("Isi dulu."), 400), (Conflict("Muat ulang."), 409), (Refused("Minta Ketua."), 403)],
)
def test_a_domain_error_becomes_its_page(error: DomainError, status: int) -> None:
    middleware = errors.DomainErrorMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(RequestFactory().get("/"), error)
    assert response is not None
    assert response.status_code == status
    assert error.message in response.content.decode()


def test_other_errors_are_not_swallowed() -> None:
    middleware = errors.DomainErrorMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("x")) is None


def test_a_body_too_large_is_told_apart_from_a_bad_one() -> None:
    request = RequestFactory().post("/")
    assert errors.bad_request(request, RequestDataTooBig("x")).status_code == 413
    assert errors.bad_request(request, SuspiciousOperation("x")).status_code == 400


def test_a_refusal_never_shows_markup_from_its_text() -> None:
    assert b"<b>" not in errors.error_page(RequestFactory().get("/"), 403, "<b>x</b>").content


def test_the_desk_is_not_stored_and_its_forms_keep_their_origin() -> None:
    response = DeskHeadersMiddleware(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert response.headers["Cache-Control"] == "no-store"
    # `no-referrer` would make the browser send `Origin: null`, which the forgery check refuses.
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(("cookie", "language"), [("", "id"), ("en", "en"), ("xx", "id")])
def test_the_desk_is_indonesian_unless_chosen_otherwise(cookie: str, language: str) -> None:
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(translation.get_language())
        return HttpResponse()

    request = RequestFactory().get("/", headers={"Accept-Language": "en"})
    request.COOKIES["django_language"] = cookie
    DeskLanguageMiddleware(view)(request)
    assert seen == [language]
