"""What is withheld is refused at the action too, whatever surface called: a page that was open, a form sent again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.letters import actions as letters
from suar.casework.letters.models import Letter
from suar.core.errors import DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.conditions import MET
from tests.factories import (
    a_case,
    a_child,
    a_complaint,
    a_late_duty,
    a_tie,
    a_triaged_complaint,
    a_user,
    an_agency,
    an_office,
)

pytestmark = pytest.mark.django_db


@dataclass(slots=True)
class Ground:
    """A file, a complaint, duties and a letter; of the file's child and the complaint nothing is for `kin`."""

    ketua: User
    kin: User
    case: Case
    complaint: Complaint
    duty: Duty
    owed: Duty
    letter: Letter


@pytest.fixture
def ground() -> Ground:
    an_office()
    ketua, agency = a_user(Role.KETUA), an_agency()
    kin = a_user(Role.WAKIL)
    case, complaint = a_case(ketua), a_triaged_complaint(ketua)
    about = {"subject": case.child_id, "case_id": case.pk, "reference": case.number, "office": case.office}
    owed = a_late_duty(agency, by=ketua, **about)
    letter = letters.propose(office=ketua.office, agency=agency, kind="reminder", by=ketua)
    for subject in (case.child_id, complaint.subject):
        actions.recuse(subject=subject, office=case.office, by=kin)
    duty = Duty.objects.open().about(case.child_id).filter(agency=None).select_related("office")[0]
    return Ground(ketua, kin, case, complaint, duty, owed, letter)


BY: dict[str, Callable[[Ground], Any]] = {
    "write_note": lambda g: cases.write_note(case=g.case, by=g.kin, kind="words", said="Baik."),
    "add_task": lambda g: cases.add_task(case=g.case, by=g.kin, text="Telepon"),
    "assess_risk": lambda g: cases.assess_risk(case=g.case, by=g.kin, answers={"threat": "yes"}),
    "sheet": lambda g: cases.write_sheet(case=g.case, by=g.kin, state="Tenang."),
    "assign": lambda g: cases.assign(case=g.case, by=g.kin, officer=g.ketua),
    "second file": lambda g: cases.open_case(
        child=g.case.child, office=g.case.office, by=g.kin, kind="pengaduan", cluster="trafficking", region_code="61.71"
    ),
    "edit child": lambda g: children.edit(child=g.case.child, by=g.kin, name="Lain"),
    "reveal": lambda g: children.reveal_name(child=g.case.child, by=g.kin),
    "open": lambda g: complaints.open_complaint(complaint=g.complaint, by=g.kin),
    "triage": lambda g: complaints.triage(
        complaint=g.complaint, by=g.kin, in_remit=True, cluster="trafficking", questions={}
    ),
    "make_case": lambda g: complaints.make_case(complaint=g.complaint, by=g.kin),
    "join": lambda g: complaints.make_case(complaint=a_triaged_complaint(g.ketua), by=g.kin, case=g.case),
    "hand over": lambda g: complaints.hand_over(
        case=g.case,
        agency=an_agency(),
        purpose="Pendampingan",
        packet="Ringkasan",
        recipient="Ibu Sari",
        conditions=MET,
        by=g.kin,
    ),
    "acknowledge": lambda g: duties.acknowledge(duty=g.duty, by=g.kin),
    "finish": lambda g: duties.finish(duty=g.duty, by=g.kin),
    "cancel": lambda g: duties.cancel(duty=g.duty, by=g.kin, why="Tidak perlu."),
    "assign duty": lambda g: duties.assign(duty=g.duty, by=g.kin, officer=g.ketua),
    "start duty": lambda g: duties.start(
        kind="other", about="child", subject=g.case.child_id, office=g.case.office, by=g.kin, what="Lihat"
    ),
    "withdraw letter": lambda g: letters.withdraw(letter=g.letter, by=g.kin, why="Tidak perlu."),
}


