"""Who counts anew when a child's birth date turns out to be another. Files stand above and plug in here."""

from __future__ import annotations

from suar.casework.children.models import Child
from suar.core.hooks import Hook
from suar.core.ledger.recording import Recording


@Hook
def birth_date_changed(child: Child, entry: Recording, /) -> object:
    """Inside the recording of another birth date, with the child as it is after the change."""
