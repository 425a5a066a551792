"""Which files are read as one child's."""

from __future__ import annotations

from uuid import UUID

from suar.casework.children.models import Child, Merge
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User


def one_child(pk: UUID) -> set[UUID]:
    """The ids of all files that are read as this child's, its own among them: one statement."""
    pairs = Merge.objects.standing().values_list("child", "other")
    found = {pk}
    for child, other in pairs.filter(child=pk) | pairs.filter(other=pk):
        found |= {child, other}
    if found != {pk}:
        found |= set(pairs.filter(child__in=found).values_list("other", flat=True))
    return found


def merges_of(child: Child, user: User) -> list[tuple[Merge, Child]]:
    """The merges that this child is part of, each with the file on the other side, opened; without one that is
    withheld from this user."""
    seen = Child.objects.visible_to(user)
    rows = Merge.objects.touching(child).filter(child__in=seen, other__in=seen).order_by("at", "id")
    found = unlock(rows.select_related("child__office", "other__office", "by"))
    beside = unlock([row.other if row.child_id == child.pk else row.child for row in found])
    return list(zip(found, beside, strict=True))
