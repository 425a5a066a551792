"""What a child is found by beside its names: the numbers that other systems gave its files."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from suar.casework.leading.models import OtherNumber
from suar.core.vault.fields import unlock


def numbers_of(children: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The numbers that stand, by child; of the erased none."""
    found: dict[UUID, list[str]] = {}
    for row in unlock(OtherNumber.objects.standing().filter(child__in=list(children))):
        if not row.is_erased:
            found.setdefault(row.child_id, []).append(str(row.number))
    return found
