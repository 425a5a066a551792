"""A file is being erased, or was: what comes under its receipt is neither lost with it nor brings it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.complaints import actions, quarantine, takeover
from suar.casework.complaints.models import Complaint, Message
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Further
from suar.core.ledger import holds, keyholding
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR, WORKER
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from tests.casework.complaints.test_takeover import filed, found, office

__all__ = ["office"]  # the fixture of every test here
pytestmark = pytest.mark.django_db
WORDS = "Terjadi lagi semalam."


def taken() -> Draft:
    draft = filed()
    takeover.take_over()
    return draft


def written(draft: Draft, *, days_ago: int = 0, **state: object) -> Further:
    public.write_further(found=found(draft), text=WORDS, now=timezone.now())
    row = Further.objects.get(filing=draft.form_id)
    day = timezone.localdate() - timedelta(days=days_ago)
    Further.objects.filter(pk=row.pk).update(filed_on=day, **state)
    return row


def erase(draft: Draft, *, finish: bool = True) -> None:
    keyholding.erase(subject=draft.form_id, by=OPERATOR, why="request", finish=finish)


def test_a_message_between_the_intent_and_the_destruction_begins_anew() -> None:
    draft = taken()
    erase(draft, finish=False)
    owed = Duty.objects.about(draft.form_id).count()
    written(draft)
    assert takeover.take_over() == 1 and takeover.set_aside_count() == 0
    keyholding.finish_erasures()
    new = Complaint.objects.exclude(pk=draft.form_id).get()
    assert new.story == WORDS and not Message.objects.exists()
    assert Duty.objects.about(draft.form_id).count() == owed
    assert Duty.objects.open().about(new.pk).filter(kind="read_complaint").exists()


def test_a_message_is_laid_under_the_lock_that_erasures_are_decided_under(monkeypatch: pytest.MonkeyPatch) -> None:
    draft, decided = taken(), holds.decide_alone

    def begun_meanwhile() -> None:
        monkeypatch.setattr(holds, "decide_alone", decided)
        erase(draft, finish=False)  # whoever waited for the lock sees what was decided before

    written(draft)
    monkeypatch.setattr(holds, "decide_alone", begun_meanwhile)
    takeover.take_over()
    keyholding.finish_erasures()
    assert Complaint.objects.exclude(pk=draft.form_id).get().story == WORDS


@pytest.mark.parametrize("state", [{"doubt": "rate"}, {"set_aside": True}])
def test_what_lay_unread_of_an_erased_file_opens_no_more_and_does_not_come_back(state: dict[str, object]) -> None:
    draft, other = taken(), taken()
    row, living = written(draft, days_ago=2, **state), written(other, days_ago=2, **state)
    erase(draft)
    for _ in range(2):
        takeover.collect_read_marks()
    row.refresh_from_db()
    assert bytes(row.sealed) == b"" and quarantine._opened(row) == {}
    actions.let_through(message_ids=[row.pk], by=WORKER)
    takeover.try_again()
    takeover.take_over()
    assert set(Complaint.objects.values_list("pk", flat=True)) == {draft.form_id, other.form_id}
    assert bytes(Further.objects.get(pk=living.pk).sealed) or Message.objects.filter(complaint=other.form_id).exists()
    (entry,) = Entry.objects.filter(verb="complaint.forget_unread")
    assert (entry.subject, entry.data) == (draft.form_id, '{"messages":1}')
    sequence_all()
    assert verify().sound


def test_what_was_set_apart_on_the_day_of_the_erasure_or_later_is_heard() -> None:
    draft = taken()
    row = written(draft, doubt="rate")
    erase(draft)
    takeover.collect_read_marks()
    actions.let_through(message_ids=[row.pk], by=WORKER)
    assert takeover.take_over() == 1
    assert Complaint.objects.exclude(pk=draft.form_id).get().story == WORDS


def test_what_lay_unread_goes_too_where_the_child_deleted_the_code_before() -> None:
    draft = taken()
    row = written(draft, days_ago=2, doubt="rate")
    public.forget_code(found=found(draft))
    takeover.collect_read_marks()
    erase(draft)
    takeover.collect_read_marks()
    assert bytes(Further.objects.get(pk=row.pk).sealed) == b""
