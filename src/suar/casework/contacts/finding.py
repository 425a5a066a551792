"""Every number that can be found again, for building the search tokens anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from uuid import UUID

from django.db.models import QuerySet

from suar.casework.contacts.models import Contact, Flag
from suar.core.vault.fields import unlock

BATCH = 500


def everything() -> Iterator[tuple[UUID, list[str], list[str]]]:
    yield from _numbers(Contact.objects.exclude(phone=b""))
    yield from _numbers(Flag.objects.all())


def _numbers[R: (Contact, Flag)](rows: QuerySet[R]) -> Iterator[tuple[UUID, list[str], list[str]]]:
    ids = rows.order_by("pk").values_list("pk", flat=True)
    for batch in batched(ids.iterator(chunk_size=2000), BATCH):
        for row in unlock(rows.filter(pk__in=batch)):
            if row.is_readable and row.phone:
                yield row.pk, [], [row.phone]
