"""Who did and read what: which entries a leader sees. No child's name."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from suar.casework.complaints.models import GroupFinding
from suar.casework.conflicts.withheld import mentions
from suar.casework.retention.trail import about_an_end_withheld_from
from suar.core.ledger.models import Entry, EntryQuerySet
from suar.registry.accounts.attempts import DOOR
from suar.registry.accounts.models import User, UserQuerySet, several_offices
from suar.registry.accounts.permissions import Permission, offices_with


def seen_by(user: Any) -> EntryQuerySet:
    """The entries of the offices that this user leads; of those that name no office, what their own staff did and what
    was tried at the door. None about a file that is withheld from this user."""
    seen = Entry.objects.exclude(mentions(user)).exclude(subject__in=GroupFinding.objects.withheld_from(user))
    seen = seen.exclude(about_an_end_withheld_from(user))
    if not several_offices():
        return seen
    led = offices_with(user, Permission.LEDGER_VIEW)
    codes = {held.office.code for held in user.appointments_now if held.office_id in led}
    actors = [f"user:{pk}" for pk in staff_of(user).order_by().values_list("pk", flat=True)]
    return seen.filter(Q(office__in=codes) | Q(office="", actor__in=[*actors, DOOR.actor_id]))


def staff_of(user: Any) -> UserQuerySet:
    """Whoever has or had a role in the offices that this user leads."""
    return User.objects.filter(pk__in=_held(offices_with(user, Permission.LEDGER_VIEW))).order_by("name", "pk")


def _held(office_ids: list[int]) -> Any:
    return User.objects.filter(appointments__office__in=office_ids).values("pk")
