"""Which duties a letter names: those that are late by a limit that may be relied on, and still open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from suar.casework.conflicts.withheld import from_its_agency
from suar.casework.duties.models import Duty, DutyQuerySet
from suar.casework.letters import rules
from suar.casework.letters.models import Letter, LetterLine
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency


def late(now: datetime) -> DutyQuerySet:
    """What agencies owe and is late; a duty by a doubtful limit is never among them, nor one about a child that is
    withheld from the whole agency: the letter would say so."""
    return Duty.objects.late(now).theirs().exclude(from_its_agency())


def late_of(office: Office, agency: Agency, now: datetime, by: Actor) -> list[Duty]:
    """Somebody writes of what somebody may know of; the worker of everything."""
    found = late(now).filter(office=office, agency=agency)
    return worth_a_letter(found.not_withheld_from(by) if isinstance(by, User) else found, now)


def worth_a_letter(duties: Iterable[Duty], now: datetime) -> list[Duty]:
    """The oldest first."""
    found = [
        duty for duty in duties if duty.due_at is not None and rules.may_be_written_about(duty.due_at, duty.unit, now)
    ]
    return sorted(found, key=lambda duty: (duty.due_at, duty.pk))


def still_owed(duty: Duty, now: datetime) -> bool:
    return duty.is_open and duty.is_late(now)


def lines_of(letter: Letter) -> list[LetterLine]:
    """All lines with their duties, the oldest due moment first."""
    return list(letter.lines.select_related("duty", "duty__agency").order_by("duty__due_at", "duty_id"))


def live(lines: Iterable[LetterLine], now: datetime) -> list[Duty]:
    """The duties that a letter of this moment names: what was settled meanwhile is left out."""
    return [line.duty for line in lines if still_owed(line.duty, now)]
