"""At fixed hours: the head of the record for everybody, and for each new complaint the proof that it is under that
head, sealed to its receipt.

The head is the last one signed before the hour, whenever the worker comes to it: neither its size nor its time says
more than what had happened by then. While somebody has taken the triggers off the record, no head is published: the
office does not vouch for what it no longer guards, and a second party sees the silence."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import batched
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from suar.casework.complaints.models import Complaint
from suar.casework.intake.models import Filing, Inclusion, PublicHead, PublicNode
from suar.casework.intake.receipt import seal_proof
from suar.core.clocks.calendars import WIB
from suar.core.ledger import triggers
from suar.core.ledger.actions import signer
from suar.core.ledger.checkpoint import NoteError, open_checkpoint
from suar.core.ledger.inclusion import Inclusion as Proof
from suar.core.ledger.merkle import Frontier
from suar.core.ledger.models import Entry, Head, Leaf, microseconds
from suar.core.ledger.published import note_for
from suar.core.ledger.recording import canonical
from suar.core.ledger.spans import Span

logger = logging.getLogger("suar.publishing")

HOURS = (time(6), time(18))  # WIB: often enough to trust, too seldom to tell who wrote when
MOST = 2000  # proofs a round; the next round lays the rest


class NotWhole(Exception):
    """The leaves below a head are not what was signed. Nothing is made of them; `suar ledger verify` names why."""


def publish(now: datetime | None = None) -> int:
    """Publish the head of the last fixed hour, once, and lay the proofs that wait. Returns how many proofs were laid.

    Safe to repeat and to kill anywhere."""
    publish_head(now or timezone.now())
    return lay_proofs()


def hour_before(now: datetime) -> datetime:
    """The last of the fixed hours that is not after `now`, in WIB."""
    local = now.astimezone(WIB)
    hours = [datetime.combine(local.date() - timedelta(days=back), at, WIB) for back in (0, 1) for at in HOURS]
    return max(hour for hour in hours if hour <= local)


def publish_head(now: datetime) -> PublicHead | None:
    """The new head, if there is one. None when the hour has its head, nothing is recorded yet, or nothing guards it."""
    hour = hour_before(now)
    if PublicHead.objects.filter(pk=hour).exists():
        return None
    head = Head.objects.filter(at_us__lte=microseconds(hour)).order_by("-tree_size").first()
    if head is None:
        return None
    if triggers.missing() or triggers.foreign():
        logger.error("The record is not guarded: no head is published. Run `suar ledger verify`.")
        return None
    try:
        lasting = lasting_to(head)
    except NotWhole as error:
        logger.error("No head is published: %s. Run `suar ledger verify`.", error)
        return None
    note, verifier = note_for(head, hour), str(signer().verifier)
    shown = PublicHead(hour=hour, tree_size=head.tree_size, note=note, verifier=verifier)
    with transaction.atomic(using="intake"):
        for batch in batched(lasting.items(), 500):
            nodes = [PublicNode(number=number, hash=digest) for number, digest in batch]
            PublicNode.objects.bulk_create(nodes, ignore_conflicts=True)
        shown.save(force_insert=True)
    return shown


def lasting_to(head: Head) -> dict[int, bytes]:
    """What is kept of the tree since the largest head that was published. A head that is no larger adds nothing: it is
    shown all the same, for whoever kept the larger one to see. Raises NotWhole."""
    last = PublicHead.objects.order_by("-tree_size").values_list("tree_size", flat=True).first() or 0
    try:
        signed = open_checkpoint(head.note, signer().verifier)
    except NoteError as error:
        raise NotWhole(f"the head over {head.tree_size} entries is not ours ({error})") from error
    if (signed.size, signed.root) != (head.tree_size, bytes(head.root)):
        raise NotWhole(f"the head over {head.tree_size} entries is not the one that was signed")
    return span_to(head, last).lasting() if head.tree_size > last else {}


def span_to(head: Head, first: int) -> Span:
    """The part of the tree between the head over `first` entries and this one. Raises NotWhole."""
    edge = Head.objects.filter(pk=first).values_list("frontier", flat=True).first()
    try:
        frontier = Frontier.from_bytes(bytes(edge)) if edge is not None else Frontier()
        whole = Frontier.from_bytes(frontier.to_bytes())
        leaves = Leaf.objects.filter(position__gte=frontier.size, position__lt=head.tree_size).order_by("position")
        hashes = [bytes(leaf) for leaf in leaves.values_list("hash", flat=True).iterator()]
        whole.extend(hashes)
    except (TypeError, ValueError) as error:
        raise NotWhole(f"the tree below {head.tree_size} cannot be read ({error})") from error
    if (whole.size, whole.root()) != (head.tree_size, bytes(head.root)):
        raise NotWhole(f"the tree below {head.tree_size} is not the one that was signed")
    return Span(frontier, hashes)


def lay_proofs() -> int:
    """For each complaint that a published head covers and that has no proof yet. Each is proven under the first head
    that covers it: the proofs between heads lead on from there."""
    waiting = Filing.objects.sound().filter(taken=True, lookup_id__isnull=False, inclusion=None)
    sizes = list(PublicHead.objects.order_by("tree_size").values_list("tree_size", flat=True).distinct())
    if not sizes:
        return 0
    laid = 0
    for form_ids in batched(waiting.values_list("pk", flat=True)[:MOST], 500):
        for (first, second), leaves in _by_span(form_ids, sizes).items():
            try:
                laid += _lay(first, second, leaves)
            except NotWhole as error:
                logger.error("No proof is laid: %s. Run `suar ledger verify`.", error)
    return laid


def _by_span(form_ids: Sequence[UUID], sizes: Sequence[int]) -> dict[tuple[int, int], list[Leaf]]:
    """The leaves of these complaints' arrivals, by the two published heads between which each stands."""
    received = Leaf.objects.filter(entry__verb="complaint.receive", entry__subject__in=form_ids)
    groups: dict[tuple[int, int], list[Leaf]] = {}
    for leaf in received.filter(position__lt=sizes[-1]).select_related("entry").order_by("entry__subject"):
        second = next(size for size in sizes if size > leaf.position)
        first = max((size for size in sizes if size <= leaf.position), default=0)
        groups.setdefault((first, second), []).append(leaf)
    return groups


def _lay(first: int, second: int, leaves: Sequence[Leaf]) -> int:
    head = Head.objects.filter(pk=second).first()
    if head is None:
        raise NotWhole(f"the head over {second} entries is gone")
    span, note = span_to(head, first), PublicHead.objects.filter(tree_size=second).order_by("hour")[0].note
    entries = {leaf.entry.subject: leaf.entry for leaf in leaves}
    keys = dict(Complaint.objects.filter(pk__in=list(entries)).exclude(reply_key=b"").values_list("pk", "reply_key"))
    ready = [
        _sealed(leaf.entry, leaf.position, span, note, bytes(keys[leaf.entry.subject]))
        for leaf in leaves
        if leaf.entry.subject in keys
    ]
    Inclusion.objects.bulk_create(ready, ignore_conflicts=True)
    return len(ready)


def _sealed(entry: Entry, position: int, span: Span, note: str, reply_key: bytes) -> Inclusion:
    proof = Proof(canonical(entry), position, tuple(span.inclusion(position)), note)
    form_id = entry.subject
    assert form_id is not None  # noqa: S101 - the verb always has one
    return Inclusion(filing_id=form_id, sealed=seal_proof(reply_key, proof.to_json(), form_id))


def notes() -> Iterable[str]:
    """Every published head as it is shown, for verification."""
    return PublicHead.objects.order_by("hour").values_list("note", flat=True)
