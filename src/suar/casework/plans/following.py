"""What this app is asked by a file below it (`cases.alongside`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel
from suar.casework.cases.timeline import Moment, duties_of
from suar.casework.plans import actions, owed, rules, steps
from suar.casework.plans.models import CarePlan, NeedsAssessment
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User

LATEST = 10


def risk(case: Case, by: Actor, at: datetime) -> None:
    actions.follow_risk(case=case, by=by, at=at)


def assigned(case: Case, by: Actor, at: datetime) -> None:
    actions.follow_assigned(case=case, by=by, at=at)


def closed(case: Case, by: Actor, at: datetime) -> None:
    actions.follow_closed(case=case, by=by, at=at)


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


def panels(case: Case, user: User) -> Iterator[Panel]:
    """Beside the journey: the plan in force, the one that waits."""
    plan = CarePlan.objects.filter(case=case, status__in=["in_force", "waiting"]).order_by("status").first()
    if plan is not None:
        share_cipher(case, plan)
        state = _("Rencana %(n)d: %(state)s") % {"n": plan.number, "state": plan.get_status_display()}
        lines = tuple(filter(None, [plan.words.get("aim", ""), state]))
        yield Panel(_("Rencana"), lines, reverse("plans:step-list", args=[case.pk]), _("Langkah"))


def moments(case: Case, user: User) -> Iterator[Moment]:
    """Finished assessments: what else happened is in the journey already, as a duty that is done."""
    done = NeedsAssessment.objects.filter(case=case, finished_at__isnull=False).select_related("finished_by")
    for one in done.defer("content")[:LATEST]:
        if one.finished_at is not None:
            url = reverse("plans:assessment-detail", args=[case.pk, one.pk])
            yield _moment(one.finished_at, _("Kebutuhan anak dinilai"), one.finished_by, url)


def _moment(at: datetime, title: str, by: User | None, url: str) -> Moment:
    return Moment(at=at, title=title, by=by.name if by else "", url=url)