@pytest.mark.parametrize("what", list(BY))
def test_whoever_it_is_withheld_from_is_refused_and_nothing_is_written(ground: Ground, what: str) -> None:
    before = Entry.objects.filter(actor=ground.kin.actor_id).count()
    with pytest.raises(Refused):
        BY[what](ground)
    assert Entry.objects.filter(actor=ground.kin.actor_id).count() == before


TO: dict[str, Callable[[Ground], Any]] = {
    "case": lambda g: cases.assign(case=g.case, by=g.ketua, officer=g.kin),
    "task": lambda g: cases.add_task(case=g.case, by=g.ketua, text="Telepon", officer=g.kin),
    "second file": lambda g: cases.open_case(
        child=g.case.child, office=g.case.office, by=g.ketua, kind="pengaduan", cluster="trafficking",
        region_code="61.71", officer=g.kin,
    ),
    "review": lambda g: complaints.triage(
        complaint=g.complaint, by=g.ketua, in_remit=True, cluster="trafficking", questions={}, officer=g.kin
    ),
    "make_case": lambda g: complaints.make_case(complaint=g.complaint, by=g.ketua, officer=g.kin),
    "duty": lambda g: duties.assign(duty=g.duty, by=g.ketua, officer=g.kin),
    "new duty": lambda g: duties.start(
        kind="other", about="child", subject=g.case.child_id, office=g.case.office, by=g.ketua, what="Lihat",
        officer=g.kin,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", list(TO))
def test_nobody_is_given_what_is_withheld_from_them(ground: Ground, what: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(DomainError, match="Pilih petugas lain"):
        TO[what](ground)
    assert Entry.objects.count() == before


def test_an_agency_whose_head_is_named_gets_nothing_of_the_file(ground: Ground) -> None:
    agency = ground.owed.agency
    assert agency is not None
    head = a_user(Role.MITRA, name="Herkulanus Bujangga", agency=agency)
    actions.declare(user=head, by=head, heads_agency=True)
    cases.write_note(case=ground.case, by=ground.ketua, kind="words", said="Baik.")
    children.edit(child=ground.case.child, by=ground.ketua, guardian="Herkulanus Bujangga")
    with pytest.raises(DomainError, match="Lembaga ini tidak dapat menerimanya"):
        complaints.hand_over(
            case=ground.case,
            agency=agency,
            purpose="Pendampingan",
            packet="Isi",
            recipient="Ibu Sari",
            conditions=MET,
            by=ground.ketua,
        )
    with pytest.raises(DomainError, match="Lembaga ini tidak dapat menerimanya"):
        cases.write_sheet(case=ground.case, by=ground.ketua, state="Tenang.", asked_of=agency, asked="Kabar")
    with pytest.raises(DomainError, match="tidak punya kewajiban terlambat"):
        letters.propose(office=ground.ketua.office, agency=agency, kind="reminder", by=ground.ketua)


def test_a_file_goes_on_with_another_where_who_held_the_complaint_is_in_conflict(ground: Ground) -> None:
    complaint = a_complaint(ground.ketua)
    complaints.open_complaint(complaint=complaint, by=ground.ketua)
    complaint = complaints.triage(
        complaint=complaint, by=ground.ketua, in_remit=True, cluster="trafficking", questions={}, officer=ground.kin
    )
    actions.recuse(subject=complaint.subject, office=complaint.office, by=ground.kin)
    complaint = Complaint.objects.select_related("office").get(pk=complaint.pk)
    assert complaints.make_case(complaint=complaint, by=ground.ketua).officer == ground.ketua


def test_whoever_writes_down_a_child_that_turns_out_near_opens_the_file_without_holding_it() -> None:
    an_office()
    a_user(Role.KETUA)
    officer = a_user(Role.DIVISI_PENGADUAN)
    a_tie(officer, name="Zainuddin Achmad")
    case = a_case(officer, a_child(officer, guardian="Jainudin Ahmad"))
    assert case.officer is None
    assert not Case.objects.visible_to(officer).exists()
