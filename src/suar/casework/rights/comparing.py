"""What whoever asks for a child's data says, as it is compared with the people of the house: nobody close to the asker
weighs it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from uuid import UUID

from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.rules import Heard
from suar.casework.conflicts.standing import Arrival, says
from suar.casework.rights.models import SubjectRequest
from suar.casework.rights.weighing import names_of
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office

BATCH = 200


def compare(request: SubjectRequest) -> None:
    """In the transaction that writes it down."""
    conflicts.compare_many(office=request.office, arrivals=[_arrival(request)])


@says
def standing(office: Office, subject: UUID | None = None) -> Iterator[Arrival]:
    """The requests that still wait for somebody here."""
    rows = SubjectRequest.objects.filter(office=office)
    rows = rows.filter(child=subject) if subject else rows.open()
    for batch in batched(list(rows.order_by("pk").values_list("pk", flat=True)), BATCH):
        for request in unlock(SubjectRequest.objects.filter(pk__in=batch).select_related("case")):
            if request.is_readable:
                yield _arrival(request)


def _arrival(request: SubjectRequest) -> Arrival:
    asker, behalf = names_of(request)
    names = {"asker": asker, "behalf": behalf} if behalf else {"asker": asker}
    heard = Heard(names, {"asks": str((request.words or {}).get("asks", ""))})
    return Arrival(request.child_id, heard, request.case.number, request.case_id)
