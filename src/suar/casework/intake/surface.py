"""The three keys of the public process, in a directory of its own. None of them opens a filed complaint.

draft.keyset   AEAD: seals the half-filled form that travels in the page
lookup.keyset  PRF: turns a receipt into a row and a reply key pair
django.key     Django's secret key of this surface
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings

from suar.casework.intake.receipt import Prf
from suar.core.vault import keysets
from suar.core.vault.keyring import write_private


class Sealer(Protocol):
    """What the draft needs of its key (a Tink AEAD)."""

    def encrypt(self, plaintext: bytes, associated_data: bytes) -> bytes: ...

    def decrypt(self, ciphertext: bytes, associated_data: bytes) -> bytes: ...


NAMES = {"draft": keysets.DATA, "lookup": keysets.TOKENS}


def create(public: Path) -> None:
    """Make the public surface's keys. An existing key is kept: replacing the look-up key would orphan every receipt."""
    for name, template in NAMES.items():
        path = public / f"{name}.keyset"
        if not path.exists():
            write_private(path, keysets.new(template))
    if not (public / "django.key").exists():
        write_private(public / "django.key", secrets.token_urlsafe(50).encode("ascii"))


def draft_cipher() -> Sealer:
    """The AEAD of half-filled forms and of the code that travels in the page after a look-up."""
    return cast(Sealer, _opened(settings.SUAR_PUBLIC_DIR, "draft"))


def lookup_prf() -> Prf:
    """The PRF that turns a receipt into its row and reply key."""
    return cast(Prf, _opened(settings.SUAR_PUBLIC_DIR, "lookup"))


@lru_cache(maxsize=8)
def _opened(public: Path, name: str) -> object:
    keyset = (public / f"{name}.keyset").read_bytes()
    return keysets.open_aead(keyset) if name == "draft" else keysets.open_prf(keyset)
