"""What the rows of a register say, as they are compared with the people of the house."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from uuid import UUID

from suar.casework.cases.models import Case
from suar.casework.conflicts.rules import Heard
from suar.casework.conflicts.standing import Arrival, says
from suar.casework.register.models import ImportedRow
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office

BATCH = 200


def heard_in(row: ImportedRow) -> Heard:
    """Of an opened row."""
    return Heard({}, {"register": " . ".join(map(str, (row.cells or {}).values()))})


@says
def open_rows(office: Office, subject: UUID | None = None) -> Iterator[Arrival]:
    """The rows behind files that are still open; their children are compared with the files themselves."""
    files = Case.objects.filter(office=office)
    files = files.filter(child=subject) if subject else files.open()
    rows = ImportedRow.objects.filter(case__in=files).order_by("pk")
    for batch in batched(list(rows.values_list("pk", flat=True)), BATCH):
        for row in unlock(ImportedRow.objects.filter(pk__in=batch).select_related("case")):
            if row.is_readable:
                yield Arrival(row.child_id, heard_in(row), row.case.number, row.case_id)
