"""A new wrapping key: every data key is wrapped anew in batches while the office works, then the old key is dropped.

Each step may be killed and is safe to run again. The keyset file tells where a rotation stands: more than one key means
that one is under way. Until the last step both keys open; a process sees the new file at its next use of a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connections, transaction
from tink import TinkError

from suar.core.vault import keysets
from suar.core.vault.keyring import Keyring
from suar.core.vault.keys import STORE, context, intake_context
from suar.core.vault.marks import CONTEXT as MARKS
from suar.core.vault.models import DataKey, IntakeKey, MarkList

BATCH = 500
Progress = Callable[[int], None]


class RotationStopped(Exception):
    """A key does not open under the wrapping keyset. Nothing was dropped; the message names the key."""


def under_way(ring: Keyring) -> bool:
    return len(keysets.key_ids(ring.wrapping_keyset())) > 1


def begin(ring: Keyring) -> int:
    """Add a new primary. From here on new keys are wrapped by it. Returns its id. Hold `ring.rotation_lock()`."""
    ring.replace_wrapping(keysets.with_new_primary(ring.wrapping_keyset(), keysets.WRAPPING))
    return ring.wrapping_key_id()


def rewrap(ring: Keyring, progress: Progress | None = None) -> int:
    """Wrap every key that an older key of the keyset wraps by the primary. Returns how many were."""
    done = 0
    wrapped = ((DataKey, data_key_context), (IntakeKey, intake_key_context), (MarkList, marks_context))
    for model, of_row in wrapped:
        while batch := _rewrap_batch(ring, model, of_row):
            done += batch
            if progress is not None:
                progress(done)
    return done


def drop_old(ring: Keyring) -> None:
    """Forget the older keys: what only they wrap, wherever a copy of it lies, opens never again."""
    ring.replace_wrapping(keysets.primary_only(ring.wrapping_keyset()))


def data_key_context(row: Any) -> bytes:
    return context(row.subject)


def intake_key_context(row: Any) -> bytes:
    return intake_context(row.key_id)


def marks_context(row: Any) -> bytes:
    return MARKS


def _rewrap_batch(ring: Keyring, model: Any, of_row: Callable[[Any], bytes]) -> int:
    wrapping, primary = ring.wrapper()
    # By the ids of the keyset: a key committed under one that is no longer there is its maker's to wrap anew.
    older = [key_id for key_id in keysets.key_ids(ring.wrapping_keyset()) if key_id != primary]
    rows = model._default_manager.filter(wrapping_key_id__in=older).select_for_update()
    connection = connections[STORE]
    with transaction.atomic(using=STORE):
        values = []
        for row in rows[:BATCH]:
            try:
                keyset = wrapping.decrypt(bytes(row.wrapped), of_row(row))
            except TinkError as error:
                raise RotationStopped(f"{model._meta.label} {row.pk} does not open; no key was dropped.") from error
            pk = row._meta.pk.get_db_prep_value(row.pk, connection)
            values.append((wrapping.encrypt(keyset, of_row(row)), primary, pk))
        if values:
            column = model._meta.pk.column
            sql = f"UPDATE {model._meta.db_table} SET wrapped = %s, wrapping_key_id = %s WHERE {column} = %s"  # noqa: S608
            with connection.cursor() as cursor:
                cursor.executemany(sql, values)
    return len(values)
