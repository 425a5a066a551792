"""What is withheld of one file is withheld of every file that is read as the same child's, in the same transaction.

Each has a row of its own, under its own key, and is decided for itself: until then it stays withheld."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from suar.casework.conflicts import kin, roster
from suar.casework.conflicts.models import Origin, Withholding
from suar.casework.conflicts.turns import set_turns
from suar.core import ledger
from suar.core.ledger.actors import ARRIVALS, Actor
from suar.core.vault.fields import unlock

VERBS = {Origin.NAMES: "conflict.suspect", Origin.OWN: "conflict.recuse", Origin.LEADER: "conflict.withhold"}


def spread(subject: UUID, *, by: Actor = ARRIVALS) -> list[Withholding]:
    """To the other files of the child, from whom they are not withheld yet. Whoever was judged on these very words is
    not asked about again."""
    if not (others := kin.others(subject)):
        return []
    standing = unlock(Withholding.objects.standing().about(subject).select_related("office"))
    return [made for other in sorted(others) for made in _to(other, standing, by)]


def _to(other: UUID, standing: list[Withholding], by: Actor) -> list[Withholding]:
    there = unlock(Withholding.objects.about(other))
    made = [_copy(row, other) for row in standing if not any(_settles(one, row) for one in there)]
    for row in made:
        set_turns([row], roster.members(row.office))
        data = {"user": row.user_id}
        verb = VERBS[Origin(row.origin)]
        with ledger.record(verb, by=by, subject=other, office=row.office.code, data=data) as entry:
            entry.add(row)
    return made


def _settles(one: Withholding, row: Withholding) -> bool:
    """Whether it is withheld from the same already, or was given back though the same was known."""
    if (one.user_id, one.agency_id) != (row.user_id, row.agency_id):
        return False
    return one.in_force or (row.origin == Origin.NAMES and _found(row) <= _found(one))


def _found(row: Withholding) -> set[str]:
    return {str(one.get("found", "")) for one in row.evidence or ()}


def _copy(row: Withholding, other: UUID) -> Withholding:
    known = Withholding.objects.about(other).exclude(reference="").values_list("reference", "case_id").first()
    reference, case_id = known or ("", None)
    return Withholding(
        office=row.office, subject=other, code=str(other), began_as=other, reference=reference, case_id=case_id,
        user_id=row.user_id, agency_id=row.agency_id, origin=row.origin, since=timezone.localdate(),
        evidence=row.evidence, status=row.status, by_id=row.by_id, why=row.why, reader=row.reader,
        decided_by_id=row.decided_by_id, decided_at=row.decided_at,
    )  # fmt: skip
