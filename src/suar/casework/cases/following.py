"""The one next step of a file: which of what is owed comes first, and what is done where nothing is owed.

Pure: what is owed comes as rows that were read already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from suar.casework.duties.models import AT_ONCE, Duty

LATE, AT_ONCE_FIRST, DATED, QUESTION, UNDATED = range(5)


def rank(duty: Duty, now: datetime) -> int:
    """Late first, then what is due at once, then the nearest day; then a date that must be asked for; last, what has
    no day at all. What rests on an unchecked limit is never late: it waits among the dated."""
    if duty.is_question:
        return QUESTION
    if duty.due_at is None:
        return UNDATED
    if duty.is_late(now):
        return LATE
    return AT_ONCE_FIRST if duty.unit in AT_ONCE else DATED


def next_step(owed: Iterable[Duty], now: datetime) -> Duty | None:
    """What is done next in one file, ours or an agency's; None where nothing is open: then a sheet is written."""
    left = [duty for duty in owed if duty.is_open]
    return min(left, key=lambda duty: (rank(duty, now), duty.due_at or duty.turn_at, duty.pk), default=None)
