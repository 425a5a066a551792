"""A complaint closed as the same as another: danger goes on there, or it is not closed away."""

from __future__ import annotations

from typing import Any

import pytest

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.complaints import actions
from suar.casework.complaints.models import Complaint, Status
from suar.casework.duties.models import Duty
from suar.core.errors import Refused
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.factories import a_case, a_complaint, a_triaged_complaint, a_user, an_officer

pytestmark = pytest.mark.django_db
CALM: Any = {"risk_answers": {"danger_now": "no"}}
GRAVE: Any = {"risk_answers": {"danger_now": "yes"}}


@pytest.fixture
def officer() -> User:
    return an_officer()


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("office", "case", "officer").get(pk=complaint.pk)


def alike(complaint: Complaint, first: Complaint, by: User) -> Complaint:
    return actions.close_as(complaint=fresh(complaint), status=Status.DUPLICATE, by=by, same_as=fresh(first))


@pytest.mark.parametrize(("status", "noise"), [(Status.NOISE, "joke"), (Status.WITHDRAWN, "")])
def test_danger_is_not_closed_away_as_the_same_as_what_is_over(officer: User, status: str, noise: str) -> None:
    over = a_triaged_complaint(officer, **CALM)
    actions.close_as(complaint=over, status=status, by=officer, noise=noise, why="Kata pelapor: tidak jadi.")
    high = a_triaged_complaint(officer, a_complaint(officer, urgent=True), **GRAVE)
    unread = a_complaint(officer, urgent=True)
    for complaint in (high, unread):
        with pytest.raises(Refused):
            alike(complaint, over, officer)
        assert fresh(complaint).status == Status.READ
    assert Duty.objects.open().filter(subject=high.subject, kind="handover").exists()
    calm = alike(a_triaged_complaint(officer, **CALM), over, officer)
    assert calm.status == Status.DUPLICATE


def test_nor_as_the_same_as_one_whose_file_is_closed(officer: User) -> None:
    first = a_triaged_complaint(officer)
    case = actions.make_case(complaint=fresh(first), by=officer)
    cases.set_safety(case=case, safe_now="yes", note="", by=officer)
    cases.propose_closure(case=case, reason="reintegrasi", note="Selesai.", by=officer)
    cases.countersign_closure(case=case, by=a_user(Role.KETUA))
    with pytest.raises(Refused):
        alike(a_complaint(officer, urgent=True), first, officer)


def test_the_one_that_waits_becomes_as_pressing_as_what_repeats_it(officer: User) -> None:
    first = a_triaged_complaint(officer, **CALM)
    assert (first.urgent, first.risk) == (False, "medium")
    alike(a_triaged_complaint(officer, a_complaint(officer, urgent=True), **GRAVE), first, officer)
    stored = fresh(first)
    assert (stored.urgent, stored.risk, stored.status) == (True, "high", Status.READ)


def test_what_joins_a_file_brings_its_danger(officer: User) -> None:
    case = a_case(officer, risk="low", safe_now="yes")
    complaint = a_triaged_complaint(officer, a_complaint(officer, urgent=True, answers={"safe": "no"}), **GRAVE)
    actions.make_case(complaint=fresh(complaint), by=officer, case=Case.objects.select_related("child").get(pk=case.pk))
    stored = Case.objects.get(pk=case.pk)
    assert (stored.risk, stored.safe_now) == ("high", "no")
    calm = a_triaged_complaint(officer, **CALM)
    actions.make_case(complaint=fresh(calm), by=officer, case=Case.objects.select_related("child").get(pk=case.pk))
    assert Case.objects.get(pk=case.pk).risk == "high"


def test_a_complaint_whose_officer_left_becomes_a_file_all_the_same(officer: User) -> None:
    gone = an_officer()
    complaint = a_triaged_complaint(officer, officer=gone)
    accounts.deactivate(user=gone, by=a_user(Role.ADMIN))
    assert actions.make_case(complaint=fresh(complaint), by=officer).officer == officer
