"""The pages of letters: works, refused, not found, two editors, and what the ledger keeps of a look."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.duties import actions as duties
from suar.casework.letters import actions, rendering
from suar.casework.letters.models import Kind, Letter, Status
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from suar.registry.agencies import actions as agencies
from tests.desk.pages import panel, signed_in, text_of
from tests.factories import (
    a_late_duty,
    a_letter,
    a_sent_letter,
    a_user,
    an_agency,
    an_issued_letter,
    an_office,
    an_officer,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db
LIST = "/surat/"


def url(letter: Letter, name: str = "detail") -> str:
    return reverse(f"letters:letter-{name}", args=[letter.pk])


def last_read(what: str) -> set[str]:
    entry = Entry.objects.filter(verb=f"read.{what}").latest("id")
    return set(json.loads(entry.data)["ids"])


def test_the_list_is_searched_narrowed_and_sorted_and_the_look_is_recorded() -> None:
    ketua = a_user(Role.KETUA)
    draft, sent = a_letter(an_agency(name="RSUD Contoh")), a_sent_letter(ketua)
    browser = signed_in(ketua)
    text = text_of(browser, LIST)
    assert url(draft) in text and url(sent) in text
    assert last_read("letter_list") == {str(draft.pk), str(sent.pk)}
    for query, found in (
        ({"q": sent.number}, [sent]),
        ({"q": "2026-0412"}, [draft, sent]),
        ({"status": "draft"}, [draft]),
        ({"status": "unanswered"}, []),
        ({"agency": draft.agency_id}, [draft]),
        ({"kind": "escalation"}, []),
    ):
        text = text_of(browser, LIST, **query)
        assert [url(letter) in text for letter in (draft, sent)] == [letter in found for letter in (draft, sent)], query
    for order in ("tanggal", "-tanggal", "lembaga", "-lembaga", "keadaan", "-keadaan", "giliran", "-giliran"):
        assert url(draft) in text_of(browser, LIST, urut=order)


def test_the_export_holds_what_the_list_shows() -> None:
    ketua = a_user(Role.KETUA)
    sent = a_sent_letter(ketua)
    a_letter()
    response = signed_in(ketua).get(reverse("letters:letter-export"), {"status": "sent"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [sent.number in row for row in rows if sent.agency.short_name in row] == [True]
    assert last_read("letter_export") == {str(sent.pk)}


def test_a_letter_goes_its_way_in_two_clicks_a_step() -> None:
    ketua, secretary, letter = a_user(Role.KETUA), a_user(Role.SEKRETARIAT), a_letter()
    browser, desk = signed_in(ketua), signed_in(secretary)
    assert url(letter, "issue") in text_of(browser, url(letter))
    assert url(letter, "issue") not in text_of(desk, url(letter))
    answer = browser.post(url(letter, "issue"), {"version": letter.version})
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert url(letter, "send") in text_of(desk, url(letter))
    assert desk.post(url(letter, "send"), {"version": letter.version, "how": "post"}).status_code == 302
    letter.refresh_from_db()
    assert url(letter, "answer") in text_of(desk, url(letter))
    facts = {"version": letter.version, "on": timezone.localdate().isoformat(), "number": "B/7", "note": ""}
    assert desk.post(url(letter, "answer"), facts).status_code == 302
    letter.refresh_from_db()
    assert (letter.status, letter.answer_number) == (Status.ANSWERED, "B/7")
    assert "B/7" in text_of(desk, url(letter))


def test_the_files_of_an_issued_letter_are_the_frozen_bytes_and_their_names_tell_nothing() -> None:
    ketua = a_user(Role.KETUA)
    letter = an_issued_letter(ketua)
    browser = signed_in(ketua)
    for form in ("pdf", "docx"):
        response = browser.get(url(letter, form))
        assert response.content == rendering.content(letter.files.get(form=form))
        assert "2026-0412" not in response["Content-Disposition"]
    assert str(letter.pk) in last_read("letter_file")


def test_a_draft_is_looked_at_as_pdf_and_docx_without_a_number() -> None:
    ketua, letter = a_user(Role.KETUA), a_letter()
    browser = signed_in(ketua)
    assert browser.get(url(letter, "pdf")).content.startswith(b"%PDF")
    assert browser.get(url(letter, "docx")).content.startswith(b"PK")
    letter.refresh_from_db()
    assert (letter.number, letter.files.count()) == ("", 0)


def test_an_issued_letter_keeps_its_words_whatever_changes_afterwards() -> None:
    ketua, agency = a_user(Role.KETUA), an_agency(name="RSUD Sebelum")
    letter = an_issued_letter(ketua, agency)
    agencies.edit_agency(agency=agency, name="RSUD Sesudah", by=OPERATOR)
    duties.finish(duty=letter.lines.get().duty, by=OPERATOR)
    text = panel(text_of(signed_in(ketua), url(letter)), "Isi surat").partition("<aside")[0]
    assert "RSUD Sebelum" in text and "RSUD Sesudah" not in text and "2026-0412" in text


def test_of_two_editors_the_second_sees_why_and_keeps_its_words() -> None:
    letter, signer = a_letter(), a_user(Role.KETUA)
    facts = {"version": letter.version, "addressee": "Kepala Unit", "line": "", "signer": signer.pk}
    assert signed_in(an_officer()).post(url(letter, "edit"), {**facts, "closing": "Pertama."}).status_code == 302
    answer = signed_in(an_officer()).post(url(letter, "edit"), {**facts, "closing": "Kedua."})
    assert answer.status_code == 409
    assert "Kedua." in answer.text and "Orang lain baru saja" in answer.text


def test_a_draft_says_that_nobody_is_named_and_its_form_which_lines_are_known() -> None:
    agency = an_agency("health")
    agencies.add_contact(agency=agency, label="Instalasi Forensik", phone="0800-1000", by=OPERATOR)
    duty, signer = a_late_duty(agency), a_user(Role.KETUA)
    letter = actions.propose(office=duty.office, agency=agency, kind="reminder", by=OPERATOR)
    facts = {"version": letter.version, "addressee": letter.addressee, "closing": "", "signer": signer.pk}
    browser = signed_in(an_officer())
    assert "Belum ditujukan kepada siapa pun" in text_of(browser, url(letter))
    assert "Yang tercatat pada lembaga itu: Instalasi Forensik." in text_of(browser, url(letter, "edit"))
    refused = browser.post(url(letter, "edit"), {**facts, "line": agency.name})
    assert refused.status_code == 400 and "tidak ditujukan kepada seluruh lembaga" in refused.text
    assert browser.post(url(letter, "edit"), {**facts, "line": "Kepala Instalasi Forensik"}).status_code == 302
    text = text_of(browser, url(letter))
    assert "u.p. Kepala Instalasi Forensik" in text and "Belum ditujukan kepada siapa pun" not in text


def test_a_letter_by_hand_opens_the_draft_and_offers_only_who_is_late() -> None:
    duty, officer = a_late_duty(), an_officer()
    prompt = an_agency(name="Lembaga Tepat Waktu")
    browser = signed_in(officer)
    assert "Lembaga Tepat Waktu" not in text_of(browser, reverse("letters:letter-new"))
    new = reverse("letters:letter-new")
    assert browser.post(new, {"agency": prompt.pk, "kind": "reminder"}).status_code == 200
    answer = browser.post(new, {"agency": duty.agency_id, "kind": "reminder"})
    assert answer["Location"] == url(Letter.objects.get())


@pytest.mark.parametrize("who", [an_officer_elsewhere, an_outsider, lambda: a_user(Role.MITRA)])
def test_whoever_may_not_know_a_letter_gets_nothing_and_changes_nothing(who: Callable[[], User]) -> None:
    letter = a_letter()
    browser = signed_in(who())
    for name in ("detail", "pdf", "docx", "edit", "issue", "send", "answer", "withdraw"):
        assert browser.get(url(letter, name)).status_code in {403, 404}, name
        assert browser.post(url(letter, name), {"version": letter.version}).status_code in {403, 404, 405}, name
    assert Letter.objects.get(pk=letter.pk).version == letter.version


def test_a_letter_of_another_office_is_in_no_list() -> None:
    letter = a_letter(office=an_office())
    assert url(letter) not in text_of(signed_in(an_officer_elsewhere()), LIST)


def test_a_duty_shows_by_which_letter_and_when_its_agency_was_reminded() -> None:
    ketua = a_user(Role.KETUA)
    letter = a_sent_letter(ketua)
    duty = letter.lines.get().duty
    text = panel(text_of(signed_in(ketua), reverse("duties:duty-detail", args=[duty.pk])), "Surat tentang")
    assert letter.number in text and url(letter) in text and "terkirim" in text


def test_today_says_what_waits_of_letters() -> None:
    ketua = a_user(Role.KETUA)
    a_letter(), an_issued_letter(ketua)
    whole = text_of(signed_in(ketua), "/")
    assert "1 usulan surat menunggu" in whole and "1 surat terbit, belum dikirim" in whole


def test_an_escalation_without_a_known_superior_says_how_to_mend_it() -> None:
    letter = a_letter(kind=Kind.ESCALATION)
    assert reverse("agencies:agency-edit", args=[letter.agency_id]) in text_of(signed_in(an_officer()), url(letter))


def test_a_withdrawn_draft_shows_what_it_was_and_why() -> None:
    letter = a_letter()
    actions.withdraw(letter=letter, why="Sudah ditelepon.", by=OPERATOR)
    text = text_of(signed_in(an_officer()), url(letter))
    assert "Sudah ditelepon." in text and "2026-0412" in text
