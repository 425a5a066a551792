"""From a rule and an event to the due moment that a duty stores, with the rule's basis and doubt beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from suar.casework.duties.books import book_of
from suar.casework.duties.models import AT_ONCE, Duty, PauseState
from suar.casework.duties.rulebook import rulebook
from suar.core.clocks.calendars import WIB, Calendar
from suar.core.clocks.engine import due
from suar.core.clocks.models import LocalClosure
from suar.core.clocks.pauses import Pause
from suar.core.clocks.rules import Rule
from suar.core.clocks.wording import length

ASK_RULE = "house.event_date.ask"


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
    closures: frozenset[date] | None = None,
    pauses: Sequence[Pause] = (),
    extended: bool = False,
    on: date | None = None,
    office_id: int | None = None,
) -> DueLimit:
    """The due moment of a rule for an event, as this office counts it: its own limits, and its closed days where they
    matter (`closures` instead, where given). Without an office, by the rulebook alone. Raises ClockError for an unknown
    rule or one not in force."""
    day = on or event_at.astimezone(WIB).date()
    rule = (rulebook() if office_id is None else book_of(office_id, on=day)).get(rule_id, on=day)
    if closures is None:
        closures = LocalClosure.objects.days() if office_id is not None and rule.in_working_days else frozenset()
    moment = due(rule, event_at, pauses, Calendar.indonesia(closures=closures), extended)
    return DueLimit(moment, rule.limit.unit.value, rule.basis, rule.certainty.value)


def length_of(rule_id: str, office_id: int, *, on: date | None = None) -> str:
    """How much time the rule gives in this office, in words ("2 hari kerja"), for what begins on that day (today where
    none is named): for sentences about a duty that does not run yet, and for letters. Raises ClockError."""
    day = on or timezone.localdate()
    return length(book_of(office_id, on=day).get(rule_id, on=day).limit)


def dues_of(duty_ids: Iterable[UUID | None]) -> dict[UUID, datetime]:
    """Until when each of these duties is owed: one statement."""
    wanted = {pk for pk in duty_ids if pk is not None}
    found = Duty.objects.filter(pk__in=wanted).values_list("pk", "due_at") if wanted else ()
    return {pk: due_at for pk, due_at in found if due_at is not None}


def due_of(duty_id: UUID | None) -> datetime | None:
    """As `dues_of`, of one."""
    return dues_of([duty_id]).get(duty_id) if duty_id else None


def set_limit(duty: Duty) -> None:
    """Due moment, unit, basis and certainty from the duty's rule, event, pauses and extension.

    Raises ClockError, ValueError for a duty without an event."""
    if duty.event_at is None:
        raise ValueError("A duty without an event has no due moment.")
    found = limit(
        duty.rule,
        duty.event_at,
        pauses=pauses_of(duty),
        extended=duty.extended,
        on=duty.law_on,
        office_id=duty.office_id,
    )
    duty.due_at, duty.unit, duty.basis, duty.certainty = found.due_at, found.unit, found.basis, found.certainty
    duty.turn_at = found.due_at
    if found.unit in AT_ONCE and duty.reminded_at is None:
        duty.reminded_at = timezone.now()  # there is no day before on which to remind


def count_again(duty: Duty) -> None:
    """The due moment anew. What is no longer late is neither late nor escalated, and may be reminded of again."""
    if duty.event_at is None or not duty.rule:
        return
    set_limit(duty)
    if duty.due_at is not None and duty.due_at > timezone.now():
        duty.reminded_at = duty.late_on = duty.escalated_at = None


def pauses_of(duty: Duty) -> list[Pause]:
    """The stretches in which the duty's clock stood still: not those that were rejected."""
    stood = [pause for pause in duty.pauses if pause["state"] != PauseState.REJECTED]
    return [(datetime.fromisoformat(pause["from"]), datetime.fromisoformat(pause["to"])) for pause in stood]


def rule_of(duty: Duty) -> Rule | None:
    """The version of the rule that counts for the duty; for a question without a date, the newest."""
    if not duty.rule:
        return None
    if duty.event_at is None and duty.law_on is None:
        return book_of(duty.office_id).versions(duty.rule)[-1]
    day = duty.law_on or (duty.event_at or duty.started_at).astimezone(WIB).date()
    return book_of(duty.office_id, on=day).get(duty.rule, on=day)


def ask_by(since: datetime, office_id: int) -> datetime:
    """By when the house means to have asked after a date. It makes no question late."""
    return limit(ASK_RULE, since, office_id=office_id).due_at
