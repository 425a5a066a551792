"""The clock of a danger runs from when it was said; a visit since then answers it, whenever it is written down."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from suar.casework.cases import actions
from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.complaints import danger
from suar.casework.complaints.models import Complaint
from suar.casework.contacts import actions as contacts
from suar.config.demo.clock import at
from suar.registry.accounts.models import User
from tests.casework.cases.stored import NO, seeing, whole
from tests.casework.contacts.ground import a_draft, complaint_of, told
from tests.factories import a_case, a_complaint, a_filed_complaint, a_triaged_complaint, an_officer

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def officer(now: datetime) -> User:
    with at(now - timedelta(days=60)):
        return an_officer()


@pytest.fixture
def case(now: datetime, officer: User) -> Case:
    """A calm file of nine days, whose child was seen."""
    with at(now - timedelta(days=9)):
        case = a_case(officer, risk="medium", safe_now="yes")
        visit(case, officer, timezone.now())
    assert not seeing(case)
    return case


def visit(case: Case, by: User, when: datetime) -> None:
    actions.write_note(case=whole(case), by=by, kind="visit", seen="Anak di rumah bibinya.", at=when)


def news(case: Case, by: User, called: datetime | None = None) -> None:
    contacts.note_news(draft=a_draft(by), by=by, told=told(safe_now="no", at=called), source=whole(case))


def test_news_counts_from_the_call(case: Case, officer: User, now: datetime) -> None:
    news(case, officer, now - 10 * HOUR)
    (duty,) = seeing(case)
    assert duty.due_at == now + 14 * HOUR


def test_an_intake_that_stood_open_counts_from_when_it_was_opened(case: Case, officer: User, now: datetime) -> None:
    with at(now - 3 * HOUR):
        draft = a_draft(officer)
    contacts.note_news(draft=draft, by=officer, told=told(safe_now="no"), source=whole(case))
    (duty,) = seeing(case)
    assert duty.due_at == draft.began_at + 24 * HOUR


@pytest.mark.parametrize("visit_is_typed", ["first", "afterwards"])
def test_whoever_ran_to_the_child_and_wrote_afterwards_owes_no_other_visit(
    case: Case, officer: User, now: datetime, visit_is_typed: str
) -> None:
    if visit_is_typed == "first":
        visit(case, officer, now - 9 * HOUR)
    news(case, officer, now - 10 * HOUR)
    if visit_is_typed == "afterwards":
        visit(case, officer, now - 9 * HOUR)
    assert not seeing(case) and whole(case).safe_now == "no"


def test_an_older_call_that_is_typed_later_takes_no_later_danger_back(case: Case, officer: User, now: datetime) -> None:
    news(case, officer, now - 2 * HOUR)
    news(case, officer, now - 10 * HOUR)
    visit(case, officer, now - 9 * HOUR)
    (duty,) = seeing(case)
    assert duty.due_at == now + 14 * HOUR
    visit(case, officer, now - HOUR)
    assert not seeing(case)


def test_a_complaint_that_joins_brings_the_danger_that_was_told_of_it_last(
    case: Case, officer: User, now: datetime
) -> None:
    with at(now - 30 * HOUR):
        further = a_triaged_complaint(officer, risk_answers=NO)
    further = Complaint.objects.select_related("office").get(pk=further.pk)
    contacts.note_news(draft=a_draft(officer), by=officer, told=told(safe_now="no", at=now - 5 * HOUR), source=further)
    visit(case, officer, now - 20 * HOUR)
    complaints.make_case(
        complaint=Complaint.objects.select_related("office").get(pk=further.pk), by=officer, case=whole(case)
    )
    (duty,) = seeing(case)
    assert duty.due_at == now + 19 * HOUR


def test_what_the_first_review_found_in_a_complaint_that_joins_counts_from_that_review(
    case: Case, officer: User, now: datetime
) -> None:
    with at(now - 5 * 24 * HOUR):
        further = a_complaint(officer)
    visit(case, officer, now - 20 * HOUR)
    with at(now - HOUR):
        further = a_triaged_complaint(officer, further, risk_answers=NO | {"danger_now": "yes"})
    complaints.make_case(complaint=further, by=officer, case=whole(case))
    (duty,) = seeing(case)
    assert duty.due_at is not None and now < duty.due_at <= now + 23 * HOUR


def test_a_second_look_makes_it_no_later(case: Case, officer: User, now: datetime) -> None:
    with at(now - 60 * HOUR):
        further = a_triaged_complaint(officer, risk_answers=NO | {"danger_now": "yes"})
    with at(now - HOUR):
        further = a_triaged_complaint(officer, further, risk_answers=NO | {"danger_now": "yes"})
    complaints.make_case(complaint=further, by=officer, case=whole(case))
    (duty,) = seeing(case)
    assert duty.due_at is not None and duty.due_at < now - 35 * HOUR


def test_what_the_form_said_itself_counts_from_when_it_was_read(case: Case, officer: User, now: datetime) -> None:
    with at(now - 80 * HOUR):
        filed = a_filed_complaint(officer.office)
    with at(now - 79 * HOUR):
        further = complaints.open_complaint(complaint=Complaint.objects.get(pk=filed.pk), by=officer)
    assert danger.is_said(further) and not further.urgent
    with at(now - HOUR):
        further = a_triaged_complaint(officer, further, risk_answers={})
    complaints.make_case(complaint=further, by=officer, case=whole(case))
    (duty,) = seeing(case)
    assert duty.due_at == now - 55 * HOUR


def test_a_call_that_is_typed_later_and_joins_counts_from_the_call(case: Case, officer: User, now: datetime) -> None:
    words = told(safe_now="no", at=now - 40 * HOUR)
    further = complaint_of(contacts.file(draft=a_draft(officer), by=officer, told=words))
    visit(case, officer, now - 30 * HOUR)
    further = a_triaged_complaint(officer, further, risk_answers=NO | {"danger_now": "yes"})
    complaints.make_case(complaint=further, by=officer, case=whole(case))
    assert whole(case).safe_now == "no" and not seeing(case)


def test_a_pasted_chat_tells_it_when_it_is_read(case: Case, officer: User, now: datetime) -> None:
    """Its hour is that of its first message, perhaps weeks ago."""
    visit(case, officer, now - 9 * HOUR)
    words = told(safe_now="no", at=now - 10 * 24 * HOUR, chat="Kakak: tolong")
    contacts.note_news(draft=a_draft(officer, channel="whatsapp"), by=officer, told=words, source=whole(case))
    (duty,) = seeing(case)
    assert not duty.is_late(now)


@pytest.mark.parametrize(("seen", "owed"), [(20, 0), (40, 1)])
def test_a_complaint_that_joins_tells_it_from_when_it_was_heard(
    case: Case, officer: User, now: datetime, seen: int, owed: int
) -> None:
    with at(now - 30 * HOUR):
        further = a_triaged_complaint(
            officer, a_complaint(officer, urgent=True), risk_answers=NO | {"danger_now": "yes"}
        )
    visit(case, officer, now - seen * HOUR)
    complaints.make_case(complaint=further, by=officer, case=whole(case))
    assert whole(case).safe_now == "no" and len(seeing(case)) == owed


def test_a_sheet_about_an_earlier_day_tells_of_no_danger_since(case: Case, officer: User, now: datetime) -> None:
    with at(now - timedelta(days=2)):
        news(case, officer)
    actions.write_sheet(case=whole(case), by=officer, safe="no", on=timezone.localdate(now - timedelta(days=4)))
    visit(case, officer, now - 47 * HOUR)
    assert not seeing(case)


@pytest.mark.parametrize("way", ["sheet", "news"])
def test_danger_of_now_is_owed_though_the_clock_was_set_back(
    case: Case, officer: User, now: datetime, way: str
) -> None:
    visit(case, officer, now)
    with at(now - HOUR / 2):
        if way == "sheet":
            actions.write_sheet(case=whole(case), by=officer, safe="no")
        else:
            news(case, officer)
    assert whole(case).safe_now == "no" and len(seeing(case)) == 1
