"""The sequencer: gives entries their place in the tree and signs the new head. Off the write path, every ≤ 2 s."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from suar.core.ledger.checkpoint import Checkpoint, Signer, sign
from suar.core.ledger.merkle import Frontier, leaf_hash
from suar.core.ledger.models import Entry, Head, Leaf, Pending, microseconds
from suar.core.ledger.recording import canonical
from suar.core.vault.keyring import keyring
from suar.core.vault.models import LastHead

BATCH = 2000
SEQUENCER_LOCK = 0x5041_5253  # an arbitrary number; one sequencer at a time on PostgreSQL


def signer() -> Signer:
    """The key that signs this log's heads; its name is the log's origin."""
    return Signer.from_seed(settings.SUAR_LOG_ORIGIN, keyring().ledger_seed())


def sequence(*, limit: int = BATCH) -> int:
    """Place up to `limit` pending entries, sign the head, keep it outside `main`. Returns how many were placed."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER_LOCK])
        waiting = list(Pending.objects.order_by("entry_id").values_list("entry_id", flat=True)[:limit])
        if not waiting:
            return 0
        head = _append(list(Entry.objects.filter(pk__in=waiting).order_by("pk")))
        for start in range(0, len(waiting), 500):
            Pending.objects.filter(pk__in=waiting[start : start + 500]).delete()
    keep_head(head)
    return len(waiting)


def sequence_all() -> int:
    """Place everything that is pending. Returns how many entries were placed."""
    total = 0
    while placed := sequence():
        total += placed
    return total


def keep_head(head: Head) -> None:
    """The last head, outside `main`: a cut tail shows against it."""
    LastHead.objects.get_or_create(tree_size=head.tree_size, defaults={"note": head.note})
    LastHead.objects.filter(tree_size__lt=head.tree_size).delete()


def _append(entries: list[Entry]) -> Head:
    last = Head.objects.order_by("-tree_size").first()
    frontier = Frontier.from_bytes(bytes(last.frontier)) if last else Frontier()
    start = frontier.size
    hashes = [leaf_hash(canonical(entry)) for entry in entries]
    Leaf.objects.bulk_create(
        [Leaf(position=start + i, entry=entry, hash=hashes[i]) for i, entry in enumerate(entries)], batch_size=200
    )
    frontier.extend(hashes)
    root = frontier.root()
    head = Head(
        tree_size=frontier.size,
        root=root,
        at_us=microseconds(timezone.now()),
        note=sign(Checkpoint(settings.SUAR_LOG_ORIGIN, frontier.size, root), signer()),
        frontier=frontier.to_bytes(),
    )
    head.save(force_insert=True)
    return head
