"""A hand-over with its receipt: the agency's clock starts, ours ends, and the numbers of letters run."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.complaints import actions
from suar.casework.complaints.actions import handing_over
from suar.casework.complaints.models import Complaint, HandOver, Status
from suar.casework.duties.models import Duty
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry, StaleRow
from suar.registry.agencies import actions as agencies
from tests.conditions import MET
from tests.factories import (
    a_case,
    a_complaint,
    a_filed_complaint,
    a_handover,
    a_triaged_complaint,
    an_agency,
    an_officer,
    an_officer_elsewhere,
)

pytestmark = pytest.mark.django_db


def test_the_agency_owes_its_acknowledgement_and_our_72_hours_end() -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    handover = a_handover(officer, complaint)
    assert complaint.status == Status.HANDED_OVER
    duty = Duty.objects.get(kind="acknowledge_handover")
    assert (duty.kind, duty.agency, duty.due_at) == (
        "acknowledge_handover",
        handover.agency,
        handover.handed_at + timedelta(hours=24),
    )
    assert Duty.objects.get(kind="handover").status == "done"
    assert Entry.objects.filter(verb="handover.make", subject=complaint.subject).count() == 1


def test_a_body_that_takes_no_reports_ends_no_clock() -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    a_handover(officer, complaint, agency=an_agency("health"), basis="danger")
    assert complaint.status == Status.READ
    assert Duty.objects.open().filter(kind="handover").count() == 1


def test_what_is_out_of_remit_goes_to_whom_it_belongs() -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer, in_remit=False)
    a_handover(an_officer(), complaint, agency=an_agency("education"))
    assert complaint.status == Status.HANDED_OVER


def test_whoever_found_it_out_of_remit_does_not_give_it_away_alone() -> None:
    first, second = an_officer(), an_officer()
    complaint = a_triaged_complaint(first, in_remit=False)
    with pytest.raises(Refused, match="minta orang kedua"):
        a_handover(first, complaint, agency=an_agency("education"))
    a_triaged_complaint(second, complaint, in_remit=False)  # says it again: it stays the first one's finding
    with pytest.raises(Refused, match="minta orang kedua"):
        a_handover(first, complaint, agency=an_agency("education"))
    assert not HandOver.objects.exists()
    a_handover(second, complaint, agency=an_agency("education"))
    assert HandOver.objects.get().basis == "not_ours"


def test_only_a_body_that_takes_reports_gets_one() -> None:
    officer = an_officer()
    for kind, basis in (("health", "suspected_crime"), ("education", "danger"), ("shelter", "suspected_crime")):
        with pytest.raises(DomainError, match="susun rujukan"):
            a_handover(officer, a_triaged_complaint(officer), agency=an_agency(kind), basis=basis)
    assert not HandOver.objects.exists()


def test_a_case_is_handed_over_too() -> None:
    officer = an_officer()
    case = a_case(officer)
    handover = actions.hand_over(
        case=case,
        agency=an_agency("social"),
        purpose="Tempat aman",
        packet="Kronologi",
        recipient="Ibu Sari",
        conditions=MET,
        by=officer,
    )
    assert (handover.subject, handover.reference, handover.office) == (case.child_id, case.number, case.office)


def test_letters_are_numbered_by_the_offices_pattern_without_a_gap() -> None:
    officer = an_officer()
    first, second = a_handover(officer), a_handover(officer)
    with pytest.raises(DomainError):
        a_handover(officer, purpose=" ")
    third = a_handover(officer)
    year = timezone.localdate().year
    assert [h.letter_number[:3] for h in (first, second, third)] == ["001", "002", "003"]
    assert first.letter_number.endswith(str(year))


def test_the_same_form_twice_hands_over_once() -> None:
    officer, form = an_officer(), uuid4()
    complaint = a_triaged_complaint(officer)
    first = a_handover(officer, complaint, handover_id=form)
    assert a_handover(officer, complaint, handover_id=form).pk == first.pk
    assert HandOver.objects.count() == 1


def test_refusals_say_what_to_do() -> None:
    officer = an_officer()
    gone = an_agency()
    agencies.deactivate(agency=gone, by=officer)
    with pytest.raises(DomainError, match="tidak aktif"):
        a_handover(officer, agency=gone)
    with pytest.raises(DomainError, match="belum tiba"):
        a_handover(officer, handed_at=timezone.now() + timedelta(hours=1))
    body = an_agency()
    for nobody in (" ", body.name, f"Yth. {body.short_name}"):
        with pytest.raises(DomainError, match="Sebut siapa yang menerima"):
            a_handover(officer, agency=body, recipient=nobody)
    with pytest.raises(Conflict, match="Baca dulu"):
        a_handover(officer, a_filed_complaint())
    with pytest.raises(DomainError, match="Pilih pengaduan"):
        actions.hand_over(agency=an_agency(), purpose="x", packet="y", recipient="Ibu Sari", conditions=MET, by=officer)
    with pytest.raises(Refused):
        a_handover(an_officer_elsewhere(), a_complaint(officer))


def test_of_two_editors_the_second_hears_of_the_first() -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    stale = Complaint.objects.select_related("office").get(pk=complaint.pk)
    a_handover(officer, complaint)
    with pytest.raises(Conflict):
        a_handover(an_officer(), stale)
    assert HandOver.objects.count() == 1


def test_a_receipt_ends_the_agencys_duty_at_the_moment_it_signed() -> None:
    officer = an_officer()
    complaint = a_complaint(officer, received_at=timezone.now() - timedelta(hours=4))
    complaint = a_triaged_complaint(officer, complaint)
    handover = a_handover(officer, complaint, handed_at=timezone.now() - timedelta(hours=3))
    signed = timezone.now() - timedelta(hours=2)
    actions.record_receipt(
        handover=handover, receipt_number="TT/12/2026", received_by="Petugas Piket", by=officer, at=signed
    )
    duty = Duty.objects.get(kind="acknowledge_handover")
    assert (duty.status, duty.done_at) == ("done", signed)
    assert HandOver.objects.get().received_by == "Petugas Piket"
    assert Entry.objects.filter(verb="handover.receipt").count() == 1
    with pytest.raises(Conflict, match="sudah dicatat"):
        actions.record_receipt(handover=handover, receipt_number="x", received_by="", by=officer)


def test_a_name_is_a_receipt_where_the_desk_gives_no_number() -> None:
    officer = an_officer()
    handover = actions.record_receipt(
        handover=a_handover(officer), receipt_number="", received_by="Petugas Piket", by=officer
    )
    assert handover.receipt_at is not None


def test_a_receipt_of_nothing_or_of_another_time_is_refused() -> None:
    officer = an_officer()
    handover = a_handover(officer)
    with pytest.raises(DomainError, match="nomor tanda terima"):
        actions.record_receipt(handover=handover, receipt_number=" ", received_by="", by=officer)
    for at in (handover.handed_at - timedelta(minutes=1), timezone.now() + timedelta(hours=1)):
        with pytest.raises(DomainError, match="sesudah penyerahan"):
            actions.record_receipt(handover=handover, receipt_number="1", received_by="", by=officer, at=at)
    with pytest.raises(Refused):
        actions.record_receipt(handover=handover, receipt_number="1", received_by="", by=an_officer_elsewhere())


def test_of_two_who_record_the_receipt_the_second_hears_of_the_first() -> None:
    officer = an_officer()
    handover = a_handover(officer)
    stale = HandOver.objects.select_related("complaint__office").get(pk=handover.pk)
    actions.record_receipt(handover=handover, receipt_number="1", received_by="", by=officer)
    with pytest.raises(Conflict, match="orang lain"):
        actions.record_receipt(handover=stale, receipt_number="2", received_by="", by=officer)


def test_a_duty_that_was_changed_meanwhile_is_not_called_a_receipt_that_somebody_recorded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    officer = an_officer()
    handover, owed = a_handover(officer), Duty.objects.get(kind="acknowledge_handover")
    owed.version -= 1
    monkeypatch.setattr(handing_over, "_owed", lambda _handover: owed)
    with pytest.raises(StaleRow, match="baru saja mengubahnya"):
        actions.record_receipt(handover=handover, receipt_number="TT-1", received_by="", by=officer)
    assert HandOver.objects.get().receipt_at is None


@pytest.mark.parametrize("code", MET)
def test_a_condition_that_nobody_answered_or_explained_stops_the_hand_over(code: str) -> None:
    officer = an_officer()
    for answers in ({**MET, code: ""}, {**MET, code: "perhaps"}, {**MET, code: "no"}):
        with pytest.raises(DomainError, match="keempat syarat"):
            a_handover(officer, conditions=answers, exceptions={code: " "})
    assert not HandOver.objects.exists()
    made = a_handover(officer, conditions={**MET, code: "no"}, exceptions={code: "Tidak mungkin malam itu."})
    assert HandOver.objects.get().exceptions == {code: "Tidak mungkin malam itu."} == made.exceptions


def test_nothing_is_handed_over_before_it_came_in() -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    with pytest.raises(DomainError, match="mendahului masuknya"):
        a_handover(officer, complaint, handed_at=complaint.received_at - timedelta(minutes=1))
    assert a_handover(officer, complaint, handed_at=complaint.received_at).handed_at == complaint.received_at
