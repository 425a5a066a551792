"""Files on the desk: whose, where, how large, and that none touches the disk."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.db import DatabaseError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from suar.config import uploads
from suar.registry.accounts.models import Role, Session
from tests.factories import a_user, an_officer

pytestmark = pytest.mark.django_db


def a_file(size: int = 10) -> SimpleUploadedFile:
    return SimpleUploadedFile("register.xlsx", b"x" * size)


def request_with(file: SimpleUploadedFile, path: str = uploads.ADDRESSES[0]) -> HttpRequest:
    request = RequestFactory().post(path, {"file": file})
    request.user = an_officer()
    return request


def browser(*, signed_in: bool, careful: bool = True) -> Client:
    found = Client(enforce_csrf_checks=careful)
    if signed_in:
        found.force_login(an_officer())
    return found


@pytest.mark.parametrize("path", ["/akun/masuk/", "/tidak-ada/", *uploads.ADDRESSES])
@pytest.mark.parametrize("careful", [True, False])
def test_a_stranger_sends_no_file(path: str, careful: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(uploads, "BytesIO", lambda: kept.append(1))
    stranger = browser(signed_in=False, careful=careful)
    stranger.get("/akun/masuk/")  # with its cookie the check against forgery reads the form
    response = stranger.post(path, {"file": a_file(100_000)})
    assert response.status_code in {302, 403, 404}  # to the sign-in, or refused; nothing of it was read
    assert kept == []


def test_staff_send_files_only_where_files_go() -> None:
    assert browser(signed_in=True, careful=False).post("/pengaduan/tambah/", {"file": a_file()}).status_code == 403


def test_a_file_of_staff_lies_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("a temporary file was opened")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refused)
    request = request_with(a_file(3 * 1024 * 1024))
    file = request.FILES["file"]
    assert isinstance(file, InMemoryUploadedFile)
    assert (file.name, file.size, len(file.read())) == ("register.xlsx", 3 * 1024 * 1024, 3 * 1024 * 1024)


def test_more_than_the_largest_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST_BODY", 1_000)
    assert request_with(a_file(1_000)).FILES["file"].size == 1_000
    with pytest.raises(uploads.RequestDataTooBig):
        request_with(a_file(1_001)).FILES  # noqa: B018 - reading it is what parses the body


def test_too_large_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST_BODY", 1_000)
    user = browser(signed_in=True, careful=False)
    assert user.post(uploads.ADDRESSES[0], {"file": a_file(2_000)}).status_code == 413


def allowed(client: Client, path: str = uploads.ADDRESSES[0], cookie: str = "") -> int:
    """What the sender with this browser's cookies, or with this one, may send in all."""
    header = cookie or client.cookies.output(header="", sep=";").strip()
    scope = {"path": path, "headers": [(b"host", b"localhost"), (b"cookie", header.encode())]}
    return async_to_sync(uploads.allowance)(scope)


@pytest.mark.parametrize("role", [Role.MITRA, Role.ADMIN, Role.GUBERNUR])
def test_whose_role_does_not_open_the_address_sends_no_large_file_there(role: str) -> None:
    user = Client()
    user.force_login(a_user(role))
    assert allowed(user, "/impor/baru/") == uploads.LARGEST_FORM


def test_staff_may_send_a_file_where_files_go_and_a_long_form_elsewhere() -> None:
    user = browser(signed_in=True)
    assert allowed(user) == uploads.LARGEST_BODY
    assert allowed(user, "/berkas/") == uploads.LARGEST_FORM


@pytest.mark.parametrize("cookie", ["", "suar_desk=", "suar_desk=tebakan", "suar_desk=\u00ff\x01; =;;", "lain=1"])
def test_a_stranger_may_send_nothing_large(cookie: str) -> None:
    assert allowed(browser(signed_in=False), cookie=cookie) == 0


def test_a_session_that_is_over_or_nobodys_may_send_nothing_large() -> None:
    user = browser(signed_in=True)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert allowed(user) == 0
    nobody = browser(signed_in=False)
    nobody.session["language"] = "en"
    assert allowed(nobody, cookie=f"{settings.SESSION_COOKIE_NAME}={nobody.session.session_key}") == 0


def test_a_store_that_is_away_knows_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any) -> Any:
        raise DatabaseError("away")

    user = browser(signed_in=True)
    monkeypatch.setattr(uploads, "get_user", away)
    assert allowed(user) == 0
