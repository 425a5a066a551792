"""What the leaders want done with a letter: to whom, what, by when; read and done by whoever it was written to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.conflicts.withheld import not_yours, require_holder
from suar.casework.mail import owed
from suar.casework.mail.models import Disposition, Incoming
from suar.casework.mail.recording import may_touch, must_be_sealed, must_be_unsettled, recorded
from suar.core.errors import Conflict, DomainError
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows

LONGEST = 2000  # characters


def dispose(
    *, mail: Incoming, to: Sequence[User], instruction: str, by: User, due_on: date | None = None
) -> list[Disposition]:
    """One disposition and one duty for each person. Raises DomainError, Conflict, Refused."""
    may_touch(by, mail, Permission.MAIL_DISPOSE)
    must_be_unsettled(mail)
    must_be_sealed(mail)
    if not to:
        raise DomainError(gettext("Pilih kepada siapa."))
    if not instruction.strip() or len(instruction) > LONGEST:
        raise DomainError(gettext("Tulis apa yang diminta, paling banyak 2.000 huruf."))
    now = timezone.now()
    if due_on is not None and due_on < timezone.localdate(now):
        raise DomainError(gettext("Batas disposisi sudah lewat. Pilih hari ini atau sesudahnya."))
    for user in to:
        _must_be_of_the_office(user, mail)
        require_holder(user, mail.subject)
    with recorded("dispose", mail, by, to=[user.pk for user in to]) as entry:
        first = mail.dispositions.count() + 1
        rows = [_row(mail, user, instruction.strip(), due_on, by, place) for place, user in enumerate(to, start=first)]
        entry.add(*rows)
        entry.change(mail)  # two leaders who dispose at once: the second one looks again
    return rows


def _must_be_of_the_office(user: User, mail: Incoming) -> None:
    if not user.is_active or not allows(user, Permission.MAIL_WORK, mail.office_id):
        raise DomainError(gettext("Disposisi hanya kepada orang kantor ini yang masih aktif."))


def _row(mail: Incoming, to: User, instruction: str, due_on: date | None, by: User, place: int) -> Disposition:
    now = timezone.now()
    duty = owed.start(mail, to, due_on, now, by)
    row = Disposition(
        incoming=mail, place=place, to=to, instruction=instruction, due_on=due_on, duty_id=duty.pk, by=by, at=now
    )
    share_cipher(mail, row)
    return row


def note_read(*, disposition: Disposition, by: User) -> Disposition:
    """Whoever is to do it has read it. A second press changes nothing."""
    _must_be_mine(disposition, by)
    if disposition.read_at is None:
        disposition.read_at = timezone.now()
        with recorded("note_read", disposition.incoming, by, place=disposition.place) as entry:
            entry.change(disposition)
    return disposition


def finish(*, disposition: Disposition, by: User, result: str) -> Disposition:
    """Done, with what was done; its duty is done at the same moment. A leader may say so too: whoever is to do it
    may have left."""
    may_touch(by, disposition.incoming)
    if not owed.is_for(by, disposition) and not allows(by, Permission.MAIL_DISPOSE, disposition.incoming.office_id):
        raise not_yours()
    must_be_sealed(disposition.incoming)
    if disposition.done_at is not None:
        raise Conflict(gettext("Disposisi ini sudah selesai. Muat ulang halaman."))
    if not result.strip() or len(result) > LONGEST:
        raise DomainError(gettext("Tulis apa yang dikerjakan, paling banyak 2.000 huruf."))
    now = timezone.now()
    with recorded("finish", disposition.incoming, by, place=disposition.place) as entry:
        disposition.read_at = disposition.read_at or now
        disposition.done_at, disposition.result = now, result.strip()
        entry.change(disposition)
        owed.done(disposition, now, entry)
    return disposition


def _must_be_mine(disposition: Disposition, by: User) -> None:
    may_touch(by, disposition.incoming)
    if not owed.is_for(by, disposition):
        raise not_yours()
