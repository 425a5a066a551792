"""What was closed while somebody became known is compared with them when it opens again, before they see it open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions
from suar.casework.conflicts.models import Withholding
from suar.casework.conflicts.withheld import is_withheld
from suar.casework.duties.models import Duty
from suar.casework.mail import actions as mail
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role, User
from tests.casework.mail.ground import a_mail
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_child, a_closed_case, a_complaint, a_triaged_complaint, a_user, an_officer

pytestmark = pytest.mark.django_db

NAME = "Herkulanus Bujangga"
WORDS = f"Pelaku diduga {NAME}."


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def ketua(officer: User) -> User:
    return a_user(Role.KETUA, officer.office)


def closed(case: Case, officer: User, ketua: User) -> Case:
    cases.propose_closure(case=fresh(case), reason="reintegrasi", note="Anak aman dan bersekolah.", by=officer)
    return cases.countersign_closure(case=fresh(case), by=ketua)


def fresh(case: Case) -> Case:
    return Case.objects.select_related("office", "child", "officer", "closing_by").get(pk=case.pk)


def newcomer(officer: User, role: Role = Role.SEKRETARIAT) -> User:
    return a_user(role, officer.office, name=NAME)


def named_in_the_summary(officer: User) -> Case:
    return a_case(officer, safe_now="yes", summary=WORDS)


def named_as_the_guardian(officer: User) -> Case:
    return a_case(officer, safe_now="yes", child=a_child(officer, guardian=NAME))


def named_in_a_settled_letter(officer: User) -> Case:
    case = a_case(officer, safe_now="yes")
    letter = mail.belong(mail=a_mail(officer, about=WORDS), by=officer, source=case)
    mail.settle(mail=letter, by=officer)
    return case


@pytest.mark.parametrize("written", [named_in_the_summary, named_as_the_guardian, named_in_a_settled_letter])
def test_a_file_that_opens_again_is_withheld_from_who_joined_meanwhile(
    officer: User, ketua: User, written: Callable[[User], Case]
) -> None:
    case = written(officer)
    closed(case, officer, ketua)
    joined = newcomer(officer)
    assert not is_withheld(joined, case.child_id), "the control: closed files are not compared"
    cases.reopen(case=fresh(case), why="Anak dipukul lagi.", by=officer)
    assert is_withheld(joined, case.child_id)
    assert signed_in(joined).get(reverse("cases:case-detail", args=[case.pk])).status_code == 404


def test_whoever_held_it_and_is_named_does_not_hold_it_on(officer: User, ketua: User) -> None:
    case = named_in_the_summary(officer)
    closed(case, officer, ketua)
    officer.name = NAME
    officer.save_base(raw=True)
    cases.reopen(case=fresh(case), why="Anak dipukul lagi.", by=ketua)
    assert fresh(case).officer is None
    owed = Duty.objects.open().filter(subject=case.child_id, kind__in=("see_child", "monitor"))
    assert owed.exists() and not owed.filter(officer=officer).exists()
    sequence_all()
    # the name in this test was changed past the program, and nothing else was
    assert [one.table for one in verify().wrong] == ["accounts.user"]


def test_somebody_who_was_judged_on_these_words_is_not_suspected_anew(officer: User, ketua: User) -> None:
    joined = newcomer(officer)
    case = named_in_the_summary(officer)
    actions.dismiss(withholding=Withholding.objects.get(), by=ketua, why="Orang lain bernama sama.")
    closed(case, officer, ketua)
    cases.reopen(case=fresh(case), why="Anak dipukul lagi.", by=officer)
    assert not is_withheld(joined, case.child_id) and Withholding.objects.count() == 1


def test_a_file_that_names_nobody_opens_as_before(officer: User, ketua: User) -> None:
    case = a_closed_case(officer, ketua)
    joined = newcomer(officer)
    cases.reopen(case=fresh(case), why="Anak dipukul lagi.", by=officer)
    assert not is_withheld(joined, case.child_id) and fresh(case).officer == officer


def a_closed_complaint(officer: User) -> Complaint:
    complaint = a_triaged_complaint(officer, a_complaint(officer, story=WORDS), risk_answers={"danger_now": "no"})
    complaints.close_as(complaint=complaint, status="withdrawn", by=officer, why="Dicabut.")
    return Complaint.objects.select_related("office", "case").get(pk=complaint.pk)


def test_a_complaint_that_opens_again_is_withheld_too(officer: User) -> None:
    complaint = a_closed_complaint(officer)
    joined = newcomer(officer)
    assert not is_withheld(joined, complaint.subject), "the control"
    complaints.reopen(complaint=complaint, by=officer)
    assert is_withheld(joined, complaint.subject)


def test_whoever_presses_and_is_close_is_told_that_another_goes_on(officer: User, ketua: User) -> None:
    complaint, case = a_closed_complaint(officer), closed(named_in_the_summary(officer), officer, ketua)
    near = newcomer(officer, Role.DIVISI_PENGADUAN)
    browser = signed_in(near)
    url = reverse("complaints:complaint-reopen", args=[complaint.pk])
    assert "pimpinan yang melanjutkan" in text_of(browser, browser.post(url)["Location"])
    sent = {"version": fresh(case).version, "why": "Anak dipukul lagi."}
    answer = browser.post(reverse("cases:case-reopen", args=[case.pk]), sent)
    assert answer["Location"] == reverse("cases:case-list")
    assert "pimpinan yang melanjutkan" in text_of(browser, answer["Location"])
