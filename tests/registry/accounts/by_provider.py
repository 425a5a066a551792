"""Coming in by the government's sign-in, as a browser does it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from suar.config import provider as named
from suar.registry.accounts import actions, oidc
from suar.registry.accounts.models import Role, User
from suar.registry.accounts.provider import code_of
from tests.factories import a_user
from tests.registry.accounts.government import CLIENT, SECRET, Government, government

RETURN = "/akun/masuk/penyedia/kembali/"
TRUST = "tidak dapat dipastikan"


@contextmanager
def set_up(settings: Settings, folder: Path) -> Iterator[Government]:
    """An office that named this provider."""
    secret = folder / "oidc.secret"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    oidc._said.clear()
    with government() as running:
        settings.SUAR_OIDC = named.Provider(running.issuer, CLIENT, "SSO Contoh", secret, frozenset(), frozenset())
        yield running


def linked(provider: Government, role: str = Role.KETUA) -> User:
    user = a_user(role)
    actions.link_identity(user=user, code=code_of(provider.issuer, provider.subject), by=user)
    return user


def leave(client: Client, name: str = "provider_start") -> str:
    """The provider's address that the desk leads to."""
    answer = client.post(reverse(name))
    assert answer.status_code == 200, answer.content.decode()
    page = answer.content.decode()
    address = html.unescape(re.findall(r'content="0;url=([^"]+)"', page)[0])
    assert f'href="{html.escape(address)}"' in page, "a press leads there too"
    return str(address)


def come_back(client: Client, query: str, **changed: str) -> HttpResponse:
    """From the provider, without a cookie of ours, to the page whose press brings it."""
    page = Client().get(f"{RETURN}?{query}")
    assert (page.status_code, page.cookies) == (200, {})
    brought = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.content.decode()))
    return client.post(RETURN, brought | changed)


def sign_in(client: Client, provider: Government, **changed: str) -> HttpResponse:
    return come_back(client, provider.sign_in(leave(client)), **changed)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("accounts:profile")).status_code == 200


def said(answer: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
