"""What other systems call the file."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_file
from suar.casework.cases.recording import add, known, recorded, row_of
from suar.casework.children.rules import coded, signs
from suar.casework.children.search import make_findable
from suar.casework.leading.models import OtherNumber, System
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.once import once
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User


def note_number(
    *, case: Case, by: Actor, system: str, number: str, note: str = "", entry_id: UUID | None = None
) -> OtherNumber:
    """The file is found by it from now on. Once for each system. The same `entry_id` again writes nothing.

    Raises DomainError for a number that stands already, or that another system would have to be named for."""
    require_file(case, by)
    known(system=(system, System.values))
    number = " ".join(number.split())
    if not coded(number):
        raise DomainError(_("Tulis nomornya lengkap: tiga huruf atau angka lebih, paling sedikit satu angka."))
    if system == System.OTHER and not note.strip():
        raise DomainError(_("Tulis nomor sistem apa ini."))

    def act(pk: UUID) -> OtherNumber:
        row = OtherNumber(**row_of(case, by) | {"id": pk}, system=system, number=number, note=note.strip())
        with recorded("leading.note_number", case, by, system=system) as entry:
            Case.objects.select_for_update().only("pk").get(pk=case.pk)  # of two at once the second sees the first
            if signs(number) in {signs(str(other.number)) for other in standing(case, system)}:
                raise DomainError(_("Nomor ini sudah tercatat di berkas ini."))
            add(entry, case, row)
        make_findable(case.child)
        return row

    return once(OtherNumber.objects.all(), entry_id, act, case_id=case.pk)


def withdraw_number(*, number: OtherNumber, why: str, by: Actor) -> OtherNumber:
    """It was wrong. It stays with the reason, and finds the file no longer. Raises DomainError, Conflict."""
    case = number.case
    require_file(case, by)
    if not why.strip():
        raise DomainError(_("Tulis mengapa nomor ini ditarik."))
    with recorded("leading.withdraw_number", case, by, system=number.system) as entry:
        if number.withdrawn_at is not None:
            raise Conflict(_("Nomor ini sudah ditarik. Muat ulang halaman."))
        number.withdrawn_at, number.withdrawn_why = timezone.now(), why.strip()
        number.withdrawn_by = by if isinstance(by, User) else None
        entry.change(number)
    make_findable(case.child)
    return number


def standing(case: Case, system: str) -> list[OtherNumber]:
    rows = list(OtherNumber.objects.standing().filter(case=case, system=system))
    share_cipher(case, *rows)
    return rows
