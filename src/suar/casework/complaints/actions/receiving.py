"""A complaint comes in, by whatever channel, and somebody opens it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import ChildRole, Kind
from suar.casework.children.perms import require_sight
from suar.casework.complaints.comparing import compare
from suar.casework.complaints.models import About, Channel, Complaint, GroupFinding, Status
from suar.casework.complaints.perms import require_here
from suar.casework.complaints.recording import ask_to_review, note_opening, recorded, start
from suar.casework.complaints.search import make_findable
from suar.casework.conflicts.withheld import is_withheld
from suar.casework.duties import actions as duties
from suar.casework.intake.receipt import mark
from suar.core import ledger
from suar.core.clocks.calendars import WIB
from suar.core.days import by_day
from suar.core.documents.models import next_number
from suar.core.documents.reaching import must_be_lately
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.once import once
from suar.core.ui.errors import already_sent
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
    child_role: str = ChildRole.UNKNOWN,
) -> Complaint:
    """A new complaint under a key of its own; the duties to read it and to answer start at once.

    The same `complaint_id` again files nothing more and gives the complaint that is there."""
    _check(by, office, received_at, channel=channel, kind=kind, about=about, child_role=child_role)
    at, by_form = received_at or timezone.now(), channel == Channel.FORM

    def act(pk: UUID) -> Complaint:
        complaint = Complaint(
            id=pk, subject=pk, office=office, channel=channel, kind=kind, about=about, story=story.strip(),
            child_name=child_name.strip(), child_details=dict(child_details or {}) or None, place=place.strip(),
            reporter=dict(reporter or {}) or None, region_code=region_code, urgent=urgent,
            received_at=by_day(at) if by_form else at, filed_at=at.isoformat() if by_form else "",
            answers=dict(answers or {}) or None, reply_key=reply_key, finding=finding, child_role=child_role,
        )  # fmt: skip
        return _filed(complaint, by)

    return _told(once(Complaint.objects.select_related("office"), complaint_id, act, office_id=office.pk), by)


def _check(by: Actor, office: Office, received_at: datetime | None, **codes: str) -> None:
    if isinstance(by, User):
        require_sight(by, office)
        require(by, Permission.COMPLAINT_ADD, office.pk)
        if received_at is not None:
            _must_have_come(received_at)
    known = {
        "channel": Channel.values,
        "kind": Kind.values,
        "about": ["", *About.values],
        "child_role": ChildRole.values,
    }
    for name, value in codes.items():
        if value not in known[name]:
            raise DomainError(gettext("Pilihan “%(value)s” tidak dikenal. Pilih dari daftar.") % {"value": value})


def _must_have_come(at: datetime) -> None:
    if at > timezone.now():
        raise DomainError(gettext("Waktu terima belum tiba. Perbaiki tanggal atau jamnya."))
    must_be_lately(at)


def _told(there: Complaint, by: Actor) -> Complaint:
    """What is there. Whoever wrote it down may press twice, though it names them; nobody else hears of what is withheld
    from them."""
    if isinstance(by, User) and there.opened_by_id != by.pk and is_withheld(by, there.subject):
        raise already_sent()
    return there


def _filed(complaint: Complaint, by: Actor) -> Complaint:
    keys.create(complaint.subject)
    make_findable(complaint)
    now, facts = timezone.now(), {"channel": complaint.channel, "kind": complaint.kind}
    if complaint.reply_key:
        facts["mark"] = mark(bytes(complaint.reply_key))  # the holder of the receipt finds the entry by it
    office = complaint.office.code
    with ledger.record("complaint.receive", by=by, subject=complaint.subject, office=office, data=facts) as entry:
        year = complaint.received_at.astimezone(WIB).year
        number = next_number("complaint", entry=entry, office=office, period=str(year))
        complaint.number = f"P-{number:04d}/{year % 100:02d}"
        if isinstance(by, User):  # whoever writes it down has read it
            complaint.status, complaint.opened_at, complaint.opened_by = Status.READ, now, by
        entry.add(complaint)
        compare(complaint)
        if complaint.status == Status.NEW:
            start(complaint, "read_complaint", by, complaint.received_at)
        ask_to_review(complaint, by, now)
        if complaint.can_be_answered or (complaint.reporter or {}).get("may_call") == "yes":
            start(complaint, "answer_reporter", by, complaint.received_at)
    return complaint


def open_complaint(*, complaint: Complaint, by: User) -> Complaint:
    """First reading: the promise to read is kept, and the 72 hours to hand the report over can begin.

    Whoever comes second finds it open; nobody is refused for that."""
    require_here(by, Permission.COMPLAINT_VIEW, complaint)
    if complaint.status != Status.NEW:
        return complaint
    try:
        with recorded("open", complaint, by) as entry:
            note_opening(complaint, by)
            entry.change(complaint)
            duties.finish_all(subject=complaint.subject, kinds=["read_complaint"], by=by)
            ask_to_review(complaint, by, timezone.now())
    except Conflict:
        complaint.refresh_from_db()
    return complaint


def note_alert(*, complaint: Complaint, stage: int, user: User | None, by: Actor) -> None:
    """Somebody was told by e-mail that there is something urgent, or there was nobody to tell at this stage."""
    facts = {"stage": stage, "user": user.pk if user else 0}
    with ledger.record("complaint.alert", by=by, subject=complaint.subject, office=complaint.office.code, data=facts):
        pass


def reveal(*, complaint: Complaint, by: User) -> dict[str, str]:
    """Names of whoever filed, of the child and of whoever is reported, once, for somebody who may see the complaint.

    The reveal is in the ledger before the names are given."""
    require_here(by, Permission.COMPLAINT_VIEW, complaint)
    office = complaint.office.code
    ledger.read("complaint_names", by=by, subject=complaint.subject, office=office, why=by.role, ids=[complaint.pk])
    reporter, desk = complaint.reporter or {}, (complaint.answers or {}).get("desk", {})
    return {
        "child": complaint.child_name,
        "reported": str(desk.get("reported_name") or ""),
        "reporter": str(reporter.get("name") or ""),
        "phone": str(reporter.get("phone") or ""),
    }
