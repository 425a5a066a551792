"""What contacts say, for comparing it with whoever of the house becomes known later."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from suar.casework.conflicts.rules import Heard
from suar.casework.conflicts.standing import Arrival, says
from suar.casework.contacts.models import Said
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office


@says
def standing(office: Office, subject: UUID | None = None) -> Iterator[Arrival]:
    """The words of chats and news, whose complaint or file says what else is open."""
    rows = Said.objects.filter(contact__office=office).select_related("contact__case", "contact__complaint")
    for said in unlock(rows.filter(contact__subject=subject) if subject else rows):
        if said.is_readable and said.text:
            contact = said.contact
            yield Arrival(contact.subject, Heard({}, {"contact": said.text}), contact.reference, contact.case_id)
