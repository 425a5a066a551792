"""What this app is asked by a file below it (`cases.alongside`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.timeline import duties_of
from suar.casework.plans import actions, owed, rules, steps
from suar.core.ledger.actors import Actor


def risk(case: Case, by: Actor, at: datetime) -> None:
    actions.follow_risk(case=case, by=by, at=at)


def assigned(case: Case, by: Actor, at: datetime) -> None:
    actions.follow_assigned(case=case, by=by, at=at)


def closed(case: Case, by: Actor, at: datetime) -> None:
    actions.follow_closed(case=case, by=by, at=at)


def lead(case: Case, by: Actor, at: datetime) -> None:
    actions.follow_lead(case=case, by=by, at=at)


def reopened(case: Case, by: Actor, at: datetime) -> None:
    actions.follow_reopened(case=case, by=by, at=at)


def hindrances(case: Case) -> Iterator[str]:
    """Why a file cannot be closed yet."""
    now = timezone.now()
    here = steps.gather(case, duties_of(case), now)
    plan = here.owed(owed.PLAN)
    late = bool(plan and plan.due_at and plan.due_at < now)
    words = {
        "items": _(
            "Masih ada butir rencana yang berjalan. Catat hasilnya di tab Langkah, atau mengapa tidak terlaksana."
        ),
        "plan": _(
            "Rencana penanganan terlambat dan belum ada yang berlaku. Susun rencananya di tab Langkah, atau batalkan "
            "kewajibannya dengan alasan mengapa anak ini tidak memerlukannya."
        ),
        "assess": _("Penilaian kebutuhan yang diminta belum ada. Selesaikan dulu di tab Langkah."),
    }
    found = rules.hindrance(here.facts, plan_late=late, led_here=case.is_led_here)
    if found:
        yield words[found]
