"""Pages are packed as gzip has it, the shared beginning once."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from suar.core.ui.packing import PADDING, PackingMiddleware, beginning, packed

STYLE = b"<html><style>" + b"p{color:red}" * 300 + b"</style>"


@given(st.one_of(st.binary(), st.binary().map(lambda rest: STYLE + rest)))
def test_what_was_packed_is_what_is_read(page: bytes) -> None:
    assert gzip.decompress(packed(page)) == page


def test_the_beginning_is_packed_once_and_not_changed_by_the_pages_after_it() -> None:
    beginning.cache_clear()
    for n in range(20):
        page = STYLE + b"halaman %d" % n * 50
        assert gzip.decompress(packed(page)) == page
    assert beginning.cache_info().misses == 1


def test_a_page_is_as_small_as_packed_in_one_go() -> None:
    page = STYLE + b"<p>Kamu tidak salah apa-apa.</p>" * 40
    assert len(packed(page)) <= len(gzip.compress(page, 6)) + PADDING + 10


def test_the_length_of_a_page_says_little_about_its_words() -> None:
    assert len({len(packed(STYLE)) for _ in range(50)}) > 10


@pytest.mark.parametrize(
    ("accepts", "response", "packs"),
    [
        ("gzip, br", HttpResponse(STYLE), True),
        ("br", HttpResponse(STYLE), False),
        ("gzip", HttpResponse(b"pendek"), False),
        ("gzip", HttpResponse(STYLE, headers={"Content-Encoding": "br"}), False),
    ],
)
def test_only_for_those_who_take_it_and_where_it_helps(accepts: str, response: HttpResponse, packs: bool) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return response

    before = response.content
    answer = PackingMiddleware(page)(RequestFactory().get("/", headers={"accept-encoding": accepts}))
    assert (answer.headers.get("Content-Encoding") == "gzip") is packs
    assert (gzip.decompress(answer.content) if packs else answer.content) == before
    assert not packs or answer.headers["Content-Length"] == str(len(answer.content))
