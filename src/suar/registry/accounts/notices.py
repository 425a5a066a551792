"""What an owner of an account must hear of at once: a browser that was never seen, a password, a second step, an
account at the provider or an address that changed. A line on every page until they say that it was they (answering.py),
and an e-mail that says only that there is something, to an address of before too. What a browser is known by is a
random number in its cookie, another at each sign-in; kept is its hash. Where on the net it was is not kept."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suar.core import ledger
from suar.core.alarms import mail
from suar.core.ledger.actors import WORKER, Actor
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.registry.accounts import shown
from suar.registry.accounts.models import KnownBrowser, Notice, User

MAIL = _("Ada yang baru pada akun Anda di Suar. Buka Suar.")
TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
KEPT = 400 * 24 * 60 * 60  # seconds: as long as a browser keeps any cookie
TRIED = timedelta(days=2)  # an address that takes nothing is left alone then; the line on the pages stays
BEFORE = timedelta(days=14)  # so long an address of before still hears of everything, unless its owner has answered


def code_of(token: str) -> str:
    """SHA-256 of 256 random bits: there is nothing to guess from it. 64 hexadecimal digits."""
    return hashlib.sha256(b"suar-browser/1:" + token.encode()).hexdigest()


def recognise(request: HttpRequest, user: User, entry: Recording) -> str:
    """A new token for the browser that signs in, in the place of the one it showed: what was copied out of its cookie
    lasts until its owner's next sign-in, and what a client made up is known of nobody. The owner is told of every
    browser but the first."""
    token = secrets.token_urlsafe(32)
    code, before = code_of(token), browser_of(request)
    rows = list(KnownBrowser.objects.filter(code=before))
    if all(row.user_id != user.pk for row in rows):
        if user.browsers.exists():
            tell(user, Notice.Kind.BROWSER, entry, browser=code, shown=sorted(shown.ever(request)))
        entry.add(KnownBrowser(user=user, code=code))
    if rows:  # of everybody who signed in there, and so is every line that is about it: still that browser itself
        _move(rows, "code", code, entry)
        _move(Notice.objects.open().filter(kind=Notice.Kind.BROWSER, browser=before), "browser", code, entry)
    return token


def _move(rows: Iterable[KnownBrowser | Notice], field: str, code: str, entry: Recording) -> None:
    for row in rows:
        setattr(row, field, code)
        entry.change(row)


def token_of(request: HttpRequest) -> str:
    """What the browser is known by; empty where it shows nothing of ours."""
    token = request.COOKIES.get(settings.SUAR_BROWSER_COOKIE, "")
    return token if TOKEN.fullmatch(token) else ""


def browser_of(request: HttpRequest) -> str:
    """The browser that asks, by its code."""
    return code_of(token_of(request))


def in_question(user: User, browser: str) -> list[Notice]:
    """The news that are about this browser itself; of one that shows nothing known, every sign-in that is news."""
    doubts = user.notices.open().filter(kind=Notice.Kind.BROWSER)
    known = user.browsers.filter(code=browser).exists()
    return list(doubts.filter(browser=browser) if known else doubts)


def remember(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        settings.SUAR_BROWSER_COOKIE,
        token,
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def tell(user: User, kind: str, entry: Recording, **about: Any) -> None:
    """In the same entry as what happened: neither stands without the other."""
    entry.add(Notice(user=user, kind=kind, **{"at": timezone.now()} | about))


def close(notices: Iterable[Notice], entry: Recording) -> None:
    """They are answered. An address of before is forgotten with it, as soon as it was written to."""
    for notice in notices:
        notice.settled_at = timezone.now()
        if notice.mailed_at or not mail.is_set_up():
            notice.address = ""
        entry.change(notice)


def mail_due() -> int:
    """Write to owners that there is something, whether or not it was answered meanwhile. Returns of how many notices;
    while no server is set up or it is away, they wait."""
    if not mail.is_set_up():
        return 0
    mailed = 0
    for notice in Notice.objects.to_mail(timezone.now() - TRIED):
        if mail.send(MAIL, [(address, notice.user.language) for address in addresses(notice.user)]):
            mailed += note_mailed(notice=notice, by=WORKER)
    return mailed


def addresses(user: User) -> list[str]:
    """The present one and those of before: whoever takes over an account changes its address first."""
    before = user.notices.naming_an_address(timezone.now() - BEFORE).values_list("address", flat=True)
    return list(dict.fromkeys(filter(None, (user.email, *before))))


def note_mailed(*, notice: Notice, by: Actor) -> int:
    notice.mailed_at = timezone.now()
    if notice.settled_at:
        notice.address = ""
    try:
        with ledger.record("notice.mail", by=by, data={"user": notice.user_id}) as entry:
            entry.change(notice)
    except StaleRow:  # answered meanwhile
        return 0
    return 1


def kinds_open(user: User) -> list[dict[str, Any]]:
    """For the page of the account."""
    return [{"words": notice.get_kind_display(), "at": notice.at} for notice in user.notices.open().order_by("-at")]
