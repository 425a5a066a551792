"""Behind a proxy: whose word counts, what a browser is told over TLS, and that nothing of development is left on."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from suar.config.asgi.forwarding import behind
from suar.config.environment import environment
from tests.casework.intake.public_face import public_face
from tests.factories import an_officer

pytestmark = pytest.mark.real_clock

YEAR = 31_536_000
TOLD = """
import importlib, json, sys
module = importlib.import_module(f"suar.config.settings.{sys.argv[1]}")
sys.stdout.write(json.dumps({name: getattr(module, name) for name in dir(module) if name.isupper()}, default=str))
"""


@cache
def in_an_office(surface: str) -> dict[str, Any]:
    """The settings as an office's process reads them: no development, nothing from this suite."""
    environment_ = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    environment_ |= {"SUAR_HOME": "/nonexistent/office", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", TOLD, surface], env=environment_, capture_output=True, text=True, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_nothing_of_development_is_on_in_an_office() -> None:
    for surface in ("desk", "public"):
        told = in_an_office(surface)
        assert told["DEBUG"] is False
        assert told["SUAR_DEVELOPMENT"] is False
    assert in_an_office("desk")["SUAR_SECOND_FACTOR_REQUIRED"] is True
    assert reverse("styleguide") == "/gaya/", "in development, where this suite runs, it is there"


def test_cookies_of_the_desk_belong_to_this_host_over_tls_alone() -> None:
    told = in_an_office("desk")
    assert told["SESSION_COOKIE_NAME"] == "__Host-suar_desk"
    assert told["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert told["LANGUAGE_COOKIE_NAME"] == "__Host-django_language"
    for name in ("SESSION_COOKIE", "CSRF_COOKIE"):
        assert told[f"{name}_SECURE"] is True
        assert told[f"{name}_SAMESITE"] == "Strict"
        assert told.get(f"{name}_HTTPONLY", True) is True
        # The prefix asks for both: the whole host, and no other.
        assert told.get(f"{name}_PATH", "/") == "/" and told.get(f"{name}_DOMAIN") is None
    assert told["MESSAGE_STORAGE"] == "suar.core.ui.notices.Notices"


def test_a_notice_travels_in_a_cookie_of_this_host() -> None:
    code = "from suar.core.ui.notices import HostCookie; print(HostCookie.cookie_name)"
    environment_ = dict(os.environ) | {
        "SUAR_HOME": "/nonexistent/office",
        "SUAR_DEVELOPMENT": "0",
        "DJANGO_SETTINGS_MODULE": "suar.config.settings.desk",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment_, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "__Host-messages"


@pytest.mark.django_db
def test_a_browser_that_came_over_tls_is_told_to_come_so_for_a_year(settings: Settings) -> None:
    for surface in ("desk", "public"):
        told = in_an_office(surface)
        assert told["SECURE_HSTS_SECONDS"] == YEAR
        assert told["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    settings.SECURE_HSTS_SECONDS = YEAR
    wanted = f"max-age={YEAR}; includeSubDomains"
    assert Client().get("/akun/masuk/", secure=True)["Strict-Transport-Security"] == wanted
    assert "Strict-Transport-Security" not in Client().get("/akun/masuk/").headers
    public_face(settings)
    assert Client().get("/", secure=True)["Strict-Transport-Security"] == wanted
    assert "Strict-Transport-Security" not in Client().get("/").headers


@pytest.mark.django_db
def test_the_policy_of_both_faces_begins_with_nothing(settings: Settings) -> None:
    desk = Client().get("/akun/masuk/")
    public_face(settings)
    public = Client().get("/")
    for answer in (desk, public):
        policy = answer["Content-Security-Policy"].split("; ")
        for directive in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
            assert directive in policy
        assert not any("unsafe" in directive or "http" in directive for directive in policy)


@pytest.mark.django_db
def test_each_face_names_type_and_charset(settings: Settings) -> None:
    assert Client().get("/akun/masuk/")["Content-Type"] == "text/html; charset=utf-8"
    public_face(settings)
    assert Client().get("/")["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.django_db
def test_trace_is_refused(settings: Settings) -> None:
    assert Client().trace("/akun/masuk/").status_code == 405
    public_face(settings)
    assert Client().trace("/").status_code == 405


@pytest.mark.django_db
def test_a_folder_is_never_listed() -> None:
    for path in ("/static/", "/static/ui/", "/static/ui/../ui/", "/static/%2e%2e/settings/base.py"):
        assert Client().get(path).status_code == 404, path


@pytest.mark.django_db
def test_signing_out_clears_what_the_browser_holds() -> None:
    client = Client()
    client.force_login(an_officer())
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.django_db
def test_a_form_from_another_host_is_refused_the_public_forms_own_too(settings: Settings) -> None:
    assert in_an_office("desk").get("CSRF_TRUSTED_ORIGINS", []) == []
    settings.ALLOWED_HOSTS = ["meja.contoh.go.id", "pengaduan.contoh.go.id"]
    client = Client(enforce_csrf_checks=True, headers={"host": "meja.contoh.go.id"})
    client.get("/akun/masuk/", secure=True)
    typed = {"login": "x", "password": "y", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    for origin, status in (("https://meja.contoh.go.id", 200), ("https://pengaduan.contoh.go.id", 403), ("null", 403)):
        answer = client.post("/akun/masuk/", typed, secure=True, headers={"origin": origin})
        assert answer.status_code == status, origin


def arrives(*headers: tuple[bytes, bytes], sender: str = "127.0.0.1", proxies: tuple[str, ...] = ()) -> dict[str, Any]:
    """The request as the application sees it."""
    seen: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope)

    async def nothing() -> None:
        raise AssertionError("nobody listens")

    scope = {"type": "http", "scheme": "http", "client": (sender, 5000), "headers": [(b"host", b"meja"), *headers]}
    asyncio.run(behind(application, proxies)(scope, nothing, nothing))  # type: ignore[arg-type]  # a coroutine is awaitable
    return seen[0]


OVER_TLS = ((b"x-forwarded-for", b"203.0.113.9"), (b"x-forwarded-proto", b"https"))
PROXY = ("127.0.0.1", "::1")


def test_the_address_that_counts_is_the_one_the_proxy_saw() -> None:
    seen = arrives(*OVER_TLS, proxies=PROXY)
    assert (seen["client"][0], seen["scheme"]) == ("203.0.113.9", "https")
    # What a visitor wrote before the proxy added what it saw does not count.
    claimed = ((b"x-forwarded-for", b"10.0.0.1, 203.0.113.9"), (b"x-forwarded-proto", b"https"))
    assert arrives(*claimed, proxies=PROXY)["client"][0] == "203.0.113.9"


@pytest.mark.parametrize(("sender", "proxies"), [("203.0.113.5", PROXY), ("127.0.0.1", ()), ("198.51.100.1", ("::1",))])
def test_a_header_from_anybody_else_changes_nothing(sender: str, proxies: tuple[str, ...]) -> None:
    seen = arrives(*OVER_TLS, sender=sender, proxies=proxies)
    assert (seen["client"][0], seen["scheme"]) == (sender, "http")


def test_no_forwarded_header_reaches_the_application() -> None:
    others = ((b"X-Forwarded-Host", b"jahat"), (b"forwarded", b"for=1"), (b"x-real-ip", b"1"), (b"accept", b"*/*"))
    for proxies in (PROXY, ()):
        names = [name for name, _ in arrives(*OVER_TLS, *others, proxies=proxies)["headers"]]
        assert names == [b"host", b"accept"]


@pytest.mark.parametrize("named", ["*", "0.0.0.0/0", "::/0", "proxy.contoh.go.id", "127.0.0.1;10.0.0.1"])
def test_everybody_and_names_are_no_trusted_proxy(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUAR_TRUSTED_PROXIES", named)
    with pytest.raises(ImproperlyConfigured, match="SUAR_TRUSTED_PROXIES"):
        environment()


def test_proxies_are_listed_with_commas_and_nobody_is_one_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUAR_TRUSTED_PROXIES", raising=False)
    assert environment().trusted_proxies == ()
    monkeypatch.setenv("SUAR_TRUSTED_PROXIES", "127.0.0.1, ::1,10.0.0.0/29")
    assert environment().trusted_proxies == ("127.0.0.1", "::1", "10.0.0.0/29")


@pytest.mark.parametrize("face", ["desk", "public"])
def test_both_faces_stand_behind_it(face: str) -> None:
    text = (Path(__file__).parents[2] / "src" / "suar" / "config" / "asgi" / f"{face}.py").read_text(encoding="utf-8")
    assert "application = behind(" in text and "settings.SUAR_TRUSTED_PROXIES" in text
