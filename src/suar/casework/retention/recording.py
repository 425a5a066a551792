"""Who may, and how a step towards an erasure is written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from suar.casework.retention.models import Act, Item
from suar.core import ledger
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import Office


@contextmanager
def recorded(verb: str, office: Office, by: Actor, why: str = "", **data: Any) -> Iterator[Recording]:
    """One entry; a row that somebody else changed first becomes a Conflict that says so."""
    with ledger.record(f"retention.{verb}", by=by, office=office.code, why=why, data=data) as entry:
        yield entry


def items_of(act: Act) -> Sequence[Item]:
    """The files that the act is about to end, or has ended."""
    return list(act.items.order_by("reference", "pk"))


def listed_in(act: Act) -> Sequence[Item]:
    """The files that it named when it was drawn up, also of an act that was taken back."""
    return list(Item.objects.filter(listings__act=act).order_by("reference", "pk"))
