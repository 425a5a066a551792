"""The access trail of one child's file, read from the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.verbs import in_words
from suar.core.ledger.models import Entry, EntryQuerySet
from suar.registry.accounts.models import Role, User


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    who: str
    what: str
    why: str
    read: bool


def entries_of(case: Case) -> EntryQuerySet:
    """Every read and change about the child of this file. Lists that showed it are entries of their own."""
    return Entry.objects.about(case.child_id)


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries with the names of staff: one statement for all of them."""
    listed = list(entries)
    ids = {int(e.actor[5:]) for e in listed if e.actor.startswith("user:")}
    names = {f"user:{user.pk}": user.name for user in User.objects.filter(pk__in=ids)}
    roles = dict(Role.choices)
    return [
        Line(
            at=entry.at,
            who=names.get(entry.actor) or _("sistem"),
            what=in_words(entry.verb),
            why=str(roles.get(entry.why, entry.why)),
            read=entry.verb.startswith("read."),
        )
        for entry in listed
    ]
