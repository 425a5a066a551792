"""Signing in without the page: as somebody who has just given their password, unless a test lets time pass."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.test import Client


def proved(client: Client, user: Any, seconds_ago: float = 0) -> None:
    """This session showed so long ago who its person is."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - seconds_ago}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()


@contextmanager
def signed_in_just_now() -> Iterator[None]:
    """While it lasts, `force_login` leaves what the page of signing in leaves."""
    force = Client.force_login

    def force_login(self: Client, user: Any, backend: str | None = None) -> None:
        force(self, user, backend)
        proved(self, user)

    with patch.object(Client, "force_login", force_login):
        yield
