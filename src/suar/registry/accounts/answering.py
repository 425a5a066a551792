"""Whose word settles the news of an account: not the word of the browser that it is about.

Whoever signs in with what they stole sees the news first. So it is settled in a browser that no news is about, or by a
factor that the sign-in in question did not show and that is older than it; and for whoever has neither, by a leader who
has met them. The reasons stand in decision 32."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suar.core import ledger
from suar.core.errors import Conflict, Refused
from suar.core.ledger.actors import Actor
from suar.registry.accounts import actions, notices, shown
from suar.registry.accounts.models import Notice, User
from suar.registry.accounts.permissions import Permission, require

# Which page asks for a factor, and what is said there, by kind; the first that an account has is the one to ask for.
WAYS: dict[str, tuple[str, Any]] = {
    shown.PASSKEY: (
        "mfa_reauthenticate_webauthn",
        gettext_lazy("Kabar ini tentang peramban ini. Pakai kunci sandi, lalu tekan “Ini saya” sekali lagi."),
    ),
    str(Authenticator.Type.TOTP): (
        "mfa_reauthenticate",
        gettext_lazy("Kabar ini tentang peramban ini. Pakai kode dari telepon, lalu tekan “Ini saya” sekali lagi."),
    ),
    shown.PASSWORD: (
        "account_reauthenticate",
        gettext_lazy("Kabar ini tentang peramban ini. Pakai kata sandi, lalu tekan “Ini saya” sekali lagi."),
    ),
    str(Authenticator.Type.RECOVERY_CODES): (
        "mfa_reauthenticate",
        gettext_lazy("Kabar ini tentang peramban ini. Pakai satu kode cadangan, lalu tekan “Ini saya” sekali lagi."),
    ),
}


class Doubted(Refused):
    """The browser that asks is the one in question. `ways`: the kinds of factor that would settle it."""

    def __init__(self, ways: list[str]) -> None:
        super().__init__(_("Jawab dari peramban yang sudah Anda pakai sebelumnya, atau temui Ketua atau Wakil Ketua."))
        self.ways = ways


@dataclass(frozen=True, slots=True)
class Asker:
    """A browser by its code, and what its session has shown within minutes (shown.py)."""

    browser: str
    given: Set[str]


def asker(request: HttpRequest) -> Asker:
    return Asker(notices.browser_of(request), shown.just_now(request))


def settle(*, user: User, here: Asker, by: Actor) -> None:
    """It was they. Raises Doubted where that must be said elsewhere or shown by another factor."""
    if by.actor_id != user.actor_id:
        raise Refused(_("Kabar akun dijawab oleh pemiliknya sendiri."))
    doubts = notices.in_question(user, here.browser)
    if doubts:
        others = factors_beside(user, doubts)
        if others.isdisjoint(here.given):
            raise Doubted([kind for kind in WAYS if any(one.partition(":")[0] == kind for one in others)])
    with ledger.record("notice.settle", by=by, data={"user": user.pk}) as entry:
        notices.close(user.notices.open(), entry)


def factors_beside(user: User, doubts: list[Notice]) -> set[str]:
    """What the account had before any of these sign-ins and none of them showed."""
    before = Authenticator.objects.filter(user=user, created_at__lt=min(doubt.at for doubt in doubts))
    had = {f"{factor.type}:{factor.pk}" for factor in before} | {shown.PASSWORD}
    return had - {one for doubt in doubts for one in doubt.shown}


def attest(*, user: User, by: Actor) -> None:
    """A leader has met the owner, who knows of all of it: for whoever has no other browser and no other factor."""
    require(by, Permission.USERS)
    actions._not_a_back_door(user, by)
    actions._not_oneself(user, by, _("Minta Ketua atau Wakil Ketua lain."))
    opened = list(user.notices.open())
    if not opened or user.disowned_at:
        raise Conflict(_("Kabar akun ini sudah dijawab."))
    with ledger.record("notice.attest", by=by, data={"user": user.pk}) as entry:
        notices.close(opened, entry)
