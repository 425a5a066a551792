"""The instant at which a run of the suite stands: drawn once, printed, repeated with `--at`.

No test reads the machine's clock by accident: each begins at the run's instant and its seconds go by from there. What
is built for more than one test (a fixture of a wider scope) is built in the minutes before. A test that drives other
processes, which read the machine's own clock, asks for it with `@pytest.mark.real_clock`."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine

VARIABLE = "SUAR_TEST_AT"
WIB = ZoneInfo("Asia/Jakarta")
EARLIEST, LATEST = datetime(2026, 12, 1, tzinfo=WIB), datetime(2028, 12, 1, tzinfo=WIB)
# Hours and days on which a rule of time is easily wrong; every second run stands at one of them.
EDGES = (
    "2026-12-08T00:05+07:00",
    "2027-01-13T03:00+07:00",
    "2027-02-02T08:10+07:00",
    "2027-04-15T12:00+07:00",
    "2027-05-24T23:58+07:00",
    "2027-03-09T10:00+07:00",  # the eve of Lebaran 2027
    "2027-03-10T10:00+07:00",  # its days
    "2027-03-11T19:30+07:00",
    "2026-12-31T22:15+07:00",
    "2028-02-29T09:00+07:00",
    "2027-04-30T17:45+07:00",
    "2027-06-25T16:30+07:00",  # a Friday
)
PREPARING = timedelta(minutes=4)

_prepared_for = timedelta()


def draw() -> datetime:
    """The instant of this run: the one asked for in the environment, or a new one, whole minutes, in WIB."""
    asked = os.environ.get(VARIABLE)
    if asked:
        at = datetime.fromisoformat(asked)
        if at.tzinfo is None:
            raise ValueError(f"{asked}: name the offset too, as in 2027-03-20T02:30+07:00")
        return at
    chance = random.SystemRandom()
    if chance.random() < 0.5:
        return datetime.fromisoformat(chance.choice(EDGES))
    days = (LATEST - EARLIEST).days
    # Not the first five minutes of a day: what several tests share is built before the instant, on the same day.
    return EARLIEST + timedelta(days=chance.randrange(days), minutes=chance.randrange(5, 24 * 60))


def instant() -> datetime:
    """Where this run stands."""
    return datetime.fromisoformat(os.environ[VARIABLE])


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The clock begins at `moment` and its seconds go by from there."""
    with time_machine.travel(moment, tick=True):
        yield


@contextmanager
def of_preparing() -> Iterator[None]:
    """For what several tests share: in the minutes before the instant, each such fixture after the one before it."""
    global _prepared_for
    begun = time.perf_counter()
    with at(instant() - PREPARING + _prepared_for):
        yield
    _prepared_for += timedelta(seconds=time.perf_counter() - begun)


@contextmanager
def of_the_machine() -> Iterator[None]:
    """The true clock again, for a test that drives other processes."""
    with at(datetime.fromtimestamp(time_machine.escape_hatch.time.time(), UTC)):
        yield
