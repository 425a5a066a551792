"""What the receipt promises: by when a person reads, by when an answer waits. From the same clocks as the duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import Error as DatabaseFault
from django.utils.translation import gettext as _

from suar.casework.duties.rulebook import rulebook
from suar.casework.intake.models import Opening
from suar.core.clocks.calendars import start_of_day
from suar.core.clocks.engine import WIB, Calendar, due
from suar.core.documents import indonesian

READ, ANSWER, MESSAGE = "house.complaint.first_read", "house.complaint.answer", "house.message.answer"


@dataclass(frozen=True, slots=True)
class Promise:
    """Due moments, +07:00. Closures of one office alone are not known here: they stand in `main`."""

    read_by: datetime
    reply_by: datetime


def calendar(year: int) -> Calendar:
    """This year and the next: a limit of days that begins on 31 December ends in January."""
    return Calendar.indonesia((year, year + 1))


def by(rule_id: str, now: datetime) -> datetime:
    day = now.astimezone(WIB).date()
    return due(rulebook().get(rule_id, on=day), now, (), calendar(day.year))


def promise(now: datetime) -> Promise:
    return Promise(read_by=by(READ, now), reply_by=by(ANSWER, now))


def unread_since(now: datetime) -> date | None:
    """The day on which somebody last opened the queue, where it is longer ago than what the form promises; else None.

    A store that is away, or an office that has not begun, says nothing."""
    try:
        opened_on = Opening.objects.values_list("opened_on", flat=True).first()
    except DatabaseFault:
        return None
    if opened_on is None:
        return None
    promised = by(READ, start_of_day(opened_on))
    return opened_on if promised < now else None


def in_words(moment: datetime) -> str:
    """`Paling lambat Rabu, 25 November 2026`, with the hour unless the limit is the end of the day."""
    local = moment.astimezone(WIB)
    day = indonesian.long_date(local.date())
    if (local.hour, local.minute) == (23, 59):
        return _("Paling lambat %(day)s") % {"day": day}
    return _("Paling lambat %(day)s") % {"day": indonesian.moment(local)}
