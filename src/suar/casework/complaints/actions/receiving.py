"""A complaint comes in, by whatever channel, and somebody opens it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from suar.casework.cases.models import Kind
from suar.casework.complaints.models import Complaint, GroupFinding, Status
from suar.casework.duties import actions as duties
from suar.core import ledger
from suar.core.clocks.calendars import WIB
from suar.core.documents.models import next_number
from suar.core.ledger.actors import Actor
from suar.core.vault import keys
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def receive(
    *,
    office: Office,
    by: Actor,
    channel: str,
    kind: str = Kind.COMPLAINT,
    about: str = "",
    story: str = "",
    child_name: str = "",
    child_details: Mapping[str, Any] | None = None,
    reporter: Mapping[str, Any] | None = None,
    place: str = "",
    region_code: str = "",
    urgent: bool = False,
    received_at: datetime | None = None,
    answers: Mapping[str, Any] | None = None,
    complaint_id: UUID | None = None,
    reply_key: bytes = b"",
    finding: GroupFinding | None = None,
    child_role: str = "unknown",
) -> Complaint:
    """A new complaint under a key of its own; the duties to read it and to answer start at once."""
    if isinstance(by, User):
        require(by, Permission.COMPLAINT_ADD)
    now = timezone.now()
    subject = complaint_id or uuid4()
    keys.create(subject)
    complaint = Complaint(
        id=subject,
        subject=subject,
        office=office,
        channel=channel,
        kind=kind,
        about=about,
        story=story,
        child_name=child_name,
        child_details=dict(child_details) if child_details else None,
        reporter=dict(reporter) if reporter else None,
        place=place,
        region_code=region_code,
        urgent=urgent,
        received_at=received_at or now,
        answers=dict(answers) if answers else None,
        reply_key=reply_key,
        finding=finding,
        child_role=child_role,
    )
    with ledger.record(
        "complaint.receive", by=by, subject=subject, office=office.code, data={"channel": channel, "kind": kind}
    ) as entry:
        year = complaint.received_at.astimezone(WIB).year
        complaint.number = f"P-{next_number('complaint', office=office.code, period=str(year)):04d}/{year % 100:02d}"
        if isinstance(by, User):  # whoever writes it down has read it
            complaint.status, complaint.opened_at, complaint.opened_by = Status.READ, now, by
        entry.add(complaint)
        _start_promises(complaint, by)
    return complaint


def _start_promises(complaint: Complaint, by: Actor) -> None:
    common: dict[str, Any] = {
        "about": "complaint",
        "subject": complaint.subject,
        "office": complaint.office,
        "reference": complaint.number,
        "event_at": complaint.received_at,
        "by": by,
    }
    if complaint.status == Status.NEW:
        duties.start(kind="read_complaint", **common)
    if complaint.can_be_answered:
        duties.start(kind="answer_reporter", **common)


def open_complaint(*, complaint: Complaint, by: User) -> Complaint:
    """First reading: the promise to read is kept, and the 72 hours to hand the report over begin."""
    require(by, Permission.COMPLAINT_VIEW)
    if complaint.status != Status.NEW:
        return complaint
    with ledger.record("complaint.open", by=by, subject=complaint.subject, office=complaint.office.code) as entry:
        complaint.move_to(Status.READ)
        complaint.opened_at, complaint.opened_by = timezone.now(), by
        entry.change(complaint)
        duties.finish_all(subject=complaint.subject, kinds=["read_complaint"], by=by)
    return complaint
