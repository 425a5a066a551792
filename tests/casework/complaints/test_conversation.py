"""Two-way messages: the reply opens only with the receipt's key, and each message starts and ends its promise once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.complaints import actions
from suar.casework.complaints.models import Complaint, Message
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.intake import receipt
from suar.core.days import by_day
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import PUBLIC, WORKER
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.factories import (
    a_complaint,
    a_filed_complaint,
    a_triaged_complaint,
    a_user,
    an_officer,
    an_officer_elsewhere,
)

pytestmark = pytest.mark.django_db


def opened(**facts: Any) -> Complaint:
    return actions.open_complaint(complaint=a_filed_complaint(**facts), by=an_officer())


def test_only_the_receipts_key_opens_the_sealed_copy() -> None:
    key = X25519PrivateKey.generate()
    complaint = opened(reply_key=key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    message = actions.reply(complaint=complaint, text="Kami membaca pesanmu.", by=an_officer())
    assert receipt.open_reply(key, bytes(message.sealed_reply), message.id) == "Kami membaca pesanmu."
    with pytest.raises(receipt.Unreadable):
        receipt.open_reply(X25519PrivateKey.generate(), bytes(message.sealed_reply), message.id)
    with pytest.raises(receipt.Unreadable):
        receipt.open_reply(key, bytes(message.sealed_reply), uuid4())


def test_a_reply_keeps_the_promise_and_is_recorded() -> None:
    complaint = opened()
    actions.reply(complaint=complaint, text="Kami membaca pesanmu.", by=an_officer())
    assert Duty.objects.get(kind="answer_reporter").status == "done"
    assert Entry.objects.filter(verb="complaint.reply", subject=complaint.subject).count() == 1


def test_a_second_press_sends_nothing_twice() -> None:
    complaint, form, officer = opened(), uuid4(), an_officer()
    first = actions.reply(complaint=complaint, text="Satu.", by=officer, message_id=form)
    assert actions.reply(complaint=complaint, text="Satu.", by=officer, message_id=form).pk == first.pk
    assert Message.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(DomainError, match=r"4\.000"):
        actions.reply(complaint=opened(), text=text, by=an_officer())


def test_who_cannot_be_answered_and_who_may_not_answer() -> None:
    with pytest.raises(DomainError, match="tidak memegang kode"):
        actions.reply(complaint=a_complaint(), text="Halo.", by=an_officer())
    with pytest.raises(Conflict, match="baca dulu"):
        actions.reply(complaint=a_filed_complaint(), text="Halo.", by=an_officer())
    for user in (a_user(Role.SEKRETARIAT), an_officer_elsewhere()):
        with pytest.raises(Refused):
            actions.reply(complaint=opened(), text="Halo.", by=user)


def test_a_message_is_taken_once_and_asks_for_an_answer() -> None:
    complaint, message_id = opened(), uuid4()
    for _turn in range(2):
        actions.note_message(complaint=complaint, message_id=message_id, text="Tolong.", at=timezone.now(), by=PUBLIC)
    assert Message.objects.get().text == "Tolong."
    assert Duty.objects.filter(kind="answer_message").count() == 1
    actions.reply(complaint=complaint, text="Kami di sini.", by=an_officer())
    assert not Duty.objects.open().filter(kind="answer_message").exists()


def test_many_messages_are_one_answer_that_is_owed_from_the_first_on() -> None:
    """Whoever holds a receipt can write by the thousand: the list of what the office owes stays readable."""
    complaint, now = opened(), timezone.now()
    for n in range(5):
        at = now + timedelta(minutes=n)
        actions.note_message(complaint=complaint, message_id=uuid4(), text=f"Pesan {n}", at=at, by=PUBLIC)
    assert Message.objects.count() == 5
    assert [duty.event_at for duty in Duty.objects.filter(kind="answer_message")] == [by_day(now)]
    actions.reply(complaint=complaint, text="Kami di sini.", by=an_officer())
    actions.note_message(complaint=complaint, message_id=uuid4(), text="Lagi.", at=now, by=PUBLIC)
    assert Duty.objects.open().filter(kind="answer_message").count() == 1


def test_delivery_and_reading_are_noted_on_the_message() -> None:
    message = actions.reply(complaint=opened(), text="Kami di sini.", by=an_officer())
    actions.note_delivery(messages=[message], by=WORKER)
    today = timezone.localdate()
    actions.note_reading(message=message, read_on=today, by=PUBLIC)
    actions.note_reading(message=message, read_on=today, by=PUBLIC)
    message.refresh_from_db()
    assert message.delivered_at is not None
    assert message.read_on == today
    assert Entry.objects.filter(verb="complaint.read_reply").count() == 1


def test_a_message_is_owed_by_whoever_holds_it_and_still_works_here() -> None:
    ketua, officer = a_user(Role.KETUA), a_user(Role.SEKRETARIAT)
    complaint = a_triaged_complaint(ketua, a_complaint(ketua), officer=officer)

    def owed_by() -> User | None:
        actions.note_message(
            complaint=Complaint.objects.select_related("office").get(pk=complaint.pk),
            message_id=uuid4(), text="Tolong.", at=timezone.now(), by=PUBLIC,
        )  # fmt: skip
        duty = Duty.objects.open().select_related("office").get(kind="answer_message")
        duties.cancel(duty=duty, by=ketua, why="Sudah dijawab lewat telepon.")
        return duty.officer

    assert owed_by() == officer
    accounts.deactivate(user=officer, by=ketua)
    assert owed_by() is None


def test_a_message_about_a_file_is_owed_by_whoever_holds_the_file_now() -> None:
    ketua, officer, next_one = a_user(Role.KETUA), an_officer(), a_user(Role.SEKRETARIAT)
    complaint = a_triaged_complaint(ketua, a_complaint(ketua), officer=officer)
    case = actions.make_case(complaint=complaint, by=ketua)
    cases.assign(case=case, officer=next_one, by=ketua)
    told = Complaint.objects.select_related("office").get(pk=complaint.pk)
    actions.note_message(complaint=told, message_id=uuid4(), text="Tolong.", at=timezone.now(), by=PUBLIC)
    assert Duty.objects.open().get(kind="answer_message").officer == next_one
