"""Entries of the ledger as a person reads them: who, what and why in words. The names of staff and of nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.core.ledger.actors import OPERATOR, PUBLIC, WORKER
from suar.core.ledger.models import Entry
from suar.core.ledger.words import in_words, reason
from suar.registry.accounts.models import User

STAFF = "user:"
OTHERS: dict[str, Any] = {
    WORKER.actor_id: _("sistem"),
    OPERATOR.actor_id: _("operator"),
    PUBLIC.actor_id: _("pelapor"),
    "system:door": _("pintu masuk"),
    "system:unlock": _("pemegang lembar"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `read`: nothing was changed by it."""

    at: datetime
    who: str
    what: str
    why: str
    subject: UUID | None
    read: bool


def lines(entries: Iterable[Entry]) -> list[Line]:
    """The entries in words: one statement for all of them."""
    listed = list(entries)
    names = names_of(entry.actor for entry in listed)
    return [
        Line(
            at=entry.at,
            who=names[entry.actor],
            what=in_words(entry.verb),
            why=reason(entry.why),
            subject=entry.subject,
            read=entry.verb.startswith("read."),
        )
        for entry in listed
    ]


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """What each actor of the ledger is called on a screen: one statement for all of them."""
    acting = set(actors)
    ids = {int(actor.removeprefix(STAFF)) for actor in acting if actor.startswith(STAFF)}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    staff = {f"{STAFF}{pk}": name for pk, name in names.items()}
    return {actor: staff.get(actor) or nobody_named(actor) for actor in acting}


def nobody_named(actor: str) -> str:
    """Whoever acted without an account: a part of the program, or a person whom nobody knows."""
    return str(OTHERS.get(actor) or gettext("sistem"))
