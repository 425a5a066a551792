"""Recompute everything and name the first thing wrong.

Three questions, each answered from the bytes: is the record itself whole (leaves, heads, the head kept outside), do the
covered rows belong to their entries, and does every ledgered table hold exactly the rows and values that were recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import connection, models

from suar.core.ledger import triggers
from suar.core.ledger.actions import signer
from suar.core.ledger.canonical import encode
from suar.core.ledger.checkpoint import NoteError, open_checkpoint
from suar.core.ledger.merkle import Frontier, leaf_hash
from suar.core.ledger.models import Covered, Entry, Head, Leaf, LedgeredModel, Pending
from suar.core.ledger.recording import covers_digest, digest_of
from suar.core.vault.models import LastHead

CHUNK = 2000
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was found: which table, which row, what about it."""

    table: str
    row: str
    what: str


@dataclass(slots=True)
class Verdict:
    """`wrong` holds the first thing found in each of the three parts, the first of all first."""

    entries: int = 0
    heads: int = 0
    rows: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.wrong


def verify(progress: Progress | None = None) -> Verdict:
    """Check all of it. Reads only; safe while the office works."""
    verdict = Verdict()
    tell = progress or (lambda part, done: None)
    for part in (_triggers, _record, _outside_head, _coverage, _tables):
        found = next(part(verdict, tell), None)
        if found is not None:
            verdict.wrong.append(found)
    return verdict


def ledgered_models() -> list[type[LedgeredModel]]:
    return [model for model in apps.get_models() if issubclass(model, LedgeredModel)]


def _triggers(verdict: Verdict, tell: Progress) -> Iterator[Wrong]:
    for name in triggers.missing():
        yield Wrong("trigger", name, "the trigger that refuses changes is missing")


def _record(verdict: Verdict, tell: Progress) -> Iterator[Wrong]:
    """Leaves in order, each the hash of its entry; every head the root at its size, signed by our key."""
    heads = iter(Head.objects.order_by("tree_size").values_list("tree_size", "root", "note"))
    verifier = signer().verifier
    head = next(heads, None)
    frontier, batch, expected = Frontier(), [], 0
    for position, stored_hash, *columns in _leaves():
        if position != expected:
            yield Wrong("ledger.leaf", str(expected), "a leaf is missing")
        if columns[0] is None:
            yield Wrong("ledger.entry", "?", f"the entry of leaf {position} was removed")
        digest = leaf_hash(_canonical(columns))
        if digest != bytes(stored_hash):
            yield Wrong("ledger.entry", str(columns[0]), "the entry is not what was recorded")
        batch.append(digest)
        expected += 1
        if head is not None and expected == head[0]:
            frontier.extend(batch)
            batch = []
            yield from _check_head(head, frontier.root(), verifier)
            verdict.heads += 1
            head = next(heads, None)
        if expected % 50_000 == 0:
            tell("entries", expected)
    verdict.entries = expected
    if head is not None:
        yield Wrong("ledger.head", str(head[0]), f"signed for {head[0]} entries, but only {expected} are left")
    if batch:
        yield Wrong("ledger.leaf", str(expected - 1), "leaves after the last signed head")
    yield from _unplaced()


def _check_head(head: tuple[int, Any, str], root: bytes, verifier: Any) -> Iterator[Wrong]:
    size, stored_root, note = head
    try:
        checkpoint = open_checkpoint(note, verifier)
    except NoteError as error:
        yield Wrong("ledger.head", str(size), str(error))
        return
    if (checkpoint.size, checkpoint.root) != (size, root) or bytes(stored_root) != root:
        yield Wrong("ledger.head", str(size), "the head does not match the entries below it")


def _unplaced() -> Iterator[Wrong]:
    """An entry is a leaf or waits to be one."""
    stray = Entry.objects.filter(leaf=None, pending=None).order_by("pk").values_list("pk", flat=True).first()
    if stray is not None:
        yield Wrong("ledger.entry", str(stray), "the entry was added past the program")
    lost = Pending.objects.filter(entry__verb=None).values_list("pk", flat=True).first()
    if lost is not None:
        yield Wrong("ledger.entry", str(lost), "an entry that waited for its place was removed")
    both = Pending.objects.filter(entry__leaf__isnull=False).values_list("pk", flat=True).first()
    if both is not None:
        yield Wrong("ledger.pending", str(both), "waits for a place that it has")


