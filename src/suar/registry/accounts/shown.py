"""What a session has shown of whoever is signed in: `password`, or a factor by kind and key, `totp:12`."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

PASSWORD = "password"  # noqa: S105 - what a proof is called
PASSKEY = str(Authenticator.Type.WEBAUTHN)


def ever(request: HttpRequest) -> set[str]:
    return {name_of(one) for one in records(request)}


def just_now(request: HttpRequest, *, in_doubt: bool = False) -> set[str]:
    """Within `SUAR_FRESH_SECONDS`. `in_doubt`: of the sign-in itself only what no false page can ask for, a passkey."""
    fresh = [one for one in records(request) if 0 <= time.time() - one["at"] < settings.SUAR_FRESH_SECONDS]
    return {name_of(one) for one in fresh if not in_doubt or one.get("reauthenticated") or one.get("type") == PASSKEY}


def records(request: HttpRequest) -> list[dict[str, Any]]:
    user: Any = request.user
    found: list[dict[str, Any]] = get_authentication_records(request, user)
    return found


def name_of(record: dict[str, Any]) -> str:
    return f"{record['type']}:{record['id']}" if record["method"] == "mfa" else str(record["method"])
