"""A pad or sheet only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from suar.casework.cases.models import Case
from suar.casework.paper import rules
from suar.casework.paper.models import Pad, Sheet
from suar.registry.accounts.models import User


def get_pad(user: User, pad_id: UUID) -> Pad:
    """A pad of an office that this member of staff serves."""
    return get_object_or_404(Pad.objects.visible_to(user).select_related("office", "by", "counted_by"), pk=pad_id)


def get_sheet(user: User, sheet_id: UUID) -> Sheet:
    found = Sheet.objects.visible_to(user).select_related("pad__office", "complaint", "case")
    return get_object_or_404(found, pk=sheet_id)


def sheet_by_number(user: User, number: rules.Number) -> Sheet | None:
    return Sheet.objects.visible_to(user).filter(number=str(number)).order_by("pad__office").first()


def case_by_number(user: User, sheet: Sheet, number: str) -> Case | None:
    """A file of the sheet's office that this user may see; None for a number that leads nowhere, whatever the cause."""
    found = Case.objects.visible_to(user).filter(office=sheet.pad.office_id, number=number.strip().upper())
    return found.select_related("office", "child", "officer").first()
