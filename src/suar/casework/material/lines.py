"""Whom to call: the official lines of the police in the list of agencies, and the emergency number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Prefetch

from suar.casework.material import rules
from suar.registry.accounts.models import Office
from suar.registry.agencies.models import Agency, Contact, Kind

MOST = 40  # bodies of the police on one page


@dataclass(frozen=True, slots=True)
class PoliceLine:
    """One line. `value` is what its button sends; `dialled` is empty where no number is known."""

    value: str
    called: str
    part: str
    phone: str
    hours: str
    agency: Agency | None = None
    contact: Contact | None = None

    @property
    def dialled(self) -> str:
        """What a telephone takes: digits and a plus, whatever stands around them."""
        return re.sub(r"[^\d+]", "", self.phone)


def police_lines(office: Office) -> list[PoliceLine]:
    """Lines with a number first, those of the office's own place before others; then bodies without one; the emergency
    number last: it reaches whoever is on duty, not the unit."""
    bodies = Agency.objects.active().of_kind(Kind.POLICE)
    contacts = Contact.objects.exclude(phone="")
    listed = list(bodies.prefetch_related(Prefetch("contacts", contacts, to_attr="numbered"))[:MOST])
    listed.sort(key=lambda body: (body.region_code != office.region_code, body.short_name))
    known = [of_contact(body, one) for body in listed for one in getattr(body, "numbered", [])]
    unknown = [of_body(body) for body in listed if not getattr(body, "numbered", [])]
    return [*known, *unknown, PoliceLine(rules.EMERGENCY, rules.EMERGENCY, "", rules.EMERGENCY, "")]


def of_contact(body: Agency, contact: Contact) -> PoliceLine:
    contact.agency = body
    return PoliceLine(f"c{contact.pk}", body.short_name, contact.label, contact.phone, contact.hours, body, contact)


def of_body(body: Agency) -> PoliceLine:
    return PoliceLine(f"a{body.pk}", body.short_name, "", "", "", body)
