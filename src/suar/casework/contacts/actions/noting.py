"""What is no complaint: one press, nothing asked, counted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.contacts import rules
from suar.casework.contacts.models import CallType, Channel, Contact
from suar.casework.contacts.recording import prepare, recorded
from suar.core.errors import DomainError
from suar.core.once import once
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def note(*, by: User, call_type: str, channel: str, phone: str = "", contact_id: UUID | None = None) -> Contact:
    """That it was, and what. A number is kept only where it was given. The same `contact_id` again, within the time of
    one press, notes nothing; later it is another call: it has no words by which to tell."""
    require(by, Permission.CONTACT_WORK, by.office.pk)
    if call_type not in rules.BY_ONE_PRESS or channel not in Channel.values:
        raise DomainError(gettext("Pilih apa kontak ini."))

    def act(pk: UUID) -> Contact:
        prepare(pk, phone)
        contact = counted(by, CallType(call_type), channel, timezone.now(), pk, phone)
        with recorded("note", by, by.office, pk, call_type=call_type) as entry:
            entry.add(contact)
        return contact

    return once(Contact.objects.all(), contact_id and of_this_call(contact_id), act, by_id=by.pk)


def of_this_call(contact_id: UUID) -> UUID:
    """This id, or the one that follows from it after the calls that were noted under it before."""
    since = timezone.now() - rules.ONE_PRESS
    while Contact.objects.filter(pk=contact_id, noted_at__lt=since).exists():
        contact_id = following(contact_id)
    return contact_id


def following(pk: UUID) -> UUID:
    """The id that comes after this one, where a page that the browser kept is pressed for the next who calls."""
    return uuid5(pk, "next")


def counted(by: User, call_type: CallType, channel: str, at: datetime, pk: UUID, phone: str = "") -> Contact:
    """The row, not saved yet, of what belongs to nothing."""
    return Contact(
        id=pk, subject=pk, office=by.office, channel=channel, call_type=call_type, phone=phone.strip(), at=at, by=by,
        noted_at=timezone.now(),
    )  # fmt: skip
