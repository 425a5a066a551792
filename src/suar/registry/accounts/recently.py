"""Dangerous moments: whoever does one of these has shown within minutes that it is they. An open session is not enough:
somebody may have sat down at a desk that was left open.

`@freshly_authenticated` stands below `@permit`. What was typed survives the detour (typed.py)."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, overload
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from suar.core.errors import Refused
from suar.registry.accounts import typed

View = Callable[..., HttpResponse]


def is_fresh(request: HttpRequest) -> bool:
    """Whether this person gave a password, a code or a passkey in this session within `SUAR_FRESH_SECONDS`."""
    user: Any = request.user
    moments = [record["at"] for record in get_authentication_records(request, user)]
    return bool(moments) and 0 <= time.time() - max(moments) < settings.SUAR_FRESH_SECONDS


def prove(request: HttpRequest, then: str) -> HttpResponse:
    """To the page that asks who this is, and from there to `then`, an address of the desk."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        raise Refused(_("Akun ini belum punya kata sandi atau kode masuk. Pasang dulu di halaman Akun saya."))
    return typed.lead(request, f"{ways[0]['url']}?{urlencode({'next': then})}")


@overload
def freshly_authenticated(view: View) -> View: ...
@overload
def freshly_authenticated(*, reads: bool) -> Callable[[View], View]: ...
def freshly_authenticated(view: View | None = None, *, reads: bool = False) -> View | Callable[[View], View]:
    """A view whose press asks who this is, unless that was shown a moment ago. `reads`: opening it asks too."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            press = request.method == "POST"
            if (press or reads) and not is_fresh(request):
                return prove(request, typed.keep(request) if press else request.get_full_path())
            return view(request, *args, **kwargs)

        guarded.fresh = True  # type: ignore[attr-defined]  # read by the test that walks the addresses
        return guarded

    return decorate(view) if view else decorate
