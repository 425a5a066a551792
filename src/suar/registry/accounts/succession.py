"""An office whose leaders are all gone, their terms over or their accounts shut: at the server, whoever was appointed
since leads it. Where anybody leads it is the affair of a leader, at the desk."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import Actor
from suar.registry.accounts import actions, handing
from suar.registry.accounts.models import Appointment, Office, User
from suar.registry.accounts.permissions import LEADERS


def succeed(
    *, office: Office, role: str, username: str, name: str, password: str, by: Actor, until: date | None = None
) -> tuple[Appointment, bool]:
    """A leader from today to `until` (until it is ended). An account that is not there yet is made, with `name` and the
    one-time `password`. Returns the role, and whether the account is new. The leaders read of it, the new one too.

    Raises Refused at the desk and where somebody leads the office, DomainError without a name for a new account or for
    one that is not active."""
    if isinstance(by, User) or role not in LEADERS or handing.leading().filter(office=office).exists():
        raise Refused(_("Kantor ini punya Ketua atau Wakil Ketua yang aktif. Merekalah yang memberi peran."))
    user = User.objects.filter(username__iexact=username).first()
    if user is None and not name.strip():
        raise DomainError(_("Belum ada akun bernama ini. Sebutkan nama lengkap pemiliknya supaya akunnya dibuat."))
    if user is not None and not user.is_active:
        raise DomainError(_("Akun ini tidak aktif. Pakai nama pengguna lain untuk pemiliknya."))
    with transaction.atomic():
        owner = user or actions.add_user(username=username, name=name, password=password, temporary=True, by=by)
        appointment = actions.appoint(user=owner, office=office, role=role, until=until, by=by)
        handing.tell_leaders(owner, by)
    return appointment, user is None
