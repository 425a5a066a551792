"""Times that would tell on whoever filed stand in clear by the day alone."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def by_day(moment: datetime) -> datetime:
    """The beginning of the office's day that the moment lies in."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def today() -> datetime:
    """The beginning of this day."""
    return by_day(timezone.now())


def exact(sealed: str, day: datetime) -> datetime:
    """The moment that a sealed field keeps, once opened; `day` where it keeps none or was erased."""
    try:
        return datetime.fromisoformat(sealed)
    except ValueError:
        return day
