"""A call that nobody answered is owed a call back: until it was answered, or tried three times."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.contacts import rules
from suar.casework.contacts.actions.noting import counted, of_this_call
from suar.casework.contacts.knowing import is_long_enough, may_be_called, waiting_of
from suar.casework.contacts.models import CallType, Channel, Contact, Status
from suar.casework.contacts.recording import may_touch, must_have_been, prepare, recorded
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.duties.models import Status as DutyStatus
from suar.casework.duties.recording import done_within
from suar.core.documents import indonesian
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.recording import Recording
from suar.core.once import once
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require

CALL_BACK = "call_back"


def note_missed(
    *, by: User, phone: str, at: datetime | None = None, channel: str = Channel.PHONE, contact_id: UUID | None = None
) -> Contact:
    """Number and time. Whoever called twice is called back once: a second one is counted and owed nothing more. So is
    one of a number that must not be called.

    The same `contact_id` again notes nothing; where no hour was typed only within the time of one press, as of a note:
    later the same number calls again."""
    require(by, Permission.CONTACT_WORK, by.office.pk)
    must_have_been(missed_at := at or timezone.now())
    if not is_long_enough(phone):
        raise DomainError(gettext("Tulis nomor yang menelepon, misalnya 0800-555-0123."))

    def act(pk: UUID) -> Contact:
        owed = may_be_called(phone, by.office) and not waiting_of(phone, by).exists()
        prepare(pk, phone)
        contact = counted(by, CallType.MISSED, channel, missed_at, pk, phone)
        with recorded("missed", by, by.office, pk) as entry:
            if owed:
                contact.status, contact.duty = Status.WAITING, _owed(contact, by).pk
            entry.add(contact)
        return contact

    pk = contact_id if contact_id is None or at is not None else of_this_call(contact_id)
    return once(Contact.objects.all(), pk, act, by_id=by.pk)


def _owed(contact: Contact, by: User) -> Duty:
    return duties.begin(
        kind=CALL_BACK, about=Duty.About.OFFICE, subject=contact.subject, office=contact.office,
        reference=indonesian.short(contact.at), event_at=contact.at, officer=by, by=by,
    )  # fmt: skip


def call_back(*, contact: Contact, by: User, reached: bool, seen: int) -> Contact:
    """One try. The duty ends when somebody answered, and after the third. `seen`: the version on the page where it was
    pressed, so that a second press of one try counts none; that somebody answered is noted from an older page, too.
    Raises Conflict."""
    may_touch(by, contact)
    if contact.status != Status.WAITING:
        raise Conflict(gettext("Panggilan ini sudah selesai. Muat ulang halaman."))
    if not reached and contact.version != seen:
        raise Conflict(
            gettext(
                "Orang lain atau tekanan sebelumnya sudah mencatat satu percobaan; yang ini belum. "
                "Muat ulang halaman sebelum mencatat yang berikutnya."
            )
        )
    contact.tries += 1
    with recorded("call_back", by, contact.office, contact.subject, reached=reached) as entry:
        if reached:
            _end(contact, Status.REACHED, entry)
        elif contact.tries >= rules.TRIES:
            _end(contact, Status.UNREACHED, entry)
        entry.change(contact)
    return contact


def answer_missed(*, phone: str, by: User) -> int:
    """Whoever is owed a call has called: within the recording of what they said. Returns how many waited."""
    found = list(waiting_of(phone, by).select_related("office"))
    for contact in found:
        with recorded("call_back", by, contact.office, contact.subject, reached=True) as entry:
            _end(contact, Status.REACHED, entry)
            entry.change(contact)
    return len(found)


def stop_calling(*, phone: str, by: User) -> int:
    """It became known that this number must not be called: within the recording of the flag. The call stays counted,
    and nobody owes anything. Returns how many waited."""
    found = list(waiting_of(phone, by).select_related("office"))
    for contact in found:
        with recorded("call_off", by, contact.office, contact.subject) as entry:
            contact.move_to(Status.DONE)
            duty = Duty.objects.open().filter(pk=contact.duty).first() if contact.duty else None
            if duty is not None:
                duty.move_to(DutyStatus.CANCELLED)
                entry.change(duty)
            entry.change(contact)
    return len(found)


def _end(contact: Contact, status: str, entry: Recording) -> None:
    contact.move_to(status)
    duty = Duty.objects.open().filter(pk=contact.duty).first() if contact.duty else None
    done_within(entry, duty, timezone.now())
