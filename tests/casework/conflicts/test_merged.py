"""Two files that are read as one child's are withheld together, whichever of them the words came to."""

from __future__ import annotations

import pytest

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.complaints import actions as complaints
from suar.casework.conflicts import actions
from suar.casework.conflicts.models import Origin, Status, Withholding
from suar.casework.conflicts.withheld import is_withheld
from suar.core.alarms.models import Alarm
from suar.core.errors import Refused
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_merge
from tests.factories import a_case, a_complaint, a_tie, a_triaged_complaint, a_user, an_office

pytestmark = pytest.mark.django_db
NAMED = "Herkulanus Bujangga"


@pytest.fixture
def ketua() -> User:
    an_office()
    a_user(Role.SEKRETARIAT)  # somebody else who reads
    return a_user(Role.KETUA)


@pytest.fixture
def halves(ketua: User) -> tuple[Case, Case]:
    one, two = a_case(ketua), a_case(ketua)
    a_merge(one.child, two.child, ketua)
    return one, two


def a_named_officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN, name=NAMED)


def a_complaint_that_names(ketua: User) -> object:
    return a_triaged_complaint(ketua, a_complaint(ketua, story=f"Yang menyuruh {NAMED}."))


def row_about(case: Case) -> Withholding:
    return unlock(Withholding.objects.about(case.child_id).select_related("office"))[0]


def withheld(user: User, *files: Case) -> list[bool]:
    return [is_withheld(user, case.child_id) for case in files]


def test_a_name_that_comes_to_one_is_withheld_in_both(ketua: User, halves: tuple[Case, Case]) -> None:
    officer, (one, two) = a_named_officer(), halves
    complaints.make_case(complaint=a_complaint_that_names(ketua), by=ketua, case=one, child=one.child)
    assert withheld(officer, one, two) == [True, True]
    assert not Child.objects.visible_to(officer).filter(pk__in=(one.child_id, two.child_id)).exists()
    row = unlock(Withholding.objects.about(two.child_id))[0]
    assert row.origin == Origin.NAMES and row.evidence
    assert Entry.objects.about(two.child_id).filter(verb="conflict.spread").exists()
    assert verify().wrong == []


def test_who_becomes_known_later_is_kept_from_both(ketua: User) -> None:
    one, two = a_case(ketua), a_case(ketua)
    complaints.make_case(complaint=a_complaint_that_names(ketua), by=ketua, case=one, child=one.child)
    a_merge(one.child, two.child, ketua)
    relative = a_user(Role.WAKIL)
    a_tie(relative, name=NAMED)
    assert withheld(relative, one, two) == [True, True]


@pytest.mark.parametrize("first", [True, False])
def test_what_a_leader_withholds_by_hand_and_who_steps_back(
    ketua: User, halves: tuple[Case, Case], first: bool
) -> None:
    wakil, officer = a_user(Role.WAKIL), a_user(Role.DIVISI_PENGADUAN)
    case, other = halves if first else halves[::-1]
    actions.withhold(subject=case.child_id, office=case.office, user=officer, by=ketua, why="Pamannya.")
    actions.recuse(subject=case.child_id, office=case.office, by=wakil)
    assert withheld(officer, case, other) == withheld(wakil, case, other) == [True, True]
    assert unlock(Withholding.objects.about(other.child_id).filter(user=officer))[0].why == "Pamannya."


def test_each_is_given_back_for_itself_and_the_same_words_withhold_it_no_second_time(
    ketua: User, halves: tuple[Case, Case]
) -> None:
    officer, (one, two) = a_named_officer(), halves
    complaints.make_case(complaint=a_complaint_that_names(ketua), by=ketua, case=one, child=one.child)
    actions.dismiss(withholding=row_about(two), by=ketua, why="Orang lain.")
    assert withheld(officer, one, two) == [True, False]
    actions.recuse(subject=one.child_id, office=one.office, by=a_user(Role.WAKIL))
    assert withheld(officer, one, two) == [True, False]


def test_what_was_given_back_stays_given_back_when_somebody_else_is_withheld(
    ketua: User, halves: tuple[Case, Case]
) -> None:
    officer, (one, two) = a_user(Role.DIVISI_PENGADUAN), halves
    row = actions.withhold(subject=one.child_id, office=one.office, user=officer, by=ketua, why="Pamannya.")
    second = a_user(Role.KETUA)
    actions.lift(withholding=row, by=second, why="Keliru.")
    actions.recuse(subject=two.child_id, office=two.office, by=a_user(Role.WAKIL))
    assert withheld(officer, one, two) == [False, True]


def test_confirmed_in_one_it_is_asked_again_in_the_other_that_was_given_back(
    ketua: User, halves: tuple[Case, Case]
) -> None:
    officer, (one, two) = a_named_officer(), halves
    complaints.make_case(complaint=a_complaint_that_names(ketua), by=ketua, case=one, child=one.child)
    actions.dismiss(withholding=row_about(two), by=ketua, why="Orang lain.")
    actions.confirm(withholding=row_about(one), by=ketua, why="Benar dia.")
    assert withheld(officer, one, two) == [True, True]
    assert {row.status for row in Withholding.objects.about(two.child_id)} == {Status.DISMISSED, Status.WAITING}


def test_a_copy_names_its_own_file_and_its_alarm_ends_with_it(ketua: User, halves: tuple[Case, Case]) -> None:
    officer, (one, two) = a_user(Role.DIVISI_PENGADUAN), halves
    row = actions.withhold(subject=one.child_id, office=one.office, user=officer, by=ketua, why="Pamannya.")
    copy = row_about(two)
    assert (copy.reference, copy.case_id) == (two.number, two.pk)
    second = a_user(Role.KETUA)
    actions.lift(withholding=row, by=second, why="Keliru.")
    assert [alarm.subject for alarm in Alarm.objects.filter(closed_at=None)] == [copy.notice]


def test_separated_they_are_withheld_each_for_itself(ketua: User, halves: tuple[Case, Case]) -> None:
    officer, (one, two) = a_user(Role.DIVISI_PENGADUAN), halves
    children.separate(merge=one.child.merges.get(), why="Ternyata sepupunya.", by=ketua)
    actions.withhold(subject=one.child_id, office=one.office, user=officer, by=ketua, why="Pamannya.")
    assert withheld(officer, one, two) == [True, False]


def test_of_three_all_are(ketua: User, halves: tuple[Case, Case]) -> None:
    officer, (one, two), three = a_user(Role.DIVISI_PENGADUAN), halves, a_case(ketua)
    a_merge(one.child, three.child, ketua)
    actions.withhold(subject=three.child_id, office=three.office, user=officer, by=ketua, why="Pamannya.")
    assert withheld(officer, one, two, three) == [True, True, True]
    with pytest.raises(Refused):
        cases.write_note(case=two, by=officer, said="Lagi.")
