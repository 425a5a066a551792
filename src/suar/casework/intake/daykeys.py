"""Whom a complaint may be sealed to: the newest intake key that carries our signature."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from suar.casework.intake.models import DayKey
from suar.casework.intake.surface import verifier
from suar.core.vault import keysets
from suar.core.vault.daykeys import statement

logger = logging.getLogger("suar.intake")

# A day's key serves the days after it while the worker is away. It ends well before its private half is destroyed, so
# that an old key put back into the store by somebody else takes no complaint that nobody could open.
SERVES = timedelta(days=14)


class NoTrustedKey(Exception):
    """The store holds no intake key of ours that still serves. Nothing may be sealed."""


def newest_trusted(now: datetime) -> DayKey:
    """Raises NoTrustedKey, and KeyAway when there is nothing to check a signature by."""
    checking = verifier()
    serving = DayKey.objects.filter(valid_from__lte=now, valid_from__gt=now - SERVES)
    for key in serving.order_by("-valid_from").iterator(chunk_size=20):
        words = statement(key.key_id, bytes(key.keyset), key.valid_from)
        if keysets.holds(checking, bytes(key.signature), words):
            return key
        logger.error("An intake key in the store is not signed by this office: not used.")
    raise NoTrustedKey
