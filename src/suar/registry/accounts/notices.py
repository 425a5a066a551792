"""What an owner of an account must hear of at once: a browser that was never seen, a password, a second step or an
address that changed. A line on every page until they say that it was they, and an e-mail that says only that there is
something. What a browser is known by is a random number in its cookie; kept is its hash. No address is kept."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suar.core import ledger
from suar.core.alarms import mail
from suar.core.errors import Refused
from suar.core.ledger.actors import WORKER, Actor
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import KnownBrowser, Notice, User

MAIL = _("Ada yang baru pada akun Anda di Suar. Buka Suar.")
TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
KEPT = 400 * 24 * 60 * 60  # seconds: as long as a browser keeps any cookie
TRIED = timedelta(days=2)  # an address that takes nothing is left alone then; the line on the pages stays


def code_of(token: str) -> str:
    """SHA-256 of 256 random bits: there is nothing to guess from it. 64 hexadecimal digits."""
    return hashlib.sha256(b"suar-browser/1:" + token.encode()).hexdigest()


def recognise(request: HttpRequest, user: User, entry: Recording) -> str:
    """The token of the browser that signs in, known from now on; its owner is told of every one but the first."""
    token = request.COOKIES.get(settings.SUAR_BROWSER_COOKIE, "")
    if not TOKEN.fullmatch(token):
        token = secrets.token_urlsafe(32)
    known = set(user.browsers.values_list("code", flat=True))
    if code_of(token) not in known:
        entry.add(KnownBrowser(user=user, code=code_of(token)))
        if known:
            tell(user, Notice.Kind.BROWSER, entry)
    return token


def remember(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        settings.SUAR_BROWSER_COOKIE,
        token,
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def tell(user: User, kind: str, entry: Recording) -> None:
    """In the same entry as what happened: neither stands without the other."""
    entry.add(Notice(user=user, kind=kind, at=timezone.now()))


def settle(*, user: User, by: Actor) -> None:
    """It was they."""
    if by.actor_id != user.actor_id:
        raise Refused(str(_("Kabar akun dijawab oleh pemiliknya sendiri.")))
    with ledger.record("notice.settle", by=by, data={"user": user.pk}) as entry:
        close(user, entry)


def close(user: User, entry: Recording) -> None:
    for notice in user.notices.open():
        notice.settled_at = timezone.now()
        entry.change(notice)


def mail_due() -> int:
    """Write to owners that there is something. Returns to how many; while no server is set up or it is away, they
    wait."""
    if not mail.is_set_up():
        return 0
    mailed = 0
    for notice in Notice.objects.to_mail(timezone.now() - TRIED):
        if mail.send(MAIL, [(notice.user.email, notice.user.language)]):
            mailed += note_mailed(notice=notice, by=WORKER)
    return mailed


def note_mailed(*, notice: Notice, by: Actor) -> int:
    notice.mailed_at = timezone.now()
    try:
        with ledger.record("notice.mail", by=by, data={"user": notice.user_id}) as entry:
            entry.change(notice)
    except StaleRow:  # answered meanwhile
        return 0
    return 1


def kinds_open(user: User) -> list[dict[str, Any]]:
    """For the page of the account."""
    return [{"words": notice.get_kind_display(), "at": notice.at} for notice in user.notices.open().order_by("-at")]
