"""The write path: `with ledger.record(verb, by=…) as entry:` — change rows through the entry, in one transaction.

    with ledger.record("case.close", by=by, subject=child.id, office=case.office.code) as entry:
        case.move_to(Status.CLOSED)
        entry.change(case)

A row saved any other way raises UnrecordedWrite, so no change can be without its record."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection, connections, models, transaction
from django.utils import timezone

from suar.core.ledger.actors import Actor, told_at
from suar.core.ledger.authorship import NONCE, entry_key, leaf_bytes, mac_of
from suar.core.ledger.canonical import canonical_json, encode, row_digest
from suar.core.ledger.findings import NO_VALUE
from suar.core.ledger.models import Covered, Entry, LedgeredModel, Pending, StaleRow, microseconds
from suar.core.ledger.witnesses import witness_of

_open: ContextVar[tuple[Recording, ...]] = ContextVar("open recordings", default=())
SALT = 16  # bytes: a digest in the ledger confirms no guess about a row


class OutOfOrder(RuntimeError):
    """A row was changed by an action within another that had changed it already. The inner entry is written first, so
    the ledger would tell of the row's versions in the wrong order for ever. To be changed by the outer one afterwards,
    or in two entries one after the other."""


class Recording:
    """Collects the rows of one action. Save rows through it and only through it."""

    def __init__(self, around: Sequence[Recording] = ()) -> None:
        self.around = around  # those that are not written yet
        self.covered: list[Covered] = []
        self.rows: set[tuple[str, str]] = set()  # of these, as (table, key)
        self.data: dict[str, Any] = {}
        self.found: list[str] = []  # rows that were not as recorded before this action

    def add(self, *rows: LedgeredModel) -> None:
        """Insert new rows (one statement per model) and cover them."""
        for row in rows:
            row.version = 1
        for model, group in by_model(rows).items():
            if len(group) > 1 and insertable(model):
                held = insert_many(model, group)
                self._cover(cover(row, Covered.Change.ADDED, held[i]) for i, row in enumerate(group))
                continue
            if len(group) == 1:
                models.Model.save(group[0], force_insert=True)
            else:
                models.QuerySet.bulk_create(model._default_manager.all(), group, batch_size=200)
            self._cover(cover(row, Covered.Change.ADDED) for row in group)

    def change(self, *rows: LedgeredModel) -> None:
        """Save changed rows whole and cover them. Raises StaleRow when another save came between, OutOfOrder.

        A row that somebody changed past the program is saved too, for the work on a child's file does not wait; that it
        was is an entry of its own."""
        self._must_come_first(rows)
        self.found += not_as_recorded(rows)
        for row in rows:
            seen = row.version
            row.version = seen + 1
            values = stored(row)
            values.pop(row._meta.pk.name)
            matched = models.QuerySet.update(row.__class__._default_manager.filter(pk=row.pk, version=seen), **values)
            if matched != 1:
                row.version = seen
                stale = StaleRow()
                stale.add_note(f"{row._meta.label} {row.pk}, seen in version {seen}")
                raise stale
            self._cover([cover(row, Covered.Change.CHANGED)])

    def witness(self, change: str, *rows: models.Model) -> None:
        """Cover rows of a library's table as they are stored now (witnesses.py): the library saves them itself."""
        for row in rows:
            self.covered.append(testimony(row, change))

    def remove(self, *rows: LedgeredModel) -> None:
        """Delete rows. Their last digest stays in the ledger, so the gap is explained."""
        self._must_come_first(rows)
        self.found += not_as_recorded(rows)
        self._cover(cover(row, Covered.Change.REMOVED) for row in rows)
        for model, group in by_model(rows).items():
            if len(group) == 1:
                models.Model.delete(group[0])
            else:
                models.QuerySet.delete(model._base_manager.filter(pk__in=[row.pk for row in group]))

    def _cover(self, covered: Iterable[Covered]) -> None:
        for one in covered:
            self.covered.append(one)
            self.rows.add((one.table, one.row))

    def _must_come_first(self, rows: Sequence[LedgeredModel]) -> None:
        for row in rows:
            if any((row._meta.label_lower, str(row.pk)) in outer.rows for outer in self.around):
                raise OutOfOrder(f"{row._meta.label_lower} {row.pk}")


