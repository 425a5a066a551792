"""Every clock of risk, plan, review and check-in against a table of dates, worked out by hand.

The house's clocks count hours and calendar days of 24 hours from the moment of the event, months by the calendar:
neither a weekend nor a holiday nor a closed day of Gawai moves them, since a child waits on these days too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pytest

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.cases.rules import instrument
from suar.casework.duties import actions as duties
from suar.casework.duties.actions.tick import ESCALATE_AFTER
from suar.casework.duties.limits import limit
from suar.casework.duties.models import Duty
from suar.casework.plans import actions
from suar.config.demo import clock
from suar.core.clocks import actions as clocks
from suar.core.clocks.calendars import WIB
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Role, User
from tests.casework.plans.ground import assessed, closed, duty, planned, settled
from tests.factories import a_case, a_user, an_officer

SEE, PLAN, WATCH, REVIEW = "house.see_child", "house.plan", "house.monitoring", "house.supervisor_review"
ASSESS, FIRST, SECOND, THIRD = (
    "house.assessment",
    "house.aftercare.first",
    "house.aftercare.second",
    "house.aftercare.third",
)
GAWAI = frozenset({date(2027, 6, 1), date(2027, 6, 2)})


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


# rule → event → due. Friday 5 March 2027; the long weekend of Wafat and Paskah 26 to 28 March 2027; 28 February 2028 is
# in a leap year; 31 January has no such day in February.
TABLE = [
    # see the child: 24 hours, 72 hours, 7 days
    (f"{SEE}.high", "2027-03-05 17:45", "2027-03-06 17:45"),  # Friday evening → Saturday evening
    (f"{SEE}.high", "2027-12-31 23:30", "2028-01-01 23:30"),  # into a holiday
    (f"{SEE}.medium", "2027-03-05 17:45", "2027-03-08 17:45"),  # the weekend counts
    (f"{SEE}.medium", "2028-02-28 08:00", "2028-03-02 08:00"),  # over 29 February
    (f"{SEE}.low", "2027-03-05 17:45", "2027-03-12 17:45"),
    (f"{SEE}.low", "2027-05-28 09:00", "2027-06-04 09:00"),  # over Gawai
    # plan: 7, 14, 30 days
    (f"{PLAN}.high", "2027-03-05 17:45", "2027-03-12 17:45"),
    (f"{PLAN}.high", "2027-03-21 10:00", "2027-03-28 10:00"),  # ends on a Sunday and holiday
    (f"{PLAN}.medium", "2027-05-25 10:00", "2027-06-08 10:00"),
    (f"{PLAN}.medium", "2028-02-20 10:00", "2028-03-05 10:00"),
    (f"{PLAN}.low", "2027-01-31 10:00", "2027-03-02 10:00"),  # 30 days, no month
    (f"{PLAN}.low", "2028-01-31 10:00", "2028-03-01 10:00"),
    # monitoring: a week, a fortnight, a month
    (f"{WATCH}.high", "2027-03-05 17:45", "2027-03-12 17:45"),
    (f"{WATCH}.medium", "2027-03-05 17:45", "2027-03-19 17:45"),
    (f"{WATCH}.low", "2027-01-31 10:00", "2027-02-28 10:00"),  # the last day there is
    (f"{WATCH}.low", "2028-01-31 10:00", "2028-02-29 10:00"),
    # review: 14, 30, 90 days
    (f"{REVIEW}.high", "2027-03-05 17:45", "2027-03-19 17:45"),
    (f"{REVIEW}.high", "2027-05-20 10:00", "2027-06-03 10:00"),  # over Gawai
    (f"{REVIEW}.medium", "2027-03-05 17:45", "2027-04-04 17:45"),
    (f"{REVIEW}.medium", "2028-02-01 10:00", "2028-03-02 10:00"),
    (f"{REVIEW}.low", "2027-03-05 17:45", "2027-06-03 17:45"),
    (f"{REVIEW}.low", "2027-12-01 10:00", "2028-02-29 10:00"),
    # assessed again: 3, 7, 14 days
    (f"{ASSESS}.high", "2027-03-05 17:45", "2027-03-08 17:45"),
    (f"{ASSESS}.medium", "2027-03-05 17:45", "2027-03-12 17:45"),
    (f"{ASSESS}.low", "2027-05-25 10:00", "2027-06-08 10:00"),
    # check-ins: 1, 3 and 6 months
    (FIRST, "2027-03-05 17:45", "2027-04-05 17:45"),
    (FIRST, "2027-01-31 09:00", "2027-02-28 09:00"),
    (FIRST, "2028-01-30 09:00", "2028-02-29 09:00"),
    (SECOND, "2027-11-30 09:00", "2028-02-29 09:00"),
    (SECOND, "2026-11-30 09:00", "2027-02-28 09:00"),
    (THIRD, "2027-08-31 09:00", "2028-02-29 09:00"),
    (THIRD, "2027-03-05 17:45", "2027-09-05 17:45"),
]


@pytest.mark.parametrize(("rule", "event", "due"), TABLE, ids=[f"{rule} {event}" for rule, event, _due in TABLE])
def test_each_clock_is_due_when_the_table_says(rule: str, event: str, due: str) -> None:
    found = limit(rule, moment(event))
    assert found.due_at == moment(due)
    assert found.certainty == "house"
    assert limit(rule, moment(event), closures=GAWAI).due_at == moment(due), "a closed day moves none of them"


def test_the_table_has_every_clock() -> None:
    levels = {f"{rule}.{risk}" for rule in (SEE, PLAN, WATCH, REVIEW, ASSESS) for risk in ("high", "medium", "low")}
    assert {rule for rule, _event, _due in TABLE} == levels | {FIRST, SECOND, THIRD}


# rule → event → pause → due. The clock stands still for as long as the pause falls within it.
PAUSED = [
    (f"{SEE}.high", "2027-03-05 17:45", ("2027-03-06 06:00", "2027-03-06 18:00"), "2027-03-07 05:45"),
    (f"{SEE}.high", "2027-03-05 17:45", ("2027-03-01 00:00", "2027-03-05 20:45"), "2027-03-06 20:45"),  # begun before
    (
        f"{SEE}.medium",
        "2027-03-05 17:45",
        ("2027-03-09 00:00", "2027-03-10 00:00"),
        "2027-03-08 17:45",
    ),  # after its end
    (f"{PLAN}.high", "2027-03-05 17:45", ("2027-03-08 08:00", "2027-03-10 08:00"), "2027-03-14 17:45"),
    (f"{PLAN}.low", "2028-02-20 10:00", ("2028-02-28 10:00", "2028-03-01 10:00"), "2028-03-23 10:00"),  # two days
    (f"{WATCH}.low", "2027-01-31 10:00", ("2027-02-10 10:00", "2027-02-11 10:00"), "2027-03-01 10:00"),
    (FIRST, "2027-03-05 17:45", ("2027-04-01 00:00", "2027-04-08 00:00"), "2027-04-12 17:45"),
]


@pytest.mark.parametrize(("rule", "event", "pause", "due"), PAUSED)
def test_a_pause_moves_the_end_by_what_of_it_falls_within(
    rule: str, event: str, pause: tuple[str, str], due: str
) -> None:
    begins, ends = pause
    assert limit(rule, moment(event), pauses=[(moment(begins), moment(ends))]).due_at == moment(due)


@pytest.mark.parametrize("risk", ["high", "medium", "low"])
def test_a_missing_plan_reaches_the_ketua_before_a_review_from_the_opening_would(risk: str) -> None:
    """Why the review's clock may begin with the first plan: until then the plan's own is the nearer one."""
    opened = moment("2027-03-05 17:45")
    assert limit(f"{PLAN}.{risk}", opened).due_at + ESCALATE_AFTER <= limit(f"{REVIEW}.{risk}", opened).due_at


# a file as it is lived

OPENED = moment("2027-03-05 17:45")  # a Friday evening
pytestmark = pytest.mark.django_db


@contextmanager
def on(text: str) -> Iterator[None]:
    with clock.at(moment(text)):
        yield


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def ketua(officer: User) -> User:
    return a_user(Role.KETUA, officer.office)


def opened(officer: User, risk: str) -> Case:
    with clock.at(OPENED):
        return a_case(officer, risk=risk, safe_now="yes")


def due(case: Case, kind: str) -> datetime | None:
    found = duty(case, kind).due_at
    return found.astimezone(WIB) if found else None


@pytest.mark.parametrize(
    ("risk", "expected"),
    [
        ("high", ("2027-03-06 17:45", "2027-03-12 17:45", "2027-03-12 17:45", "2027-03-24 09:00")),
        ("medium", ("2027-03-08 17:45", "2027-03-19 17:45", "2027-03-19 17:45", "2027-04-09 09:00")),
        ("low", ("2027-03-12 17:45", "2027-04-04 17:45", "2027-04-05 17:45", "2027-06-08 09:00")),
        ("unknown", ("2027-03-06 17:45", "2027-03-12 17:45", "2027-03-12 17:45", "2027-03-24 09:00")),
    ],
)
def test_from_the_opening_and_from_the_first_plan(
    officer: User, ketua: User, risk: str, expected: tuple[str, str, str, str]
) -> None:
    case = opened(officer, risk)
    see, plan, watch, review = map(moment, expected)
    assert (due(case, "see_child"), due(case, "plan"), due(case, "monitor")) == (see, plan, watch)
    assert not Duty.objects.filter(case_id=case.pk, kind="supervisor_review").exists()
    with on("2027-03-10 09:00"):
        planned(case, officer, ketua)
    assert due(case, "supervisor_review") == review


def test_a_review_is_counted_from_the_last_one_by_the_risk_of_that_day(officer: User, ketua: User) -> None:
    case = opened(officer, "medium")
    with on("2027-03-10 09:00"):
        planned(case, officer, ketua)
    with on("2027-04-05 14:00"):
        actions.review(case=case, by=ketua, verdict="continue", words="Berjalan.")
    assert due(case, "supervisor_review") == moment("2027-05-05 14:00")


def test_a_higher_risk_brings_the_review_nearer_from_that_moment(officer: User, ketua: User) -> None:
    case = opened(officer, "low")
    with on("2027-03-10 09:00"):
        planned(case, officer, ketua)
    assert due(case, "supervisor_review") == moment("2027-06-08 09:00")
    with on("2027-04-01 08:00"):
        cases.assess_risk(case=case, answers={"threat": "yes"}, by=officer)
    assert case.risk == "high"
    assert due(case, "supervisor_review") == moment("2027-04-15 08:00")
    assert duty(case, "supervisor_review").rule == "house.supervisor_review.high"


def test_a_higher_risk_makes_no_review_later(officer: User, ketua: User) -> None:
    case = opened(officer, "low")
    with on("2027-03-10 09:00"):
        planned(case, officer, ketua)
    with on("2027-06-01 08:00"):  # a week before it is due: fourteen days would be later
        cases.assess_risk(case=case, answers={"threat": "yes"}, by=officer)
    assert due(case, "supervisor_review") == moment("2027-06-08 09:00")


def test_a_lower_risk_that_a_second_person_confirms_counts_from_the_next_review(officer: User, ketua: User) -> None:
    case = opened(officer, "high")
    with on("2027-03-10 09:00"):
        planned(case, officer, ketua)
    with on("2027-03-12 09:00"):
        row = cases.assess_risk(
            case=case, answers=dict.fromkeys([question.code for question in instrument().questions], "no"), by=officer
        )
    assert case.risk == "high" and row.level != "high", "until then the higher one counts"
    with on("2027-03-13 09:00"):
        cases.confirm_risk(assessment=row, by=ketua)
    assert due(case, "supervisor_review") == moment("2027-03-24 09:00"), "nothing promised is made later"
    case.refresh_from_db()
    with on("2027-03-24 08:00"):
        actions.review(case=case, by=ketua, verdict="continue", words="Berjalan.")
    days = {"medium": "2027-04-23 08:00", "low": "2027-06-22 08:00"}
    assert due(case, "supervisor_review") == moment(days[row.level])


def test_a_review_stands_still_for_nobody(officer: User, ketua: User) -> None:
    case = opened(officer, "high")
    with on("2027-03-10 09:00"):
        planned(case, officer, ketua)
        with pytest.raises(Exception, match="langkahnya sendiri"):
            duties.pause(
                duty=duty(case, "supervisor_review"), begins=moment("2027-03-11 09:00"),
                ends=moment("2027-03-12 09:00"), reason="child", by=ketua,
            )  # fmt: skip


def test_a_plan_that_was_paused_is_due_that_much_later(officer: User, ketua: User) -> None:
    case = opened(officer, "high")
    clocks.add_closure(on=date(2027, 3, 9), name="Gawai Contoh", by=OPERATOR)
    with on("2027-03-08 09:00"):
        duties.pause(
            duty=duty(case, "plan"), begins=moment("2027-03-08 08:00"), ends=moment("2027-03-10 08:00"),
            reason="unreachable", by=ketua,
        )  # fmt: skip
    assert due(case, "plan") == moment("2027-03-14 17:45")


def test_after_closure_one_three_and_six_months_and_after_a_reopening_everything_anew(
    officer: User, ketua: User
) -> None:
    case = opened(officer, "high")
    with on("2027-03-10 09:00"):
        planned(case, officer, ketua)
        settled(case, officer)
        cases.write_note(case=case, by=officer, kind="visit", seen="Anak tenang.")
    with on("2027-08-30 09:00"):
        cases.write_sheet(case=case, by=officer, safe="yes", state="Tenang.")
    with on("2027-08-31 09:00"):
        closed(case, officer, ketua)
    months = {
        "after_care_1m": "2027-09-30 09:00",
        "after_care_3m": "2027-11-30 09:00",
        "after_care_6m": "2028-02-29 09:00",
    }
    assert {kind: due(case, kind) for kind in months} == {kind: moment(text) for kind, text in months.items()}
    with on("2027-10-01 20:00"):  # a Friday evening
        cases.reopen(case=case, why="Anak kembali dicari.", by=officer)
    anew = {
        "see_child": "2027-10-02 20:00", "assess_needs": "2027-10-04 20:00", "plan": "2027-10-08 20:00",
        "monitor": "2027-10-08 20:00",
    }  # fmt: skip
    assert {kind: due(case, kind) for kind in anew} == {kind: moment(text) for kind, text in anew.items()}
    assert not Duty.objects.open().filter(case_id=case.pk, kind__in=[*months, "supervisor_review"]).exists()
    with on("2027-10-05 09:00"):
        assessed(case, officer)
        planned(case, officer, ketua)
    assert due(case, "supervisor_review") == moment("2027-10-19 09:00")


def test_a_line_is_due_at_the_end_of_its_day_weekend_or_not(officer: User, ketua: User) -> None:
    case = opened(officer, "high")
    with on("2027-03-10 09:00"):
        planned(case, officer, ketua)
    assert due(case, "plan_step") == moment("2027-03-20 23:59:59"), "a Saturday ten days later"
