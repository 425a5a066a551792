"""The sequencer: gives entries their place in the tree and signs the new head. Off the write path, every ≤ 2 s."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Iterable
from itertools import batched

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from suar.core import origin
from suar.core.ledger.authorship import entry_key, mac_of
from suar.core.ledger.checkpoint import Checkpoint, NoteError, Signer, open_checkpoint, sign
from suar.core.ledger.merkle import Frontier, leaf_hash
from suar.core.ledger.models import Entry, Head, Leaf, Pending, microseconds
from suar.core.ledger.recording import authored, canonical
from suar.core.vault.keyring import keyring, write_private
from suar.core.vault.models import LastHead

logger = logging.getLogger("suar.ledger")

BATCH = 2000
SEQUENCER_LOCK = 0x5041_5253  # an arbitrary number; one sequencer at a time on PostgreSQL


def signer() -> Signer:
    """The key that signs this log's heads; its name is the log's origin."""
    return Signer.from_seed(log_name(), keyring().ledger_seed())


def log_name() -> str:
    """The log's origin: what the home keeps, from `init` on."""
    return origin.kept(settings.SUAR_HOME) or str(settings.SUAR_LOG_ORIGIN)


def keep_log_name() -> None:
    """Once in a home: as its last head is signed, or, before the first one, as its settings say."""
    if not origin.kept(settings.SUAR_HOME):
        head = last_head()
        kept = head.note.partition("\n")[0] if head else log_name()
        write_private(settings.SUAR_HOME / origin.FILE, kept.encode())


def sequence(*, limit: int = BATCH) -> int:
    """Place up to `limit` pending entries, sign the head, keep it outside `main`. Returns how many were placed.

    An entry that the program did not write gets no place: it waits, and `verify` names it."""
    if not Pending.objects.exists():  # without taking the write lock; a head that a kill left unkept is kept now
        head = last_head()
        if head is not None:
            keep_head(head)
        return 0
    with transaction.atomic():
        waiting = _claim(limit)
        head = _append(waiting) if waiting else last_head()
    if head is not None:
        keep_head(head)
    return len(waiting)


def _claim(limit: int) -> list[Entry]:
    """The next entries that wait, without the forged ones: however many of those wait, they hold nobody up."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER_LOCK])
    claimed: list[Entry] = []
    waiting, seen = Pending.objects.order_by("entry_id").values_list("entry_id", flat=True), -(2**63)
    while len(claimed) < limit and (ids := list(waiting.filter(entry_id__gt=seen)[:500])):
        claimed += _authentic(list(Entry.objects.filter(pk__in=ids).order_by("pk")))
        seen = ids[-1]
    return claimed[:limit]


def _authentic(entries: list[Entry]) -> list[Entry]:
    """Those that the program wrote, each once: a copy of a true entry is a forgery too."""
    key = entry_key()
    written = [entry for entry in entries if is_written(entry, key)]
    first = _first_of_each(bytes(entry.mac) for entry in written)
    kept = [entry for entry in written if first[bytes(entry.mac)] == entry.pk]
    refused = {entry.pk for entry in entries}.difference(entry.pk for entry in kept)
    if refused:
        logger.error("entries %s were not written by the program: run `suar ledger verify`", sorted(refused))
    return kept


def is_written(entry: Entry, key: bytes) -> bool:
    try:
        return hmac.compare_digest(mac_of(authored(entry), key), bytes(entry.mac))
    except (TypeError, ValueError):  # text or a number where SQLite should hold bytes
        return False


def _first_of_each(macs: Iterable[bytes]) -> dict[bytes, int]:
    """The entry that holds each code rightly: the one that has a place, else the oldest."""
    holders = Entry.objects.filter(mac__in=list(macs)).order_by("leaf__position", "pk")
    first: dict[bytes, int] = {}
    for mac, pk in holders.filter(leaf__isnull=False).values_list("mac", "pk"):
        first.setdefault(bytes(mac), pk)
    for mac, pk in holders.filter(leaf__isnull=True).values_list("mac", "pk"):
        first.setdefault(bytes(mac), pk)
    return first


def sequence_all() -> int:
    """Place everything that is pending. Returns how many entries were placed."""
    total = 0
    while placed := sequence():
        total += placed
    return total


def last_head() -> Head | None:
    return Head.objects.order_by("-tree_size").first()


def keep_head(head: Head) -> None:
    """The last head, outside `main`: a cut tail shows against it. A kept head that `main` no longer has is evidence and
    is never forgotten, whatever is signed after it."""
    kept = {one.tree_size: one.note for one in LastHead.objects.all()}
    if kept.get(head.tree_size) == head.note:
        return
    LastHead.objects.get_or_create(tree_size=head.tree_size, defaults={"note": head.note})
    ours = dict(Head.objects.filter(pk__in=list(kept)).values_list("tree_size", "note"))
    replaced = [size for size, note in kept.items() if size < head.tree_size and ours.get(size) == note]
    LastHead.objects.filter(pk__in=replaced).delete()


def checkpoint_of(size: int, root: bytes, at_us: int, previous: int) -> Checkpoint:
    """What is signed: beside size and root, when, and after which head, so that a head taken out leaves a gap."""
    return Checkpoint(log_name(), size, root, (f"at {at_us}", f"after {previous}"))


def _append(entries: list[Entry]) -> Head:
    last = last_head()
    frontier = _frontier(last)
    start, hashes = frontier.size, [leaf_hash(canonical(entry)) for entry in entries]
    Leaf.objects.bulk_create(
        [Leaf(position=start + i, entry=entry, hash=hashes[i]) for i, entry in enumerate(entries)], batch_size=200
    )
    frontier.extend(hashes)
    root, at_us = frontier.root(), microseconds(timezone.now())
    checkpoint = checkpoint_of(frontier.size, root, at_us, last.tree_size if last else 0)
    head = Head(
        tree_size=frontier.size, root=root, at_us=at_us, note=sign(checkpoint, signer()), frontier=frontier.to_bytes()
    )
    head.save(force_insert=True)
    for placed in batched(entries, 500):
        Pending.objects.filter(pk__in=[entry.pk for entry in placed]).delete()
    return head


def _frontier(last: Head | None) -> Frontier:
    """Where the tree goes on. A stored frontier that its own signed head contradicts is not trusted: the leaves are
    read again (and `verify` names what is wrong)."""
    if last is None:
        return Frontier()
    try:
        frontier = Frontier.from_bytes(bytes(last.frontier))
        signed = open_checkpoint(last.note, signer().verifier)
        if (frontier.size, frontier.root()) == (signed.size, signed.root):
            return frontier
    except (NoteError, ValueError):
        logger.error("the frontier of head %s is damaged: run `suar ledger verify`", last.tree_size)
    frontier = Frontier()
    frontier.extend(bytes(h) for h in Leaf.objects.order_by("position").values_list("hash", flat=True).iterator())
    return frontier
