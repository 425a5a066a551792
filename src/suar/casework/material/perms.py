"""An arrival only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

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
