"""The one next step of every file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.following import next_step
from suar.casework.cases.models import Case
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.registry.accounts.models import User
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_closed_case, a_late_duty, an_agency, an_officer

NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)


def owed(n: int, hours: float | None, **facts: Any) -> Duty:
    due = None if hours is None else NOW + timedelta(hours=hours)
    return Duty(**{"id": UUID(int=n), "kind": "other", "due_at": due, "turn_at": due or NOW, **facts})


def test_late_comes_first_then_at_once_then_the_nearest_day_then_a_question_then_what_has_no_day() -> None:
    late, later = owed(1, -1), owed(2, -50)
    at_once, near, far = owed(3, 20, unit="immediately"), owed(4, 2), owed(5, 200)
    question, undated = owed(6, None, kind="ask_date"), owed(7, None)
    left = [undated, question, far, near, at_once, late, later]
    for expected in (later, late, at_once, near, far, question, undated):
        assert next_step(left, NOW) is expected
        left.remove(expected)
    assert next_step(left, NOW) is None


def test_on_an_unchecked_limit_nothing_is_late_and_what_is_closed_is_no_step() -> None:
    doubtful, near = owed(1, -90, certainty="verify"), owed(2, -1)
    done, cancelled = owed(3, -99, status="done", done_at=NOW), owed(4, -99, status="cancelled")
    assert next_step([doubtful, near, done, cancelled], NOW) is near
    assert next_step([done, cancelled], NOW) is None


def test_of_two_due_at_one_moment_it_is_always_the_same() -> None:
    one, other = owed(1, 5), owed(2, 5)
    assert next_step([one, other], NOW) is next_step([other, one], NOW) is one


@pytest.fixture
def officer() -> User:
    return an_officer()


def without_duties(case: Case, by: User) -> Case:
    for duty in Duty.objects.open().filter(case_id=case.pk).select_related("office"):
        duties.cancel(duty=duty, by=by, why="Contoh.")
    return case


@pytest.mark.django_db
def test_the_list_and_the_file_say_what_is_next_and_what_an_agency_is_late_with_stands_before_our_own(
    officer: User,
) -> None:
    case = a_case(officer)
    duty = a_late_duty(an_agency(), office=officer.office, subject=case.child_id, case_id=case.pk)
    assert duty.is_late(timezone.now())
    browser = signed_in(officer)
    for url in (reverse("cases:case-list"), reverse("cases:case-detail", args=[case.pk])):
        text = text_of(browser, url)
        assert "Langkah berikut" in text and "Jawab permintaan komisi" in text


@pytest.mark.django_db
def test_no_open_file_is_without_a_next_step_and_a_closed_one_waits_for_nothing(officer: User) -> None:
    case = without_duties(a_case(officer), officer)
    closed = without_duties(a_closed_case(officer), officer)
    browser = signed_in(officer)
    listed = text_of(browser, reverse("cases:case-list"))
    assert listed.count("Tulis lembar pantau") == 1
    assert reverse("cases:sheet-add", args=[case.pk]) in text_of(browser, reverse("cases:case-detail", args=[case.pk]))
    assert "Tidak ada yang terbuka." in text_of(browser, reverse("cases:case-detail", args=[closed.pk]))
