"""A person decides what the program suspected; a person may also step back, or be asked to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.conflicts import perms, roster
from suar.casework.conflicts.models import Origin, Status, Withholding
from suar.casework.conflicts.turns import set_turns
from suar.casework.conflicts.withheld import is_withheld
from suar.core import ledger
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def confirm(*, withholding: Withholding, by: User, why: str) -> Withholding:
    """It is that person, or it is close to them: the file stays withheld, and the file says so."""
    return _decide(withholding, by, Status.CONFIRMED, why, "conflict.confirm")


def dismiss(*, withholding: Withholding, by: User, why: str) -> Withholding:
    """Somebody else of that name: the file is given back at once."""
    return _decide(withholding, by, Status.DISMISSED, why, "conflict.dismiss")


def lift(*, withholding: Withholding, by: User, why: str) -> Withholding:
    """The reason is over, or it was a slip: a leader gives the file back."""
    require(by, Permission.CONFLICT_WITHHOLD, withholding.office_id)
    return _decide(withholding, by, Status.LIFTED, why, "conflict.lift")


def recuse(*, subject: UUID, office: Office, by: User, reference: str = "", case_id: UUID | None = None) -> Withholding:
    """*Saya mengenal anak ini*: one press, no reason asked. A leader is told by the list and may lift it."""
    require(by, Permission.CONFLICT_RECUSE)
    if is_withheld(by, subject):
        raise Conflict(_("Berkas ini sudah tidak diperlihatkan kepada Anda."))
    return _withheld("conflict.recuse", subject, office, by, by, Origin.OWN, reference, case_id, "")


def withhold(
    *, subject: UUID, office: Office, user: User, by: User, why: str, reference: str = "", case_id: UUID | None = None
) -> Withholding:
    """A leader withholds a file from somebody, with a reason."""
    require(by, Permission.CONFLICT_WITHHOLD, office.pk)
    if user.pk == by.pk:
        return recuse(subject=subject, office=office, by=by, reference=reference, case_id=case_id)
    if is_withheld(by, subject):
        raise Refused(_("Berkas ini bukan untuk Anda putuskan."))
    if not why.strip():
        raise DomainError(_("Tulis alasannya dengan satu kalimat."))
    if is_withheld(user, subject):
        raise Conflict(_("Berkas ini sudah tidak diperlihatkan kepada orang itu."))
    return _withheld("conflict.withhold", subject, office, user, by, Origin.LEADER, reference, case_id, why.strip())


def _withheld(
    verb: str,
    subject: UUID,
    office: Office,
    user: User,
    by: User,
    origin: str,
    reference: str,
    case_id: UUID | None,
    why: str,
) -> Withholding:
    row = Withholding(
        office=office, subject=subject, code=str(subject), began_as=subject, reference=reference, case_id=case_id,
        user=user, origin=origin, since=timezone.localdate(), status=Status.CONFIRMED, by=by, why=why,
    )  # fmt: skip
    with ledger.record(verb, by=by, subject=subject, office=office.code, data={"user": user.pk}) as entry:
        set_turns([row], roster.members(office))
        entry.add(row)
    return row


def _decide(row: Withholding, by: User, status: str, why: str, verb: str) -> Withholding:
    if not perms.may_decide(by, row):
        raise Refused(_("Ini bukan untuk Anda putuskan. Tidak ada yang memutuskan perkara kepentingannya sendiri."))
    if not why.strip():
        raise DomainError(_("Tulis alasannya dengan satu kalimat."))
    with _decision(verb, row, by) as entry:
        try:
            row.move_to(status)
        except ValueError:
            raise Conflict(_("Ini sudah diputuskan. Muat ulang halaman ini.")) from None
        row.why, row.decided_by, row.decided_at = why.strip(), by, timezone.now()
        entry.change(row)
    return row


@contextmanager
def _decision(verb: str, row: Withholding, by: User) -> Iterator[Recording]:
    data = {"withholding": str(row.pk)}
    try:
        with ledger.record(verb, by=by, subject=row.subject, office=row.office.code, data=data) as entry:
            yield entry
    except StaleRow as stale:
        raise Conflict(_("Orang lain baru saja memutuskan ini. Muat ulang halaman ini.")) from stale
