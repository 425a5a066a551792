"""How what happens here is written down: one entry about the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from suar.casework.cases.marking import laid_in
from suar.casework.cases.models import Case
from suar.core import ledger
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording


@contextmanager
def recorded(verb: str, case: Case, by: Actor, **data: Any) -> Iterator[Recording]:
    """A row that somebody else changed first becomes a Conflict that says so."""
    facts = {"case": str(case.pk), **data}
    with ledger.record(verb, by=by, subject=case.child_id, office=case.office.code, data=facts) as entry:
        with laid_in(verb, case, by):
            yield entry
