"""Where each file stands that is read as one child's: what conflicts ask, who cannot know it."""

from __future__ import annotations

from uuid import UUID

from suar.casework.cases.models import Case
from suar.casework.children.merges import one_child
from suar.casework.conflicts.kin import Place


def files_of_one_child(subject: UUID) -> dict[UUID, Place]:
    """By child the number and id of its newest file; empty for a child that is read for itself, and for what is no
    child."""
    ids = one_child(subject)
    if len(ids) == 1:
        return {}
    rows = Case.objects.filter(child__in=ids).order_by("opened_on", "pk").values_list("child", "number", "pk")
    newest = {child: (number, pk) for child, number, pk in rows}
    return {one: newest.get(one, ("", None)) for one in ids}
