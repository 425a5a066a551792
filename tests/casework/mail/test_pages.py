"""The agenda as staff see it: entered, linked, disposed, searched, exported, printed; the code of a strip."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties.models import Duty
from suar.casework.letters import actions as letters
from suar.casework.letters.rules import STRIP
from suar.casework.mail import actions
from suar.casework.mail.models import Disposition, Incoming, Nature
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.letters.ground import to_somebody
from tests.casework.mail.ground import ABOUT, a_disposition, a_mail, a_mail_of_a_body, fresh
from tests.desk.pages import signed_in, statements, text_of
from tests.factories import (
    a_case,
    a_late_duty,
    a_sent_letter,
    a_user,
    an_agency,
    an_issued_letter,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def staff(ketua: User) -> User:
    return a_user(Role.SEKRETARIAT, ketua.office)


@pytest.fixture
def browser(staff: User) -> Client:
    return signed_in(staff)


def page(mail: Incoming, name: str = "detail") -> str:
    return reverse(f"mail:incoming-{name}", args=[mail.pk])


def typed(**more: Any) -> dict[str, Any]:
    today = f"{timezone.localdate():%Y-%m-%d}"
    given = {"form_id": str(uuid4()), "received_on": today, "sender": "Warga Contoh", "about": ABOUT}
    return {**given, "nature": "ordinary", **more}


def test_a_letter_is_entered_once_however_often_it_is_pressed(browser: Client) -> None:
    data = typed()
    first, second = (browser.post(reverse("mail:incoming-new"), data) for _n in range(2))
    mail = Incoming.objects.get()
    assert first.status_code == second.status_code == 302
    assert ABOUT in text_of(browser, page(mail)) and mail.number in text_of(browser, page(mail))


@pytest.mark.parametrize("wrong", [{"sender": ""}, {"about": ""}, {"received_on": "2199-01-01"}, {"pages": "x"}])
def test_a_mistake_is_told_and_keeps_every_word(browser: Client, wrong: dict[str, str]) -> None:
    response = browser.post(reverse("mail:incoming-new"), typed(outside_number="045/KHAS/2026", **wrong))
    assert response.status_code in (400, 422) and "045/KHAS/2026" in response.content.decode()
    assert not Incoming.objects.exists()


def test_a_torn_off_strip_that_is_scanned_opens_the_answer_of_its_letter(browser: Client, staff: User) -> None:
    letter = a_sent_letter(a_user(Role.WAKIL, staff.office))
    for code in (STRIP + letter.number, letter.number.lower(), f"  {STRIP.lower()}{letter.number} "):
        found = browser.post(reverse("mail:reply-find"), {"code": code})
        assert found["Location"] == reverse("letters:letter-answer", args=[letter.pk])
    assert "Catat jawaban" in text_of(browser, found["Location"])


def test_a_strip_of_a_letter_that_is_not_sent_or_answered_opens_the_letter(browser: Client, staff: User) -> None:
    letter = an_issued_letter(a_user(Role.WAKIL, staff.office))
    found = browser.post(reverse("mail:reply-find"), {"code": letter.number})
    assert found["Location"] == reverse("letters:letter-detail", args=[letter.pk])


def test_a_code_of_a_withheld_letter_and_one_that_leads_nowhere_are_answered_alike(staff: User, ketua: User) -> None:
    case, agency = a_case(ketua), an_agency()
    about = {"subject": case.child_id, "case_id": case.pk, "reference": case.number}
    a_late_duty(agency, office=ketua.office, **about)
    letter = letters.propose(office=ketua.office, agency=agency, kind="reminder", by=ketua)
    letter = letters.issue(letter=to_somebody(letter), by=ketua)
    conflicts.recuse(subject=case.child_id, office=ketua.office, by=staff)
    pages = [
        signed_in(staff).post(reverse("mail:reply-find"), {"code": code}).content.decode().replace(code, "…")
        for code in (letter.number, "PENGINGAT/999/X/2026")
    ]
    assert all("Tidak ada surat kantor Anda" in text for text in pages)


def test_entered_with_the_code_of_a_strip_it_answers_our_letter(browser: Client, staff: User) -> None:
    letter = a_sent_letter(a_user(Role.WAKIL, staff.office))
    browser.post(reverse("mail:incoming-new"), typed(answers=STRIP + letter.number))
    letter.refresh_from_db()
    assert letter.status == "answered" and letter.number in text_of(browser, page(Incoming.objects.get()))
    refused = browser.post(reverse("mail:incoming-new"), typed(answers="TIDAK/ADA", about="Kata khas"))
    assert refused.status_code == 400 and "Kata khas" in refused.content.decode()


def test_a_leader_disposes_whoever_got_it_reads_and_finishes_it(browser: Client, staff: User, ketua: User) -> None:
    mail = a_mail(staff)
    data = {"version": fresh(mail).version, "to": [str(staff.pk)], "instruction": "Siapkan jawaban."}
    assert browser.post(page(mail, "dispose"), data).status_code == 403
    assert signed_in(ketua).post(page(mail, "dispose"), data).status_code == 302
    row = Disposition.objects.get()
    assert "Siapkan jawaban." in text_of(browser, page(mail)) and "belum dibaca" in text_of(browser, page(mail))
    browser.post(reverse("mail:disposition-read", args=[row.pk]))
    assert "sudah dibaca" in text_of(browser, page(mail))
    url = reverse("mail:disposition-finish", args=[row.pk])
    row.refresh_from_db()
    assert browser.post(url, {"version": row.version, "result": "Sudah dibalas"}).status_code == 302
    assert "Sudah dibalas" in text_of(browser, page(mail)) and not Duty.objects.open().filter(pk=row.duty_id).exists()
    assert browser.post(page(mail, "settle"), {"version": fresh(mail).version}).status_code == 302


def test_nobody_else_gets_the_form_of_a_disposition(browser: Client, staff: User, ketua: User) -> None:
    row = a_disposition(a_mail(staff), ketua, ketua)
    for name, method in (("read", browser.post), ("finish", browser.get)):
        assert method(reverse(f"mail:disposition-{name}", args=[row.pk])).status_code == 404


def test_the_duty_of_a_disposition_leads_to_its_letter(browser: Client, staff: User, ketua: User) -> None:
    mail = a_mail(staff)
    row = a_disposition(mail, staff, ketua)
    text = text_of(browser, reverse("duties:duty-detail", args=[row.duty_id]))
    assert page(mail) in text and mail.number in text


def test_it_is_linked_to_a_file_which_then_names_it(browser: Client, staff: User) -> None:
    mail, case = a_mail(staff), a_case(staff)
    data = {"version": fresh(mail).version, "number": case.number.lower()}
    assert browser.post(page(mail, "belong"), data).status_code == 302
    assert case.number in text_of(browser, page(mail))
    assert mail.number in text_of(browser, reverse("cases:case-detail", args=[case.pk]))
    wrong = browser.post(page(a_mail(staff), "belong"), {"version": 1, "number": "2026-9999"})
    assert wrong.status_code in (400, 409)


def test_a_letter_that_is_a_complaint_becomes_one(browser: Client, staff: User) -> None:
    mail = a_mail(staff)
    assert "Warga" not in text_of(browser, page(mail, "complaint"))
    at = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    data = {"received_at": at, "kind": "pengaduan", "story": "Isi surat", "may_call": "unknown", "secret": "unknown"}
    done = browser.post(page(mail, "complaint"), data)
    complaint = Complaint.objects.get()
    assert done["Location"] == reverse("complaints:complaint-detail", args=[complaint.pk])
    assert complaint.channel == "letter" and fresh(mail).complaint == complaint
    assert browser.get(page(mail, "complaint")).status_code == 302


def test_an_old_page_overwrites_nothing_and_keeps_its_words(browser: Client, staff: User, ketua: User) -> None:
    mail = a_mail(staff)
    old = fresh(mail).version
    a_disposition(mail, staff, ketua)
    data = typed(about="Dari halaman lama") | {"version": old}
    response = browser.post(page(mail, "correct"), data)
    assert response.status_code == 409 and "Dari halaman lama" in response.content.decode()
    assert fresh(mail).about == ABOUT


def test_the_agenda_is_searched_by_outside_number_filtered_and_exported(browser: Client, staff: User) -> None:
    mail = a_mail_of_a_body(staff, outside_number="900/KHUSUS/2026", nature=Nature.URGENT)
    secret = a_mail(staff, about="Rahasia sekali", nature=Nature.SECRET)
    url = reverse("mail:incoming-list")
    found = text_of(browser, url, q="khusus")
    assert mail.number in found and secret.number not in found
    assert secret.number not in text_of(browser, url, nature="urgent")
    everything = text_of(browser, url)
    assert "Rahasia sekali" not in everything and "tersegel" in everything
    sheet = load_workbook(io.BytesIO(browser.get(reverse("mail:incoming-export")).content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [mail.number, secret.number]
    assert "Rahasia sekali" not in str(rows) and ABOUT in str(rows)


def test_what_belongs_to_a_withheld_file_is_in_no_list_and_no_page(staff: User, ketua: User) -> None:
    case, mail = a_case(ketua), a_mail(ketua)
    actions.belong(mail=fresh(mail), by=ketua, source=case)
    conflicts.recuse(subject=case.child_id, office=ketua.office, by=staff)
    browser = signed_in(staff)
    assert browser.get(page(mail)).status_code == 404
    assert mail.number not in text_of(browser, reverse("mail:incoming-list"), status="semua")
    exported = browser.get(reverse("mail:incoming-export"), {"status": "semua"}).content
    assert mail.number not in str(list(load_workbook(io.BytesIO(exported)).active.iter_rows(values_only=True)))


def test_of_an_erased_child_the_page_shows_that_a_letter_came_and_no_word(browser: Client, staff: User) -> None:
    case, mail = a_case(staff), a_mail(staff)
    actions.belong(mail=fresh(mail), by=staff, source=case)
    keyholding.erase(subject=case.child_id, by=OPERATOR, why="request")
    for name in ("detail", "print"):
        assert ABOUT not in text_of(browser, page(mail, name))
    assert "Sudah dimusnahkan" in text_of(browser, page(mail))
    assert mail.number in text_of(browser, reverse("mail:incoming-list"))


def test_the_disposition_sheet_has_room_to_write_and_is_a_read(browser: Client, staff: User, ketua: User) -> None:
    mail = a_mail(staff)
    a_disposition(mail, staff, ketua)
    text = text_of(browser, page(mail, "print"))
    assert "Lembar disposisi" in text and "Siapkan jawaban." in text and "………" in text
    assert (
        Entry.objects.filter(verb="read.mail_print", subject=str(mail.pk)).exists()
        or Entry.objects.filter(verb="read.mail_print").exists()
    )


def test_the_list_costs_the_same_however_long(browser: Client, staff: User, ketua: User) -> None:
    a_disposition(a_mail(staff), staff, ketua)
    url = reverse("mail:incoming-list")
    few = len(statements(browser, url))
    for _n in range(3):
        a_disposition(a_mail(staff), staff, ketua)
    assert len(statements(browser, url)) == few


def test_another_office_finds_nothing_and_whoever_has_no_mail_is_refused(staff: User) -> None:
    mail = a_mail(staff)
    for name in ("detail", "print", "correct", "answer", "belong", "complaint", "settle"):
        assert signed_in(an_officer_elsewhere()).get(page(mail, name)).status_code == 404
        assert signed_in(an_outsider()).get(page(mail, name)).status_code == 403


def test_no_list_opens_what_a_private_person_wrote(browser: Client, staff: User) -> None:
    a_mail(staff, sender="Ibu Pelapor", about="Anak saya Rara Contoh")
    a_mail_of_a_body(staff, about="Undangan rapat")
    text = text_of(browser, reverse("mail:incoming-list"))
    assert "Ibu Pelapor" not in text and "Rara Contoh" not in text and "bukan lembaga" in text and "tersegel" in text
    assert "Undangan rapat" in text
    sheet = load_workbook(io.BytesIO(browser.get(reverse("mail:incoming-export")).content)).active
    told = {cell for row in sheet.values for cell in row if isinstance(cell, str)}
    assert not told & {"Ibu Pelapor", "Anak saya Rara Contoh"} and "Undangan rapat" in told
