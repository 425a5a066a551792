"""Which files a round goes through, in their turn; how many each choice holds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from suar.casework.cases.models import Case, CaseQuerySet
from suar.casework.duties.models import Duty, DutyQuerySet
from suar.casework.rounds import rules
from suar.casework.rounds.models import Scope
from suar.core.clocks.calendars import end_of_day
from suar.core.documents.indonesian import ZONE
from suar.registry.accounts.models import Office, User


def owed_today(user: User, office: Office, now: datetime) -> DutyQuerySet:
    """What the commission itself owes for a file of this office and is due by tonight."""
    tonight = end_of_day(timezone.localdate(now, ZONE))
    ours = Duty.objects.visible_to(user).open().ours()
    return ours.filter(office=office, case_id__isnull=False, due_at__lte=tonight)


def chosen(user: User, office: Office, scope: str, now: datetime) -> CaseQuerySet:
    """The open files of a scope."""
    found = Case.objects.visible_to(user).open().filter(office=office)
    if scope != Scope.DUE:
        found = found.filter(officer=user)
    if scope != Scope.MINE:
        found = found.filter(pk__in=owed_today(user, office, now).order_by().values("case_id"))
    return found


def cases_of(user: User, office: Office, scope: str, now: datetime) -> list[Case]:
    """At most so many as anybody walks in a day, the child who is least safe first. Nothing is opened."""
    found = list(chosen(user, office, scope, now).only("id", "safe_now", "risk", "number"))
    since = first_due(user, office, now)
    found.sort(key=lambda case: rules.turn(case.safe_now, case.risk, since.get(case.pk), case.number))
    return found[: rules.MOST_FILES]


def first_due(user: User, office: Office, now: datetime) -> dict[UUID, datetime]:
    """Since when each file waits."""
    rows = owed_today(user, office, now).order_by().values_list("case_id").annotate(first=Min("due_at"))
    return {case_id: first for case_id, first in rows if case_id is not None}


def counts(user: User, office: Office, now: datetime) -> dict[str, int]:
    return {scope: chosen(user, office, scope, now).count() for scope in Scope.values}
