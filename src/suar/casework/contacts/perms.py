"""A contact, an open intake, a flag only through these: 404 for what the user may not know."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from suar.casework.contacts.models import Contact, Draft, Flag, OurNumber
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import User


def get_contact(user: User, contact_id: UUID) -> Contact:
    whole = ("office", "complaint", "case", "by", "first")
    return get_object_or_404(Contact.objects.visible_to(user).select_related(*whole), pk=contact_id)


def get_draft(user: User, draft_id: UUID) -> Draft:
    """One's own: a leader and an administrator find nothing here."""
    return get_object_or_404(Draft.objects.of(user).select_related("office", "author"), pk=draft_id)


def channel_of_own(user: User, draft_id: UUID) -> str:
    """By which channel an intake that is open no more had come; 404 for one that this person never began."""
    begun = Entry.objects.about(draft_id).by(user).filter(verb="contact.draft_begin").first()
    if begun is None:
        raise Http404
    return str(json.loads(begun.data)["channel"])


def get_flag(user: User, flag_id: UUID) -> Flag:
    seen = Contact.objects.visible_to(user)
    return get_object_or_404(Flag.objects.filter(contact__in=seen).select_related("contact__office"), pk=flag_id)


def get_number(user: User, our_id: UUID) -> OurNumber:
    return get_object_or_404(OurNumber.objects.filter(user=user).select_related("office"), pk=our_id)
