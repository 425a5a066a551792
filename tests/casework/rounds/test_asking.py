"""That somebody asked: once a day by one press, in the duty's own story, never of a body that may not be told."""

from __future__ import annotations

import pytest
from django.utils import timezone

from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty, DutyNote
from suar.casework.rounds import actions, owed
from suar.casework.rounds.models import Asked
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from tests.casework.rounds.ground import a_line, owing, undated_duty, withheld_from_its_agency
from tests.factories import a_case, a_user, an_agency, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PEMANTAUAN)


def a_late_one(officer: User) -> Duty:
    agency = owing(officer, 1)
    return Duty.objects.select_related("office", "agency").get(agency=agency)


def test_it_is_a_row_and_a_line_in_the_story_of_the_duty_and_reminds_of_it(officer: User) -> None:
    duty, before = a_late_one(officer), timezone.now()
    row = actions.ask(duty=duty, by=officer, how="whatsapp", line="Piket, 0800-555-0161", said="Bu Contoh. Besok.")
    assert (row.duty, row.how, row.by, row.line) == (duty, "whatsapp", officer, "Piket, 0800-555-0161")
    assert Duty.objects.get(pk=duty.pk).reminded_at >= before
    (note,) = unlock(DutyNote.objects.filter(duty=duty))
    assert note.text == "Ditanyakan lewat WhatsApp. Bu Contoh. Besok."
    asked = Entry.objects.get(verb="round.ask")
    assert asked.subject == duty.subject and Entry.objects.filter(verb="duty.ask_after").count() == 1


def test_a_second_press_on_the_same_day_finds_the_first(officer: User) -> None:
    duty = a_late_one(officer)
    first = actions.ask(duty=duty, by=officer)
    assert actions.ask(duty=duty, by=officer) == first
    actions.ask(duty=duty, by=officer, how="whatsapp")
    actions.ask(duty=duty, by=a_user(Role.WAKIL))
    assert Asked.objects.count() == 3


def test_what_is_our_own_or_over_or_unclear_is_not_asked(officer: User) -> None:
    duty = a_late_one(officer)
    with pytest.raises(DomainError, match="dengan cara apa"):
        actions.ask(duty=duty, by=officer, how="merpati")
    ours = Duty.objects.select_related("office", "agency").filter(agency=None)[0]
    with pytest.raises(DomainError, match="komisi sendiri"):
        actions.ask(duty=ours, by=officer)
    duties.finish(duty=duty, by=officer)
    with pytest.raises(Conflict):
        actions.ask(duty=duty, by=officer)
    assert not Asked.objects.exists()


def test_neither_another_office_nor_whom_the_file_is_withheld_from_asks(officer: User) -> None:
    duty = a_late_one(officer)
    with pytest.raises(Refused):
        actions.ask(duty=duty, by=an_officer_elsewhere())
    ketua, relative = a_user(Role.KETUA), a_user(Role.SEKRETARIAT)
    conflicts.withhold(subject=duty.subject, office=duty.office, user=relative, by=ketua, why="Ia kakaknya.")
    with pytest.raises(Refused):
        actions.ask(duty=duty, by=relative)
    assert not Asked.objects.exists()


def test_a_body_from_which_the_file_is_withheld_is_not_asked_and_its_group_says_how_many(officer: User) -> None:
    agency = owing(officer, 2)
    withheld_from_its_agency(agency)
    undated_duty(agency, officer, a_case(officer))
    duty = Duty.objects.select_related("office", "agency").filter(agency=agency).order_by("due_at")[0]
    with pytest.raises(DomainError, match="tidak dapat menerimanya"):
        actions.ask(duty=duty, by=officer)
    (group,) = owed.of_agencies(officer, timezone.now(), owed.theirs(officer))
    assert (len(group.lines), group.kept) == (1, 2)


def test_groups_are_of_whom_to_ask_the_most_belated_first_with_their_lines_and_when_they_were_asked(
    officer: User,
) -> None:
    slow, quick = an_agency("police"), an_agency("health")
    owing(officer, 2, slow)
    undated_duty(quick, officer, a_case(officer))
    a_line(slow)
    asked = Duty.objects.select_related("office", "agency").filter(agency=slow)[0]
    actions.ask(duty=asked, by=officer)
    first, second = owed.of_agencies(officer, timezone.now(), owed.theirs(officer))
    assert (first.agency, first.late, [line.phone for line in first.phones]) == (slow, 2, ["0800-555-0161"])
    assert (second.agency, second.late, second.phones) == (quick, 0, ())
    assert [line.duty.pk for line in first.lines if line.asked_at] == [asked.pk]
    assert all(line.row.initials for line in first.lines)


def test_what_we_owe_ourselves_stands_by_officer_and_what_nobody_holds_first(officer: User) -> None:
    a_case(officer)
    a_case(officer, officer=None)
    groups = owed.of_ourselves(officer, timezone.now())
    assert [group.name for group in groups] == ["Belum ada petugas", officer.name]
    assert all(line.duty.agency is None for group in groups for line in group.lines)
