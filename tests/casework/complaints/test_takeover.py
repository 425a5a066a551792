"""From the intake to the desk and back, killed between any two steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from suar.casework.complaints import actions, deletions, intake_keys, takeover
from suar.casework.complaints.models import Complaint, Message, Status
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing, Further, Reply
from suar.config.demo.clock import at
from suar.core.alarms.actions import close_one
from suar.core.alarms.models import Alarm
from suar.core.ledger.models import Entry
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import Office, Role
from tests.factories import a_user, an_office

pytestmark = pytest.mark.django_db

STORY = "Ada akun yang mengancamku."
ANSWERS: dict[str, Any] = {"safe": "now", "about": "self", "region": "61.71", "name": "Bunga", "story": STORY}


class Killed(BaseException):
    """The process died here."""


@pytest.fixture(autouse=True)
def office(db: None) -> Office:
    intake_keys.publish()
    return an_office()


def a_draft(**answers: Any) -> Draft:
    return Draft.begin(timezone.now(), "review").answering(ANSWERS | answers)


def filed(draft: Draft | None = None) -> Draft:
    draft = draft or a_draft()
    public.file(draft=draft, now=timezone.now())
    return draft


def found(draft: Draft) -> public.Found:
    row = public.look_up(draft.receipt, draft.word)
    assert row is not None
    return row


def the_complaint(draft: Draft) -> Complaint:
    return Complaint.objects.get(pk=draft.form_id)


# In


def test_a_filing_becomes_a_complaint_under_its_own_key_and_leaves_the_intake(office: Office) -> None:
    draft = filed()
    assert takeover.take_over() == 1
    complaint = the_complaint(draft)
    assert (complaint.story, complaint.child_name, complaint.urgent) == (STORY, "Bunga", True)
    assert (complaint.office, complaint.region_code, complaint.channel) == (office, "61.71", "form")
    assert complaint.status == Status.NEW and complaint.can_be_answered
    filing = Filing.objects.get()
    assert filing.taken and bytes(filing.sealed) == b""
    kinds = set(Duty.objects.about(draft.form_id).values_list("kind", flat=True))
    assert kinds == {"read_complaint", "answer_reporter"}
    assert takeover.take_over() == 0 and Complaint.objects.count() == 1


def test_the_promise_on_the_receipt_is_the_due_moment_of_the_duty() -> None:
    draft = filed()
    takeover.take_over()
    filing = Filing.objects.get()
    due = dict(Duty.objects.about(draft.form_id).values_list("kind", "due_at"))
    assert due == {"read_complaint": filing.promise_read_by, "answer_reporter": filing.promise_reply_by}


def test_a_friends_name_is_the_reporters_not_the_childs() -> None:
    draft = filed(a_draft(about="friend", friend_knows="not", contact="phone", phone="0800-111-222"))
    takeover.take_over()
    complaint = the_complaint(draft)
    assert complaint.child_name == ""
    assert complaint.reporter == {"contact": "phone", "phone": "0800-111-222", "name": "Bunga"}
    assert complaint.answers["friend_knows"] == "not"


def test_the_district_decides_the_office() -> None:
    sambas = an_office("sambas", "KPPAD Kabupaten Sambas")
    assert takeover.office_for("61.71").code == "kalbar"
    assert takeover.office_for("").code == "kalbar"
    assert sambas.region_code == "61"


POINTS: dict[str, tuple[Any, str]] = {
    "opening": (takeover.sealing, "unseal"),
    "the key": (takeover.keys, "create"),
    "the complaint": (takeover, "_receive"),
    "the ledger": (actions.receiving, "start"),
}


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_kill_at_any_point_leaves_one_complaint_with_its_key(
    monkeypatch: pytest.MonkeyPatch, point: str, moment: str
) -> None:
    draft = filed()
    module, name = POINTS[point]
    with monkeypatch.context() as dying:
        dying.setattr(module, name, killed(getattr(module, name), moment))
        with pytest.raises(Killed):
            takeover.take_over()
    filing = Filing.objects.get()
    assert not filing.taken and bytes(filing.sealed)
    assert takeover.take_over() == 1
    assert the_complaint(draft).story == STORY
    assert Complaint.objects.count() == DataKey.objects.filter(pk=draft.form_id).count() == 1
    assert Entry.objects.filter(verb="complaint.receive").count() == 1
    assert Filing.objects.get().taken


def killed(function: Callable[..., Any], moment: str) -> Callable[..., Any]:
    def dying(*args: Any, **kwargs: Any) -> Any:
        if moment == "after":
            function(*args, **kwargs)
        raise Killed

    return dying


def test_a_kill_before_the_intake_is_cleared_repeats_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    filed()
    with monkeypatch.context() as dying:
        dying.setattr(takeover, "_clear", killed(lambda *_a: None, "before"))
        with pytest.raises(Killed):
            takeover.take_over()
    assert Complaint.objects.count() == 1 and not Filing.objects.get().taken
    before = Entry.objects.count()
    assert takeover.take_over() == 1
    assert Filing.objects.get().taken and Entry.objects.count() == before


def test_a_filing_that_does_not_open_is_kept_reported_and_in_nobodys_way(caplog: pytest.LogCaptureFixture) -> None:
    broken = filed()
    row = Filing.objects.get()
    good = bytes(row.sealed)
    Filing.objects.update(sealed=good[:-1] + bytes([good[-1] ^ 1]))
    others = [filed() for _n in range(3)]
    for _n in range(len(others) + 1):
        takeover.take_over(limit=1)
    assert Complaint.objects.filter(pk__in=[d.form_id for d in others]).count() == 3
    row.refresh_from_db()
    assert row.set_aside and not row.taken and bytes(row.sealed)
    assert takeover.set_aside_count() == 1
    assert "does not open" in caplog.text and STORY not in caplog.text
    assert Entry.objects.filter(verb="intake.set_aside", subject=broken.form_id).count() == 1
    Filing.objects.filter(pk=broken.form_id).update(sealed=good)
    assert takeover.try_again() == 1 and the_complaint(broken).story == STORY
    assert takeover.set_aside_count() == 0 and takeover.take_over() == 0


def test_what_still_does_not_open_is_reported_once_however_often_it_is_tried() -> None:
    broken = filed()
    Filing.objects.filter(pk=broken.form_id).update(sealed=b"nonsense")
    takeover.take_over()
    assert [takeover.try_again() for _ in range(3)] == [0, 0, 0]
    assert takeover.set_aside_count() == 1
    assert Entry.objects.filter(verb="intake.set_aside", subject=broken.form_id).count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"answers": [], "filed_at": "2026-11-24T10:00:00+07:00", "reply_key": "00" * 32},
        {"answers": {"story": 7}, "filed_at": "2026-11-24T10:00:00+07:00", "reply_key": "00" * 32},
        {"answers": {"__class__": "x"}, "filed_at": "2026-11-24T10:00:00+07:00", "reply_key": "00" * 32},
        {"answers": {"about": "admin"}, "filed_at": "2026-11-24T10:00:00+07:00", "reply_key": "00" * 32},
        {"answers": {"region": ["61.71"]}, "filed_at": "2026-11-24T10:00:00+07:00", "reply_key": "00" * 32},
        {"answers": {}, "filed_at": "yesterday", "reply_key": "00" * 32},
        {"answers": {}, "filed_at": "2026-11-24T10:00:00", "reply_key": "00" * 32},
        {"answers": {}, "filed_at": "2026-11-24T10:00:00+07:00", "reply_key": "zz"},
    ],
)
def test_a_body_of_the_wrong_shape_is_set_aside_not_believed(monkeypatch: pytest.MonkeyPatch, body: Any) -> None:
    filed()
    with monkeypatch.context() as lying:
        lying.setattr(takeover.sealing, "unseal", lambda *_a: body)
        assert takeover.take_over() == 0
    assert not Complaint.objects.exists() and takeover.set_aside_count() == 1


def test_no_clock_starts_in_another_century(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = filed()
    body = {"answers": {}, "filed_at": "1926-11-24T10:00:00+07:00", "reply_key": "11" * 32}
    monkeypatch.setattr(takeover.sealing, "unseal", lambda *_a: body)
    assert takeover.take_over() == 1
    assert timezone.now() - the_complaint(draft).came_at < timedelta(minutes=1)


def test_a_further_message_joins_the_complaint_once_and_starts_a_duty(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = filed()
    public.write_further(found=found(draft), text="Masih takut.", now=timezone.now())
    with monkeypatch.context() as dying:
        dying.setattr(takeover.actions, "note_message", killed(takeover.actions.note_message, "after"))
        with pytest.raises(Killed):
            takeover.take_over()
    assert takeover.take_over() == 1
    message = Message.objects.get()
    assert (message.text, message.direction, message.complaint_id) == ("Masih takut.", "in", draft.form_id)
    assert Further.objects.get().taken and bytes(Further.objects.get().sealed) == b""
    assert Duty.objects.about(draft.form_id).filter(kind="answer_message").count() == 1


def test_a_form_sent_again_with_other_answers_becomes_a_readable_message() -> None:
    draft = filed()
    public.file(draft=draft.answering({"story": "Ada lagi.", "worry": ["home"]}), now=timezone.now())
    assert takeover.take_over() == 2
    text = Message.objects.get().text
    assert "Cerita: Ada lagi." in text and "Yang membuat khawatir: Tidak aman di rumah" in text
    assert the_complaint(draft).story == STORY


def test_a_message_of_an_unknown_complaint_is_set_aside() -> None:
    draft = filed()
    public.write_further(found=found(draft), text="x", now=timezone.now())
    Filing.objects.update(taken=True)
    assert takeover.take_over() == 0
    assert takeover.set_aside_count() == 1


# Out


def answered(draft: Draft, text: str = "Kami sudah membaca.") -> Message:
    officer = a_user(Role.DIVISI_PENGADUAN)
    complaint = the_complaint(draft)
    actions.open_complaint(complaint=complaint, by=officer)
    return actions.reply(complaint=complaint, text=text, by=officer)


def test_a_reply_is_laid_once_and_read_by_the_receipt_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = filed()
    takeover.take_over()
    message = answered(draft)
    with monkeypatch.context() as dying:
        dying.setattr(takeover.actions, "note_delivery", killed(takeover.actions.note_delivery, "before"))
        with pytest.raises(Killed):
            takeover.deliver_replies()
    assert takeover.deliver_replies() == 1
    assert takeover.deliver_replies() == 0
    assert Reply.objects.get().id == message.id
    texts = [text for _reply, text in public.opened_replies(found(draft))]
    assert texts == ["Kami sudah membaca."]
    message.refresh_from_db()
    assert message.delivered_at is not None


def test_the_steps_follow_the_desk() -> None:
    draft = filed()
    takeover.take_over()
    assert takeover.publish_steps() == 0
    officer = a_user(Role.DIVISI_PENGADUAN)
    actions.open_complaint(complaint=the_complaint(draft), by=officer)
    assert takeover.publish_steps() == 1 and Filing.objects.get().step == Filing.Step.OPENED
    actions.reply(complaint=the_complaint(draft), text="Halo", by=officer)
    assert takeover.publish_steps() == 0
    takeover.deliver_replies()
    assert takeover.publish_steps() == 1 and Filing.objects.get().step == Filing.Step.ANSWERED
    assert takeover.publish_steps() == 0


def test_reading_a_reply_is_known_at_the_desk_once() -> None:
    draft = filed()
    takeover.take_over()
    message = answered(draft)
    takeover.deliver_replies()
    assert takeover.collect_read_marks() == 0
    public.mark_read(found=found(draft), now=timezone.now())
    assert takeover.collect_read_marks() == 1
    assert takeover.collect_read_marks() == 0
    message.refresh_from_db()
    assert message.read_on is not None


def test_a_deleted_code_ends_the_promise_to_answer_with_its_reason() -> None:
    draft = filed()
    takeover.take_over()
    public.forget_code(found=found(draft))
    assert takeover.collect_read_marks() == 1
    assert takeover.collect_read_marks() == 0
    complaint = the_complaint(draft)
    assert not complaint.can_be_answered and complaint.story == STORY
    still_open = set(Duty.objects.about(draft.form_id).open().values_list("kind", flat=True))
    assert still_open == {"read_complaint"}


def many_deleted(count: int) -> list[Draft]:
    drafts = [filed() for _n in range(count)]
    takeover.take_over(limit=count)
    Filing.objects.filter(pk__in=[draft.form_id for draft in drafts]).update(lookup_id=None)
    return drafts


def promises_to(drafts: list[Draft]) -> int:
    about = Duty.objects.filter(subject__in=[draft.form_id for draft in drafts], kind="answer_reporter")
    return about.open().count()


def test_a_mass_of_deleted_codes_ends_no_promise_until_a_leader_has_looked() -> None:
    drafts = many_deleted(deletions.A_DAY + 1)
    assert [takeover.collect_read_marks() for _round in range(3)] == [0, 0, 0]
    assert promises_to(drafts) == len(drafts) and the_complaint(drafts[0]).can_be_answered
    alarm = Alarm.objects.get(kind="codes.deleted")
    assert alarm.details == "codes:11" and alarm.what.by_hand
    close_one(alarm=alarm, by=a_user(Role.KETUA))
    assert takeover.collect_read_marks() == len(drafts)
    assert promises_to(drafts) == 0 and not the_complaint(drafts[0]).can_be_answered
    more = many_deleted(2)
    assert takeover.collect_read_marks() == 0 and promises_to(more) == 2
    assert Alarm.objects.open().filter(kind="codes.deleted").count() == 1


def test_deletions_that_come_a_few_at_a_time_are_counted_together() -> None:
    few = many_deleted(deletions.A_DAY - 1)
    assert takeover.collect_read_marks() == len(few)
    more = many_deleted(2)
    assert takeover.collect_read_marks() == 0 and promises_to(more) == 2
    with at(timezone.now() + timedelta(days=1, minutes=1)):
        alarms = Alarm.objects.open().filter(kind="codes.deleted")
        close_one(alarm=alarms.get(), by=a_user(Role.KETUA))
        assert takeover.collect_read_marks() == 2 and promises_to(more) == 0


def test_a_code_deleted_before_the_take_over_still_brings_the_complaint() -> None:
    draft = filed()
    public.forget_code(found=found(draft))
    assert takeover.take_over() == 1
    takeover.collect_read_marks()
    assert not the_complaint(draft).can_be_answered


def test_no_receipt_and_no_word_of_the_story_stands_in_either_store() -> None:
    draft = filed(a_draft().beside("kucing"))
    takeover.take_over()
    wanted = [draft.receipt.encode(), b"kucing", STORY.encode()]
    for model in (Filing, Further, Complaint):
        for row in model._base_manager.values_list():
            stored = b"|".join(bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in row)
            assert not any(text in stored for text in wanted)
