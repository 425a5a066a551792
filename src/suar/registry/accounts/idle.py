"""The lock of a desk at which nobody is. After `SUAR_IDLE_SECONDS` without a person a session is locked, not ended:
every address answers with the lock, until whoever signed in shows once more that it is they.

The page notices by itself and covers itself (ui/idle.js); this is what holds without it. What arrives while locked is
kept and given back to be pressed again (typed.py)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from suar.core import ledger
from suar.registry.accounts import sessions, typed
from suar.registry.accounts.middleware import Handler, view_name
from suar.registry.accounts.models import Session, User
from suar.registry.accounts.permissions import View

GRAIN = timedelta(seconds=30)  # presence is written no more often: a session may lock this much early, never late
POLL = "X-Poll"  # the header of what a page asks by itself: nobody pressed anything
# What opens a lock, tells of it, or ends the session; and what any stranger may do.
DOORS = frozenset(
    {
        "account_lock",
        "account_locked",
        "account_locked_question",
        "account_logout",
        "account_presence",
        "set_language",
    }
)


def left(request: HttpRequest) -> float:
    """Seconds until this session locks; 0 when it is locked."""
    seen = seen_at(request)
    if seen is None:
        return 0
    return max(0, settings.SUAR_IDLE_SECONDS - (timezone.now() - seen).total_seconds())


def unkept(view: View) -> View:
    """A view of whose words nothing is stored: not even what is sent there while the session is locked."""
    view.unkept = True  # type: ignore[attr-defined]  # read by the middleware below
    return view


def seen_at(request: HttpRequest) -> datetime | None:
    store: Any = request.session
    seen: datetime | None = store.seen_at
    return seen


def note(request: HttpRequest) -> None:
    """Somebody is there."""
    now, seen = timezone.now(), seen_at(request)
    if seen is not None and now - seen >= GRAIN:
        _write(request, now, seen_at__isnull=False)  # locked meanwhile, in another tab: it stays so


def unlock(request: HttpRequest, *, by: User, prove: Callable[[], object]) -> None:
    """Whoever left is there again and has just shown who they are: `prove` notes how."""
    prove()
    with ledger.record("user.unlock", by=by):
        _write(request, timezone.now())


def lock(request: HttpRequest) -> None:
    _write(request, None)


def _write(request: HttpRequest, moment: datetime | None, **only: Any) -> None:
    """In its own column: a page that is being made keeps nothing of it and undoes nothing."""
    Session.objects.filter(pk=sessions.ours(request), **only).update(seen_at=moment)
    store: Any = request.session
    store.seen_at = moment


def to_the_lock(request: HttpRequest, then: str) -> HttpResponse:
    return typed.lead(request, f"{reverse('account_locked')}?{urlencode({'next': then})}")


class IdleMiddleware:
    """After the check against forgery, so that nothing is kept that somebody else's page sent."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or view_name(request) in DOORS:
            return None
        if not left(request):
            return to_the_lock(request, self.way_back(request, kept=not getattr(view, "unkept", False)))
        if POLL not in request.headers:
            note(request)
        if request.method == "POST" and typed.TOKEN in request.POST:
            typed.forget(request, request.POST[typed.TOKEN])
        return None

    def way_back(self, request: HttpRequest, *, kept: bool) -> str:
        if request.method == "POST":
            return typed.keep(request) if kept else typed.page_of(request)
        return typed.page_of(request) if request.headers.get("HX-Request") else request.get_full_path()
