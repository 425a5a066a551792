"""What the one who builds the demo reads meanwhile: a line a month, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

# Of the whole build, what precedes the year (office, register) and what follows it (rooms, reports, copies). Measured
# on a build of 7 December 2026; only the time left that is told depends on them.
BEFORE_YEAR, AFTER_YEAR, REPORTS = 0.18, 0.08, 0.97
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Progress:
    """Lines with a percentage and the seconds left, by the pace of the build so far."""

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = time.perf_counter) -> None:
        self._say, self._clock = say, clock
        self._began = clock()
        self._month = 0

    def day(self, on: date, done: int, days: int) -> None:
        """This day of the year has been lived; the first day of each month says a line."""
        if on.month != self._month:
            self._month = on.month
            share = BEFORE_YEAR + (1 - BEFORE_YEAR - AFTER_YEAR) * done / days
            self._line(f"{MONTHS[on.month - 1]} {on.year}", share)

    def stage(self, name: str, share: float) -> None:
        """A part of the build begins; `share` of the whole, 0 to 1, lies behind it."""
        self._line(name, share)

    def _line(self, name: str, share: float) -> None:
        left = f", about {self._left(share)} s left" if share else ""
        self._say(f"  {name:<28}{share:>4.0%}{left}")

    def _left(self, share: float) -> int:
        return max(1, round((self._clock() - self._began) * (1 - share) / share))
