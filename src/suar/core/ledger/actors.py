"""Who did it, in the ledger: an identifier, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from suar.core.days import by_day


class Actor(Protocol):
    """Anyone an action can be done by."""

    @property
    def actor_id(self) -> str:
        """`user:17`, `system:worker`, `public`."""


@dataclass(frozen=True, slots=True)
class Process:
    """A part of the program acting by itself, by a rule. `by_day`: the hour of its acts would tell on a child."""

    actor_id: str
    by_day: bool = False


WORKER = Process("system:worker")
OPERATOR = Process("system:operator")  # someone at the command line of the server
PUBLIC = Process("public", by_day=True)  # whoever filed through the public form; nobody knows who
LEDGER = Process("system:ledger")  # the record about itself: a row that is not as it was recorded
ARRIVALS = Process(WORKER.actor_id, by_day=True)  # the worker, about what has just come in by the form


def told_at(by: Actor, now: datetime) -> datetime:
    """What stands in clear as the time of an act: of what comes by the public form only the day, so that whoever holds
    the tables cannot lay it beside the hour at which somebody had the telephone in the hand."""
    return by_day(now) if isinstance(by, Process) and by.by_day else now
