"""What staff see and press: a pad printed, a number typed, the form of its sheet, what is late said at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import MonitoringSheet, Note
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions as conflicts
from suar.casework.paper import actions
from suar.casework.paper.models import Kind, Pad, Sheet, Status
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.paper.ground import STORY, a_printed_pad, a_sheet, facts, fresh, fresh_pad, yesterday
from tests.core.documents import scanner
from tests.desk.pages import signed_in, statements, text_of
from tests.factories import a_case, a_user, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db
INTAKE = {"channel": "visit", "kind": "pengaduan", "story": STORY, "may_call": "unknown", "secret": "unknown"}


@pytest.fixture
def staff() -> User:
    return a_user(Role.SEKRETARIAT)


@pytest.fixture
def browser(staff: User) -> Client:
    return signed_in(staff)


def written(days: float = 1) -> str:
    return f"{timezone.localtime() - timedelta(days=days):%Y-%m-%dT%H:%M}"


def enter(browser: Client, sheet: Sheet, **data: Any) -> Any:
    return browser.post(reverse("paper:sheet-enter", args=[sheet.pk]), data)


def test_a_pad_is_printed_by_one_press_and_kept_nowhere(browser: Client) -> None:
    data = {"form_id": str(uuid4()), "kind": "intake", "count": 2}
    response = browser.post(reverse("paper:pad-new"), data)
    pad = Pad.objects.get()
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == f'attachment; filename="{pad.number}.pdf"'
    assert [scanner.read(page) for page in scanner.pages(response.content)] == [[s.number] for s in pad.sheets.all()]
    again = browser.post(reverse("paper:pad-new"), data)
    assert (again.status_code, Pad.objects.count()) == (409, 1) and pad.number in again.content.decode()
    assert (browser.post(reverse("paper:pad-new"), data | {"count": 3}).status_code, Pad.objects.count()) == (200, 2)


def test_a_wrong_count_is_mended_on_the_same_page(browser: Client) -> None:
    response = browser.post(reverse("paper:pad-new"), {"form_id": str(uuid4()), "kind": "watch", "count": 400})
    assert response.status_code == 422 and 'value="400"' in response.content.decode()


def test_the_number_opens_the_form_of_its_sheet(browser: Client, staff: User) -> None:
    for kind, words in ((Kind.INTAKE, "Yang disampaikan"), (Kind.WATCH, "Anak aman?"), (Kind.VISIT, "Yang dilihat")):
        sheet = a_sheet(staff, kind)
        found = browser.post(reverse("paper:sheet-find"), {"number": sheet.number.lower()})
        assert found.status_code == 302 and words in text_of(browser, found["Location"])


@pytest.mark.parametrize(
    ("typed", "help"), [("KP-2026-0001-01-A", "tidak pas"), ("apa saja", "KP-2026-0007-12-T"), ("", "wajib")]
)
def test_a_slip_of_the_hand_is_told_and_keeps_what_was_typed(browser: Client, typed: str, help: str) -> None:
    response = browser.post(reverse("paper:sheet-find"), {"number": typed})
    text = response.content.decode()
    assert response.status_code == 422 and (help in text or help == "wajib")


def test_a_number_that_was_never_printed_and_another_offices_are_answered_alike(browser: Client, staff: User) -> None:
    elsewhere = a_sheet(an_officer_elsewhere())
    unknown = str(type(parse_of(elsewhere))(2026, 999, 1))
    texts = []
    for typed in (elsewhere.number, unknown):
        page = browser.post(reverse("paper:sheet-find"), {"number": typed})
        assert page.status_code == 422
        texts.append("tidak ada di daftar kantor Anda" in page.content.decode())
    assert texts == [True, True]
    assert browser.get(reverse("paper:sheet-enter", args=[elsewhere.pk])).status_code == 404


def parse_of(sheet: Sheet) -> Any:
    from suar.casework.paper.rules import parse

    return parse(sheet.number)


def test_an_intake_sheet_leads_to_its_complaint_and_says_what_is_late(browser: Client, staff: User) -> None:
    sheet = a_sheet(staff, days=30)
    response = enter(browser, sheet, received_at=written(20), **INTAKE)
    complaint = Complaint.objects.get()
    assert response.status_code == 302 and response["Location"] == reverse(
        "complaints:complaint-detail", args=[complaint.pk]
    )
    page = browser.get(response["Location"]).content.decode()
    assert "kewajiban sudah lewat tenggat" in page and "Lembar ini tercatat sebagai" in page
    assert abs(complaint.received_at - (timezone.now() - timedelta(days=20))) < timedelta(minutes=2)


def test_a_missing_time_and_one_that_cannot_be_keep_every_word(browser: Client, staff: User) -> None:
    sheet = a_sheet(staff)
    for at, status in (("", 422), (written(-1), 400), (written(90), 400)):
        response = enter(browser, sheet, received_at=at, **INTAKE)
        assert response.status_code == status and STORY in response.content.decode()
    assert fresh(sheet).is_open


@pytest.mark.parametrize("kind", Kind.values)
def test_a_time_before_the_print_is_asked_about_once_and_then_taken(browser: Client, staff: User, kind: str) -> None:
    sheet, early = a_sheet(staff, kind), written(20)
    words = INTAKE if kind == Kind.INTAKE else {"number": a_case(staff).number, "said": "Kata anak", "state": "Tenang."}
    typed = words | dict.fromkeys(("safe", "at_school", "healthy"), "yes") | {"at": early, "received_at": early}
    assert 'name="clock"' not in text_of(browser, reverse("paper:sheet-enter", args=[sheet.pk]))
    asked = enter(browser, sheet, **typed)
    assert asked.status_code == 400 and 'name="clock"' in asked.content.decode() and fresh(sheet).is_open
    assert enter(browser, sheet, **typed, clock="seen").status_code == 302
    assert fresh(sheet).status == Status.ENTERED


def test_watch_and_visit_land_in_the_file_and_the_file_names_the_paper(browser: Client, staff: User) -> None:
    case = a_case(staff)
    watch, visit = a_sheet(staff, Kind.WATCH), a_sheet(staff, Kind.VISIT)
    known = {"safe": "yes", "at_school": "yes", "healthy": "unknown", "state": "Kembali sekolah"}
    assert enter(browser, watch, at=written(), number=case.number, **known).status_code == 302
    assert enter(browser, visit, at=written(), number=case.number.lower(), seen="Rumah rapi").status_code == 302
    assert MonitoringSheet.objects.get().case == case and Note.objects.get(kind="visit").case == case
    page = text_of(browser, reverse("cases:case-detail", args=[case.pk]))
    assert "Dari kertas bernomor" in page and watch.number in page and visit.number in page


def test_a_file_that_is_not_there_is_told_and_the_words_stay(browser: Client, staff: User) -> None:
    response = enter(browser, a_sheet(staff, Kind.VISIT), at=written(), number="2026-9999", seen="Rumah rapi")
    assert response.status_code == 400
    assert "Rumah rapi" in response.content.decode() and "nomor berkas kantor ini" in response.content.decode()


def test_a_sheet_that_was_entered_says_so_and_opens_no_form(browser: Client, staff: User) -> None:
    sheet = a_sheet(staff)
    actions.enter_intake(sheet=sheet, by=staff, at=yesterday(), facts=facts())
    for name in ("enter", "close"):
        page = browser.get(reverse(f"paper:sheet-{name}", args=[sheet.pk]), follow=True)
        assert "satu kali" in page.content.decode() and page.redirect_chain
    assert enter(browser, sheet, received_at=written(), **INTAKE).status_code == 302
    assert Complaint.objects.count() == 1


def test_words_typed_for_a_sheet_that_a_colleague_entered_meanwhile_stay_on_the_page(
    browser: Client, staff: User
) -> None:
    sheet, colleague = a_sheet(staff), a_user(Role.KETUA, staff.office)
    actions.enter_intake(sheet=sheet, by=colleague, at=yesterday(), facts=facts())
    response = enter(browser, sheet, received_at=written(), **INTAKE | {"story": "Kata yang sudah diketik"})
    page = response.content.decode()
    assert response.status_code == 409 and "Kata yang sudah diketik" in page and "satu kali" in page
    assert Complaint.objects.count() == 1


def test_closing_and_counting_by_the_pages(browser: Client, staff: User) -> None:
    sheet = a_sheet(staff, count=2, days=20)
    pad = fresh_pad(sheet.pad)
    assert "Hitung lembar yang belum kembali" in text_of(browser, reverse("paper:pad-detail", args=[pad.pk]))
    assert "buku sudah lewat waktu hitungnya" in text_of(browser, reverse("paper:pad-list"))
    closed = browser.post(reverse("paper:sheet-close", args=[sheet.pk]), {"version": sheet.version, "why": "damaged"})
    assert closed.status_code == 302 and fresh(sheet).status == Status.SPOILED
    count = reverse("paper:pad-count", args=[pad.pk])
    assert browser.post(count, {"version": pad.version, "blank": 2}).status_code == 400
    assert browser.post(count, {"version": pad.version, "blank": 1}).status_code == 302
    assert "Hitung lembar yang belum kembali" not in text_of(browser, reverse("paper:pad-detail", args=[pad.pk]))


def test_an_old_page_closes_nothing(browser: Client, staff: User) -> None:
    sheet = a_sheet(staff)
    url, data = reverse("paper:sheet-close", args=[sheet.pk]), {"version": sheet.version, "why": "lost_blank"}
    browser.post(url, data)
    assert browser.post(url, data | {"why": "unused"}).status_code == 409
    assert fresh(sheet).status == Status.LOST


def test_what_is_withheld_has_neither_number_nor_link_in_its_pad(browser: Client, staff: User) -> None:
    sheet = a_sheet(staff)
    complaint = actions.enter_intake(sheet=sheet, by=staff, at=yesterday(), facts=facts())
    url = reverse("paper:pad-detail", args=[sheet.pad_id])
    assert complaint.number in text_of(browser, url)
    conflicts.recuse(subject=complaint.subject, office=staff.office, by=staff)
    page = text_of(browser, url)
    assert sheet.number in page and complaint.number not in page and str(complaint.pk) not in page


def test_lists_are_filtered_and_empty_ones_say_what_to_do(browser: Client, staff: User) -> None:
    url = reverse("paper:pad-list")
    assert "Cetak satu buku sebelum listrik padam" in text_of(browser, url)
    watch, visit = (a_printed_pad(staff, kind).pad.number for kind in (Kind.WATCH, Kind.VISIT))
    page = text_of(browser, url, kind="visit")
    assert visit in page and watch not in page
    for typed in (watch, f"{watch}-03-X", watch.lower()):
        page = text_of(browser, url, q=typed)
        assert watch in page and visit not in page


def test_each_page_is_a_read_and_the_list_costs_the_same_however_long(browser: Client, staff: User) -> None:
    a_printed_pad(staff)
    url = reverse("paper:pad-list")
    few = len(statements(browser, url))
    for _n in range(4):
        a_printed_pad(staff)
    assert len(statements(browser, url)) == few
    assert Entry.objects.filter(verb="read.paper_list").exists()


def test_another_office_finds_nothing_and_whoever_has_no_paper_is_refused(staff: User) -> None:
    sheet = a_sheet(staff)
    addresses = [reverse("paper:pad-detail", args=[sheet.pad_id]), reverse("paper:pad-count", args=[sheet.pad_id])]
    addresses += [reverse(f"paper:sheet-{name}", args=[sheet.pk]) for name in ("enter", "close")]
    for url in addresses:
        assert signed_in(an_officer_elsewhere()).get(url).status_code == 404
        assert signed_in(an_outsider()).get(url).status_code == 403
