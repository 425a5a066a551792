"""Recompute everything and name the first thing wrong.

Four questions, each answered from the bytes: is the record itself whole (leaves, heads, the heads kept outside `main`
and those that were published), do the covered rows belong to their entries, does every ledgered table hold exactly the
rows and values that were recorded, and do the triggers still stand guard, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from time import perf_counter

from django.apps import apps
from django.db import connection, router, transaction

from suar.core.ledger import triggers
from suar.core.ledger.checking_record import coverage, kept_heads, outside_head, unplaced, whole_record
from suar.core.ledger.checking_rows import all_tables
from suar.core.ledger.findings import UNREADABLE, Count, Wrong
from suar.core.ledger.models import Entry
from suar.core.ledger.published import published_are_ours, published_notes
from suar.core.vault.master import VaultLocked
from suar.core.vault.snapshots import snapshot

Progress = Callable[[str, int], None]
Part = Callable[[Count], Generator[Wrong]]


@dataclass(slots=True)
class Verdict:
    """`wrong` holds the first thing found in each part, the first of all first; `seconds` what each part took."""

    entries: int = 0
    heads: int = 0
    rows: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        return not self.wrong


def verify(progress: Progress | None = None) -> Verdict:
    """Check all of it, as of one moment. Reads only; the office works on."""
    # What lies outside is read before the snapshot: a head is in `main` before it is kept or published, so none may be
    # unknown there.
    outside = read_first("outside", kept_heads, outside_head)
    published = read_first("published", published_notes, published_are_ours)
    count, verdict = Count(progress or (lambda part, done: None)), Verdict()
    parts: dict[str, Part] = {
        "tables": lambda counted: missing_tables(),
        "entries": whole_record,
        "places": unplaced,
        "outside": lambda counted: outside(),
        "published": lambda counted: published(),
        "coverage": coverage,
        "rows": all_tables,
        "findings": lambda counted: found_before(),
        "triggers": lambda counted: guards(),
    }
    with snapshot("default"):
        for name, part in parts.items():
            start = perf_counter()
            found = first_of(part, name, count)
            if found is not None:
                verdict.wrong.append(found)
            verdict.seconds[name] = round(perf_counter() - start, 3)
    verdict.entries, verdict.heads, verdict.rows = count.entries, count.heads, count.rows
    return verdict


def read_first[T](
    name: str, read: Callable[[], T], check: Callable[[T], Generator[Wrong]]
) -> Callable[[], Generator[Wrong]]:
    """The check of what is read now. A store that cannot be read is a finding; a locked vault stops everything."""
    try:
        rows = read()
    except VaultLocked:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a damaged home raises is a finding
        unreadable = Wrong(f"ledger ({name})", "?", f"{UNREADABLE}: {error}")
        return lambda: (one for one in (unreadable,))
    return lambda: check(rows)


def first_of(part: Part, name: str, count: Count) -> Wrong | None:
    """The first thing wrong. What cannot even be read is wrong too, not a reason to stop; a locked vault is one."""
    try:
        with transaction.atomic(), closing(part(count)) as findings:
            return next(findings, None)
    except VaultLocked:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a damaged home raises is a finding
        return Wrong(f"ledger ({name})", "?", f"{UNREADABLE}: {error}")


def missing_tables() -> Generator[Wrong]:
    """Every table of the program is there."""
    there = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        kept_here = router.allow_migrate_model("default", model) and model._meta.managed
        if kept_here and model._meta.db_table not in there:
            yield Wrong(model._meta.label_lower, "-", "the table is not there")


def found_before() -> Generator[Wrong]:
    """Rows that had been changed past the program before an action covered them anew: they look well since."""
    for entry in Entry.objects.findings().order_by("pk"):
        told = json.loads(entry.data)
        for row in told["rows"]:
            table, _, key = row.partition(":")
            what = f"had been changed past the program before entry {told['entry']} (finding {entry.pk})"
            yield Wrong(table, key, what)


def guards() -> Generator[Wrong]:
    for name in triggers.missing():
        yield Wrong("trigger", name, "the trigger that refuses changes is missing or was changed")
    for name in triggers.foreign():
        yield Wrong("trigger", name, "not one of the program's: it may write past it")
