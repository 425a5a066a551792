"""What pages and paper say of a limit that the office counts otherwise: its own length, or the duty's own day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.complaints import letters as handovers
from suar.casework.duties.limits import due_of, dues_of, length_of
from suar.casework.duties.models import Duty
from suar.casework.sharing import packages
from suar.core.documents.indonesian import plain_date
from suar.registry.accounts.models import Role
from tests.casework.duties.builders import counted_otherwise
from tests.casework.mail.ground import a_disposition, a_mail
from tests.casework.material.ground import an_arrival
from tests.casework.paper.ground import a_printed_pad
from tests.casework.sharing.ground import a_dangerous_one, a_referral, a_sent_referral
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_handover, a_user, an_office, an_officer

pytestmark = pytest.mark.django_db
MAIL, RECEIPT, REVIEW = "house__mail__disposition", "house__referral__receipt", "house__share__review"


def test_a_length_is_that_of_the_office_on_the_day() -> None:
    office, before = an_office(), timezone.localdate() - timedelta(days=5)
    assert length_of("house.mail.disposition", office.pk) == "3 hari kerja"
    with counted_otherwise(**{MAIL: (10, "working_days")}):
        assert length_of("house.mail.disposition", office.pk) == "10 hari kerja"
        assert length_of("house.mail.disposition", office.pk, on=before) == "3 hari kerja"


def test_the_days_of_no_duty_are_none() -> None:
    assert dues_of([None]) == {} and due_of(None) is None


def test_the_sheet_of_a_letter_shows_the_day_of_each_disposition_and_the_form_the_length() -> None:
    staff, ketua = a_user(Role.SEKRETARIAT), a_user(Role.KETUA)
    with counted_otherwise(**{MAIL: (10, "working_days")}):
        mail = a_mail(staff)
        due = Duty.objects.get(pk=a_disposition(mail, staff, ketua).duty_id).due_at
        text = text_of(signed_in(staff), reverse("mail:incoming-print", args=[mail.pk]))
        assert due is not None and plain_date(timezone.localdate(due)) in text and "3 hari kerja" not in text
        assert "10 hari kerja" in text_of(signed_in(ketua), reverse("mail:incoming-dispose", args=[mail.pk]))


def test_a_referral_names_the_time_for_its_receipt_on_the_page_and_in_the_letter() -> None:
    officer = an_officer()
    with counted_otherwise(**{RECEIPT: (5, "working_days"), REVIEW: (48, "hours")}):
        sent = a_sent_referral(officer)
        assert "dalam 5 hari kerja (aturan komisi)" in packages.closing(sent)[0]
        text = text_of(signed_in(officer), reverse("sharing:referral-detail", args=[a_referral(by=officer).pk]))
        assert "meninjau dalam 2 × 24 jam" in text and "72 jam" not in text
        gone = a_dangerous_one(officer)
        due = due_of(gone.review_duty)
        assert due is not None
        text = text_of(signed_in(officer), reverse("sharing:referral-detail", args=[gone.pk]))
        assert "meninjau paling lambat" in text and f"{timezone.localtime(due):%H.%M}" in text and "72 jam" not in text


def test_a_letter_keeps_the_length_of_its_day() -> None:
    officer = an_officer()
    sent, handover, week = a_sent_referral(officer), a_handover(officer), timedelta(days=7)
    lengths = {RECEIPT: (5, "working_days"), "house__handover__acknowledge": (48, "hours")}
    with counted_otherwise(**lengths):
        assert "dikembalikan dalam 2 × 24 jam (aturan komisi)" in "".join(handovers.body(handover))
        sent.sent_at, handover.handed_at = timezone.now() - week, timezone.now() - week
        assert "dalam 2 hari kerja (aturan komisi)" in packages.closing(sent)[0]
        assert "dikembalikan dalam 1 × 24 jam (aturan komisi)" in "".join(handovers.body(handover))


def test_a_pad_says_on_which_day_it_is_counted_next() -> None:
    staff = a_user(Role.SEKRETARIAT)
    with counted_otherwise(house__paper__count=(30, "calendar_days")):
        pad = a_printed_pad(staff, count=1).pad
        given = {"version": pad.version, "blank": 1}
        answer = signed_in(staff).post(reverse("paper:pad-count", args=[pad.pk]), given, follow=True)
        pad.refresh_from_db()
        assert f"diminta sesudah {plain_date(timezone.localdate(pad.count_by))}" in answer.text
        assert "14 hari" not in answer.text


def test_the_step_of_the_receipt_says_until_when() -> None:
    officer = an_officer()
    with counted_otherwise(house__material__receipt=(9, "calendar_days")):
        arrival = an_arrival(officer)
        page = reverse("material:arrival-receipt", args=[arrival.pk])
        assert "Dalam 9 hari kalender sesudah menelepon (aturan komisi)." in text_of(signed_in(officer), page)


def test_the_list_of_missed_calls_says_until_when_one_calls_back() -> None:
    officer = an_officer()
    with counted_otherwise(house__contact__call_back=(4, "working_days")):
        assert "dalam 4 hari kerja (aturan komisi)" in text_of(signed_in(officer), reverse("contacts:missed-list"))


def test_whoever_closes_a_file_reads_on_which_days_the_child_is_asked_after() -> None:
    officer, ketua = an_officer(), a_user(Role.KETUA)
    with counted_otherwise(house__aftercare__third=(8, "months")):
        case = a_case(officer, safe_now="yes")
        cases.propose_closure(case=case, by=officer, reason="reintegrasi", note="Anak kembali ke keluarga.")
        page = reverse("cases:closure-countersign", args=[case.pk])
        answer = signed_in(ketua).post(page, {"version": case.version}, follow=True)
        dues = Duty.objects.about(case.child_id).filter(kind__startswith="after_care").order_by("turn_at")
        days = ", ".join(plain_date(timezone.localdate(duty.turn_at)) for duty in dues)
        assert len(dues) == 3 and f"Kabar anak ditanyakan paling lambat {days}." in answer.text
