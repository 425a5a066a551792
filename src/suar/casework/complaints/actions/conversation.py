"""Two-way messages by receipt. A reply is kept for the file and sealed once more for the receipt alone."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.complaints.models import Complaint, Message, Status
from suar.casework.complaints.perms import require_here
from suar.casework.complaints.recording import recorded, start
from suar.casework.duties import actions as duties
from suar.casework.intake.receipt import seal_reply
from suar.core import ledger
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission

LONGEST = 4000  # characters


def reply(*, complaint: Complaint, text: str, by: User, message_id: UUID | None = None) -> Message:
    """Answer whoever holds the receipt. The server keeps no code, so nobody here can read the sealed copy again.

    The same `message_id` again sends nothing more."""
    require_here(by, Permission.COMPLAINT_REPLY, complaint)
    text = text.strip()
    if not complaint.can_be_answered:
        raise DomainError(gettext("Pelapor ini tidak memegang kode. Hubungi lewat cara yang dicatat di pengaduan."))
    if complaint.status == Status.NEW:
        raise Conflict(gettext("Buka dan baca dulu pengaduan ini, lalu balas."))
    if not text or len(text) > LONGEST:
        raise DomainError(gettext("Tulis jawaban, paling banyak 4.000 huruf."))
    known = Message.objects.filter(pk=message_id, complaint=complaint).first() if message_id else None
    if known is not None:
        return known
    message = Message(complaint=complaint, direction=Message.Direction.OUT, text=text, at=timezone.now(), by=by)
    message.id = message_id or message.id
    message.sealed_reply = seal_reply(bytes(complaint.reply_key), text, message.id)
    share_cipher(complaint, message)
    with recorded("reply", complaint, by) as entry:
        entry.add(message)
        duties.finish_all(subject=complaint.subject, kinds=["answer_reporter", "answer_message"], by=by)
    return message


def note_message(*, complaint: Complaint, message_id: UUID, text: str, at: datetime, by: Actor) -> Message | None:
    """A further message arrived and the duty to answer it starts. Taken over twice, it changes nothing more."""
    if Message.objects.filter(pk=message_id).exists():
        return None
    message = Message(id=message_id, complaint=complaint, direction=Message.Direction.IN, text=text, at=at)
    share_cipher(complaint, message)
    with recorded("message", complaint, by) as entry:
        entry.add(message)
        start(complaint, "answer_message", by, at)
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
