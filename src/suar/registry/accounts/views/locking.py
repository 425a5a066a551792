"""The lock of the screen: shut by hand or by time, opened by whoever signed in."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from suar.registry.accounts import idle, typed
from suar.registry.accounts.passkeys import ReauthenticatePasskeyForm
from suar.registry.accounts.sign_in_forms import ReauthenticateCodeForm, ReauthenticateForm
from suar.registry.accounts.views.passkeys import wrong_with
from suar.registry.accounts.views.proofs import begin_try

CODES = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
WAYS: dict[str, Any] = {
    "password": ReauthenticateForm,
    "code": ReauthenticateCodeForm,
    "credential": ReauthenticatePasskeyForm,
}
UNLOCKED = "suar-unlocked"  # told to the page that covered itself (ui/idle.js)


@require_http_methods(["GET", "POST"])
def locked(request: HttpRequest) -> HttpResponse:
    """One's own name, and the ways to open: password, code or passkey. Nothing of the work is on it."""
    if request.method == "GET":
        return let_in(request) if idle.left(request) else shut(request)
    user: Any = request.user
    counted = begin_try(request)
    if not counted:
        return shut(request, status=429)
    way = next((name for name in ("code", "credential") if name in request.POST), "password")
    form = WAYS[way](request.POST, user=user)
    if not form.is_valid():
        return shut(request, status=422, **{way: form})
    prove = partial(reauthenticate_by_password, request) if way == "password" else form.save
    idle.unlock(request, by=user, prove=prove)
    counted.rollback()  # only wrong tries shall add up
    return let_in(request)


def shut(request: HttpRequest, status: int = 200, **tried: Any) -> HttpResponse:
    """The lock with its forms, one of them perhaps `tried`; for a page that covered itself, the forms alone."""
    user: Any = request.user
    part = bool(request.headers.get("HX-Request"))
    forms: dict[str, Any] = {
        "password": tried.get("password") or ReauthenticateForm(user=user),
        "code": tried.get("code") or (is_mfa_enabled(user, CODES) and ReauthenticateCodeForm(user=user)),
    }
    forms["passkey"] = is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN])
    wrong = wrong_with(tried["credential"]) if "credential" in tried else None
    context = forms | {"next": back(request), "by_code": "code" in tried, "too_many": status == 429, "wrong": wrong}
    template = "accounts/locked.html#buka" if part else "accounts/locked.html"
    # htmx swaps a 422 into the cover; a 429 would go where messages stand, below it.
    return render(request, template, context, status=422 if part and status != 200 else status)


def let_in(request: HttpRequest) -> HttpResponse:
    """On with the work: the page that covered itself stays as it is."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Trigger": UNLOCKED})
    return redirect(back(request))


def back(request: HttpRequest) -> str:
    return get_next_redirect_url(request) or "/"


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Shut at once, by hand or by a page that nobody used."""
    idle.lock(request)
    return idle.to_the_lock(request, typed.page_of(request))


@require_http_methods(["GET", "POST"])
def presence(request: HttpRequest) -> HttpResponse:
    """How many seconds are left until the lock. A POST says that somebody is there; it opens no lock."""
    if request.method == "POST" and idle.left(request):
        idle.note(request)
    return JsonResponse({"left": idle.left(request)})
