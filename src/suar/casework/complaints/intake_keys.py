"""The keys of the public form, kept by the worker: a new intake key each day, only true ones in the store, old ones
destroyed; a new draft key each day. Each step may be killed and run again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from suar.casework.intake import surface
from suar.casework.intake.channel import ARRIVALS
from suar.casework.intake.daykeys import SERVES
from suar.casework.intake.draft import DRAFT_LIFE
from suar.casework.intake.models import DayKey
from suar.core import ledger
from suar.core.clocks.calendars import WIB
from suar.core.ledger.actors import WORKER
from suar.core.ledger.keyholding import scrub
from suar.core.vault import keys
from suar.core.vault.models import IntakeKey

logger = logging.getLogger("suar.intake_keys")

# A copy of the intake lives this long; until then its day's private key must open what is in it.
COPIES_LIVE = timedelta(days=30)


def keep(now: datetime | None = None) -> None:
    """All of it, once a minute."""
    now = now or timezone.now()
    publish(now)
    put_back(now)
    retire(now)
    rotate_draft_key(now)


def publish(now: datetime | None = None) -> str:
    """Today's key pair: the private half is in `keys` before anybody can seal to the public one. Returns its id."""
    now = now or timezone.now()
    key_id = f"{now.astimezone(WIB):%Y%m%d}"
    if DayKey.objects.filter(pk=key_id, valid_from__gt=now).exists():
        key_id += "b"  # the first was made by a clock that went ahead: nobody seals to it until then
    if not DayKey.objects.filter(pk=key_id).exists():
        row = keys.create_intake(key_id, valid_from=now)
        DayKey.objects.get_or_create(pk=key_id, defaults=_published(row))
    return key_id


def put_back(now: datetime) -> int:
    """Compare the intake store with our own record, and put the true keys back. A key that is not ours, or not as we
    made it, is an alarm: somebody can write there. Returns how many there were. One that is missing is no alarm: a kill
    leaves it so."""
    ours = {row.key_id: row for row in IntakeKey.objects.all()}
    nonsense, _rows = DayKey.objects.unsound().delete()  # before anything is loaded
    shown = {row.key_id: row for row in DayKey.objects.filter(pk__in=ours)}
    altered = sorted(key_id for key_id, row in shown.items() if not _same(row, ours[key_id]))
    foreign = nonsense + DayKey.objects.exclude(pk__in=ours).count()
    if altered or foreign:
        # Only ids of ours: what stands in the others was written by whoever planted them.
        with ledger.record("intake.key_foreign", by=WORKER, data={"altered": altered, "unknown": foreign}):
            pass
        logger.error(
            "The intake store showed %d intake keys that are not ours. The true ones are put back; "
            "find out who can write to this store.",
            len(altered) + foreign,
        )
    serving = {key_id: row for key_id, row in ours.items() if row.valid_from > now - SERVES}
    with transaction.atomic(using="intake"):
        DayKey.objects.exclude(pk__in=serving).delete()
        for key_id, row in serving.items():
            if key_id in altered or key_id not in shown:
                DayKey.objects.update_or_create(pk=key_id, defaults=_published(row))
    return len(altered) + foreign


def retire(now: datetime) -> int:
    """Destroy the private keys of days whose last copy has expired. A day with something unopened keeps its key."""
    retired = 0
    for key_id in IntakeKey.objects.filter(valid_from__lt=now - COPIES_LIVE).values_list("key_id", flat=True):
        if _still_opens(key_id, now):
            continue
        with ledger.record("intake_key.destroy", by=WORKER, data={"key": key_id}):
            pass
        DayKey.objects.filter(pk=key_id).delete()
        IntakeKey.objects.filter(pk=key_id).delete()
        retired += 1
    if retired:
        scrub()
    return retired


def rotate_draft_key(now: datetime) -> bool:
    """A new key for half-filled forms each day. Returns whether it was time."""
    rotated = surface.rotate_draft(settings.SUAR_PUBLIC_DIR, now, DRAFT_LIFE)
    if rotated:
        with ledger.record("draft_key.rotate", by=WORKER):
            pass
    return rotated


def _still_opens(key_id: str, now: datetime) -> bool:
    """Whether something waits for this key, or a copy of the intake that it opens may still lie somewhere."""
    living = Q(taken=False) | Q(filed_on__gte=now.astimezone(WIB).date() - COPIES_LIVE)
    return any(model.objects.filter(living, key_id=key_id).exists() for model in ARRIVALS.values())


def _published(row: IntakeKey) -> dict[str, object]:
    return {"keyset": bytes(row.public), "valid_from": row.valid_from, "signature": bytes(row.signature)}


def _same(shown: DayKey, ours: IntakeKey) -> bool:
    return (bytes(shown.keyset), shown.valid_from, bytes(shown.signature)) == tuple(_published(ours).values())
