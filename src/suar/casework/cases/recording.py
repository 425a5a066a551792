"""What every change of a file shares."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.marking import laid_in
from suar.casework.cases.models import Case, Note
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import LedgeredModel
from suar.core.ledger.recording import Recording
from suar.core.vault.fields import VaultModel, share_cipher
from suar.registry.accounts.models import User


def row_of(case: Case, by: Actor, at: datetime | None = None) -> dict[str, Any]:
    """What every sheet of a file carries."""
    return {
        "id": uuid.uuid4(),
        "case": case,
        "child_id": case.child_id,
        "by": by if isinstance(by, User) else None,
        "at": at or timezone.now(),
    }


def note_of(case: Case, by: Actor, said: str, at: datetime | None = None, **facts: Any) -> Note:
    """Written down now; `at` is the moment it tells of, where that was before."""
    return Note(**row_of(case, by, at), written_at=timezone.now(), said=said.strip(), **facts)


def reason_of(case: Case, by: Actor, why: str) -> Note:
    """Why somebody decided: it stands as it was said."""
    return note_of(case, by, why, kind=Note.Kind.REASON)


def add(entry: Recording, case: Case, *rows: LedgeredModel) -> None:
    """New sheets, under the key of the file that is open."""
    for row in rows:
        if isinstance(row, VaultModel):
            share_cipher(case, row)
        entry.add(row)


@contextmanager
def recorded(verb: str, case: Case, by: Actor, **data: Any) -> Iterator[Recording]:
    """One entry about this file; a row that somebody else changed first becomes a Conflict that says so."""
    facts = {"case": str(case.pk), **data}
    with ledger.record(verb, by=by, subject=case.child_id, office=case.office.code, data=facts) as entry:
        with laid_in(verb, case, by):
            yield entry


def known(**given: tuple[str, Any]) -> None:
    for value, allowed in given.values():
        if value not in allowed:
            raise DomainError(_("Pilihan “%(value)s” tidak dikenal. Pilih dari daftar.") % {"value": value})
