"""Recorded acts on keys: rotation and erasure. The vault does them and lies below the ledger; what is recorded is here.

An erasure is *intent in the ledger → key destroyed → wrapping key rotated → done in the ledger*. Killed between any two
of these, it is taken up by `finish_erasures`: each step is harmless when done again. What a hold protects (holds.py) is
refused before the intent, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.core.errors import DomainError
from suar.core.ledger import copies, holds
from suar.core.ledger.actors import WORKER, Actor
from suar.core.ledger.models import Erasure, StaleRow
from suar.core.ledger.recording import record
from suar.core.vault import keys, rotation
from suar.core.vault.keyring import keyring
from suar.core.vault.models import DataKey, IntakeKey, SearchSubject, SearchToken, Tombstone

# Why a subject is erased: asked for by the child or the family, kept long enough, ordered by a court, a mistake.
WHY = ("request", "retention", "order", "mistake")


@dataclass(frozen=True, slots=True)
class Rotated:
    """A finished rotation: the new primary of the wrapping keyset, and how many keys it wrapped anew."""

    key_id: int
    rewrapped: int


@dataclass(frozen=True, slots=True)
class Erased:
    """A destroyed key, and the first day on which no backup can open the subject either."""

    subject: UUID
    unreadable_from: date


def rotate(*, by: Actor, progress: rotation.Progress | None = None) -> Rotated:
    """A new wrapping key; every data key and intake key is wrapped by it and the old key dropped. The office works on.

    A rotation that was killed is finished first: it may have begun before what this one must shut out. Raises
    RotationStopped when a key does not open; then nothing is dropped."""
    ring = keyring()
    with ring.rotation_lock():
        finish_rotation(progress)
        with record("vault.rotate.begin", by=by):
            pass
        key_id = rotation.begin(ring)
        rewrapped = rotation.rewrap(ring, progress)
        rotation.drop_old(ring)
        with record("vault.rotate", by=by, data={"wrapping_key": key_id, "keys": rewrapped}):
            pass
    return Rotated(key_id, rewrapped)


def finish_rotation(progress: rotation.Progress | None = None) -> bool:
    """Finish what a killed rotation left. Hold the rotation lock. Returns whether there was anything."""
    ring = keyring()
    if not rotation.under_way(ring):
        return False
    rotation.rewrap(ring, progress)
    rotation.drop_old(ring)
    return True


def note_unlocked(*, by: Actor) -> None:
    """That a locked office was given its key."""
    with record("vault.unlock", by=by):
        pass


def note_drill(*, told: Mapping[str, Any], by: Actor) -> None:
    """How the rehearsal of a restoration went: `backup`, `sound`, counts."""
    with record("vault.drill", by=by, data=told):
        pass


def erase(*, subject: UUID, by: Actor, why: str, today: date | None = None, finish: bool = True) -> Erased:
    """Destroy a subject's key and search tokens, then rotate the wrapping key.

    `why` is one of WHY: it stands in the ledger, where no word that somebody typed belongs. With `finish=False` only
    the intent is recorded and the worker does the rest, several erasures under one rotation. Raises DomainError for an
    unknown reason and a subject that never had a key, Refused for one that is held; erasing again answers with the date
    of the first time."""
    if why not in WHY:
        raise DomainError(_("Pilih alasan pemusnahan."))
    today = today or timezone.localdate()
    tombstone = Tombstone.objects.filter(pk=subject).first()
    if tombstone is None and not DataKey.objects.filter(pk=subject).exists():
        raise DomainError(_("Tidak ada kunci untuk nomor ini. Periksa kembali nomornya."))
    erasure = Erasure.objects.open().filter(subject=subject).first()
    if erasure is None:
        if tombstone is not None:
            return Erased(subject, tombstone.unreadable_from)
        erasure = _intend(subject, by=by, why=why)
    if not finish:
        return Erased(subject, copies.unreadable_from(today))
    return _carry_out([erasure], by=by, today=today)[0]


def finish_erasures(*, by: Actor = WORKER, today: date | None = None) -> int:
    """Finish every erasure that was intended: those a kill interrupted, and those that wait for one common rotation.
    Returns how many."""
    waiting = list(Erasure.objects.open().order_by("pk"))
    if waiting:
        _carry_out(waiting, by=by, today=today or timezone.localdate())
    return len(waiting)


def intend_many(subjects: Mapping[UUID, str], *, by: Actor) -> None:
    """Record the intent for each subject with its reason, all or none: the worker does the rest under one rotation.

    Call it within the transaction of the act that decided it. Raises Refused when one of them is held."""
    with transaction.atomic():
        holds.decide_alone()
        holds.refuse_held(subjects)
        for subject, why in subjects.items():
            if not holds.is_ending(subject):
                _note_intent(subject, by=by, why=why)


def _intend(subject: UUID, *, by: Actor, why: str) -> Erasure:
    with transaction.atomic():
        holds.decide_alone()
        holds.refuse_held([subject])
        return _note_intent(subject, by=by, why=why)


def _note_intent(subject: UUID, *, by: Actor, why: str) -> Erasure:
    erasure = Erasure(subject=subject, asked_at=timezone.now())
    with record("vault.erase.intend", by=by, subject=subject, why=why) as entry:
        entry.add(erasure)
    return erasure


def _carry_out(erasures: Sequence[Erasure], *, by: Actor, today: date) -> list[Erased]:
    _destroy([erasure.subject for erasure in erasures], today=today)
    scrub()
    rotate(by=by)
    done = [_done(erasure, by=by) for erasure in erasures]
    scrub_everything()
    return done


def _destroy(subjects: Iterable[UUID], *, today: date) -> None:
    """Under the lock of the copies: each copy of the keys was noted and taken before this, or knows the tombstones."""
    with keyring().rotation_lock():
        unreadable_from = copies.unreadable_from(today)
        for subject in subjects:
            keys.destroy(subject, at=timezone.now(), unreadable_from=unreadable_from)


def _done(erasure: Erasure, *, by: Actor) -> Erased:
    """Record that it is done, unless another process that finished the same erasure already has."""
    unreadable_from = Tombstone.objects.get(pk=erasure.subject).unreadable_from
    data = {"unreadable_from": unreadable_from.isoformat()}
    erasure.unreadable_from, erasure.finished_at = unreadable_from, timezone.now()
    with suppress(StaleRow), record("vault.erase", by=by, subject=erasure.subject, data=data) as entry:
        entry.change(erasure)
    return Erased(erasure.subject, unreadable_from)


def scrub() -> None:
    """Write SQLite's log back into its file, whose freed pages are overwritten (`secure_delete`): the log would still
    hold what was destroyed. The rotation that follows makes such leftovers useless on either engine."""
    _truncate_log(keys.STORE)


def scrub_everything() -> None:
    """After a batch, the keys are wrapped anew: what wrapped them before goes from the files of every store.

    On SQLite the logs are written back and cut to nothing. On PostgreSQL the tables of the keys are vacuumed: no
    statement reaches the old rows any more; the bytes stay in their pages and in the server's own log until it writes
    over them, wrapped by a key that is gone. Within a transaction of a caller neither is done."""
    for alias in connections:
        _truncate_log(alias)
    connection = connections[keys.STORE]
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for model in (DataKey, IntakeKey, SearchSubject, SearchToken):
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")


def _truncate_log(alias: str) -> None:
    connection = connections[alias]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
