"""The tab of a file that says who leads it, its forms, the page for SIMFONI, the list's filter: works, refused, not
found, two editors."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case, MonitoringSheet
from suar.casework.complaints import actions as complaints
from suar.casework.leading.models import Interview, Lead, OtherNumber, Watching
from suar.casework.leading.rules import age_group
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency
from tests.casework.leading.ground import (
    CONTACT,
    WHY,
    an_interview,
    an_other_number,
    at,
    fresh,
    led_elsewhere,
    told,
)
from tests.desk.pages import panel, signed_in, text_of
from tests.factories import (
    a_case,
    a_closed_case,
    a_triaged_complaint,
    an_agency,
    an_officer,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PAGES = ["case-lead", "case-simfoni", "lead-name", "watching-add", "number-add", "interview-add"]


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def case(officer: User) -> Case:
    return led_elsewhere(officer)


def lead_form(case: Case, agency: Agency | None, **facts: Any) -> dict[str, Any]:
    agency_id = agency.pk if agency else ""
    given = {"agency": agency_id, "since": TODAY.isoformat(), "contact": CONTACT, "why": WHY, "version": case.version}
    return {**given, **facts}


def news(**facts: Any) -> dict[str, Any]:
    given = {"form_id": str(uuid4()), "on": TODAY.isoformat(), "how": "phone", "told_by": "Ibu Contoh"}
    given |= {"seen_by": "lead", "seen_on": TODAY.isoformat(), "safe": "no", "plan": "none", "next_step": "Ke dokter"}
    return {**given, "obstacle_law": "on", **facts}


def talk(**facts: Any) -> dict[str, Any]:
    given = {"form_id": str(uuid4()), "on": TODAY.isoformat(), "purpose": "police", "present": ["companion"]}
    return {**given, "wish": "wants", **facts}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_the_office_alone_and_leaves_a_read_of_the_file(
    case: Case, officer: User, browser: Client, page: str
) -> None:
    before = Entry.objects.count()
    text = text_of(browser, at(page, case))
    assert "Rara" not in text and case.number in text
    entry = Entry.objects.order_by("id")[before]
    what = "read.simfoni" if page == "case-simfoni" else "read.case"
    assert (entry.verb, entry.subject, entry.why) == (what, case.child_id, officer.role)
    assert signed_in(an_officer_elsewhere()).get(at(page, case)).status_code == 404
    assert signed_in(an_outsider()).get(at(page, case)).status_code == 403
    assert Client().get(at(page, case)).status_code == 302


def test_every_tab_names_who_leads_and_links_there(case: Case, officer: User, browser: Client) -> None:
    assert case.lead is not None
    link = f'<a href="{at("case-lead", case)}">'
    for tab in ("case-detail", "sheet-list", "case-duties", "note-list", "case-child", "risk-list", "case-closure"):
        assert f"Memimpin: {link}{case.lead.short_name}</a>" in text_of(
            browser, reverse(f"cases:{tab}", args=[case.pk])
        )
    own = a_case(officer)
    assert f'Memimpin: <a href="{at("case-lead", own)}">komisi</a>' in text_of(
        browser, reverse("cases:case-detail", args=[own.pk])
    )


# who leads


def test_a_lead_is_named_by_a_form(officer: User, browser: Client) -> None:
    case, body = a_case(officer), an_agency()
    answer = browser.post(at("lead-name", case), lead_form(case, body))
    assert (answer.status_code, answer["Location"]) == (302, at("case-lead", case))
    assert fresh(case).lead == body
    text = text_of(browser, at("case-lead", case))
    assert body.name in text and CONTACT in text and WHY in text
    assert "Temui anak, sebagai yang memimpin" in panel(text, "Kewajiban yang memimpin")


def test_a_form_without_a_contact_or_a_reason_says_so_and_keeps_the_words(officer: User, browser: Client) -> None:
    case = a_case(officer)
    text = browser.post(at("lead-name", case), lead_form(case, an_agency(), contact="", why="Sudah di sana")).text
    assert "Tulis siapa narahubungnya" in text and "Sudah di sana" in text
    assert browser.post(at("lead-name", case), lead_form(case, None)).status_code == 400, "the commission leads already"
    assert not Lead.objects.exists()


def test_of_two_editors_the_second_keeps_every_word_and_decides_again(officer: User, browser: Client) -> None:
    case, first, second = a_case(officer), an_agency(), an_agency()
    old = case.version
    browser.post(at("lead-name", case), lead_form(case, first))
    answer = browser.post(at("lead-name", case), lead_form(case, second, version=old, why="Rapat kemarin"))
    assert answer.status_code == 409 and "Rapat kemarin" in answer.text
    assert f'name="version" value="{fresh(case).version}"' in answer.text and fresh(case).lead == first


def test_who_led_before_stays_on_the_page_and_on_the_journey(case: Case, browser: Client) -> None:
    assert case.lead is not None
    form = lead_form(fresh(case), None, contact="", why="Kembali ke komisi")
    assert browser.post(at("lead-name", case), form).status_code == 302
    history = panel(text_of(browser, at("case-lead", case)), "Riwayat yang memimpin")
    assert case.lead.short_name in history and "Kembali ke komisi" in history and WHY in history
    journey = text_of(browser, reverse("cases:case-detail", args=[case.pk]))
    assert "Memimpin: komisi" in journey and f"Memimpin: {case.lead.short_name}" in journey


def test_a_closed_file_offers_no_other_lead(officer: User, browser: Client) -> None:
    case = a_closed_case(officer)
    assert "pemimpinnya tidak diganti" in text_of(browser, at("case-lead", case))
    assert browser.post(at("lead-name", case), lead_form(case, an_agency())).status_code == 403


# pantau


def test_news_answers_on_top_of_the_file(case: Case, browser: Client) -> None:
    detail = reverse("cases:case-detail", args=[case.pk])
    assert "Belum ada kabar dari" in text_of(browser, detail)
    assert browser.post(at("watching-add", case), news()).status_code == 302
    text = text_of(browser, detail)
    first = text.partition('class="with-aside"')[0]
    for words in ("Terakhir bertemu anak", "Hari ini.", "Belum ada rencana.", "Ke dokter", "B. Proses hukum lambat"):
        assert words in first
    assert MonitoringSheet.objects.get(case=case).obstacles == "B" and fresh(case).safe_now == "no"
    assert "Ke dokter" in text_of(browser, reverse("cases:case-summary", args=[case.pk]))


def test_the_same_press_twice_is_one_and_a_refusal_keeps_the_words(case: Case, browser: Client) -> None:
    form = news()
    for _ in range(2):
        assert browser.post(at("watching-add", case), form).status_code == 302
    assert Watching.objects.count() == 1
    answer = browser.post(at("watching-add", case), news(told_by="", next_step="Menunggu dokter"))
    assert answer.status_code == 400 and "Menunggu dokter" in answer.text and "siapa yang memberi kabar" in answer.text
    assert "Tulis tanggal" not in answer.text


def test_there_is_no_news_of_a_lead_where_the_commission_leads(officer: User, browser: Client) -> None:
    case = a_case(officer)
    answer = browser.get(at("watching-add", case))
    assert answer.status_code == 403 and "lembar pantau biasa" in answer.text
    assert "Kabar dari yang memimpin" not in text_of(browser, at("case-lead", case))


# numbers


def test_a_number_is_noted_shown_and_withdrawn(case: Case, browser: Client) -> None:
    form = {"form_id": str(uuid4()), "system": "simfoni", "number": "2026-55-104"}
    for _ in range(2):
        assert browser.post(at("number-add", case), form).status_code == 302
    row = OtherNumber.objects.get()
    assert "2026-55-104" in panel(text_of(browser, at("case-lead", case)), "Nomor di sistem lain")
    found = text_of(browser, reverse("desk:search"), q="2026-55-104")
    assert case.number in found
    url = at("number-withdraw", case, row.pk)
    assert "2026-55-104" in text_of(browser, url)
    assert browser.post(url, {"version": row.version, "why": "Milik anak lain"}).status_code == 302
    assert "Milik anak lain" in text_of(browser, at("case-lead", case))
    assert case.number not in text_of(browser, reverse("desk:search"), q="2026-55-104")
    assert browser.get(url).status_code == 404, "withdrawn already"


def test_a_number_that_stands_is_refused_with_the_words_kept(case: Case, officer: User, browser: Client) -> None:
    an_other_number(case, officer, "LP/9/XI")
    form = {"form_id": str(uuid4()), "system": "police", "number": "lp 9 xi", "note": "Dari kanit"}
    answer = browser.post(at("number-add", case), form)
    assert answer.status_code == 400 and "sudah tercatat" in answer.text and "Dari kanit" in answer.text


def test_a_row_of_another_file_is_not_found(case: Case, officer: User, browser: Client) -> None:
    other = a_case(officer)
    number, interview = an_other_number(other, officer), an_interview(other, officer)
    assert browser.get(at("number-withdraw", case, number.pk)).status_code == 404
    assert browser.get(at("interview-withdraw", case, interview.pk)).status_code == 404


# interviews


def test_the_first_interview_needs_no_reason_the_second_does(case: Case, browser: Client) -> None:
    assert "Mengapa sekali lagi" not in text_of(browser, at("interview-add", case))
    assert browser.post(at("interview-add", case), talk()).status_code == 302
    page = text_of(browser, at("interview-add", case))
    assert "sudah pernah diwawancarai" in page and "Mengapa sekali lagi" in page and "Wawancara " in page
    answer = browser.post(at("interview-add", case), talk(arrangement="Di ruang tenang"))
    assert "Pilih mengapa anak perlu diwawancarai sekali lagi" in answer.text and "Di ruang tenang" in answer.text
    assert "Tulis mengapa yang sudah ada tidak cukup" in answer.text and Interview.objects.count() == 1
    again = talk(reason="law", reason_words="Hal baru dari penyidik")
    assert browser.post(at("interview-add", case), again).status_code == 302
    assert "Hal baru dari penyidik" in panel(text_of(browser, at("case-lead", case)), "Wawancara anak")


def test_a_form_opened_before_the_first_was_written_is_refused_with_its_words(
    case: Case, officer: User, browser: Client
) -> None:
    """Two editors: the second had a form without a reason."""
    form = talk(arrangement="Sore, di sekolah")
    an_interview(case, officer)
    answer = browser.post(at("interview-add", case), form)
    assert "Sore, di sekolah" in answer.text and "Mengapa sekali lagi" in answer.text
    assert Interview.objects.count() == 1


def test_before_a_child_is_asked_the_page_names_what_was_told_already(officer: User, browser: Client) -> None:
    case = complaints.make_case(complaint=(told_ := a_triaged_complaint(officer)), by=officer)
    text = text_of(browser, at("interview-add", case))
    assert told_.number in text and reverse("complaints:case-complaints", args=[case.pk]) in text


def test_an_interview_that_was_not_held_is_withdrawn(case: Case, officer: User, browser: Client) -> None:
    row = an_interview(case, officer, on=TODAY + timedelta(days=2))
    url = at("interview-withdraw", case, row.pk)
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"version": row.version, "why": ""}).status_code == 422
    assert browser.post(url, {"version": row.version, "why": "Anak sakit"}).status_code == 302
    assert "Anak sakit" in text_of(browser, at("case-lead", case))


# for SIMFONI


def test_simfoni_is_copied_by_hand_in_its_order_without_name_or_address(officer: User, browser: Client) -> None:
    case = complaints.make_case(complaint=a_triaged_complaint(officer), by=officer)
    an_other_number(case, officer, "SF-7", system="simfoni")
    text = text_of(browser, at("case-simfoni", case))
    assert "belum dicocokkan dengan formulir" in text and "tidak mengirim apa pun" in text and "SF-7" in text
    order = ["Bentuk kekerasan", "Tempat kejadian", "Usia", "Pendidikan", "Pekerjaan", "Status", "Disabilitas"]
    places = [text.index(f'<th scope="row">{label}</th>') for label in [*order, "Hubungan pelaku", "Layanan diberikan"]]
    assert places == sorted(places)
    assert "Suar tidak menanyakannya" in text and "belum diketahui" in text
    assert case.child.name and case.child.name not in text
    entry = Entry.objects.get(verb="read.simfoni")
    assert json.loads(entry.data)["ids"] == [str(case.pk)]


@pytest.mark.parametrize(
    ("age", "group"),
    [
        (None, ""),
        (-1, ""),
        (0, "0-5"),
        (5, "0-5"),
        (6, "6-12"),
        (13, "13-17"),
        (17, "13-17"),
        (18, "18-24"),
        (80, "60+"),
    ],
)
def test_ages_are_grouped_as_simfoni_counts_them(age: int | None, group: str) -> None:
    assert age_group(age) == group


# the list


def test_the_list_is_narrowed_by_who_leads_and_its_sheet_says_it(case: Case, officer: User, browser: Client) -> None:
    own, url = a_case(officer), reverse("cases:case-list")
    assert case.lead is not None
    for given, shown in (("komisi", own), ("lain", case), (str(case.lead_id), case)):
        page = browser.get(url, {"memimpin": given})
        assert [row.case for row in page.context["rows"]] == [shown]
    assert case.lead.short_name in browser.get(url, {"kolom": ["memimpin"]}).text
    sheet = b"".join(browser.get(reverse("cases:case-export"), {"memimpin": "lain", "kolom": ["memimpin"]}))  # type: ignore[call-overload]  # streamed
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet)).active.values)  # type: ignore[union-attr]  # one sheet
    assert case.lead.short_name in rows[1]


# erased


def test_of_an_erased_child_the_page_opens_and_tells_nothing(case: Case, officer: User, browser: Client) -> None:
    told(case, officer, next_step="Ke psikolog")
    an_interview(case, officer, arrangement="Ruang tenang")
    an_other_number(case, officer, "LP/5/XI")
    cases.write_note(case=case, by=officer, seen="Tenang")
    keyholding.erase(subject=case.child_id, by=OPERATOR, why="request")
    for page in ("case-lead", "case-simfoni"):
        text = text_of(browser, at(page, case))
        assert not [word for word in (CONTACT, WHY, "Ke psikolog", "Ruang tenang", "LP/5/XI") if word in text]
