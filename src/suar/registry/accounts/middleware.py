"""What holds on every page once somebody is signed in: their language, and the first steps of an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]

# What opens before an account is complete: its own doors, by the names of their addresses.
OWN_DOORS = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_lock",
        "account_locked",
        "account_locked_question",
        "account_presence",
        "account_prove_rest",
        "account_reauthenticate",
        "account_change_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "set_language",
    }
)


class UserLanguageMiddleware:
    """The language that the signed-in person chose, on every device."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        with translation.override(user.language):
            request.LANGUAGE_CODE = user.language
            response = self.get_response(request)
            response.headers["Content-Language"] = user.language
            return response


class SecondFactorMiddleware:
    """Before anything else opens, a new account gets a password of its own and a second factor."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user: Any = request.user
        if not user.is_authenticated or view_name(request) in OWN_DOORS:
            return None
        if user.password_temporary:
            return redirect("account_change_password")
        if settings.SUAR_SECOND_FACTOR_REQUIRED and not is_mfa_enabled(user):
            return redirect("mfa_activate_totp")
        return None


def view_name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""
