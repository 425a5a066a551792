"""What may go: found by the worker when its time has run out, or asked for by a person. Nothing is erased by it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.retention import ripe
from suar.casework.retention.models import Item, ItemStatus, Why
from suar.casework.retention.recording import recorded
from suar.casework.retention.ripe import Ripe
from suar.casework.retention.withheld import must_be_free_of
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import WORKER
from suar.core.ledger.orphans import EVERYTHING, Span
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require

BATCH = 200


def propose_due(*, now: datetime, span: Span = EVERYTHING) -> int:
    """What the worker does each minute: files whose time has run out are proposed, and a proposal whose file is in use
    again is dropped. Returns how many changed."""
    on = timezone.localdate(now)
    return _drop_stale(span, now) + sum(_propose(one, now) for one in ripe.ripe(span, on)[:BATCH])


def ask_for(*, kind: str, subject: UUID, why: str, by: User) -> Item:
    """A child, a court or a mistake asks for it before the time has run out. It still needs two persons.

    Raises DomainError while the file is in use, Conflict where it is proposed already, Refused."""
    if why not in (Why.REQUEST, Why.ORDER, Why.MISTAKE):
        raise DomainError(gettext("Pilih alasan pemusnahan."))
    now = timezone.now()
    found = ripe.of_subject(kind, subject, timezone.localdate(now), any_time=True)
    if not found:
        raise DomainError(in_use())
    require(by, Permission.RETENTION_WORK, found[0].office.pk)
    must_be_free_of(by, [subject])
    item = item_of(found[0], now, why=why, asked_by=by)
    try:
        with transaction.atomic(), recorded("ask", item.office, by, why=why) as entry:
            entry.add(item)
    except IntegrityError:
        raise Conflict(gettext("Berkas ini sudah diusulkan, atau sudah dimusnahkan.")) from None
    return item


def in_use() -> str:
    """Why a file does not come to its end yet, whoever asks for it."""
    return gettext("Berkas ini masih dikerjakan. Tutup dulu berkasnya dan selesaikan kewajibannya, lalu ajukan lagi.")


def _propose(one: Ripe, now: datetime) -> int:
    item = item_of(one, now)
    try:
        with transaction.atomic(), recorded("propose", one.office, WORKER, group=item.group) as entry:
            entry.add(item)
    except IntegrityError:  # somebody asked for it this moment
        return 0
    return 1


def item_of(one: Ripe, now: datetime, *, why: str = Why.RETENTION, asked_by: User | None = None) -> Item:
    """A new proposal, not saved."""
    return Item(
        office=one.office,
        kind=one.kind,
        subject=one.subject,
        reference=one.reference,
        why=why,
        group=one.group.code,
        group_since=one.group.since,
        ran_out_on=one.since,
        proposed_at=now,
        asked_by=asked_by,
    )


def _drop_stale(span: Span, now: datetime) -> int:
    """Proposals by the calendar whose file was opened again, is waited for, or changed its class."""
    on, dropped = timezone.localdate(now), 0
    waiting = Item.objects.due().filter(subject__range=span, why=Why.RETENTION).select_related("office")
    for item in waiting.order_by("pk")[:BATCH]:
        if ripe.still_ripe(item, on):
            continue
        item.move_to(ItemStatus.DROPPED)
        try:
            with recorded("drop", item.office, WORKER, group=item.group) as entry:
                entry.change(item)
        except Conflict:  # somebody takes it into an act this moment
            continue
        dropped += 1
    return dropped
