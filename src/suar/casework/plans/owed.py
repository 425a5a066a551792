"""Which duties the six steps start and end. What has a step of its own ends by that step alone (`own_end`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases import promises
from suar.casework.cases.models import Case
from suar.casework.conflicts.withheld import is_withheld
from suar.casework.duties import actions as duties
from suar.casework.duties.limits import count_again
from suar.casework.duties.models import Duty
from suar.casework.duties.models import Status as DutyStatus
from suar.casework.duties.recording import noted
from suar.casework.plans.models import PlanItem
from suar.core.clocks.calendars import end_of_day
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import COMMISSIONERS, LEADERS

PLAN, ASSESS, REVIEW, STEP, SERVICE = "plan", "assess_needs", "supervisor_review", "plan_step", "plan_service"
OWN = (ASSESS, REVIEW, STEP)


def start_review(case: Case, by: Actor, at: datetime) -> Duty:
    """The next review, by the file's risk, owned by a commissioner who does not hold the file."""
    owed = promises.facts(case, REVIEW, at)
    owed["officer"] = reviewer(case)
    return duties.begin(by=by, **owed)


def start_item(case: Case, item: PlanItem, by: Actor) -> Duty:
    """A line of the plan: the body's duty, or an officer's, due at the end of the day that was agreed."""
    owed = promises.facts(case, SERVICE if item.agency_id else STEP, timezone.now())
    owed["due_at"], owed["event"] = end_of_day(item.due_on), f"item:{item.key}"
    owed["agency"], owed["officer"] = item.agency, item.officer or owed["officer"]
    if item.agency_id is None:  # what a body sees of its duty is its kind: no words of the file
        owed["what"] = f"{item.service}\n{item.goal}"
    return duties.begin(by=by, **owed)


def reviewer(case: Case) -> User | None:
    """A leader of the office, else another commissioner, who does not hold the file and may see it."""
    today = timezone.localdate()
    found = User.objects.filter(
        is_active=True, appointments__office=case.office_id, appointments__role__in=COMMISSIONERS,
        appointments__since__lte=today,
    ).exclude(appointments__until__lt=today).exclude(pk=case.officer_id or 0)  # fmt: skip
    able = [user for user in found.order_by("pk").distinct() if not is_withheld(user, case.child_id)]
    leaders = [user for user in able if not LEADERS.isdisjoint(user.roles_in(case.office_id))]
    return next(iter([*leaders, *able]), None)


def open_of(case: Case, *kinds: str) -> list[Duty]:
    return promises.open_of(case, kinds)


def of_item(item: PlanItem) -> Duty | None:
    duty = Duty.objects.filter(pk=item.duty).select_related("office").first() if item.duty else None
    if duty is not None:
        share_cipher(item, duty)
    return duty


def done(found: Iterable[Duty | None], by: Actor, at: datetime, entry: Recording, note: str = "") -> None:
    """Done at that moment. One that was ended already, by an answer or because the file was erased, stays so."""
    _end(found, DutyStatus.DONE, by, entry, note, at)


def dropped(found: Iterable[Duty | None], by: Actor, entry: Recording, why: str) -> None:
    """No longer owed, with the reason."""
    _end(found, DutyStatus.CANCELLED, by, entry, why)


def _end(
    found: Iterable[Duty | None], status: str, by: Actor, entry: Recording, note: str, at: datetime | None = None
) -> None:
    for duty in found:
        if duty is None or not duty.is_open:
            continue
        duty.move_to(status)
        duty.done_at = at
        entry.change(duty)
        if note:
            entry.add(noted("finish" if at else "cancel", duty, by, note))


def hand_reviews_on(case: Case, entry: Recording) -> None:
    """Reviews go to somebody else than the new holder of the file."""
    for duty in open_of(case, REVIEW):
        duty.officer = reviewer(case)
        entry.change(duty)


def follow_risk(case: Case, by: Actor, at: datetime, entry: Recording) -> None:
    """The risk is another. A stricter clock of what is open runs from now where it ends sooner. A lower level makes
    nothing later that was promised already: it counts from the next review on."""
    for duty in open_of(case, REVIEW, ASSESS):
        stricter = promises.facts(case, duty.kind, at)
        stricter["officer"] = duty.officer
        would = duties.prepare(**stricter)
        if would.due_at is not None and duty.due_at is not None and would.due_at < duty.due_at:
            duty.rule, duty.event_at = would.rule, at
            count_again(duty)
            entry.change(duty)
            entry.add(
                noted("recount", duty, by, gettext("Risiko naik: batas yang lebih dekat berjalan dari sekarang."))
            )
