"""What a letter says, as it is compared with the people of the house before any of them sees it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from uuid import UUID

from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.rules import Heard
from suar.casework.conflicts.standing import Arrival
from suar.casework.mail.models import Incoming
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office

BATCH = 200


def compare(mail: Incoming) -> None:
    """In the transaction that writes it down."""
    conflicts.compare(
        subject=mail.subject, office=mail.office, heard=heard_in(mail), reference=mail.reference, case_id=mail.case_id
    )


def heard_in(mail: Incoming) -> Heard:
    """Of an opened letter. A body that writes is no person."""
    names = {} if mail.agency_id else {"reporter": mail.sender}
    return Heard({name: text for name, text in names.items() if text}, {"letter": mail.about} if mail.about else {})


def standing(office: Office, subject: UUID | None = None) -> Iterator[Arrival]:
    """Letters with which something is still to be done."""
    rows = Incoming.objects.filter(office=office)
    rows = rows.filter(subject=subject) if subject else rows.unfinished()
    for batch in batched(list(rows.order_by("pk").values_list("pk", flat=True)), BATCH):
        for mail in unlock(Incoming.objects.filter(pk__in=batch).select_related("case", "complaint")):
            if mail.is_readable:
                yield Arrival(mail.subject, heard_in(mail), mail.reference, mail.case_id)
