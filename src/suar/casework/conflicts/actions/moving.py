"""A complaint becomes a file: what is withheld goes along, under the child's key."""

from __future__ import annotations

from uuid import UUID

from suar.casework.conflicts.actions.spreading import spread
from suar.casework.conflicts.models import Withholding
from suar.core import ledger
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import reseal


def move_subject(*, old: UUID, new: UUID, case_id: UUID | None, reference: str, by: Actor) -> int:
    """Everything withheld about `old` is withheld about `new`, in the caller's transaction. Returns how many."""
    moved = list(Withholding.objects.about(old).select_related("office"))
    if not moved:
        return 0

    def turn(row: Withholding) -> None:
        row.subject, row.code = new, str(new)

    for row in moved:
        reseal(row, lambda row=row: turn(row))
        row.case_id, row.reference = case_id, reference
    with ledger.record("conflict.move", by=by, subject=new, office=moved[0].office.code) as entry:
        entry.change(*moved)
    spread(moved, by=by)
    return len(moved)


def note_case(*, subject: UUID, case_id: UUID, reference: str, by: Actor) -> int:
    """The file has its number: what was withheld before is named by it. Returns how many."""
    rows = list(Withholding.objects.about(subject).filter(case_id=None).select_related("office"))
    for row in rows:
        row.case_id, row.reference = case_id, reference
    if rows:
        with ledger.record("conflict.move", by=by, subject=subject, office=rows[0].office.code) as entry:
            entry.change(*rows)
    return len(rows)
