"""A flood and a guesser, told by what one process remembers of the last minute: counts, never who it was.

No filing is refused and nobody is shut out: in a flood what looks like part of it is set apart, sealed (`Doubt`), and
whoever types wrong codes waits a little longer for each answer, beside the request thread. A right code is answered at
once, also behind an address that thousands share."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from django.conf import settings

from suar.casework.intake.models import Filing

MINUTE = timedelta(minutes=1)
HASTY = timedelta(seconds=20)  # seven questions and the review, for somebody who reads them
FREE_TRIES = 20  # wrong codes a minute in one process that cost nothing: paper is typed badly
EACH, LONGEST = 0.05, 3.0  # seconds
REMEMBERED = 10_000  # moments
WAIT = "X-Suar-Wait"  # seconds that the answer is held back; never leaves the server (config/asgi/buffering.py)


class Minute:
    """How often something happened in the last minute. A clock that was set back begins anew."""

    def __init__(self) -> None:
        self.moments: deque[datetime] = deque(maxlen=REMEMBERED)

    def count(self, now: datetime) -> int:
        """With this time, how many in the minute before `now`."""
        while self.moments and not now - MINUTE < self.moments[0] <= now:
            self.moments.popleft()
        self.moments.append(now)
        return len(self.moments)

    def delay(self, now: datetime) -> float:
        """Seconds to hold back this answer: more, the more wrong ones there were."""
        return min(LONGEST, EACH * max(0, self.count(now) - FREE_TRIES))


filings = Minute()
wrong_tries = Minute()


def doubt(started_at: datetime, now: datetime, *, trapped: bool) -> str:
    """Why this filing goes to quarantine, or "". A field that nobody sees was filled; else only in a flood: a single
    hasty child is no flood."""
    many = filings.count(now) > settings.SUAR_FLOOD_RATE
    if trapped:
        return Filing.Doubt.TRAP
    if not many:
        return ""
    return Filing.Doubt.HASTY if now - started_at < HASTY else Filing.Doubt.RATE
