"""Danger that reaches a complaint which is there already ends in a review of that day, whatever was found before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from suar.casework.cases.models import Case
from suar.casework.cases.rules import instrument
from suar.casework.complaints import actions, alerts
from suar.casework.complaints.models import Complaint, Status
from suar.casework.conflicts import actions as conflicts
from suar.casework.contacts import actions as contacts
from suar.casework.duties.models import Duty
from suar.config.demo.clock import at
from suar.core.clocks.calendars import WIB
from suar.core.errors import Refused
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.casework.contacts.ground import a_draft, told
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_complaint, a_filed_complaint, a_triaged_complaint, a_user, an_officer

pytestmark = pytest.mark.django_db
CALM = {question.code: "no" for question in instrument().questions}
NOT_KNOWN = dict.fromkeys(CALM, "unknown")
URGENT = "house.complaint.triage_urgent"
WORDS = "Ayahnya memegang parang sekarang."


@pytest.fixture
def first() -> User:
    return an_officer()


@pytest.fixture
def second(first: User) -> User:
    return an_officer(first.office)


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("office", "case", "officer").get(pk=complaint.pk)


def news(complaint: Complaint, by: User) -> None:
    contacts.note_news(draft=a_draft(by), by=by, told=told(safe_now="no", story=WORDS), source=fresh(complaint))


def repeat(complaint: Complaint, of: Complaint, by: User) -> None:
    actions.close_as(complaint=fresh(complaint), status=Status.DUPLICATE, same_as=fresh(of), by=by)


def noise(complaint: Complaint, by: User) -> Complaint:
    return actions.close_as(complaint=fresh(complaint), status=Status.NOISE, noise="joke", by=by)


def reviewed(complaint: Complaint, by: User, answers: dict[str, str] = CALM) -> Complaint:
    return a_triaged_complaint(by, fresh(complaint), risk_answers=answers)


def owed(complaint: Complaint) -> list[Duty]:
    return list(Duty.objects.open().filter(subject=fresh(complaint).subject, kind="triage_complaint"))


def is_owed_today(complaint: Complaint) -> bool:
    (duty,) = owed(complaint)
    assert duty.due_at is not None
    return duty.rule == URGENT and duty.due_at.astimezone(WIB).date() == timezone.localdate()


def test_news_of_danger_asks_for_another_review_today_and_one_alone_closes_nothing(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    news(complaint, second)
    assert is_owed_today(complaint) and "Kontak" in owed(complaint)[0].what and owed(complaint)[0].officer == second
    assert (fresh(complaint).urgent, fresh(complaint).risk) == (True, "high")
    page, url = signed_in(first), reverse("complaints:complaint-detail", args=[complaint.pk])
    assert "Baca kabar itu di Kontak" in text_of(page, url)
    with pytest.raises(Refused):
        noise(complaint, second)
    reviewed(complaint, second)  # whoever wrote the danger down takes it back
    with pytest.raises(Refused, match="Risikonya tinggi"):
        noise(complaint, second)
    reviewed(complaint, first)
    with pytest.raises(Refused, match="orang kedua"):
        noise(complaint, first)
    assert "Menunggu telaah" not in text_of(page, url)
    assert noise(complaint, second).status == Status.NOISE and not owed(complaint)


def test_what_was_proposed_as_unfounded_before_the_danger_is_proposed_no_more(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    actions.propose_unfounded(complaint=fresh(complaint), why="Sekolah dan RT ditanya.", by=first)
    news(complaint, a_user(Role.SEKRETARIAT, first.office))
    assert fresh(complaint).unfounded_by is None
    with pytest.raises(Refused, match="Seorang mengusulkan dulu"):
        actions.close_as(complaint=fresh(complaint), status=Status.UNFOUNDED, by=second, why="Ya.")


def test_a_review_that_waits_already_is_owed_once_and_sooner(first: User) -> None:
    clerk = a_user(Role.SEKRETARIAT, first.office)
    complaint = a_complaint(clerk)
    (before,) = owed(complaint)
    assert before.rule == "house.complaint.triage"
    news(complaint, clerk)
    assert is_owed_today(complaint) and owed(complaint)[0].pk == before.pk and "Kontak" in owed(complaint)[0].what
    news(complaint, clerk)
    assert is_owed_today(complaint) and owed(complaint)[0].pk == before.pk
    notes = before.notes.filter(step__in=["recount", "ask_after"])
    assert [("Kontak" in note.text) for note in notes] == [True, True]


def test_of_one_that_nobody_read_the_review_outlasts_the_reading(first: User) -> None:
    complaint, clerk = a_filed_complaint(first.office, answers={}), a_user(Role.SEKRETARIAT, first.office)
    news(complaint, clerk)
    for reader in (clerk, first):
        actions.open_complaint(complaint=fresh(complaint), by=reader)
    assert is_owed_today(complaint)


def test_the_review_is_given_to_nobody_who_may_not_decide_or_not_see_it(first: User, second: User) -> None:
    clerk = a_user(Role.SEKRETARIAT, first.office)
    held = a_triaged_complaint(first, risk_answers=CALM, officer=first)
    news(held, clerk)
    assert owed(held)[0].officer == first
    withheld = a_triaged_complaint(first, risk_answers=CALM, officer=second)
    conflicts.recuse(subject=withheld.subject, office=first.office, by=second)
    news(withheld, clerk)
    gone = a_triaged_complaint(first, risk_answers=CALM, officer=second)
    accounts.deactivate(user=second, by=OPERATOR)
    news(gone, clerk)
    of_clerk = a_triaged_complaint(first, risk_answers=CALM, officer=clerk)
    news(of_clerk, clerk)
    assert [owed(one)[0].officer for one in (withheld, gone, of_clerk)] == [None] * 3


def test_the_watch_is_woken_anew_by_danger_of_what_was_read_and_decided_calm(first: User, settings: Settings) -> None:
    settings.SUAR_EMAIL = "smtps://surel.invalid"
    alerts._told_at.clear()
    ketua = a_user(Role.KETUA, first.office)
    accounts.edit_user(user=ketua, name=ketua.name, email="ketua@contoh.invalid", by=OPERATOR)
    complaint, now = a_filed_complaint(first.office, urgent=True), timezone.now()
    assert alerts.alert(now) == 1
    reviewed(complaint, first)
    assert alerts.alert(now + timedelta(hours=1)) == 0
    news(complaint, a_user(Role.SEKRETARIAT, first.office))
    assert alerts.alert(now + timedelta(hours=1)) == 1 and len(mail.outbox) == 2
    reviewed(complaint, first)
    assert alerts.alert(now + timedelta(hours=2)) == 0
    alerts._told_at.clear()


def test_an_urgent_duplicate_undoes_the_calm_of_what_it_repeats(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    other = a_complaint(second, urgent=True, story=WORDS)
    repeat(other, complaint, second)
    assert is_owed_today(complaint) and fresh(complaint).urgent
    with pytest.raises(Refused):
        noise(complaint, second)
    assert Entry.objects.filter(verb="complaint.danger", subject=complaint.subject).count() == 1
    actions.reopen(complaint=fresh(other), by=second)
    assert is_owed_today(other)


def test_nor_does_one_persons_calm_of_the_duplicate_count_for_the_first(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    other = reviewed(a_complaint(second, urgent=True, story=WORDS), second)
    repeat(other, complaint, second)
    with pytest.raises(Refused, match="Telaah dulu"):
        noise(complaint, second)


def test_a_grave_duplicate_brings_its_answers_and_whoever_found_them_lowers_nothing(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    other = reviewed(a_complaint(second), second, CALM | {"danger_now": "yes", "no_safe_place": "yes"})
    repeat(other, complaint, second)
    assert is_owed_today(complaint)
    reviewed(complaint, second)
    assert fresh(complaint).risk == "high"
    with pytest.raises(Refused, match="Risikonya tinggi"):
        noise(complaint, second)


def test_what_it_brought_stands_in_the_file_that_the_first_becomes(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    other = reviewed(a_complaint(second), second, CALM | {"danger_now": "yes", "no_safe_place": "yes"})
    repeat(other, complaint, second)
    case = actions.make_case(complaint=fresh(complaint), by=first)
    stored = Case.objects.get(pk=case.pk)
    assert (stored.risk, stored.safe_now) == ("high", "no") and not owed(complaint)


def test_a_duplicate_that_is_graver_without_danger_asks_for_a_review_and_wakes_nobody(
    first: User, second: User
) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    repeat(reviewed(a_complaint(second), second, CALM | {"reached_before": "yes"}), complaint, second)
    stored, (duty,) = fresh(complaint), owed(complaint)
    assert (stored.risk, stored.urgent, duty.rule) == ("medium", False, "house.complaint.triage")
    assert stored.triage is not None and stored.triage["risk_answers"]["reached_before"] == "yes"


def test_nor_is_a_high_duplicate_of_what_nobody_reviewed_closed_away_with_it(first: User, second: User) -> None:
    complaint = a_complaint(first)
    repeat(reviewed(a_complaint(second), second, CALM | {"controlled": "yes"}), complaint, second)
    assert (fresh(complaint).risk, fresh(complaint).urgent, len(owed(complaint))) == ("high", False, 1)
    with pytest.raises(Refused, match="Risikonya tinggi"):
        noise(complaint, first)


def test_what_can_be_read_no_more_takes_no_danger_over(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    keyholding.erase(subject=complaint.subject, by=OPERATOR, why="retention")
    with pytest.raises(Refused):
        repeat(a_complaint(second, urgent=True), complaint, second)


def joined(first: User, **facts: Any) -> Case:
    case = a_case(first, risk="low", safe_now="yes")
    complaint = a_triaged_complaint(first, a_complaint(first, story=WORDS, urgent=True), **facts)
    actions.make_case(complaint=fresh(complaint), by=first, case=Case.objects.select_related("child").get(pk=case.pk))
    return Case.objects.get(pk=case.pk)


def test_said_to_happen_now_and_not_known_better_it_makes_the_file_it_joins_unsafe(first: User) -> None:
    case = joined(first, risk_answers=NOT_KNOWN)
    assert (case.risk, case.safe_now) == ("high", "no")
    (seen,) = Duty.objects.open().filter(case_id=case.pk, kind="see_child")
    assert seen.due_at is not None and seen.due_at <= timezone.now() + timedelta(hours=24)


def test_found_calm_in_the_review_it_joins_without_danger(first: User) -> None:
    case = joined(first, risk_answers=CALM)
    assert (case.risk, case.safe_now) == ("low", "yes")


def test_whoever_found_as_much_before_is_no_second_look_after_somebody_elses_word(first: User) -> None:
    grave = CALM | {"danger_now": "yes", "no_safe_place": "yes"}
    complaint = a_triaged_complaint(first, risk_answers=grave)
    news(complaint, a_user(Role.SEKRETARIAT, first.office))
    reviewed(complaint, first)
    assert fresh(complaint).risk == "high"


def test_a_review_that_is_late_is_not_made_later_by_danger() -> None:
    with at(timezone.now() - timedelta(days=9)):
        clerk = a_user(Role.SEKRETARIAT)
        complaint = a_complaint(clerk)
    (before,) = owed(complaint)
    news(complaint, clerk)
    (now,) = owed(complaint)
    assert (now.due_at, now.rule) == (before.due_at, before.rule) and "Kontak" in now.what
