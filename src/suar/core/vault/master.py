"""The master key: the one secret outside every store. It opens the keysets in `secret/`, nothing else.

Behind a small interface so that a KMS or an HSM can stand here: it needs `seal` and `unseal`."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from suar.core import private

ENVIRONMENT_NAME = "SUAR_MASTER_KEY"
DIRECTORY_NAME = "SUAR_KEY_DIR"  # a directory in memory: the key is gone with the power
NONCE = 12  # bytes, random; a master key seals a handful of keysets in its life


class VaultLocked(Exception):
    """The master key is missing, unreadable or the wrong one."""


class MasterKey(Protocol):
    """What the keyring asks of a master key."""

    def seal(self, plain: bytes, purpose: str) -> bytes: ...

    def unseal(self, sealed: bytes, purpose: str) -> bytes: ...


class LocalMasterKey:
    """AES-256-GCM under 32 bytes from a file (0600) or the environment."""

    def __init__(self, key: bytes) -> None:
        if len(key) != 32:
            raise VaultLocked("The master key must be 32 bytes.")
        self._aead = AESGCM(key)

    def seal(self, plain: bytes, purpose: str) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._aead.encrypt(nonce, plain, purpose.encode())

    def unseal(self, sealed: bytes, purpose: str) -> bytes:
        try:
            return self._aead.decrypt(sealed[:NONCE], sealed[NONCE:], purpose.encode())
        except (InvalidTag, ValueError):  # ValueError: too short to be anything we sealed
            raise VaultLocked(f"The master key does not open the {purpose} keyset: is it this office's key?") from None


def new_master_key() -> bytes:
    return secrets.token_bytes(32)


def as_recovery_text(key: bytes) -> str:
    """52 letters and digits in groups of four, to be written on paper (RFC 4648 base32, no padding)."""
    text = base64.b32encode(key).decode().rstrip("=")
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def from_recovery_text(text: str) -> bytes:
    letters = "".join(text.split()).upper()
    try:
        return base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        raise VaultLocked("The master key is not in the form of the recovery sheet (52 letters and digits).") from None


def key_file(secret: Path) -> Path:
    """Where the master key lies: in `secret/`, or, where SUAR_KEY_DIR is set, in that directory alone."""
    directory = os.environ.get(DIRECTORY_NAME)
    return (Path(directory) if directory else secret) / "master.key"


def is_locked(secret: Path) -> bool:
    """Whether this office waits for its key: it keeps none on the disk, and since the start nobody has given it."""
    waits = os.environ.get(DIRECTORY_NAME) and not os.environ.get(ENVIRONMENT_NAME)
    return bool(waits) and not key_file(secret).exists()


def recovery_text(secret: Path) -> str:
    """The master key of this process in the form of the recovery sheet. Raises VaultLocked."""
    text = os.environ.get(ENVIRONMENT_NAME)
    if text:
        return as_recovery_text(from_recovery_text(text))
    path = key_file(secret)
    if is_locked(secret):
        raise VaultLocked("Locked: this office keeps its master key in memory only. Run `suar vault unlock`.")
    if not path.exists():
        raise VaultLocked(f"No master key: set {ENVIRONMENT_NAME} or restore {path.name} from the recovery sheet.")
    if private.readable_by_others(path):
        raise VaultLocked(f"{path.name} can be read by others: chmod 600 it.")
    return as_recovery_text(from_recovery_text(path.read_text(encoding="ascii")))


def master_key(secret: Path) -> LocalMasterKey:
    """The master key of this process: the environment first, then its file."""
    return LocalMasterKey(from_recovery_text(recovery_text(secret)))
