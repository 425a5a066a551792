"""Whoever steps back from a file, or from whom a person withheld it, works on it no longer. Conflicts stand below
duties and files and cannot take them out of anybody's hands: the app that can plugs in here."""

from __future__ import annotations

from uuid import UUID

from suar.casework.conflicts.models import Status, Withholding
from suar.core.hooks import Hook


@Hook
def subject_withheld(user: int, subject: UUID, /) -> object:
    """Inside the recording of a withholding that a person confirmed: take away what this user, by key, holds of this
    subject."""


def let_go(row: Withholding) -> None:
    """Inside the recording of a withholding. What is only suspected takes nothing away: it may be given back."""
    if row.user_id is not None and row.status == Status.CONFIRMED:
        subject_withheld(row.user_id, row.subject)
