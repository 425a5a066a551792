"""The rulebook of one office: law and house, with the limits that this office changed.

A change is agreed to before the day on which it begins. So what was read today is whole for today and every day before,
in each process, without asking whether somebody changed something meanwhile; only for a day to come it is read anew."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from suar.casework.duties.changes import Changed, layered
from suar.casework.duties.models import HouseLimit
from suar.casework.duties.rulebook import rulebook
from suar.core.clocks.rules import Rulebook

# Whoever agrees in the last minutes of a day could be written down on the next, when others count by it already.
BEFORE_MIDNIGHT = timedelta(minutes=5)


class Books:
    """What one process knows of today's rules."""

    def __init__(self) -> None:
        self._of_day: tuple[date, dict[int, Rulebook]] | None = None

    def of(self, office_id: int, *, on: date | None = None) -> Rulebook:
        """The book by which something is counted that begins on this day (today where none is named)."""
        today = timezone.localdate()
        if on is not None and on > today:
            return read().get(office_id, rulebook())
        known = self._of_day
        if known is None or known[0] != today:
            known = self._of_day = (today, read())
        return known[1].get(office_id, rulebook())

    def forget(self) -> None:
        self._of_day = None


def read() -> dict[int, Rulebook]:
    """The book of each office that changed something: one statement."""
    changes: dict[int, list[Changed]] = {}
    for row in HouseLimit.objects.agreed().order_by("effective_from"):
        changes.setdefault(row.office_id, []).append(row.changed)
    return {office: layered(rulebook(), found) for office, found in changes.items()}


def earliest_day() -> date:
    """The first day on which a change may still begin."""
    return timezone.localdate(timezone.now() + BEFORE_MIDNIGHT) + timedelta(days=1)


books = Books()


def book_of(office_id: int, *, on: date | None = None) -> Rulebook:
    """Of this process."""
    return books.of(office_id, on=on)
