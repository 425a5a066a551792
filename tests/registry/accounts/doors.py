"""Through the doors of the desk with every factor of the account that `a_factor` made."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from suar.registry.accounts.models import User
from tests.factories import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"  # of the telephone, in tests/factories.py


def a_code() -> str:
    """Of the telephone now, as if neither a code nor a wrong try had been there yet."""
    cache.clear()
    return a_code_in_time()


def a_code_in_time() -> str:
    code: str = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    return code


def enter(client: Client, user: User, code: str = "", password: str = PASSWORD) -> Client:
    """Sign in, with a code where one is given."""
    client.post(reverse("account_login"), {"login": user.username, "password": password})
    if code:
        client.post(reverse("mfa_authenticate"), {"code": code})
    return client


def leave(client: Client) -> None:
    client.post(reverse("account_logout"))


def prove(client: Client, **given: str) -> HttpResponse:
    """Once more, by `password` or `code`."""
    page = "mfa_reauthenticate" if "code" in given else "account_reauthenticate"
    answer: Any = client.post(reverse(page), given)
    return answer


def prove_fully(client: Client) -> None:
    prove(client, password=PASSWORD)
    prove(client, code=a_code())


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:profile")).status_code == 200


def kinds(user: User) -> list[str]:
    """Of the news that wait for an answer."""
    return list(user.notices.open().order_by("pk").values_list("kind", flat=True))
