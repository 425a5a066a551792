"""Who may look at a plan again: nobody who carried it out since the last look, or put it forward."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.plans.models import CarePlan, PlanReview
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import Entry, microseconds
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import User

ASSIGNED = "case.assign"


def held_since_last(case: Case, plan: CarePlan, reviews: Iterable[PlanReview]) -> set[str]:
    """The accounts of whoever held the file since the plan in force was looked at last, by what was recorded."""
    last = max((row.at for row in reviews if row.plan_id == plan.pk), default=None)
    since = last or plan.approved_at or plan.written_at
    given = Entry.objects.about(case.child_id).filter(verb=ASSIGNED, at_us__gte=microseconds(since))
    known = [json.loads(data) for data in given.values_list("data", flat=True)]
    mine = [facts for facts in known if facts.get("case") == str(case.pk)]
    names = {facts.get(name, "") for facts in mine for name in ("held", "officer")}
    return names | ({case.officer.actor_id} if case.officer else set()) - {""}


def must_look_anew(by: Actor, case: Case, plan: CarePlan) -> None:
    """Raises DomainError while nobody holds the file, Refused for whoever carried the plan out or put it forward."""
    if case.officer is None:
        raise DomainError(gettext("Berkas ini belum ada pemegangnya. Tetapkan petugasnya dulu, lalu tinjau."))
    words = gettext("Peninjau bukan pemegang berkas. Minta komisioner lain meninjaunya.")
    names = held_since_last(case, plan, PlanReview.objects.filter(plan=plan))
    held = [name.removeprefix("user:") for name in names if name.startswith("user:")]
    for one in User.objects.filter(pk__in=held):
        must_be_two(by, one, words)
    if str(plan.submitted_by_id) not in held:
        must_be_two(by, plan.submitted_by, gettext("Peninjau bukan yang mengajukan rencananya. Minta komisioner lain."))


def may_look(user: User, case: Case, plan: CarePlan | None, reviews: Iterable[PlanReview]) -> bool:
    """Whether a page offers it; whose account was in whose hand is looked at when it is pressed."""
    if plan is None or case.officer is None or plan.submitted_by_id == user.pk:
        return False
    return user.actor_id not in held_since_last(case, plan, reviews)
