"""What every answer of both faces tells a browser: pages, files, refusals, faults, answers before Django."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from pytest_django import Settings

from suar.config.asgi.buffering import LARGEST_BODY, Buffered
from suar.config.settings import public
from suar.config.utf8 import Utf8Only
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from suar.registry.regions import actions as regions
from tests.addresses import ADDRESSES, DEVELOPMENT, OPEN, address, walk
from tests.casework.intake.public_face import public_face
from tests.factories import a_user
from tests.furnishing import an_office_at_work
from tests.heading import EVERYWHERE, YEAR, wrong, wrong_headers

pytestmark = pytest.mark.django_db
DOOR = "/akun/masuk/"


@pytest.fixture(autouse=True)
def _as_in_an_office(settings: Settings) -> None:
    """What this suite has off because it asks over plain HTTP."""
    settings.SECURE_HSTS_SECONDS = YEAR
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def browser_of(user: User | None = None, **options: Any) -> Client:
    client = Client(raise_request_exception=False, **options)
    if user is not None:
        client.force_login(user)
        client.cookies["suar_desk"]["secure"] = True
    return client


PAGES = [name for name in ADDRESSES if name not in DEVELOPMENT]


def without_a_role() -> User:
    user = a_user()
    for appointment in user.appointments_now:
        accounts.end_appointment(appointment=appointment, by=OPERATOR)
    return User.objects.get(pk=user.pk)


def test_every_address_of_the_desk_tells_all_of_it_to_every_role_and_to_nobody() -> None:
    """Pages, downloads, redirects, and the refusals of what this person may not open."""
    regions.load_regions(by=OPERATOR)
    visitors = {role: browser_of(a_user(role)) for role in Role}
    made: dict[str, object] = {}
    found = []
    for visitor, client in {**visitors, "without a role": browser_of(without_a_role()), "nobody": browser_of()}.items():
        for name in PAGES:
            if visitor != "nobody" and name == "account_logout":
                continue
            answer = client.get(address(name, made), secure=True)
            found += [f"{name} ({visitor}, {answer.status_code}): {fault}" for fault in wrong(answer, face="desk")]
    assert found == []


def test_what_is_sent_is_answered_with_all_of_it() -> None:
    """Each form of the desk, sent empty by somebody who may: refused, done, or gone already."""
    office = an_office_at_work()
    client, found = browser_of(office.ketua), []
    for name in PAGES:
        if name == "account_logout":
            continue
        # The doors' own parts name no object of an office.
        answer = client.post(address(name) if name in OPEN else office.address(name), secure=True)
        found += [f"{name} ({answer.status_code}): {fault}" for fault in wrong(answer, face="desk")]
    assert found == []
    out = client.post(reverse("account_logout"), secure=True)
    assert (out.status_code, wrong(out, face="desk")) == (302, [])


def test_a_refusal_of_any_kind_tells_it(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    client, ketua = browser_of(), a_user()
    inside = browser_of(ketua)
    answers = {
        "no such page": (client.get("/tidak-ada/", secure=True), 404),
        "no such page, inside": (inside.get("/tidak-ada/", secure=True), 404),
        "another host": (client.get("/", secure=True, headers={"host": "jahat.example"}), 400),
        "another method": (client.trace(DOOR, secure=True), 405),
        "not by looking": (inside.get(reverse("accounts:device-sign-out"), secure=True), 405),
        "too large": (inside.post(DOOR, {"login": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}, secure=True), 413),
        "forged": (browser_of(enforce_csrf_checks=True).post(DOOR, {}, secure=True), 403),
        "another role": (browser_of(a_user(Role.ADMIN)).get(reverse("desk:search"), secure=True), 403),
    }
    for n in range(31):
        answers["too often"] = (client.post(DOOR, {"login": f"x{n}", "password": ""}, secure=True), 429)
    monkeypatch.setattr("suar.registry.accounts.views.own.render", a_fault)
    answers["a fault"] = (inside.get(reverse("accounts:profile"), secure=True), 500)
    monkeypatch.setattr("suar.desk.locked.is_locked", lambda directory: True)
    answers["locked"] = (client.get("/", secure=True), 503)
    assert {name: answer.status_code for name, (answer, _) in answers.items()} == {
        name: status for name, (_, status) in answers.items()
    }
    assert {name: wrong(answer, face="desk") for name, (answer, _) in answers.items()} == dict.fromkeys(answers, [])


def a_fault(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError("a fault that nobody foresaw")


@pytest.mark.parametrize("path", ["ui/desk.css", "ui/guard.js", "ui/favicon.svg"])
def test_a_static_file_may_be_kept_and_tells_the_rest(path: str) -> None:
    answer = browser_of().get(f"/static/{path}", secure=True)
    assert b"".join(answer)
    assert (answer.status_code, wrong(answer, face="desk", static=True)) == (200, [])


def test_a_file_that_is_not_there_may_not_be_kept() -> None:
    assert wrong(browser_of(a_user()).get("/static/ui/tidak-ada.css", secure=True), face="desk") == []


def of_the_public_face() -> Iterator[tuple[str, URLPattern]]:
    return walk(get_resolver(public.ROOT_URLCONF))


def test_every_public_address_tells_all_of_it_and_sets_no_cookie(settings: Settings) -> None:
    public_face(settings)
    client, found = browser_of(), []
    for name, pattern in of_the_public_face():
        path = reverse(name, kwargs=dict.fromkeys(pattern.pattern.converters, 1))
        for asked in (path, f"/en{path}"):
            for method in (client.get, client.post, client.delete):
                answer = method(asked, secure=True)
                found += [f"{asked} ({answer.status_code}): {fault}" for fault in wrong(answer, face="public")]
    assert found == []


def test_a_refusal_of_the_public_face_tells_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    public_face(settings)
    client = browser_of()
    answers = [
        client.get("/tidak-ada", secure=True),
        client.get("/", secure=True, headers={"host": "jahat.example"}),
        client.post("/lapor/", {"story": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}, secure=True),
    ]
    monkeypatch.setattr("suar.casework.intake.views.render", a_fault)
    answers.append(client.get("/menghapus-jejak/", secure=True))
    assert [answer.status_code for answer in answers] == [404, 400, 413, 500]
    assert [wrong(answer, face="public") for answer in answers] == [[], [], [], []]


def before_django(body: bytes = b"", *, patience: float = 5.0, whole: bool = True, **scope: Any) -> tuple[int, Any]:
    """Status and headers of what the server answers by itself."""
    sent: list[dict[str, Any]] = []
    parts = [{"type": "http.request", "body": body, "more_body": not whole}]

    async def receive() -> dict[str, Any]:
        if not parts:
            await asyncio.Event().wait()
        return parts.pop()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asked = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "http_version": "1.1", "headers": []}
    application = Buffered(Utf8Only(None), patience=patience)
    asyncio.run(application({**asked, "scheme": "https", **scope}, receive, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


NOT_UTF8 = [(b"content-type", b"text/plain; charset=hex"), (b"host", b"localhost")]
BEFORE = {
    413: {"body": b"x" * (LARGEST_BODY + 1)},
    408: {"whole": False, "patience": 0.01},
    400: {"headers": NOT_UTF8},
}


@pytest.mark.parametrize("status", BEFORE)
def test_what_is_answered_before_django_tells_it_too(status: int) -> None:
    answered, headers = before_django(**BEFORE[status])  # type: ignore[arg-type]  # of a mixed table
    assert answered == status
    assert wrong_headers(headers, face="desk", sentence=True) == []
    plain, headers = before_django(**BEFORE[status], scheme="http")  # type: ignore[arg-type]  # as above
    assert (plain, headers.get("Strict-Transport-Security")) == (status, None)


DROPPED = [*EVERYWHERE, "Referrer-Policy", "Cache-Control", "Content-Security-Policy", "Permissions-Policy"]


@pytest.mark.parametrize("name", [*DROPPED, "Strict-Transport-Security"])
def test_the_control_a_header_that_is_dropped_is_found(name: str) -> None:
    answer = browser_of().get(DOOR, secure=True)
    assert wrong(answer, face="desk") == []
    del answer.headers[name]
    assert wrong(answer, face="desk") != []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Security-Policy", "{}; script-src 'self' 'unsafe-inline'"),
        ("Content-Security-Policy", "{}; script-src 'unsafe-eval'"),
        ("Content-Security-Policy", "{}; img-src https://contoh.example"),
        ("Content-Security-Policy", "{}; object-src 'self'"),
        ("Cache-Control", "private"),
        ("Access-Control-Allow-Origin", "*"),
        ("Server", "granian"),
    ],
)
def test_the_control_a_header_that_is_loosened_is_found(name: str, value: str) -> None:
    answer = browser_of().get(DOOR, secure=True)
    answer.headers[name] = value.format(answer.headers.get(name, ""))
    assert wrong(answer, face="desk") != []


@pytest.mark.parametrize("mark", ["secure", "httponly", "samesite"])
def test_the_control_a_cookie_that_is_loosened_is_found(mark: str) -> None:
    answer = browser_of().get(DOOR, secure=True)
    answer.cookies["csrftoken"][mark] = ""
    assert wrong(answer, face="desk") == ["cookie csrftoken"]
    assert "cookie csrftoken" in wrong(answer, face="public")