def _outside_head(verdict: Verdict, tell: Progress) -> Iterator[Wrong]:
    """The head kept outside `main` must be one of ours."""
    kept = LastHead.objects.order_by("-tree_size").first()
    if kept is None:
        if verdict.heads:
            yield Wrong("vault.lasthead", "-", "the head kept outside is missing")
        return
    ours = Head.objects.filter(pk=kept.tree_size).first()
    if ours is None:
        yield Wrong("ledger.head", str(kept.tree_size), f"a head over {kept.tree_size} entries was signed and is gone")
    elif ours.note != kept.note:
        yield Wrong("ledger.head", str(kept.tree_size), "differs from the head kept outside")


def _coverage(verdict: Verdict, tell: Progress) -> Iterator[Wrong]:
    """The covered rows of each entry hash to what the entry says."""
    rows = Covered.objects.order_by("entry_id", "id").iterator(chunk_size=CHUNK)
    covers = iter(Entry.objects.order_by("pk").values_list("pk", "covers").iterator(chunk_size=CHUNK))
    entry: tuple[int, Any] | None = next(covers, None)
    for entry_id, group in groupby(rows, key=lambda row: row.entry_id):
        while entry is not None and entry[0] < entry_id:
            if bytes(entry[1]) != bytes(32):
                yield Wrong("ledger.entry", str(entry[0]), "the rows it covers were removed")
            entry = next(covers, None)
        listed = list(group)
        if entry is None or entry[0] != entry_id:
            yield Wrong(listed[0].table, listed[0].row, f"covered by entry {entry_id}, which is not there")
        elif covers_digest(listed) != bytes(entry[1]):
            yield Wrong(listed[0].table, listed[0].row, f"the digests under entry {entry_id} are not what was recorded")
        entry = next(covers, None)
    while entry is not None:
        if bytes(entry[1]) != bytes(32):
            yield Wrong("ledger.entry", str(entry[0]), "the rows it covers were removed")
        entry = next(covers, None)


def _tables(verdict: Verdict, tell: Progress) -> Iterator[Wrong]:
    for model in ledgered_models():
        yield from _present_rows(model, verdict, tell)
        yield from _vanished_rows(model)


def _present_rows(model: type[LedgeredModel], verdict: Verdict, tell: Progress) -> Iterator[Wrong]:
    """Every row that is there was recorded, and holds what was recorded last."""
    label = model._meta.label_lower
    rows = model._base_manager.order_by("pk").iterator(chunk_size=CHUNK)
    while chunk := [row for _, row in zip(range(500), rows, strict=False)]:
        last = {c.row: c for c in Covered.objects.filter(table=label, row__in=[str(r.pk) for r in chunk]).order_by("id")}
        for row in chunk:
            record = last.get(str(row.pk))
            if record is None or record.change == Covered.Change.REMOVED:
                yield Wrong(label, str(row.pk), "the row was added past the program")
            elif record.field_list not in row.ledger_fields:
                yield Wrong(label, str(row.pk), f"recorded under an unknown field list {record.field_list}")
            elif digest_of(row, record.field_list, bytes(record.salt)) != bytes(record.digest):
                yield Wrong(label, str(row.pk), "the row was changed past the program")
        verdict.rows += len(chunk)
        tell(label, verdict.rows)


def _vanished_rows(model: type[LedgeredModel]) -> Iterator[Wrong]:
    """Every row whose last record is not a removal is still there."""
    label = model._meta.label_lower
    latest = Covered.objects.filter(table=label).values("row").annotate(last=models.Max("id")).values("last")
    alive = Covered.objects.filter(pk__in=latest).exclude(change=Covered.Change.REMOVED)
    keys = alive.order_by("row").values_list("row", flat=True).iterator(chunk_size=CHUNK)
    to_key = model._meta.pk.to_python
    while chunk := [key for _, key in zip(range(500), keys, strict=False)]:
        there = {str(pk) for pk in model._base_manager.filter(pk__in=[to_key(k) for k in chunk]).values_list("pk", flat=True)}
        for key in chunk:
            if key not in there:
                yield Wrong(label, key, "the row was removed past the program")


def _leaves() -> Iterator[tuple[Any, ...]]:
    """(position, leaf hash, entry columns…) in order, straight from the cursor: a million rows in seconds."""
    leaf, entry = Leaf._meta.db_table, Entry._meta.db_table
    columns = ", ".join(f"e.{c}" for c in ("id", "at_us", "actor", "verb", "office", "subject", "why", "data", "covers"))
    sql = f"SELECT l.position, l.hash, {columns} FROM {leaf} l LEFT JOIN {entry} e ON e.id = l.entry_id ORDER BY l.position"
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _canonical(columns: list[Any]) -> bytes:
    """As `recording.canonical`, from raw columns (a subject is 32 hex digits on SQLite, a UUID on PostgreSQL)."""
    subject = columns[5]
    columns[5] = subject if subject is None or isinstance(subject, str) else subject.hex
    columns[8] = bytes(columns[8])
    return encode(columns)
