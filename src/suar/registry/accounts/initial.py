"""A password that somebody else made opens for three days, and then only by another one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.core.errors import Refused
from suar.registry.accounts.models import User

LASTS = timedelta(hours=72)  # house rule: a weekend away, and it is still there on Monday


def until(now: datetime | None = None) -> datetime:
    return (now or timezone.now()) + LASTS


def refuse_one_run_out(user: User, now: datetime | None = None) -> None:
    """Raises Refused. Said only to whoever has just given the right one."""
    if user.password_temporary and (user.password_until is None or (now or timezone.now()) >= user.password_until):
        raise Refused(
            _("Kata sandi sekali pakai ini sudah lewat 72 jam. Minta yang baru kepada Ketua atau Admin Sistem.")
        )
