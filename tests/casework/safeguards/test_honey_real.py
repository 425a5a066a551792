"""A honey file becomes real as soon as anything is done in it that is not its making: no child vanishes."""

from __future__ import annotations

import pytest

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.complaints import actions as complaints
from suar.casework.safeguards import actions
from suar.casework.safeguards.alarm_kinds import HONEY_REAL
from suar.core.vault import marks
from suar.registry.accounts.models import User
from tests.casework.safeguards.ground import told
from tests.conditions import MET
from tests.factories import (
    a_case,
    a_child,
    a_duty,
    a_triaged_complaint,
    an_agency,
    an_officer,
)

pytestmark = pytest.mark.django_db


def became_real(bait: Case) -> bool:
    lifted = bait.child_id not in marks.standing()
    counted = Case.objects.counted().filter(pk=bait.pk).exists()
    return lifted and counted and told(HONEY_REAL) == 1 and marks.all_marks() == ()


def test_a_new_file_for_its_child_makes_it_real(bait: Case) -> None:
    a_case(an_officer(), bait.child)
    assert became_real(bait)


def test_a_complaint_joined_to_it_makes_it_real(bait: Case, ketua: User) -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    complaints.open_complaint(complaint=complaint, by=officer)
    complaints.make_case(complaint=complaint, by=officer, child=Child.objects.get(pk=bait.child_id))
    assert became_real(bait)


def test_work_in_it_makes_it_real(bait: Case, ketua: User) -> None:
    cases.reopen(case=bait, why="Keluarga datang lagi.", by=ketua)
    assert became_real(bait)


def test_a_note_in_it_makes_it_real(bait: Case) -> None:
    cases.write_note(case=bait, by=an_officer(), said="Ibu menelepon.")
    assert became_real(bait)


def test_a_changed_child_makes_it_real(bait: Case, ketua: User) -> None:
    child = Child.objects.select_related("office").get(pk=bait.child_id)
    children.edit(child=child, by=ketua, school="SD Contoh")
    assert became_real(bait)


def test_a_hand_over_of_it_makes_it_real(bait: Case) -> None:
    agency = an_agency()
    complaints.hand_over(
        case=bait,
        agency=agency,
        purpose="Pendampingan.",
        packet="Salinan berkas.",
        recipient="Ibu Sari",
        conditions=MET,
        by=an_officer(),
    )
    assert became_real(bait)


def test_a_duty_that_somebody_adds_makes_it_real(bait: Case) -> None:
    a_duty(subject=bait.child_id, office=bait.office, by=an_officer())
    assert became_real(bait)


def test_somebody_elses_step_while_it_is_made_makes_it_real(ketua: User) -> None:
    case = actions.plant(office=ketua.office, by=ketua)
    cases.assess_risk(case=case, answers={}, by=an_officer())
    assert became_real(case)


def test_work_in_an_ordinary_file_changes_no_mark(bait: Case) -> None:
    cases.write_note(case=a_case(child=a_child()), by=an_officer(), said="Ibu menelepon.")
    assert bait.child_id in marks.standing()
    assert told(HONEY_REAL) == 0
