"""A contact, an open intake, a flag only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

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
