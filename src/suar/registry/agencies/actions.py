"""Every change of partner bodies and their office lines."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from suar.core import ledger
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.registry.accounts.permissions import Permission, require
from suar.registry.agencies import seed
from suar.registry.agencies.models import Agency, Contact, Kind

EDITABLE = {"name", "short_name", "kind", "region_code", "superior", "address", "note", "source", "verified"}


def add_agency(
    *,
    name: str,
    short_name: str,
    kind: str,
    by: Actor,
    region_code: str = "61",
    address: str = "",
    note: str = "",
    source: str = "",
    verified: bool = False,
    superior: Agency | None = None,
) -> Agency:
    """A body. Raises Conflict when one of this name exists."""
    require(by, Permission.AGENCY_EDIT)
    agency = Agency(
        name=name,
        short_name=short_name,
        kind=Kind(kind),
        region_code=region_code,
        superior=superior,
        address=address,
        note=note,
        source=source,
        verified=verified,
    )
    try:
        with ledger.record("agency.add", by=by, data={"kind": agency.kind}) as entry:
            entry.add(agency)
    except IntegrityError as taken:
        raise Conflict(_("Lembaga dengan nama ini sudah ada.")) from taken
    return agency


def load_agencies(*, by: Actor) -> int:
    """The bodies that ship with the program, those missing by name. Returns how many; what an office changed stays."""
    require(by, Permission.AGENCY_EDIT)
    known = set(Agency.objects.values_list("name", flat=True))
    fresh = [body for body in seed.bodies() if body["name"] not in known]
    if not fresh:
        return 0
    agencies = [
        Agency(
            name=body["name"],
            short_name=body["short_name"],
            kind=Kind(body["kind"]),
            region_code=body["region"],
            address=body.get("address", ""),
            note=body.get("note", ""),
            source=body.get("source", ""),
            verified=body["verified"],
        )
        for body in fresh
    ]
    with ledger.record("agency.load", by=by, data={"bodies": len(agencies)}) as entry:
        below = {body["name"]: body["superior"] for body in fresh if "superior" in body}
        entry.add(*(agency for agency in agencies if agency.name not in below))
        _set_superiors([agency for agency in agencies if agency.name in below], below)
        entry.add(*(agency for agency in agencies if agency.name in below))
        contacts = [
            Contact(agency=agency, **contact)
            for agency, body in zip(agencies, fresh, strict=True)
            for contact in body.get("contacts", ())
        ]
        if contacts:
            entry.add(*contacts)
    return len(agencies)


def _set_superiors(agencies: list[Agency], above: dict[str, str]) -> None:
    """To whom new bodies answer, by short name: those must be stored before they can be named."""
    by_name = {agency.short_name: agency for agency in Agency.objects.all()}
    for agency in agencies:
        agency.superior = by_name.get(above[agency.name])


def edit_agency(*, agency: Agency, by: Actor, **fields: Any) -> Agency:
    """Change the named fields. The row's version is the one its editor saw; raises Conflict when it is old."""
    require(by, Permission.AGENCY_EDIT)
    if (above := fields.get("superior")) is not None and above.pk == agency.pk:
        raise DomainError(_("Lembaga tidak dapat menjadi atasannya sendiri. Pilih lembaga lain."))
    _set(agency, fields, EDITABLE)
    try:
        _change("agency.edit", agency, by, agency)
    except IntegrityError as taken:
        raise Conflict(_("Lembaga dengan nama ini sudah ada.")) from taken
    return agency


def deactivate(*, agency: Agency, by: Actor) -> Agency:
    """It is offered for nothing new; what it owes and owed stays."""
    require(by, Permission.AGENCY_EDIT)
    agency.active = False
    _change("agency.deactivate", agency, by, agency)
    return agency


def reactivate(*, agency: Agency, by: Actor) -> Agency:
    require(by, Permission.AGENCY_EDIT)
    agency.active = True
    _change("agency.reactivate", agency, by, agency)
    return agency


def add_contact(
    *, agency: Agency, label: str, by: Actor, phone: str = "", email: str = "", hours: str = "", note: str = ""
) -> Contact:
    """An official line of the body; never a private person's."""
    require(by, Permission.AGENCY_EDIT)
    contact = Contact(agency=agency, label=label, phone=phone, email=email, hours=hours, note=note)
    with ledger.record("agency.add_contact", by=by, data={"agency": agency.pk}) as entry:
        entry.add(contact)
    return contact


def edit_contact(*, contact: Contact, by: Actor, **fields: Any) -> Contact:
    """Change the named fields. The row's version is the one its editor saw; raises Conflict when it is old."""
    require(by, Permission.AGENCY_EDIT)
    _set(contact, fields, {"label", "phone", "email", "hours", "note"})
    _change("agency.edit_contact", contact, by, contact.agency)
    return contact


def remove_contact(*, contact: Contact, by: Actor) -> None:
    require(by, Permission.AGENCY_EDIT)
    with ledger.record("agency.remove_contact", by=by, data={"agency": contact.agency_id}) as entry:
        entry.remove(contact)


def _set(row: Agency | Contact, fields: dict[str, Any], known: set[str]) -> None:
    if unknown := set(fields) - known:
        raise TypeError(f"Unknown fields: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(row, name, value)


def _change(verb: str, row: Agency | Contact, by: Actor, agency: Agency) -> None:
    with ledger.record(verb, by=by, data={"agency": agency.pk}) as entry:
        entry.change(row)
