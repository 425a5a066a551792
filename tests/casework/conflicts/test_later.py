"""Who becomes known after a file arrived: declared, renamed, appointed, back again. What names them is withheld before
their first page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions, roster, rules
from suar.casework.conflicts.models import Declaration, Status, Tie, Withholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.vault.fields import unlock
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Appointment, Role, User
from tests.factories import a_case, a_child, a_closed_case, a_filed_complaint, a_tie, a_user, an_agency, an_office

pytestmark = pytest.mark.django_db

NAME = "Herkulanus Bujangga"
STORY = f"Yang menyuruh saya {NAME}."


@pytest.fixture
def complaint() -> Complaint:
    an_office()
    a_user(Role.KETUA)
    return a_filed_complaint(story=STORY)


def sees(user: User) -> bool:
    return Complaint.objects.visible_to(User.objects.get(pk=user.pk)).exists()


def an_account(name: str = NAME) -> User:
    return accounts.add_user(username=f"baru{User.objects.count()}", name=name, password="x" * 20, by=OPERATOR)


def test_a_tie_declared_later_withholds_what_stands_open(complaint: Complaint) -> None:
    officer = a_user(Role.DIVISI_PENGADUAN)
    assert sees(officer)
    a_tie(officer, name=NAME)
    assert not sees(officer)
    row = Withholding.objects.get()
    assert (row.user_id, row.status, row.subject) == (officer.pk, Status.WAITING, complaint.subject)
    assert "conflict.suspect" in {entry.verb for entry in Entry.objects.about(complaint.subject)}


def test_so_does_a_corrected_one(complaint: Complaint) -> None:
    officer = a_user(Role.DIVISI_PENGADUAN)
    tie = a_tie(officer, name="Sabirin Misal")
    assert sees(officer)
    actions.correct_tie(tie=tie, by=officer, kind="kin", name=NAME)
    assert not sees(officer)


@pytest.mark.parametrize("role", [Role.DIVISI_PENGADUAN, Role.SEKRETARIAT, Role.WAKIL])
def test_whoever_is_appointed_later_never_sees_what_names_them(complaint: Complaint, role: Role) -> None:
    user = an_account()
    accounts.appoint(user=user, office=complaint.office, role=role, by=OPERATOR)
    assert not sees(user)
    other = an_account("Sabirin Misal")
    accounts.appoint(user=other, office=complaint.office, role=role, by=OPERATOR)
    assert sees(other)


def test_a_role_that_begins_tomorrow_is_compared_today_and_with_all_that_comes_before_it_begins(
    complaint: Complaint,
) -> None:
    user, tomorrow = an_account(), timezone.localdate() + timedelta(days=1)
    accounts.appoint(user=user, office=complaint.office, role=Role.WAKIL, since=tomorrow, by=OPERATOR)
    second = a_filed_complaint(story=f"{STORY} Ia datang lagi.")
    withheld = set(Withholding.objects.against(User.objects.get(pk=user.pk)).values_list("subject", flat=True))
    assert withheld == {complaint.subject, second.subject}
    assert roster.members(complaint.office)[user.pk].roles == frozenset()  # and decides nothing yet


def test_a_new_name_is_compared_and_another_address_is_not(complaint: Complaint) -> None:
    officer = a_user(Role.DIVISI_PENGADUAN, name="Sabirin Misal")
    accounts.edit_user(user=officer, name=NAME, email="", by=OPERATOR)
    assert not sees(officer)
    with CaptureQueriesContext(connection) as asked:
        accounts.edit_user(user=officer, name=NAME, email="baru@contoh.example", by=OPERATOR)
    assert not any("complaints_complaint" in query["sql"] for query in asked.captured_queries)


def test_what_came_while_the_account_was_closed_is_withheld_when_it_is_back() -> None:
    an_office()
    a_user(Role.KETUA)
    officer = a_user(Role.DIVISI_PENGADUAN, name=NAME)
    accounts.deactivate(user=officer, by=OPERATOR)
    a_filed_complaint(story=STORY)
    assert not Withholding.objects.exists()
    accounts.reactivate(user=officer, by=OPERATOR)
    assert not sees(officer)


def test_a_partner_that_says_later_it_heads_its_agency_takes_the_agency_along(complaint: Complaint) -> None:
    agency = an_agency()
    head, colleague = a_user(Role.MITRA, name=NAME, agency=agency), a_user(Role.MITRA, agency=agency)
    assert not Withholding.objects.against(colleague).exists()
    actions.declare(user=head, by=head, heads_agency=True)
    assert Withholding.objects.against(colleague).get().agency_id == agency.pk
    actions.declare(user=head, by=head, heads_agency=True)
    assert Withholding.objects.filter(agency=agency).count() == 1


def test_a_child_and_the_summary_of_an_open_file_are_compared_and_a_closed_one_is_not() -> None:
    an_office()
    ketua = a_user(Role.KETUA)
    a_case(ketua, summary=f"Tinggal di rumah {NAME}.")
    a_case(ketua, a_child(ketua, name=f"{NAME} Misal"))
    closed = a_closed_case(ketua, a_user(Role.WAKIL))
    officer = a_user(Role.DIVISI_PENGADUAN)
    a_tie(officer, name=NAME)
    assert Withholding.objects.against(officer).count() == 2
    assert list(Case.objects.visible_to(officer)) == [closed]


def test_messages_that_came_after_a_complaint_are_compared() -> None:
    an_office()
    ketua = a_user(Role.KETUA)
    complaint = a_filed_complaint(story="Ada yang menyuruh saya.")
    complaints.note_message(
        complaint=complaint, message_id=complaint.pk, text=f"Namanya {NAME}.", at=timezone.now(), by=OPERATOR
    )
    assert ketua and not Withholding.objects.exists()
    officer = a_user(Role.DIVISI_PENGADUAN)
    a_tie(officer, name=NAME)
    assert not sees(officer)


def test_a_decision_on_the_same_words_is_not_asked_again(complaint: Complaint) -> None:
    officer = a_user(Role.DIVISI_PENGADUAN)
    a_tie(officer, name=NAME)
    (row,) = unlock(Withholding.objects.select_related("office"))
    actions.dismiss(withholding=row, by=User.objects.get(appointments__role=Role.KETUA), why="Orang lain.")
    a_tie(officer, name="Sabirin Misal")
    actions.declare(user=officer, by=officer)
    assert sees(officer) and Withholding.objects.count() == 1
    assert complaint.subject == row.subject


def test_where_the_comparison_breaks_neither_the_tie_nor_the_role_is_there(
    complaint: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, user = a_user(Role.DIVISI_PENGADUAN), an_account()

    def broken(*args: Any) -> Any:
        raise OSError("The comparison broke.")

    monkeypatch.setattr(rules, "compare", broken)
    with pytest.raises(OSError, match="broke"):
        a_tie(officer, name=NAME)
    with pytest.raises(OSError, match="broke"):
        accounts.appoint(user=user, office=complaint.office, role=Role.WAKIL, by=OPERATOR)
    assert not Tie.objects.exists()
    assert not Appointment.objects.filter(user=user).exists()
    assert Declaration.objects.count() <= 1


def test_many_open_files_cost_a_few_statements_each_batch() -> None:
    an_office()
    ketua = a_user(Role.KETUA)
    officer = a_user(Role.DIVISI_PENGADUAN)
    counted = []
    for _round in range(2):
        for _n in range(4):
            a_case(ketua)
        with CaptureQueriesContext(connection) as asked:
            a_tie(officer, name=f"Sabirin Misal {len(counted)}")
        counted.append(len(asked))
    assert counted[1] <= counted[0]
