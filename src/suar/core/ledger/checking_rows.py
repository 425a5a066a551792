"""Does every ledgered table hold exactly the rows and the values that were recorded last."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from itertools import batched
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models

from suar.core.ledger.actions import is_written
from suar.core.ledger.authorship import entry_key
from suar.core.ledger.canonical import MIN_SALT, row_digest
from suar.core.ledger.checking_storage import in_another_form
from suar.core.ledger.findings import NO_VALUE, TELL_EVERY, UNREADABLE, Count, Wrong
from suar.core.ledger.models import Covered, LedgeredModel
from suar.core.ledger.recording import covers_digest, digest_of
from suar.core.ledger.witnesses import witness_of, witnessed_models

PAGE = 500


class Record(NamedTuple):
    """One covered row as it stands in the ledger."""

    version: int
    change: str
    field_list: int
    salt: bytes
    digest: bytes


def ledgered_models() -> list[type[LedgeredModel]]:
    return [model for model in apps.get_models() if issubclass(model, LedgeredModel)]


def covered_models() -> list[type[models.Model]]:
    """Our own tables and those of libraries that the ledger covers too."""
    return [*ledgered_models(), *witnessed_models()]


def fault_of(row: models.Model) -> str:
    """What the ledger says against a row that was just read: nothing when it is as it was recorded.

    A record that somebody laid beside a row is none: the program vouches for the entry of the last one."""
    label, key = row._meta.label_lower, str(row.pk)
    what = _fault(row, _histories(label, [key]).get(key, []))
    return what or ("" if _is_vouched_for(label, key) else "its last record was not written by the program")


def _is_vouched_for(label: str, key: str) -> bool:
    """Whether the program wrote the entry of the last record, over the rows that are now laid under it."""
    last = Covered.objects.filter(table=label, row=key).select_related("entry").latest("id")
    beside = list(Covered.objects.filter(entry=last.entry_id).order_by("id"))
    return is_written(last.entry, entry_key()) and covers_digest(beside) == bytes(last.entry.covers)


def last_change(row: models.Model) -> str | None:
    """How the ledger last saw a row: added, changed or removed; None when it never did."""
    history = _histories(row._meta.label_lower, [str(row.pk)]).get(str(row.pk), [])
    return history[-1].change if history else None


def all_tables(count: Count) -> Generator[Wrong]:
    for model in covered_models():
        try:
            yield from _present_rows(model, count)
            yield from _misstored_rows(model)
        except NO_VALUE:
            yield from _unreadable_rows(model)
        yield from _vanished_rows(model)


def _present_rows(model: type[models.Model], count: Count) -> Generator[Wrong]:
    """Every row that is there was recorded, and holds what was recorded last."""
    label = model._meta.label_lower
    for page in batched(model._base_manager.order_by("pk").iterator(chunk_size=2000), PAGE):
        histories = _histories(label, [str(row.pk) for row in page])
        for row in page:
            what = _fault(row, histories.get(str(row.pk), []))
            if what:
                yield Wrong(label, str(row.pk), what)
        count.rows += len(page)
        if count.rows % TELL_EVERY < PAGE:
            count.tell(label, count.rows)


def _misstored_rows(model: type[models.Model]) -> Generator[Wrong]:
    """Rows with a value that reads as what was recorded and is kept as something else."""
    for key in in_another_form(model):
        yield Wrong(model._meta.label_lower, _written(model, key), UNREADABLE)


def _unreadable_rows(model: type[models.Model]) -> Generator[Wrong]:
    """The rows that cannot even be read, one by one. Their table is named where no single row is to blame."""
    label, name = model._meta.label_lower, connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name(str(model._meta.pk.column))} FROM {name(model._meta.db_table)}")  # noqa: S608 - names
        keys = [key for (key,) in cursor.fetchall()]
    faulty = [key for key in keys if not _is_readable(model, key)]
    for key in faulty:
        yield Wrong(label, _written(model, key), UNREADABLE)
    if not faulty:
        yield Wrong(label, "?", UNREADABLE)


def _is_readable(model: type[models.Model], key: Any) -> bool:
    try:
        for row in model._base_manager.filter(pk=key):
            _digest(row, max(_field_lists(row)), bytes(MIN_SALT))
    except NO_VALUE:
        return False
    return True


def _written(model: type[models.Model], key: Any) -> str:
    """A key as the ledger writes it; as it stands in the table where it is none."""
    try:
        return str(model._meta.pk.to_python(key))
    except NO_VALUE:
        return str(key)


def _fault(row: models.Model, history: list[Record]) -> str:
    if not history or history[-1].change == Covered.Change.REMOVED:
        return "the row was added past the program"
    last = history[-1]
    if not _unbroken(history):
        return "its records in the ledger are not one unbroken history"
    if last.field_list not in _field_lists(row):
        return f"recorded under an unknown field list {last.field_list}"
    stale = isinstance(row, LedgeredModel) and row.version != last.version
    if stale or _digest(row, last.field_list, last.salt) != last.digest:
        return "the row was changed past the program"
    return ""


def _field_lists(row: models.Model) -> Mapping[int, Any]:
    return row.ledger_fields if isinstance(row, LedgeredModel) else witness_of(row.__class__).field_lists


def _digest(row: models.Model, field_list: int, salt: bytes) -> bytes:
    if isinstance(row, LedgeredModel):
        return digest_of(row, field_list, salt)
    return row_digest(witness_of(row.__class__).field_lists[field_list](row), salt)


def _unbroken(history: list[Record]) -> bool:
    """Added as version 1, each change one further, removed as it was: an older record cannot pose as the last."""
    version = 0
    for record in history:
        if record.change == Covered.Change.ADDED:
            expected = 1 if version == 0 else -1
        else:
            expected = version + (record.change == Covered.Change.CHANGED)
        if record.version != expected or expected < 1:
            return False
        version = 0 if record.change == Covered.Change.REMOVED else record.version
    return True


def _histories(label: str, rows: list[str]) -> dict[str, list[Record]]:
    name = connection.ops.quote_name
    columns = ", ".join(map(name, ("row", "row_version", "change", "field_list", "salt", "digest")))
    sql = (
        f"SELECT {columns} FROM {Covered._meta.db_table} WHERE {name('table')} = %s"  # noqa: S608 - names, no values
        f" AND {name('row')} IN ({','.join(['%s'] * len(rows))}) ORDER BY id"
    )
    found: dict[str, list[Record]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [label, *rows])
        for row, version, change, field_list, salt, digest in cursor.fetchall():
            record = Record(version, change, field_list, bytes(salt), bytes(digest))
            found.setdefault(row, []).append(record)
    return found


def _vanished_rows(model: type[models.Model]) -> Generator[Wrong]:
    """Every row whose last record is not a removal is still there."""
    label, key_of = model._meta.label_lower, model._meta.pk
    latest = Covered.objects.filter(table=label).values("row").annotate(last=models.Max("id")).values("last")
    alive = Covered.objects.filter(pk__in=latest).exclude(change=Covered.Change.REMOVED)
    keys = alive.order_by("row").values_list("row", flat=True).iterator(chunk_size=2000)
    for page in batched(keys, PAGE):
        wanted = [key_of.to_python(key) for key in page] if key_of else []
        there = {str(pk) for pk in model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True)}
        for key in page:
            if key not in there:
                yield Wrong(label, key, "the row was removed past the program")
