"""What the worker derives each minute: reminders, lateness, escalation. Run twice, it does nothing more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.duties import actions
from suar.casework.duties.actions import tick
from suar.casework.duties.models import AT_ONCE, Duty
from suar.core.ledger.models import Entry, StaleRow
from suar.core.ledger.recording import Recording
from tests.casework.duties.builders import again, data_of, last_entry, verbs
from tests.desk.pages import panel, signed_in, text_of
from tests.factories import a_duty, an_agency, an_officer

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def due_in(span: timedelta, **facts: object) -> Duty:
    return a_duty("other", due_at=timezone.now() + span, what="x", **facts)  # type: ignore[arg-type]  # a few facts


def test_what_comes_due_within_a_day_is_reminded_of_once() -> None:
    soon, later, past = due_in(5 * HOUR), due_in(3 * DAY), due_in(-HOUR)
    now = timezone.now()
    assert actions.remind(now=now) == 1
    assert actions.remind(now=now) == 0
    assert again(soon).reminded_at == now
    assert again(later).reminded_at is None
    assert again(past).reminded_at is None
    assert verbs(soon) == ["duty.start", "duty.remind"]


def test_what_is_past_due_becomes_late_once() -> None:
    late, fine = due_in(-HOUR), due_in(HOUR)
    now = timezone.now()
    assert actions.note_lateness(now=now) == 1
    assert actions.note_lateness(now=now) == 0
    assert again(late).late_on == now
    assert again(fine).late_on is None
    assert data_of(last_entry("duty.late")) == {"duties": 1}


def test_three_days_late_goes_up_once() -> None:
    long_late, just_late = due_in(-4 * DAY), due_in(-2 * DAY)
    now = timezone.now()
    assert actions.escalate(now=now) == 1
    assert actions.escalate(now=now) == 0
    assert again(long_late).escalated_at == now
    assert again(just_late).escalated_at is None


def test_a_limit_that_nobody_checked_makes_nobody_late_and_nothing_go_up() -> None:
    doubtful = a_duty(
        "legal_step", rule="pp43.lpsk_assessment", event_at=timezone.now() - 60 * DAY, agency=an_agency("witness")
    )
    assert doubtful.in_doubt
    now = timezone.now()
    assert actions.note_lateness(now=now) == actions.escalate(now=now) == 0
    assert not doubtful.is_late(now)
    assert Duty.objects.overdue(now).count() == 1
    assert not Duty.objects.late(now).exists()
    assert not Duty.objects.scored().exists()


def test_what_is_closed_is_left_alone() -> None:
    done, cancelled = due_in(-4 * DAY), due_in(-4 * DAY)
    actions.finish(duty=done, by=an_officer(), note="Selesai.")
    actions.cancel(duty=cancelled, by=an_officer(), why="keliru")
    now = timezone.now()
    assert actions.note_lateness(now=now) == actions.escalate(now=now) == actions.remind(now=now) == 0


def test_nothing_to_do_leaves_no_entry() -> None:
    before = Entry.objects.count()
    now = timezone.now()
    assert [actions.remind(now=now), actions.note_lateness(now=now), actions.escalate(now=now)] == [0, 0, 0]
    assert Entry.objects.count() == before


def test_a_backlog_is_worked_off_in_batches_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tick, "BATCH", 2)
    duties = [due_in(-(n + 1) * HOUR) for n in range(3)]
    now = timezone.now()
    assert [actions.note_lateness(now=now) for _ in range(3)] == [2, 1, 0]
    assert last_entry("duty.late").pk and all(again(duty).late_on for duty in duties)


def test_a_row_that_somebody_works_on_waits_for_the_next_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    duty, now = due_in(-HOUR), timezone.now()
    with monkeypatch.context() as patch:

        def taken(self: Recording, *rows: object) -> None:
            raise StaleRow("changed by somebody else")

        patch.setattr(Recording, "change", taken)
        assert actions.note_lateness(now=now) == 0
    assert again(duty).late_on is None
    assert actions.note_lateness(now=now) == 1


@pytest.mark.parametrize("rule", ["house.triage.thoughts_of_dying", "kuhap25.report.receipt"])
def test_what_is_due_at_once_is_reminded_of_from_its_first_moment(rule: str) -> None:
    duty = a_duty("legal_watch", rule=rule, event_at=timezone.now())
    assert duty.unit in AT_ONCE
    assert again(duty).reminded_at is not None
    assert actions.remind(now=timezone.now()) == 0


def test_a_question_that_gets_its_date_is_reminded_of_at_once_where_there_is_no_time_to_wait() -> None:
    duty = a_duty("legal_watch", rule="kuhap25.report.receipt", event_at=None)
    assert duty.reminded_at is None
    actions.know_date(duty=duty, event_at=timezone.now(), by=an_officer())
    assert again(duty).reminded_at is not None


def test_what_is_due_at_once_stands_first_on_the_first_page_until_it_is_done() -> None:
    officer = an_officer()
    duty = a_duty("suicide_safety", event_at=timezone.now(), reference="2026-0777")
    a_duty("plan")
    text = panel(text_of(signed_in(officer), "/"), "Segera")
    assert "2026-0777" in text
    actions.finish(duty=duty, by=officer, note="Selesai.")
    assert "Segera, hari ini juga" not in text_of(signed_in(officer), "/")


def test_a_duty_shows_when_it_was_reminded_of() -> None:
    duty = a_duty("suicide_safety", event_at=timezone.now())
    assert "Diingatkan" in text_of(signed_in(an_officer()), reverse("duties:duty-detail", args=[duty.pk]))
