"""Two-way messages by receipt. A reply is kept for the file and sealed once more for the receipt alone."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.complaints.models import Complaint, Message
from suar.casework.duties import actions as duties
from suar.casework.intake.receipt import seal_reply
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require

LONGEST = 4000  # characters


def reply(*, complaint: Complaint, text: str, by: User) -> Message:
    """Answer whoever holds the receipt. The server keeps no code, so nobody here can read the sealed copy again."""
    require(by, Permission.COMPLAINT_REPLY)
    text = text.strip()
    if not complaint.can_be_answered:
        raise DomainError(gettext("Pelapor ini tidak memegang kode. Hubungi lewat cara yang dicatat di pengaduan."))
    if not text or len(text) > LONGEST:
        raise DomainError(gettext("Tulis jawaban, paling banyak 4.000 huruf."))
    message = Message(complaint=complaint, direction=Message.Direction.OUT, text=text, at=timezone.now(), by=by)
    message.sealed_reply = seal_reply(bytes(complaint.reply_key), text, message.id)
    share_cipher(complaint, message)
    with ledger.record("complaint.reply", by=by, subject=complaint.subject, office=complaint.office.code) as entry:
        entry.add(message)
        duties.finish_all(subject=complaint.subject, kinds=["answer_reporter", "answer_message"], by=by)
    return message


def note_message(*, complaint: Complaint, message_id: UUID, text: str, at: datetime, by: Actor) -> Message | None:
    """A further message arrived and the duty to answer it starts. Taken over twice, it changes nothing more."""
    if Message.objects.filter(pk=message_id).exists():
        return None
    message = Message(id=message_id, complaint=complaint, direction=Message.Direction.IN, text=text, at=at)
    share_cipher(complaint, message)
    with ledger.record("complaint.message", by=by, subject=complaint.subject, office=complaint.office.code) as entry:
        entry.add(message)
        duties.start(
            kind="answer_message",
            about="child" if complaint.case_id else "complaint",
            subject=complaint.subject,
            case_id=complaint.case_id,
            office=complaint.office,
            reference=complaint.case.number if complaint.case else complaint.number,
            officer=complaint.officer,
            event_at=at,
            by=by,
        )
    return message


def note_delivery(*, messages: list[Message], by: Actor) -> None:
    """The sealed copies lie where the receipt finds them."""
    for message in messages:
        message.delivered_at = timezone.now()
    with ledger.record("complaint.deliver", by=by, data={"ids": [str(m.pk) for m in messages]}) as entry:
        entry.change(*messages)


def note_reading(*, message: Message, read_on: date, by: Actor) -> None:
    """Whoever holds the receipt opened the reply on that day."""
    if message.read_on is None:
        message.read_on = read_on
        with ledger.record("complaint.read_reply", by=by, subject=message.complaint.subject) as entry:
            entry.change(message)
