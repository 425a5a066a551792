"""An arrival only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.material.models import Arrival, Taken
from suar.core.vault.fields import opened_cipher, unlock
from suar.core.vault.keys import KeyMissing
from suar.registry.accounts.models import User


def get_arrival(user: User, arrival_id: UUID) -> Arrival:
    """An arrival of an office that this member of staff serves."""
    whole = ("office", "complaint", "case", "by", "closed_by")
    return get_object_or_404(Arrival.objects.visible_to(user).select_related(*whole), pk=arrival_id)


def opened(user: User, arrival_id: UUID) -> tuple[Arrival, list[Taken]]:
    """The arrival and everything written down about it, in order, the key at hand: three statements.

    Where its complaint became a case between the row and its key, both are read once more."""
    try:
        return _opened(get_arrival(user, arrival_id))
    except KeyMissing:
        return _opened(get_arrival(user, arrival_id))


def _opened(arrival: Arrival) -> tuple[Arrival, list[Taken]]:
    rows = unlock(arrival.taken.select_related("agency", "by"))
    opened_cipher(rows[0])
    return arrival, rows


def source_by_number(user: User, office_id: int, number: str) -> Complaint | Case | None:
    """The complaint or file of this office with that number; None where there is none that the user may see."""
    wanted = number.strip().upper()
    complaints = Complaint.objects.visible_to(user).filter(office=office_id, number=wanted)
    cases = Case.objects.visible_to(user).filter(office=office_id, number=wanted)
    complaint = complaints.select_related("office", "case").first()
    return complaint or cases.select_related("office", "child").first()
