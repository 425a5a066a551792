"""How a duty begins: its rule, its clock, and the question where nobody knows the date."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from suar.casework.duties import actions
from suar.casework.duties.kinds import KINDS, kind_for
from suar.casework.duties.models import ASK, Duty
from suar.core import ledger
from suar.core.clocks import actions as clocks
from suar.core.clocks.engine import RuleNotInForce
from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import OPERATOR, WORKER
from suar.core.vault import keys
from suar.core.vault.keys import KeyMissing
from tests.casework.duties.builders import again, at, data_of, last_entry, verbs
from tests.factories import a_duty, a_user, an_agency, an_office, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db


def start_about(subject: UUID) -> Duty:
    return actions.start(
        kind="handover", about="child", subject=subject, office=an_office(), by=OPERATOR, event_at=timezone.now()
    )


def test_a_duty_takes_the_rule_of_its_kind() -> None:
    duty = again(a_duty("handover", event_at=at("2026-03-06 16:30")))
    assert duty.due_at == at("2026-03-09 16:30")
    assert (duty.rule, duty.unit, duty.certainty) == ("house.report.handover", "hours", "house")
    assert (duty.basis, duty.event, duty.owed_to) == ("aturan KPPAD", "report_first_read", "child")
    assert duty.turn_at == duty.due_at


@pytest.mark.parametrize(("risk", "days"), [("high", 7), ("medium", 14), ("low", 30), ("unknown", 7), ("", 7)])
def test_a_kind_with_a_rule_for_each_risk_follows_it_and_unknown_is_high(risk: str, days: int) -> None:
    duty = a_duty("plan", risk=risk, event_at=at("2026-03-06 16:30"))
    assert duty.due_at == at("2026-03-06 16:30") + timedelta(days=days)


def test_starting_is_one_entry_that_covers_the_row_and_names_no_one() -> None:
    officer = an_officer()
    duty = a_duty("handover", by=officer, what="Ibu R. menunggu kabar")
    assert verbs(duty) == ["duty.start"]
    entry = last_entry("duty.start")
    assert (entry.actor, entry.office, entry.subject) == (officer.actor_id, "kalbar", duty.subject)
    assert data_of(entry) == {"kind": "handover", "rule": "house.report.handover"}


def test_what_is_typed_is_sealed() -> None:
    duty = a_duty("other", what="Antar seragam", due_at=timezone.now())
    assert again(duty).what == "Antar seragam"
    stored = bytes(Duty.objects.values_list("what", flat=True).get(pk=duty.pk))
    assert stored and b"seragam" not in stored


def test_an_agreed_date_stands_whatever_the_rule_of_the_kind() -> None:
    agreed = at("2026-12-01 12:00")
    duty = again(a_duty("agency_answer", event_at=at("2026-11-01 10:00"), due_at=agreed))
    assert (duty.due_at, duty.rule, duty.basis, duty.certainty) == (agreed, "", "", "")


def test_an_agreed_date_beside_a_named_rule_stands_too() -> None:
    agreed = at("2026-12-01 12:00")
    duty = again(
        a_duty("legal_step", rule="kuhap25.spdp", event_at=at("2026-11-01 10:00"), due_at=agreed, agency=an_agency())
    )
    assert duty.due_at == agreed


def test_an_event_that_nobody_can_date_makes_a_question_of_ours_without_a_due_moment() -> None:
    agency = an_agency()
    duty = again(a_duty("acknowledge_handover", event_at=None, agency=agency))
    assert (duty.kind, duty.due_at, duty.event_at, duty.agency) == (ASK, None, None, None)
    assert (duty.asks_for, duty.asks_of) == ("acknowledge_handover", agency)
    assert duty.turn_at - duty.started_at == timedelta(days=7)
    assert not duty.is_late(timezone.now() + timedelta(days=1000))
    later = timezone.now() + timedelta(days=1000)
    assert not Duty.objects.overdue(later).exists()
    assert actions.note_lateness(now=later) == actions.escalate(now=later) == actions.remind(now=later) == 0


def test_a_question_asked_outright_stands_for_what_its_rule_is_about() -> None:
    agency = an_agency()
    assert a_duty(ASK, rule="kuhap25.spdp", event_at=None, agency=agency).asks_for == "legal_step"
    assert a_duty(ASK, rule="perma1.post_judgment_application", event_at=None).asks_for == "legal_watch"
    with pytest.raises(DomainError, match="peristiwa"):
        a_duty(ASK, event_at=None)


def test_the_database_keeps_questions_and_duties_apart() -> None:
    duty = a_duty("handover", event_at=None)
    duty.asks_for = ""
    with pytest.raises(IntegrityError), ledger.record("duty.start", by=OPERATOR) as entry:
        entry.change(duty)


def test_a_working_day_limit_skips_a_local_closure() -> None:
    event = at("2026-06-01 10:00")  # a holiday is on 1 June; 2 and 3 June are Tuesday and Wednesday
    before = a_duty("answer_reporter", event_at=event).due_at
    clocks.add_closure(on=date(2026, 6, 2), name="Gawai Contoh", by=OPERATOR)
    after = a_duty("answer_reporter", event_at=event).due_at
    assert before is not None and after is not None
    assert (before.astimezone(event.tzinfo).date(), after.astimezone(event.tzinfo).date()) == (
        date(2026, 6, 3),
        date(2026, 6, 4),
    )


def test_a_rule_not_in_force_is_refused_and_the_date_of_its_law_admits_it() -> None:
    facts = {
        "kind": "legal_step",
        "rule": "kuhap81.file_study",
        "event_at": at("2026-03-02 09:00"),
        "agency": an_agency(),
    }
    with pytest.raises(RuleNotInForce):
        a_duty(**facts)
    duty = again(a_duty(**facts, on=date(2025, 12, 1)))
    assert duty.due_at == at("2026-03-09 09:00")
    assert (duty.unit, duty.law_on) == ("days_unspecified", date(2025, 12, 1))


@pytest.mark.parametrize("kind", ["agency_answer", "acknowledge_handover", "legal_step"])
def test_a_duty_of_an_agency_needs_one(kind: str) -> None:
    with pytest.raises(DomainError, match="lembaga"):
        a_duty(kind, agency=None)


def test_no_duty_without_a_key_for_its_subject() -> None:
    with pytest.raises(KeyMissing):
        actions.start(
            kind="handover", about="child", subject=uuid4(), office=an_office(), by=OPERATOR, event_at=timezone.now()
        )
    assert not Duty.objects.exists()


def test_nothing_is_recorded_about_an_erased_subject() -> None:
    duty = a_duty()
    keys.destroy(duty.subject, at=timezone.now(), unreadable_from=timezone.localdate())
    with pytest.raises(DomainError, match="dimusnahkan"):
        actions.start(
            kind="handover",
            about="child",
            subject=duty.subject,
            office=duty.office,
            by=OPERATOR,
            event_at=timezone.now(),
        )


def test_only_staff_of_the_office_start_duties() -> None:
    office = an_office()
    for stranger in (an_officer_elsewhere(), an_outsider(), a_user("mitra"), a_user("admin")):
        with pytest.raises(Refused):
            a_duty(office=office, by=stranger)
    assert a_duty(office=office, by=a_user("sekretariat")).pk
    assert a_duty(office=office, by=WORKER).pk  # type: ignore[arg-type]  # a part of the program acts by a rule


def test_a_prepared_duty_is_not_saved() -> None:
    subject = uuid4()
    keys.create(subject)
    duty = actions.prepare(
        kind="review_imported", about="child", subject=subject, office=an_office(), event_at=at("2026-03-06 16:30")
    )
    assert duty.due_at == at("2026-04-05 16:30")
    assert not Duty.objects.exists()


@pytest.mark.parametrize(
    ("rule", "of_agency", "kind"),
    [
        ("house.agency.answer", True, "agency_answer"),
        ("house.agency.answer", False, "agency_answer"),
        ("house.report.handover", False, "handover"),
        ("house.report.handover", True, "agency_answer"),
        ("house.plan.medium", False, "plan"),
        ("house.supervisor_review.high", False, "other"),
        ("kuhap25.spdp", True, "legal_step"),
        ("kuhap25.spdp", False, "legal_watch"),
    ],
)
def test_a_rule_has_its_kind(rule: str, of_agency: bool, kind: str) -> None:
    assert kind_for(rule, of_agency=of_agency) == kind


def test_every_kind_of_the_contract_is_known() -> None:
    assert set(KINDS) >= {
        *("read_complaint", "answer_reporter", "handover", "acknowledge_handover", "see_child", "plan", "monitor"),
        *("event_72h", "pregnancy_care", "suicide_safety", "picture_threat", "review_imported", "review_child_role"),
        *("agency_answer", "ask_date", "after_care_1m", "after_care_3m", "after_care_6m", "other"),
    }


def test_the_duties_of_a_complaint_follow_the_child_and_are_sealed_anew() -> None:
    officer = an_officer()
    old, new, case = uuid4(), uuid4(), uuid4()
    keys.create(new)
    duty = a_duty(
        "answer_reporter", by=officer, subject=old, about="complaint", reference="P-0688", what="kata sandi payung"
    )
    actions.acknowledge(duty=duty, by=officer, note="sudah ditelepon")
    assert actions.move_subject(old=old, new=new, case_id=case, reference="2026-0412", by=officer) == 1
    keys.destroy(old, at=timezone.now(), unreadable_from=timezone.localdate())
    moved = again(duty)
    assert (moved.subject, moved.about, moved.case_id, moved.reference) == (new, "child", case, "2026-0412")
    assert moved.what == "kata sandi payung"
    assert [note.text for note in moved.notes.all()] == ["sudah ditelepon"]
    assert actions.move_subject(old=old, new=new, case_id=case, reference="2026-0412", by=officer) == 0
