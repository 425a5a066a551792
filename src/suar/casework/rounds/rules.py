"""What a round and a list decide: in which order files come, how long a round took, which week a list is of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

SOMEBODY_ELSE = timedelta(minutes=10)
"""Within which another's look at a file is said to whoever opens it in a round."""
LONGEST_PAUSE = timedelta(minutes=5)
"""Of a stop that was longer only so much counts as work: somebody went for lunch, or the machine stood still."""
MOST_FILES = 200
RISKS = {"high": 0, "unknown": 1, "medium": 2, "low": 3}
SAFE = {"no": 0, "unknown": 1, "yes": 2}


def turn(safe: str, risk: str, due_at: datetime | None, number: str) -> tuple[int, int, float, str]:
    """A child without a safe place first, then the higher risk, then what has been due longest."""
    due = due_at.timestamp() if due_at else float("inf")
    return (SAFE.get(safe, 1), RISKS.get(risk, 1), due, number)


def minutes_spent(begun: datetime, marks: Iterable[datetime], until: datetime) -> int:
    """Minutes of work from its beginning over each file to now, whole ones; of a long pause only a little."""
    moments = [begun, *sorted(mark for mark in marks if begun < mark < until), until]
    gaps = (min(later - earlier, LONGEST_PAUSE) for earlier, later in zip(moments, moments[1:], strict=False))
    return int(sum(gaps, timedelta()).total_seconds() // 60)


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def days_late(due_at: datetime | None, now: datetime) -> int:
    """Whole days past the due moment, at least one where it is past; none where it is not."""
    if due_at is None or due_at >= now:
        return 0
    return max(1, (now - due_at).days)
