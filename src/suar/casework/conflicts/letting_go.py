"""Whoever steps back from a file, or from whom a person withheld it, works on it no longer. Conflicts stand below
duties and files and cannot take them out of anybody's hands: the app that can says so when it is ready."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from suar.casework.conflicts.models import Status, Withholding

type Release = Callable[[int, UUID], object]

_releases: list[Release] = []


def ask(release: Release) -> None:
    """Takes what this user, by key, holds of this subject. Twice is as good as once."""
    if release not in _releases:
        _releases.append(release)


def let_go(row: Withholding) -> None:
    """Inside the recording of a withholding. What is only suspected takes nothing away: it may be given back."""
    if row.user_id is not None and row.status == Status.CONFIRMED:
        for release in _releases:
            release(row.user_id, row.subject)
