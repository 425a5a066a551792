"""The public face: two requests, no trace, a way out, the language in the address."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import Settings

from suar.core.ui import inline
from suar.core.ui.context import other_language
from suar.core.ui.middleware import PublicHeadersMiddleware, PublicLanguageMiddleware

pytestmark = pytest.mark.urls("tests.core.ui.surface_public")


@pytest.fixture
def public(settings: Settings) -> Client:
    settings.ROOT_URLCONF = "tests.core.ui.surface_public"
    settings.MIDDLEWARE = [
        "suar.core.ui.middleware.PublicHeadersMiddleware",
        "suar.core.ui.middleware.PublicLanguageMiddleware",
        "suar.core.ui.errors.DomainErrorMiddleware",
    ]
    return Client(raise_request_exception=False)


def test_the_frame_of_a_page_is_small(public: Client) -> None:
    assert len(gzip.compress(public.get("/").content)) <= 5_000


def test_a_page_asks_for_one_more_file_only(public: Client) -> None:
    page = public.get("/").content.decode()
    assert re.findall(r'<script[^>]* src="([^"]+)"', page) == ["/static/ui/exit.js"]
    assert 'rel="stylesheet"' not in page
    assert '<link rel="icon" href="data:,">' in page


def test_the_style_in_the_page_is_the_one_that_its_hash_admits(public: Client) -> None:
    style = re.search(r"<style>(.*?)</style>", public.get("/").content.decode(), re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert inline.style_hash() == f"'sha256-{digest}'"


def test_the_title_tells_nothing(public: Client) -> None:
    title = re.search(r"<title>(.*?)</title>", public.get("/").content.decode())
    assert title is not None
    assert title[1] == "Catatan"


def test_quick_exit_is_a_plain_link_before_the_content(public: Client) -> None:
    page = public.get("/").content.decode()
    link = re.search(r"<a class=\"exit\"[^>]*>", page)
    assert link is not None
    assert page.index(link[0]) < page.index("<main")
    for part in ('href="/keluar"', 'rel="nofollow noreferrer"', 'role="button"', 'draggable="false"', "data-exit"):
        assert part in link[0]


def test_leaving_forgets_what_the_browser_holds(public: Client, settings: Settings) -> None:
    response = public.get("/keluar")
    assert response.status_code == 302
    assert response.headers["Location"] == settings.SUAR_EXIT_URL
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"', (
        "cookies are those of the whole domain, the desk's too"
    )
    assert response.headers["Cache-Control"] == "no-store"


def test_nothing_is_stored_or_told_to_others(public: Client) -> None:
    response = public.get("/")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert not response.cookies


def test_a_view_cannot_loosen_the_store_rule() -> None:
    def careless(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    response = PublicHeadersMiddleware(careless)(RequestFactory().get("/"))
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "language"), [("/", "id"), ("/en/", "en"), ("/en", "en"), ("/enam", "id"), ("/en/kode", "en")]
)
def test_the_address_alone_chooses_the_language(path: str, language: str) -> None:
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(translation.get_language())
        return HttpResponse()

    request = RequestFactory().get(path, headers={"Accept-Language": "en" if language == "id" else "id"})
    response = PublicLanguageMiddleware(view)(request)
    assert seen == [language]
    assert response.headers["Content-Language"] == language


def test_the_language_of_one_request_does_not_reach_the_next() -> None:
    before = translation.get_language()
    PublicLanguageMiddleware(lambda request: HttpResponse())(RequestFactory().get("/en/"))
    assert translation.get_language() == before


@pytest.mark.parametrize("path", ["/", "/kode", "/1/2"])
def test_switching_the_language_twice_comes_back(path: str) -> None:
    code, there = other_language(path)
    back, here = other_language(there)
    assert (code, back, here) == ("en", "id", path)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/", "/en//evil.example/", "/en/\\evil.example", "/en///evil.example", "/en/\t/evil.example/",
        "/en/\n\r/evil.example/", "/en/ /evil.example/", "/en/a\t/evil.example/",
    ],
)  # fmt: skip
def test_no_address_makes_the_other_language_another_site(path: str) -> None:
    there = other_language(path)[1]
    asked = re.sub(r"[\t\n\r]", "", there).strip()  # as a browser reads it
    assert asked.startswith("/") and not asked.startswith(("//", "/\\"))


def test_a_page_links_to_itself_in_the_other_language(public: Client) -> None:
    assert 'href="/en/" hreflang="en"' in public.get("/").content.decode()
    assert 'href="/" hreflang="id"' in public.get("/en/").content.decode()


@pytest.mark.parametrize(("path", "status"), [("/tiada", 404), ("/konflik", 409)])
def test_an_error_page_has_the_way_out_too(public: Client, path: str, status: int) -> None:
    response = public.get(path)
    assert response.status_code == status
    page = response.content.decode()
    assert 'href="/keluar"' in page
    assert "<title>Catatan</title>" in page
    assert "KPPAD" not in page


def test_the_text_of_a_refusal_is_shown(public: Client) -> None:
    assert "Muat ulang, lalu periksa lagi." in public.get("/konflik").content.decode()
