"""What the worker tells the public form: when somebody here last opened the queue, and the promises as they stand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suar.casework.complaints import actions, intake_keys, quarantine, takeover
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing, Opening
from suar.core import ledger
from suar.core.ledger.actors import WORKER
from tests.factories import a_filed_complaint, a_user, an_office

pytestmark = pytest.mark.django_db
FRIDAY = datetime.fromisoformat("2026-11-20T10:00:00+07:00")
DAY = timedelta(days=1)


def test_the_last_opening_by_a_person_is_told_by_its_day() -> None:
    with patch.object(timezone, "now", return_value=FRIDAY):
        actions.open_complaint(complaint=a_filed_complaint(), by=a_user("divisi_pengaduan"))
    ledger.read("complaint_list", by=WORKER)
    assert quarantine.publish_opening(FRIDAY + 2 * DAY) == date(2026, 11, 20)
    assert Opening.objects.get().opened_on == date(2026, 11, 20)


def test_an_office_that_has_opened_nothing_yet_tells_nothing() -> None:
    an_office()
    assert quarantine.publish_opening(FRIDAY) is None and not Opening.objects.exists()


def test_it_is_written_anew_each_minute_so_that_the_store_bears_the_time_of_the_worker_alone() -> None:
    Opening.objects.create(opened_on=date(2026, 11, 20))
    a_user("ketua")
    with CaptureQueriesContext(connections["intake"]) as asked:
        assert quarantine.publish_opening(FRIDAY) == date(2026, 11, 20)
    assert any(one["sql"].startswith("UPDATE") for one in asked.captured_queries)


def test_a_day_off_moves_the_promise_of_a_look_up_as_it_moves_the_clock() -> None:
    intake_keys.publish()
    an_office()
    draft = Draft.begin(timezone.now(), "review").answering({"story": "x"})
    public.file(draft=draft, now=timezone.now())
    takeover.take_over()
    assert quarantine.publish_promises() == 0
    filing = Filing.objects.get(pk=draft.form_id)
    later = filing.promise_reply_by
    assert later is not None
    Filing.objects.filter(pk=draft.form_id).update(promise_reply_by=later - DAY)
    assert quarantine.publish_promises() == 1
    assert Filing.objects.get(pk=draft.form_id).promise_reply_by == later
