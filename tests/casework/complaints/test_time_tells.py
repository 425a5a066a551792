"""Whoever holds every table learns of a complaint by the form on which day it came, and no finer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from suar.casework.complaints import actions, intake_keys, quarantine, takeover
from suar.casework.complaints.models import Complaint, Message
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing
from suar.core.days import by_day
from suar.core.ledger.models import Entry, moment
from suar.core.vault.fields import EncryptedField
from tests.factories import a_user, an_office

pytestmark = pytest.mark.django_db
ANSWERS = {"safe": "now", "about": "self", "story": "Ada akun yang mengancamku."}
NIGHT = datetime.fromisoformat("2026-11-24T21:13:47.123456+07:00")
# The record's own tables tell in which order entries came and when heads were signed, not which child's they were:
# docs/decisions/0031-an-hour-tells-on-a-child.md says what that leaves.
ORDER_ALONE = {"ledger.head", "ledger.leaf", "vault.lasthead"}
# Not about anybody who filed: the key of the day, made at midnight or when the worker starts; staff.
OF_THE_HOUSE = {"intake.daykey", "vault.intakekey", "accounts.user", "accounts.office", "accounts.appointment"}


@pytest.fixture(autouse=True)
def office(db: None) -> None:
    with patch.object(timezone, "now", return_value=NIGHT.replace(hour=0, minute=1)):
        intake_keys.publish()
        an_office()


def filed_at_night() -> Draft:
    """Filed and taken over at 21.13, with a further message, and the code deleted an hour later."""
    draft = Draft.begin(NIGHT - timedelta(minutes=4), "review").answering(ANSWERS)
    with patch.object(timezone, "now", return_value=NIGHT):
        public.file(draft=draft, now=NIGHT)
        takeover.take_over()
        found = public.look_up(draft.receipt, draft.word)
        assert found is not None
        public.write_further(found=found, text="Masih takut.", now=NIGHT)
        takeover.take_over()
        takeover.publish_steps()
        quarantine.publish_promises()
    return draft


def clear_values(row: Model) -> Iterator[tuple[str, Any]]:
    for field in row._meta.concrete_fields:
        if not isinstance(field, EncryptedField):
            yield field.name, getattr(row, field.attname)


def finer_than_a_day(value: Any, name: str) -> bool:
    if name.endswith("_us"):
        value = moment(value)
    if not isinstance(value, datetime):
        return False
    at = timezone.localtime(value)
    return at != by_day(at) and (at.hour, at.minute) != (23, 59)


def telling(rows: list[Model]) -> list[str]:
    return sorted(
        f"{row._meta.label_lower}.{name}"
        for row in rows
        for name, value in clear_values(row)
        if finer_than_a_day(value, name)
    )


def everything() -> list[Model]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("suar.")]
    kept = [model for model in ours if model._meta.label_lower not in ORDER_ALONE | OF_THE_HOUSE]
    return [row for model in kept for row in model._base_manager.all()]


def test_no_clear_column_of_any_store_tells_more_than_the_day() -> None:
    before = {(row._meta.label_lower, row.pk) for row in everything()}
    draft = filed_at_night()
    new = [row for row in everything() if (row._meta.label_lower, row.pk) not in before]
    tables = {row._meta.label_lower for row in new}
    assert {"complaints.complaint", "complaints.message", "duties.duty", "ledger.entry", "vault.datakey"} <= tables
    assert Entry.objects.filter(subject=draft.form_id).count() >= 5
    assert telling(new) == []


def test_a_deleted_code_and_a_read_reply_tell_no_hour_either() -> None:
    draft = filed_at_night()
    before = {row.pk for row in Entry.objects.all()}
    later = NIGHT + timedelta(hours=1)
    with patch.object(timezone, "now", return_value=later):
        found = public.look_up(draft.receipt, draft.word)
        assert found is not None
        public.forget_code(found=found)
        takeover.collect_read_marks()
    new = [row for row in Entry.objects.all() if row.pk not in before]
    notes = [row for row in everything() if row._meta.label_lower == "duties.dutynote"]
    assert {row.verb for row in new} >= {"complaint.delete_code", "duty.cancel"} and notes
    assert telling([*new, *notes]) == []


def test_what_waits_together_is_taken_over_in_the_order_of_random_ids() -> None:
    came = [Draft.begin(NIGHT - timedelta(minutes=4), "review").answering(ANSWERS) for _ in range(8)]
    with patch.object(timezone, "now", return_value=NIGHT):
        for draft in came:
            public.file(draft=draft, now=NIGHT)
        takeover.take_over()
    arrived = Entry.objects.filter(verb="complaint.receive").order_by("pk").values_list("subject", flat=True)
    assert list(arrived) == sorted((draft.form_id for draft in came), key=str)


def test_a_filing_that_does_not_open_tells_no_hour() -> None:
    draft = Draft.begin(NIGHT, "review").answering(ANSWERS)
    with patch.object(timezone, "now", return_value=NIGHT):
        public.file(draft=draft, now=NIGHT)
        Filing.objects.update(sealed=b"nonsense")
        takeover.take_over()
    entry = Entry.objects.get(verb="intake.set_aside")
    assert telling([entry]) == []


def test_staff_see_the_moment_that_is_sealed_and_clocks_in_clear_begin_when_they_open_it() -> None:
    draft = filed_at_night()
    complaint = Complaint.objects.select_related("office").get(pk=draft.form_id)
    assert complaint.received_at == by_day(NIGHT) and complaint.came_at == NIGHT
    assert Message.objects.get().came_at == NIGHT
    assert complaint.clock_from == complaint.received_at
    actions.open_complaint(complaint=complaint, by=a_user("divisi_pengaduan", complaint.office))
    complaint.refresh_from_db()
    assert complaint.clock_from == complaint.opened_at


def test_the_promise_is_the_same_as_if_it_counted_from_the_minute() -> None:
    draft = filed_at_night()
    due = dict(Duty.objects.about(draft.form_id).values_list("kind", "due_at"))
    filing = Filing.objects.get()
    assert (due["read_complaint"], due["answer_reporter"]) == (filing.promise_read_by, filing.promise_reply_by)
    day = timezone.localtime(due["read_complaint"]).date()
    assert day == date(2026, 11, 25)


def test_a_message_and_a_reply_of_one_day_stand_in_the_order_they_were_written() -> None:
    draft = filed_at_night()
    complaint = Complaint.objects.select_related("office").get(pk=draft.form_id)
    officer = a_user("divisi_pengaduan", complaint.office)
    actions.open_complaint(complaint=complaint, by=officer)
    actions.reply(complaint=complaint, text="Kami membaca.", by=officer)
    found = public.look_up(draft.receipt, draft.word)
    assert found is not None
    public.write_further(found=found, text="Terima kasih.", now=timezone.now())
    takeover.take_over()
    assert [message.direction for message in complaint.messages.all()] == ["in", "out", "in"]


def test_a_case_keeps_the_moment_under_the_childs_key() -> None:
    draft = filed_at_night()
    complaint = Complaint.objects.select_related("office").get(pk=draft.form_id)
    officer = a_user("divisi_pengaduan", complaint.office)
    actions.open_complaint(complaint=complaint, by=officer)
    actions.triage(complaint=complaint, by=officer, in_remit=True, cluster="trafficking", questions={}, risk_answers={})
    actions.make_case(complaint=complaint, by=officer)
    moved = Complaint.objects.get(pk=draft.form_id)
    assert moved.subject != draft.form_id and moved.came_at == NIGHT
    assert Message.objects.get().came_at == NIGHT
