"""The steps of a duty: acknowledged, done, cancelled, open again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.duties.fulfilling import must_fulfil, step_of
from suar.casework.duties.kinds import ends_in_words
from suar.casework.duties.models import Duty, Status
from suar.casework.duties.recording import (
    answers_for_agency,
    ends_elsewhere,
    may_answer,
    may_drop,
    may_touch,
    must_be_open,
    write,
)
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor, told_at
from suar.registry.accounts.models import User


def acknowledge(*, duty: Duty, by: Actor, note: str = "") -> Duty:
    """The debtor says that it has the duty."""
    may_answer(by, duty)
    duty.move_to(Status.ACKNOWLEDGED)
    duty.acknowledged_at = timezone.now()
    write("acknowledge", duty, by, note)
    return duty


def finish(*, duty: Duty, by: Actor, note: str = "", at: datetime | None = None) -> Duty:
    """Done by a press on its page, at the moment it was done. Raises Refused for what has an end of its own,
    DomainError where it is to be said how it was done."""
    may_answer(by, duty)
    ends_elsewhere(duty)
    if ends_in_words(duty.kind) and not note.strip():
        raise DomainError(gettext("Tulis kapan dan bagaimana ini dilakukan."))
    must_fulfil(duty, at)
    return done(duty=duty, by=by, note=note, at=at)


def done(*, duty: Duty, by: Actor, note: str = "", at: datetime | None = None) -> Duty:
    """Done by the act that fulfils it, at the moment it was done.

    A moment in the future is refused; so is a partner that dates its own answer back, and a question that is closed
    without the date it asks for."""
    may_answer(by, duty)
    now = timezone.now()
    if duty.is_question:
        raise DomainError(gettext("Isi tanggalnya. Bila tidak dapat diketahui, batalkan dengan alasannya."))
    if at is not None and answers_for_agency(by, duty):
        raise DomainError(gettext("Jawaban lembaga berlaku pada saat dikirim."))
    if at is not None and at > now:
        raise DomainError(gettext("Waktu selesai tidak boleh di masa depan. Perbaiki tanggal atau jamnya."))
    duty.move_to(Status.DONE)
    duty.done_at = at or told_at(by, now)
    write("finish", duty, by, note)
    return duty


def fulfil(*, duty: Duty, by: User, note: str = "", at: datetime | None = None) -> Duty:
    """A body says that it did what it owes, itself or through an officer of ours: by the step that ends the duty, where
    it has one of its own; else as `finish`."""
    step = step_of(duty)
    if step is None:
        return finish(duty=duty, by=by, note=note, at=at)
    may_answer(by, duty)
    must_be_open(duty)
    step(duty, by, note, at)
    duty.refresh_from_db()
    return duty


def cancel(*, duty: Duty, by: Actor, why: str) -> Duty:
    """No longer owed, with the reason."""
    may_touch(by, duty)
    may_drop(by, duty)
    if not why.strip():
        raise DomainError(gettext("Tulis mengapa kewajiban ini dibatalkan."))
    duty.move_to(Status.CANCELLED)
    write("cancel", duty, by, why)
    return duty


def reopen(*, duty: Duty, by: Actor, why: str) -> Duty:
    """Undo of done or cancelled: the clock it had goes on."""
    may_touch(by, duty)
    ends_elsewhere(duty)
    if not why.strip():
        raise DomainError(gettext("Tulis mengapa kewajiban ini dibuka lagi."))
    duty.move_to(Status.OPEN)
    duty.done_at = duty.acknowledged_at = None
    write("reopen", duty, by, why)
    return duty


def finish_all(*, subject: UUID, kinds: Iterable[str], by: Actor, note: str = "") -> int:
    """Done together: what one act fulfilled. A question among them stays: its date is still not known."""
    found = list(Duty.objects.open().about(subject).filter(kind__in=list(kinds)).select_related("office"))
    for duty in found:
        done(duty=duty, by=by, note=note)
    return len(found)


def ask_after(*, duty: Duty, by: Actor, note: str) -> Duty:
    """Somebody asked how it stands, or was told so, and it goes on: reminded of now, with what was said."""
    may_touch(by, duty)
    must_be_open(duty)
    duty.reminded_at = timezone.now()
    write("ask_after", duty, by, note)
    return duty


def end_with_file(*, subject: UUID, by: Actor) -> int:
    """What was begun about a file while its key was being destroyed is owed no longer. Without a note: no key seals it.

    Returns how many. Raises Conflict when somebody else changed one this moment."""
    found = list(Duty.objects.open().about(subject).select_related("office"))
    for duty in found:
        duty.move_to(Status.CANCELLED)
        write("cancel", duty, by)
    return len(found)
