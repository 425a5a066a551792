"""The worker: moves filings and replies between the stores, orders the ledger, reminds, draws, each minute derives
what is due from the tables. Any step may be killed and is safe to run again."""

from __future__ import annotations

import errno
import logging
import os
import signal
import time
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import partial

import django
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    ProgrammingError,
    close_old_connections,
    connections,
)

logger = logging.getLogger("suar.worker")

PULSE = 0.5  # seconds between rounds
MINUTE, HOUR = 60.0, 3600.0
PAUSE = 10.0  # until a step that failed has its turn again
LONG = 600.0  # seconds that a step waits for a store or a disk until somebody is told


# A disk that is full, over its quota, read-only or failing: nothing is lost, for nothing is called done before it lies
# there; the step is made again when there is room.
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def why(error: Exception) -> str:
    """For the log: never the values of a statement."""
    return os.strerror(error.errno) if isinstance(error, OSError) and error.errno else type(error).__name__


# What a store says of what stands in it or was given to it: no waiting mends that.
NOT_AWAY = (DataError, IntegrityError, ProgrammingError)


class Outcome(Enum):
    DONE = 1
    WAITS = 2  # for a store or a disk
    FAILED = 3


class Loop:
    """Runs each step as often as it asks, until told to stop. Of one that fails an alarm tells, which it closes itself
    when it works again."""

    def __init__(self, steps: list[tuple[str, float, Callable[[], object]]]) -> None:
        self.steps = steps
        self.next_run = {name: 0.0 for name, _, _ in steps}
        self.running = True
        self.waiting_since: dict[str, float] = {}
        self.told: dict[str, bool] = {}  # of each step: whether the alarm that is open, or is not, says that it fails

    def stop(self, number: int, frame: object) -> None:
        self.running = False

    def run(self) -> None:
        while self.running:
            self.round(time.monotonic())
            time.sleep(PULSE)

    def round(self, now: float) -> None:
        close_old_connections()
        for name, interval, step in self.steps:
            if now >= self.next_run[name] and self.running:
                outcome = attempt(name, step)
                self.next_run[name] = now + (interval if outcome is not Outcome.FAILED else max(interval, PAUSE))
                self._judge(name, outcome, now)

    def _judge(self, name: str, outcome: Outcome, now: float) -> None:
        if outcome is Outcome.WAITS:
            if now - self.waiting_since.setdefault(name, now) < LONG:
                return
        else:
            self.waiting_since.pop(name, None)
        fails = outcome is not Outcome.DONE
        if self.told.get(name) is not fails and attempt(f"alarm: {name}", partial(_tell, name, fails)) is Outcome.DONE:
            self.told[name] = fails


def _tell(name: str, fails: bool) -> None:
    from suar.core import alarms
    from suar.desk.alarm_kinds import STEP

    subject = name.replace(" ", "-")
    if fails:
        alarms.raise_alarm(STEP, subject=subject)
    else:
        alarms.close(STEP, subject=subject)


def attempt(name: str, step: Callable[[], object]) -> Outcome:
    """A database that is locked or away, and a disk that takes nothing, are waited for; any other fault is named in the
    log. A key that is gone ends the process: the next one waits for it."""
    from suar.core.faults import named
    from suar.core.vault.master import VaultLocked

    try:
        step()
    except VaultLocked:
        raise
    except Exception as error:  # noqa: BLE001 - whatever somebody laid into a store, it may not stop the other steps
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()
        if not _is_away(error):
            logger.error("%s fails: %s. The other steps go on.", name, named(error))
            return Outcome.FAILED
        logger.warning("%s: %s, tried again in the next round", name, why(error))
        return Outcome.WAITS
    return Outcome.DONE


def _is_away(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in DISK
    return isinstance(error, DatabaseError) and not isinstance(error, NOT_AWAY)


def wait_for_key(going: Callable[[], bool] = lambda: True) -> None:
    """An office that keeps its key in memory only starts locked: the worker waits until two people have given it."""
    from django.conf import settings

    from suar.core.vault.master import is_locked

    if is_locked(settings.SUAR_HOME / "secret"):
        logger.warning("locked: waiting for the key (`suar vault unlock`, or the page of the desk)")
    while going() and is_locked(settings.SUAR_HOME / "secret"):
        time.sleep(PULSE)


def open_keys() -> None:
    """All keysets, before the first round: one that is missing or another office's ends the process with a sentence."""
    from suar.core.vault.keyring import keyring
    from suar.core.vault.master import VaultLocked

    try:
        keyring().open_all()
    except (VaultLocked, OSError) as locked:
        raise SystemExit(f"The worker cannot start: {locked}") from None


def steps() -> list[tuple[str, float, Callable[[], object]]]:
    from django.conf import settings
    from django.utils import timezone

    from suar.casework.complaints import intake_keys, outside, publishing, quarantine, takeover
    from suar.config.clockwatch import Clockwatch
    from suar.config.tick import PARTS, run_tasks
    from suar.core.ledger.actions import sequence_all

    fetching = [("fetch from outside", 2.0, outside.exchange)] if settings.SUAR_INTAKE_CHANNEL else []
    return [
        ("clock", MINUTE, Clockwatch().look),  # before whatever goes by the clock
        ("intake keys", MINUTE, intake_keys.keep),
        *fetching,
        ("take over", 1.0, takeover.take_over),
        ("try what was set aside", HOUR, takeover.try_again),
        ("deliver replies", 1.0, takeover.deliver_replies),
        ("publish steps", 2.0, takeover.publish_steps),
        ("sift", MINUTE, lambda: quarantine.sift(timezone.now())),
        ("opening", MINUTE, lambda: quarantine.publish_opening(timezone.now())),
        ("promises", MINUTE, quarantine.publish_promises),
        ("read marks", 10.0, takeover.collect_read_marks),
        ("tasks", 1.0, run_tasks),
        *((f"tick {name}", MINUTE, partial(_due, part)) for name, part in PARTS.items()),
        ("sequence", 1.0, sequence_all),
        ("publish heads", MINUTE, publishing.publish),
    ]


def _due(part: Callable[[datetime], int]) -> int:
    from django.utils import timezone

    return part(timezone.now())


def main() -> None:
    django.setup()
    loop = Loop(steps())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, loop.stop)
    wait_for_key(lambda: loop.running)
    if loop.running:
        open_keys()
    loop.run()


if __name__ == "__main__":
    main()
