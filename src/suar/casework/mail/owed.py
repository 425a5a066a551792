"""The duty of a disposition: whoever it was written to owes it, until it is handed on. It ends with the disposition
alone (`own_end`)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from suar.casework.duties import actions as duties
from suar.casework.duties.limits import length_of
from suar.casework.duties.models import Duty
from suar.casework.duties.recording import done_within
from suar.casework.mail.models import Disposition, Incoming
from suar.core.clocks.calendars import end_of_day
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import User

KIND = "disposition"


def about(mail: Incoming) -> str:
    if mail.case_id:
        return Duty.About.CHILD
    return Duty.About.COMPLAINT if mail.complaint_id else Duty.About.OFFICE


def usual(mail: Incoming) -> str:
    """How long a disposition without a day may take in its office, in words."""
    return length_of("house.mail.disposition", mail.office_id)


def start(mail: Incoming, to: User, due_on: date | None, at: datetime, by: User) -> Duty:
    """By the agreed day, else by the rule of the house."""
    facts: dict[str, Any] = {"case_id": mail.case_id, "reference": mail.reference, "officer": to, "event_at": at}
    if due_on is not None:
        facts["due_at"] = end_of_day(due_on)
    return duties.begin(kind=KIND, about=about(mail), subject=mail.subject, office=mail.office, by=by, **facts)


def holders(rows: Collection[Disposition]) -> dict[UUID, User | None]:
    """Who is to do each: whoever its duty was given to, nobody where it was left to nobody. One statement."""
    found = Duty.objects.filter(pk__in=[row.duty_id for row in rows]).select_related("officer")
    officers = {duty.pk: duty.officer for duty in found}
    return {row.pk: officers.get(row.duty_id, row.to) for row in rows}


def is_for(user: User, disposition: Disposition) -> bool:
    """Whether it is this user who is to do it: it was written to them, or handed on to them."""
    return holders([disposition])[disposition.pk] == user


def done(disposition: Disposition, at: datetime, entry: Recording) -> None:
    done_within(entry, Duty.objects.filter(pk=disposition.duty_id).first(), at)
