"""What is recorded when an action comes upon a row that somebody changed past the program, and when it was looked into.

The action goes on: a child's file does not wait for a technician. But its entry now vouches for values that nobody here
wrote, so that the finding stands against the record, for good, until somebody answers for the row."""

from __future__ import annotations

from collections.abc import Sequence

from suar.core.ledger.actors import LEDGER, Actor
from suar.core.ledger.models import Entry
from suar.core.ledger.recording import record


def note_found(entry: Entry, rows: Sequence[str]) -> None:
    """These rows (`table:row`) were not as recorded before this entry covered them."""
    told = {"entry": entry.pk, "rows": list(rows)}
    with record("ledger.found", by=LEDGER, subject=entry.subject, office=entry.office, data=told):
        pass


def accept(finding: Entry, *, by: Actor, why: str) -> None:
    """Somebody has looked into it and answers for the row as it is now. The finding stays in the record."""
    told = {"finding": finding.pk}
    with record("ledger.accept", by=by, subject=finding.subject, office=finding.office, why=why, data=told):
        pass
