"""Whatever says that a child is not safe ends in somebody who sees the child, and says how."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions
from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.conflicts import actions as conflicts
from suar.casework.contacts import actions as contacts
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.config.demo.clock import at
from suar.core.errors import DomainError
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.core.ui.versions import TO_MEND
from suar.registry.accounts.models import Role, User
from tests.casework.cases.stored import NO, seeing, whole
from tests.casework.contacts.ground import a_draft, told
from tests.desk.pages import signed_in
from tests.factories import a_case, a_complaint, a_triaged_complaint, a_user, an_officer

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
GRAVE = NO | {"danger_now": "yes"}


@pytest.fixture
def officer() -> User:
    with at(timezone.now() - timedelta(days=60)):
        return an_officer()


def seen(case: Case, by: User) -> None:
    actions.write_note(case=whole(case), by=by, kind="visit", seen="Anak di rumah bibinya.")
    assert not seeing(case)


def is_due_within_a_day(case: Case) -> bool:
    (duty,) = seeing(case)
    return duty.due_at is not None and duty.due_at <= timezone.now() + 24 * HOUR


def test_told_again_by_a_sheet_after_the_child_was_seen_it_is_seen_again(officer: User) -> None:
    with at(timezone.now() - 6 * 24 * HOUR):
        case = a_case(officer, risk="medium", safe_now="yes")
        actions.write_sheet(case=whole(case), by=officer, safe="no")
        seen(case, officer)
    actions.write_sheet(case=whole(case), by=officer, safe="no", state="Lagi tadi malam")
    assert is_due_within_a_day(case)


def test_what_an_assessment_says_of_danger_the_file_says_too_and_the_child_is_seen(officer: User) -> None:
    case = a_case(officer, risk="high", safe_now="yes")
    seen(case, officer)
    actions.assess_risk(case=whole(case), answers=NO, by=officer)
    assert not seeing(case) and whole(case).safe_now == "yes"
    for _twice in range(2):
        actions.assess_risk(case=whole(case), answers=GRAVE, by=officer)
        assert whole(case).safe_now == "no" and is_due_within_a_day(case)


def test_paper_entered_later_counts_from_when_it_was_written(officer: User) -> None:
    with at(timezone.now() - 9 * 24 * HOUR):
        case = a_case(officer, risk="low", safe_now="unknown")
        seen(case, officer)
    written = timezone.now() - 10 * HOUR
    actions.write_sheet(case=whole(case), by=officer, safe="no", at=written, on=timezone.localdate(written))
    (duty,) = seeing(case)
    assert duty.due_at == written + 24 * HOUR


def test_told_again_while_the_visit_is_late_it_is_asked_after_and_no_new_time_is_given(officer: User) -> None:
    with at(timezone.now() - 9 * 24 * HOUR):
        case = a_case(officer, risk="low", safe_now="yes")
    (late,) = seeing(case)
    contacts.note_news(draft=a_draft(officer), by=officer, told=told(safe_now="no"), source=whole(case))
    (now,) = seeing(case)
    assert (now.pk, now.due_at) == (late.pk, late.due_at)
    assert [note.step for note in now.notes.all()] == ["ask_after"]


def test_what_the_form_repeats_after_the_file_is_no_news(officer: User) -> None:
    with at(timezone.now() - 9 * 24 * HOUR):
        case = a_case(officer, risk="high", safe_now="no")
        seen(case, officer)
    actions.assess_risk(case=whole(case), answers=NO | {"no_safe_place": "yes"}, by=officer)
    assert not seeing(case)


def test_the_record_of_an_assessment_that_finds_danger_and_raises_the_level_is_sound(officer: User) -> None:
    case = a_case(officer, risk="unknown", safe_now="unknown")
    actions.assess_risk(case=whole(case), answers=GRAVE, by=officer)
    assert (whole(case).risk, whole(case).safe_now) == ("high", "no")
    actions.write_note(case=whole(case), by=officer, kind="words", said="Baik.")
    sequence_all()
    assert verify().wrong == [] and not Entry.objects.filter(verb="ledger.found").exists()


def test_opened_or_joined_from_a_complaint_the_danger_is_told_once(officer: User) -> None:
    with at(timezone.now() - 30 * HOUR):
        new, further = (
            a_triaged_complaint(officer, a_complaint(officer, urgent=True), risk_answers=GRAVE) for _ in "ab"
        )
        old = a_case(officer, safe_now="yes", risk="medium")
    case = complaints.make_case(complaint=new, by=officer)
    (first,) = seeing(case)
    assert not first.notes.exists()
    assert not Entry.objects.about(case.child_id).filter(verb="case.safety").exists()
    complaints.make_case(complaint=further, by=officer, case=whole(old))
    assert Entry.objects.about(old.child_id).filter(verb="case.safety").count() == 1


def test_a_visit_from_before_the_danger_that_is_written_after_it_ends_nothing(officer: User) -> None:
    now = timezone.now()
    with at(now - 20 * HOUR):
        case = a_case(officer, risk="high", safe_now="yes")
    (before,) = seeing(case)
    with at(now - HOUR / 2):
        contacts.note_news(draft=a_draft(officer), by=officer, told=told(safe_now="no"), source=whole(case))
    actions.write_note(case=whole(case), by=officer, kind="visit", seen="Di rumah.", at=now - 5 * HOUR)
    assert seeing(case) == [before]
    told_it = {"note": "Saya ke rumahnya.", "at": now - 5 * HOUR}
    with pytest.raises(DomainError, match="perlu ditemui lagi"):
        duties.finish(duty=seeing(case)[0], by=officer, **told_it)  # type: ignore[arg-type]  # each of its own type
    duties.finish(duty=seeing(case)[0], by=officer, note="Di rumah bibi, tadi.")
    assert not seeing(case)


def test_paper_of_a_danger_that_was_seen_to_since_asks_for_no_visit(officer: User) -> None:
    with at(timezone.now() - 9 * 24 * HOUR):
        case = a_case(officer, risk="low", safe_now="unknown")
    with at(timezone.now() - 24 * HOUR):
        seen(case, officer)
    written = timezone.now() - 48 * HOUR
    actions.write_sheet(case=whole(case), by=officer, safe="no", at=written, on=timezone.localdate(written))
    assert not seeing(case)


def test_a_calm_assessment_of_one_person_moves_no_visit_and_says_nothing_of_it(officer: User) -> None:
    case = a_case(officer, risk="unknown", safe_now="no")
    (before,) = seeing(case)
    actions.assess_risk(case=whole(case), answers=NO, by=officer)
    (now,) = seeing(case)
    assert (now.due_at, now.rule) == (before.due_at, before.rule) and not now.notes.exists()


# who owes it, and how it ends


def test_it_is_not_left_with_somebody_who_is_only_suspected_to_be_near(officer: User) -> None:
    clerk = a_user(Role.SEKRETARIAT, officer.office)
    case = a_case(officer, risk="low", safe_now="yes", officer=officer)
    conflicts.add_tie(user=officer, by=officer, kind="sibling", name="Rara Contoh")
    assert Case.objects.unheld().filter(pk=case.pk).exists() and whole(case).officer == officer
    contacts.note_news(draft=a_draft(clerk), by=clerk, told=told(safe_now="no"), source=whole(case))
    (duty,) = seeing(case)
    assert duty.officer is None
    actions.write_sheet(case=whole(case), by=clerk)
    assert Duty.objects.open().get(case_id=case.pk, kind="monitor").officer == officer


def test_nor_is_one_that_was_owed_already(officer: User) -> None:
    clerk = a_user(Role.SEKRETARIAT, officer.office)
    with at(timezone.now() - 60 * HOUR):
        case = a_case(officer, risk="medium", safe_now="unknown", officer=officer)
    (before,) = seeing(case)
    conflicts.add_tie(user=officer, by=officer, kind="sibling", name="Rara Contoh")
    contacts.note_news(draft=a_draft(clerk), by=clerk, told=told(safe_now="no"), source=whole(case))
    (now,) = seeing(case)
    assert before.officer == officer and (now.pk, now.officer) == (before.pk, None)


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def test_a_press_that_says_nothing_is_no_visit(officer: User, browser: Client) -> None:
    case = a_case(officer, safe_now="no")
    (duty,) = seeing(case)
    with pytest.raises(DomainError, match="Tulis kapan dan bagaimana"):
        duties.finish(duty=duty, by=officer)
    url = reverse("duties:duty-finish", args=[duty.pk])
    answer = browser.post(url, {"version": duty.version, "note": ""})
    assert answer.status_code == TO_MEND and "Kapan dan bagaimana" in answer.content.decode()
    assert browser.post(url, {"version": duty.version, "note": "Di rumah bibi, pagi ini."}).status_code == 302
    assert not seeing(case)
