"""The government's sign-in beside our own door: who comes by it, and how an owner ties it to the own account.

Nobody gets an account by it and no e-mail links one: the owner, signed in here, links it. Our own second factor is
asked for all the same, unless the provider proved one in words that the office configured. Whatever fails, the ordinary
door stays open."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from suar.core.errors import DomainError, Refused
from suar.core.ledger.checking_rows import fault_of
from suar.core.vault.keyring import keyring
from suar.registry.accounts import actions, attempts, oidc, perms
from suar.registry.accounts.models import Identity, User
from suar.registry.accounts.permissions import Permission, permit
from suar.registry.accounts.recently import freshly_authenticated

ASKED = "provider"  # where the session keeps what was asked
LONGEST = 10 * 60  # seconds between the question and its answer
BROUGHT = ("state", "code", "iss", "error")  # what the browser may bring back
LONGEST_VALUE = 4096
PROVEN = "suar_second_factor_proven"  # on a request: by the provider, for the user who signs in by it
BY_PROVIDER = {"door": "provider"}  # of an entry in the ledger

View = Callable[..., HttpResponse]


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]  # allauth ships no types
    """Asks for our own second factor, unless the provider has just proven one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not getattr(request, PROVEN, False) and bool(super()._should_handle(request))


def code_of(issuer: str, subject: str) -> str:
    """HMAC-SHA-256 under the key of the search tokens, apart from them: 64 hexadecimal digits."""
    known = json.dumps([issuer, subject], ensure_ascii=True).encode("ascii")
    return bytes(keyring().tokens().compute(b"suar/identity/" + known, 32)).hex()


def named() -> oidc.Provider:
    """The provider that the office named; without one its addresses do not exist."""
    if settings.SUAR_OIDC is None:
        raise Http404
    return settings.SUAR_OIDC


def where_set_up(view: View) -> View:
    """Only with a provider; what is refused is a page that leads to the ordinary door."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        named()
        try:
            return view(request, *args, **kwargs)
        except DomainError as error:
            if isinstance(error, Refused):
                attempts.note_wrong("provider", None)
            return render(request, "accounts/provider_refused.html", {"error": error}, status=error.status)

    return guarded


@login_not_required
@require_POST
@where_set_up
def start(request: HttpRequest) -> HttpResponse:
    """To the provider, to sign in by it."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return ratelimit.consume_or_429(request, action="login") or leave(request, owner=None)


@permit(Permission.SELF)
@require_POST
@where_set_up
@freshly_authenticated(fully=True)
def link(request: HttpRequest) -> HttpResponse:
    """To the provider, to tie the account there to one's own account here."""
    return leave(request, owner=request.user.pk)


def leave(request: HttpRequest, *, owner: int | None) -> HttpResponse:
    """A page that leads on at once: after a form of ours a browser would follow no redirect to another host."""
    question = oidc.Question.new(request.build_absolute_uri(reverse("provider_return")))
    address = oidc.leave_for(named(), question)
    request.session[ASKED] = {"question": question.kept(), "owner": owner, "at": time.time()}
    return render(request, "accounts/provider_leave.html", {"address": address, "provider": settings.SUAR_OIDC})


@login_not_required
@csrf_exempt  # what was asked lies in the session, whose cookie no other site's form brings along; `state` binds to it
@require_http_methods(["GET", "HEAD", "POST"])
@where_set_up
def returned(request: HttpRequest) -> HttpResponse:
    """A browser that comes from elsewhere brings no cookie of ours: a press on this page brings it."""
    if request.method != "POST":
        brought = {name: request.GET.get(name, "")[:LONGEST_VALUE] for name in BROUGHT}
        return render(request, "accounts/provider_return.html", {"brought": brought, "provider": settings.SUAR_OIDC})
    brought = {name: request.POST.get(name, "")[:LONGEST_VALUE] for name in BROUGHT}
    asked = taken(request, brought["state"])
    if brought["error"]:
        raise Refused(_("Penyedia masuk tidak meneruskan Anda. Masuk dengan kata sandi, atau mulai lagi."))
    known = oidc.ask(named(), oidc.Question(**asked["question"]), brought)
    if asked["owner"] is not None:
        return linked(request, asked["owner"], known)
    return signed_in_by(request, known)


def taken(request: HttpRequest, state: str) -> dict[str, Any]:
    """What this session asked, once: an answer that comes again finds nothing. Raises Distrusted."""
    asked: dict[str, Any] | None = request.session.get(ASKED)
    if asked is None or not hmac.compare_digest(asked["question"]["state"].encode(), state.encode()):
        raise oidc.Distrusted("state")
    del request.session[ASKED]
    if not 0 <= time.time() - asked["at"] < LONGEST:
        raise oidc.Distrusted("age")
    return asked


def signed_in_by(request: HttpRequest, known: oidc.Known) -> HttpResponse:
    identity = owner_of(known)
    setattr(request, PROVEN, known.strong)
    response: HttpResponse = perform_login(request, identity.user, signal_kwargs=BY_PROVIDER)
    return response


def owner_of(known: oidc.Known) -> Identity:
    """Raises Refused for an account that nobody linked, and for rows that were changed past the program."""
    code = code_of(named().issuer, known.subject)
    identity = Identity.objects.select_related("user").filter(code=code).first()
    if identity is None:
        raise Refused(
            _("Akun penyedia ini belum terhubung dengan akun di sini. Masuk dengan kata sandi, lalu hubungkan.")
        )
    if fault_of(identity) or fault_of(identity.user):
        raise Refused(_("Akun ini diubah di luar program. Minta Ketua memeriksa jejak."))
    return identity


def linked(request: HttpRequest, owner: int, known: oidc.Known) -> HttpResponse:
    user: Any = request.user
    if not user.is_authenticated or user.pk != owner:
        raise oidc.Distrusted("owner")
    actions.link_identity(user=user, code=code_of(named().issuer, known.subject), by=user)
    messages.success(request, _("Akun penyedia masuk sudah terhubung."))
    return redirect("accounts:profile")


@permit(Permission.SELF)
@require_POST
@freshly_authenticated(fully=True)
def unlink(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    actions.unlink_identity(identity=perms.get_identity(user), by=user)
    messages.success(request, _("Akun penyedia masuk sudah dilepas."))
    return redirect("accounts:profile")


@permit(Permission.USERS)
@require_POST
@freshly_authenticated(fully=True)
def user_unlink(request: HttpRequest, user_id: int) -> HttpResponse:
    """Somebody's account at the provider was lost or taken over: its door is shut here."""
    user: Any = request.user
    person: User = perms.get_user(user_id)
    actions.unlink_identity(identity=perms.get_identity(person), by=user)
    messages.success(request, _("Akun penyedia masuk sudah dilepas."))
    return redirect("accounts:user-detail", person.pk)
