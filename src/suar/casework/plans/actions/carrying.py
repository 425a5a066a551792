"""What was done for a line of the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext

from suar.casework.cases.promises import begun_by
from suar.casework.cases.recording import add, recorded, row_of
from suar.casework.plans import owed
from suar.casework.plans.models import CarePlan, PlanItem, ServiceGiven
from suar.casework.plans.recording import led_here
from suar.core.clocks.calendars import end_of_day
from suar.core.clocks.past import must_have_come
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.vault.erased import must_be_sealed

Outcome = ServiceGiven.Outcome


def note_service(*, item: PlanItem, by: Actor, on: date, outcome: str, words: str) -> ServiceGiven:
    """A service was given, the line is done, or it is not and why. Done and not done end its duty, on that day; an
    answer of the body to its duty does not end the line: what reached the child does."""
    case: Any = item.case
    led_here(case, by)
    must_be_sealed(case)
    if outcome not in Outcome.values:
        raise DomainError(gettext("Pilih apa yang terjadi dengan butir ini."))
    must_have_come(on)
    if not words.strip():
        raise DomainError(gettext("Tulis apa yang diberikan, atau mengapa tidak terlaksana."))
    if item.plan.status != CarePlan.Status.IN_FORCE or not item.is_open:
        raise Conflict(gettext("Butir ini sudah selesai atau diganti rencana baru. Muat ulang halaman ini."))
    duty = owed.of_item(item)
    if outcome == Outcome.DONE and duty is not None and not begun_by(duty, end_of_day(on)):
        raise DomainError(gettext("Tanggal ini sebelum butir ini mulai berlaku. Perbaiki tanggalnya."))
    row = ServiceGiven(**row_of(case, by), item=item, on=on, outcome=outcome, words=words.strip())
    with recorded("plan.service", case, by, item=str(item.pk), outcome=outcome) as entry:
        add(entry, case, row)
        if outcome == Outcome.GIVEN:
            entry.change(item)  # two who settle it at the same time: one is first
        else:
            _settle(item, row, by, entry)
    return row


def _settle(item: PlanItem, row: ServiceGiven, by: Actor, entry: Any) -> None:
    done = row.outcome == Outcome.DONE
    item.state = PlanItem.State.DONE if done else PlanItem.State.NOT_DONE
    item.settled_on = row.on
    entry.change(item)
    duty = [owed.of_item(item)]
    if done:
        moment = min(end_of_day(row.on), row.at)
        owed.done(duty, by, moment, entry)
    else:
        owed.dropped(duty, by, entry, gettext("Tidak terlaksana; alasannya pada butir rencana."))
