"""Tries at shut doors, in the ledger: wrong passwords and codes, and addresses of a file that did not open.

Each is counted by the hour for one account and one kind, and the entry says the how-manieth it was: the first ones,
then every tenfold. So a flood of tries writes a few entries, never a diskful. What was typed is never kept: of a name
that is no account only that there was one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from suar.core import ledger
from suar.core.ledger.actors import Process
from suar.registry.accounts.models import User

DOOR = Process("system:door")  # whoever tried is not known
HOUR = 3600  # seconds
EACH = 10  # addresses of one person and hour that are named one by one
SHUT = {403, 404}

Handler = Callable[[HttpRequest], HttpResponse]


def wrong_password(username: str) -> None:
    user = User.objects.filter(username__iexact=username).first()
    note_wrong("password", user)


def note_wrong(kind: str, user: User | None) -> None:
    """A wrong `kind`: password, code or provider. Without an account, one count for all of them together."""
    tries = counted(f"wrong:{kind}:{user.pk if user else ''}")
    if not is_tenfold(tries):
        return
    with ledger.record("door.wrong", by=DOOR, office=office_of(user), data={"kind": kind, "tries": tries}) as entry:
        if user is not None:
            entry.data["user"] = user.pk


def note_shut(user: User, page: str, asked: dict[str, str], status: int) -> None:
    """An address of a file that did not open for this user."""
    tries = counted(f"shut:{user.pk}")
    if tries > EACH and not is_tenfold(tries):
        return
    facts = {"page": page, "asked": asked, "status": status, "tries": tries}
    with ledger.record("door.shut", by=user, office=office_of(user), data=facts):
        pass


def counted(what: str) -> int:
    """The how-manieth in this hour. Two processes at the same moment may count one for both."""
    key = f"{what}:{int(timezone.now().timestamp()) // HOUR}"
    tries = int(cache.get(key, 0)) + 1
    cache.set(key, tries, HOUR)
    return tries


def is_tenfold(tries: int) -> bool:
    """1, 10, 100, …"""
    return str(tries).strip("0") == "1"


def office_of(user: User | None) -> str:
    return user.office.code if user is not None and user.appointments_now else ""


class ShutDoorsMiddleware:
    """Which page, and the ids in its address; no other part of it, for that somebody typed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code in SHUT and match and match.kwargs:
            user: Any = getattr(request, "user", AnonymousUser())
            asked = {name: str(value) for name, value in match.kwargs.items() if isinstance(value, (int, UUID))}
            if user.is_authenticated and asked:
                note_shut(user, match.view_name, asked, response.status_code)
        return response
