"""Hand-overs on their pages: the packet, the letter, the receipt."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from suar.casework.complaints.models import HandOver
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import User
from tests.casework.complaints.pages import at, fields_of
from tests.conditions import MET
from tests.factories import (
    a_case,
    a_handover,
    a_triaged_complaint,
    an_agency,
    an_officer_elsewhere,
)

pytestmark = pytest.mark.django_db

UNTOUCHED = {"event_72h": "no", "pregnancy": "unknown", "dying": "no", "pictures": "no"}


def hand_data(response: Any, agency: int, **changed: str) -> dict[str, Any]:
    given = {
        "agency": str(agency),
        "recipient": "Ibu Contoh, kepala layanan",
        "purpose": "Pendampingan",
        "condition": "Aman di rumah bibi",
        **MET,
    }
    return fields_of(response) | given | changed


def test_a_hand_over_in_another_age_comes_back(desk: Client, officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    asked = desk.get(at("handover-new", complaint.pk))
    for moment in ("0001-01-01T00:00", "9999-12-31T23:59"):
        data = hand_data(asked, an_agency("uptd").pk, handed_at=moment)
        response = desk.post(at("handover-new", complaint.pk), data)
        assert "Tulis tahun antara 1900 dan 2100." in response.content.decode()
    assert not HandOver.objects.exists()


def test_a_hand_over_carries_the_packet_and_a_letter(desk: Client, officer: User) -> None:
    agency = an_agency("uptd")
    complaint = a_triaged_complaint(officer)
    asked = desk.get(at("handover-new", complaint.pk))
    data = hand_data(asked, agency.pk, papers="police")
    for _press in range(2):
        response = desk.post(at("handover-new", complaint.pk), data)
    handover = HandOver.objects.get()
    assert "Keadaan anak saat ini: Aman di rumah bibi" in handover.packet
    assert "laporan polisi" in handover.packet
    page = desk.get(response["Location"]).content.decode()
    assert handover.letter_number in page
    assert "Rara" not in page


def test_the_letter_is_a_document_with_number_and_no_name(desk: Client, officer: User) -> None:
    from docx import Document

    handover = a_handover(officer)
    response = desk.get(at("handover-letter", handover.pk))
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response.content == desk.get(at("handover-letter", handover.pk)).content
    document = Document(io.BytesIO(response.content))
    text = "\n".join(
        [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    )
    assert handover.letter_number in text
    assert handover.reference in text
    assert "Rara" not in text
    assert Entry.objects.filter(verb="read.handover").count() == 2


def test_a_case_is_handed_over_from_its_own_door(desk: Client, officer: User) -> None:
    case, agency = a_case(officer, summary="Ringkas."), an_agency("social")
    asked = desk.get(at("handover-case", case.pk))
    response = desk.post(at("handover-case", case.pk), hand_data(asked, agency.pk))
    handover = HandOver.objects.get()
    assert (handover.case, handover.complaint) == (case, None)
    assert desk.get(response["Location"]).status_code == 200


def test_a_receipt_is_recorded_and_a_second_one_refused(desk: Client, officer: User) -> None:
    handover = a_handover(officer)
    asked = desk.get(at("handover-receipt", handover.pk))
    data = fields_of(asked) | {"receipt_number": "TT/1/2026"}
    assert desk.post(at("handover-receipt", handover.pk), data).status_code == 302
    again = desk.post(at("handover-receipt", handover.pk), data)
    assert again.status_code == 409
    empty = desk.post(at("handover-receipt", a_handover(officer).pk), {"version": "1"})
    assert empty.status_code == 422


def test_a_hand_over_of_another_office_does_not_exist(as_: Callable[[User], Client]) -> None:
    handover = a_handover()
    browser = as_(an_officer_elsewhere())
    for name in ("handover-detail", "handover-letter", "handover-receipt"):
        assert browser.get(at(name, handover.pk)).status_code == 404


def test_each_condition_is_answered_before_anything_is_handed_over(desk: Client, officer: User) -> None:
    complaint, agency = a_triaged_complaint(officer), an_agency("uptd")
    asked = desk.get(at("handover-new", complaint.pk))
    assert "Tidak ada wartawan" in asked.content.decode()
    for one in MET:
        data = hand_data(asked, agency.pk)
        del data[one]
        answer = desk.post(at("handover-new", complaint.pk), data)
        assert answer.status_code == 422 and "Jawab ya atau tidak." in answer.content.decode()
        silent = desk.post(at("handover-new", complaint.pk), hand_data(asked, agency.pk, **{one: "no"}))
        assert silent.status_code == 422 and "Tulis mengapa syarat ini" in silent.content.decode()
    assert not HandOver.objects.exists()


def test_the_letter_says_each_condition_with_its_answer(desk: Client, officer: User) -> None:
    complaint, agency = a_triaged_complaint(officer), an_agency("uptd")
    asked = desk.get(at("handover-new", complaint.pk))
    why = {"companion": "no", "companion_why": "pekerja sosial baru tiba besok"}
    page = desk.get(desk.post(at("handover-new", complaint.pk), hand_data(asked, agency.pk, **why))["Location"])
    text = page.content.decode()
    assert "Tidak ada wartawan, kamera, atau siaran di tempat penyerahan: ya" in text
    assert "Anak didampingi pekerja sosial atau pendamping: tidak, karena pekerja sosial baru tiba besok" in text
    assert "Komisi tidak menggeledah tempat atau orang: ya" in text
    assert "Anak diserahkan dengan status anak korban: ya" in text
    handover = HandOver.objects.get()
    assert (handover.no_press, handover.companion) == ("yes", "no")
    assert handover.exceptions == {"companion": "pekerja sosial baru tiba besok"}
