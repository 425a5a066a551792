"""Every change of the local closures."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError
from django.utils.translation import gettext as _

from suar.core import ledger
from suar.core.clocks.models import LocalClosure
from suar.core.errors import Conflict
from suar.core.ledger.actors import Actor


def add_closure(*, on: date, name: str, by: Actor) -> LocalClosure:
    """A day that counts as no working day here. Raises Conflict when the day is listed already."""
    closure = LocalClosure(on=on, name=name)
    try:
        with ledger.record("closure.add", by=by, data={"on": on.isoformat()}) as entry:
            entry.add(closure)
    except IntegrityError as taken:
        raise Conflict(_("Tanggal ini sudah tercatat sebagai hari libur setempat.")) from taken
    return closure


def edit_closure(*, closure: LocalClosure, on: date, name: str, by: Actor) -> LocalClosure:
    """The row's version is the one its editor saw; raises Conflict when it is old or the day is listed already."""
    closure.on, closure.name = on, name
    try:
        with ledger.record("closure.edit", by=by, data={"on": on.isoformat()}) as entry:
            entry.change(closure)
    except IntegrityError as taken:
        raise Conflict(_("Tanggal ini sudah tercatat sebagai hari libur setempat.")) from taken
    return closure


def remove_closure(*, closure: LocalClosure, by: Actor) -> None:
    """Due moments computed before keep the calendar they were computed with."""
    with ledger.record("closure.remove", by=by, data={"on": closure.on.isoformat()}) as entry:
        entry.remove(closure)
