"""From a rule and an event to the due moment that a duty stores, with the rule's basis and doubt beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from suar.casework.duties.rulebook import rulebook
from suar.core.clocks.calendars import WIB, Calendar
from suar.core.clocks.engine import due


@dataclass(frozen=True, slots=True)
class DueLimit:
    """What a duty shows of its clock."""

    due_at: datetime
    unit: str
    basis: str
    certainty: str


def limit(
    rule_id: str,
    event_at: datetime,
    *,
    closures: frozenset[date] = frozenset(),
    pauses: Sequence[tuple[datetime, datetime]] = (),
    extended: bool = False,
    on: date | None = None,
) -> DueLimit:
    """The due moment of a rule for an event. Raises ClockError for an unknown rule or one not in force."""
    rule = rulebook().get(rule_id, on=on or event_at.astimezone(WIB).date())
    moment = due(rule, event_at, pauses, Calendar.indonesia(closures=closures), extended)
    return DueLimit(moment, rule.limit.unit.value, rule.basis, rule.certainty.value)
