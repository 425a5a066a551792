"""What staff see and press of weekly lists."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.duties.models import Duty, DutyNote
from suar.casework.rounds import codes, owed
from suar.casework.rounds.models import ListLine, WeeklyList
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.rounds.ground import (
    a_line,
    a_list_of,
    a_weekly_list,
    line_of,
    owing,
    undated_duty,
    withheld_from_its_agency,
)
from tests.desk.pages import signed_in, statements, text_of
from tests.factories import a_case, a_user, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PEMANTAUAN)


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def page(weekly: WeeklyList, name: str = "detail") -> str:
    return reverse(f"rounds:weekly-{name}", args=[weekly.pk])


def answering(weekly: WeeklyList, place: int = 1) -> str:
    return reverse("rounds:weekly-answer", args=[weekly.pk, line_of(weekly, place).pk])


def seen(weekly: WeeklyList, place: int = 1) -> dict[str, object]:
    """What the page of this line sends along."""
    return {"version": line_of(weekly, place).version}


def today() -> str:
    return timezone.localdate().isoformat()


def test_a_body_that_owes_more_than_a_list_holds_is_said_so_before_and_after(
    browser: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owed, "MOST_LINES", 2)
    agency = owing(officer, 5)
    there = f"{reverse('duties:duty-list')}?tab=tunggu&amp;agency={agency.pk}"
    for url in (reverse("rounds:weekly-new") + f"?lembaga={agency.pk}", page(a_list_of(agency, officer))):
        text = browser.get(url).text
        assert "3 kewajiban lain lembaga ini tidak termuat" in text and there in text
    assert len(rows_of(browser.get(there.replace("&amp;", "&")).text)) == 5


def rows_of(text: str) -> list[str]:
    return re.findall(r'href="/kewajiban/[0-9a-f-]{36}/"', text)


def test_a_list_is_made_for_a_body_and_then_for_a_person(browser: Client, officer: User) -> None:
    agency = owing(officer, 2)
    line = a_line(agency)
    url = reverse("rounds:weekly-new")
    assert agency.short_name in text_of(browser, url)
    text = text_of(browser, url, lembaga=agency.pk)
    assert "2 baris" in text and line.phone in text
    list_id = re.search(r'name="form_id" value="([0-9a-f-]{36})"', text)
    assert list_id is not None
    sent = {"agency": agency.pk, "form_id": list_id[1], "line": f"{line.label}, {line.phone}"}
    answer = browser.post(url, {**sent, "recipient": ""})
    assert answer.status_code == 422 and "Tulis nama atau jabatan" in answer.content.decode()
    for _press in range(2):
        answer = browser.post(url, {**sent, "recipient": "Kasubbag Umum"})
        assert answer["Location"] == page(WeeklyList.objects.get())
    assert WeeklyList.objects.get().pk != UUID(list_id[1])


def test_the_page_of_a_list_shows_its_lines_code_and_person(browser: Client, officer: User) -> None:
    weekly = a_weekly_list(officer)
    text = text_of(browser, page(weekly))
    for words in ("Kasubbag Umum", codes.grouped(weekly.code), weekly.number, "Catat jawaban"):
        assert words in text, words
    assert answering(weekly, 1) in text and answering(weekly, 2) in text
    entry = Entry.objects.get(verb="read.weekly_list")
    assert str(line_of(weekly).duty.subject) in entry.data


def test_two_clicks_answer_a_line(browser: Client, officer: User) -> None:
    weekly = a_weekly_list(officer)
    text = text_of(browser, answering(weekly))
    assert f'value="{today()}"' in text
    buttons = re.findall(r'<button[^>]*name="answer" value="([a-z]+:[a-z]+)"', text)
    assert len(buttons) == 9 and "whatsapp:partly" in buttons
    answer = browser.post(answering(weekly), seen(weekly) | {"on": today(), "answer": "letter:done", "note": ""})
    assert answer["Location"] == f"{page(weekly)}#baris-1"
    line = ListLine.objects.get(list=weekly, place=1)
    assert (line.how, line.answer, Duty.objects.get(pk=line.duty_id).status) == ("letter", "done", "done")
    assert "dipenuhi" in text_of(browser, page(weekly))
    assert "Sudah selesai" in text_of(browser, answering(weekly))


def test_an_answer_from_an_old_page_does_not_replace_a_colleagues_unseen(browser: Client, officer: User) -> None:
    weekly = a_weekly_list(officer)
    old = seen(weekly)
    colleague = signed_in(a_user(Role.SEKRETARIAT, officer.office))
    colleague.post(answering(weekly), old | {"on": today(), "answer": "letter:refused"})
    answer = browser.post(answering(weekly), old | {"on": today(), "answer": "phone:done", "note": "Kata Pak Contoh."})
    text = answer.content.decode()
    assert answer.status_code == 409 and "Kata Pak Contoh." in text
    assert "Jawaban yang tersimpan sekarang: ditolak, surat" in text
    assert ListLine.objects.get(list=weekly, place=1).answer == "refused"
    again = browser.post(answering(weekly), seen(weekly) | {"on": today(), "answer": "phone:done", "note": ""})
    assert again.status_code == 302 and ListLine.objects.get(list=weekly, place=1).answer == "done"


def test_a_double_press_writes_one_note(browser: Client, officer: User) -> None:
    weekly = a_weekly_list(officer)
    notes, sent = DutyNote.objects.filter(duty=line_of(weekly).duty), seen(weekly)
    before = notes.count()
    for _press in range(2):
        sent |= {"on": today(), "answer": "phone:partly", "note": "Segera."}
        assert browser.post(answering(weekly), sent).status_code == 302
    assert notes.count() == before + 1


def test_what_cannot_be_keeps_every_word(browser: Client, officer: User) -> None:
    weekly = a_weekly_list(officer)
    for wrong, status, words in (
        ({"on": "2999-01-01"}, 422, "Tulis tahun antara"),
        ({"on": "2020-01-01"}, 400, "sebelum daftarnya dibuat"),
        ({"answer": "phone"}, 400, "Pilih jawabannya"),
    ):
        sent = seen(weekly) | {"on": today(), "answer": "phone:done", "note": "Kata Pak Contoh.", **wrong}
        answer = browser.post(answering(weekly), sent)
        text = answer.content.decode()
        assert (answer.status_code, words in text, "Kata Pak Contoh." in text) == (status, True, True), wrong
    assert not ListLine.objects.exclude(answer="").exists()


def test_it_is_printed_as_it_was_made_and_copied_for_a_telephone(browser: Client, officer: User) -> None:
    weekly = a_weekly_list(officer)
    answer = browser.get(page(weekly, "pdf"))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert f"daftar-{weekly.number}.pdf" in answer["Content-Disposition"]
    assert "Jangan menulis nama anak di sini." in text_of(browser, page(weekly, "message"))
    assert Entry.objects.filter(verb="read.weekly_file").count() == 2


def test_that_it_was_sent_is_one_press(browser: Client, officer: User) -> None:
    weekly = a_weekly_list(officer)
    assert browser.post(page(weekly, "send"), {"how": "whatsapp"}).status_code == 302
    text = text_of(browser, page(weekly))
    assert "terkirim" in text and "Catat terkirim" not in text
    assert browser.post(page(weekly, "send"), {"how": "whatsapp"}).status_code == 409


@pytest.mark.parametrize("how", ["grouped", "scanned", "number"])
def test_the_code_opens_the_list(browser: Client, officer: User, how: str) -> None:
    weekly = a_weekly_list(officer)
    typed = {
        "grouped": codes.grouped(weekly.code),
        "scanned": codes.carried(weekly.code),
        "number": weekly.number.lower(),
    }[how]
    answer = browser.post(reverse("rounds:weekly-code"), {"code": typed})
    assert answer.status_code == 302 and answer["Location"] == page(weekly)


def test_a_code_of_nothing_or_of_another_office_opens_nothing(officer: User) -> None:
    weekly, theirs = a_weekly_list(officer), signed_in(an_officer_elsewhere())
    url = reverse("rounds:weekly-code")
    assert theirs.get(url).status_code == 200
    for typed in ("123", codes.grouped(weekly.code)):
        answer = theirs.post(url, {"code": typed})
        assert answer.status_code == 422 and "Tidak ada daftar dengan kode ini" in answer.content.decode()


def test_the_list_of_lists_is_filtered_and_says_how_many_were_answered(browser: Client, officer: User) -> None:
    first, second = a_weekly_list(officer), a_weekly_list(officer)
    browser.post(answering(first), seen(first) | {"on": today(), "answer": "phone:done"})
    url = reverse("rounds:weekly-list")
    text = text_of(browser, url)
    assert first.number in text and second.number in text and "1/2" in text and "0/2" in text
    assert second.number not in text_of(browser, url, q=first.number)
    assert "Belum ada daftar di sini." in text_of(browser, url, q="D1999")


def test_what_is_left_out_is_counted_and_a_list_that_may_not_leave_has_no_paper(browser: Client, officer: User) -> None:
    weekly = a_weekly_list(officer)
    number = withheld_from_its_agency(weekly.agency).number
    undated_duty(weekly.agency, officer, a_case(officer))
    text = text_of(browser, page(weekly))
    assert "tidak boleh keluar lagi" in text and page(weekly, "pdf") not in text
    for name in ("pdf", "message"):
        assert browser.get(page(weekly, name)).status_code == 400
    text = text_of(browser, reverse("rounds:weekly-new"), lembaga=weekly.agency_id)
    assert "2 kewajiban tidak ikut" in text and "1 baris" in text and number not in text


def test_who_may_not_is_refused_and_what_is_not_theirs_is_not_found(officer: User) -> None:
    weekly = a_weekly_list(officer)
    governor, elsewhere = signed_in(a_user(Role.GUBERNUR)), signed_in(an_officer_elsewhere())
    for name in ("list", "new", "code"):
        assert governor.get(reverse(f"rounds:weekly-{name}")).status_code == 403
    for url in (page(weekly), page(weekly, "pdf"), page(weekly, "message"), answering(weekly)):
        assert governor.get(url).status_code == 403
        assert elsewhere.get(url).status_code == 404
    assert elsewhere.post(page(weekly, "send"), {"how": "letter"}).status_code == 404
    assert signed_in(officer).get(reverse("rounds:weekly-answer", args=[weekly.pk, uuid4()])).status_code == 404


def test_the_page_of_a_duty_leads_to_its_lists(browser: Client, officer: User) -> None:
    weekly = a_weekly_list(officer)
    text = text_of(browser, reverse("duties:duty-detail", args=[line_of(weekly).duty_id]))
    assert page(weekly) in text and f"Daftar mingguan {weekly.number}, baris 1" in text


def test_pages_cost_the_same_with_many(browser: Client, officer: User) -> None:
    weekly = a_weekly_list(officer, n=1)
    urls = (page(weekly), reverse("rounds:weekly-list"))
    few = [len(statements(browser, url)) for url in urls]
    a_weekly_list(officer), a_weekly_list(officer)
    more = [len(statements(browser, url)) for url in (page(a_weekly_list(officer, n=5)), urls[1])]
    assert all(then <= first + 1 for first, then in zip(few, more, strict=True)), (few, more)
    assert max(more) <= 20, more
