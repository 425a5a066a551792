"""The figures on hand-made rows: each counted once, in its office and period, and nothing that does not stand."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from suar.casework.cases.models import Batch, Case, MonitoringSheet
from suar.casework.children.models import Child
from suar.casework.complaints.models import Complaint, GroupFinding, HandOver
from suar.casework.duties.models import Duty
from suar.core.vault import keys
from suar.insight.reports.figures import Figures, Scope, count
from suar.insight.reports.periods import parse
from suar.registry.accounts.models import Office
from suar.registry.agencies.models import Agency
from tests.factories import a_user, an_agency, an_office, number
from tests.insight.reports.builders import a_factor, some_cases, stored

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 6, 15, 5, tzinfo=UTC)


@pytest.fixture
def office() -> Office:
    return an_office()


def counted(office: Office, period: str = "2021", now: datetime | None = None) -> Figures:
    return count(Scope(office, parse(period), now or timezone.now()))


def test_an_office_without_cases_counts_nothing(office: Office) -> None:
    figures = counted(office)
    assert figures["rows"] == figures["children"] == figures["complaints"] == figures["sheets"] == 0
    assert figures["by_cluster"] == {} and figures["former"] is None
    assert figures["own_duties"] == {"kept": 0, "late": 0, "running": 0, "due": 0}


def test_cases_are_counted_by_klaster_kind_place_month_and_child(office: Office) -> None:
    some_cases(
        office,
        [
            {"cluster": "abh", "kind": "non", "region_code": "61.71.02.1003", "age": 15, "child_role": "suspect"},
            {"cluster": "abh", "region_code": "61.71", "opened_on": date(2021, 12, 31), "age": 5, "sex": "L"},
            {
                "cluster": "trafficking",
                "region_code": "63.01",
                "age": None,
                "sex": "",
                "risk": "high",
                "channel": "form",
            },
        ],
    )
    figures = counted(office)
    assert figures["by_cluster"] == {"ABH": 2, "Trafficking dan Eksploitasi": 1}
    assert figures["by_cluster_kind"] == {
        "ABH / non": 1,
        "ABH / pengaduan": 1,
        "Trafficking dan Eksploitasi / pengaduan": 1,
    }
    assert figures["by_district"] == {"": 1, "61.71": 2}
    assert figures["by_month"] == {"2021-05": 2, "2021-12": 1}
    assert figures["by_sex"] == {"": 1, "L": 1, "P": 1}
    assert figures["by_age"] == {"": 1, "0-5": 1, "13-15": 1}
    assert figures["abh_by_role"] == {"suspect": 1, "unknown": 1}
    assert figures["by_risk"] == {"high": 1, "unknown": 2}
    assert figures["by_channel"] == {"": 2, "form": 1}


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "0-5"),
        (5, "0-5"),
        (6, "6-12"),
        (12, "6-12"),
        (13, "13-15"),
        (15, "13-15"),
        (16, "16-17"),
        (17, "16-17"),
        (18, "18+"),
        (44, "18+"),
        (None, ""),
    ],
)
def test_an_age_falls_into_one_band(office: Office, age: int | None, band: str) -> None:
    some_cases(office, [{"age": age}])
    assert counted(office)["by_age"] == {band: 1}


def test_the_first_and_last_day_belong_to_the_period(office: Office) -> None:
    days = [date(2020, 12, 31), date(2021, 1, 1), date(2021, 3, 31), date(2021, 4, 1)]
    some_cases(office, [{"opened_on": day} for day in days])
    figures = counted(office, "2021-Q1")
    assert figures["rows"] == 2
    assert figures["former"] == {"rows": 1, "by_cluster": {"Hak Sipil dan Partisipasi": 1}, "by_kind": {"pengaduan": 1}}


def test_another_offices_cases_do_not_count(office: Office) -> None:
    elsewhere = an_office("sambas", "KPPAD Kabupaten Sambas")
    some_cases(office, [{}])
    some_cases(elsewhere, [{}, {}])
    assert counted(office)["rows"] == 1
    assert counted(elsewhere)["rows"] == 2


def test_rows_of_an_import_that_is_not_visible_do_not_count(office: Office) -> None:
    hidden, shown = Batch(id=uuid.uuid4()), Batch(id=uuid.uuid4(), visible=True)
    stored(hidden, shown)
    cases = some_cases(office, [{"batch": hidden}, {"batch": shown}, {}])
    agency = an_agency()
    by = a_user()
    stored(*(a_sheet(case, by, asked_of=agency, answer="waiting") for case in cases))
    figures = counted(office)
    assert (figures["rows"], figures["sheets"], figures["requests_total"]["asked"]) == (2, 2, 2)


def test_cases_and_children_are_counted_apart(office: Office) -> None:
    child = Child(id=uuid.uuid4(), office=office, sex="P")
    some_cases(office, [{"child": child}, {"child": child, "cluster": "abh"}, {}])
    figures = counted(office)
    assert (figures["rows"], figures["children"]) == (3, 2)


def test_closed_cases_count_by_reason_and_waiting_for_a_signature_is_open(office: Office) -> None:
    done = {"status": "closed", "closing_reason": "reintegrasi", "closed_on": date(2021, 9, 1)}
    some_cases(office, [done, {"status": "closing", "closing_reason": "rujuk"}, {}])
    figures = counted(office)
    assert figures["by_status"] == {"closed": 1, "open": 2}
    assert figures["by_reason"] == {"reintegrasi": 1}


def a_complaint(office: Office, **facts: Any) -> Complaint:
    given = {"channel": "form", "kind": "pengaduan", "status": "read", "received_at": NOON, **facts}
    return Complaint(id=uuid.uuid4(), office=office, subject=uuid.uuid4(), number=f"P-{next(number):05d}", **given)


def test_complaints_count_by_what_became_of_them_in_the_offices_own_days(office: Office) -> None:
    stored(
        a_complaint(office, status="noise", noise="test"),
        a_complaint(office, status="out_of_remit", channel="phone"),
        a_complaint(office, received_at=datetime(2020, 12, 31, 17, tzinfo=UTC)),  # midnight of the new year here
        a_complaint(office, received_at=datetime(2020, 12, 31, 16, 59, tzinfo=UTC)),
        a_complaint(office, received_at=datetime(2021, 12, 31, 17, tzinfo=UTC)),
    )
    figures = counted(office)
    assert figures["complaints"] == 3
    assert figures["complaints_by_status"] == {"noise": 1, "out_of_remit": 1, "read": 1}
    assert figures["complaints_by_channel"] == {"form": 2, "phone": 1}
    assert figures["complaints_noise"] == {"test": 1}


def test_group_findings_count_events_and_children_apart(office: Office) -> None:
    by = a_user()
    for children, day in ((10, 5), (18, 7)):
        stored(
            GroupFinding(
                id=uuid.uuid4(),
                office=office,
                number=f"T-{next(number)}",
                found_on=date(2021, 3, day),
                children_found=children,
                by=by,
                at=NOON,
            )
        )
    assert counted(office)["findings"] == {"events": 2, "children": 28}


def test_hand_overs_count_with_and_without_a_receipt(office: Office) -> None:
    case, agency, by = some_cases(office, [{}])[0], an_agency(), a_user()
    elsewhere = some_cases(an_office("sambas", "KPPAD Kabupaten Sambas"), [{}])[0]
    keys.create(case.child_id)
    for one, receipt in ((case, "12/UPTD"), (case, ""), (elsewhere, "")):
        facts = {"subject": one.child_id, "agency": agency, "handed_at": NOON, "receipt_number": receipt, "by": by}
        stored(HandOver(id=uuid.uuid4(), case=one, **facts))
    assert counted(office)["handovers"] == {agency.name: {"receipted": 1, "open": 1, "given": 2}}


def a_duty(office: Office, agency: Agency | None, **facts: Any) -> Duty:
    given = {"kind": "agency_answer", "about": "child", "owed_to": "commission", "certainty": "house", "due_at": NOON}
    given |= {"turn_at": NOON, "started_at": NOON - timedelta(days=7), **facts}
    return Duty(id=uuid.uuid4(), office=office, agency=agency, subject=uuid.uuid4(), **given)


def test_duties_are_kept_late_or_still_running_and_doubtful_ones_are_not_scored(office: Office) -> None:
    agency = an_agency()
    after = NOON + timedelta(days=1)
    stored(
        a_duty(office, agency, status="done", done_at=NOON),
        a_duty(office, agency, status="done", done_at=after),
        a_duty(office, agency),
        a_duty(office, agency, due_at=after + timedelta(days=30), turn_at=after),
        a_duty(office, agency, certainty="verify"),
        a_duty(office, agency, status="cancelled"),
        a_duty(office, agency, due_at=NOON - timedelta(days=400)),
        a_duty(office, None, status="done", done_at=after),
    )
    figures = counted(office, now=after)
    assert figures["duties"] == {agency.name: {"kept": 1, "late": 2, "running": 1, "due": 4}}
    assert figures["duties_total"] == {"kept": 1, "late": 2, "running": 1, "due": 4}
    assert figures["duties_in_doubt"] == 1
    assert figures["own_duties"] == {"kept": 0, "late": 1, "running": 0, "due": 1}


def a_sheet(case: Case, by: Any, **facts: Any) -> MonitoringSheet:
    return MonitoringSheet(
        id=uuid.uuid4(), case=case, child=case.child, by=by, at=NOON, **{"on": date(2021, 6, 1), **facts}
    )


def test_risk_factors_count_children_and_only_what_stood_in_the_period(office: Office) -> None:
    first, second, third, late = some_cases(office, [{}, {}, {}, {"opened_on": date(2022, 3, 1)}])
    again = some_cases(office, [{"child": first.child}])[0]
    assert again.child_id == first.child_id
    stored(
        a_factor(first, "need"),
        a_factor(first, "school_phone", since=date(2020, 3, 1)),
        a_factor(second, "need", until=date(2021, 1, 1)),
        a_factor(second, "debt", withdrawn=True),
        a_factor(third, "need", until=date(2020, 12, 31)),
        a_factor(third, "far", since=date(2022, 1, 1)),
        a_factor(late, "need"),
    )
    figures = counted(office)
    assert (figures["causes"], figures["causes_children"]) == ({"need": 2, "school_phone": 1}, 2)


def test_obstacles_count_sheets_children_and_answers(office: Office) -> None:
    first, second = some_cases(office, [{}, {}])
    by, agency = a_user(), an_agency()
    stored(
        a_sheet(first, by, obstacle_place=True, obstacle_law=True, asked_of=agency, answer="waiting"),
        a_sheet(first, by, obstacle_place=True, asked_of=agency, answer="refused"),
        a_sheet(second, by, obstacle_place=True),
        a_sheet(second, by, obstacle_family=True, on=date(2022, 1, 1)),
    )
    figures = counted(office)
    place = {"sheets": 3, "children": 2, "waiting": 1, "partly": 0, "done": 0, "refused": 1, "asked": 2}
    assert figures["obstacles"]["A"] == place
    assert figures["obstacles"]["B"]["asked"] == 1
    assert figures["obstacles"]["C"]["sheets"] == 0
    assert (figures["sheets"], figures["sheets_children"]) == (3, 2)
    assert figures["requests"] == {agency.name: {"waiting": 1, "partly": 0, "done": 0, "refused": 1, "asked": 2}}


def test_the_number_of_statements_does_not_grow_with_the_rows(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    some_cases(office, [{"opened_on": date(2021, 1, 1) + timedelta(days=day)} for day in range(60)])
    with django_assert_max_num_queries(18):
        counted(office)
