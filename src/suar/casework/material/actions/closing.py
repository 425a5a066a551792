"""Over, when everything was done and a second person says so."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.material import rules
from suar.casework.material.models import Arrival, Status, Step
from suar.casework.material.recording import may_touch, must_be_open, places_of, recorded
from suar.core.errors import DomainError
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import User


def close(*, arrival: Arrival, by: User) -> Arrival:
    """Raises DomainError while a step is missing, Refused for whoever began it or wrote its receipt down, also by
    another account that was in their hand."""
    may_touch(by, arrival)
    must_be_open(arrival)
    missing = rules.left({step for _place, step in places_of(arrival)})
    if missing:
        named = ", ".join(str(step.label) for step in missing)
        raise DomainError(gettext("Belum dapat ditutup. Masih ada: %(steps)s.") % {"steps": named})
    words = gettext("Orang kedua yang menutupnya: bukan yang memulai, bukan yang mencatat tanda terimanya.")
    for first in _first_hands(arrival):
        must_be_two(by, first, words)
    arrival.move_to(Status.CLOSED)
    arrival.closed_by, arrival.closed_at = by, timezone.now()
    with recorded("close", arrival, by) as entry:
        entry.change(arrival)
    return arrival


def may_close(user: User, arrival: Arrival) -> bool:
    """Whether the page offers it: to neither whoever began it nor who wrote its receipt down, first or corrected."""
    return user not in _first_hands(arrival)


def _first_hands(arrival: Arrival) -> list[User]:
    wrote = arrival.taken.filter(step=Step.RECEIPT).select_related("by")
    return [arrival.by, *(row.by for row in wrote)]
