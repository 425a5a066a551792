"""The keys of the public process, in a directory of its own. None of them opens a filed complaint.

draft.keyset     AEAD: seals the half-filled form that travels in the page; a new one each day
lookup.keyset    PRF: turns a receipt into a row and a reply key pair
verifier.keyset  public half of the key that signs the intake keys: whom a complaint may be sealed to
django.key       Django's secret key of this surface

Files are replaced whole by the worker; a running process sees a new one at its next use."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.utils.translation import gettext as _
from tink import TinkError

from suar.casework.intake.receipt import Prf
from suar.core.errors import DomainError
from suar.core.vault import keysets
from suar.core.vault.keyring import write_private
from suar.registry.agencies import helplines

logger = logging.getLogger("suar.intake")

OPENERS: dict[str, Callable[[bytes], object]] = {
    "draft.keyset": keysets.open_aead,
    "lookup.keyset": keysets.open_prf,
    "verifier.keyset": keysets.verifying,
    "django.key": bytes,
}
LAG = timedelta(minutes=5)  # by which every process has seen a new file, clocks that differ included

type Stamp = tuple[int, int, int]


class Sealer(Protocol):
    """What the draft needs of its key (a Tink AEAD)."""

    def encrypt(self, plaintext: bytes, associated_data: bytes) -> bytes: ...

    def decrypt(self, ciphertext: bytes, associated_data: bytes) -> bytes: ...


class KeyAway(DomainError):
    """A key of the surface is missing or unreadable: the form is closed, and says where help is meanwhile."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            _(
                "Formulir ini sedang tidak bisa dipakai. Ini gangguan di pihak kami, bukan salahmu. Coba lagi nanti. "
                "Kalau butuh bantuan sekarang, telepon %(police_number)s (polisi) atau %(sapa_number)s (SAPA). "
                "Keduanya gratis."
            )
            % helplines.numbers()
        )


def create(public: Path, *, verifier: bytes) -> None:
    """Make the public surface's keys. An existing key is kept: replacing the look-up key would orphan every receipt."""
    made: dict[str, Callable[[], bytes]] = {
        "draft.keyset": lambda: keysets.new(keysets.DATA),
        "lookup.keyset": lambda: keysets.new(keysets.TOKENS),
        "verifier.keyset": lambda: verifier,
        "django.key": lambda: secrets.token_urlsafe(50).encode("ascii"),
    }
    for name, make in made.items():
        if not (public / name).exists():
            write_private(public / name, make())


def check(public: Path) -> list[str]:
    """The names of the files that are missing or no keys: without them the form is closed."""
    wrong = []
    for name, opener in OPENERS.items():
        try:
            opener((public / name).read_bytes())
        except (OSError, TinkError):
            wrong.append(name)
    return wrong


def closed_for_want_of_keys() -> bool:
    """Whether the form is closed from the start; then the log says why, and the pages say where help is."""
    wrong = check(settings.SUAR_PUBLIC_DIR)
    if wrong:
        logger.error("Missing or unreadable: %s. The form is closed until they are restored.", ", ".join(wrong))
    return bool(wrong)


def draft_cipher() -> Sealer:
    """The AEAD of half-filled forms and of the code that travels in the page after a look-up."""
    return cast(Sealer, _opened("draft.keyset"))


def lookup_prf() -> Prf:
    """The PRF that turns a receipt into its row and reply key."""
    return cast(Prf, _opened("lookup.keyset"))


def verifier() -> object:
    """What checks the signature of an intake key (see `keysets.holds`)."""
    return _opened("verifier.keyset")


def rotate_draft(public: Path, now: datetime, life: timedelta) -> bool:
    """A new draft key when the last one has served a draft's `life`. The one before it opens until the next rotation,
    which is at least a draft's life away; then it is gone, and no page of its day can be opened again by anyone.

    The file's own time tells when it was replaced last. One that is missing or damaged is made anew: only forms that
    are being filled in are lost by it. Called by the worker alone. Returns whether there is a new key."""
    path = public / "draft.keyset"
    if path.name in check(public):
        fresh = keysets.new(keysets.DATA)
    elif now.timestamp() - path.stat().st_mtime < (life + LAG).total_seconds():
        return False
    else:
        fresh = keysets.with_new_primary(keysets.primary_only(path.read_bytes()), keysets.DATA)
    write_private(path, fresh)
    os.utime(path, (now.timestamp(), now.timestamp()))
    return True


def _opened(name: str) -> object:
    """The key in this file, opened anew when the file was replaced. Raises KeyAway."""
    path = os.path.join(settings.SUAR_PUBLIC_DIR, name)
    try:
        status = os.stat(path)
        # Stamped before it is read: a file replaced in between is simply read once more the next time.
        stamp = (status.st_mtime_ns, status.st_ino, status.st_size)
        known = _known.get(path)
        if known is None or known[0] != stamp:
            known = _known[path] = (stamp, OPENERS[name](Path(path).read_bytes()))
        return known[1]
    except (OSError, TinkError) as error:
        logger.error("%s is missing or unreadable (%s): the form is closed.", name, type(error).__name__)
        raise KeyAway from error


_known: dict[str, tuple[Stamp, object]] = {}
