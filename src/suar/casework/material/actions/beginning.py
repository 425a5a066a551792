"""Something arrived: one press begins the record, its first step and its first duty."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.complaints.recording import held_in_place
from suar.casework.conflicts.withheld import require_free
from suar.casework.material import owed
from suar.casework.material.models import Arrival, Step
from suar.casework.material.recording import recorded, taken
from suar.core.clocks.calendars import WIB
from suar.core.clocks.past import must_have_been
from suar.core.documents.models import next_number
from suar.core.documents.reaching import must_be_lately
from suar.core.errors import DomainError
from suar.core.ledger.recording import Recording
from suar.core.once import once
from suar.core.vault import keys, marks
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def begin(
    *,
    office: Office,
    by: User,
    complaint: Complaint | None = None,
    case: Case | None = None,
    noticed_at: datetime | None = None,
    arrival_id: UUID | None = None,
) -> Arrival:
    """Written down with the time alone, under the key of the child or the complaint it belongs to, or under its own.

    The police unit is owed a call on the day on which it was noticed. The same `arrival_id` again begins nothing."""
    case = case or (complaint.case if complaint else None)
    require(by, Permission.MATERIAL_WORK, office.pk)
    source = case or complaint
    subject = source.vault_subject if source else None
    if subject is not None:
        require_free(by, subject)
    if source is not None and source.office_id != office.pk:
        raise DomainError(gettext("Berkas ini dipegang kantor lain. Catat tanpa berkas, lalu telepon kantor itu."))
    now = timezone.now()
    must_have_been(noticed := noticed_at or now)
    must_be_lately(noticed)

    def act(pk: UUID) -> Arrival:
        if subject is None:
            keys.create(pk)
        arrival = Arrival(
            id=pk, office=office, subject=subject or pk, complaint=complaint, case=case, noticed_at=noticed, by=by,
            at=now,
        )  # fmt: skip
        with recorded("begin", arrival, by) as entry:
            if complaint is not None:
                held_in_place(complaint)  # its key goes when it becomes a case
            _write(arrival, by, entry)
        return arrival

    return once(Arrival.objects.select_related("office"), arrival_id, act, by_id=by.pk)


def _write(arrival: Arrival, by: User, entry: Recording) -> None:
    year = arrival.noticed_at.astimezone(WIB).year
    number = next_number("material", entry=entry, office=arrival.office.code, period=str(year))
    arrival.number = f"M-{number:03d}/{year % 100:02d}"
    arrival.call_duty = owed.start(arrival, owed.CALL, arrival.noticed_at, by).pk
    entry.add(arrival)
    entry.add(taken(arrival, Step.STOP, by, at=arrival.at, place=1))
    marks.lift(arrival.subject)  # it is about a child
