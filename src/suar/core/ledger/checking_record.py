"""Is the record itself whole: each leaf the hash of its entry, each head the signed root at its size, none missing."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from itertools import groupby
from typing import Any

from django.db import connection, models

from suar.core.ledger.actions import checkpoint_of, is_written, signer
from suar.core.ledger.authorship import entry_key, leaf_bytes, mac_of
from suar.core.ledger.canonical import encode
from suar.core.ledger.checkpoint import NoteError, Verifier, open_checkpoint
from suar.core.ledger.findings import NO_VALUE, TELL_EVERY, UNREADABLE, Count, Wrong
from suar.core.ledger.merkle import Frontier
from suar.core.ledger.models import Covered, Entry, Head, Leaf, Pending
from suar.core.vault.models import LastHead

CHUNK = 5000
FORGED = "the entry was not written by the program"
NOTHING = bytes(32)  # what an entry that covers no row says it covers

type Row = tuple[Any, ...]


def whole_record(count: Count) -> Generator[Wrong]:
    """Leaves in order against their entries and heads."""
    heads = HeadCheck(count)
    expected, sha, key = 0, hashlib.sha256, entry_key()
    for rows in leaves():
        hashes: list[bytes] = []
        for position, kept, entry, at_us, actor, verb, office, subject, why, data, covers, nonce, mac in rows:
            if position != expected + len(hashes):
                yield Wrong("ledger.leaf", str(expected + len(hashes)), "a leaf is missing")
            if entry is None:
                yield Wrong("ledger.entry", "?", f"the entry of leaf {position} was removed")
            try:
                about = subject if subject is None or isinstance(subject, str) else subject.hex
                body = encode((bytes(nonce), at_us, actor, verb, office, about, why, data, bytes(covers)))
                kept, mac = bytes(kept), bytes(mac)
            except NO_VALUE:
                yield Wrong("ledger.entry", str(entry), UNREADABLE)
            digest = sha(b"\x00" + leaf_bytes(body, entry, mac)).digest()
            if digest != kept:
                yield Wrong("ledger.entry", str(entry), "the entry is not what was recorded")
            if mac_of(body, key) != mac:
                yield Wrong("ledger.entry", str(entry), FORGED)
            hashes.append(digest)
        yield from heads.take(hashes)
        expected += len(hashes)
        count.entries = expected
        if expected % TELL_EVERY < CHUNK:
            count.tell("entries", expected)
    yield from heads.end()


class HeadCheck:
    """Walks the signed heads beside the leaves."""

    def __init__(self, count: Count) -> None:
        self.count = count
        self.frontier = Frontier()
        self.verifier: Verifier = signer().verifier
        self.previous = 0
        columns = ("tree_size", "root", "at_us", "note", "frontier")
        self.heads = Head.objects.order_by("tree_size").values_list(*columns).iterator(chunk_size=CHUNK)
        self.head: Row | None = next(self.heads, None)

    def take(self, hashes: list[bytes]) -> Generator[Wrong]:
        start = 0
        while self.head is not None and self.head[0] <= self.frontier.size + len(hashes) - start:
            end = start + self.head[0] - self.frontier.size
            self.frontier.extend(hashes[start:end])
            start = end
            yield from self.check(self.head)
            self.head = next(self.heads, None)
        self.frontier.extend(hashes[start:])

    def check(self, head: Row) -> Generator[Wrong]:
        size, kept_root, at_us, note, frontier = head
        root = self.frontier.root()
        if bytes(kept_root) != root or bytes(frontier) != self.frontier.to_bytes():
            yield Wrong("ledger.head", str(size), "the head does not match the entries below it")
        try:
            signed = open_checkpoint(note, self.verifier)
        except NoteError as error:
            yield Wrong("ledger.head", str(size), str(error))
        else:
            if signed != checkpoint_of(size, root, at_us, self.previous):
                yield Wrong("ledger.head", str(size), self.difference(signed.extensions, size))
        self.previous = size
        self.count.heads += 1

    def difference(self, extensions: tuple[str, ...], size: int) -> str:
        after = next((line for line in extensions if line.startswith("after ")), "")
        if after not in ("", f"after {self.previous}"):
            return f"was signed {after} entries, but the head before it is of {self.previous}: a head is missing"
        return "says something else than what was signed"

    def end(self) -> Generator[Wrong]:
        if self.head is not None:
            size, left = self.head[0], self.frontier.size
            yield Wrong("ledger.head", str(size), f"signed for {size} entries, but only {left} are left")
        elif self.frontier.size > self.previous:
            yield Wrong("ledger.leaf", str(self.frontier.size - 1), "leaves after the last signed head")


def unplaced(count: Count) -> Generator[Wrong]:
    """An entry is a leaf or waits to be one."""
    stray = Entry.objects.filter(leaf=None, pending=None).order_by("pk").values_list("pk", flat=True).first()
    if stray is not None:
        yield Wrong("ledger.entry", str(stray), "the entry was added past the program")
    placed = Entry.objects.filter(pk=models.OuterRef("pk"))
    lost = Pending.objects.filter(~models.Exists(placed)).values_list("pk", flat=True).first()
    if lost is not None:
        yield Wrong("ledger.entry", str(lost), "an entry that waited for its place was removed")
    both = Pending.objects.filter(entry__leaf__isnull=False).values_list("pk", flat=True).first()
    if both is not None:
        yield Wrong("ledger.pending", str(both), "waits for a place that it has")
    yield from unwritten()


def unwritten() -> Generator[Wrong]:
    """What waits was written by the program, and nothing stands twice."""
    for entry in Entry.objects.filter(pending__isnull=False).order_by("pk").iterator(chunk_size=CHUNK):
        if not is_written(entry, entry_key()):
            yield Wrong("ledger.entry", str(entry.pk), FORGED)
    alike = Entry.objects.values("mac").annotate(last=models.Max("pk"), times=models.Count("pk")).filter(times__gt=1)
    copied = alike.order_by().values_list("last", flat=True).first()
    if copied is not None:
        yield Wrong("ledger.entry", str(copied), "the entry is a copy of another")


def kept_heads() -> list[LastHead]:
    """The heads kept outside `main`: the last one, and any that `main` has lost since."""
    return list(LastHead.objects.order_by("tree_size"))


def outside_head(kept: list[LastHead]) -> Generator[Wrong]:
    """Each head kept outside `main` must be one of ours."""
    ours = dict(Head.objects.filter(pk__in=[one.tree_size for one in kept]).values_list("tree_size", "note"))
    for one in kept:
        size = one.tree_size
        if size not in ours:
            yield Wrong("ledger.head", str(size), f"a head over {size} entries was signed and is gone")
        elif ours[size] != one.note:
            yield Wrong("ledger.head", str(size), "differs from the head kept outside")
    if not kept and Head.objects.exists():
        yield Wrong("vault.lasthead", "-", "the head kept outside is missing")


def coverage(count: Count) -> Generator[Wrong]:
    """The covered rows of each entry hash to what the entry says."""
    entries = (row for rows in covers() for row in rows)
    entry: Row | None = next(entries, None)
    for entry_id, group in groupby(covered_rows(), key=lambda row: row[1]):
        while entry is not None and entry[0] < entry_id:
            if bytes(entry[1]) != NOTHING:
                yield Wrong("ledger.entry", str(entry[0]), "the rows it covers were removed from the ledger")
            entry = next(entries, None)
        listed = list(group)
        first = listed[0]
        if entry is None or entry[0] != entry_id:
            yield Wrong("ledger.covered", str(first[0]), f"{first[2]} {first[3]}: entry {entry_id} is not there")
            continue
        if digest_of_covered(listed) != bytes(entry[1]):
            what = f"{first[2]} {first[3]}: not what was recorded under entry {entry_id}"
            yield Wrong("ledger.covered", str(first[0]), what)
        entry = next(entries, None)
    while entry is not None:
        if bytes(entry[1]) != NOTHING:
            yield Wrong("ledger.entry", str(entry[0]), "the rows it covers were removed from the ledger")
        entry = next(entries, None)


def digest_of_covered(listed: list[Row]) -> bytes:
    """As `recording.covers_digest`, from raw columns."""
    return hashlib.sha256(
        b"".join(
            encode((table, row, version, change, fields, bytes(salt), bytes(digest)))
            for _, _, table, row, version, change, fields, salt, digest in listed
        )
    ).digest()


def leaves() -> Iterator[list[Row]]:
    """Position, leaf hash and entry columns in order, straight from the cursor: a million rows in seconds."""
    columns = ", ".join(
        f"e.{c}" for c in ("id", "at_us", "actor", "verb", "office", "subject", "why", "data", "covers", "nonce", "mac")
    )
    leaf, entry = Leaf._meta.db_table, Entry._meta.db_table
    return chunks(
        f"SELECT l.position, l.hash, {columns} FROM {leaf} l LEFT JOIN {entry} e ON e.id = l.entry_id"  # noqa: S608
        " ORDER BY l.position"
    )


def covers() -> Iterator[list[Row]]:
    return chunks(f"SELECT id, covers FROM {Entry._meta.db_table} ORDER BY id")  # noqa: S608 - a table's name


def covered_rows() -> Iterator[Row]:
    name = connection.ops.quote_name
    columns = ("id", "entry_id", "table", "row", "row_version", "change", "field_list", "salt", "digest")
    listed = ", ".join(map(name, columns))
    for rows in chunks(f"SELECT {listed} FROM {Covered._meta.db_table} ORDER BY entry_id, id"):  # noqa: S608
        yield from rows


def chunks(sql: str) -> Iterator[list[Row]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(CHUNK):
            yield rows
