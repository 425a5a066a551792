"""Contacts and open intakes, made through the actions."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from suar.casework.complaints.models import Complaint
from suar.casework.contacts import actions
from suar.casework.contacts.models import Contact, Draft, Flag, OurNumber
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.factories import a_user

PHONE = "0800-555-0123"
STORY = "Anak tetangga tidak boleh keluar rumah sejak Senin."


def a_draft(by: User | None = None, **form: str) -> Draft:
    by = by or a_user(Role.DIVISI_PENGADUAN)
    return actions.begin_draft(by=by, channel="phone", body={"form": form})


def told(**facts: Any) -> actions.Told:
    return actions.Told(**{"story": STORY, "phone": PHONE, **facts})


def a_filed_contact(by: User | None = None, **facts: Any) -> Contact:
    """A telephone complaint, with the contact that brought it."""
    by = by or a_user(Role.DIVISI_PENGADUAN)
    return fresh(actions.file(draft=a_draft(by), by=by, told=told(**facts)))


def a_missed_call(by: User | None = None, phone: str = PHONE) -> Contact:
    return actions.note_missed(by=by or a_user(Role.SEKRETARIAT), phone=phone)


def a_flag(by: User | None = None, **facts: Any) -> Flag:
    by = by or a_user(Role.SEKRETARIAT)
    contact = facts.pop("contact", None) or a_missed_call(by)
    given = {"kind": "young", "reason": "Suaranya pelan, sering terdiam.", "lasts": "month", **facts}
    return actions.flag(contact=contact, by=by, **given)


def a_number(by: User | None = None, shown_as: str = "Piket KPPAD", phone: str = "0800-555-0999") -> OurNumber:
    return actions.add_number(by=by or a_user(Role.SEKRETARIAT), shown_as=shown_as, phone=phone)


def fresh(contact: Contact) -> Contact:
    return Contact.objects.select_related("office", "complaint", "case", "by", "first").get(pk=contact.pk)


def complaint_of(contact: Contact) -> Complaint:
    return Complaint.objects.select_related("office").get(contacts=contact)


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="contact.").order_by("pk").values_list("verb", flat=True))


def typed(draft: Draft, **given: str) -> dict[str, str]:
    """What a browser sends of the form of this draft."""
    return {"version": str(draft.version), "page": str(uuid4()), "children": "1", **given}
