"""What stands open in an office, for comparing it with whoever becomes known later, and all that is said of a file that
opens again. Conflicts stand below children, cases, complaints and registers and cannot ask them: each says so when it
is ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from suar.casework.conflicts.rules import Heard
from suar.registry.accounts.models import Office

LOCK = 0x53554152_36  # any number that no other lock of the house has


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file and what it says."""

    subject: UUID
    heard: Heard
    reference: str = ""
    case_id: UUID | None = None


type Source = Callable[[Office, UUID | None], Iterator[Arrival]]
"""Of an office: what stands open there. Of one subject as well: all of it, in whatever state."""

_sources: list[Source] = []


def says(source: Source) -> Source:
    """What this source yields stands open. Twice is as good as once."""
    if source not in _sources:
        _sources.append(source)
    return source


def everything(office: Office, subject: UUID | None = None) -> Iterator[Arrival]:
    """Opened one batch after the other; a file comes once from each source that knows words of it."""
    for source in _sources:
        yield from source(office, subject)


def hold_back(*, arrivals: bool) -> None:
    """Until this transaction ends, what arrives and who becomes known pass one after the other: else a complaint and
    the declaration that it names could each be stored without having seen the other. Arrivals do not wait for one
    another. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        shared = "" if arrivals else "_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{shared}(%s)", [LOCK])
