"""What another office is told of a child when it is asked to take the file, compared with the people who serve
there."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from suar.casework.children.comparing import heard_of
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.rules import Heard
from suar.casework.conflicts.standing import Arrival, says
from suar.casework.supervision.models import Transfer
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import Office


def compare(transfer: Transfer) -> None:
    """In the transaction that asks: nobody there has seen it yet."""
    arrival = _arrival(transfer)
    conflicts.compare(
        subject=arrival.subject, office=transfer.to_office, heard=arrival.heard, reference=arrival.reference
    )


@says
def asked_of(office: Office, subject: UUID | None = None) -> Iterator[Arrival]:
    """The summaries that wait for the answer of this office, for whoever comes to serve there meanwhile."""
    rows = Transfer.objects.waiting().filter(to_office=office).select_related("child").order_by("at", "pk")
    for row in unlock(rows.filter(child=subject) if subject else rows):
        share_cipher(row, row.child)
        if row.is_readable:
            yield _arrival(row)


def _arrival(transfer: Transfer) -> Arrival:
    child = heard_of(transfer.child)
    heard = Heard(child.names, {"summary": transfer.summary}, child.place)
    return Arrival(transfer.child_id, heard, transfer.number)
