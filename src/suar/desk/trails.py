"""Who did and read what: which entries a leader sees, and how a person reads them. No child's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from suar.casework.cases.verbs import in_words
from suar.core.ledger.models import Entry, EntryQuerySet
from suar.registry.accounts.models import User, UserQuerySet, several_offices


def seen_by(user: Any) -> EntryQuerySet:
    """The entries of the offices of this user; of those that name no office, what their own staff did."""
    if not several_offices():
        return Entry.objects.all()
    codes = {appointment.office.code for appointment in user.appointments_now}
    actors = [f"user:{pk}" for pk in staff_of(user).order_by().values_list("pk", flat=True)]
    return Entry.objects.filter(Q(office__in=codes) | Q(office="", actor__in=actors))


def staff_of(user: Any) -> UserQuerySet:
    """Whoever has or had a role in the offices of this user."""
    return User.objects.filter(pk__in=_held(user.office_ids)).order_by("name", "pk")


def _held(office_ids: list[int]) -> Any:
    return User.objects.filter(appointments__office__in=office_ids).values("pk")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the trail as a person reads it."""

    entry: Entry
    actor: str
    what: str


def readable(entries: list[Entry]) -> list[Line]:
    """Entries with the names of the staff behind the identifiers."""
    ids = {int(e.actor.removeprefix("user:")) for e in entries if e.actor.startswith("user:")}
    names: dict[int, str] = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [Line(entry, _actor(entry.actor, names), in_words(entry.verb)) for entry in entries]


def _actor(actor: str, names: dict[int, str]) -> str:
    if actor.startswith("user:"):
        return names.get(int(actor.removeprefix("user:")), actor)
    words: dict[str, Any] = {
        "system:worker": _("program"),
        "system:operator": _("operator"),
        "public": _("pelapor"),
    }
    return str(words.get(actor, actor))
