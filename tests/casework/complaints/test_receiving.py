"""A complaint comes in once, under a key of its own, with its promises; the first reading keeps one of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.complaints import actions, panels
from suar.casework.complaints.models import Complaint, Status
from suar.casework.complaints.recording import start
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import PUBLIC
from suar.core.ledger.models import Entry
from suar.core.vault import tokens
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import Role
from tests.factories import (
    a_complaint,
    a_filed_complaint,
    a_triaged_complaint,
    a_user,
    an_office,
    an_officer,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db


def verbs(complaint: Complaint) -> list[str]:
    return list(Entry.objects.about(complaint.subject).order_by("id").values_list("verb", flat=True))


def kinds(complaint: Complaint) -> set[str]:
    return set(Duty.objects.open().about(complaint.subject).values_list("kind", flat=True))


def test_a_filed_complaint_waits_unread_with_two_promises() -> None:
    complaint = a_filed_complaint()
    assert complaint.status == Status.NEW
    assert kinds(complaint) == {"read_complaint", "answer_reporter"}
    assert verbs(complaint)[-1] == "complaint.receive"
    assert DataKey.objects.filter(pk=complaint.id).exists()


def test_who_writes_a_complaint_down_has_read_it() -> None:
    officer = an_officer()
    complaint = a_complaint(officer)
    assert (complaint.status, complaint.opened_by) == (Status.READ, officer)
    assert kinds(complaint) == set()


def test_a_reporter_who_may_be_called_is_owed_an_answer() -> None:
    complaint = a_complaint(reporter={"name": "Ibu Contoh", "phone": "0800-555-0102", "may_call": "yes"})
    assert kinds(complaint) == {"answer_reporter"}


def test_numbers_run_by_office_and_year() -> None:
    first, second = a_complaint(), a_filed_complaint()
    elsewhere = a_complaint(an_officer_elsewhere())
    assert first.number[:6] == elsewhere.number[:6] == "P-0001"
    assert second.number[:6] == "P-0002"


def test_the_same_form_twice_files_once() -> None:
    officer, form = an_officer(), uuid4()
    first = a_complaint(officer, complaint_id=form)
    again = a_complaint(officer, complaint_id=form, story="Diketik lagi.")
    assert again.pk == first.pk == form
    assert Complaint.objects.count() == 1
    assert again.story == "Seorang anak dipaksa bekerja di sebuah penginapan."


def test_a_form_of_another_office_is_not_handed_out() -> None:
    form = uuid4()
    a_complaint(complaint_id=form)
    with pytest.raises(Conflict):
        a_complaint(an_officer_elsewhere(), complaint_id=form)


def test_a_moment_that_has_not_come_is_refused_at_the_desk() -> None:
    with pytest.raises(DomainError, match="belum tiba"):
        a_complaint(received_at=timezone.now() + timedelta(hours=1))


def test_a_year_a_hundred_off_is_refused_and_takes_no_number_of_this_year() -> None:
    officer, now = an_officer(), timezone.now()
    with pytest.raises(DomainError, match=str(now.year - 100)):
        a_complaint(officer, received_at=now - timedelta(days=36_525))
    assert not Complaint.objects.exists()
    assert (a_complaint(officer).number[:6], a_filed_complaint(officer.office).number[:6]) == ("P-0001", "P-0002")


def test_what_reached_another_desk_years_ago_is_still_written_down() -> None:
    assert a_complaint(received_at=timezone.now() - timedelta(days=4 * 366)).number.startswith("P-0001/")


@pytest.mark.parametrize("wrong", [{"channel": "fax"}, {"kind": "x"}, {"about": "x"}, {"child_role": "x"}])
def test_unknown_codes_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(DomainError, match="tidak dikenal"):
        a_complaint(**wrong)


def test_only_staff_of_the_office_write_complaints_down() -> None:
    an_office("sambas", "KPPAD Kabupaten Sambas")
    with pytest.raises(Refused):
        actions.receive(office=an_office("sambas"), by=an_officer(), channel="visit")
    with pytest.raises(Refused):
        actions.receive(office=an_office(), by=an_outsider(), channel="visit")


def test_no_column_holds_what_was_said_in_the_clear() -> None:
    complaint = a_complaint(story="Penanda cerita", child_name="Penanda nama", reporter={"phone": "0800-777-1234"})
    for value in Complaint.objects.filter(pk=complaint.pk).values_list().get():
        assert b"Penanda" not in bytes(value if isinstance(value, bytes | memoryview) else str(value).encode())


def test_the_first_reading_keeps_the_promise_and_is_recorded() -> None:
    officer, complaint = an_officer(), a_filed_complaint()
    actions.open_complaint(complaint=complaint, by=officer)
    complaint.refresh_from_db()
    assert (complaint.status, complaint.opened_by) == (Status.READ, officer)
    assert kinds(complaint) == {"answer_reporter"}
    assert "complaint.open" in verbs(complaint)


def test_what_the_secretariat_read_or_wrote_down_waits_for_a_commissioner() -> None:
    secretary, read = a_user(Role.SEKRETARIAT), a_filed_complaint()
    actions.open_complaint(complaint=read, by=secretary)
    written = a_complaint(secretary)
    for complaint in (read, written):
        assert complaint.status == Status.READ and "triage_complaint" in kinds(complaint)
    assert "triage_complaint" not in kinds(a_complaint(an_officer()))
    actions.close_as(complaint=written, status=Status.NOISE, noise="test", by=an_officer())
    assert "triage_complaint" not in kinds(written)


def test_a_second_reader_finds_it_open_and_changes_nothing() -> None:
    first, second, complaint = an_officer(), an_officer(), a_filed_complaint()
    stale = Complaint.objects.select_related("office").get(pk=complaint.pk)
    actions.open_complaint(complaint=complaint, by=first)
    actions.open_complaint(complaint=stale, by=second)
    assert stale.opened_by == first
    assert verbs(complaint).count("complaint.open") == 1


def test_an_officer_elsewhere_cannot_open_it() -> None:
    with pytest.raises(Refused):
        actions.open_complaint(complaint=a_filed_complaint(), by=an_officer_elsewhere())


def test_names_are_given_after_the_reveal_is_recorded() -> None:
    officer, complaint = a_user(Role.SEKRETARIAT), a_complaint()
    names = actions.reveal(complaint=complaint, by=officer)
    assert names == {"child": "Rara Contoh", "reporter": "Ibu Contoh", "phone": "0800-555-0101", "reported": ""}
    assert verbs(complaint)[-1] == "read.complaint_names"
    with pytest.raises(Refused):
        actions.reveal(complaint=complaint, by=an_outsider())


def test_the_public_form_needs_no_role() -> None:
    assert actions.receive(office=an_office(), by=PUBLIC, channel="form").status == Status.NEW


def test_a_complaint_is_found_by_name_and_number_after_a_rebuild_of_the_index() -> None:
    complaint = a_complaint()
    tokens.reindex()
    assert complaint.pk in tokens.find_alike("Rara Contoh")
    assert complaint.pk in tokens.find_number("0800 555 0101")


def test_the_review_that_is_owed_ends_by_the_review_and_by_no_press() -> None:
    secretary, officer = a_user(Role.SEKRETARIAT), an_officer()
    complaint = a_complaint(secretary, urgent=True)
    owed = Duty.objects.open().select_related("office").get(subject=complaint.subject, kind="triage_complaint")
    for by in (secretary, officer):
        with pytest.raises(Refused, match="langkahnya sendiri"):
            duties.finish(duty=owed, by=by, note="Sudah.")
        with pytest.raises(Refused, match="langkahnya sendiri"):
            duties.cancel(duty=owed, by=by, why="Tidak perlu.")
    assert panels.beside_duty(owed, secretary) == []
    assert panels.beside_duty(owed, officer)[0].url == reverse("complaints:complaint-triage", args=[complaint.pk])
    assert Complaint.objects.passed_on().filter(pk=complaint.pk).exists()


def test_a_review_that_is_still_owed_ends_with_the_file_that_is_opened() -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    start(complaint, "triage_complaint", officer, complaint.received_at)
    case = actions.make_case(complaint=complaint, by=officer)
    assert not Duty.objects.open().filter(subject=case.child_id, kind="triage_complaint").exists()
