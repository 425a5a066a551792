"""From an event and a rule to the moment by which something is due. Pure: no database, no *now*.

Hours and calendar days run from the moment of the event, 24 h each. Working days, detention and the same day end at
23:59:59. Months and years keep day and hour. A backward clock gives the latest moment still allowed. Moments come in
any zone and go out in Asia/Pontianak (+07:00). `counting` holds one class for each way of counting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from suar.core.clocks.calendars import WIB, Calendar
from suar.core.clocks.errors import (
    ClockError,
    NaiveMoment,
    NoDueMoment,
    OutsideCalendar,
    PauseEndsBeforeItBegins,
    RuleNotInForce,
    UnknownRule,
)
from suar.core.clocks.pauses import Pause, joined
from suar.core.clocks.rules import Certainty, Limit, Rule, Rulebook, Unit

__all__ = [
    "WIB",
    "Calendar",
    "Certainty",
    "ClockError",
    "Limit",
    "NaiveMoment",
    "NoDueMoment",
    "OutsideCalendar",
    "Pause",
    "PauseEndsBeforeItBegins",
    "Rule",
    "RuleNotInForce",
    "Rulebook",
    "Unit",
    "UnknownRule",
    "due",
    "due_many",
]


def due(
    rule: Rule,
    event_at: datetime,
    pauses: Collection[Pause] = (),
    calendar: Calendar | None = None,
    extended: bool = False,
) -> datetime:
    """The due moment, in +07:00.

    `event_at` and the pauses carry a zone. `calendar` is Indonesia's without local closures if not given. `extended`
    adds the rule's extension; a rule that knows none has nothing to add. Whether it is in force is for the rulebook.
    Raises NaiveMoment, PauseEndsBeforeItBegins, NoDueMoment, OutsideCalendar."""
    if event_at.tzinfo is None:
        raise NaiveMoment(event_at)
    stopped = joined(pauses) if pauses else ()
    counts = rule.extended_counts if extended else rule.counts
    if not counts:
        raise NoDueMoment(rule.id, "its date is not known")
    days = calendar or Calendar.indonesia()
    try:
        moment = event_at.astimezone(WIB)
        for count in counts:
            moment = count.backward(moment, stopped, days) if rule.counts_back else count.forward(moment, stopped, days)
    except OverflowError as beyond:
        raise NoDueMoment(rule.id, "it lies outside the years 1 to 9999") from beyond
    return moment


def due_many(
    rule: Rule, events: Iterable[datetime], calendar: Calendar | None = None, extended: bool = False
) -> list[datetime]:
    """The due moments of many events of one rule without pauses, in their order. Raises as `due`."""
    days = calendar or Calendar.indonesia()
    return [due(rule, event_at, (), days, extended) for event_at in events]
