"""The pages: who sees which edition of which report, and what a file and a fingerprint say."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.insight.reports import actions
from suar.insight.reports.models import Snapshot
from suar.insight.reports.periods import parse
from suar.registry.accounts.models import Role, User
from tests.factories import a_user, an_office, an_officer, an_officer_elsewhere, an_outsider
from tests.insight.reports.builders import some_cases

pytestmark = pytest.mark.django_db
CASES = [{"cluster": "abh", "region_code": "61.71"}] * 12 + [{"cluster": "sipil", "kind": "non", "sex": "L"}] * 3


@pytest.fixture
def report() -> Snapshot:
    office = an_office()
    some_cases(office, CASES)
    return actions.freeze(office=office, period=parse("2021"), by=OPERATOR)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, report: Snapshot, *more: str) -> str:
    return reverse(f"reports:{name}", args=[report.pk, *more])


def test_a_commissioner_previews_freezes_and_reads(client: Client) -> None:
    some_cases(an_office(), CASES)
    user = a_user(Role.KETUA)
    client.force_login(user)
    seen = client.get(reverse("reports:report-new"), {"period": "2021"})
    assert "Bekukan angka" in seen.text
    assert Snapshot.objects.count() == 0
    made = client.post(reverse("reports:report-new"), {"period": "2021"}, follow=True)
    assert made.status_code == 200
    assert "RAHASIA" in made.text
    assert Snapshot.objects.get().content["figures"]["rows"] == 15


@pytest.mark.parametrize(
    "text", ["", "dulu", "2021-Q9", "2021-13", "2021-12-31..2021-01-01", "1999", "🙂", "2021-02-30..2021-03-01"]
)
def test_a_period_that_cannot_be_read_is_explained(client: Client, text: str) -> None:
    client.force_login(a_user(Role.KETUA))
    page = client.post(reverse("reports:report-new"), {"period": text})
    assert page.status_code == 200
    assert "Bekukan angka" not in page.text
    assert 'aria-invalid="true"' in page.text


@pytest.mark.parametrize("chapter", ["", "I", "II", "III", "IV", "V", "VI", "VII", "A", "B", "XX"])
@pytest.mark.parametrize("name", ["report-detail", "report-secret"])
def test_every_chapter_opens_in_both_editions(report: Snapshot, name: str, chapter: str) -> None:
    page = browser(a_user(Role.WAKIL)).get(address(name, report), {"bab": chapter})
    assert page.status_code == 200


def test_the_open_page_hides_what_the_secret_one_shows(report: Snapshot) -> None:
    user = browser(a_user(Role.WAKIL))
    secret = user.get(address("report-secret", report), {"bab": "IV"}).text
    hidden = user.get(address("report-detail", report), {"bab": "IV"}).text
    assert "Hak Sipil dan Partisipasi 3" in secret
    assert "Hak Sipil dan Partisipasi 3" not in hidden
    assert "Hak Sipil dan Partisipasi &lt;10" in hidden


def test_the_secretariat_reads_the_open_edition_only(report: Snapshot) -> None:
    user = browser(a_user(Role.SEKRETARIAT))
    assert user.get(address("report-detail", report)).status_code == 200
    assert user.get(address("report-secret", report)).status_code == 403
    assert user.get(address("report-secret-download", report, "json")).status_code == 403


def test_another_office_and_an_unknown_report_are_not_found(report: Snapshot) -> None:
    elsewhere = browser(an_officer_elsewhere())
    for name in ("report-detail", "report-secret"):
        assert elsewhere.get(address(name, report)).status_code == 404
    assert elsewhere.get(address("report-download", report, "pdf")).status_code == 404
    assert browser(an_officer()).get(address("report-download", report, "exe")).status_code == 404


def test_the_governors_office_sees_finished_reports_only(report: Snapshot) -> None:
    running = actions.freeze(office=report.office, period=parse(f"{date.today().year}"), by=OPERATOR)
    user = browser(an_outsider())
    shown = user.get(reverse("reports:report-list")).text
    assert str(report.pk) in shown
    assert str(running.pk) not in shown
    assert user.get(address("report-secret", report)).status_code == 200
    assert user.get(address("report-secret", running)).status_code == 404
    assert "sementara" in browser(an_officer()).get(reverse("reports:report-list")).text


def test_a_file_is_named_after_period_and_edition_and_its_reading_is_recorded(report: Snapshot) -> None:
    user = a_user(Role.KETUA)
    file = browser(user).get(address("report-secret-download", report, "json"))
    assert file["Content-Disposition"] == 'attachment; filename="report.json"'
    assert json.loads(file.content)["figures"]["rows"] == 15
    entry = Entry.objects.filter(actor=user.actor_id, verb="read.report_file").get()
    assert (entry.why, str(report.pk) in entry.data) == ("rahasia json", True)
    opened = browser(user).get(address("report-download", report, "xlsx"))
    assert opened["Content-Disposition"] == 'attachment; filename="laporan-2021-terbuka.xlsx"'


def test_a_page_read_is_recorded(report: Snapshot) -> None:
    user = a_user(Role.KETUA)
    browser(user).get(address("report-secret", report))
    browser(user).get(reverse("reports:report-list"))
    verbs = Entry.objects.filter(actor=user.actor_id).values_list("verb", flat=True)
    assert {"read.report", "read.report_list"} <= set(verbs)


@pytest.mark.parametrize("short", [False, True])
def test_a_fingerprint_is_recognised_as_it_is_printed(report: Snapshot, short: bool) -> None:
    mark = report.fingerprint
    typed = f"Sidik: {mark[:4]} {mark[4:8]} … {mark[-4:]}" if short else mark
    page = browser(a_user(Role.ADMIN)).get(reverse("fingerprint_check"), {"sidik": typed})
    assert "dari sistem ini" in page.text
    assert "Tahun 2021" in page.text


def test_a_strange_or_broken_fingerprint_is_not_ours(report: Snapshot) -> None:
    user = browser(a_user(Role.ADMIN))
    strange = user.get(reverse("fingerprint_check"), {"sidik": "0" * 64}).text
    assert "tidak dikenal" in strange
    assert "64 angka" in user.get(reverse("fingerprint_check"), {"sidik": "7f3a"}).text


def test_an_older_report_says_that_there_is_a_newer_one(report: Snapshot) -> None:
    some_cases(report.office, [{"cluster": "abh"}])
    Snapshot.objects.filter(pk=report.pk)
    newer = actions.freeze(office=report.office, period=parse("2021"), by=OPERATOR)
    assert newer.fingerprint != report.fingerprint


def test_list_and_detail_ask_few_queries(report: Snapshot, django_assert_max_num_queries: object) -> None:
    user = browser(a_user(Role.KETUA))
    user.get(reverse("reports:report-list"))
    for url in (reverse("reports:report-list"), address("report-secret", report)):
        with django_assert_max_num_queries(15):  # type: ignore[operator]  # a fixture of pytest-django
            assert user.get(url).status_code == 200
