"""Whoever steps back from a file, or from whom a person withheld it, holds nothing of it any more."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions
from suar.casework.conflicts.models import Origin, Status, Turn, Withholding
from suar.casework.duties.models import Duty
from suar.core import ledger
from suar.core.ledger.actors import PUBLIC, WORKER
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.supervision.ground import fresh, signed_in, words_of
from tests.factories import (
    a_case,
    a_closed_case,
    a_complaint,
    a_duty,
    a_triaged_complaint,
    a_user,
    an_office,
    an_officer,
)

pytestmark = pytest.mark.django_db
CASELOAD = "/supervisi/"


@pytest.fixture
def ketua() -> User:
    an_office()
    return a_user(Role.KETUA)


def holders(case: Case) -> set[int | None]:
    return set(Duty.objects.open().ours().about(case.child_id).values_list("officer", flat=True))


def step_back(case: Case, by: User) -> Withholding:
    return actions.recuse(subject=case.child_id, office=case.office, by=by, reference=case.number, case_id=case.pk)


def test_who_steps_back_holds_neither_the_file_nor_its_duties_and_the_leader_sees_it(ketua: User) -> None:
    officer = an_officer()
    case = a_case(officer)
    assert holders(case) == {officer.pk}
    step_back(case, officer)
    assert fresh(case).officer is None and holders(case) == {None}
    assert Entry.objects.filter(verb="case.assign").latest("pk").actor == WORKER.actor_id
    page = words_of(signed_in(ketua).get(CASELOAD))
    assert case.number in page.partition("Berkas tanpa petugas")[2]


def test_what_others_owe_about_the_child_stays_theirs(ketua: User) -> None:
    officer, other = an_officer(), a_user(Role.SEKRETARIAT)
    case = a_case(officer)
    step_back(case, other)
    assert fresh(case).officer == officer and holders(case) == {officer.pk}


def test_by_a_leaders_hand_and_in_every_file_of_the_child(ketua: User) -> None:
    officer = an_officer()
    one, twin = a_case(officer), a_case(officer)
    children.merge(child=one.child, other=twin.child, why="Anak yang sama", by=ketua)
    actions.withhold(
        subject=one.child_id, office=one.office, user=officer, by=ketua, why="Paman", reader="Dinas",
        reference=one.number, case_id=one.pk,
    )  # fmt: skip
    for case in (one, twin):
        assert fresh(case).officer is None and holders(case) == {None}


def test_a_closed_file_and_its_after_care_are_nobodys_too(ketua: User) -> None:
    officer = an_officer()
    case = a_closed_case(officer, ketua)
    step_back(case, officer)
    assert fresh(case).officer is None and holders(case) == {None}


def test_what_is_owed_about_a_complaint_is_nobodys(ketua: User) -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    owed = a_duty("other", office=complaint.office, subject=complaint.subject, about="complaint", officer=officer)
    actions.recuse(subject=complaint.subject, office=complaint.office, by=officer, reference=complaint.number)
    assert Duty.objects.get(pk=owed.pk).officer is None
    assert not Duty.objects.open().about(complaint.subject).filter(officer=officer).exists()


def test_a_suspicion_takes_nothing_until_a_person_confirms_it(ketua: User) -> None:
    officer = an_officer()
    case = a_case(officer)
    row = Withholding(
        office=case.office, subject=case.child_id, code=str(case.child_id), began_as=case.child_id, case_id=case.pk,
        reference=case.number, user=officer, origin=Origin.NAMES, since=case.opened_on, status=Status.WAITING,
        turn=Turn.LEADERS, evidence=[],
    )  # fmt: skip
    with ledger.record("conflict.suspect", by=WORKER, subject=case.child_id, office=case.office.code) as entry:
        entry.add(row)
    assert fresh(case).officer == officer
    assert list(Case.objects.open().unheld()) == [case]
    actions.confirm(withholding=Withholding.objects.select_related("office", "user").get(), by=ketua, why="Pamannya")
    assert fresh(case).officer is None and holders(case) == {None}


def test_the_complaint_itself_is_nobodys_and_what_reaches_it_is_owed_by_nobody_who_may_not_see_it(ketua: User) -> None:
    officer, other = an_officer(), a_user(Role.SEKRETARIAT)
    complaint = a_triaged_complaint(ketua, a_complaint(ketua), officer=officer)
    actions.recuse(subject=complaint.subject, office=complaint.office, by=other, reference=complaint.number)
    assert Complaint.objects.get(pk=complaint.pk).officer == officer
    actions.recuse(subject=complaint.subject, office=complaint.office, by=officer, reference=complaint.number)
    assert Complaint.objects.get(pk=complaint.pk).officer is None
    entry = Entry.objects.get(verb="complaint.let_go")
    assert (entry.subject, entry.actor) == (complaint.subject, WORKER.actor_id)
    complaints.note_message(complaint=complaint, message_id=uuid4(), text="Tolong.", at=timezone.now(), by=PUBLIC)
    assert Duty.objects.open().get(kind="answer_message").officer is None


def test_a_complaint_that_became_a_file_goes_with_the_file(ketua: User) -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(ketua, a_complaint(ketua), officer=officer)
    case = complaints.make_case(complaint=complaint, by=ketua)
    assert Complaint.objects.get(pk=complaint.pk).officer == officer == fresh(case).officer
    step_back(case, officer)
    assert Complaint.objects.get(pk=complaint.pk).officer is None


def test_what_is_only_suspected_stays_in_their_name_and_nothing_more_is_put_there(ketua: User) -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(ketua, a_complaint(ketua), officer=officer)
    text = f"Yang memukul saya {officer.name}."
    complaints.note_message(complaint=complaint, message_id=uuid4(), text=text, at=timezone.now(), by=PUBLIC)
    assert Complaint.objects.get(pk=complaint.pk).officer == officer
    assert Duty.objects.open().get(kind="answer_message").officer is None
