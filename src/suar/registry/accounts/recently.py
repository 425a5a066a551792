"""Dangerous moments: whoever does one of these has shown within minutes that it is they. An open session is not enough:
somebody may have sat down at a desk that was left open. Where it is about what opens an account, one's own or
another's, everything is asked that signing in asks: `fully`.

`@freshly_authenticated` stands below `@permit`. What was typed survives the detour (typed.py)."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import wraps
from typing import Any, overload
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.core.errors import Refused
from suar.registry.accounts import notices, shown, typed

View = Callable[..., HttpResponse]

BY_CODE, BY_PASSKEY = "mfa_reauthenticate", "mfa_reauthenticate:webauthn"  # the library's names of its ways


def is_fresh(request: HttpRequest) -> bool:
    """Whether this person gave a password, a code or a passkey in this session within `SUAR_FRESH_SECONDS`."""
    return bool(shown.just_now(request))


def is_full(request: HttpRequest) -> bool:
    """Whether it was everything that signing in asks: a passkey, or the password and, where there is one, a second
    factor."""
    kinds = {one.partition(":")[0] for one in counting(request)}
    if shown.PASSKEY in kinds:
        return True
    return shown.PASSWORD in kinds and (kinds != {shown.PASSWORD} or not is_mfa_enabled(request.user))


def counting(request: HttpRequest) -> set[str]:
    """What counts for it: in a browser that news are about, neither password nor code of the sign-in itself. Whoever
    had one of each must not make a key of their own within its five minutes."""
    user: Any = request.user
    return shown.just_now(request, in_doubt=bool(notices.in_question(user, notices.browser_of(request))))


def prove(request: HttpRequest, then: str, *, fully: bool = False) -> HttpResponse:
    """To the page that asks who this is, and from there to `then`, an address of the desk."""
    ways = {way["id"]: way["url"] for way in get_adapter().get_reauthentication_methods(request.user)}
    if not ways:
        raise Refused(_("Akun ini belum punya kata sandi atau kode masuk. Pasang dulu di halaman Akun saya."))
    page = next(iter(ways.values()))
    if fully and len(ways) > 1:
        before = counting(request)
        if shown.PASSWORD in before:
            page = ways[second_of(request, ways)]
        elif not before:  # two steps, unless the first one is a passkey
            then = f"{reverse('account_prove_rest')}?{urlencode({'next': then})}"
    return typed.lead(request, f"{page}?{urlencode({'next': then})}")


def second_of(request: HttpRequest, ways: Container[str]) -> str:
    """After the password: the code of whoever has one on a telephone, else the passkey."""
    coded = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    return BY_CODE if coded or BY_PASSKEY not in ways else BY_PASSKEY


@overload
def freshly_authenticated(view: View) -> View: ...
@overload
def freshly_authenticated(*, reads: bool = ..., fully: bool = ...) -> Callable[[View], View]: ...
def freshly_authenticated(
    view: View | None = None, *, reads: bool = False, fully: bool = False
) -> View | Callable[[View], View]:
    """A view whose press asks who this is, unless that was shown a moment ago. `reads`: opening it asks too, and a
    press that comes too late leads back to the page instead of being kept. `fully`: every factor is asked for."""
    enough = is_full if fully else is_fresh

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            press = request.method == "POST"
            if (press or reads) and not enough(request):
                then = typed.keep(request) if press and not reads else request.get_full_path()
                return prove(request, then, fully=fully)
            return view(request, *args, **kwargs)

        guarded.fresh = True  # type: ignore[attr-defined]  # read by the test that walks the addresses
        guarded.full = fully  # type: ignore[attr-defined]  # as above
        return guarded

    return decorate(view) if view else decorate
