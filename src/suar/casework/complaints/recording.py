"""How a change of a complaint is written down, and what its duties are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.perms import require_officer
from suar.casework.complaints.models import Complaint, Status
from suar.casework.duties import actions as duties
from suar.casework.duties.limits import limit
from suar.casework.duties.models import Duty
from suar.casework.duties.perms import may_hold_kind
from suar.core import ledger
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows

REVIEW, URGENT = "triage_complaint", "house.complaint.triage_urgent"


def held(complaint: Complaint) -> Complaint:
    """The row as it is now, held until the transaction ends. Whatever is sealed under a complaint's key needs it: the
    key goes when the complaint becomes a case."""
    # Without joins: PostgreSQL would join what stood there before it waited for the lock.
    fresh = Complaint.objects.select_for_update().get(pk=complaint.pk)
    fresh.office = complaint.office
    return fresh


def held_in_place(complaint: Complaint) -> Complaint:
    """As `held`. Raises Conflict when it became a case since the caller read it."""
    fresh = held(complaint)
    if fresh.subject != complaint.subject:
        raise Conflict(gettext("Pengaduan ini sudah menjadi berkas. Muat ulang halaman untuk membukanya."))
    return fresh


@contextmanager
def recorded(
    verb: str, complaint: Complaint, by: Actor, *, subject: UUID | None = None, **data: Any
) -> Iterator[Recording]:
    """One entry about a complaint. Raises Conflict when somebody else changed it in the meantime."""
    facts = {"complaint": str(complaint.pk), **data}
    with ledger.record(
        f"complaint.{verb}", by=by, subject=subject or complaint.subject, office=complaint.office.code, data=facts
    ) as entry:
        yield entry


def note_opening(complaint: Complaint, by: User) -> None:
    """Mark as read a complaint that nobody has opened yet; the caller saves it."""
    if complaint.status == Status.NEW:
        complaint.move_to(Status.READ)
    if complaint.opened_at is None:
        complaint.opened_at, complaint.opened_by = timezone.now(), by


def start(complaint: Complaint, kind: str, by: Actor, event_at: datetime | None, **more: Any) -> Duty:
    """A duty about the complaint, or about the child once it is a case."""
    duty = duties.begin(
        kind=kind,
        about=Duty.About.CHILD if complaint.case_id else Duty.About.COMPLAINT,
        subject=complaint.subject,
        case_id=complaint.case_id,
        office=complaint.office,
        reference=complaint.case.number if complaint.case else complaint.number,
        officer=more.pop("officer", holder_of(complaint, kind)),
        event_at=event_at,
        by=by,
        **more,
    )
    return duty


def holder_of(complaint: Complaint, kind: str) -> User | None:
    """Who owes a duty of this kind about it: its officer, of a file whoever holds that; nobody where they left, may not
    see it any more or may not end one: whoever waits for an answer does not wait for a suspicion to be decided."""
    officer = complaint.case.officer if complaint.case else complaint.officer
    if officer is None or not is_able(officer, complaint, complaint.subject):
        return None
    return officer if may_hold_kind(officer, kind, complaint.office_id) else None


def is_able(officer: User, complaint: Complaint, subject: UUID) -> bool:
    """Whether this person works on files in its office and may see this subject."""
    try:
        require_officer(officer, complaint.office, subject)
    except DomainError:
        return False
    return True


def ask_to_review(complaint: Complaint, by: Actor, at: datetime) -> None:
    """Whoever read it may not decide: a commissioner owes the review."""
    if isinstance(by, User) and not _may_review(by, complaint):
        owe_review(complaint, by, at)


def owe_review(complaint: Complaint, by: Actor, at: datetime, said: str = "", *, today: bool = False) -> None:
    """A commissioner owes the review, of what is urgent on the same day; once, however often it is asked for. `said`:
    what there is to be read before. `today`: it is as pressing as what is urgent."""
    owed, today = next(iter(open_duties(complaint, REVIEW)), None), today or complaint.urgent
    if owed is None:
        rule = {"rule": URGENT} if today else {}
        start(complaint, REVIEW, by, at, officer=_reviewer(complaint, by), what=said, **rule)
        return
    owed.what = said or owed.what
    if today and owed.rule != URGENT and _is_later(owed, at):
        duties.recount(duty=owed, rule=URGENT, by=by, note=said, since=at)
    elif said:
        duties.ask_after(duty=owed, by=by, note=said)


def _is_later(owed: Duty, at: datetime) -> bool:
    """Whether it is due after what is urgent since that moment: nothing is made later by danger."""
    soon = limit(URGENT, at, office_id=owed.office_id).due_at
    return owed.due_at is None or owed.due_at > soon


def _reviewer(complaint: Complaint, by: Actor) -> User | None:
    """Whoever holds the complaint, else whoever acts; nobody where neither may decide, or may see it."""
    if (holder := holder_of(complaint, REVIEW)) is not None:
        return holder
    if isinstance(by, User) and _may_review(by, complaint) and is_able(by, complaint, complaint.subject):
        return by
    return None


def _may_review(user: User, complaint: Complaint) -> bool:
    return allows(user, Permission.COMPLAINT_TRIAGE, complaint.office_id)


def open_duties(complaint: Complaint, *kinds: str) -> list[Duty]:
    """Open duties of this complaint of these kinds, with the key at hand."""
    found = Duty.objects.open().about(complaint.subject).filter(kind__in=kinds).select_related("office")
    return _with_key(complaint, list(found))


def cancelled_duties(complaint: Complaint, *kinds: str) -> list[Duty]:
    found = Duty.objects.about(complaint.subject).filter(kind__in=kinds, status="cancelled").select_related("office")
    return _with_key(complaint, list(found))


def _with_key(complaint: Complaint, found: list[Duty]) -> list[Duty]:
    share_cipher(complaint, *found)
    return found
