"""What the worker does to duties each minute, derived from the tables: any step may be killed and run again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from suar.casework.duties.models import Duty, DutyQuerySet
from suar.core import ledger
from suar.core.ledger.actors import WORKER
from suar.core.ledger.models import StaleRow

REMIND_BEFORE = timedelta(hours=24)
ESCALATE_AFTER = timedelta(days=3)
BATCH = 500
# By which the clocks of two machines may differ. A mark from further ahead was made by a clock that has been set since.
AHEAD = timedelta(minutes=5)
# Each mark with how long after now a duty may come due and still bear it.
MARKS = {"reminded_at": REMIND_BEFORE, "late_on": timedelta(), "escalated_at": -ESCALATE_AFTER}


def remind(*, now: datetime) -> int:
    """Mark what comes due within a day, once. The desk shows it; a reminder never leaves the house."""
    soon = Duty.objects.open().filter(reminded_at=None, due_at__gt=now, due_at__lte=now + REMIND_BEFORE)
    return _mark("remind", soon, "reminded_at", now)


def note_lateness(*, now: datetime) -> int:
    """Mark what became late, once. What rests on an unchecked limit is nobody's lateness."""
    return _mark("late", Duty.objects.late(now).filter(late_on=None), "late_on", now)


def escalate(*, now: datetime) -> int:
    """Three days late: the Ketua sees it first. What rests on an unchecked limit is shown but never escalated."""
    return _mark("escalate", Duty.objects.late(now - ESCALATE_AFTER).filter(escalated_at=None), "escalated_at", now)


def take_back(*, now: datetime) -> int:
    """Marks that lie ahead and are not true yet: the clock was wrong and is set right. They are made again when it is
    time, so that nobody stays late, or goes without a reminder, for an hour that never was."""

    def untrue(duty: Duty, mark: str) -> bool:
        at, due = getattr(duty, mark), duty.due_at
        return bool(at and due and at > now + AHEAD and due > now + MARKS[mark])

    def unmark(duty: Duty) -> None:
        for mark in MARKS:
            if untrue(duty, mark):
                setattr(duty, mark, None)

    ahead = (Q(**{f"{mark}__gt": now + AHEAD, "due_at__gt": now + span}) for mark, span in MARKS.items())
    return _change("unmark", Duty.objects.filter(Q(*ahead, _connector=Q.OR)), unmark)


def _mark(verb: str, found: DutyQuerySet, field: str, now: datetime) -> int:
    return _change(verb, found, lambda duty: setattr(duty, field, now))


def _change(verb: str, found: DutyQuerySet, change: Callable[[Duty], None]) -> int:
    """The oldest of them, in one entry. Rows that somebody works on this moment wait for the next minute."""
    try:
        with transaction.atomic():
            duties = list(found.order_by("due_at").select_for_update(skip_locked=True)[:BATCH])
            if not duties:
                return 0
            for duty in duties:
                change(duty)
            with ledger.record(f"duty.{verb}", by=WORKER, data={"duties": len(duties)}) as entry:
                entry.change(*duties)
            return len(duties)
    except StaleRow:
        return 0