@contextmanager
def record(
    verb: str,
    *,
    by: Actor,
    subject: UUID | None = None,
    office: str = "",
    why: str = "",
    data: Mapping[str, Any] | None = None,
) -> Iterator[Recording]:
    """One atomic action on `main` and its ledger entry. `data`: codes, ids and moments only, never personal data."""
    around = _open.get()
    with transaction.atomic():
        recording = Recording(around)
        recording.data = dict(data or {})
        token = _open.set((*around, recording))
        try:
            yield recording
        finally:
            _open.reset(token)
        entry = append(verb, by=by, subject=subject, office=office, why=why, recording=recording)
        if recording.found:
            from suar.core.ledger.tampered import note_found  # it records, too

            note_found(entry, recording.found)


def read(
    what: str,
    *,
    by: Actor,
    subject: UUID | None = None,
    office: str = "",
    why: str = "",
    ids: Iterable[object] = (),
    page: str = "",
) -> None:
    """The record of a read: who, when, why, which ids were shown, and on which page where one verb covers several.
    The one thing a GET may write."""
    recording = Recording()
    shown = [str(i) for i in ids]
    if shown:
        recording.data = {"ids": shown} | ({"page": page} if page else {})
    with transaction.atomic():
        append(f"read.{what}", by=by, subject=subject, office=office, why=why, recording=recording)


def append(verb: str, *, by: Actor, subject: UUID | None, office: str, why: str, recording: Recording) -> Entry:
    entry = Entry(
        at_us=microseconds(told_at(by, timezone.now())),
        actor=by.actor_id,
        verb=verb,
        office=office,
        subject=subject,
        why=why,
        data=canonical_json(recording.data).decode() if recording.data else "",
        covers=covers_digest(recording.covered),
        nonce=secrets.token_bytes(NONCE),
    )
    entry.mac = mac_of(authored(entry), entry_key())
    entry.save(force_insert=True)
    insert_covered(entry, recording.covered)
    Pending(entry=entry).save(force_insert=True)
    return entry


def insert_covered(entry: Entry, covered: Sequence[Covered]) -> None:
    for row in covered:
        row.entry_id = entry.pk
    names = ("entry_id", "table", "row", "row_version", "change", "field_list", "salt", "digest")
    insert(Covered, names, [[getattr(row, name) for name in names] for row in covered])


def insertable(model: type[models.Model]) -> bool:
    """Rows of this table have their key before they are stored, so that nothing must come back from the database."""
    return not isinstance(model._meta.pk, models.AutoField)


def insert_many(model: type[LedgeredModel], rows: Sequence[LedgeredModel]) -> list[dict[str, Any]]:
    """Insert new rows. Returns what the columns of each hold, by field name: a value is sealed and read only once."""
    fields = model._meta.concrete_fields
    held = [{field.name: field.pre_save(row, True) for field in fields} for row in rows]
    # The connection itself: each field asks it for several things, and the proxy looks it up every time.
    store = connections[connection.alias]
    insert(
        model,
        [str(field.column) for field in fields],
        [[field.get_db_prep_save(values[field.name], store) for field in fields] for values in held],
    )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return held


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Many a statement, without the ORM's work for each: an import writes tens of thousands of rows."""
    quote = connection.ops.quote_name
    head = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608
    place = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for batch in batched(rows, 100):
            cursor.execute(head + ", ".join([place] * len(batch)), [value for row in batch for value in row])


def cover(row: LedgeredModel, change: str, held: Mapping[str, Any] | None = None) -> Covered:
    """The row as an entry covers it. `held` are the values of its columns, where they are at hand."""
    salt = secrets.token_bytes(SALT)
    field_list = row.current_field_list()
    if held is None:
        digest = digest_of(row, field_list, salt)
    else:
        digest = row_digest([to(held[name]) for name, to in readings(row.__class__, field_list)], salt)
    return Covered(
        table=row._meta.label_lower,
        row=str(row.pk),
        row_version=row.version,
        change=change,
        field_list=field_list,
        salt=salt,
        digest=digest,
    )


def not_as_recorded(rows: Sequence[LedgeredModel]) -> list[str]:
    """`table:row` of those that do not lie in the store as the ledger saw them last; two indexed statements a table. A
    row that somebody else saved since it was read is none of them: its own save is refused."""
    return [
        f"{model._meta.label_lower}:{key}"
        for model, group in by_model(rows).items()
        for batch in batched(group, 100)
        for key in strays(model, batch)
    ]


def by_model(rows: Iterable[LedgeredModel]) -> dict[type[LedgeredModel], list[LedgeredModel]]:
    groups: dict[type[LedgeredModel], list[LedgeredModel]] = {}
    for row in rows:
        groups.setdefault(row.__class__, []).append(row)
    return groups


