"""Rounds, questions and lists, made through the actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case
from suar.casework.children import actions as children
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties.models import Duty
from suar.casework.rounds import actions
from suar.casework.rounds.models import ListLine, Round, RoundItem, Scope, WeeklyList
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import User
from suar.registry.agencies import actions as agencies
from suar.registry.agencies.models import Agency, Contact
from tests.factories import a_case, a_duty, a_late_duty, a_user, an_agency

LINE = "0800-555-0161"


def due_cases(officer: User, n: int = 3) -> list[Case]:
    """Files that this officer holds and whose sheet has been due for weeks."""
    long_ago = timezone.now() - timedelta(days=60)
    return [a_case(officer, officer=officer, received_at=long_ago, safe_now="yes") for _ in range(n)]


def a_round(by: User | None = None, n: int = 3, scope: str = Scope.MINE) -> Round:
    by = by or a_user("divisi_pemantauan")
    due_cases(by, n)
    return actions.begin(office=by.office, by=by, scope=scope)


def item_of(walk: Round, place: int = 1) -> tuple[RoundItem, Case]:
    """A file of the round as a view gets it."""
    item = RoundItem.objects.select_related("round__office", "round__by").get(round=walk, place=place)
    return item, get_case(walk.by, item.case_id)


def a_line(agency: Agency, phone: str = LINE) -> Contact:
    return agencies.add_contact(agency=agency, label="Sekretariat", phone=phone, by=OPERATOR)


def owing(by: User, n: int = 2, agency: Agency | None = None) -> Agency:
    """A body that is late with so many answers about one child of this officer's."""
    agency, case = agency or an_agency("police"), a_case(by)
    for _ in range(n):
        a_late_duty(agency, office=by.office, by=by, subject=case.child_id, case_id=case.pk, reference=case.number)
    return agency


def a_weekly_list(by: User | None = None, agency: Agency | None = None, n: int = 2, **facts: Any) -> WeeklyList:
    by = by or a_user("divisi_pemantauan")
    return a_list_of(owing(by, n, agency), by, **facts)


def a_list_of(agency: Agency, by: User, **facts: Any) -> WeeklyList:
    """Of what this body owes already."""
    given = {"recipient": "Kasubbag Umum", "list_id": uuid4(), **facts}
    return actions.make(office=by.office, agency=agency, by=by, **given)


def line_of(weekly: WeeklyList, place: int = 1) -> ListLine:
    found = ListLine.objects.select_related("list__office", "list__agency", "duty__office", "duty__agency")
    return found.get(list=weekly, place=place)


def undated_duty(agency: Agency, by: User, case: Case) -> Duty:
    """A step by an agreed date in the future: owed, not late."""
    later = timezone.now() + timedelta(days=9)
    facts = {"subject": case.child_id, "case_id": case.pk, "reference": case.number}
    return a_duty("agency_answer", agency=agency, office=by.office, by=by, due_at=later, **facts)


def verbs(start: str = "round.") -> list[str]:
    return list(Entry.objects.filter(verb__startswith=start).order_by("pk").values_list("verb", flat=True))


def withheld_from_its_agency(agency: Agency) -> Case:
    """Whoever heads this body turns out to be named in the one child's file about which it owes something."""
    case = Case.objects.select_related("child", "office", "officer").get(
        pk=Duty.objects.filter(agency=agency).values("case_id")[:1]
    )
    assert case.officer is not None
    head = a_user("mitra", agency=agency, name="Herkulanus Bujangga")
    conflicts.declare(user=head, by=head, heads_agency=True)
    children.edit(child=case.child, by=case.officer, guardian=head.name)
    return case
