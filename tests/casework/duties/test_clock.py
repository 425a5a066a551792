"""What changes a duty's clock: the date that becomes known, pauses, the extension."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from suar.casework.duties import actions
from suar.casework.duties.kinds import KINDS
from suar.casework.duties.models import ASK, PauseReason
from suar.core.clocks.engine import RuleNotInForce
from suar.core.clocks.errors import PauseEndsBeforeItBegins
from suar.core.errors import Conflict, DomainError, Refused
from suar.registry.accounts.models import Role
from tests.casework.duties.builders import again, at, data_of, last_entry, verbs
from tests.factories import a_duty, a_user, an_agency, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
DATED = [kind for kind in KINDS.values() if kind.rule and kind.code != ASK]


@pytest.mark.parametrize("kind", DATED, ids=lambda kind: kind.code)
def test_a_question_becomes_exactly_the_duty_it_stood_for(kind: object) -> None:
    code = getattr(kind, "code", "")
    direct = a_duty(code, event_at=at("2026-03-06 16:30"))
    asked = a_duty(code, event_at=None, agency=direct.agency)
    assert asked.kind == ASK
    actions.know_date(duty=asked, event_at=at("2026-03-06 16:30"), by=an_officer())
    found = again(asked)
    same = (
        "kind",
        "agency_id",
        "rule",
        "due_at",
        "unit",
        "basis",
        "certainty",
        "event",
        "event_at",
        "owed_to",
        "turn_at",
    )
    assert [getattr(found, name) for name in same] == [getattr(direct, name) for name in same]
    assert (found.asks_for, found.asks_of_id) == ("", None)
    assert verbs(asked) == ["duty.start", "duty.know_date"]


def test_a_question_about_a_legal_step_keeps_who_will_owe_it() -> None:
    agency = an_agency("police")
    duty = a_duty("legal_step", rule="kuhap25.spdp", event_at=None, agency=agency)
    actions.know_date(duty=duty, event_at=at("2026-03-18 10:00"), by=an_officer(), note="dari penyidik")
    found = again(duty)
    assert (found.kind, found.agency, found.due_at) == ("legal_step", agency, at("2026-03-25 10:00"))
    assert [note.text for note in found.notes.all()] == ["dari penyidik"]


def test_the_date_of_the_law_can_be_told_with_the_date_of_the_event() -> None:
    duty = a_duty("legal_step", rule="kuhap81.file_study", event_at=None, agency=an_agency())
    with pytest.raises(RuleNotInForce):
        actions.know_date(duty=again(duty), event_at=at("2026-03-02 09:00"), by=an_officer())
    assert again(duty).kind == ASK
    actions.know_date(duty=again(duty), event_at=at("2026-03-02 09:00"), on=date(2025, 12, 1), by=an_officer())
    assert again(duty).due_at == at("2026-03-09 09:00")


def test_only_an_open_question_learns_its_date() -> None:
    with pytest.raises(Conflict, match="sudah diketahui"):
        actions.know_date(duty=a_duty(), event_at=timezone.now(), by=an_officer())
    cancelled = a_duty(event_at=None)
    actions.cancel(duty=cancelled, by=an_officer(), why="tidak perlu")
    with pytest.raises(Conflict, match="ditutup"):
        actions.know_date(duty=cancelled, event_at=timezone.now(), by=an_officer())
    with pytest.raises(Refused):
        actions.know_date(duty=a_duty(event_at=None), event_at=timezone.now(), by=an_officer_elsewhere())


def test_an_event_lies_in_the_past_unless_its_clock_runs_backward() -> None:
    tomorrow = timezone.now() + timedelta(days=30)
    with pytest.raises(DomainError, match="belum terjadi"):
        actions.know_date(duty=a_duty(event_at=None), event_at=tomorrow, by=an_officer())
    hearing = a_duty("legal_step", rule="kuhap25.summons_trial", event_at=None, agency=an_agency("prosecutor"))
    actions.know_date(duty=hearing, event_at=tomorrow, by=an_officer())
    assert again(hearing).due_at == tomorrow - timedelta(days=7)


def test_a_pause_adds_its_length_and_says_why_and_by_whom() -> None:
    ketua = a_user(Role.KETUA)
    duty = a_duty(event_at=at("2026-03-06 16:30"))
    actions.pause(
        duty=duty,
        begins=at("2026-03-07 08:00"),
        ends=at("2026-03-08 08:00"),
        reason=PauseReason.UNREACHABLE,
        by=ketua,
        note="banjir",
    )
    found = again(duty)
    assert found.due_at == found.turn_at == at("2026-03-10 16:30")
    assert found.pauses[0]["reason"] == "unreachable"
    assert found.pauses[0]["approved"] == ketua.pk
    assert data_of(last_entry("duty.pause"))["reason"] == "unreachable"


def test_a_limit_of_the_house_stops_only_with_the_approval_of_ketua_or_wakil() -> None:
    officer, stretch = an_officer(), {"begins": at("2026-03-07 08:00"), "ends": at("2026-03-08 08:00")}
    duty = a_duty(event_at=at("2026-03-06 16:30"))
    for approver in (None, a_user(Role.SEKRETARIAT)):
        with pytest.raises(DomainError, match="Ketua"):
            actions.pause(duty=again(duty), by=officer, approved_by=approver, **stretch)
    actions.pause(duty=again(duty), by=officer, approved_by=a_user(Role.WAKIL), **stretch)
    assert again(duty).due_at == at("2026-03-10 16:30")


@pytest.mark.parametrize(
    ("rule", "event_at", "reason"),
    [
        ("pp65.social_report", "2026-03-02 10:00", PauseReason.OTHERS),
        ("pp65.social_report", "2026-03-02 10:00", PauseReason.HOSPITAL),
        ("kuhap25.detain.investigation", "2026-03-02 10:00", PauseReason.UNREACHABLE),
        ("tppo.rehab", "2026-03-02 10:00", PauseReason.OTHERS),
    ],
)
def test_no_officer_alone_stops_what_the_law_does_not_stop(rule: str, event_at: str, reason: PauseReason) -> None:
    duty = a_duty("legal_watch", rule=rule, event_at=at(event_at))
    stretch = {"begins": at("2026-03-03 00:00"), "ends": at("2026-03-04 00:00"), "reason": reason}
    with pytest.raises(DomainError, match="Ketua"):
        actions.pause(duty=again(duty), by=an_officer(), **stretch)
    assert again(duty).due_at == duty.due_at
    actions.pause(duty=again(duty), by=an_officer(), approved_by=a_user(Role.KETUA), **stretch)
    assert again(duty).due_at == duty.due_at + timedelta(days=1)


def test_a_clock_of_the_law_stops_by_law() -> None:
    duty = a_duty("legal_watch", rule="kuhap25.detain.investigation", event_at=at("2026-03-02 10:00"))
    assert duty.due_at == at("2026-03-21 23:59:59")
    actions.pause(
        duty=duty,
        begins=at("2026-03-05 00:00"),
        ends=at("2026-03-08 00:00"),
        reason=PauseReason.HOSPITAL,
        by=an_officer(),
    )
    assert again(duty).due_at == at("2026-03-24 23:59:59")


@pytest.mark.parametrize("ends", ["2026-03-06 08:00", "2026-03-07 08:00"])
def test_a_pause_that_does_not_last_is_refused(ends: str) -> None:
    with pytest.raises(PauseEndsBeforeItBegins):
        actions.pause(duty=a_duty(), begins=at("2026-03-07 08:00"), ends=at(ends), by=a_user(Role.KETUA))


def test_an_extension_is_the_rules_own_and_granted_once() -> None:
    duty = a_duty("legal_watch", rule="kuhap25.detain.investigation", event_at=at("2026-03-02 10:00"))
    actions.extend(duty=duty, by=an_officer(), note="surat 7/2026")
    found = again(duty)
    assert (found.due_at, found.extended) == (at("2026-04-30 23:59:59"), True)
    with pytest.raises(Conflict):
        actions.extend(duty=found, by=an_officer())
    with pytest.raises(DomainError, match="tidak mengenal"):
        actions.extend(duty=a_duty(), by=an_officer())
    with pytest.raises(DomainError, match="tidak mengenal"):
        actions.extend(duty=a_duty("other", due_at=timezone.now()), by=an_officer())


def test_the_clock_of_a_closed_duty_is_not_touched() -> None:
    duty = a_duty()
    actions.finish(duty=duty, by=an_officer(), note="Selesai.")
    with pytest.raises(Conflict, match="ditutup"):
        actions.pause(duty=duty, begins=at("2026-03-07 08:00"), ends=at("2026-03-08 08:00"), by=a_user(Role.KETUA))
    with pytest.raises(Conflict, match="ditutup"):
        actions.extend(duty=duty, by=an_officer())
    with pytest.raises(Conflict, match="ditutup"):
        actions.assign(duty=duty, officer=an_officer(), by=an_officer())


def test_what_a_pause_moves_into_the_future_is_late_no_longer() -> None:
    now = timezone.now()
    duty = a_duty(event_at=now - timedelta(days=8))
    actions.note_lateness(now=now)
    actions.escalate(now=now)
    late = again(duty)
    assert late.late_on and late.escalated_at
    actions.pause(duty=late, begins=now - timedelta(days=7), ends=now + timedelta(days=1), by=a_user(Role.KETUA))
    found = again(duty)
    assert (found.late_on, found.escalated_at, found.reminded_at) == (None, None, None)


def test_another_rule_counts_from_the_same_beginning_and_leaves_what_was_said_of_the_duty() -> None:
    officer = an_officer()
    duty = a_duty("plan", risk="high", event_at=at("2026-03-06 16:30"))
    actions.acknowledge(duty=duty, by=officer)
    actions.recount(duty=again(duty), rule="house.plan.medium", by=officer, note="Risikonya sedang.")
    found = again(duty)
    assert (found.rule, found.status, found.event_at) == ("house.plan.medium", "acknowledged", duty.event_at)
    assert found.due_at is not None and duty.due_at is not None and found.due_at - duty.due_at == timedelta(days=7)
    assert last_entry("duty.recount").actor == officer.actor_id
    with pytest.raises(Refused):
        actions.recount(duty=again(duty), rule="house.plan.low", by=an_officer_elsewhere(), note="")
    actions.finish(duty=again(duty), by=officer, note="Selesai.")
    with pytest.raises(Conflict, match="ditutup"):
        actions.recount(duty=again(duty), rule="house.plan.low", by=officer, note="")


def test_an_officer_of_the_office_can_be_given_a_duty() -> None:
    officer, duty = an_officer(), a_duty()
    actions.assign(duty=duty, officer=officer, by=officer)
    assert again(duty).officer == officer
    assert data_of(last_entry("duty.assign"))["officer"] == officer.pk
    with pytest.raises(DomainError, match="petugas lain"):
        actions.assign(duty=duty, officer=an_officer_elsewhere(), by=officer)
    actions.assign(duty=again(duty), officer=None, by=officer)
    assert again(duty).officer is None


def test_what_needs_a_permission_to_end_is_given_only_to_whoever_has_it() -> None:
    duty, clerk = a_duty("triage_complaint"), a_user(Role.SEKRETARIAT)
    with pytest.raises(DomainError, match="menelaah pengaduan"):
        actions.assign(duty=duty, officer=clerk, by=clerk)
    actions.assign(duty=again(duty), officer=(chief := an_officer()), by=clerk)
    assert again(duty).officer == chief


class PausesAlgebra(TestCase):
    databases = {"default", "keys", "intake"}

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 40)), min_size=1, max_size=3))
    def test_the_order_in_which_pauses_are_written_down_does_not_matter(self, stretches: list[tuple[int, int]]) -> None:
        ketua, start = a_user(Role.KETUA), at("2026-03-06 16:30")
        dues = []
        for order in (stretches, stretches[::-1]):
            duty = a_duty(event_at=start)
            for begin, hours in order:
                begins = start + timedelta(hours=begin)
                actions.pause(duty=duty, begins=begins, ends=begins + timedelta(hours=hours), by=ketua)
            dues.append(again(duty).due_at)
        assert dues[0] == dues[1]
        assert dues[0] is not None and dues[0] >= start + timedelta(hours=72)
