"""How agencies keep their time: what counts, for whom, in which period."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from suar.casework.duties import actions
from suar.casework.duties.models import Duty
from suar.casework.duties.scores import AgencyScore, last_days, scores
from suar.registry.agencies.models import Agency
from tests.casework.duties.builders import at, at_most
from tests.factories import a_duty, an_agency, an_office, an_officer

pytestmark = pytest.mark.django_db
NOW = at("2026-11-24 12:00")


def owed(agency: Agency, due: datetime, done: datetime | None = None, **facts: object) -> Duty:
    duty = a_duty("agency_answer", agency=agency, due_at=due, **facts)  # type: ignore[arg-type]  # office, rule
    if done is not None:
        actions.finish(duty=duty, by=an_officer(duty.office), at=done, note="Selesai.")
    return duty


def of_november(now: datetime = NOW) -> list[AgencyScore]:
    return scores(date(2026, 11, 1), date(2026, 11, 30), an_office(), now=now)


def test_each_duty_of_the_period_counts_once() -> None:
    uptd, police = an_agency(), an_agency("police")
    due = at("2026-11-10 10:00")
    owed(uptd, due, due)
    owed(uptd, due, due - timedelta(days=2))
    owed(uptd, due, due + timedelta(seconds=1))
    owed(uptd, due)
    owed(uptd, at("2026-11-28 10:00"))
    owed(police, at("2026-11-27 10:00"))
    first, second = of_november()
    assert (first.agency_id, first.agency, first.kind) == (uptd.pk, uptd.short_name, "uptd")
    assert (first.owed, first.kept, first.late, first.open_late, first.running) == (5, 2, 1, 1, 1)
    assert first.share == 0.5
    assert (second.agency_id, second.owed, second.running, second.share) == (police.pk, 1, 1, None)


def test_what_does_not_count() -> None:
    agency, due = an_agency(), at("2026-11-10 10:00")
    actions.cancel(duty=owed(agency, due), by=an_officer(), why="keliru")
    a_duty("agency_answer", agency=agency, event_at=None)
    a_duty("legal_step", rule="pp43.lpsk_assessment", agency=agency, event_at=at("2026-11-03 10:00"))
    a_duty("handover", event_at=at("2026-11-03 10:00"))
    owed(agency, due, office=an_office("sambas", "KPPAD Kabupaten Sambas"))
    assert of_november() == []


@pytest.mark.parametrize(
    ("due", "counts"),
    [
        ("2026-10-31 23:59", False),
        ("2026-11-01 00:00", True),
        ("2026-11-30 23:59", True),
        ("2026-12-01 00:00", False),
    ],
)
def test_the_period_is_counted_in_days_of_west_kalimantan(due: str, counts: bool) -> None:
    owed(an_agency(), at(due))
    assert bool(of_november()) is counts


def test_who_serves_several_offices_sees_them_together() -> None:
    agency, sambas = an_agency(), an_office("sambas", "KPPAD Kabupaten Sambas")
    owed(agency, at("2026-11-10 10:00"))
    owed(agency, at("2026-11-10 10:00"), office=sambas)
    (score,) = scores(date(2026, 11, 1), date(2026, 11, 30), [an_office().pk, sambas.pk], now=NOW)
    assert score.owed == 2


def test_thirty_days_end_today() -> None:
    assert last_days(at("2026-11-24 00:30")) == (date(2026, 10, 26), date(2026, 11, 24))


def test_one_statement_whatever_the_rows() -> None:
    for _ in range(4):
        owed(an_agency(), at("2026-11-10 10:00"))
    office = an_office()
    with at_most(1, keys=1):  # the sealed list of honey files, which count nowhere
        assert len(scores(date(2026, 11, 1), date(2026, 11, 30), office, now=NOW)) == 4


def test_the_page_shows_the_table_and_how_it_is_counted() -> None:
    agency = an_agency()
    owed(agency, timezone.now() - timedelta(days=3))
    browser = Client()
    browser.force_login(an_officer())
    text = browser.get("/kewajiban/lembaga/").text
    assert agency.short_name in text and "Cara hitung" in text and "batas yang perlu dicek" in text
    assert "Tidak ada kewajiban lembaga" in browser.get("/kewajiban/lembaga/?first=2020-01-01&last=2020-02-01").text
    turned = browser.get("/kewajiban/lembaga/?first=2020-02-01&last=2020-01-01")
    assert turned.status_code == 200 and "Tanggal akhir sebelum tanggal awal" in turned.text
