"""What open files say, for comparing it with whoever becomes known later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from uuid import UUID

from suar.casework.cases.models import Case
from suar.casework.children.comparing import heard_of
from suar.casework.conflicts.rules import Heard
from suar.casework.conflicts.standing import Arrival, says
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import Office

BATCH = 200


@says
def open_files(office: Office, subject: UUID | None = None) -> Iterator[Arrival]:
    """The child and the summary of each open file of the office, also of an import that nobody sees yet."""
    rows = Case.objects.filter(office=office)
    rows = rows.filter(child=subject) if subject else rows.open()
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for batch in batched(ids, BATCH):
        for case in unlock(Case.objects.filter(pk__in=batch).select_related("child")):
            share_cipher(case, case.child)
            if case.is_readable:
                child = heard_of(case.child)
                heard = Heard(child.names, {"summary": case.summary}, child.place)
                yield Arrival(case.child_id, heard, case.number, case.pk)
