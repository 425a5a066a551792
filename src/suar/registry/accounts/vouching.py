"""A role that somebody wrote past the program opens nothing, not even for those who are signed in.

Each appointment that a session uses was compared with the ledger once; which ones, the session says, whose content only
the desk can seal (sessions.py). So a page asks the ledger again only when the appointments are others than before."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils.translation import gettext as _

from suar.core.errors import Refused
from suar.core.ledger.checking_rows import fault_of
from suar.registry.accounts.models import Appointment, User

VOUCHED = "vouched"  # its place in the session


def watch() -> None:
    """Called once, when the app is ready."""
    user_logged_in.connect(at_the_door)


def at_the_door(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    if not any(fault_of(held) for held in user.appointments_now):
        request.session[VOUCHED] = told_of(user)


def must_be_vouched_for(request: HttpRequest) -> None:
    """Raises Refused where an appointment of whoever asks is not as it was recorded."""
    user: Any = request.user
    held = told_of(user)
    if request.session.get(VOUCHED) == held:
        return
    if any(fault_of(one) for one in user.appointments_now):
        raise Refused(_("Peran akun ini diubah di luar program. Minta Ketua memeriksa jejak."))
    request.session[VOUCHED] = held


def told_of(user: User) -> list[list[Any]]:
    """Everything that the appointments of today say."""
    return [facts(held) for held in user.appointments_now]


def facts(held: Appointment) -> list[Any]:
    rest = [held.user_id, held.office_id, held.role, held.agency_id, str(held.since), str(held.until)]
    return [held.pk, held.version, *rest]
