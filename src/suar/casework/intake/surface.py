"""The three keys of the public process, in a directory of its own. None of them opens a filed complaint.

    draft.keyset   AEAD: seals the half-filled form that travels in the page
    lookup.keyset  PRF: turns a receipt into a row and a reply key pair
    django.key     Django's secret key of this surface
"""

from __future__ import annotations

import secrets
from pathlib import Path

from suar.core.vault import keysets
from suar.core.vault.keyring import write_private

NAMES = {"draft": keysets.DATA, "lookup": keysets.TOKENS}


def create(public: Path) -> None:
    """Make the public surface's keys. An existing key is kept: replacing the look-up key would orphan every receipt."""
    for name, template in NAMES.items():
        path = public / f"{name}.keyset"
        if not path.exists():
            write_private(path, keysets.new(template))
    if not (public / "django.key").exists():
        write_private(public / "django.key", secrets.token_urlsafe(50).encode("ascii"))
