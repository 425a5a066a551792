"""The machine's clock against the time that passed: a jump is an alarm, and until somebody has looked at the clock no
copy is deleted for its age."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.utils import timezone

from suar.core import alarms
from suar.core.ledger.models import Entry
from suar.desk.alarm_kinds import CLOCK

JUMP = timedelta(minutes=10)  # more than a time server ever sets right in one step on a machine that it keeps
ASLEEP = timedelta(days=10)  # longer than offices close: after it the clock is looked at too


class Clockwatch:
    """`look` once a minute. What passes while the machine sleeps is counted by the boot clock."""

    def __init__(self) -> None:
        self.wall: datetime | None = None
        self.passed = 0.0

    def look(self) -> timedelta:
        """By how much the clock jumped since the last look; an alarm is raised when it is too much."""
        now, passed = timezone.now(), time.clock_gettime(time.CLOCK_BOOTTIME)
        if self.wall is None:
            jump = self._since_the_last_entry(now)
        else:
            jump = (now - self.wall) - timedelta(seconds=passed - self.passed)
        self.wall, self.passed = now, passed
        if abs(jump) > JUMP:
            alarms.raise_alarm(CLOCK, detail_codes=[f"seconds:{round(jump.total_seconds()):+d}"])
        return jump

    def _since_the_last_entry(self, now: datetime) -> timedelta:
        """At the first look: how long nothing was recorded, if that is longer than an office sleeps."""
        newest = Entry.objects.order_by("-id").first()
        gap = now - newest.at if newest is not None else timedelta()
        return gap if abs(gap) > ASLEEP or gap < -JUMP else timedelta()
