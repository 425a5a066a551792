"""A file is erased: what lay in the intake for the receipt's holder goes too, and whoever still writes is heard."""

from __future__ import annotations

import pytest
from django.utils import timezone

from suar.casework.complaints import takeover
from suar.casework.complaints.models import Complaint, Message
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing, Further, Reply
from suar.core.ledger import keyholding
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from tests.casework.complaints.test_takeover import STORY, a_draft, answered, filed, found, office

__all__ = ["office"]  # the fixture of every test here
pytestmark = pytest.mark.django_db


def erase(draft: Draft) -> None:
    keyholding.erase(subject=draft.form_id, by=OPERATOR, why="retention")


def an_answered_complaint() -> Draft:
    draft = filed()
    takeover.take_over()
    answered(draft)
    takeover.deliver_replies()
    return draft


def test_after_an_erasure_the_receipt_finds_nothing_and_no_sealed_reply_is_left() -> None:
    draft, other = an_answered_complaint(), an_answered_complaint()
    erase(draft)
    assert takeover.collect_read_marks() == 1
    assert public.look_up(draft.receipt, "") is None
    assert [reply.filing_id for reply in Reply.objects.all()] == [other.form_id]
    left = Message.objects.filter(complaint=draft.form_id).values_list("sealed_reply", flat=True)
    assert [bytes(sealed) for sealed in left] == [b""]
    assert len(public.opened_replies(found(other))) == 1


def test_forgetting_is_recorded_once_and_the_ledger_stays_sound() -> None:
    draft = an_answered_complaint()
    erase(draft)
    assert [takeover.collect_read_marks() for _ in range(2)] == [1, 0]
    assert Entry.objects.filter(verb="complaint.forget_code", subject=draft.form_id).count() == 1
    assert not Entry.objects.filter(verb="complaint.delete_code").exists()
    sequence_all()
    assert verify().sound


def test_killed_between_intake_and_desk_the_next_round_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = an_answered_complaint()
    erase(draft)

    def dies(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(takeover.ledger, "record", dies)
        with pytest.raises(KeyboardInterrupt):
            takeover.collect_read_marks()
    assert takeover.collect_read_marks() == 1
    assert not Complaint.objects.get(pk=draft.form_id).can_be_answered


def test_what_was_written_under_the_receipt_of_an_erased_file_becomes_a_complaint_of_its_own() -> None:
    draft = an_answered_complaint()
    public.write_further(found=found(draft), text="Terjadi lagi.", now=timezone.now())
    erase(draft)
    assert takeover.take_over() == 1 and takeover.set_aside_count() == 0
    new = Complaint.objects.exclude(pk=draft.form_id).get()
    assert new.story == "Terjadi lagi." and not new.can_be_answered
    assert set(Duty.objects.about(new.pk).values_list("kind", flat=True)) == {"read_complaint"}
    assert Further.objects.get().taken and bytes(Further.objects.get().sealed) == b""
    assert takeover.take_over() == 0 and Complaint.objects.count() == 2


def test_what_is_written_after_an_erasure_is_one_complaint_however_many_messages() -> None:
    draft = filed()
    takeover.take_over()
    receipt = found(draft)
    erase(draft)
    for n in range(3):
        public.write_further(found=receipt, text=f"Terjadi lagi, {n}.", now=timezone.now())
    assert takeover.take_over() == 3 and takeover.set_aside_count() == 0
    new = Complaint.objects.exclude(pk=draft.form_id).get()
    assert new.messages.count() == 2


def test_the_form_pressed_again_after_an_erasure_is_heard_and_promises_no_code() -> None:
    draft = filed()
    takeover.take_over()
    erase(draft)
    takeover.collect_read_marks()
    again = public.file(draft=draft.answering({"story": "Masih takut."}), now=timezone.now())
    assert again.code_is_gone and Filing.objects.count() == 1
    assert takeover.take_over() == 1
    assert "Masih takut." in Complaint.objects.exclude(pk=draft.form_id).get().story


def test_a_living_file_keeps_its_receipt() -> None:
    draft = filed(a_draft(story=STORY))
    takeover.take_over()
    assert takeover.collect_read_marks() == 0
    assert public.look_up(draft.receipt, "") is not None
