"""Registering a child and opening its file with its entry and duties, through the actions, on each engine.

Yardstick, in the same process: the same rows saved by the bare ORM, already sealed and without a record."""

from __future__ import annotations

import json
import sys
import uuid
from time import perf_counter
from typing import Any

from bench import large
from bench.homes import ENGINES, Row, an_officer, apart, engines, fresh, open_home, row

OPENED = 300


def rows() -> list[Row]:
    found: list[Row] = []
    for engine in engines():
        with fresh(engine) as home:
            found += apart("opening", ENGINES[engine], home=home)
    return found


def measure(engine: str) -> list[Row]:
    open_home()
    from django.db import transaction

    from suar.casework.cases import actions
    from suar.casework.children import actions as children
    from suar.core.ledger.models import Entry

    officer = an_officer()
    start = perf_counter()
    known = [children.register(office=officer.office, by=officer, name=large.made_up(n).name) for n in range(OPENED)]
    registered = OPENED / (perf_counter() - start)

    def open_file(child: Any) -> None:
        actions.open_case(
            child=child, office=officer.office, by=officer, kind="pengaduan", cluster="trafficking", officer=officer,
            risk="high", region_code="61.71", summary="Ringkasan singkat untuk ukuran.",
        )  # fmt: skip

    open_file(known[0])  # the calendar and the rules are read once a process
    before = Entry.objects.latest("id").pk
    start = perf_counter()
    for child in known:
        open_file(child)
    opened = OPENED / (perf_counter() - start)
    listed = [rows_of(entry) for entry in Entry.objects.filter(pk__gt=before).order_by("pk")]
    start = perf_counter()
    for made in listed:
        with transaction.atomic():
            save_bare(*made)
    bare = OPENED / (perf_counter() - start)
    what = f"create a case with its entry and duties{engine}"
    return [
        row(what, opened, "/s", "≥ 100, ≤ 3 ×", bare, bare / opened),
        row(f"register a child: key, search tokens, entry{engine}", registered, "/s"),
    ]


def save_bare(entry: Any, *made: Any) -> None:
    """The rows of one opening again, under new keys."""
    from django.db.models import Model

    from suar.core.ledger.models import Covered, Pending

    entry.pk, entry.mac = None, uuid.uuid4().bytes * 2
    Model.save(entry, force_insert=True)
    for one in made:
        if isinstance(one, Covered | Pending):
            one.pk, one.entry = None, entry
        else:
            one.pk = uuid.uuid4()
            one.number = f"x{one.pk.hex[:15]}"
        Model.save(one, force_insert=True)


def rows_of(entry: Any) -> list[Any]:
    """Every row that one opening wrote, in an order that foreign keys allow."""
    from suar.casework.cases.models import Case
    from suar.casework.duties.models import Duty
    from suar.core.ledger.models import Covered, Pending

    covered = list(Covered.objects.filter(entry=entry))
    ids = {label: [one.row for one in covered if one.table == label] for label in ("cases.case", "duties.duty")}
    cases, duties = Case.objects.filter(pk__in=ids["cases.case"]), Duty.objects.filter(pk__in=ids["duties.duty"])
    return [entry, *cases, *duties, *covered, Pending(entry=entry)]


if __name__ == "__main__":
    json.dump(measure(sys.argv[1]), sys.stdout)
