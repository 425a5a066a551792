"""What is told of has been. Whoever writes it down an hour from now writes it down then."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext

from suar.core.errors import DomainError


def must_have_been(at: datetime | None) -> None:
    """Raises DomainError for a moment that has not come yet."""
    if at is not None and at > timezone.now():
        raise DomainError(gettext("Waktunya belum tiba. Perbaiki tanggal atau jamnya."))


def must_have_come(day: date | None) -> None:
    """Raises DomainError for a day that has not come yet where the office is."""
    if day is not None and day > timezone.localdate():
        raise DomainError(gettext("Tanggalnya belum tiba. Perbaiki tanggalnya."))
