"""A pad is printed: its numbers are taken, the codes on its tear-off halves made, derived from, and forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.duties.limits import limit
from suar.casework.intake import receipt
from suar.casework.intake.surface import lookup_prf
from suar.casework.paper import rules
from suar.casework.paper.models import Kind, Pad, Sheet
from suar.casework.paper.recording import recorded
from suar.core.clocks.calendars import WIB
from suar.core.documents.models import next_number
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


@dataclass(frozen=True, slots=True)
class Printed:
    """A pad, its sheets, and, of an intake pad, the code of each sheet: here alone, for the paper."""

    pad: Pad
    sheets: list[Sheet]
    codes: list[str] = field(repr=False)


def print_pad(*, office: Office, by: Actor, kind: str, count: int, pad_id: UUID | None = None) -> Printed:
    """So many new sheets. Nothing that was printed can be printed again: nobody here knows its codes any more.

    Raises DomainError, Refused; Conflict for a form that was sent before."""
    require(by, Permission.PAPER_WORK, office.pk)
    if kind not in Kind.values:
        raise DomainError(gettext("Pilih jenis kertasnya dari daftar."))
    if not 1 <= count <= rules.MOST:
        raise DomainError(gettext("Satu buku berisi 1 sampai %(most)d lembar.") % {"most": rules.MOST})
    now = timezone.now()
    pad = Pad(
        id=pad_id or uuid4(), office=office, kind=kind, size=count, by=by if isinstance(by, User) else None, at=now,
        count_by=next_count(now, office.pk),
    )  # fmt: skip
    _refuse_a_second(pad)
    codes = [receipt.new() for _place in range(count)] if kind == Kind.INTAKE else []
    try:
        return Printed(pad, _written(pad, codes, by, now), codes)
    except IntegrityError:  # pressed twice: the other press was first
        _refuse_a_second(pad)
        raise


def next_count(at: datetime, office_id: int) -> datetime:
    """Until when open sheets are counted again, by the rule of this office."""
    return limit(rules.COUNT_RULE, at, office_id=office_id).due_at


def _refuse_a_second(pad: Pad) -> None:
    number = Pad.objects.filter(pk=pad.pk).values_list("number", flat=True).first()
    if number is not None:
        raise Conflict(
            gettext(
                "Buku %(number)s dari formulir ini sudah dicetak. Bila berkasnya tidak terunduh, tutup lembarnya dan "
                "cetak buku baru: kode di atasnya tidak dapat dicetak dua kali."
            )
            % {"number": number}
        )


def _written(pad: Pad, codes: list[str], by: Actor, now: datetime) -> list[Sheet]:
    year, office = now.astimezone(WIB).year, pad.office.code
    with recorded("print", pad, by, kind=pad.kind, count=pad.size) as entry:
        pad.number = rules.Number(year, next_number("paper", entry=entry, office=office, period=str(year)), 0).of_pad
        sheets = [_sheet(pad, place) for place in range(1, pad.size + 1)]
        for sheet, code in zip(sheets, codes, strict=False):
            derived = receipt.derive(code, "", lookup_prf())
            sheet.lookup_id, sheet.reply_key = derived.lookup_id, derived.reply_key
        entry.add(pad, *sheets)
    return sheets


def _sheet(pad: Pad, place: int) -> Sheet:
    return Sheet(pad=pad, place=place, number=str(rules.number_of_pad(pad.number, place)))
