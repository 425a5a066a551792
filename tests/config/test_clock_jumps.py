"""The machine's clock is set forth or back while the worker runs: no duty is lost or stays marked for an hour that
never was, no complaint waits or comes twice, the ledger goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from suar.casework.complaints import intake_keys, publishing, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake import daykeys
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing, PublicHead
from suar.config.tick import requeue, tick
from suar.core import ledger
from suar.core.ledger.actions import sequence, sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry, Head
from suar.core.ledger.orphans import sweep_orphans
from suar.core.ledger.verify import verify
from suar.core.vault import keys
from suar.core.vault.models import DataKey
from suar.insight.reports.tasks import draw_charts
from tests.factories import a_duty, a_report, an_office

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TRUE = timezone.now()  # the true hour; a jump is told from it
JUMPS = (DAY, -DAY, timedelta(hours=6), timedelta(hours=-6))
ANSWERS = {"safe": "yes", "about": "self", "region": "61.71", "name": "Bunga", "story": "Ada akun yang mengancamku."}


@contextmanager
def clock(moment: datetime) -> Iterator[None]:
    """The machine's clock says this."""
    with patch("django.utils.timezone.now", lambda: moment):
        yield


def round_at(moment: datetime) -> dict[str, int]:
    """What the worker does in a minute."""
    with clock(moment):
        takeover.take_over()
        done = tick()
        sequence_all()
    return done


def marks(duty: Duty) -> tuple[datetime | None, ...]:
    row = Duty.objects.get(pk=duty.pk)
    return row.reminded_at, row.late_on, row.escalated_at


def test_a_day_forth_and_back_leaves_every_duty_as_it_was_and_marks_it_when_its_time_comes() -> None:
    soon, later = (a_duty("other", due_at=TRUE + span, what="x") for span in (5 * HOUR, 40 * HOUR))
    round_at(TRUE)
    assert marks(soon) == (TRUE, None, None)
    ahead = round_at(TRUE + DAY)
    assert (ahead["reminded"], ahead["late"]) == (1, 1)
    back = round_at(TRUE + 2 * timedelta(minutes=1))
    assert back["taken_back"] == 2
    assert marks(soon) == (TRUE, None, None)
    assert marks(later) == (None, None, None)
    assert round_at(TRUE + 3 * timedelta(minutes=1))["taken_back"] == 0
    in_time = TRUE + 6 * HOUR
    assert round_at(in_time)["late"] == 1
    assert marks(soon)[1] == in_time
    round_at(TRUE + 17 * HOUR)
    assert marks(later)[0] == TRUE + 17 * HOUR
    assert Duty.objects.count() == 2


def test_a_day_back_and_forth_leaves_every_mark_as_it_was() -> None:
    late = a_duty("other", due_at=TRUE - 5 * DAY, what="x")
    round_at(TRUE)
    assert marks(late) == (None, TRUE, TRUE)
    for moment in (TRUE - DAY, TRUE + timedelta(minutes=1)):
        assert sum(round_at(moment)[verb] for verb in ("taken_back", "late", "escalated")) == 0
    assert marks(late) == (None, TRUE, TRUE)


def test_what_a_clock_behind_takes_for_early_is_marked_again_when_it_is_right() -> None:
    late = a_duty("other", due_at=TRUE - HOUR, what="x")
    round_at(TRUE)
    assert round_at(TRUE - DAY)["taken_back"] == 1
    assert round_at(TRUE + HOUR)["late"] == 1
    assert marks(late)[1] == TRUE + HOUR


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_complaint_filed_before_a_jump_arrives_once_with_its_duties(jump: timedelta) -> None:
    an_office()
    with clock(TRUE):
        intake_keys.publish()
        draft = Draft.begin(TRUE, "review").answering(ANSWERS)
        public.file(draft=draft, now=TRUE)
    for moment in (TRUE + jump, TRUE + jump + timedelta(minutes=1), TRUE + timedelta(minutes=2)):
        round_at(moment)
    assert list(Filing.objects.values_list("taken", "set_aside")) == [(True, False)]
    complaint = Complaint.objects.get()
    # An hour that the worker takes for the future is not believed: then the moment of arrival counts.
    assert complaint.came_at == (TRUE if jump > -timedelta(minutes=5) else TRUE + jump)
    kinds = list(Duty.objects.filter(subject=complaint.subject).values_list("kind", flat=True))
    assert kinds and len(kinds) == len(set(kinds))


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_the_form_can_seal_through_every_jump_also_on_its_first_day(jump: timedelta) -> None:
    noon = TRUE.replace(hour=5)  # 12.00 in Pontianak: six hours either way are the same day
    for moment in (noon + jump, noon, noon + timedelta(minutes=1), noon + jump, noon + DAY):
        with clock(moment):
            intake_keys.keep(moment)
            assert daykeys.newest_trusted(moment).valid_from <= moment


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_the_sequencer_goes_on_and_the_ledger_verifies(jump: timedelta) -> None:
    for moment in (TRUE, TRUE + jump, TRUE + timedelta(minutes=1)):
        with clock(moment):
            ledger.read("case", by=OPERATOR)
            assert sequence() == 1
    assert Head.objects.count() == 3
    assert Entry.objects.filter(leaf=None).count() == 0
    assert verify().wrong == []


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_heads_are_published_through_every_jump_and_none_contradicts_another(jump: timedelta) -> None:
    noon = TRUE.replace(hour=5)
    moments = (noon, noon + jump, noon + timedelta(minutes=1), noon + 2 * DAY, noon + 2 * DAY + jump, noon + 4 * DAY)
    for moment in moments:
        with clock(moment):
            ledger.read("case", by=OPERATOR)
            sequence()
            publishing.publish()
            publishing.publish()
    shown = list(PublicHead.objects.order_by("hour").values_list("hour", "tree_size"))
    assert len({hour for hour, _size in shown}) == len(shown) >= 2
    # The newest hour shows all that was signed before it: no jump hides an entry for good.
    assert shown[-1][1] == max(size for _hour, size in shown) >= Head.objects.count() - 1
    assert verify().wrong == []


def test_a_task_that_a_killed_worker_began_by_a_clock_ahead_starts_again() -> None:
    a_report()
    draw_charts.enqueue(str(uuid4()))
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=TRUE + DAY)
    stuck = DBTaskResult.objects.count()
    assert stuck and requeue(TRUE) == stuck
    assert requeue(TRUE) == 0


def test_a_key_whose_row_is_on_its_way_outlives_a_day_that_never_was() -> None:
    subject = uuid4()
    keys.create(subject)
    assert sweep_orphans(TRUE + DAY) == 0
    assert DataKey.objects.filter(pk=subject).exists()
