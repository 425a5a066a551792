"""The keysets of one home, opened by the master key and re-read when a rotation replaced their file.

    secret/wrapping.keyset   wraps every data key        secret/tokens.keyset   search tokens
    secret/ledger.keyset     Ed25519 seed of the heads   (all three sealed by the master key)

Files are replaced whole (write beside, fsync, rename), so a power cut leaves the old one or the new one."""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from suar.core.vault import keysets
from suar.core.vault.master import MasterKey, VaultLocked, as_recovery_text, master_key, new_master_key

NAMES = ("wrapping", "tokens", "ledger")


class Keyring:
    """Opens each keyset once and again only when its file changed."""

    def __init__(self, secret: Path, master: MasterKey | None = None) -> None:
        self.secret = secret
        self._master = master
        self._opened: dict[str, tuple[tuple[int, int], bytes, Any]] = {}

    @property
    def master(self) -> MasterKey:
        if self._master is None:
            self._master = master_key(self.secret)
        return self._master

    def wrapping(self) -> Any:
        """Tink AEAD that wraps data keys."""
        return self._primitive("wrapping", keysets.open_aead)

    def wrapping_keyset(self) -> bytes:
        return self._read("wrapping")[0]

    def wrapping_key_id(self) -> int:
        return keysets.primary_id(self.wrapping_keyset())

    def tokens(self) -> Any:
        """Tink PRF of the search tokens."""
        return self._primitive("tokens", keysets.open_prf)

    def ledger_seed(self) -> bytes:
        """32 bytes: the Ed25519 private key that signs the heads."""
        return self._read("ledger")[0]

    def replace_wrapping(self, keyset: bytes) -> None:
        write_private(self.secret / "wrapping.keyset", self.master.seal(keyset, "wrapping"))

    def _primitive(self, name: str, opener: Any) -> Any:
        self._read(name)
        stamp, keyset, primitive = self._opened[name]
        if primitive is None:
            primitive = opener(keyset)
            self._opened[name] = (stamp, keyset, primitive)
        return primitive

    def _read(self, name: str) -> tuple[bytes, tuple[int, int]]:
        path = self.secret / f"{name}.keyset"
        try:
            status = path.stat()
        except FileNotFoundError:
            raise VaultLocked(f"{path.name} is missing: run `suar init`, or restore it from a backup.") from None
        stamp = (status.st_mtime_ns, status.st_ino)
        known = self._opened.get(name)
        if known is None or known[0] != stamp:
            self._opened[name] = (stamp, self.master.unseal(path.read_bytes(), name), None)
        return self._opened[name][1], stamp


@lru_cache(maxsize=4)
def _keyring_of(secret: Path) -> Keyring:
    return Keyring(secret)


def keyring() -> Keyring:
    """The keyring of this process's home."""
    return _keyring_of(settings.SUAR_HOME / "secret")


def write_private(path: Path, content: bytes) -> None:
    """Atomically, readable by its owner alone, and on the disk before it is called done."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
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
    """Make a new office's secrets. Returns the recovery text of the master key; refuses to overwrite."""
    if (secret / "master.key").exists() or (secret / "wrapping.keyset").exists():
        raise VaultLocked(f"{secret} already holds keys: a second `init` would orphan every file they open.")
    raw = new_master_key()
    text = as_recovery_text(raw)
    write_private(secret / "master.key", text.encode("ascii"))
    master = master_key(secret)
    made = {
        "wrapping": keysets.new(keysets.WRAPPING),
        "tokens": keysets.new(keysets.TOKENS),
        "ledger": secrets.token_bytes(32),
    }
    for name in NAMES:
        write_private(secret / f"{name}.keyset", master.seal(made[name], name))
    write_private(secret / "django.key", secrets.token_urlsafe(50).encode("ascii"))
    return text
