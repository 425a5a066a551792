"""Data keys: made before the row that needs them, opened in one query for a whole page of rows.

Nothing here takes a lock against a rotation. A key is wrapped, committed, and then looked at once more: if the wrapping
key changed meanwhile it is wrapped anew from memory, before `create` returns and so before any row needs it. A reader
whose row was re-wrapped between the query and the opening reads it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import batched
from typing import Protocol, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from tink import TinkError

from suar.core.days import today
from suar.core.vault import keysets
from suar.core.vault.keyring import keyring
from suar.core.vault.models import DataKey, IntakeKey, SearchSubject, Tombstone

STORE = "keys"
READINGS = 3  # of a row that a rotation re-wraps while it is read; two rotations within one page are none


class KeyMissing(Exception):
    """No data key: it was never made (a fault) or it was destroyed (the subject is erased)."""


class Cipher(Protocol):
    """What a field needs of an opened data key (a Tink AEAD)."""

    def encrypt(self, plaintext: bytes, associated_data: bytes) -> bytes: ...

    def decrypt(self, ciphertext: bytes, associated_data: bytes) -> bytes: ...


def context(subject: UUID) -> bytes:
    """Associated data of a wrapped key: it opens for this subject only."""
    return b"suar/data-key/" + subject.bytes


def create(subject: UUID) -> Cipher:
    """Make and commit the subject's data key, or open the one it has. Idempotent: a retry after a kill finds its key.

    Raises KeyMissing for an erased subject: it never gets a key again."""
    return create_many([subject])[subject]


def create_many(subjects: Iterable[UUID]) -> dict[UUID, Cipher]:
    """As `create`, in one insert: for imports and fixtures of many children."""
    wanted = list(dict.fromkeys(subjects))
    ciphers = _renewed(open_many(wanted))
    fresh = {subject: keysets.new(keysets.DATA) for subject in wanted if subject not in ciphers}
    if fresh:
        _refuse_erased(list(fresh))
        try:
            _insert(fresh)
        except IntegrityError:  # another process made one of them between our look and our insert
            return create_many(wanted)
    return ciphers | {subject: _opened(keyset) for subject, keyset in fresh.items()}


def open_one(subject: UUID) -> Cipher:
    found = open_many([subject])
    if subject not in found:
        raise KeyMissing(f"No key for {subject}.")
    return found[subject]


def open_many(subjects: Iterable[UUID]) -> dict[UUID, Cipher]:
    """Opened keys by subject in one query; an erased subject is simply not among them."""
    wanted = list(set(subjects))
    found: dict[UUID, Cipher] = {}
    for start in range(0, len(wanted), 500):
        found |= _open_page(wanted[start : start + 500])
    return found


def is_erased(subject: UUID) -> bool:
    return Tombstone.objects.filter(pk=subject).exists()


def destroy(subject: UUID, *, at: datetime, unreadable_from: date) -> None:
    """Tombstone, key and search tokens in one transaction; again is harmless. Called by an erasure and by a restore,
    which record it; nothing else may."""
    with transaction.atomic(using=STORE):
        Tombstone.objects.get_or_create(pk=subject, defaults={"erased_at": at, "unreadable_from": unreadable_from})
        DataKey.objects.filter(pk=subject).delete()
        SearchSubject.objects.forget([subject])


def withdraw(subjects: Iterable[UUID]) -> None:
    """Drop keys and search tokens of subjects whose rows were taken back as if they had never been (an import undone),
    which the ledger records. No tombstone: a restore of an older copy of both stores brings rows and keys back."""
    for page in batched(dict.fromkeys(subjects), 500):
        with transaction.atomic(using=STORE):
            DataKey.objects.filter(pk__in=page).delete()
            SearchSubject.objects.forget(page)


def end_unneeded(subjects: Iterable[UUID], *, made_before: datetime) -> int:
    """Destroy the keys and tokens of subjects that no row needs. One that was asked for since then stays: the row that
    needs it is on its way. Returns how many were destroyed. Recorded by whoever calls."""
    ended = 0
    for page in batched(dict.fromkeys(subjects), 500):
        with transaction.atomic(using=STORE):
            # The age stands in the statement itself: `create` makes a key young again, before this or after it.
            DataKey.objects.filter(pk__in=page, created_at__lt=made_before).delete()
            gone = set(page) - set(DataKey.objects.filter(pk__in=page).values_list("pk", flat=True))
            SearchSubject.objects.forget(gone)
            ended += len(gone)
    return ended


def erased_among(subjects: Iterable[UUID]) -> set[UUID]:
    """Which of these subjects were erased."""
    found: set[UUID] = set()
    for page in batched(dict.fromkeys(subjects), 500):
        found.update(Tombstone.objects.filter(pk__in=page).values_list("pk", flat=True))
    return found


def create_intake(key_id: str, *, valid_from: datetime) -> IntakeKey:
    """Make and keep an intake key pair with its public half, signed, for the intake store. Idempotent by `key_id`."""
    row = IntakeKey.objects.filter(pk=key_id).first()
    if row is not None:
        return row
    keyset = keysets.new(keysets.INTAKE)
    public = keysets.public_part(keyset)
    wrapping, used = keyring().wrapper()
    row = IntakeKey.objects.create(
        key_id=key_id,
        wrapped=wrapping.encrypt(keyset, intake_context(key_id)),
        wrapping_key_id=used,
        valid_from=valid_from,
        public=public,
        signature=keyring().sign_day_key(key_id, public, valid_from),
    )
    while (wrapper := keyring().wrapper()).key_id != used:
        used = wrapper.key_id
        IntakeKey.objects.filter(pk=key_id).update(
            wrapped=wrapper.aead.encrypt(keyset, intake_context(key_id)), wrapping_key_id=used
        )
    return row


def open_intake(key_id: str) -> bytes:
    """The private keyset of an intake key (for `keysets.open_hybrid`). Raises KeyMissing when it was destroyed."""
    for reading in range(READINGS):
        row = IntakeKey.objects.filter(pk=key_id).first()
        if row is None:
            raise KeyMissing(f"No intake key {key_id}.")
        try:
            return cast(bytes, keyring().wrapping().decrypt(bytes(row.wrapped), intake_context(key_id)))
        except TinkError:
            if reading == READINGS - 1:
                raise
    raise AssertionError("unreachable")


def intake_context(key_id: str) -> bytes:
    """Associated data of a wrapped intake key."""
    return b"suar/intake-key/" + key_id.encode()


def _open_page(wanted: list[UUID]) -> dict[UUID, Cipher]:
    found: dict[UUID, Cipher] = {}
    for reading in range(READINGS):
        wrapping, missed = keyring().wrapping(), []
        for row in DataKey.objects.filter(pk__in=wanted):
            try:
                found[row.subject] = _opened(wrapping.decrypt(bytes(row.wrapped), context(row.subject)))
            except TinkError:
                if reading == READINGS - 1:
                    raise
                missed.append(row.subject)
        if not missed:
            break
        wanted = missed
    return found


def _renewed(ciphers: dict[UUID, Cipher]) -> dict[UUID, Cipher]:
    """Keys that were there already, made young again: their rows may still have to be written. What was destroyed as
    unneeded in the meantime is not among them, and is made anew."""
    kept: dict[UUID, Cipher] = {}
    for page in batched(ciphers, 500):
        DataKey.objects.filter(pk__in=page).update(created_at=today())
        kept |= {pk: ciphers[pk] for pk in DataKey.objects.filter(pk__in=page).values_list("pk", flat=True)}
    return kept


def _insert(fresh: Mapping[UUID, bytes]) -> None:
    """Commit new keys, then wrap anew whatever a rotation overtook."""
    wrapping, used = keyring().wrapper()
    with transaction.atomic(using=STORE):
        DataKey.objects.bulk_create(
            [
                DataKey(subject=subject, wrapped=wrapping.encrypt(keyset, context(subject)), wrapping_key_id=used)
                for subject, keyset in fresh.items()
            ],
            batch_size=500,
        )
    while (wrapper := keyring().wrapper()).key_id != used:
        used = wrapper.key_id
        for subject, keyset in fresh.items():
            DataKey.objects.filter(pk=subject).update(
                wrapped=wrapper.aead.encrypt(keyset, context(subject)), wrapping_key_id=used
            )


def _refuse_erased(subjects: list[UUID]) -> None:
    for start in range(0, len(subjects), 500):
        gone = Tombstone.objects.filter(pk__in=subjects[start : start + 500]).first()
        if gone is not None:
            raise KeyMissing(f"{gone.pk} was erased; nothing more is written about it.")


def _opened(keyset: bytes) -> Cipher:
    return cast(Cipher, keysets.open_aead(keyset))
