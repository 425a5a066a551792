"""What an office means by a heading, kept for the next file."""

from __future__ import annotations

from django.utils.translation import gettext as _

from suar.casework.register.headings import Field
from suar.casework.register.models import HeadingMapping
from suar.casework.register.perms import require_import
from suar.casework.register.tables import fold
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import Office

LONGEST = 120


def save_mapping(*, office: Office, heading: str, field: str, by: Actor) -> HeadingMapping:
    """This heading means that field in every file of the office from now on; "" keeps its column as text."""
    require_import(by, office)
    if field and field not in set(Field):
        raise DomainError(_("Pilih arti kolom dari daftar."))
    folded = fold(heading)
    if not folded or len(folded) > LONGEST:
        raise DomainError(_("Judul kolom ini kosong atau terlalu panjang. Perpendek di berkasnya, lalu impor lagi."))
    row = HeadingMapping.objects.filter(office=office, heading=folded).first()
    if row is not None and row.field == field:
        return row
    with ledger.record("register.map_heading", by=by, office=office.code, data={"field": field}) as entry:
        if row is None:
            row = HeadingMapping(office=office, heading=folded, field=field)
            entry.add(row)
        else:
            row.field = field
            entry.change(row)
    return row


def mapping_of(office: Office) -> dict[str, str | None]:
    """The corrections of an office in the form that the reader takes."""
    return {row.heading: row.field or None for row in HeadingMapping.objects.filter(office=office)}
