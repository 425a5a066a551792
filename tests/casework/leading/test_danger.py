"""Who leads changes, and a child in danger is seen no later by it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.duties.models import Duty
from suar.casework.leading import actions
from suar.config.demo.clock import at
from suar.core.documents.indonesian import ZONE
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency
from tests.casework.leading.ground import CONTACT, WHY, fresh, told
from tests.factories import a_case, an_agency, an_officer

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SEE = ("see_child", "lead_see_child")


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def officer(now: datetime) -> User:
    with at(now - timedelta(days=60)):
        return an_officer()


def name(case: Case, by: User, agency: Agency | None) -> None:
    actions.name_lead(case=fresh(case), agency=agency, by=by, why=WHY, contact=CONTACT if agency else "")


def owed(case: Case) -> dict[str, Duty]:
    return {duty.kind: duty for duty in Duty.objects.open().filter(case_id=case.pk, kind__in=SEE)}


def hours_left(duty: Duty, now: datetime) -> int:
    assert duty.due_at is not None
    return round((duty.due_at - now) / HOUR)


@pytest.fixture
def told_elsewhere(now: datetime, officer: User) -> Case:
    """A body leads and has seen the child; twenty hours ago danger was told."""
    with at(now - timedelta(days=9)):
        case = a_case(officer, risk="low", safe_now="yes")
        name(case, officer, an_agency())
    with at(now - timedelta(days=2)):
        told(fresh(case), officer)
    with at(now - 20 * HOUR):
        cases.learn_danger(case=fresh(case), by=officer)
    return case


def test_another_lead_owes_it_too_and_ours_stays(told_elsewhere: Case, officer: User, now: datetime) -> None:
    name(told_elsewhere, officer, an_agency())
    left = {kind: hours_left(duty, now) for kind, duty in owed(told_elsewhere).items()}
    assert left == {"see_child": 4, "lead_see_child": 24}


def test_taken_back_ours_goes_on_with_its_clock(told_elsewhere: Case, officer: User, now: datetime) -> None:
    (before,) = owed(told_elsewhere).values()
    name(told_elsewhere, officer, None)
    (after,) = owed(told_elsewhere).values()
    assert (after, hours_left(after, now)) == (before, 4)


@pytest.mark.parametrize(("risk", "age", "left"), [("medium", 60, 12), ("low", 156, 12), ("low", 20, 24)])
def test_nobody_is_late_from_the_first_moment(officer: User, now: datetime, risk: str, age: int, left: int) -> None:
    with at(now - age * HOUR):
        case = a_case(officer, risk=risk, safe_now="unknown")
    cases.set_safety(case=fresh(case), safe_now="no", note="", by=officer)
    name(case, officer, an_agency())
    assert {kind: hours_left(duty, now) for kind, duty in owed(case).items()} == {"lead_see_child": left}
    name(case, officer, None)
    assert {kind: hours_left(duty, now) for kind, duty in owed(case).items()} == {"see_child": left}


def test_nor_is_a_body_that_is_said_to_lead_for_days(officer: User, now: datetime) -> None:
    with at(now - timedelta(days=6)):
        case = a_case(officer, risk="low", safe_now="unknown")
    cases.set_safety(case=fresh(case), safe_now="no", note="", by=officer)
    since = timezone.localdate(now - timedelta(days=5))
    actions.name_lead(case=fresh(case), agency=an_agency(), by=officer, why=WHY, contact=CONTACT, since=since)
    (duty,) = owed(case).values()
    assert not duty.is_late(timezone.now())


def test_paper_makes_no_lead_late_that_heard_of_it_only_now(officer: User, now: datetime) -> None:
    with at(now - timedelta(days=3)):
        case, seen = (a_case(officer, risk="low", safe_now="unknown") for _ in "ab")
        for one in (case, seen):
            name(one, officer, an_agency())
    with at(now - timedelta(days=1)):
        cases.write_note(case=fresh(seen), by=officer, kind="visit", seen="Di rumah.")
    written = now - timedelta(days=2)
    for one in (case, seen):
        cases.write_sheet(case=fresh(one), by=officer, safe="no", at=written, on=timezone.localdate(written))
    assert hours_left(owed(case)["lead_see_child"], now) == 24
    assert hours_left(owed(seen)["lead_see_child"], now) > 24 and "see_child" not in owed(seen)


def test_the_leads_own_clock_is_that_of_danger_too(officer: User, now: datetime) -> None:
    with at(now - timedelta(days=1)):
        case = a_case(officer, risk="low", safe_now="yes")
        name(case, officer, an_agency())
    cases.learn_danger(case=fresh(case), by=officer)
    left = {kind: hours_left(duty, now) for kind, duty in owed(case).items()}
    assert left == {"see_child": 24, "lead_see_child": 24}


def test_a_file_that_opens_again_for_danger_is_seen_by_ours_and_by_the_lead(officer: User, now: datetime) -> None:
    case = a_case(officer, safe_now="yes")
    name(case, officer, an_agency())
    cases.propose_closure(case=fresh(case), reason="reintegrasi", note="Tercapai.", by=officer)
    cases.countersign_closure(case=fresh(case), by=an_officer(officer.office))
    cases.learn_danger(case=fresh(case), by=officer)
    assert not owed(case)
    cases.reopen(case=fresh(case), why="Belum aman.", by=officer)
    assert {kind: hours_left(duty, now) for kind, duty in owed(case).items()} == {"see_child": 24, "lead_see_child": 24}


def test_a_first_lead_gets_no_later_hour_for_it(officer: User, now: datetime) -> None:
    with at(now - timedelta(days=3)):
        case = a_case(officer, risk="low", safe_now="yes")
    with at(now - 20 * HOUR):
        cases.set_safety(case=fresh(case), safe_now="no", note="", by=officer)
    name(case, officer, an_agency())
    assert {kind: hours_left(duty, now) for kind, duty in owed(case).items()} == {"lead_see_child": 4}


def test_what_is_late_stays_ours_and_the_lead_has_its_own_time(officer: User, now: datetime) -> None:
    with at(now - timedelta(days=3)):
        case = a_case(officer, risk="low", safe_now="no")
    name(case, officer, an_agency())
    left = {kind: hours_left(duty, now) for kind, duty in owed(case).items()}
    assert left == {"see_child": -48, "lead_see_child": 24}


def test_a_child_that_is_safe_is_seen_by_whoever_leads_alone(officer: User, now: datetime) -> None:
    case = a_case(officer, risk="low", safe_now="yes")
    name(case, officer, an_agency())
    assert set(owed(case)) == {"lead_see_child"}


def test_a_body_that_leads_a_file_that_opened_in_danger_is_not_late_either(officer: User, now: datetime) -> None:
    with at(now - timedelta(days=6)):
        case = a_case(officer, risk="low", safe_now="no")
    since = timezone.localdate(now - timedelta(days=5))
    actions.name_lead(case=fresh(case), agency=an_agency(), by=officer, why=WHY, contact=CONTACT, since=since)
    assert hours_left(owed(case)["lead_see_child"], now) == 24


def test_a_lead_that_is_late_already_is_asked_after(officer: User, now: datetime) -> None:
    with at(now - timedelta(days=9)):
        case = a_case(officer, risk="high", safe_now="yes")
        name(case, officer, an_agency())
    late = owed(case)["lead_see_child"]
    cases.learn_danger(case=fresh(case), by=officer)
    assert owed(case)["lead_see_child"] == late
    assert [note.step for note in late.notes.all()] == ["ask_after"]
    assert hours_left(owed(case)["see_child"], now) == 24


def test_a_visit_of_the_lead_from_before_the_danger_ends_nothing(officer: User, now: datetime) -> None:
    with at(now - timedelta(days=6, hours=20)):
        case = a_case(officer, risk="low", safe_now="yes")
        name(case, officer, an_agency())
    cases.learn_danger(case=fresh(case), by=officer)
    yesterday = timezone.localdate(now) - timedelta(days=1)
    told(fresh(case), officer, seen_on=yesterday, sheet={"safe": "unknown"})
    assert "lead_see_child" in owed(case)
    told(fresh(case), officer, sheet={"safe": "unknown"})
    assert "lead_see_child" not in owed(case)


@pytest.mark.parametrize(("told_on", "seen_on", "left"), [(2, 0, 0), (2, 1, 0), (1, 1, 1), (0, 0, 1)])
def test_ours_who_saw_the_child_on_a_later_day_need_not_write_it_twice(
    officer: User, now: datetime, told_on: int, seen_on: int, left: int
) -> None:
    with at(now - timedelta(days=3)):
        case = a_case(officer, risk="low", safe_now="yes")
        name(case, officer, an_agency())
    with at(now - timedelta(days=told_on)):
        cases.learn_danger(case=fresh(case), by=officer)
    day = timezone.localdate(now - timedelta(days=seen_on))
    told(fresh(case), officer, how="visit", seen_by="commission", seen_on=day, sheet={"safe": "yes"})
    assert len([kind for kind in owed(case) if kind == "see_child"]) == left


def test_ours_who_saw_the_child_in_danger_see_it_again(officer: User, now: datetime) -> None:
    with at(now - timedelta(days=3)):
        case = a_case(officer, risk="low", safe_now="yes")
        name(case, officer, an_agency())
    with at(now - 30 * HOUR):
        cases.learn_danger(case=fresh(case), by=officer)
    told(fresh(case), officer, how="visit", seen_by="commission", sheet={"safe": "no"})
    assert hours_left(owed(case)["see_child"], now) == 24


@pytest.mark.parametrize("days_ago", [0, 1])
def test_a_lead_that_saw_the_child_in_danger_owes_no_visit_for_that_day(
    officer: User, now: datetime, days_ago: int
) -> None:
    with at(now - timedelta(days=3)):
        case = a_case(officer, risk="high", safe_now="yes")
        name(case, officer, an_agency())
    day = timezone.localdate(now - timedelta(days=days_ago))
    told(fresh(case), officer, seen_on=day, sheet={"safe": "no", "on": day})
    assert set(owed(case)) == {"see_child"}


@pytest.mark.parametrize("told_after", [0, 1])
def test_what_the_lead_saw_on_the_day_of_the_danger_leaves_somebody_who_sees_the_child(
    officer: User, now: datetime, told_after: int
) -> None:
    """Ours led when it was told, so that only the lead owes the visit."""
    morning = datetime.combine(timezone.localdate(now) - timedelta(days=2), time(11), ZONE)
    with at(morning - timedelta(days=5)):
        case = a_case(officer, risk="low", safe_now="yes")
    with at(morning):
        cases.learn_danger(case=fresh(case), by=officer)
    with at(morning + 2 * HOUR):
        name(case, officer, an_agency())
    with at(morning + 3 * HOUR + timedelta(days=told_after)):
        told(fresh(case), officer, seen_on=morning.date(), sheet={"safe": "unknown"})
    assert "lead_see_child" in owed(case)


def test_ours_that_was_told_too_late_in_pantau_was_late(officer: User, now: datetime) -> None:
    midnight = datetime.combine(timezone.localdate(now) - timedelta(days=1), time.min, ZONE)
    with at(now - timedelta(days=9)):
        case = a_case(officer, risk="low", safe_now="yes")
        name(case, officer, an_agency())
    with at(midnight - 15 * HOUR):
        cases.learn_danger(case=fresh(case), by=officer)
    with at(midnight + 20 * HOUR):
        told(fresh(case), officer, how="visit", seen_by="commission", seen_on=midnight.date())
    duty = Duty.objects.get(case_id=case.pk, kind="see_child", status="done")
    assert (duty.due_at, duty.done_at) == (midnight + 9 * HOUR, midnight + 20 * HOUR)