def strays(model: type[LedgeredModel], rows: Sequence[LedgeredModel]) -> list[Any]:
    """The keys of those that are not as recorded."""
    try:
        last = last_records(model, rows)  # before the rows: whoever saves one in between makes its version another
        lying = model._base_manager.in_bulk([row.pk for row in rows])
        return [
            row.pk
            for row in rows
            if row.pk in lying
            and lying[row.pk].version == row.version
            and not is_as_recorded(lying[row.pk], last.get(str(row.pk)))
        ]
    except NO_VALUE:
        if len(rows) == 1:
            return [rows[0].pk]
        return [key for row in rows for key in strays(model, [row])]  # one that cannot be read hides the others


def last_records(model: type[LedgeredModel], rows: Sequence[LedgeredModel]) -> dict[str, Covered]:
    """What the ledger holds of each row last, by key."""
    theirs = Covered.objects.filter(table=model._meta.label_lower, row__in=[str(row.pk) for row in rows])
    latest = theirs.values("row").annotate(last=models.Max("pk")).values("last")
    return {record.row: record for record in Covered.objects.filter(pk__in=latest)}


def is_as_recorded(lying: LedgeredModel, last: Covered | None) -> bool:
    """Of a row as it lies in the store."""
    if last is None or last.change == Covered.Change.REMOVED or last.field_list not in lying.ledger_fields:
        return False
    if last.row_version != lying.version:
        return False
    return digest_of(lying, last.field_list, bytes(last.salt)) == bytes(last.digest)


@cache
def readings(model: type[LedgeredModel], field_list: int) -> list[tuple[str, Callable[[Any], Any]]]:
    """The fields of a list by name, and what makes a plain value of what each holds (see `plain`)."""
    fields: list[Any] = [model._meta.get_field(name) for name in model.ledger_fields[field_list]]
    return [(field.name, target_of(field).to_python) for field in fields]


def testimony(row: models.Model, change: str) -> Covered:
    """A library's row as an entry covers it. It has no version of its own: the ledger counts."""
    watched, salt = witness_of(row.__class__), secrets.token_bytes(SALT)
    table, key = row._meta.label_lower, str(row.pk)
    last = Covered.objects.filter(table=table, row=key).order_by("-pk").values_list("row_version", "change").first()
    before = last[0] if last and last[1] != Covered.Change.REMOVED else 0
    return Covered(
        table=table,
        row=key,
        row_version=before + (change != Covered.Change.REMOVED),
        change=change,
        field_list=watched.current,
        salt=salt,
        digest=row_digest(watched.field_lists[watched.current](row), salt),
    )


def digest_of(row: LedgeredModel, field_list: int, salt: bytes) -> bytes:
    values = stored(row, row.ledger_fields[field_list])
    return row_digest(list(values.values()), salt)


def stored(row: models.Model, names: Sequence[str] | None = None) -> dict[str, Any]:
    """What the columns hold (ciphertext stays ciphertext), as plain Python values, by field name."""
    fields = [row._meta.get_field(n) for n in names] if names else row._meta.concrete_fields
    return {field.name: column_value(row, field) for field in fields}


def column_value(row: models.Model, field: Any) -> Any:
    return plain(field, field.pre_save(row, False))


def plain(field: Any, value: Any) -> Any:
    """The value as plain Python, a key of another table as that table's."""
    return target_of(field).to_python(value)


def target_of(field: Any) -> Any:
    """The field itself, or the one of another table whose key it holds."""
    return field if field.remote_field is None else field.target_field


def covers_digest(covered: Sequence[Covered]) -> bytes:
    """SHA-256 over the covered rows in the order they were written; all zero when there are none."""
    if not covered:
        return bytes(32)
    digest = hashlib.sha256()
    for row in covered:
        digest.update(
            encode(
                [row.table, row.row, row.row_version, row.change, row.field_list, bytes(row.salt), bytes(row.digest)]
            )
        )
    return digest.digest()


def authored(entry: Entry) -> bytes:
    """The bytes that the program vouches for: everything but the id."""
    return encode(
        [
            bytes(entry.nonce),
            entry.at_us,
            entry.actor,
            entry.verb,
            entry.office,
            entry.subject.hex if entry.subject else None,
            entry.why,
            entry.data,
            bytes(entry.covers),
        ]
    )


def canonical(entry: Entry) -> bytes:
    """The bytes that become a leaf."""
    return leaf_bytes(authored(entry), entry.pk, bytes(entry.mac))
