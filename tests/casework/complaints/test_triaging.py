"""Triage: what a yes starts, what not knowing never lowers, what may be closed and how a closing is undone."""

from __future__ import annotations

from typing import Any

import pytest

from suar.casework.cases.rules import instrument
from suar.casework.complaints import actions, rules
from suar.casework.complaints.models import Complaint, Status
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role
from tests.factories import (
    a_complaint,
    a_filed_complaint,
    a_triaged_complaint,
    a_user,
    an_officer,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db

NOTHING = {"event_72h": "no", "pregnancy": "unknown", "dying": "no", "pictures": "no"}
ALL_NO = {question.code: "no" for question in instrument().questions}


def open_kinds(complaint: Complaint) -> list[str]:
    return sorted(Duty.objects.open().about(complaint.subject).values_list("kind", flat=True))


def reviewed(complaint: Complaint, by: Any, **facts: Any) -> Complaint:
    given: dict[str, Any] = {"in_remit": True, "cluster": "trafficking", "questions": NOTHING, **facts}
    return actions.triage(complaint=complaint, by=by, **given)


@pytest.mark.parametrize("question", rules.QUESTIONS, ids=lambda q: q.code)
def test_each_yes_starts_its_duty_of_the_same_day_once(question: rules.Question) -> None:
    officer = an_officer()
    complaint = reviewed(a_complaint(officer), officer, questions={**NOTHING, question.code: "yes"})
    reviewed(complaint, officer, questions={**NOTHING, question.code: "yes"})
    assert open_kinds(complaint).count(question.starts) == 1
    assert Duty.objects.get(kind=question.starts).officer == officer


def test_not_knowing_starts_nothing() -> None:
    assert rules.duties_started({q.code: "unknown" for q in rules.QUESTIONS}) == []


def test_in_remit_starts_the_72_hours_from_the_reading_and_only_once() -> None:
    officer = an_officer()
    complaint = reviewed(a_complaint(officer), officer)
    reviewed(complaint, officer)
    duty = Duty.objects.get(kind="handover")
    assert duty.event_at == complaint.opened_at


def test_a_complaint_that_first_lacked_facts_still_gets_its_72_hours() -> None:
    officer = an_officer()
    complaint = reviewed(a_complaint(officer), officer, in_remit=None, cluster="")
    assert open_kinds(complaint) == []
    reviewed(complaint, officer)
    assert open_kinds(complaint) == ["handover"]


def test_triage_of_an_unread_complaint_reads_it() -> None:
    officer, complaint = an_officer(), a_filed_complaint()
    reviewed(complaint, officer)
    assert (complaint.status, complaint.opened_by) == (Status.READ, officer)
    assert "read_complaint" not in open_kinds(complaint)


def test_the_level_comes_from_the_instrument_with_its_reasons() -> None:
    complaint = a_triaged_complaint(risk_answers={**ALL_NO, "controlled": "yes"})
    assert complaint.risk == "high"
    assert ["controlled", "yes"] in complaint.triage["reasons"]
    assert complaint.triage["instrument"] == instrument().id


def test_not_knowing_never_lowers_what_was_known() -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer, risk_answers={**ALL_NO, "controlled": "yes"})
    reviewed(complaint, an_officer(), risk_answers={"controlled": "unknown"})
    assert complaint.risk == "high"


def test_a_lower_level_needs_a_second_person() -> None:
    first, second = an_officer(), an_officer()
    complaint = a_triaged_complaint(first, risk_answers={**ALL_NO, "controlled": "yes"})
    reviewed(complaint, first, risk_answers=ALL_NO)
    assert (complaint.risk, complaint.triage["level"]) == ("high", "low")
    reviewed(complaint, first, risk_answers=ALL_NO)
    assert complaint.risk == "high"
    reviewed(complaint, second, risk_answers=ALL_NO)
    assert complaint.risk == "low"


def test_a_child_below_13_is_seen_from_the_age_that_was_written_down() -> None:
    officer = an_officer()
    complaint = a_complaint(officer, child_details={"age": 11})
    reviewed(complaint, officer, risk_answers={**ALL_NO, "under_13": "unknown"})
    assert ["under_13", "yes"] in complaint.triage["reasons"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"cluster": ""}, "Pilih klaster"), ({"cluster": "x"}, "dari daftar"), ({"child_role": "x"}, "dari daftar")],
)
def test_a_review_without_its_facts_is_refused(facts: dict[str, Any], words: str) -> None:
    officer = an_officer()
    with pytest.raises(DomainError, match=words):
        reviewed(a_complaint(officer), officer, **facts)


def test_the_officer_must_be_of_the_office() -> None:
    officer = an_officer()
    with pytest.raises(DomainError, match="anggota kantor"):
        reviewed(a_complaint(officer), officer, officer=an_officer_elsewhere())


def test_who_may_not_triage_is_refused() -> None:
    for user in (a_user(Role.SEKRETARIAT), an_outsider(), an_officer_elsewhere()):
        with pytest.raises(Refused):
            reviewed(a_complaint(), user)


def test_of_two_editors_the_second_hears_of_the_first() -> None:
    officer = an_officer()
    complaint = a_complaint(officer)
    stale = Complaint.objects.select_related("office").get(pk=complaint.pk)
    reviewed(complaint, officer)
    with pytest.raises(Conflict, match="Orang lain"):
        reviewed(stale, an_officer(), cluster="sosial")
    complaint.refresh_from_db()
    assert complaint.cluster == "trafficking"


