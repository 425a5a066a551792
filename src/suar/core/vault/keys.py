"""Data keys: made before the row that needs them, opened in one query for a whole page of rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, cast
from uuid import UUID

from django.db import IntegrityError

from suar.core.vault import keysets
from suar.core.vault.keyring import keyring
from suar.core.vault.models import DataKey, Tombstone


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
    """Make and commit the subject's data key, or open the one it has. Idempotent: a retry after a kill finds its key."""
    existing = DataKey.objects.filter(pk=subject).first()
    if existing is None:
        keyset = keysets.new(keysets.DATA)
        ring = keyring()
        row = DataKey(
            subject=subject,
            wrapped=ring.wrapping().encrypt(keyset, context(subject)),
            wrapping_key_id=ring.wrapping_key_id(),
        )
        try:
            row.save(force_insert=True)
        except IntegrityError:  # another process made it between our look and our insert
            existing = DataKey.objects.get(pk=subject)
        else:
            return _opened(keyset)
    return _unwrap(existing)


def create_many(subjects: Iterable[UUID]) -> dict[UUID, Cipher]:
    """As `create`, in one insert: for imports and fixtures of many children."""
    ring, wanted = keyring(), list(subjects)
    ciphers = open_many(wanted)
    wrapping, key_id, rows = ring.wrapping(), ring.wrapping_key_id(), []
    for subject in wanted:
        if subject not in ciphers:
            keyset = keysets.new(keysets.DATA)
            ciphers[subject] = _opened(keyset)
            rows.append(
                DataKey(
                    subject=subject, wrapped=wrapping.encrypt(keyset, context(subject)), wrapping_key_id=key_id
                )
            )
    DataKey.objects.bulk_create(rows, batch_size=500)
    return ciphers


def open_one(subject: UUID) -> Cipher:
    row = DataKey.objects.filter(pk=subject).first()
    if row is None:
        raise KeyMissing(f"No key for {subject}.")
    return _unwrap(row)


def open_many(subjects: Iterable[UUID]) -> dict[UUID, Cipher]:
    """Opened keys by subject in one query; an erased subject is simply not among them."""
    wanted = list(set(subjects))
    found: dict[UUID, Cipher] = {}
    for start in range(0, len(wanted), 500):
        for row in DataKey.objects.filter(pk__in=wanted[start : start + 500]):
            found[row.subject] = _unwrap(row)
    return found


def is_erased(subject: UUID) -> bool:
    return Tombstone.objects.filter(pk=subject).exists()


def _unwrap(row: DataKey) -> Cipher:
    return _opened(keyring().wrapping().decrypt(bytes(row.wrapped), context(row.subject)))


def _opened(keyset: bytes) -> Cipher:
    return cast(Cipher, keysets.open_aead(keyset))
