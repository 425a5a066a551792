"""A filing on its way from the public process to the worker: compressed JSON, sealed to the intake key of the day.

Bound to its form id (a further message to its own id too): a body moved to another row does not open."""

from __future__ import annotations

import json
import zlib
from typing import Any
from uuid import UUID

from tink import TinkError

from suar.core.vault import keysets

OPENED_MAX = 1024 * 1024  # bytes of JSON; the largest form is a tenth of it


class Damaged(Exception):
    """The body does not open, or what opens is no filing."""


def filing_context(form_id: UUID) -> bytes:
    return b"suar/intake/" + form_id.bytes


def further_context(form_id: UUID, further_id: UUID) -> bytes:
    return b"suar/intake/further/" + form_id.bytes + further_id.bytes


def seal(public_keyset: bytes, body: dict[str, Any], context: bytes) -> bytes:
    packed = zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return bytes(keysets.open_public(public_keyset).encrypt(packed, context))


def unseal(private_keyset: bytes, sealed: bytes, context: bytes) -> dict[str, Any]:
    """Raises Damaged."""
    try:
        packed = keysets.open_hybrid(private_keyset).decrypt(sealed, context)
        body = json.loads(zlib.decompressobj().decompress(packed, OPENED_MAX))
    except (TinkError, zlib.error, ValueError, RecursionError) as error:
        raise Damaged("The sealed body does not open.") from error
    if not isinstance(body, dict):
        raise Damaged("The sealed body is no filing.")
    return body
