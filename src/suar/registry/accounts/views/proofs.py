"""The pages that ask once more who this is: the sign-in library's, with our forms. Only wrong answers add up there."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ReauthenticateView
from allauth.core.internal import ratelimit
from allauth.mfa.base.views import ReauthenticateView as CodeReauthenticateView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from suar.registry.accounts import recently


def begin_try(request: HttpRequest) -> Any:
    """A try to say who this is, counted; nothing where there were too many. A right one is taken back by `rollback()`,
    the wrong ones before it are not: whoever has one factor must not guess at another without end."""
    return ratelimit.consume(request, app="allauth.account", action="reauthenticate", user=request.user)


class OnlyWrongOnesCount:
    """Beside a view of the library's, which counts each press."""

    request: HttpRequest

    def _check_ratelimit(self, request: HttpRequest) -> HttpResponse | None:
        self.tried = begin_try(request)
        refused: HttpResponse | None = None if self.tried else ratelimit.respond_429(request)
        return refused

    def form_valid(self, form: Any) -> HttpResponse:
        self.tried.rollback()
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the library's view beside it
        return answer


class PasswordProofView(OnlyWrongOnesCount, ReauthenticateView):  # type: ignore[misc]  # allauth ships no types
    """By the password."""


class CodeProofView(OnlyWrongOnesCount, CodeReauthenticateView):  # type: ignore[misc]  # as above
    """By a code."""


@require_safe
def rest(request: HttpRequest) -> HttpResponse:
    """Between the first step of a full proof and the second: on to what is still missing, or to where it was asked."""
    then = get_next_redirect_url(request) or "/"
    return redirect(then) if recently.is_full(request) else recently.prove(request, then, fully=True)
