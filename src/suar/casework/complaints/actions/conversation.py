"""Two-way messages by receipt. A reply is kept for the file and sealed once more for the receipt alone."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.complaints.comparing import compare_message
from suar.casework.complaints.models import Complaint, Message, Status
from suar.casework.complaints.perms import require_here
from suar.casework.complaints.recording import held, held_in_place, open_duties, recorded, start
from suar.casework.duties import actions as duties
from suar.casework.intake.receipt import seal_reply
from suar.core import ledger
from suar.core.days import by_day
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.once import once
from suar.core.ui.errors import already_sent
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission

LONGEST = 4000  # characters


def reply(*, complaint: Complaint, text: str, by: User, message_id: UUID | None = None) -> Message:
    """Answer whoever holds the receipt. The server keeps no code, so nobody here can read the sealed copy again.

    The same `message_id` again sends nothing more. Raises Conflict when the id is another message's."""
    require_here(by, Permission.COMPLAINT_REPLY, complaint)
    text = text.strip()
    if not complaint.can_be_answered:
        raise DomainError(gettext("Pelapor ini tidak memegang kode. Hubungi lewat cara yang dicatat di pengaduan."))
    if complaint.status == Status.NEW:
        raise Conflict(gettext("Buka dan baca dulu pengaduan ini, lalu balas."))
    if not text or len(text) > LONGEST:
        raise DomainError(gettext("Tulis jawaban, paling banyak 4.000 huruf."))

    def act(pk: UUID) -> Message:
        message = Message(id=pk, direction=Message.Direction.OUT, text=text, at=timezone.now(), by=by)
        with transaction.atomic():
            message.complaint = held_in_place(complaint)
            message.place = _next_place(message.complaint)
            message.sealed_reply = _sealed(message.complaint, message)
            with recorded("reply", message.complaint, by) as entry:
                entry.add(message)
                duties.finish_all(subject=complaint.subject, kinds=["answer_reporter", "answer_message"], by=by)
        return message

    ours = {"complaint_id": complaint.pk, "direction": Message.Direction.OUT}
    return once(Message.objects.all(), message_id, act, **ours)


def _sealed(complaint: Complaint, message: Message) -> bytes:
    unanswerable = gettext("Jawaban tidak dapat disegel untuk kode pelapor ini. Hubungi pelapor dengan cara lain.")
    try:
        return seal_reply(bytes(complaint.reply_key), message.text, message.id)
    except ValueError:
        raise DomainError(unanswerable) from None


def _next_place(complaint: Complaint) -> int:
    """In the order in which the messages came; the complaint is held meanwhile."""
    return complaint.messages.count() + 1


def _came_before(message_id: UUID, complaint: Complaint) -> bool:
    """Raises Conflict when the id is another message's."""
    known = Message.objects.filter(pk=message_id).first()
    if known is not None and (known.complaint_id, known.direction) != (complaint.pk, Message.Direction.IN):
        raise already_sent()
    return known is not None


def note_message(*, complaint: Complaint, message_id: UUID, text: str, at: datetime, by: Actor) -> Message | None:
    """A further message arrived and the duty to answer it starts, where none is open yet. Taken over twice, it changes
    nothing more.

    Raises Conflict when the id is another message's."""
    with transaction.atomic():
        complaint = held(complaint)
        if _came_before(message_id, complaint):
            return None
        message = Message(id=message_id, complaint=complaint, direction=Message.Direction.IN, text=text)
        message.place, message.at, message.sent_at = _next_place(complaint), by_day(at), at.isoformat()
        with recorded("message", complaint, by) as entry:
            entry.add(message)
            compare_message(complaint, text)
            if not open_duties(complaint, "answer_message"):  # a reply answers all that waits: the oldest clock runs
                start(complaint, "answer_message", by, message.at)
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
        subject = message.complaint.subject
        with ledger.record("complaint.read_reply", by=by, subject=subject) as entry:
            entry.change(message)
            duties.finish_all(subject=subject, kinds=["reply_unread"], by=by)


def chase(*, message: Message, now: datetime, by: Actor) -> None:
    """Nobody opened the reply for two days: to reach whoever filed by another safe way is our duty now, once however
    many replies wait."""
    complaint = message.complaint
    message.chased = True
    with recorded("chase", complaint, by) as entry:
        entry.change(message)
        if not open_duties(complaint, "reply_unread"):
            start(complaint, "reply_unread", by, now)
