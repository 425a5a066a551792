"""What pages show of contacts and open intakes, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.children.rules import initials
from suar.casework.complaints.rules import number_of
from suar.casework.contacts import knowing, rules
from suar.casework.contacts.models import Contact, Draft
from suar.core import ledger
from suar.core.vault.fields import unlock
from suar.core.vault.sounds import number
from suar.registry.accounts.models import User


@dataclass(frozen=True, slots=True)
class Open:
    """One open intake on the strip, by the initials that were typed."""

    place: int
    who: str
    with_whom: str
    began_at: datetime
    url: str
    is_here: bool
    lapses_at: datetime | None


def strip(user: User, here: Draft | None = None) -> list[Open]:
    """One's own, oldest first: the one that has waited longest is the first to be finished."""
    now = timezone.now()
    found = unlock(Draft.objects.of(user).order_by("began_at", "id"))
    return [
        Open(
            place=place,
            who=who_in(draft),
            with_whom=typed_in(draft).get("with_whom", ""),
            began_at=draft.began_at,
            url=reverse("contacts:draft-detail", args=[draft.pk]),
            is_here=here is not None and here.pk == draft.pk,
            lapses_at=rules.lapses_at(draft.saved_at) if rules.lapses_soon(draft.saved_at, now) else None,
        )
        for place, draft in enumerate(found, start=1)
    ]


def typed_in(draft: Draft) -> dict[str, str]:
    form: dict[str, str] = (draft.body or {}).get("form", {})
    return form


def pasted_in(draft: Draft) -> dict[str, Any]:
    pasted: dict[str, Any] = (draft.body or {}).get("chat", {})
    return pasted


def who_in(draft: Draft) -> str:
    """The child's initials, else those of whoever called."""
    typed = typed_in(draft)
    name = typed.get("name_0") or typed.get("caller_name") or ""
    return initials(name) if name.strip() else _("belum ada nama")


@dataclass(frozen=True, slots=True)
class Line:
    """One contact in a list; its number by its end."""

    contact: Contact
    number: str
    url: str
    no_call: bool


def lines(contacts: Iterable[Contact], user: User) -> list[Line]:
    closed = knowing.not_to_call(user)
    return [
        Line(
            contact,
            masked(contact.phone),
            reverse("contacts:contact-detail", args=[contact.pk]),
            bool(contact.phone) and number(contact.phone) in closed,
        )
        for contact in unlock(contacts)
    ]


def shown_ids(contacts: Iterable[Contact]) -> list[object]:
    """Of the contacts of a list and of what they belong to."""
    ids = [pk for row in contacts for pk in (row.pk, row.complaint_id, row.case_id) if pk]
    return list(dict.fromkeys(ids))


def masked(phone: str) -> str:
    return number_of(number(phone)) if phone else ""


def known_by(phone: str, user: User) -> dict[str, Any]:
    """Who calls again, recorded as a read where there is anything to read."""
    known = knowing.of(phone, user)
    if not known.is_new:
        ledger.read("caller", by=user, office=user.office.code, why=user.role, ids=known.ids)
    return {"known": known, "known_number": masked(phone)}
