"""Which files are read as one child's."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from suar.casework.children.models import Child, Merge, MergeQuerySet
from suar.core.hooks import Hook
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User


@Hook
def merge_taken_back(merge: Merge, by: Actor, at: datetime, /) -> object:
    """Inside the action that takes a merge back, with the merge that stands no more: what an app above did because it
    read two files as one child's."""


def around(pk: UUID) -> MergeQuerySet:
    """The merges that stand between the files of this child: with it, and with the file that it is read under."""
    standing = Merge.objects.standing()
    above = standing.filter(other=pk).values("child")
    return standing.filter(child=pk) | standing.filter(other=pk) | standing.filter(child__in=above)


def one_child(pk: UUID) -> set[UUID]:
    """The ids of all files that are read as this child's, its own among them: one statement."""
    return {pk}.union(*around(pk).values_list("child", "other"))


def each_child(pks: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """`one_child` of each of these, some hundreds at most: one statement."""
    standing = Merge.objects.standing()
    near = standing.filter(child__in=pks) | standing.filter(other__in=pks)
    under: dict[UUID, set[UUID]] = {}
    for head, other in standing.filter(child__in=near.values("child")).values_list("child", "other"):
        under.setdefault(head, {head}).add(other)
    read = {pk: whole for whole in under.values() for pk in whole}
    return {pk: read.get(pk, {pk}) for pk in pks}


def merges_of(child: Child, user: User) -> list[tuple[Merge, Child]]:
    """The merges that this child is part of, each with the file on the other side, opened; without one that is
    withheld from this user."""
    seen = Child.objects.visible_to(user)
    rows = around(child.pk).filter(child__in=seen, other__in=seen).order_by("at", "id")
    found = list(rows.select_related("child__office", "other__office", "by"))
    beside = [row.child if row.other_id == child.pk else row.other for row in found]
    unlock([*found, *beside])
    return list(zip(found, beside, strict=True))


def ids_of(child: Child, merges: list[tuple[Merge, Child]]) -> set[UUID]:
    """Of the files that `merges_of` gave, and the child's own."""
    return {child.pk}.union(*((row.child_id, row.other_id) for row, _beside in merges))