def test_noise_is_closed_cheaply_and_stays_counted() -> None:
    officer, complaint = an_officer(), a_filed_complaint()
    actions.close_as(complaint=complaint, status=Status.NOISE, noise="silent", by=officer)
    assert Complaint.objects.visible_to(officer).closed().count() == 1
    assert Complaint.objects.visible_to(officer).waiting().count() == 0
    assert open_kinds(complaint) == []
    assert Duty.objects.get(kind="answer_reporter").status == "cancelled"
    assert Entry.objects.get(verb="complaint.close").data.count("noise") == 1


def test_what_is_out_of_remit_still_owes_its_reporter_an_answer() -> None:
    officer, complaint = an_officer(), a_filed_complaint()
    actions.open_complaint(complaint=complaint, by=officer)
    told = "Diarahkan ke UPTD PPA kota."
    actions.close_as(complaint=complaint, status=Status.OUT_OF_REMIT, why=told, nowhere=True, by=officer)
    assert open_kinds(complaint) == ["answer_reporter"]
    assert complaint.triage["why"] == "Diarahkan ke UPTD PPA kota."


def test_a_child_in_danger_is_not_closed_away() -> None:
    officer = an_officer()
    complaint = reviewed(a_complaint(officer), officer, questions={**NOTHING, "dying": "yes"})
    with pytest.raises(Refused, match="kewajiban hari ini"):
        actions.close_as(complaint=complaint, status=Status.NOISE, noise="joke", by=officer)
    duties.finish(duty=Duty.objects.get(kind="suicide_safety"), by=officer, note="Didampingi.")
    assert actions.close_as(complaint=complaint, status=Status.NOISE, noise="joke", by=officer).status == "noise"


def test_a_duplicate_points_to_the_first_of_all_the_same_ones() -> None:
    officer = an_officer()
    first, second, third = (a_complaint(officer) for _ in range(3))
    actions.close_as(complaint=second, status=Status.DUPLICATE, same_as=first, by=officer)
    actions.close_as(complaint=third, status=Status.DUPLICATE, same_as=second, by=officer)
    assert third.same_as == first
    with pytest.raises(DomainError, match="nomor pengaduan lain"):
        actions.close_as(complaint=first, status=Status.DUPLICATE, same_as=third, by=officer)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"status": "case"}, "mengapa pengaduan ini ditutup"),
        ({"status": "noise"}, "bukan pengaduan"),
        ({"status": "duplicate"}, "nomor pengaduan lain"),
        ({"status": "out_of_remit"}, "ke mana"),
    ],
)
def test_a_closing_without_its_reason_is_refused(facts: dict[str, Any], words: str) -> None:
    officer = an_officer()
    with pytest.raises(DomainError, match=words):
        actions.close_as(complaint=a_complaint(officer), by=officer, **facts)


def test_a_closing_is_undone_with_the_clocks_it_ended() -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer, risk_answers=ALL_NO)
    due = Duty.objects.get(kind="handover").due_at
    actions.close_as(complaint=complaint, status=Status.OUT_OF_REMIT, why="Diarahkan.", nowhere=True, by=officer)
    assert open_kinds(complaint) == []
    actions.reopen(complaint=complaint, by=officer)
    assert complaint.status == Status.READ
    assert (open_kinds(complaint), Duty.objects.get(kind="handover").due_at) == (["handover"], due)


def test_noise_that_nobody_read_is_not_marked_as_read_and_opened_again_it_is_unread() -> None:
    officer, complaint = an_officer(), a_filed_complaint()
    actions.close_as(complaint=complaint, status=Status.NOISE, noise="test", by=officer)
    assert Duty.objects.get(kind="read_complaint").status == "cancelled"
    assert (complaint.opened_at, complaint.opened_by) == (None, None)
    actions.reopen(complaint=complaint, by=officer)
    assert complaint.status == Status.NEW
    assert open_kinds(complaint) == ["answer_reporter", "read_complaint"]
    reviewed(complaint, officer)
    assert complaint.opened_by == officer
    assert Duty.objects.get(kind="read_complaint").status == "done"
    assert Duty.objects.get(kind="handover").due_at is not None


def test_an_open_complaint_is_not_reopened_and_a_closed_one_not_triaged() -> None:
    officer = an_officer()
    complaint = a_complaint(officer)
    with pytest.raises(Conflict):
        actions.reopen(complaint=complaint, by=officer)
    actions.close_as(complaint=complaint, status=Status.NOISE, noise="test", by=officer)
    with pytest.raises(Conflict, match="sudah ditutup"):
        reviewed(complaint, officer)


@pytest.mark.parametrize(
    ("risk", "form", "expected"),
    [
        ({}, {}, "unknown"),
        ({}, {"safe": "yes"}, "unknown"),
        ({}, {"safe": "now"}, "no"),
        ({}, {"safe": "no"}, "no"),
        ({"no_safe_place": "no"}, {"safe": "no"}, "yes"),
        ({"no_safe_place": "yes"}, {"safe": "yes"}, "no"),
        ({"danger_now": "yes", "no_safe_place": "no"}, {}, "no"),
    ],
)
def test_that_a_child_is_safe_takes_somebody_of_the_office(
    risk: dict[str, str], form: dict[str, str], expected: str
) -> None:
    assert rules.safe_now(risk, form) == expected
