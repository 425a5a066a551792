"""The keysets of one home, opened by the master key and re-read when a rotation replaced their file.

    secret/wrapping.keyset   wraps every data key        secret/tokens.keyset   search tokens
    secret/ledger.keyset     Ed25519 seed of the heads   secret/daykeys.keyset  signs the intake's public keys
                             (all four sealed by the master key)

Files are replaced whole (write beside, fsync, rename), so a power cut leaves the old one or the new one."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from suar.core import private
from suar.core.vault import keysets
from suar.core.vault.daykeys import statement
from suar.core.vault.master import (
    ENVIRONMENT_NAME,
    MasterKey,
    VaultLocked,
    as_recovery_text,
    key_file,
    master_key,
    new_master_key,
)

NAMES = ("wrapping", "tokens", "ledger", "daykeys")
ROTATION_LOCK = ".rotation.lock"
type Stamp = tuple[int, int, int]


class Wrapping(NamedTuple):
    """The wrapping AEAD and the id of the key it encrypts under, both from one reading of the file."""

    aead: Any
    key_id: int


class Keyring:
    """Opens each keyset once and again only when its file changed."""

    def __init__(self, secret: Path, master: MasterKey | None = None) -> None:
        self.secret = secret
        self._paths = {name: os.fspath(secret / f"{name}.keyset") for name in NAMES}
        self._master = master
        self._opened: dict[str, tuple[Stamp, bytes]] = {}
        self._primitives: dict[str, tuple[Stamp, Any]] = {}

    @property
    def master(self) -> MasterKey:
        if self._master is None:
            self._master = master_key(self.secret)
        return self._master

    def wrapping(self) -> Any:
        """Tink AEAD that wraps data keys."""
        return self.wrapper().aead

    def wrapper(self) -> Wrapping:
        """As `wrapping`, with the id of its primary: read apart, a rotation between the two would mislabel a key."""
        made: Wrapping = self._primitive("wrapping", open_wrapping)
        return made

    def wrapping_keyset(self) -> bytes:
        return self._read("wrapping")[0]

    def wrapping_key_id(self) -> int:
        return self.wrapper().key_id

    def tokens(self) -> Any:
        """Tink PRF of the search tokens."""
        return self._primitive("tokens", keysets.open_prf)

    def ledger_seed(self) -> bytes:
        """32 bytes: the Ed25519 private key that signs the heads."""
        return self._read("ledger")[0]

    def sign_day_key(self, key_id: str, public: bytes, valid_from: datetime) -> bytes:
        """The signature by which the public process knows an intake key as ours."""
        return keysets.sign(self._read("daykeys")[0], statement(key_id, public, valid_from))

    def day_key_verifier(self) -> bytes:
        """The public keyset that checks these signatures, for the public process's own directory."""
        return keysets.public_part(self._read("daykeys")[0])

    def open_all(self) -> None:
        """Raises VaultLocked when any keyset is missing or does not open: better at the start than at a complaint."""
        for name in NAMES:
            self._read(name)

    def replace_wrapping(self, keyset: bytes) -> None:
        write_private(self.secret / "wrapping.keyset", self.master.seal(keyset, "wrapping"))

    @contextmanager
    def rotation_lock(self) -> Iterator[None]:
        """Held by whoever rotates or copies the keys: a copy must hold the keys that open its own rows."""
        descriptor = private.create(self.secret / ROTATION_LOCK, os.O_RDWR)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _primitive(self, name: str, opener: Any) -> Any:
        keyset, stamp = self._read(name)
        known = self._primitives.get(name)
        if known is None or known[0] != stamp:
            known = self._primitives[name] = (stamp, opener(keyset))
        return known[1]

    def _read(self, name: str) -> tuple[bytes, Stamp]:
        try:
            status = os.stat(self._paths[name])
        except FileNotFoundError:
            raise VaultLocked(f"{name}.keyset is missing: run `suar init`, or restore it from a backup.") from None
        # Stamped before it is read: a file replaced in between is simply read once more the next time.
        stamp = (status.st_mtime_ns, status.st_ino, status.st_size)
        known = self._opened.get(name)
        if known is None or known[0] != stamp:
            path = Path(self._paths[name])
            known = self._opened[name] = (stamp, self.master.unseal(path.read_bytes(), name))
        return known[1], stamp


def open_wrapping(keyset: bytes) -> Wrapping:
    return Wrapping(keysets.open_aead(keyset), keysets.primary_id(keyset))


@lru_cache(maxsize=4)
def _keyring_of(home: Path) -> Keyring:
    return Keyring(home / "secret")


def keyring() -> Keyring:
    """The keyring of this process's home."""
    return _keyring_of(settings.SUAR_HOME)


def write_private(path: Path, content: bytes) -> None:
    """Atomically, private (see `core/private.py`), and on the disk before it is called done."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = private.create(beside, os.O_WRONLY | os.O_EXCL)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def create(secret: Path) -> str:
    """Make a new office's secrets. Returns the recovery text of the master key; refuses to overwrite.

    A master key given by the environment is taken as it is and never written to a file."""
    if key_file(secret).exists() or (secret / "wrapping.keyset").exists():
        raise VaultLocked(f"{secret} already holds keys: a second `init` would orphan every file they open.")
    text = os.environ.get(ENVIRONMENT_NAME) or as_recovery_text(new_master_key())
    if not os.environ.get(ENVIRONMENT_NAME):
        write_private(key_file(secret), text.encode("ascii"))
    master = master_key(secret)
    made = {
        "wrapping": keysets.new(keysets.WRAPPING),
        "tokens": keysets.new(keysets.TOKENS),
        "ledger": secrets.token_bytes(32),
        "daykeys": keysets.new(keysets.SIGNING),
    }
    for name in NAMES:
        write_private(secret / f"{name}.keyset", master.seal(made[name], name))
    write_private(secret / "django.key", secrets.token_urlsafe(50).encode("ascii"))
    return text
