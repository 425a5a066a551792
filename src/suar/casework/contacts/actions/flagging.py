"""What the next who answers should know of a number, for a while and with its reason."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.contacts import rules
from suar.casework.contacts.actions.missing import stop_calling
from suar.casework.contacts.models import Contact, Flag, FlagKind
from suar.casework.contacts.recording import may_touch, prepare, recorded
from suar.casework.dignity import blaming_words
from suar.core.errors import Conflict, DomainError
from suar.core.once import once
from suar.registry.accounts.models import User

LONGEST = 300


def flag(*, contact: Contact, by: User, kind: str, reason: str, lasts: str, flag_id: UUID | None = None) -> Flag:
    """Set on the number of this contact. The same `flag_id` again sets nothing."""
    may_touch(by, contact)
    reason = reason.strip()
    if kind not in FlagKind.values or lasts not in rules.LASTS:
        raise DomainError(gettext("Pilih tanda dan lamanya dari daftar."))
    if not reason or len(reason) > LONGEST:
        raise DomainError(gettext("Tulis alasannya dengan singkat: yang berikutnya perlu tahu mengapa."))
    if found := blaming_words(reason):
        raise DomainError(gettext("Jangan tulis “%(word)s”. Tulis apa yang terjadi.") % {"word": found[0]})
    if not contact.phone:
        raise DomainError(gettext("Kontak ini tidak menyimpan nomor, jadi tidak dapat diberi tanda."))

    def act(pk: UUID) -> Flag:
        prepare(pk, contact.phone)
        row = Flag(
            id=pk, contact=contact, kind=kind, phone=contact.phone, reason=reason, by=by, at=timezone.now(),
            until=rules.ends_on(lasts, timezone.localdate()),
        )  # fmt: skip
        with recorded("flag", by, contact.office, contact.subject, kind=kind, lasts=lasts) as entry:
            entry.add(row)
            if kind == FlagKind.DO_NOT_CALL:
                stop_calling(phone=contact.phone, by=by)
        return row

    return once(Flag.objects.all(), flag_id, act, contact_id=contact.pk)


def lift(*, flag: Flag, by: User) -> Flag:
    """Before its time."""
    may_touch(by, flag.contact)
    if flag.lifted_at is not None:
        raise Conflict(gettext("Tanda ini sudah dicabut. Muat ulang halaman."))
    flag.lifted_by, flag.lifted_at = by, timezone.now()
    with recorded("unflag", by, flag.contact.office, flag.contact.subject, kind=flag.kind) as entry:
        entry.change(flag)
    return flag
