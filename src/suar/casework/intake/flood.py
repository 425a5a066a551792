"""A flood and a guesser, told by what one process remembers of the last minute: counts, never who it was.

No filing and no message is refused and nobody is shut out: in a flood what looks like part of it is set apart, sealed
(`Doubt`), and whoever types wrong codes waits a little longer for each answer, beside the request thread. A right code
is answered at once, also behind an address that thousands share."""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from hashlib import blake2b
from uuid import UUID

from django.conf import settings

from suar.casework.intake.models import Filing

MINUTE = timedelta(minutes=1)
HASTY = timedelta(seconds=20)  # seven questions and the review, for somebody who reads them
HASTY_MESSAGE = timedelta(seconds=5)  # from the look-up to the press, for somebody who types
OWN = 20  # messages an hour under one receipt, in one process: who is answered once a day writes fewer
FREE_TRIES = 20  # wrong codes a minute in one process that cost nothing: paper is typed badly
EACH, LONGEST = 0.05, 3.0  # seconds
REMEMBERED = 10_000  # moments
WAIT = "X-Suar-Wait"  # seconds that the answer is held back; never leaves the server (config/asgi/buffering.py)


class Minute:
    """How often something happened in the last minute. A clock that was set back begins anew."""

    span = MINUTE
    most = REMEMBERED

    def __init__(self) -> None:
        self.moments: deque[datetime] = deque(maxlen=self.most)

    def count(self, now: datetime) -> int:
        """With this time, how many in the minute before `now`."""
        while self.moments and not now - self.span < self.moments[0] <= now:
            self.moments.popleft()
        self.moments.append(now)
        return len(self.moments)

    def delay(self, now: datetime) -> float:
        """Seconds to hold back this answer: more, the more wrong ones there were."""
        return min(LONGEST, EACH * max(0, self.count(now) - FREE_TRIES))


class Hour(Minute):
    """The same of the last hour: more than `OWN` need not be told apart."""

    span = timedelta(hours=1)
    most = OWN + 1


class Receipts:
    """How often each receipt was written under in the last hour. Which receipt it is cannot be told from what is
    remembered: its mark is made with a key that lives as long as this process."""

    def __init__(self) -> None:
        self.hours: OrderedDict[bytes, Hour] = OrderedDict()
        self._key = secrets.token_bytes(32)

    def count(self, form_id: UUID, now: datetime) -> int:
        mark = blake2b(form_id.bytes, key=self._key, digest_size=16).digest()
        hour = self.hours.pop(mark, None) or Hour()
        self.hours[mark] = hour
        if len(self.hours) > REMEMBERED:
            self.hours.popitem(last=False)
        return hour.count(now)


filings = Minute()
messages = Minute()
receipts = Receipts()
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


def message_doubt(form_id: UUID, begun: datetime, now: datetime, *, trapped: bool, answered: bool) -> str:
    """Why this further message goes to quarantine, or "". Its receipt writes by the dozen, or so many receipts write at
    once; but whom somebody here has answered is no part of that crowd."""
    crowd = messages.count(now) > settings.SUAR_FLOOD_RATE
    own = receipts.count(form_id, now) > OWN
    if trapped:
        return Filing.Doubt.TRAP
    if not own and (answered or not crowd):
        return ""
    return Filing.Doubt.HASTY if now - begun < HASTY_MESSAGE else Filing.Doubt.RATE
