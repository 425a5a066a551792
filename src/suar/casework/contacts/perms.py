"""A contact, an open intake, a flag only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.contacts.models import Contact, Draft, Flag, OurNumber
from suar.registry.accounts.models import User


def get_contact(user: User, contact_id: UUID) -> Contact:
    whole = ("office", "complaint", "case", "by", "first")
    return get_object_or_404(Contact.objects.visible_to(user).select_related(*whole), pk=contact_id)


def get_draft(user: User, draft_id: UUID) -> Draft:
    """One's own: a leader and an administrator find nothing here."""
    return get_object_or_404(Draft.objects.of(user).select_related("office", "author"), pk=draft_id)


def get_flag(user: User, flag_id: UUID) -> Flag:
    seen = Contact.objects.visible_to(user)
    return get_object_or_404(Flag.objects.filter(contact__in=seen).select_related("contact__office"), pk=flag_id)


def get_number(user: User, our_id: UUID) -> OurNumber:
    return get_object_or_404(OurNumber.objects.filter(user=user).select_related("office"), pk=our_id)


def source_by_number(user: User, office_id: int, number: str) -> Complaint | Case | None:
    """The complaint or file of this office with that number; None where there is none that the user may see."""
    wanted = number.strip().upper()
    complaints = Complaint.objects.visible_to(user).filter(office=office_id, number=wanted)
    cases = Case.objects.visible_to(user).filter(office=office_id, number=wanted)
    complaint = complaints.select_related("office", "case").first()
    return complaint or cases.select_related("office", "child").first()
