"""The list and one complaint: each page works, is refused elsewhere, writes only the read record on GET."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from suar.casework.complaints import actions, panels
from suar.casework.complaints.models import Complaint, Status
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.complaints.pages import at, changes, opened
from tests.factories import (
    a_case,
    a_complaint,
    a_filed_complaint,
    a_handover,
    a_triaged_complaint,
    a_user,
    an_agency,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db

UNTOUCHED = {"event_72h": "no", "pregnancy": "unknown", "dying": "no", "pictures": "no"}


# Lists


def test_the_waiting_stand_with_the_urgent_first(desk: Client, officer: User) -> None:
    old = a_complaint(officer, received_at=timezone.now() - timedelta(days=3))
    new = a_filed_complaint()
    urgent = a_filed_complaint(urgent=True)
    closed = a_complaint(officer)
    actions.close_as(complaint=closed, status=Status.NOISE, noise="test", by=officer)
    response = desk.get(at("complaint-list"))
    assert [row.complaint.pk for row in response.context["rows"]] == [urgent.pk, old.pk, new.pk]
    assert "sedang terjadi" in response.content.decode()
    shown = desk.get(at("complaint-list"), {"tab": "ditutup"}).context["rows"]
    assert [row.complaint.pk for row in shown] == [closed.pk]
    assert len(desk.get(at("complaint-list"), {"tab": "semua"}).context["rows"]) == 4


def test_a_list_is_one_read_with_the_ids_shown(desk: Client, officer: User) -> None:
    complaint, before = a_complaint(officer), changes()
    desk.get(at("complaint-list"))
    entry = Entry.objects.get(verb="read.complaint_list")
    assert str(complaint.pk) in entry.data
    assert changes() == before


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "P-0001"}, 1),
        ({"q": "1"}, 1),
        ({"q": "Rara"}, 1),
        ({"q": "0800 555 0101"}, 1),
        ({"q": "Tidakada"}, 0),
        ({"saluran": "visit"}, 1),
        ({"saluran": "letter"}, 0),
        ({"jenis": "pengaduan"}, 1),
        ({"mendesak": "ya"}, 0),
        ({"wilayah": "61.71"}, 1),
        ({"status": "read"}, 1),
        ({"masa": "1999"}, 0),
        ({"masa": "salah"}, 1),
    ],
)
def test_filters_stand_in_the_address(desk: Client, officer: User, query: dict[str, str], found: int) -> None:
    a_complaint(officer)
    assert len(desk.get(at("complaint-list"), query).context["rows"]) == found


def test_a_page_of_twenty_costs_a_fixed_number_of_statements(desk: Client, officer: User) -> None:
    for _n in range(22):
        a_complaint(officer)
    counts = []
    for _turn in range(2):
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            response = desk.get(at("complaint-list"))
        counts.append(len(main) + len(keys))
    assert response.context["page"].older
    # Two of them are the savepoint that a test needs where the office has a transaction.
    assert counts[-1] - 2 <= 15


def test_the_part_that_htmx_swaps_is_the_part_of_the_page(desk: Client, officer: User) -> None:
    a_complaint(officer)
    whole = desk.get(at("complaint-list")).content.decode()
    part = desk.get(at("complaint-list"), headers={"HX-Request": "true"}).content.decode()
    assert part.strip() in whole


def test_the_sheet_holds_initials_and_no_name(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    book = load_workbook(io.BytesIO(desk.get(at("complaint-export")).content))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert complaint.number in cells
    assert "R.C." in cells
    assert "Rara Contoh" not in cells
    assert Entry.objects.filter(verb="read.complaint_export").exists()


# One complaint


def test_an_unread_complaint_shows_nothing_until_it_is_opened_by_a_press(desk: Client) -> None:
    complaint = a_filed_complaint()
    page = desk.get(at("complaint-detail", complaint.pk)).content.decode()
    assert "Temanku ketakutan." not in page
    assert "Buka dan baca" in page
    assert Complaint.objects.get().status == Status.NEW
    response = desk.post(at("complaint-open", complaint.pk), follow=True)
    assert "Temanku ketakutan." in response.content.decode()
    assert Complaint.objects.get().status == Status.READ


def test_reading_is_recorded_and_changes_nothing(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    before = changes()
    page = desk.get(at("complaint-detail", complaint.pk)).content.decode()
    entry = Entry.objects.get(verb="read.complaint")
    assert (entry.subject, entry.actor, entry.why) == (complaint.subject, officer.actor_id, officer.role)
    assert changes() == before
    for secret in ("Rara Contoh", "Ibu Contoh", "0800-555-0101"):
        assert secret not in page


def test_names_are_shown_after_a_press(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    for headers in ({}, {"HX-Request": "true"}):
        page = desk.post(at("complaint-reveal", complaint.pk), headers=headers).content.decode()
        assert "Rara Contoh" in page
        assert "0800-555-0101" in page
    assert Entry.objects.filter(verb="read.complaint_names").count() == 2


@pytest.mark.parametrize(
    "name", ["complaint-detail", "complaint-alike", "complaint-history", "complaint-print", "complaint-triage"]
)
def test_what_belongs_to_another_office_does_not_exist(as_: Callable[[User], Client], name: str) -> None:
    complaint = a_complaint()
    assert as_(an_officer_elsewhere()).get(at(name, complaint.pk)).status_code == 404
    assert as_(an_outsider()).get(at(name, complaint.pk)).status_code == 403


@pytest.mark.parametrize(
    "name", ["complaint-detail", "complaint-alike", "complaint-history", "complaint-print", "complaint-triage"]
)
def test_the_pages_of_one_complaint_stand(desk: Client, officer: User, name: str) -> None:
    complaint = a_triaged_complaint(officer)
    a_handover(officer, complaint, agency=an_agency("social"))
    assert desk.get(at(name, complaint.pk)).status_code == 200


def test_the_page_of_a_complaint_costs_few_statements(desk: Client, officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keys"]) as keys:
        desk.get(at("complaint-detail", complaint.pk))
    assert len(main) + len(keys) - 2 <= 15  # without the savepoint, as above


def test_secretaries_read_but_do_not_decide(as_: Callable[[User], Client]) -> None:
    complaint = a_complaint()
    page = as_(a_user(Role.SEKRETARIAT)).get(at("complaint-detail", complaint.pk)).content.decode()
    assert at("complaint-triage", complaint.pk) not in page
    assert at("handover-new", complaint.pk) in page


def test_alike_children_and_complaints_are_named_with_their_reasons(desk: Client, officer: User) -> None:
    known = a_case(officer)
    first, second = a_complaint(officer, child_name=""), a_complaint(officer)
    page = desk.get(at("complaint-alike", second.pk), headers={"HX-Request": "true"}).content.decode()
    assert known.number in page
    assert "nama sama" in page
    assert first.number in page
    assert "nomor yang sama" in page
    entry = Entry.objects.get(verb="read.alike")
    assert str(known.child_id) in entry.data
    assert str(first.pk) in entry.data


def test_the_history_names_who_did_what(desk: Client, officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    lines = desk.get(at("complaint-history", complaint.pk)).context["lines"]
    assert {"menelaah pengaduan", "menerima pengaduan", "membaca pengaduan"} <= {line.what for line in lines}
    assert {line.who for line in lines} == {officer.name}


def test_history_goes_on_after_the_case(desk: Client, officer: User, django_capture_on_commit_callbacks: Any) -> None:
    complaint, other = a_triaged_complaint(officer), a_triaged_complaint(officer)
    with django_capture_on_commit_callbacks(execute=True):
        case = actions.make_case(complaint=complaint, by=officer)
        actions.make_case(complaint=other, by=officer, case=case)
    lines = desk.get(at("complaint-history", complaint.pk)).context["lines"]
    assert [line.what for line in lines].count("membuka berkas dari pengaduan") == 1


# Shared pages


def test_today_names_who_waits_without_a_name(officer: User) -> None:
    a_complaint(officer)
    a_filed_complaint(urgent=True)
    found = panels.today(officer, timezone.now())
    assert found["count"] == 2
    first = found["items"][0]
    assert (first.title, first.badge, first.badge_tone) == ("Teman melapor", "sedang terjadi", "red")
    assert "Formulir" in first.meta
    assert "Pontianak" in first.meta


def test_today_counts_more_than_it_shows(officer: User) -> None:
    for _n in range(7):
        a_complaint(officer)
    found = panels.today(officer, timezone.now())
    assert (len(found["items"]), found["count"]) == (5, 7)


def test_beside_a_case_stand_its_complaints_and_what_waits_for_an_answer(officer: User) -> None:
    complaint = a_triaged_complaint(officer, opened(officer))
    case = actions.make_case(complaint=complaint, by=officer)
    actions.note_message(complaint=complaint, message_id=uuid4(), text="Halo?", at=timezone.now(), by=officer)
    (panel,) = panels.case_panels(case, officer)
    assert complaint.number in panel.title
    assert "Pesan terakhir belum dijawab." in panel.lines
    assert panel.url == at("complaint-detail", complaint.pk)


def test_a_file_has_a_tab_for_its_complaints_and_hand_overs(
    desk: Client, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    complaint = a_triaged_complaint(officer, opened(officer))
    with django_capture_on_commit_callbacks(execute=True):
        case = actions.make_case(complaint=complaint, by=officer)
    handover = a_handover(officer, complaint)
    page = desk.get(at("case-complaints", case.pk)).content.decode()
    for address in (
        at("complaint-detail", complaint.pk),
        at("handover-detail", handover.pk),
        at("handover-case", case.pk),
    ):
        assert address in page
    journey = desk.get(reverse("cases:case-detail", args=[case.pk])).content.decode()
    assert at("complaint-detail", complaint.pk) in journey
    assert at("handover-detail", handover.pk) in journey
    assert "menunggu tanda terima" in journey
    assert Entry.objects.filter(verb="read.case", subject=case.child_id).count() == 2


def test_a_file_without_a_complaint_says_so(desk: Client, officer: User) -> None:
    assert "tanpa pengaduan" in desk.get(at("case-complaints", a_case(officer).pk)).content.decode()
