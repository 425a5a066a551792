"""A letter only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from suar.casework.letters.models import Letter, LetterTemplate
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, offices_with


def get_letter(user: User, letter_id: UUID) -> Letter:
    """A letter of an office that this member of staff serves."""
    whole = ("office", "agency", "to", "signer", "follows", "template")
    return get_object_or_404(Letter.objects.visible_to(user).select_related(*whole), pk=letter_id)


def get_template(user: User, template_id: UUID) -> LetterTemplate:
    """A form of an office that this user serves."""
    found = LetterTemplate.objects.filter(office__in=offices_with(user, Permission.SETTINGS))
    return get_object_or_404(found.select_related("office"), pk=template_id)
