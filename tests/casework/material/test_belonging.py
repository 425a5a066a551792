"""Whose it is, found out later; and when it is over."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint
from suar.casework.complaints.perms import source_by_number
from suar.casework.conflicts import actions as conflicts
from suar.casework.material import actions, rules
from suar.casework.material.models import Arrival, Status, Step
from suar.core import ledger
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.vault.models import DataKey
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.casework.material.ground import PATH, all_steps, an_arrival, duty, fresh, last, verbs
from tests.factories import PASSWORD, a_case, a_triaged_complaint, a_user, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


@pytest.fixture
def arrival(officer: User) -> Arrival:
    return an_arrival(officer)


# whose it is


def test_what_belonged_to_nobody_goes_under_the_childs_key(officer: User) -> None:
    arrival, case = all_steps(an_arrival(officer), officer, "Satu"), a_case(officer)
    actions.belong(arrival=arrival, by=officer, source=case)
    kept = fresh(arrival)
    assert (kept.subject, kept.case, kept.reference) == (case.child_id, case, case.number)
    assert (last(kept, Step.RECEIPT).words or {})["number"] == "STP/Satu/1"
    owed = duty(kept, "material_receipt")
    assert (owed.about, owed.case_id, owed.reference) == ("child", case.pk, case.number)
    assert verbs()[-1] == "material.belong"


def test_its_own_key_is_gone_then(officer: User, django_capture_on_commit_callbacks: Any) -> None:
    arrival, case = an_arrival(officer), a_case(officer)
    with django_capture_on_commit_callbacks(execute=True):
        actions.belong(arrival=arrival, by=officer, source=case)
    assert not DataKey.objects.filter(pk=arrival.pk).exists()


def test_it_goes_to_a_complaint_and_with_it_into_the_file(officer: User) -> None:
    arrival, complaint = an_arrival(officer), a_triaged_complaint(officer)
    actions.belong(arrival=arrival, by=officer, source=complaint)
    assert duty(arrival, "material_call").about == "complaint"
    all_steps(fresh(arrival), officer, "Dua")
    case = complaints.make_case(complaint=Complaint.objects.select_related("office").get(pk=complaint.pk), by=officer)
    kept = fresh(arrival)
    assert (kept.subject, kept.case, kept.complaint) == (case.child_id, case, Complaint.objects.get(pk=complaint.pk))
    assert (last(kept, Step.NOTE).words or {})["path"] == f"{PATH} Dua"
    assert (last(kept, Step.APART).words or {})["where"] == "Lemari Dua"
    assert verbs()[-1] == "material.follow"
    assert duty(kept, "material_call").case_id == case.pk


def test_whoever_had_the_page_open_while_the_complaint_became_a_case_is_told(
    officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    complaint = a_triaged_complaint(officer)
    stale = an_arrival(officer, complaint=complaint)
    with django_capture_on_commit_callbacks(execute=True):
        complaints.make_case(complaint=complaint, by=officer)
    assert not DataKey.objects.filter(pk=stale.subject).exists(), "the control: the old key is gone"
    for facts in ({"where": "Lemari"}, {}):
        with pytest.raises(Conflict):
            actions.set_apart(arrival=stale, by=officer, **facts)
    actions.set_apart(arrival=fresh(stale), by=officer, where="Lemari")


def test_a_complaint_that_is_a_case_leads_into_the_file(officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    case = complaints.make_case(complaint=complaint, by=officer)
    named = source_by_number(officer, officer.office.pk, complaint.number.lower())
    actions.belong(arrival=(arrival := an_arrival(officer)), by=officer, source=named)
    assert (fresh(arrival).case, fresh(arrival).subject) == (case, case.child_id)


def test_it_belongs_once_and_to_what_one_may_see_of_the_same_office(officer: User) -> None:
    ketua, elsewhere = a_user(Role.KETUA), an_officer_elsewhere()
    arrival, withheld, foreign = an_arrival(officer), a_case(ketua), a_case(elsewhere)
    conflicts.recuse(subject=withheld.child_id, office=withheld.office, by=officer)
    told = set()
    for number in (withheld.number, foreign.number, "2000-9999"):
        with pytest.raises(DomainError) as refused:
            source = source_by_number(officer, officer.office.pk, number)
            actions.belong(arrival=fresh(arrival), by=officer, source=source)
        told.add(refused.value.message)
    assert len(told) == 1
    with pytest.raises(DomainError):
        actions.belong(arrival=fresh(arrival), by=officer, source=foreign)
    with pytest.raises(Refused):
        actions.belong(arrival=fresh(arrival), by=officer, source=withheld)
    actions.belong(arrival=arrival, by=officer, source=a_case(officer))
    with pytest.raises(Conflict):
        actions.belong(arrival=fresh(arrival), by=officer, source=a_case(officer))


# over


def test_a_second_person_closes_it_when_everything_is_done(arrival: Arrival, officer: User) -> None:
    second = a_user(Role.WAKIL)
    with pytest.raises(DomainError):
        actions.close(arrival=arrival, by=second)
    all_steps(arrival, officer)
    with pytest.raises(Refused):
        actions.close(arrival=fresh(arrival), by=officer)
    actions.close(arrival=fresh(arrival), by=second)
    kept = fresh(arrival)
    assert (kept.status, kept.closed_by) == (Status.CLOSED, second)
    assert verbs()[-1] == "material.close"
    for act, facts in ((actions.stop, {}), (actions.close, {}), (actions.belong, {"source": a_case(officer)})):
        with pytest.raises(Conflict):
            act(arrival=fresh(arrival), by=second, **facts)  # type: ignore[operator]  # actions of different facts


def test_nor_does_whoever_wrote_the_receipt_down(arrival: Arrival) -> None:
    second = a_user(Role.WAKIL)
    all_steps(arrival, second)
    with pytest.raises(Refused):
        actions.close(arrival=fresh(arrival), by=second)


@pytest.mark.parametrize("began", [True, False])
def test_nor_does_an_account_that_was_in_the_hand_of_either(officer: User, began: bool) -> None:
    ketua = a_user(Role.KETUA)
    sham = accounts.add_user(username="boneka", name="Boneka Contoh", password=PASSWORD, by=ketua)
    accounts.appoint(user=sham, office=ketua.office, role=Role.SEKRETARIAT, by=ketua)
    arrival = an_arrival(ketua if began else officer)
    all_steps(arrival, officer if began else ketua)
    with pytest.raises(Refused, match="minta orang ketiga"):
        actions.close(arrival=fresh(arrival), by=User.objects.get(pk=sham.pk))
    assert fresh(arrival).is_open


def test_a_talk_is_offered_and_never_owed(officer: User) -> None:
    arrival = an_arrival(officer)
    assert Step.DEBRIEF not in rules.NEEDED and set(rules.ORDER) - rules.NEEDED == {Step.DEBRIEF}
    assert Step.DEBRIEF not in rules.left({row.step for row in arrival.taken.all()})


def test_the_tables_refuse_what_no_action_does(arrival: Arrival, officer: User) -> None:
    for values in ({"status": Status.CLOSED}, {"status": Status.CLOSED, "closed_by": officer, "closed_at": arrival.at}):
        for name, value in values.items():
            setattr(arrival, name, value)
        with pytest.raises(IntegrityError), transaction.atomic(), ledger.record("material.close", by=officer) as entry:
            entry.change(fresh_with(arrival))
    assert fresh(arrival).status == Status.OPEN


def fresh_with(arrival: Arrival) -> Arrival:
    arrival.version = fresh(arrival).version
    return arrival
