"""Who wrote an entry: a code under a key that is sealed in the home, so that write access to `main` alone forges none.

The leaf is `encode([nonce, at_us, actor, verb, office, subject, why, data, covers, id, mac])`. The code is over the
bytes before the id: the database gives the id only when the entry is stored."""

from __future__ import annotations

import hmac
from functools import lru_cache
from hashlib import blake2b

from suar.core.vault.keyring import keyring

LABEL = b"suar-entry-mac/1"
NONCE = 16  # bytes
MAC = 32  # bytes


def entry_key() -> bytes:
    """32 bytes, derived from the seed of this home's ledger."""
    return _derived(keyring().ledger_seed())


@lru_cache(maxsize=4)
def _derived(seed: bytes) -> bytes:
    return hmac.digest(seed, LABEL, "sha256")


def mac_of(body: bytes, key: bytes) -> bytes:
    """Keyed BLAKE2b (RFC 7693), 32 bytes, over an entry's bytes up to its id."""
    return blake2b(body, key=key, digest_size=MAC).digest()


def leaf_bytes(body: bytes, pk: int, mac: bytes) -> bytes:
    """The whole canonical form from its beginning: as `encode` would go on, without encoding the beginning twice."""
    number = str(pk)
    return body + f"i{len(number)}:{number}x{2 * len(mac)}:{mac.hex()}".encode()
