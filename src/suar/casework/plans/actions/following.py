"""What goes along when the file below changes: its risk, its holder, who leads it, its closing, its reopening."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.promises import start
from suar.casework.cases.recording import recorded
from suar.casework.plans import owed
from suar.casework.plans.models import CarePlan, NeedsAssessment, PlanItem
from suar.casework.plans.texts import draft_of, plan_in_force
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.core.vault.fields import share_cipher


def follow_risk(*, case: Case, by: Actor, at: datetime) -> None:
    """Reviews follow a higher risk from that moment; a lower one counts from the next review on."""
    if owed.open_of(case, owed.REVIEW, owed.ASSESS):
        with recorded("plan.follow_risk", case, by, risk=case.risk) as entry:
            owed.follow_risk(case, by, at, entry)


def follow_assigned(*, case: Case, by: Actor, at: datetime) -> None:
    """Nobody reviews the file that they hold."""
    if owed.open_of(case, owed.REVIEW):
        with recorded("plan.follow_holder", case, by) as entry:
            owed.hand_reviews_on(case, entry)


def follow_closed(*, case: Case, by: Actor, at: datetime) -> None:
    """The plan was carried out: it is history, and so is what was being written. Reviews end; what bodies owe stays."""
    if _has_steps(case):
        with recorded("plan.follow_closed", case, by) as entry:
            _end_all(case, by, at, entry, gettext("Berkas ditutup dengan dua tanda tangan."))


def follow_lead(*, case: Case, by: Actor, at: datetime) -> None:
    """Another body leads: our plan is history and its steps are owed no more; what bodies owe stays. Where the
    commission leads again, the child is looked at anew."""
    if case.is_led_here:
        follow_reopened(case=case, by=by, at=at)
    elif _has_steps(case):
        with recorded("plan.follow_lead", case, by) as entry:
            _end_all(case, by, at, entry, gettext("Lembaga lain memimpin berkas ini; rencananya yang berlaku."))


def _has_steps(case: Case) -> bool:
    texts = plan_in_force(case) or draft_of(CarePlan, case) or draft_of(NeedsAssessment, case)
    return bool(texts or owed.open_of(case, *owed.OWN))


def _end_all(case: Case, by: Actor, at: datetime, entry: Recording, why: str) -> None:
    """What is in force and what is being written is history; its open lines and our own duties of it end."""
    for one in filter(None, (plan_in_force(case), draft_of(CarePlan, case))):
        for item in one.items.filter(state=PlanItem.State.OPEN):
            share_cipher(case, item)
            item.state = PlanItem.State.REPLACED
            entry.change(item)
        one.move_to(CarePlan.Status.PAST)
        one.ended_at = at
        entry.change(one)
    if (draft := draft_of(NeedsAssessment, case)) is not None:
        draft.move_to(NeedsAssessment.Status.PAST)
        entry.change(draft)
    owed.dropped(owed.open_of(case, *owed.OWN), by, entry, why)


def follow_reopened(*, case: Case, by: Actor, at: datetime) -> None:
    """The child is looked at anew: an assessment and a plan are owed, where the commission leads; the old ones can be
    read. A file that never had any was opened before its steps were begun here."""
    if case.is_led_here and NeedsAssessment.objects.filter(case=case).exists():
        for kind in (owed.ASSESS, owed.PLAN):
            if not owed.open_of(case, kind):
                start(case, kind, by, at)
