"""What is withheld of one file is withheld of every file that is read as the same child's, in the same transaction.

Each has a row of its own, under its own key, and is decided for itself: until then it stays withheld."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from suar.casework.conflicts import kin, roster
from suar.casework.conflicts.actions.telling import tell_others
from suar.casework.conflicts.kin import Place
from suar.casework.conflicts.letting_go import let_go
from suar.casework.conflicts.models import Origin, Status, Withholding
from suar.casework.conflicts.turns import set_turns
from suar.core import ledger
from suar.core.ledger.actors import ARRIVALS, Actor
from suar.core.vault.fields import unlock


def spread(rows: Iterable[Withholding], *, by: Actor = ARRIVALS) -> list[Withholding]:
    """These rows, just made or confirmed, to the other files of their child, where they are not withheld from the same
    yet. Whoever was judged there on these very words is not asked about again, unless they were confirmed here."""
    made = list[Withholding]()
    for row in rows:
        if row.in_force:
            made += [_to(other, place, row, by) for other, place in _where_not_yet(row).items()]
    return made


def _where_not_yet(row: Withholding) -> dict[UUID, Place]:
    others = kin.others(row.subject)
    there = unlock(Withholding.objects.filter(subject__in=others)) if others else []
    settled = {one.subject for one in there if _settles(one, row)}
    return {other: place for other, place in sorted(others.items()) if other not in settled}


def _settles(one: Withholding, row: Withholding) -> bool:
    """Whether it is withheld there already, or was given back there though the same was known."""
    if (one.user_id, one.agency_id) != (row.user_id, row.agency_id):
        return False
    return one.in_force or (row.status == Status.WAITING and _found(row) <= _found(one))


def _found(row: Withholding) -> set[str]:
    return {str(one.get("found", "")) for one in row.evidence or ()}


def _to(other: UUID, place: Place, row: Withholding, by: Actor) -> Withholding:
    copy = _copy(row, other, place)
    set_turns([copy], roster.members(row.office))
    data = {"user": row.user_id, "of": str(row.subject)}
    with ledger.record("conflict.spread", by=by, subject=other, office=row.office.code, data=data) as entry:
        entry.add(copy)
        if copy.origin == Origin.LEADER:
            tell_others(copy, by)
        let_go(copy)
    return copy


def _copy(row: Withholding, other: UUID, place: Place) -> Withholding:
    """What the program suspected is decided in each file; what a person withheld stands."""
    reference, case_id = place
    status = Status.WAITING if row.origin == Origin.NAMES else Status.CONFIRMED
    return Withholding(
        office=row.office, subject=other, code=str(other), began_as=other, reference=reference, case_id=case_id,
        user_id=row.user_id, agency_id=row.agency_id, origin=row.origin, since=timezone.localdate(), status=status,
        evidence=row.evidence, by_id=row.by_id, why=row.why if status == Status.CONFIRMED else "", reader=row.reader,
    )  # fmt: skip
