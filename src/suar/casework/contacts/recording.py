"""Who may, and how a change of a contact is written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.rules import Heard
from suar.casework.conflicts.withheld import require_free
from suar.casework.contacts.models import Contact, Said
from suar.core import ledger
from suar.core.clocks import past
from suar.core.documents.reaching import must_be_lately
from suar.core.ledger.recording import Recording
from suar.core.vault import keys, tokens
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def may_touch(by: User, contact: Contact) -> None:
    """The permission in its office, and what it belongs to is not withheld. Raises Refused."""
    require(by, Permission.CONTACT_WORK, contact.office_id)
    require_free(by, contact.subject)


def must_have_been(at: datetime) -> None:
    """Before now, and not in a year that is a slip. Raises DomainError."""
    past.must_have_been(at)
    must_be_lately(at)


@contextmanager
def recorded(verb: str, by: User, office: Office, subject: UUID, **data: Any) -> Iterator[Recording]:
    """One entry about a contact. Raises Conflict when somebody else was first."""
    with ledger.record(f"contact.{verb}", by=by, subject=subject, office=office.code, data=data) as entry:
        yield entry


def prepare(contact_id: UUID, phone: str) -> None:
    """Its key, and what finds it by its number, before the row."""
    keys.create(contact_id)
    if phone.strip():
        tokens.index(contact_id, numbers=[phone])


def said_in(contact: Contact, text: str, media: int = 0) -> list[Said]:
    """The words, not saved yet, if there are any."""
    return [Said(contact=contact, text=text.strip(), media=media)] if text.strip() or media else []


def compare(contact: Contact, text: str) -> None:
    """Whoever of the house the words may name does not see them: within the recording that writes them."""
    if text.strip():
        conflicts.compare(
            subject=contact.subject, office=contact.office, heard=Heard({}, {"contact": text}),
            reference=contact.reference, case_id=contact.case_id,
        )  # fmt: skip
