"""A person decides what the program suspected; a person may also step back, or be asked to."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.conflicts import perms, roster
from suar.casework.conflicts.actions.spreading import spread
from suar.casework.conflicts.actions.telling import tell_others, unsay
from suar.casework.conflicts.letting_go import let_go
from suar.casework.conflicts.models import Origin, Status, Withholding
from suar.casework.conflicts.standing import hold_back
from suar.casework.conflicts.turns import set_turns
from suar.casework.conflicts.withheld import is_withheld
from suar.core import ledger
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require

FEWEST_READERS = 2  # of a file, in the office


def confirm(*, withholding: Withholding, by: User, why: str) -> Withholding:
    """It is that person, or it is close to them: the file stays withheld, and the file says so."""
    return _decide(withholding, by, Status.CONFIRMED, why, "conflict.confirm")


def dismiss(*, withholding: Withholding, by: User, why: str) -> Withholding:
    """Somebody else of that name: the file is given back at once."""
    return _decide(withholding, by, Status.DISMISSED, why, "conflict.dismiss")


def lift(*, withholding: Withholding, by: User, why: str) -> Withholding:
    """The reason is over, or it was a slip: a leader gives the file back. Where no leader is free but the one who
    withheld it, another commissioner may, too."""
    return _decide(withholding, by, Status.LIFTED, why, "conflict.lift")


def recuse(*, subject: UUID, office: Office, by: User, reference: str = "", case_id: UUID | None = None) -> Withholding:
    """*Saya mengenal anak ini*: one press, no reason asked. What they held of it is nobody's; a leader is told by the
    lists and may lift it."""
    require(by, Permission.CONFLICT_RECUSE)
    if is_withheld(by, subject):
        raise Conflict(_("Berkas ini sudah tidak diperlihatkan kepada Anda."))
    return _withheld("conflict.recuse", _begun(subject, office, by, by, reference, case_id), by)


def withhold(
    *,
    subject: UUID,
    office: Office,
    user: User,
    by: User,
    why: str,
    reader: str = "",
    reference: str = "",
    case_id: UUID | None = None,
) -> Withholding:
    """A leader withholds a file from somebody, with a reason; never in silence, and never so that nobody else reads."""
    require(by, Permission.CONFLICT_WITHHOLD, office.pk)
    if user.pk == by.pk:
        return recuse(subject=subject, office=office, by=by, reference=reference, case_id=case_id)
    if is_withheld(by, subject):
        raise Refused(_("Berkas ini bukan untuk Anda putuskan."))
    if not why.strip():
        raise DomainError(_("Tulis alasannya dengan satu kalimat."))
    if is_withheld(user, subject):
        raise Conflict(_("Berkas ini sudah tidak diperlihatkan kepada orang itu."))
    _require_second_reader(office, subject, user, reader)
    row = _begun(subject, office, user, by, reference, case_id)
    row.origin, row.why, row.reader = Origin.LEADER, why.strip(), reader.strip()
    return _withheld("conflict.withhold", row, by)


def carry_over(
    *, of: UUID, subject: UUID, office: Office, by: User, why: str, reference: str = "", case_id: UUID | None = None
) -> int:
    """Another office has a file of the same child: from whom the one is withheld, person or whole agency, the other is
    withheld too, whatever they serve today. Returns how many."""
    require(by, Permission.CONFLICT_WITHHOLD, office.pk)
    standing = Withholding.objects.standing()
    there = set(standing.about(subject).values_list("user", "agency"))
    kept = {(row.user_id, row.agency_id): row for row in standing.about(of).select_related("user", "agency")}
    wanted = [row for who, row in kept.items() if who not in there]
    for old in wanted:
        row = _begun(subject, office, old.user, by, reference, case_id)
        row.agency, row.origin, row.why, row.reader = old.agency, Origin.LEADER, why, by.name
        _withheld("conflict.withhold", row, by)
    return len(wanted)


def _require_second_reader(office: Office, subject: UUID, user: User, reader: str) -> None:
    """A file that one person alone may read is in that person's hand."""
    reading = roster.readers(office, subject)
    if user.pk in reading and len(reading) <= FEWEST_READERS and not any(letter.isalpha() for letter in reader):
        raise DomainError(
            _(
                "Sesudah ini kurang dari dua orang di komisi dapat membaca berkas. Tulis siapa yang ikut membacanya, "
                "juga bila dari luar komisi."
            )
        )


def _begun(
    subject: UUID, office: Office, user: User | None, by: User, reference: str, case_id: UUID | None
) -> Withholding:
    return Withholding(
        office=office, subject=subject, code=str(subject), began_as=subject, reference=reference, case_id=case_id,
        user=user, origin=Origin.OWN, since=timezone.localdate(), status=Status.CONFIRMED, by=by,
    )  # fmt: skip


def _withheld(verb: str, row: Withholding, by: User) -> Withholding:
    data = {"user": row.user_id}
    with ledger.record(verb, by=by, subject=row.subject, office=row.office.code, data=data) as entry:
        hold_back(arrivals=False)
        set_turns([row], roster.members(row.office))
        entry.add(row)
        if row.origin == Origin.LEADER:
            tell_others(row, by)
        let_go(row)
        spread([row], by=by)
    return row


def _decide(row: Withholding, by: User, status: str, why: str, verb: str) -> Withholding:
    if not perms.may_decide(by, row):
        raise Refused(_("Ini bukan untuk Anda putuskan. Tidak ada yang memutuskan perkara kepentingannya sendiri."))
    if not why.strip():
        raise DomainError(_("Tulis alasannya dengan satu kalimat."))
    stood = row.in_force
    data = {"withholding": str(row.pk)}
    with ledger.record(verb, by=by, subject=row.subject, office=row.office.code, data=data) as entry:
        row.move_to(status)
        row.why, row.decided_by, row.decided_at = why.strip(), by, timezone.now()
        again = row.in_force and not stood
        if again:
            _withhold_again(row, by)
        _first(row, entry)
        if again:
            tell_others(row, by)
        elif not row.in_force:
            unsay(row, by)
        let_go(row)
        spread([row], by=by)
    return row


def _withhold_again(row: Withholding, by: User) -> None:
    """What was given back and is taken anew is withheld by hand, whatever it began as."""
    if row.user is not None:
        _require_second_reader(row.office, row.subject, row.user, row.reader)
    row.origin, row.by = Origin.LEADER, by
    set_turns([row], roster.members(row.office))


def _first(row: Withholding, entry: Recording) -> None:
    """Raises Conflict where somebody else decided it this moment."""
    try:
        entry.change(row)
    except StaleRow as stale:
        raise Conflict(_("Orang lain baru saja memutuskan ini. Muat ulang halaman ini.")) from stale
